use homevisit::act::deed::{DeedRefused, Noted};
use homevisit::domain::deed::{About, ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, FactKind, PlanWord};
use homevisit::domain::row::Bucket;

use crate::kit::Unit;
use crate::say::{ask, day, end, live, offender, plan, record, seen_today, set, status, tier};

#[test]
fn a_status_ends_on_the_first_day_it_no_longer_holds_and_only_one_that_runs() {
    let mut unit = Unit::new();
    let hospital = || Running::Status("hospital".parse().unwrap());
    let refused = ask(&mut unit, "P101", ActKind::EndStatus, end("R005", hospital(), "2025-01-10")).unwrap_err();
    assert!(refused.to_string().contains("no status of hospital runs"), "{refused}");
    let done = ask(&mut unit, "P101", ActKind::EndStatus, end("R005", hospital(), "2025-01-11")).unwrap();
    assert_eq!(done.facts[0].fact, Some(status("hospital", "2025-01-10", Some("2025-01-11"))));
    assert!(done.facts[0].supersedes.is_some(), "it takes the place of the one that ran");
    let moved = &done.moved[0];
    assert_eq!(moved.before.unwrap().bucket, Bucket::Suspended);
    assert_eq!(moved.after.unwrap().bucket, Bucket::Overdue, "no longer away, and long since owed");
    ask(&mut unit, "P101", ActKind::EndStatus, end("R005", hospital(), "2025-02-01")).unwrap_err();
}

#[test]
fn management_with_a_visit_owed_is_a_supervisors_to_end_with_a_reason() {
    let mut unit = Unit::new();
    let ended = || end("R001", Running::Management, "2026-01-01");
    let refused = ask(&mut unit, "P101", ActKind::EndManagement, ended()).unwrap_err();
    assert!(matches!(refused, DeedRefused::Role { .. }), "{refused}");
    let silent = Deed { kind: ActKind::EndManagement, because: None, changes: vec![ended()] };
    assert_eq!(unit.apply("S201", None, silent).unwrap_err(), DeedRefused::ReasonWanted);
    let done = ask(&mut unit, "S201", ActKind::EndManagement, ended()).unwrap();
    assert_eq!(done.moved[0].after, None, "managed no longer");
    let said =
        Noted::EndsOwing { offender_ref: "R001".into(), until: Some(day("2026-01-01")), since: day("2025-02-27") };
    assert_eq!(done.noted, [said]);
    // With nothing owed an officer may, and needs no reason.
    let mut unit = Unit::new();
    let today = seen_today(&mut unit);
    let nothing_owed = end("R001", Running::Management, &today);
    unit.apply("P101", None, Deed { kind: ActKind::EndManagement, because: None, changes: vec![nothing_owed] })
        .unwrap();
}

#[test]
fn plans_and_their_kind_are_ended_apart() {
    let mut unit = Unit::new();
    let weekly = plan(PlanWord::Interval, "2025-03-01", Some("FREQ=WEEKLY;INTERVAL=1"), Some("2026-01-01"));
    ask(&mut unit, "P101", ActKind::StartPlan, record("R001", weekly)).unwrap();
    let ending = |kind| end("R001", Running::Plan(kind), "2025-04-01");
    ask(&mut unit, "S201", ActKind::EndPlan, ending(PlanWord::Reactive)).unwrap_err();
    let done = ask(&mut unit, "S201", ActKind::EndPlan, ending(PlanWord::Interval)).unwrap();
    assert!(matches!(done.facts[0].fact, Some(Fact::Plan { until: Some(until), .. }) if until == day("2025-04-01")));
}

#[test]
fn an_officer_with_cases_cannot_leave_until_they_are_placed() {
    let mut unit = Unit::new();
    let about = || About::Officer("P101".to_owned());
    let leaves = || Change::End(about(), Running::Service, day("2026-01-01"));
    let before = unit.everything();
    let refused = ask(&mut unit, "M301", ActKind::EndService, leaves()).unwrap_err().to_string();
    assert!(refused.contains("P101 has 4 cases on 2026-01-01") && refused.contains("reassign"), "{refused}");
    assert_eq!(unit.everything(), before);
    let owners = ["R001", "R004", "R007", "R009"]
        .map(|reference| record(reference, Fact::Owner { from: day("2026-01-01"), officer: "P102".into() }));
    let because = Some("they leave".to_owned());
    let placed = Deed { kind: ActKind::SetOwner, because, changes: owners.to_vec() };
    unit.apply("S201", None, placed).unwrap();
    ask(&mut unit, "M301", ActKind::EndService, leaves()).unwrap();
    let known = live(&unit, &about(), FactKind::Officer);
    let last = known.last().and_then(|stored| stored.fact.clone()).unwrap();
    assert!(
        matches!(&last, Fact::Officer { name, active_until: Some(until), .. }
            if name == "Petronella Marchbanks" && *until == day("2026-01-01")),
        "the rest of what is known stays"
    );
    let refused = unit.record(crate::kit::visit("2025-12-31")).unwrap_err();
    assert_eq!(refused, DeedRefused::ActorLeft("P101".to_owned()), "who has left acts no more");
}

#[test]
fn what_changes_of_an_officer_holds_from_its_day_and_the_rest_stays() {
    let mut unit = Unit::new();
    let about = || About::Officer("P102".to_owned());
    let amend = |from: &str, fields: &[(&str, &str)]| Change::Amend(about(), day(from), set(fields));
    ask(&mut unit, "M301", ActKind::ChangeOfficer, amend("2025-06-01", &[("role", "supervisor")])).unwrap();
    let roster = unit.store.snapshot(None).unwrap().roster().unwrap();
    let officer = roster.get(roster.key("P102").unwrap()).unwrap();
    let on = |text: &str| officer.on(day(text)).unwrap();
    assert_eq!((on("2025-05-31").role.as_str(), on("2025-06-01").role.as_str()), ("officer", "supervisor"));
    assert_eq!((on("2025-06-01").team.as_str(), on("2025-06-01").fte_hundredths), ("Moorland", Some(80)));
    for (from, fields, said) in [
        ("2023-01-01", [("team", "Unit")], "nothing is known"),
        ("2025-07-01", [("role", "supervisor")], "nothing of it would change"),
        ("2025-07-01", [("from", "2025-01-01")], "is given once"),
        ("2025-07-01", [("role", "chief")], "role cannot be that"),
        ("2025-07-01", [("rank", "3")], "there is no such field"),
    ] {
        let refused = ask(&mut unit, "M301", ActKind::ChangeOfficer, amend(from, &fields)).unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
    }
}

#[test]
fn somebody_new_is_on_the_list_with_a_first_visit_owed() {
    let mut unit = Unit::new();
    let about = offender("R900");
    let person = Fact::Person { family: "Fernwater".into(), given: Some("Odo".into()), born: None };
    let changes = vec![
        Change::Enrol(about.clone()),
        Change::Record(about.clone(), person),
        Change::Record(about.clone(), Fact::Management { from: day("2025-03-01"), until: None }),
        Change::Record(about.clone(), tier("2025-03-01", "high")),
    ];
    let deed = Deed { kind: ActKind::AddOffender, because: None, changes };
    let done = unit.apply("P101", None, deed).unwrap();
    assert_eq!((done.moved[0].before, done.moved[0].after.unwrap().due), (None, Some(day("2025-03-16"))));
}

#[test]
fn a_stricter_plan_is_ended_or_loosened_by_a_supervisor_alone() {
    let mut unit = Unit::new();
    let own = |every: &str| plan(PlanWord::Interval, "2025-03-01", Some(every), Some("2026-01-01"));
    ask(&mut unit, "S201", ActKind::StartPlan, record("R001", own("FREQ=WEEKLY;INTERVAL=1"))).unwrap();
    // R001 is medium, six months: four are fewer than that, and more than the week that holds.
    let looser = record("R001", own("FREQ=MONTHLY;INTERVAL=4"));
    let ended = end("R001", Running::Plan(PlanWord::Interval), "2025-04-01");
    for change in [ended, looser] {
        let refused = ask(&mut unit, "P101", ActKind::StartPlan, change.clone()).unwrap_err();
        assert!(matches!(refused, DeedRefused::Role { .. }), "{refused}");
        ask(&mut unit, "S201", ActKind::StartPlan, change).unwrap();
    }
}

#[test]
fn the_last_who_may_keep_the_list_of_officers_stays() {
    let mut unit = Unit::new();
    let leaves = Change::End(About::Officer("M301".to_owned()), Running::Service, day("2026-12-31"));
    let refused = ask(&mut unit, "M301", ActKind::EndService, leaves.clone()).unwrap_err().to_string();
    assert!(refused.contains("nobody in service from 2026-12-31 on"), "{refused}");
    let promoted = Change::Amend(About::Officer("S201".to_owned()), day("2026-06-01"), set(&[("role", "manager")]));
    ask(&mut unit, "M301", ActKind::ChangeOfficer, promoted).unwrap();
    ask(&mut unit, "M301", ActKind::EndService, leaves).unwrap();
}
