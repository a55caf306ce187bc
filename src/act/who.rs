//! Who acts: the one place that says it, for the command line and for whatever face comes later.
//!
//! - Until the first account is bound the database is its maker's own: whoever opens it acts as whom they say.
//! - From then on whoever runs the program is the officer whom their account is bound to, and nobody else; an account that
//!   is bound to nobody may neither read nor record.

use std::collections::{BTreeMap, BTreeSet};

use super::deed::{Actor, in_service};
use crate::domain::day::Day;
use crate::domain::deed::Right;
use crate::domain::officer::Roster;
use crate::domain::policy::Book;
use crate::store::{Moment, Snapshot, StoreError};

/// Why somebody may not act, nor read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotYou {
    /// The account is bound to nobody.
    #[error("account {account} is bound to no officer, and may neither read nor record")]
    Unbound {
        /// Its number.
        account: u32,
    },
    /// The account is bound to another officer than the one named.
    #[error("account {account} acts as {officer}, and as nobody else")]
    Another {
        /// Its number.
        account: u32,
        /// The officer, by the word on file.
        officer: String,
    },
    /// The officer is not in service.
    #[error("account {account} is bound to {officer}, who is not in service today")]
    Left {
        /// Its number.
        account: u32,
        /// The officer, by the word on file.
        officer: String,
    },
    /// Whoever is named is no officer on file, and there are some.
    #[error("who acts is no officer on file")]
    Unknown {
        /// The account that named them.
        account: u32,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NotYou {
    /// Who it was, as the trail enters it.
    pub fn actor(&self) -> Option<Actor> {
        match self {
            NotYou::Unbound { account } | NotYou::Unknown { account } => Some(Actor::of_account(*account)),
            NotYou::Another { officer, .. } | NotYou::Left { officer, .. } => Some(Actor::Officer(officer.clone())),
            NotYou::Store(_) => None,
        }
    }
}

impl Actor {
    /// The account of this number, bound to nobody.
    pub fn of_account(account: u32) -> Actor {
        Actor::Account(format!("account {account}"))
    }
}

/// Who acts, of whom they say they are and of the account that runs the program.
///
/// # Errors
/// [`NotYou`]: they may neither read nor record.
pub fn who(view: &Snapshot<'_>, claimed: Option<&str>, account: u32, now: Moment) -> Result<Actor, NotYou> {
    let bindings = view.bindings()?;
    if bindings.is_empty() {
        let Some(id) = claimed else { return Ok(Actor::of_account(account)) };
        let roster = view.roster()?;
        let nobody = roster.iter().next().is_none();
        let known = nobody || roster.key(id).is_some();
        return if known { Ok(Actor::Officer(id.to_owned())) } else { Err(NotYou::Unknown { account }) };
    }
    let officer = bindings.get(&account).ok_or(NotYou::Unbound { account })?.clone();
    if claimed.is_some_and(|claimed| claimed != officer) {
        return Err(NotYou::Another { account, officer });
    }
    let (roster, book) = (view.roster()?, view.book()?);
    let today = now.day_in(book.on(now.day_in(chrono_tz::UTC)).policy.time_zone);
    let serves = roster.key(&officer).and_then(|key| roster.get(key)).is_some_and(|o| in_service(o, today).is_some());
    if serves { Ok(Actor::Officer(officer)) } else { Err(NotYou::Left { account, officer }) }
}

/// The first day from `today` on which nobody who is bound to an account could bind others; none where there is no such
/// day, or nobody is bound.
fn stranded(view: &Snapshot<'_>, today: Day) -> Result<Option<Day>, StoreError> {
    let (bindings, roster, book) = (view.bindings()?, view.roster()?, view.book()?);
    if bindings.is_empty() {
        return Ok(None);
    }
    let days = days(&bindings, &roster, &book, today);
    Ok(days.into_iter().find(|day| !keeper(&bindings, &roster, &book, *day)))
}

/// Refuses what leaves nobody bound who could bind others, where somebody was; `before` and `after` are views of what it
/// changes.
///
/// # Errors
/// What is to be said of it.
pub(super) fn keeps_a_keeper(
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
    today: Day,
) -> Result<Result<(), String>, StoreError> {
    let (first, none) = (before.bindings()?.is_empty(), after.bindings()?.is_empty());
    if first && none {
        return Ok(Ok(()));
    }
    let least = after.book()?.on(today).policy.practice.least_role(Right::KeepOfficers);
    let (was, is) = (stranded(before, today)?, stranded(after, today)?);
    if none {
        let said = format!("nobody could bind an account any more: another of the role {least} is bound first");
        return Ok(Err(said));
    }
    Ok(match is {
        Some(_) if first => Err(format!(
            "the first account is bound to an officer in service who can bind others: of the role {least} (the right to \
             `keep-officers`)"
        )),
        Some(day) if was.is_none_or(|was| day < was) => Err(format!(
            "from {day} nobody who is bound to an account could bind others: another of the role {least} is bound first"
        )),
        _ => Ok(()),
    })
}

/// The days from `today` on which it may change who could.
fn days(bindings: &BTreeMap<u32, String>, roster: &Roster, book: &Book, today: Day) -> BTreeSet<Day> {
    let bound = roster.iter().filter(|(_, officer)| bindings.values().any(|id| *id == officer.id));
    let records = bound.flat_map(|(_, officer)| &officer.records);
    let changes = records.flat_map(|record| [Some(record.from), record.what.active_until]).flatten();
    std::iter::once(today).chain(changes.chain(book.changes()).filter(|day| *day > today)).collect()
}

fn keeper(bindings: &BTreeMap<u32, String>, roster: &Roster, book: &Book, day: Day) -> bool {
    let practice = &book.on(day).policy.practice;
    let mut bound = bindings.values().filter_map(|id| roster.get(roster.key(id)?));
    bound.any(|officer| in_service(officer, day).is_some_and(|record| practice.may(record.role, Right::KeepOfficers)))
}
