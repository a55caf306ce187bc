//! Where a file goes: into its folder without a name, then to its name, never in the place of another.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::super::error::{CliError, Kind};
use super::super::screen;
use super::unnamed::Unnamed;
use crate::store::StoreError;

/// Refuses a place for a file where anything is.
pub(super) fn is_free(path: &Path) -> Result<(), CliError> {
    if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        let said = CliError::data("this is a folder, and a file is to be written");
        return Err(said.hint(format!("name the file too: --out {}", path.join("NAME").display())));
    }
    if path.symlink_metadata().is_ok() { Err(unwritten(&ErrorKind::AlreadyExists.into(), path)) } else { Ok(()) }
}

/// Refuses a place for a folder where anything is.
pub(in crate::cli) fn is_free_folder(path: &Path) -> Result<(), CliError> {
    let Ok(there) = path.symlink_metadata() else { return Ok(()) };
    let what = if there.is_dir() { "a folder" } else { "a file" };
    let said = CliError::data(format!("there is {what} there already; it was left as it is"));
    let other = if there.is_dir() { path.join("register") } else { path.with_extension("register") };
    Err(said.hint(format!("name a folder that is not there yet, such as {}: it is made", other.display())))
}

/// Makes a file for its place, without a name yet, readable by its owner alone and on the disk. It goes when it is dropped.
pub(super) fn made(path: &Path, make: impl FnOnce(&Path, &mut Unnamed) -> io::Result<()>) -> Result<Unnamed, CliError> {
    let folder = folder_of(path);
    let written = Unnamed::new(folder).and_then(|mut file| {
        make(folder, &mut file)?;
        file.sync()?;
        Ok(file)
    });
    written.map_err(|error| unwritten(&error, path))
}

/// The folder that something is to be put into.
pub(in crate::cli) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Gives a file its name, never in the place of another, and says so.
pub(super) fn placed(file: Unnamed, path: &Path) -> Result<(), CliError> {
    file.name(path).map_err(|error| unwritten(&error, path))?;
    let done = format!("Written, readable by you alone: {}\n", path.display());
    screen::told("the file was written", screen::print(&done));
    Ok(())
}

pub(in crate::cli) fn unwritten(error: &io::Error, path: &Path) -> CliError {
    let said = match error.kind() {
        ErrorKind::InvalidInput => CliError::data(error.to_string()),
        ErrorKind::AlreadyExists => CliError::data(StoreError::Exists.to_string()),
        ErrorKind::NotFound => CliError::data("there is no such folder to put a file in"),
        kind => CliError::new(Kind::Io, format!("the file could not be written: {kind}")),
    };
    said.hint(format!("the file asked for is {}", path.display()))
}
