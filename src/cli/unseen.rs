//! `homevisit unseen`: the list that no rule can bend.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, Taking};
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
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let mut fold = Fold::new(reading.as_of, &reading.rules, &reading.roster)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut unseen = fold.finish()?;
    unseen.policy = reading.policy();
    for listed in unseen.each_row_mut() {
        listed.name = Some(reading.name(listed.key)?);
    }
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: unseen.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::unseen::table(&unseen, width),
        json: &|out| render::unseen::json(&unseen, accounts, out),
        csv: &|out| render::unseen::csv(&unseen, out),
        paper: &|| render::unseen::paper(&unseen),
    };
    taken::give(&mut store, world, &way, &answer)
}
