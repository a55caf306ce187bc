//! The trail as it is stored: entries appended, read in order, and what they vouch for.
//!
//! - What is hashed? [`super::encoding`] says it, for somebody without this program too.
//! - What does an entry of an act vouch for? The act and every row it wrote: for each kind how many, and the digest of
//!   their digests (`written`).
//! - What is held against it? `verify` computes the chain anew and looks for every row where an entry says it is; what no
//!   entry can vouch for by itself (`strays`) and the triggers that keep all this (`guards`) are looked at beside.
//! - What of acts older than the trail? The step that brings the database to this version begins the trail with an
//!   entry that vouches for all of them as they stood (`begun`). Nothing else begins one: a record whose entries were all
//!   taken away is refused.

mod against;
mod append;
mod cursor;
mod guards;
mod read;
mod strays;
mod verify;
mod written;

pub(crate) use append::{Draft, append, append_restored, begin, last_moment, of_act, of_proposal, reason};
pub(super) use guards::check as guards;
pub use read::Trail;
pub(super) use read::last_taken;
pub(crate) use verify::verify;
