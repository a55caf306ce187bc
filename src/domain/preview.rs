//! What would move if something were recorded: where people stand before it and after it, on the same day.

use super::day::Day;
use super::extract::File;
use super::intake::{FileCount, Pairs};
use super::offender::TierKey;
use super::row::{Bucket, Row};

/// Where a managed offender stands, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The tier as set.
    pub tier: Option<TierKey>,
    /// The bucket.
    pub bucket: Bucket,
    /// The row's due day.
    pub due: Option<Day>,
    /// Whether a requirement is overdue, whatever the bucket.
    pub with_overdue: bool,
}

impl From<&Row> for Placed {
    fn from(row: &Row) -> Placed {
        Placed { tier: row.tier, bucket: row.bucket, due: row.due, with_overdue: row.with_overdue }
    }
}

/// How a due day moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// By so many days.
    Sooner(u32),
    /// There is one that was not.
    New,
    /// By so many days.
    Later(u32),
    /// There is none any more.
    Gone,
    /// It does not.
    Same,
}

impl Move {
    /// From one due day to another.
    pub fn between(before: Option<Day>, after: Option<Day>) -> Move {
        match (before, after) {
            (Some(before), Some(after)) if after < before => Move::Sooner(before.days_after(after)),
            (Some(before), Some(after)) if after > before => Move::Later(after.days_after(before)),
            (None, Some(_)) => Move::New,
            (Some(_), None) => Move::Gone,
            _ => Move::Same,
        }
    }
}

/// One offender before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The word on file.
    pub reference: String,
    /// Before; none: not managed.
    pub before: Option<Placed>,
    /// After; none: not managed.
    pub after: Option<Placed>,
    /// Whether nothing was known of them before.
    pub appears: bool,
    /// The files whose rows change something of them.
    pub changes: Vec<File>,
}

impl Moved {
    /// How the due day moves.
    pub fn due(&self) -> Move {
        Move::between(self.before.and_then(|placed| placed.due), self.after.and_then(|placed| placed.due))
    }

    /// Whether a visit is overdue that was not.
    pub fn becomes_overdue(&self) -> bool {
        !self.was_overdue() && self.after.is_some_and(|placed| placed.with_overdue)
    }

    /// Whether no visit is overdue any more of somebody who is managed still.
    pub fn no_longer_overdue(&self) -> bool {
        self.was_overdue() && self.after.is_some_and(|placed| !placed.with_overdue)
    }

    /// Whether management has ended with a visit overdue, which ends as missed.
    pub fn leaves_owing(&self) -> bool {
        self.was_overdue() && self.after.is_none()
    }

    fn was_overdue(&self) -> bool {
        self.before.is_some_and(|placed| placed.with_overdue)
    }

    /// Whether they stand as before: due day, bucket and what is owed.
    pub fn stands(&self) -> bool {
        let shown = |placed: Option<Placed>| placed.map(|placed| (placed.bucket, placed.due, placed.with_overdue));
        shown(self.before) == shown(self.after)
    }

    /// The order of lists: sooner by most days first, then who has a due day at last, later by most days, who has none
    /// any more, and whose stays.
    pub fn order(&self) -> impl Ord + use<> {
        let (place, days) = match self.due() {
            Move::Sooner(days) => (0, days),
            Move::New => (1, 0),
            Move::Later(days) => (2, days),
            Move::Gone => (3, 0),
            Move::Same => (4, 0),
        };
        (place, std::cmp::Reverse(days), !self.becomes_overdue(), self.stands(), self.reference.clone())
    }
}

/// What taking in an extract would change. Nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPreview {
    /// As at the end of this day.
    pub as_of: Day,
    /// The day the extract was taken, if it says so.
    pub taken_on: Option<Day>,
    /// The register's `history_from` before and after.
    pub history_from: (Option<Day>, Option<Day>),
    /// What would become of each file's rows.
    pub files: Vec<FileCount>,
    /// Offenders whom an earlier extract brought and this one does not; they are still held.
    pub gone: Vec<String>,
    /// Everybody of whom anything changes, in the order of [`Moved::order`].
    pub offenders: Vec<Moved>,
    /// Visits that would be presumed to be one with a visit recorded here.
    pub pairs: Pairs,
    /// Visits that are in such a pair and no longer the same as the other.
    pub parted: u64,
    /// Every tier's word, by its key.
    pub tier_ids: Vec<String>,
}

impl ImportPreview {
    /// Of how many of those known before the rows of a file change something.
    pub fn changed(&self, file: File) -> u64 {
        let of = |moved: &&Moved| !moved.appears && moved.changes.contains(&file);
        self.offenders.iter().filter(of).count() as u64
    }

    /// What a person would have to settle: rows left out, and pairs that are one no longer.
    pub fn conflicts(&self) -> u64 {
        self.files.iter().map(|file| file.conflicts).sum::<u64>() + self.parted
    }

    /// Everybody of whom something is so.
    pub fn who(&self, is: impl Fn(&Moved) -> bool) -> impl Iterator<Item = &str> {
        self.offenders.iter().filter(move |moved| is(moved)).map(|moved| moved.reference.as_str())
    }
}

/// How the due days of one tier move under another version of the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TierMoves {
    /// The tier's word; none: no tier is set.
    pub tier: Option<String>,
    /// Its name on screens.
    pub name: String,
    /// Managed on the day.
    pub managed: u64,
    /// Due sooner than before, or at last due.
    pub sooner: u64,
    /// Due later, or not due any more.
    pub later: u64,
    /// A visit is overdue that was not.
    pub becomes_overdue: u64,
    /// No visit is overdue any more of somebody managed.
    pub no_longer_overdue: u64,
}

impl TierMoves {
    /// Of nobody yet.
    pub fn of(tier: Option<&str>, name: &str) -> TierMoves {
        TierMoves { tier: tier.map(str::to_owned), name: name.to_owned(), ..TierMoves::default() }
    }

    /// Takes in one offender of the tier.
    pub fn add(&mut self, moved: &Moved) {
        self.managed += 1;
        match moved.due() {
            Move::Sooner(_) | Move::New => self.sooner += 1,
            Move::Later(_) | Move::Gone => self.later += 1,
            Move::Same => {}
        }
        self.becomes_overdue += u64::from(moved.becomes_overdue());
        self.no_longer_overdue += u64::from(moved.no_longer_overdue());
    }
}

/// What adopting a version of a policy would change, with the facts known now. Nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPreview {
    /// As at the end of this day: today, or the day the version takes effect if that is later.
    pub as_of: Day,
    /// Which policy.
    pub id: String,
    /// Which version of it.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: Day,
    /// One for each tier, from the greatest risk, then those without.
    pub tiers: Vec<TierMoves>,
    /// Everybody of whom a visit would be overdue that is not, in order.
    pub becomes_overdue: Vec<String>,
}

impl PolicyPreview {
    /// The same of all together.
    pub fn total(&self) -> TierMoves {
        let mut total = TierMoves::of(None, "All");
        for moves in &self.tiers {
            total.managed += moves.managed;
            total.sooner += moves.sooner;
            total.later += moves.later;
            total.becomes_overdue += moves.becomes_overdue;
            total.no_longer_overdue += moves.no_longer_overdue;
        }
        total
    }
}
