//! Backups: a copy made by SQLite's own backup interface while others write, and putting one back.
//!
//! - What does a copy hold? The record at one moment: all of it is copied within one reading transaction, which neither
//!   waits for writers nor makes them wait, and which no writer makes begin again.
//! - When does it count? When it is synced and [`verified`], and then alone is it given its name; until then it is a part
//!   beside its place (see `part`). It is never put in the place of another file.
//! - It is one file, with no log beside it, for its owner alone.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::look::{self, Holds};
use super::open::{self, beside, identify};
use super::part::Part;
use super::{Moment, Store, steps};
use crate::domain::backup::{BackupName, let_go};

/// A file that was found to be a whole database of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its schema version, never newer than this program's.
    pub version: i32,
    /// Which database it is, and up to where.
    pub holds: Holds,
}

/// A backup that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Where it stands.
    pub path: PathBuf,
    /// Its name, where it was put in a folder.
    pub name: Option<BackupName>,
    /// Which database it is, and up to where.
    pub holds: Holds,
}

/// A copy that is whole and verified, and does not count yet: [`Copied::place`] gives it its name. Left alone it goes.
#[derive(Debug)]
pub struct Copied {
    part: Part,
    path: PathBuf,
    name: Option<BackupName>,
    /// Which database it is, and up to where.
    pub holds: Holds,
}

impl Copied {
    /// Gives it its name; from then on it counts. A file that has come there meanwhile is refused with
    /// [`StoreError::Exists`].
    pub fn place(self) -> Result<BackedUp, StoreError> {
        let Copied { part, path, name, holds } = self;
        part.placed(&path)?;
        Ok(BackedUp { path, name, holds })
    }
}

/// What was found in a folder by the rule of keeping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many backups of this database are left.
    pub kept: usize,
    /// Those removed, the oldest first.
    pub removed: Vec<BackupName>,
    /// Those that should have been, and could not.
    pub stuck: Vec<BackupName>,
}

/// Whether a file is a whole database of ours: everything that is to count as a backup, or is to be restored, goes through
/// here. A foreign, newer, unfinished or damaged one is refused by its own error, and so is one that does not hold against
/// its trail, where it is of a version that keeps one. Nothing is written.
pub fn verified(path: &Path) -> Result<Verified, StoreError> {
    let conn = look::open(path)?;
    let version = identify(&conn)?;
    if look::ends_within_a_page(path, &conn)? {
        return Err(StoreError::Damaged { what: "its last page is cut short" });
    }
    if !look::is_whole(&conn)? {
        return Err(StoreError::Damaged { what: "its pages do not fit together" });
    }
    if !look::refers_well(&conn)? {
        return Err(StoreError::Damaged { what: "something in it refers to nothing" });
    }
    if !look::acts_in_order(&conn)? {
        return Err(StoreError::Damaged { what: "an act is missing" });
    }
    if version == steps::VERSION && !look::keeps_its_trail(&conn)? {
        return Err(StoreError::Damaged { what: "it does not hold against its trail" });
    }
    Ok(Verified { version, holds: look::holds(&conn)? })
}

impl Store {
    /// Makes a copy while others write, and verifies it.
    ///
    /// `to` is the file to make, or a folder: then the name is that of `now` (never before the last act's moment) and the
    /// last act. A file that is there already is refused with [`StoreError::Exists`]. On any failure nothing is left.
    pub fn back_up(&self, to: &Path, now: Moment) -> Result<Copied, StoreError> {
        let reading = Transaction::new_unchecked(self.connection(), TransactionBehavior::Deferred)?;
        let holds = look::holds(&reading)?;
        let name = to.is_dir().then(|| BackupName::new(now.max(holds.moment).utc(), holds.last));
        let path = name.map_or_else(|| to.to_owned(), |name| to.join(name.to_string()));
        free(&path)?;
        let part = Part::beside(&path)?;
        copy(&reading, part.path())?;
        drop(reading);
        part.synced()?;
        if verified(part.path())?.holds != holds {
            return Err(StoreError::Damaged { what: "the copy does not end where the database did" });
        }
        Ok(Copied { part, path, name, holds })
    }
}

/// Removes from a folder the backups that the rule lets go (see [`let_go`]), after `made` was put there.
///
/// Only files that have the name of a backup, are databases of ours, and are copies of the same database as `made` count
/// for anything; every other is left alone.
pub fn keep(folder: &Path, made: BackupName, of: &Holds, days: usize) -> Result<Kept, StoreError> {
    let mut held = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_str().and_then(|name| name.parse::<BackupName>().ok());
        if let Some(name) = name.filter(|_| is_copy(&entry.path(), of)) {
            held.push(name);
        }
    }
    let (mut removed, mut stuck) = (Vec::new(), Vec::new());
    for name in let_go(&held, made, days) {
        match std::fs::remove_file(folder.join(name.to_string())) {
            Ok(()) => removed.push(name),
            Err(_) => stuck.push(name),
        }
    }
    Ok(Kept { kept: held.len() - removed.len(), removed, stuck })
}

/// Whether a file is a copy of this database. What cannot be read is none.
fn is_copy(path: &Path, of: &Holds) -> bool {
    let plain = std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let first = || look::holds(&look::open(path)?).map(|held| held.first);
    plain && look::begins_as_ours(path).unwrap_or(false) && first().is_ok_and(|first| first == of.first)
}

/// Puts a backup in a place where nothing is.
///
/// It is verified, copied beside its place, brought up to this version where it is older, given what `declare` records in
/// it, verified again, and only then given its name. What stands at `from` is left as it is. A place where a database or
/// its log stands is refused with [`StoreError::Exists`]. On any failure nothing is left.
pub fn restore<T, E: From<StoreError>>(
    from: &Path,
    to: &Path,
    declare: impl FnOnce(&Transaction<'_>, &Verified) -> Result<T, E>,
) -> Result<(Verified, T), E> {
    for file in [to.to_owned(), beside(to, "-wal"), beside(to, "-shm"), beside(to, "-journal")] {
        free(&file)?;
    }
    let found = verified(from)?;
    open::make_folder(open::folder_of(to))?;
    let part = Part::beside(to)?;
    copy(&look::open(from)?, part.path())?;
    if verified(part.path())? != found {
        return Err(StoreError::Damaged { what: "the copy differs from the backup" }.into());
    }
    let told = declared(part.path(), &found, declare)?;
    part.synced()?;
    verified(part.path())?;
    part.placed(to)?;
    Ok((found, told))
}

/// Records in a copy that it was restored, before it is given its name.
fn declared<T, E: From<StoreError>>(
    part: &Path,
    found: &Verified,
    declare: impl FnOnce(&Transaction<'_>, &Verified) -> Result<T, E>,
) -> Result<T, E> {
    let mut conn = alone(part)?;
    open::habits(&conn)?;
    if found.version < steps::VERSION {
        steps::catch_up(&mut conn)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
    let told = declare(&tx, found)?;
    tx.commit().map_err(StoreError::from)?;
    Ok(told)
}

/// Copies all of a database as one of its transactions sees it, into an empty file.
fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut to = alone(to)?;
    let copying = Backup::new(from, &mut to)?;
    // All in one step: in steps, a writer could make it begin again for ever.
    match copying.step(-1)? {
        StepResult::Done => {}
        StepResult::Busy | StepResult::Locked => return Err(StoreError::Busy),
        _ => return Err(StoreError::Fault("a backup of all pages left some".to_owned())),
    }
    drop(copying);
    let mode: String = to.query_row("pragma journal_mode = delete", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Fault("a backup would need a log beside it".to_owned()));
    }
    Ok(())
}

/// A connection to a file that nobody else knows of, and that is synced as a whole when it is done.
fn alone(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.execute_batch("pragma locking_mode = exclusive; pragma journal_mode = memory; pragma synchronous = off;")?;
    Ok(conn)
}

/// Refuses a place where something stands, be it a link to nothing.
fn free(path: &Path) -> Result<(), StoreError> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Err(StoreError::Exists),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}
