//! What `homevisit doctor` says of real files.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use homevisit::report::doctor::Which;
use serde_json::Value;

use crate::kit::{Unit, contents, damage, said, shown};

/// The state of each check, what is said, and the exit status. Nothing recorded is changed.
fn asked(unit: &Unit, db: &str) -> (Value, i32) {
    let before = fs::read(unit.path(db)).ok();
    let output = unit.run(db, &["doctor", "--format", "json"]);
    assert_eq!(fs::read(unit.path(db)).ok(), before, "{db}");
    let status = output.status.code().unwrap();
    assert_eq!(said(&output).is_empty(), status == 0, "{}", said(&output));
    (serde_json::from_str(&shown(&output)).unwrap(), status)
}

fn state<'a>(answer: &'a Value, check: &str) -> &'a str {
    let checks = answer["checks"].as_array().unwrap();
    checks.iter().find(|one| one["check"] == check).unwrap()["state"].as_str().unwrap()
}

#[test]
fn a_sound_database_is_said_to_be_sound_whoever_has_it_open() {
    let unit = Unit::new();
    unit.backup("one.db");
    for db in ["unit.db", "one.db"] {
        let before = contents(unit.folder.path());
        let (answer, status) = asked(&unit, db);
        assert_eq!((status, answer["bad"].as_u64()), (0, Some(0)), "{answer:#}");
        for check in ["database", "disk", "clock", "permissions", "integrity", "schema", "policy"] {
            assert_eq!(state(&answer, check), "ok", "{answer:#}");
        }
        let after = contents(unit.folder.path());
        assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "nothing is left beside it");
    }
}

#[test]
fn what_has_gone_from_the_cache_is_told() {
    let mut unit = Unit::new();
    unit.store.refresh_cache().unwrap();
    assert_eq!(state(&asked(&unit, "unit.db").0, "cache"), "ok");
    unit.store.drop_cache().unwrap();
    assert_eq!(state(&asked(&unit, "unit.db").0, "cache"), "look");
}

#[test]
fn a_damaged_database_is_looked_over_as_far_as_it_can_be() {
    let unit = Unit::new();
    let path = unit.backup("broken.db");
    damage(&path);
    let (answer, status) = asked(&unit, "broken.db");
    assert_eq!(status, 1);
    assert_eq!((state(&answer, "database"), state(&answer, "integrity")), ("ok", "bad"));
    assert_eq!((state(&answer, "disk"), state(&answer, "permissions")), ("ok", "ok"));

    let whole = fs::read(unit.backup("whole.db")).unwrap();
    for part in [whole.len() / 2, 4096, 100, 0] {
        fs::write(&path, &whole[..part]).unwrap();
        let (answer, status) = asked(&unit, "broken.db");
        assert_eq!((status, answer["checks"].as_array().unwrap().len()), (1, Which::ALL.len()), "cut at {part}");
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(state(&asked(&unit, "broken.db").0, "database"), "bad");
}

#[test]
fn any_page_may_be_spoilt_and_nothing_breaks() {
    let unit = Unit::new();
    let path = unit.backup("broken.db");
    let whole = fs::read(&path).unwrap();
    let (mut asked, mut bad) = (0, 0);
    for page in (0..whole.len() / 4096).step_by(3) {
        let mut bytes = whole.clone();
        let head = if page == 0 { 100 } else { page * 4096 };
        bytes[head..head + 16].fill(0xff);
        fs::write(&path, bytes).unwrap();
        let status = unit.run("broken.db", &["doctor"]).status.code();
        assert!(status == Some(0) || status == Some(1), "page {page}: {status:?}");
        asked += 1;
        bad += usize::from(status == Some(1));
    }
    // Only a page that is free may hold anything.
    assert!(bad * 10 > asked * 9, "{bad} of {asked}");
}

#[test]
fn a_guard_that_was_taken_away_is_missed() {
    let unit = Unit::new();
    unit.spoilt("open.db", "select 1");
    let (answer, status) = asked(&unit, "open.db");
    assert_eq!((status, state(&answer, "schema"), state(&answer, "integrity")), (1, "bad", "ok"));
}

#[test]
fn a_database_of_an_earlier_or_later_version_is_not_touched() {
    let unit = Unit::new();
    let first = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/databases/1.db");
    fs::copy(first, unit.path("old.db")).unwrap();
    fs::set_permissions(unit.path("old.db"), fs::Permissions::from_mode(0o600)).unwrap();
    let (answer, status) = asked(&unit, "old.db");
    assert_eq!((status, state(&answer, "schema"), state(&answer, "integrity")), (0, "look", "ok"), "{answer:#}");
    unit.spoilt("newer.db", "pragma user_version = 999");
    let (answer, status) = asked(&unit, "newer.db");
    assert_eq!((status, state(&answer, "database"), state(&answer, "schema")), (1, "bad", "bad"));
}

#[test]
fn a_database_that_everybody_may_read_is_bad() {
    let unit = Unit::new();
    fs::set_permissions(unit.path("unit.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let (answer, status) = asked(&unit, "unit.db");
    assert_eq!((status, state(&answer, "permissions")), (1, "bad"));
}
