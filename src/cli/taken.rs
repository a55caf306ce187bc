//! How and where an answer is written: what every list and report takes, and the one place where anything is taken out.
//!
//! A command flattens [`Taking`] into its arguments, asks [`Taking::check`] before it opens the database, and ends with
//! [`give`]. A file is written whole, beside its place and readable by its owner alone; then the entry is left in the trail,
//! with to whom and why; then the file gets its name, never in the place of another. Where any of that fails nothing is left.

use std::ffi::OsStr;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use tempfile::NamedTempFile;

use super::error::{CliError, Kind};
use super::{World, screen, shown};
use crate::domain::trail::Disclosure;
use crate::render::paper::Paper;
use crate::render::{self, Accounts, note};
use crate::store::{Store, StoreError};

/// How a list or a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// To read
    #[value(alias = "text")]
    Table,
    /// A documented, versioned shape; see docs/json.md
    Json,
    /// For a spreadsheet or another program; see docs/files.md
    Csv,
    /// A spreadsheet with real dates, numbers and live totals; wants --out
    Xlsx,
    /// One page to read or to print, which asks nothing of any network
    Html,
}

/// How a proof or a person is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// To read
    Text,
    /// A documented, versioned shape; see docs/json.md
    Json,
    /// A spreadsheet with real dates, numbers and live totals; wants --out
    Xlsx,
    /// One page to read or to print, which asks nothing of any network
    Html,
}

impl From<PageFormat> for Format {
    fn from(format: PageFormat) -> Format {
        match format {
            PageFormat::Text => Format::Table,
            PageFormat::Json => Format::Json,
            PageFormat::Xlsx => Format::Xlsx,
            PageFormat::Html => Format::Html,
        }
    }
}

/// What every list and report takes.
#[derive(Args)]
pub struct Taking {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// With a byte order mark, by which some spreadsheets know UTF-8: csv alone
    #[arg(long)]
    pub bom: bool,
    #[command(flatten)]
    pub leaving: Leaving,
}

/// The same of a proof or a person.
#[derive(Args)]
pub struct TakingPage {
    /// How to write it
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub format: PageFormat,
    #[command(flatten)]
    pub leaving: Leaving,
}

/// Where it goes, and of what is taken out to whom and why.
#[derive(Args)]
pub struct Leaving {
    /// Into this file, which must not be there yet; readable by you alone
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// To whom it goes: kept in the trail. Wanted of every file, and of xlsx and html
    #[arg(long = "for", id = "for", value_name = "WHOM", requires = "because")]
    pub whom: Option<String>,
    /// Why: kept in the trail
    #[arg(long, value_name = "REASON", requires = "for")]
    pub because: Option<String>,
}

/// Whether and how something is taken out, as the arguments say it together.
pub(super) struct Way<'a> {
    format: Format,
    bom: bool,
    out: Option<&'a Path>,
    disclosure: Option<Disclosure<'a>>,
}

impl Taking {
    /// That the arguments go together.
    ///
    /// # Errors
    /// Of kind [`Kind::Usage`], or [`Kind::Data`] for a file that is there already.
    pub(super) fn check(&self) -> Result<Way<'_>, CliError> {
        if self.bom && self.format != Format::Csv {
            return Err(CliError::usage("--bom goes with --format csv"));
        }
        self.leaving.check(self.format, self.bom)
    }
}

impl TakingPage {
    /// As [`Taking::check`].
    pub(super) fn check(&self) -> Result<Way<'_>, CliError> {
        self.leaving.check(self.format.into(), false)
    }
}

impl Leaving {
    /// That the arguments go together, where something is taken out in any case.
    ///
    /// # Errors
    /// As [`Taking::check`].
    pub(super) fn check_out(&self) -> Result<(), CliError> {
        self.check(Format::Html, false).map(drop)
    }

    fn check(&self, format: Format, bom: bool) -> Result<Way<'_>, CliError> {
        let out = self.out.as_deref();
        if format == Format::Xlsx && out.is_none() {
            return Err(CliError::usage("a spreadsheet goes into a file: say --out FILE"));
        }
        let disclosure = match (&self.whom, &self.because) {
            (Some(whom), Some(because)) => Some(disclosure(whom, because)?),
            _ => None,
        };
        let must = out.is_some() || matches!(format, Format::Xlsx | Format::Html);
        match (&disclosure, format) {
            (None, _) if must => Err(CliError::usage("taking this out is a disclosure: to whom, and why?")
                .hint("say --for WHOM --because REASON; both are kept in the trail, and can be removed by law")),
            (Some(_), Format::Table) if !must => {
                Err(CliError::usage("--for and --because go with what is taken out; this is read on a screen"))
            }
            _ => Ok(()),
        }?;
        out.map_or(Ok(()), is_free)?;
        Ok(Way { format, bom, out, disclosure })
    }
}

/// The most characters of to whom something goes.
const WHOM_LONGEST: usize = 200;
/// The most characters of why.
const WHY_LONGEST: usize = 2_000;

pub(super) fn disclosure<'a>(whom: &'a str, because: &'a str) -> Result<Disclosure<'a>, CliError> {
    let (whom, because) = (whom.trim(), because.trim());
    if whom.is_empty() || whom.chars().count() > WHOM_LONGEST || whom.chars().any(char::is_control) {
        return Err(CliError::usage(format!("--for: expected one line of 1 to {WHOM_LONGEST} characters")));
    }
    if because.is_empty() || because.chars().count() > WHY_LONGEST {
        return Err(CliError::usage(format!("--because: expected 1 to {WHY_LONGEST} characters")));
    }
    Ok(Disclosure { whom, because })
}

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
    let file = beside(out, |folder, file| match paper.filter(|_| way.format == Format::Xlsx) {
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
    let way = leaving.check(Format::Html, false)?;
    shown::may_take(store, world, None, true)?;
    let Some(out) = way.out else {
        shown::entered(store, world, (rows, None), true, way.disclosure)?;
        return screen::write(|out| out.write_all(text.as_bytes()));
    };
    let file = beside(out, |_, file| file.write_all(text.as_bytes()))?;
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

fn said_first(answer: &Answer<'_>, width: usize) -> String {
    let remarks: String = answer.remarks.iter().map(|text| note(text, width)).collect();
    render::screen_lines(&(answer.accounts.note(width) + &remarks))
}

pub(super) fn is_free(path: &Path) -> Result<(), CliError> {
    if path.symlink_metadata().is_ok() { Err(unwritten(&ErrorKind::AlreadyExists.into(), path)) } else { Ok(()) }
}

/// Makes a file beside its place, readable by its owner alone and on the disk. It goes when it is dropped.
fn beside(
    path: &Path,
    make: impl FnOnce(&Path, &mut NamedTempFile) -> io::Result<()>,
) -> Result<NamedTempFile, CliError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let made = tempfile::Builder::new().prefix(OsStr::new(".homevisit-")).tempfile_in(folder);
    let written = made.and_then(|mut file| {
        make(folder, &mut file)?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    written.map_err(|error| unwritten(&error, path))
}

/// Gives a file its name, never in the place of another, and says so.
fn placed(file: NamedTempFile, path: &Path) -> Result<(), CliError> {
    file.persist_noclobber(path).map_err(|error| unwritten(&error.error, path))?;
    let done = format!("Written, readable by you alone: {}\n", path.display());
    screen::told("the file was written", screen::print(&done));
    Ok(())
}

pub(super) fn unwritten(error: &io::Error, path: &Path) -> CliError {
    let said = match error.kind() {
        ErrorKind::InvalidInput => CliError::data(error.to_string()),
        ErrorKind::AlreadyExists => CliError::data(StoreError::Exists.to_string()),
        ErrorKind::NotFound => CliError::data("there is no such folder to put a file in"),
        kind => CliError::new(Kind::Io, format!("the file could not be written: {kind}")),
    };
    said.hint(format!("the file asked for is {}", path.display()))
}
