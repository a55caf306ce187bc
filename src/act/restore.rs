//! Putting a backup back. The restored database says so itself: with it a branch of the record begins.

use std::path::Path;

use rusqlite::Transaction;

use super::trail::{self, Left};
use crate::domain::trail::{Outcome, Spoken};
use crate::store::StoreError;
use crate::store::backup::{self, Verified};

/// Puts a backup in a place where nothing is; see [`backup::restore`]. Answers what the backup held.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Length`] where no reason is given.
pub fn restore(from: &Path, to: &Path, actor: &str, because: &str, spoken: &Spoken) -> Result<Verified, StoreError> {
    if because.trim().is_empty() {
        return Err(StoreError::Length { what: "the reason" });
    }
    let (found, ()) = backup::restore(from, to, |tx, _| declared(tx, actor, because, spoken))?;
    Ok(found)
}

/// Enters that it was restored, by whom, why and from which entry it goes on, before it is given its name.
fn declared(tx: &Transaction<'_>, actor: &str, because: &str, spoken: &Spoken) -> Result<(), StoreError> {
    trail::append(tx, spoken, actor, &Left { because: Some(because), ..Left::of(Outcome::Restored) })
}
