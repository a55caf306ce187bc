//! Putting a backup back. The restored database says so itself: with it a branch of the record begins.

use std::path::Path;

use rusqlite::Transaction;

use super::deed::Actor;
use super::frame::next_moment;
use super::trail::{self, Left};
use super::who::{NotYou, who};
use crate::domain::trail::{Outcome, Spoken};
use crate::store::backup::{self, Verified};
use crate::store::{Snapshot, StoreError};

/// Puts a backup in a place where nothing is; see [`backup::restore`]. Answers what the backup held. Who does it is told of
/// whom they say they are and of the account that runs the program, as [`who`] does.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Length`] where no reason is given.
pub fn restore(
    from: &Path,
    to: &Path,
    (claimed, account): (Option<&str>, u32),
    because: &str,
    spoken: &Spoken,
) -> Result<Verified, StoreError> {
    if because.trim().is_empty() {
        return Err(StoreError::Length { what: "the reason" });
    }
    let (found, ()) = backup::restore(from, to, |tx, _| declared(tx, (claimed, account), because, spoken))?;
    Ok(found)
}

/// Enters that it was restored, by whom, why and from which entry it goes on, before it is given its name. Whoever has the
/// file may restore it; who that is, is what the record in it says of their account.
fn declared(
    tx: &Transaction<'_>,
    (claimed, account): (Option<&str>, u32),
    because: &str,
    spoken: &Spoken,
) -> Result<(), StoreError> {
    let (moment, _) = next_moment(tx)?;
    let actor = match who(&Snapshot::within(tx, None)?, claimed, account, moment) {
        Ok(actor) => actor,
        Err(NotYou::Store(error)) => return Err(error),
        Err(refused) => refused.actor().unwrap_or_else(|| Actor::of_account(account)),
    };
    trail::append(tx, spoken, actor.word(), &Left { because: Some(because), ..Left::of(Outcome::Restored) })
}
