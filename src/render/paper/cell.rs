//! One typed cell, and one of a row of totals.

use std::borrow::Cow;

use super::table::Kind;
use crate::domain::day::Day;

/// A typed cell. Every kind of column may have empty ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is recorded, or there is nothing to say.
    Empty,
    /// Words; never markup, never a formula.
    Text(Cow<'a, str>),
    /// A day.
    Day(Day),
    /// A time of day, in minutes after midnight.
    Time(u16),
    /// How many.
    Count(u64),
    /// A number in units of its column's last decimal: 123 in a column of one decimal is 12.3.
    Number(i64),
    /// A part of a whole. Where the whole is 0 there is no rate.
    Fraction {
        /// The numerator.
        part: u64,
        /// The denominator.
        of: u64,
    },
}

impl<'a> Cell<'a> {
    /// Words.
    pub fn text(words: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(words.into())
    }

    /// Words, where there are any.
    pub fn maybe(words: Option<impl Into<Cow<'a, str>>>) -> Cell<'a> {
        words.map_or(Cell::Empty, Cell::text)
    }

    /// `yes` or `no`.
    pub fn yes_no(value: bool) -> Cell<'a> {
        Cell::text(if value { "yes" } else { "no" })
    }

    /// Whether it may stand in a column of this kind.
    pub(super) fn fits(&self, kind: Kind) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(_) => kind == Kind::Text,
            Cell::Day(_) => kind == Kind::Day,
            Cell::Time(_) => kind == Kind::Time,
            Cell::Count(_) => kind == Kind::Count,
            Cell::Number(_) => matches!(kind, Kind::Number { .. }),
            Cell::Fraction { .. } => kind == Kind::Fraction,
        }
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        Cell::Day(day)
    }
}

impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        Cell::Count(count)
    }
}

impl From<u32> for Cell<'_> {
    fn from(count: u32) -> Self {
        Cell::Count(count.into())
    }
}

impl From<&'static str> for Cell<'_> {
    fn from(words: &'static str) -> Self {
        Cell::text(words)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// A cell of a row of totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total<'a> {
    /// Nothing.
    Nothing,
    /// What the row is, such as `All`.
    Label(&'static str),
    /// The report's figure, which is the sum of the cells above it: a live formula in a spreadsheet.
    Sum(Cell<'a>),
    /// What every cell above it holds, such as the days of a period: a live formula in a spreadsheet.
    Same(Cell<'a>),
    /// The report's figure, which is one sum of this row over another: a live formula in a spreadsheet.
    Average {
        /// A number, or empty where there is nothing to take an average of.
        figure: Cell<'a>,
        /// The column whose sum is taken, counted from 0.
        of: Summed,
        /// The column of counts by which it is divided, summed or the same throughout, counted from 0.
        over: usize,
    },
}

/// Which sum of a row of totals an average is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summed {
    /// Of a column of counts, or the numerators of a column of fractions.
    Part(usize),
    /// The denominators of a column of fractions.
    Whole(usize),
}

impl<'a> Total<'a> {
    /// The report's figure, which is the sum of the cells above it.
    pub fn sum(figure: impl Into<Cell<'a>>) -> Total<'a> {
        Total::Sum(figure.into())
    }

    /// Whether it may stand under a column of this kind. What is summed is a count, a number or a fraction; an
    /// average is a number.
    pub(super) fn fits(&self, kind: Kind) -> bool {
        match self {
            Total::Nothing | Total::Label(_) => true,
            Total::Average { figure, .. } => figure.fits(kind) && matches!(kind, Kind::Number { .. }),
            Total::Same(cell) => cell.fits(kind) && matches!(cell, Cell::Count(_)),
            Total::Sum(cell) => {
                cell.fits(kind) && matches!(cell, Cell::Count(_) | Cell::Number(_) | Cell::Fraction { .. })
            }
        }
    }
}

/// `09:30`.
pub(in crate::render) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `-12.3` of -123 with one decimal.
pub(in crate::render) fn with_point(number: i64, decimals: u8) -> String {
    let digits = number.unsigned_abs().to_string();
    let digits = format!("{digits:0>width$}", width = usize::from(decimals) + 1);
    let (whole, rest) = digits.split_at(digits.len() - usize::from(decimals));
    let sign = if number < 0 { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}
