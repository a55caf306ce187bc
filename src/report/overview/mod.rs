//! The overview: every measure of the register on a day, by risk level; the most overdue case of each; who was overdue on
//! an average day of twelve months; what each officer carries.
//!
//! It holds sums alone, whatever the number of offenders: no list of rows is kept.

mod fold;
mod worst;

pub use fold::{Fold, first_month};
pub use worst::Worst;

use super::load::PerFte;
use super::measure::{Figures, Measure, Whose};
use super::{Labels, PolicyName, ScopeWords};
use crate::domain::day::Day;
use crate::domain::work::At;
use crate::report::groups::Group;

/// How many calendar months the average day is told of, the one of the day included.
pub const MONTHS: u32 = 12;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// As at the end of this day; its time as of a worklist.
    pub now: At,
    /// Whose figures.
    pub whose: Whose,
}

/// One risk level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Which; those of whom none was set come last.
    pub group: Group,
    /// Its figures; of the flows, over the twelve months.
    pub figures: Figures,
    /// The case owed for longest.
    pub worst: Option<Worst>,
    /// The same of those whom somebody can visit now.
    pub worst_to_visit: Option<Worst>,
}

/// A calendar month, or as much of it as is in the record and has gone by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The flows.
    pub figures: Figures,
}

impl Month {
    /// How many days.
    pub fn days(&self) -> u32 {
        self.to.next().days_after(self.from)
    }
}

/// What an officer carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The word on file.
    pub officer: String,
    /// Cases: people managed on the day.
    pub cases: u64,
    /// Cases to a full-time officer; none where not in service, or no share is recorded.
    pub per_fte: Option<PerFte>,
}

impl Carried {
    /// Whether that is above the policy's number; none where it cannot be said.
    pub fn is_above(&self, number: u32) -> Option<bool> {
        self.per_fte.map(|of| of.is_above(number))
    }
}

/// Who is on no team's overview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Managed, and without an officer, or with one of whom no team is known.
    pub managed: u64,
    /// Of those, managed or not, visits with children and without a referral.
    pub children: u64,
}

/// The overview. Every figure of the levels adds up to that of the total, and [`super::measure::SUMS`] hold of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// As at the end of this day.
    pub as_of: Day,
    /// Whose figures.
    pub scope: ScopeWords,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// The day the record begins, where it begins within the twelve months.
    pub history_from: Option<Day>,
    /// Whether the day a week before is in the record, so that what changed since can be told.
    pub week: bool,
    /// By the order of the policy, those of it always; none set last and always.
    pub levels: Vec<Level>,
    /// Everybody together.
    pub total: Figures,
    /// The months, in order; they add up to the total.
    pub months: Vec<Month>,
    /// The policy's number of cases a full-time equivalent.
    pub cases_per_fte: u32,
    /// Officers who carry any: those of whom it can be said by how many they have to a full-time officer, the most first;
    /// then the others; of alike by id. They add up to the managed less those without an officer.
    pub officers: Vec<Carried>,
    /// On a team's overview, who is on none.
    pub elsewhere: Option<Elsewhere>,
    /// The words of tiers and officers.
    pub labels: Labels,
}

impl Overview {
    /// Days of which there are person-days.
    pub fn days(&self) -> u32 {
        self.months.iter().map(Month::days).sum()
    }

    /// A figure; none where it is told from a week before that is not in the record.
    pub fn figure(&self, measure: Measure) -> Option<u64> {
        (self.week || !measure.looks_back()).then(|| self.total[measure])
    }
}
