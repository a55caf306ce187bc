//! homevisit
pub mod domain;
