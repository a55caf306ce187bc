//! A history as a paper: a row for each fact, whether it counts or not.

use super::history::{became, by_law, said};
use super::paper::{Cell, Column, Paper, Rows, Table};
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::report::PolicyName;
use crate::report::history::{Acted, Entry, History};

/// The history as a paper. It is of no day: `as_of` is the day on which it was made.
pub fn paper<'a>(history: &'a History, as_of: Day, policy: &'a PolicyName) -> Paper<'a> {
    let (what, word) = match &history.about {
        About::Offender(reference) => ("offender", reference),
        About::Officer(id) => ("officer", id),
    };
    let facts: Vec<(&Acted, &Entry)> =
        history.acts.iter().flat_map(|act| act.entries.iter().map(move |entry| (act, entry))).collect();
    let rows = facts.into_iter().map(|(act, entry)| row(act, entry)).collect();
    let caption = "All that was ever recorded, in the order of acts";
    let mut paper =
        Paper::new("History", as_of, policy).scope(format!("{what} {word}")).note(format!("{word}: {}", history.name));
    for removed in &history.removed {
        paper = paper.note(by_law(removed));
    }
    paper.table(Table::new("History", caption, columns(), Rows::made(rows)))
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("Fact"),
        Column::text("Counts"),
        Column::text("What it says"),
        Column::text("What became of it"),
        Column::count("Act"),
        Column::day("Recorded on"),
        Column::time("At"),
        Column::text("In doing what"),
        Column::text("By"),
        Column::text("Authorised by"),
        Column::text("Because"),
    ]
}

fn row<'a>(act: &'a Acted, entry: &'a Entry) -> Vec<Cell<'a>> {
    vec![
        Cell::text(entry.name.to_string()),
        Cell::yes_no(entry.counts()),
        Cell::text(said(entry)),
        Cell::maybe(became(entry)),
        u64::try_from(act.number).unwrap_or_default().into(),
        act.at.day.into(),
        act.at.time.map_or(Cell::Empty, Cell::Time),
        super::act_words::in_words(act.kind).into(),
        Cell::text(&act.actor),
        Cell::maybe(act.authorised_by.as_deref()),
        Cell::maybe(act.reason.as_deref()),
    ]
}
