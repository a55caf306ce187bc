//! Facts are recorded in the order of their acts, so that those of one act stand together and are found without an index.

use rusqlite::{CachedStatement, Connection, OptionalExtension};

use super::error::StoreError;
use crate::domain::fact::FactKind;

/// A number of which it holds that the facts of a kind from it on, and no other, were recorded by this act or a later one.
/// Every fact up to `before` must have been recorded earlier; the search goes on from there, in steps that double.
pub(super) fn first_since(conn: &Connection, kind: FactKind, act: i64, before: i64) -> Result<i64, StoreError> {
    let sql = format!("select fact_id, act_id from {kind}_fact where fact_id >= ?1 order by fact_id limit 1");
    let mut next = conn.prepare_cached(&sql)?;
    let mut earlier = before;
    let mut step = 1;
    let mut from = loop {
        match recorded(&mut next, earlier + step)? {
            Some((fact, by)) if by < act => earlier = fact,
            _ => break earlier + step,
        }
        step *= 2;
    };
    while earlier + 1 < from {
        let middle = earlier + (from - earlier) / 2;
        match recorded(&mut next, middle)? {
            Some((fact, by)) if by < act => earlier = fact,
            _ => from = middle,
        }
    }
    Ok(from)
}

/// The first fact from a number on, and its act.
fn recorded(next: &mut CachedStatement<'_>, from: i64) -> Result<Option<(i64, i64)>, StoreError> {
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get("fact_id")?, row.get("act_id")?));
    Ok(next.query_row([from], pair).optional()?)
}
