//! What can go wrong in the store. No error quotes a value that was stored, and none names a file.

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHORT_READ;

/// Why the store could not do what was asked. [`StoreError::class`] says whose the trouble is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No file where the database should be.
    #[error("there is no database there; `homevisit init` makes one")]
    Missing,
    /// A file stands where a new database should go; it was left as it was.
    #[error("there is a file there already; it was left as it is")]
    Exists,
    /// The file is no SQLite database.
    #[error("the file is not a database, or it is damaged")]
    NotADatabase,
    /// A database, but not whole.
    #[error("the file is damaged: {what}")]
    Damaged {
        /// What was found.
        what: &'static str,
    },
    /// A database of another program.
    #[error("the database belongs to another program")]
    Foreign,
    /// A database that was begun, and whose making was cut off. Nothing was ever recorded in it.
    #[error("the making of the database was cut off and nothing is recorded in it; delete it and make it again")]
    Unfinished,
    /// Made by a later version of this program.
    #[error("the database is of a newer kind ({found}) than this program knows ({known}); use the newer program")]
    Newer {
        /// Its `user_version`.
        found: i32,
        /// The latest this program knows.
        known: i32,
    },
    /// Made by an earlier version of this program, and no step leads from there to here.
    #[error("the database is of an older kind ({found}) than this program works with ({known})")]
    Older {
        /// Its `user_version`.
        found: i32,
        /// The one this program works with.
        known: i32,
    },
    /// It stands where several machines may write at once, and locks cannot be trusted.
    #[error("the database stands on a network file system ({file_system}); keep it on a disk of this machine")]
    Network {
        /// The file system's name.
        file_system: &'static str,
    },
    /// The file or its directory cannot be written, which even reading needs.
    #[error("the database or its directory cannot be written to, which reading it needs as well")]
    ReadOnly,
    /// `known_at` lies before anything was recorded.
    #[error("nothing had been recorded by then; the first act was at {first}")]
    BeforeFirstAct {
        /// The moment of the first act.
        first: String,
    },
    /// `known_at` names an act that has not happened.
    #[error("there is no act {asked} yet; the last is {last}")]
    NoSuchAct {
        /// The number asked for.
        asked: i64,
        /// The last there is.
        last: i64,
    },
    /// The id was used before, for another act.
    #[error("this id was used before, for an act with other content (act {act})")]
    IdTaken {
        /// The act that has it.
        act: i64,
    },
    /// A word (an id, a reference, a team, a code) that is empty or longer than 64 characters.
    #[error("{what} must have from 1 to 64 characters")]
    Length {
        /// Which of them.
        what: &'static str,
    },
    /// A word that nothing on file has.
    #[error("there is no such {what} on file")]
    NotOnFile {
        /// What kind of thing.
        what: &'static str,
    },
    /// A word that something on file has already.
    #[error("there is such an entry on file already ({what})")]
    OnFile {
        /// What kind of thing.
        what: &'static str,
    },
    /// Somebody else was writing for longer than we wait. Nothing was done; safe to repeat.
    #[error("somebody else is writing; nothing was done, try again")]
    Busy,
    /// The last step failed in a way that does not tell whether it was done. Safe to repeat with the same id.
    #[error("it is not known whether it was done; repeat it with the same id, which does it once at most")]
    Unknown,
    /// Reading or writing failed.
    #[error("reading or writing the database failed: {0}")]
    Io(String),
    /// A fault of ours: the database refused what the program must never ask, or holds what it must never hold.
    #[error("a fault in the program or the database: {0}")]
    Fault(String),
}

/// Whose the trouble is; the command line makes an exit status of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The data or the person (1).
    Data,
    /// The program (70).
    Fault,
    /// Input or output (74).
    Io,
    /// Busy, or unknown whether done; safe to repeat (75).
    Repeat,
}

impl StoreError {
    /// Whose the trouble is.
    pub fn class(&self) -> Class {
        match self {
            StoreError::Exists
            | StoreError::BeforeFirstAct { .. }
            | StoreError::NoSuchAct { .. }
            | StoreError::IdTaken { .. }
            | StoreError::Length { .. }
            | StoreError::NotOnFile { .. }
            | StoreError::OnFile { .. } => Class::Data,
            StoreError::Busy | StoreError::Unknown => Class::Repeat,
            StoreError::Fault(_) => Class::Fault,
            _ => Class::Io,
        }
    }

    /// A commit that failed: busy means not done, a broken rule means our fault, anything else is unknown (after an
    /// error in writing, a commit that reported failure has been found done).
    pub(crate) fn of_commit(error: rusqlite::Error) -> StoreError {
        match StoreError::from(error) {
            StoreError::Io(_) | StoreError::ReadOnly | StoreError::NotADatabase => StoreError::Unknown,
            other => other,
        }
    }

    /// Refuses a word that is empty or longer than 64 characters.
    pub(crate) fn check_length(what: &'static str, word: &str) -> Result<(), StoreError> {
        if (1..=64).contains(&word.chars().count()) { Ok(()) } else { Err(StoreError::Length { what }) }
    }

    pub(crate) fn damaged(what: &str) -> StoreError {
        StoreError::Fault(format!("what is stored cannot be read: {what}"))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return StoreError::Fault(error.to_string());
        };
        let said = message.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => StoreError::NotADatabase,
            // the file ends where something of it is read
            ErrorCode::SystemIoFailure if failure.extended_code == SQLITE_IOERR_SHORT_READ => StoreError::NotADatabase,
            ErrorCode::ReadOnly => StoreError::ReadOnly,
            ErrorCode::SystemIoFailure
            | ErrorCode::DiskFull
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::OutOfMemory
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::NoLargeFileSupport => StoreError::Io(said),
            _ => StoreError::Fault(said),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> StoreError {
        match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::Missing,
            std::io::ErrorKind::AlreadyExists => StoreError::Exists,
            std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
            kind => StoreError::Io(kind.to_string()),
        }
    }
}
