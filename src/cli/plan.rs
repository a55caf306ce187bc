//! `homevisit plan`: an own interval, or desk-based.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{ActKind, Running};
use crate::domain::fact::{Fact, PlanWord};

/// Give somebody an interval of their own, or put them on desk-based management; end it
///
/// One that is desk-based, or longer than the risk level's interval, is a supervisor's to begin.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit plan start R000123 interval --every \"FREQ=WEEKLY;INTERVAL=2\" --until \
2026-06-01 --because \"new partner\"\n  homevisit plan start R000123 reactive --review-by 2027-03-01 --because \"low for \
six years\"\n  homevisit plan end R000123 reactive --on 2026-09-01"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Begin one
    Start(Start),
    /// End the latest of its kind
    End(End),
}

#[derive(Args)]
struct Start {
    /// The offender's reference
    reference: String,
    /// interval or reactive
    kind: PlanWord,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// The first day on which it no longer holds
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    /// Of an interval, how often: an RFC 5545 rule such as FREQ=WEEKLY;INTERVAL=2
    #[arg(long, value_name = "RULE")]
    every: Option<String>,
    /// The day by which it is looked at again; without an end it must have one
    #[arg(long, value_name = "DAY")]
    review_by: Option<Day>,
    /// Who authorised it [default: whoever acts]
    #[arg(long, value_name = "ID")]
    authorised_by: Option<String>,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct End {
    /// The offender's reference
    reference: String,
    /// interval or reactive
    kind: PlanWord,
    /// The first day on which it no longer holds [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Start(start) => {
            let fact = Fact::Plan {
                kind: start.kind,
                from: acting::or_today(start.from, world)?,
                until: start.until,
                every: start.every.clone(),
                authorised_by: start.authorised_by.clone().map_or_else(|| acting::officer_who_acts(world), Ok)?,
                reason: start.recording.because.clone(),
                review_by: start.review_by,
            };
            acting::record_one(world, ActKind::StartPlan, &start.reference, fact, &start.recording)
        }
        Command::End(end) => {
            let (running, day) = (Running::Plan(end.kind), acting::or_today(end.on, world)?);
            acting::end(world, ActKind::EndPlan, &end.reference, running, day, &end.recording)
        }
    }
}
