//! `homevisit book`: visits meant to be made.

use clap::{Args, Subcommand};

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed};
use crate::domain::fact::Fact;

/// Book a visit: a day, a time, who is to go
///
/// A booking is no visit and moves no due day. Nobody is booked in two places less than 30 minutes apart, on leave, or
/// past the end of their service. One whose time has passed with nothing recorded is asked about.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    override_usage = "homevisit book <REFERENCE> --on <DAY> --at <TIME> --officers <ID,ID> [OPTIONS]\n       homevisit \
book cancel <REFERENCE> --on <DAY> [OPTIONS]",
    before_help = "Examples:\n  homevisit book R000123 --on 2026-04-02 --at 10:00 --officers OF-07,OF-09\n  homevisit \
book cancel R000123 --on 2026-04-02"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The offender's reference
    #[arg(required = true)]
    reference: Option<String>,
    /// The day
    #[arg(long, value_name = "DAY", required = true)]
    on: Option<Day>,
    /// The time, as 10:00
    #[arg(long, value_name = "TIME", required = true)]
    at: Option<String>,
    /// Who is to go, by id
    #[arg(long, value_name = "ID,ID", value_delimiter = ',', required = true)]
    officers: Vec<String>,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Subcommand)]
enum Command {
    /// Cancel what is booked for a day
    Cancel(Cancel),
}

#[derive(Args)]
struct Cancel {
    /// The offender's reference
    reference: String,
    /// The day
    #[arg(long, value_name = "DAY")]
    on: Day,
    /// The time, where several are booked for the day
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    if let Some(Command::Cancel(cancel)) = &arguments.command {
        let about = About::Offender(cancel.reference.clone());
        let changes = vec![Change::Cancel(about, cancel.on, cancel.at.clone())];
        let because = cancel.recording.because.clone();
        return acting::record(world, &Deed { kind: ActKind::Book, because, changes }, &cancel.recording);
    }
    let (Some(reference), Some(day), Some(time)) = (&arguments.reference, arguments.on, arguments.at.clone()) else {
        return Err(CliError::usage("a booking has a reference, --on, --at and --officers"));
    };
    let fact = Fact::Booking { day, time, officers: arguments.officers.clone() };
    acting::record_one(world, ActKind::Book, reference, fact, &arguments.recording)
}
