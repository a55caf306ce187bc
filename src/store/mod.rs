//! The store: all SQL, and nothing else that knows there is any.
//!
//! - Where is a table defined? In `schema.sql` at the root, and nowhere else.
//! - Who writes? Only `act`, in immediate transactions; a row that is recorded stays as it is.
//! - What counts? [`snapshot`] says it in words, `counting` in SQL.
//! - Why are offenders read in two ways? [`facts`] is the truth; [`cache`] is the same, faster, and may be deleted.
//! - Where does one fact come from, or go? [`record`]: written, corrected and withdrawn one by one, and told as a history.
//! - What of a database that an earlier version made? `steps` brings it up to `schema.sql` as it is opened.
//! - What is a backup that counts? [`backup`] says it; [`doctor`] looks the database over and changes nothing.
//! - What says that nothing was changed since? [`trail`]: one chained entry for everything done with the record.
//! - What does a later program hold today's against? [`encoding`]: one unambiguous writing of every fact.

mod account;
pub mod act;
mod alone;
mod attended;
pub mod backup;
mod beside;
mod booked;
pub mod cache;
mod cache_held;
mod column;
mod counting;
pub mod detail;
pub mod doctor;
pub mod encoding;
mod encoding_sql;
pub mod error;
pub mod extract;
mod fact_rows;
pub mod facts;
pub mod file_system;
pub mod forget;
pub mod lists;
mod look;
pub mod moment;
pub mod offender;
pub mod officer;
pub mod open;
mod order;
mod pairs;
mod part;
mod pattern;
pub mod policy;
pub(crate) mod presumed;
pub mod proposal;
pub mod record;
pub mod salt;
pub mod since;
pub mod snapshot;
pub mod staging;
mod steps;
mod text;
pub mod trail;
mod work_rows;

pub use crate::domain::fact::FactKind;
pub use column::REMOVED;
pub use error::{Class, StoreError};
pub use moment::Moment;
pub use open::Store;
pub use record::Stored;
pub use snapshot::{KnownAt, Scope, Snapshot};
