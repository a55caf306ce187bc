//! What a correction or a withdrawal comes to is held to what the same would ask for if it were recorded anew.

use homevisit::act::deed::{DeedRefused, Done};
use homevisit::domain::deed::{About, ActKind, Change, Deed, Right, Running};
use homevisit::domain::fact::{Fact, FactKind, FactRef};
use homevisit::domain::work::{Course, Stage};

use crate::kit::{Unit, visit};
use crate::say::{ask, day, last, live, offender, officer, record, set, status, tier};

fn correct(unit: &mut Unit, actor: &str, name: &str, fields: &[(&str, &str)]) -> Result<Done, DeedRefused> {
    ask(unit, actor, ActKind::Correct, Change::Correct(name.to_owned(), set(fields)))
}

fn withdraw(unit: &mut Unit, actor: &str, name: &str) -> Result<Done, DeedRefused> {
    ask(unit, actor, ActKind::Withdraw, Change::Withdraw(name.to_owned()))
}

fn lowers<T: std::fmt::Debug>(asked: Result<T, DeedRefused>) {
    let refused = asked.unwrap_err();
    assert!(matches!(refused, DeedRefused::Role { right: Right::LowerTier, .. }), "{refused}");
}

/// R001, who is medium, raised by P101; the name of that.
fn raised(unit: &mut Unit) -> String {
    ask(unit, "P101", ActKind::SetTier, record("R001", tier("2025-03-01", "high"))).unwrap();
    last(unit, FactKind::Tier)
}

#[test]
fn taking_a_raise_back_is_lowering_however_it_is_done() {
    let mut unit = Unit::new();
    let name = raised(&mut unit);
    let before = unit.everything();
    lowers(withdraw(&mut unit, "P101", &name));
    lowers(correct(&mut unit, "P101", &name, &[("tier", "medium")]));
    lowers(correct(&mut unit, "P101", &name, &[("from", "2025-04-01")]));
    assert_eq!(unit.everything(), before);
    withdraw(&mut unit, "S201", &name).unwrap();
}

#[test]
fn what_lowers_nothing_is_ones_own_to_correct() {
    for fields in [("tier", "very-high"), ("from", "2025-02-15"), ("reason", "said more plainly")] {
        let mut unit = Unit::new();
        let name = raised(&mut unit);
        correct(&mut unit, "P101", &name, &[fields]).unwrap();
    }
}

#[test]
fn a_withdrawal_asks_for_the_right_to_record_the_same() {
    let mut unit = Unit::new();
    let changed = Change::Record(About::Officer("P102".into()), officer(Some("2025-06-01"), "officer"));
    ask(&mut unit, "M301", ActKind::ChangeOfficer, changed).unwrap();
    let name = live(&unit, &About::Officer("P102".into()), FactKind::Officer).last().unwrap().name.to_string();
    let refused = withdraw(&mut unit, "S201", &name).unwrap_err();
    assert!(matches!(refused, DeedRefused::Role { right: Right::KeepOfficers, .. }), "{refused}");
    withdraw(&mut unit, "M301", &name).unwrap();
}

#[test]
fn a_stage_and_a_decision_are_withdrawn_from_the_last_on() {
    let mut unit = Unit::new();
    let decide = Change::Decide(offender("R001"), Course::Warrant, day("2999-01-01"));
    ask(&mut unit, "S201", ActKind::Decide, decide).unwrap();
    let first = last(&unit, FactKind::Decision);
    let step = |stage| Change::Step(offender("R001"), stage, None);
    ask(&mut unit, "S201", ActKind::StepWarrant, step(Stage::Authorised)).unwrap();
    correct(&mut unit, "S201", &first, &[("visit_by", "2999-01-02")]).unwrap();
    ask(&mut unit, "S201", ActKind::StepWarrant, step(Stage::Applied)).unwrap();
    let stages: Vec<FactRef> =
        live(&unit, &offender("R001"), FactKind::Stage).iter().map(|stored| stored.name).collect();
    let decision = last(&unit, FactKind::Decision);
    let said = |refused: DeedRefused| refused.to_string();
    // The first stage names the decision as it was before it was corrected.
    assert!(said(withdraw(&mut unit, "S201", &decision).unwrap_err()).contains(&stages[0].to_string()));
    assert!(said(withdraw(&mut unit, "S201", &stages[0].to_string()).unwrap_err()).contains(&stages[1].to_string()));
    for name in [stages[1].to_string(), stages[0].to_string(), decision] {
        withdraw(&mut unit, "S201", &name).unwrap();
    }
}

#[test]
fn a_visit_said_to_be_the_same_as_another_stays_like_it_until_it_is_said_that_they_are_two() {
    let mut unit = Unit::new();
    unit.record(visit("2024-11-27")).unwrap();
    let name = live(&unit, &offender("R001"), FactKind::Visit).last().unwrap().name.to_string();
    let refused = correct(&mut unit, "P101", &name, &[("outcome", "out")]).unwrap_err().to_string();
    assert!(refused.contains("visit two V0004"), "{refused}");
    correct(&mut unit, "P101", &name, &[("note", "the dog is quiet")]).unwrap();
    let name = live(&unit, &offender("R001"), FactKind::Visit).last().unwrap().clone();
    let Some(Fact::Visit(ours)) = name.fact else { panic!() };
    let pair = Fact::Pair { visit: "V0004".into(), recorded: ours.reference.unwrap(), one: false };
    ask(&mut unit, "P101", ActKind::PairVisits, record("R001", pair)).unwrap();
    correct(&mut unit, "P101", &name.name.to_string(), &[("outcome", "out")]).unwrap();
}

#[test]
fn what_took_the_place_of_a_fact_is_named_with_its_act() {
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::StartStatus, record("R001", status("custody", "2025-03-01", None))).unwrap();
    let name = last(&unit, FactKind::Status);
    let done = correct(&mut unit, "P101", &name, &[("until", "2025-03-05")]).unwrap();
    let refused = correct(&mut unit, "P101", &name, &[("until", "2025-03-06")]).unwrap_err().to_string();
    let next = last(&unit, FactKind::Status);
    assert!(refused.contains(&format!("{next} took its place (act {})", done.act.number)), "{refused}");
    let done = withdraw(&mut unit, "P101", &next).unwrap();
    let refused = withdraw(&mut unit, "P101", &next).unwrap_err().to_string();
    assert!(refused.contains(&format!("it was withdrawn (act {})", done.act.number)), "{refused}");
    let refused = withdraw(&mut unit, "P101", &done.facts[0].name.to_string()).unwrap_err().to_string();
    assert!(refused.contains("says only that another was not so"), "{refused}");
}

#[test]
fn what_ended_already_is_named() {
    let mut unit = Unit::new();
    let ends = || Change::End(offender("R005"), Running::Status("hospital".parse().unwrap()), day("2025-02-01"));
    ask(&mut unit, "P101", ActKind::EndStatus, ends()).unwrap();
    let refused = ask(&mut unit, "P101", ActKind::EndStatus, ends()).unwrap_err().to_string();
    assert!(refused.contains("ends on 2025-02-01 already (status-"), "{refused}");
}

#[test]
fn whoever_sets_a_level_or_authorises_a_plan_is_in_service_on_the_day_or_today() {
    let set_by = |from: &str, id: &str| {
        let (from, set_by) = (day(from), id.to_owned());
        record("R001", Fact::Tier { from, tier: "high".into(), set_by, reason: None })
    };
    let mut unit = Unit::new();
    // P103 left on 1 Feb 2025; P102 came on file on 1 Jan 2024.
    let refused = ask(&mut unit, "S201", ActKind::SetTier, set_by("2025-02-01", "P103")).unwrap_err().to_string();
    assert!(refused.contains("P103 is in service neither on 2025-02-01 nor today"), "{refused}");
    ask(&mut unit, "S201", ActKind::SetTier, set_by("2025-01-31", "P103")).unwrap();
    ask(&mut unit, "S201", ActKind::SetTier, set_by("2023-12-31", "P102")).unwrap();
}

#[test]
fn an_owner_is_in_service_for_as_long_as_nobody_follows() {
    let mut unit = Unit::new();
    let owner = |from: &str, id: &str| record("R001", Fact::Owner { from: day(from), officer: id.into() });
    let refused = ask(&mut unit, "S201", ActKind::SetOwner, owner("2024-06-01", "P103")).unwrap_err().to_string();
    assert!(refused.contains("P103 is not in service"), "{refused}");
    ask(&mut unit, "S201", ActKind::SetOwner, owner("2024-09-01", "P101")).unwrap();
    ask(&mut unit, "S201", ActKind::SetOwner, owner("2024-06-01", "P103")).unwrap();
}

#[test]
fn an_imported_overlap_may_be_made_smaller_and_no_larger() {
    let mut unit = Unit::new();
    ask(&mut unit, "P101", ActKind::StartStatus, record("R009", status("custody", "2025-03-01", None))).unwrap();
    let name = live(&unit, &offender("R009"), FactKind::Status)
        .into_iter()
        .find(|stored| matches!(&stored.fact, Some(Fact::Status { status, .. }) if status.as_str() == "custody"))
        .unwrap()
        .name
        .to_string();
    let refused = correct(&mut unit, "P101", &name, &[("status", "missing")]).unwrap_err().to_string();
    assert!(refused.contains("missing is recorded already from 2025-03-01 on"), "{refused}");
    assert!(refused.contains("--set until=DAY"), "{refused}");
    correct(&mut unit, "P101", &name, &[("from", "2025-03-02"), ("until", "2025-03-10")]).unwrap();
}

#[test]
fn nobody_is_born_tomorrow() {
    let mut unit = Unit::new();
    let name = last(&unit, FactKind::Person);
    let refused = correct(&mut unit, "S201", &name, &[("born", "2999-01-01")]).unwrap_err().to_string();
    assert!(refused.contains("still to come"), "{refused}");
}

#[test]
fn a_text_that_was_removed_by_law_is_not_written_again() {
    let mut unit = Unit::new();
    let removed = "update person_text set salt = null, family_name = null, given_names = null, date_of_birth = null,
                   digest = zeroblob(32) where text_id = 1";
    assert_eq!(unit.store.connection().execute(removed, []).unwrap(), 1);
    let name = last(&unit, FactKind::Person);
    let refused = correct(&mut unit, "S201", &name, &[("born", "1970-02-04")]).unwrap_err().to_string();
    assert!(refused.contains("removed by law"), "{refused}");
    correct(&mut unit, "S201", &name, &[("born", "1970-02-04"), ("family", "Fernwater")]).unwrap();
}

#[test]
fn a_deed_of_several_changes_is_done_whole_or_not_at_all() {
    let mut unit = Unit::new();
    let before = unit.everything();
    let changes = vec![
        record("R001", status("custody", "2025-03-01", Some("2025-03-05"))),
        record("R001", status("custody", "2025-03-04", None)),
    ];
    let deed = Deed { kind: ActKind::StartStatus, because: None, changes };
    let refused = unit.apply("P101", None, deed).unwrap_err().to_string();
    assert!(refused.contains("recorded already"), "the second is held against the first: {refused}");
    assert_eq!(unit.everything(), before);
}
