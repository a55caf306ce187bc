//! A long statement, a bite of rows at a time.
//!
//! Why: the bundled SQLite keeps the pages of the temporary tables and of the register in one pool. While both are gone
//! through, pages of the one that nobody will want again crowd out those of the other that every row wants, and each is
//! read anew for each row (measured: twenty times slower). Between two bites the pool gives back what is clean.

use rusqlite::{Connection, Result, ToSql};

/// What a connection keeps in memory while nothing is taken in.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pages: i64,
    mapped: i64,
}

/// Gives the connection 64 MiB of pages, and maps nothing: with a map every page is first looked for in the write-ahead
/// log, which by the end of an import is long. [`Room::restore`] puts back what was.
pub fn make_room(conn: &Connection) -> Result<Room> {
    let was = Room { pages: setting(conn, "cache_size")?, mapped: setting(conn, "mmap_size").unwrap_or(0) };
    set(conn, Room { pages: -65_536, mapped: 0 })?;
    Ok(was)
}

impl Room {
    /// Puts back what [`make_room`] found.
    pub fn restore(self, conn: &Connection) -> Result<()> {
        set(conn, self)
    }
}

fn set(conn: &Connection, room: Room) -> Result<()> {
    conn.pragma_update(Some("main"), "cache_size", room.pages)?;
    conn.pragma_update(Some("main"), "mmap_size", room.mapped)
}

fn setting(conn: &Connection, name: &str) -> Result<i64> {
    conn.pragma_query_value(Some("main"), name, |row| row.get(0))
}

/// Rows at a time: so few enough that the pages they touch fit into the pool beside what is yet unwritten.
const BITE: i64 = 10_000;

/// Runs a statement for the rows in `(?1, ?2]`, until all of them up to `rows` are done; `rest` is `?3` and on.
pub(super) fn by_bites(conn: &Connection, sql: &str, rows: i64, rest: &[i64]) -> Result<()> {
    let mut statement = conn.prepare(sql)?;
    let mut from = 0;
    while from < rows {
        let until = (from + BITE).min(rows);
        let bounds = [from, until];
        let values: Vec<&dyn ToSql> = bounds.iter().chain(rest).map(|value| value as &dyn ToSql).collect();
        statement.execute(values.as_slice())?;
        conn.execute_batch("pragma shrink_memory")?;
        from = until;
    }
    Ok(())
}
