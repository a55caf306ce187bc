//! `homevisit init`: make the database.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::{World, database, policy, screen};
use crate::act;

/// Make the database, with a policy
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit init\n  homevisit --db unit.db init --policy our-policy.toml")]
pub struct Arguments {
    /// The policy to begin with [default: the baseline for England and Wales]
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let (text, policy) = match &arguments.policy {
        Some(file) => policy::read(file)?,
        None => policy::baseline()?,
    };
    let path = database::path(world)?;
    act::init(&path, &policy::actor(), None, &text)
        .map_err(|error| CliError::from(error).hint(format!("the database asked for is {}", path.display())))?;
    screen::print(&format!(
        "Made {}, readable by you alone.\nIts policy is {}, version {}; `homevisit policy show` prints it.\n\
         Next: homevisit import DIR\n",
        path.display(),
        policy.id,
        policy.version
    ))
}
