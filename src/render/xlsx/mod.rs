//! A paper as a spreadsheet: a sheet for each table, then one that says what the file is.
//!
//! - Days, times, counts and numbers are what they are, not text. A fraction is three columns: its numerator, its
//!   denominator and the rate, a live formula. Totals are live formulas of the rows that are shown.
//! - Text stays text, whatever it begins with, and keeps its leading zeros.
//! - Above each table stand the marking, what it shows and, in three short lines, day, known-at, policy, scope, filter and
//!   number of rows; they are frozen with the heads, and repeated on every printed page, beside the marking in header and
//!   footer. What must be said besides stands on the last sheet, which they name.
//! - A chart is the program's that opens it, drawn from the cells under which it stands.
//! - No sheet, row or column is hidden, no formula reaches outside, and the properties hold the title alone. The same paper
//!   makes the same bytes.
//! - Rows go to the disk as they are made (into unnamed files in the folder asked for), so memory stays flat.

mod about;
mod chart;
mod columns;
mod sheet;
mod style;
mod totals;

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::paper::Paper;
use style::Styles;

/// Writes a paper as a spreadsheet. What is not yet written stands meanwhile in unnamed files in `folder`.
///
/// # Errors
/// Those of the writer and of the folder; of kind [`io::ErrorKind::InvalidInput`] where a table has more rows or columns
/// than a sheet holds.
pub fn write(paper: &Paper<'_>, folder: &Path, to: impl Write + Send) -> io::Result<()> {
    match panic::catch_unwind(AssertUnwindSafe(|| make(paper, folder, to))) {
        Ok(made) => made.map_err(of_library),
        Err(fall) if fall.downcast_ref::<String>().is_some_and(|said| is_of_a_disk(said)) => {
            Err(io::Error::new(io::ErrorKind::StorageFull, "a file of the spreadsheet could not be written"))
        }
        Err(fall) => panic::resume_unwind(fall),
    }
}

/// Whether what a fall says is the library's, where one of its files could not be written: it falls instead of saying so. Any
/// other fall is a fault, and none of a disk.
pub fn is_of_a_disk(said: &str) -> bool {
    said.starts_with("Couldn't write to xml file: ")
}

fn make(paper: &Paper<'_>, folder: &Path, to: impl Write + Send) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    book.set_tempdir(folder)?;
    book.set_properties(&properties(paper)?);
    let styles = Styles::new();
    for table in &paper.tables {
        sheet::write(book.add_worksheet_with_constant_memory()?, paper, table, &styles)?;
    }
    about::write(book.add_worksheet_with_constant_memory()?, paper, &styles)?;
    book.save_to_writer(to)
}

/// The title, and the day as at for the day of making: neither who made it nor when.
fn properties(paper: &Paper<'_>) -> Result<DocProperties, XlsxError> {
    let day = paper.heading.as_of.to_naive();
    let year = u16::try_from(day.year()).unwrap_or_default();
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let made = ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))?;
    Ok(DocProperties::new().set_title(&paper.title).set_creation_datetime(&made))
}

fn of_library(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::RowColumnLimitError => {
            io::Error::new(io::ErrorKind::InvalidInput, "it has more rows or columns than a sheet holds")
        }
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_not_told_as_a_disk() {
        assert!(is_of_a_disk("Couldn't write to xml file: Os { code: 28 }"));
        assert!(!is_of_a_disk("index out of bounds: the len is 3 but the index is 3"));
    }
}
