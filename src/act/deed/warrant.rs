//! What a supervisor decides and orders: decisions after failed attempts, the stages of a warrant, directions.

use super::DeedRefused;
use super::doing::Doing;
use super::follow::Case;
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::work::{At, Course, Stage, check_stages};
use crate::store::Stored;

/// A decision of the moment of the act.
pub(super) fn decided(now: At, course: Course, visit_by: Day) -> Fact {
    Fact::Decision { day: now.day, time: now.clock(), course, visit_by }
}

/// A direction of the moment of the act.
pub(super) fn directed(now: At, visit_by: Day, cause: &str) -> Fact {
    Fact::Direction { day: now.day, time: now.clock(), visit_by, cause: cause.to_owned() }
}

/// The stage of the warrant that the latest decision for one asks for.
pub(super) fn stepped(doing: &Doing<'_>, about: &About, stage: Stage, day: Option<Day>) -> Result<Fact, DeedRefused> {
    doing.subject(about)?.offender()?;
    let latest = doing.view().live(about, FactKind::Decision)?.into_iter().rev().find(for_a_warrant);
    let decision = latest.ok_or_else(|| DeedRefused::wrong("no decision for a warrant is recorded"))?;
    Ok(Fact::Stage { decision: decision.name.number, stage, day: day.unwrap_or(doing.today) })
}

/// What is decided or ordered is so by now, says why, and names a day that is not before it.
pub(super) fn ordered(case: &Case<'_, '_>, when: At, visit_by: Day, what: &str) -> Result<(), DeedRefused> {
    let doing = case.doing;
    if !doing.facts(case.subject.offender()?)?.managed_on(when.day) {
        return Err(DeedRefused::wrong(format!("nobody is to be visited who is not managed on {}", when.day)));
    }
    doing.gives_reason()?;
    doing.has_been(when)?;
    if visit_by < when.day {
        return Err(DeedRefused::wrong(format!("{visit_by} comes before {}, {what}", when.day)));
    }
    Ok(())
}

/// Refuses a stage that does not follow from those there are.
pub(super) fn check(case: &Case<'_, '_>, decision: i64, stage: Stage, day: Day) -> Result<(), DeedRefused> {
    case.doing.has_been(At { day, time: None })?;
    let (decided, named) = the_decision(case, decision)?;
    let mut stages = Vec::new();
    let mut placed = false;
    for stored in case.doing.view().live(&case.subject.about, FactKind::Stage)? {
        match &stored.fact {
            _ if case.replaces.is_some_and(|old| old.name == stored.name) => {
                stages.push((stage, day));
                placed = true;
            }
            Some(Fact::Stage { decision, stage, day }) if named.contains(decision) => stages.push((*stage, *day)),
            _ => (),
        }
    }
    if !placed {
        stages.push((stage, day));
    }
    check_stages(decided, &stages).map_err(|fault| DeedRefused::wrong(fault.to_string()))
}

/// The day of the decision for a warrant that counts, and the numbers of all the facts in whose place it came.
fn the_decision(case: &Case<'_, '_>, number: i64) -> Result<(Day, Vec<i64>), DeedRefused> {
    for stored in case.doing.view().live(&case.subject.about, FactKind::Decision)? {
        let Some(Fact::Decision { day, .. }) = stored.fact else { continue };
        let named = chain(case.doing, &stored)?;
        if named.contains(&number) && for_a_warrant(&stored) {
            return Ok((day, named));
        }
    }
    Err(DeedRefused::wrong(format!("decision-{number} is no decision for a warrant of this offender that counts")))
}

/// A fact's number and those it took the place of.
pub(super) fn chain(doing: &Doing<'_>, stored: &Stored) -> Result<Vec<i64>, DeedRefused> {
    let mut named = vec![stored.name.number];
    let mut before = stored.supersedes;
    while let Some(name) = before {
        named.push(name.number);
        before = doing.view().fact(name)?.and_then(|old| old.supersedes);
    }
    Ok(named)
}

fn for_a_warrant(stored: &Stored) -> bool {
    matches!(stored.fact, Some(Fact::Decision { course: Course::Warrant, .. }))
}
