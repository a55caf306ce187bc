//! `homevisit forget`: remove a person's names and texts by law.

use clap::Args;

use super::error::{CliError, Kind};
use super::{World, acting, ask, database, screen};
use crate::act::forget::{Forgetting, Forgot, clean, forget};
use crate::render;
use crate::store::StoreError;

/// Remove a person's names, birthdays, addresses and texts for good, because the law asks for it
///
/// Whoever acts names another officer who authorised it; the program does not ask them. Names and texts that were corrected go too, and so do
/// notes of visits, reasons of facts about the person, reasons of acts of which at least half of the facts are about them,
/// and what was proposed about them. References, days, outcomes and why they were forgotten stay, and the trail still
/// holds. Nobody who is managed is forgotten.
///
/// What was written of several people at once stays where less than half of it is about this one: a reason that names
/// somebody is set right first.
///
/// The file is made anew, so that nothing is left in its free pages. While others hold it open this waits, and says
/// where it could not be finished; the same command again finishes it. BACKUPS MADE BEFORE HOLD THE TEXTS STILL.
#[derive(Args)]
#[command(
    before_help = "Example:\n  homevisit --actor M301 forget R000123 --authorised-by S201 --because \"order 17/2026\""
)]
pub struct Arguments {
    /// The offender's reference, which stays
    reference: String,
    /// Another officer, who authorises it
    #[arg(long, value_name = "ID")]
    authorised_by: String,
    /// Why; it stays, so it names nobody
    #[arg(long, value_name = "REASON")]
    because: String,
    /// Do not ask whether to go on
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let today = database::today(world, &store.snapshot(None)?)?;
    let Arguments { reference, authorised_by, because, yes } = arguments;
    if !yes && ask::somebody_is_there() {
        let question = format!("Names, birthdays, addresses and texts of {reference} go for good. Go on?");
        if !screen::confirmed(&question)? {
            return Err(CliError::data("nothing was removed"));
        }
    }
    let asked = Forgetting { reference, authorised_by, because };
    let forgot = forget(&mut store, asked, &acting::actor(world), today)?;
    // done and entered: what fails from here on is no refusal
    world.opened.set(false);
    let cleaned = clean(&mut store);
    screen::print(&said(reference, &forgot, world.width))?;
    cleaned.map_err(|error| match error {
        StoreError::Busy => {
            CliError::new(Kind::Busy, "removed from the record, and not yet from the file: others hold it open")
                .hint("the same command again, once they are done, finishes it")
        }
        error => CliError::from(error).hint("removed from the record, and perhaps not yet from the file"),
    })
}

fn said(reference: &str, forgot: &Forgot, width: usize) -> String {
    let first = match &forgot.act {
        None => format!("Of {reference} nothing was left to remove from the record."),
        Some(act) => {
            let of = |kind, one, many| {
                let count = forgot.removed.get(kind).copied().unwrap_or(0);
                format!("{count} {}", if count == 1 { one } else { many })
            };
            format!(
                "Forgotten: {reference}, in act {}. Removed for good: {}, {}, {}; and {} with which they could be guessed.",
                act.number,
                of("person", "record of names", "records of names"),
                of("address", "address", "addresses"),
                of("free", "other text", "other texts"),
                of("act", "salt", "salts"),
            )
        }
    };
    let backups = "Backups and copies made before hold them still: replace or destroy them.";
    render::folded(&format!("{first}\n{backups}\n"), width)
}
