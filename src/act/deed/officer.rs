//! Officers: coming on file, changing, leaving.

use std::collections::BTreeMap;

use super::DeedRefused;
use super::doing::{Doing, Subject};
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::fact::Fact;
use crate::store::Stored;

/// Refuses what cannot be so.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    let _ = (doing, subject, fact, replaces);
    Ok(())
}

/// From a day other things are known of an officer; what is not named stays as it holds then.
pub(super) fn amend(
    doing: &mut Doing<'_>,
    about: &About,
    day: Day,
    set: &BTreeMap<String, Option<String>>,
) -> Result<(), DeedRefused> {
    let _ = (doing, about, day, set);
    todo!()
}
