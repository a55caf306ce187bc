//! A long statement, a bite of rows at a time.
//!
//! Why: the bundled SQLite keeps the pages of the temporary tables and of the register in one pool. While both are gone
//! through, pages of the one that nobody will want again crowd out those of the other that every row wants, and each is
//! read anew for each row (measured: twenty times slower). Between two bites the pool gives back what is clean.

use rusqlite::{Connection, Result, ToSql};

/// How many pages a connection keeps while nothing is taken in, as SQLite says it.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pages: i64,
}

/// Gives the connection 64 MiB of pages. [`Room::restore`] puts back what was.
pub fn make_room(conn: &Connection) -> Result<Room> {
    let was = Room { pages: conn.pragma_query_value(Some("main"), "cache_size", |row| row.get(0))? };
    Room { pages: -65_536 }.restore(conn)?;
    Ok(was)
}

impl Room {
    /// Puts back what [`make_room`] found.
    pub fn restore(self, conn: &Connection) -> Result<()> {
        conn.pragma_update(Some("main"), "cache_size", self.pages)
    }
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
