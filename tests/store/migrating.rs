//! A database as an earlier version left it, and what it answered then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use homevisit::store::{Store, StoreError};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::sample;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/databases").join(name)
}

/// Every version of the schema that was ever handed out, but for this one.
const EARLIER: [i32; 2] = [1, 2];

fn left_by(version: i32) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("unit.db");
    std::fs::copy(fixture(&format!("{version}.db")), &path).unwrap();
    (folder, path)
}

fn first() -> (TempDir, PathBuf) {
    left_by(1)
}

/// Every definition, without remarks, quotes and the way its words are set.
fn schema(conn: &Connection) -> BTreeMap<(String, String), String> {
    let sql = "select type, name, sql from sqlite_schema where sql is not null";
    let mut statement = conn.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next().unwrap() {
        let sql: String = row.get(2).unwrap();
        let plain = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
        let plain = plain.replace('"', "").split_whitespace().collect::<String>();
        found.insert((row.get(0).unwrap(), row.get(1).unwrap()), plain);
    }
    found
}

#[test]
fn a_database_of_an_earlier_version_gets_the_schema_of_a_new_one() {
    for version in EARLIER {
        let (_folder, path) = left_by(version);
        let before = schema(&Connection::open(&path).unwrap());
        let opened = Store::open(&path).unwrap();
        let (_other, fresh) = sample::empty();
        assert_ne!(before, schema(fresh.connection()));
        assert_eq!(schema(opened.connection()), schema(fresh.connection()));
        for pragma in ["application_id", "user_version", "foreign_keys"] {
            let read = |store: &Store| -> i64 {
                store.connection().query_row(&format!("pragma {pragma}"), [], |row| row.get(0)).unwrap()
            };
            assert_eq!(read(&opened), read(&fresh), "{pragma}");
        }
    }
}

fn ask(path: &Path, arguments: &[&str], as_of: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
    command.env_clear().env("HOMEVISIT_DB", path).args(arguments);
    let output = command.args(["--as-of", as_of, "--format", "json"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Whether everything recorded is answered still; keys may have joined it.
fn answers(now: &Value, recorded: &Value) -> bool {
    match (now, recorded) {
        (Value::Object(now), Value::Object(recorded)) => {
            recorded.iter().all(|(key, value)| now.get(key).is_some_and(|now| answers(now, value)))
        }
        // more words may be said of a row
        (Value::Array(now), Value::Array(recorded)) if recorded.iter().chain(now).all(Value::is_string) => {
            recorded.iter().all(|word| now.contains(word))
        }
        (Value::Array(now), Value::Array(recorded)) => {
            now.len() == recorded.len() && now.iter().zip(recorded).all(|(now, recorded)| answers(now, recorded))
        }
        _ => now == recorded,
    }
}

#[test]
fn a_database_of_an_earlier_version_answers_as_it_did() {
    let audits = [(1, "2024-04-01", "2025-03-31"), (2, "2025-12-01", "2026-11-25")];
    for (version, from, to) in audits {
        let (_folder, path) = left_by(version);
        let audit = ["audit", "--from", from, "--to", to];
        for (arguments, name) in [(&["worklist", "--all"][..], "worklist"), (&audit, "audit")] {
            let name = format!("{version}-{name}.json");
            let recorded = serde_json::from_str(&std::fs::read_to_string(fixture(&name)).unwrap()).unwrap();
            // once as it is opened first, once from the cache
            for _ in 0..2 {
                let now = ask(&path, arguments, to);
                assert!(answers(&now, &recorded), "{name}: {now:#}");
            }
        }
    }
    assert_eq!(audits.map(|(version, ..)| version), EARLIER);
}

#[test]
fn what_the_first_version_recorded_is_kept_and_more_can_be() {
    let (_folder, path) = first();
    let count = |conn: &Connection, table: &str| -> i64 {
        conn.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).unwrap()
    };
    let tables = ["act", "visit_fact", "plan_fact", "person_text", "attendance"];
    let before = tables.map(|table| count(&Connection::open(&path).unwrap(), table));
    let mut store = Store::open(&path).unwrap();
    assert_eq!(tables.map(|table| count(store.connection(), table)), before);
    assert!(before.iter().all(|count| *count > 0));
    let marker = "insert into marker_fact values (1, ?act, null, 0, 1, 'dogs', '2025-01-01', null)";
    assert_eq!(sample::record(&mut store, "marker", marker).unwrap(), before[0] + 1);
    assert!(store.connection().execute("delete from act", []).is_err(), "what guards the acts is there again");
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_was() {
    let (_folder, path) = first();
    Connection::open(&path).unwrap().execute_batch("pragma user_version = 4").unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_eq!(Store::open(&path).unwrap_err(), StoreError::Newer { found: 4, known: 3 });
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn the_trail_of_an_earlier_version_is_begun_as_it_is_brought_up() {
    for version in EARLIER {
        let (_folder, path) = left_by(version);
        let store = Store::open(&path).unwrap();
        let view = store.snapshot(None).unwrap();
        let verified = view.trail().verify().unwrap();
        assert_eq!((verified.findings.total, verified.entries), (0, 1), "{:?}", verified.findings);
        assert_eq!(verified.acts, u64::try_from(view.act().number).unwrap());
        let sql = "select actor, outcome, moment = (select max(moment) from act) from entry";
        let begun = store.connection().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(begun, ("homevisit".to_owned(), "begun".to_owned(), true));
    }
}

#[test]
fn a_trail_that_was_taken_away_is_not_begun_anew() {
    let (_folder, path) = left_by(2);
    drop(Store::open(&path).unwrap());
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("drop trigger entry_present; delete from entry;").unwrap();
    conn.execute_batch(
        "create trigger entry_present before delete on entry
         begin select raise(abort, 'nothing recorded is deleted'); end;",
    )
    .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
    command.env_clear().env("HOMEVISIT_DB", &path).args(["worklist", "--all", "--as-of", "2026-11-25"]);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("its trail was taken away"), "{said}");
    assert!(output.stdout.is_empty() && !output.status.success());
    let entries: i64 = conn.query_row("select count(*) from entry", [], |row| row.get(0)).unwrap();
    assert_eq!(entries, 0);
}
