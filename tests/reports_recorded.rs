//! On time and recorded late: counted apart by the day recorded here, and beside it by that of the source, never mixed.

mod reports_kit;

use homevisit::domain::day::Day;
use homevisit::domain::recorded::ActDays;
use homevisit::domain::requirement::Fate;
use homevisit::domain::visit::{Outcome, Premises, Visit};
use homevisit::render::{Accounts, audit as render};
use homevisit::report::ReportFault;
use homevisit::report::audit::{Audit, Fold, GroupBy, Spec};
use reports_kit::*;

fn spec() -> Spec {
    let (from, to) = (day("2025-01-01"), day("2025-12-31"));
    Spec { from, to, as_of: to, group_by: GroupBy::Tier, cases: true }
}

fn audit(register: &Register, acts: &[&str], tolerance: u32) -> Result<Audit, ReportFault> {
    let (rules, roster) = (rules_with(&format!("tolerance_days = {tolerance} ")), roster());
    let acts = ActDays::new(acts.iter().map(|on| day(on)).collect());
    let mut fold = Fold::new(spec(), &rules, &roster, &acts).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    fold.finish()
}

/// High, seen on 1 March by act 1, so that a visit is due on 1 June; then what is told.
fn then(visits: &[Visit]) -> Register {
    vec![("R-1".to_owned(), person(HIGH, 1, &[&[seen("2025-01-02"), seen("2025-03-01")], visits].concat()))]
}

fn by(act: i64, source_days: Option<i32>, visit: Visit) -> Visit {
    Visit { act, source_days, ..visit }
}

/// Whether the visit on a day, recorded on another, is late; the rest was recorded before.
fn late(visited: &str, recorded: &str, tolerance: u32) -> bool {
    let register = then(&[by(2, None, seen(visited))]);
    let total = audit(&register, &["2025-01-01", recorded], tolerance).unwrap().total;
    assert_eq!(total.on_time, 3, "{visited}");
    total.recorded_late == 1
}

#[test]
fn late_is_after_the_deadline_and_later_than_the_policy_allows_after_the_visit() {
    assert!(!late("2025-05-30", "2025-05-30", 0), "at once");
    assert!(!late("2025-05-20", "2025-06-01", 0), "12 days after the visit, and by the deadline");
    assert!(late("2025-05-20", "2025-06-02", 0), "a day after the deadline");
    assert!(!late("2025-05-30", "2025-06-04", 0), "after the deadline, and within 5 days");
    assert!(late("2025-05-30", "2025-06-05", 0), "6 days after the visit");
    assert!(!late("2025-05-20", "2025-06-11", 10), "within the tolerance");
    assert!(late("2025-05-20", "2025-06-12", 10), "a day after it");
}

#[test]
fn of_several_on_one_day_the_first_recorded_counts_and_only_what_is_effective() {
    let day_of = seen("2025-05-20");
    let attempt = by(1, None, no_reply("2025-05-20"));
    let elsewhere = Visit { premises: Premises::Other, ..by(1, None, day_of) };
    let acts = ["2025-01-01", "2025-05-21", "2025-07-01"];
    let count = |visits: &[Visit]| audit(&then(visits), &acts, 0).unwrap().total.recorded_late;
    assert_eq!(count(&[by(3, None, day_of), by(2, None, day_of)]), 0);
    assert_eq!(count(&[by(3, None, day_of)]), 1);
    assert_eq!(count(&[attempt, elsewhere, by(3, None, day_of)]), 1, "neither an attempt nor a contact is the visit");
}

#[test]
fn a_source_is_counted_by_its_own_day_and_never_for_ours() {
    let acts = ["2025-01-01", "2025-08-01"];
    let of = |source: Option<i32>| {
        let total = audit(&then(&[by(2, source, seen("2025-05-20"))]), &acts, 0).unwrap().total;
        (total.on_time, total.recorded_late, total.source_dated, total.source_late)
    };
    assert_eq!(of(None), (3, 1, 0, 0), "nothing is said of a source that says nothing");
    assert_eq!(of(Some(1)), (3, 1, 1, 0), "its claim makes ours no earlier");
    assert_eq!(of(Some(40)), (3, 1, 1, 1));
    let here = audit(&then(&[by(1, Some(40), seen("2025-05-20"))]), &acts, 0).unwrap().total;
    assert_eq!((here.recorded_late, here.source_late), (0, 1), "nor later");
}

#[test]
fn what_met_nothing_in_time_is_not_counted() {
    let acts = ["2025-01-01", "2025-12-01"];
    let late = audit(&then(&[by(2, Some(90), seen("2025-06-09"))]), &acts, 0).unwrap();
    assert_eq!((late.total.late, late.total.recorded_late, late.total.source_dated), (1, 0, 0));
    let additional = audit(&then(&[by(2, Some(90), seen("2025-03-20"))]), &acts, 0).unwrap();
    assert_eq!((additional.total.additional, additional.total.recorded_late, additional.total.source_dated), (1, 0, 0));
}

#[test]
fn a_visit_of_which_no_act_is_known_is_a_fault_and_no_figure() {
    let register = then(&[by(2, None, seen("2025-05-20"))]);
    assert!(matches!(audit(&register, &["2025-01-01"], 0), Err(ReportFault::DoesNotAddUp { .. })));
}

fn random(seed: u64) -> (Register, Vec<Day>) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut register = random_register(seed, 50);
    let acts: Vec<Day> = (0..40).map(|at| day("2023-01-01").plus_days(at * 30)).collect();
    for (_, facts) in &mut register {
        for visit in &mut facts.visits {
            visit.act = rng.i64(1..=40);
            visit.source_days = rng.bool().then(|| rng.i32(0..60));
        }
    }
    (register, acts)
}

#[test]
fn it_adds_up_group_by_group_and_the_cases_are_what_is_behind_it() {
    let (mut here, mut source) = (0, 0);
    for seed in 0..12 {
        let (register, acts) = random(seed);
        let (rules, roster, acts) = (rules(), roster(), ActDays::new(acts));
        for group_by in GroupBy::ALL.iter().copied() {
            let spec = Spec {
                from: day("2023-06-01"),
                to: day("2025-06-30"),
                as_of: day("2025-03-31"),
                group_by,
                cases: true,
            };
            let mut fold = Fold::new(spec, &rules, &roster, &acts).unwrap();
            subjects(&register).for_each(|subject| fold.take(&subject).unwrap());
            let audit = fold.finish().unwrap();
            let cases = audit.cases.as_ref().unwrap();
            for (at, row) in audit.rows.iter().enumerate() {
                let of = || cases.requirements.iter().filter(|case| case.row == at).filter_map(|case| case.recorded);
                assert_eq!(of().count() as u64, row.counts.on_time);
                assert_eq!(of().filter(|recorded| recorded.late).count() as u64, row.counts.recorded_late);
                assert_eq!(of().filter(|recorded| recorded.source.is_some()).count() as u64, row.counts.source_dated);
                assert_eq!(of().filter(|recorded| recorded.source_late).count() as u64, row.counts.source_late);
            }
            assert!(cases.requirements.iter().all(|case| case.recorded.is_some() == (case.fate == Fate::OnTime)));
            let sum = |of: fn(&homevisit::report::audit::Counts) -> u64| -> u64 {
                audit.rows.iter().map(|row| of(&row.counts)).sum()
            };
            assert_eq!(sum(|counts| counts.recorded_late), audit.total.recorded_late);
            assert_eq!(sum(|counts| counts.source_late), audit.total.source_late);
            assert!(
                audit.total.recorded_late <= audit.total.on_time && audit.total.source_dated <= audit.total.on_time
            );
            here += audit.total.recorded_late;
            source += audit.total.source_late;
        }
    }
    assert!(here > 50 && source > 50, "{here} and {source}: enough to say something");
}

#[test]
fn table_json_and_csv_have_it_with_its_fraction_and_the_cases_by_name() {
    let register = then(&[by(2, Some(40), seen("2025-05-20")), by(1, None, visit(day("2025-08-01"), Outcome::Seen))]);
    let audit = audit(&register, &["2025-01-01", "2025-08-01"], 0).unwrap();
    let table = render::table(&audit, 80);
    assert!(table.contains("1/4 (25.0 %)") && table.contains("1/1 (100.0 %)"), "{table}");
    let listed = "High        2025-06-01  2025-05-20  2025-08-01 *   2025-06-29 *   R-1";
    assert!(table.contains(listed), "{table}");
    let mut json = Vec::new();
    render::json(&audit, Accounts::Bound, &mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let figures =
        ["recorded_late", "source_dated", "source_late"].map(|figure| json["total"][figure].as_u64().unwrap());
    assert_eq!(figures, [1, 1, 1]);
    let case =
        &json["cases"]["requirements"].as_array().unwrap().iter().find(|case| case["recorded_late"] == true).unwrap();
    assert_eq!((&case["recorded"], &case["source_recorded"]), (&"2025-08-01".into(), &"2025-06-29".into()));
    let mut csv = Vec::new();
    render::cases_csv(&audit, &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("on-time,2025-05-20,2025-06-01,2025-05-20,R-1,,2025-08-01,yes,2025-06-29,yes"), "{csv}");
    assert!(csv.contains("on-time,2025-01-02,2025-01-04,2025-01-02,R-1,,2025-01-01,no,,"), "{csv}");
}
