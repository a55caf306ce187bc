//! `homevisit cases NAME`: who is behind a figure.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::figure;
use super::overview::{beside, whose};
use super::screen;
use super::taken::{self, Answer, Taking};
use super::worklist::visit_refs;
use crate::domain::day::Day;
use crate::render;
use crate::report::cases::{Cases, Fold, Spec};
use crate::report::measure::Measure;
use crate::report::overview::first_month;

/// Who is behind a figure of the overview: the same rows, the same sum
///
/// Without a name it lists the names there are; docs/measures.md says what each means. A figure over a period is counted over
/// the twelve months of the overview, unless --from and --to say otherwise.
#[derive(Args)]
#[command(
    after_help = render::measures::names(),
    before_help = "Examples:\n  homevisit cases owed-over-180\n  homevisit cases no-direction --tier high --team North\n  \
homevisit cases days-overdue --from 2026-01-01 --to 2026-03-31"
)]
pub struct Arguments {
    /// The name of the figure, such as owed-over-180
    #[arg(value_name = "NAME", value_parser = super::figure::measure)]
    measure: Option<Measure>,
    /// Of this risk level alone, by its id or its name; `none`: none is set
    #[arg(long, value_name = "LEVEL")]
    tier: Option<String>,
    /// Those whom an officer of this team owns on the day
    #[arg(long, value_name = "NAME", conflicts_with = "officer")]
    team: Option<String>,
    /// Those whom this officer owns on the day
    #[arg(long, value_name = "ID")]
    officer: Option<String>,
    /// The first day of a figure over a period
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// Its last day [default: the as-of day]
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
    let Some(measure) = arguments.measure else {
        screen::print(&render::measures::list(world.width))?;
        return Err(CliError::usage("which figure? say its name: homevisit cases NAME"));
    };
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let cases = make(&reading, spec(arguments, measure, &reading)?)?;
    let (mut remarks, accounts) = (reading.said()?, reading.accounts()?);
    remarks.extend(cut_short(arguments, &reading));
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

/// What must be said of a period that was asked for and not wholly counted.
fn cut_short(arguments: &Arguments, reading: &Reading<'_>) -> Vec<String> {
    let begins = reading.rules.history_from.filter(|begins| arguments.from.is_some_and(|from| from < *begins));
    let begins = begins.map(|day| format!("The record begins on {day}: days before it are not counted."));
    let to = arguments.to.filter(|to| arguments.from.is_some() && *to > reading.as_of);
    let goes_on = to.map(|to| {
        let as_of = reading.as_of;
        format!("The period asked for goes on to {to}: as at {as_of}, days are counted up to {as_of} alone.")
    });
    begins.into_iter().chain(goes_on).collect()
}

fn spec(arguments: &Arguments, measure: Measure, reading: &Reading<'_>) -> Result<Spec, CliError> {
    let asked = arguments.from.map(|from| (from, arguments.to.unwrap_or(reading.as_of)));
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
        level: arguments.tier.as_deref().map(|word| figure::level(reading, word)).transpose()?,
    })
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
