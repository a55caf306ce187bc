//! `homevisit tier`: the risk level.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::ActKind;
use crate::domain::fact::Fact;

/// Set the risk level of an offender, from a day, with the reason
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit tier set R000123 high --from 2026-03-02 --because \"new offence\"")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set it; one of less risk is a supervisor's to set
    Set(Set),
}

#[derive(Args)]
struct Set {
    /// The offender's reference
    reference: String,
    /// The risk level, by its id in the policy
    tier: String,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// Who set it [default: whoever acts]
    #[arg(long, value_name = "ID")]
    set_by: Option<String>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let Command::Set(set) = &arguments.command;
    let set_by = set.set_by.clone().map_or_else(|| acting::officer_who_acts(world), Ok)?;
    let fact = Fact::Tier {
        from: acting::or_today(set.from, world)?,
        tier: set.tier.clone(),
        set_by,
        reason: set.recording.because.clone(),
    };
    acting::record_one(world, ActKind::SetTier, &set.reference, fact, &set.recording)
}
