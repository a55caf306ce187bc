//! Patterns that somebody should look at, over a period ([`crate::domain::pattern`]): of each how many were looked at, and its
//! cases; all of them, also those without any. Nothing here says of anybody that they did wrong.

mod fold;

use std::collections::BTreeMap;

pub use fold::Fold;

use super::{Labels, PolicyName, ReportFault, Scope, ScopeWords, adds_up};
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::pattern::{Found, Pattern, Sight, Thresholds};
use crate::domain::work::VisitKey;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The first day looked at; no earlier than the record begins.
    pub from: Day,
    /// The last: as at the end of it.
    pub as_of: Day,
    /// Whose: the unit's, or a team's. A pattern of a person is a team's where the owner on the last day is of it; one of an
    /// officer's day where the officer was of it then.
    pub scope: Scope,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// In whose record; none of a pattern of officers.
    pub offender: Option<OffenderKey>,
    /// Who owns the case on the last day, where it is of a person.
    pub owner: Option<OfficerKey>,
    /// What was found.
    pub found: Found,
    /// Who did the act that recorded it, where the pattern is about that; filled in afterwards.
    pub recorded_by: Option<String>,
}

impl Listed {
    /// The offenders it names, the one in whose record it was found first.
    pub fn offenders(&self) -> Vec<OffenderKey> {
        let mut named: Vec<OffenderKey> = self.offender.into_iter().collect();
        named.extend(self.found.offenders().into_iter().filter(|other| Some(*other) != self.offender));
        named
    }

    /// The officers it names: those of the pattern, else the owner.
    pub fn officers(&self) -> Vec<OfficerKey> {
        let named = self.found.officers();
        if named.is_empty() { self.owner.into_iter().collect() } else { named }
    }
}

/// One pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub pattern: Pattern,
    /// How many were looked at.
    pub looked_at: u64,
    /// Its cases, no more than were looked at; by day, then as they stand in the register.
    pub cases: Vec<Listed>,
}

/// All patterns, in the order of [`Pattern::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrity {
    /// The first day looked at.
    pub from: Day,
    /// As at the end of this day.
    pub as_of: Day,
    /// Whose.
    pub scope: ScopeWords,
    /// The policy in force on the day, whose numbers they are held against.
    pub policy: PolicyName,
    /// Those numbers.
    pub thresholds: Thresholds,
    /// The policy that was adopted first.
    pub first_policy: (String, String),
    /// The patterns.
    pub sections: Vec<Section>,
    /// What none of them can see.
    pub sight: Sight,
    /// The words of tiers and officers.
    pub labels: Labels,
    /// The references of offenders that cases name; filled in afterwards.
    pub references: BTreeMap<OffenderKey, String>,
    /// The references of visits that cases name; filled in afterwards.
    pub visit_refs: BTreeMap<VisitKey, String>,
}

impl Integrity {
    /// How many cases there are in all.
    pub fn cases(&self) -> usize {
        self.sections.iter().map(|section| section.cases.len()).sum()
    }

    /// The same with the cases of one pattern alone; the counts of all stay.
    pub fn showing(&self, only: Option<Pattern>) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| only.is_none_or(|only| only == section.pattern))
    }

    /// The reference of an offender.
    pub fn reference(&self, offender: OffenderKey) -> &str {
        self.references.get(&offender).map_or("?", String::as_str)
    }

    /// The reference of a visit.
    pub fn visit_ref(&self, visit: VisitKey) -> &str {
        self.visit_refs.get(&visit).map_or("?", String::as_str)
    }
}

fn check(sections: &[Section]) -> Result<(), ReportFault> {
    for section in sections {
        let (cases, at) = (section.cases.len() as u64, section.looked_at);
        adds_up("cases of a pattern and those looked at", cases.max(at), at)?;
    }
    adds_up("the patterns listed and the patterns there are", sections.len() as u64, Pattern::ALL.len() as u64)
}
