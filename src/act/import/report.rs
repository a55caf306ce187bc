//! What is said of an extract once it is taken in.

use super::{Recorded, Request, Staged};
use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::intake::{FileCount, ImportReport, Listed, Worries};

pub(super) fn report(request: &Request<'_>, staged: Staged, recorded: Recorded, mut worries: Worries) -> ImportReport {
    worries.premises_not_recorded = staged.extract.premises_not_recorded.clone();
    let mut offenders_gone = Listed::default();
    staged.offenders_gone.iter().for_each(|reference| offenders_gone.add(reference));
    ImportReport {
        act: recorded.act,
        clock_behind: recorded.clock_behind,
        today: request.today,
        history_from: history_from(&staged),
        files: file_counts(&staged),
        offenders_gone,
        pairs: recorded.pairs,
        parted: staged.changes.parted,
        worries,
    }
}

/// The register's `history_from` once the extract is taken in.
pub(super) fn history_from(staged: &Staged) -> Option<Day> {
    let held = || staged.held.history_from.as_ref().and_then(|day| day.parse().ok());
    staged.extract.note.history_from.or_else(held)
}

pub(super) fn file_counts(staged: &Staged) -> Vec<FileCount> {
    let count = |file: File| {
        let read = staged.extract.rows.iter().find(|(of, _)| *of == file).map(|(_, rows)| *rows);
        let counts = staged.changes.of(file);
        FileCount {
            file,
            present: read.is_some(),
            read: read.unwrap_or(0),
            new: counts.new,
            corrected: counts.corrected,
            unchanged: counts.unchanged,
            gone: counts.gone,
            conflicts: counts.conflicts,
        }
    };
    File::TABLES.into_iter().map(count).collect()
}
