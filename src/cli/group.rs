//! What figures are grouped by, as the command line says it.

use clap::ValueEnum;

use crate::report::audit::GroupBy;

/// A line or a column for each of these.
#[derive(Clone, Copy, ValueEnum)]
pub enum Group {
    /// The risk level on the day
    Tier,
    /// The responsible officer on the day
    Officer,
    /// That officer's team on the day
    Team,
}

impl From<Group> for GroupBy {
    fn from(group: Group) -> GroupBy {
        match group {
            Group::Tier => GroupBy::Tier,
            Group::Officer => GroupBy::Officer,
            Group::Team => GroupBy::Team,
        }
    }
}
