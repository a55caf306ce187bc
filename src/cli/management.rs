//! `homevisit management`: when somebody is managed.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{ActKind, Running};
use crate::domain::fact::Fact;

/// Begin and end the management of somebody on the register
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit management start R000900 --from 2026-03-02\n  homevisit management end \
R000900 --on 2026-09-01 --because \"the order ended\""
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Begin it
    Start(Start),
    /// End it; with a visit owed, a supervisor says why
    End(End),
}

#[derive(Args)]
struct Start {
    /// The offender's reference
    reference: String,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct End {
    /// The offender's reference
    reference: String,
    /// The first day on which they are no longer managed [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Start(start) => {
            let fact = Fact::Management { from: acting::or_today(start.from, world)?, until: None };
            acting::record_one(world, ActKind::StartManagement, &start.reference, fact, &start.recording)
        }
        Command::End(end) => {
            let (kind, on) = (ActKind::EndManagement, acting::or_today(end.on, world)?);
            acting::end(world, kind, &end.reference, Running::Management, on, &end.recording)
        }
    }
}
