//! The trend as a paper: all together with its line, then a column and a line for each group.

use super::super::audit_table::{group_heading, group_in_words};
use super::super::overview::tenths;
use super::super::paper::{Cell, Chart, Column, Paper, Rows, Series, Table};
use super::super::words::scope;
use super::when;
use crate::report::measure::Unit;
use crate::report::trend::{Trend, Value};

/// More lines cannot be told apart in black and white.
const MOST_LINES: usize = 4;

/// The trend as a paper.
pub fn paper(trend: &Trend) -> Paper<'_> {
    let is = trend.measure.definition();
    let when = if trend.measure.is_flow() { "Over each month" } else { "At the end of each month" };
    let paper = Paper::new(format!("Trend of {}", trend.measure), trend.to, &trend.policy)
        .period(trend.from, trend.to)
        .scope(scope(&trend.scope))
        .note(is.sentence)
        .note(format!("{when}; by groups as set on the day itself."))
        .table(all(trend));
    if trend.groups.is_empty() { paper } else { paper.table(groups(trend)) }
}

fn labels(trend: &Trend) -> Vec<String> {
    trend.points.iter().map(|point| when(trend, point)).collect()
}

fn line(name: String, values: &[Value]) -> Series {
    Series { name, values: values.iter().map(|value| i64::try_from(value.value).ok()).collect() }
}

fn all(trend: &Trend) -> Table<'_> {
    let is = trend.measure.definition();
    let days = trend.measure.is_flow() && is.unit == Unit::Days;
    let whole = trend.measure.whole();
    let figure = match whole {
        Some(whole) => Column::fraction(format!("{}, of {}", is.title, whole.definition().title)),
        None => Column::count(is.title),
    };
    let mut columns = vec![Column::text("Month"), Column::day("From"), Column::day("To"), figure];
    columns.extend(days.then(|| Column::number("People on an average day", 1)));
    let row = move |(at, point): (usize, &crate::report::trend::Point)| {
        let value = trend.total[at];
        let figure = whole.map_or(Cell::Count(value.value), |_| Cell::Fraction { part: value.value, of: value.of });
        let mut row = vec![Cell::text(when(trend, point)), point.from.into(), point.to.into(), figure];
        row.extend(days.then(|| Cell::Number(tenths(value.value, point.days()))));
        row
    };
    let rows = Rows::made(trend.points.iter().enumerate().map(row).collect());
    let series = vec![line(trend.measure.to_string(), &trend.total)];
    let chart = Chart::lines(format!("{}, month by month", is.title), is.unit.as_str(), labels(trend), series, 0);
    Table::new("Trend", format!("{}, month by month", is.title), columns, rows).chart(chart)
}

fn groups(trend: &Trend) -> Table<'_> {
    let is = trend.measure.definition();
    let by = trend.group_by.map_or("Group", group_heading).to_lowercase();
    let heads = trend.groups.iter().map(|series| Column::count(group_in_words(&series.group)));
    let columns = std::iter::once(Column::text("Month")).chain(heads).collect();
    let row = |(at, when): (usize, String)| {
        let values = trend.groups.iter().map(|series| series.values[at].value.into());
        std::iter::once(Cell::text(when)).chain(values).collect()
    };
    let rows = Rows::made(labels(trend).into_iter().enumerate().map(row).collect());
    let lines = trend.groups.iter().take(MOST_LINES);
    let lines = lines.map(|series| line(group_in_words(&series.group), &series.values)).collect();
    let some = if trend.groups.len() > MOST_LINES { ", the first four columns" } else { "" };
    let title = format!("{} by {by}, month by month{some}", is.title);
    let chart = Chart::lines(title, is.unit.as_str(), labels(trend), lines, 0);
    Table::new("By group", format!("{} by {by}, month by month", is.title), columns, rows).chart(chart)
}
