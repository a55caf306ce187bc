//! Plans held against the policy's conditions.

use homevisit::domain::cadence::Interval;
use homevisit::domain::fact::PlanWord;
use homevisit::domain::notice::{Condition, Notice, Told};
use homevisit::domain::offender::{Facts, Plan, PlanKind, Since, TierKey};
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::requirement::Rules;

use super::reports_kit::{BASELINE, HIGH, LOW, MEDIUM, VERY_HIGH, day, period, person, seen};
use super::{baseline_but, days_before, told, told_by, told_on, words_of};

const PLANS: &[Notice] = &[Notice::PlanEnded, Notice::PlanUnmet, Notice::ReviewDue];

/// Managed since 2018, of the least risk since 1 Mar 2021, seen on 1 Mar 2024, with a plan.
fn planned(kind: PlanKind, from: &str, until: Option<&str>, review_by: Option<&str>) -> Facts {
    let mut facts = person(LOW, 1, &[seen("2024-03-01")]);
    facts.management = vec![period("2018-01-01", None)];
    facts.tiers = vec![Since { from: day("2018-01-01"), what: MEDIUM }, Since { from: day("2021-03-01"), what: LOW }];
    facts.plans = vec![Plan { kind, period: period(from, until), review_by: review_by.map(day) }];
    facts
}

fn reactive(from: &str) -> Facts {
    planned(PlanKind::Reactive, from, None, Some("2024-12-01"))
}

fn unmet(facts: &Facts, now: &str) -> Vec<Condition> {
    unmet_by(facts, now, &super::rules())
}

fn unmet_by(facts: &Facts, now: &str, rules: &Rules) -> Vec<Condition> {
    let unmet = |told: Told| if let Told::PlanUnmet { unmet, .. } = told { unmet } else { vec![] };
    told_by(facts, now, rules).into_iter().flat_map(unmet).collect()
}

#[test]
fn a_reactive_plan_wants_the_least_risk_for_the_policys_months_before_it() {
    assert_eq!(unmet(&reactive("2024-03-01"), "2024-03-02"), []);
    assert_eq!(unmet(&reactive("2024-02-29"), "2024-03-02"), [Condition::LowestTier], "a day less than 36 months");
    for (months, kept) in [(36, true), (37, false), (0, true)] {
        let line = "reactive_lowest_tier_months = 36 ";
        let rules = baseline_but(line, &format!("reactive_lowest_tier_months = {months} "));
        assert_eq!(unmet_by(&reactive("2024-03-01"), "2024-03-02", &rules).is_empty(), kept, "{months}");
    }
}

#[test]
fn and_since() {
    let mut facts = reactive("2024-03-01");
    facts.tiers.push(Since { from: day("2022-01-01"), what: MEDIUM });
    facts.tiers.push(Since { from: day("2022-02-01"), what: LOW });
    assert_eq!(unmet(&facts, "2024-03-02"), [Condition::LowestTier], "a month at another in between");
    let mut facts = reactive("2024-03-01");
    facts.tiers.push(Since { from: day("2024-06-01"), what: MEDIUM });
    told_on("a raise ends it instead", &facts, Notice::PlanUnmet, &[("2024-06-02", false)]);
    told_on("a raise ends it instead", &facts, Notice::PlanEnded, &[("2024-05-31", false), ("2024-06-01", true)]);
}

#[test]
fn while_no_tier_is_set_the_policys_untiered_counts() {
    let mut facts = reactive("2024-03-01");
    facts.tiers = vec![Since { from: day("2022-01-01"), what: LOW }];
    assert_eq!(unmet(&facts, "2024-03-02"), [Condition::LowestTier]);
    let rules = baseline_but("untiered_as = \"high\" ", "untiered_as = \"low\" ");
    assert_eq!(unmet_by(&facts, "2024-03-02", &rules), []);
}

#[test]
fn the_least_risk_is_that_of_the_version_in_force_on_each_day() {
    let least = BASELINE.find("[[tier]]\nid = \"low\"").unwrap();
    let end = BASELINE.find("[practice]").unwrap();
    let without_low = format!("{}{}", &BASELINE[..least], &BASELINE[end..]);
    let later = without_low
        .replace("version = \"1\"", "version = \"2\"")
        .replace("effective_from = 2012-01-01", "effective_from = 2023-01-01");
    let adopted = vec![parse(BASELINE).unwrap(), parse(&later).unwrap()];
    let rules = Rules { book: Book::new(adopted).unwrap(), history_from: None };
    let mut facts = reactive("2024-03-01");
    facts.tiers = vec![Since { from: day("2020-01-01"), what: LOW }, Since { from: day("2023-01-01"), what: MEDIUM }];
    assert_eq!(unmet_by(&facts, "2024-03-02", &rules), [], "medium is the last of version 2");
    facts.tiers[1].from = day("2022-12-31");
    assert_eq!(unmet_by(&facts, "2024-03-02", &rules), [Condition::LowestTier], "and was not of version 1");
}

#[test]
fn a_reactive_plan_wants_nothing_overdue_whether_it_takes_effect_or_not() {
    let facts = reactive("2025-03-01");
    for (now, expected) in [("2025-03-01", vec![]), ("2025-03-02", vec![Condition::NothingOverdue])] {
        assert_eq!(unmet(&facts, now), expected, "due on 1 March 2025, {now}");
    }
}

#[test]
fn a_reactive_plan_wants_an_end_or_a_review_day() {
    for (until, review_by, kept) in [
        (None, None, false),
        (Some("2024-09-01"), None, true),
        (None, Some("2024-09-01"), true),
        (Some("2024-09-01"), Some("2024-08-01"), true),
    ] {
        let facts = planned(PlanKind::Reactive, "2024-03-01", until, review_by);
        let expected = if kept { vec![] } else { vec![Condition::ReviewDay] };
        assert_eq!(unmet(&facts, "2024-03-02"), expected, "{until:?} {review_by:?}");
        told_on("that is no review that is due", &facts, Notice::ReviewDue, &[("2024-03-02", false)]);
    }
    let mut facts = planned(PlanKind::Reactive, "2024-03-01", None, None);
    facts.tiers.push(Since { from: day("2024-06-01"), what: HIGH });
    assert_eq!(unmet(&facts, "2024-03-02"), [Condition::ReviewDay], "a raise to come is no end");
}

#[test]
fn a_plan_not_reactive_has_no_such_conditions() {
    let facts = planned(PlanKind::Interval(Interval::Days(30)), "2024-03-01", Some("2026-01-01"), None);
    assert_eq!(words_of(&told(&facts, "2025-06-01"), PLANS), Vec::<&str>::new());
}

#[test]
fn conditions_are_told_of_days_that_the_plan_covers() {
    let facts = planned(PlanKind::Reactive, "2024-02-01", Some("2024-06-01"), None);
    let cases = [("2024-01-31", false), ("2024-02-01", true), ("2024-05-31", true), ("2024-06-01", false)];
    told_on("a plan", &facts, Notice::PlanUnmet, &cases);
}

#[test]
fn a_review_is_due_the_day_after_its_day_or_at_once_where_none_is_set() {
    for kind in [PlanKind::Reactive, PlanKind::Interval(Interval::Days(30))] {
        let facts = planned(kind, "2024-03-01", None, Some("2024-12-01"));
        told_on("a day", &facts, Notice::ReviewDue, &[("2024-12-01", false), ("2024-12-02", true)]);
        let facts = planned(kind, "2024-03-01", Some("2025-01-01"), Some("2024-12-01"));
        let cases = [("2024-12-01", false), ("2024-12-31", true), ("2025-01-01", false)];
        told_on("and an end", &facts, Notice::ReviewDue, &cases);
    }
    let interval = |until| planned(PlanKind::Interval(Interval::Days(30)), "2024-03-01", until, None);
    told_on("neither", &interval(None), Notice::ReviewDue, &[("2024-02-29", false), ("2024-03-01", true)]);
    told_on("an end alone", &interval(Some("2024-09-01")), Notice::ReviewDue, &[("2024-08-31", false)]);
    let kind = PlanWord::Interval;
    let expected = Told::ReviewDue { kind, from: day("2024-03-01"), review_by: None };
    assert!(told(&interval(None), "2024-03-01").contains(&expected));
}

fn raised(kind: PlanKind, to: TierKey) -> Facts {
    let mut facts = planned(kind, "2024-03-01", Some("2025-03-01"), Some("2024-07-01"));
    facts.tiers.push(Since { from: day("2024-06-01"), what: to });
    facts
}

#[test]
fn a_plan_that_a_raise_has_ended_stands_as_ended_until_it_is_closed() {
    let facts = raised(PlanKind::Reactive, HIGH);
    let cases = [("2024-05-31", false), ("2024-06-01", true), ("2025-02-28", true), ("2025-03-01", false)];
    told_on("a raise", &facts, Notice::PlanEnded, &cases);
    let ended = Told::PlanEnded { kind: PlanWord::Reactive, from: day("2024-03-01"), raised: day("2024-06-01") };
    assert!(told(&facts, "2024-06-01").contains(&ended));
    told_on("and is not to be reviewed", &facts, Notice::ReviewDue, &[("2024-07-02", false)]);
    let mut closed = facts.clone();
    closed.plans[0].period.until = Some(day("2024-06-01"));
    told_on("closed on the day", &closed, Notice::PlanEnded, &[("2024-06-01", false)]);
    let lowered = raised(PlanKind::Interval(Interval::Days(30)), VERY_HIGH);
    told_on("an interval no longer than the cadence", &lowered, Notice::PlanEnded, &[("2024-06-01", false)]);
    let longer = raised(PlanKind::Interval(Interval::Days(31)), VERY_HIGH);
    told_on("a longer one", &longer, Notice::PlanEnded, &[("2024-06-01", true)]);
}

#[test]
fn or_until_one_of_its_kind_is_authorised_on_the_day_of_the_raise_or_later() {
    let again = |kind, from: String| {
        let mut facts = raised(PlanKind::Reactive, MEDIUM);
        let period = homevisit::domain::day::Period { from: from.parse().unwrap(), until: None };
        facts.plans.push(Plan { kind, period, review_by: Some(day("2030-01-01")) });
        facts
    };
    let on = day("2024-06-01");
    let interval = PlanKind::Interval(Interval::Days(30));
    let cases: &[(&str, Facts, usize)] = &[
        ("on the day", again(PlanKind::Reactive, on.to_string()), 0),
        ("later", again(PlanKind::Reactive, on.plus_days(9).to_string()), 0),
        ("of another kind", again(interval, on.to_string()), 1),
        ("the day before: ended too", again(PlanKind::Reactive, days_before(on, 1)), 2),
        ("to come", again(PlanKind::Reactive, on.plus_days(10).to_string()), 1),
    ];
    for (what, facts, ended) in cases {
        let told = words_of(&told(facts, "2024-06-10"), &[Notice::PlanEnded]);
        assert_eq!(told.len(), *ended, "{what}");
    }
}
