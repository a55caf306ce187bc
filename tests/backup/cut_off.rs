use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;

use homevisit::act::{self, Asked, Verdict};
use homevisit::store::StoreError;
use homevisit::store::act::ActKind;
use homevisit::store::backup::verified;
use rustix::fs::{FlockOperation, flock};

use crate::kit::{Unit, names, program};

/// A few acts with very long reasons, so that copying takes a while.
fn swell(unit: &mut Unit) {
    let reason = "so that a copy takes a while. ".repeat(40_000);
    for _ in 0..40 {
        let kind = ActKind::Import;
        let reason = Some(reason.as_str());
        let asked = Asked { id: None, kind, actor: "tester", content: [7; 32], reason, salted: false };
        act::perform(&mut unit.store, &asked, |_, _| Ok::<_, StoreError>(Verdict::Keep(()))).unwrap();
    }
}

fn parts(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| name.ends_with(".part")).collect()
}

#[test]
fn a_backup_that_is_killed_leaves_no_file_that_counts_and_the_next_removes_what_it_left() {
    let mut unit = Unit::new();
    swell(&mut unit);
    let folder = unit.new_folder("safe");
    let mut caught = 0;
    for _ in 0..20 {
        let arguments = ["backup", "--to", folder.to_str().unwrap()];
        let mut child = program(&unit.path("unit.db"), &arguments).stdout(Stdio::null()).spawn().unwrap();
        while parts(&folder).is_empty() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        let whole = child.wait().unwrap().success();
        // What has the name of a backup is one: it was there in time.
        for name in names(&folder).iter().filter(|name| name.ends_with(".db")) {
            verified(&folder.join(name)).unwrap();
            fs::remove_file(folder.join(name)).unwrap();
        }
        if !whole && !parts(&folder).is_empty() {
            caught += 1;
        }
    }
    assert!(caught > 0, "no backup was killed in its middle");
    let made = unit.back_up(&folder).unwrap();
    assert_eq!(names(&folder), [made.name.unwrap().to_string()]);
}

#[test]
fn a_part_that_somebody_is_making_still_is_left_to_them() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    for name in [".homevisit-gone.part", ".homevisit-held.part", "other.part", ".homevisit-note"] {
        fs::write(folder.join(name), "x").unwrap();
    }
    let held = File::open(folder.join(".homevisit-held.part")).unwrap();
    flock(&held, FlockOperation::LockExclusive).unwrap();
    unit.back_up(&folder.join("one.db")).unwrap();
    assert_eq!(names(&folder), [".homevisit-held.part", ".homevisit-note", "one.db", "other.part"]);
}

#[test]
fn a_restore_that_is_killed_leaves_no_database() {
    let mut unit = Unit::new();
    swell(&mut unit);
    let backup = unit.backup("one.db");
    let folder = unit.new_folder("new");
    let mut caught = 0;
    for _ in 0..20 {
        let arguments = ["restore", backup.to_str().unwrap(), "--because", "a test"];
        let mut child = program(&folder.join("unit.db"), &arguments).stdout(Stdio::null()).spawn().unwrap();
        while parts(&folder).is_empty() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        let whole = child.wait().unwrap().success();
        if folder.join("unit.db").exists() {
            verified(&folder.join("unit.db")).unwrap();
            fs::remove_file(folder.join("unit.db")).unwrap();
        } else if !whole && !parts(&folder).is_empty() {
            caught += 1;
        }
    }
    assert!(caught > 0, "no restore was killed in its middle");
}
