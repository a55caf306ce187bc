//! `homevisit demo`: an invented unit, its standing, one officer's list and the most overdue case.

use std::path::{Path, PathBuf};

use clap::Args;

use super::database::Reading;
use super::error::CliError;
use super::{World, acting, explain, import, policy, screen, worklist};
use crate::act;
use crate::domain::day::Day;
use crate::render;
use crate::report::Scope;
use crate::report::worklist::{Listed, Spec, Worklist};

macro_rules! register {
    ($($name:literal),+) => {
        /// The invented register, file by file; it travels with the program.
        const REGISTER: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("../../data/demo/", $name)))),+];
    };
}
register!(
    "officers.csv",
    "offenders.csv",
    "management.csv",
    "addresses.csv",
    "tiers.csv",
    "owners.csv",
    "statuses.csv",
    "plans.csv",
    "visits.csv",
    "extract.toml"
);

/// See it on an invented register of 850 people, as at a fixed day
///
/// Takes in the register, and prints the unit's standing, one officer's list and why the most overdue case is overdue.
/// Nothing is left behind unless it is asked for.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit demo\n  homevisit demo --keep demo.db")]
pub struct Arguments {
    /// Keep the database here, to try other commands on it
    #[arg(long, value_name = "PATH")]
    keep: Option<PathBuf>,
}

/// The day the invented register was taken.
fn as_of() -> Day {
    Day::from_ymd(2026, 3, 31).unwrap_or(Day::MIN)
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let scratch = tempfile::tempdir()?;
    let path = arguments.keep.clone().unwrap_or_else(|| scratch.path().join("demo.db"));
    let extract = scratch.path().join("register");
    std::fs::create_dir(&extract)?;
    for (name, bytes) in REGISTER {
        std::fs::write(extract.join(name), bytes)?;
    }
    let (text, _) = policy::baseline()?;
    let (mut store, _) = act::init(&path, acting::actor(world).word(), None, &text)?;
    let taken = import::take_in(&mut store, acting::actor(world).word(), &extract, as_of())?;
    let reading = Reading::open(&store, world, Some(as_of()))?;
    let unit = worklist::make(&reading, Spec::at_end_of(as_of(), Scope::All))?;
    screen::print(&format!("{}\n{}", INTRODUCTION, render::import::report(&taken)))?;
    title("The unit's standing")?;
    screen::print(&render::standing::text(&unit, world.width))?;
    busiest(&reading, &unit, world)?;
    the_case(&reading, &unit, world)?;
    next(arguments.keep.as_deref(), &unit)
}

const INTRODUCTION: &str = "\
An invented register: every person in it is made up. It is taken in, and looked
at as at 31 March 2026.
";

fn title(text: &str) -> Result<(), CliError> {
    screen::print(&format!("\n--- {text} {}\n\n", "-".repeat(74_usize.saturating_sub(text.len()))))
}

/// The list of the officer with most visits owed; of two, the first by id.
fn busiest(reading: &Reading<'_>, unit: &Worklist, world: &World) -> Result<(), CliError> {
    let owed = |officer| {
        unit.rows.iter().filter(|listed| listed.row.with_overdue && listed.row.owner == Some(officer)).count()
    };
    let officers = reading.roster.iter().map(|(key, _)| key);
    let Some(officer) = officers.min_by_key(|key| (std::cmp::Reverse(owed(*key)), reading.roster.id(*key).to_owned()))
    else {
        return Ok(());
    };
    title("The list of the officer with most visits owed")?;
    let list = worklist::make(reading, Spec::at_end_of(reading.as_of, Scope::Officer(officer)))?;
    screen::print(&render::worklist::table(&list, world.width, false))
}

/// The row with most days overdue; of two, the first on the list.
fn longest_overdue(unit: &Worklist) -> Option<&Listed> {
    let owed = unit.rows.iter().filter(|listed| listed.row.with_overdue);
    owed.min_by_key(|listed| std::cmp::Reverse(listed.row.days_overdue))
}

fn the_case(reading: &Reading<'_>, unit: &Worklist, world: &World) -> Result<(), CliError> {
    let Some(listed) = longest_overdue(unit) else { return Ok(()) };
    title("The most overdue case, and why")?;
    let explanation = explain::make(reading, &listed.reference)?;
    screen::print(&render::explain::text(&explanation, world.width, false))
}

fn next(keep: Option<&Path>, unit: &Worklist) -> Result<(), CliError> {
    title("What to try next")?;
    let Some(path) = keep else {
        return screen::print("  homevisit demo --keep demo.db   keeps the database, and says what to try on it\n");
    };
    let case = longest_overdue(unit).map_or("R000001", |listed| listed.reference.as_str());
    screen::print(&format!(
        "  export HOMEVISIT_DB={}\n  homevisit worklist --all --as-of 2026-03-31\n  \
         homevisit worklist --officer OF-01 --as-of 2026-03-31\n  homevisit show {case} --as-of 2026-03-31\n  \
         homevisit explain {case} --as-of 2026-03-31 --whole\n  \
         homevisit audit --from 2025-04-01 --to 2026-03-31 --as-of 2026-03-31\n  \
         homevisit unseen --as-of 2026-03-31\n\nFor whoever answers for a team or the unit:\n  \
         homevisit overview --as-of 2026-03-31\n  homevisit cases owed --tier high --as-of 2026-03-31\n  \
         homevisit trend --measure owed --from 2025-04-01 --to 2026-03-31\n  \
         homevisit load --team Harbour --as-of 2026-03-31\n  homevisit forecast --as-of 2026-03-31\n  \
         homevisit integrity --as-of 2026-03-31\n  homevisit officer list --as-of 2026-03-31\n",
        path.display()
    ))
}
