use std::fs;
use std::path::Path;

use homevisit::store::StoreError;
use homevisit::store::backup::verified;
use rusqlite::Connection;

use crate::kit::{Unit, contents, damage};

/// What a file is refused for; nothing is written to it or beside it.
fn refused(path: &Path) -> StoreError {
    let before = contents(path.parent().unwrap());
    let refused = verified(path).unwrap_err();
    assert_eq!(contents(path.parent().unwrap()), before);
    refused
}

#[test]
fn what_is_no_whole_database_of_ours_counts_for_nothing() {
    let unit = Unit::new();
    assert_eq!(refused(&unit.path("missing.db")), StoreError::Missing);
    assert_eq!(refused(&unit.new_folder("folder")), StoreError::NotADatabase);
    fs::write(unit.path("empty.db"), "").unwrap();
    assert_eq!(refused(&unit.path("empty.db")), StoreError::Unfinished);
    fs::write(unit.path("text.db"), "x".repeat(5000)).unwrap();
    assert_eq!(refused(&unit.path("text.db")), StoreError::NotADatabase);
    Connection::open(unit.path("foreign.db")).unwrap().execute_batch("create table t (x)").unwrap();
    assert_eq!(refused(&unit.path("foreign.db")), StoreError::Foreign);
    let newer = refused(&unit.spoilt("newer.db", "pragma user_version = 999"));
    assert!(matches!(newer, StoreError::Newer { found: 999, .. }), "{newer}");
}

#[test]
fn a_file_that_was_damaged_or_cut_short_is_refused() {
    let unit = Unit::new();
    let whole = fs::read(unit.backup("whole.db")).unwrap();
    let broken = unit.backup("broken.db");
    damage(&broken);
    assert!(matches!(refused(&broken), StoreError::Damaged { .. }));
    for part in [whole.len() - 1, whole.len() - 4096, whole.len() / 2, 4096, 100] {
        fs::write(unit.path("short.db"), &whole[..part]).unwrap();
        let refused = refused(&unit.path("short.db"));
        assert!(matches!(refused, StoreError::Damaged { .. } | StoreError::NotADatabase), "{part}: {refused}");
    }
}

#[test]
fn a_file_whose_pages_are_whole_and_whose_content_is_not_is_refused() {
    let unit = Unit::new();
    let said = refused(&unit.spoilt("dangling.db", "delete from offender where offender_id = 1")).to_string();
    assert!(said.contains("refers to nothing"), "{said}");
    let gap = "update act set act_id = 7 where act_id = 1; update policy_fact set act_id = 7; update entry set act_id = 7 where act_id = 1";
    let said = refused(&unit.spoilt("gap.db", gap)).to_string();
    assert!(said.contains("an act is missing"), "{said}");
    let said = refused(&unit.spoilt("changed.db", "update visit_fact set outcome = 'seen' where outcome = 'no-reply'"));
    assert_eq!(said.to_string(), "the file is damaged: it does not hold against its trail");
}

#[test]
fn a_backup_is_a_copy_with_a_log_beside_it_where_it_was_copied_so() {
    let unit = Unit::new();
    for ending in ["", "-wal", "-shm"] {
        fs::copy(unit.path(&format!("unit.db{ending}")), unit.path(&format!("live.db{ending}"))).unwrap();
    }
    assert!(fs::metadata(unit.path("live.db-wal")).unwrap().len() > 0, "the last act is in the log alone");
    assert_eq!(verified(&unit.path("live.db")).unwrap().holds.last, 2);
}
