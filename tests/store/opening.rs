use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use homevisit::act;
use homevisit::store::{Class, Store, StoreError, file_system};
use rusqlite::Connection;

use crate::sample;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_database_and_what_stands_beside_it_are_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/deeper/unit.db");
    let (mut store, _) = act::init(&path, "tester", None, sample::POLICY).unwrap();
    sample::record(&mut store, "first", sample::FIRST).unwrap();
    for name in ["unit.db", "unit.db-wal", "unit.db-shm"] {
        assert_eq!(mode(&path.with_file_name(name)), 0o600, "{name}");
    }
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn a_file_that_stands_where_a_database_should_go_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    fs::write(&path, "Dear").unwrap();
    let refused = act::init(&path, "tester", None, sample::POLICY).unwrap_err();
    assert!(matches!(refused, act::PolicyRefused::Store(StoreError::Exists)), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "Dear");
}

#[test]
fn a_making_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("unit.db");
    act::init(&path, "", None, sample::POLICY).unwrap_err();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_is_no_database_of_ours_is_refused_by_its_state_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let case = |name: &str, make: &dyn Fn(&Path)| {
        let path = folder.path().join(name);
        make(&path);
        let before = fs::read(&path).ok();
        let refused = Store::open(&path).unwrap_err();
        assert_eq!(fs::read(&path).ok(), before, "{name}");
        assert_eq!(refused.class(), Class::Io, "{name}");
        refused
    };
    let made = |sql: &'static str| move |path: &Path| Connection::open(path).unwrap().execute_batch(sql).unwrap();

    assert_eq!(case("missing", &|_| ()), StoreError::Missing);
    assert_eq!(case("text", &|path| fs::write(path, "x".repeat(5000)).unwrap()), StoreError::NotADatabase);
    assert_eq!(case("empty", &|path| fs::write(path, "").unwrap()), StoreError::Unfinished);
    assert_eq!(case("cut-off", &made("pragma journal_mode = wal;")), StoreError::Unfinished);
    assert_eq!(case("foreign", &made("create table t (x);")), StoreError::Foreign);
    let newer = made("pragma application_id = 1752132982; pragma user_version = 9; create table t (x);");
    assert_eq!(case("newer", &newer), StoreError::Newer { found: 9, known: 3 });
    let older = made("pragma application_id = 1752132982; create table t (x);");
    assert_eq!(case("older", &older), StoreError::Older { found: 0, known: 3 });
    assert_eq!(Store::open(folder.path()).unwrap_err(), StoreError::NotADatabase);
}

#[test]
fn a_database_is_opened_as_it_must_be() {
    let (folder, store) = sample::empty();
    drop(store);
    let store = Store::open(&folder.path().join("unit.db")).unwrap();
    let number = |sql: &str| store.connection().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let mode: String = store.connection().query_row("pragma journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    assert_eq!(number("pragma synchronous"), 2);
    assert_eq!(number("pragma foreign_keys"), 1);
    assert_eq!(number("pragma recursive_triggers"), 1);
    assert_eq!(number("pragma trusted_schema"), 0);
    assert_eq!(number("pragma temp_store"), 1);
    assert_eq!(number("pragma busy_timeout"), 30_000);
}

#[test]
fn network_file_systems_are_known_by_their_numbers() {
    assert_eq!(file_system::refused(0x6969), Some("NFS"));
    assert_eq!(file_system::refused(0xff53_4d42), Some("CIFS"));
    assert_eq!(file_system::refused(0x0102_1997), Some("9p"));
    assert_eq!(file_system::refused(0x6573_5546), Some("FUSE"));
    for (local, name) in [(0xef53, "ext4"), (0x9123_683e, "btrfs"), (0x5846_5342, "xfs"), (0x0102_1994, "tmpfs")] {
        assert_eq!(file_system::refused(local), None, "{name}");
    }
}
