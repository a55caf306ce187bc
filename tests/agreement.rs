//! The engine and the second implementation agree on random offenders: rows, requirements and person-days.
//!
//! `HOMEVISIT_OFFENDERS=1000000` (and `HOMEVISIT_FIRST_SEED`) make a long run of it.

mod engine;
mod reference;
mod worked;

use std::sync::atomic::{AtomicBool, Ordering};

use homevisit::domain::day::Day;
use homevisit::domain::requirement::Rules;

use reference::random::{Case, case};
use reference::shrink::{show, show_answer, smallest};
use reference::{Judged, judge, judge_each};

fn from_environment(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name}: expected a whole number")),
        Err(_) => otherwise,
    }
}

#[test]
fn the_engine_gives_every_worked_example() {
    worked::check_each("engine", engine::judge);
}

#[test]
fn the_engine_and_the_reference_agree_on_random_offenders() {
    let first = from_environment("HOMEVISIT_FIRST_SEED", 0);
    let offenders = from_environment("HOMEVISIT_OFFENDERS", 20_000);
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let stop = &AtomicBool::new(false);
    let disagreements: Vec<Case> = std::thread::scope(|scope| {
        let run = |thread: u64| {
            let mut seeds = (first + thread..first + offenders).step_by(threads as usize);
            let case = seeds.by_ref().take_while(|_| !stop.load(Ordering::Relaxed)).find_map(disagreement);
            case.inspect(|_| stop.store(true, Ordering::Relaxed))
        };
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || run(thread))).collect();
        running.into_iter().filter_map(|thread| thread.join().expect("a thread of the test")).collect()
    });
    if let Some(case) = disagreements.into_iter().min_by_key(|case| case.seed) {
        panic!("{}", report(case));
    }
}

/// The case of this seed with the first day on which the two differ, if there is one.
fn disagreement(seed: u64) -> Option<Case> {
    let case = case(seed);
    let rules = Rules { book: case.book(), history_from: case.history_from };
    let plain = judge_each(&case.facts, &rules.book, &case.roster, case.history_from, &case.as_of);
    let differs = |day: Day, plain: &Judged| engine::judge_by(&case.facts, &rules, &case.roster, day) != *plain;
    let day = case.as_of.iter().zip(&plain).find(|(day, plain)| differs(**day, plain)).map(|(day, _)| *day)?;
    Some(Case { as_of: vec![day], ..case })
}

fn differs(case: &Case) -> bool {
    let (book, day) = (case.book(), case.as_of[0]);
    let of = |judge: worked::Judge| judge(&case.facts, &book, &case.roster, case.history_from, day);
    of(engine::judge) != of(judge)
}

fn report(case: Case) -> String {
    let case = smallest(case, &differs);
    let (book, day) = (case.book(), case.as_of[0]);
    let of = |judge: worked::Judge| show_answer(&judge(&case.facts, &book, &case.roster, case.history_from, day));
    format!(
        "the smallest found on which they differ: {}engine:\n{}reference:\n{}",
        show(&case),
        of(engine::judge),
        of(judge)
    )
}
