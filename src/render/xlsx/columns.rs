//! The columns of a sheet: where each of a table's stands, and how wide it is.

use crate::render::lines::{width, wrap};
use crate::render::paper::{Cell, Kind, Table, Total};

/// The narrowest and the widest a column of words may be, in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 60;

/// So many rows say how wide a column of words is.
const LOOKED_AT: usize = 2_000;

/// A column of a table on its sheet.
pub(super) struct Placed {
    /// Its first column on the sheet, from 0.
    pub at: u16,
    /// What its cells are.
    pub kind: Kind,
    /// The heads of the columns that it takes on the sheet: one, or of a fraction three.
    pub heads: Vec<String>,
    /// How wide each of them is, in characters.
    pub wide: usize,
    /// How its cells look, by number in the caller's list.
    pub format: usize,
}

/// Where each column stands.
pub(super) fn placed(table: &Table<'_>) -> Vec<Placed> {
    let mut wide: Vec<usize> = table.columns.iter().map(|column| least(column.kind)).collect();
    for row in table.rows.each().take(LOOKED_AT) {
        for (wide, cell) in wide.iter_mut().zip(&row) {
            *wide = (*wide).max(needed(cell));
        }
    }
    for (wide, total) in wide.iter_mut().zip(table.total.iter().flatten()) {
        if let Total::Label(label) = total {
            *wide = (*wide).max(width(&of_rows_shown(label)) + 1);
        }
    }
    let mut at = 0;
    let mut columns = Vec::new();
    for (number, (column, wide)) in table.columns.iter().zip(wide).enumerate() {
        let heads = match column.kind {
            Kind::Fraction => {
                vec![column.head.clone(), format!("{}: of", column.head), format!("{}: rate", column.head)]
            }
            _ => vec![column.head.clone()],
        };
        let longest = heads.iter().flat_map(|head| head.split(' ')).map(width).max().unwrap_or(0);
        // two more for the button of the filter
        let wide = wide.max(longest + 3).min(WIDEST);
        let taken = u16::try_from(heads.len()).unwrap_or(1);
        columns.push(Placed { at, kind: column.kind, heads, wide, format: number });
        at += taken;
    }
    columns
}

/// What a row of totals is called: its formulas leave out what a filter leaves out.
pub(super) fn of_rows_shown(label: &str) -> String {
    format!("{label} (of the rows shown)")
}

/// How many lines the heads take.
pub(super) fn head_lines(columns: &[Placed]) -> usize {
    let lines = |placed: &Placed| {
        let room = placed.wide.saturating_sub(HEAD_BESIDE).max(1);
        placed.heads.iter().map(|head| wrap(head, room).len()).max().unwrap_or(1)
    };
    columns.iter().map(lines).max().unwrap_or(1)
}

/// What bold letters take from the room of a head.
const HEAD_BESIDE: usize = 1;

fn least(kind: Kind) -> usize {
    match kind {
        Kind::Day => 12,
        Kind::Time => 7,
        Kind::Text | Kind::Count | Kind::Number { .. } | Kind::Fraction => NARROWEST,
    }
}

fn needed(cell: &Cell<'_>) -> usize {
    match cell {
        Cell::Text(words) => words.lines().map(width).max().unwrap_or(0) + 1,
        _ => 0,
    }
}
