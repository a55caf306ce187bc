//! An act sent again with its id is answered as the first time and writes nothing; with other content it is refused.

use homevisit::act::deed::DeedRefused;
use homevisit::domain::deed::{About, ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, FactKind, PlanWord};
use homevisit::store::StoreError;

use crate::kit::Unit;
use crate::say::{day, end, last, live, offender, officer, plan, record, set, status, tier};

fn deed(kind: ActKind, changes: Vec<Change>) -> Deed {
    Deed { kind, because: Some("as agreed".to_owned()), changes }
}

/// One after the other: does each twice, and asks for another with its id.
fn once(unit: &mut Unit, kind: ActKind, changes: Vec<Change>, other: Vec<Change>) {
    let first = unit.apply("M301", Some(kind.as_str()), deed(kind, changes.clone())).unwrap();
    let before = unit.everything();
    let mut again = unit.apply("M301", Some(kind.as_str()), deed(kind, changes)).unwrap();
    assert!(again.already && !first.already, "{kind}");
    again.already = false;
    assert_eq!(again, first, "{kind}");
    let refused = unit.apply("M301", Some(kind.as_str()), deed(kind, other)).unwrap_err();
    assert!(matches!(refused, DeedRefused::Store(StoreError::IdTaken { .. })), "{kind}: {refused}");
    assert_eq!(unit.everything(), before, "{kind}");
}

#[test]
fn every_act_of_these_is_done_once() {
    let mut unit = Unit::new();
    let add = |reference: &str| {
        let person = Fact::Person { family: "Fernwater".into(), given: None, born: None };
        let managed = Fact::Management { from: day("2025-03-01"), until: None };
        vec![Change::Enrol(offender(reference)), record(reference, person), record(reference, managed)]
    };
    let moved = |postcode: &str| {
        let postcode = Some(postcode.to_owned());
        record("R900", Fact::Address { from: day("2025-03-01"), address: None, postcode, no_fixed_abode: false })
    };
    let owner = |id: &str| record("R900", Fact::Owner { from: day("2025-03-01"), officer: id.into() });
    let weekly = |review| plan(PlanWord::Interval, "2025-04-01", Some("FREQ=WEEKLY"), Some(review));
    let confirmed = |on: &str| Fact::Confirmation { status: "custody".parse().unwrap(), day: day(on) };
    let joins = |id: &str| {
        let about = About::Officer(id.to_owned());
        vec![Change::Enrol(about.clone()), Change::Record(about, officer(None, "officer"))]
    };
    let change = |team: &str| Change::Amend(About::Officer("P900".into()), day("2025-05-01"), set(&[("team", team)]));
    let leaves = |on: &str| Change::End(About::Officer("P900".into()), Running::Service, day(on));
    let ends = |running: Running, on: &str| end("R900", running, on);
    let managed = |from: &str| record("R900", Fact::Management { from: day(from), until: None });
    let custody = || Running::Status("custody".parse().unwrap());
    let acts = [
        (ActKind::AddOffender, add("R900"), add("R901")),
        (ActKind::MoveOffender, vec![moved("ZZ9 9ZZ")], vec![moved("ZZ9 9ZX")]),
        (
            ActKind::SetTier,
            vec![record("R900", tier("2025-03-01", "high"))],
            vec![record("R900", tier("2025-03-01", "low"))],
        ),
        (ActKind::SetOwner, vec![owner("P101")], vec![owner("P102")]),
        (ActKind::StartStatus, vec![record("R900", status("custody", "2025-03-05", None))], vec![]),
        (ActKind::ConfirmStatus, vec![record("R900", confirmed("2025-03-06"))], vec![]),
        (ActKind::EndStatus, vec![ends(custody(), "2025-03-10")], vec![ends(custody(), "2025-03-11")]),
        (ActKind::StartPlan, vec![record("R900", weekly("2025-06-01"))], vec![record("R900", weekly("2025-07-01"))]),
        (ActKind::EndPlan, vec![ends(Running::Plan(PlanWord::Interval), "2025-05-01")], vec![]),
        (ActKind::EndManagement, vec![ends(Running::Management, "2025-09-01")], vec![]),
        (ActKind::StartManagement, vec![managed("2025-10-01")], vec![managed("2025-10-02")]),
        (ActKind::AddOfficer, joins("P900"), joins("P901")),
        (ActKind::ChangeOfficer, vec![change("Moorland")], vec![change("Unit")]),
        (ActKind::EndService, vec![leaves("2026-01-01")], vec![leaves("2026-01-02")]),
    ];
    for (kind, changes, other) in acts {
        once(&mut unit, kind, changes, other);
    }
    let name = last(&unit, FactKind::Tier);
    let correct = |tier: &str| vec![Change::Correct(name.clone(), set(&[("tier", tier)]))];
    once(&mut unit, ActKind::Correct, correct("very-high"), correct("medium"));
    let name = live(&unit, &offender("R002"), FactKind::Address)[0].name.to_string();
    once(&mut unit, ActKind::Withdraw, vec![Change::Withdraw(name)], vec![Change::Withdraw("tier-1".into())]);
}
