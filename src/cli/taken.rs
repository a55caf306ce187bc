//! How and where an answer is written: what every list and report takes, and the one place where anything is taken out.
//!
//! A command flattens [`Taking`] into its arguments, asks [`Taking::check`] before it opens the database, and ends with
//! [`give`]. A file is written whole, without a name and readable by its owner alone; then the entry is left in the trail,
//! with to whom and why; then the file gets its name, never in the place of another. Where any of that fails nothing is left.

mod asked;
mod place;
mod unnamed;

use std::io::{self, BufWriter, Write};

use super::error::CliError;
use super::{World, screen, shown};
use crate::render::paper::Paper;
use crate::render::{self, Accounts, note};
use crate::store::Store;
use asked::Format;
pub(super) use asked::{Leaving, Taking, TakingPage, Way, both};
pub(super) use place::{folder_of, is_free_folder, unwritten};
use place::{made, placed};
pub(super) use unnamed::Unnamed;

/// An answer, and how it is written in each format.
pub(super) struct Answer<'a> {
    /// How many rows it has, for the trail.
    pub rows: usize,
    /// Of whom, where it is of one person.
    pub about: Option<&'a str>,
    /// Whether accounts are bound.
    pub accounts: Accounts,
    /// What must be said before it.
    pub remarks: &'a [String],
    /// What is said on standard error beside a table on a screen.
    pub aside: &'a str,
    /// To read, for so many columns.
    pub table: &'a dyn Fn(usize) -> String,
    /// As JSON.
    pub json: &'a dyn Fn(&mut dyn Write) -> io::Result<()>,
    /// As CSV.
    pub csv: &'a dyn Fn(&mut dyn Write) -> io::Result<()>,
    /// As a paper.
    pub paper: &'a dyn Fn() -> Paper<'a>,
}

/// Gives an answer, and leaves its entry in the trail before anybody sees it.
///
/// # Errors
/// Nothing was shown, and no file is left, but where standard output could not be written.
pub(super) fn give(store: &mut Store, world: &World, way: &Way<'_>, answer: &Answer<'_>) -> Result<(), CliError> {
    let taken = way.format != Format::Table || way.out.is_some();
    let rows = (answer.rows, answer.about);
    shown::may_take(store, world, answer.about, taken)?;
    let paper = match way.format {
        Format::Xlsx | Format::Html => Some((answer.paper)().of_reading(answer.accounts, answer.remarks)),
        Format::Table | Format::Json | Format::Csv => None,
    };
    paper.as_ref().map_or(Ok(()), Paper::check)?;
    let paper = paper.as_ref();
    let Some(out) = way.out else {
        shown::entered(store, world, rows, taken, way.disclosure)?;
        if way.format == Format::Table {
            screen::complain(answer.aside);
            screen::print(&said_first(answer, world.width))?;
        }
        return screen::write(|out| write(way, answer, paper, world.width, out));
    };
    let file = made(out, |folder, file| match paper.filter(|_| way.format == Format::Xlsx) {
        Some(paper) => render::xlsx::write(paper, folder, BufWriter::new(file)),
        None => {
            let mut file = BufWriter::new(file);
            if way.format == Format::Table {
                let marking = render::screen_text((answer.paper)().marking);
                write!(file, "{marking}\n\n{}", said_first(answer, world.width))?;
            }
            write(way, answer, paper, world.width, &mut file)?;
            file.flush()
        }
    })?;
    shown::entered(store, world, rows, taken, way.disclosure)?;
    placed(file, out)
}

/// Gives what is in a form of its own, and always taken out, as [`give`] does.
///
/// # Errors
/// As those of [`give`].
pub(super) fn give_out(
    store: &mut Store,
    world: &World,
    leaving: &Leaving,
    rows: usize,
    text: &str,
) -> Result<(), CliError> {
    let way = leaving.check_calendar()?;
    shown::may_take(store, world, None, true)?;
    let Some(out) = way.out else {
        shown::entered(store, world, (rows, None), true, way.disclosure)?;
        return screen::write(|out| out.write_all(text.as_bytes()));
    };
    let file = made(out, |_, file| file.write_all(text.as_bytes()))?;
    shown::entered(store, world, (rows, None), true, way.disclosure)?;
    placed(file, out)
}

fn write(
    way: &Way<'_>,
    answer: &Answer<'_>,
    paper: Option<&Paper<'_>>,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match (way.format, paper) {
        (Format::Table, _) => out.write_all((answer.table)(width).as_bytes()),
        (Format::Json, _) => (answer.json)(out),
        (Format::Csv, _) => {
            if way.bom {
                out.write_all("\u{feff}".as_bytes())?;
            }
            (answer.csv)(out)
        }
        (Format::Html | Format::Xlsx, Some(paper)) => render::html::write(paper, out),
        (Format::Html | Format::Xlsx, None) => Err(io::Error::other("no page was made of it")),
    }
}

/// In the place of rows where an answer has none: no file without a word in it is ever made of a question.
pub(super) fn no_csv(_: &mut dyn Write) -> io::Result<()> {
    Err(io::Error::other("no rows are made of it"))
}

fn said_first(answer: &Answer<'_>, width: usize) -> String {
    let remarks: String = answer.remarks.iter().map(|text| note(text, width)).collect();
    render::screen_lines(&(answer.accounts.note(width) + &remarks))
}
