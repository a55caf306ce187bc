//! A period as known then and as known now, as a paper.

use super::audit::figures;
use super::audit_table::{group_heading, group_in_words};
use super::compare::{between, parts};
use super::paper::{Cell, Column, Paper, Rows, Table};
use super::words::known_act;
use crate::report::audit::{Behind, Comparison, Counts, View};

/// The comparison as a paper: every figure then and now, each case that makes a difference, and what was recorded between
/// the two that is nobody's alone.
pub fn paper(compared: &Comparison) -> Paper<'_> {
    let by = group_heading(compared.group_by);
    let mut paper =
        Paper::new("Audit: what was known then, and what is known now", compared.as_of, &compared.now.policy)
            .period(compared.from, compared.to)
            .note(format!("THEN: {}", side(&compared.then)))
            .note(format!("NOW: {}", side(&compared.now)))
            .table(all(compared, by))
            .table(cases(compared, by));
    if !compared.in_common.is_empty() {
        let columns = vec![Column::text("Recorded"), Column::day("About the day")];
        let rows =
            Rows::of(&compared.in_common, |behind: &Behind| vec![Cell::text(between(behind)), behind.day.into()]);
        paper = paper.table(Table::new("In common", "Recorded between the two, and nobody's alone", columns, rows));
    }
    paper
}

fn side(view: &View) -> String {
    let policy = &view.policy;
    let known = policy.known.as_ref().map_or(String::new(), |known| format!("as known at {}; ", known_act(known)));
    format!("{known}policy {}, version {}", policy.id, policy.version)
}

fn all<'a>(compared: &'a Comparison, by: &'static str) -> Table<'a> {
    let groups = compared.rows_to_show().map(|row| (group_in_words(&row.group), row.then, row.now));
    let groups = groups.chain([("all".to_owned(), compared.total.0, compared.total.1)]);
    let rows = groups.flat_map(|(group, then, now)| {
        counted(&then, &now)
            .into_iter()
            .map(move |(figure, then, now)| of(vec![Cell::text(group.clone())], figure, then, now))
    });
    let columns = [vec![Column::text(by)], figure_columns()].concat();
    Table::new("Figures", "Every figure as known then and as known now", columns, Rows::made(rows.collect()))
}

fn figure_columns() -> Vec<Column> {
    vec![Column::text("Figure"), Column::count("Then"), Column::count("Now"), Column::number("Difference", 0)]
}

type Figure = (&'static str, u64, u64);

fn counted(then: &Counts, now: &Counts) -> Vec<Figure> {
    figures(then).zip(figures(now)).map(|((name, then), (_, now))| (name, then, now)).collect()
}

/// In words, for a reader; and what makes the one the other.
fn of<'a>(mut cells: Vec<Cell<'a>>, figure: &'static str, then: u64, now: u64) -> Vec<Cell<'a>> {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    cells.push(Cell::text(figure.replace('_', " ")));
    cells.extend([then.into(), now.into(), Cell::Number(signed(now) - signed(then))]);
    cells
}

fn cases<'a>(compared: &'a Comparison, by: &'static str) -> Table<'a> {
    let mut rows = Vec::new();
    for case in &compared.cases {
        let recorded = case.behind.iter().map(between).collect::<Vec<_>>().join("; ");
        for (row, what, then, now) in parts(case) {
            let group = group_in_words(&compared.rows[row].group);
            for (figure, then, now) in counted(&then, &now).into_iter().filter(|(_, then, now)| then != now) {
                let head = vec![Cell::text(&case.reference), Cell::text(group.clone())];
                let mut cells = of(head, figure, then, now);
                cells.extend([Cell::text(what.clone()), Cell::text(recorded.clone())]);
                rows.push(cells);
            }
        }
    }
    let head = vec![Column::text("Offender"), Column::text(by)];
    let tail = vec![Column::text("What"), Column::text("Recorded between")];
    let columns = [head, figure_columns(), tail].concat();
    Table::new("Cases", "Each figure that somebody's case makes another", columns, Rows::made(rows))
}
