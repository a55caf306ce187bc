use homevisit::act::deed::Did;
use homevisit::domain::day::Day;
use homevisit::domain::fact::VisitFact;

use crate::kit::{Unit, visit};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// What a visit of R001 did, who is medium, seen on 27 Nov 2024 and owed a visit by 27 Feb 2025, then by 27 Aug 2025.
fn did(on: &str, change: impl FnOnce(&mut VisitFact)) -> Did {
    let mut made = visit(on);
    change(&mut made);
    Unit::new().record(made).unwrap().visits[0].did
}

#[test]
fn what_a_visit_did_is_told_by_the_same_computation_as_the_list() {
    let other = |word: &'static str| move |visit: &mut VisitFact| visit.outcome = word.parse().unwrap();
    assert_eq!(did("2025-02-27", |_| ()), Did::OnTime(day("2025-02-27")));
    assert_eq!(did("2025-03-11", |_| ()), Did::Late(day("2025-02-27"), 12));
    assert_eq!(did("2024-12-01", |_| ()), Did::Additional);
    assert_eq!(did("2025-03-11", other("no-reply")), Did::Attempt);
    assert_eq!(did("2025-03-11", other("doorstep")), Did::Contact);
    assert_eq!(did("2025-03-11", |visit| visit.premises = Some("other".parse().unwrap())), Did::Contact);
    assert_eq!(did("2025-03-11", |visit| visit.premises = None), Did::Contact, "not recorded is never taken for yes");
    let twin = "it stands for the visit of that day that the extract brought";
    assert_eq!(did("2024-11-27", |_| ()), Did::Late(day("2024-09-05"), 83), "{twin}");
    assert_eq!(did("2024-01-09", |_| ()), Did::NotManaged);
}

#[test]
fn a_second_visit_of_a_day_adds_nothing_to_the_first() {
    let mut unit = Unit::new();
    assert_eq!(unit.record(visit("2025-02-27")).unwrap().visits[0].did, Did::OnTime(day("2025-02-27")));
    let mut second = visit("2025-02-27");
    second.time = Some("19:00".to_owned());
    assert_eq!(unit.record(second).unwrap().visits[0].did, Did::SameDay);
}

#[test]
fn a_late_visit_says_since_when_visits_were_owed() {
    let mut unit = Unit::new();
    let done = unit.record(visit("2025-09-01")).unwrap();
    assert_eq!(done.visits[0].did, Did::Late(day("2025-08-27"), 5), "it meets the overdue one");
    assert_eq!(done.visits[0].owed_since, Some((day("2025-02-27"), 1)), "and a whole cycle had gone by before");
    assert_eq!(Unit::new().record(visit("2025-02-27")).unwrap().visits[0].owed_since, None);
}

#[test]
fn the_next_day_owed_and_the_day_to_try_again_are_told() {
    let mut unit = Unit::new();
    let mut tried = visit("2025-03-11");
    tried.outcome = "no-reply".parse().unwrap();
    let done = unit.record(tried).unwrap();
    assert_eq!(done.visits[0].overdue_since, Some(day("2025-02-27")));
    assert_eq!(done.visits[0].retry_by, Some(day("2025-03-25")), "two weeks at this risk level");
    assert_eq!(done.visits[0].reference, format!("H{}", done.act.number));
}
