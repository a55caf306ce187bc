//! What is booked for an officer, and what is due of their cases, as events of a calendar.
//!
//! An event names nobody: an offender stands in it by reference, officers by id. A booking is the same event of an officer
//! after every correction, with a higher sequence each time, and is cancelled once it is withdrawn or the officer is to go no
//! longer; of another officer it is another event, so that what is off for the one cancels nothing of the other.
//! Everything comes from the record and the day asked for; no clock is read.

use chrono::{DateTime, Datelike, Duration, TimeZone, Utc};

use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey, holding};
use crate::domain::requirement::{Rules, fold};
use crate::domain::work::At;

/// One version of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The moment of the act that recorded it.
    pub moment: DateTime<Utc>,
    /// When it is for and who is to go, by id, in order; none, it was withdrawn.
    pub booked: Option<(At, Vec<String>)>,
}

/// A booking with all that took its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The name of the first of its facts, which every correction keeps: `booking-12`.
    pub name: String,
    /// Of whom.
    pub reference: String,
    /// Never empty, the first first.
    pub versions: Vec<Version>,
}

/// What an event is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A booking, at a moment, with the others who go.
    Booking(DateTime<Utc>, Vec<String>),
    /// A visit is due on a day.
    Due(Day),
    /// A visit is owed since a day.
    Overdue(Day),
    /// Nothing is due any longer.
    NothingDue,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is known by in every calendar that leaves this record.
    pub uid: String,
    /// Higher with each change.
    pub sequence: u64,
    /// The moment of the act that made it so.
    pub stamp: DateTime<Utc>,
    /// Of whom.
    pub reference: String,
    /// What.
    pub what: What,
    /// Whether it is off.
    pub cancelled: bool,
}

/// An officer's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Whose, by id.
    pub officer: String,
    /// The policy's marking.
    pub marking: String,
    /// Bookings by offender, then what is due.
    pub events: Vec<Event>,
}

/// The event of a booking for one of those who were ever to go. `record` is a word of the record.
pub fn booking(booked: &Booked, officer: &str, record: &str, rules: &Rules) -> Option<Event> {
    let named = |version: &&Version| {
        version.booked.as_ref().is_some_and(|(_, officers)| officers.iter().any(|id| id == officer))
    };
    let last = booked.versions.last()?;
    let goes = Some(last).filter(named);
    let (at, officers) = goes.or_else(|| booked.versions.iter().rev().find(named))?.booked.as_ref()?;
    let others = officers.iter().filter(|id| *id != officer).cloned().collect();
    Some(Event {
        uid: format!("{}.{officer}.{record}@homevisit", booked.name),
        sequence: booked.versions.len() as u64 - 1,
        stamp: last.moment,
        reference: booked.reference.clone(),
        what: What::Booking(utc(*at, rules), others),
        cancelled: goes.is_none(),
    })
}

/// A day and minutes of the clock as a moment, in the time zone of the policy in force. A time that comes twice is the
/// first; one that the clock skips is as long after midnight as though it did not.
fn utc(at: At, rules: &Rules) -> DateTime<Utc> {
    let zone = rules.zone_at(at.day);
    let midnight = at.day.to_naive().and_time(chrono::NaiveTime::MIN);
    let local = midnight + Duration::minutes(i64::from(at.time.unwrap_or(0)));
    match zone.from_local_datetime(&local).earliest() {
        Some(moment) => moment.with_timezone(&Utc),
        None => {
            let before = zone.from_local_datetime(&(local - Duration::hours(3))).earliest();
            before.map_or_else(|| local.and_utc(), |before| before.with_timezone(&Utc) + Duration::hours(3))
        }
    }
}

/// What is due of somebody whom an officer owns, or once owned; `act` is the last act of the view and its moment. With each
/// act and each day, either of which can change what is due, the sequence is higher.
///
/// # Errors
/// The engine's [`Fault`], for facts that the register refuses to take in.
pub fn due(
    facts: &Facts,
    reference: &str,
    (officer, id): (OfficerKey, &str),
    record: &str,
    (rules, as_of): (&Rules, Day),
    (act, stamp): (u64, DateTime<Utc>),
) -> Result<Event, Fault> {
    let standing = fold(facts, rules, as_of, &mut |_| ())?.filter(|_| holding(&facts.owners, as_of) == Some(officer));
    let what = standing.map_or(What::NothingDue, |standing| match (standing.overdue, standing.due()) {
        (Some(_), Some(oldest)) => What::Overdue(oldest),
        (_, Some(due)) => What::Due(due),
        (_, None) => What::NothingDue,
    });
    Ok(Event {
        uid: format!("due-{reference}.{id}.{record}@homevisit"),
        sequence: act + u64::from(as_of.to_naive().num_days_from_ce().unsigned_abs()),
        stamp,
        reference: reference.to_owned(),
        cancelled: what == What::NothingDue,
        what,
    })
}
