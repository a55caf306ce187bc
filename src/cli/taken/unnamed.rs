//! A file without a name until it is whole: killed before, nothing of it is left.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use tempfile::NamedTempFile;

/// A file that is written, readable by its owner alone. It goes when it is dropped, or the program is killed; where the file
/// system has no files without a name, it has a hidden one, which stays where the program is killed.
pub(in crate::cli) enum Unnamed {
    Nameless(File),
    Hidden(NamedTempFile),
}

impl Unnamed {
    /// In a folder, the one in which it will have its name, or another of that file system.
    ///
    /// # Errors
    /// Those of the folder.
    pub fn new(folder: &Path) -> io::Result<Unnamed> {
        let nameless =
            rustix::fs::open(folder, OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR);
        match nameless {
            Ok(file) if Path::new(&path_of(&file)).exists() => Ok(Unnamed::Nameless(File::from(file))),
            _ => {
                let private = Permissions::from_mode(0o600);
                let hidden = tempfile::Builder::new().prefix(".homevisit-").permissions(private).tempfile_in(folder)?;
                Ok(Unnamed::Hidden(hidden))
            }
        }
    }

    /// Waits until it is on the disk.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn sync(&self) -> io::Result<()> {
        match self {
            Unnamed::Nameless(file) => file.sync_all(),
            Unnamed::Hidden(file) => file.as_file().sync_all(),
        }
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where anything has that name, which stays as it is; and those of the folder.
    pub fn name(self, path: &Path) -> io::Result<()> {
        match self {
            Unnamed::Nameless(file) => Ok(rustix::fs::linkat(CWD, path_of(&file), CWD, path, AtFlags::SYMLINK_FOLLOW)?),
            Unnamed::Hidden(file) => file.persist_noclobber(path).map(drop).map_err(|error| error.error),
        }
    }
}

impl Write for Unnamed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Unnamed::Nameless(file) => file.write(bytes),
            Unnamed::Hidden(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Unnamed::Nameless(file) => file.flush(),
            Unnamed::Hidden(file) => file.flush(),
        }
    }
}

/// What the file is known by to the system while it has no name.
fn path_of(file: &impl AsRawFd) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_no_name_until_it_is_given_one_and_takes_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let names = || std::fs::read_dir(folder.path()).unwrap().count();
        let hidden = || Unnamed::Hidden(NamedTempFile::new_in(folder.path()).unwrap());
        let make: [(&dyn Fn() -> Unnamed, usize); 2] = [(&|| Unnamed::new(folder.path()).unwrap(), 0), (&hidden, 1)];
        for (make, seen) in make {
            let path = folder.path().join(format!("list-{seen}"));
            let before = names();
            let mut file = make();
            file.write_all(b"a list").unwrap();
            assert_eq!(names(), before + seen);
            file.name(&path).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), b"a list");
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
            let again = make().name(&path).unwrap_err();
            assert_eq!((again.kind(), names()), (io::ErrorKind::AlreadyExists, before + 1));
        }
    }
}
