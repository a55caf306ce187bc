//! `homevisit trend`: one measure month by month.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::group::Group;
use super::overview::{beside, whose};
use super::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::render;
use crate::report::audit::GroupBy;
use crate::report::measure::Measure;
use crate::report::overview::first_month;
use crate::report::trend::{Fold, Spec};

/// One measure at each month's end, or over each month, as a table with a small chart
///
/// By risk level, officer or team it is as set on the day itself; what became of visits is told as at the last day.
/// Without --from and --to it is of the twelve months of the overview. docs/measures.md says what each measure means.
#[derive(Args)]
#[command(
    after_help = render::measures::names(),
    before_help = "Examples:\n  homevisit trend --measure owed --group-by tier\n  homevisit trend --measure owed --from 2025-04-01 --to 2026-03-31 --group-by tier\n  \
homevisit trend --measure days-overdue --to 2026-03-31"
)]
pub struct Arguments {
    /// The name of the measure, such as owed
    #[arg(long, value_name = "NAME", value_parser = super::figure::measure)]
    measure: Measure,
    /// The first day [default: that of the twelve months that end on the last]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// The last day, as at which all is told [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY", visible_alias = "as-of")]
    to: Option<Day>,
    /// A column for each of these
    #[arg(long, value_enum)]
    group_by: Option<Group>,
    /// Those whom an officer of this team owns on the day
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.to, arguments.known)?;
    let from = arguments.from.unwrap_or_else(|| first_day(&reading));
    let group_by = arguments.group_by.map(GroupBy::from);
    let whose = whose(&reading, arguments.team.as_deref(), None)?;
    let spec = Spec { measure: arguments.measure, from, to: reading.as_now(), group_by, whose };
    let beside = beside(&reading)?;
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster, &beside)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut trend = fold.finish()?;
    trend.policy = reading.policy();
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: trend.points.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::trend::text(&trend, width),
        json: &|out| render::trend::json(&trend, accounts, out),
        csv: &|out| render::trend::csv(&trend, out),
        paper: &|| render::trend::paper(&trend),
    };
    taken::give(&mut store, world, &way, &answer)
}

/// That of the twelve months of the overview, none before the record begins.
fn first_day(reading: &Reading<'_>) -> Day {
    let first = first_month(reading.as_of);
    reading.rules.history_from.map_or(first, |begins| begins.max(first))
}
