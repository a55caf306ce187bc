//! `homevisit direct`: a supervisor's order to visit by a day.

use clap::Args;

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed};

/// Order a visit by a day: a supervisor's, with a reason
///
/// It stands on the officer's list until the visit is made, and as broken after its day. It moves no due day: what is
/// overdue stays so in every count.
#[derive(Args)]
#[command(
    before_help = "Example:\n  homevisit direct R000123 --visit-by 2026-04-09 --cause intelligence --because \"a call \
from the school\""
)]
pub struct Arguments {
    /// The offender's reference
    reference: String,
    /// The day by which
    #[arg(long, value_name = "DAY")]
    visit_by: Day,
    /// A cause of the policy; `homevisit policy show` lists them
    #[arg(long, value_name = "CODE")]
    cause: String,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let about = About::Offender(arguments.reference.clone());
    let changes = vec![Change::Direct(about, arguments.visit_by, arguments.cause.clone())];
    let recording = &arguments.recording;
    acting::record(world, &Deed { kind: ActKind::Direct, because: recording.because.clone(), changes }, recording)
}
