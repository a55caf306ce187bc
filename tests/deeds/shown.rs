//! What an act answers: whom and what it touched, by words on file; no name, no address, nothing that somebody wrote freely.

use homevisit::act::deed::Done;
use homevisit::domain::deed::{About, ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, FactKind};
use homevisit::render::recorded;

use crate::kit::{Unit, visit};
use crate::say::{ask, day, end, last, live, offender, record, set, tier};

/// The answer in words and as JSON.
fn shown(done: &Done) -> String {
    let text = recorded::text(done, false, 80);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let mut json = Vec::new();
    recorded::json(done, false, &mut json).unwrap();
    text + &String::from_utf8(json).unwrap()
}

fn everything_done(unit: &mut Unit) -> Vec<Done> {
    let person = Fact::Person { family: "Fernwater".into(), given: Some("Odo".into()), born: Some(day("1970-02-03")) };
    let address = Some("4 Nowhere Row, Otterby".to_owned());
    let postcode = Some("ZZ9 9ZZ".to_owned());
    let changes = vec![
        Change::Enrol(offender("R900")),
        record("R900", person),
        record("R900", Fact::Management { from: day("2025-03-01"), until: None }),
        record("R900", Fact::Address { from: day("2025-03-01"), address, postcode, no_fixed_abode: true }),
        record("R900", tier("2025-03-01", "high")),
    ];
    let added = Deed { kind: ActKind::AddOffender, because: Some("Zebedee asked".into()), changes };
    let mut done = vec![unit.apply("P101", None, added).unwrap()];
    let officer = About::Officer("P900".into());
    let joins = vec![Change::Enrol(officer.clone()), Change::Record(officer, crate::say::officer(None, "officer"))];
    done.push(unit.apply("M301", None, Deed { kind: ActKind::AddOfficer, because: None, changes: joins }).unwrap());
    let mut made = visit("2025-03-11");
    made.note = Some("Zebedee was calm".into());
    done.push(unit.record_of("R900", made, "P101").unwrap());
    let name = live(unit, &offender("R900"), FactKind::Person)[0].name.to_string();
    let renamed = Change::Correct(name, set(&[("family", "Bramblewick")]));
    done.push(ask(unit, "P101", ActKind::Correct, renamed).unwrap());
    let moved = last(unit, FactKind::Address);
    done.push(ask(unit, "S201", ActKind::Withdraw, Change::Withdraw(moved)).unwrap());
    let ends = end("R900", Running::Management, "2026-03-01");
    done.push(ask(unit, "S201", ActKind::EndManagement, ends).unwrap());
    done
}

#[test]
fn no_answer_has_a_name_an_address_or_a_text() {
    for done in everything_done(&mut Unit::new()) {
        let shown = shown(&done);
        for text in [
            "Fernwater",
            "FERNWATER",
            "Odo",
            "Nowhere",
            "ZZ9",
            "1970-02",
            "Feb 1970",
            "Bramblewick",
            "Zebedee",
            "Candlewick",
        ] {
            assert!(!shown.contains(text), "{text} is in {shown}");
        }
    }
}

#[test]
fn every_fact_is_told_with_whom_it_is_about_and_what_became_of_the_due_day() {
    let done = everything_done(&mut Unit::new());
    let said: Vec<String> = done.iter().map(shown).collect();
    for (at, expected) in [
        (0, "R900: risk level high from 1 Mar 2025, set by P101."),
        (0, "R900: overdue, due 16 Mar 2025."),
        (1, "P900: officer in team Harbour, accredited, full-time share 0.80, since ever."),
        (3, "in the place of person-13."),
        (4, "R001: address-2 is withdrawn."),
        (5, "R900: management ends on 1 Mar 2026 with a visit owed since"),
        (5, "no longer managed."),
    ] {
        assert!(said[at].contains(expected), "{expected} is not in {}", said[at]);
    }
}
