//! Recording a visit at a terminal: six questions for the common one, the whole shown before it is written.

use super::acting::{self, Recording};
use super::ask::{self, Asker};
use super::database::{self, Asked, Reading};
use super::error::CliError;
use super::{TextFormat, World, screen, shown};
use crate::act::deed::{Actor, Done};
use crate::domain::day::Day;
use crate::domain::deed::{Change, Deed};
use crate::domain::fact::{AgencyMember, Fact, VisitFact};
use crate::domain::offender::Facts;
use crate::domain::remark::minutes;
use crate::domain::visit::{Outcome, Premises};
use crate::domain::work::At;
use crate::render;
use crate::store::Store;

/// A visit as far as it was given.
pub(super) struct Draft {
    pub day: Option<Day>,
    pub time: Option<String>,
    pub outcome: Option<Outcome>,
    pub officers: Option<Vec<String>>,
    pub agencies: Vec<AgencyMember>,
    pub premises: Option<Premises>,
    pub announced: Option<bool>,
    pub announced_because: Option<String>,
    pub entry_sought: Option<bool>,
    pub children: Option<u16>,
    pub note: Option<String>,
    pub alone_authorised_by: Option<String>,
}

impl Draft {
    /// What was given; what was not is not recorded.
    pub(super) fn into_visit(self) -> Result<VisitFact, CliError> {
        let (Some(day), Some(outcome)) = (self.day, self.outcome) else {
            return Err(CliError::usage("a visit has at least --on DAY and --outcome WORD")
                .hint("in a terminal, without --yes, it asks for what is not given"));
        };
        Ok(VisitFact {
            reference: None,
            day,
            time: self.time,
            outcome,
            announced: self.announced,
            announced_because: self.announced_because,
            premises: self.premises,
            entry_sought: self.entry_sought,
            officers: self.officers,
            agencies: self.agencies,
            children: self.children,
            note: self.note,
            alone_authorised_by: self.alone_authorised_by,
            recorded_on: None,
        })
    }
}

/// Who is asked about, and what the record says that makes a good default.
struct Case {
    name: String,
    now: At,
    facts: Facts,
    booked: Vec<(Day, Vec<String>)>,
}

fn case(world: &World, reference: &str) -> Result<Case, CliError> {
    let mut store = database::open(world)?;
    let reading = Reading::open(&store, world, None)?;
    let key = reading.offender(reference)?;
    let mut facts = Facts::default();
    reading.each(Asked::One(key), |subject| {
        facts = subject.facts.clone();
        Ok(())
    })?;
    let crew = |officers: &[_]| officers.iter().map(|officer| reading.roster.id(*officer).to_owned()).collect();
    let booked = facts.work.bookings.iter().map(|booking| (booking.day, crew(&booking.officers))).collect();
    let case = Case { name: reading.name(key)?, now: reading.now(), facts, booked };
    drop(reading);
    shown::shown(&mut store, world, (1, Some(reference)), false)?;
    Ok(case)
}

/// Asks for what was not given.
pub(super) fn asked(world: &World, reference: &str, draft: Draft) -> Result<VisitFact, CliError> {
    let case = case(world, reference)?;
    let mut asker = ask::at_the_terminal();
    asker.say(&format!("{} ({reference})\n", render::screen_text(&case.name)))?;
    let draft = questions(&mut asker, &case, acting::actor(world), draft)?;
    draft.into_visit()
}

fn questions<R: std::io::BufRead, W: std::io::Write>(
    asker: &mut Asker<R, W>,
    case: &Case,
    actor: Actor,
    mut draft: Draft,
) -> Result<Draft, CliError> {
    when(asker, case, &mut draft)?;
    if draft.outcome.is_none() {
        let words: Vec<String> =
            Outcome::ALL.iter().enumerate().map(|(at, outcome)| format!("{} {outcome}", at + 1)).collect();
        let question = format!("What came of it?\n  {}\n ", words.join(", "));
        draft.outcome = Some(asker.ask(&question, Some("seen"), outcome)?);
    }
    if draft.officers.is_none() {
        let default = crew(case, &actor, draft.day);
        let answer = asker.ask("Who attended? officers' ids, or agency:number", default.as_deref(), crew_of)?;
        draft.officers = Some(answer.0);
        draft.agencies.extend(answer.1);
    }
    usual(asker, case, &mut draft)?;
    let inside = matches!(draft.outcome, Some(Outcome::Seen | Outcome::Doorstep | Outcome::Out));
    if draft.children.is_none() && inside {
        let read = |answer: &str| answer.parse::<u16>().map_err(|_| "a number of children".to_owned());
        draft.children = Some(asker.ask("Children seen or identified there? how many", Some("0"), read)?);
    }
    Ok(draft)
}

/// Day and time in one answer.
fn when<R: std::io::BufRead, W: std::io::Write>(
    asker: &mut Asker<R, W>,
    case: &Case,
    draft: &mut Draft,
) -> Result<(), CliError> {
    if draft.day.is_some() {
        return Ok(());
    }
    let now = case.now;
    if draft.time.is_some() {
        draft.day = Some(asker.ask("Which day?", Some(&now.day.to_string()), |answer| day(answer, now.day))?);
        return Ok(());
    }
    let clock = now.time.map_or_else(String::new, render::clock);
    let question = "When? a time of today, or a day and a time";
    let (day, time) = asker.ask(question, Some(&format!("{} {clock}", now.day)), |answer| moment(answer, now.day))?;
    (draft.day, draft.time) = (Some(day), time);
    Ok(())
}

fn day(answer: &str, today: Day) -> Result<Day, String> {
    match answer {
        "today" => Ok(today),
        "yesterday" => Ok(today.before()),
        _ => answer.parse().map_err(|error: crate::domain::day::DayError| error.to_string()),
    }
}

/// `10:20`, `yesterday 10:20`, `2026-03-30 10:20`, or a day alone, whose time is then not recorded.
pub(super) fn moment(answer: &str, today: Day) -> Result<(Day, Option<String>), String> {
    if minutes(answer).is_some() {
        return Ok((today, Some(answer.to_owned())));
    }
    match answer.split_once(' ') {
        None => Ok((day(answer, today)?, None)),
        Some((first, time)) if minutes(time.trim()).is_some() => Ok((day(first, today)?, Some(time.trim().to_owned()))),
        Some(_) => Err("a time such as 10:20, or a day and a time such as yesterday 10:20".to_owned()),
    }
}

fn outcome(answer: &str) -> Result<Outcome, String> {
    if let Ok(number) = answer.parse::<usize>() {
        let chosen = number.checked_sub(1).and_then(|place| Outcome::ALL.get(place));
        return chosen.copied().ok_or_else(|| format!("a number from 1 to {}", Outcome::ALL.len()));
    }
    answer.parse().map_err(|error: crate::domain::vocabulary::UnknownWord| error.to_string())
}

/// Who was booked for the day, else whoever records it.
fn crew(case: &Case, actor: &Actor, day: Option<Day>) -> Option<String> {
    let booked = case.booked.iter().rev().find(|(on, _)| Some(*on) == day).map(|(_, officers)| officers.join(","));
    booked.or_else(|| match actor {
        Actor::Officer(id) => Some(id.clone()),
        Actor::Account(_) => None,
    })
}

/// Officers' ids, parted by commas, semicolons or blanks.
pub(super) fn ids(text: &str) -> Vec<String> {
    text.split([',', ';', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn crew_of(answer: &str) -> Result<(Vec<String>, Vec<AgencyMember>), String> {
    let (mut officers, mut agencies) = (Vec::new(), Vec::new());
    for word in ids(answer) {
        match word.split_once(':') {
            Some((agency, number)) => {
                agencies.push(AgencyMember { agency: agency.to_owned(), number: number.to_owned() });
            }
            None => officers.push(word.clone()),
        }
    }
    Ok((officers, agencies))
}

/// One question where all was as it should be, else one for each.
fn usual<R: std::io::BufRead, W: std::io::Write>(
    asker: &mut Asker<R, W>,
    case: &Case,
    draft: &mut Draft,
) -> Result<(), CliError> {
    let asked = draft.premises.is_none() && draft.announced.is_none() && draft.entry_sought.is_none();
    let no_place = crate::domain::offender::holding(&case.facts.addresses, case.now.day).is_none();
    if asked && !no_place {
        let question = "At the notified address, unannounced, entry sought to assess risk?";
        if asker.yes(question, true)? {
            draft.premises = Some(Premises::Notified);
            (draft.announced, draft.entry_sought) = (Some(false), Some(true));
            return Ok(());
        }
    }
    if draft.premises.is_none() {
        let notified = asker.yes("At the notified address or place?", true)?;
        draft.premises = Some(if notified { Premises::Notified } else { Premises::Other });
    }
    if draft.announced.is_none() {
        draft.announced = Some(asker.yes("Was it announced beforehand?", false)?);
    }
    if draft.announced == Some(true) && draft.announced_because.is_none() {
        let reason = asker.ask("Why was it announced?", Some("no reason"), |answer| Ok(answer.to_owned()))?;
        draft.announced_because = Some(reason).filter(|reason| reason != "no reason");
    }
    if draft.entry_sought.is_none() {
        draft.entry_sought = Some(asker.yes("Was entry sought in order to search and assess risk?", true)?);
    }
    Ok(())
}

/// Shows the whole and what is to be said about it, and asks whether to write it. A note typed instead of yes is added.
pub(super) fn agreed(world: &World, deed: &mut Deed) -> Result<bool, CliError> {
    let mut store = database::open(world)?;
    let tried = acting::perform(&mut store, world, deed, None, true)?;
    drop(store);
    let mut asker = ask::at_the_terminal();
    asker.say(&render::recorded::before(&tried, world.width))?;
    let wrong = tried.visits.iter().flat_map(|answer| &answer.remarks).any(|remark| !remark.is_in_order());
    if wrong {
        return asker.yes("Write it all the same? yes or no", false);
    }
    let question = "Write it? yes, no, or a short note to add";
    let answer = asker.ask(question, Some("yes"), |answer| Ok(answer.to_owned()))?;
    match ask::yes_or_no(&answer) {
        Ok(answer) => Ok(answer),
        Err(_) => {
            for change in &mut deed.changes {
                if let Change::Record(_, Fact::Visit(visit)) = change {
                    visit.note = Some(answer.clone());
                }
            }
            Ok(true)
        }
    }
}

/// The default of the text for the national register.
const NOTE: &str = include_str!("../../data/visit-note.txt");

/// The file beside the database that a unit's own text stands in.
const NOTE_FILE: &str = "visit-note.txt";

/// Prints the text for the national register of each visit that was recorded.
pub(super) fn notes_for_the_register(
    world: &World,
    store: &Store,
    done: &Done,
    recording: &Recording,
) -> Result<(), CliError> {
    if recording.format != TextFormat::Text || recording.dry_run {
        return Ok(());
    }
    let template = template(world)?;
    let snapshot = store.snapshot(None)?;
    for answer in &done.visits {
        let person = snapshot.person(answer.offender)?;
        let name = render::name_on_list(person.family.as_deref().unwrap_or("(no name)"), person.given.as_deref());
        let note = render::visit_note::text(&template, answer, &done.act, &name)
            .map_err(|problem| CliError::data(format!("{NOTE_FILE} cannot be filled in: {problem}")))?;
        let note = render::folded(note.trim_end(), world.width);
        screen::print(&format!("\nFor the national register:\n\n{note}"))?;
    }
    Ok(())
}

fn template(world: &World) -> Result<String, CliError> {
    let beside = database::path(world)?.with_file_name(NOTE_FILE);
    match std::fs::read_to_string(beside) {
        Ok(own) => Ok(own),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(NOTE.to_owned()),
        Err(error) => Err(CliError::from(error).hint(format!("{NOTE_FILE} stands beside the database"))),
    }
}
