//! The list that no rule can bend: everybody managed, longest unseen first, with what excuses it.

mod reports_kit;

use homevisit::domain::cadence::Interval;
use homevisit::domain::offender::{Plan, PlanKind, Status, StatusPeriod};
use homevisit::render::unseen as render;
use homevisit::report::unseen::{Excuse, Fold, UnseenList};
use reports_kit::*;
use unicode_width::UnicodeWidthStr;

fn unseen(register: &Register, as_of: &str) -> UnseenList {
    let (rules, roster) = (rules(), roster());
    let mut fold = Fold::new(day(as_of), &rules, &roster).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    fold.finish().unwrap()
}

fn small() -> Register {
    let mut away = person(HIGH, 1, &[seen("2025-01-01")]);
    away.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-03-05", None) });
    let mut missing = person(LOW, 3, &[seen("2025-01-01")]);
    missing.statuses.push(StatusPeriod { status: Status::Missing, period: period("2025-05-01", None) });
    let mut desk = person(LOW, 1, &[seen("2025-02-01")]);
    desk.plans.push(Plan { kind: PlanKind::Reactive, period: period("2025-03-01", None), review_by: None });
    let mut idle = person(HIGH, 1, &[]);
    idle.plans.push(Plan { kind: PlanKind::Reactive, period: period("2025-01-01", None), review_by: None });
    let mut own = person(LOW, 1, &[seen("2025-06-01")]);
    let every = PlanKind::Interval(Interval::Days(14));
    own.plans.push(Plan { kind: every, period: period("2025-03-01", None), review_by: None });
    let mut again = person(HIGH, 1, &[seen("2024-12-20")]);
    again.management = vec![period("2024-12-20", Some("2025-02-01")), period("2025-04-01", None)];
    let mut left = person(HIGH, 1, &[]);
    left.management = vec![period("2024-12-20", Some("2025-02-01"))];
    [away, missing, desk, idle, own, again, left]
        .into_iter()
        .zip(["R-AWAY", "R-MISSING", "R-DESK", "R-IDLE", "R-OWN", "R-AGAIN", "R-LEFT"])
        .map(|(facts, reference)| (reference.to_owned(), facts))
        .collect()
}

#[test]
fn longest_unseen_first_whatever_the_bucket_then_by_reference() {
    let list = unseen(&small(), "2025-06-20");
    let rows: Vec<(&str, u32)> = list.rows.iter().map(|row| (row.reference.as_str(), row.days)).collect();
    let expected =
        [("R-AGAIN", 182), ("R-IDLE", 182), ("R-AWAY", 170), ("R-MISSING", 170), ("R-DESK", 139), ("R-OWN", 19)];
    assert_eq!(rows, expected, "never seen counts from the beginning of management; seen, ever, from then");
}

#[test]
fn what_excuses_it_is_said_with_its_day_and_whereabouts_unknown_excuses_nothing() {
    let list = unseen(&small(), "2025-06-20");
    let of = |reference: &str| list.rows.iter().find(|row| row.reference == reference).unwrap();
    assert_eq!(of("R-AWAY").excuses, [Excuse::Away(Status::Custody, day("2025-03-05"))]);
    assert_eq!(of("R-DESK").excuses, [Excuse::Reactive(day("2025-03-01"))]);
    assert_eq!(of("R-OWN").excuses, [Excuse::OwnInterval(Interval::Days(14), day("2025-03-01"))]);
    assert!(!of("R-MISSING").excuses[0].excuses());
    assert!(!of("R-IDLE").excuses[0].excuses());
    let shown = render::table(&list, 80);
    assert!(shown.contains("in custody since 5 Mar"), "{shown}");
    assert!(shown.contains("6  managed in all\n") && shown.contains("3  of them with nothing that excuses it\n"));
}

#[test]
fn everybody_managed_is_on_it_and_it_fits() {
    for seed in 0..20 {
        let register = random_register(seed, 60);
        let mut list = unseen(&register, "2025-03-31");
        let managed = register.iter().filter(|(_, facts)| facts.managed_on(list.as_of)).count();
        assert_eq!(list.rows.len(), managed);
        assert!(list.rows.is_sorted_by_key(|row| (std::cmp::Reverse(row.days), row.reference.clone())));
        list.each_row_mut().zip(NAMES.iter().cycle()).for_each(|(row, name)| row.name = Some((*name).to_owned()));
        for width in [80, 120] {
            let shown = render::table(&list, width);
            assert!(list.rows.iter().all(|row| shown.contains(&row.reference)));
            assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
        }
    }
}

#[test]
fn json_and_csv_hold_everybody() {
    let mut list = unseen(&small(), "2025-06-20");
    list.rows[0].name = Some("=HYPERLINK(1)".into());
    let mut out = Vec::new();
    render::json(&list, homevisit::render::Accounts::Bound, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["schema"], "homevisit.unseen/1");
    assert_eq!(value["managed"], 6);
    assert_eq!(value["rows"][2]["days_unseen"], 170);
    let custody = serde_json::json!([{"kind": "custody", "since": "2025-03-05", "excuses": true, "every": null}]);
    assert_eq!(value["rows"][2]["excuses"], custody);
    assert!(value["rows"][1]["last_visit"].is_null());
    let mut out = Vec::new();
    render::csv(&list, &mut out).unwrap();
    let rows: Vec<_> = csv::Reader::from_reader(out.as_slice()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(&rows[0][4], "'=HYPERLINK(1)");
}
