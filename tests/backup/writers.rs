use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use homevisit::act::{self, Asked, Performed, Verdict};
use homevisit::store::act::ActKind;
use homevisit::store::backup::verified;
use homevisit::store::{Store, StoreError};
use rusqlite::Connection;

use crate::kit::Unit;

/// One act with two facts, each of which says its number.
fn record(store: &mut Store) -> Result<i64, StoreError> {
    let asked =
        Asked { id: None, kind: ActKind::Import, actor: "tester", content: [7; 32], reason: None, salted: false };
    let done = act::perform(store, &asked, |tx, act| {
        for half in ["a", "b"] {
            let reference = format!("R-{}-{half}", act.number);
            tx.execute("insert into offender (ref) values (?1)", [&reference])?;
            tx.execute(
                "insert into management_fact (act_id, offender_id, rank, from_day)
                 values (?1, last_insert_rowid(), 1, '2024-01-01')",
                [act.number],
            )?;
        }
        Ok::<_, StoreError>(Verdict::Keep(()))
    })?;
    match done {
        Performed::Done(stamped, ()) => Ok(stamped.act.number),
        _ => unreachable!("it has no id and keeps what it did"),
    }
}

#[test]
fn a_backup_made_while_others_write_holds_each_act_whole_and_makes_nobody_wait() {
    const BACKUPS: usize = 20;
    let unit = Unit::new();
    let (done, path) = (AtomicBool::new(false), unit.path("unit.db"));
    let recorded = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut store = Store::open(&path).unwrap();
            // Whoever had to wait would be told that it is busy.
            store.wait_for(Duration::ZERO).unwrap();
            let mut last = 0;
            while !done.load(Ordering::Relaxed) {
                last = record(&mut store).unwrap();
            }
            last
        });
        let mut before = 0;
        for backup in 0..BACKUPS {
            // Every backup begins while the writer is at work: an act later than all in the one before.
            while unit.store.snapshot(None).unwrap().act().number <= before.max(2) {
                assert!(!writer.is_finished(), "the writer gave up");
                std::thread::yield_now();
            }
            let made = unit.back_up(&unit.path(&format!("{backup}.db"))).unwrap();
            assert!(made.holds.last > before);
            before = made.holds.last;
        }
        done.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    assert!(recorded > 2 + BACKUPS as i64);
    for backup in 0..BACKUPS {
        let path = unit.path(&format!("{backup}.db"));
        let last = verified(&path).unwrap().holds.last;
        let count =
            |sql: &str| -> i64 { Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(count("select max(act_id) from act"), last);
        assert_eq!(count("select count(*) from management_fact where act_id > 2"), 2 * (last - 2));
        assert_eq!(count("select count(*) from offender where ref like 'R-%'"), 2 * (last - 2));
    }
}
