//! `homevisit worklist`: whom to visit, and why.

mod fill;

pub(super) use fill::visit_refs;

use std::collections::BTreeSet;

use clap::Args;

use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, Taking};
use super::{World, acting};
use crate::act::deed::Actor;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::officer::{Role, carried};
use crate::domain::trail::Spoken;
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
    /// Another officer's list with that of --officer, for a day out as a pair
    #[arg(long, value_name = "ID")]
    with: Option<String>,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    /// Everybody managed, not only those to be visited or looked at
    #[arg(long)]
    everyone: bool,
    /// Grouped by postcode district, on a screen
    #[arg(long)]
    by_area: bool,
    #[command(flatten)]
    taking: Taking,
}

#[derive(Args)]
#[group(multiple = false)]
struct ScopeArguments {
    /// Those whom this officer owns or covers on the day [default: of HOMEVISIT_OFFICER; a supervisor's is the team's, a
    /// manager's the whole unit's]
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
    let said = whose(arguments)?;
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let whose = said.map_or_else(|| own_list(world), Ok)?;
    let theirs = own_of_another(&whose, world);
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let scope = scope(whose, &reading)?;
    let worklist = make(&reading, Spec { now: reading.as_now(), scope, covers: reading.snapshot.covers()? })?;
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    let waits = waits(&reading)?;
    drop(reading);
    if let Some(asked) = theirs {
        store.spoken_as(asked);
    }
    let table = if arguments.by_area { render::worklist::by_area } else { render::worklist::table };
    let answer = Answer {
        rows: worklist.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: &waits,
        table: &|width| table(&worklist, width, arguments.everyone),
        json: &|out| render::worklist::json(&worklist, accounts, out),
        csv: &|out| render::worklist::csv(&worklist, out),
        paper: &|| render::worklist::paper(&worklist),
    };
    taken::give(&mut store, world, &way, &answer)
}

/// How many proposals wait for a second person, beside a list that is not one of the past.
fn waits(reading: &Reading<'_>) -> Result<String, CliError> {
    let open = if reading.known.is_some() { 0 } else { reading.snapshot.open_proposals()?.len() };
    Ok(match open {
        0 => String::new(),
        1 => "note: a proposal waits for a second person: `homevisit pending`\n".to_owned(),
        some => format!("note: {some} proposals wait for a second person: `homevisit pending`\n"),
    })
}

/// The worklist of a scope, with names.
pub(super) fn make(reading: &Reading<'_>, spec: Spec) -> Result<Worklist, CliError> {
    let own = spec.scope.own();
    let officers = carried(&own, &spec.covers, spec.now.day);
    let asked = if officers.is_empty() { Asked::All } else { Asked::Officers(&officers) };
    let mut streamed = BTreeSet::new();
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster)?;
    reading.each(asked, |subject| {
        if !own.is_empty() {
            streamed.insert(subject.key);
        }
        fold.take(subject)
    })?;
    for offender in booked(reading, &own)?.difference(&streamed) {
        reading.each(Asked::One(*offender), |subject| fold.take(subject))?;
    }
    let mut worklist = fold.finish()?;
    worklist.policy = reading.policy();
    fill::fill(&mut worklist, reading)?;
    Ok(worklist)
}

/// Whom one of these officers is to visit on the day, whoever's case it is.
fn booked(reading: &Reading<'_>, officers: &[OfficerKey]) -> Result<BTreeSet<OffenderKey>, CliError> {
    let mut booked = BTreeSet::new();
    for officer in officers {
        let bookings = reading.snapshot.bookings(*officer, reading.as_of)?;
        let today = bookings.into_iter().filter(|(_, booking)| booking.day == reading.as_of);
        booked.extend(today.map(|(offender, _)| offender));
    }
    Ok(booked)
}

/// Whose list is asked for, in the words of the command line.
enum Whose {
    All,
    Unowned,
    Team(String),
    Officer(String),
    Pair(String, String),
    /// What somebody sees who does not say whose.
    Own(String),
}

/// Whose list the arguments say; none where they do not.
fn whose(arguments: &Arguments) -> Result<Option<Whose>, CliError> {
    let scope = &arguments.scope;
    if arguments.with.is_some() && scope.officer.is_none() {
        return Err(CliError::usage("--with goes with --officer: a pair is two officers"));
    }
    Ok(match (&scope.officer, &arguments.with, &scope.team) {
        _ if scope.all => Some(Whose::All),
        _ if scope.unowned => Some(Whose::Unowned),
        (_, _, Some(team)) => Some(Whose::Team(team.clone())),
        (Some(one), Some(other), _) => Some(Whose::Pair(one.clone(), other.clone())),
        (Some(officer), None, _) => Some(Whose::Officer(officer.clone())),
        (None, _, None) => None,
    })
}

/// That of whoever is named in the environment or by `--actor`, else of whoever acts.
fn own_list(world: &World) -> Result<Whose, CliError> {
    let named = world.actor.clone().or_else(|| match acting::actor(world) {
        Actor::Officer(id) => Some(id),
        Actor::Account(_) => None,
    });
    named.map(Whose::Own).ok_or_else(|| {
        CliError::usage("whose list? say --officer ID, --team NAME, --all or --unowned")
            .hint("HOMEVISIT_OFFICER names the officer for every day")
    })
}

/// Where the environment names whose list it is, and that is not whoever acts: the words in which that is entered.
fn own_of_another(whose: &Whose, world: &World) -> Option<Spoken> {
    let Whose::Own(id) = whose else { return None };
    if acting::actor(world).word() == id {
        return None;
    }
    let Spoken { command, asked } = world.spoken.0.clone();
    Some(Spoken { command, asked: format!("{asked} officer={id}").trim().to_owned() })
}

fn scope(whose: Whose, reading: &Reading<'_>) -> Result<Scope, CliError> {
    match whose {
        Whose::All => Ok(Scope::All),
        Whose::Unowned => Ok(Scope::Unowned),
        Whose::Team(team) => reading.team(&team).map(Scope::Team),
        Whose::Officer(id) => reading.officer(&id).map(Scope::Officer),
        Whose::Pair(one, other) if one == other => Err(CliError::usage("a pair is two officers")),
        Whose::Pair(one, other) => Ok(Scope::Pair(reading.officer(&one)?, reading.officer(&other)?)),
        Whose::Own(id) => reading.officer(&id).map(|officer| own(officer, reading)),
    }
}

/// An officer's own cases; a supervisor's team; a manager's unit: as they are on the day.
fn own(officer: OfficerKey, reading: &Reading<'_>) -> Scope {
    let on_the_day = reading.roster.get(officer).and_then(|known| known.on(reading.as_of));
    match on_the_day.map(|record| (record.role, &record.team)) {
        Some((Role::Manager, _)) => Scope::All,
        Some((Role::Supervisor, team)) => Scope::Team(team.clone()),
        Some((Role::Officer, _)) | None => Scope::Officer(officer),
    }
}
