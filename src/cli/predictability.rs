//! `homevisit predictability`: whose visits could be foreseen.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::render;
use crate::report::Scope;
use crate::report::predictability::{Fold, Spec};

/// Whose visits could be foreseen, and how many are announced, in the evening and at weekends
///
/// People whose last four visits that count share a weekday, fall within three hours of the day, or came each only when about
/// to fall due. Fewer than four are too few to say. The shares are of the visits of the year, failed attempts beside; what is
/// not recorded is counted apart. The same is told on the officer's list.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit predictability --as-of 2026-03-31\n  homevisit predictability --officer OF-07"
)]
pub struct Arguments {
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    /// Those whom an officer of this team owns on the day
    #[arg(long, value_name = "NAME", conflicts_with = "officer")]
    team: Option<String>,
    /// Those whom this officer owns or covers on the day
    #[arg(long, value_name = "ID")]
    officer: Option<String>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let scope = match (&arguments.team, &arguments.officer) {
        (Some(team), _) => Scope::Team(reading.team(team)?),
        (None, Some(officer)) => Scope::Officer(reading.officer(officer)?),
        (None, None) => Scope::All,
    };
    let as_of = reading.as_of;
    let from = as_of.minus_months(12).next().max(reading.rules.history_from.unwrap_or(Day::MIN));
    let spec = Spec { as_of, from, scope, covers: reading.snapshot.covers()? };
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut report = fold.finish()?;
    report.policy = reading.policy();
    for row in &mut report.rows {
        row.name = Some(reading.name(row.key)?);
    }
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: report.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::predictability::table(&report, width),
        json: &|out| render::predictability::json(&report, accounts, out),
        csv: &|out| render::predictability::csv(&report, out),
        paper: &|| render::predictability::paper(&report),
    };
    taken::give(&mut store, world, &way, &answer)
}
