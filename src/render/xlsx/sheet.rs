//! One table on its sheet.

use rust_xlsxwriter::{Format, Formula, IgnoreError, Worksheet, XlsxError};

use super::columns::{Placed, head_lines, placed};
use super::style::Styles;
use super::{about, chart, totals};
use crate::domain::day::Day;
use crate::render::paper::{Cell, Kind, Paper, Table};

/// The row of the heads, from 0: above it stand the marking and what the file says of itself.
pub(super) const HEADS: u32 = 5;

/// The height of a line of words.
const LINE: f64 = 15.0;

/// The most characters that a cell of a spreadsheet holds.
const LONGEST: usize = 32_767;

pub(super) fn write(
    sheet: &mut Worksheet,
    paper: &Paper<'_>,
    table: &Table<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let columns = placed(table);
    sheet.set_name(&table.name)?;
    page(sheet, paper, &table.name)?;
    above(sheet, paper, table, &columns, styles)?;
    sheet.set_row_height(HEADS, LINE * head_lines(&columns) as f64)?;
    for (column, head) in each_head(&columns) {
        let format = if columns.iter().any(|placed| placed.at == column && placed.kind == Kind::Text) {
            &styles.head
        } else {
            &styles.head_right
        };
        sheet.write_string_with_format(HEADS, column, head, format)?;
    }
    let formats: Vec<Format> = columns.iter().map(|column| styles.of(column.kind)).collect();
    let mut row = HEADS;
    for cells in table.rows.each() {
        row = row.checked_add(1).ok_or(XlsxError::RowColumnLimitError)?;
        for (cell, column) in cells.iter().zip(&columns) {
            put(sheet, (row, column.at), cell, column.kind, &formats[column.format], styles)?;
        }
    }
    let last = columns.iter().map(|column| column.at + width(column) - 1).max().unwrap_or(0);
    sheet.autofilter(HEADS, 0, row.max(HEADS + 1), last)?;
    let words = columns.iter().filter(|column| column.kind == Kind::Text);
    for column in words {
        let range = (HEADS + 1, column.at, row.max(HEADS + 1), column.at);
        sheet.ignore_error_range(range.0, range.1, range.2, range.3, IgnoreError::NumberStoredAsText)?;
    }
    let mut end = row;
    if let Some(total) = &table.total {
        end = totals::write(sheet, total, &columns, row, styles)?;
    }
    chart::draw(sheet, table, &columns, row, end)
}

/// How it is printed: A4 across, as wide as the page, heads and marking on each.
fn page(sheet: &mut Worksheet, paper: &Paper<'_>, name: &str) -> Result<(), XlsxError> {
    let literal = |text: &str| plain(text).replace('&', "&&");
    let marking = literal(paper.marking);
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.8, 0.8, 0.3, 0.3);
    sheet.set_header(format!("&C&\"-,Bold\"{marking}"));
    let (title, as_of) = (literal(&paper.title), paper.heading.as_of);
    sheet.set_footer(format!("&L{title}, {}, as at {as_of}&C&\"-,Bold\"{marking}&RPage &P of &N", literal(name)));
    sheet.set_repeat_rows(0, HEADS)?;
    sheet.set_freeze_panes(HEADS + 1, 0)?;
    Ok(())
}

/// The marking, what the table shows, and what the file says of itself in short: a line each, which runs on over the cells
/// beside it.
fn above(
    sheet: &mut Worksheet,
    paper: &Paper<'_>,
    table: &Table<'_>,
    columns: &[Placed],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for column in columns {
        for at in column.at..column.at + width(column) {
            sheet.set_column_width(at, column.wide as f64)?;
        }
    }
    sheet.write_string_with_format(0, 0, plain(paper.marking), &styles.marking)?;
    let shows = format!("{}: {}", paper.title, table.caption);
    sheet.write_string_with_format(1, 0, plain(&shows), &styles.label)?;
    for (row, line) in (2..).zip(paper.short_lines(table, about::name(paper))) {
        sheet.write_string_with_format(row, 0, plain(&line), &styles.line)?;
    }
    Ok(())
}

pub(super) fn width(column: &Placed) -> u16 {
    if column.kind == Kind::Fraction { 3 } else { 1 }
}

fn each_head(columns: &[Placed]) -> impl Iterator<Item = (u16, &String)> {
    columns.iter().flat_map(|column| (column.at..).zip(&column.heads))
}

/// Where on a sheet: row and column, from 0.
pub(super) type Place = (u32, u16);

fn put(
    sheet: &mut Worksheet,
    (row, at): Place,
    cell: &Cell<'_>,
    kind: Kind,
    format: &Format,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(words) => return text(sheet, (row, at), words, styles),
        Cell::Fraction { part, of } => {
            sheet.write_number_with_format(row, at, *part as f64, format)?;
            sheet.write_number_with_format(row, at + 1, *of as f64, format)?;
            return rate(sheet, (row, at), *part, *of, &styles.rate);
        }
        Cell::Day(day) => match serial(*day) {
            Some(serial) => sheet.write_number_with_format(row, at, f64::from(serial), format)?,
            None => sheet.write_string_with_format(row, at, day.to_string(), &styles.words)?,
        },
        Cell::Time(_) | Cell::Count(_) | Cell::Number(_) => {
            sheet.write_number_with_format(row, at, value(cell, kind), format)?
        }
    };
    Ok(())
}

/// Whether a cell of these words would become a formula once somebody edits it, unless it is marked as text.
pub(super) fn is_formula(words: &str) -> bool {
    words.trim_start().starts_with(['=', '+', '-', '@'])
}

fn text(sheet: &mut Worksheet, (row, at): Place, words: &str, styles: &Styles) -> Result<(), XlsxError> {
    let words = plain(words);
    let format = if is_formula(&words) { &styles.quoted } else { &styles.words };
    sheet.write_string_with_format(row, at, words, format)?;
    Ok(())
}

/// What a cell of a number is to a spreadsheet.
pub(super) fn value(cell: &Cell<'_>, kind: Kind) -> f64 {
    let decimals = if let Kind::Number { decimals } = kind { i32::from(decimals) } else { 0 };
    match cell {
        Cell::Count(count) => *count as f64,
        Cell::Number(number) => *number as f64 / 10_f64.powi(decimals),
        Cell::Time(minutes) => f64::from(*minutes) / 1440.0,
        Cell::Day(day) => serial(*day).map_or(0.0, f64::from),
        Cell::Fraction { part, .. } => *part as f64,
        Cell::Empty | Cell::Text(_) => 0.0,
    }
}

/// A rate as a live formula: to a tenth of a hundredth, 100.0 % only where it is, and `n/a` of nothing.
pub(super) fn rate(
    sheet: &mut Worksheet,
    (row, at): Place,
    part: u64,
    of: u64,
    format: &Format,
) -> Result<(), XlsxError> {
    let (a, b) = (place((row, at)), place((row, at + 1)));
    let formula = format!("IF({b}=0,\"n/a\",IF({a}={b},1,MIN(0.999,ROUND({a}/{b},3))))");
    let result = match (part, of) {
        (_, 0) => "n/a".to_owned(),
        (part, of) if part == of => "1".to_owned(),
        (part, of) => {
            let thousandths = (part * 2_000 + of) / (of * 2);
            (thousandths.min(999) as f64 / 1_000.0).to_string()
        }
    };
    sheet.write_formula_with_format(row, at + 2, Formula::new(formula).set_result(result), format)?;
    Ok(())
}

/// `C7`.
pub(super) fn place((row, at): Place) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, at)
}

/// The number by which a spreadsheet knows a day; none before 1 March 1900, where they disagree.
fn serial(day: Day) -> Option<i32> {
    let first = Day::from_ymd(1900, 3, 1)?;
    if day < first {
        return None;
    }
    i32::try_from(day.days_since(first) + 61).ok()
}

/// Text as a cell holds it: line breaks stay, other control characters do not, and what is too long for a cell says so.
pub(super) fn plain(text: &str) -> String {
    let unsafe_in_cell = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
    let clean: String = text.chars().map(|c| if unsafe_in_cell(c) { '\u{fffd}' } else { c }).collect();
    if clean.encode_utf16().count() <= LONGEST {
        return clean;
    }
    let kept: String = clean.chars().take(LONGEST / 2 - 40).collect();
    format!("{kept} [cut: too long for a cell]")
}
