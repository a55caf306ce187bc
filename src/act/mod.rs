//! What changes the record.
pub mod import;
