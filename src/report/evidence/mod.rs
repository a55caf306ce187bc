//! What a court is shown of failed attempts: each since the offender was last seen, how many at each address with entry
//! sought, what was decided, and what of the record was set right since.

mod gathered;

use crate::domain::day::Day;
use crate::domain::fact::{AgencyMember, Fact, FactRef};
use crate::domain::notice::attempts_since_seen;
use crate::domain::offender::Facts;
use crate::domain::officer::{Role, Roster};
use crate::domain::requirement::Rules;
use crate::domain::visit::{Outcome, Premises, Visit, VisitKind};
use crate::domain::work::{At, Course, Stage};

use super::PolicyName;
use gathered::{attempt, decisions, superseded};

/// That something was recorded: when, by the clock of the unit, by whom, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When.
    pub at: At,
    /// By whom.
    pub by: String,
    /// Why, as that act says.
    pub because: Option<String>,
    /// Whether an extract brought it.
    pub of_an_extract: bool,
}

/// A visit that counts, as it was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its reference.
    pub reference: String,
    /// What the rules ask of it.
    pub visit: Visit,
    /// Officers who attended.
    pub officers: Vec<String>,
    /// Who attended from other agencies.
    pub agencies: Vec<AgencyMember>,
    /// When it was first recorded here.
    pub recorded: Recorded,
    /// The day on which an extract's source says it was written down.
    pub source_wrote: Option<Day>,
}

/// A fact of the record, whether it counts or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: FactRef,
    /// What it says; none, a withdrawal.
    pub fact: Option<Fact>,
    /// When it was recorded.
    pub recorded: Recorded,
    /// What it took the place of.
    pub supersedes: Option<FactRef>,
    /// What took its place.
    pub superseded_by: Option<FactRef>,
}

/// What evidence is made of.
#[derive(Clone, Debug)]
pub struct Materials<'a> {
    /// The facts that start by the day.
    pub facts: &'a Facts,
    /// The rules.
    pub rules: &'a Rules,
    /// The officers.
    pub roster: &'a Roster,
    /// The day.
    pub as_of: Day,
    /// The visits that count, in order of day and then as recorded; of two records of one visit one.
    pub visits: Vec<Made>,
    /// Every visit, decision and stage ever recorded of the offender, in the order recorded.
    pub entries: Vec<Entry>,
}

/// The evidence. Texts of addresses come later, from whoever reads the register: `place.address`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// As at this day.
    pub as_of: Day,
    /// By which policy.
    pub policy: PolicyName,
    /// How many attempts with entry sought at one address the policy asks for before a decision.
    pub wanted: u32,
    /// The day last seen.
    pub last_seen: Option<Day>,
    /// The failed attempts since, in order.
    pub attempts: Vec<Attempt>,
    /// The addresses at which they were made, in the order first tried.
    pub places: Vec<Place>,
    /// What was decided since.
    pub decisions: Vec<Decided>,
    /// What of the record since was superseded or withdrawn, in the order recorded.
    pub superseded: Vec<Superseded>,
}

/// One failed attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The visit's reference.
    pub visit_ref: String,
    /// When.
    pub at: At,
    /// Where it was made.
    pub premises: Premises,
    /// Of the notified premises, the place in [`Evidence::places`].
    pub place: Option<usize>,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether entry was sought in order to search the premises and assess risk.
    pub entry_sought: Option<bool>,
    /// Whether it was announced.
    pub announced: Option<bool>,
    /// Officers who attended.
    pub crew: Vec<Member>,
    /// Who attended from other agencies.
    pub agencies: Vec<AgencyMember>,
    /// When it was first recorded here.
    pub recorded: Recorded,
    /// The day on which an extract's source says it was written down.
    pub source_wrote: Option<Day>,
    /// Whether its record was set right since; [`Evidence::superseded`] has how.
    pub corrected: bool,
}

/// An officer who attended, as on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The word on file.
    pub officer: String,
    /// The role; none where nothing is known of that day.
    pub role: Option<Role>,
    /// Whether accredited to assess risk.
    pub accredited: bool,
}

/// An address at which attempts were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The first day on which it was notified as it held; none: no address was notified for the days tried.
    pub from: Option<Day>,
    /// Where the store keeps its text.
    pub text: Option<i64>,
    /// No fixed abode: where the offender can regularly be found.
    pub no_fixed_abode: bool,
    /// The text, once it is read.
    pub address: Option<String>,
    /// The postcode, once it is read.
    pub postcode: Option<String>,
    /// How many attempts were made there with entry sought.
    pub sought: u32,
    writing: Option<u32>,
}

/// A decision that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its name.
    pub name: FactRef,
    /// When it was taken.
    pub at: At,
    /// What is to be done.
    pub course: Course,
    /// The day by which somebody is to go again.
    pub visit_by: Day,
    /// When it was first recorded.
    pub recorded: Recorded,
    /// The stages of its warrant.
    pub stages: Vec<Reached>,
}

/// A stage of a warrant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Which.
    pub stage: Stage,
    /// The day.
    pub day: Day,
    /// When it was first recorded.
    pub recorded: Recorded,
}

/// A record that no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Superseded {
    /// Its name.
    pub name: FactRef,
    /// What it said.
    pub said: Fact,
    /// When it was recorded.
    pub recorded: Recorded,
    /// What took its place.
    pub by: FactRef,
    /// Whether that says only that it was not so.
    pub withdrawn: bool,
    /// When that was recorded.
    pub then: Recorded,
}

impl Evidence {
    /// Of what was loaded.
    pub fn of(materials: &Materials<'_>) -> Evidence {
        let (rules, as_of) = (materials.rules, materials.as_of);
        let visits: Vec<Visit> = materials.visits.iter().map(|made| made.visit).collect();
        let effective = |visit: &&Visit| visit.day <= as_of && rules.book.kind_of(visit) == VisitKind::Effective;
        let last_seen = visits.iter().rfind(effective).map(|visit| visit.day);
        let mut places = Vec::new();
        let tried = attempts_since_seen(&Facts { visits, ..Facts::default() }, rules, as_of);
        let attempts: Vec<Attempt> =
            tried.into_iter().map(|at| attempt(materials, &materials.visits[at], &mut places)).collect();
        let superseded = superseded(materials, last_seen, &attempts);
        Evidence {
            as_of,
            policy: PolicyName::on(rules, as_of),
            wanted: rules.book.on(as_of).policy.practice.attempts_for_decision,
            last_seen,
            attempts,
            places,
            decisions: decisions(materials, last_seen),
            superseded,
        }
    }

    /// Whether it is of England and Wales, whose Act lets a court grant a warrant of entry.
    pub fn is_of_england_and_wales(&self) -> bool {
        self.policy.id.starts_with("uk-ew")
    }
}
