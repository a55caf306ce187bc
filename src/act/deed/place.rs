//! Whose cases they are: covers, and cases that change hands.

use super::DeedRefused;
use super::doing::{Doing, Subject};
use crate::domain::day::Day;
use crate::domain::deed::Placing;
use crate::domain::fact::Fact;

/// Refuses a cover that cannot be so.
pub(super) fn check_cover(doing: &Doing<'_>, subject: &Subject, fact: &Fact) -> Result<(), DeedRefused> {
    let _ = (doing, subject, fact);
    Ok(())
}

/// Gives every case that an officer owns on a day another owner from that day.
pub(super) fn place(doing: &mut Doing<'_>, officer: &str, placing: &Placing, day: Day) -> Result<(), DeedRefused> {
    let _ = (doing, officer, placing, day);
    todo!()
}
