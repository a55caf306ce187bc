//! The trail as it is stored: entries appended, read in order, and what they vouch for.
//!
//! - What is hashed? [`super::encoding`] says it, for somebody without this program too.
//! - What does an entry of an act vouch for? The act and every row it wrote: for each kind how many, and the digest of
//!   their digests (`written`).
//! - What of acts older than the trail? The first entry after them vouches for all of them as they stood (`begun`).

mod append;
mod read;
mod written;

pub(crate) use append::{Draft, append, last_moment, of_act, reason};
pub use read::Trail;
