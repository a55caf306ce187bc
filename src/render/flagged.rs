//! Visits that something is wrong with, as a list and as JSON (`homevisit.flagged/1`).

pub use super::flagged_paper::paper;

use std::io::{self, Write};

use serde::Serialize;

use super::csv_file::{CsvList, cell};
use super::json::{self, PolicyJson};
use super::lines::paragraph;
use super::recorded::{outcome, remark};
use super::words::{grouped, short_day};
use crate::act::deed::Remarked;
use crate::domain::day::Day;
use crate::domain::remark::Remark;
use crate::domain::visit::Outcome;
use crate::render::Accounts;
use crate::report::PolicyName;

/// The visits of a time.
pub struct Flagged {
    /// As known on this day.
    pub as_of: Day,
    /// The policy in force on it.
    pub policy: PolicyName,
    /// From this day.
    pub from: Day,
    /// To this day, included.
    pub to: Day,
    /// How many visits there were in all.
    pub visits: usize,
    /// Those that something is wrong with, each with the reference of whom it was to.
    pub found: Vec<(String, Remarked)>,
}

impl Flagged {
    pub(super) fn each(&self) -> impl Iterator<Item = (Remark, usize)> + '_ {
        let count = |remark| self.found.iter().filter(|(_, found)| found.remarks.contains(&remark)).count();
        Remark::ALL.iter().map(move |remark| (*remark, count(*remark))).filter(|(_, count)| *count > 0)
    }
}

/// The list for a terminal.
pub fn text(list: &Flagged, width: usize) -> String {
    let period = format!("{} to {}", short_day(list.from), short_day(list.to));
    let (found, visits) = (grouped(list.found.len() as u64), grouped(list.visits as u64));
    let mut out = paragraph("", &format!("Of {visits} visits from {period}, {found} are flagged."), width);
    for (reference, found) in &list.found {
        let visit = &found.visit;
        let time = visit.time.as_ref().map_or(String::new(), |time| format!(" {time}"));
        let visit_ref = visit.reference.as_deref().unwrap_or("");
        let crew = visit.officers.as_ref().map_or("crew not recorded".to_owned(), |ids| ids.join(", "));
        let first = format!("{}{time}  {visit_ref} to {reference}: {}; {crew}", visit.day, outcome(visit.outcome));
        out.push('\n');
        out.push_str(&paragraph("", &first, width));
        let remarks: Vec<&str> = found.remarks.iter().map(|wrong| remark(*wrong)).collect();
        out.push_str(&paragraph("    ", &remarks.join("; "), width));
    }
    if !list.found.is_empty() {
        out.push('\n');
    }
    for (wrong, count) in list.each() {
        out.push_str(&paragraph(&format!("{count:>6}  "), remark(wrong), width));
    }
    out
}

#[derive(Serialize)]
struct FlaggedJson<'a> {
    schema: &'static str,
    from: Day,
    to: Day,
    visits: usize,
    flagged: usize,
    rows: Vec<RowJson<'a>>,
    as_of: Day,
    policy: PolicyJson<'a>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    visit_ref: Option<&'a str>,
    offender_ref: &'a str,
    day: Day,
    time: Option<&'a str>,
    outcome: Outcome,
    officers: Option<&'a [String]>,
    remarks: &'a [Remark],
    recorded_act: i64,
    recorded_at: String,
    recorded_by: &'a str,
}

/// Writes the list as JSON, `homevisit.flagged/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(list: &Flagged, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let rows = list.found.iter().map(|(reference, found)| RowJson {
        visit_ref: found.visit.reference.as_deref(),
        offender_ref: reference,
        day: found.visit.day,
        time: found.visit.time.as_deref(),
        outcome: found.visit.outcome,
        officers: found.visit.officers.as_deref(),
        remarks: &found.remarks,
        recorded_act: found.recorded.number,
        recorded_at: found.recorded.moment.to_string(),
        recorded_by: &found.recorded.actor,
    });
    let value = FlaggedJson {
        schema: "homevisit.flagged/1",
        from: list.from,
        to: list.to,
        visits: list.visits,
        flagged: list.found.len(),
        rows: rows.collect(),
        as_of: list.as_of,
        policy: (&list.policy).into(),
    };
    json::write_list(&value, accounts, to)
}

/// Writes the list as CSV: a header and a row for each flagged visit, what is wrong joined by `;`, in words of
/// `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn csv(list: &Flagged, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, list.as_of, &list.policy, &COLUMNS)?;
    for (reference, found) in &list.found {
        let remarks: Vec<&str> = found.remarks.iter().map(|wrong| wrong.as_str()).collect();
        file.row(&[
            list.from.to_string(),
            list.to.to_string(),
            cell(found.visit.reference.as_deref()),
            reference.clone(),
            found.visit.day.to_string(),
            cell(found.visit.time.as_deref()),
            found.visit.outcome.to_string(),
            cell(found.visit.officers.as_ref().map(|officers| officers.join(";"))),
            remarks.join(";"),
            found.recorded.number.to_string(),
            found.recorded.moment.to_string(),
            found.recorded.actor.clone(),
        ])?;
    }
    file.end()
}

const COLUMNS: [&str; 12] = [
    "from",
    "to",
    "visit_ref",
    "offender_ref",
    "day",
    "time",
    "outcome",
    "officers",
    "remarks",
    "recorded_act",
    "recorded_at",
    "recorded_by",
];
