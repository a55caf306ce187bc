//! A paper as one page of HTML: no script, no outside address, everything within the file.
//!
//! - Tables are tables, with caption, scopes and heads that repeat in print; each scrolls by itself where it is wider than
//!   the screen, and can be reached by the keyboard.
//! - A chart is drawn here as SVG, with a text alternative, and stands beside its table, which says all of it.
//! - In print, on A4, title, day and marking stand on each page, in black and white.
//! - Rows are written as they are made.

mod chart;
mod markup;
mod table;

use std::io::{self, Write};

use super::paper::{Kind, Paper, with_point};
use super::words::grouped;
use markup::Markup;

const STYLE: &str = include_str!("style.css");

/// More columns than this are printed across.
const UPRIGHT: usize = 7;

/// Writes a paper as a page.
///
/// # Errors
/// Those of the writer.
pub fn write(paper: &Paper<'_>, to: &mut dyn Write) -> io::Result<()> {
    let page = &mut Markup::new(to);
    head(paper, page)?;
    page.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the first table</a>\n<header>\n<p class=\"marking\">")?;
    page.text(paper.marking)?;
    page.raw("</p>\n")?;
    page.element("h1", &paper.title)?;
    said_of_itself(paper, page)?;
    page.raw("</header>\n")?;
    contents(paper, page)?;
    page.raw("<main id=\"main\" tabindex=\"-1\">\n")?;
    for (number, table) in paper.tables.iter().enumerate() {
        table::write(table, number, page)?;
    }
    page.raw("</main>\n<footer><p class=\"marking\">")?;
    page.text(paper.marking)?;
    page.raw("</p></footer>\n</body>\n</html>\n")
}

/// What the page is of, in a line or two; under it, a point each, what must be said besides.
fn said_of_itself(paper: &Paper<'_>, page: &mut Markup<'_>) -> io::Result<()> {
    let (notes, lines): (Vec<_>, Vec<_>) = paper.lines().into_iter().partition(|line| line.is_besides());
    page.raw("\n<dl>\n")?;
    for line in lines {
        page.raw("<div>")?;
        page.element("dt", line.label)?;
        page.element("dd", &line.words)?;
        page.raw("</div>\n")?;
    }
    page.raw("</dl>\n")?;
    if notes.is_empty() {
        return Ok(());
    }
    page.raw("<ul class=\"notes\">\n")?;
    for line in notes {
        let words = if line.label == "Note" { line.words } else { format!("{}: {}", line.label, line.words) };
        page.element("li", &words)?;
        page.raw("\n")?;
    }
    page.raw("</ul>\n")
}

fn head(paper: &Paper<'_>, page: &mut Markup<'_>) -> io::Result<()> {
    page.raw(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n",
    )?;
    let as_of = paper.heading.as_of;
    page.element("title", &format!("{}, as at {as_of} ({})", paper.title, paper.marking))?;
    page.raw("\n<style>\n")?;
    page.raw(STYLE)?;
    let columns = |paper: &Paper<'_>| {
        paper.tables.iter().map(|table| table.columns.iter().filter(|column| !column.beside).count()).max().unwrap_or(0)
    };
    page.raw(if columns(paper) > UPRIGHT { "@page { size: A4 landscape" } else { "@page { size: A4 portrait" })?;
    page.raw("; @top-center { content: ")?;
    page.style_string(paper.marking)?;
    page.raw("; font-weight: bold } @bottom-center { content: ")?;
    page.style_string(paper.marking)?;
    page.raw("; font-weight: bold } @bottom-left { content: ")?;
    page.style_string(&format!("{}, as at {as_of}", paper.title))?;
    page.raw(" } @bottom-right { content: \"Page \" counter(page) \" of \" counter(pages) } }\n</style>\n</head>\n")
}

/// Where there are several tables, a list of them.
fn contents(paper: &Paper<'_>, page: &mut Markup<'_>) -> io::Result<()> {
    if paper.tables.len() < 2 {
        return Ok(());
    }
    page.raw("<nav aria-label=\"Tables\">\n<ul>\n")?;
    for (number, table) in paper.tables.iter().enumerate() {
        page.raw("<li><a")?;
        page.attribute("href", &format!("#table-{number}"))?;
        page.raw(">")?;
        page.text(&table.name)?;
        page.raw("</a></li>\n")?;
    }
    page.raw("</ul>\n</nav>\n")
}

/// Whether the cells of a column stand to the right.
fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Number { .. } | Kind::Fraction)
}

/// `-1,234.5`.
fn spaced(number: i64, decimals: u8) -> String {
    let written = with_point(number, decimals);
    let (sign, written) = written.strip_prefix('-').map_or(("", written.as_str()), |rest| ("\u{2212}", rest));
    let (whole, rest) = written.split_once('.').map_or((written, None), |(whole, rest)| (whole, Some(rest)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    rest.map_or_else(|| format!("{sign}{whole}"), |rest| format!("{sign}{whole}.{rest}"))
}
