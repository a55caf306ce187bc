//! homevisit
pub mod act;
pub mod domain;
pub mod generate;
pub mod import;
pub mod render;
pub mod store;
