//! The history of a record with everything in it, as the program tells it.

use std::collections::{BTreeMap, BTreeSet};

use homevisit::act::deed::{Actor, Asking, DeedRefused, apply};
use homevisit::domain::deed::{ActKind, Change, Deed};
use homevisit::domain::fact::FactKind;

use crate::kit::Unit;

fn with_everything() -> Unit {
    let mut unit = Unit::new();
    unit.everything();
    unit
}

/// The names at the beginnings of lines, and whether each is struck.
fn told(text: &str) -> BTreeMap<String, bool> {
    let mut told = BTreeMap::new();
    for line in text.lines() {
        let Some(rest) = line.strip_prefix("~ ").or_else(|| line.strip_prefix("  ")) else { continue };
        let word = rest.split(' ').next().unwrap();
        if word.parse::<homevisit::domain::fact::FactRef>().is_ok() {
            assert_eq!(told.insert(word.to_owned(), line.starts_with('~')), None, "{word} is told twice");
        }
    }
    told
}

#[test]
fn nothing_of_the_record_is_left_out_and_what_was_superseded_is_struck() {
    let unit = with_everything();
    let on_file = unit.on_file("offender_id", 1);
    let kinds: BTreeSet<&str> = on_file.iter().map(|(name, _)| name.rsplit_once('-').unwrap().0).collect();
    assert_eq!(kinds.len(), FactKind::ALL.len() - 5, "all but policies, extracts and those of officers: {kinds:?}");
    let text = unit.text(&["history", "R001"]);
    assert_eq!(told(&text), on_file.iter().cloned().collect(), "{text}");
    assert!(on_file.iter().filter(|(_, superseded)| *superseded).count() >= 6);

    let json = unit.json(&["history", "R001"]);
    assert_eq!(json["facts"], on_file.len());
    let entries = json["entries"].as_array().unwrap();
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry["fact"].as_str().unwrap()).collect();
    assert_eq!(names, on_file.iter().map(|(name, _)| name.as_str()).collect());
    assert_eq!(entries.len(), on_file.len());
    for entry in entries {
        let superseded = on_file.iter().any(|(name, superseded)| entry["fact"] == name.as_str() && *superseded);
        assert_eq!(!entry["superseded_by"].is_null(), superseded);
        assert_eq!(entry["counts"], !superseded && !entry["fields"].is_null());
    }
}

#[test]
fn entries_stand_in_the_order_of_acts_each_with_who_when_and_why() {
    let unit = with_everything();
    let json = unit.json(&["history", "R001"]);
    let entries = json["entries"].as_array().unwrap();
    let numbers: Vec<i64> = entries.iter().map(|entry| entry["act"].as_i64().unwrap()).collect();
    assert!(numbers.is_sorted());
    assert_eq!((&entries[0]["act_kind"], &entries[0]["actor"]), (&"import".into(), &"tester".into()));
    let last = entries.last().unwrap();
    assert_eq!((&last["act_kind"], &last["reason"]), (&"record-visit".into(), &"because of record-visit".into()));
    let moment: chrono::DateTime<chrono::Utc> = last["moment"].as_str().unwrap().parse().unwrap();
    let local = moment.with_timezone(&chrono_tz::Europe::London);
    let text = unit.text(&["history", "R001"]);
    let heading =
        format!("Act {}, {}: visits were recorded, by P101", numbers.last().unwrap(), local.format("%-d %b %Y at %R"));
    assert!(text.contains(&format!("{heading}\nbecause: because of record-visit\n")), "{text}");
}

#[test]
fn what_became_of_a_fact_is_said_under_it() {
    let unit = with_everything();
    let text = unit.text(&["history", "R001"]);
    let one_line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let json = unit.json(&["history", "R001"]);
    for entry in json["entries"].as_array().unwrap() {
        let act = &entry["superseded_by_act"];
        let said = match (entry["superseded_by"].as_str(), entry["withdrawn"] == true) {
            (None, _) => continue,
            (Some(_), true) => format!("withdrawn by act {act}, because because of withdraw"),
            (Some(by), false) => format!("superseded by {by} (act {act})"),
        };
        let at = one_line.find(&format!("~ {} ", entry["fact"].as_str().unwrap())).unwrap();
        let until = one_line[at + 1..].find(" ~ ").map_or(one_line.len(), |next| at + 1 + next);
        assert!(one_line[at..until].contains(&said), "{said} in {}", &one_line[at..until]);
    }
}

#[test]
fn it_ends_with_how_to_set_a_fact_right_and_every_field_named_there_can_be() {
    let mut unit = with_everything();
    let text = unit.text(&["history", "R001"]);
    let (_, end) = text.split_once("To set a fact right").unwrap();
    assert!(end.contains("homevisit correct FACT --set FIELD=VALUE --because REASON\n"), "{end}");
    let mut tried = 0;
    let end = end
        .split_once("The fields there are; a day is written as 2026-03-02:\n")
        .unwrap()
        .1
        .replace("\n          ", " ");
    for line in end.lines() {
        let (kind, fields) = line.trim().split_once(' ').unwrap();
        let kind: FactKind = kind.parse().unwrap();
        for field in fields.split(',').map(str::trim) {
            let set = [(field.to_owned(), Some("no such value of anything".to_owned()))].into();
            let changes = vec![Change::Correct(unit.live(kind), set)];
            let deed = Deed { kind: ActKind::Correct, because: Some("tried".to_owned()), changes };
            let actor = Actor::Officer("M301".to_owned());
            let answer = apply(&mut unit.store, &deed, Asking { id: None, actor: &actor, only_try: true });
            let unknown = matches!(&answer, Err(DeedRefused::Wrong(what)) if what.contains("no such field"));
            assert!(!unknown, "{kind}: {field}");
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried} fields in\n{end}");
}

#[test]
fn a_text_removed_by_law_reads_so_and_nothing_of_it_is_left() {
    let unit = with_everything();
    let before = unit.text(&["history", "R001"]);
    for text in ["Zebedee", "another note", "because of decide"] {
        assert!(before.contains(text), "{text} in\n{before}");
    }
    let gone = "set salt = null, digest = zeroblob(32)";
    let sql = format!(
        "update free_text {gone}, value = null;
         update person_text {gone}, family_name = null, given_names = null, date_of_birth = null;
         update address_text {gone}, address = null, postcode = null;"
    );
    unit.store.connection().execute_batch(&sql).unwrap();
    let text = unit.text(&["history", "R001"]);
    for gone in ["Zebedee", "QUILLFEATHER", "another note", "because of"] {
        assert!(!text.contains(gone), "{gone} in\n{text}");
    }
    assert!(text.starts_with("R001  [REMOVED]") || text.starts_with("R001  [removed]"), "{text}");
    assert!(text.contains("note: [removed]") && text.contains("because: [removed]"), "{text}");
    assert_eq!(told(&text), told(&before), "no entry went with it");
}

#[test]
fn a_visit_that_a_later_extract_gives_to_another_is_told_under_both() {
    let mut unit = Unit::new();
    let later = unit.extract_with("visits.csv", |text| text.replace("V0002,R001", "V0002,R002"));
    unit.import(&later);
    let text = unit.text(&["history", "R001"]);
    assert!(text.contains("superseded by visit-15 of R002 (act 3)"), "{text}");
    let text = unit.text(&["history", "R002"]);
    assert!(text.contains("(in the place of visit-2 of R001)"), "{text}");
    let json = unit.json(&["history", "R001"]);
    let moved = json["entries"].as_array().unwrap().iter().find(|entry| entry["fact"] == "visit-2").unwrap();
    assert_eq!((&moved["moved_to"], &moved["superseded_by_act"]), (&"R002".into(), &3.into()));
}

#[test]
fn an_officer_has_a_history_too() {
    let unit = with_everything();
    for (id, key) in [("P101", 1), ("P102", 2)] {
        let on_file = unit.on_file("officer_id", key);
        let text = unit.text(&["history", "--officer", id]);
        assert_eq!(told(&text), on_file.into_iter().collect(), "{text}");
    }
    assert_eq!(unit.json(&["history", "--officer", "P101"])["officer_id"], "P101");
}

#[test]
fn the_page_fits_eighty_columns_without_colour() {
    for line in with_everything().text(&["history", "R001"]).lines() {
        assert!(line.chars().count() <= 80 && !line.contains('\u{1b}'), "{line}");
    }
}

#[test]
fn somebody_nobody_knows_is_an_error_and_no_empty_page() {
    let unit = Unit::new();
    for arguments in [&["history", "R999"][..], &["history", "--officer", "P999"]] {
        let output = unit.run(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    }
    assert_eq!(unit.run(&["history"]).status.code(), Some(2));
    assert_eq!(unit.run(&["history", "R001", "--officer", "P101"]).status.code(), Some(2));
}
