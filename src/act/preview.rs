//! As if something were recorded: it is done in a transaction, looked at, and undone.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::offender::{Facts, OffenderKey};
use crate::domain::officer::Roster;
use crate::domain::preview::{Moved, Placed};
use crate::domain::requirement::{Rules, fold};
use crate::domain::row::Row;
use crate::store::{KnownAt, Scope, Snapshot, StoreError};

/// More people than this are read in one pass over everybody.
const ONE_BY_ONE: usize = 1_000;

/// What facts are judged by, in one view.
pub(super) struct Judge {
    pub rules: Rules,
    roster: Roster,
}

impl Judge {
    pub fn of(view: &Snapshot<'_>) -> Result<Judge, StoreError> {
        let rules = Rules { book: view.book()?, history_from: view.history_from()? };
        Ok(Judge { rules, roster: view.roster()? })
    }

    /// Where somebody stands at the end of a day; none where not managed.
    pub fn place(&self, facts: &Facts, as_of: Day) -> Result<Option<Placed>, StoreError> {
        let standing = fold(facts, &self.rules, as_of, &mut |_| ());
        let standing = standing.map_err(|fault| StoreError::Fault(fault.to_string()))?;
        Ok(standing.map(|standing| Placed::from(&Row::of(facts, &self.rules, &self.roster, &standing, as_of))))
    }
}

/// What changes of one offender.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    pub appears: bool,
    pub files: Vec<File>,
}

/// Where those touched stand as known by the act before and as known now, in this transaction; with `all`, everybody.
pub(super) fn moved(
    tx: &Connection,
    before: i64,
    as_of: Day,
    mut touched: BTreeMap<i64, Touched>,
    all: bool,
) -> Result<Vec<Moved>, StoreError> {
    let keys = (!all).then(|| touched.keys().copied().collect::<Vec<_>>());
    let mut stood = BTreeMap::new();
    each(&Snapshot::within(tx, Some(KnownAt::Act(before)))?, keys.as_deref(), as_of, |key, _, placed| {
        stood.insert(key.0, placed);
    })?;
    let mut moved = Vec::new();
    each(&Snapshot::within(tx, None)?, keys.as_deref(), as_of, |key, reference, after| {
        let before = stood.remove(&key.0);
        let Touched { appears, files } = touched.remove(&key.0).unwrap_or_default();
        let before = before.flatten();
        moved.push(Moved { reference: reference.to_owned(), before, after, appears, changes: files });
    })?;
    moved.sort_by_cached_key(Moved::order);
    Ok(moved)
}

fn each(
    view: &Snapshot<'_>,
    keys: Option<&[i64]>,
    as_of: Day,
    mut to: impl FnMut(OffenderKey, &str, Option<Placed>),
) -> Result<(), StoreError> {
    let judge = Judge::of(view)?;
    let mut one = |key: OffenderKey, reference: &str, facts: &Facts| {
        to(key, reference, judge.place(facts, as_of)?);
        Ok::<_, StoreError>(())
    };
    match keys {
        Some(keys) if keys.len() <= ONE_BY_ONE => {
            keys.iter().try_for_each(|key| view.each_offender(Scope::One(OffenderKey(*key)), &mut one))
        }
        Some(keys) => view.each_offender(Scope::All, |key, reference, facts| {
            if keys.binary_search(&key.0).is_ok() { one(key, reference, facts) } else { Ok(()) }
        }),
        None => view.each_offender(Scope::All, one),
    }
}
