//! What lets somebody go unseen for longer is a supervisor's, whichever way it is done.

use homevisit::act::deed::DeedRefused;
use homevisit::domain::deed::{ActKind, Change, Right, Running};
use homevisit::domain::fact::{Fact, FactKind, PlanWord};

use crate::kit::Unit;
use crate::say::{ask, end, last, live, offender, plan, record, set, tier};

fn every(from: &str, rule: &str) -> Fact {
    plan(PlanWord::Interval, from, Some(rule), Some("2026-01-01"))
}

/// Refused for the right to relax a plan to an officer, and done for a supervisor.
fn a_supervisors(unit: &mut Unit, kind: ActKind, change: Change) {
    let before = unit.everything();
    let refused = ask(unit, "P101", kind, change.clone()).unwrap_err();
    assert!(matches!(&refused, DeedRefused::Role { right: Right::RelaxPlan, .. }), "{refused}: {change:?}");
    assert_eq!(unit.everything(), before);
    ask(unit, "S201", kind, change).unwrap();
}

/// R001, of six months, is seen every week by a plan of P101's own.
fn weekly(unit: &mut Unit) -> String {
    ask(unit, "P101", ActKind::StartPlan, record("R001", every("2025-03-01", "FREQ=WEEKLY;INTERVAL=1"))).unwrap();
    last(unit, FactKind::Plan)
}

#[test]
fn the_stricter_plan_is_withdrawn_by_a_supervisor_though_it_is_ones_own() {
    let mut unit = Unit::new();
    let name = weekly(&mut unit);
    a_supervisors(&mut unit, ActKind::Withdraw, Change::Withdraw(name));
}

#[test]
fn nor_is_it_corrected_away() {
    for fields in [
        [("until", "2025-04-01")],
        [("from", "2025-04-01")],
        [("every", "FREQ=WEEKLY;INTERVAL=2")],
        [("every", "FREQ=MONTHLY;INTERVAL=6")],
    ] {
        let mut unit = Unit::new();
        let name = weekly(&mut unit);
        a_supervisors(&mut unit, ActKind::Correct, Change::Correct(name, set(&fields)));
    }
    for fields in [[("from", "2025-02-15")], [("every", "FREQ=DAILY;INTERVAL=5")]] {
        let mut unit = Unit::new();
        let name = weekly(&mut unit);
        ask(&mut unit, "P101", ActKind::Correct, Change::Correct(name, set(&fields))).unwrap();
    }
}

#[test]
fn a_plan_that_is_no_stricter_than_the_tier_still_keeps_a_longer_one_off() {
    for withdrawn in [true, false] {
        let mut unit = Unit::new();
        let longer = record("R001", every("2025-03-01", "FREQ=MONTHLY;INTERVAL=12"));
        ask(&mut unit, "S201", ActKind::StartPlan, longer).unwrap();
        let own = record("R001", every("2025-04-01", "FREQ=MONTHLY;INTERVAL=6"));
        ask(&mut unit, "P101", ActKind::StartPlan, own).unwrap();
        let (kind, change) = match withdrawn {
            true => (ActKind::Withdraw, Change::Withdraw(last(&unit, FactKind::Plan))),
            false => (ActKind::EndPlan, end("R001", Running::Plan(PlanWord::Interval), "2025-06-01")),
        };
        a_supervisors(&mut unit, kind, change);
    }
}

#[test]
fn a_tier_that_makes_a_raise_none_brings_its_plan_back_by_a_supervisor_alone() {
    // R003 is desk-based from December 2024; a raise ends that.
    let raised = |from: &str| record("R003", tier(from, "medium"));
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::SetTier, raised("2025-03-01")).unwrap();
    a_supervisors(&mut unit, ActKind::SetTier, raised("2024-11-15"));
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::SetTier, raised("2025-03-01")).unwrap();
    let name = live(&unit, &offender("R003"), FactKind::Tier).last().unwrap().name.to_string();
    a_supervisors(&mut unit, ActKind::Correct, Change::Correct(name, set(&[("from", "2024-11-15")])));
}
