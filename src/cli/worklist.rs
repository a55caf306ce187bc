//! `homevisit worklist`: whom to visit, and why.

use clap::Args;

use super::database::{self, Asked, Reading};
use super::error::CliError;
use super::{Format, World, screen};
use crate::domain::day::Day;
use crate::render;
use crate::report::Scope;
use crate::report::worklist::{Fold, Spec, Worklist};

/// Whom to visit, and why: a list for the day
///
/// In a terminal: what is to be done, first things first, and how many others there are. JSON and CSV hold every managed
/// offender of the scope. Nothing overdue and nobody missing is ever left out.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit worklist --officer OF-07\n  homevisit worklist --team North --everyone\n  \
homevisit worklist --all --as-of 2026-03-31 --format json\n  HOMEVISIT_OFFICER=OF-07 homevisit worklist"
)]
pub struct Arguments {
    #[command(flatten)]
    scope: ScopeArguments,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    /// Everybody managed, not only those to be visited or looked at
    #[arg(long)]
    everyone: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Args)]
#[group(multiple = false)]
struct ScopeArguments {
    /// Those whom this officer owns on the day [env: HOMEVISIT_OFFICER names the officer for every day]
    #[arg(long, value_name = "ID")]
    officer: Option<String>,
    /// Those whom an officer of this team owns on the day
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// The whole unit
    #[arg(long)]
    all: bool,
    /// Those whom nobody owns
    #[arg(long)]
    unowned: bool,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let whose = whose(&arguments.scope)?;
    let store = database::open(world)?;
    let reading = Reading::open(&store, world, arguments.as_of)?;
    let spec = Spec { as_of: reading.as_of, scope: scope(whose, &reading)? };
    let worklist = make(&reading, spec)?;
    if arguments.format == Format::Table {
        screen::print(&reading.remarks(world.width)?)?;
    }
    screen::write(|out| match arguments.format {
        Format::Table => out.write_all(render::worklist::table(&worklist, world.width, arguments.everyone).as_bytes()),
        Format::Json => render::worklist::json(&worklist, out),
        Format::Csv => render::worklist::csv(&worklist, out),
    })
}

/// The worklist of a scope, with names.
pub(super) fn make(reading: &Reading<'_>, spec: Spec) -> Result<Worklist, CliError> {
    let asked = match &spec.scope {
        Scope::Officer(officer) => Asked::Officer(*officer),
        _ => Asked::All,
    };
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster)?;
    reading.each(asked, |subject| fold.take(subject))?;
    let mut worklist = fold.finish()?;
    for listed in worklist.each_row_mut() {
        listed.name = Some(reading.name(listed.key)?);
        listed.postcode = reading.postcode(listed.address_text)?;
    }
    Ok(worklist)
}

/// Whose list is asked for, in the words of the command line.
enum Whose {
    All,
    Unowned,
    Team(String),
    Officer(String),
}

fn whose(arguments: &ScopeArguments) -> Result<Whose, CliError> {
    if arguments.all {
        return Ok(Whose::All);
    }
    if arguments.unowned {
        return Ok(Whose::Unowned);
    }
    if let Some(team) = &arguments.team {
        return Ok(Whose::Team(team.clone()));
    }
    let named = arguments.officer.clone().or_else(|| std::env::var("HOMEVISIT_OFFICER").ok());
    named.filter(|id| !id.is_empty()).map(Whose::Officer).ok_or_else(|| {
        CliError::usage("whose list? say --officer ID, --team NAME, --all or --unowned")
            .hint("HOMEVISIT_OFFICER names the officer for every day")
    })
}

fn scope(whose: Whose, reading: &Reading<'_>) -> Result<Scope, CliError> {
    match whose {
        Whose::All => Ok(Scope::All),
        Whose::Unowned => Ok(Scope::Unowned),
        Whose::Team(team) => reading.team(&team).map(Scope::Team),
        Whose::Officer(id) => reading.officer(&id).map(Scope::Officer),
    }
}
