//! `homevisit marker`: warnings beside a name.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{ActKind, Running};
use crate::domain::fact::Fact;

/// Set a warning beside a name, or lift it
///
/// Warnings are codes of the policy; what one means in this case stays in the national register.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit marker add R000123 dogs\n  homevisit marker end R000123 dogs --on 2026-04-02"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set one
    Add(Add),
    /// Lift it
    End(End),
}

#[derive(Args)]
struct Add {
    /// The offender's reference
    reference: String,
    /// A code of the policy; `homevisit policy show` lists them
    code: String,
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
    /// A code of the policy
    code: String,
    /// The first day on which it no longer holds [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Add(add) => {
            let from = acting::or_today(add.from, world)?;
            let fact = Fact::Marker { code: add.code.clone(), from, until: None };
            acting::record_one(world, ActKind::Mark, &add.reference, fact, &add.recording)
        }
        Command::End(end) => {
            let (running, day) = (Running::Marker(end.code.clone()), acting::or_today(end.on, world)?);
            acting::end(world, ActKind::Unmark, &end.reference, running, day, &end.recording)
        }
    }
}
