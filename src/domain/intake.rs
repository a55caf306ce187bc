//! What came of taking in an extract: the complaints that stopped it, or what was taken in and what to look at.
//!
//! Nothing here holds a name, an address or any free text, so that all of it may be printed and logged.

use std::fmt;

use super::day::Day;
use super::extract::File;

/// How many complaints are kept, and how many references of a list.
pub const COMPLAINTS_KEPT: usize = 100;
/// How many references of one kind a report lists.
pub const REFERENCES_LISTED: usize = 20;

/// One thing wrong with an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file.
    pub file: File,
    /// The line, from 1; 0 where it is about the file as a whole.
    pub line: u64,
    /// The column, where it is about one.
    pub column: Option<&'static str>,
    /// What was found: quoted only where it has the shape of a reference, a date, a rule or a word of ours.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.file.name())?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        if let Some(column) = self.column {
            write!(out, ": {column}")?;
        }
        write!(out, ": found {}, expected {}", self.found, self.expected)
    }
}

/// The first complaints in order of file and line, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaints {
    kept: Vec<Complaint>,
    total: u64,
}

impl Complaints {
    /// Adds one. Of those on one line, the earlier added stays first.
    pub fn add(&mut self, complaint: Complaint) {
        self.total += 1;
        self.kept.push(complaint);
        if self.kept.len() >= 2 * COMPLAINTS_KEPT {
            self.settle();
        }
    }

    /// The first hundred, in order of file and line.
    pub fn first(&mut self) -> &[Complaint] {
        self.settle();
        &self.kept
    }

    /// How many there are beyond the first hundred.
    pub fn more(&self) -> u64 {
        self.total.saturating_sub(COMPLAINTS_KEPT as u64)
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    fn settle(&mut self) {
        self.kept.sort_by_key(|complaint| (complaint.file, complaint.line));
        self.kept.truncate(COMPLAINTS_KEPT);
    }
}

/// A count, and the first references of what was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// How many.
    pub count: u64,
    /// The first [`REFERENCES_LISTED`] of them that have the shape of a reference.
    pub references: Vec<String>,
}

impl Listed {
    /// Counts one, and lists it while there is room; one that may be a name is only counted.
    pub fn add(&mut self, reference: &str) {
        self.count += 1;
        if self.references.len() < REFERENCES_LISTED && is_reference_shaped(reference) {
            self.references.push(reference.to_owned());
        }
    }
}

/// Whether a text looks like a reference and not like a name: letters, digits and `. _ / -`, at least one a digit.
pub fn is_reference_shaped(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._/-".contains(&byte))
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What became of one file's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileCount {
    /// The file.
    pub file: File,
    /// Whether the extract has it.
    pub present: bool,
    /// Rows read.
    pub read: u64,
    /// Rows with a key that was not known.
    pub new: u64,
    /// Rows with a known key and other values.
    pub corrected: u64,
    /// Rows the same as what was held.
    pub unchanged: u64,
    /// Brought by an earlier extract and not among the rows; still held.
    pub gone: u64,
    /// Rows left out, because what was recorded here stays.
    pub conflicts: u64,
}

/// Visits of an extract that were presumed to be one with a visit recorded here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// How many.
    pub count: u64,
    /// The first [`REFERENCES_LISTED`] of them whose references look like references: the extract's, and ours.
    pub references: Vec<(String, String)>,
}

impl Pairs {
    /// Counts one, and lists it while there is room.
    pub fn add(&mut self, brought: &str, recorded: &str) {
        self.count += 1;
        let shaped = is_reference_shaped(brought) && is_reference_shaped(recorded);
        if shaped && self.references.len() < REFERENCES_LISTED {
            self.references.push((brought.to_owned(), recorded.to_owned()));
        }
    }
}

/// What a careful person would look at, among those managed on the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worries {
    /// How many are managed on the day.
    pub managed: u64,
    /// On file, and no management ever recorded: on no list. Not only those managed on the day, who cannot be such.
    pub never_managed: Listed,
    /// Managed, and no tier set by the day.
    pub no_tier: Listed,
    /// Managed, and no owner by the day.
    pub no_owner: Listed,
    /// Managed, and the address that holds is blank and not of no fixed abode, or there is none.
    pub no_address: Listed,
    /// Managed, and no effective visit since management began.
    pub never_visited: Listed,
    /// Visits of this extract with an outcome that would do, and premises not recorded: they meet nothing.
    pub premises_not_recorded: Listed,
    /// Officers known from visits alone, taken as having left.
    pub officers_from_visits: Listed,
    /// Pairs of records that look like one person: `A and B`.
    pub alike: Vec<(String, String)>,
    /// How many such pairs there are.
    pub alike_count: u64,
}

/// What was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// The sequence of the act; none where nothing changed and nothing was recorded.
    pub act: Option<i64>,
    /// Whether the clock was behind the act before, whose moment was taken instead.
    pub clock_behind: bool,
    /// The day it was judged on.
    pub today: Day,
    /// The register's `history_from`, this extract's included.
    pub history_from: Option<Day>,
    /// Per file, in order.
    pub files: Vec<FileCount>,
    /// Offenders whom an earlier extract brought and this one does not; still held.
    pub offenders_gone: Listed,
    /// Visits presumed to be one with a visit recorded here.
    pub pairs: Pairs,
    /// Visits that are in such a pair and no longer the same as the other.
    pub parted: u64,
    /// What to look at.
    pub worries: Worries,
}

impl ImportReport {
    /// What a person has to settle: rows left out, and pairs that are one no longer.
    pub fn conflicts(&self) -> u64 {
        self.files.iter().map(|file| file.conflicts).sum::<u64>() + self.parted
    }

    /// Whether the register was changed.
    pub fn changed(&self) -> bool {
        self.act.is_some()
    }
}
