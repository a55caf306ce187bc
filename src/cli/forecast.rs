//! `homevisit forecast`: what falls due, what was made, and when the backlog ends.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::render;
use crate::report::forecast::{Fold, LOOK_WEEKS, Spec};

/// Visits falling due in the weeks to come, those made in the last 13, and when the backlog ends at that pace
///
/// By week and risk level, returns and first visits included, with the visits to be tried for them. Then the week in which
/// nothing is owed any longer, or that it never comes; the same with a crew more and a crew fewer. It ends with what it
/// supposes.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit forecast\n  homevisit forecast --team North --weeks 26")]
pub struct Arguments {
    /// The cases of this team's officers on the day
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// So many weeks, 1 to 260, from the day after
    #[arg(long, value_name = "NUMBER", default_value_t = 13, value_parser = clap::value_parser!(u32).range(1..=i64::from(LOOK_WEEKS)))]
    weeks: u32,
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
    let spec = Spec { as_of: reading.as_of, team, weeks: arguments.weeks };
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut forecast = fold.finish()?;
    forecast.policy = reading.policy();
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: forecast.weeks.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::forecast::table(&forecast, width),
        json: &|out| render::forecast::json(&forecast, accounts, out),
        csv: &|out| render::forecast::csv(&forecast, out),
        paper: &|| render::forecast::paper(&forecast),
    };
    taken::give(&mut store, world, &way, &answer)
}
