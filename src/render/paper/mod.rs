//! A report as a paper: what a file that people open says, as typed values. Nothing in it is a string of markup.
//!
//! A [`Paper`] has a title, heading lines (the day as at, the period, known-at, policy, scope, filter, notes), the policy's
//! marking, and tables of typed cells, each with its caption, a row of totals if it has one, and a chart if it has one. One
//! writer for each kind of file makes the whole of it: `xlsx` and `html` beside this module.
//!
//! # How a report gives its paper
//!
//! Beside its text renderer stands one pure function, `pub fn paper(report: &Report) -> Paper<'_>`:
//!
//! ```ignore
//! pub fn paper(list: &LoadList) -> Paper<'_> {
//!     let columns = vec![
//!         Column::text("Officer"),
//!         Column::count("Cases"),
//!         Column::fraction("Accredited crews"),
//!         Column::number("Cases a full-time equivalent", 1),
//!         Column::day("Longest overdue since"),
//!     ];
//!     let rows = Rows::of(&list.rows, |row| {
//!         vec![
//!             Cell::text(&row.officer),
//!             row.cases.into(),
//!             Cell::Fraction { part: row.accredited, of: row.crews },
//!             Cell::Number(row.tenths),           // of the column's last decimal: 123 is 12.3
//!             row.since.into(),                   // an Option<Day>: empty where there is none
//!         ]
//!     });
//!     let total = vec![Total::Label("All"), Total::sum(list.cases), Total::Nothing, Total::Nothing, Total::Nothing];
//!     let table = Table::new("Load", "Cases of each officer", columns, rows).total(total).chart(chart);
//!     Paper::new("Load of each officer", list.as_of, &list.policy).scope("the whole unit").table(table)
//! }
//! ```
//!
//! - `as_of` and the `PolicyName` that every report holds bring day, known-at, policy, retroactive notes and marking.
//!   Scope is "the whole unit" and filter "none" until they are said. The number of rows is counted from the tables.
//!   Whether accounts are bound, and what is remarked of the reading, the command line adds.
//! - Rows are made when they are written, one at a time: [`Rows::of`] borrows the report and copies nothing.
//! - Where a heading, a caption or a note must say a figure, it says the one of the report, never one reckoned here.
//! - [`Total::sum`] says that a figure is the sum of the cells above it, and a spreadsheet makes a live formula of it; the
//!   figure is the report's own, and [`Paper::check`] refuses a paper where the two differ. What every row has
//!   alike (the days of a period) is a [`Total::Same`], and what is one sum over another a [`Total::Average`]: formulas too.
//!   A figure that is none of these has no place in a row of totals: it is a note, or a table of its own.
//! - A rate is a [`Cell::Fraction`], with its numerator and denominator, whatever the file.
//! - In `cli`, the whole of `--format table|json|csv|xlsx|html`, `--out FILE`, `--for` and `--because` is one flattened
//!   struct of arguments and one call (`cli/taken.rs`).

mod cell;
mod chart;
mod heading;
mod table;
#[cfg(test)]
mod tests;

pub use cell::{Cell, Summed, Total};
pub(super) use cell::{clock, with_point};
pub use chart::{APART, Chart, Kind as ChartKind, Series};
pub use heading::{Heading, Line};
pub use table::{Column, Kind, Rows, Table};

use crate::domain::day::Day;
use crate::render::Accounts;
use crate::report::{PolicyName, ReportFault};

/// A report as typed values.
#[derive(Debug)]
pub struct Paper<'a> {
    /// What it is, such as `Worklist`. It names nobody: it is the title of a window and of a sheet.
    pub title: String,
    /// What the lines at its head are made from.
    pub heading: Heading<'a>,
    /// What stands on every page, by the policy.
    pub marking: &'a str,
    /// At least one.
    pub tables: Vec<Table<'a>>,
}

impl<'a> Paper<'a> {
    /// Of the whole unit, not filtered, without a table yet.
    pub fn new(title: impl Into<String>, as_of: Day, policy: &'a PolicyName) -> Paper<'a> {
        let title = title.into();
        Paper { title, heading: Heading::new(as_of, policy), marking: &policy.marking, tables: Vec::new() }
    }

    /// Of a period, both days included.
    pub fn period(mut self, from: Day, to: Day) -> Paper<'a> {
        self.heading.period = Some((from, to));
        self
    }

    /// Of whom, such as `team North`.
    pub fn scope(mut self, scope: impl Into<String>) -> Paper<'a> {
        self.heading.scope = scope.into();
        self
    }

    /// What was left out, and by what rule; `none` unless it is said.
    pub fn filter(mut self, filter: impl Into<String>) -> Paper<'a> {
        self.heading.filter = filter.into();
        self
    }

    /// Something that must be said at its head.
    pub fn note(mut self, note: impl Into<String>) -> Paper<'a> {
        self.heading.notes.push(note.into());
        self
    }

    /// With another table.
    pub fn table(mut self, table: Table<'a>) -> Paper<'a> {
        self.tables.push(table);
        self
    }

    /// Whether accounts are bound, and what is remarked of the reading: the command line says both.
    pub fn of_reading(mut self, accounts: Accounts, remarks: &[String]) -> Paper<'a> {
        self.heading.accounts = Some(accounts);
        self.heading.notes.extend(remarks.iter().cloned());
        self
    }

    /// The lines at its head, in order.
    pub fn lines(&self) -> Vec<Line> {
        self.heading.lines(&self.tables)
    }

    /// The head of one of its tables, in three lines; the sheet or part `besides` has all lines.
    pub fn short_lines(&self, table: &Table<'_>, besides: &str) -> [String; 3] {
        self.heading.short(&self.tables, table, besides)
    }

    /// That each row has a cell for each column, of its kind, and that every sum is the sum of its column.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] at the first that is not.
    pub fn check(&self) -> Result<(), ReportFault> {
        self.tables.iter().try_for_each(Table::check)
    }
}
