//! Reading entries as they are stored.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::hex::{hex, unhex};
use crate::domain::trail::{Entry, Outcome, Spoken, Written};
use crate::store::column;
use crate::store::error::StoreError;
use crate::store::moment::Moment;
use crate::store::snapshot::Snapshot;

/// The trail of a view's database: all of it, whatever the view knows.
#[derive(Clone, Copy, Debug)]
pub struct Trail<'s> {
    pub(super) conn: &'s Connection,
}

impl Snapshot<'_> {
    /// The trail.
    pub fn trail(&self) -> Trail<'_> {
        Trail { conn: self.conn() }
    }
}

impl Trail<'_> {
    /// Every entry from a number on, in order.
    pub fn each<E: From<StoreError>>(
        &self,
        from: i64,
        each: &mut impl FnMut(&Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql =
            "select entry_id, moment, actor, command, asked, outcome, rows, about, reason, value, act_id, written,
                          hash
                   from entry
                   left join free_text on text_id = reason
                   where entry_id >= ?1
                   order by entry_id";
        let mut statement = self.conn.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query(params![from]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(&entry(row)?)?;
        }
        Ok(())
    }

    /// How many entries there are.
    pub fn length(&self) -> Result<i64, StoreError> {
        let sql = "select coalesce(max(entry_id), 0) as length from entry";
        Ok(self.conn.prepare_cached(sql)?.query_row([], |row| row.get("length"))?)
    }
}

/// When something was last taken out by a command.
pub(in crate::store) fn last_taken(conn: &Connection, command: &str) -> Result<Option<Moment>, StoreError> {
    let sql = "select moment
               from entry
               where command = ?1
                 and outcome = 'taken'
               order by entry_id desc
               limit 1";
    let found: Option<String> = conn.prepare(sql)?.query_row(params![command], |row| row.get("moment")).optional()?;
    found.map(|moment| Moment::stored(&moment)).transpose()
}

fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let outcome: Outcome = column::word(row, "outcome", "an outcome")?;
    let written: Option<String> = row.get("written")?;
    Ok(Entry {
        number: row.get("entry_id")?,
        moment: row.get("moment")?,
        actor: row.get("actor")?,
        spoken: Spoken { command: row.get("command")?, asked: row.get("asked")? },
        outcome,
        rows: row.get("rows")?,
        about: row.get("about")?,
        reason: column::free_text(row, "reason", "value")?,
        act: row.get("act_id")?,
        written: written.as_deref().map_or(Ok(Vec::new()), parse)?,
        hash: row.get("hash")?,
    })
}

/// What was written, from the lines it is kept in.
pub(super) fn parse(lines: &str) -> Result<Vec<Written>, StoreError> {
    let damaged = || StoreError::damaged("what an entry says was written");
    let line = |line: &str| {
        let mut parts = line.split(' ');
        let (Some(kind), Some(count), Some(digest), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(damaged());
        };
        let digest = unhex(digest).ok_or_else(damaged)?;
        Ok(Written { kind: kind.to_owned(), count: count.parse().map_err(|_| damaged())?, digest })
    };
    lines.split('\n').map(line).collect()
}

/// What the entry of a declared restore was asked: which entry it continues from.
pub(super) fn continuing(number: i64, hash: &[u8; 32]) -> String {
    format!("continues={number} hash={}", hex(hash))
}

/// Which entry a restore says it continues from.
pub(super) fn continues(asked: &str) -> Option<(i64, [u8; 32])> {
    let (number, hash) = asked.strip_prefix("continues=")?.split_once(" hash=")?;
    Some((number.parse().ok()?, unhex(hash)?))
}
