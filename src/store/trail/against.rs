//! A trail held against a checkpoint that was taken of it.

use rusqlite::{Connection, OptionalExtension};

use super::Trail;
use super::read::continues;
use crate::domain::checkpoint::{Against, Checkpoint};
use crate::store::error::StoreError;

impl Trail<'_> {
    /// What it says of a checkpoint. That its own hashes hold is for [`Trail::verify`] to tell.
    pub fn against(&self, checkpoint: &Checkpoint) -> Result<Against, StoreError> {
        if at(self.conn, 1)?.is_some_and(|first| first.hash != checkpoint.identity) {
            return Ok(Against::OtherRecord);
        }
        let there = at(self.conn, checkpoint.entry)?;
        let last = self.length()?;
        if there.as_ref().is_some_and(|there| there.hash == checkpoint.hash) {
            return Ok(Against::Stands { since: last - checkpoint.entry });
        }
        if let Some(left) = left_behind(self.conn, checkpoint)? {
            return Ok(left);
        }
        Ok(match there {
            None => Against::Ended { last },
            Some(there) if there.moment > checkpoint.moment => Against::GoneOn,
            Some(_) => Against::Rewritten,
        })
    }
}

struct Entry {
    moment: String,
    hash: Vec<u8>,
}

fn at(conn: &Connection, number: i64) -> Result<Option<Entry>, StoreError> {
    let sql = "select moment, hash from entry where entry_id = ?1";
    let entry = |row: &rusqlite::Row<'_>| Ok(Entry { moment: row.get("moment")?, hash: row.get("hash")? });
    Ok(conn.prepare_cached(sql)?.query_row([number], entry).optional()?)
}

/// The first restore declared after the checkpoint was taken that goes on from an entry before it.
fn left_behind(conn: &Connection, checkpoint: &Checkpoint) -> Result<Option<Against>, StoreError> {
    let sql = "select entry_id, moment, asked from entry where outcome = 'restored' order by entry_id";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (restore, moment, asked): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some((from, _)) = continues(&asked) else { continue };
        if from < checkpoint.entry && moment >= checkpoint.moment {
            return Ok(Some(Against::LeftBehind { restore, continues: from }));
        }
    }
    Ok(None)
}
