//! Entries of the trail that are of no act: what was seen, taken out, tried, refused.
//!
//! They are written before the answer is shown: what cannot be entered is not shown.

use rusqlite::Transaction;

use super::frame;
use crate::domain::trail::{Outcome, Spoken};
use crate::store::trail::{self as stored, Draft};
use crate::store::{Store, StoreError};

/// What an entry says beside who asked, when and in what words.
#[derive(Clone, Copy, Debug)]
pub struct Left<'a> {
    /// What became of it.
    pub outcome: Outcome,
    /// How many rows were shown; none: nothing was.
    pub rows: Option<u64>,
    /// The offender it concerns, by reference on file, where it concerns one.
    pub about: Option<&'a str>,
    /// Why.
    pub because: Option<&'a str>,
}

impl Left<'_> {
    /// Nothing but what became of it.
    pub fn of(outcome: Outcome) -> Left<'static> {
        Left { outcome, rows: None, about: None, because: None }
    }
}

/// Leaves an entry, in a transaction of its own.
///
/// # Errors
/// [`StoreError`]: no entry was left, or it is unknown.
pub fn leave(store: &mut Store, actor: &str, left: &Left<'_>) -> Result<(), StoreError> {
    let spoken = store.spoken().clone();
    let tx = store.begin()?;
    append(&tx, &spoken, actor, left)?;
    tx.commit().map_err(StoreError::of_commit)
}

pub(super) fn append(tx: &Transaction<'_>, spoken: &Spoken, actor: &str, left: &Left<'_>) -> Result<(), StoreError> {
    let unspoken = Spoken { command: left.outcome.as_str().to_owned(), asked: String::new() };
    let spoken = if spoken.command.is_empty() { &unspoken } else { spoken };
    let reason = left.because.map(|because| stored::reason(tx, because)).transpose()?;
    let (moment, _) = frame::next_moment(tx)?;
    let draft = Draft {
        moment,
        actor,
        spoken,
        outcome: left.outcome,
        rows: left.rows.and_then(|rows| i64::try_from(rows).ok()),
        about: left.about,
        reason,
        act: None,
        written: Vec::new(),
    };
    match left.outcome {
        Outcome::Restored => stored::append_restored(tx, &draft),
        _ => stored::append(tx, &draft),
    }
}
