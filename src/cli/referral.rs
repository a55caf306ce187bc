//! `homevisit referral`: what followed from children seen or identified on a visit.

use clap::{Args, Subcommand};

use super::acting::{self, Recording};
use super::error::CliError;
use super::{World, visit_ask};
use crate::domain::deed::ActKind;
use crate::domain::fact::Fact;

/// Record the referral after a visit on which children were seen or identified
///
/// Until one is recorded the case heads the lists. That none is needed is a supervisor's to say, with a reason. No name
/// of a child is recorded anywhere here.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit referral record R000123 --visit H41 --to social-care --at 12:20\n  homevisit \
referral record R000123 --visit H41 --to social-care --at \"2026-03-30 12:20\"\n  homevisit referral record R000123 \
--visit H41 --not-needed --because \"known to social care, who were there\""
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Record one, or that none is needed
    Record(Record),
}

#[derive(Args)]
struct Record {
    /// The offender's reference
    reference: String,
    /// The visit on which the children were
    #[arg(long, value_name = "ID")]
    visit: String,
    /// To whom, by a word
    #[arg(long, value_name = "AGENCY", required_unless_present = "not_needed", requires = "at")]
    to: Option<String>,
    /// When: a time of today, or a day and a time [default with --not-needed: today]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// None is needed
    #[arg(long, conflicts_with = "to")]
    not_needed: bool,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let Command::Record(record) = &arguments.command;
    let today = acting::today(world)?;
    let (day, time) = match &record.at {
        None => (today, None),
        Some(at) => visit_ask::moment(at, today).map_err(|_| {
            CliError::usage("--at is a time such as 12:20, or a day and a time such as \"2026-03-30 12:20\"")
        })?,
    };
    let fact = Fact::Referral { visit: record.visit.clone(), agency: record.to.clone(), day, time };
    acting::record_one(world, ActKind::RecordReferral, &record.reference, fact, &record.recording)
}
