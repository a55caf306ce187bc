//! A register as an extract: the files of `docs/extract.md`, row by row, as our own import reads them.
//!
//! Cells are as they are held: nothing is made inert for a spreadsheet, since an import must read the very same text.

use std::io::{self, Write};

use crate::domain::day::{Day, Period};
use crate::domain::extract::File;
use crate::domain::officer::OfficerRecord;

/// One comma-separated file of an extract, and how many rows it has been given.
pub struct Sheet<W: Write> {
    to: csv::Writer<W>,
    columns: usize,
    /// How many rows it has.
    pub rows: u64,
}

impl<W: Write> Sheet<W> {
    /// With the first line that names the columns of the file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(file: File, to: W) -> io::Result<Sheet<W>> {
        let names: Vec<&str> = file.columns().iter().map(|column| column.name).collect();
        let mut sheet = Sheet { to: csv::Writer::from_writer(to), columns: names.len(), rows: 0 };
        sheet.to.write_record(&names)?;
        Ok(sheet)
    }

    /// A row: a cell for each column of the file, in its order.
    ///
    /// # Errors
    /// Those of the writer; of kind [`io::ErrorKind::InvalidData`] where there are more or fewer cells than columns.
    pub fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        if cells.len() != self.columns {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        self.rows += 1;
        Ok(self.to.write_record(cells)?)
    }

    /// The writer, once everything has gone to it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(self) -> io::Result<W> {
        self.to.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }
}

/// What `extract.toml` says.
pub fn note(taken_on: Day, history_from: Option<Day>) -> String {
    let history = history_from.map_or(String::new(), |day| format!("history_from = {day}\n"));
    format!("taken_on = {taken_on}\n{history}source = \"homevisit export register\"\n")
}

/// A day, or nothing where there is none.
pub fn day(day: Option<Day>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

/// The two days of a period.
pub fn period(period: Period) -> (String, String) {
    (period.from.to_string(), day(period.until))
}

/// `yes`, `no`, or nothing where it is not recorded.
pub fn yes_no(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// `09:30`, or nothing.
pub fn time(minutes: Option<u16>) -> String {
    minutes.map_or(String::new(), super::paper::clock)
}

/// `0.8`, or nothing.
pub fn share(record: &OfficerRecord) -> String {
    let written =
        |share: u16| super::paper::with_point(share.into(), 2).trim_end_matches('0').trim_end_matches('.').to_owned();
    record.fte_hundredths.map_or(String::new(), written)
}
