//! Whether the unit's list and the audit cost each offender the same, whatever the size of the register.

mod kit;

use std::time::Duration;

use kit::lists::{self, From, Known};
use kit::{Clock, Goal, database, number, row, shown};

const SIZES: [u32; 4] = [850, 4_500, 100_000, 1_000_000];

fn main() {
    let sizes: Vec<u32> = SIZES.into_iter().filter(|size| database("realistic", *size).is_some()).collect();
    grow("the unit's list from facts", &sizes, |store, known| drop(lists::unit(store, From::Facts, known)));
    grow("a year's audit from facts", &sizes, |store, known| drop(lists::audit(store, From::Facts, known)));
}

fn grow(work: &str, sizes: &[u32], run: impl Fn(&homevisit::store::Store, &Known)) {
    let each: Vec<Duration> = sizes.iter().map(|size| one(*size, &run)).collect();
    let told: Vec<String> =
        sizes.iter().zip(&each).map(|(size, time)| format!("{}: {}", number(*size), shown(*time))).collect();
    let least = each.iter().min().expect("a size");
    let last = each.last().expect("a size");
    let detail = format!("time for each offender, {}; peak {} MiB", told.join("; "), kit::peak());
    row(&format!("growth, {work}"), Goal::Told, kit::ratio(*last, *least), &detail);
}

/// The time for each offender, the median of as many runs as its size allows.
fn one(size: u32, run: &impl Fn(&homevisit::store::Store, &Known)) -> Duration {
    let store = kit::store("realistic", size);
    let known = Known::of(&store);
    let rounds = if size > 100_000 { 1 } else { (200_000 / size as usize).clamp(3, 51) };
    let [time] = kit::alternate(Clock::Cpu, rounds, [&mut || run(&store, &known)]);
    time / size
}
