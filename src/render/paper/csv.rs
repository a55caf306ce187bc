//! One table of a paper as CSV, for a report that has no shape of its own for it.

use std::io::{self, Write};

use super::table::{Column, Kind, Table};
use super::{Cell, Paper};
use crate::render::csv_file::CsvFile;
use crate::render::words::{known_cells, known_columns, went_back_cell};

const SAYS: [&str; 5] = ["as_of", "policy", "policy_version", "policy_retroactive", "scope"];

/// Writes a table as CSV: a header and a row for each; every row says of what paper it is. A head is written in lower case
/// with `_` for what is no letter or digit; a fraction is two columns, the second ending in `_of`. Totals stay out.
///
/// # Errors
/// Those of the writer.
pub fn csv(paper: &Paper<'_>, table: &Table<'_>, to: impl Write) -> io::Result<()> {
    let policy = paper.heading.policy;
    let known = policy.known.as_ref();
    let own: Vec<String> = table.columns.iter().flat_map(names).collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let mut file = CsvFile::new(to, &[&SAYS[..], &own[..], known_columns(known)].concat())?;
    for row in table.rows.each() {
        let mut cells = vec![
            paper.heading.as_of.to_string(),
            policy.id.clone(),
            policy.version.clone(),
            went_back_cell(&policy.went_back),
            paper.heading.scope.clone(),
        ];
        cells.extend(row.iter().zip(&table.columns).flat_map(|(cell, column)| of_cell(cell, column.kind)));
        cells.extend(known_cells(known));
        file.row(&cells)?;
    }
    file.end()
}

fn names(column: &Column) -> Vec<String> {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let spaced: String = column.head.chars().map(plain).collect();
    let name = spaced.split_whitespace().collect::<Vec<_>>().join("_");
    if column.kind == Kind::Fraction { vec![name.clone(), format!("{name}_of")] } else { vec![name] }
}

fn of_cell(cell: &Cell<'_>, kind: Kind) -> Vec<String> {
    match (cell, kind) {
        (Cell::Empty, Kind::Fraction) => vec![String::new(); 2],
        (Cell::Fraction { part, of }, _) => vec![part.to_string(), of.to_string()],
        (cell, kind) => vec![super::cell::plain(cell, kind)],
    }
}
