use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{Fact, FactKind};
use homevisit::store::Stored;

use crate::kit::{Unit, visit};

/// V0004 is R001's visit of 27 Nov 2024, seen, as an extract brought it.
fn recorded_again(unit: &mut Unit) -> String {
    let done = unit.record(visit("2024-11-27")).unwrap();
    assert_eq!(done.visits[0].same_as.as_deref(), Some("V0004"));
    done.visits[0].reference.clone()
}

fn pairs(unit: &Unit) -> Vec<Stored> {
    let view = unit.store.snapshot(None).unwrap();
    view.live(&About::Offender("R001".to_owned()), FactKind::Pair).unwrap()
}

fn counted(unit: &Unit) -> usize {
    let view = unit.store.snapshot(None).unwrap();
    let key = view.offender("R001").unwrap().unwrap();
    let mut count = 0;
    view.each_offender(homevisit::store::Scope::One(key), |_, _, facts| {
        count = facts.visits.len();
        Ok::<_, homevisit::store::StoreError>(())
    })
    .unwrap();
    count
}

fn said(unit: &mut Unit, recorded: &str, one: bool) {
    let pair = Fact::Pair { visit: "V0004".into(), recorded: recorded.into(), one };
    let because = Some("asked both officers".to_owned());
    let changes = vec![Change::OfVisit("V0004".into(), pair)];
    unit.apply("P101", None, Deed { kind: ActKind::PairVisits, because, changes }).unwrap();
}

#[test]
fn a_visit_that_an_extract_brought_before_is_presumed_the_same_and_counted_once() {
    let mut unit = Unit::new();
    let before = counted(&unit);
    let recorded = recorded_again(&mut unit);
    assert_eq!(pairs(&unit).len(), 1);
    assert_eq!(counted(&unit), before);
    said(&mut unit, &recorded, false);
    assert_eq!(counted(&unit), before + 1, "a person says that they are two");
    assert_eq!(pairs(&unit).len(), 1, "that takes the place of what was presumed");
    said(&mut unit, &recorded, true);
    assert_eq!(counted(&unit), before);
}

#[test]
fn a_visit_of_another_day_or_outcome_is_not_presumed_the_same() {
    let mut unit = Unit::new();
    unit.record(visit("2024-11-26")).unwrap();
    let mut out = visit("2024-11-27");
    out.outcome = "out".parse().unwrap();
    unit.record(out).unwrap();
    assert_eq!(pairs(&unit).len(), 0);
}

#[test]
fn one_visit_of_an_extract_is_the_same_as_one_recorded_here_and_no_more() {
    let mut unit = Unit::new();
    recorded_again(&mut unit);
    let mut later = visit("2024-11-27");
    later.time = Some("19:00".to_owned());
    let second = unit.record(later).unwrap();
    assert_eq!(second.visits[0].same_as, None);
    assert!(second.visits[0].remarks.contains(&homevisit::domain::remark::Remark::LikeAnother));
}

#[test]
fn where_somebody_was_seen_the_premises_agree_too_since_they_make_it_count() {
    let mut unit = Unit::new();
    let before = counted(&unit);
    let mut elsewhere = visit("2024-11-27");
    elsewhere.premises = None;
    unit.record(elsewhere).unwrap();
    assert_eq!((pairs(&unit).len(), counted(&unit)), (0, before + 1));
}

#[test]
fn a_visit_that_a_correction_makes_the_same_is_presumed_the_same() {
    let mut unit = Unit::new();
    unit.record(visit("2024-11-26")).unwrap();
    let name = unit.store.snapshot(None).unwrap().visit("H3").unwrap().unwrap().name;
    let set = std::collections::BTreeMap::from([("day".to_owned(), Some("2024-11-27".to_owned()))]);
    let because = Some("the wrong day".to_owned());
    let changes = vec![Change::correct(name, set)];
    unit.apply("P101", None, Deed { kind: ActKind::Correct, because, changes }).unwrap();
    assert_eq!(pairs(&unit).len(), 1);
}
