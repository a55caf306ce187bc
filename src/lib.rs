//! homevisit
pub mod act;
pub mod domain;
pub mod store;
