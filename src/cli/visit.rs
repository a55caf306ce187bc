//! `homevisit visit`: what happened on a visit, recorded once.

use clap::{Args, Subcommand};

use super::acting::{self, Recording};
use super::database::Reading;
use super::error::CliError;
use super::taken::{self, Answer, Taking};
use super::{World, ask, database, screen, visit_ask};
use crate::act::deed::Judge;
use crate::domain::brought::{self, BroughtError};
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed};
use crate::domain::fact::{AgencyMember, Fact, VisitFact};
use crate::domain::visit::{Outcome, Premises};
use crate::render;
use crate::report::SpecError;
use crate::store::{Scope, StoreError};

/// Record what happened on a visit; tick off what is in the national register
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit visit record R000123\n  homevisit visit record R000123 --on 2026-03-30 \
--time 10:20 --outcome seen --officers OF-07,OF-09 \\\n    --premises notified --announced no --entry-sought yes \
--children 0\n  homevisit visit record --json < visits.json\n  homevisit visit entered H41"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Record(Box<Record>),
    Entered(Entered),
    Flagged(Flagged),
    One(Pair),
    /// Say that a visit of an extract and one recorded here are two; both then count
    Two(Pair),
}

/// Record a visit, an attempt or a contact
///
/// In a terminal it asks for what is not given, shows the whole, and asks before it writes. Otherwise, or with --yes, it
/// asks nothing, and what is not given is not recorded. --json takes one visit or a list of them from standard input, all
/// or nothing; docs/json.md says how one is written.
#[derive(Args)]
struct Record {
    /// The offender's reference
    #[arg(required_unless_present = "json", conflicts_with = "json")]
    reference: Option<String>,
    /// The day [default in a terminal: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// The time, as 09:30
    #[arg(long, value_name = "TIME")]
    time: Option<String>,
    /// seen, doorstep, no-reply, refused, out, not-resident or abandoned
    #[arg(long, value_name = "WORD")]
    outcome: Option<Outcome>,
    /// Officers who attended, by id
    #[arg(long, value_name = "ID,ID")]
    officers: Option<String>,
    /// Somebody from another agency who attended
    #[arg(long, value_name = "AGENCY:NUMBER")]
    agency: Vec<String>,
    /// Where: notified (the notified address or place) or other
    #[arg(long, value_name = "WORD", value_parser = ["notified", "other"])]
    premises: Option<String>,
    /// Whether the offender was told beforehand
    #[arg(long, value_name = "YES|NO", value_parser = ask::yes_or_no)]
    announced: Option<bool>,
    /// Why the offender was told beforehand
    #[arg(long, value_name = "REASON")]
    announced_because: Option<String>,
    /// Whether entry was sought in order to search the premises and assess risk
    #[arg(long, value_name = "YES|NO", value_parser = ask::yes_or_no)]
    entry_sought: Option<bool>,
    /// How many children were seen or identified there
    #[arg(long, value_name = "N")]
    children: Option<u16>,
    /// A short note; no names of children
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Who is said to have let the officer go alone
    #[arg(long, value_name = "ID")]
    alone_authorised_by: Option<String>,
    /// Take the visits from standard input
    #[arg(long)]
    json: bool,
    /// Ask nothing
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    recording: Recording,
}

/// Tick off a visit that was entered in the national register
#[derive(Args)]
struct Entered {
    /// The visit's reference
    visit: String,
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

/// List the visits that something is wrong with: alone, announced, recorded late and the like
///
/// Whoever recorded them, here or elsewhere. Nothing in the list is an accusation: what is not recorded is flagged too.
#[derive(Args)]
struct Flagged {
    /// From this day
    #[arg(long, value_name = "DAY")]
    from: Day,
    /// To this day, included [default: today]
    #[arg(long, value_name = "DAY")]
    to: Option<Day>,
    #[command(flatten)]
    taking: Taking,
}

/// Say that a visit of an extract and one recorded here are one; it then counts once
#[derive(Args)]
struct Pair {
    /// The extract's visit
    visit: String,
    /// The visit recorded here
    recorded: String,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Record(record) => self::record(record, world),
        Command::Entered(entered) => {
            let day = entered.on.map_or_else(|| acting::today(world), Ok)?;
            let fact = Fact::Entered { visit: entered.visit.clone(), day };
            simple(world, ActKind::EnterVisit, &entered.visit, fact, &entered.recording)
        }
        Command::Flagged(asked) => flagged(asked, world),
        Command::One(pair) => said(pair, true, world),
        Command::Two(pair) => said(pair, false, world),
    }
}

fn flagged(asked: &Flagged, world: &World) -> Result<(), CliError> {
    let way = asked.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::open(&store, world, None)?;
    let to = asked.to.unwrap_or(reading.as_of);
    if to < asked.from {
        return Err(SpecError::Reversed { from: asked.from, to }.into());
    }
    let judge = Judge { rules: &reading.rules, roster: &reading.roster };
    let mut found = Vec::new();
    let mut visits = 0;
    reading.snapshot.each_offender(Scope::All, |key, reference, facts| {
        let within = |visit: &&crate::domain::visit::Visit| asked.from <= visit.day && visit.day <= to;
        visits += facts.visits.iter().filter(within).count();
        let remarked = judge.remarked(&reading.snapshot, (key, reference), (asked.from, to))?;
        found.extend(remarked.into_iter().map(|remarked| (reference.to_owned(), remarked)));
        Ok::<_, StoreError>(())
    })?;
    found.sort_by(|(one, a), (other, b)| (a.visit.day, one).cmp(&(b.visit.day, other)));
    let (accounts, policy, as_of) = (reading.accounts()?, reading.policy(), reading.as_of);
    drop(reading);
    let list = render::flagged::Flagged { as_of, policy, from: asked.from, to, visits, found };
    let answer = Answer {
        rows: list.found.len(),
        about: None,
        accounts,
        remarks: &[],
        aside: "",
        table: &|width| render::flagged::text(&list, width),
        json: &|out| render::flagged::json(&list, accounts, out),
        csv: &|out| render::flagged::csv(&list, out),
        paper: &|| render::flagged::paper(&list),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn said(pair: &Pair, one: bool, world: &World) -> Result<(), CliError> {
    let fact = Fact::Pair { visit: pair.visit.clone(), recorded: pair.recorded.clone(), one };
    simple(world, ActKind::PairVisits, &pair.visit, fact, &pair.recording)
}

fn simple(world: &World, kind: ActKind, visit: &str, fact: Fact, recording: &Recording) -> Result<(), CliError> {
    let changes = vec![Change::OfVisit(visit.to_owned(), fact)];
    acting::record(world, &Deed { kind, because: recording.because.clone(), changes }, recording)
}

fn record(record: &Record, world: &World) -> Result<(), CliError> {
    if record.json && given_beside(record) {
        return Err(CliError::usage(
            "--json takes the whole of each visit from standard input, and no other flag of it",
        ));
    }
    let given = if record.json { from_json()? } else { vec![from_flags(record, world)?] };
    let asked = !record.json && !record.yes && ask::somebody_is_there();
    let changes = given.into_iter().map(|(reference, visit)| change(reference, visit)).collect();
    let mut deed = Deed { kind: ActKind::RecordVisit, because: record.recording.because.clone(), changes };
    if asked && !visit_ask::agreed(world, &mut deed)? {
        return Err(CliError::data("nothing was recorded"));
    }
    let mut store = database::open(world)?;
    let recording = &record.recording;
    let done = acting::perform(&mut store, world, &deed, recording.id.as_deref(), recording.dry_run)?;
    acting::answer(world, &done, recording)?;
    screen::told(&acting::recorded(&done), visit_ask::notes_for_the_register(world, &store, &done, recording));
    Ok(())
}

/// Whether anything of a visit was given by a flag.
fn given_beside(record: &Record) -> bool {
    let texts = [&record.time, &record.officers, &record.premises, &record.announced_because, &record.note];
    record.on.is_some()
        || record.outcome.is_some()
        || record.children.is_some()
        || record.announced.is_some()
        || record.entry_sought.is_some()
        || record.alone_authorised_by.is_some()
        || !record.agency.is_empty()
        || texts.into_iter().any(Option::is_some)
}

fn change(reference: String, visit: VisitFact) -> Change {
    Change::Record(About::Offender(reference), Fact::Visit(Box::new(visit)))
}

fn from_flags(record: &Record, world: &World) -> Result<(String, VisitFact), CliError> {
    let reference = record.reference.clone().unwrap_or_default();
    let draft = visit_ask::Draft {
        day: record.on,
        time: record.time.clone(),
        outcome: record.outcome,
        officers: record.officers.as_deref().map(visit_ask::ids),
        agencies: record.agency.iter().map(|text| agency(text)).collect::<Result<_, _>>()?,
        premises: record.premises.as_ref().and_then(|word| word.parse::<Premises>().ok()),
        announced: record.announced,
        announced_because: record.announced_because.clone(),
        entry_sought: record.entry_sought,
        children: record.children,
        note: record.note.clone(),
        alone_authorised_by: record.alone_authorised_by.clone(),
    };
    let visit = if record.yes || !ask::somebody_is_there() {
        draft.into_visit()?
    } else {
        visit_ask::asked(world, &reference, draft)?
    };
    Ok((reference, visit))
}

fn agency(text: &str) -> Result<AgencyMember, CliError> {
    let (agency, number) = text
        .split_once(':')
        .ok_or_else(|| CliError::usage("--agency is written AGENCY:NUMBER, as social-care:4711"))?;
    Ok(AgencyMember { agency: agency.trim().to_owned(), number: number.trim().to_owned() })
}

fn from_json() -> Result<Vec<(String, VisitFact)>, CliError> {
    brought::visits(&acting::standard_input()?).map_err(|error| match error {
        BroughtError::Shape { line, column } => {
            CliError::data(format!("standard input is no visit and no list of visits, at line {line}, column {column}"))
                .hint("docs/json.md says how a visit is written; each has its offender_ref")
        }
        BroughtError::Visit { place, problem } => CliError::data(format!("visit {place} of standard input: {problem}")),
        BroughtError::Nothing => CliError::data("standard input brings no visit"),
    })
}
