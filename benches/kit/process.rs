//! A whole process: how long it took, and the most memory it had.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs it to its end; the memory is looked at every few milliseconds, in MiB.
pub fn run(command: &mut Command) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().expect("a process");
    let name = child.id().to_string();
    let mut peak = 0;
    loop {
        peak = super::peak_of(&name).unwrap_or(peak);
        if let Some(status) = child.try_wait().expect("a process") {
            assert!(status.success(), "{command:?}");
            return (begun.elapsed(), peak >> 10);
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}
