//! JSON and CSV of a working day.

use homevisit::domain::offender::OfficerKey;
use homevisit::domain::officer::Cover;
use homevisit::domain::work::*;
use homevisit::render::worklist as render;
use homevisit::report::Scope;
use homevisit::report::worklist::{NotEntered, Worklist};
use serde_json::{Value, json};

use super::reports_kit::*;
use super::*;

fn busy() -> Worklist {
    let mut facts = person(HIGH, 1, &[failed("2025-06-03"), failed("2025-06-10")]);
    facts.tiers.clear();
    facts.work = Work {
        children: vec![ChildVisit { visit: VisitKey(7), at: at("2025-06-10 10:00"), children: 2 }],
        directions: vec![
            Direction { at: at("2025-06-11 09:00"), visit_by: day("2025-06-25"), cause: "backlog".into() },
            Direction { at: at("2025-06-12 09:00"), visit_by: day("2025-06-26"), cause: "concern".into() },
        ],
        bookings: vec![Booking { day: day("2025-06-20"), time: 600, officers: vec![OfficerKey(1), OfficerKey(2)] }],
        markers: vec![Marker { code: "dogs".into(), period: period("2025-01-01", None) }],
        ..Work::default()
    };
    let elsewhere = with(
        person(LOW, 3, &[seen("2025-05-01")]),
        Work {
            bookings: vec![Booking { day: day("2025-06-20"), time: 660, officers: vec![OfficerKey(1)] }],
            ..Work::default()
        },
    );
    let mut gone = with(
        person(LOW, 1, &[]),
        Work {
            children: vec![ChildVisit { visit: VisitKey(8), at: at("2025-06-11 10:00"), children: 1 }],
            ..Work::default()
        },
    );
    gone.management = vec![period("2024-12-20", Some("2025-06-15"))];
    let register = vec![("R-1".to_owned(), facts), ("R-2".to_owned(), elsewhere), ("R-3".to_owned(), gone)];
    let covers =
        [Cover { officer: OfficerKey(1), cover: OfficerKey(2), period: period("2025-06-18", Some("2025-06-28")) }];
    let mut list = list(&register, at("2025-06-20 09:30"), Scope::Officer(OfficerKey(1)), &covers);
    list.not_entered = vec![NotEntered {
        visit_ref: "V0001".into(),
        offender_ref: "R-1".into(),
        day: day("2025-06-03"),
        age_days: 17,
    }];
    list
}

fn json_of(list: &Worklist) -> Value {
    let mut out = Vec::new();
    render::json(list, homevisit::render::Accounts::Bound, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn json_has_the_rulebooks_flags_first_and_every_notice_with_its_details() {
    let value = json_of(&busy());
    let row = &value["rows"][0];
    let flags = ["no-tier", "never-visited", "retry-overdue", "child-no-referral", "decision-wanted", "directed"];
    assert_eq!(row["flags"], json!(flags), "each word once");
    assert_eq!(
        row["notices"],
        json!([
            {"notice": "child-no-referral", "visit_ref": "V0007", "date": "2025-06-10", "time": "10:00", "children": 2,
             "hours": 239},
            {"notice": "decision-wanted", "asks": [{"kind": "attempts", "count": 2, "day": null}]},
            {"notice": "directed", "given": "2025-06-11", "visit_by": "2025-06-25", "cause": "backlog"},
            {"notice": "directed", "given": "2025-06-12", "visit_by": "2025-06-26", "cause": "concern"},
        ])
    );
    assert_eq!(row["markers"], json!(["dogs"]));
    let booking = json!({"date": "2025-06-20", "time": "10:00", "officers": ["P-01", "P-02"], "after_due": true});
    assert_eq!(row["bookings"], json!([booking]));
    assert_eq!(row["covered_by"], json!([{"officer_id": "P-02", "until": "2025-06-28"}]));
}

#[test]
fn json_has_what_stands_on_no_row() {
    let value = json_of(&busy());
    assert_eq!(value["managed"], 1);
    assert_eq!(value["not_managed"][0]["offender_ref"], "R-3");
    assert_eq!(value["not_managed"][0]["officer_id"], "P-01");
    assert_eq!(value["not_managed"][0]["notices"][0]["hours"], 215);
    assert_eq!(value["booked_elsewhere"][0]["offender_ref"], "R-2");
    assert_eq!(value["booked_elsewhere"][0]["officer_id"], "P-03");
    let waiting = json!([{"visit_ref": "V0001", "offender_ref": "R-1", "date": "2025-06-03", "age_days": 17}]);
    assert_eq!(value["not_entered"], waiting);
}

#[test]
fn a_pair_is_a_scope_of_its_own() {
    let list = list(&vec![], at("2025-06-20 09:30"), Scope::Pair(OfficerKey(1), OfficerKey(3)), &[]);
    let scope = json!({"kind": "pair", "officer_id": "P-01", "team": null, "with": "P-03"});
    assert_eq!(json_of(&list)["scope"], scope);
}

#[test]
fn csv_has_the_same_words_and_the_warnings_last_of_its_own() {
    let mut out = Vec::new();
    render::csv(&busy(), &mut out).unwrap();
    let mut file = csv::Reader::from_reader(out.as_slice());
    let header = file.headers().unwrap().clone();
    let last: Vec<&str> = header.iter().rev().take(2).collect();
    assert_eq!(last, ["policy_retroactive", "markers"], "what every list says of the policy stands after");
    let row = file.records().next().unwrap().unwrap();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let flags = "no-tier;never-visited;retry-overdue;child-no-referral;decision-wanted;directed";
    assert_eq!((&row[at("flags")], &row[at("markers")]), (flags, "dogs"));
}

#[test]
fn an_officer_is_told_visit_by_visit_what_is_not_entered_and_a_unit_how_many() {
    let mut list = busy();
    let own = shown(&list);
    let told = "NOT YET ENTERED IN THE NATIONAL REGISTER: 1\n  \
                R-1, 3 Jun 2025, 17 days ago: homevisit visit entered V0001\n";
    assert!(own.contains(told), "{own}");
    list.own.clear();
    let unit = shown(&list).replace('\n', " ");
    assert!(unit.contains("not yet in the national register: 1, the oldest visit 17 days ago."), "{unit}");
    list.not_entered.clear();
    assert!(!shown(&list).contains("national register"));
}
