//! A disk with no more room (a limit on the size of files, which a shell can set), and one that cannot be written to.

use std::fs;
use std::process::Command;

use super::kit::{self, Outcome, Unit, whole};
use super::trial::{self, Trial};

/// Runs a trial's command where no file may have more than so many blocks of 512 bytes.
fn limited(unit: &Unit, trial: &Trial, blocks: u64) -> Outcome {
    let mut shell = Command::new("sh");
    unit.surround(&mut shell);
    shell.args(["-c", "ulimit -f \"$0\" && exec \"$@\"", &blocks.to_string(), env!("CARGO_BIN_EXE_homevisit")]);
    let out = kit::outcome(shell.args(trial.arguments()).stdin(std::process::Stdio::null()).output().unwrap());
    assert!(out.code.is_some(), "{}, {blocks} blocks: the signal killed it", trial.name);
    out
}

#[test]
fn a_disk_without_room_is_told_and_what_was_recorded_stands() {
    for trial in trial::all() {
        let largest = fs::metadata(trial.unit().path()).unwrap().len().div_ceil(512);
        let mut codes = Vec::new();
        for blocks in [0, 1, 9, 33, 64, 80, 100, 128, 200, 300, 500, largest, largest + 8, 4 * largest] {
            let mut unit = trial.unit();
            unit.calm();
            let out = limited(&unit, &trial, blocks);
            assert!(matches!(out.code, Some(0 | 74 | 75)), "{}, {blocks} blocks: {out:?}", trial.name);
            codes.push(out.code.unwrap());
            trial.holds(unit, &out, &format!("{blocks} blocks"));
        }
        println!("{}: {codes:?}", trial.name);
        assert!(codes.contains(&0) && codes.iter().any(|code| *code != 0), "{}: {codes:?}", trial.name);
    }
}

#[test]
fn a_file_for_which_there_is_no_room_is_told_and_none_of_it_is_left() {
    let unit = Unit::bare();
    unit.done(&["init"]);
    unit.done(&[
        "generate",
        "--offenders",
        "400",
        "--seed",
        "7",
        "--years",
        "1",
        "--last-day",
        "2026-03-31",
        "--to",
        "all",
    ]);
    unit.done(&["import", "all"]);
    for format in ["xlsx", "html", "csv", "json"] {
        let mut codes = Vec::new();
        for blocks in [80, 100, 130, 160, 200, 20_000] {
            let mut shell = Command::new("sh");
            unit.surround(&mut shell);
            shell.args(["-c", "ulimit -f \"$0\" && exec \"$@\"", &blocks.to_string(), env!("CARGO_BIN_EXE_homevisit")]);
            let asked = ["unseen", "--as-of", "2026-03-31", "--format", format, "--out", "list"];
            let to_whom = ["--for", "a", "--because", "b"];
            let out = kit::outcome(shell.args(asked).args(to_whom).current_dir(unit.folder()).output().unwrap());
            assert!(matches!(out.code, Some(0 | 74)), "{format}, {blocks} blocks: {out:?}");
            assert!(!out.said.contains("fault of ours"), "{format}, {blocks} blocks: {out:?}");
            let left = fs::read_dir(unit.folder()).unwrap().map(|entry| entry.unwrap().file_name());
            let left: Vec<String> = left.map(|name| name.into_string().unwrap()).collect();
            assert!(!left.iter().any(|name| name.starts_with(".homevisit")), "{format}, {blocks} blocks: {left:?}");
            let whole = fs::remove_file(unit.folder().join("list")).is_ok();
            assert_eq!(whole, out.code == Some(0), "{format}, {blocks} blocks: {left:?}");
            codes.push(out.code.unwrap());
        }
        assert!(codes.contains(&0) && codes.contains(&74), "{format}: {codes:?}");
    }
}

#[test]
fn an_answer_that_cannot_be_written_undoes_nothing_and_the_status_says_so() {
    for (trial, said) in
        [(trial::recording(), "note: recorded as act 3;"), (trial::importing(), "note: taken in, as act 2;")]
    {
        let mut unit = trial.unit();
        unit.calm();
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let out = kit::outcome(unit.command(&trial.arguments()).stdout(full).output().unwrap());
        assert!(out.code == Some(0) && out.said.contains(said), "{}: {out:?}", trial.name);
        trial.holds(unit, &out, "the answer had no room");
    }
    let unit = trial::recording().unit();
    fs::write(unit.folder().join("visit-note.txt"), "{{ no such thing").unwrap();
    let out = unit.run(&kit::recording("R001", "2025-03-20", "one"));
    assert!(out.code == Some(0) && out.said.contains("note: recorded as act 3;"), "{out:?}");
}

#[test]
fn where_nothing_can_be_written_it_is_refused_and_left_as_it_was() {
    for error in ["EROFS", "EACCES"] {
        for trial in trial::all() {
            let unit = trial.unit().with("WORST_FAIL", format!("open:1:{error}:on"));
            let before = fs::read(unit.path()).unwrap();
            let out = trial.run(&unit);
            assert_eq!(out.code, Some(74), "{}, {error}: {out:?}", trial.name);
            assert!(out.said.contains("cannot be written to"), "{}, {error}: {out:?}", trial.name);
            assert!(fs::read(unit.path()).unwrap() == before, "written to");
            trial.holds(unit, &out, error);
        }
    }
}

#[test]
fn a_database_cannot_be_made_where_nothing_can_be_written() {
    for error in ["EROFS", "EACCES", "ENOSPC"] {
        let mut unit = Unit::bare().with("WORST_FAIL", format!("open:1:{error}:on"));
        let out = unit.run(&["init"]);
        assert_eq!(out.code, Some(74), "{error}: {out:?}");
        assert_eq!(fs::read_dir(unit.folder()).unwrap().count(), 0);
        unit.calm();
        unit.done(&["init"]);
        whole(&unit.path());
    }
}
