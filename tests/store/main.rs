//! The store and the acts that write to it.

mod acts;
mod encodings;
mod migrating;
mod opening;
mod policies;
mod random;
mod reading;
mod recorded;
mod sample;
mod schema;
mod working;
