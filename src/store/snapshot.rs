//! A view of the record: as it stands, or as it was known at a past act, in one read transaction.
//!
//! A fact counts in a view if it was recorded by an act up to the view's, is no withdrawal, and no fact recorded by then
//! supersedes it. Everything read through one [`Snapshot`] belongs together, whatever is written meanwhile.

use std::str::FromStr;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::act::{self, Act};
use super::cache;
use super::error::StoreError;
use super::moment::Moment;
use super::open::Store;
use super::steps;
use crate::domain::offender::{OffenderKey, OfficerKey};

/// By when: only what had been recorded by then counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownAt {
    /// By the end of this act.
    Act(i64),
    /// By this moment.
    Moment(Moment),
}

/// Why a text is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a moment such as 2025-03-31T09:30:00Z (a day alone is not enough), or the number of an act")]
pub struct KnownAtError;

impl FromStr for KnownAt {
    type Err = KnownAtError;

    fn from_str(text: &str) -> Result<KnownAt, KnownAtError> {
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().map(KnownAt::Act).map_err(|_| KnownAtError);
        }
        text.parse().map(KnownAt::Moment).map_err(|_| KnownAtError)
    }
}

/// Of which offenders.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// Everybody.
    All,
    /// Everybody this officer ever owned.
    Officer(OfficerKey),
    /// Everybody any of these officers ever owned, once.
    Officers(&'a [OfficerKey]),
    /// This one.
    One(OffenderKey),
    /// Those who may be without an owner on some day, which is everybody; the caller keeps whom it looks for.
    Unowned,
}

/// One view of the record; see the module.
#[derive(Debug)]
pub struct Snapshot<'s> {
    conn: &'s Connection,
    act: Act,
    from_cache: bool,
    _reading: Option<Transaction<'s>>,
}

impl Store {
    /// A view of the record as it stands, or as it was known. A store has one view open at a time; see
    /// [`Snapshot::beside`] for another.
    ///
    /// A time before the first act, and an act that has not happened, are refused; a moment to come is now.
    pub fn snapshot(&self, known_at: Option<KnownAt>) -> Result<Snapshot<'_>, StoreError> {
        let conn = self.connection();
        let reading = Transaction::new_unchecked(conn, TransactionBehavior::Deferred)?;
        steps::check(conn)?;
        let mut snapshot = Snapshot::within(conn, known_at)?;
        snapshot._reading = Some(reading);
        Ok(snapshot)
    }
}

impl<'s> Snapshot<'s> {
    /// A view within a transaction that is open already.
    pub(crate) fn within(conn: &'s Connection, known_at: Option<KnownAt>) -> Result<Snapshot<'s>, StoreError> {
        let last = act::last(conn)?.ok_or(StoreError::Unfinished)?;
        let current = last.number;
        let act = resolve(conn, known_at, last)?;
        let from_cache = act.number == current && cache::is_whole(conn, current)?;
        Ok(Snapshot { conn, act, from_cache, _reading: None })
    }

    /// Another view in the same transaction: what was known then, beside what this one knows.
    pub fn beside(&self, known_at: Option<KnownAt>) -> Result<Snapshot<'_>, StoreError> {
        Snapshot::within(self.conn, known_at)
    }

    /// The same view, read from the facts themselves, as though there were no cache.
    pub fn without_cache(self) -> Snapshot<'s> {
        Snapshot { from_cache: false, ..self }
    }

    /// The last act that counts.
    pub fn act(&self) -> &Act {
        &self.act
    }

    /// Whether offenders are read from the cache; the answers are the same.
    pub fn reads_cache(&self) -> bool {
        self.from_cache
    }

    pub(super) fn conn(&self) -> &'s Connection {
        self.conn
    }

    pub(super) fn act_number(&self) -> i64 {
        self.act.number
    }
}

fn resolve(conn: &Connection, known_at: Option<KnownAt>, last: Act) -> Result<Act, StoreError> {
    let found = match known_at {
        None => return Ok(last),
        Some(KnownAt::Act(asked)) if asked > last.number => {
            return Err(StoreError::NoSuchAct { asked, last: last.number });
        }
        Some(KnownAt::Act(asked)) => act::by_number(conn, asked)?,
        Some(KnownAt::Moment(moment)) => act::by_moment(conn, moment)?,
    };
    match found {
        Some(act) => Ok(act),
        None => {
            let first = act::by_number(conn, 1)?.ok_or_else(|| StoreError::damaged("the first act"))?;
            Err(StoreError::BeforeFirstAct { first: first.moment.to_string() })
        }
    }
}
