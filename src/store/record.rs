//! Facts as they are recorded, one by one: what an act writes, and what a history reads.
//!
//! Importing writes by the million in `staging`; everything else goes through here, by the same tables.

use rusqlite::Transaction;

use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind, FactRef};
use crate::domain::offender::OffenderKey;

/// A fact with its place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub name: FactRef,
    /// Whom it is about.
    pub about: About,
    /// What it says; none: a withdrawal.
    pub fact: Option<Fact>,
    /// The act that recorded it.
    pub act: i64,
    /// The fact it supersedes.
    pub supersedes: Option<FactRef>,
    /// The fact that supersedes it in this view; none: it is the last of its chain.
    pub superseded_by: Option<FactRef>,
}

impl Stored {
    /// Whether it counts: no withdrawal, and nothing supersedes it.
    pub fn counts(&self) -> bool {
        self.fact.is_some() && self.superseded_by.is_none()
    }
}

impl Snapshot<'_> {
    /// The fact of a name; none where this view knows none.
    pub fn fact(&self, name: FactRef) -> Result<Option<Stored>, StoreError> {
        let _ = name;
        todo!()
    }

    /// Everything ever recorded of a person, by act and then by kind and number; the facts of this view.
    pub fn history(&self, offender: OffenderKey) -> Result<Vec<Stored>, StoreError> {
        let _ = offender;
        todo!()
    }

    /// The facts of one kind about one person or officer that count, in order of their first day and rank.
    pub fn live(&self, about: &About, kind: FactKind) -> Result<Vec<Stored>, StoreError> {
        let _ = (about, kind);
        todo!()
    }

    /// The facts of one kind about one person or officer that one act recorded, in the order it did.
    pub fn recorded_by(&self, act: i64) -> Result<Vec<Stored>, StoreError> {
        let _ = act;
        todo!()
    }

    /// The live fact of the visit with this reference.
    pub fn visit(&self, reference: &str) -> Result<Option<Stored>, StoreError> {
        let _ = reference;
        todo!()
    }
}

/// Gives a reference or an officer's id a key; refused where it has one.
pub(crate) fn enrol(tx: &Transaction<'_>, about: &About) -> Result<(), StoreError> {
    let _ = (tx, about);
    todo!()
}

/// Records a fact under an act; `replaces` is the one it supersedes and whose rank it takes. Words on file (officers,
/// visits, tiers) must be known; a visit without a reference gets one, `H` and the act's number.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    act: i64,
    about: &About,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<FactRef, StoreError> {
    let _ = (tx, act, about, fact, replaces);
    todo!()
}

/// Records that a fact was not so.
pub(crate) fn withdraw(tx: &Transaction<'_>, act: i64, of: &Stored) -> Result<FactRef, StoreError> {
    let _ = (tx, act, of);
    todo!()
}
