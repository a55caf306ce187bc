//! The worklist: everybody managed in exactly one bucket, nothing overdue or missing ever left out, and a table that
//! fits whatever the names.

mod reports_kit;

use homevisit::domain::day::Day;
use homevisit::domain::notice::Told;
use homevisit::domain::offender::{OfficerKey, Since, Status, StatusPeriod};
use homevisit::domain::row::{Bucket, Flag};
use homevisit::domain::work::Course;
use homevisit::render::{postcode_district, worklist as render};
use homevisit::report::worklist::{Fold, Spec, Today, Worklist};
use homevisit::report::{Scope, SpecError};
use reports_kit::*;
use unicode_width::UnicodeWidthStr;

fn all(as_of: &str) -> Spec {
    Spec::at_end_of(day(as_of), Scope::All)
}

fn references(list: &Worklist) -> Vec<&str> {
    list.rows.iter().map(|row| row.reference.as_str()).collect()
}

fn small() -> Register {
    let mut away = person(HIGH, 1, &[seen("2025-01-01")]);
    away.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-04-05", None) });
    let mut missing = person(LOW, 3, &[seen("2025-01-01")]);
    missing.statuses.push(StatusPeriod { status: Status::Missing, period: period("2025-05-01", None) });
    let mut untiered = person(HIGH, 2, &[seen("2025-06-01")]);
    untiered.tiers.clear();
    untiered.owners.clear();
    let mut left = person(HIGH, 1, &[seen("2025-01-01")]);
    left.management = vec![period("2024-12-20", Some("2025-06-10"))];
    let mut left_early = left.clone();
    left_early.management = vec![period("2024-12-20", Some("2025-05-23"))];
    vec![
        ("R-LOW".into(), person(LOW, 1, &[seen("2025-01-01")])),
        ("R-HIGH".into(), person(HIGH, 1, &[seen("2025-01-01"), no_reply("2025-06-09")])),
        ("R-VERY".into(), person(VERY_HIGH, 4, &[seen("2025-05-10")])),
        ("R-AWAY".into(), away),
        ("R-MISSING".into(), missing),
        ("R-NOTIER".into(), untiered),
        ("R-DUE".into(), person(HIGH, 2, &[seen("2025-03-25")])),
        ("R-LEFT".into(), left),
        ("R-LEFT-EARLY".into(), left_early),
    ]
}

#[test]
fn rows_come_in_the_rulebooks_order_and_every_count_is_of_the_scope() {
    let list = worklist(&small(), all("2025-06-20"), &rules());
    assert_eq!(
        references(&list),
        ["R-MISSING", "R-VERY", "R-HIGH", "R-DUE", "R-NOTIER", "R-LOW", "R-AWAY"],
        "missing, overdue by tier, due, on track by tier with the untiered as high, suspended"
    );
    assert_eq!((list.managed, list.with_overdue), (7, 3));
    let counts: Vec<u64> = list.buckets.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [1, 2, 1, 2, 1, 0]);
    let unattended = list.unattended.unwrap();
    assert_eq!((unattended.no_owner, unattended.owner_left), (1, 1));
    assert_eq!((list.left.left, list.left.with_overdue), (1, 1), "left on 23 May is 28 days ago and no longer told");
}

#[test]
fn a_scope_is_judged_by_the_owner_and_the_owners_team_on_the_day() {
    let mut moves = person(HIGH, 1, &[]);
    moves.owners.push(Since { from: day("2025-03-01"), what: OfficerKey(5) });
    let register = vec![("R-1".to_owned(), moves), ("R-2".to_owned(), person(LOW, 2, &[]))];
    let list = |scope: Scope, on: &str| worklist(&register, Spec::at_end_of(day(on), scope), &rules());
    let north = || Scope::Team("North".into());
    assert_eq!(list(Scope::Officer(OfficerKey(1)), "2025-02-28").managed, 1);
    assert_eq!(list(Scope::Officer(OfficerKey(1)), "2025-03-01").managed, 0);
    assert_eq!(list(north(), "2025-05-31").managed, 2);
    assert_eq!(list(north(), "2025-06-01").managed, 1, "P-05 went to South on 1 June");
    assert_eq!(list(Scope::Unowned, "2024-12-20").managed, 0);
}

#[test]
fn a_day_before_the_record_is_refused() {
    let mut rules = rules();
    rules.history_from = Some(day("2025-01-01"));
    let roster = roster();
    let refused = Fold::new(all("2024-12-31"), &rules, &roster).err().unwrap();
    let expected = SpecError::BeforeHistory { as_of: day("2024-12-31"), history_from: day("2025-01-01") };
    assert_eq!(refused, expected);
    assert!(Fold::new(all("2025-01-01"), &rules, &roster).is_ok());
}

fn with_names(mut list: Worklist) -> Worklist {
    for (at, row) in list.each_row_mut().enumerate() {
        row.name = Some(NAMES[at % NAMES.len()].to_owned());
        row.postcode = (at % 3 > 0).then(|| "ZZ99 9ZZ".to_owned());
    }
    list
}

#[test]
fn buckets_add_up_and_order_holds_for_random_registers() {
    for seed in 0..40 {
        let register = random_register(seed, 60);
        let as_of = day("2025-01-01").plus_days(seed as u32 * 13);
        let list = worklist(&register, Spec::at_end_of(as_of, Scope::All), &rules());
        assert_eq!(list.buckets.iter().map(|(_, count)| count).sum::<u64>(), list.managed);
        assert_eq!(list.managed as usize, register.iter().filter(|(_, facts)| facts.managed_on(as_of)).count());
        let keys: Vec<_> = list
            .rows
            .iter()
            .map(|row| (row.row.bucket, row.row.tier_place, row.row.due.unwrap_or(Day::MAX), row.reference.clone()))
            .collect();
        assert!(keys.is_sorted());
        let by_officer: u64 = roster()
            .iter()
            .map(|(key, _)| Scope::Officer(key))
            .chain([Scope::Unowned])
            .map(|scope| worklist(&register, Spec::at_end_of(as_of, scope), &rules()).managed)
            .sum();
        assert_eq!(by_officer, list.managed, "nobody is on no list");
    }
}

#[test]
fn nothing_overdue_missing_frozen_or_flagged_is_ever_left_out_of_the_table() {
    for seed in 0..30 {
        let list = with_names(worklist(&random_working(seed, 80, day("2025-07-01")), all("2025-07-01"), &rules()));
        let shown = render::table(&list, 80, false);
        for row in &list.rows {
            let must = matches!(row.row.bucket, Bucket::Missing | Bucket::Overdue | Bucket::Due)
                || row.row.with_overdue
                || row.row.flags.iter().any(|flag| *flag != Flag::OwnInterval)
                || row
                    .notices
                    .iter()
                    .any(|told| !matches!(told, Told::Decided { course: Course::Nothing, .. } | Told::Predictable(_)))
                || row.row.retry_by.is_some_and(|by| by <= list.as_of)
                || row.today.iter().any(|today| matches!(today, Today::Booked(_)));
            assert_eq!(shown.contains(&row.reference), must, "{}\n{shown}", row.reference);
        }
        let everyone = render::table(&list, 80, true);
        assert!(list.rows.iter().all(|row| everyone.contains(&row.reference)));
    }
}

#[test]
fn the_table_fits_its_width_whatever_the_names() {
    let rules = rules_with("tolerance_days = 9 ");
    for seed in 0..10 {
        let list = with_names(worklist(&random_working(seed, 60, day("2025-07-01")), all("2025-07-01"), &rules));
        for width in [80, 100, 140] {
            for line in render::table(&list, width, true).lines() {
                assert!(line.width() <= width, "{} of {width}: {line}", line.width());
                assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
            }
        }
    }
}

#[test]
fn a_name_is_folded_and_never_cut() {
    let mut list = worklist(&small(), all("2025-06-20"), &rules());
    list.each_row_mut().for_each(|row| row.name = Some(NAMES[2].to_owned()));
    let shown = render::table(&list, 80, false);
    let names = shown.lines().filter(|line| !line.starts_with(' '));
    let folded: String = names.map(|line| line.chars().take(21).collect::<String>().trim_end().to_owned()).collect();
    assert!(folded.contains(NAMES[2]), "{shown}");
}

#[test]
fn the_table_reads_as_an_officer_speaks() {
    let mut list = worklist(&small(), all("2025-06-20"), &rules());
    let names =
        ["MARLOW, Tibb", "QUILLFEATHER, Ambrose", "OAKAPPLE, Jory", "THRIPPLEWOOD, Cassius Bartholomew", "HOBB"];
    for (row, name) in list.each_row_mut().zip(names.iter().cycle()) {
        row.name = Some((*name).to_owned());
        row.postcode = Some("ZZ9 1AA".to_owned());
    }
    assert_eq!(render::table(&list, 80, false), include_str!("reports_worklist.txt"));
}

#[test]
fn json_holds_every_managed_offender_in_the_documented_shape() {
    let list = with_names(worklist(&small(), all("2025-06-20"), &rules()));
    let mut out = Vec::new();
    render::json(&list, homevisit::render::Accounts::Bound, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["schema"], "homevisit.worklist/1");
    assert_eq!(value["as_of"], "2025-06-20");
    assert_eq!(value["policy"], serde_json::json!({"id": "uk-ew-baseline", "version": "1"}));
    assert_eq!(value["managed"], 7);
    assert_eq!(value["with_overdue"], 3);
    let buckets = r#""buckets": {
    "missing": 1,
    "overdue": 2,
    "due": 1,
    "on-track": 2,
    "suspended": 1,
    "reactive": 0
  }"#;
    assert!(text.contains(buckets), "all six, in order");
    let rows = value["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 7);
    assert_eq!(rows[2]["offender_ref"], "R-HIGH");
    assert_eq!(rows[2]["due"], "2025-04-01");
    assert_eq!(rows[2]["days_overdue"], 80);
    assert_eq!(rows[2]["attempts_since"], 1);
    assert_eq!(rows[2]["tier"], "high");
    assert_eq!(rows[2]["officer_id"], "P-01");
    let untiered = rows.iter().find(|row| row["offender_ref"] == "R-NOTIER").unwrap();
    assert!(untiered["tier"].is_null() && untiered["officer_id"].is_null());
    assert_eq!(untiered["flags"], serde_json::json!(["no-tier", "no-owner"]));
    assert!(rows[6]["flags"].as_array().unwrap().contains(&"overdue-frozen".into()));
}

#[test]
fn csv_holds_every_managed_offender_and_no_formula() {
    let mut list = worklist(&small(), all("2025-06-20"), &rules());
    let hostile = ["=1+1", "+44", "-2+3", "@SUM(A1)", "\tx", "\rx", "  =1"];
    list.each_row_mut().zip(hostile).for_each(|(row, name)| row.name = Some(name.to_owned()));
    let mut out = Vec::new();
    render::csv(&list, &mut out).unwrap();
    let mut file = csv::Reader::from_reader(out.as_slice());
    let header = file.headers().unwrap().clone();
    assert_eq!(
        header.iter().take(5).collect::<Vec<_>>(),
        ["as_of", "policy", "policy_version", "offender_ref", "name"]
    );
    let rows: Vec<_> = file.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 7);
    for (row, name) in rows.iter().zip(hostile) {
        assert_eq!(&row[0], "2025-06-20");
        assert_eq!(row[4], format!("'{name}"));
    }
}

#[test]
fn a_postcodes_district_is_its_outward_part() {
    let district = |text: &str| postcode_district(text);
    assert_eq!(district("ZZ9 1AA").as_deref(), Some("ZZ9"));
    assert_eq!(district("zz991aa").as_deref(), Some("ZZ99"));
    assert_eq!(district(" W1A 0AX ").as_deref(), Some("W1A"));
    assert_eq!(district("90210").as_deref(), Some("90210"));
    assert_eq!(district(" "), None);
}
