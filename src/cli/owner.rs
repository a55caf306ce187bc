//! `homevisit owner`: the responsible officer.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::ActKind;
use crate::domain::fact::Fact;

/// Set the responsible officer of an offender, from a day
///
/// `homevisit reassign` places all of an officer's cases at once.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit owner set R000123 OF-07 --from 2026-03-02")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set it
    Set(Set),
}

#[derive(Args)]
struct Set {
    /// The offender's reference
    reference: String,
    /// The officer's id
    officer: String,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let Command::Set(set) = &arguments.command;
    let fact = Fact::Owner { from: acting::or_today(set.from, world)?, officer: set.officer.clone() };
    acting::record_one(world, ActKind::SetOwner, &set.reference, fact, &set.recording)
}
