//! When things were recorded here.

use super::day::Day;
use super::offender::Facts;
use super::policy::Book;
use super::visit::{Visit, VisitKind};

/// The civil day of each act, in the time zone of the policy in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActDays(Vec<Day>);

impl ActDays {
    /// Of the days of the acts from the first on, without a gap.
    pub fn new(days: Vec<Day>) -> ActDays {
        ActDays(days)
    }

    /// The day of an act; none for one there is not.
    pub fn day(&self, act: i64) -> Option<Day> {
        self.0.get(usize::try_from(act).ok()?.checked_sub(1)?).copied()
    }
}

/// When a visit that met something in time was recorded: here, and by the claim of its source. The two are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recorded {
    /// The day on which the record first had it so.
    pub here: Day,
    /// Whether that is late.
    pub late: bool,
    /// The day on which its source says it was written down there.
    pub source: Option<Day>,
    /// Whether that is late.
    pub source_late: bool,
}

impl Recorded {
    /// Of the effective visits of one day, by which a requirement due then was met in time: of several the first to be
    /// recorded. Late is after the deadline, and more than `record_within_days` (of the policy in force on the day of the
    /// visit) after the visit. None where no act is known to have recorded one.
    pub fn of(facts: &Facts, on: Day, due: Day, book: &Book, acts: &ActDays) -> Option<Recorded> {
        let first = facts.visits.partition_point(|visit| visit.day < on);
        let that_day = || facts.visits[first..].iter().take_while(|visit| visit.day == on);
        let effective = || that_day().filter(|visit| book.kind_of(visit) == VisitKind::Effective);
        let here = effective().filter_map(|visit| acts.day(visit.act)).min()?;
        let source = effective().filter_map(Visit::source_day).min();
        let deadline = due.plus_days(book.on(due).policy.tolerance_days);
        let within = book.on(on).policy.practice.record_within_days;
        let late = |recorded: Day| recorded > deadline && recorded.days_after(on) > within;
        Some(Recorded { here, late: late(here), source, source_late: source.is_some_and(late) })
    }
}
