//! Statuses nobody has looked into, and what is about to end.

use super::{Told, View};
use crate::domain::day::Day;
use crate::domain::offender::{Status, StatusPeriod};

/// How far ahead the end of an absence is told, in days.
const RETURN_DAYS: u32 = 14;
/// How far ahead the end of management is told, in days.
const END_DAYS: u32 = 28;

pub(super) fn tell(view: &View<'_>, told: &mut Vec<Told>) {
    let as_of = view.as_of();
    for fact in view.facts.statuses.iter().filter(|fact| fact.period.covers(as_of)) {
        told.extend(unconfirmed(view, fact));
        told.extend(returns_soon(view, fact));
    }
    let running = view.facts.management.iter().filter(|period| period.covers(as_of));
    let ends = running.filter_map(|period| period.until).filter(|until| *until <= as_of.plus_days(END_DAYS));
    told.extend(ends.map(|until| Told::EndingSoon { until }));
}

fn unconfirmed(view: &View<'_>, fact: &StatusPeriod) -> Option<Told> {
    let within = |day: Day| fact.period.from <= day && day <= view.as_of();
    let looked_into = view.facts.work.confirmations.iter().filter(|confirmed| confirmed.status == fact.status);
    let last = looked_into.map(|confirmed| confirmed.day).filter(|day| within(*day)).max();
    let since = last.unwrap_or(fact.period.from);
    let too_long = view.as_of().days_after(since) > view.practice().confirm_days;
    too_long.then_some(Told::Unconfirmed { status: fact.status, since })
}

/// A suspending status that ends soon, while no other that has started holds on that day.
fn returns_soon(view: &View<'_>, fact: &StatusPeriod) -> Option<Told> {
    let until = fact.period.until.filter(|until| *until <= view.as_of().plus_days(RETURN_DAYS))?;
    let still_away = |other: &StatusPeriod| {
        other.status != Status::Missing && other.period.from <= view.as_of() && other.period.covers(until)
    };
    let returns = fact.status != Status::Missing && !view.facts.statuses.iter().any(still_away);
    returns.then_some(Told::ReturnsSoon { status: fact.status, until })
}
