//! Everything that can be found is explained in `docs/trail.md`, in the words in which it is told.

use homevisit::domain::finding::{Finding, Place, Wrong};
use homevisit::render::verified::sentence;

fn written(kind: &str, said: u64, found: u64) -> Wrong {
    Wrong::Written { kind: kind.to_owned(), said, found }
}

/// The finding to come after one, so that none is left out: a new one does not compile until it stands here.
fn after(wrong: &Wrong) -> Option<Wrong> {
    Some(match wrong {
        Wrong::Unreadable => Wrong::Missing(12),
        Wrong::Missing(_) => Wrong::TurnedBack,
        Wrong::TurnedBack => Wrong::Hash,
        Wrong::Hash => Wrong::NoAct(12),
        Wrong::NoAct(_) => Wrong::Actor,
        Wrong::Actor => Wrong::Moment,
        Wrong::Moment => Wrong::Reason,
        Wrong::Reason => written("person", 40, 40),
        Wrong::Written { said: 40, .. } => written("visit", 3, 2),
        Wrong::Written { said: 3, .. } => written("proposal", 0, 0),
        Wrong::Written { .. } => Wrong::Continues,
        Wrong::Continues => Wrong::NotBegun,
        Wrong::NotBegun => Wrong::Unvouched,
        Wrong::Unvouched => Wrong::Disorder,
        Wrong::Disorder => Wrong::Emptied,
        Wrong::Emptied => Wrong::Kept,
        Wrong::Kept => Wrong::Stray,
        Wrong::Stray => Wrong::Unused,
        Wrong::Unused => Wrong::Lacking,
        Wrong::Lacking => Wrong::Altered,
        Wrong::Altered => Wrong::Foreign,
        Wrong::Foreign => return None,
    })
}

#[test]
fn every_finding_stands_in_the_document_once_in_its_words() {
    let document = include_str!("../../docs/trail.md");
    let section = document.split("## What a finding means").nth(1).unwrap().split("\n## ").next().unwrap();
    let all = std::iter::successors(Some(Wrong::Unreadable), after);
    let mut said: Vec<String> = all
        .map(|wrong| {
            let told = sentence(&Finding { place: Place::Entry(7), wrong });
            format!("| `{}` |", told.strip_prefix("entry 7: ").unwrap())
        })
        .collect();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let mut rows: Vec<String> = rows.map(|row| row[..row.rfind("` |").unwrap() + 3].to_owned()).collect();
    said.sort();
    rows.sort();
    assert_eq!(rows, said);
    assert!(!section.contains("(40) "), "a number alone says nothing");
}
