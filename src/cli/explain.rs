//! `homevisit explain`: the due day as a proof.

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::{CliError, Kind};
use super::taken::{self, Answer, TakingPage};
use crate::domain::day::Day;
use crate::render;
use crate::report::explain::{Explanation, explain};

/// Why a visit is due that day: each fact and rule applied, in order
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit explain R000123\n  homevisit explain R000123 --as-of 2026-03-31 --whole"
)]
pub struct Arguments {
    /// The offender's reference
    reference: String,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    /// Tell every step since management began, not only what bears on the day
    #[arg(long)]
    whole: bool,
    #[command(flatten)]
    taking: TakingPage,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let explanation = make(&reading, &arguments.reference)?;
    let whole = arguments.whole;
    let (remarks, accounts, policy) = (reading.said()?, reading.accounts()?, reading.policy());
    drop(reading);
    let answer = Answer {
        rows: 1,
        about: Some(&arguments.reference),
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::explain::text(&explanation, width, whole),
        json: &|out| render::explain::json(&explanation, accounts, whole, out),
        csv: &taken::no_csv,
        paper: &|| render::explain::paper(&explanation, &policy, whole),
    };
    taken::give(&mut store, world, &way, &answer)
}

/// The proof of one offender's due day.
pub(super) fn make(reading: &Reading<'_>, reference: &str) -> Result<Explanation, CliError> {
    let offender = reading.offender(reference)?;
    let mut made = None;
    reading.each(Asked::One(offender), |subject| {
        made = Some(explain(subject.reference, subject.facts, &reading.rules, &reading.roster, reading.as_of)?);
        Ok(())
    })?;
    let mut made = made.ok_or_else(|| CliError::new(Kind::Fault, "an offender has a reference and no facts"))?;
    made.known = reading.known.clone();
    Ok(made)
}
