//! The program at a terminal of the tests' own: what it asks, how many answers the common visit takes, what it then does.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use tempfile::TempDir;

/// A unit, and somebody at its terminal.
struct Unit {
    dir: TempDir,
}

impl Unit {
    fn new() -> Unit {
        let unit = Unit { dir: TempDir::new().unwrap() };
        let register = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register");
        for arguments in [vec!["init"], vec!["import", register.to_str().unwrap()]] {
            let out = unit.command().args(arguments).stdin(Stdio::null()).output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
        unit
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.dir.path().join("unit.db"));
        command
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let out = self.command().args(arguments).stdin(Stdio::null()).output().unwrap();
        serde_json::from_slice(&out.stdout).unwrap()
    }

    /// Runs a command at a terminal, answering one question after the other; what stood on the screen, and whether it
    /// was done. Questions end in a colon or `[y/N]`, and a blank.
    fn at_a_terminal(&self, arguments: &[&str], answers: &[&str]) -> (String, bool) {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&keyboard).unwrap();
        unlockpt(&keyboard).unwrap();
        let name = ptsname(&keyboard, Vec::new()).unwrap();
        let screen = OpenOptions::new().read(true).write(true).open(name.to_str().unwrap()).unwrap();
        let mut command = self.command();
        command.args(arguments).env("HOMEVISIT_OFFICER", "P101");
        command.stdin(screen.try_clone().unwrap()).stdout(screen.try_clone().unwrap()).stderr(screen);
        let mut child = command.spawn().unwrap();
        drop(command);
        let shown = answer(&mut File::from(keyboard), answers);
        (shown, child.wait().unwrap().success())
    }
}

/// Reads until the other side has gone, typing the next answer whenever a question stands there.
fn answer(keyboard: &mut File, answers: &[&str]) -> String {
    let mut answers = answers.iter();
    let mut shown = String::new();
    let mut chunk = [0; 4096];
    while let Ok(count @ 1..) = keyboard.read(&mut chunk) {
        shown.push_str(&String::from_utf8_lossy(&chunk[..count]).replace('\r', ""));
        if (shown.ends_with(": ") && !shown.ends_with("\n: ")) || shown.ends_with("[y/N] ") {
            match answers.next() {
                Some(answer) => keyboard.write_all(format!("{answer}\n").as_bytes()).unwrap(),
                // End of input: whoever is asked has gone.
                None => keyboard.write_all(&[4]).unwrap(),
            }
        }
    }
    assert!(answers.next().is_none(), "not every answer was asked for:\n{shown}");
    shown
}

/// What changes with the day on which the test runs, taken out.
fn settled(shown: &str, day: chrono::NaiveDate) -> String {
    let words = [day.format("%A %-d %b %Y (%Y-%m-%d)"), day.format("%-d %b %Y"), day.format("%Y-%m-%d")];
    let mut shown = shown.to_owned();
    for written in words {
        shown = shown.replace(&written.to_string(), "[yesterday]");
    }
    let changing = [
        ("When? a time of today, or a day and a time [", "now]: yesterday 10:20"),
        ("  Next visit due by ", "[..]"),
        ("Next visit due by ", "[..]"),
        ("Recorded 20", "[..] by P101."),
    ];
    let settle = |line: &str| {
        let change = changing.iter().find(|(begins, _)| line.starts_with(begins));
        change.map_or_else(|| line.trim_end().to_owned(), |(begins, ends)| format!("{begins}{ends}")) + "\n"
    };
    shown.lines().map(settle).collect()
}

#[test]
fn the_common_visit_takes_six_answers_and_is_shown_before_it_is_written() {
    let unit = Unit::new();
    let answers = ["yesterday 10:20", "", "P101,P102", "", "", ""];
    assert!(answers.len() <= 6);
    #[allow(clippy::disallowed_methods)]
    let today = chrono::Utc::now().with_timezone(&chrono_tz::Europe::London).date_naive();
    // Seen not long ago: the visit is additional, whatever the day of the test.
    let earlier = today.checked_sub_days(chrono::Days::new(40)).unwrap().to_string();
    let given = ["visit", "record", "R001", "--on", &earlier, "--outcome", "seen", "--premises", "notified"];
    let mut seen = unit.command();
    let seen = seen.args(given).args(["--officers", "P101,P102", "--actor", "P101"]).stdin(Stdio::null()).output();
    assert!(seen.unwrap().status.success());
    let (shown, done) = unit.at_a_terminal(&["visit", "record", "R001"], &answers);
    assert!(done, "{shown}");
    let expected = include_str!("terminal/common.txt");
    if std::env::var_os("TERMINAL").is_some_and(|how| how == "overwrite") {
        std::fs::write(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terminal/common.txt"),
            settled(&shown, today.pred_opt().unwrap()),
        )
        .unwrap();
    }
    assert_eq!(settled(&shown, today.pred_opt().unwrap()), expected, "TERMINAL=overwrite writes it anew");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    let person = unit.json(&["show", "R001", "--format", "json"]);
    assert_eq!(person["visits"][0]["visit_ref"], "H4");
}

#[test]
fn nothing_is_written_where_the_answer_is_no_or_the_answers_end() {
    let unit = Unit::new();
    let before = unit.json(&["show", "R001", "--format", "json"]);
    let (shown, done) =
        unit.at_a_terminal(&["visit", "record", "R001"], &["2025-03-31", "no-reply", "P101,P102", "yes", ""]);
    assert!(!done && shown.contains("nothing was recorded"), "{shown}");
    let (shown, done) = unit.at_a_terminal(&["visit", "record", "R001"], &["2025-03-31", "seen"]);
    assert!(!done && shown.contains("nothing was recorded"), "{shown}");
    assert_eq!(unit.json(&["show", "R001", "--format", "json"]), before);
}

#[test]
fn what_does_not_fit_is_asked_again_and_what_is_unusual_is_asked_singly() {
    let unit = Unit::new();
    let answers = [
        "tomorrow",
        "2025-03-31 10:20",
        "9",
        "3",
        "P101,social-care:4711",
        "no",
        "no",
        "yes",
        "probation asked for it",
        "no",
        "yes",
    ];
    let (shown, done) = unit.at_a_terminal(&["visit", "record", "R001"], &answers);
    assert!(done, "{shown}");
    assert!(shown.contains("a number from 1 to 7") && shown.contains("This would be an attempt"), "{shown}");
    let only = unit.json(&["show", "R001", "--format", "json"])["visits"][0].clone();
    assert_eq!((&only["outcome"], &only["premises"]), (&"no-reply".into(), &"other".into()));
}

#[test]
fn what_was_given_is_not_asked_for() {
    let unit = Unit::new();
    let given = ["visit", "record", "R001", "--on", "2025-03-31", "--time", "09:00", "--outcome", "seen"];
    let more = ["--officers", "P101,P102", "--premises", "notified", "--announced", "no", "--entry-sought", "yes"];
    let (shown, done) = unit.at_a_terminal(&[&given[..], &more[..], &["--children", "0"]].concat(), &["yes"]);
    assert!(done && !shown.contains("When?") && !shown.contains("What came of it?"), "{shown}");
}

#[test]
fn cases_change_hands_on_a_yes_alone_and_what_each_would_carry_is_shown_before() {
    let unit = Unit::new();
    let owner = || unit.json(&["show", "R001", "--format", "json"])["owners"][0]["officer_id"].clone();
    let reassign = ["reassign", "--actor", "S201", "--from-officer", "P101", "--to-officer", "P102"];
    for no in ["no", "", "perhaps"] {
        let (shown, done) = unit.at_a_terminal(&reassign, &[no]);
        assert!(!done && shown.contains("nothing was recorded"), "{shown}");
        assert_eq!(owner(), "P101");
    }
    let (shown, done) = unit.at_a_terminal(&reassign, &["yes"]);
    let (before, after) = shown.split_once("[y/N]").unwrap();
    assert!(done && before.contains("P102 (0.80 of full time): 4 cases, then 8"), "{shown}");
    assert!(after.contains("Recorded as act"), "{shown}");
    assert_eq!(owner(), "P102");
    let (shown, done) = unit.at_a_terminal(&[&reassign[..], &["--dry-run"]].concat(), &[]);
    assert!(!done && shown.contains("P101 has no cases"), "{shown}");
}

#[test]
fn a_note_is_added_where_nothing_is_wrong_and_is_no_yes_where_something_is() {
    let unit = Unit::new();
    let (shown, done) = unit
        .at_a_terminal(&["visit", "record", "R001"], &["yesterday 10:20", "", "P101,P102", "", "", "a dog was heard"]);
    assert!(done && shown.matches("a dog was heard").count() >= 2, "in the text for the register: {shown}");
    let late = ["2025-03-31 10:20", "", "P101,P102", "", "", "cancel that", "stop", ""];
    let (shown, done) = unit.at_a_terminal(&["visit", "record", "R001"], &late);
    assert!(!done && shown.contains("nothing was recorded"), "{shown}");
}
