//! Killed at a random moment.

use std::process::Stdio;
use std::time::Duration;

use super::kit::{self, Outcome, Unit};
use super::trial::{self, Trial};

/// Kills it before, amid or after a random operation, or after a random time; what was done is told.
fn killed(trial: &Trial, rng: &mut fastrand::Rng) -> (Unit, Outcome, String) {
    if rng.bool() {
        let place = ["before", "amid", "after"][rng.usize(..3)];
        let when = format!("{place}:{}", rng.usize(1..=trial.operations[3]));
        let unit = trial.unit().with("WORST_EASY", 1).with("WORST_KILL", &when);
        let out = trial.run(&unit);
        return (unit, out, when);
    }
    let unit = trial.unit();
    let mut command = unit.command(&trial.arguments());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let wait = Duration::from_micros(rng.u64(0..trial.takes.as_micros() as u64));
    std::thread::sleep(wait);
    child.kill().unwrap();
    let out = kit::outcome(child.wait_with_output().unwrap());
    (unit, out, format!("after {wait:?}"))
}

#[test]
fn killed_at_any_moment_what_was_acknowledged_is_there_once_and_nothing_else() {
    let rounds = if kit::long() { 500 } else { 25 };
    let mut rng = kit::chance("killed");
    let trials = trial::all();
    let mut died = 0;
    for round in 0..rounds {
        let trial = &trials[round % trials.len()];
        let (unit, out, when) = killed(trial, &mut rng);
        died += usize::from(out.code.is_none());
        trial.holds(unit, &out, &format!("round {round}, killed {when}"));
    }
    println!("killed in {died} of {rounds} rounds");
    assert!(died * 4 > rounds, "hardly ever killed in time: {died} of {rounds}");
}
