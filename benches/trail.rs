//! What the trail costs: an act with its entry and a list with its entry against bare commits, verifying against reading.

mod kit;

use std::fs;
use std::path::{Path, PathBuf};

use homevisit::act::deed::{Actor, Asking, apply};
use homevisit::act::trail::{Left, leave};
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::domain::offender::OfficerKey;
use homevisit::domain::trail::{Outcome, Spoken};
use homevisit::domain::visit::Outcome as Came;
use homevisit::store::Store;
use kit::lists::{self, From, Known};
use kit::{Clock, Goal, alternate, as_of, data, database, ratio, row, shown};
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

fn main() {
    act();
    list();
    verify();
}

/// A copy of a register that may be written to.
fn copy(name: &str, offenders: u32) -> (PathBuf, Store) {
    let path = data().join(format!("{name}.tmp.db"));
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", path.display()));
    }
    fs::copy(database("realistic", offenders).expect("benches/run makes the registers first"), &path).expect("a copy");
    let mut store = Store::open(&path).expect("a database");
    store.refresh_cache().expect("a cache");
    store.spoken_as(Spoken { command: "worklist".to_owned(), asked: "officer=OF-01".to_owned() });
    (path, store)
}

/// Records visits, each to another offender.
struct Recorder {
    store: Store,
    actor: Actor,
    next: u32,
    offenders: u32,
}

impl Recorder {
    fn new(store: Store, offenders: u32) -> Recorder {
        let roster = Known::of(&store).roster;
        let active = roster.iter().find(|(_, officer)| officer.on(as_of()).is_some() && !officer.left_by(as_of()));
        let actor = Actor::Officer(active.expect("an officer in service").1.id.clone());
        Recorder { store, actor, next: 0, offenders }
    }

    fn record(&mut self) {
        let reference = format!("R{:06}", self.next % self.offenders + 1);
        let again = self.next / self.offenders;
        let visit = VisitFact {
            reference: None,
            day: as_of(),
            time: Some(format!("{:02}:{:02}", 8 + again % 12, again / 12 % 60)),
            outcome: Came::NoReply,
            announced: None,
            announced_because: None,
            premises: None,
            entry_sought: Some(false),
            officers: None,
            agencies: Vec::new(),
            children: None,
            note: None,
            alone_authorised_by: None,
            recorded_on: None,
        };
        self.next += 1;
        let changes = vec![Change::Record(About::Offender(reference), Fact::Visit(Box::new(visit)))];
        let deed = Deed { kind: ActKind::RecordVisit, because: None, changes };
        apply(&mut self.store, &deed, Asking { id: None, actor: &self.actor, only_try: false }).expect("an act");
    }
}

/// How many pages something writes to the log.
fn pages(path: &Path, conn: &Connection, write: impl FnOnce()) -> usize {
    let emptied =
        conn.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get::<_, i64>(0)).expect("a checkpoint");
    assert_eq!(emptied, 0, "the log is empty");
    write();
    let length = fs::metadata(format!("{}-wal", path.display())).expect("a log").len();
    (length as usize).saturating_sub(32) / (4096 + 24)
}

/// A database that keeps its log as ours does, and rows of a page each.
struct Bare {
    conn: Connection,
    path: PathBuf,
    round: u8,
}

impl Bare {
    fn new() -> Bare {
        let path = data().join("bare.tmp.db");
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
        let conn = Connection::open(&path).expect("a database");
        conn.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864;
             create table page (id integer primary key, body blob);
             with recursive n (n) as (select 1 union all select n + 1 from n where n < 500)
             insert into page select n, randomblob(4000) from n;",
        )
        .expect("pages");
        Bare { conn, path, round: 0 }
    }

    /// Writes so many pages and commits.
    fn commit(&mut self, pages: usize) {
        self.round = self.round.wrapping_add(1);
        let body = vec![self.round; 4000];
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).expect("a transaction");
        for page in 1..=pages {
            tx.prepare_cached("update page set body = ?2 where id = ?1")
                .and_then(|mut update| update.execute(rusqlite::params![page as i64 * 3, body]))
                .expect("a page");
        }
        tx.commit().expect("a commit");
    }

    /// How many rows to write so that this many pages go to the log.
    fn rows_for(&mut self, asked: usize) -> usize {
        let path = self.path.clone();
        let other = Connection::open(&path).expect("a database");
        (1..=asked).find(|rows| pages(&path, &other, || self.commit(*rows)) >= asked).unwrap_or(asked)
    }
}

fn act() {
    let (path, store) = copy("acts", 4_500);
    let mut recorder = Recorder::new(store, 4_500);
    let other = Connection::open(&path).expect("a database");
    let mut written: Vec<usize> = (0..21).map(|_| pages(&path, &other, || recorder.record())).collect();
    written.sort_unstable();
    let pages = written[10];
    let mut bare = Bare::new();
    let rows = bare.rows_for(pages);
    let [ours, theirs] = alternate(Clock::Wall, 201, [&mut || recorder.record(), &mut || bare.commit(rows)]);
    let detail = format!("{} to {}, {pages} pages each", shown(ours), shown(theirs));
    row(
        "an act with its entry, against a bare commit of as many pages",
        Goal::AtMost(1.5),
        ratio(ours, theirs),
        &detail,
    );
}

fn list() {
    let (path, store) = copy("lists", 4_500);
    let known = Known::of(&store);
    let busy: OfficerKey = known.officers()[0];
    let store = std::cell::RefCell::new(store);
    let seen = || {
        let left = Left { rows: Some(40), ..Left::of(Outcome::Seen) };
        leave(&mut store.borrow_mut(), "OF-01", &left).expect("an entry");
    };
    let other = Connection::open(&path).expect("a database");
    let mut written: Vec<usize> = (0..21).map(|_| pages(&path, &other, seen)).collect();
    written.sort_unstable();
    let pages = written[10];
    let mut bare = Bare::new();
    let rows = bare.rows_for(pages);
    let list = || drop(lists::officer(&store.borrow(), From::Cache, &known, busy));
    let mut with = || {
        list();
        seen();
    };
    let [with, without, commit] = alternate(Clock::Wall, 201, [&mut with, &mut || list(), &mut || bare.commit(rows)]);
    let more = with.saturating_sub(without);
    let detail =
        format!("{} with, {} without; a bare commit of {pages} pages {}", shown(with), shown(without), shown(commit));
    row(
        "what the entry adds to an officer's list, against a bare commit",
        Goal::AtMost(1.0),
        ratio(more, commit),
        &detail,
    );
}

const ENTRIES: u32 = 100_000;
const ACTS: u32 = 20_000;

fn verify() {
    let (path, store) = copy("entries", 850);
    let mut recorder = Recorder::new(store, 850);
    // Only this making of it may be lost.
    recorder.store.connection().execute_batch("pragma synchronous = off").expect("a pragma");
    for number in 0..ENTRIES {
        if number % (ENTRIES / ACTS) == 0 {
            recorder.record();
        } else {
            let left = Left { rows: Some(u64::from(number % 50)), ..Left::of(Outcome::Seen) };
            leave(&mut recorder.store, "OF-01", &left).expect("an entry");
        }
    }
    let truncate = "pragma wal_checkpoint(truncate)";
    recorder.store.connection().query_row(truncate, [], |_| Ok(())).expect("a checkpoint");
    let whole = || {
        let verified = recorder.store.snapshot(None).and_then(|view| view.trail().verify()).expect("a trail");
        assert!(verified.findings.total == 0 && verified.entries >= u64::from(ENTRIES));
    };
    let read = || {
        let bytes = fs::read(&path).expect("the file");
        std::hint::black_box(Sha256::digest(&bytes));
    };
    let [ours, theirs] = alternate(Clock::Cpu, 7, [&mut || whole(), &mut || read()]);
    let size = fs::metadata(&path).expect("the file").len() >> 20;
    let detail = format!(
        "{} to {}; {ENTRIES} entries, {ACTS} of them of acts, and a register of 850; {size} MiB",
        shown(ours),
        shown(theirs)
    );
    row(
        "verifying 100,000 entries, against reading the file and hashing it",
        Goal::AtMost(2.0),
        ratio(ours, theirs),
        &detail,
    );
}
