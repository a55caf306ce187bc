//! The fields of a fact, as a correction sets them by what is written.

use homevisit::act::deed::DeedRefused;
use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{AgencyMember, Fact, FactKind, VisitFact};

use crate::kit::{Unit, visit};
use crate::say::{ask, day, last, record, set};

/// A visit as it is after this correction.
fn corrected(fields: &[(&str, &str)]) -> Result<VisitFact, DeedRefused> {
    let mut unit = Unit::new();
    let mut made = visit("2025-03-11");
    made.agencies = vec![AgencyMember { agency: "probation".into(), number: "77".into() }];
    unit.record(made).unwrap();
    let name = last(&unit, FactKind::Visit);
    let done = ask(&mut unit, "P101", ActKind::Correct, Change::Correct(name, set(fields)))?;
    match done.facts[0].fact.clone() {
        Some(Fact::Visit(visit)) => Ok(*visit),
        other => panic!("{other:?}"),
    }
}

#[test]
fn days_words_numbers_yes_and_no_and_lists_are_read_as_they_are_written() {
    let visit = corrected(&[
        ("day", "2025-03-12"),
        ("time", "09:30"),
        ("outcome", "out"),
        ("premises", "other"),
        ("announced", "yes"),
        ("announced_because", "asked to"),
        ("entry_sought", "no"),
        ("children", "2"),
        ("officers", "S201, P101"),
        ("agencies", "social-care:4711, probation:77"),
        ("note", "2"),
    ])
    .unwrap();
    assert_eq!((visit.day, visit.time.as_deref()), (day("2025-03-12"), Some("09:30")));
    assert_eq!((visit.outcome.as_str(), visit.premises.map(|it| it.as_str())), ("out", Some("other")));
    assert_eq!((visit.announced, visit.entry_sought, visit.children), (Some(true), Some(false), Some(2)));
    assert_eq!(visit.officers, Some(vec!["S201".into(), "P101".into()]));
    assert_eq!(visit.agencies.len(), 2);
    assert_eq!(visit.note.as_deref(), Some("2"), "a note is a text whatever stands in it");
}

#[test]
fn nothing_and_none_are_not_recorded() {
    for nothing in ["", "none"] {
        let fields =
            ["time", "premises", "announced", "entry_sought", "children", "agencies"].map(|key| (key, nothing));
        let visit = corrected(&fields).unwrap();
        assert_eq!((visit.time, visit.premises, visit.announced), (None, None, None));
        assert_eq!((visit.entry_sought, visit.children, visit.agencies), (None, None, vec![]));
    }
    assert_eq!(corrected(&[("premises", "not-recorded")]).unwrap().premises, None);
}

#[test]
fn none_is_a_word_where_it_is_one() {
    let mut unit = Unit::new();
    let decide = Change::Decide(crate::say::offender("R001"), "arrest".parse().unwrap(), day("2999-01-01"));
    ask(&mut unit, "S201", ActKind::Decide, decide).unwrap();
    let change = Change::Correct(last(&unit, FactKind::Decision), set(&[("course", "none")]));
    let done = ask(&mut unit, "S201", ActKind::Correct, change).unwrap();
    assert!(matches!(&done.facts[0].fact, Some(Fact::Decision { course, .. }) if course.as_str() == "none"));
}

#[test]
fn what_cannot_be_read_names_its_field_and_quotes_nothing() {
    let cases = [
        ("agencies", "social-care:4711, Zebedee"),
        ("children", "two"),
        ("children", "-1"),
        ("announced", "perhaps"),
        ("premises", "Quillfeather"),
        ("day", ""),
        ("outcome", "none"),
    ];
    for (key, value) in cases {
        let refused = corrected(&[(key, value)]).unwrap_err().to_string();
        assert_eq!(refused, format!("{key} cannot be that"));
    }
}

#[test]
fn a_field_nobody_knows_is_answered_with_those_there_are_and_a_visit_keeps_its_reference() {
    for key in ["childs", "reference"] {
        let refused = corrected(&[(key, "1")]).unwrap_err();
        let DeedRefused::Unlisted { known, asked, .. } = refused else { panic!("{refused}") };
        assert_eq!(asked, key);
        assert!(known.contains(&"children".to_owned()) && !known.contains(&"reference".to_owned()), "{known:?}");
    }
}

#[test]
fn what_is_set_is_held_to_every_rule_of_the_fact() {
    for (key, value, said) in [
        ("officers", "P999", "no officer is known by `P999`"),
        ("officers", "P101,P101", "attended twice"),
        ("time", "9.30", "such as 09:30"),
        ("day", "2999-01-01", "still to come"),
        ("children", "100", "at most 99"),
    ] {
        let refused = corrected(&[(key, value)]).unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
    }
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::MoveOffender, record("R001", address("4 Nowhere Row"))).unwrap();
    let name = last(&unit, FactKind::Address);
    let change = |value: &str| Change::Correct(name.clone(), set(&[("address", value)]));
    let refused = ask(&mut unit, "P101", ActKind::Correct, change("none")).unwrap_err().to_string();
    assert!(refused.contains("one of them is recorded"), "{refused}");
    ask(&mut unit, "P101", ActKind::Correct, change("5 Nowhere Row")).unwrap();
}

fn address(text: &str) -> Fact {
    Fact::Address { from: day("2025-03-01"), address: Some(text.into()), postcode: None, no_fixed_abode: false }
}
