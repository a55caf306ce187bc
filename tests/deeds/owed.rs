//! Management that is cut short while a visit is owed: a supervisor answers for it, and the answer says so.

use homevisit::act::deed::{DeedRefused, Done, Noted};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{ActKind, Change, Deed, Right, Running};
use homevisit::domain::fact::{Fact, FactKind};

use crate::kit::Unit;
use crate::say::{ask, day, end, live, offender, record, seen_today, set, tier};

fn ends(unit: &mut Unit, actor: &str, reference: &str, on: &str) -> Result<Done, DeedRefused> {
    ask(unit, actor, ActKind::EndManagement, end(reference, Running::Management, on))
}

fn wants_a_supervisor<T: std::fmt::Debug>(asked: Result<T, DeedRefused>) {
    let refused = asked.unwrap_err();
    assert!(matches!(refused, DeedRefused::Role { right: Right::EndManagement, .. }), "{refused}");
}

fn noted(until: &str, since: &str) -> [Noted; 1] {
    [Noted::EndsOwing { offender_ref: "R001".into(), until: Some(day(until)), since: day(since) }]
}

#[test]
fn what_is_owed_is_what_the_list_says_was_missed_when_management_ended() {
    // R001 is owed a visit by 27 Feb 2025: it is overdue from the 28th, the day on which it would end.
    let mut unit = Unit::new();
    wants_a_supervisor(ends(&mut unit, "P101", "R001", "2025-02-28"));
    // An end said to have been long ago is judged by today too: nobody gets rid of what is overdue by the day they name.
    wants_a_supervisor(ends(&mut unit, "P101", "R001", "2025-02-27"));
    let done = ends(&mut unit, "S201", "R001", "2025-02-27").unwrap();
    assert_eq!(done.noted, noted("2025-02-27", "2025-02-27"));
    let done = ends(&mut Unit::new(), "S201", "R001", "2025-02-28").unwrap();
    assert_eq!(done.noted, noted("2025-02-28", "2025-02-27"));
    // Whole cycles later it is owed since the oldest unmet day all the same.
    let done = ends(&mut Unit::new(), "S201", "R001", "2026-03-01").unwrap();
    assert_eq!(done.noted, noted("2026-03-01", "2025-02-27"));
}

#[test]
fn a_visit_on_the_day_it_ends_meets_what_was_owed() {
    let mut unit = Unit::new();
    let today = seen_today(&mut unit);
    assert_eq!(ends(&mut unit, "P101", "R001", &today).unwrap().noted, []);
}

#[test]
fn an_end_still_to_come_is_judged_by_today_and_what_is_frozen_is_owed() {
    let mut unit = Unit::new();
    wants_a_supervisor(ends(&mut unit, "P101", "R001", "2999-01-01"));
    assert_eq!(ends(&mut unit, "S201", "R001", "2999-01-01").unwrap().noted, noted("2999-01-01", "2025-02-27"));
    // R004 is in custody from 1 Dec 2024 until 15 Jan 2025, and was owed a visit by 2 Oct 2024.
    wants_a_supervisor(ends(&mut unit, "P101", "R004", "2024-12-15"));
}

/// Somebody whom P101 put on the register, owed a first visit by 16 Mar 2024; the name of their management.
fn own(unit: &mut Unit) -> String {
    let person = Fact::Person { family: "Fernwater".into(), given: None, born: None };
    let changes = vec![
        Change::Enrol(offender("R900")),
        record("R900", person),
        record("R900", Fact::Management { from: day("2024-03-01"), until: None }),
        record("R900", tier("2024-03-01", "high")),
    ];
    unit.apply("P101", None, Deed { kind: ActKind::AddOffender, because: None, changes }).unwrap();
    live(unit, &offender("R900"), FactKind::Management)[0].name.to_string()
}

fn correct(unit: &mut Unit, actor: &str, name: &str, field: (&str, &str)) -> Result<Done, DeedRefused> {
    ask(unit, actor, ActKind::Correct, Change::Correct(name.to_owned(), set(&[field])))
}

#[test]
fn no_correction_and_no_withdrawal_goes_round_it() {
    let mut unit = Unit::new();
    let name = own(&mut unit);
    let before = unit.everything();
    wants_a_supervisor(correct(&mut unit, "P101", &name, ("until", "2025-03-01")));
    wants_a_supervisor(correct(&mut unit, "P101", &name, ("from", "2999-01-01")));
    wants_a_supervisor(ask(&mut unit, "P101", ActKind::Withdraw, Change::Withdraw(name.clone())));
    assert_eq!(unit.everything(), before);
    let since = |noted: &[Noted]| match noted {
        [Noted::EndsOwing { since, until, .. }] => Some((*since, *until)),
        _ => None,
    };
    let owed: Day = day("2024-03-16");
    assert_eq!(
        since(&correct(&mut unit, "S201", &name, ("until", "2025-03-01")).unwrap().noted),
        Some((owed, Some(day("2025-03-01"))))
    );
    let mut unit = Unit::new();
    let name = own(&mut unit);
    let done = ask(&mut unit, "S201", ActKind::Withdraw, Change::Withdraw(name)).unwrap();
    assert_eq!(since(&done.noted), Some((owed, None)));
}

#[test]
fn what_leaves_everything_owed_is_ones_own_to_correct() {
    let mut unit = Unit::new();
    let name = own(&mut unit);
    wants_a_supervisor(correct(&mut unit, "P101", &name, ("until", "2024-03-16")));
    assert_eq!(correct(&mut unit, "P101", &name, ("from", "2024-02-01")).unwrap().noted, [], "owed as before");
}
