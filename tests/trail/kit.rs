//! A record in which every kind of row was written, by acts with and without reasons, and in which people looked.

use std::path::{Path, PathBuf};

use homevisit::act::trail::{Left, leave};
use homevisit::act::{self, Asked, Performed, Verdict};
use homevisit::domain::finding::Verified;
use homevisit::domain::trail::{Outcome, Spoken};
use homevisit::store::act::ActKind;
use homevisit::store::{Store, StoreError};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use tempfile::TempDir;

use crate::sample;

/// A database of a test's own.
pub struct Unit {
    folder: TempDir,
    pub path: PathBuf,
    /// Copies of it as it was on the way, and how many entries each has.
    pub copies: Vec<(PathBuf, i64)>,
}

/// Every kind of fact, corrected and withdrawn, then acts of one fact each, and who looked meanwhile.
pub fn busy() -> Unit {
    let (folder, mut store) = sample::filled();
    let work = sample::WORK.split_once("    insert into free_text (text_id, salt, value) values (90,").unwrap().0;
    sample::record(&mut store, "work", work).unwrap();
    seen(&mut store, "worklist", Some(3), None, None);
    let mut copies = vec![copy(&store, &folder)];
    for at in 0..12 {
        let sql = match at % 4 {
            0 => "insert into tier_fact values (null, ?act, null, 0, 1, ?rank, '2025-01-01', 1, 1, null)",
            1 => "insert into owner_fact values (null, ?act, null, 0, 2, ?rank, '2025-01-01', 1)",
            2 => "insert into marker_fact values (null, ?act, null, 0, 1, 'dogs', '2025-02-01', null)",
            _ => "insert into confirmation_fact values (null, ?act, null, 0, 2, 'abroad', '2025-03-01')",
        };
        let sql = sql.replace("?rank", &(at + 5).to_string());
        done(&mut store, at, &sql, (at % 3 == 0).then_some("a reason of its own"));
        if at % 2 == 0 {
            seen(&mut store, "explain", Some(1), Some("R-0001"), (at == 4).then_some("asked by the court"));
        }
        copies.push(copy(&store, &folder));
    }
    seen(&mut store, "audit", None, None, None);
    store.refresh_cache().unwrap();
    drop(store);
    Unit { path: folder.path().join("unit.db"), folder, copies }
}

fn copy(store: &Store, folder: &TempDir) -> (PathBuf, i64) {
    let length = store.snapshot(None).unwrap().trail().length().unwrap();
    let path = folder.path().join(format!("{length}.db"));
    store.connection().execute("vacuum into ?1", [path.to_str().unwrap()]).unwrap();
    (path, length)
}

pub fn done(store: &mut Store, at: usize, sql: &str, reason: Option<&str>) {
    let id = format!("act-{at}");
    let content = act::content(ActKind::Mark, [sql.as_bytes()]);
    let asked = Asked { id: Some(&id), kind: ActKind::Mark, actor: "o1", content, reason, salted: true };
    let done = act::perform(store, &asked, |tx, act| {
        tx.execute_batch(&sql.replace("?act", &act.number.to_string()))?;
        Ok::<_, StoreError>(Verdict::Keep(()))
    });
    assert!(matches!(done.unwrap(), Performed::Done(..)));
}

pub fn seen(store: &mut Store, command: &str, rows: Option<u64>, about: Option<&str>, because: Option<&str>) {
    store.spoken_as(Spoken { command: command.to_owned(), asked: "as-of=2025-03-31".to_owned() });
    leave(store, "o2", &Left { outcome: Outcome::Seen, rows, about, because }).unwrap();
    store.spoken_as(Spoken::default());
}

impl Unit {
    /// A copy of the database as it stands, to be tampered with.
    pub fn copy(&self) -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("unit.db");
        std::fs::copy(&self.path, &path).unwrap();
        Unit { folder, path, copies: self.copies.clone() }
    }

    /// A copy of a database that is open.
    pub fn of(conn: &Connection) -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("unit.db");
        conn.execute("vacuum into ?1", [path.to_str().unwrap()]).unwrap();
        Unit { folder, path, copies: Vec::new() }
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What comes of holding it against its trail.
    pub fn verified(&self) -> Verified {
        verified(&self.path)
    }

    /// Changes it behind the program's back, with every trigger gone meanwhile, and puts the triggers back.
    pub fn tamper(&self, change: impl FnOnce(&Connection)) {
        let conn = raw(&self.path);
        let sql = "select name, sql from sqlite_schema where type = 'trigger'";
        let pair = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let triggers: Vec<_> =
            conn.prepare(sql).unwrap().query_map([], pair).unwrap().collect::<Result<_, _>>().unwrap();
        conn.execute_batch("begin").unwrap();
        for (name, _) in &triggers {
            conn.execute_batch(&format!("drop trigger {name}")).unwrap();
        }
        change(&conn);
        for (_, sql) in &triggers {
            conn.execute_batch(sql).unwrap();
        }
        conn.execute_batch("commit").unwrap();
    }
}

pub fn verified(path: &Path) -> Verified {
    let store = Store::open(path).unwrap();
    let view = store.snapshot(None).unwrap();
    view.trail().verify().unwrap()
}

/// A connection that nothing keeps from anything.
pub fn raw(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    conn.execute_batch("pragma foreign_keys = off; pragma ignore_check_constraints = on; pragma synchronous = off;")
        .unwrap();
    conn
}
