//! `homevisit load`: what each officer carries.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, Taking};
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
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let team = arguments.team.as_deref().map(|name| reading.team(name)).transpose()?;
    let mut fold = Fold::new(Spec { as_of: reading.as_of, team }, &reading.rules, &reading.roster)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    reading.snapshot.each_attended(fold.crews_from(), reading.as_of, |visit| fold.attended(visit))?;
    let mut load = fold.finish()?;
    load.policy = reading.policy();
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: load.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::load::table(&load, width),
        json: &|out| render::load::json(&load, accounts, out),
        csv: &|out| render::load::csv(&load, out),
        paper: &|| render::load::paper(&load),
    };
    taken::give(&mut store, world, &way, &answer)
}
