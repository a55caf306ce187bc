//! What is said where the program falls: a fault of ours, and nothing of what it was at.

use std::panic::{self, UnwindSafe};
use std::process::ExitCode;

use super::error::Kind;
use super::screen;
use crate::render::xlsx;

/// Runs the program. Where it falls it says at which place in the code and no more, because what a fall has to say may hold
/// what is on file; it ends as with any other fault of ours. Until then nothing was committed that was not whole.
pub fn guarded(run: impl FnOnce() -> ExitCode + UnwindSafe) -> ExitCode {
    panic::set_hook(Box::new(|fall| {
        let place = fall.location().map(|place| format!(", at {}:{}", file_name(place.file()), place.line()));
        // That is told as what it is.
        let of_a_disk = fall.payload_as_str().is_some_and(xlsx::is_of_a_disk);
        if !of_a_disk {
            screen::complain(&format!("error: a fault of ours{}; please tell us of it\n", place.unwrap_or_default()));
        }
    }));
    panic::catch_unwind(run).unwrap_or(ExitCode::from(Kind::Fault as u8))
}

/// Without the folders of whoever built the program.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_place_is_told_without_its_folders() {
        assert_eq!(["/a/b/fold.rs", "fold.rs", "c\\fold.rs"].map(file_name), ["fold.rs"; 3]);
    }
}
