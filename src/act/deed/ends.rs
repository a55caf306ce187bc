//! What runs comes to an end: management, a status, a plan, a warning, an officer's service.

use super::DeedRefused;
use super::doing::{Doing, Subject};
use super::officer;
use crate::domain::day::Day;
use crate::domain::deed::{About, Right, Running};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::requirement::fold;
use crate::store::Stored;

/// Ends what runs, on the first day on which it no longer holds.
pub(super) fn end(doing: &mut Doing<'_>, about: &About, running: &Running, day: Day) -> Result<(), DeedRefused> {
    if *running == Running::Service {
        return officer::leave(doing, about, day);
    }
    let subject = doing.subject(about)?;
    let stored = latest(doing, about, running, day)?;
    let ended = stored.fact.clone().map(|fact| until(fact, day));
    let ended = ended.ok_or_else(|| DeedRefused::wrong("there is nothing to end"))?;
    if *running == Running::Management && visit_owed(doing, &subject, day)? {
        doing.needs(Right::EndManagement)?;
        doing.gives_reason()?;
    } else {
        doing.needs(Right::Record)?;
    }
    doing.insert(&subject, &ended, Some(&stored)).map(drop)
}

/// The latest of its kind that runs on the day before it ends.
fn latest(doing: &Doing<'_>, about: &About, running: &Running, day: Day) -> Result<Stored, DeedRefused> {
    let (kind, what) = match running {
        Running::Management => (FactKind::Management, "management".to_owned()),
        Running::Status(status) => (FactKind::Status, format!("status of {status}")),
        Running::Plan(plan) => (FactKind::Plan, format!("{plan} plan")),
        Running::Marker(_) => (FactKind::Marker, "such warning".to_owned()),
        Running::Service => (FactKind::Officer, "service".to_owned()),
    };
    let runs = |from: Day, until: Option<Day>| from < day && until.is_none_or(|until| until > day);
    let found = doing.view().live(about, kind)?.into_iter().rfind(|stored| match (&stored.fact, running) {
        (Some(Fact::Management { from, until }), Running::Management) => runs(*from, *until),
        (Some(Fact::Status { status, from, until }), Running::Status(which)) => status == which && runs(*from, *until),
        (Some(Fact::Plan { kind, from, until, .. }), Running::Plan(which)) => kind == which && runs(*from, *until),
        (Some(Fact::Marker { code, from, until }), Running::Marker(which)) => code == which && runs(*from, *until),
        _ => false,
    });
    found.ok_or_else(|| DeedRefused::wrong(format!("no {what} runs that could end on {day}")))
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

/// Whether a visit is overdue on the last day of management that has come, frozen or not.
fn visit_owed(doing: &Doing<'_>, subject: &Subject, day: Day) -> Result<bool, DeedRefused> {
    let facts = doing.facts(subject.offender()?)?;
    let standing = fold(&facts, &doing.rules, doing.today.min(day.before()), &mut |_| ())?;
    Ok(standing.is_some_and(|standing| standing.overdue.is_some()))
}
