use std::fs;
use std::os::unix::fs::symlink;

use homevisit::domain::backup::{BackupName, let_go};
use homevisit::store::backup::keep;

use crate::kit::{Unit, moment, names, said, shown};

fn name(text: &str) -> BackupName {
    text.parse().unwrap()
}

/// One at five in the afternoon of a day.
fn on(day: &str) -> BackupName {
    name(&format!("homevisit-{}T170000Z-9.db", day.replace('-', "")))
}

fn days(names: &[BackupName]) -> Vec<String> {
    names.iter().map(|name| name.to_string()[10..18].to_owned()).collect()
}

/// One a day from the first of a year on.
fn daily(year: i32, count: usize) -> Vec<BackupName> {
    let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    first.iter_days().take(count).map(|day| on(&day.to_string())).collect()
}

#[test]
fn a_name_is_written_in_one_way_only() {
    for good in ["homevisit-20261125T170000Z-1234.db", "homevisit-20240229T235959Z-1.db"] {
        assert_eq!(good.parse::<BackupName>().unwrap().to_string(), good);
    }
    for bad in [
        "homevisit-20261125T170000Z-1234.db.part",
        "homevisit-20261125T170000Z-01234.db",
        "homevisit-20261125T170000Z-0.db",
        "homevisit-20261125T170000Z-+1.db",
        "homevisit-20261125T170000Z.db",
        "homevisit-20250229T170000Z-1.db",
        "homevisit-20261125T1700Z-1.db",
        "Homevisit-20261125T170000Z-1.db",
        "unit.db",
    ] {
        assert!(bad.parse::<BackupName>().is_err(), "{bad}");
    }
}

#[test]
fn days_then_weeks_then_months_are_kept() {
    // 2026 begins on a Thursday; the last of these is Thursday 31 December.
    let held = daily(2026, 365);
    let gone = let_go(&held, *held.last().unwrap(), 7);
    let left: Vec<BackupName> = held.iter().filter(|name| !gone.contains(name)).copied().collect();
    let months = [
        "20260131", "20260228", "20260331", "20260430", "20260531", "20260630", "20260731", "20260831", "20260930",
        "20261031", "20261130",
    ];
    let weeks = ["20261206", "20261213", "20261220"];
    let week = ["20261225", "20261226", "20261227", "20261228", "20261229", "20261230", "20261231"];
    assert_eq!(days(&left), [&months[..], &weeks, &week].concat());
}

#[test]
fn every_backup_of_a_day_that_is_kept_is_kept() {
    let held = ["20261123T080000Z-1", "20261124T080000Z-2", "20261125T080000Z-3", "20261125T080001Z-3"];
    let held: Vec<BackupName> = held.iter().map(|inner| name(&format!("homevisit-{inner}.db"))).collect();
    assert_eq!(let_go(&held, held[3], 1), held[..2]);
    assert_eq!(let_go(&held, held[3], 2), held[..1]);
    assert_eq!(let_go(&held, held[3], 3), []);
}

#[test]
fn only_days_that_have_a_backup_count_so_that_a_long_pause_or_a_wrong_clock_loses_nothing() {
    let spread = [on("2019-03-05"), on("2021-07-01"), on("2026-11-25"), on("2099-01-01")];
    assert_eq!(let_go(&spread, spread[2], 1), []);
    let mut held = daily(2026, 20);
    held.push(on("2099-01-01"));
    let without = let_go(&held[..20], held[19], 7);
    assert_eq!(let_go(&held, held[20], 8), without, "a day far ahead takes the place of one day");
}

#[test]
fn neither_the_newest_nor_the_one_just_made_goes() {
    // Many days ahead of a clock that was set right again.
    let mut held = daily(2099, 365);
    let made = on("2026-11-25");
    held.push(made);
    let gone = let_go(&held, made, 1);
    assert!(gone.len() > 300);
    assert!(!gone.contains(&made) && !gone.contains(&on("2099-12-31")));
    assert_eq!(let_go(&[], made, 1), []);
}

#[test]
fn what_the_rule_left_it_leaves_again() {
    for keep in [1, 2, 7, 30] {
        let held = daily(2026, 365);
        let made = *held.last().unwrap();
        let gone = let_go(&held, made, keep);
        let left: Vec<BackupName> = held.into_iter().filter(|name| !gone.contains(name)).collect();
        assert_eq!(let_go(&left, made, keep), []);
    }
}

#[test]
fn only_backups_of_this_database_are_removed_from_a_folder() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    let made = unit.back_up(&folder.join("source.db")).unwrap();
    let old = |day: u32| format!("homevisit-202001{day:02}T170000Z-2.db");
    // Ours, other people's, and what only has the name of one.
    (1..=6).for_each(|day| _ = fs::copy(&made.path, folder.join(old(day))).unwrap());
    let other = Unit::new();
    other.back_up(&folder.join(old(7))).unwrap();
    fs::write(folder.join(old(8)), "Dear").unwrap();
    fs::write(folder.join(old(9)), &fs::read(&made.path).unwrap()[..4096]).unwrap();
    symlink(&made.path, folder.join(old(10))).unwrap();
    fs::create_dir(folder.join(old(11))).unwrap();
    fs::copy(&made.path, folder.join("homevisit-monday.db")).unwrap();
    let before = names(&folder);

    let newest = unit.store.back_up(&folder, moment("2020-02-01T17:00:00Z")).unwrap().place().unwrap();
    let newest = newest.name.unwrap();
    let kept = keep(&folder, newest, &made.holds, 1).unwrap();
    // 1 to 5 January 2020 are of one week; the 6th begins another.
    assert_eq!(kept.removed, [1, 2, 3, 4].map(|day| name(&old(day))));
    assert_eq!((kept.kept, kept.stuck.len()), (3, 0));
    let removed: Vec<String> = kept.removed.iter().map(BackupName::to_string).collect();
    let mut left: Vec<String> = before.into_iter().filter(|name| !removed.contains(name)).collect();
    left.push(newest.to_string());
    left.sort();
    assert_eq!(names(&folder), left);
}

#[test]
fn what_is_removed_is_said_and_nothing_is_unless_it_is_asked_for() {
    let unit = Unit::new();
    let folder = unit.new_folder("safe");
    let made = unit.backup("one.db");
    for day in 1..=9 {
        fs::copy(&made, folder.join(format!("homevisit-2020020{day}T170000Z-2.db"))).unwrap();
    }
    assert!(unit.run("unit.db", &["backup", "--to", "safe"]).status.success());
    assert_eq!(names(&folder).len(), 10);
    // Two of one second would have one name.
    let first = names(&folder).into_iter().find(|name| !name.starts_with("homevisit-2020")).unwrap();
    fs::remove_file(folder.join(first)).unwrap();
    let tidied = unit.run("unit.db", &["backup", "--to", "safe", "--keep", "3"]);
    assert!(tidied.status.success(), "{}", said(&tidied));
    let gone: Vec<String> =
        shown(&tidied).lines().filter_map(|line| line.strip_prefix("Removed ")).map(str::to_owned).collect();
    let expected = [1, 3, 4, 5, 6, 7].map(|day| format!("homevisit-2020020{day}T170000Z-2.db"));
    assert_eq!(gone, expected);
    assert!(shown(&tidied).contains("Backups of this database there now: 4."), "{}", shown(&tidied));
    assert!(expected.iter().all(|name| !folder.join(name).exists()));
}
