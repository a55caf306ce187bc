//! `homevisit generate`: an invented register, as an extract to import.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::error::CliError;
use super::{World, screen};
use crate::domain::day::Day;
use crate::generate::{Shape, Spec, generate};

/// Make an invented register of any size, as an extract to import
///
/// The same numbers make the same files, to the byte. Every person in it is invented.
#[derive(Args)]
#[command(
    before_help = "Example:\n  homevisit generate --offenders 4500 --seed 7 --last-day 2026-03-31 --to register/"
)]
pub struct Arguments {
    /// How many offenders, up to a million
    #[arg(long, default_value_t = 850, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    offenders: u32,
    /// Which register of the many
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day the extract is taken
    #[arg(long, value_name = "DAY")]
    last_day: Day,
    /// Years of visits before that day
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=30))]
    years: u32,
    /// How much of a real unit's mess it has
    #[arg(long, value_enum, default_value_t = Mess::Realistic)]
    shape: Mess,
    /// An empty directory for the files
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mess {
    /// Absences, plans, moves, changes, gaps
    Realistic,
    /// One tier, one owner, one address, visits and attempts only
    Plain,
}

pub(super) fn run(arguments: &Arguments, _: &World) -> Result<(), CliError> {
    let shape = match arguments.shape {
        Mess::Realistic => Shape::Realistic,
        Mess::Plain => Shape::Plain,
    };
    let spec = Spec {
        offenders: arguments.offenders,
        seed: arguments.seed,
        last_day: arguments.last_day.to_naive(),
        years: arguments.years,
        shape,
    };
    let summary = generate(&spec, &arguments.to).map_err(|error| CliError::data(error.to_string()))?;
    screen::print(&format!(
        "An invented register of {} offenders and {} visits.\nNext: homevisit import {}\n",
        summary.offenders,
        summary.visits,
        arguments.to.display()
    ))
}
