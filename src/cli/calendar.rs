//! `homevisit calendar`: an officer's bookings for a calendar.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::{CliError, Kind};
use super::taken::{self, Leaving};
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::fact::Fact;
use crate::domain::offender::OfficerKey;
use crate::domain::work::At;
use crate::render;
use crate::report::calendar::{Booked, Calendar, Event, Version, booking, due};
use crate::store::{KnownAt, Stored};

/// An officer's bookings as iCalendar, which calendars of any make take in
///
/// By references alone, without a name or an address. Taken in again, what was moved moves and what was cancelled goes. It
/// leaves the record, so it asks to whom it goes and why; both are kept in the trail.
#[derive(Args)]
#[command(
    before_help = "Example:\n  homevisit calendar --officer OF-07 --out OF-07.ics \\\n    --for \"OF-07's own phone\" --because \"to keep appointments\""
)]
pub struct Arguments {
    /// Whose
    #[arg(long, value_name = "ID")]
    officer: String,
    /// With the day each of their visits is due, or since when it is owed, as events of a whole day
    #[arg(long)]
    due: bool,
    /// What is due, as at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY", requires = "due")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    leaving: Leaving,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    arguments.leaving.check_calendar()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let officer = reading.officer(&arguments.officer)?;
    let record = reading.snapshot.record_word()?;
    let mut events = bookings(&reading, officer, &arguments.officer, &record)?;
    if arguments.due {
        events.extend(dues(&reading, (officer, &arguments.officer), &record)?);
    }
    if events.is_empty() {
        let what = if arguments.due { "booked or due" } else { "booked" };
        let none = format!("nothing was ever {what} for this officer, and a calendar without an event is none");
        return Err(CliError::data(none).hint("book a visit: homevisit book"));
    }
    let marking = reading.policy().marking;
    let rows = events.len();
    let calendar = Calendar { officer: arguments.officer.clone(), marking, events };
    drop(reading);
    taken::give_out(&mut store, world, &arguments.leaving, rows, &render::calendar::ics(&calendar))
}

fn bookings(reading: &Reading<'_>, officer: OfficerKey, id: &str, record: &str) -> Result<Vec<Event>, CliError> {
    let mut events = Vec::new();
    for chain in reading.snapshot.bookings_ever(officer)? {
        let booked = booked(reading, &chain)?;
        events.extend(booking(&booked, id, record, &reading.rules));
    }
    Ok(events)
}

/// A booking with all that took its place, in words on file.
fn booked(reading: &Reading<'_>, chain: &[Stored]) -> Result<Booked, CliError> {
    let first = &chain[0];
    let About::Offender(reference) = &first.about else {
        return Err(CliError::new(Kind::Fault, "a booking of nobody"));
    };
    let mut versions = Vec::new();
    for stored in chain {
        let moment = reading.snapshot.beside(Some(KnownAt::Act(stored.act)))?.act().moment.utc();
        let booked = match &stored.fact {
            Some(Fact::Booking { day, time, officers }) => {
                Some((At { day: *day, time: minutes(time) }, officers.clone()))
            }
            _ => None,
        };
        versions.push(Version { moment, booked });
    }
    Ok(Booked { name: first.name.to_string(), reference: reference.clone(), versions })
}

/// `HH:MM` as minutes after midnight.
fn minutes(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    Some(hours.parse::<u16>().ok()? * 60 + minutes.parse::<u16>().ok()?)
}

fn dues(reading: &Reading<'_>, officer: (OfficerKey, &str), record: &str) -> Result<Vec<Event>, CliError> {
    let act = reading.snapshot.act();
    let last = (u64::try_from(act.number).unwrap_or_default(), act.moment.utc());
    let mut events = Vec::new();
    reading.each(Asked::Officers(&[officer.0]), |subject| {
        let asked = (&reading.rules, reading.as_of);
        events.push(due(subject.facts, subject.reference, officer, record, asked, last)?);
        Ok(())
    })?;
    Ok(events)
}
