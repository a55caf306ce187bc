//! `homevisit overview`: the register on one screen.

use std::collections::BTreeMap;

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::domain::offender::OffenderKey;
use crate::render;
use crate::report::measure::{Beside, Measure, Whose};
use crate::report::overview::{Fold, Spec};

/// The register on one screen, adding up: the backlog by risk level and age, and what else is to be acted on
///
/// Every figure has a name beside it; `homevisit cases NAME` lists who is behind it. docs/measures.md says what each means.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit overview\n  homevisit overview --team North --as-of 2026-03-31")]
pub struct Arguments {
    /// Those whom an officer of this team owns on the day
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
    let (whose, beside) = (whose(&reading, arguments.team.as_deref(), None)?, beside(&reading)?);
    let spec = Spec { now: reading.as_now(), whose };
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster, &beside)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut overview = fold.finish()?;
    overview.policy = reading.policy();
    let (mut remarks, accounts) = (reading.said()?, reading.accounts()?);
    if arguments.team.is_some() && overview.total[Measure::Managed] == 0 {
        remarks.push("Nobody's cases are in this team; leave --team out for the whole unit.".to_owned());
    }
    let again = arguments.known.again(arguments.as_of, arguments.team.as_deref());
    drop(reading);
    let answer = Answer {
        rows: overview.levels.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::overview::text(&overview, &again, width),
        json: &|out| render::overview::json(&overview, accounts, out),
        csv: &|out| render::overview::csv(&overview, out),
        paper: &|| render::overview::paper(&overview),
    };
    taken::give(&mut store, world, &way, &answer)
}

/// Whose figures: a team's, an officer's, else the unit's.
pub(super) fn whose(reading: &Reading<'_>, team: Option<&str>, officer: Option<&str>) -> Result<Whose, CliError> {
    Ok(match (team, officer) {
        (Some(team), _) => Whose::Team(reading.team(team)?),
        (None, Some(officer)) => Whose::Officer(reading.officer(officer)?),
        (None, None) => Whose::All,
    })
}

/// What is known of offenders beside their facts.
pub(super) fn beside(reading: &Reading<'_>) -> Result<Beside, CliError> {
    let mut not_entered: BTreeMap<OffenderKey, Vec<Day>> = BTreeMap::new();
    for visit in reading.snapshot.not_entered(None)? {
        not_entered.entry(visit.offender).or_default().push(visit.day);
    }
    Ok(Beside { not_entered })
}
