use homevisit::domain::deed::{About, ActKind, Change};
use homevisit::domain::fact::{Fact, PlanWord};

use crate::kit::Unit;
use crate::say::{ask, day, offender, officer, plan, record, status, tier};

/// Each is refused with these words, and leaves the record as it was.
fn all_refused(cases: &[(&str, Change)]) {
    let mut unit = Unit::new();
    let before = unit.everything();
    for (expected, change) in cases {
        let refused = ask(&mut unit, "M301", ActKind::Correct, change.clone()).unwrap_err().to_string();
        assert!(refused.contains(expected), "{change:?} is answered: {refused}");
    }
    assert_eq!(unit.everything(), before);
}

fn address(address: Option<&str>, postcode: Option<&str>) -> Fact {
    let from = day("2025-03-01");
    let text = |text: Option<&str>| text.map(str::to_owned);
    Fact::Address { from, address: text(address), postcode: text(postcode), no_fixed_abode: false }
}

#[test]
fn what_cannot_be_so_of_a_person_is_refused() {
    let person = |family: &str| Fact::Person { family: family.into(), given: None, born: None };
    let management = |from: &str, until: Option<&str>| Fact::Management { from: day(from), until: until.map(day) };
    let owner = |id: &str| Fact::Owner { from: day("2025-03-01"), officer: id.into() };
    let confirmed = |on: &str| Fact::Confirmation { status: "missing".parse().unwrap(), day: day(on) };
    all_refused(&[
        ("there is already an offender `R001`", Change::Enrol(offender("R001"))),
        ("with no blank at either end", Change::Enrol(offender(" R900"))),
        ("no offender is known by `R900`", record("R900", person("Fernwater"))),
        ("recorded already", record("R001", person("Fernwater"))),
        ("would end on 2025-03-01", record("R003", management("2025-03-01", Some("2025-03-01")))),
        ("has not ended before", record("R001", management("2025-03-01", None))),
        // R006's ended on 1 Jan 2025; another begins only after that day.
        ("has not ended before", record("R006", management("2025-01-01", None))),
        ("a postcode is empty", record("R001", address(None, Some("")))),
        ("one of them is recorded", record("R001", address(Some("  "), None))),
        ("at most 500", record("R001", address(Some(&"x".repeat(501)), None))),
        ("at most 20", record("R001", address(None, Some(&"x".repeat(21))))),
        ("no such risk level; it has very-high", record("R001", tier("2025-03-01", "dire"))),
        ("no officer is known by `P999`", record("R001", owner("P999"))),
        ("P103 is not in service", record("R001", owner("P103"))),
        ("recorded already from 2025-03-01", record("R009", status("missing", "2025-03-10", None))),
        ("no status of missing covers 2025-02-28", record("R009", confirmed("2025-02-28"))),
        ("still to come", record("R009", confirmed("2999-01-01"))),
    ]);
}

#[test]
fn what_cannot_be_so_of_a_plan_or_an_officer_is_refused() {
    let interval = |every: Option<&str>, review: Option<&str>| plan(PlanWord::Interval, "2025-03-01", every, review);
    let weekly = Some("FREQ=WEEKLY;INTERVAL=1");
    let long = |name: String, team: &str| match officer(None, "officer") {
        Fact::Officer { from, role, accredited, fte_hundredths, active_until, .. } => {
            Fact::Officer { from, name, team: team.into(), role, accredited, fte_hundredths, active_until }
        }
        other => other,
    };
    let about = |fact| Change::Record(About::Officer("P101".into()), fact);
    all_refused(&[
        ("says how often", record("R001", interval(None, Some("2026-01-01")))),
        ("without an end has a day of review", record("R001", interval(weekly, None))),
        ("comes after 2025-03-01", record("R001", interval(weekly, Some("2025-03-01")))),
        ("FREQ", record("R001", interval(Some("FREQ=HOURLY"), Some("2026-01-01")))),
        ("at most the longest cadence", record("R001", interval(Some("FREQ=MONTHLY;INTERVAL=13"), Some("2026-01-01")))),
        ("has no interval", record("R001", plan(PlanWord::Reactive, "2025-03-01", weekly, Some("2026-01-01")))),
        ("there is already an officer `P101`", Change::Enrol(About::Officer("P101".into()))),
        ("name has one line", about(long("x".repeat(201), "Harbour"))),
        ("a team is empty", about(long("Odo Fernwater".into(), ""))),
        ("about an offender", Change::Record(About::Officer("P101".into()), tier("2025-03-01", "low"))),
        ("about an officer", record("R001", officer(None, "officer"))),
    ]);
}

#[test]
fn what_only_borders_on_a_refusal_is_recorded() {
    let mut unit = Unit::new();
    let taken = [
        record("R006", Fact::Management { from: day("2025-01-02"), until: None }),
        record("R001", address(None, Some("ZZ9 9ZZ"))),
        record("R001", status("custody", "2999-01-01", None)),
        record("R009", status("custody", "2025-03-10", Some("2025-03-11"))),
        record("R009", Fact::Confirmation { status: "missing".parse().unwrap(), day: day("2025-03-01") }),
        record("R001", plan(PlanWord::Interval, "2025-03-01", Some("FREQ=MONTHLY;INTERVAL=12"), Some("2025-03-02"))),
    ];
    for change in taken {
        ask(&mut unit, "M301", ActKind::Correct, change).unwrap();
    }
}

#[test]
fn a_reason_is_asked_for_where_the_act_answers_for_a_decision() {
    let mut unit = Unit::new();
    let before = unit.everything();
    for kind in [ActKind::SetTier, ActKind::StartPlan, ActKind::Correct, ActKind::Withdraw, ActKind::Decide] {
        for because in [None, Some(" ".to_owned())] {
            let changes = vec![record("R001", tier("2025-03-01", "high"))];
            let deed = homevisit::domain::deed::Deed { kind, because, changes };
            let refused = unit.apply("M301", None, deed).unwrap_err();
            assert_eq!(refused, homevisit::act::deed::DeedRefused::ReasonWanted, "{kind}");
        }
    }
    assert_eq!(unit.everything(), before);
}
