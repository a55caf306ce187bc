//! What a transcript cannot show of the real program: closed pipes, file modes, the environment, a cache taken away.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

struct Unit {
    dir: TempDir,
}

impl Unit {
    /// A database with the invented unit of the transcripts.
    fn new() -> Unit {
        let unit = Unit { dir: TempDir::new().unwrap() };
        assert!(unit.run(&["init"]).status.success());
        let register = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register");
        assert!(unit.run(&["import", register.to_str().unwrap()]).status.success());
        unit
    }

    fn db(&self) -> PathBuf {
        self.dir.path().join("unit.db")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.db()).args(arguments).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn text(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn sql(&self, sql: &str) {
        rusqlite::Connection::open(self.db()).unwrap().execute_batch(sql).unwrap();
    }
}

const DAY: [&str; 2] = ["--as-of", "2025-03-31"];

fn on_the_day<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &DAY[..]].concat()
}

#[test]
fn a_closed_pipe_is_no_error() {
    let unit = Unit::new();
    let audit = ["audit", "--from", "2024-01-01", "--to", "2025-03-31", "--cases"];
    let commands = [
        on_the_day(&["worklist", "--all"]),
        on_the_day(&["worklist", "--all", "--format", "csv"]),
        on_the_day(&["worklist", "--all", "--format", "json"]),
        on_the_day(&["unseen", "--format", "csv"]),
        on_the_day(&[&audit[..], &["--format", "csv"]].concat()),
        on_the_day(&["explain", "R001"]),
        on_the_day(&["show", "R001"]),
        vec!["--help"],
        vec!["worklist", "--help"],
        vec!["policy", "show"],
    ];
    for arguments in commands {
        let mut child = unit.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn nobody_to_hear_a_complaint_changes_no_exit_status() {
    let unit = Unit::new();
    let mut child = unit.command(&["show", "NOBODY-1"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn the_database_is_readable_by_its_owner_alone() {
    let unit = Unit::new();
    assert_eq!(std::fs::metadata(unit.db()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_database_stands_in_the_users_data_directory_unless_said_otherwise() {
    let dir = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
    let made = command.env_clear().env("XDG_DATA_HOME", dir.path()).arg("init").output().unwrap();
    assert!(made.status.success());
    assert!(dir.path().join("homevisit/homevisit.db").is_file());
}

#[test]
fn the_environment_names_the_officer_for_every_day() {
    let unit = Unit::new();
    let named = unit.command(&on_the_day(&["worklist"])).env("HOMEVISIT_OFFICER", "P101").output().unwrap();
    assert_eq!(String::from_utf8(named.stdout).unwrap(), unit.text(&on_the_day(&["worklist", "--officer", "P101"])));
}

#[test]
fn taking_away_the_cache_or_any_part_of_it_changes_no_answer() {
    let asked = [
        on_the_day(&["worklist", "--all", "--format", "json"]),
        on_the_day(&["worklist", "--officer", "P102", "--format", "json"]),
        on_the_day(&["explain", "R001", "--format", "json"]),
        on_the_day(&["audit", "--from", "2024-01-01", "--to", "2025-03-31", "--format", "json"]),
        on_the_day(&["unseen", "--format", "json"]),
    ];
    for taken in ["cache_state", "cache_facts", "cache_caseload"] {
        let unit = Unit::new();
        let before: Vec<String> = asked.iter().map(|arguments| unit.text(arguments)).collect();
        unit.sql(&format!("delete from {taken}"));
        let after: Vec<String> = asked.iter().map(|arguments| unit.text(arguments)).collect();
        assert_eq!(before, after, "without {taken}");
    }
}

#[test]
fn an_officer_known_from_visits_alone_is_shown_by_id() {
    let unit = Unit::new();
    assert!(unit.text(&on_the_day(&["show", "R002"])).contains("Q900"));
}

#[test]
fn a_policy_cannot_take_effect_today_by_naming_another_zone() {
    let unit = Unit::new();
    let baseline = include_str!("../data/policies/uk-ew-baseline.toml");
    let today = unit.run(&["--actor", "M301", "policy", "adopt", "/dev/null", "--yes"]);
    assert_eq!(today.status.code(), Some(1), "an empty file is no policy");
    for zone in ["Pacific/Pago_Pago", "Pacific/Kiritimati", "Europe/London"] {
        let file = unit.dir.path().join("other.toml");
        let past = baseline.replace("version = \"1\"", "version = \"2\"").replace("Europe/London", zone);
        std::fs::write(&file, past.replace("2012-01-01", &yesterday_or_today(&unit))).unwrap();
        let refused = unit.run(&["--actor", "M301", "policy", "adopt", file.to_str().unwrap(), "--yes"]);
        assert_eq!(refused.status.code(), Some(1), "{zone}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("is the earliest day"), "{zone}");
    }
}

/// The day of the last act here: today, or yesterday where midnight has just passed.
fn yesterday_or_today(unit: &Unit) -> String {
    let conn = rusqlite::Connection::open(unit.db()).unwrap();
    conn.query_row("select substr(max(moment), 1, 10) from act", [], |row| row.get(0)).unwrap()
}
