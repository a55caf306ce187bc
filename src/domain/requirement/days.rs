//! The days on which something recorded begins, ends or happens.

use super::{Day, Facts, Period, Timeline};
use crate::domain::policy::Book;

/// Fills `days` with those after the first of `period` and up to `as_of` or the day management ends, in order, once each.
pub(super) fn collect(
    timeline: &Timeline,
    facts: &Facts,
    book: &Book,
    period: Period,
    as_of: Day,
    days: &mut Vec<Day>,
) {
    let last = period.until.map_or(as_of, |until| until.min(as_of));
    days.clear();
    let mut add = |day: Day| {
        if period.from < day && day <= last {
            days.push(day);
        }
    };
    facts.visits.iter().for_each(|visit| add(visit.day));
    facts.tiers.iter().for_each(|fact| add(fact.from));
    let statuses = facts.statuses.iter().map(|fact| fact.period);
    for period in statuses.chain(timeline.plans().iter().map(|plan| plan.period)) {
        add(period.from);
        period.until.into_iter().for_each(&mut add);
    }
    book.changes().for_each(&mut add);
    period.until.into_iter().for_each(add);
    days.sort_unstable();
    days.dedup();
}
