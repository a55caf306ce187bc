//! CSV that a spreadsheet opens safely: RFC 4180, a header row, and no cell that would be taken for a formula.

use std::io::{self, Write};

/// Writes a header and rows.
pub(super) struct CsvFile<W: Write> {
    to: csv::Writer<W>,
}

impl<W: Write> CsvFile<W> {
    pub(super) fn new(to: W, header: &[&str]) -> io::Result<CsvFile<W>> {
        let mut to = csv::Writer::from_writer(to);
        to.write_record(header).map_err(of_writer)?;
        Ok(CsvFile { to })
    }

    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for cell in cells {
            self.to.write_field(inert(cell).as_bytes()).map_err(of_writer)?;
        }
        self.to.write_record(None::<&[u8]>).map_err(of_writer)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The writer's own error, whose kind (a closed pipe, say) the conversion of csv would lose.
fn of_writer(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that begins as a formula does gets an apostrophe before it.
fn inert(cell: &str) -> std::borrow::Cow<'_, str> {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if cell.starts_with(formula) || cell.trim_start().starts_with(formula) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// A cell of something that may be absent: empty then.
pub(super) fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// `yes` or `no`.
pub(super) fn yes_no(value: bool) -> String {
    (if value { "yes" } else { "no" }).to_owned()
}
