//! Tiers lowered near a due day, and lowered and raised again.

use super::{Case, Found, Look, Looked, Open, Threshold};
use crate::domain::day::Day;
use crate::domain::offender::{TierKey, holding};

/// A tier set to another than before.
#[derive(Clone, Copy)]
struct Change {
    on: Day,
    from: TierKey,
    to: TierKey,
}

/// Tiers set while managed, on that day and the day before, to another than the one set before; in order.
fn changes<'a>(case: Case<'a>, look: Look<'a>) -> impl Iterator<Item = Change> + 'a {
    let mut days: Vec<Day> = case.facts.tiers.iter().map(|fact| fact.from).filter(|on| *on <= look.as_of).collect();
    days.dedup();
    let change = move |on: Day| {
        let (from, to) = (holding(&case.facts.tiers, on.before())?, holding(&case.facts.tiers, on)?);
        let managed = case.facts.managed_on(on) && case.facts.managed_on(on.before());
        (managed && from != to).then_some(Change { on, from, to })
    };
    days.into_iter().filter_map(change)
}

/// By the order of the policy in force on the day; where it lacks one of the two, neither lower nor higher.
fn lowers(change: &Change, look: Look<'_>) -> Option<bool> {
    let version = look.rules.book.on(change.on);
    let (from, to) = (version.place(change.from)?, version.place(change.to)?);
    (from != to).then_some(to > from)
}

/// Tiers lowered in the time with a visit owed, or due within `lowered_before_due_days`, as it stood the evening before; but
/// not where the person was seen on the day.
pub fn lowered_near_due(case: Case<'_>, look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    for change in changes(case, look).filter(|change| look.holds(change.on)) {
        if lowers(&change, look) != Some(true) {
            continue;
        }
        looked.at += 1;
        let Change { on, from, to } = change;
        let near = on.plus_days(look.of(Threshold::LoweredBeforeDueDays));
        let (due, owed) = match case.course.open_on(on.before()) {
            Open { owed: Some(due), .. } => (due, true),
            Open { upcoming: Some(due), .. } if due <= near => (due, look.overdue(due, on)),
            _ => continue,
        };
        if case.course.seen.binary_search(&on).is_err() {
            looked.found.push(Found::LoweredNearDue { on, from, to, due, owed });
        }
    }
    looked
}

/// Tiers raised in the time, within `raised_again_cycles` cadences, of the tier it was lowered to, after they were last
/// lowered. Looked at: tiers raised in the time.
pub fn lowered_and_raised(case: Case<'_>, look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    let mut lowered: Option<Change> = None;
    for change in changes(case, look) {
        match lowers(&change, look) {
            Some(true) => lowered = Some(change),
            Some(false) if look.holds(change.on) => {
                looked.at += 1;
                looked.found.extend(lowered.take().filter(|before| within(before, &change, look)).map(|before| {
                    Found::LoweredAndRaised {
                        lowered: before.on,
                        raised: change.on,
                        from: before.from,
                        to: before.to,
                        again: change.to,
                    }
                }));
            }
            Some(false) => lowered = None,
            None => (),
        }
    }
    looked
}

fn within(lowered: &Change, raised: &Change, look: Look<'_>) -> bool {
    let cadence = look.rules.book.on(lowered.on).tier(lowered.to).map(|tier| tier.cadence);
    let cycles = look.of(Threshold::RaisedAgainCycles);
    cadence.is_some_and(|cadence| raised.on <= cadence.after(lowered.on, cycles))
}
