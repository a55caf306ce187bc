//! `homevisit decision`: what a supervisor decides after failed attempts, and how far a warrant has come.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed};
use crate::domain::work::{Course, Stage};

/// Decide what follows from failed attempts; say how far a warrant has come
///
/// A decision is of the moment in which it is recorded. It moves no due day. A further failed attempt, its own day gone
/// by, or a refusal of the court ask for another. `homevisit evidence` prints the attempts.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit decision record R000123 --course warrant --visit-by 2026-04-09 --because \
\"refused twice\"\n  homevisit decision step R000123 authorised\n  homevisit decision step R000123 granted --on \
2026-04-02"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Record a decision: a supervisor's, with a reason
    Record(Record),
    /// Say that the warrant of the latest decision for one has come a stage further
    Step(Step),
}

#[derive(Args)]
struct Record {
    /// The offender's reference
    reference: String,
    /// warrant, arrest, circulate, revisit or none
    #[arg(long, value_name = "WORD")]
    course: Course,
    /// The day by which somebody is to go again
    #[arg(long, value_name = "DAY")]
    visit_by: Day,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct Step {
    /// The offender's reference
    reference: String,
    /// authorised, then applied, then granted or court-refused; granted, then executed
    #[arg(value_name = "STAGE")]
    stage: Stage,
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let about = |reference: &String| About::Offender(reference.clone());
    let (kind, change, recording) = match &arguments.command {
        Command::Record(record) => {
            let change = Change::Decide(about(&record.reference), record.course, record.visit_by);
            (ActKind::Decide, change, &record.recording)
        }
        Command::Step(step) => {
            (ActKind::StepWarrant, Change::Step(about(&step.reference), step.stage, step.on), &step.recording)
        }
    };
    acting::record(world, &Deed { kind, because: recording.because.clone(), changes: vec![change] }, recording)
}
