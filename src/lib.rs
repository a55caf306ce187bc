//! homevisit
pub mod domain;
pub mod import;
pub mod store;
pub mod act;
pub mod render;
