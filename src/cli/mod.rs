//! The command line: one file a command; its doc comment is the help.
//!
//! A command is three lines of thought: stream the offenders asked for, fold them into a report, render it.

mod acting;
mod alone;
mod ask;
mod audit;
mod backup;
mod book;
mod calendar;
mod cases;
mod correct;
mod cover;
mod database;
mod decision;
mod demo;
mod direct;
mod doctor;
mod error;
mod evidence;
mod explain;
mod export;
mod fault;
mod figure;
mod forecast;
mod forget;
mod generate;
mod group;
mod history;
mod import;
mod init;
mod integrity;
mod load;
mod management;
mod marker;
mod nearest;
mod offender;
mod officer;
mod overview;
mod owner;
mod pending;
mod plan;
mod policy;
mod predictability;
mod reassign;
mod referral;
mod restore;
mod screen;
mod show;
mod shown;
mod spoken;
mod status;
mod taken;
mod tier;
mod trail;
mod trail_checkpoint;
mod trail_show;
mod trend;
mod unseen;
mod visit;
mod visit_ask;
mod worklist;

use std::cell::{Cell, OnceCell};
use std::ffi::OsString;
use std::num::{IntErrorKind, ParseIntError};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::error::ContextKind;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::act::deed::Actor;
use crate::domain::trail::Spoken;
use error::{CliError, Kind};
pub use fault::guarded;

/// Who must be visited by when, who was not, and why
///
/// A scheduler of home visits to registered sex offenders. It works out from each offender's risk level when a visit is
/// owed, flags the overdue and the missed, gives each officer a list for the day, and lets managers audit any period.
#[derive(Parser)]
#[command(name = "homevisit", version, arg_required_else_help = true, max_term_width = 80)]
#[command(before_help = EXAMPLES, after_help = EXIT)]
struct Line {
    /// The database [default: homevisit/homevisit.db in your data directory]
    #[arg(long, global = true, env = "HOMEVISIT_DB", value_name = "PATH", hide_env_values = true)]
    db: Option<std::path::PathBuf>,
    /// Who acts: an officer's id [env: HOMEVISIT_OFFICER]
    #[arg(long, global = true, env = "HOMEVISIT_OFFICER", value_name = "ID", hide_env = true)]
    actor: Option<String>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  homevisit demo                       see it on an invented register
  homevisit init                       make the database
  homevisit import register/           take in an extract
  homevisit worklist --officer OF-07   an officer's list for today
  homevisit explain R000123            why that day: the proof
  homevisit audit --from 2026-01-01 --to 2026-03-31";

const EXIT: &str = "\
Exit status:
   0  done
   1  the data or the person is wrong, or a check failed
   2  the command was not understood
  70  a fault of ours, such as a list that does not add up
  74  input or output failed
  75  busy, or unknown whether done; safe to repeat";

/// What it is, examples, then everything else.
const HELP: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}\n";

fn with_help(command: clap::Command) -> clap::Command {
    command.help_template(HELP).mut_subcommands(with_help)
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Init(init::Arguments),
    Import(import::Arguments),
    Worklist(worklist::Arguments),
    Explain(explain::Arguments),
    Show(show::Arguments),
    History(history::Arguments),
    Visit(visit::Arguments),
    Referral(referral::Arguments),
    Decision(decision::Arguments),
    Direct(direct::Arguments),
    Book(book::Arguments),
    Cover(cover::Arguments),
    Reassign(reassign::Arguments),
    Marker(marker::Arguments),
    Alone(alone::Arguments),
    Evidence(evidence::Arguments),
    Offender(Box<offender::Arguments>),
    Management(management::Arguments),
    Tier(tier::Arguments),
    Owner(owner::Arguments),
    Status(status::Arguments),
    Plan(plan::Arguments),
    Officer(officer::Arguments),
    Correct(correct::Arguments),
    Withdraw(correct::Withdrawal),
    Pending(pending::Pending),
    Authorise(pending::Authorise),
    Decline(pending::Decline),
    Overview(overview::Arguments),
    Cases(cases::Arguments),
    Trend(trend::Arguments),
    Audit(audit::Arguments),
    Unseen(unseen::Arguments),
    Load(load::Arguments),
    Forecast(forecast::Arguments),
    Calendar(calendar::Arguments),
    Integrity(integrity::Arguments),
    Predictability(predictability::Arguments),
    Export(export::Arguments),
    Policy(policy::Arguments),
    Trail(trail::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Doctor(doctor::Arguments),
    Forget(forget::Arguments),
    Generate(generate::Arguments),
}

/// What a command is told of the world around it.
struct World {
    now: DateTime<Utc>,
    width: usize,
    db: Option<std::path::PathBuf>,
    /// Whom whoever runs the program says they are, or whose list they ask for: an officer's id.
    actor: Option<String>,
    /// Whether that stands in the environment alone.
    by_environment: bool,
    /// Who acts, once the database is open.
    who: OnceCell<Actor>,
    /// The command line in the words of the trail: where it was done, and where it was refused.
    spoken: (Spoken, Spoken),
    /// The offender whom the command line names, if it names one.
    about: Option<String>,
    /// Whether the database has been opened: what is refused from then on is entered in the trail.
    opened: Cell<bool>,
}

/// How an answer is written that is no file yet; `taken::Taking` is what every list takes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read
    Table,
    /// A documented, versioned shape; see docs/json.md
    Json,
    /// For a spreadsheet
    Csv,
}

/// How a proof or a person is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TextFormat {
    /// To read
    Text,
    /// A documented, versioned shape; see docs/json.md
    Json,
}

/// Runs one command line at a moment; the exit status says how it went.
pub fn run(arguments: impl Iterator<Item = OsString>, now: DateTime<Utc>) -> ExitCode {
    let mut command = with_help(Line::command());
    let parsed = command.try_get_matches_from_mut(arguments).map_err(|error| in_words(error, &command));
    let parsed = parsed.and_then(|matches| {
        let by_environment = matches.value_source("actor") == Some(ValueSource::EnvVariable);
        let words = (spoken::of(&matches), spoken::reference(&matches), by_environment);
        Line::from_arg_matches(&matches).map(|line| (line, words))
    });
    let (line, (spoken, about, by_environment)) = match parsed {
        Ok(parsed) => parsed,
        Err(answer) => {
            let code = match answer.print() {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Kind::Io as i32,
                _ => answer.exit_code(),
            };
            return ExitCode::from(u8::try_from(code).unwrap_or(Kind::Usage as u8));
        }
    };
    let actor = line.actor.filter(|id| !id.is_empty());
    let (opened, who) = (Cell::new(false), OnceCell::new());
    let world = World { now, width: screen::width(), db: line.db, actor, by_environment, who, spoken, about, opened };
    screen::outlive_full_files();
    match dispatch(&line.command, &world) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shown::refused(&world, &error);
            screen::complain(&error.to_text());
            ExitCode::from(error.kind as u8)
        }
    }
}

/// A word where a number should be, as it is to be read.
fn in_words(error: clap::Error, command: &clap::Command) -> clap::Error {
    let unread = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<ParseIntError>());
    if !unread.is_some_and(|unread| matches!(unread.kind(), IntErrorKind::InvalidDigit | IntErrorKind::Empty)) {
        return error;
    }
    let said = |kind| error.get(kind).map_or(String::new(), ToString::to_string);
    let (value, asked) = (said(ContextKind::InvalidValue), said(ContextKind::InvalidArg));
    let said =
        format!("invalid value '{value}' for '{asked}': expected a number\n\nFor more information, try '--help'.\n");
    clap::Error::raw(error.kind(), said).with_cmd(command)
}

fn dispatch(command: &Command, world: &World) -> Result<(), CliError> {
    match command {
        Command::Demo(arguments) => demo::run(arguments, world),
        Command::Init(arguments) => init::run(arguments, world),
        Command::Import(arguments) => import::run(arguments, world),
        Command::Worklist(arguments) => worklist::run(arguments, world),
        Command::Explain(arguments) => explain::run(arguments, world),
        Command::Show(arguments) => show::run(arguments, world),
        Command::History(arguments) => history::run(arguments, world),
        Command::Visit(arguments) => visit::run(arguments, world),
        Command::Referral(arguments) => referral::run(arguments, world),
        Command::Decision(arguments) => decision::run(arguments, world),
        Command::Direct(arguments) => direct::run(arguments, world),
        Command::Book(arguments) => book::run(arguments, world),
        Command::Cover(arguments) => cover::run(arguments, world),
        Command::Reassign(arguments) => reassign::run(arguments, world),
        Command::Marker(arguments) => marker::run(arguments, world),
        Command::Alone(arguments) => alone::run(arguments, world),
        Command::Evidence(arguments) => evidence::run(arguments, world),
        Command::Offender(arguments) => offender::run(arguments, world),
        Command::Management(arguments) => management::run(arguments, world),
        Command::Tier(arguments) => tier::run(arguments, world),
        Command::Owner(arguments) => owner::run(arguments, world),
        Command::Status(arguments) => status::run(arguments, world),
        Command::Plan(arguments) => plan::run(arguments, world),
        Command::Officer(arguments) => officer::run(arguments, world),
        Command::Correct(arguments) => correct::run(arguments, world),
        Command::Withdraw(arguments) => correct::withdraw(arguments, world),
        Command::Pending(arguments) => pending::pending(arguments, world),
        Command::Authorise(arguments) => pending::authorised(arguments, world),
        Command::Decline(arguments) => pending::declined(arguments, world),
        Command::Overview(arguments) => overview::run(arguments, world),
        Command::Cases(arguments) => cases::run(arguments, world),
        Command::Trend(arguments) => trend::run(arguments, world),
        Command::Audit(arguments) => audit::run(arguments, world),
        Command::Unseen(arguments) => unseen::run(arguments, world),
        Command::Load(arguments) => load::run(arguments, world),
        Command::Forecast(arguments) => forecast::run(arguments, world),
        Command::Calendar(arguments) => calendar::run(arguments, world),
        Command::Integrity(arguments) => integrity::run(arguments, world),
        Command::Predictability(arguments) => predictability::run(arguments, world),
        Command::Export(arguments) => export::run(arguments, world),
        Command::Policy(arguments) => policy::run(arguments, world),
        Command::Trail(arguments) => trail::run(arguments, world),
        Command::Backup(arguments) => backup::run(arguments, world),
        Command::Restore(arguments) => restore::run(arguments, world),
        Command::Doctor(arguments) => doctor::run(arguments, world),
        Command::Forget(arguments) => forget::run(arguments, world),
        Command::Generate(arguments) => generate::run(arguments, world),
    }
}
