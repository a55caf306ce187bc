//! The one reading of the clock that stamps acts.

use crate::store::Moment;

/// Now, by this machine's clock.
#[allow(clippy::disallowed_methods)]
pub(super) fn now() -> Moment {
    Moment::new(chrono::Utc::now())
}
