//! Patterns that somebody should look at. None is an accusation: each has innocent explanations, and says of nobody that they
//! did wrong.
//!
//! A pattern is a rule over what is recorded, with its numbers in the policy ([`Thresholds`]); what it finds are cases, with
//! how many were looked at beside them. What the record does not say (a time, who went, when it was written down) a pattern
//! does not guess; it is counted as not seen.

mod absence;
mod alike;
mod course;
mod found;
mod management;
mod officer;
mod plan;
mod predictable;
mod rule;
mod threshold;
mod tier;
mod visit;

pub use absence::{absence_near_due, absences_in_a_row};
pub use alike::{Alike, Likenesses};
pub use course::{Absence, Course, Open};
pub use found::{Away, Found};
pub use management::{begun_again, ended_owed, own_begun_again, unseen_too_long};
pub use officer::{Attendance, many_in_an_hour, two_places};
pub use plan::{interval_renewed, one_authoriser, relaxing};
pub use predictable::{BAND_MINUTES, Predictable, Said};
pub use threshold::{Threshold, Thresholds};
pub use tier::{lowered_and_raised, lowered_near_due};
pub use visit::{Sight, no_time, recorded_late};

use std::collections::BTreeSet;

use super::day::Day;
use super::offender::{Facts, OfficerKey};
use super::policy::Policy;
use super::recorded::ActDays;
use super::requirement::Rules;
use super::visit::Visit;
use super::vocabulary::vocabulary;
use super::work::VisitKey;

vocabulary! {
    /// A pattern, in the order of the list.
    Pattern {
        /// An absence begun with a visit owed or about to fall due.
        AbsenceNearDue = "absence-near-due",
        /// One short absence after another.
        AbsencesInARow = "absences-in-a-row",
        /// A tier lowered with a visit owed or about to fall due.
        LoweredNearDue = "lowered-near-due",
        /// A tier lowered, and raised again within a cycle.
        LoweredAndRaised = "lowered-and-raised",
        /// A visit recorded long after.
        RecordedLate = "recorded-late",
        /// Many visits of one officer within an hour.
        ManyInAnHour = "many-in-an-hour",
        /// One officer in two places.
        TwoPlaces = "two-places",
        /// Effective visits without a time.
        NoTime = "no-time",
        /// An own interval renewed again and again.
        IntervalRenewed = "interval-renewed",
        /// One person who authorised most plans that ask for less.
        OneAuthoriser = "one-authoriser",
        /// Not seen for long, whatever the reason.
        UnseenTooLong = "unseen-too-long",
        /// Management ended with a visit owed.
        EndedOwed = "ended-owed",
        /// Management begun again soon after it ended.
        BegunAgain = "begun-again",
        /// Two records that look like one person.
        Alike = "alike",
    }
}

/// What patterns ask of a person beside the facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Of each of [`Facts::visits`], in the same order.
    pub visits: Vec<Made>,
    /// Who authorised each of [`Facts::plans`], in the same order.
    pub authorised_by: Vec<OfficerKey>,
}

/// A visit and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub key: VisitKey,
    /// The officers who attended, in the order given; empty: not recorded.
    pub officers: Vec<OfficerKey>,
}

/// When visits were recorded, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The day of each act.
    pub days: ActDays,
    /// The acts that took in an extract: of what they brought, only its source can say when it was written down.
    pub brought: BTreeSet<i64>,
}

impl Written {
    /// The day a visit was recorded here, or of one that an extract brought the day its source claims; none where neither is
    /// known. And whether it is a claim.
    pub fn on(&self, visit: &Visit) -> Option<(Day, bool)> {
        match self.brought.contains(&visit.act) {
            true => visit.source_day().map(|day| (day, true)),
            false => self.days.day(visit.act).map(|day| (day, false)),
        }
    }
}

/// What the patterns are held against, and over which days.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The first day.
    pub from: Day,
    /// The last: as at the end of it.
    pub as_of: Day,
    /// The rules of visiting.
    pub rules: &'a Rules,
    /// The numbers.
    pub thresholds: &'a Thresholds,
    /// The policy that was adopted first.
    pub first: &'a Policy,
    /// When visits were recorded.
    pub written: &'a Written,
}

impl Look<'_> {
    /// Whether a day is looked at.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day <= self.as_of
    }

    /// Whether a requirement due on a day that is still open is overdue on another: its deadline, with the tolerance, is before it.
    fn overdue(&self, due: Day, on: Day) -> bool {
        due.plus_days(self.rules.book.on(due).policy.tolerance_days) < on
    }

    fn of(&self, threshold: Threshold) -> u32 {
        self.thresholds.of(threshold)
    }
}

/// One person whom patterns are looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// What stands beside them.
    pub beside: &'a Beside,
    /// What the rules made of them.
    pub course: &'a Course,
}

/// What a pattern found, and how many it looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// How many.
    pub at: u64,
    /// What was found.
    pub found: Vec<Found>,
}
