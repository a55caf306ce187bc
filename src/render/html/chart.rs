//! A chart drawn as SVG. What it shows is said in words beside it and, whole, by its table; series differ in pattern and
//! dash, not in colour alone.

mod small;

use std::io;

use super::markup::Markup;
use super::spaced;
use crate::render::lines;
use crate::render::paper::{APART, Chart, ChartKind, Series};

const WIDE: f64 = 480.0;

/// The patterns of bars and the dashes of lines, one for each series.
const SHADES: [&str; 4] = ["#1b3a5c", "#8a8a8a", "#c77400", "#4f7f4f"];
const DASHES: [&str; 4] = ["", "8 4", "2 4", "12 4 2 4"];

pub(super) fn write(chart: &Chart, id: &str, page: &mut Markup<'_>) -> io::Result<()> {
    if chart.kind == ChartKind::Line && chart.series.len() > APART {
        return small::write(chart, id, page);
    }
    page.raw("<figure>\n<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"")?;
    let (title, words) = (format!("{id}-title"), format!("{id}-words"));
    page.attribute("aria-labelledby", &format!("{title} {words}"))?;
    let high = if chart.kind == ChartKind::Bars { bars_high(chart) } else { LINES_HIGH };
    page.attribute("viewBox", &format!("0 0 {WIDE} {high}"))?;
    page.raw(">\n<title")?;
    page.attribute("id", &title)?;
    page.raw(">")?;
    page.text(&chart.title)?;
    page.raw("</title>\n<desc")?;
    page.attribute("id", &words)?;
    page.raw(">")?;
    page.text(&alternative(chart))?;
    page.raw("</desc>\n")?;
    match chart.kind {
        ChartKind::Bars => bars(chart, page)?,
        ChartKind::Line => lines_drawn(chart, page)?,
    }
    page.raw("</svg>\n<figcaption>")?;
    page.text(&format!("{}, in {}. The table below has every value.", chart.title, chart.unit))?;
    page.raw("</figcaption>\n</figure>\n")
}

/// What it shows, in words.
fn alternative(chart: &Chart) -> String {
    let said: Vec<String> = chart.series.iter().map(|series| in_words(chart, series)).collect();
    format!("In {}. {}.", chart.unit, said.join(". "))
}

/// Of a line the first, the last, the least and the most; of bars each.
fn in_words(chart: &Chart, series: &Series) -> String {
    let say = |value: i64| spaced(value, chart.decimals);
    let there: Vec<(&String, i64)> =
        chart.labels.iter().zip(&series.values).filter_map(|(label, value)| Some((label, (*value)?))).collect();
    let (Some(first), Some(last)) = (there.first(), there.last()) else {
        return format!("{}: no value", series.name);
    };
    let least = there.iter().min_by_key(|(_, value)| *value).unwrap_or(first);
    let most = there.iter().max_by_key(|(_, value)| *value).unwrap_or(first);
    let all = there.iter().map(|(label, value)| format!("{label} {}", say(*value)));
    if chart.kind == ChartKind::Bars {
        return format!("{}: {}", series.name, all.collect::<Vec<_>>().join(", "));
    }
    format!(
        "{}: from {} in {} to {} in {}; least {} in {}, most {} in {}",
        series.name,
        say(first.1),
        first.0,
        say(last.1),
        last.0,
        say(least.1),
        least.0,
        say(most.1),
        most.0
    )
}

/// The greatest value, never below 1.
fn greatest(chart: &Chart) -> f64 {
    let values = chart.series.iter().flat_map(|series| &series.values).filter_map(|value| *value);
    values.max().unwrap_or(1).max(1) as f64
}

const BAR: f64 = 22.0;
const GAP: f64 = 10.0;
/// The height of a line of the legend.
const LEGEND: f64 = 22.0;

/// The width of the labels beside the bars; none where they are so long that each stands above its bars.
fn beside(chart: &Chart) -> Option<f64> {
    let longest = chart.labels.iter().map(|label| lines::width(label)).max().unwrap_or(0) as f64;
    Some(longest * 8.0 + 12.0).filter(|wide| *wide < WIDE * 0.4)
}

/// The height of one category: its bars, its label where that stands above them, and the gap after.
fn category_high(chart: &Chart) -> f64 {
    let label = if beside(chart).is_some() { 0.0 } else { LEGEND };
    chart.series.len() as f64 * BAR + label + GAP
}

fn bars_high(chart: &Chart) -> f64 {
    chart.labels.len() as f64 * category_high(chart) + legend_high(chart) + 4.0
}

fn legend_high(chart: &Chart) -> f64 {
    if chart.series.len() > 1 { chart.series.len() as f64 * LEGEND } else { 0.0 }
}

fn bars(chart: &Chart, page: &mut Markup<'_>) -> io::Result<()> {
    legend(chart, page)?;
    let left = beside(chart).unwrap_or(1.0);
    let scale = (WIDE - left - 70.0) / greatest(chart);
    for (place, label) in chart.labels.iter().enumerate() {
        let mut top = legend_high(chart) + place as f64 * category_high(chart);
        let mut line = top + chart.series.len() as f64 * BAR / 2.0 + 5.0;
        if beside(chart).is_none() {
            (line, top) = (top + 15.0, top + LEGEND);
        }
        text(page, "start", (0.0, line), label)?;
        for (at, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values.get(place).copied().flatten() else { continue };
            let top = top + at as f64 * BAR;
            let wide = (value.max(0) as f64 * scale).max(1.0);
            // of nothing there is no bar
            if value > 0 {
                page.raw("<rect stroke=\"#000\"")?;
                numbers(page, &[("x", left), ("y", top + 2.0), ("width", wide), ("height", BAR - 4.0)])?;
                page.attribute("fill", SHADES[at % SHADES.len()])?;
                page.raw("/>\n")?;
            }
            text(page, "start", (left + wide + 6.0, top + 16.0), &spaced(value, chart.decimals))?;
        }
    }
    Ok(())
}

const LINES_HIGH: f64 = 260.0;

fn lines_drawn(chart: &Chart, page: &mut Markup<'_>) -> io::Result<()> {
    legend(chart, page)?;
    let (left, right) = (56.0, WIDE - 12.0);
    let (top, bottom) = (legend_high(chart) + 16.0, LINES_HIGH - 40.0);
    let (most, steps) = (greatest(chart), (chart.labels.len().max(2) - 1) as f64);
    let across = |at: usize| left + (right - left) * at as f64 / steps;
    let up = |value: i64| bottom - (bottom - top) * value.max(0) as f64 / most;
    for (part, value) in [(0.0, 0), (1.0, most as i64)] {
        let high = bottom - (bottom - top) * part;
        page.raw("<line stroke=\"#767676\"")?;
        numbers(page, &[("x1", left), ("x2", right), ("y1", high), ("y2", high)])?;
        page.raw("/>\n")?;
        text(page, "end", (left - 8.0, high + 5.0), &spaced(value, chart.decimals))?;
    }
    let last = chart.labels.len().saturating_sub(1);
    for at in labelled(chart, right - left) {
        // the first and the last begin and end where the lines do
        let anchor = if at == 0 && last > 0 {
            "start"
        } else if at == last {
            "end"
        } else {
            "middle"
        };
        text(page, anchor, (across(at), bottom + 24.0), &chart.labels[at])?;
    }
    for (number, series) in chart.series.iter().enumerate() {
        let drawn = path(series, &|at, value| (across(at), up(value)));
        page.raw("<path fill=\"none\" stroke-width=\"2.5\"")?;
        page.attribute("stroke", SHADES[number % SHADES.len()])?;
        page.attribute("stroke-dasharray", DASHES[number % DASHES.len()])?;
        page.attribute("d", &drawn)?;
        page.raw("/>\n")?;
    }
    Ok(())
}

/// The labels that are written under a line, by their place: the first and the last always, and between them as many as
/// have room, evenly.
fn labelled(chart: &Chart, room: f64) -> Vec<usize> {
    let Some(last) = chart.labels.len().checked_sub(1) else { return Vec::new() };
    let widest = chart.labels.iter().map(|label| lines::width(label)).max().unwrap_or(0) as f64 * 7.5 + 12.0;
    let steps = ((room / widest) as usize).clamp(2, 6) - 1;
    let mut places: Vec<usize> = (0..=steps).map(|step| (step * last + steps / 2) / steps).collect();
    places.dedup();
    places
}

/// A line through each value; where there is none it is broken.
fn path(series: &Series, to: &dyn Fn(usize, i64) -> (f64, f64)) -> String {
    let mut drawn = String::new();
    let mut pen_down = false;
    for (at, value) in series.values.iter().enumerate() {
        if let Some(value) = value {
            let (x, y) = to(at, *value);
            drawn.push_str(&format!("{}{x:.1} {y:.1}", if pen_down { "L" } else { "M" }));
        }
        pen_down = value.is_some();
    }
    drawn
}

/// Of several series, each with how it is drawn.
fn legend(chart: &Chart, page: &mut Markup<'_>) -> io::Result<()> {
    if chart.series.len() < 2 {
        return Ok(());
    }
    for (at, series) in chart.series.iter().enumerate() {
        let top = at as f64 * LEGEND;
        match chart.kind {
            ChartKind::Bars => page.raw("<rect stroke=\"#000\" x=\"0\" width=\"36\" height=\"12\"")?,
            ChartKind::Line => page.raw("<line stroke-width=\"2.5\" x1=\"0\" x2=\"36\"")?,
        }
        match chart.kind {
            ChartKind::Bars => numbers(page, &[("y", top + 2.0)])?,
            ChartKind::Line => {
                numbers(page, &[("y1", top + 8.0), ("y2", top + 8.0)])?;
                page.attribute("stroke-dasharray", DASHES[at % DASHES.len()])?;
                page.attribute("stroke", SHADES[at % SHADES.len()])?;
            }
        }
        page.attribute("fill", SHADES[at % SHADES.len()])?;
        page.raw("/>\n")?;
        text(page, "start", (44.0, top + 13.0), &series.name)?;
    }
    Ok(())
}

fn numbers(page: &mut Markup<'_>, named: &[(&'static str, f64)]) -> io::Result<()> {
    named.iter().try_for_each(|(name, value)| page.attribute(name, &format!("{value:.1}")))
}

fn text(page: &mut Markup<'_>, anchor: &'static str, (x, y): (f64, f64), words: &str) -> io::Result<()> {
    page.raw("<text")?;
    numbers(page, &[("x", x), ("y", y)])?;
    page.attribute("text-anchor", anchor)?;
    page.raw(">")?;
    page.text(words)?;
    page.raw("</text>\n")
}
