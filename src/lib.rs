//! homevisit
pub mod domain;
pub mod generate;
