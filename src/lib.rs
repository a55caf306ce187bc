//! homevisit: who must be visited by when, who was not, and why.
//!
//! A scheduler of home visits to registered sex offenders, on SQLite. Start at [`domain`], whose glossary says what each
//! word means here; ARCHITECTURE.md says how the house is laid out. The command line is documented by `homevisit help`.

pub mod act;
pub mod cli;
pub mod domain;
pub mod generate;
pub mod import;
pub mod render;
pub mod report;
pub mod store;
