//! `homevisit cases NAME`: who is behind a figure.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::overview::{beside, whose};
use super::taken::{self, Answer, Taking};
use super::worklist::visit_refs;
use crate::domain::day::Day;
use crate::render;
use crate::report::cases::{Cases, Fold, Level, Spec};
use crate::report::measure::Measure;
use crate::report::overview::first_month;

/// Who is behind a figure of the overview: the same rows, the same sum
///
/// docs/measures.md says what each name means. A figure over a period is counted over the twelve months of the overview,
/// unless --from and --to say otherwise.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit cases owed-over-180\n  homevisit cases no-direction --tier high --team North\n  \
homevisit cases days-overdue --from 2026-01-01 --to 2026-03-31"
)]
pub struct Arguments {
    /// The name of the figure, such as owed-over-180
    #[arg(value_name = "NAME", value_parser = super::overview::measure)]
    measure: Measure,
    /// Of this risk level alone, by its id; `none`: none is set
    #[arg(long, value_name = "LEVEL")]
    tier: Option<String>,
    /// Those whom an officer of this team owns on the day
    #[arg(long, value_name = "NAME", conflicts_with = "officer")]
    team: Option<String>,
    /// Those whom this officer owns on the day
    #[arg(long, value_name = "ID")]
    officer: Option<String>,
    /// The first day of a figure over a period
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<Day>,
    /// Its last day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<Day>,
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
    let cases = make(&reading, spec(arguments, &reading)?)?;
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: cases.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::cases::text(&cases, width),
        json: &|out| render::cases::json(&cases, accounts, out),
        csv: &|out| render::cases::csv(&cases, out),
        paper: &|| render::cases::paper(&cases),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn spec(arguments: &Arguments, reading: &Reading<'_>) -> Result<Spec, CliError> {
    let measure = arguments.measure;
    let asked = arguments.from.zip(arguments.to);
    if asked.is_some() && !measure.is_flow() {
        return Err(CliError::data(format!("`{measure}` is of a day and not of a period"))
            .hint("--as-of says which day; `homevisit trend` tells it month by month"));
    }
    let year = (first_month(reading.as_of), reading.as_of);
    Ok(Spec {
        measure,
        now: reading.as_now(),
        period: measure.is_flow().then(|| asked.unwrap_or(year)),
        whose: whose(reading, arguments.team.as_deref(), arguments.officer.as_deref())?,
        level: arguments.tier.as_deref().map(|id| level(reading, id)).transpose()?,
    })
}

fn level(reading: &Reading<'_>, id: &str) -> Result<Level, CliError> {
    let book = &reading.rules.book;
    match book.tier_key(id) {
        Some(tier) => Ok(Level::Set(tier)),
        None if id == "none" => Ok(Level::NoneSet),
        None => Err(CliError::data("the policy has no risk level of this id")
            .hint(format!("risk levels: {}, none", book.tier_ids().join(", ")))),
    }
}

/// The cases, with names.
fn make(reading: &Reading<'_>, spec: Spec) -> Result<Cases, CliError> {
    let beside = beside(reading)?;
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster, &beside)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut cases = fold.finish()?;
    cases.policy = reading.policy();
    for case in cases.each_row_mut() {
        case.name = Some(reading.name(case.key)?);
        case.visit_refs = visit_refs(&case.told, reading)?;
    }
    Ok(cases)
}
