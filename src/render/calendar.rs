//! An officer's calendar as iCalendar (RFC 5545): what holds is published, what is off cancelled, each under its method.

use chrono::{DateTime, Utc};
use icalendar::{Calendar as Component, Component as _, Event as Entry, EventStatus, Property};

use super::words::short_day;
use crate::domain::day::Day;
use crate::report::calendar::{Calendar, Event, What};

/// The whole: a calendar of the method PUBLISH where anything holds, and one of the method CANCEL where anything is off: a
/// calendar has one event or more. Lines are folded and end in CRLF. The same events give the same bytes.
pub fn ics(calendar: &Calendar) -> String {
    let of = |cancelled: bool| calendar.events.iter().filter(move |event| event.cancelled == cancelled);
    let mut text = String::new();
    for (cancelled, method) in [(false, "PUBLISH"), (true, "CANCEL")] {
        if of(cancelled).next().is_some() {
            text.push_str(&written(calendar, method, of(cancelled)));
        }
    }
    text
}

fn written<'a>(calendar: &Calendar, method: &str, events: impl Iterator<Item = &'a Event>) -> String {
    let mut component = Component::new();
    component.properties = Property::from_array([
        ("VERSION", "2.0"),
        ("PRODID", "-//homevisit//calendar 1//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", method),
    ]);
    component.name(&format!("Home visits of {}", calendar.officer)).description(&calendar.marking);
    events.for_each(|event| {
        component.push(entry(event));
    });
    component.to_string()
}

fn entry(event: &Event) -> Entry {
    let mut entry = Entry::new();
    entry.uid(&event.uid).timestamp(event.stamp).sequence(u32::try_from(event.sequence).unwrap_or(u32::MAX));
    entry.add_property("CLASS", "PRIVATE");
    // A calendar of a method has an organiser; nobody is to be written to.
    entry.add_property("ORGANIZER", "invalid:nomail");
    entry.status(if event.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    entry.summary(&summary(event));
    match &event.what {
        What::Booking(at, others) => {
            entry.add_property("DTSTART", moment(*at));
            if !others.is_empty() {
                entry.description(&format!("With {}.", others.join(", ")));
            }
        }
        What::Due(day) | What::Overdue(day) => {
            entry.append_property(Property::new("DTSTART", date(*day)).add_parameter("VALUE", "DATE").done());
            entry.add_property("TRANSP", "TRANSPARENT");
        }
        What::NothingDue => (),
    }
    entry.done()
}

fn summary(event: &Event) -> String {
    let of = &event.reference;
    match &event.what {
        What::Booking(..) => format!("Home visit: {of}"),
        What::Due(_) => format!("Home visit due: {of}"),
        What::Overdue(since) => format!("Home visit overdue since {}: {of}", short_day(*since)),
        What::NothingDue => format!("Nothing due: {of}"),
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn date(day: Day) -> String {
    day.to_naive().format("%Y%m%d").to_string()
}
