//! The page of a history made by hand: every kind of fact, texts that would break it.

use homevisit::domain::deed::{About, ActKind};
use homevisit::domain::fact::{Fact, FactRef};
use homevisit::domain::work::At;
use homevisit::render::history::{json, text};
use homevisit::report::history::{Acted, Entry, Gone, History, Other, Removed};

use crate::facts::{day, every_kind, full_visit};

const LONG: &str = "LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochLlanfairpwllgwyngyllgogerychwyrndrobw";

fn other(name: FactRef) -> Other {
    Other { name, of: None }
}

/// What a fact says, as the page of a history with nothing else in it tells it, on one line.
pub fn in_words(fact: &Fact) -> String {
    let name = FactRef { kind: fact.kind(), number: 1 };
    let entries = vec![Entry { name, fact: Some(fact.clone()), supersedes: None, gone: None }];
    let about = About::Offender("R001".to_owned());
    let page = text(
        &History {
            about,
            name: "A".to_owned(),
            known: None,
            removed: Vec::new(),
            acts: vec![Acted { entries, ..act(ActKind::Import) }],
        },
        80,
    );
    let (_, told) = page.split_once(&format!("\n  {name} ")).unwrap();
    let (told, _) = told.split_once("\n\n").unwrap();
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every kind of fact, each corrected and then withdrawn, by three acts.
fn history() -> History {
    let name = |fact: &Fact, number| FactRef { kind: fact.kind(), number };
    let mut nasty = full_visit();
    nasty.note = Some(format!("\u{1b}[31mred\u{7}, \u{202e}turned\nround 山田山田山田山田 {LONG}"));
    let mut facts = every_kind();
    facts.push(Fact::Visit(Box::new(nasty)));
    let mut acts: Vec<Acted> = [ActKind::Import, ActKind::Correct, ActKind::Withdraw].map(act).into();
    for (at, fact) in (0..).map(|at| at * 1_000_000).zip(facts) {
        let names = [1, 2, 3].map(|number| name(&fact, at + number));
        let gone = |of: usize, withdrawn| Gone {
            by: other(names[of]),
            act: of as i64 + 1,
            because: Some(format!("read {LONG} again")),
            withdrawn,
        };
        let entry = |of: usize, fact: Option<&Fact>, gone| Entry {
            name: names[of],
            fact: fact.cloned(),
            supersedes: of.checked_sub(1).map(|before| other(names[before])),
            gone,
        };
        acts[0].entries.push(entry(0, Some(&fact), Some(gone(1, false))));
        acts[1].entries.push(entry(1, Some(&fact), Some(gone(2, true))));
        acts[2].entries.push(entry(2, None, None));
    }
    History {
        about: About::Offender("R001".to_owned()),
        name: LONG.to_owned(),
        known: None,
        removed: vec![removed()],
        acts,
    }
}

fn removed() -> Removed {
    Removed {
        act: 4,
        actor: "M301".to_owned(),
        authorised_by: "S201".to_owned(),
        moment: "2025-07-02T23:30:00.000000Z".to_owned(),
        at: At { day: day("2025-07-03"), time: Some(30) },
    }
}

fn act(kind: ActKind) -> Acted {
    Acted {
        number: match kind {
            ActKind::Import => 1,
            ActKind::Correct => 2,
            _ => 3,
        },
        moment: "2025-07-01T08:30:00.000000Z".to_owned(),
        at: At { day: day("2025-07-01"), time: Some(570) },
        kind,
        authorised_by: None,
        actor: "S201".to_owned(),
        reason: Some(format!("a long reason, {LONG}, and on")),
        entries: Vec::new(),
    }
}

#[test]
fn every_entry_is_told_once_and_struck_where_something_took_its_place() {
    let history = history();
    let text = text(&history, 80);
    for entry in history.entries() {
        let mark = if entry.gone.is_some() { "~ " } else { "  " };
        let told = text.lines().filter(|line| {
            let rest = line.strip_prefix(mark).and_then(|rest| rest.strip_prefix(&entry.name.to_string()));
            rest.is_some_and(|rest| rest.starts_with(' '))
        });
        assert_eq!(told.count(), 1, "{} in\n{text}", entry.name);
    }
    let struck = text.lines().filter(|line| line.starts_with('~')).count();
    assert_eq!(struck, history.entries().filter(|entry| entry.gone.is_some()).count());
    assert!(text.contains("superseded by tier-3000002 (act 2)\n"), "{text}");
    assert!(text.contains("withdrawn by act 3, because read"), "{text}");
    assert!(text.contains("tier-3000002 was not so\n"), "{text}");
    assert!(text.contains("Act 1, 1 Jul 2025 at 09:30: an extract was taken in, by S201\nbecause: a long"), "{text}");
}

#[test]
fn what_was_removed_by_law_is_told_before_everything() {
    let history = history();
    let text = text(&history, 80);
    let head = text.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "Names and texts were removed by law in act 4, on 3 Jul 2025, by M301, authorised by S201.";
    assert!(head.ends_with(said), "{head}");
    let mut out = Vec::new();
    json(&history, homevisit::render::Accounts::Bound, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let expected = serde_json::json!([{
        "act": 4, "moment": "2025-07-02T23:30:00.000000Z", "actor": "M301", "authorised_by": "S201"
    }]);
    assert_eq!(value["removed"], expected);
}

#[test]
fn the_page_fits_its_columns_whatever_stands_in_it() {
    for width in [80, 97, 120] {
        for line in text(&history(), width).lines() {
            let columns: usize = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} columns of {width}: {line}");
            assert!(!line.chars().any(char::is_control) && !line.contains('\u{202e}'), "{line:?}");
        }
    }
}

#[test]
fn json_has_an_entry_for_every_fact_with_its_values() {
    let history = history();
    let mut out = Vec::new();
    json(&history, homevisit::render::Accounts::Bound, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let entries = value["entries"].as_array().unwrap();
    assert_eq!(entries.len(), history.entries().count());
    assert_eq!((&value["facts"], &value["counting"]), (&entries.len().into(), &0.into()));
    for (entry, json) in history.entries().zip(entries) {
        assert_eq!(json["fact"], entry.name.to_string());
        assert_eq!(json["counts"], entry.counts());
        assert_eq!(json["withdrawn"], entry.name.number % 10 == 2);
        let back = |fields: &serde_json::Value| {
            serde_json::from_value::<Fact>(serde_json::json!({ entry.name.kind.as_str(): fields })).unwrap()
        };
        assert_eq!(json["fields"].as_object().map(|_| back(&json["fields"])), entry.fact);
    }
}

#[test]
fn what_went_to_another_is_told_with_whom() {
    let mut history = history();
    let first = &mut history.acts[0].entries[8];
    let by = &mut first.gone.as_mut().unwrap().by;
    by.of = Some("R002".to_owned());
    let name = by.name;
    assert!(text(&history, 80).contains(&format!("superseded by {name} of R002 (act 2)")));
}
