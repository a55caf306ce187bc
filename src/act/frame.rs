//! The frame every act stands in: take the write lock, look for the id, stamp, change, leave the entry, commit.

use rusqlite::Transaction;
use sha2::{Digest, Sha256};

use super::clock;
use super::trail::{self, Left};
use crate::domain::trail::Outcome;
use crate::store::act::{self, Act, ActKind};
use crate::store::{Moment, Store, StoreError, proposal, salt, trail as stored};

/// An act that somebody asks for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The caller's id for it (1 to 64 characters), by which it can be repeated safely; none: one is made.
    pub id: Option<&'a str>,
    /// What kind.
    pub kind: ActKind,
    /// Who asks (1 to 64 characters).
    pub actor: &'a str,
    /// The digest of what is asked; see [`content`].
    pub content: [u8; 32],
    /// Why.
    pub reason: Option<&'a str>,
    /// Whether the digest is kept salted, because what was asked might be guessed from it.
    pub salted: bool,
}

/// An act as stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The act.
    pub act: Act,
    /// Whether the clock was behind the act before, whose moment was taken instead.
    pub clock_behind: bool,
}

/// What a change decides at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<T> {
    /// Record it.
    Keep(T),
    /// There was nothing to change: record nothing, not even the act.
    Drop(T),
    /// The act was undone, and what stands in its place is to be kept as it is.
    Settle(T),
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Performed<T> {
    /// It is recorded.
    Done(Stamped, T),
    /// No act was recorded.
    Nothing(T),
    /// The same act with the same id was recorded before; nothing was written now.
    Already(Act),
}

/// The digest of what an act asks for, of parts that cannot run into each other.
pub fn content<'a>(kind: ActKind, parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [b"homevisit.act\0\x01", kind.as_str().as_bytes()].into_iter().chain(parts) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Does an act in one immediate transaction: all of `change` or nothing.
///
/// `change` is given the transaction and the act, already stamped and recorded in it. Refused with
/// [`StoreError::IdTaken`] where the id belongs to another act. [`StoreError::Busy`] says that nothing was done,
/// [`StoreError::Unknown`] that the commit failed without telling whether it did.
pub fn perform<T, E: From<StoreError>>(
    store: &mut Store,
    asked: &Asked<'_>,
    change: impl FnOnce(&Transaction<'_>, &Act) -> Result<Verdict<T>, E>,
) -> Result<Performed<T>, E> {
    let spoken = store.spoken().clone();
    let tx = store.begin()?;
    if let Some(earlier) = earlier(&tx, asked)? {
        trail::append(&tx, &spoken, asked.actor, &Left { rows: Some(0), ..Left::of(Outcome::Repeated) })?;
        tx.commit().map_err(StoreError::of_commit)?;
        return Ok(Performed::Already(earlier));
    }
    proposal::mark(&tx)?;
    let stamped = stamp(&tx, asked)?;
    match change(&tx, &stamped.act)? {
        Verdict::Drop(value) => Ok(Performed::Nothing(value)),
        Verdict::Settle(value) => {
            tx.commit().map_err(StoreError::of_commit)?;
            Ok(Performed::Nothing(value))
        }
        Verdict::Keep(value) => {
            stored::of_act(&tx, &spoken, &stamped.act, asked.actor)?;
            tx.commit().map_err(StoreError::of_commit)?;
            Ok(Performed::Done(stamped, value))
        }
    }
}

/// The act that has the id already, where it is the same act.
fn earlier(tx: &Transaction<'_>, asked: &Asked<'_>) -> Result<Option<Act>, StoreError> {
    let Some(id) = asked.id else { return Ok(None) };
    let Some(earlier) = act::by_id(tx, id)? else {
        // A deed is held against its proposal where it is done.
        let is_deed = !matches!(asked.kind, ActKind::Import | ActKind::AdoptPolicy);
        let free = is_deed || proposal::by_id(tx, id)?.is_none();
        return if free { Ok(None) } else { Err(StoreError::OnFile { what: "a proposal of this id" }) };
    };
    // Where the salt was removed by law it cannot be told any more, and counts as another.
    let salted = act::salt_of(tx, earlier.number)?.map(|salt| with_salt(&salt, &asked.content));
    let same_content = earlier.content == if asked.salted { salted.unwrap_or_default() } else { asked.content };
    let same = earlier.kind == asked.kind && earlier.actor == asked.actor && same_content;
    if same { Ok(Some(earlier)) } else { Err(StoreError::IdTaken { act: earlier.number }) }
}

/// An id that no act has: 32 hexadecimal digits.
pub fn fresh_id() -> Result<String, StoreError> {
    Ok(salt::fresh()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Records an act at the end of the order, never at an earlier moment than the one before. The write lock is held.
pub(super) fn stamp(tx: &Transaction<'_>, asked: &Asked<'_>) -> Result<Stamped, StoreError> {
    let id = match asked.id {
        Some(id) => id.to_owned(),
        None => fresh_id()?,
    };
    check_length("the id of an act", &id)?;
    check_length("who does it", asked.actor)?;
    let last = act::last(tx)?;
    let (moment, clock_behind) = next_moment(tx)?;
    let salt = if asked.salted { Some(salt::fresh()?) } else { None };
    let act = Act {
        number: last.map_or(1, |last| last.number + 1),
        id,
        kind: asked.kind,
        actor: asked.actor.to_owned(),
        moment,
        content: salt.map_or(asked.content, |salt| with_salt(&salt, &asked.content)),
        reason: asked.reason.map(str::to_owned),
    };
    act::insert(tx, &act)?;
    if let Some(salt) = salt {
        act::insert_salt(tx, act.number, &salt)?;
    }
    Ok(Stamped { act, clock_behind })
}

/// The moment of whatever is recorded now, never before what was recorded last, and whether the clock is behind that.
pub(super) fn next_moment(tx: &Transaction<'_>) -> Result<(Moment, bool), StoreError> {
    let now = clock::now();
    let last = act::last(tx)?.map(|act| act.moment).max(stored::last_moment(tx)?);
    let moment = last.map_or(now, |last| now.max(last));
    Ok((moment, moment > now))
}

pub(super) fn with_salt(salt: &[u8; 16], content: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(content).finalize().into()
}

fn check_length(what: &'static str, text: &str) -> Result<(), StoreError> {
    if (1..=64).contains(&text.chars().count()) { Ok(()) } else { Err(StoreError::Length { what }) }
}
