//! `homevisit status`: away, or whereabouts unknown.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{ActKind, Running};
use crate::domain::fact::Fact;
use crate::domain::offender::Status;

/// Record that somebody is in custody, in hospital, abroad, elsewhere or missing; confirm it; end it
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit status start R000123 custody --from 2026-03-02\n  homevisit status confirm \
R000123 custody\n  homevisit status end R000123 custody --on 2026-03-20"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// It begins
    Start(Start),
    /// It was looked into, and still holds
    Confirm(On),
    /// It ends: released on the 10th is on the 10th
    End(On),
}

#[derive(Args)]
struct Start {
    /// The offender's reference
    reference: String,
    /// custody, hospital, abroad, elsewhere or missing
    status: Status,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// The first day on which it no longer holds, where that is known
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct On {
    /// The offender's reference
    reference: String,
    /// custody, hospital, abroad, elsewhere or missing
    status: Status,
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Start(start) => {
            let from = acting::or_today(start.from, world)?;
            let fact = Fact::Status { status: start.status, from, until: start.until };
            acting::record_one(world, ActKind::StartStatus, &start.reference, fact, &start.recording)
        }
        Command::Confirm(on) => {
            let fact = Fact::Confirmation { status: on.status, day: acting::or_today(on.on, world)? };
            acting::record_one(world, ActKind::ConfirmStatus, &on.reference, fact, &on.recording)
        }
        Command::End(on) => {
            let (running, day) = (Running::Status(on.status), acting::or_today(on.on, world)?);
            acting::end(world, ActKind::EndStatus, &on.reference, running, day, &on.recording)
        }
    }
}
