//! One table of a page, with its chart before it.

use std::io;

use super::markup::Markup;
use super::{chart, is_number, spaced};
use crate::render::audit_table::fraction;
use crate::render::paper::{Cell, Column, Kind, Table, Total, clock};
use crate::render::words::{grouped, short_day};

pub(super) fn write(table: &Table<'_>, number: usize, page: &mut Markup<'_>) -> io::Result<()> {
    let id = format!("table-{number}");
    page.raw("<section>\n<h2")?;
    page.attribute("id", &id)?;
    page.raw(">")?;
    page.text(&table.name)?;
    page.raw("</h2>\n")?;
    if let Some(chart) = &table.chart {
        chart::write(chart, &format!("chart-{number}"), page)?;
    }
    page.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")?;
    page.attribute("aria-labelledby", &id)?;
    page.raw(">\n<table>\n")?;
    page.raw("<caption>")?;
    page.element("span", &table.caption)?;
    page.raw("</caption>\n<thead><tr>")?;
    for column in shown(table) {
        page.raw(if is_number(column.kind) { "<th scope=\"col\" class=\"n\">" } else { "<th scope=\"col\">" })?;
        page.text(&column.head)?;
        page.raw("</th>")?;
    }
    page.raw("</tr></thead>\n<tbody>\n")?;
    let rows = table.rows.each().map(|cells| row(&cells, table, page));
    rows.collect::<io::Result<()>>()?;
    if table.rows.count() == 0 {
        page.raw("<tr><td")?;
        page.attribute("colspan", &shown(table).count().to_string())?;
        page.raw(">No rows.</td></tr>\n")?;
    }
    page.raw("</tbody>\n")?;
    totals(table, page)?;
    page.raw("</table>\n</div>\n</section>\n")
}

/// Its columns, but for those that say what another says in words.
fn shown<'t>(table: &'t Table<'_>) -> impl Iterator<Item = &'t Column> {
    table.columns.iter().filter(|column| !column.beside)
}

/// From so many characters on, words have room to stand in lines of their own.
const LONG: usize = 50;
/// And from so many on, they are no column of single words.
const SOME: usize = 18;

/// How many characters ask for room: of ids one after another a few do, of which each stands in a line.
fn room(words: &str) -> usize {
    let ids = words.split(", ").all(|id| id.len() < SOME && !id.contains(' '));
    if ids { 0 } else { words.chars().count() }
}

/// The first cell of a row is its head.
fn row(cells: &[Cell<'_>], table: &Table<'_>, page: &mut Markup<'_>) -> io::Result<()> {
    page.raw("<tr>")?;
    let shown = cells.iter().zip(&table.columns).filter(|(_, column)| !column.beside);
    for (at, (cell, column)) in shown.enumerate() {
        let long = if let Cell::Text(words) = cell { room(words) } else { 0 };
        if at == 0 {
            let day = column.kind == Kind::Day;
            page.raw(if day { "<th scope=\"row\" class=\"d\">" } else { "<th scope=\"row\">" })?;
        } else if long > LONG {
            page.raw("<td class=\"w\">")?;
        } else if long > SOME {
            page.raw("<td class=\"m\">")?;
        } else {
            page.raw(open(column.kind))?;
        }
        value(cell, column.kind, page)?;
        page.raw(if at == 0 { "</th>" } else { "</td>" })?;
    }
    page.raw("</tr>\n")
}

fn open(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "<td>",
        Kind::Day | Kind::Time => "<td class=\"d\">",
        Kind::Count | Kind::Number { .. } | Kind::Fraction => "<td class=\"n\">",
    }
}

fn value(cell: &Cell<'_>, kind: Kind, page: &mut Markup<'_>) -> io::Result<()> {
    match cell {
        Cell::Empty => Ok(()),
        Cell::Day(day) => {
            page.raw("<time")?;
            page.attribute("datetime", &day.to_string())?;
            page.raw(">")?;
            page.text(&short_day(*day))?;
            page.raw("</time>")
        }
        cell => page.text(&in_words(cell, kind)),
    }
}

/// A cell as a screen says it.
fn in_words(cell: &Cell<'_>, kind: Kind) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => words.clone().into_owned(),
        Cell::Day(day) => short_day(*day),
        Cell::Time(minutes) => clock(*minutes),
        Cell::Count(count) => grouped(*count),
        Cell::Number(number) => spaced(*number, if let Kind::Number { decimals } = kind { decimals } else { 0 }),
        Cell::Fraction { part, of } => fraction(*part, *of),
    }
}

fn totals(table: &Table<'_>, page: &mut Markup<'_>) -> io::Result<()> {
    let Some(total) = &table.total else { return Ok(()) };
    page.raw("<tfoot><tr>")?;
    for (total, column) in total.iter().zip(&table.columns).filter(|(_, column)| !column.beside) {
        match total {
            Total::Label(label) => {
                page.raw("<th scope=\"row\">")?;
                page.text(label)?;
                page.raw("</th>")?;
            }
            Total::Nothing => page.raw("<td></td>")?,
            Total::Sum(cell) | Total::Same(cell) | Total::Average { figure: cell, .. } => {
                page.raw(open(column.kind))?;
                value(cell, column.kind, page)?;
                page.raw("</td>")?;
            }
        }
    }
    page.raw("</tr></tfoot>\n")
}
