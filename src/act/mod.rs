//! What changes the record. An act is asked for as plain data, checked and applied in one transaction, and stamped under
//! the write lock; nothing else writes a fact.
//!
//! - The clock is read here, in `clock`, and nowhere else but for today in `main.rs`.
//! - An act sent twice with one id is done once.
//! - An act is done whether or not the cache is brought up to it: [`crate::store::Store::refresh_cache`] is a step of its
//!   own, and until it is done reading takes the longer way.

mod bounds;
pub mod checkpoint;
mod clock;
pub mod deed;
pub mod forget;
mod frame;
pub mod import;
mod policy;
mod preview;
mod restore;
pub mod trail;
pub mod who;

pub use bounds::{Lacking, lacking};
pub use frame::{Asked, Performed, Stamped, Verdict, content, fresh_id, perform};
pub use policy::{PolicyRefused, adopt_policy, init, preview_policy};
pub use restore::restore;
