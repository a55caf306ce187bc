//! Bookings: visits meant to be made. A booking is no visit and moves no date.

use super::DeedRefused;
use super::doing::{Doing, in_service};
use super::follow::{Case, at};
use crate::domain::day::{Day, Period};
use crate::domain::deed::{About, Right};
use crate::domain::diary::{Engaged, hindrance};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::work::At;
use crate::store::{Snapshot, Stored};

/// As many as attend a visit at most.
const MOST_OFFICERS: usize = 20;

/// Refuses a booking that cannot be kept.
pub(super) fn check(case: &Case<'_, '_>, day: Day, time: &str, officers: &[String]) -> Result<(), DeedRefused> {
    let when = at(day, Some(time))?;
    if officers.len() > MOST_OFFICERS {
        return Err(DeedRefused::wrong("at most 20 go on a visit"));
    }
    let booked = case.doing.view().booked(Period { from: day, until: Some(day.next()) })?;
    let going = officers.iter().map(|officer| engaged(case, officer, day, &booked)).collect::<Result<Vec<_>, _>>()?;
    // What is put right of a booking that has gone by is not refused for that.
    let gone_by = case.replaces.is_some_and(|old| matches!(&old.fact, Some(fact) if when_of(fact) == Some(when)));
    let now = if gone_by { At { day, time: None } } else { case.doing.now };
    if let Some(hindrance) = hindrance(when, now, &going) {
        return Err(DeedRefused::wrong(hindrance.to_string()));
    }
    if !case.doing.facts(case.subject.offender()?)?.managed_on(day) {
        return Err(DeedRefused::wrong(format!("the offender is not managed on {day}")));
    }
    Ok(())
}

fn engaged<'a>(case: &Case<'_, '_>, officer: &'a str, day: Day, booked: &[Stored]) -> Result<Engaged<'a>, DeedRefused> {
    let (_, known) = case.doing.officer(officer)?;
    let others = booked.iter().filter(|stored| case.replaces.is_none_or(|old| old.name != stored.name));
    let theirs = others.filter_map(|stored| match &stored.fact {
        Some(Fact::Booking { officers, .. }) if officers.iter().any(|id| id == officer) => {
            when_of(stored.fact.as_ref()?)
        }
        _ => None,
    });
    Ok(Engaged {
        officer,
        in_service: in_service(known, day).is_some(),
        leave: leave(case.doing.view(), officer, day)?,
        booked: theirs.filter_map(|when| when.time).collect(),
    })
}

/// The time of leave of an officer that covers a day.
pub(super) fn leave(view: &Snapshot<'_>, officer: &str, day: Day) -> Result<Option<Period>, DeedRefused> {
    let covers = view.live(&About::Officer(officer.to_owned()), FactKind::Cover)?;
    let mut periods = covers.iter().filter_map(|stored| match stored.fact {
        Some(Fact::Cover { from, until, .. }) => Some(Period { from, until: Some(until) }),
        _ => None,
    });
    Ok(periods.find(|period| period.covers(day)))
}

fn when_of(fact: &Fact) -> Option<At> {
    match fact {
        Fact::Booking { day, time, .. } => at(*day, Some(time)).ok(),
        _ => None,
    }
}

/// Withdraws what is booked for somebody on a day.
pub(super) fn cancel(doing: &mut Doing<'_>, about: &About, day: Day, time: Option<&str>) -> Result<(), DeedRefused> {
    doing.needs(Right::Record)?;
    let subject = doing.subject(about)?;
    subject.offender()?;
    let mut booked = Vec::new();
    for stored in doing.view().live(about, FactKind::Booking)? {
        if let Some(Fact::Booking { day: on, time: at, .. }) = &stored.fact
            && *on == day
            && time.is_none_or(|time| time == at)
        {
            booked.push((at.clone(), stored));
        }
    }
    let times: Vec<&str> = booked.iter().map(|(time, _)| time.as_str()).collect();
    match &booked[..] {
        [] => Err(DeedRefused::wrong(format!("nothing is booked for the offender on {day}{}", at_a_time(time)))),
        [(_, one)] => doing.withdraw(&subject, one).map(drop),
        _ => Err(DeedRefused::wrong(format!(
            "booked on {day} at {}: say which with --at, or withdraw one by its name",
            times.join(", ")
        ))),
    }
}

fn at_a_time(time: Option<&str>) -> &'static str {
    if time.is_some() { " at that time" } else { "" }
}
