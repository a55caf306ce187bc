//! `homevisit officer list`: who is on file, in which role, and who may be asked.

use std::collections::BTreeSet;

use clap::Args;

use crate::cli::World;
use crate::cli::database::{self, Known, Reading};
use crate::cli::error::CliError;
use crate::cli::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::render;
use crate::report::officers::Officers;

#[derive(Args)]
pub(super) struct List {
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &List, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let bound: BTreeSet<String> = reading.snapshot.bindings()?.into_values().collect();
    let mut officers = Officers::of(&reading.roster, &bound, &reading.rules, reading.as_of)?;
    officers.policy = reading.policy();
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: officers.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::officers::table(&officers, width),
        json: &|out| render::officers::json(&officers, accounts, out),
        csv: &|out| render::officers::csv(&officers, out),
        paper: &|| render::officers::paper(&officers),
    };
    taken::give(&mut store, world, &way, &answer)
}
