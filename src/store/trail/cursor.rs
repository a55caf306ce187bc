//! Rows of one kind read in the order in which they were written, beside the entries that vouch for them.

use std::collections::HashMap;

use rusqlite::{Connection, Rows};

use super::written::{self, Kind, Sum};
use crate::domain::finding::{Findings, Place, Wrong};
use crate::store::column;
use crate::store::encoding_sql::Lists;
use crate::store::error::StoreError;

/// The rows of a kind, those of one act after those of another.
pub(super) struct Cursor<'s> {
    kind: Kind,
    rows: Rows<'s>,
    lists: Lists<'s>,
    next: Option<Next>,
    /// The number and the act of the row before.
    before: (i64, i64),
}

struct Next {
    number: i64,
    act: i64,
    digest: Option<[u8; 32]>,
}

impl<'s> Cursor<'s> {
    /// At the first row.
    pub(super) fn new(
        conn: &Connection,
        kind: Kind,
        (rows, lists): (Rows<'s>, Lists<'s>),
        found: &mut Findings,
    ) -> Result<Cursor<'s>, StoreError> {
        let mut cursor = Cursor { kind, rows, lists, next: None, before: (0, 0) };
        cursor.advance(conn, found)?;
        Ok(cursor)
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// What the acts from one to another wrote of the kind. Rows of acts before them are nobody's.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        (from, until): (i64, i64),
        found: &mut Findings,
    ) -> Result<Sum, StoreError> {
        let mut sum = Sum::default();
        while let Some(next) = self.next.as_ref().filter(|next| next.act <= until) {
            if next.act < from {
                found.add(place(self.kind, next.number), Wrong::Unvouched);
            } else {
                // of one that cannot be read it is known already
                sum.add(next.digest.unwrap_or_default());
            }
            self.advance(conn, found)?;
        }
        Ok(sum)
    }

    fn advance(&mut self, conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
        loop {
            let Some(row) = self.rows.next()? else {
                self.next = None;
                return Ok(());
            };
            let Ok((number, act)) = written::numbers(self.kind, row) else {
                found.add(place(self.kind, 0), Wrong::Unreadable);
                continue;
            };
            // proposals that were declined have no act
            let follows = self.kind == Kind::Resolution || number == self.before.0.saturating_add(1);
            if !follows || act < self.before.1 {
                found.add(place(self.kind, number), Wrong::Disorder);
            }
            self.before.0 = number;
            if act < self.before.1 {
                continue;
            }
            let digest = match written::digest_of(conn, self.kind, row, &mut self.lists) {
                Ok(digest) => Some(digest),
                Err(StoreError::Fault(_)) => None,
                Err(error) => return Err(error),
            };
            if digest.is_none() {
                found.add(place(self.kind, number), Wrong::Unreadable);
            }
            (self.before.1, self.next) = (act, Some(Next { number, act, digest }));
            return Ok(());
        }
    }
}

fn place(kind: Kind, number: i64) -> Place {
    let table = match kind {
        Kind::Fact(kind) => format!("{kind}_fact"),
        kind => kind.word().to_owned(),
    };
    Place::Row(table, number)
}

/// Proposals, or what was declined: rows that entries of their own vouch for, each one, at its moment.
pub(super) struct Alone<'s> {
    table: &'static str,
    rows: Rows<'s>,
    waiting: HashMap<[u8; 32], One>,
    done: bool,
}

/// One of them.
pub(super) struct One {
    /// Its number.
    pub number: i64,
    /// Who did it.
    pub actor: String,
    /// When.
    pub moment: String,
}

/// Reads proposals by their moments.
pub(super) const PROPOSALS: &str = "select proposal_id, actor, moment from proposal order by moment, proposal_id";

/// Reads what was declined by its moment.
pub(super) const DECLINED: &str =
    "select proposal_id, actor, moment from resolution where act_id is null order by moment, proposal_id";

impl<'s> Alone<'s> {
    pub(super) fn new(table: &'static str, rows: Rows<'s>) -> Alone<'s> {
        Alone { table, rows, waiting: HashMap::new(), done: false }
    }

    /// The row of a digest that was written by a moment.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        (digest, moment): (&[u8; 32], &str),
        found: &mut Findings,
    ) -> Result<Option<One>, StoreError> {
        loop {
            if let Some(one) = self.waiting.remove(digest) {
                return Ok(Some(one));
            }
            match self.next(conn, found)? {
                Some(read) if read.as_str() <= moment => (),
                _ => return Ok(self.waiting.remove(digest)),
            }
        }
    }

    /// What no entry vouched for.
    pub(super) fn finish(mut self, conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
        while self.next(conn, found)?.is_some() {}
        let mut left: Vec<i64> = self.waiting.values().map(|one| one.number).collect();
        left.sort_unstable();
        left.into_iter().for_each(|number| found.add(Place::Row(self.table.to_owned(), number), Wrong::Unvouched));
        Ok(())
    }

    /// Lets one more wait; its moment.
    fn next(&mut self, conn: &Connection, found: &mut Findings) -> Result<Option<String>, StoreError> {
        if self.done {
            return Ok(None);
        }
        let Some(row) = self.rows.next()? else {
            self.done = true;
            return Ok(None);
        };
        let number = row.get(0)?;
        let words = (column::text(row, 1).map(str::to_owned), column::text(row, 2).map(str::to_owned));
        let digest = match self.table {
            "proposal" => written::proposal(conn, number),
            _ => written::resolution(conn, number),
        };
        match (words, digest) {
            ((Ok(actor), Ok(moment)), Ok(Some(one))) => {
                let mut sum = Sum::default();
                sum.add(one);
                let digest = sum.of(self.table).map_or(one, |written| written.digest);
                self.waiting.insert(digest, One { number, actor, moment: moment.clone() });
                Ok(Some(moment))
            }
            (_, Err(error)) if !matches!(error, StoreError::Fault(_)) => Err(error),
            _ => {
                found.add(Place::Row(self.table.to_owned(), number), Wrong::Unreadable);
                Ok(Some(String::new()))
            }
        }
    }
}
