//! A fact takes the place of another, or is said not to have been so.

use std::collections::BTreeMap;

use super::DeedRefused;
use super::doing::Doing;

/// Corrects a fact: the fields named are set, the others stay.
pub(super) fn correct(
    doing: &mut Doing<'_>,
    fact: &str,
    set: &BTreeMap<String, Option<String>>,
) -> Result<(), DeedRefused> {
    let _ = (doing, fact, set);
    todo!()
}

/// Withdraws a fact.
pub(super) fn withdraw(doing: &mut Doing<'_>, fact: &str) -> Result<(), DeedRefused> {
    let _ = (doing, fact);
    todo!()
}
