//! Invented registers, from a seed: the same [`Spec`] gives the same bytes on every machine.
//!
//! A register is written as an extract (`officers.csv` … `extract.toml`) that the importer takes in unchanged. Every
//! name, address and reference is made up of invented words. Each offender is drawn from a stream of their own and
//! written at once, so that a million need no more memory than a hundred. Floating point is kept to plain
//! multiplication, which is the same everywhere.
//!
//! The lives are simulated loosely: an officer's habits decide when somebody is visited, not the rulebook, so that a
//! register comes out with the lateness, the gaps and the mistakes that a real one has.

mod absences;
mod chance;
mod diary;
mod facts;
mod history;
mod life;
mod names;
mod officers;
mod places;
mod plain;
mod visits;
mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use chrono::{Datelike, Months, NaiveDate};

use facts::World;
use officers::Roster;
use write::Extract;

/// The most offenders a register may have.
pub const MOST_OFFENDERS: u32 = 1_000_000;
/// The most years of visits a register may have.
pub const MOST_YEARS: u32 = 30;

/// What kind of register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Absences, plans, changes of tier, owner and address, people registered again, a backlog, and mistakes.
    Realistic,
    /// One running management, tier, owner and address each, all from one day within the first three months of the
    /// record; effective visits and failed attempts only, at least one effective visit each. No statuses or plans.
    Plain,
}

/// A register to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// How many offenders, from 1 to [`MOST_OFFENDERS`].
    pub offenders: u32,
    /// What everything is drawn from.
    pub seed: u64,
    /// The day on which the extract is taken, in a year from 1950 to 2150. No visit is later.
    pub last_day: NaiveDate,
    /// Years of visits before `last_day`, from 1 to [`MOST_YEARS`]; `history_from` is as many years before it.
    pub years: u32,
    /// What kind of register.
    pub shape: Shape,
}

/// How many rows each file was given, its heading not counted. A plain register has no file of statuses or plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Summary {
    pub officers: u64,
    pub offenders: u64,
    pub management: u64,
    pub addresses: u64,
    pub tiers: u64,
    pub owners: u64,
    pub statuses: u64,
    pub plans: u64,
    pub visits: u64,
}

/// Why no register was made.
#[derive(Debug)]
pub enum GenerateError {
    /// A number of the [`Spec`] is beyond its bounds.
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// What it was.
        found: u64,
        /// The least and the most it may be.
        bounds: (u64, u64),
    },
    /// The directory holds something already; nothing was written.
    NotEmpty(PathBuf),
    /// A file or the directory could not be read or written.
    Io(PathBuf, std::io::Error),
}

impl std::fmt::Display for GenerateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfRange { what, found, bounds: (least, most) } => {
                write!(f, "{what} must be from {least} to {most}, and is {found}")
            }
            Self::NotEmpty(dir) => {
                write!(f, "{} is not empty: a register is only written to a new or an empty directory", dir.display())
            }
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for GenerateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Writes the register that `spec` describes into `dir`, which is made where it does not exist.
///
/// # Errors
/// Where `spec` is out of bounds or `dir` holds anything, before anything is written; or where a file cannot be
/// written, and then what was written so far stays.
pub fn generate(spec: &Spec, dir: &Path) -> Result<Summary, GenerateError> {
    check(spec)?;
    make_empty(dir)?;
    let world = World::new(spec, Roster::new(spec));
    let mut extract = Extract::create(dir, &world)?;
    let mut strangers = facts::Strangers::of(spec);
    for index in 0..spec.offenders {
        let mut facts = match spec.shape {
            Shape::Realistic => life::live(&world, index),
            Shape::Plain => plain::live(&world, index),
        };
        strangers.join(&world, &mut facts);
        extract.offender(&world, &facts)?;
    }
    extract.finish()
}

fn check(spec: &Spec) -> Result<(), GenerateError> {
    let within = |what, found: u64, bounds: (u64, u64)| {
        if (bounds.0..=bounds.1).contains(&found) {
            Ok(())
        } else {
            Err(GenerateError::OutOfRange { what, found, bounds })
        }
    };
    within("the number of offenders", spec.offenders.into(), (1, MOST_OFFENDERS.into()))?;
    within("the years of visits", spec.years.into(), (1, MOST_YEARS.into()))?;
    let year = u64::try_from(spec.last_day.year()).unwrap_or(0);
    within("the year of the last day", year, (1950, 2150))
}

fn make_empty(dir: &Path) -> Result<(), GenerateError> {
    let io = |error| GenerateError::Io(dir.to_owned(), error);
    std::fs::create_dir_all(dir).map_err(io)?;
    match std::fs::read_dir(dir).map_err(io)?.next() {
        None => Ok(()),
        Some(_) => Err(GenerateError::NotEmpty(dir.to_owned())),
    }
}

fn years_before(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(12 * years)).expect("a year from 1950 on less at most a century")
}
