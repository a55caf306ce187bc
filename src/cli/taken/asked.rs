//! What every list and report takes: the format, the file, to whom and why; and that they go together.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::super::error::CliError;
use super::place::is_free;
use crate::domain::trail::Disclosure;

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
    /// How to write it [default: as the ending of --out says, else table]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// With a byte order mark, by which some spreadsheets know UTF-8: csv alone
    #[arg(long)]
    pub bom: bool,
    #[command(flatten)]
    pub leaving: Leaving,
}

/// The same of a proof or a person.
#[derive(Args)]
pub struct TakingPage {
    /// How to write it [default: as the ending of --out says, else text]
    #[arg(long, value_enum)]
    pub format: Option<PageFormat>,
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
    #[arg(long = "for", id = "for", value_name = "WHOM")]
    pub whom: Option<String>,
    /// Why: kept in the trail
    #[arg(long, value_name = "REASON")]
    pub because: Option<String>,
}

/// Whether and how something is taken out, as the arguments say it together.
pub(in crate::cli) struct Way<'a> {
    pub(super) format: Format,
    pub(super) bom: bool,
    pub(super) out: Option<&'a Path>,
    pub(super) disclosure: Option<Disclosure<'a>>,
}

impl Taking {
    /// That the arguments go together.
    ///
    /// # Errors
    /// Of kind [`Kind::Usage`](super::super::error::Kind), or of `Data` for a file that is there already.
    pub(in crate::cli) fn check(&self) -> Result<Way<'_>, CliError> {
        let ends = self.leaving.ending();
        let format = match (self.format, ends) {
            (_, Some(End::Calendar | End::Other)) => Err(no_such(ends, "table, json, csv, xlsx or html")),
            (Some(format), _) => agreed(format, ends),
            (None, Some(End::As(format))) => Ok(format),
            (None, None) => Ok(Format::Table),
        }?;
        if self.bom && format != Format::Csv {
            return Err(CliError::usage("--bom goes with --format csv"));
        }
        self.leaving.check(format, self.bom)
    }
}

impl TakingPage {
    /// As [`Taking::check`].
    pub(in crate::cli) fn check(&self) -> Result<Way<'_>, CliError> {
        let ends = self.leaving.ending();
        let format = match (self.format.map(Format::from), ends) {
            (_, Some(End::Calendar | End::Other | End::As(Format::Csv))) => {
                Err(no_such(ends, "text, json, xlsx or html"))
            }
            (Some(format), _) => agreed(format, ends),
            (None, Some(End::As(format))) => Ok(format),
            (None, None) => Ok(Format::Table),
        }?;
        self.leaving.check(format, false)
    }
}

/// What the ending of a file says that is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// One of these formats.
    As(Format),
    /// A calendar.
    Calendar,
    /// What nothing here writes.
    Other,
}

/// A list in a file whose ending says that it is something else would be opened by the wrong program.
const ENDINGS: [(&str, End); 13] = [
    ("txt", End::As(Format::Table)),
    ("json", End::As(Format::Json)),
    ("csv", End::As(Format::Csv)),
    ("xlsx", End::As(Format::Xlsx)),
    ("html", End::As(Format::Html)),
    ("htm", End::As(Format::Html)),
    ("ics", End::Calendar),
    ("xls", End::Other),
    ("ods", End::Other),
    ("pdf", End::Other),
    ("doc", End::Other),
    ("docx", End::Other),
    ("odt", End::Other),
];

fn dotted(of: Option<End>) -> String {
    let ending = ENDINGS.iter().find(|(_, end)| Some(*end) == of).map_or("", |(ending, _)| ending);
    format!(".{ending}")
}

fn agreed(format: Format, ends: Option<End>) -> Result<Format, CliError> {
    if ends.is_none_or(|ends| ends == End::As(format)) {
        return Ok(format);
    }
    let word = format.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
    let (is, would) = (dotted(ends), dotted(Some(End::As(format))));
    Err(CliError::usage(format!("--format {word} and a file that ends in {is} do not go together"))
        .hint(format!("leave --format out, and the ending says it; or let the file end in {would}")))
}

fn no_such(ends: Option<End>, formats: &str) -> CliError {
    let said = match ends {
        Some(End::Calendar) => "a file that ends in .ics is a calendar, and this is none".to_owned(),
        Some(End::As(_)) => format!("this is not written as {}", dotted(ends)),
        _ => "the file's ending is that of something which is not written here".to_owned(),
    };
    CliError::usage(said).hint(format!("it is written as {formats}; a page (.html) can be printed"))
}

impl Leaving {
    fn ending(&self) -> Option<End> {
        let ending = self.out.as_deref()?.extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, end)| *end)
    }

    /// That the arguments go together, where a calendar is taken out.
    ///
    /// # Errors
    /// As [`Taking::check`].
    pub(in crate::cli) fn check_calendar(&self) -> Result<Way<'_>, CliError> {
        if self.ending().is_some_and(|end| end != End::Calendar) {
            return Err(CliError::usage("a calendar goes into a file that ends in .ics"));
        }
        self.check(Format::Html, false)
    }

    fn check(&self, format: Format, bom: bool) -> Result<Way<'_>, CliError> {
        let out = self.out.as_deref();
        if format == Format::Xlsx && out.is_none() {
            return Err(CliError::usage("a spreadsheet goes into a file: say --out FILE"));
        }
        let said = self.whom.is_some() || self.because.is_some();
        let must = out.is_some() || matches!(format, Format::Xlsx | Format::Html);
        if said && !must && format == Format::Table {
            return Err(CliError::usage("--for and --because go with what is taken out; this is read on a screen"));
        }
        let both = || both(self.whom.as_deref(), self.because.as_deref());
        let disclosure = (said || must).then(both).transpose()?;
        out.map_or(Ok(()), is_free)?;
        Ok(Way { format, bom, out, disclosure })
    }
}

/// To whom and why, of what asks for both.
///
/// # Errors
/// Of kind `Usage` where one is missing, or is no such text.
pub(in crate::cli) fn both<'a>(whom: Option<&'a str>, because: Option<&'a str>) -> Result<Disclosure<'a>, CliError> {
    match (whom, because) {
        (Some(whom), Some(because)) => disclosure(whom, because),
        _ => Err(CliError::usage("taking this out is a disclosure: to whom, and why?")
            .hint("say --for WHOM --because REASON; both are kept in the trail, and can be removed by law")),
    }
}

/// The most characters of to whom something goes.
const WHOM_LONGEST: usize = 200;
/// The most characters of why.
const WHY_LONGEST: usize = 2_000;

fn disclosure<'a>(whom: &'a str, because: &'a str) -> Result<Disclosure<'a>, CliError> {
    let (whom, because) = (whom.trim(), because.trim());
    if whom.is_empty() || whom.chars().count() > WHOM_LONGEST || whom.chars().any(char::is_control) {
        return Err(CliError::usage(format!("--for: expected one line of 1 to {WHOM_LONGEST} characters")));
    }
    if because.is_empty() || because.chars().count() > WHY_LONGEST {
        return Err(CliError::usage(format!("--because: expected 1 to {WHY_LONGEST} characters")));
    }
    Ok(Disclosure { whom, because })
}
