//! A disk, as the log of `interpose.c` tells what was done to it, and what a power loss leaves of it.
//!
//! What was synced is there. Of what was not, any part may be: each write whole, not at all, or some of its sectors; and of
//! what was made, renamed and unlinked since the folder was synced, the first so many. Memory that was mapped is lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SECTOR: usize = 512;

/// One line of the log.
#[derive(Clone, Debug)]
pub enum Step {
    Write(String, usize, Vec<u8>),
    Cut(String, usize),
    Sync(String),
    Made(String),
    Gone(String),
    Moved(String, String),
    Answered,
}

/// Everything that was done, in order.
pub fn steps(log: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = log;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = std::str::from_utf8(&rest[..end]).unwrap();
        rest = &rest[end + 1..];
        let (what, of) = line.split_once(' ').unwrap_or((line, ""));
        steps.push(match what {
            "W" => {
                let mut parts = of.splitn(3, ' ');
                let mut number = || parts.next().unwrap().parse::<usize>().unwrap();
                let (length, at) = (number(), number());
                let bytes = rest[..length].to_vec();
                rest = &rest[length..];
                Step::Write(parts.next().unwrap().to_owned(), at, bytes)
            }
            "T" => {
                let (length, path) = of.split_once(' ').unwrap();
                Step::Cut(path.to_owned(), length.parse().unwrap())
            }
            "S" => Step::Sync(of.to_owned()),
            "C" => Step::Made(of.to_owned()),
            "U" => Step::Gone(of.to_owned()),
            "M" => {
                let (from, to) = of.split_once('\t').unwrap();
                Step::Moved(from.to_owned(), to.to_owned())
            }
            "A" => Step::Answered,
            _ => panic!("no such step: {line}"),
        });
    }
    assert!(rest.is_empty());
    steps
}

/// What was synced of a file, and the writes and cuts since.
#[derive(Clone, Default)]
struct File {
    kept: Vec<u8>,
    unsynced: Vec<Step>,
}

/// How much of what was not synced is there after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Nothing,
    Everything,
    Some,
}

/// A folder and the files in it.
#[derive(Clone)]
pub struct Disk {
    folder: String,
    files: Vec<File>,
    /// What the names in the folder mean: as it was synced, and after each change since.
    names: Vec<Names>,
}

type Names = BTreeMap<String, usize>;

impl Disk {
    /// As it is now, all of it synced.
    pub fn of(folder: &Path) -> Disk {
        let mut files = Vec::new();
        let mut names = Names::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            names.insert(path.to_str().unwrap().to_owned(), files.len());
            files.push(File { kept: fs::read(&path).unwrap(), unsynced: Vec::new() });
        }
        Disk { folder: folder.to_str().unwrap().to_owned(), files, names: vec![names] }
    }

    pub fn take(&mut self, step: &Step) {
        let mut names = self.names[self.names.len() - 1].clone();
        match step {
            Step::Answered => return,
            Step::Sync(path) if *path == self.folder => {
                self.names = vec![names];
                return;
            }
            Step::Sync(path) => {
                let file = &mut self.files[names[path]];
                for step in std::mem::take(&mut file.unsynced) {
                    apply(&mut file.kept, &step, |_| true);
                }
                return;
            }
            Step::Write(path, ..) | Step::Cut(path, _) => {
                self.files[names[path]].unsynced.push(step.clone());
                return;
            }
            Step::Made(path) => {
                names.insert(path.clone(), self.files.len());
                self.files.push(File::default());
            }
            Step::Gone(path) => {
                names.remove(path).unwrap();
            }
            Step::Moved(from, to) => {
                let file = names.remove(from).unwrap();
                names.insert(to.clone(), file);
            }
        }
        self.names.push(names);
    }

    /// Puts into another folder what is there after the power is lost now.
    pub fn lose_power(&self, left: Left, rng: &mut fastrand::Rng, into: &Path) {
        let names = match left {
            Left::Nothing => &self.names[0],
            Left::Everything => &self.names[self.names.len() - 1],
            Left::Some => &self.names[rng.usize(..self.names.len())],
        };
        for (path, file) in names.iter().filter(|(path, _)| !path.ends_with("-shm")) {
            let file = &self.files[*file];
            let mut bytes = file.kept.clone();
            for step in &file.unsynced {
                match (left, rng.u8(..3)) {
                    (Left::Nothing, _) | (Left::Some, 0) => {}
                    (Left::Everything, _) | (Left::Some, 1) => apply(&mut bytes, step, |_| true),
                    (Left::Some, _) => apply(&mut bytes, step, |_| rng.bool()),
                }
            }
            fs::write(into.join(Path::new(path).file_name().unwrap()), bytes).unwrap();
        }
    }
}

/// Does a write or a cut, of a write only the sectors that `keep` says.
fn apply(bytes: &mut Vec<u8>, step: &Step, mut keep: impl FnMut(usize) -> bool) {
    match step {
        Step::Cut(_, length) => {
            if keep(0) {
                bytes.resize(*length, 0);
            }
        }
        Step::Write(_, at, written) => {
            let end = at + written.len();
            let mut from = *at;
            while from < end {
                let to = ((from / SECTOR + 1) * SECTOR).min(end);
                if keep(from / SECTOR) {
                    if bytes.len() < to {
                        bytes.resize(to, 0);
                    }
                    bytes[from..to].copy_from_slice(&written[from - at..to - at]);
                }
                from = to;
            }
        }
        _ => unreachable!("only contents are kept here"),
    }
}
