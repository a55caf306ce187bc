//! `homevisit reassign`: all of an officer's cases change hands.

use clap::Args;

use super::acting::{self, Recording};
use super::error::CliError;
use super::{World, database, screen};
use crate::domain::day::Day;
use crate::domain::deed::{ActKind, Change, Deed, Placing};
use crate::render;

/// Place all of an officer's cases from a day: a supervisor's
///
/// With one officer, or shared among the officers and supervisors of a team who are in service and not on leave that day,
/// so that each carries alike for their full-time share, the greatest risk dealt first. What each would carry is shown
/// before it is asked whether to do so; --dry-run only shows it, --yes does not ask.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit reassign --from-officer OF-07 --to-officer OF-09 --on 2026-05-01\n  homevisit \
reassign --from-officer OF-07 --share-team North --dry-run"
)]
pub struct Arguments {
    /// Whose cases
    #[arg(long, value_name = "ID")]
    from_officer: String,
    #[command(flatten)]
    taker: Taker,
    /// The first day with the new officer [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Taker {
    /// Who takes them all
    #[arg(long, value_name = "ID")]
    to_officer: Option<String>,
    /// The team that shares them
    #[arg(long, value_name = "NAME")]
    share_team: Option<String>,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let placing = match (&arguments.taker.to_officer, &arguments.taker.share_team) {
        (Some(id), _) => Placing::Officer(id.clone()),
        (None, team) => Placing::Team(team.clone().unwrap_or_default()),
    };
    let day = acting::or_today(arguments.on, world)?;
    let recording = &arguments.recording;
    let because = recording.because.clone();
    let changes = vec![Change::Place(arguments.from_officer.clone(), placing, day)];
    let deed = Deed { kind: ActKind::Reassign, because, changes };
    if !arguments.yes && !recording.dry_run && !agreed(world, &deed, recording)? {
        return Err(CliError::data("nothing was recorded"));
    }
    acting::record(world, &deed, recording)
}

/// Shows what each would carry, and asks. What was done before under the same id is not asked again.
fn agreed(world: &World, deed: &Deed, recording: &Recording) -> Result<bool, CliError> {
    let mut store = database::open(world)?;
    let tried = acting::perform(&mut store, world, deed, recording.id.as_deref(), true)?;
    drop(store);
    if tried.already {
        return Ok(true);
    }
    screen::complain(&render::carried::text(&tried.carried, world.width));
    screen::confirmed("Place them so?")
}
