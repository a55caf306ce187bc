//! All SQL.
pub mod staging;
