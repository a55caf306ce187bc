//! `homevisit init`: make the database.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::{World, acting, database, policy, screen};
use crate::act;
use crate::store::StoreError;

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
    act::init(&path, acting::actor(world).word(), None, &text).map_err(|error| {
        let exists = matches!(error, act::PolicyRefused::Store(StoreError::Exists));
        let error = CliError::from(error).hint(format!("the database asked for is {}", path.display()));
        if exists { error.hint("if it is yours, `homevisit import DIR` takes an extract into it") } else { error }
    })?;
    let printed = screen::print(&format!(
        "Made {}, readable by you alone.\nIts policy is {}, version {}; `homevisit policy show` prints it.\n\
         Next: homevisit import DIR\n",
        path.display(),
        policy.id,
        policy.version
    ));
    screen::told("the database was made", printed);
    Ok(())
}
