//! Visits that something is wrong with, as a paper.

use super::flagged::Flagged;
use super::paper::{Cell, Column, Paper, Rows, Table};
use super::recorded::{outcome, remark};
use super::words::{counted, grouped};
use crate::act::deed::Remarked;

/// The visits as a paper.
pub fn paper(list: &Flagged) -> Paper<'_> {
    let columns = vec![
        Column::text("Visit"),
        Column::text("Offender"),
        Column::day("Day"),
        Column::text("Time"),
        Column::text("Outcome"),
        Column::text("Officers"),
        Column::text("What is wrong"),
        Column::text("Recorded by"),
        Column::count("In act"),
    ];
    let rows = Rows::of(&list.found, |(reference, found)| row(reference, found));
    let counts = list.each().map(|(wrong, count)| vec![remark(wrong).into(), (count as u64).into()]).collect();
    let causes = vec![Column::text("What is wrong"), Column::count("Visits")];
    let (found, visits) = (grouped(list.found.len() as u64), counted(list.visits as u64, "visit", "visits"));
    Paper::new("Flagged visits", list.as_of, &list.policy)
        .period(list.from, list.to)
        .filter("visits that something is wrong with")
        .note(format!("Of {visits} {found} are flagged. Nothing here is an accusation."))
        .table(Table::new("Flagged visits", "Visits that something is wrong with", columns, rows))
        .table(Table::new("Counts", "How many visits have each; one may have several", causes, Rows::made(counts)))
}

fn row<'a>(reference: &'a str, found: &'a Remarked) -> Vec<Cell<'a>> {
    let visit = &found.visit;
    let remarks: Vec<&str> = found.remarks.iter().map(|wrong| remark(*wrong)).collect();
    vec![
        Cell::maybe(visit.reference.as_deref()),
        Cell::text(reference),
        visit.day.into(),
        Cell::maybe(visit.time.as_deref()),
        outcome(visit.outcome).into(),
        Cell::maybe(visit.officers.as_ref().map(|officers| officers.join(", "))),
        Cell::text(remarks.join("; ")),
        Cell::text(&found.recorded.actor),
        u64::try_from(found.recorded.number).unwrap_or_default().into(),
    ]
}
