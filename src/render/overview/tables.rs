//! Figures in columns that fit 80.

use super::super::lines::{beside, left, right, width, wrap};
use super::super::words::grouped;
use crate::report::measure::Measure;
use crate::report::overview::Overview;

/// Rows of figures under narrow heads; a head is broken at its hyphens.
pub(super) struct Grid {
    pub first: &'static str,
    pub heads: Vec<String>,
    pub rows: Vec<(String, Vec<String>)>,
}

const FIRST: usize = 11;

impl Grid {
    /// Each column as wide as its widest cell or part of a head.
    pub fn text(&self) -> String {
        let heads: Vec<Vec<String>> = self.heads.iter().map(|head| head_lines(head)).collect();
        let height = heads.iter().map(Vec::len).max().unwrap_or(1);
        let widest = |at: usize| {
            let cells = self.rows.iter().map(|(_, cells)| width(&cells[at]));
            cells.chain(heads[at].iter().map(|line| width(line))).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(widest).collect();
        let mut out = String::new();
        for line in 0..height {
            let cell = |at: usize| {
                let missing = height - heads[at].len();
                let text = line.checked_sub(missing).map_or("", |line| heads[at][line].as_str());
                format!("  {}", right(text, widths[at]))
            };
            let first = if line + 1 == height { self.first } else { "" };
            let cells: String = (0..heads.len()).map(cell).collect();
            out.push_str(format!("{}{cells}", left(first, FIRST)).trim_end());
            out.push('\n');
        }
        for (name, cells) in &self.rows {
            let names = wrap(name, FIRST);
            let cells: String =
                cells.iter().zip(&widths).map(|(cell, width)| format!("  {}", right(cell, *width))).collect();
            for (at, name) in names.iter().enumerate() {
                let cells = if at + 1 == names.len() { cells.as_str() } else { "" };
                out.push_str(format!("{}{cells}", left(name, FIRST)).trim_end());
                out.push('\n');
            }
        }
        out
    }
}

/// `never-visited` in two lines, where it is long.
fn head_lines(head: &str) -> Vec<String> {
    match head.rsplit_once('-') {
        Some((first, second)) if head.len() > 8 && !second.starts_with(|c: char| c.is_ascii_digit()) => {
            vec![format!("{first}-"), second.to_owned()]
        }
        _ => vec![head.to_owned()],
    }
}

const NUMBER: usize = 5;
const COLUMN: usize = 25;

/// Blocks in three columns, each of a title and of measures by their names.
pub(super) fn columns(overview: &Overview, columns: [&[(&str, &[Measure])]; 3]) -> String {
    let lines = |blocks: &[(&str, &[Measure])]| {
        let mut lines = Vec::new();
        for (title, measures) in blocks {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push((*title).to_owned());
            lines.extend(measures.iter().map(|measure| one(overview, *measure)));
        }
        lines
    };
    let [first, second, third] = columns.map(lines);
    beside(&[(&first, COLUMN), (&second, COLUMN), (&third, 0)])
}

fn one(overview: &Overview, measure: Measure) -> String {
    let figure = overview.figure(measure).map_or("n/a".to_owned(), grouped);
    format!("{} {measure}", right(&figure, NUMBER))
}
