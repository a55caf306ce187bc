use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{Fact, FactKind, VisitFact};

use crate::kit::{OFFICER, Unit, about, day, offender, visit, without_reason};

const ENTER: ActKind = ActKind::EnterVisit;
const PAIR: ActKind = ActKind::PairVisits;

fn entered(visit: &str, on: &str) -> Change {
    about("R001", Fact::Entered { visit: visit.to_owned(), day: day(on) })
}

fn pair(visit: &str, recorded: &str, one: bool) -> Change {
    about("R001", Fact::Pair { visit: visit.to_owned(), recorded: recorded.to_owned(), one })
}

#[test]
fn a_visit_recorded_here_is_entered_once_and_not_before_it_was_made() {
    let mut unit = Unit::new();
    let made = unit.visit("R001", visit("2025-03-31", "seen"));
    let of_another = unit.visit("R002", visit("2025-03-31", "seen"));
    let tomorrow = unit.today().next().to_string();
    let cases = [
        ("H999", "2025-04-01", "no visit is known by `H999`"),
        (of_another.as_str(), "2025-04-01", "was to another offender"),
        ("V0004", "2025-04-01", "came from an extract"),
        (made.as_str(), "2025-03-30", "comes before visit"),
        (made.as_str(), tomorrow.as_str(), "still to come"),
    ];
    for (visit, on, expected) in cases {
        let said = unit.refused(OFFICER, ENTER, entered(visit, on));
        assert!(said.contains(expected), "{said}");
    }
    unit.apply(OFFICER, None, &without_reason(ENTER, entered(&made, "2025-03-31"))).unwrap();
    let said = unit.refused(OFFICER, ENTER, entered(&made, "2025-04-01"));
    assert!(said.contains("was entered on 2025-03-31 (entered-1)"), "{said}");
}

#[test]
fn a_visit_of_today_is_entered_today() {
    let mut unit = Unit::new();
    let today = unit.today().to_string();
    let made = unit.visit("R001", homevisit::domain::fact::VisitFact { time: None, ..visit(&today, "seen") });
    unit.done(OFFICER, ENTER, entered(&made, &today));
}

#[test]
fn two_records_are_said_to_be_one_or_two_with_a_reason() {
    let mut unit = Unit::new();
    // V0004 is a visit of the extract to R001, seen on 27 Nov 2024.
    let ours = unit.visit("R001", visit("2024-11-27", "seen"));
    let said = unit.refused_deed(OFFICER, &without_reason(ActKind::Book, pair("V0004", &ours, false)));
    assert!(said.contains("wants a reason"), "{said}");
    unit.done(OFFICER, PAIR, pair("V0004", &ours, false));
    unit.done(OFFICER, PAIR, pair("V0004", &ours, true));
    let pairs = unit.store.snapshot(None).unwrap().live(&offender("R001"), FactKind::Pair).unwrap();
    assert_eq!(pairs.len(), 1, "one takes the place of the other");
}

#[test]
fn a_pair_is_of_an_extracts_visit_and_one_recorded_here_of_one_offender() {
    let mut unit = Unit::new();
    let ours = unit.visit("R001", visit("2025-03-31", "seen"));
    let of_another = unit.visit("R002", visit("2025-03-31", "seen"));
    let cases = [
        ("V9999", ours.as_str(), "no visit is known by `V9999`"),
        ("V0004", "H999", "no visit is known by `H999`"),
        ("V0005", ours.as_str(), "visit V0005 was to another offender"),
        ("V0004", of_another.as_str(), "was to another offender"),
        (ours.as_str(), "V0004", "was recorded here"),
        ("V0004", "V0003", "visit V0003 came from an extract"),
    ];
    for (visit, recorded, expected) in cases {
        for one in [true, false] {
            let said = unit.refused(OFFICER, PAIR, pair(visit, recorded, one));
            assert!(said.contains(expected), "{said}");
        }
    }
    let said = unit.refused(OFFICER, PAIR, pair("V0004", &ours, true));
    assert!(said.contains("differ in day or outcome"), "{said}");
    unit.done(OFFICER, PAIR, pair("V0004", &ours, false));
}

#[test]
fn a_visit_is_one_with_one_other_only() {
    let mut unit = Unit::new();
    let first = unit.visit("R001", visit("2024-11-27", "seen"));
    let later = VisitFact { time: Some("19:00".to_owned()), ..visit("2024-11-27", "seen") };
    let second = unit.visit("R001", later);
    // The first was presumed to be V0004 when it was recorded.
    let said = unit.refused(OFFICER, PAIR, pair("V0004", &second, true));
    assert!(said.contains(&format!("visits V0004 and {first} are one already (pair-1)")), "{said}");
    unit.done(OFFICER, PAIR, pair("V0004", &first, false));
    unit.done(OFFICER, PAIR, pair("V0004", &second, true));
}
