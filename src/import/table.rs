//! One file from its first line to its last: every row handed on under its columns, every broken one complained of.

use std::io::Read;

use crate::domain::extract::File;
use crate::domain::intake::{Complaint, Complaints};

use super::cells::{Cells, Fault};
use super::heading::{self, Places};
use super::rows::{Broken, Row, Rows};
use super::{Progress, ReadError, Tell, limits};

const TELL_EVERY: u64 = 10_000;

/// What was read of a file.
pub(super) struct Sum {
    /// Rows, sound or not.
    pub rows: u64,
    /// The digest of its bytes.
    pub digest: [u8; 32],
    /// Whether every row could be read, whatever its cells, and there was one where there must be.
    pub readable: bool,
}

/// Reads a file, and hands each row of the right length to `take`; a row that is not goes to `spoilt`, to save from it
/// what spares further complaints.
pub(super) fn read<E: From<ReadError>>(
    file: File,
    from: impl Read,
    complaints: &mut Complaints,
    tell: Tell<'_>,
    mut take: impl FnMut(&mut Cells<'_>) -> Result<(), E>,
    mut spoilt: impl FnMut(&str, u64),
) -> Result<Sum, E> {
    let mut rows = Rows::new(from).map_err(|error| ReadError::io(file, error))?;
    let places = first_line(file, &mut rows, complaints)?;
    let mut count = 0;
    let mut whole_rows = places.is_some();
    let mut faults: Vec<Fault> = Vec::new();
    while let Some(places) = &places
        && let Some(row) = rows.next().map_err(|error| ReadError::io(file, error))?
    {
        count += 1;
        match row {
            Ok(row) if row.len() == places.iter().flatten().count() => {
                let mut cells = Cells::new(file, row, places, &mut faults);
                take(&mut cells)?;
                cells.complain(complaints);
            }
            Ok(row) => {
                complain_of_length(file, row, places, complaints);
                spoilt(places[0].map_or("", |place| row.cell(place)), row.line);
            }
            Err((line, broken)) => {
                whole_rows = false;
                complaints.add(complaint(file, line, broken, places));
            }
        }
        if count % TELL_EVERY == 0 {
            tell(Progress::Reading { file, bytes: rows.bytes() });
        }
    }
    if places.is_some() && count == 0 && file.required() {
        whole_rows = false;
        complaints.add(whole(file, 1, "no row", "at least one"));
    }
    let digest = rows.digest().map_err(|error| ReadError::io(file, error))?;
    Ok(Sum { rows: count, digest, readable: whole_rows })
}

fn first_line<R: Read>(
    file: File,
    rows: &mut Rows<R>,
    complaints: &mut Complaints,
) -> Result<Option<Places>, ReadError> {
    Ok(match rows.next().map_err(|error| ReadError::io(file, error))? {
        None => {
            complaints.add(whole(file, 0, "an empty file", "a first line with the names of the columns"));
            None
        }
        Some(Ok(row)) => heading::read(file, row, complaints),
        Some(Err((line, broken))) => {
            complaints.add(complaint(file, line, broken, &Vec::new()));
            None
        }
    })
}

fn complain_of_length(file: File, row: Row<'_>, places: &Places, complaints: &mut Complaints) {
    let (found, expected) = (row.len(), places.iter().flatten().count());
    let found = format!("{found} {}", if found == 1 { "cell" } else { "cells" });
    complaints.add(whole(file, row.line, &found, &format!("{expected}, as in the first line")));
}

fn complaint(file: File, line: u64, broken: Broken, places: &Places) -> Complaint {
    let column = match broken {
        Broken::NotUtf8(cell) => places.iter().position(|place| *place == Some(cell)),
        _ => None,
    };
    let (found, expected) = match broken {
        Broken::NotUtf8(_) => ("bytes that are not UTF-8", "text in UTF-8".to_owned()),
        Broken::StrayQuote => ("a quote within a cell that does not begin with one", "the cell quoted".to_owned()),
        Broken::AfterQuote => (
            "text after a closing quote; the rest of the file was not read",
            "a comma or the end of the line".to_owned(),
        ),
        Broken::LeftOpen => {
            ("a quote that nothing closes; the rest of the file was not read", "a closing one".to_owned())
        }
        Broken::TooLong => {
            ("a longer row; the rest of the file was not read", format!("at most {} bytes", limits::ROW_BYTES))
        }
    };
    let column = column.map(|at| file.columns()[at].name);
    Complaint { file, line, column, found: found.to_owned(), expected }
}

/// A complaint about a line, or where it is 0 the whole file.
pub(super) fn whole(file: File, line: u64, found: &str, expected: &str) -> Complaint {
    Complaint { file, line, column: None, found: found.to_owned(), expected: expected.to_owned() }
}
