//! An extract's files to typed rows, with a line number in every complaint.
//!
//! What an extract is stands in `docs/extract.md`. One pass over each file, in the order of [`File::TABLES`], and
//! nothing of it kept but the references of offenders and officers; a row is handed on as soon as it is known to be
//! sound. What can be said of a row only beside other rows (overlaps, a visit reference twice) is not said here.
//! No complaint quotes a name, an address or a free text, not even out of a row whose cells have shifted.

mod cells;
mod heading;
pub mod limits;
mod note;
mod officers;
mod periods;
mod refs;
mod rows;
#[cfg(test)]
mod rows_tests;
mod table;
mod visits;
mod words;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::domain::cadence::Interval;
use crate::domain::day::Day;
use crate::domain::extract::{ExtractNote, File, Key, Row};
use crate::domain::intake::{Complaints, Listed};
use crate::domain::policy::Book;
use crate::domain::visit::{Outcome, Premises};

use cells::Cells;
use refs::Place;
use table::{Sum, whole};

pub use refs::Refs;

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes of a file.
    Reading {
        /// The file.
        file: File,
        /// Bytes of it so far.
        bytes: u64,
    },
    /// All is read; rows are looked at beside each other and beside what is held.
    Checking,
    /// The register is being written.
    Writing,
}

/// Who is told of progress.
pub type Tell<'t> = &'t mut dyn FnMut(Progress);

/// A file that could not be read at all.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be read: {error}", .file.name())]
pub struct ReadError {
    /// The file.
    pub file: File,
    /// Why.
    #[source]
    pub error: io::Error,
}

impl ReadError {
    fn io(file: File, error: io::Error) -> ReadError {
        ReadError { file, error }
    }
}

/// What rows are judged by.
pub struct Rules<'b> {
    /// The day no visit may be after.
    pub today: Day,
    /// Every adopted version of the policy.
    pub book: &'b Book,
    /// The register's `history_from` so far.
    pub history_from: Option<Day>,
    /// Whether an extract was taken in before.
    pub taken_in: bool,
    tolerance: u32,
    longest: Interval,
    intervals: HashMap<String, Option<String>>,
}

impl<'b> Rules<'b> {
    /// By this book, on this day, for a register with this beginning.
    pub fn new(today: Day, book: &'b Book, history_from: Option<Day>, taken_in: bool) -> Rules<'b> {
        let versions = book.versions().iter().map(|version| &version.policy);
        let tolerance = versions.clone().map(|policy| policy.tolerance_days).max().unwrap_or(0);
        let cadences = versions.flat_map(|policy| policy.tiers.iter().map(|tier| tier.cadence));
        let longest = cadences.max_by_key(|cadence| cadence.rough_days()).unwrap_or(Interval::Days(1));
        Rules { today, book, history_from, taken_in, tolerance, longest, intervals: HashMap::new() }
    }

    /// What was expected in place of a rule that no plan may have.
    fn fault_of(&mut self, rule: &str) -> Option<String> {
        if let Some(known) = self.intervals.get(rule) {
            return known.clone();
        }
        let fault = periods::interval_fault(rule, self.tolerance, self.longest);
        if self.intervals.len() < 1_000 {
            self.intervals.insert(rule.to_owned(), fault.clone());
        }
        fault
    }

    /// Whether a visit with this outcome fails to be effective only for want of recorded premises.
    fn would_do(&self, day: Day, outcome: Outcome) -> bool {
        let policy = &self.book.on(day).policy;
        policy.effective_outcomes.contains(&outcome) && !policy.effective_premises.contains(&Premises::NotRecorded)
    }
}

/// Whom the register and the extract know.
#[derive(Default)]
pub struct Known {
    /// Offenders.
    pub offenders: Refs,
    /// Officers.
    pub officers: Refs,
    /// Officers of the register who are known from visits alone.
    pub visits_alone: HashSet<Key>,
    /// Officers of this extract's visits whom nothing else knows.
    pub new_from_visits: Vec<(Key, String)>,
    premises_not_recorded: Listed,
    offenders_unread: bool,
    officers_unread: bool,
}

impl Known {
    fn is_from_visits(&self, officer: Place) -> bool {
        self.officers.brought(officer).is_none() && self.visits_alone.contains(&self.officers.key(officer))
    }

    fn attended(&mut self, id: &str) -> Key {
        if let Some(place) = self.officers.find(id) {
            return self.officers.key(place);
        }
        let place = self.officers.find_or_add(id);
        let key = self.officers.key(place);
        self.visits_alone.insert(key);
        self.new_from_visits.push((key, id.to_owned()));
        key
    }
}

/// What an extract was, once it is read.
#[derive(Debug, Default)]
pub struct Extract {
    /// The rows of each file it has.
    pub rows: Vec<(File, u64)>,
    /// What it says of itself.
    pub note: ExtractNote,
    /// The digest of its files' names and bytes.
    pub content: [u8; 32],
    /// Visits with an outcome that would do and premises not recorded.
    pub premises_not_recorded: Listed,
}

/// Reads the extract in a directory, and hands every sound row to `to`, file by file, each in the order of its lines.
///
/// Everything wrong goes to `complaints`; with any, the rows handed on are not all there are and must not be kept.
/// Fails where a file cannot be read at all, or `to` does.
pub fn read<E: From<ReadError>>(
    dir: &Path,
    known: &mut Known,
    rules: &mut Rules<'_>,
    complaints: &mut Complaints,
    tell: Tell<'_>,
    to: &mut dyn FnMut(Row<'_>) -> Result<(), E>,
) -> Result<Extract, E> {
    strangers(dir, complaints)?;
    read_files(&mut |file| open(dir, file), known, rules, complaints, tell, to)
}

/// As [`read`], of files wherever they are: `open` gives the bytes of each that there is.
pub fn read_files<R: Read, E: From<ReadError>>(
    open: &mut dyn FnMut(File) -> Result<Option<R>, ReadError>,
    known: &mut Known,
    rules: &mut Rules<'_>,
    complaints: &mut Complaints,
    tell: Tell<'_>,
    to: &mut dyn FnMut(Row<'_>) -> Result<(), E>,
) -> Result<Extract, E> {
    let mut extract = Extract::default();
    let mut content = Sha256::new();
    for file in File::TABLES {
        let Some(input) = open(file)? else {
            if file.required() {
                complaints.add(whole(file, 0, "no such file", "one of that name in the directory"));
                missing(file, known);
            }
            continue;
        };
        let sum = table(file, input, known, rules, complaints, tell, to)?;
        if !sum.readable {
            missing(file, known);
        }
        extract.rows.push((file, sum.rows));
        content.update(file.name().as_bytes());
        content.update(sum.digest);
    }
    if let Some(input) = open(File::Extract)? {
        let (note, digest) = note::read(input, rules, complaints)?;
        extract.note = note;
        content.update(File::Extract.name().as_bytes());
        content.update(digest);
    }
    extract.content = content.finalize().into();
    extract.premises_not_recorded = std::mem::take(&mut known.premises_not_recorded);
    Ok(extract)
}

/// Where who there is cannot be told, nobody is called unknown.
fn missing(file: File, known: &mut Known) {
    match file {
        File::Officers => known.officers_unread = true,
        File::Offenders => known.offenders_unread = true,
        _ => {}
    }
}

fn open(dir: &Path, file: File) -> Result<Option<fs::File>, ReadError> {
    match fs::File::open(dir.join(file.name())) {
        Ok(input) => Ok(Some(input)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ReadError::io(file, error)),
    }
}

/// Complains of files that look as though they belonged to the extract and would be passed over.
fn strangers(dir: &Path, complaints: &mut Complaints) -> Result<(), ReadError> {
    let failed = |error| ReadError::io(File::Directory, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let known = || File::TABLES.iter().map(|file| file.name());
    for name in names.iter().filter(|name| name.to_lowercase().ends_with(".toml") && *name != File::Extract.name()) {
        let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
        if words::likely(stem, ["extract"]).is_none() {
            continue;
        }
        let near = words::is_near(stem, ["extract"]);
        let found = if near { format!("the file {name}") } else { "another file ending in .toml".to_owned() };
        complaints.add(whole(File::Directory, 0, &found, File::Extract.name()));
    }
    for name in names.iter().filter(|name| name.to_lowercase().ends_with(".csv")) {
        if known().any(|file| file == name) {
            continue;
        }
        let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
        let likely = words::likely(stem, known().map(|file| file.trim_end_matches(".csv")));
        let (found, expected) = match likely {
            Some(likely) if words::is_near(stem, [likely]) => (format!("the file {name}"), format!("{likely}.csv")),
            Some(likely) => ("another file ending in .csv".to_owned(), format!("{likely}.csv")),
            None => ("another file ending in .csv".to_owned(), known().collect::<Vec<_>>().join(", ")),
        };
        complaints.add(whole(File::Directory, 0, &found, &expected));
    }
    Ok(())
}

fn table<E: From<ReadError>>(
    file: File,
    input: impl Read,
    known: &mut Known,
    rules: &mut Rules<'_>,
    complaints: &mut Complaints,
    tell: Tell<'_>,
    to: &mut dyn FnMut(Row<'_>) -> Result<(), E>,
) -> Result<Sum, E> {
    match file {
        File::Officers => officers::officers(input, known, complaints, tell, &mut |row| to(Row::Officer(*row))),
        File::Offenders => officers::offenders(input, known, complaints, tell, &mut |row| to(Row::Offender(*row))),
        _ => {
            let mut attending = Vec::new();
            let take = |cells: &mut Cells<'_>| match row(file, cells, known, rules, &mut attending) {
                Some(row) => to(row),
                None => Ok(()),
            };
            table::read(file, input, complaints, tell, take, |_, _| {})
        }
    }
}

/// A row of a file that speaks of offenders.
fn row<'v, 'r: 'v>(
    file: File,
    cells: &mut Cells<'r>,
    known: &mut Known,
    rules: &mut Rules<'_>,
    attending: &'v mut Vec<Key>,
) -> Option<Row<'v>> {
    match file {
        File::Management => periods::management(cells, known).map(Row::Management),
        File::Addresses => periods::address(cells, known).map(Row::Address),
        File::Tiers => periods::tier(cells, known, rules).map(Row::Tier),
        File::Owners => periods::owner(cells, known).map(Row::Owner),
        File::Statuses => periods::status(cells, known).map(Row::Status),
        File::Plans => periods::plan(cells, known, rules).map(Row::Plan),
        File::Visits => visits::visit(cells, known, rules, attending).map(Row::Visit),
        File::Officers | File::Offenders | File::Extract | File::Directory => None,
    }
}
