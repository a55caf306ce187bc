//! What falls due is what the engine says of the visits supposed; the rest adds up and is reckoned by hand.

use homevisit::domain::day::Day;
use homevisit::domain::offender::*;
use homevisit::domain::requirement::{Counted, Event, Fate, Rules, fold};
use homevisit::domain::visit::{Outcome, VisitKind};
use homevisit::render::Accounts;
use homevisit::render::forecast as render;
use homevisit::report::forecast::{Ends, FallsDue, Fold, Forecast, LOOK_WEEKS, Spec, falling_due, made_on};
use homevisit::report::{Scope, worklist};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_width::UnicodeWidthStr;

use crate::reference::random::case;
use crate::reports_kit::*;

const AS_OF: &str = "2025-03-31";

/// What the forecast says of one person; none where a visit is owed, or they are not managed.
fn ahead(facts: &Facts, rules: &Rules, as_of: Day, until: Day) -> Option<Vec<FallsDue>> {
    let standing = fold(facts, rules, as_of, &mut |_| ()).unwrap().filter(|standing| standing.overdue.is_none())?;
    let mut falls = Vec::new();
    falling_due(facts, rules, &standing, as_of, until, |next| falls.push(next)).unwrap();
    Some(falls)
}

/// Every requirement after `as_of` of the facts by then with these visits, as the engine counts it on `until`; none where a
/// version of the policy to come lacks the tier of then, so that the engine cannot be asked.
fn met(
    facts: &Facts,
    rules: &Rules,
    as_of: Day,
    until: Day,
    visits: &[FallsDue],
) -> Option<(Vec<Counted>, Option<Day>)> {
    let mut supposed = facts.up_to(as_of);
    supposed.visits.extend(visits.iter().map(|falls| made_on(falls.on, &rules.book)));
    let mut counted = Vec::new();
    let standing = fold(&supposed, rules, until, &mut |event| {
        if let Event::Counted(one) = event {
            counted.push(one);
        }
    });
    let upcoming = standing.ok()?.and_then(|standing| standing.upcoming).map(|upcoming| upcoming.due);
    Some((counted, upcoming))
}

/// The law: each visit supposed meets one requirement on the day it is due (or on the first day there is, where it is due
/// already), and nothing else falls due.
fn holds(facts: &Facts, rules: &Rules, as_of: Day, until: Day) -> Option<usize> {
    let falls = ahead(facts, rules, as_of, until)?;
    let (counted, upcoming) = met(facts, rules, as_of, until, &falls)?;
    assert!(
        falls.is_sorted_by_key(|falls| falls.on) && falls.iter().all(|falls| as_of < falls.on && falls.on <= until)
    );
    let of_days = |counted: &&Counted| counted.visit.is_some_and(|visit| visit > as_of);
    let met: Vec<&Counted> = counted.iter().filter(of_days).collect();
    assert_eq!(met.len(), falls.len(), "each visit meets exactly one: {met:?} {falls:?}");
    for (counted, falls) in met.iter().zip(&falls) {
        assert_eq!(counted.visit, Some(falls.on));
        assert_ne!(counted.fate, Fate::Additional, "{counted:?}");
        assert!(counted.due <= falls.on, "{counted:?}");
        if counted.due < falls.on {
            let could_not = ahead_of(facts, rules, falls.on, counted.due, as_of);
            assert!(could_not, "it was due on {} and made on {}", counted.due, falls.on);
        }
    }
    assert!(!counted.iter().any(|counted| counted.fate == Fate::Overdue), "nothing is left: {counted:?}");
    let lapsed = counted.iter().filter(|counted| counted.fate == Fate::Lapsed && counted.count_day > as_of);
    // due by the as-of day within the tolerance, it may lapse before a day comes on which to make it
    let could = |counted: &Counted| counted.due < counted.count_day && counted.count_day > as_of.next();
    assert!(!lapsed.into_iter().any(could), "due before it lapsed: {counted:?}");
    let missed = counted.iter().filter(|counted| counted.fate == Fate::Missed && counted.count_day > as_of);
    assert_eq!(missed.count(), 0);
    assert!(upcoming.is_none_or(|due| due > until), "{upcoming:?} is due by {until} and not among {falls:?}");
    Some(falls.len())
}

/// Whether a visit could be made no sooner than `on`: it is the day after the as-of day, or visits were required on no day
/// from the due day to the day before.
fn ahead_of(facts: &Facts, rules: &Rules, on: Day, due: Day, as_of: Day) -> bool {
    if on == as_of.next() {
        return true;
    }
    let known = facts.up_to(as_of);
    let required = |day: Day| {
        let standing = fold(&known, rules, day, &mut |_| ()).unwrap();
        standing.is_some_and(|standing| standing.upcoming.is_some())
    };
    let mut day = due.max(as_of.next());
    while day < on {
        if required(day) {
            return false;
        }
        day = day.next();
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, rng_seed: RngSeed::Fixed(20_261_130), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_visit_supposed_meets_a_requirement_on_its_day_and_nothing_else_falls_due(
        seed in any::<u64>(),
        days in 1u32..500,
    ) {
        let case = case(seed);
        let rules = Rules { book: case.book(), history_from: case.history_from };
        for as_of in &case.as_of {
            if fold(&case.facts, &rules, *as_of, &mut |_| ()).is_ok() {
                holds(&case.facts, &rules, *as_of, as_of.plus_days(days));
            }
        }
    }
}

#[test]
fn the_weeks_are_what_the_engine_counts_of_the_visits_supposed() {
    let mut all = 0;
    for (seed, tolerance) in (0..30).zip(["tolerance_days = 0 ", "tolerance_days = 5 "].into_iter().cycle()) {
        let rules = rules_with(tolerance);
        let register = random_register(seed, 60);
        let (as_of, weeks) = (day(AS_OF), 26);
        let forecast = forecast(&register, &rules, weeks, None);
        let until = as_of.plus_days(weeks * 7);
        let mut counted = vec![vec![0; 5]; weeks as usize];
        for (_, facts) in &register {
            let Some(falls) = ahead(facts, &rules, as_of, until) else { continue };
            holds(facts, &rules, as_of, until);
            let column = holding(&facts.tiers, as_of).map_or(4, |tier| usize::from(tier.0));
            let (met, _) = met(facts, &rules, as_of, until, &falls).unwrap();
            for visit in met.iter().filter_map(|counted| counted.visit).filter(|visit| *visit > as_of) {
                counted[(visit.days_after(as_of) as usize - 1) / 7][column] += 1;
                all += 1;
            }
        }
        let told: Vec<Vec<u64>> = forecast.weeks.iter().map(|week| week.by_tier.clone()).collect();
        assert_eq!(told, counted);
    }
    assert!(all > 400, "{all}");
}

fn forecast(register: &Register, rules: &Rules, weeks: u32, team: Option<&str>) -> Forecast {
    let roster = roster();
    let spec = Spec { as_of: day(AS_OF), team: team.map(str::to_owned), weeks };
    let mut fold = Fold::new(spec, rules, &roster).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    fold.finish().unwrap()
}

#[test]
fn the_backlog_is_the_worklists_and_everybody_managed_is_counted_once() {
    let (rules, roster) = (rules(), roster());
    let mut away = 0;
    for seed in 0..30 {
        let register = random_register(seed, 60);
        for (team, scope) in [(None, Scope::All), (Some("North"), Scope::Team("North".into()))] {
            let forecast = forecast(&register, &rules, 13, team);
            let mut fold = worklist::Fold::new(worklist::Spec::at_end_of(day(AS_OF), scope), &rules, &roster).unwrap();
            subjects(&register).for_each(|subject| fold.take(&subject).unwrap());
            let list = fold.finish().unwrap();
            assert_eq!(forecast.managed, list.managed);
            assert_eq!(forecast.backlog.all(), list.with_overdue);
            let frozen = list.rows.iter().filter(|listed| listed.row.with_overdue).filter(|listed| {
                use homevisit::domain::row::Bucket::{Missing, Overdue};
                !matches!(listed.row.bucket, Overdue | Missing)
            });
            assert!(forecast.backlog.returning + forecast.backlog.away >= frozen.count() as u64);
            away += forecast.backlog.returning;
        }
    }
    assert!(away > 0);
}

#[test]
fn what_was_made_is_recounted_visit_by_visit() {
    let rules = rules();
    for seed in 0..20 {
        let register = random_register(seed, 60);
        let forecast = forecast(&register, &rules, 13, None);
        assert_eq!((forecast.past.len(), forecast.past[0].from), (13, day("2024-12-31")));
        for week in &forecast.past {
            let within =
                |visit: &&homevisit::domain::visit::Visit| week.from <= visit.day && visit.day < week.from.plus_days(7);
            let of = |kind: VisitKind| {
                let visits = register.iter().flat_map(|(_, facts)| &facts.visits).filter(within);
                visits.filter(|visit| rules.book.kind_of(visit) == kind).count() as u64
            };
            let mut days: Vec<(usize, Day)> = Vec::new();
            for (at, (_, facts)) in register.iter().enumerate() {
                let effective = facts.visits.iter().filter(within);
                let effective = effective.filter(|visit| rules.book.kind_of(visit) == VisitKind::Effective);
                days.extend(effective.map(|visit| (at, visit.day)));
            }
            days.dedup();
            assert_eq!(week.effective, days.len() as u64);
            assert_eq!((week.attempts, week.contacts), (of(VisitKind::Attempt), of(VisitKind::Contact)));
        }
    }
}

fn register(people: Vec<Facts>) -> Register {
    people.into_iter().enumerate().map(|(at, facts)| (format!("R-{at}"), facts)).collect()
}

fn dues(forecast: &Forecast) -> Vec<u64> {
    forecast.weeks.iter().map(|week| week.due()).collect()
}

#[test]
fn returns_and_first_visits_fall_due_when_they_are_called_for() {
    let mut back = person(HIGH, 1, &[seen("2025-01-01")]);
    back.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-02-01", Some("2025-04-20")) });
    let mut away = person(HIGH, 1, &[seen("2025-01-01")]);
    away.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-02-01", None) });
    let mut new = person(LOW, 1, &[]);
    new.management = vec![period("2025-03-25", None)];
    let forecast = forecast(&register(vec![back, away, new]), &rules(), 13, None);
    let mut expected = vec![0; 13];
    expected[1] = 1; // managed since 25 Mar: first visit by 9 Apr
    expected[4] = 1; // released on 20 Apr: by 5 May
    assert_eq!(dues(&forecast), expected);
    assert_eq!(forecast.weeks.iter().map(|week| week.first).sum::<u64>(), 2);
    assert_eq!((forecast.people.falling_due, forecast.people.no_end, forecast.people.later), (2, 1, 0));
}

#[test]
fn a_reactive_plan_lets_nothing_fall_due_once_the_visit_near_is_made() {
    let mut desk = person(LOW, 1, &[seen("2024-04-10")]);
    desk.management = vec![period("2024-01-01", None)];
    desk.tiers[0].from = day("2024-01-01");
    desk.plans.push(Plan { kind: PlanKind::Reactive, period: period("2025-03-20", None), review_by: None });
    let mut ends = desk.clone();
    ends.plans[0].period.until = Some(day("2025-06-01"));
    let forecast = forecast(&register(vec![desk, ends]), &rules(), 26, None);
    let mut expected = vec![0; 26];
    expected[1] = 2; // both due by 10 Apr, near when the plan began
    expected[10] = 1; // the plan that ends on 1 June calls for a first visit by 16 June
    assert_eq!(dues(&forecast), expected);
}

#[test]
fn due_today_and_not_overdue_yet_is_for_the_first_week_and_never_lost() {
    let today = person(HIGH, 1, &[seen("2024-12-31")]);
    let forecast = forecast(&register(vec![today]), &rules(), 1, None);
    assert_eq!((forecast.backlog.all(), dues(&forecast)), (0, vec![1]));
}

/// Ten owed, each of low risk, and `made` effective visits in the last thirteen weeks, of people seen again next year.
fn behind(made: usize, attempts: usize) -> Register {
    let mut people: Vec<Facts> = (0..10)
        .map(|_| Facts { management: vec![period("2023-01-01", None)], ..person(LOW, 1, &[seen("2024-01-01")]) })
        .collect();
    people.extend((0..made).map(|_| person(LOW, 1, &[seen("2025-03-03")])));
    people.extend((0..attempts).map(|_| person(LOW, 1, &[seen("2024-12-21"), no_reply("2025-03-04")])));
    register(people)
}

#[test]
fn the_backlog_ends_in_the_week_that_the_pace_says() {
    let forecast = forecast(&behind(26, 13), &rules(), 13, None);
    let made = forecast.made();
    assert_eq!((made.effective, made.attempts, made.contacts, made.tried()), (26, 13, 0, 39));
    assert_eq!(forecast.backlog.now, 10);
    // two a week: ten owed are seen in five weeks
    let ends: Vec<(i32, Ends)> = forecast.paced.iter().map(|paced| (paced.crews_more, paced.ends)).collect();
    // four officers in service without a recorded share are four full-time, two crews: one more makes three a week
    assert_eq!((forecast.force.officers, forecast.force.share_not_recorded), (4, 4));
    assert_eq!(ends, [(0, Ends::Week(5)), (1, Ends::Week(4)), (-1, Ends::Week(10))]);
    assert_eq!(forecast.paced[0].weeks.iter().map(|week| week.owed).take(5).collect::<Vec<_>>(), [8, 6, 4, 2, 0]);
}

#[test]
fn at_no_pace_it_never_ends_and_the_rest_is_told() {
    let forecast = forecast(&behind(0, 5), &rules(), 13, None);
    assert_eq!(forecast.made().effective, 0);
    assert!(forecast.paced.iter().all(|paced| paced.ends == Ends::Never && paced.owed_at_last() == 10));
    let shown = words(&render::table(&forecast, 80));
    assert!(shown.contains("never (not in 260 weeks)"), "{shown}");
    assert!(shown.contains("10 people are owed a visit: 10 can be visited"), "{shown}");
    let supposed = render::table(&forecast, 80).split_once("WHAT THIS SUPPOSES").unwrap().1.lines().count();
    assert!(supposed <= 7, "the title and six lines: {shown}");
    assert!(shown.contains("n/a"), "without an effective visit nothing is said of tries: {shown}");
    let none = super::forecast::forecast(&register(vec![person(LOW, 1, &[seen("2025-03-03")])]), &rules(), 13, None);
    assert!(none.paced.iter().all(|paced| paced.ends == Ends::Nothing));
}

#[test]
fn whoever_comes_back_on_a_known_day_is_of_the_backlog_that_ends() {
    let away = |until| {
        let mut away = person(LOW, 1, &[seen("2023-01-01")]);
        away.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-02-01", until) });
        away
    };
    // Back in the seventh week, on 13 May; or never known to be.
    let (back, gone) = (away(Some("2025-05-13")), away(None));
    let ends = |made: usize, owed: Vec<Facts>| {
        let mut people = owed;
        people.extend((0..made).map(|_| person(LOW, 1, &[seen("2025-03-03")])));
        forecast(&register(people), &rules(), 13, None).paced[0].ends
    };
    let now = person(LOW, 1, &[seen("2023-01-01")]);
    assert_eq!(ends(26, vec![gone.clone()]), Ends::Nothing);
    assert_eq!(ends(26, vec![back.clone()]), Ends::Week(7));
    assert_eq!(ends(26, vec![now, back.clone(), gone]), Ends::Week(7), "and not the first, with one to come");
    assert_eq!(ends(0, vec![back]), Ends::Never);
}

#[test]
fn somebody_owed_under_a_plan_that_ends_comes_again_and_under_one_that_does_not_never() {
    let owed = |until| {
        let mut owed = person(VERY_HIGH, 1, &[seen("2024-06-01")]);
        owed.plans.push(Plan { kind: PlanKind::Reactive, period: period("2025-03-20", until), review_by: None });
        let mut people = vec![owed];
        people.extend((0..13).map(|_| person(LOW, 1, &[seen("2025-03-03")])));
        let paced = &forecast(&register(people), &rules(), 13, None).paced[0];
        paced.last_year - 13
    };
    // A month after the end of the week in which they are seen: about every five weeks.
    assert_eq!((owed(Some("2025-05-01")), owed(None)), (11, 0));
}

#[test]
fn the_pace_is_of_the_weeks_wholly_in_the_record() {
    let weeks = |history: &str| {
        let rules = Rules { history_from: Some(day(history)), ..rules() };
        let forecast = forecast(&behind(26, 0), &rules, 13, None);
        let pace = forecast.paced[0].pace;
        assert_eq!(forecast.past.len() as u64, pace.weeks);
        (pace.visits, pace.weeks)
    };
    // Made on 3 Mar; the weeks of the past begin on Tuesdays, the last on 25 Mar.
    assert_eq!(weeks("2024-12-31"), (26, 13));
    assert_eq!(weeks("2025-02-20"), (26, 5));
    assert_eq!(weeks("2025-03-20"), (0, 1));
    assert_eq!(weeks("2025-03-28"), (0, 1), "the last week, though it is not wholly in it");
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each week lies within one of its own share, and all of them are the whole rounded up.
fn tries_add_up(forecast: &Forecast, json: &serde_json::Value) {
    let (tried, effective) = (forecast.made().tried(), forecast.made().effective);
    let weeks = json["weeks"].as_array().unwrap();
    if effective == 0 {
        assert!(weeks.iter().all(|week| week["tries"].is_null()));
        return;
    }
    let number = |week: &serde_json::Value, key: &str| week[key].as_u64().unwrap();
    let sum = |key: &str| weeks.iter().map(|week| number(week, key)).sum::<u64>();
    assert_eq!(sum("tries"), (sum("due") * tried).div_ceil(effective));
    for week in weeks {
        let (tries, share) = (number(week, "tries") * effective, number(week, "due") * tried);
        assert!(tries.abs_diff(share) < effective, "{tries} of {share}, each {effective} times");
    }
}

#[test]
fn it_fits_and_every_form_has_the_same_figures() {
    for (seed, weeks) in (0..8).zip([1, 13, 52, LOOK_WEEKS].into_iter().cycle()) {
        let register = random_register(seed, 60);
        let forecast = forecast(&register, &rules(), weeks, None);
        for width in [80, 120] {
            let shown = render::table(&forecast, width);
            assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
        }
        render::paper(&forecast).check().unwrap();
        let mut json = Vec::new();
        render::json(&forecast, Accounts::Unbound, &mut json).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let mut csv = Vec::new();
        render::csv(&forecast, &mut csv).unwrap();
        let mut csv = csv::Reader::from_reader(&csv[..]);
        let header = csv.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|column| column == name).unwrap();
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        let to_come: Vec<_> = rows.iter().filter(|row| &row[at("week")] == "to-come").collect();
        assert_eq!(to_come.len(), weeks as usize);
        for ((row, json), week) in to_come.iter().zip(json["weeks"].as_array().unwrap()).zip(&forecast.weeks) {
            assert_eq!(row[at("due")], week.due().to_string());
            assert_eq!(json["due"], week.due());
            assert_eq!(row[at("from")], week.from.to_string());
            assert_eq!(row[at("tries")], json["tries"].as_u64().map_or(String::new(), |tries| tries.to_string()));
        }
        tries_add_up(&forecast, &json);
        assert_eq!(rows.len(), weeks as usize + 13);
        assert_eq!(json["backlog"]["all"], forecast.backlog.all());
        assert_eq!(json["made"]["effective"], forecast.made().effective);
    }
}

#[test]
fn an_attempt_is_no_visit() {
    let tried =
        person(HIGH, 1, &[seen("2025-01-15"), no_reply("2025-03-20"), visit(day("2025-03-21"), Outcome::Doorstep)]);
    let made = forecast(&register(vec![tried]), &rules(), 13, None).made();
    assert_eq!((made.effective, made.attempts, made.contacts), (1, 1, 1));
}
