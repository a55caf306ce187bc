//! A table of typed cells.

use std::fmt;

use super::cell::{Cell, Summed, Total};
use super::chart::Chart;
use crate::report::ReportFault;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Days.
    Day,
    /// Times of day.
    Time,
    /// How many.
    Count,
    /// Numbers with so many decimals.
    Number {
        /// At most 9.
        decimals: u8,
    },
    /// Rates, each with its numerator and denominator.
    Fraction,
}

/// A column: its head, and what its cells are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As a reader says it; the heads of a table differ.
    pub head: String,
    /// What its cells are.
    pub kind: Kind,
    /// Whether another column says it in words too: a spreadsheet has it to sort and filter by, a page leaves it out.
    pub beside: bool,
}

impl Column {
    fn new(head: impl Into<String>, kind: Kind) -> Column {
        Column { head: head.into(), kind, beside: false }
    }

    /// Left out of a page: another column says it in words too.
    pub fn beside(mut self) -> Column {
        self.beside = true;
        self
    }

    /// Of words.
    pub fn text(head: impl Into<String>) -> Column {
        Column::new(head, Kind::Text)
    }

    /// Of days.
    pub fn day(head: impl Into<String>) -> Column {
        Column::new(head, Kind::Day)
    }

    /// Of times of day.
    pub fn time(head: impl Into<String>) -> Column {
        Column::new(head, Kind::Time)
    }

    /// Of counts.
    pub fn count(head: impl Into<String>) -> Column {
        Column::new(head, Kind::Count)
    }

    /// Of numbers with so many decimals.
    pub fn number(head: impl Into<String>, decimals: u8) -> Column {
        Column::new(head, Kind::Number { decimals: decimals.min(9) })
    }

    /// Of rates.
    pub fn fraction(head: impl Into<String>) -> Column {
        Column::new(head, Kind::Fraction)
    }
}

/// The rows of a table, each made when it is written.
pub struct Rows<'a> {
    count: usize,
    make: Box<dyn Fn(usize) -> Vec<Cell<'a>> + 'a>,
}

impl<'a> Rows<'a> {
    /// One for each of what a report holds, in its order.
    pub fn of<T>(items: &'a [T], make: impl Fn(&'a T) -> Vec<Cell<'a>> + 'a) -> Rows<'a> {
        Rows { count: items.len(), make: Box::new(move |at| make(&items[at])) }
    }

    /// Rows that are made already: for small tables.
    pub fn made(rows: Vec<Vec<Cell<'a>>>) -> Rows<'a> {
        Rows { count: rows.len(), make: Box::new(move |at| rows[at].clone()) }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Every row, in order.
    pub fn each(&self) -> impl Iterator<Item = Vec<Cell<'a>>> {
        (0..self.count).map(|at| (self.make)(at))
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.each()).finish()
    }
}

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// A few words, different from those of other tables: the name of a sheet, so at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// What it shows, in a sentence without its full stop.
    pub caption: String,
    /// At least one; the first names what a row is of.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Rows<'a>,
    /// One for each column, where it has totals.
    pub total: Option<Vec<Total<'a>>>,
    /// A picture of it, which never says more than the table does.
    pub chart: Option<Chart>,
}

impl<'a> Table<'a> {
    /// Without totals, without a chart.
    pub fn new(name: impl Into<String>, caption: impl Into<String>, columns: Vec<Column>, rows: Rows<'a>) -> Table<'a> {
        Table { name: name.into(), caption: caption.into(), columns, rows, total: None, chart: None }
    }

    /// With a row of totals, a cell for each column.
    pub fn total(mut self, total: Vec<Total<'a>>) -> Table<'a> {
        self.total = Some(total);
        self
    }

    /// With a picture of it.
    pub fn chart(mut self, chart: Chart) -> Table<'a> {
        self.chart = Some(chart);
        self
    }

    /// As [`super::Paper::check`].
    pub(super) fn check(&self) -> Result<(), ReportFault> {
        let mut sums = vec![Sum::default(); self.columns.len()];
        for row in self.rows.each() {
            let fitting = row.iter().zip(&self.columns).filter(|(cell, column)| cell.fits(column.kind)).count();
            same("the cells of a row and their columns", fitting.max(row.len()), self.columns.len())?;
            same("the cells of a row and their kinds", fitting, self.columns.len())?;
            sums.iter_mut().zip(&row).for_each(|(sum, cell)| sum.add(cell));
        }
        let Some(total) = &self.total else { return Ok(()) };
        let fitting = total.iter().zip(&self.columns).filter(|(cell, column)| cell.fits(column.kind)).count();
        same("the totals of a table and its columns", fitting.max(total.len()), self.columns.len())?;
        same("the totals of a table and their kinds", fitting, self.columns.len())?;
        for (at, cell) in total.iter().enumerate() {
            let said = match cell {
                Total::Nothing | Total::Label(_) => continue,
                Total::Sum(said) => (Sum::of(said), sums[at]),
                Total::Same(said) => (Sum::of(said).times(self.rows.count()), sums[at]),
                Total::Average { figure, of, over } => (Sum::of(figure), self.average(at, *of, *over, &sums)?),
            };
            agree(said)?;
        }
        Ok(())
    }

    /// An average as it follows from the sums of the rows, to its column's last decimal, rounded.
    fn average(&self, at: usize, of: Summed, over: usize, sums: &[Sum]) -> Result<Sum, ReportFault> {
        let total = self.total.as_deref().unwrap_or_default();
        let decimals = if let Kind::Number { decimals } = self.columns[at].kind { u32::from(decimals) } else { 0 };
        let column = |at: usize| sums.get(at).copied().unwrap_or_default();
        let of = match of {
            Summed::Part(at) => column(at).part,
            Summed::Whole(at) => column(at).of,
        };
        let over = match total.get(over) {
            Some(Total::Sum(said) | Total::Same(said)) => Sum::of(said).part,
            _ => return same("an average and what it is over", 0, 1).map(|()| Sum::default()),
        };
        let scaled = of * 10_i128.pow(decimals);
        let part = if over == 0 { 0 } else { (scaled * 2 + over) / (over * 2) };
        Ok(Sum { part, of: 0 })
    }
}

fn agree((said, sum): (Sum, Sum)) -> Result<(), ReportFault> {
    if said == sum {
        return Ok(());
    }
    let [left, right] = [sum, said].map(|sum| u64::try_from(sum.part).unwrap_or_default());
    Err(ReportFault::DoesNotAddUp { what: "the rows of a table and their total", left, right })
}

fn same(what: &'static str, left: usize, right: usize) -> Result<(), ReportFault> {
    if left == right {
        return Ok(());
    }
    Err(ReportFault::DoesNotAddUp { what, left: left as u64, right: right as u64 })
}

/// What a column adds up to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    part: i128,
    of: i128,
}

impl Sum {
    fn of(cell: &Cell<'_>) -> Sum {
        let mut sum = Sum::default();
        sum.add(cell);
        sum
    }

    fn times(self, rows: usize) -> Sum {
        Sum { part: self.part * rows as i128, of: self.of * rows as i128 }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        let (part, of) = match *cell {
            Cell::Count(count) => (i128::from(count), 0),
            Cell::Number(number) => (i128::from(number), 0),
            Cell::Fraction { part, of } => (i128::from(part), i128::from(of)),
            Cell::Empty | Cell::Text(_) | Cell::Day(_) | Cell::Time(_) => (0, 0),
        };
        self.part += part;
        self.of += of;
    }
}
