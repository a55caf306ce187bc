use std::fs;
use std::path::Path;

use homevisit::act;
use homevisit::domain::trail::{Outcome, Spoken};
use homevisit::store::backup::{restore, verified};
use homevisit::store::{Store, StoreError};

use crate::kit::{Unit, contents, damage, names, said, shown};

#[test]
fn a_restored_database_answers_as_the_one_that_was_backed_up() {
    let unit = Unit::new();
    let backup = unit.backup("one.db");
    let bytes = fs::read(&backup).unwrap();
    let done = unit.run("new/unit.db", &["restore", "one.db", "--because", "the disk failed"]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(shown(&done).contains("It holds acts 1 to 2"), "{}", shown(&done));
    assert_eq!(names(&unit.path("new")), ["unit.db"]);
    assert_eq!(fs::read(&backup).unwrap(), bytes, "the backup is left as it is");
    for arguments in [
        &["worklist", "--all", "--as-of", "2025-03-31", "--format", "json"][..],
        &[
            "audit",
            "--from",
            "2024-01-01",
            "--to",
            "2025-03-31",
            "--as-of",
            "2025-03-31",
            "--cases",
            "--format",
            "json",
        ],
        &["history", "R001", "--format", "json"],
    ] {
        let (before, after) = (unit.run("unit.db", arguments), unit.run("new/unit.db", arguments));
        assert!(before.status.success(), "{}", said(&before));
        assert_eq!(shown(&before), shown(&after));
    }
}

#[test]
fn nothing_is_restored_where_a_database_or_its_log_stands() {
    let unit = Unit::new();
    unit.backup("one.db");
    for stands in ["there.db", "there.db-wal", "there.db-shm", "there.db-journal"] {
        fs::write(unit.path(stands), "x").unwrap();
        let before = contents(unit.folder.path());
        let refused = unit.run("there.db", &["restore", "one.db", "--because", "a test"]);
        assert_eq!(refused.status.code(), Some(1), "{stands}");
        assert!(said(&refused).contains("it was left as it is"), "{stands}: {}", said(&refused));
        assert_eq!(contents(unit.folder.path()), before, "{stands}");
        fs::remove_file(unit.path(stands)).unwrap();
    }
}

#[test]
fn a_damaged_or_newer_backup_is_refused_with_nothing_written() {
    let unit = Unit::new();
    damage(&unit.backup("broken.db"));
    unit.spoilt("newer.db", "pragma user_version = 999");
    fs::write(unit.path("text.db"), "Dear").unwrap();
    let before = contents(unit.folder.path());
    for (name, status, words) in [
        ("broken.db", 74, "the file is damaged"),
        ("newer.db", 74, "use the newer program"),
        ("text.db", 74, "not a database"),
        ("missing.db", 1, "there is no such backup"),
    ] {
        let refused = unit.run("new/unit.db", &["restore", name, "--because", "a test"]);
        assert_eq!(refused.status.code(), Some(status), "{name}");
        assert!(said(&refused).contains(words), "{name}: {}", said(&refused));
        assert_eq!(contents(unit.folder.path()), before, "{name}");
    }
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_up_to_date_and_is_itself_left_as_it_is() {
    let unit = Unit::empty();
    let first = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/databases/1.db");
    fs::copy(&first, unit.path("old.db")).unwrap();
    let place = unit.path("new.db");
    let found =
        act::restore(&unit.path("old.db"), &place, (Some("tester"), 1000), "a test", &Spoken::default()).unwrap();
    assert_eq!(found.version, 1);
    assert!(verified(&place).unwrap().version > 1);
    assert_eq!(fs::read(unit.path("old.db")).unwrap(), fs::read(&first).unwrap());
    let restored = Store::open(&place).unwrap();
    let snapshot = restored.snapshot(None).unwrap();
    assert_eq!(snapshot.extracts().unwrap().len(), 1);
    assert_eq!(snapshot.trail().verify().unwrap().findings.kept, []);
}

#[test]
fn what_is_recorded_of_a_restore_stands_in_the_file_before_it_has_its_name() {
    let unit = Unit::new();
    let (backup, place) = (unit.backup("one.db"), unit.path("new.db"));
    let refused = restore(&backup, &place, |_, _| Err::<(), _>(StoreError::NotOnFile { what: "test" })).unwrap_err();
    assert_eq!(refused, StoreError::NotOnFile { what: "test" });
    assert_eq!(names(unit.folder.path()), ["one.db", "unit.db", "unit.db-shm", "unit.db-wal"]);
    // Somebody nobody vouches for: it is seen in what is restored, not only in the backup.
    let stray = restore(&backup, &place, |tx, _| {
        tx.execute("insert into offender (ref) values ('R-TEST')", [])?;
        Ok::<_, StoreError>(())
    });
    assert_eq!(stray.unwrap_err(), StoreError::Damaged { what: "it does not hold against its trail" });
    assert!(!place.exists());
    let (_, there) = restore(&backup, &place, |_, _| Ok::<_, StoreError>(place.exists())).unwrap();
    assert!(!there && place.exists());
}

#[test]
fn a_restore_that_breaks_the_record_is_refused() {
    let unit = Unit::new();
    let (backup, place) = (unit.backup("one.db"), unit.path("new.db"));
    let broken = restore(&backup, &place, |tx, _| {
        tx.execute_batch(
            "drop trigger act_in_order;
             insert into act (act_id, id, kind, actor, moment, content)
             values (99, 'gap', 'import', 'tester', '2126-01-01T00:00:00.000000Z', zeroblob(32))",
        )?;
        Ok::<_, StoreError>(())
    });
    assert_eq!(broken.unwrap_err(), StoreError::Damaged { what: "an act is missing" });
    assert!(!place.exists());
}

#[test]
fn a_restore_wants_a_reason() {
    let unit = Unit::new();
    let backup = unit.backup("one.db");
    let without = unit.run("new.db", &["restore", "one.db"]);
    assert_eq!(without.status.code(), Some(2));
    let empty = unit.run("new.db", &["restore", "one.db", "--because", " "]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(act::restore(&backup, &unit.path("new.db"), (Some("tester"), 1000), " ", &Spoken::default()).is_err());
    assert!(!unit.path("new.db").exists());
}

/// The last entry of a trail: what became of it, by whom, in what words, why.
fn last_entry(path: &Path) -> (Outcome, String, Spoken, Option<String>) {
    let store = Store::open(path).unwrap();
    let snapshot = store.snapshot(None).unwrap();
    let mut last = None;
    let from = snapshot.trail().length().unwrap();
    snapshot
        .trail()
        .each::<StoreError>(from, &mut |entry| {
            last = Some((entry.outcome, entry.actor.clone(), entry.spoken.clone(), entry.reason.clone()));
            Ok(())
        })
        .unwrap();
    last.unwrap()
}

#[test]
fn a_backup_and_a_restore_are_entered_in_the_trail() {
    let unit = Unit::new();
    let made = unit.run("unit.db", &["--actor", "M301", "backup", "--to", "one.db"]);
    assert!(made.status.success(), "{}", said(&made));
    let asked = |command: &str, asked: &str| Spoken { command: command.to_owned(), asked: asked.to_owned() };
    let taken = last_entry(&unit.path("unit.db"));
    assert_eq!(taken, (Outcome::Taken, "M301".to_owned(), asked("backup", "to=?"), None));
    let because = "the disk failed";
    let done = unit.run("new.db", &["--actor", "M301", "restore", "one.db", "--because", because]);
    assert!(done.status.success(), "{}", said(&done));
    let restored = last_entry(&unit.path("new.db"));
    assert!(restored.2.asked.starts_with("continues=2 hash="), "{:?}", restored.2);
    let spoken = asked("restore", &restored.2.asked);
    assert_eq!(restored, (Outcome::Restored, "M301".to_owned(), spoken, Some(because.to_owned())));
    let verified = Store::open(&unit.path("new.db")).unwrap().snapshot(None).unwrap().trail().verify().unwrap();
    assert_eq!((verified.findings.total, verified.restores.as_slice()), (0, &[3][..]));
    let doctor = shown(&unit.run("unit.db", &["doctor"]));
    assert!(doctor.contains("The last was made today."), "{doctor}");
    let doctor = shown(&unit.run("new.db", &["doctor"]));
    assert!(doctor.contains("None that counts has been made here."), "{doctor}");
}
