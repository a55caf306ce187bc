use homevisit::act::deed::DeedRefused;
use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{Fact, FactKind};

use crate::kit::{Unit, visit};
use crate::say::{ask, day, last, live, offender, record, set, status};

fn correct(unit: &mut Unit, actor: &str, name: &str, fields: &[(&str, &str)]) -> Result<Fact, DeedRefused> {
    let change = Change::Correct(name.to_owned(), set(fields));
    ask(unit, actor, ActKind::Correct, change).map(|done| done.facts[0].fact.clone().unwrap())
}

fn withdraw(unit: &mut Unit, actor: &str, name: &str) -> Result<(), DeedRefused> {
    ask(unit, actor, ActKind::Withdraw, Change::Withdraw(name.to_owned())).map(drop)
}

#[test]
fn whoever_recorded_a_fact_sets_it_right_and_others_need_the_right_to() {
    let mut unit = Unit::new();
    unit.record(visit("2025-03-11")).unwrap();
    let name = last(&unit, FactKind::Visit);
    let fields = [("day", "2025-03-12"), ("outcome", "out"), ("children", "2"), ("officers", "P101, S201")];
    assert!(matches!(correct(&mut unit, "P102", &name, &fields), Err(DeedRefused::Role { .. })));
    let Fact::Visit(corrected) = correct(&mut unit, "P101", &name, &fields).unwrap() else { panic!() };
    assert_eq!((corrected.day, corrected.outcome.as_str()), (day("2025-03-12"), "out"));
    assert_eq!((corrected.children, corrected.officers), (Some(2), Some(vec!["P101".into(), "S201".into()])));
    let gone = correct(&mut unit, "P101", &name, &fields).unwrap_err().to_string();
    assert!(gone.contains("no longer counts"), "{gone}");
    // The supervisor corrects it; then it is no longer the officer's own.
    let name = last(&unit, FactKind::Visit);
    correct(&mut unit, "S201", &name, &[("note", "read again")]).unwrap();
    let name = last(&unit, FactKind::Visit);
    assert!(matches!(correct(&mut unit, "P101", &name, &[("note", "")]), Err(DeedRefused::Role { .. })));
}

#[test]
fn what_an_extract_brought_is_nobodys_own() {
    let mut unit = Unit::new();
    let name = last(&unit, FactKind::Tier);
    assert!(matches!(correct(&mut unit, "P101", &name, &[("tier", "high")]), Err(DeedRefused::Role { .. })));
    correct(&mut unit, "S201", &name, &[("tier", "high")]).unwrap();
}

#[test]
fn a_correction_takes_the_place_and_keeps_every_rule() {
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::StartStatus, record("R001", status("custody", "2025-03-01", None))).unwrap();
    let name = last(&unit, FactKind::Status);
    let before = unit.everything();
    for (fields, said) in [
        ([("until", "2025-03-01")], "would end on"),
        ([("status", "gone")], "status cannot be that"),
        ([("until", "soon")], "until cannot be that"),
        ([("from", "2025-03-01")], "nothing of it would change"),
        ([("reference", "X")], "there are from, status, until"),
        ([("colour", "red")], "there are from, status, until"),
    ] {
        let refused = correct(&mut unit, "P101", &name, &fields).unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
    }
    assert_eq!(unit.everything(), before);
    let corrected = correct(&mut unit, "P101", &name, &[("until", "2025-03-05")]).unwrap();
    assert_eq!(corrected, status("custody", "2025-03-01", Some("2025-03-05")));
    let again = last(&unit, FactKind::Status);
    assert_eq!(correct(&mut unit, "P101", &again, &[("until", "")]).unwrap(), status("custody", "2025-03-01", None));
    assert_eq!(live(&unit, &offender("R001"), FactKind::Status).len(), 1);
}

#[test]
fn a_withdrawn_fact_counts_no_more_and_stays_readable() {
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::StartStatus, record("R001", status("custody", "2025-03-01", None))).unwrap();
    let name = last(&unit, FactKind::Status);
    assert!(matches!(withdraw(&mut unit, "P102", &name), Err(DeedRefused::Role { .. })));
    withdraw(&mut unit, "P101", &name).unwrap();
    assert_eq!(live(&unit, &offender("R001"), FactKind::Status), []);
    let view = unit.store.snapshot(None).unwrap();
    let kept = view.fact(name.parse().unwrap()).unwrap().unwrap();
    assert_eq!(kept.fact, Some(status("custody", "2025-03-01", None)));
    drop(view);
    assert!(withdraw(&mut unit, "P101", &name).unwrap_err().to_string().contains("no longer counts"));
}

#[test]
fn what_others_hang_on_is_withdrawn_last() {
    let mut unit = Unit::new();
    let done = unit.record(visit("2025-03-11")).unwrap();
    let name = last(&unit, FactKind::Visit);
    let entered = Fact::Entered { visit: done.visits[0].reference.clone(), day: day("2025-03-12") };
    ask(&mut unit, "P101", ActKind::EnterVisit, record("R001", entered)).unwrap();
    let refused = withdraw(&mut unit, "P101", &name).unwrap_err().to_string();
    let hanging = last(&unit, FactKind::Entered);
    assert!(refused.contains(&hanging), "{refused}");
    withdraw(&mut unit, "P101", &hanging).unwrap();
    withdraw(&mut unit, "P101", &name).unwrap();
    let person = last(&unit, FactKind::Person);
    assert!(withdraw(&mut unit, "S201", &person).is_err(), "who somebody is, is corrected");
    assert!(withdraw(&mut unit, "S201", "policy-1").is_err() && withdraw(&mut unit, "S201", "tier-999").is_err());
}

#[test]
fn that_children_were_seen_is_taken_back_by_a_supervisor_alone() {
    let mut unit = Unit::new();
    let mut with_children = visit("2025-03-11");
    with_children.children = Some(2);
    unit.record(with_children).unwrap();
    let name = last(&unit, FactKind::Visit);
    for value in ["0", ""] {
        let refused = correct(&mut unit, "P101", &name, &[("children", value)]).unwrap_err();
        assert!(matches!(refused, DeedRefused::Role { .. }), "{refused}");
    }
    assert!(matches!(withdraw(&mut unit, "P101", &name), Err(DeedRefused::Role { .. })));
    correct(&mut unit, "P101", &name, &[("children", "1")]).unwrap();
    let name = last(&unit, FactKind::Visit);
    correct(&mut unit, "S201", &name, &[("children", "0")]).unwrap();
}
