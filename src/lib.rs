//! homevisit
pub mod domain;
pub mod import;
pub mod store;
