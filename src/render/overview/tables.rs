//! Figures in columns that fit the screen.

use super::super::lines::{left, paragraph, right, width, wrap};

/// Rows of figures under narrow heads; a head is broken at its hyphens and its blanks.
pub(super) struct Grid {
    pub first: &'static str,
    /// What is said above the heads.
    pub above: String,
    pub heads: Vec<String>,
    pub rows: Vec<Row>,
}

pub(super) struct Row {
    pub name: String,
    pub cells: Vec<Cell>,
    /// What is said under it, a little in.
    pub under: String,
}

/// A number stands at the right of its column, a word at the left.
pub(super) enum Cell {
    Number(String),
    Word(String),
}

impl Cell {
    fn text(&self) -> &str {
        match self {
            Cell::Number(text) | Cell::Word(text) => text,
        }
    }
}

/// The widest a name of a row may be before it is broken.
const FIRST: usize = 12;
/// Between two columns; where that is too wide, 1.
const GAP: usize = 2;

/// The columns from one place up to before another.
struct Part {
    first: usize,
    columns: std::ops::Range<usize>,
    gap: usize,
}

impl Grid {
    /// Each column as wide as its widest cell or part of a head; as many blocks, one under the other, as it takes to fit.
    pub fn text(&self, screen: usize) -> String {
        let heads: Vec<Vec<String>> = self.heads.iter().map(|head| head_lines(head)).collect();
        let widest = |at: usize| {
            let cells = self.rows.iter().map(|row| width(row.cells[at].text()));
            cells.chain(heads[at].iter().map(|line| width(line))).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..heads.len()).map(widest).collect();
        let titles = head_lines(self.first);
        let names = self.rows.iter().map(|row| &row.name).chain(&titles).map(|name| width(name));
        let first = names.max().unwrap_or(0).min(FIRST);
        let fits =
            |gap: usize, columns: &[usize]| first + columns.iter().map(|width| gap + width).sum::<usize>() <= screen;
        let gap = if fits(GAP, &widths) { GAP } else { 1 };
        let (mut out, mut start) = (String::new(), 0);
        while start < widths.len() {
            let most = (start + 1..=widths.len()).rev().find(|end| fits(gap, &widths[start..*end]));
            let end = most.unwrap_or(start + 1);
            out.push_str(&self.block(&heads, &widths, &Part { first, columns: start..end, gap }, screen));
            start = end;
        }
        out
    }

    fn block(&self, heads: &[Vec<String>], widths: &[usize], part: &Part, screen: usize) -> String {
        let columns = part.columns.clone();
        let gap = " ".repeat(part.gap);
        let titles = head_lines(self.first);
        let height = heads[columns.clone()].iter().chain([&titles]).map(Vec::len).max().unwrap_or(1);
        let is_word = |at: usize| self.rows.iter().any(|row| matches!(row.cells[at], Cell::Word(_)));
        let put = |at: usize, text: &str| {
            format!("{gap}{}", if is_word(at) { left(text, widths[at]) } else { right(text, widths[at]) })
        };
        let head = |line: usize| -> String {
            let cell =
                |at: usize| (line + heads[at].len()).checked_sub(height).map_or("", |line| heads[at][line].as_str());
            let first = (line + titles.len()).checked_sub(height).map_or("", |line| titles[line].as_str());
            left(first, part.first) + &columns.clone().map(|at| put(at, cell(at))).collect::<String>()
        };
        let mut lines: Vec<String> = (0..height).map(head).collect();
        let mut out = if columns.start == 0 { said_above(&self.above, &mut lines, screen) } else { String::new() };
        for row in &self.rows {
            let names = wrap(&row.name, part.first);
            for (at, name) in names.iter().enumerate() {
                let cells = if at + 1 == names.len() { columns.clone() } else { 0..0 };
                let cells: String = cells.map(|at| put(at, row.cells[at].text())).collect();
                lines.push(left(name, part.first) + &cells);
            }
            if !row.under.is_empty() && columns.end == widths.len() {
                let indent = " ".repeat(part.first + part.gap);
                lines.extend(paragraph(&indent, &row.under, screen).lines().map(str::to_owned));
            }
        }
        lines.iter().for_each(|line| out.push_str(&format!("{}\n", line.trim_end())));
        out
    }
}

/// In what is free of the first line of heads, where there is more than one and it fits; else above it.
fn said_above(says: &str, lines: &mut [String], screen: usize) -> String {
    if says.is_empty() {
        return String::new();
    }
    let free = lines[0].len() - lines[0].trim_start().len();
    if lines.len() > 1 && width(says) + 2 <= free {
        lines[0].replace_range(..width(says), says);
        return String::new();
    }
    paragraph("", says, screen)
}

/// `never-visited` in two lines, where it is long.
fn head_lines(head: &str) -> Vec<String> {
    if let Some((first, second)) = head.split_once(' ') {
        return vec![first.to_owned(), second.to_owned()];
    }
    match head.rsplit_once('-') {
        Some((first, second)) if head.len() > 8 && !second.starts_with(|c: char| c.is_ascii_digit()) => {
            vec![format!("{first}-"), second.to_owned()]
        }
        _ => vec![head.to_owned()],
    }
}
