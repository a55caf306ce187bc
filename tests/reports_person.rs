//! A person's page: warnings and what is to be acted on first, what followed from visits with who and why.

mod reports_kit;

use std::collections::BTreeMap;

use homevisit::domain::fact::AgencyMember;
use homevisit::domain::notice::{Ordered, Told};
use homevisit::domain::offender::{OfficerKey, Plan, PlanKind, Status, StatusPeriod};
use homevisit::domain::visit::{Outcome, VisitKind};
use homevisit::domain::work::*;
use homevisit::render::person as render;
use homevisit::report::person::*;
use homevisit::report::{Labels, PolicyName};
use reports_kit::*;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

fn at(on: &str, time: Option<u16>) -> At {
    At { day: day(on), time }
}

fn made(reference: &str, on: &str, outcome: Outcome, kind: VisitKind) -> Made {
    Made {
        reference: reference.into(),
        visit: visit(day(on), outcome),
        kind,
        officers: vec!["P-01".into()],
        recorded_on: None,
        announced_because: None,
        agencies: vec![],
        children: None,
        note: None,
        same_as: None,
    }
}

fn visits() -> Vec<Made> {
    let seen = Made {
        announced_because: Some("an interpreter was needed".into()),
        agencies: vec![AgencyMember { agency: "social-care".into(), number: "4411".into() }],
        children: Some(2),
        note: Some("two bicycles in the hall".into()),
        ..made("V0041", "2025-06-10", Outcome::Seen, VisitKind::Effective)
    };
    let twice = Made {
        same_as: Some("V0041".into()),
        children: Some(0),
        ..made("E0009", "2025-06-10", Outcome::Seen, VisitKind::Effective)
    };
    vec![seen, twice, made("V0040", "2025-06-03", Outcome::NoReply, VisitKind::Attempt)]
}

fn person() -> Person {
    let (rules, roster) = (rules(), roster());
    let as_of = day("2025-06-20");
    let ordered = Ordered { on: day("2025-06-12"), visit_by: day("2025-06-26"), cause: "concern".into() };
    let held = StatusPeriod { status: Status::Abroad, period: period("2025-05-01", Some("2025-05-20")) };
    let because = |why: &str| Some(why.to_owned());
    Person {
        reference: "R-1".into(),
        name: "MARLOW, Tibb".into(),
        born: Some(day("1970-02-03")),
        as_of,
        management: vec![period("2024-12-20", None)],
        addresses: vec![],
        policy: PolicyName::on(&rules, as_of),
        owners: vec![],
        tiers: vec![],
        statuses: vec![Held { fact: held, confirmed: Some(day("2025-05-10")) }],
        plans: vec![Planned {
            plan: Plan {
                kind: PlanKind::Reactive,
                period: period("2025-01-01", None),
                review_by: Some(day("2025-12-01")),
            },
            authorised_by: "S-01".into(),
            reason: None,
        }],
        visits: visits(),
        visits_in_all: 3,
        markers: vec!["dogs".into(), "gone-from-the-policy".into()],
        notices: vec![
            Told::ChildNoReferral { visit: VisitKey(41), at: at("2025-06-10", None), children: 2, hours: 264 },
            Told::Directed(ordered),
        ],
        visit_refs: BTreeMap::from([(VisitKey(41), "V0041".to_owned())]),
        bookings: vec![Booking { day: day("2025-06-22"), time: 600, officers: vec![OfficerKey(1), OfficerKey(2)] }],
        decisions: vec![Decided {
            at: at("2025-06-05", Some(545)),
            course: Course::Warrant,
            visit_by: day("2025-06-19"),
            stages: vec![(Stage::Authorised, day("2025-06-06")), (Stage::Applied, day("2025-06-07"))],
            by: "S-01".into(),
            because: because("nobody has answered since March"),
        }],
        directions: vec![Order {
            at: at("2025-06-12", None),
            visit_by: day("2025-06-26"),
            cause: "concern".into(),
            by: "S-01".into(),
            because: None,
        }],
        children: vec![
            Children { visit_ref: "V0041".into(), at: at("2025-06-10", None), children: 2, referrals: vec![] },
            Children {
                visit_ref: "V0030".into(),
                at: at("2025-05-01", Some(600)),
                children: 1,
                referrals: vec![
                    Referred {
                        agency: Some("social-care".into()),
                        at: at("2025-05-01", Some(660)),
                        by: "P-01".into(),
                        because: None,
                    },
                    Referred {
                        agency: None,
                        at: at("2025-05-02", None),
                        by: "S-01".into(),
                        because: because("known to them already"),
                    },
                ],
            },
        ],
        labels: Labels::on(&rules, &roster, as_of),
    }
}

#[test]
fn the_page_reads_so() {
    assert_eq!(render::text(&person(), 80), include_str!("reports_person.txt"));
}

#[test]
fn what_there_is_nothing_of_has_no_title() {
    let mut person = person();
    person.markers.clear();
    person.notices.clear();
    person.bookings.clear();
    person.decisions.clear();
    person.directions.clear();
    person.children.clear();
    let shown = render::text(&person, 80);
    for title in ["WARNINGS", "To act on", "Booked", "Decisions", "Directions", "Children seen"] {
        assert!(!shown.contains(title), "{title}\n{shown}");
    }
}

#[test]
fn the_page_fits_and_is_safe_whatever_is_written() {
    for text in NAMES {
        let mut person = person();
        person.name = (*text).to_owned();
        person.markers = vec![(*text).to_owned()];
        person.visits[0].note = Some((*text).repeat(3));
        person.visits[0].announced_because = Some((*text).to_owned());
        person.decisions[0].because = Some((*text).repeat(2));
        person.directions[0].cause = (*text).to_owned();
        person.children[1].referrals[0].agency = Some((*text).to_owned());
        let shown = render::text(&person, 80);
        for line in shown.lines().skip(1) {
            assert!(line.width() <= 80, "{}: {line}", line.width());
            assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
        }
    }
}

#[test]
fn json_has_all_of_it() {
    let mut out = Vec::new();
    render::json(&person(), homevisit::render::Accounts::Bound, &mut out).unwrap();
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["markers"], json!(["dogs", "gone-from-the-policy"]));
    assert_eq!(value["notices"][0]["notice"], "child-no-referral");
    assert_eq!(value["notices"][0]["visit_ref"], "V0041");
    assert_eq!(value["notices"][1]["cause"], "concern");
    assert_eq!(value["bookings"], json!([{"date": "2025-06-22", "time": "10:00", "officers": ["P-01", "P-02"]}]));
    let stages = json!([{"stage": "authorised", "date": "2025-06-06"}, {"stage": "applied", "date": "2025-06-07"}]);
    let decision = &value["decisions"][0];
    assert_eq!(
        (&decision["course"], &decision["time"], &decision["stages"]),
        (&"warrant".into(), &"09:05".into(), &stages)
    );
    assert_eq!(decision["because"], "nobody has answered since March");
    let direction = json!({"date": "2025-06-12", "time": null, "visit_by": "2025-06-26", "cause": "concern", "by": "S-01",
                           "because": null});
    assert_eq!(value["directions"], json!([direction]));
    assert_eq!(value["children"][0]["referrals"], json!([]));
    assert_eq!(value["children"][1]["referrals"][1]["agency"], Value::Null);
    assert_eq!(value["statuses"][0]["confirmed"], "2025-05-10");
    assert_eq!(value["plans"][0]["review_by"], "2025-12-01");
    let visit = &value["visits"][0];
    assert_eq!(visit["agencies"], json!([{"agency": "social-care", "number": "4411"}]));
    assert_eq!((&visit["children"], &visit["note"]), (&2.into(), &"two bicycles in the hall".into()));
    assert_eq!(value["visits"][1]["same_as"], "V0041");
}
