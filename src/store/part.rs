//! A file in the making: beside its place, for its owner alone, and given its name only when it is whole.
//!
//! One that was cut off (the machine stopped, the program was killed) counts for nothing and has no name that anybody
//! looks for. The next one made in the same folder removes it: whoever makes one holds a lock on it as long as they live.

use std::fs::{File, OpenOptions};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use tempfile::NamedTempFile;

use super::error::StoreError;
use super::open::folder_of;

const PREFIX: &str = ".homevisit-";
const SUFFIX: &str = ".part";

/// A file in the making. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Part {
    file: NamedTempFile,
}

impl Part {
    /// An empty one (0600) in the folder where `target` will stand.
    pub(super) fn beside(target: &Path) -> Result<Part, StoreError> {
        let folder = folder_of(target);
        sweep(folder)?;
        let file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
        // Between its making and the lock somebody else may have swept it away.
        match flock(file.as_file(), FlockOperation::NonBlockingLockExclusive) {
            Ok(()) if file.path().exists() => Ok(Part { file }),
            _ => Err(StoreError::Busy),
        }
    }

    /// Where it stands meanwhile.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Whether all that was written to it is on the disk.
    pub(super) fn synced(&self) -> Result<(), StoreError> {
        Ok(self.file.as_file().sync_all()?)
    }

    /// Gives it its name, on the disk too, or leaves nothing. Never in the place of another file.
    pub(super) fn placed(self, target: &Path) -> Result<(), StoreError> {
        self.synced()?;
        self.file.persist_noclobber(target).map_err(|refused| StoreError::from(refused.error))?;
        File::open(folder_of(target)).and_then(|folder| folder.sync_all()).map_err(|error| {
            // What cannot be removed is whole; only that it lasts is not certain.
            let _ = std::fs::remove_file(target);
            StoreError::from(error)
        })
    }
}

/// Removes the parts in a folder that nobody is making any more.
fn sweep(folder: &Path) -> Result<(), StoreError> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if !ours || !entry.file_type()?.is_file() {
            continue;
        }
        // Another user's is theirs to remove; one that is gone meanwhile is gone.
        let Ok(file) = OpenOptions::new().read(true).open(entry.path()) else { continue };
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}
