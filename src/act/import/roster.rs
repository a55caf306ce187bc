//! What an extract changes of who may do what.
//!
//! Once somebody is in service, an officer's role and service are changed by whoever keeps the list of officers, whether
//! that is by a deed or by an extract.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{ImportError, Request};
use crate::act::deed::{Actor, DeedRefused, in_service, may};
use crate::act::who;
use crate::domain::day::Day;
use crate::domain::deed::Right;
use crate::domain::intake::Listed;
use crate::domain::officer::{Officer, Role, Roster};
use crate::store::{KnownAt, Snapshot};

/// Refuses an extract, written in this transaction as the act of this number, that makes of officers what whoever acts may
/// not, or leaves nobody who could bind accounts.
pub(super) fn allows(tx: &Connection, act: i64, request: &Request<'_>) -> Result<(), ImportError> {
    let before = Snapshot::within(tx, Some(KnownAt::Act(act - 1)))?;
    let after = Snapshot::within(tx, None)?;
    let changed = changed(&before.roster()?, &after.roster()?, request.today);
    if !changed.is_empty() {
        may(&before, &actor(request.actor), Right::KeepOfficers, request.today).map_err(|refused| match refused {
            DeedRefused::Store(error) => ImportError::Store(error),
            refused => {
                let mut officers = Listed::default();
                changed.iter().for_each(|id| officers.add(id));
                ImportError::Officers { refused, officers }
            }
        })?;
    }
    who::keeps_a_keeper(&before, &after, request.today)?.map_err(ImportError::Stranded)
}

/// Whoever asks, by the word that the act records.
fn actor(word: &str) -> Actor {
    match word.strip_prefix("account ").and_then(|number| number.parse().ok()) {
        Some(number) => Actor::of_account(number),
        None => Actor::Officer(word.to_owned()),
    }
}

/// The ids of officers who have on some day another role, or are in or out of service otherwise, than before; of those who
/// come on file, whoever is more than an officer. Nobody where nobody was in service.
fn changed(before: &Roster, after: &Roster, today: Day) -> BTreeSet<String> {
    if !before.iter().any(|(_, officer)| in_service(officer, today).is_some()) {
        return BTreeSet::new();
    }
    let differs = after.iter().filter(|(key, is)| match before.get(*key) {
        Some(was) => days(was).chain(days(is)).any(|day| role(was, day) != role(is, day)),
        None => is.records.iter().any(|record| record.what.role > Role::Officer),
    });
    differs.map(|(_, officer)| officer.id.clone()).collect()
}

fn role(officer: &Officer, day: Day) -> Option<Role> {
    in_service(officer, day).map(|record| record.role)
}

/// The days on which it may change what an officer is.
fn days(officer: &Officer) -> impl Iterator<Item = Day> + '_ {
    officer.records.iter().flat_map(|record| [Some(record.from), record.what.active_until]).flatten()
}
