//! The trend as a paper: all together with its line, then a column and a line for each group.

use super::super::audit_table::{group_heading, group_in_words};
use super::super::overview::tenths;
use super::super::paper::{APART, Cell, Chart, Column, Paper, Rows, Series, Table};
use super::super::words::{scope, unquoted};
use super::{WEEK, when};
use crate::report::measure::Unit;
use crate::report::trend::{Point, Trend, Value};

/// The trend as a paper.
pub fn paper(trend: &Trend) -> Paper<'_> {
    let is = trend.measure.definition();
    let when = if trend.measure.is_flow() { "Over each month" } else { "At the end of each month" };
    let paper = Paper::new(format!("Trend of {}", trend.measure), trend.to, &trend.policy)
        .period(trend.from, trend.to)
        .scope(scope(&trend.scope))
        .note(unquoted(is.sentence))
        .note(format!("{when}; by groups as set on the day itself."))
        .table(all(trend));
    let paper = if trend.measure.looks_back() { paper.note(WEEK.trim()) } else { paper };
    if trend.groups.is_empty() { paper } else { paper.table(groups(trend)) }
}

fn labels(trend: &Trend) -> Vec<String> {
    trend.points.iter().map(|point| when(trend, point)).collect()
}

fn line(name: String, values: &[Value]) -> Series {
    Series { name, values: values.iter().map(|value| i64::try_from(value.value).ok()).collect() }
}

/// The day of a figure; of what is counted over a month, its first and its last.
fn days_of(trend: &Trend) -> Vec<Column> {
    if trend.measure.is_flow() {
        vec![Column::day("From"), Column::day("To"), Column::count("Days")]
    } else {
        vec![Column::day("Day")]
    }
}

fn days_cells(trend: &Trend, point: &Point) -> Vec<Cell<'static>> {
    if trend.measure.is_flow() {
        vec![point.from.into(), point.to.into(), point.days().into()]
    } else {
        vec![point.to.into()]
    }
}

/// The column whose days name the points of a chart: the last day of each.
fn labelled_by(trend: &Trend) -> usize {
    usize::from(trend.measure.is_flow())
}

fn all(trend: &Trend) -> Table<'_> {
    let is = trend.measure.definition();
    let days = trend.measure.is_flow() && is.unit == Unit::Days;
    let whole = trend.measure.whole();
    let figure = match whole {
        Some(whole) => Column::fraction(format!("{}, of {}", is.title, whole.definition().title)),
        None => Column::count(is.title),
    };
    let mut columns = days_of(trend);
    let at = columns.len();
    columns.push(figure);
    columns.extend(days.then(|| Column::number("People on an average day", 1)));
    let row = move |(at, point): (usize, &Point)| {
        let value = trend.total[at];
        let figure = whole.map_or(Cell::Count(value.value), |_| Cell::Fraction { part: value.value, of: value.of });
        let mut row = days_cells(trend, point);
        row.push(figure);
        row.extend(days.then(|| Cell::Number(tenths(value.value, point.days()))));
        row
    };
    let rows = Rows::made(trend.points.iter().enumerate().map(row).collect());
    let series = vec![line(trend.measure.to_string(), &trend.total)];
    let title = format!("{}, month by month", is.title);
    let chart = Chart::lines(title.clone(), is.unit.as_str(), labels(trend), series, 0);
    Table::new("Trend", title, columns, rows).chart(chart.from_columns(labelled_by(trend), vec![at]))
}

fn groups(trend: &Trend) -> Table<'_> {
    let is = trend.measure.definition();
    let by = trend.group_by.map_or("Group", group_heading).to_lowercase();
    let days = days_of(trend);
    let first = days.len();
    let heads = trend.groups.iter().map(|series| Column::count(group_in_words(&series.group)));
    let columns: Vec<Column> = days.into_iter().chain(heads).collect();
    let row = |(at, point): (usize, &Point)| {
        let values = trend.groups.iter().map(|series| series.values[at].value.into());
        days_cells(trend, point).into_iter().chain(values).collect()
    };
    let rows = Rows::made(trend.points.iter().enumerate().map(row).collect());
    let lines: Vec<Series> =
        trend.groups.iter().map(|series| line(group_in_words(&series.group), &series.values)).collect();
    let title = format!("{} by {by}, month by month", is.title);
    let several = lines.len();
    let mut chart = Chart::lines(title.clone(), is.unit.as_str(), labels(trend), lines, 0);
    if several <= APART {
        chart = chart.from_columns(labelled_by(trend), (first..columns.len()).collect());
    }
    Table::new("By group", title, columns, rows).chart(chart)
}
