//! What runs comes to an end: management, a status, a plan, a warning, an officer's service.

use super::DeedRefused;
use super::doing::Doing;
use super::{officer, owed, rights};
use crate::domain::day::Day;
use crate::domain::deed::{About, Right, Running};
use crate::domain::fact::{Fact, FactKind};
use crate::store::Stored;

/// Ends what runs, on the first day on which it no longer holds.
pub(super) fn end(doing: &mut Doing<'_>, about: &About, running: &Running, day: Day) -> Result<(), DeedRefused> {
    if *running == Running::Service {
        return officer::leave(doing, about, day);
    }
    let subject = doing.subject(about)?;
    doing.needs(Right::Record)?;
    let stored = latest(doing, about, running, day)?;
    let ended = stored.fact.clone().map(|fact| until(fact, day));
    let ended = ended.ok_or_else(|| DeedRefused::wrong("there is nothing to end"))?;
    if rights::relaxes_by_ending(doing, &subject, &ended, day)? {
        doing.needs(Right::RelaxPlan)?;
    }
    let before = doing.facts(subject.offender()?)?;
    doing.insert(&subject, &ended, Some(&stored))?;
    match owed::period(stored.fact.as_ref()) {
        Some(old) => owed::guard(doing, &subject, old, owed::period(Some(&ended)), &before),
        None => Ok(()),
    }
}

/// The latest of its kind that runs on the day before it ends.
fn latest(doing: &Doing<'_>, about: &About, running: &Running, day: Day) -> Result<Stored, DeedRefused> {
    let (kind, what) = match running {
        Running::Management => (FactKind::Management, "management".to_owned()),
        Running::Status(status) => (FactKind::Status, format!("status of {status}")),
        Running::Plan(plan) => (FactKind::Plan, format!("{plan} plan")),
        Running::Marker(_) => (FactKind::Marker, "warning of that kind".to_owned()),
        Running::Service => (FactKind::Officer, "service".to_owned()),
    };
    let mut known = doing.view().live(about, kind)?;
    known.retain(|stored| is_of(stored, running));
    let runs = |stored: &&Stored| {
        period(stored).is_some_and(|(from, until)| from < day && until.is_none_or(|until| until > day))
    };
    if let Some(stored) = known.iter().rev().find(runs) {
        return Ok(stored.clone());
    }
    let ended = |stored: &&Stored| period(stored).is_some_and(|(_, until)| until == Some(day));
    Err(DeedRefused::wrong(match known.iter().rev().find(ended) {
        Some(stored) => format!("the {what} ends on {day} already ({})", stored.name),
        None => format!("no {what} runs that could end on {day}"),
    }))
}

fn is_of(stored: &Stored, running: &Running) -> bool {
    match (&stored.fact, running) {
        (Some(Fact::Management { .. }), Running::Management) => true,
        (Some(Fact::Status { status, .. }), Running::Status(which)) => status == which,
        (Some(Fact::Plan { kind, .. }), Running::Plan(which)) => kind == which,
        (Some(Fact::Marker { code, .. }), Running::Marker(which)) => code == which,
        _ => false,
    }
}

fn period(stored: &Stored) -> Option<(Day, Option<Day>)> {
    match &stored.fact {
        Some(
            Fact::Management { from, until }
            | Fact::Status { from, until, .. }
            | Fact::Plan { from, until, .. }
            | Fact::Marker { from, until, .. },
        ) => Some((*from, *until)),
        _ => None,
    }
}

fn until(fact: Fact, day: Day) -> Fact {
    let mut fact = fact;
    match &mut fact {
        Fact::Management { until, .. }
        | Fact::Status { until, .. }
        | Fact::Plan { until, .. }
        | Fact::Marker { until, .. } => *until = Some(day),
        _ => (),
    }
    fact
}
