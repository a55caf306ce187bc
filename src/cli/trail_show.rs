//! `homevisit trail show`.

use std::collections::VecDeque;

use clap::{Args, CommandFactory};

use super::database::{self, Reading};
use super::error::CliError;
use super::{TextFormat, World, screen, shown, trail};
use crate::domain::day::Day;
use crate::domain::trail::{Entry, Outcome};
use crate::render;
use crate::render::trail::{Listed, Shown};
use crate::store::{Moment, StoreError};

/// The entries of the trail, the newest last: when, who, what was asked and what came of it
///
/// Each entry asked for with its reason, where it has one. Of many that match the newest are shown, and how many there are
/// is said.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit trail show --about R000123\n  homevisit trail show --outcome taken --most 1000"
)]
pub struct Show {
    /// From this entry, by number, or this day on
    #[arg(long, value_name = "N|DAY")]
    from: Option<Bound>,
    /// To this entry, or to the end of this day
    #[arg(long, value_name = "N|DAY")]
    to: Option<Bound>,
    /// Of this actor
    #[arg(long, value_name = "ID")]
    by: Option<String>,
    /// About this offender
    #[arg(long, value_name = "REF")]
    about: Option<String>,
    /// Of this command, such as `worklist`, or all that begin with these words
    #[arg(long, value_name = "WORDS", value_parser = command)]
    command: Option<String>,
    /// With this outcome
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    outcome: Option<Outcome>,
    /// At most so many, the newest
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    most: u32,
    /// How to write it
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    format: TextFormat,
}

/// Words with which a command begins; no other may stand in the entry that this one leaves.
fn command(text: &str) -> Result<String, String> {
    let line = super::Line::command();
    let within = |found: Option<clap::Command>, word| found.and_then(|found| found.find_subcommand(word).cloned());
    let known = text.split(' ').fold(Some(line), within).is_some() || text == BEGIN;
    if known { Ok(text.to_owned()) } else { Err("expected a command, such as `visit record`".to_owned()) }
}

/// The one entry that no command leaves.
/// Who begins the trail of an earlier version's record.
const PROGRAM: &str = "homevisit";

const BEGIN: &str = "begin the trail";

fn outcome(text: &str) -> Result<Outcome, String> {
    text.parse().map_err(|error: crate::domain::vocabulary::UnknownWord| error.to_string())
}

/// An entry by number, or a day.
#[derive(Clone, Copy)]
enum Bound {
    Number(i64),
    Day(Day),
}

impl std::str::FromStr for Bound {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Bound, Self::Err> {
        let number = text.parse().ok().filter(|number| *number > 0).map(Bound::Number);
        let bound = number.or_else(|| text.parse().ok().map(Bound::Day));
        bound.ok_or("expected the number of an entry, or a day such as 2026-03-02")
    }
}

pub(super) fn run(asked: &Show, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    trail::may_read(world, &store)?;
    let reading = Reading::open(&store, world, None)?;
    if let Some(about) = &asked.about {
        reading.offender(about)?;
    }
    let account = |by: &str| by.strip_prefix("account ").is_some_and(|number| number.parse::<u32>().is_ok());
    if let Some(by) = asked.by.as_deref().filter(|by| !account(by) && *by != PROGRAM) {
        reading.officer(by)?;
    }
    let listed = listed(asked, &reading)?;
    drop(reading);
    let taken = asked.format != TextFormat::Text;
    shown::shown(&mut store, world, (listed.entries.len(), asked.about.as_deref()), taken)?;
    screen::write(|out| match asked.format {
        TextFormat::Text => out.write_all(render::screen_lines(&render::trail::text(&listed, world.width)).as_bytes()),
        TextFormat::Json => render::trail::json(&listed, out),
    })
}

/// The newest of the entries asked for, and how many there are.
fn listed(asked: &Show, reading: &Reading<'_>) -> Result<Listed, CliError> {
    let most = usize::try_from(asked.most).unwrap_or(usize::MAX);
    let (mut newest, mut matching) = (VecDeque::new(), 0);
    let from = if let Some(Bound::Number(from)) = asked.from { from } else { 1 };
    reading.snapshot.trail().each(from, &mut |entry| {
        let moment: Moment =
            entry.moment.parse().map_err(|_| StoreError::Fault("the moment of an entry cannot be read".to_owned()))?;
        let at = moment.at_in(reading.rules.zone_at(moment.day_in(chrono_tz::UTC)));
        if is_asked_for(asked, entry, at.day) {
            matching += 1;
            newest.push_back(Shown { at, entry: entry.clone() });
        }
        if newest.len() > most {
            newest.pop_front();
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(Listed { entries: newest.into(), matching })
}

fn is_asked_for(asked: &Show, entry: &Entry, day: Day) -> bool {
    let from = asked.from.is_none_or(|from| match from {
        Bound::Number(number) => entry.number >= number,
        Bound::Day(from) => day >= from,
    });
    let to = asked.to.is_none_or(|to| match to {
        Bound::Number(number) => entry.number <= number,
        Bound::Day(to) => day <= to,
    });
    let command = asked.command.as_deref().is_none_or(|command| {
        let rest = entry.spoken.command.strip_prefix(command);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let by = asked.by.as_ref().is_none_or(|by| *by == entry.actor);
    let about = asked.about.as_ref().is_none_or(|about| entry.about.as_ref() == Some(about));
    from && to && command && by && about && asked.outcome.is_none_or(|outcome| outcome == entry.outcome)
}
