//! The audit: requirements by outcome on their count days, person-days on their own, and every sum kept.

mod reports_kit;

use homevisit::domain::day::Day;
use homevisit::domain::offender::{OfficerKey, Since, Status, StatusPeriod};
use homevisit::domain::requirement::{Event, Fate, Mode, Rules, fold};
use homevisit::render::audit as render;
use homevisit::report::SpecError;
use homevisit::report::audit::{Audit, Counts, Fold, Group, GroupBy, Spec};
use reports_kit::*;
use unicode_width::UnicodeWidthStr;

fn spec(from: &str, to: &str, as_of: &str, group_by: GroupBy) -> Spec {
    Spec { from: day(from), to: day(to), as_of: day(as_of), group_by, cases: true }
}

fn audit_under(rules: &Rules, register: &Register, spec: Spec) -> Audit {
    let (roster, acts) = (roster(), acts());
    let mut fold = Fold::new(spec, rules, &roster, &acts).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    fold.finish().unwrap()
}

fn audit(register: &Register, spec: Spec) -> Audit {
    audit_under(&rules(), register, spec)
}

fn of<'a>(audit: &'a Audit, word: &str) -> &'a Counts {
    &audit.rows.iter().find(|row| row.group.word() == word).unwrap_or_else(|| panic!("no {word}")).counts
}

/// High until raised on 1 Mar; P-01 until 1 Apr, then P-05, of North until 1 Jun and South from then.
fn changing() -> Register {
    let mut facts = person(HIGH, 1, &[seen("2025-01-01"), seen("2025-03-08")]);
    facts.tiers.push(Since { from: day("2025-03-01"), what: VERY_HIGH });
    facts.owners.push(Since { from: day("2025-04-01"), what: OfficerKey(5) });
    vec![("R-1".to_owned(), facts)]
}

#[test]
fn each_is_counted_under_the_tier_of_its_own_day() {
    let audit = audit(&changing(), spec("2025-01-01", "2025-06-30", "2025-06-30", GroupBy::Tier));
    let (high, very) = (of(&audit, "high"), of(&audit, "very-high"));
    assert_eq!((high.on_time, high.days_required, high.days_overdue), (1, 59, 0));
    assert_eq!(very.days_required, 181 - 59);
    // Due 8 March (7 days to settle) and seen then: 8 April and May are missed, 8 June is overdue, 8 July is pending and beyond the period.
    assert_eq!((very.on_time, very.missed, very.overdue, very.pending), (1, 2, 1, 0));
    assert_eq!(very.days_overdue, 83, "9 April to 30 June");
    let order: Vec<&str> = audit.rows.iter().map(|row| row.group.word()).collect();
    assert_eq!(order, ["very-high", "high", "medium", "low", "untiered"]);
    assert_eq!((audit.total.required(), audit.days), (5, 181));
}

#[test]
fn owners_and_their_teams_change_in_the_middle_of_a_period() {
    let by = |group_by| audit(&changing(), spec("2025-01-01", "2025-06-30", "2025-06-30", group_by));
    let officers = by(GroupBy::Officer);
    assert_eq!(of(&officers, "P-01").days_required, 90);
    assert_eq!(of(&officers, "P-05").days_required, 91);
    assert_eq!(of(&officers, "P-05").missed, 2);
    let order: Vec<&str> = officers.rows.iter().map(|row| row.group.word()).collect();
    assert_eq!(order, ["P-01", "P-05", "unowned"]);
    let teams = by(GroupBy::Team);
    assert_eq!(of(&teams, "North").days_required, 151);
    assert_eq!(of(&teams, "South").days_required, 30);
    assert_eq!((of(&teams, "North").missed, of(&teams, "South").overdue), (2, 1));
}

#[test]
fn what_is_pending_after_the_as_of_day_is_counted_under_what_is_known_then() {
    let mut register = changing();
    register[0].1.owners.push(Since { from: day("2025-03-20"), what: OfficerKey(2) });
    register[0].1.sort();
    let audit = audit(&register, spec("2025-01-01", "2025-12-31", "2025-03-15", GroupBy::Officer));
    assert_eq!(of(&audit, "P-01").pending, 1, "due 8 April, when P-05 will own; on 15 March P-01 does");
    assert_eq!(audit.days, 74, "1 January to 15 March");
}

#[test]
fn days_before_the_record_are_not_counted_and_the_audit_says_so() {
    let mut rules = rules();
    rules.history_from = Some(day("2025-02-01"));
    let audit = audit_under(&rules, &changing(), spec("2025-01-01", "2025-03-31", "2025-06-30", GroupBy::Tier));
    assert_eq!(audit.history_from, Some(day("2025-02-01")));
    assert_eq!((audit.days, audit.total.days_managed()), (59, 59));
    assert!(render::table(&audit, 80).contains("The record begins on Saturday 1 Feb 2025"));
}

#[test]
fn an_absence_and_the_end_of_management_are_counted_for_as_long_as_they_lasted() {
    let mut facts = person(HIGH, 1, &[seen("2025-01-01")]);
    facts.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-01-10", Some("2025-01-20")) });
    facts.management = vec![period("2024-12-20", Some("2025-02-10"))];
    let register = vec![("R-1".to_owned(), facts)];
    let audit = audit(&register, spec("2025-01-01", "2025-12-31", "2025-12-31", GroupBy::Tier));
    let total = audit.total;
    assert_eq!((total.days_required, total.days_suspended, total.days_overdue), (30, 10, 5));
    assert_eq!((total.on_time, total.missed, total.lapsed), (1, 1, 2));
}

#[test]
fn a_period_that_cannot_be_is_refused() {
    let (rules, roster, acts) = (rules(), roster(), acts());
    let refused = |from, to, as_of| Fold::new(spec(from, to, as_of, GroupBy::Tier), &rules, &roster, &acts).err();
    let (first, last) = (day("2025-01-01"), day("2025-02-01"));
    assert_eq!(refused("2025-02-01", "2025-01-01", "2025-06-01"), Some(SpecError::Reversed { from: last, to: first }));
    assert_eq!(refused("2025-02-01", "2025-02-01", "2025-02-01"), None);
}

#[test]
fn a_period_after_the_day_counts_what_is_pending_then_and_no_days() {
    let register = vec![("R-1".to_owned(), person(HIGH, 1, &[seen("2025-01-01")]))];
    let audit = audit(&register, spec("2025-04-01", "2025-04-30", "2025-03-15", GroupBy::Tier));
    assert_eq!((audit.days, audit.total.pending, audit.total.required()), (0, 1, 0));
    assert_eq!(audit.total.days_managed(), 0);
}

fn months(year: i32) -> Vec<(Day, Day)> {
    let first = |month: u32| Day::from_ymd(year + (month as i32 - 1) / 12, (month - 1) % 12 + 1, 1).unwrap();
    (1..=12).map(|month| (first(month), first(month + 1).before())).collect()
}

#[test]
fn the_audit_of_a_year_is_the_sum_of_its_months() {
    for seed in 0..12 {
        let register = random_register(seed, 40);
        let as_of = day("2025-03-31");
        for group_by in GroupBy::ALL.iter().copied() {
            let audit = |from, to| audit(&register, Spec { from, to, as_of, group_by, cases: false });
            let year = audit(day("2024-01-01"), day("2024-12-31"));
            let months: Vec<Audit> = months(2024).into_iter().map(|(from, to)| audit(from, to)).collect();
            for row in &year.rows {
                let of_months = |at: usize| -> u64 {
                    let rows = months.iter().flat_map(|month| &month.rows).filter(|other| other.group == row.group);
                    rows.map(|other| other.counts.figures()[at]).sum()
                };
                for (at, figure) in row.counts.figures().into_iter().enumerate() {
                    assert_eq!(of_months(at), figure, "{:?}, figure {at}", row.group);
                }
            }
        }
    }
}

/// Every event once more, a day at a time.
#[test]
fn person_days_and_outcomes_agree_with_a_plain_count() {
    let rules = rules();
    for seed in 0..20 {
        let register = random_register(seed, 25);
        let spec = spec("2024-02-01", "2024-11-20", "2024-10-10", GroupBy::Tier);
        let mut days = [0_u64; 4];
        let mut missed = 0;
        for (_, facts) in &register {
            fold(facts, &rules, spec.as_of, &mut |event| match event {
                Event::Days(run) => {
                    let mut day = run.from;
                    while day < run.until {
                        if spec.from <= day && day <= spec.as_of {
                            days[run.mode as usize] += 1;
                            days[3] += u64::from(run.overdue && run.mode == Mode::Required);
                        }
                        day = day.next();
                    }
                }
                Event::Counted(one) if one.fate == Fate::Missed => {
                    missed += u64::from(spec.from <= one.count_day && one.count_day <= spec.to);
                }
                _ => (),
            })
            .unwrap();
        }
        let total = audit_under(&rules, &register, spec).total;
        let found = [total.days_required, total.days_suspended, total.days_reactive, total.days_overdue];
        assert_eq!((found, total.missed), (days, missed));
    }
}

#[test]
fn the_cases_are_what_is_behind_each_figure() {
    for seed in 0..10 {
        let audit = audit(&random_register(seed, 60), spec("2024-01-01", "2025-01-31", "2024-12-31", GroupBy::Team));
        let cases = audit.cases.as_ref().unwrap();
        for (at, row) in audit.rows.iter().enumerate() {
            let fate = |fate| cases.requirements.iter().filter(|case| case.row == at && case.fate == fate).count();
            let found: Vec<u64> = Fate::ALL.iter().map(|one| fate(*one) as u64).collect();
            assert_eq!(found, row.counts.figures()[..7]);
            let days: u64 = cases.days_overdue.iter().filter(|case| case.row == at).map(|case| case.days).sum();
            assert_eq!(days, row.counts.days_overdue);
        }
        let order =
            |case: &homevisit::report::audit::Case| (case.row, case.fate, case.count_day, case.reference.clone());
        assert!(cases.requirements.is_sorted_by_key(order));
    }
}

#[test]
fn json_has_the_documented_shape_and_figures_that_add_up() {
    let audit = audit(&changing(), spec("2025-01-01", "2025-06-30", "2025-06-30", GroupBy::Officer));
    let mut out = Vec::new();
    render::json(&audit, homevisit::render::Accounts::Bound, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["schema"], "homevisit.audit/1");
    assert_eq!((&value["from"], &value["to"]), (&"2025-01-01".into(), &"2025-06-30".into()));
    assert_eq!(value["group_by"], "officer");
    assert_eq!(value["rows"][0]["officer_id"], "P-01");
    assert_eq!(value["rows"][2]["officer_id"], "unowned");
    let fields = [
        "required",
        "on_time",
        "late",
        "missed",
        "overdue",
        "additional",
        "lapsed",
        "pending",
        "days_required",
        "days_suspended",
        "days_reactive",
        "days_overdue",
    ];
    for field in fields {
        let sum: u64 = value["rows"].as_array().unwrap().iter().map(|row| row[field].as_u64().unwrap()).sum();
        assert_eq!(value["total"][field].as_u64(), Some(sum), "{field}");
    }
    assert!(value["history_from"].is_null());
    let cases = value["cases"]["requirements"].as_array().unwrap();
    let missed = cases.iter().filter(|case| case["outcome"] == "missed").count();
    assert_eq!((cases.len(), missed), (5, 2));
    assert_eq!(value["cases"]["days_overdue"][0]["offender_ref"], "R-1");
}

#[test]
fn csv_says_what_it_is_and_ends_with_the_total() {
    let mut audit = audit(&changing(), spec("2025-01-01", "2025-06-30", "2025-06-30", GroupBy::Team));
    audit.rows[0].group = Group::Team("=North".into());
    let read = |bytes: &[u8]| {
        let mut reader = csv::Reader::from_reader(bytes);
        let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        (heads, reader.records().map(Result::unwrap).collect::<Vec<_>>())
    };
    let at = |heads: &[String], name: &str| heads.iter().position(|head| head == name).unwrap();
    let mut out = Vec::new();
    render::csv(&audit, &mut out).unwrap();
    let (heads, rows) = read(&out);
    assert_eq!(&rows[0][at(&heads, "policy")], "uk-ew-baseline");
    assert_eq!(&rows[0][at(&heads, "group")], "'=North");
    assert_eq!(&rows.last().unwrap()[at(&heads, "group")], "total");
    let mut out = Vec::new();
    render::cases_csv(&audit, &mut out).unwrap();
    let (heads, rows) = read(&out);
    let what = at(&heads, "outcome");
    assert_eq!(rows.iter().filter(|row| &row[what] == "days-overdue").count(), 2);
}

#[test]
fn the_headline_comes_first_and_a_rate_never_without_its_fraction() {
    let mut register = changing();
    register.push(("R-2".to_owned(), person(LOW, 3, &[seen("2025-01-02"), seen("2025-02-02")])));
    let audit = audit(&register, spec("2025-01-01", "2025-06-30", "2025-06-30", GroupBy::Tier));
    let audit = Audit { cases: None, ..audit };
    assert_eq!(render::table(&audit, 80), include_str!("reports_audit.txt"));
}

#[test]
fn the_table_fits_its_width() {
    for seed in 0..5 {
        for group_by in GroupBy::ALL.iter().copied() {
            let mut audit = audit(&random_register(seed, 60), spec("2024-01-01", "2024-12-31", "2024-12-31", group_by));
            audit.rows[0].group = Group::Team("A team whose name is a good deal longer than teams' names are".into());
            audit.total.on_time = 1_234_567;
            audit.total.late = 7_654_321;
            for width in [80, 100] {
                let shown = render::table(&audit, width);
                assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
            }
        }
    }
}
