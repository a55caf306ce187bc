//! What runs comes to an end: management, a status, a plan, a warning, an officer's service.

use super::DeedRefused;
use super::doing::Doing;
use crate::domain::day::Day;
use crate::domain::deed::{About, Running};

/// Ends what runs, on the first day on which it no longer holds.
pub(super) fn end(doing: &mut Doing<'_>, about: &About, running: &Running, day: Day) -> Result<(), DeedRefused> {
    let _ = (doing, about, running, day);
    todo!()
}
