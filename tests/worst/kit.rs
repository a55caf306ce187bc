//! A database that things happen to, the program run on it through `interpose.c`, and what must hold ever after.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use homevisit::store::Store;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;

/// The library that stands between the program and its disk, compiled once.
pub fn interposer() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worst/interpose.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("interpose-{}.so", std::process::id()));
        let mut compile = Command::new("cc");
        compile.args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]).arg(&library).arg(source);
        let out = compile.output().expect("cc compiles SQLite, and this");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        library
    })
}

/// Whether the long run is asked for.
pub fn long() -> bool {
    std::env::var_os("HOMEVISIT_LONG").is_some_and(|value| value == "1")
}

/// Chance with a seed that is printed; `HOMEVISIT_SEED` gives it again.
pub fn chance(of: &str) -> fastrand::Rng {
    let given = std::env::var("HOMEVISIT_SEED").ok().map(|seed| seed.parse().expect("HOMEVISIT_SEED is a number"));
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    println!("{of}: HOMEVISIT_SEED={seed}");
    fastrand::Rng::with_seed(seed)
}

/// What became of a command: none where it was killed.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub answer: String,
    pub said: String,
}

/// A folder with a database in it, and what stands between it and the program.
pub struct Unit {
    folder: TempDir,
    around: Vec<(&'static str, String)>,
}

impl Unit {
    /// An empty folder.
    pub fn bare() -> Unit {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        Unit { folder, around: Vec::new() }
    }

    /// With a copy of a database.
    pub fn of(database: &Path) -> Unit {
        let unit = Unit::bare();
        fs::copy(database, unit.path()).unwrap();
        unit
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("unit.db")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The same, with one more thing that happens to what is run from now on; see `interpose.c`.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Unit {
        self.around.push((name, value.to_string()));
        self
    }

    /// Nothing happens any more; and no sync is waited for, since no power will be lost.
    pub fn calm(&mut self) {
        self.around = vec![("WORST_EASY", "1".to_owned())];
    }

    /// A command of the program. Nobody acts but who is named; standard input is empty.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.args(arguments).stdin(Stdio::null());
        self.surround(&mut command);
        command
    }

    /// Gives any command the environment of this unit, and its folder.
    pub fn surround(&self, command: &mut Command) {
        command.current_dir(self.folder());
        command.env_clear().env("HOMEVISIT_DB", self.path()).env("SQLITE_TMPDIR", self.folder());
        if !self.around.is_empty() {
            command.env("LD_PRELOAD", interposer()).env("WORST_FOLDER", self.folder());
            command.envs(self.around.iter().map(|(name, value)| (*name, value)));
        }
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        outcome(self.command(arguments).output().unwrap())
    }

    /// Runs what must go well.
    pub fn done(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments);
        assert_eq!(out.code, Some(0), "{arguments:?}: {}", out.said);
        out.answer
    }
}

pub fn outcome(out: std::process::Output) -> Outcome {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it writes UTF-8");
    let out = Outcome { code: out.status.code(), answer: text(out.stdout), said: text(out.stderr) };
    assert!(!out.said.contains("panicked"), "{out:?}");
    for name in names() {
        assert!(!out.said.contains(name.as_str()), "a name is told: {out:?}");
    }
    if out.code.is_some_and(|code| code != 0) {
        assert!(out.said.contains("error: "), "{out:?}");
        assert!(!out.answer.contains("Recorded") && !out.answer.contains("Taken in"), "{out:?}");
    }
    out
}

/// Every name and address of the register that the tests use.
fn names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let cells = |file: &str, columns: std::ops::Range<usize>| -> Vec<String> {
            let mut reader = csv::Reader::from_path(register().join(file)).unwrap();
            let rows = reader.records().map(Result::unwrap);
            rows.flat_map(|row| {
                row.iter().skip(columns.start).take(columns.len()).map(str::to_owned).collect::<Vec<_>>()
            })
            .filter(|cell| cell.len() > 2)
            .collect()
        };
        [cells("offenders.csv", 1..4), cells("officers.csv", 1..2), cells("addresses.csv", 2..4)].concat()
    })
}

/// The invented unit's register.
pub fn register() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register")
}

/// A database with a policy and nothing else, and one with the register taken in.
pub fn prepared() -> &'static (Unit, Unit) {
    static PREPARED: OnceLock<(Unit, Unit)> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let empty = Unit::bare();
        empty.done(&["init"]);
        let full = Unit::of(&empty.path());
        full.done(&["import", register().to_str().unwrap()]);
        (empty, full)
    })
}

/// A database as an earlier version left it.
pub fn earlier() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/databases/1.db")
}

/// Recording a visit of an offender on a day of March 2025, under an id.
pub fn recording<'a>(offender: &'a str, day: &'a str, id: &'a str) -> Vec<&'a str> {
    let line = ["visit", "record", offender, "--on", day, "--id", id, "--actor", "P101", "--time", "10:20"];
    let rest = "--outcome seen --officers P101,P102 --premises notified --announced no --entry-sought yes --children 0";
    line.into_iter().chain(rest.split(' ')).collect()
}

/// Everything recorded, a line a row; what is made by chance or by the clock is left out.
pub type Recorded = Vec<String>;

/// What one has and the other has not.
pub fn differ(one: &Recorded, other: &Recorded) -> String {
    let only = |a: &Recorded, b: &Recorded| a.iter().filter(|line| !b.contains(line)).cloned().collect::<Vec<_>>();
    format!("only in the one {:#?}, only in the other {:#?}", only(one, other), only(other, one))
}

/// That a database is whole: sound as a file, every reference kept, its acts without a gap and never going back.
///
/// Whatever must hold of every database that the program left is checked here and nowhere else.
pub fn whole(path: &Path) -> Recorded {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch("pragma synchronous = off").unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = conn.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(texts("pragma integrity_check"), ["ok"]);
    assert!(!conn.prepare("pragma foreign_key_check").unwrap().exists([]).unwrap());
    let order = "select cast(act_id as text) from (select act_id, moment, row_number() over (order by act_id) as place,
                 lag(moment) over (order by act_id) as before from act) where act_id <> place or moment < before";
    assert_eq!(texts(order), [""; 0], "acts out of order");
    let lone = "select cast(visit_id as text) from visit where visit_id not in (select visit_id from visit_fact)";
    assert_eq!(texts(lone), [""; 0], "a visit that nothing is known of");
    if texts("select name from sqlite_schema where type = 'table'").iter().any(|table| table == "entry") {
        entered(&texts);
    }
    let tables = "select name from sqlite_schema where type = 'table' and name not like 'cache%'
                  and name not like 'sqlite%' and name not like 'entry%' order by name";
    texts(tables).iter().flat_map(|table| rows(&conn, table)).collect()
}

/// That the record holds against its trail: the chain computed anew, every fact where its entry says it is.
pub fn verified(path: &Path) {
    let store = Store::open(path).unwrap();
    let found = store.snapshot(None).unwrap().trail().verify().unwrap();
    assert!(found.entries > 0 && found.findings.total == 0, "{:?}", found.findings);
}

/// That every act has its one entry in the trail, or is vouched for by the one with which the trail begins; the entries
/// without a gap and never going back.
fn entered(texts: &impl Fn(&str) -> Vec<String>) {
    let order = "select cast(entry_id as text) from (select entry_id, moment,
                 row_number() over (order by entry_id) as place, lag(moment) over (order by entry_id) as before
                 from entry) where entry_id <> place or moment < before";
    assert_eq!(texts(order), [""; 0], "entries out of order");
    let without = "select cast(act_id as text) from act
                   where exists (select 1 from entry)
                     and act_id > coalesce((select cast(substr(asked, instr(asked, '..') + 2) as integer)
                                            from entry where outcome = 'begun'), 0)
                     and act_id not in (select act_id from entry where act_id is not null)";
    assert_eq!(texts(without), [""; 0], "acts without an entry");
    let twice = "select cast(act_id as text) from entry where act_id is not null group by act_id having count(*) > 1";
    assert_eq!(texts(twice), [""; 0], "acts with two entries");
}

fn rows(conn: &Connection, table: &str) -> Recorded {
    let mut statement = conn.prepare(&format!("select * from {table} order by 1, 2")).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cells: Vec<String> = (0..columns).map(|at| cell(row.get_ref(at).unwrap())).collect();
        lines.push(format!("{table}|{}", cells.join("|")));
    }
    lines
}

fn cell(value: ValueRef<'_>) -> String {
    let ValueRef::Text(text) = value else {
        return if let ValueRef::Blob(_) = value { "(bytes)".to_owned() } else { format!("{value:?}") };
    };
    let text = String::from_utf8_lossy(text);
    let is_moment = text.len() == 27 && text.ends_with('Z') && text.as_bytes()[10] == b'T';
    let is_made_id = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_moment || is_made_id { "(made)".to_owned() } else { text.into_owned() }
}
