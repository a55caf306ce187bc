//! What falls due in the weeks to come, beside what was made in the weeks gone by, and when the backlog ends at that pace.
//!
//! What falls due is exact under what it supposes: nobody new, nothing recorded but visits, each visit made on the day it is
//! due ([`falling_due`]). When the backlog ends is reckoned ([`worked_off`]). `docs/forecast.md` says how each figure is
//! found.

mod ahead;
mod fold;
mod pace;

pub use ahead::{FallsDue, falling_due, made_on};
pub use fold::Fold;
pub use pace::{AtPace, Pace, Several, Visits, Work, worked_off};

use super::{Labels, PolicyName, ScopeWords};
use crate::domain::day::Day;
use crate::domain::offender::TierKey;

/// Over so many weeks up to the as-of day it is counted what was made.
pub const PAST_WEEKS: u32 = 13;
/// So many weeks are looked ahead for the one in which the backlog ends: five years.
pub const LOOK_WEEKS: u32 = 260;

/// The last of them, over which it is told how much falls due in the long run: a year.
pub const YEAR_WEEKS: u32 = 52;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// As at the end of this day; the first week begins on the next.
    pub as_of: Day,
    /// Those owned by officers of this team on the day, and visits to those who were on theirs; none, the whole unit.
    pub team: Option<String>,
    /// How many weeks are told, at least 1 and at most [`LOOK_WEEKS`].
    pub weeks: u32,
}

/// A week to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub from: Day,
    /// Visits falling due in it by tier as set on the as-of day, in the order of [`Forecast::tiers`], and last those of
    /// people without one.
    pub by_tier: Vec<u64>,
    /// Of them first visits, those on a return too.
    pub first: u64,
}

impl Week {
    /// All that falls due in it.
    pub fn due(&self) -> u64 {
        self.by_tier.iter().sum()
    }
}

/// A week gone by, with what was made in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastWeek {
    /// Its first day.
    pub from: Day,
    /// Effective visits; several to one person on one day count once.
    pub effective: u64,
    /// Failed attempts.
    pub attempts: u64,
    /// Visits that are neither.
    pub contacts: u64,
}

impl PastWeek {
    /// All of them.
    pub fn tried(&self) -> u64 {
        self.effective + self.attempts + self.contacts
    }
}

/// Visits owed on the as-of day, which stand in no week to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// They can be visited.
    pub now: u64,
    /// They are away, and come back on a day that is known.
    pub returning: u64,
    /// They are away with no known end, or come back after all that is looked ahead.
    pub away: u64,
}

impl Backlog {
    /// All of them: every row with a requirement overdue.
    pub fn all(&self) -> u64 {
        self.now + self.returning + self.away
    }
}

/// The managed, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// With a visit owed.
    pub backlog: u64,
    /// Others of whom a visit falls due in the weeks told.
    pub falling_due: u64,
    /// Others, away or desk-based with no known end: nothing falls due of them as far as is looked ahead.
    pub no_end: u64,
    /// All others: the first visit falls due later.
    pub later: u64,
}

/// When a backlog ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Nothing is owed that could be visited.
    Nothing,
    /// At the end of this week, counted from 1, for the first time nothing is.
    Week(u32),
    /// Not within [`LOOK_WEEKS`].
    Never,
}

/// A pace, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paced {
    /// Crews more than now: 0, 1 or -1.
    pub crews_more: i32,
    /// The pace.
    pub pace: Pace,
    /// When the backlog ends.
    pub ends: Ends,
    /// Falling due, and again, in the last [`YEAR_WEEKS`] that are looked ahead.
    pub last_year: u64,
    /// The weeks told.
    pub weeks: Vec<AtPace>,
}

impl Paced {
    /// Owed, and could be visited, at the end of the last week told.
    pub fn owed_at_last(&self) -> u64 {
        self.weeks.last().map_or(0, |week| week.owed)
    }
}

/// Who could make visits on the as-of day: officers in service whose role is officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Force {
    /// How many.
    pub officers: u64,
    /// Of them those of whom no full-time share is recorded, who are counted as full-time.
    pub share_not_recorded: u64,
    /// Their shares.
    pub fte_hundredths: u64,
    /// How many go together, by the policy in force.
    pub crew_size: u32,
}

/// What falls due, what was made, and when the backlog ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// As at the end of this day.
    pub as_of: Day,
    /// The unit or a team.
    pub scope: ScopeWords,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// Its tiers, from the greatest risk.
    pub tiers: Vec<TierKey>,
    /// The weeks to come.
    pub weeks: Vec<Week>,
    /// The weeks gone by.
    pub past: Vec<PastWeek>,
    /// The day on which the record begins, where that is within the weeks gone by.
    pub history_from: Option<Day>,
    /// Managed in the scope.
    pub managed: u64,
    /// Who they are.
    pub people: People,
    /// What is owed now.
    pub backlog: Backlog,
    /// Who could make visits.
    pub force: Force,
    /// At the pace of the weeks gone by; with one crew more, and one fewer, where there is a crew.
    pub paced: Vec<Paced>,
    /// The words of tiers.
    pub labels: Labels,
}

impl Forecast {
    /// Everything made in the weeks gone by.
    pub fn made(&self) -> PastWeek {
        let none = PastWeek {
            from: self.past.first().map_or(self.as_of, |week| week.from),
            effective: 0,
            attempts: 0,
            contacts: 0,
        };
        self.past.iter().fold(none, |sum, week| PastWeek {
            from: sum.from,
            effective: sum.effective + week.effective,
            attempts: sum.attempts + week.attempts,
            contacts: sum.contacts + week.contacts,
        })
    }
}
