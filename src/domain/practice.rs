//! The numbers and lists of a day's work: when a record is late, how often an absence is looked into, who may do what.
//!
//! They are part of a policy. A policy file that lacks one of them means the value given here, which is the baseline's.

use std::collections::BTreeMap;

use super::deed::Right;
use super::officer::Role;
use super::pattern::Thresholds;

/// One word of a list that a policy defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The word on file.
    pub id: String,
    /// The words on screens.
    pub name: String,
}

/// The numbers and lists of a day's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Days after a visit within which it is to be recorded.
    pub record_within_days: u32,
    /// Days within which an absence or a missing report is to be looked into, and again.
    pub confirm_days: u32,
    /// Failed attempts with entry sought, at one address, after which a supervisor decides.
    pub attempts_for_decision: u32,
    /// How many go together; fewer is alone.
    pub crew_size: u32,
    /// How many cases one full-time officer is to have at most; more is said to be above.
    pub cases_per_fte: u32,
    /// Months for which the tier must have been the lowest before a reactive plan begins.
    pub reactive_lowest_tier_months: u32,
    /// What stands on every file and page that is taken out.
    pub marking: String,
    /// Why a visit may be directed.
    pub direction_causes: Vec<Code>,
    /// The warnings there are.
    pub markers: Vec<Code>,
    /// The numbers that patterns are held against.
    pub integrity: Thresholds,
    /// The least role that each right asks for.
    pub roles: BTreeMap<Right, Role>,
    /// The least role of whoever authorises what somebody else proposes; a right that is absent wants no second person.
    pub second_person: BTreeMap<Right, Role>,
}

impl Practice {
    /// The least role that may do this.
    pub fn least_role(&self, right: Right) -> Role {
        self.roles.get(&right).copied().unwrap_or(Role::Manager)
    }

    /// Whether somebody of this role may do this: roles are ordered, officer, supervisor, manager.
    pub fn may(&self, role: Role, right: Right) -> bool {
        role >= self.least_role(right)
    }

    /// The least role of the second person whom a right wants; none: it wants nobody.
    pub fn second(&self, right: Right) -> Option<Role> {
        self.second_person.get(&right).copied()
    }
}

impl Default for Practice {
    fn default() -> Practice {
        Practice {
            record_within_days: 5,
            confirm_days: 28,
            attempts_for_decision: 2,
            crew_size: 2,
            cases_per_fte: 50,
            reactive_lowest_tier_months: 36,
            marking: "OFFICIAL-SENSITIVE".to_owned(),
            direction_causes: codes(&[
                ("intelligence", "Intelligence received"),
                ("change", "A change in circumstances"),
                ("concern", "Concern raised by another agency"),
                ("backlog", "Overdue for too long"),
                ("other", "Other"),
            ]),
            markers: codes(&[
                ("violent", "Violent"),
                ("weapons", "Weapons"),
                ("dogs", "Dogs"),
                ("drugs", "Drugs"),
                ("self-harm", "Self-harm"),
                ("more-than-two", "Not fewer than three officers"),
            ]),
            integrity: Thresholds::default(),
            roles: default_roles(),
            second_person: BTreeMap::new(),
        }
    }
}

fn codes(list: &[(&str, &str)]) -> Vec<Code> {
    list.iter().map(|(id, name)| Code { id: (*id).to_owned(), name: (*name).to_owned() }).collect()
}

fn default_roles() -> BTreeMap<Right, Role> {
    let least = |right: Right| match right {
        Right::Record => Role::Officer,
        Right::AdoptPolicy | Right::KeepOfficers => Role::Manager,
        _ => Role::Supervisor,
    };
    Right::ALL.iter().map(|right| (*right, least(*right))).collect()
}
