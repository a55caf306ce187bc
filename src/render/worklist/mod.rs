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

use super::csv_file::{CsvList, cell, yes_no};
use crate::report::worklist::Worklist;
use json::row;

const HEADER: [&str; 17] = [
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
    "markers",
];

/// Writes the list as CSV: a header and a row for every managed offender; flags and warnings are joined by `;`.
///
/// # Errors
/// Those of the writer.
pub fn csv(list: &Worklist, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, list.as_of, &list.policy, &HEADER)?;
    for listed in &list.rows {
        let row = row(list, listed);
        file.row(&[
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
            row.markers.join(";"),
        ])?;
    }
    file.end()
}
