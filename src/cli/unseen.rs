//! `homevisit unseen`: the list that no rule can bend.

use clap::Args;

use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::{Format, World, screen, shown};
use crate::domain::day::Day;
use crate::render;
use crate::report::unseen::Fold;

/// Everybody managed, by days since last seen: the list that no rule can bend
///
/// Whatever their risk level, plan, status or policy: calendar days since last seen, or since management began, longest
/// first, with what excuses it.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit unseen --as-of 2026-03-31 --format csv")]
pub struct Arguments {
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
    let mut fold = Fold::new(reading.as_of, &reading.rules, &reading.roster)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut unseen = fold.finish()?;
    unseen.policy = reading.policy();
    for listed in unseen.each_row_mut() {
        listed.name = Some(reading.name(listed.key)?);
    }
    let (remarks, accounts) = (reading.remarks(world.width)?, reading.accounts()?);
    drop(reading);
    shown::shown(&mut store, world, (unseen.rows.len(), None), arguments.format != Format::Table)?;
    if arguments.format == Format::Table {
        screen::print(&remarks)?;
    }
    screen::write(|out| match arguments.format {
        Format::Table => out.write_all(render::unseen::table(&unseen, world.width).as_bytes()),
        Format::Json => render::unseen::json(&unseen, accounts, out),
        Format::Csv => render::unseen::csv(&unseen, out),
    })
}
