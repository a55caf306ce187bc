//! What is to be said of an act beside the facts it recorded: what it overlooks, what it takes back.

use super::DeedRefused;
use super::doing::facts_of;
use super::owed;
use crate::domain::day::{Day, Period};
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::notice::{Told, attempts_for_decision, notices};
use crate::domain::requirement::{Rules, fold};
use crate::domain::row::Row;
use crate::store::{KnownAt, Snapshot, Stored};

/// Something to be said of an act. None of it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noted {
    /// A decision was taken that the case did not want yet.
    NotWanted {
        /// The offender's reference.
        offender_ref: String,
        /// The failed attempts with entry sought at one address, since last seen and since the last decision.
        attempts: u32,
        /// How many of them the policy asks for.
        wanted: u32,
    },
    /// A visit was booked for a day after the one by which it is owed.
    AfterDue {
        /// The offender's reference.
        offender_ref: String,
        /// The day of the booking.
        day: Day,
        /// The day by which.
        due: Day,
    },
    /// Management ends with a visit owed, which then counts as missed.
    EndsOwing {
        /// The offender's reference.
        offender_ref: String,
        /// The first day no longer managed; none where management was not so, and what was owed counts as nothing.
        until: Option<Day>,
        /// The oldest day by which a visit was owed.
        since: Day,
    },
    /// A booking was cancelled.
    Cancelled {
        /// The offender's reference.
        offender_ref: String,
        /// Its day.
        day: Day,
        /// Its time.
        time: String,
    },
    /// An officer is on leave or no longer in service, and a visit is booked in that time.
    BookedInLeave {
        /// Who.
        officer: String,
        /// The reference of the offender to be visited.
        offender_ref: String,
        /// The day of the booking.
        day: Day,
        /// Its time.
        time: String,
    },
}

/// What is to be said of these facts, which the last act of the view recorded.
pub(super) fn noted(view: &Snapshot<'_>, facts: &[Stored]) -> Result<Vec<Noted>, DeedRefused> {
    let mut said = Vec::new();
    for stored in facts {
        match (&stored.about, &stored.fact) {
            (About::Offender(reference), Some(Fact::Decision { .. })) if stored.supersedes.is_none() => {
                said.extend(not_wanted(view, reference)?);
            }
            (About::Offender(reference), Some(Fact::Booking { day, .. })) => {
                said.extend(after_due(view, reference, *day)?);
            }
            (About::Offender(reference), None) if stored.name.kind == FactKind::Management => {
                said.extend(ends_owing(view, reference, stored)?);
            }
            (About::Offender(reference), Some(Fact::Management { .. })) => {
                said.extend(ends_owing(view, reference, stored)?);
            }
            (About::Offender(reference), None) => said.extend(cancelled(view, reference, stored)?),
            (About::Officer(officer), Some(Fact::Cover { from, until, .. })) => {
                said.extend(booked_in_leave(view, officer, Period { from: *from, until: Some(*until) })?);
            }
            (About::Officer(officer), Some(Fact::Officer { active_until: Some(until), .. })) => {
                said.extend(booked_in_leave(view, officer, Period { from: *until, until: None })?);
            }
            _ => (),
        }
    }
    Ok(said)
}

fn rules(view: &Snapshot<'_>) -> Result<Rules, DeedRefused> {
    Ok(Rules { book: view.book()?, history_from: view.history_from()? })
}

/// As the case stood before the act, at its moment.
fn not_wanted(view: &Snapshot<'_>, reference: &str) -> Result<Option<Noted>, DeedRefused> {
    let earlier = view.beside(Some(KnownAt::Act(view.act().number - 1)))?;
    let rules = rules(view)?;
    let now = view.act().moment.at_in(rules.zone_at(view.act().moment.day_in(chrono_tz::UTC)));
    let Some(offender) = earlier.offender(reference)? else { return Ok(None) };
    let facts = facts_of(&earlier, offender)?;
    let standing = fold(&facts, &rules, now.day, &mut |_| ())?;
    let asked = standing.is_some_and(|standing| {
        notices(&facts, &rules, &standing, now).iter().any(|told| matches!(told, Told::DecisionWanted(_)))
    });
    let attempts = attempts_for_decision(&facts, &rules, now);
    let wanted = rules.book.on(now.day).policy.practice.attempts_for_decision;
    let early = !asked && attempts < wanted;
    Ok(early.then(|| Noted::NotWanted { offender_ref: reference.to_owned(), attempts, wanted }))
}

/// Against the due day as the list shows it on the day of the act.
fn after_due(view: &Snapshot<'_>, reference: &str, day: Day) -> Result<Option<Noted>, DeedRefused> {
    let rules = rules(view)?;
    let today = view.act().moment.day_in(rules.zone_at(view.act().moment.day_in(chrono_tz::UTC)));
    let Some(offender) = view.offender(reference)? else { return Ok(None) };
    let facts = facts_of(view, offender)?;
    let Some(standing) = fold(&facts, &rules, today, &mut |_| ())? else { return Ok(None) };
    let due = Row::of(&facts, &rules, &view.roster()?, &standing, today).due;
    let late = due.filter(|due| *due < day);
    Ok(late.map(|due| Noted::AfterDue { offender_ref: reference.to_owned(), day, due }))
}

/// As it was judged when the act was done.
fn ends_owing(view: &Snapshot<'_>, reference: &str, stored: &Stored) -> Result<Option<Noted>, DeedRefused> {
    let Some(name) = stored.supersedes else { return Ok(None) };
    let earlier = view.beside(Some(KnownAt::Act(view.act().number - 1)))?;
    let (Some(offender), Some(old)) = (view.offender(reference)?, earlier.fact(name)?) else { return Ok(None) };
    let Some(period) = owed::period(old.fact.as_ref()) else { return Ok(None) };
    let new = owed::period(stored.fact.as_ref());
    let (before, after) = (facts_of(&earlier, offender)?, facts_of(view, offender)?);
    let rules = rules(view)?;
    let today = view.act().moment.day_in(rules.zone_at(view.act().moment.day_in(chrono_tz::UTC)));
    let changed = owed::Changed { old: period, new, before: &before, after: &after };
    let since = changed.owed(&rules, today)?;
    let until = new.filter(|new| new.from == period.from).and_then(|new| new.until);
    Ok(since.map(|since| Noted::EndsOwing { offender_ref: reference.to_owned(), until, since }))
}

fn cancelled(view: &Snapshot<'_>, reference: &str, stored: &Stored) -> Result<Option<Noted>, DeedRefused> {
    let Some(name) = stored.supersedes else { return Ok(None) };
    let before = view.fact(name)?.and_then(|old| old.fact);
    let Some(Fact::Booking { day, time, .. }) = before else { return Ok(None) };
    Ok(Some(Noted::Cancelled { offender_ref: reference.to_owned(), day, time }))
}

fn booked_in_leave(view: &Snapshot<'_>, officer: &str, leave: Period) -> Result<Vec<Noted>, DeedRefused> {
    let mut said = Vec::new();
    for stored in view.booked(leave)? {
        let (About::Offender(reference), Some(Fact::Booking { day, time, officers })) = (stored.about, stored.fact)
        else {
            continue;
        };
        if officers.iter().any(|id| id == officer) {
            said.push(Noted::BookedInLeave { officer: officer.to_owned(), offender_ref: reference, day, time });
        }
    }
    Ok(said)
}
