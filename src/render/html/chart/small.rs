//! Of more lines than can be told apart in one picture, a small picture of each, all of one scale, in a grid.

use std::io;

use super::super::markup::Markup;
use super::super::spaced;
use super::{greatest, in_words, numbers, path, text};
use crate::render::paper::{Chart, Series};

const WIDE: f64 = 220.0;
const HIGH: f64 = 112.0;

pub(super) fn write(chart: &Chart, id: &str, page: &mut Markup<'_>) -> io::Result<()> {
    page.raw("<figure class=\"many\">\n<div class=\"grid\">\n")?;
    for (number, series) in chart.series.iter().enumerate() {
        page.raw("<div>")?;
        page.element("p", &series.name)?;
        one(chart, series, &format!("{id}-{number}"), page)?;
        page.raw("</div>\n")?;
    }
    page.raw("</div>\n<figcaption>")?;
    let most = spaced(greatest(chart) as i64, chart.decimals);
    page.text(&format!(
        "{}, in {}: each by itself, all of one scale, from 0 to {most}. The table below has every value.",
        chart.title, chart.unit
    ))?;
    page.raw("</figcaption>\n</figure>\n")
}

/// One line, with its last value beside its end.
fn one(chart: &Chart, series: &Series, id: &str, page: &mut Markup<'_>) -> io::Result<()> {
    page.raw("<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"")?;
    page.attribute("aria-labelledby", id)?;
    page.attribute("viewBox", &format!("0 0 {WIDE} {HIGH}"))?;
    page.raw("><desc")?;
    page.attribute("id", id)?;
    page.raw(">")?;
    page.text(&in_words(chart, series))?;
    page.raw("</desc>")?;
    let (left, right, top, bottom) = (2.0, WIDE - 52.0, 10.0, HIGH - 24.0);
    let (most, steps) = (greatest(chart), (chart.labels.len().max(2) - 1) as f64);
    let across = |at: usize| left + (right - left) * at as f64 / steps;
    let up = |value: i64| bottom - (bottom - top) * value.max(0) as f64 / most;
    page.raw("<line stroke=\"#767676\"")?;
    numbers(page, &[("x1", left), ("x2", right), ("y1", bottom), ("y2", bottom)])?;
    page.raw("/><path fill=\"none\" stroke=\"#1b3a5c\" stroke-width=\"2.5\"")?;
    page.attribute("d", &path(series, &|at, value| (across(at), up(value))))?;
    page.raw("/>\n")?;
    let last = series.values.iter().enumerate().rev().find_map(|(at, value)| Some((at, (*value)?)));
    if let Some((at, value)) = last {
        page.raw("<circle r=\"3\" fill=\"#1b3a5c\"")?;
        numbers(page, &[("cx", across(at)), ("cy", up(value))])?;
        page.raw("/>\n")?;
        text(page, "start", (across(at) + 6.0, up(value) + 5.0), &spaced(value, chart.decimals))?;
    }
    let ends =
        [("start", chart.labels.first(), left), ("end", chart.labels.last().filter(|_| chart.labels.len() > 1), WIDE)];
    for (anchor, label, x) in ends {
        if let Some(label) = label {
            text(page, anchor, (x, HIGH - 6.0), label)?;
        }
    }
    page.raw("</svg>")
}
