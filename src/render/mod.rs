//! A report as text.
pub mod import;
