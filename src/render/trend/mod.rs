//! A trend: on a terminal with its small charts, as JSON (`homevisit.trend/1`) and as CSV.

mod files;
mod paper;

pub use files::{csv, json};
pub use paper::paper;

use super::audit_table::{average, fraction, group_heading, group_in_words};
use super::lines::{left, paragraph, right, width as columns_of, wrap};
use super::words::{self, grouped, short_day};
use crate::report::measure::Unit;
use crate::report::trend::{Point, Trend, Value};

const NARROWEST: usize = 80;
/// The widest bar.
const BAR: usize = 30;
/// What must be said of a figure that is told from a week before.
pub(super) const WEEK: &str =
    " Each figure is of the seven days up to that day alone: the months do not add up to a period.";
/// A rate is drawn in so many parts of its whole.
const RATE: u64 = 1_000_000;
/// The widest name of a group above its column.
const NAME: usize = 14;

/// The trend for a terminal of `width` columns (80 is what it is made for; below it stays at 80): a line for each month with
/// its bar, of the rate where one is shown; then, where it is by group, a column for each.
pub fn text(trend: &Trend, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(trend, width);
    out.push('\n');
    out.push_str(&all(trend, width));
    if trend.group_by.is_some() {
        out.push_str(&groups(trend, width));
    }
    out
}

fn heading(trend: &Trend, width: usize) -> String {
    let is = trend.measure.definition();
    let scope = words::scope(&trend.scope);
    let by = trend.group_by.map_or(String::new(), |by| format!(", by {}", group_heading(by).to_lowercase()));
    let (from, to) = (short_day(trend.from), short_day(trend.to));
    let first = format!(
        "Trend of {}: {}, of {scope}{by}, {from} to {to} ({} to {})",
        trend.measure, is.title, trend.from, trend.to
    );
    let when = if trend.measure.is_flow() { "Over each month" } else { "At the end of each month" };
    let as_of = if trend.measure.is_flow() { format!(", as at {to}") } else { String::new() };
    let week = if trend.measure.looks_back() { WEEK } else { "" };
    let policy = format!("{when}{as_of}.{week} Policy {}, version {}.", trend.policy.id, trend.policy.version);
    paragraph("", &first, width)
        + &paragraph("", &words::unquoted(is.sentence), width)
        + &paragraph("", &policy, width)
        + &words::known(trend.policy.known.as_ref(), width)
        + &words::went_back(&trend.policy.went_back, width)
}

/// What a line is of: a day, or a month; of a part of one, its days.
pub(super) fn when(trend: &Trend, point: &Point) -> String {
    if !trend.measure.is_flow() {
        return short_day(point.to);
    }
    let month = short_day(point.to);
    match (point.whole, month.split_once(' ')) {
        (true, Some((_, month))) => month.to_owned(),
        _ => format!("{} to {month}", short_day(point.from).split(' ').next().unwrap_or_default()),
    }
}

fn all(trend: &Trend, width: usize) -> String {
    let days = trend.measure.is_flow() && trend.measure.definition().unit == Unit::Days;
    let whole = trend.measure.whole();
    let lengths: Vec<u64> = trend.total.iter().map(|value| length(*value, whole.is_some())).collect();
    let highest = lengths.iter().copied().max().unwrap_or(0);
    let head = whole.map_or(trend.measure.to_string(), |whole| format!("{} of {whole}", trend.measure));
    let mut rows = vec![vec![String::new(), head]];
    rows[0].extend(days.then(|| "a day".to_owned()));
    for (point, value) in trend.points.iter().zip(&trend.total) {
        let said = whole.map_or(grouped(value.value), |_| fraction(value.value, value.of));
        let mut row = vec![when(trend, point), said];
        row.extend(days.then(|| average(value.value, point.days())));
        rows.push(row);
    }
    let widest = |at: usize| rows.iter().map(|row| columns_of(&row[at])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(widest).collect();
    let room = width.saturating_sub(widths.iter().map(|width| width + 2).sum()).min(BAR);
    let line = |(at, row): (usize, &Vec<String>)| {
        let cells = row.iter().zip(&widths).skip(1).map(|(cell, width)| format!("  {}", right(cell, *width)));
        let bar = at.checked_sub(1).map_or(String::new(), |at| bar(lengths[at], highest, room));
        format!("{}{}  {bar}", left(&row[0], widths[0]), cells.collect::<String>()).trim_end().to_owned() + "\n"
    };
    rows.iter().enumerate().map(line).collect()
}

/// What a bar is drawn of: the figure, or its rate where that is what is read beside it.
fn length(value: Value, rate: bool) -> u64 {
    if !rate {
        return value.value;
    }
    let parts = (u128::from(value.value) * u128::from(RATE)).checked_div(value.of.into()).unwrap_or(0);
    u64::try_from(parts).unwrap_or(RATE).max(u64::from(value.value > 0))
}

/// As long as the value is of the highest; nothing for 0, and never nothing for more.
fn bar(value: u64, highest: u64, room: usize) -> String {
    let length = (value * room as u64 * 2 + highest) / (highest * 2).max(1);
    "#".repeat(usize::try_from(length).unwrap_or(room).max(usize::from(value > 0 && room > 0)))
}

/// As many columns in one table as fit.
fn groups(trend: &Trend, width: usize) -> String {
    let when: Vec<String> = trend.points.iter().map(|point| when(trend, point)).collect();
    let first = when.iter().map(|day| columns_of(day)).max().unwrap_or(0);
    let columns: Vec<(Vec<String>, Vec<String>)> = trend
        .groups
        .iter()
        .map(|series| {
            let values = series.values.iter().map(|value| grouped(value.value)).collect();
            (wrap(&group_in_words(&series.group), NAME), values)
        })
        .collect();
    let wide = |(name, values): &(Vec<String>, Vec<String>)| {
        name.iter().chain(values).map(|cell| columns_of(cell)).max().unwrap_or(0)
    };
    let (mut out, mut rest) = (String::new(), &columns[..]);
    while !rest.is_empty() {
        let mut used = first;
        let fit = rest.iter().take_while(|column| {
            used += wide(column) + 2;
            used <= width
        });
        let (now, later) = rest.split_at(fit.count().max(1));
        out.push('\n');
        out.push_str(&block(&when, first, now, &wide));
        rest = later;
    }
    out
}

type Column = (Vec<String>, Vec<String>);

fn block(when: &[String], first: usize, columns: &[Column], wide: &impl Fn(&Column) -> usize) -> String {
    let height = columns.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |start: &str, cell: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| format!("  {}", right(&cell(column), wide(column))));
        format!("{}{}", left(start, first), cells.collect::<String>()).trim_end().to_owned() + "\n"
    };
    let mut out = String::new();
    for at in 0..height {
        let part =
            |(name, _): &Column| (at + name.len()).checked_sub(height).map_or(String::new(), |at| name[at].clone());
        out.push_str(&line("", &part));
    }
    for (at, when) in when.iter().enumerate() {
        out.push_str(&line(when, &|(_, values)| values[at].clone()));
    }
    out
}
