//! Whose visits could be foreseen, and how many visits are announced, in the evening and at weekends.

mod fold;

pub use fold::Fold;

use super::{Labels, PolicyName, Scope, ScopeWords};
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey, TierKey};
use crate::domain::officer::Cover;
use crate::domain::pattern::Predictable;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// As at the end of this day.
    pub as_of: Day,
    /// The first day of the time whose visits are counted; no earlier than the record begins.
    pub from: Day,
    /// Whose.
    pub scope: Scope,
    /// Which officers' cases are on others' lists too.
    pub covers: Vec<Cover>,
}

/// Somebody whose last four visits share something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The name as a list shows it; filled in afterwards.
    pub name: Option<String>,
    /// The tier as set.
    pub tier: Option<TierKey>,
    /// The owner as set.
    pub owner: Option<OfficerKey>,
    /// The row's due day on the worklist.
    pub due: Option<Day>,
    /// What they share.
    pub predictable: Predictable,
}

/// How many managed people there are, and what can be said of their last four visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Managed, in the scope.
    pub managed: u64,
    /// Of them those with fewer than four effective visits in this management: too few to say.
    pub too_few: u64,
    /// Of those with four, how many share anything.
    pub predictable: u64,
    /// Share a weekday.
    pub weekday: u64,
    /// Fall in three hours of the day.
    pub band: u64,
    /// Of how many that cannot be said, for a time is not recorded.
    pub band_unknown: u64,
    /// Each came only when it was about to fall due.
    pub before_due: u64,
}

impl People {
    /// Those with four effective visits.
    pub fn looked_at(&self) -> u64 {
        self.managed - self.too_few
    }
}

/// How many visits of a kind there were, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// In all.
    pub visits: u64,
    /// Announced.
    pub announced: u64,
    /// Of how many it is not recorded whether they were.
    pub announced_unknown: u64,
    /// In the evening.
    pub evening: u64,
    /// Of how many no time is recorded.
    pub no_time: u64,
    /// On a Saturday or a Sunday.
    pub weekend: u64,
}

/// The report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predictability {
    /// As at the end of this day.
    pub as_of: Day,
    /// The first day of the time whose visits are counted.
    pub from: Day,
    /// Whose.
    pub scope: ScopeWords,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// The hour from which a visit is in the evening.
    pub evening_from: u32,
    /// The people.
    pub people: People,
    /// The visits that count, of everybody in the scope, managed on the day or not.
    pub effective: Shares,
    /// The failed attempts.
    pub attempts: Shares,
    /// Whose last four visits share something; the greatest risk first, then by due day and reference.
    pub rows: Vec<Listed>,
    /// The words of tiers and officers.
    pub labels: Labels,
}
