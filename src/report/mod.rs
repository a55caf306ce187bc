//! Reports, pure: each is a fold over offenders as they stream past, one at a time, into a value that
//! [`crate::render`] prints.
//!
//! Nothing here reads a clock, a file or a database: the day comes with the spec, the offenders one by one. A report
//! that does not add up is an error and never a list. Names stay out until the rows are known: whoever reads the
//! register fills them in afterwards, for those rows alone.

pub mod audit;
pub mod calendar;
pub mod cases;
pub mod doctor;
pub mod evidence;
pub mod explain;
pub mod forecast;
mod groups;
pub mod history;
pub mod integrity;
mod labels;
pub mod load;
pub mod measure;
pub mod officers;
pub mod overview;
pub mod person;
pub mod predictability;
mod scope;
pub mod trend;
pub mod unseen;
pub mod worklist;

pub use labels::Labels;
pub use scope::{Scope, ScopeWords};

use crate::domain::day::Day;
use crate::domain::offender::{Facts, OffenderKey};
use crate::domain::policy::WentBack;
use crate::domain::requirement::Rules;
use crate::domain::work::At;

/// One offender streaming past.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: &'a str,
    /// The facts, in order (see [`Facts`]).
    pub facts: &'a Facts,
}

/// A question that has no answer: whoever asks is told what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// A list for a day on which the record was not complete yet (section 1).
    #[error("the record is complete from {history_from}, and no list is made for a day before it (asked for {as_of})")]
    BeforeHistory {
        /// The day asked for.
        as_of: Day,
        /// The first day there is.
        history_from: Day,
    },
    /// The last day of a period comes before its first.
    #[error("the period ends on {to}, before it begins on {from}")]
    Reversed {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// A measure that is known as it stands now alone.
    #[error("`{measure}` is told as it stands now, and of no day gone by")]
    NotOfThePast {
        /// Which.
        measure: &'static str,
    },
}

/// The report contradicts itself: a fault of ours, exit status 70, and nothing is shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportFault {
    /// Two counts that the rulebook says are equal are not.
    #[error("the report does not add up: {what}: {left} and {right}")]
    DoesNotAddUp {
        /// Which two.
        what: &'static str,
        /// The one.
        left: u64,
        /// The other.
        right: u64,
    },
}

/// Answers that two counts are equal, or the fault.
fn adds_up(what: &'static str, left: u64, right: u64) -> Result<(), ReportFault> {
    if left == right { Ok(()) } else { Err(ReportFault::DoesNotAddUp { what, left, right }) }
}

/// That a report was made with only what had been recorded by the end of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAct {
    /// The act's number.
    pub act: i64,
    /// Its moment in UTC, as acts are written.
    pub moment: String,
    /// Its moment in the time zone of the policy.
    pub at: At,
}

/// A policy's id and version: what a report was reckoned by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyName {
    /// Which policy.
    pub id: String,
    /// Which version of it.
    pub version: String,
    /// Versions that bear on the figures and took effect before the day after their adoption.
    pub went_back: Vec<WentBack>,
    /// By which act all of it was known, where that was asked for: whoever reads the register fills it in.
    pub known: Option<KnownAct>,
    /// What it has written on every file and page.
    pub marking: String,
}

impl PolicyName {
    /// The version in force on a day.
    pub fn on(rules: &Rules, day: Day) -> PolicyName {
        let policy = &rules.book.on(day).policy;
        let went_back = rules.book.went_back_by(day);
        let marking = policy.practice.marking.clone();
        PolicyName { id: policy.id.clone(), version: policy.version.clone(), went_back, known: None, marking }
    }
}

/// Refuses a day before the record is complete.
fn within_history(rules: &Rules, as_of: Day) -> Result<(), SpecError> {
    match rules.history_from {
        Some(history_from) if as_of < history_from => Err(SpecError::BeforeHistory { as_of, history_from }),
        _ => Ok(()),
    }
}
