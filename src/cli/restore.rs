//! `homevisit restore`: put a backup where nothing is.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::{World, acting, database, screen};
use crate::act;
use crate::store::StoreError;

/// Put a backup where no database is, verified first
///
/// The place is that of --db or HOMEVISIT_DB. Nothing may stand there: a database that is to be replaced is moved aside
/// first, with everything beside it. The backup itself is left as it is.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit --db unit.db restore /media/safe/monday.db --because \"the disk failed\""
)]
pub struct Arguments {
    /// The backup
    backup: PathBuf,
    /// Why
    #[arg(long, value_name = "REASON")]
    because: String,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let to = database::path(world)?;
    let from = &arguments.backup;
    if arguments.because.trim().is_empty() {
        return Err(CliError::data("why is it restored? --because says it"));
    }
    let who = (world.actor.as_deref(), acting::account());
    let found = act::restore(from, &to, who, &arguments.because, &world.spoken.0).map_err(|error| {
        let told = if error == StoreError::Unknown {
            "if a database stands there now it is whole: `homevisit doctor` looks it over"
        } else {
            "nothing was restored"
        };
        let said = match error {
            StoreError::Missing => CliError::data("there is no such backup"),
            StoreError::Exists => CliError::data("a database, or a log of one, stands there; it was left as it is")
                .hint("move it aside, with every file beside it whose name begins with its own"),
            error => database::plain(&error),
        };
        let said = said.hint(format!("the backup asked for is {}", from.display()));
        said.hint(format!("the place asked for is {}", to.display())).hint(told)
    })?;
    let printed = screen::print(&format!(
        "Restored and verified: {}\nIt holds acts 1 to {}, the last of {}.\nWhat was recorded after that is not in it.\n\
         What was removed by law since is in it again, and is to be forgotten again.\n",
        to.display(),
        found.holds.last,
        found.holds.moment
    ));
    screen::told("restored", printed);
    Ok(())
}
