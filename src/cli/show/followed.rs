//! What followed from a person's visits, as recorded by a day: with who recorded it, and why.

use super::super::database::Reading;
use super::super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::offender::Facts;
use crate::domain::remark::minutes;
use crate::domain::work::{At, Stage};
use crate::report::person::{Children, Decided, Order, Referred};
use crate::store::Stored;

/// The latest first.
pub(super) fn decisions(reading: &Reading<'_>, about: &About) -> Result<Vec<Decided>, CliError> {
    let stages = stages(reading, about)?;
    let mut decisions = Vec::new();
    for stored in reading.snapshot.live(about, FactKind::Decision)? {
        let Some(Fact::Decision { day, time, course, visit_by }) = &stored.fact else { continue };
        let (by, because) = recorded(reading, &stored)?;
        let of = stages.iter().filter(|(decision, ..)| *decision == stored.name.number);
        let stages = of.map(|(_, stage, on)| (*stage, *on)).collect();
        let (course, visit_by) = (*course, *visit_by);
        decisions.push(Decided { at: at(*day, time), course, visit_by, stages, by, because });
    }
    Ok(latest_first(decisions, reading.as_of, |decided| decided.at))
}

fn stages(reading: &Reading<'_>, about: &About) -> Result<Vec<(i64, Stage, Day)>, CliError> {
    let stages = reading.snapshot.live(about, FactKind::Stage)?.into_iter().filter_map(|stored| match stored.fact {
        Some(Fact::Stage { decision, stage, day }) if day <= reading.as_of => Some((decision, stage, day)),
        _ => None,
    });
    Ok(stages.collect())
}

/// The latest first.
pub(super) fn directions(reading: &Reading<'_>, about: &About) -> Result<Vec<Order>, CliError> {
    let mut directions = Vec::new();
    for stored in reading.snapshot.live(about, FactKind::Direction)? {
        let Some(Fact::Direction { day, time, visit_by, cause }) = &stored.fact else { continue };
        let (by, because) = recorded(reading, &stored)?;
        directions.push(Order { at: at(*day, time), visit_by: *visit_by, cause: cause.clone(), by, because });
    }
    Ok(latest_first(directions, reading.as_of, |order| order.at))
}

/// The latest first.
pub(super) fn children(reading: &Reading<'_>, about: &About, facts: &Facts) -> Result<Vec<Children>, CliError> {
    let mut referrals = Vec::new();
    for stored in reading.snapshot.live(about, FactKind::Referral)? {
        let Some(Fact::Referral { visit, agency, day, time }) = &stored.fact else { continue };
        let (by, because) = recorded(reading, &stored)?;
        referrals.push((visit.clone(), Referred { agency: agency.clone(), at: at(*day, time), by, because }));
    }
    referrals.retain(|(_, referral)| referral.at.day <= reading.as_of);
    let mut seen = Vec::new();
    for visit in facts.work.children.iter().rev() {
        let visit_ref = reading.snapshot.visit_reference(visit.visit)?;
        let of = referrals.iter().filter(|(of, _)| *of == visit_ref);
        let referrals = of.map(|(_, referral)| referral.clone()).collect();
        seen.push(Children { visit_ref, at: visit.at, children: visit.children, referrals });
    }
    Ok(seen)
}

fn latest_first<T>(mut facts: Vec<T>, as_of: Day, at: impl Fn(&T) -> At) -> Vec<T> {
    facts.retain(|fact| at(fact).day <= as_of);
    facts.sort_by_key(|fact| at(fact).day);
    facts.reverse();
    facts
}

fn recorded(reading: &Reading<'_>, stored: &Stored) -> Result<(String, Option<String>), CliError> {
    let act = reading.snapshot.act_of(stored)?;
    Ok((act.actor, act.reason))
}

fn at(day: Day, time: &Option<String>) -> At {
    At { day, time: time.as_deref().and_then(minutes) }
}
