//! The worklist as JSON (`homevisit.worklist/1`) and CSV: every managed offender of the scope, in order.

mod blocks;
mod foot;
mod json;
mod notes;
mod paper;
mod table;

pub use json::json;
pub use paper::paper;
pub use table::{by_area, table};

use std::io::{self, Write};

use super::csv_file::{CsvFile, cell, yes_no};
use crate::render::words::{known_cells, known_columns, went_back_cell};
use crate::report::worklist::Worklist;
use json::row;

const HEADER: [&str; 21] = [
    "as_of",
    "policy",
    "policy_version",
    "offender_ref",
    "name",
    "tier",
    "officer_id",
    "bucket",
    "due",
    "days_overdue",
    "missed",
    "last_visit",
    "attempts_since",
    "flags",
    "with_overdue",
    "within_tolerance",
    "retry_by",
    "no_fixed_abode",
    "postcode_district",
    "policy_retroactive",
    "markers",
];

/// Writes the list as CSV: a header and a row for every managed offender; flags and warnings are joined by `;`.
///
/// # Errors
/// Those of the writer.
pub fn csv(list: &Worklist, to: impl Write) -> io::Result<()> {
    let known = list.policy.known.as_ref();
    let mut file = CsvFile::new(to, &[&HEADER[..], known_columns(known)].concat())?;
    for listed in &list.rows {
        let row = row(list, listed);
        let mut cells = vec![
            list.as_of.to_string(),
            list.policy.id.clone(),
            list.policy.version.clone(),
            row.offender_ref.to_owned(),
            cell(row.name),
            cell(row.tier),
            cell(row.officer_id),
            row.bucket.to_string(),
            cell(row.due),
            row.days_overdue.to_string(),
            row.missed.to_string(),
            cell(row.last_visit),
            row.attempts_since.to_string(),
            row.flags.join(";"),
            yes_no(row.with_overdue),
            yes_no(row.within_tolerance),
            cell(row.retry_by),
            yes_no(row.no_fixed_abode),
            cell(row.postcode_district),
            went_back_cell(&list.policy.went_back),
            row.markers.join(";"),
        ];
        cells.extend(known_cells(known));
        file.row(&cells)?;
    }
    file.end()
}
