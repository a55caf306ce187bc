//! An input-output error, or a disk that is full, at each write, each sync and each opening.

use std::collections::BTreeMap;

use super::kit;
use super::trial::{self, Trial};

/// Every operation of each kind, failing once or from then on; of the writes only one in `every`, unless in the long run.
fn fails_at_each(trial: &Trial, error: &str, when: &str, every: usize) {
    let every = if kit::long() { 1 } else { every };
    let [writes, syncs, opens, _] = trial.operations;
    assert!(writes > 20 && syncs >= 3 && opens >= 2, "{:?}", trial.operations);
    let mut codes = BTreeMap::new();
    for (kind, many) in [("write", writes), ("sync", syncs), ("open", opens)] {
        for at in (1..=many).step_by(if kind == "write" { every } else { 1 }) {
            let fault = format!("{kind}:{at}:{error}:{when}");
            let unit = trial.unit().with("WORST_EASY", 1).with("WORST_FAIL", &fault);
            let out = trial.run(&unit);
            assert!(matches!(out.code, Some(0 | 1 | 74 | 75)), "{}, {fault}: {out:?}", trial.name);
            trial.holds(unit, &out, &fault);
            *codes.entry(out.code.unwrap()).or_insert(0) += 1;
        }
    }
    println!("{}, {error} {when}: how often it ended with which status: {codes:?}", trial.name);
    assert!(codes.contains_key(&74) && codes.contains_key(&75), "{}, {error} {when}: {codes:?}", trial.name);
}

#[test]
fn an_error_at_any_operation_of_recording_loses_and_invents_nothing() {
    let trial = trial::recording();
    fails_at_each(&trial, "EIO", "once", 1);
    fails_at_each(&trial, "ENOSPC", "on", 4);
    fails_at_each(&trial, "EIO", "torn", 3);
}

#[test]
fn an_error_at_any_operation_of_importing_loses_and_invents_nothing() {
    fails_at_each(&trial::importing(), "EIO", "once", 1);
    fails_at_each(&trial::importing_later(), "ENOSPC", "on", 4);
}

#[test]
fn an_error_at_any_operation_of_backing_up_leaves_a_whole_backup_or_none() {
    fails_at_each(&trial::backing_up(), "EIO", "once", 2);
}

#[test]
fn an_error_at_any_operation_of_migrating_leaves_one_version_or_the_other() {
    let trial = trial::migrating();
    fails_at_each(&trial, "EIO", "once", 1);
    fails_at_each(&trial, "ENOSPC", "on", 4);
}
