//! Whether the tables, indexes and triggers of a database are those of `schema.sql`.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::finding::{Findings, Place, Wrong};
use crate::store::error::StoreError;
use crate::store::open::SCHEMA;

/// Says what lacks, what was altered and what is not ours. What SQLite keeps for itself is its own.
pub(in crate::store) fn check(conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
    let made = Connection::open_in_memory()?;
    made.execute_batch(SCHEMA)?;
    let (ours, theirs) = (definitions(&made)?, definitions(conn)?);
    for (name, definition) in &ours {
        match theirs.get(name) {
            None => found.add(Place::Guard(name.clone()), Wrong::Lacking),
            Some(other) if other != definition => found.add(Place::Guard(name.clone()), Wrong::Altered),
            Some(_) => (),
        }
    }
    let foreign = theirs.keys().filter(|name| !ours.contains_key(*name));
    foreign.for_each(|name| found.add(Place::Guard(name.clone()), Wrong::Foreign));
    Ok(())
}

/// Every definition by its name, without remarks, quotes and the way its words are set: the steps from an earlier version
/// leave the same tables otherwise written.
fn definitions(conn: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let sql = "select type || ' ' || name as name, tbl_name, coalesce(sql, '') as definition
               from sqlite_schema
               where name not like 'sqlite\\_%' escape '\\'";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let written = row.get_ref("definition")?;
        let written = String::from_utf8_lossy(written.as_bytes().unwrap_or_default()).into_owned();
        let plain: Vec<&str> = written.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
        let plain: String = plain.join(" ").replace('"', "").split_whitespace().collect();
        found.insert(row.get("name")?, plain);
    }
    Ok(found)
}
