//! `homevisit load`: what each officer carries.

use clap::Args;

use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::{Format, World, screen, shown};
use crate::domain::day::Day;
use crate::render;
use crate::report::load::{Fold, Spec};

/// What each officer carries: cases, visits owed and for how long, what was inherited, and with whom they go
///
/// Cases by risk level, and against the policy's number to one full-time officer. What was owed when an officer took a case
/// over stands apart for one cadence. Cases without an officer, or whose officer has left, stand in rows of their own: all
/// rows add up to the managed.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit load\n  homevisit load --team North --as-of 2026-03-31 --format csv")]
pub struct Arguments {
    /// The officers of this team on the day, and what they own
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let team = arguments.team.as_deref().map(|name| reading.team(name)).transpose()?;
    let mut fold = Fold::new(Spec { as_of: reading.as_of, team }, &reading.rules, &reading.roster)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    reading.snapshot.each_attended(fold.crews_from(), reading.as_of, |visit| fold.attended(visit))?;
    let mut load = fold.finish()?;
    load.policy = reading.policy();
    let (remarks, accounts) = (reading.remarks(world.width)?, reading.accounts()?);
    drop(reading);
    shown::shown(&mut store, world, (load.rows.len(), None), arguments.format != Format::Table)?;
    if arguments.format == Format::Table {
        screen::print(&remarks)?;
    }
    screen::write(|out| match arguments.format {
        Format::Table => out.write_all(render::load::table(&load, world.width).as_bytes()),
        Format::Json => render::load::json(&load, accounts, out),
        Format::Csv => render::load::csv(&load, out),
    })
}
