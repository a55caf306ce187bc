//! The database file: making it, opening it, refusing what is not ours.
//!
//! - Where it stands is the caller's choice; a network file system is refused.
//! - It is readable by its owner alone (0600; SQLite gives its `-wal` and `-shm` the same).
//! - `user_version` counts the steps done. A new database is `schema.sql` whole; one that an earlier version of this
//!   program made is brought up to it when it is opened, by the steps it lacks, in one exclusive transaction, and nothing
//!   is said of it: every answer stays as it was.
//! - Nothing is written to a file before it is known to be ours.
//! - Writing waits for thirty seconds for other writers. Memory is bounded: 16 MiB of pages, sorting on disk. Nothing is
//!   mapped: a page that is mapped is checked anew each time it is come by, and a file cut short under a map kills the
//!   process.

use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::{file_system, steps};
use crate::domain::trail::Spoken;

/// The whole database as SQL.
pub const SCHEMA: &str = include_str!("../../schema.sql");

pub(super) const APPLICATION_ID: i32 = 0x686f_6d76; // "homv"
/// The shortest page that SQLite knows, and so the shortest database.
const LEAST_PAGE: u64 = 512;
const PATIENCE: Duration = Duration::from_secs(30);

/// An open database.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    spoken: Spoken,
}

impl Store {
    /// Opens a database that exists.
    ///
    /// One that an earlier version of this program made is brought up to this version's shape first, without a word; the
    /// earlier program refuses it from then on. A missing, foreign, newer or unfinished file, one on a network file system
    /// or that cannot be written, is refused by its own error, and left as it was.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        is_there(path)?;
        file_system::check(path)?;
        let mut conn = connect(path)?;
        let found = match identify(&conn) {
            // What stands beside it cannot be opened either then, and it would be that which is told.
            Err(StoreError::Io(_)) if conn.is_readonly("main")? => return Err(StoreError::ReadOnly),
            found => found?,
        };
        if conn.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        settle(&conn)?;
        if found < steps::VERSION {
            steps::catch_up(&mut conn)?;
        }
        Ok(Store { conn, spoken: Spoken::default() })
    }

    /// Makes a database where nothing is yet, with what `first` records in it, all in one transaction.
    ///
    /// A directory that lacks is made for its owner alone. On any failure but an unknown commit nothing is left.
    pub fn create<T, E: From<StoreError>>(
        path: &Path,
        first: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<(Store, T), E> {
        claim(path)?;
        let made = fill(path, first);
        if let Err((_, Leave::Nothing)) = &made {
            for file in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
                // What cannot be removed is found unfinished by the next `open`.
                let _ = std::fs::remove_file(file);
            }
        }
        made.map_err(|(error, _)| error)
    }

    /// The words in which whatever is done from now on was asked for, as the trail is to keep them.
    pub fn spoken_as(&mut self, spoken: Spoken) {
        self.spoken = spoken;
    }

    /// The words in which things are asked for.
    pub fn spoken(&self) -> &Spoken {
        &self.spoken
    }

    /// Waits this long, instead of thirty seconds, for other writers.
    pub fn wait_for(&self, patience: Duration) -> Result<(), StoreError> {
        Ok(self.conn.busy_timeout(patience)?)
    }

    /// The connection: for staging, and for tests. Nothing recorded can be changed through it.
    pub fn connection(&self) -> &Connection {
        &self.conn
    }

    /// A writing transaction, which waits for other writers at once and not at its first write.
    ///
    /// Refused where a later version of this program has taken the database over since it was opened.
    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        steps::check(&tx)?;
        Ok(tx)
    }
}

enum Leave {
    Nothing,
    File,
}

fn fill<T, E: From<StoreError>>(
    path: &Path,
    first: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<(Store, T), (E, Leave)> {
    let gone = |error: StoreError| (E::from(error), Leave::Nothing);
    let mut conn = connect(path).map_err(gone)?;
    settle(&conn).map_err(gone)?;
    let value = {
        let behavior = TransactionBehavior::Exclusive;
        let tx = conn.transaction_with_behavior(behavior).map_err(|error| gone(error.into()))?;
        tx.execute_batch(SCHEMA).map_err(|error| gone(error.into()))?;
        let value = first(&tx).map_err(|error| (error, Leave::Nothing))?;
        tx.commit().map_err(|error| (E::from(StoreError::of_commit(error)), Leave::File))?;
        value
    };
    Ok((Store { conn, spoken: Spoken::default() }, value))
}

/// Refuses what is no file with something in it.
pub(super) fn is_there(path: &Path) -> Result<(), StoreError> {
    let found = std::fs::metadata(path)?;
    if !found.is_file() {
        return Err(StoreError::NotADatabase);
    }
    match found.len() {
        0 => Err(StoreError::Unfinished),
        // SQLite takes so short a file for an empty one; it may be what is left of a register.
        1..LEAST_PAGE => Err(StoreError::NotADatabase),
        _ => Ok(()),
    }
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn claim(path: &Path) -> Result<(), StoreError> {
    make_folder(folder_of(path))?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    Ok(())
}

/// Makes a folder that lacks, for its owner alone; one on which no database may stand is refused.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let made = missing(folder);
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    file_system::check(folder)?;
    // The folder of the file itself is synced with the first commit.
    for parent in made.iter().filter_map(|folder| folder.parent()) {
        File::open(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })?.sync_all()?;
    }
    Ok(())
}

/// The folders that are still to be made for this one to be there.
fn missing(folder: &Path) -> Vec<&Path> {
    folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect()
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(conn)
}

fn settle(conn: &Connection) -> Result<(), StoreError> {
    let mode: String = conn.query_row("pragma journal_mode = wal", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Fault("the database does not keep a write-ahead log".to_owned()));
    }
    habits(conn)
}

/// How every connection that may write works, whatever log the file keeps.
pub(super) fn habits(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(
        "pragma synchronous = full;
         pragma foreign_keys = on;
         pragma recursive_triggers = on;
         pragma trusted_schema = off;
         pragma cell_size_check = on;
         pragma temp_store = file;
         pragma cache_size = -16384;
         pragma mmap_size = 0;
         pragma journal_size_limit = 67108864;",
    )?;
    Ok(())
}

/// The version of a database that is ours, not newer than this program.
pub(super) fn identify(conn: &Connection) -> Result<i32, StoreError> {
    let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i32>(0));
    let application = number("pragma application_id")?;
    let (found, known) = (steps::version(conn)?, steps::VERSION);
    if application != APPLICATION_ID {
        let tables = number("select count(*) from sqlite_schema")?;
        let begun = application == 0 && found == 0 && tables == 0;
        return Err(if begun { StoreError::Unfinished } else { StoreError::Foreign });
    }
    match found {
        _ if found > known => Err(StoreError::Newer { found, known }),
        _ if found < 1 => Err(StoreError::Older { found, known }),
        _ => Ok(found),
    }
}
