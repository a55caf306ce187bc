//! Visits as they are recorded, and what a policy makes of them.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::offender::OfficerKey;
use super::vocabulary::vocabulary;
use super::work::At;

vocabulary! {
    /// What came of going there.
    Outcome {
        /// The offender was seen.
        Seen = "seen",
        /// The offender was spoken to on the doorstep only.
        Doorstep = "doorstep",
        /// Nobody answered.
        NoReply = "no-reply",
        /// Entry was refused.
        Refused = "refused",
        /// Someone answered, the offender not in.
        Out = "out",
        /// The offender does not live there.
        NotResident = "not-resident",
        /// The visit was given up.
        Abandoned = "abandoned",
    }
}

vocabulary! {
    /// Where a visit was made.
    Premises {
        /// The address, or place, notified for that day.
        Notified = "notified",
        /// Anywhere else.
        Other = "other",
        /// The record does not say; never taken for either.
        NotRecorded = "not-recorded",
    }
}

/// One visit as recorded. `None` is *not recorded*, never yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The day it was made.
    pub day: Day,
    /// Minutes after midnight, local time.
    pub time: Option<u16>,
    /// What came of it.
    pub outcome: Outcome,
    /// Where it was made.
    pub premises: Premises,
    /// Whether the offender was told beforehand.
    pub announced: Option<bool>,
    /// Whether entry was sought in order to search the premises and assess risk.
    pub entry_sought: Option<bool>,
    /// The act since which the record has had it so, without a break: of this offender, on this day, with this outcome, at
    /// these premises. 0 where no act has: a visit that is only supposed.
    pub act: i64,
    /// Days from the visit to the one on which its source says it was written down there; never taken for ours.
    pub source_days: Option<i32>,
}

impl Visit {
    /// When it was made.
    pub fn at(&self) -> At {
        At { day: self.day, time: self.time }
    }

    /// The day on which its source says it was written down there.
    pub fn source_day(&self) -> Option<Day> {
        self.source_days.map(|days| match days {
            0.. => self.day.plus_days(days.unsigned_abs()),
            _ => self.day.minus_days(days.unsigned_abs()),
        })
    }
}

/// What a visit counts as under the policy in force on its day (rulebook, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitKind {
    /// It meets a requirement, or restarts the clock.
    Effective,
    /// It failed; it meets nothing and moves no date.
    Attempt,
    /// Neither: seen on the doorstep or elsewhere, or given up; it meets nothing and moves no date.
    Contact,
}

/// Who is recorded to have attended a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// The day it was made.
    pub day: Day,
    /// The officers, each once, in the order given.
    pub officers: Vec<OfficerKey>,
    /// How many came from other agencies.
    pub agencies: u16,
}
