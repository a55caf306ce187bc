//! `homevisit correct` and `homevisit withdraw`: a fact set right, or said not to have been so.

use std::collections::BTreeMap;

use clap::Args;

use super::World;
use super::acting::{self, Recording};
use super::error::CliError;
use crate::domain::deed::{ActKind, Change, Deed};
use crate::domain::fact::FactRef;

/// Set a fact right: another takes its place, the old one stays readable
///
/// `homevisit history REF` shows the facts of a person with their names and fields.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit correct visit-12 --set day=2026-03-02 --because \"wrong day typed\"\n  \
homevisit correct tier-7 --set tier=high --set from=2026-03-01 --because \"read again\""
)]
pub struct Arguments {
    /// The fact's name, such as tier-12
    fact: FactRef,
    /// A field and what it is; nothing after the sign: not recorded
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
    #[command(flatten)]
    recording: Recording,
}

/// Say that a fact was not so; it stays readable and counts no more
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit withdraw status-4 --because \"another person of that name\"")]
pub struct Withdrawal {
    /// The fact's name, such as tier-12
    fact: FactRef,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let mut set = BTreeMap::new();
    for field in &arguments.fields {
        let (key, value) =
            field.split_once('=').ok_or_else(|| CliError::usage("--set is written FIELD=VALUE, as from=2026-03-02"))?;
        let value = Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned);
        if set.insert(key.trim().to_owned(), value).is_some() {
            return Err(CliError::usage("a field is set twice"));
        }
    }
    let changes = vec![Change::correct(arguments.fact, set)];
    let because = arguments.recording.because.clone();
    acting::record(world, &Deed { kind: ActKind::Correct, because, changes }, &arguments.recording)
}

pub(super) fn withdraw(arguments: &Withdrawal, world: &World) -> Result<(), CliError> {
    let changes = vec![Change::Withdraw(arguments.fact.to_string())];
    let because = arguments.recording.because.clone();
    acting::record(world, &Deed { kind: ActKind::Withdraw, because, changes }, &arguments.recording)
}
