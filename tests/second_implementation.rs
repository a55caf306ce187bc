//! What the second implementation must keep by itself.

mod reference;
mod worked;

use reference::random::case;
use reference::{judge, judge_each};

#[test]
fn the_reference_gives_every_worked_example() {
    worked::check_each("reference", judge);
}

#[test]
fn what_starts_after_a_day_plays_no_part_in_the_reference() {
    for seed in 0..400 {
        let case = case(seed);
        let book = case.book();
        let at_once = judge_each(&case.facts, &book, &case.roster, case.history_from, &case.as_of);
        for (day, answer) in case.as_of.iter().zip(at_once) {
            let alone = judge(&case.facts, &book, &case.roster, case.history_from, *day);
            assert_eq!(answer, alone, "seed {seed} on {day}");
        }
    }
}
