//! One offender on one day, as a measure sees it: what is dear to find is found when it is first asked for.

use std::cell::OnceCell;

use crate::domain::day::Day;
use crate::domain::notice::{Notice, Told, children, notices};
use crate::domain::offender::Facts;
use crate::domain::officer::Roster;
use crate::domain::requirement::{Rules, Standing};
use crate::domain::row::{Bucket, Flag, Row};
use crate::domain::visit::VisitKind;
use crate::domain::work::At;

/// How an offender stood a week before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Was {
    /// The first day of that management.
    pub managed_from: Day,
    /// Whether a requirement was overdue.
    pub owed: bool,
    /// Missed requirements of the run.
    pub missed: u32,
}

impl Was {
    pub(super) fn of(standing: &Standing) -> Was {
        let (managed_from, owed) = (standing.managed_from, standing.overdue.is_some());
        Was { managed_from, owed, missed: standing.missed }
    }
}

/// One offender on one day.
pub struct Sight<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// What they are judged by.
    pub rules: &'a Rules,
    /// Every officer.
    pub roster: &'a Roster,
    /// Where the offender stands at the end of the day; none where not managed.
    pub standing: Option<&'a Standing>,
    /// The day, with the minutes of the clock that notices are told by.
    pub now: At,
    /// How it was a week before; none where not managed then, or where nobody asked.
    pub was: Option<Was>,
    /// The days of the visits not yet entered in the national register.
    pub not_entered: &'a [Day],
    bucket: Option<Bucket>,
    row: OnceCell<Option<Row>>,
    notices: OnceCell<Vec<Told>>,
}

impl<'a> Sight<'a> {
    /// Of a standing that was folded to `now.day`.
    pub fn new(
        (facts, rules, roster): (&'a Facts, &'a Rules, &'a Roster),
        standing: Option<&'a Standing>,
        now: At,
    ) -> Sight<'a> {
        let (row, notices) = (OnceCell::new(), OnceCell::new());
        let bucket = standing.map(|standing| Bucket::of(standing, now.day));
        Sight { facts, rules, roster, standing, now, was: None, not_entered: &[], bucket, row, notices }
    }

    /// The day.
    pub fn day(&self) -> Day {
        self.now.day
    }

    /// The bucket, where managed.
    pub fn bucket(&self) -> Option<Bucket> {
        self.bucket
    }

    /// The oldest due day unmet, where a requirement is overdue.
    pub fn owed_since(&self) -> Option<Day> {
        let standing = self.standing.filter(|standing| standing.overdue.is_some())?;
        standing.oldest
    }

    /// Calendar days since then.
    pub fn owed_days(&self) -> Option<u32> {
        self.owed_since().map(|since| self.day().days_after(since))
    }

    /// The row of the worklist, where managed.
    pub fn row(&self) -> Option<&Row> {
        let make = || self.standing.map(|stands| Row::of(self.facts, self.rules, self.roster, stands, self.day()));
        self.row.get_or_init(make).as_ref()
    }

    /// Whether the row has a flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.row().is_some_and(|row| row.flags.contains(&flag))
    }

    /// What is to be acted on beside the flags; of somebody not managed, children without a referral alone.
    pub fn notices(&self) -> &[Told] {
        self.notices.get_or_init(|| match self.standing {
            Some(standing) => notices(self.facts, self.rules, standing, self.now),
            None => children(self.facts, self.now),
        })
    }

    /// Whether the last visit was an effective one, alone on its day, or there is none: no notice follows from visits.
    pub fn is_settled(&self) -> bool {
        let by_then = self.facts.visits.partition_point(|visit| visit.day <= self.day());
        match &self.facts.visits[..by_then] {
            [] => true,
            [.., before, last] if before.day == last.day => false,
            [.., last] => self.rules.book.kind_of(last) == VisitKind::Effective,
        }
    }

    /// How many notices of a kind there are.
    pub fn told(&self, notice: Notice) -> usize {
        self.notices().iter().filter(|told| told.notice() == notice).count()
    }
}
