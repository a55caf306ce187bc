//! What is recorded of a person: who they are, management, address, tier, owner, statuses.

use super::DeedRefused;
use super::doing::{Doing, Subject};
use crate::domain::fact::Fact;
use crate::store::Stored;

/// Refuses what cannot be so.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    let _ = (doing, fact, replaces);
    subject.offender().map(drop)
}
