//! Looking at a database file without writing to it, and whether it is sound.

use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Row};

use super::column;
use super::error::StoreError;
use super::moment::Moment;
use super::open::{APPLICATION_ID, beside, is_there};
use super::trail;

/// Which database a file holds, and up to where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holds {
    /// The id of the first act: every copy of one database has the same, and no other database has it.
    pub first: String,
    /// The number of the last act.
    pub last: i64,
    /// The id of the last act.
    pub last_id: String,
    /// When the last act was.
    pub moment: Moment,
    /// The digest of what the last act asked for.
    pub content: [u8; 32],
}

/// Opens a file that nobody writes to, to look at it. Nothing is written to it or beside it, unless the log of somebody
/// who writes to it after all, or was stopped, stands beside it and must be read too.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    is_there(path)?;
    connect(path, if is_logged(path) { How::Read } else { How::AsItLies })
}

/// Opens a database that others may be writing to, to look at it. Where the folder cannot be written to nobody is, and it
/// is read as it lies.
pub(super) fn open_living(path: &Path) -> Result<Connection, StoreError> {
    is_there(path)?;
    // Whoever only reads would leave the log behind that reading needs.
    let living = connect(path, if is_logged(path) { How::Read } else { How::ReadAndTidy })?;
    match living.query_row("pragma user_version", [], |_| Ok(())).map_err(StoreError::from) {
        Err(StoreError::Io(_) | StoreError::ReadOnly) => open(path),
        _ => Ok(living),
    }
}

fn is_logged(path: &Path) -> bool {
    ["-wal", "-journal"].iter().any(|ending| beside(path, ending).exists())
}

enum How {
    AsItLies,
    Read,
    ReadAndTidy,
}

fn connect(path: &Path, how: How) -> Result<Connection, StoreError> {
    let (asked, access) = match how {
        How::AsItLies => ("?immutable=1", OpenFlags::SQLITE_OPEN_READ_ONLY),
        How::Read => ("", OpenFlags::SQLITE_OPEN_READ_ONLY),
        How::ReadAndTidy => ("", OpenFlags::SQLITE_OPEN_READ_WRITE),
    };
    let mut name = OsString::from("file://").into_vec();
    for byte in std::path::absolute(path)?.as_os_str().as_bytes() {
        match byte {
            b'%' | b'?' | b'#' => name.extend(format!("%{byte:02x}").bytes()),
            byte => name.push(*byte),
        }
    }
    name.extend(asked.bytes());
    let flags = access | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(OsString::from_vec(name), flags)?;
    careful(&conn)?;
    Ok(conn)
}

/// How a file is read that may be damaged, or not be what it seems.
fn careful(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(std::time::Duration::from_secs(10))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.execute_batch(
        "pragma trusted_schema = off;
         pragma cell_size_check = on;
         pragma query_only = on;
         pragma temp_store = file;
         pragma cache_size = -16384;",
    )?;
    Ok(())
}

/// Whether a file begins as a database of ours does. Nothing more is read.
pub(super) fn begins_as_ours(path: &Path) -> Result<bool, StoreError> {
    let mut head = [0; 72];
    match File::open(path)?.read_exact(&mut head) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(head.starts_with(b"SQLite format 3\0") && head[68..] == APPLICATION_ID.to_be_bytes()),
    }
}

/// Whether a file ends within a page. SQLite reads what is lacking of it as zeroes, and finds nothing wrong where it held them.
pub(super) fn ends_within_a_page(path: &Path, conn: &Connection) -> Result<bool, StoreError> {
    let page = conn.query_row("pragma page_size", [], |row| row.get::<_, u32>(0))?;
    Ok(!path.metadata()?.len().is_multiple_of(u64::from(page)))
}

/// Whether the file is whole in itself: its pages, its indexes, its checks.
pub(super) fn is_whole(conn: &Connection) -> Result<bool, StoreError> {
    let found = conn.query_row("pragma integrity_check(1)", [], |row| row.get::<_, String>(0));
    match found.map_err(StoreError::from) {
        Ok(said) => Ok(said == "ok"),
        Err(StoreError::NotADatabase) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether everything that refers to something refers to what is there.
pub(super) fn refers_well(conn: &Connection) -> Result<bool, StoreError> {
    Ok(!conn.prepare("pragma foreign_key_check")?.exists([])?)
}

/// Whether the acts are numbered from 1 without a gap, and there is one.
pub(super) fn acts_in_order(conn: &Connection) -> Result<bool, StoreError> {
    let sql = "select count(*) as acts, min(act_id) as first, max(act_id) as last from act";
    conn.query_row(sql, [], |row| {
        let (acts, first, last): (i64, Option<i64>, Option<i64>) =
            (row.get("acts")?, row.get("first")?, row.get("last")?);
        Ok(first == Some(1) && last == Some(acts))
    })
    .map_err(StoreError::from)
}

/// Whether it holds against its trail.
pub(super) fn keeps_its_trail(conn: &Connection) -> Result<bool, StoreError> {
    Ok(trail::verify(conn)?.findings.total == 0)
}

/// Which database it is, and up to where. It is read alike from every version.
pub(super) fn holds(conn: &Connection) -> Result<Holds, StoreError> {
    let first = conn.query_row("select id from act where act_id = 1", [], |row| row.get("id"));
    let sql = "select act_id, id, moment, content from act order by act_id desc limit 1";
    let first = first.map_err(no_act)?;
    conn.query_row(sql, [], |row| Ok(last(row, first))).map_err(no_act)?
}

fn last(row: &Row<'_>, first: String) -> Result<Holds, StoreError> {
    Ok(Holds {
        first,
        last: row.get("act_id")?,
        last_id: row.get("id")?,
        moment: Moment::stored(column::text(row, "moment")?)?,
        content: row.get("content")?,
    })
}

fn no_act(error: rusqlite::Error) -> StoreError {
    match error {
        rusqlite::Error::QueryReturnedNoRows => StoreError::Damaged { what: "it has no first act" },
        error => error.into(),
    }
}
