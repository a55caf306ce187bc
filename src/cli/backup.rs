//! `homevisit backup`: a copy that counts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::error::{CliError, Kind};
use super::{World, acting, database, screen, shown};
use crate::domain::backup::{BackupName, MONTHS, WEEKS};
use crate::store::backup::{BackedUp, Kept, keep};
use crate::store::{Moment, StoreError};

/// Make a backup while others write, and verify it before it counts
///
/// It is one file, readable by you alone, of the record at one moment. It is made beside its place, opened and verified,
/// and only then given its name; never in the place of another file. Into a folder it goes by the name
/// homevisit-MOMENT-ACT.db, after the moment (UTC) and the last act in it.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit backup --to /media/safe/\n  homevisit backup --to /media/safe/ --keep 7\n  \
homevisit backup --to before-the-import.db"
)]
pub struct Arguments {
    /// The file to make, or a folder to put it in
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
    /// Of a folder: keep every backup of the latest DAYS days that have one, the last of each of the 5 latest weeks and 12
    /// latest months that have one, and remove this database's other backups there [default: remove none]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    keep: Option<u16>,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let to = &arguments.to;
    if arguments.keep.is_some() && !to.is_dir() {
        return Err(CliError::usage("--keep goes with a folder that is there").hint(asked(to)));
    }
    let folder = if to.is_dir() { Some(to.as_path()) } else { to.parent() };
    if folder.is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(CliError::data("there is no such folder to put a backup in").hint(asked(to)));
    }
    let mut store = database::open(world)?;
    acting::export(world, &store)?;
    let copied = store.back_up(to, Moment::new(world.now)).map_err(|error| refused(&error, to))?;
    let acts = usize::try_from(copied.holds.last).unwrap_or(usize::MAX);
    // Before it has its name: nothing is taken out that is not entered.
    shown::shown(&mut store, world, (acts, None), true).map_err(|error| error.hint("no backup was made"))?;
    let made = copied.place().map_err(|error| refused(&error, to))?;
    screen::print(&said(&made))?;
    match (arguments.keep, made.name) {
        (Some(days), Some(name)) => tidy(to, name, &made, days),
        _ => Ok(()),
    }
}

fn asked(to: &Path) -> String {
    format!("the backup asked for is {}", to.display())
}

fn refused(error: &StoreError, to: &Path) -> CliError {
    let damaged = matches!(error, StoreError::Damaged { .. } | StoreError::NotADatabase);
    let said = database::plain(error).hint(asked(to)).hint("no backup was made");
    if damaged {
        said.hint("the database itself may be damaged: `homevisit doctor` looks it over; a plain copy keeps the file as it is")
    } else {
        said
    }
}

fn said(made: &BackedUp) -> String {
    format!(
        "Backed up and verified: {}\nIt holds acts 1 to {}, the last of {}.\n",
        made.path.display(),
        made.holds.last,
        made.holds.moment
    )
}

/// Removes what the rule lets go, and says what.
fn tidy(folder: &Path, name: BackupName, made: &BackedUp, days: u16) -> Result<(), CliError> {
    let whole = |error: StoreError| database::plain(&error).hint("the backup was made; older ones were not looked at");
    let kept = keep(folder, name, &made.holds, usize::from(days)).map_err(whole)?;
    screen::print(&told(&kept, days))?;
    if kept.stuck.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = kept.stuck.iter().map(BackupName::to_string).collect();
    Err(CliError::new(
        Kind::Io,
        format!("the backup was made, and older ones could not be removed: {}", names.join(", ")),
    ))
}

fn told(kept: &Kept, days: u16) -> String {
    let mut out = String::new();
    for name in &kept.removed {
        let _ = writeln!(out, "Removed {name}");
    }
    let _ = writeln!(
        out,
        "Backups of this database there now: {}. Kept are those of the latest {days} {},\nthe last of each of the {WEEKS} \
         latest weeks and of the {MONTHS} latest months.",
        kept.kept,
        if days == 1 { "day" } else { "days" }
    );
    out
}
