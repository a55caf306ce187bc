//! The invented unit of the transcripts, in a folder of a test's own.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use homevisit::act;
use homevisit::act::import::{Request, import};
use homevisit::store::backup::BackedUp;
use homevisit::store::{Moment, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

pub const POLICY: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

pub struct Unit {
    pub folder: TempDir,
    pub store: Store,
}

impl Unit {
    /// With the policy, and the small extract.
    pub fn new() -> Unit {
        let mut unit = Unit::empty();
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register");
        let request = Request { dir: &dir, actor: "tester", today: "2026-10-01".parse().unwrap(), id: None };
        import(&mut unit.store, &request, &mut |_| ()).unwrap();
        unit
    }

    /// With nothing but the policy.
    pub fn empty() -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = act::init(&folder.path().join("unit.db"), "tester", None, POLICY).unwrap();
        Unit { folder, store }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new folder within the unit's.
    pub fn new_folder(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        fs::create_dir(&folder).unwrap();
        folder
    }

    pub fn back_up(&self, to: &Path) -> Result<BackedUp, StoreError> {
        self.store.back_up(to, moment("2026-11-25T17:00:00Z"))?.place()
    }

    /// A backup that counts, under this name.
    pub fn backup(&self, name: &str) -> PathBuf {
        self.back_up(&self.path(name)).unwrap().path
    }

    /// A backup to which something was done that the triggers would refuse.
    pub fn spoilt(&self, name: &str, sql: &str) -> PathBuf {
        let path = self.backup(name);
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("pragma foreign_keys = off").unwrap();
        let names = "select 'drop trigger ' || name || ';' from sqlite_schema where type = 'trigger'";
        let drops: Vec<String> =
            conn.prepare(names).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        conn.execute_batch(&drops.concat()).unwrap();
        conn.execute_batch(sql).unwrap();
        path
    }

    pub fn run(&self, db: &str, arguments: &[&str]) -> Output {
        program(&self.path(db), arguments).current_dir(self.folder.path()).output().unwrap()
    }
}

/// The program, asked about a database.
pub fn program(db: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
    command.env_clear().env("HOMEVISIT_DB", db).args(arguments).stdin(Stdio::null());
    command
}

pub fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Every file under a folder, and a digest of what is in it; of a link to nothing, of nothing.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), 0);
            found.extend(contents(&path));
        } else {
            let mut digest = DefaultHasher::new();
            digest.write(&fs::read(&path).unwrap_or_default());
            found.insert(path.clone(), digest.finish());
        }
    }
    found
}

/// The names in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Spoils pages in the middle of a file.
pub fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 9000].fill(0xa5);
    fs::write(path, bytes).unwrap();
}

pub fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn shown(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}
