//! The worklist of a working day: blocks that come first, notices, warnings, bookings, covers, pairs and areas.

mod blocks;
mod covers;
mod files;
#[path = "../reports_kit/mod.rs"]
mod reports_kit;

use homevisit::domain::officer::Cover;
use homevisit::domain::visit::{Outcome, Visit};
use homevisit::domain::work::*;
use homevisit::render::worklist as render;
use homevisit::report::Scope;
use homevisit::report::worklist::{Fold, Spec, Worklist};
use reports_kit::*;

/// The list of a register at a moment, with names and references filled in as the program does.
fn list(register: &Register, now: At, scope: Scope, covers: &[Cover]) -> Worklist {
    let (rules, roster) = (rules(), roster());
    let spec = Spec { now, scope, covers: covers.to_vec() };
    let mut fold = Fold::new(spec, &rules, &roster).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    let mut list = fold.finish().unwrap();
    for listed in list.each_row_mut() {
        listed.name = Some(NAMES_OF_PEOPLE[listed.key.0 as usize % NAMES_OF_PEOPLE.len()].to_owned());
        listed.visit_refs =
            listed.notices.iter().filter_map(|told| told.visit()).map(|key| (key, reference(key))).collect();
    }
    for gone in &mut list.gone {
        gone.name = Some("OAKAPPLE, Jory".to_owned());
        gone.visit_refs =
            gone.notices.iter().filter_map(|told| told.visit()).map(|key| (key, reference(key))).collect();
    }
    list
}

fn reference(visit: VisitKey) -> String {
    format!("V{:04}", visit.0)
}

const NAMES_OF_PEOPLE: &[&str] = &[
    "MARLOW, Tibb",
    "QUILLFEATHER, Ambrose",
    "OAKAPPLE, Jory",
    "THRIPPLEWOOD, Cassius Bartholomew",
    "HOBB",
    "FERN, Ada",
];

fn at(text: &str) -> At {
    let (on, time) = text.split_once(' ').unwrap();
    let (hours, minutes) = time.split_once(':').unwrap();
    At { day: day(on), time: Some(hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()) }
}

fn failed(on: &str) -> Visit {
    Visit { entry_sought: Some(true), ..visit(day(on), Outcome::NoReply) }
}

fn with(mut facts: homevisit::domain::offender::Facts, work: Work) -> homevisit::domain::offender::Facts {
    facts.work = work;
    facts
}

fn references(list: &Worklist) -> Vec<&str> {
    list.rows.iter().map(|row| row.reference.as_str()).collect()
}

fn shown(list: &Worklist) -> String {
    render::table(list, 80, false)
}

/// What stands before the heading of the rows.
fn blocks_of(shown: &str) -> &str {
    shown.split("Offender               Risk level").next().unwrap()
}
