//! `homevisit cover`: one officer's cases on another's list too.

use clap::Args;

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed};
use crate::domain::fact::Fact;

/// Have one officer cover another who is on leave: a supervisor's
///
/// In that time the cases stand on the cover's list too, marked, and go back by themselves. The officer on leave cannot be
/// booked. `homevisit withdraw` ends a cover that was not so.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit cover OF-07 --with OF-09 --from 2026-04-06 --until 2026-04-20")]
pub struct Arguments {
    /// The officer on leave
    officer: String,
    /// The officer who covers
    #[arg(long, value_name = "ID")]
    with: String,
    /// The first day of leave
    #[arg(long, value_name = "DAY")]
    from: Day,
    /// The first day back
    #[arg(long, value_name = "DAY")]
    until: Day,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let fact = Fact::Cover { cover: arguments.with.clone(), from: arguments.from, until: arguments.until };
    let changes = vec![Change::Record(About::Officer(arguments.officer.clone()), fact)];
    let recording = &arguments.recording;
    acting::record(world, &Deed { kind: ActKind::Cover, because: recording.because.clone(), changes }, recording)
}
