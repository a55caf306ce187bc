//! A long statement, a bite of rows at a time.
//!
//! Why: the bundled SQLite keeps the pages of the temporary tables and of the register in one pool. While both are gone
//! through, pages of the one that nobody will want again crowd out those of the other that every row wants, and each is
//! read anew for each row (measured: twenty times slower). Between two bites the pool gives back what is clean.

use rusqlite::{Connection, Result, ToSql};

/// Rows at a time: few enough that the pages they touch fit into the pool beside what is yet unwritten.
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
