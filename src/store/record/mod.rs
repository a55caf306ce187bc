//! Facts as they are recorded, one by one: what an act writes, and what a history reads.
//!
//! Importing writes by the million in `staging`; everything else goes through here, by the same tables. `table` says
//! what the tables have in common, `columns` makes a fact its columns, `rows` makes them a fact again.

mod columns;
mod read;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub(super) use rows::agencies;
pub(crate) use write::{enrol, insert, withdraw};

use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactRef};

/// A fact with its place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub name: FactRef,
    /// Whom it is about.
    pub about: About,
    /// What it says; none: a withdrawal.
    pub fact: Option<Fact>,
    /// The act that recorded it.
    pub act: i64,
    /// The fact it supersedes.
    pub supersedes: Option<FactRef>,
    /// The fact that supersedes it in this view; none: it is the last of its chain.
    pub superseded_by: Option<FactRef>,
}

impl Stored {
    /// Whether it counts: no withdrawal, and nothing supersedes it.
    pub fn counts(&self) -> bool {
        self.fact.is_some() && self.superseded_by.is_none()
    }
}
