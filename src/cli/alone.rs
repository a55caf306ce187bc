//! `homevisit alone`: an officer let go alone.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::ActKind;
use crate::domain::fact::Fact;

/// Let an officer go alone to an offender on a day: a supervisor's, with a reason
///
/// Recorded before the visit it puts it in order. Recorded afterwards it is kept apart: said to come before, and not
/// recorded before.
#[derive(Args)]
#[command(
    before_help = "Example:\n  homevisit alone authorise R000123 --officer OF-07 --on 2026-04-02 --because \"her colleague \
is ill\""
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Authorise it; whoever acts is who authorises
    Authorise(Authorise),
}

#[derive(Args)]
struct Authorise {
    /// The offender's reference
    reference: String,
    /// Who may go alone
    #[arg(long, value_name = "ID")]
    officer: String,
    /// The day
    #[arg(long, value_name = "DAY")]
    on: Day,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let Command::Authorise(authorise) = &arguments.command;
    let authorised_by = acting::officer_who_acts(world)?;
    let fact = Fact::Alone { officer: authorise.officer.clone(), day: authorise.on, authorised_by };
    acting::record_one(world, ActKind::AuthoriseAlone, &authorise.reference, fact, &authorise.recording)
}
