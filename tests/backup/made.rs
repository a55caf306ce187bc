use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use homevisit::store::StoreError;
use homevisit::store::backup::verified;

use crate::kit::{Unit, contents, damage, moment, names, said};

#[test]
fn a_backup_is_one_file_for_its_owner_alone_that_needs_no_log() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    let made = unit.back_up(&folder.join("one.db")).unwrap();
    assert_eq!(names(&folder), ["one.db"]);
    assert_eq!(fs::metadata(&made.path).unwrap().permissions().mode() & 0o777, 0o600);
    let head = fs::read(&made.path).unwrap();
    assert_eq!(head[18..20], [1, 1], "a rollback journal, not a write-ahead log");
    assert_eq!((made.name, made.holds.last), (None, 2));
    assert_eq!(verified(&made.path).unwrap().holds, made.holds);
    assert_eq!(names(&folder), ["one.db"], "to verify leaves nothing beside it");
}

#[test]
fn in_a_folder_a_backup_is_named_after_its_moment_and_its_last_act() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    let at = |text: &str| unit.store.back_up(&folder, moment(text)).unwrap().place().unwrap().name.unwrap().to_string();
    assert_eq!(at("2126-11-25T17:00:00.999999Z"), "homevisit-21261125T170000Z-2.db");
    // A clock that was set back: the moments of acts never decrease, and the names of backups do not either.
    let last = unit.store.snapshot(None).unwrap().act().moment.to_string();
    let digits: String = last[..19].chars().filter(|c| !"-:".contains(*c)).collect();
    assert_eq!(at("2001-01-01T00:00:00Z"), format!("homevisit-{digits}Z-2.db"));
}

#[test]
fn a_backup_is_never_put_in_the_place_of_a_file() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    fs::write(folder.join("letter"), "Dear").unwrap();
    symlink(folder.join("nowhere"), folder.join("link")).unwrap();
    let before = contents(unit.folder.path());
    for place in [folder.join("letter"), folder.join("link"), unit.path("unit.db")] {
        assert_eq!(unit.back_up(&place).unwrap_err(), StoreError::Exists);
    }
    assert_eq!(contents(unit.folder.path()), before);
}

#[test]
fn a_damaged_database_gives_no_backup_and_leaves_nothing() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    unit.store.connection().execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    fs::copy(unit.path("unit.db"), unit.path("broken.db")).unwrap();
    damage(&unit.path("broken.db"));
    let refused = unit.run("broken.db", &["backup", "--to", "safe"]);
    assert_eq!(refused.status.code(), Some(74));
    assert!(said(&refused).contains("the file is damaged"), "{}", said(&refused));
    assert_eq!(names(&folder), [""; 0]);
}

#[test]
fn a_place_that_is_not_there_is_refused() {
    let unit = Unit::new();
    let refused = unit.run("unit.db", &["backup", "--to", "nowhere/one.db"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("there is no such folder"), "{}", said(&refused));
    let refused = unit.run("unit.db", &["backup", "--to", "one.db", "--keep", "7"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!unit.path("one.db").exists());
}
