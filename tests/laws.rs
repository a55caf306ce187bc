//! The laws of the engine, on random histories that crowd the edges (`reference::random`): not what the answer is, but
//! what must hold of any answer.

mod reference;

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Facts, Plan, PlanKind, Since, Status, StatusPeriod, TierKey};
use homevisit::domain::requirement::{Counted, Days, Event, Fate, Mode, Rules, Standing, Step, fold, fold_days};
use homevisit::domain::row::Row;
use homevisit::domain::visit::{Outcome, Premises, Visit, VisitKind};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use reference::random::{Case, case};

struct Told {
    standing: Option<Standing>,
    counted: Vec<Counted>,
    days: Vec<Days>,
    steps: Vec<(Day, Step)>,
}

fn told(facts: &Facts, rules: &Rules, as_of: Day) -> Told {
    let mut told = Told { standing: None, counted: Vec::new(), days: Vec::new(), steps: Vec::new() };
    let standing = fold(facts, rules, as_of, &mut |event| match event {
        Event::Counted(one) => told.counted.push(one),
        Event::Days(run) => told.days.push(run),
        Event::Step(day, step) => told.steps.push((day, step)),
    });
    told.standing = standing.expect("facts within the bounds");
    told.days = told.days.into_iter().fold(Vec::new(), join);
    told
}

/// Runs of like days that touch are one run: where they are cut says nothing.
fn join(mut runs: Vec<Days>, next: Days) -> Vec<Days> {
    match runs.last_mut() {
        Some(last) if (last.until, last.mode, last.overdue) == (next.from, next.mode, next.overdue) => {
            last.until = next.until
        }
        _ => runs.push(next),
    }
    runs
}

fn rules(case: &Case) -> Rules {
    Rules { book: case.book(), history_from: case.history_from }
}

/// The same facts, each list of one kind in another recorded order, where that order says nothing: no two of a kind
/// start on the same day.
fn shuffled(facts: &Facts, seed: u64) -> Facts {
    fn mix<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K, rng: &mut fastrand::Rng) {
        let mut keys: Vec<K> = list.iter().map(key).collect();
        keys.sort();
        if keys.windows(2).all(|two| two[0] != two[1]) {
            rng.shuffle(list);
        }
    }
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut facts = facts.clone();
    rng.shuffle(&mut facts.management);
    rng.shuffle(&mut facts.statuses);
    rng.shuffle(&mut facts.visits);
    mix(&mut facts.tiers, |fact| fact.from, &mut rng);
    mix(&mut facts.owners, |fact| fact.from, &mut rng);
    mix(&mut facts.addresses, |fact| fact.from, &mut rng);
    mix(&mut facts.plans, |plan| plan.period.from, &mut rng);
    facts.sort();
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, rng_seed: RngSeed::Fixed(20_261_124), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_requirement_has_one_outcome_and_each_visit_meets_at_most_one(seed in any::<u64>()) {
        let case = case(seed);
        let (rules, as_of) = (rules(&case), case.as_of[0]);
        let told = told(&case.facts, &rules, as_of);
        let mut met: Vec<Day> = told.counted.iter().filter_map(|one| one.visit).collect();
        for one in &told.counted {
            let meets = matches!(one.fate, Fate::OnTime | Fate::Late | Fate::Additional);
            prop_assert_eq!(meets, one.visit.is_some());
            prop_assert!(one.visit.is_none_or(|day| day <= as_of));
        }
        met.sort();
        prop_assert!(met.windows(2).all(|two| two[0] != two[1]), "a visit met two requirements");
        let effective = |day: &Day| case.facts.visits.iter().any(|v| v.day == *day && rules.book.kind_of(v) == VisitKind::Effective);
        prop_assert!(met.iter().all(effective), "something that is no effective visit met a requirement");
        let mut passed: Vec<Day> = told.steps.iter().filter_map(|(_, step)| match step {
            Step::DeadlinePassed { due, .. } => Some(*due),
            _ => None,
        }).collect();
        let of_passed = |one: &&Counted| matches!(one.fate, Fate::Late | Fate::Missed | Fate::Overdue);
        let mut ended: Vec<Day> = told.counted.iter().filter(of_passed).map(|one| one.due).collect();
        passed.sort();
        ended.sort();
        prop_assert_eq!(passed, ended, "a deadline that passed is late, missed or overdue, once");
    }

    #[test]
    fn every_managed_day_has_one_mode_and_no_day_is_counted_twice(seed in any::<u64>()) {
        let case = case(seed);
        let (rules, as_of) = (rules(&case), case.as_of[0]);
        let told = told(&case.facts, &rules, as_of);
        let first = rules.history_from.unwrap_or(Day::MIN);
        let managed: u32 = case.facts.management.iter().map(|period| {
            let end = period.until.map_or(as_of.next(), |until| until.min(as_of.next()));
            end.days_after(period.from.max(first))
        }).sum();
        let counted: u32 = told.days.iter().map(|run| run.until.days_after(run.from)).sum();
        prop_assert_eq!(managed, counted);
        prop_assert!(told.days.windows(2).all(|two| two[0].until <= two[1].from));
    }

    #[test]
    fn the_answer_for_a_day_does_not_depend_on_facts_that_begin_after_it(seed in any::<u64>()) {
        let case = case(seed);
        let rules = rules(&case);
        for as_of in &case.as_of {
            let (whole, known) = (told(&case.facts, &rules, *as_of), told(&case.facts.up_to(*as_of), &rules, *as_of));
            let row = |facts: &Facts, told: &Told| {
                told.standing.as_ref().map(|standing| Row::of(facts, &rules, &case.roster, standing, *as_of))
            };
            prop_assert_eq!(row(&case.facts, &whole), row(&case.facts.up_to(*as_of), &known));
            prop_assert_eq!(whole.counted, known.counted);
            prop_assert_eq!(whole.days, known.days);
        }
    }

    #[test]
    fn one_fold_of_many_days_answers_for_each_what_a_fold_of_it_alone_does(seed in any::<u64>(), more in 0u32..400) {
        let case = case(seed);
        let rules = rules(&case);
        let mut days: Vec<Day> = case.as_of.iter().flat_map(|day| [*day, day.next(), day.plus_days(more)]).collect();
        days.sort();
        days.dedup();
        let (mut counted, mut runs, mut at) = (Vec::new(), Vec::new(), Vec::new());
        let tell = &mut |event| match event {
            Event::Counted(one) => counted.push(one),
            Event::Days(run) => runs.push(run),
            Event::Step(..) => (),
        };
        fold_days(&case.facts, &rules, &days, tell, &mut |day, standing| at.push((day, standing.clone()))).unwrap();
        let alone = |day: &Day| told(&case.facts, &rules, *day).standing.map(|standing| (*day, standing));
        prop_assert_eq!(at, days.iter().filter_map(alone).collect::<Vec<_>>());
        let last = told(&case.facts, &rules, *days.last().unwrap());
        prop_assert_eq!(counted, last.counted);
        prop_assert_eq!(runs.into_iter().fold(Vec::new(), join), last.days);
    }

    #[test]
    fn the_order_of_input_does_not_matter_where_no_two_start_together(seed in any::<u64>(), order in any::<u64>()) {
        let case = case(seed);
        let (rules, as_of) = (rules(&case), case.as_of[0]);
        let mixed = shuffled(&case.facts, order);
        let (one, other) = (told(&case.facts, &rules, as_of), told(&mixed, &rules, as_of));
        prop_assert_eq!(one.standing, other.standing);
        prop_assert_eq!(one.counted, other.counted);
        prop_assert_eq!(one.days, other.days);
    }

    #[test]
    fn nothing_that_begins_after_a_requirement_fell_overdue_makes_it_vanish(seed in any::<u64>(), after in 0u32..400, what in 0u8..8) {
        let case = case(seed);
        let rules = rules(&case);
        for as_of in &case.as_of {
            let before = told(&case.facts, &rules, *as_of);
            let Some(standing) = before.standing.filter(|standing| standing.overdue.is_some()) else { continue };
            let oldest = standing.oldest.unwrap();
            let tolerance = rules.book.on(oldest).policy.tolerance_days;
            // What begins on the day the record begins is part of how an offender is taken up on it.
            let taken_up = rules.history_from.map_or(Day::MIN, Day::next);
            let begins = oldest.plus_days(tolerance + 1 + after).max(taken_up);
            if begins > *as_of {
                continue;
            }
            let mut facts = case.facts.clone();
            add(&mut facts, what, begins, &rules);
            let after = told(&facts, &rules, *as_of).standing.unwrap();
            prop_assert!(after.overdue.is_some(), "it vanished");
            prop_assert_eq!(after.oldest, Some(oldest));
        }
    }

    #[test]
    fn an_attempt_or_a_contact_meets_nothing_and_moves_no_date(seed in any::<u64>(), at in any::<prop::sample::Index>()) {
        let case = case(seed);
        let (rules, as_of) = (rules(&case), case.as_of[0]);
        let mut facts = case.facts.clone();
        let day = case.as_of[at.index(case.as_of.len())];
        let visit = Visit { outcome: Outcome::NoReply, premises: Premises::Notified, ..some_visit(day) };
        facts.visits.push(visit);
        facts.sort();
        let (without, with) = (told(&case.facts, &rules, as_of), told(&facts, &rules, as_of));
        prop_assert_eq!(without.standing, with.standing);
        prop_assert_eq!(without.counted, with.counted);
    }

    #[test]
    fn overdue_days_are_days_on_which_a_visit_was_required(seed in any::<u64>()) {
        let case = case(seed);
        let (rules, as_of) = (rules(&case), case.as_of[0]);
        let told = told(&case.facts, &rules, as_of);
        let Some(standing) = told.standing else { return Ok(()) };
        let oldest = standing.oldest.unwrap_or(as_of);
        let required = told.days.iter().filter(|run| run.mode == Mode::Required);
        let since: u32 = required.map(|run| run.until.days_after(run.from.max(oldest.next()))).sum();
        let before = rules.history_from.map_or(0, |k| k.days_after(oldest.next()));
        prop_assert_eq!(standing.days_overdue, if standing.overdue.is_some() { since + before } else { 0 });
    }
}

fn some_visit(day: Day) -> Visit {
    let premises = Premises::NotRecorded;
    Visit {
        day,
        time: None,
        outcome: Outcome::Abandoned,
        premises,
        announced: None,
        entry_sought: None,
        act: 1,
        source_days: None,
    }
}

fn add(facts: &mut Facts, what: u8, from: Day, rules: &Rules) {
    let period = Period { from, until: None };
    let status = |status| StatusPeriod { status, period };
    match what {
        0 => facts.statuses.push(status(Status::Custody)),
        1 => facts.statuses.push(status(Status::Abroad)),
        2 => facts.statuses.push(status(Status::Missing)),
        3 => facts.plans.push(Plan { kind: PlanKind::Reactive, period, review_by: None }),
        4 => facts.plans.push(Plan { kind: PlanKind::Interval(Interval::Months(12)), period, review_by: None }),
        5 => facts.tiers.extend(least_of_all(rules).map(|what| Since { from, what })),
        6 => facts.visits.push(Visit { outcome: Outcome::NoReply, ..some_visit(from) }),
        _ => facts.statuses.push(status(Status::Elsewhere)),
    }
    facts.sort();
}

/// The least risk of the last version that every version knows, where there is one.
fn least_of_all(rules: &Rules) -> Option<TierKey> {
    let versions = rules.book.versions();
    let known = |key: &TierKey| versions.iter().all(|version| version.place(*key).is_some());
    let mut keys = versions.last()?.policy.tiers.iter().rev().filter_map(|tier| rules.book.tier_key(&tier.id));
    keys.find(known)
}
