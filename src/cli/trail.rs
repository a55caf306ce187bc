//! `homevisit trail`: what was done with the record, by whom, and whether it has been changed since.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::database;
use super::error::CliError;
use super::{TextFormat, World, acting, screen, shown, trail_checkpoint, trail_show};
use crate::domain::checkpoint::Against;
use crate::domain::deed::Right;
use crate::render;

/// What was done with the record and by whom, reading too; and whether it has been changed since
///
/// Every command leaves one entry, each chained to the one before by a hash. No name, address or free text of anybody
/// stands in one but for the reasons of acts, which are kept apart. docs/trail.md says how an entry is checked by hand, and
/// what is found when somebody changes the record behind the program's back.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit trail show --from 2026-03-02 --by OF-07\n  homevisit trail verify")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Show(trail_show::Show),
    Verify(Verify),
    Checkpoint(trail_checkpoint::Taking),
}

/// Hold the record against its trail: whether anything was changed, inserted or taken away
///
/// It looks only at the database itself. Whoever can write to the file and knows how could make all of it anew, or put an
/// older copy back; a checkpoint kept elsewhere tells that. The exit status is 1 where the trail does not hold.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit trail verify\n  homevisit trail verify --against 2026-03-31.checkpoint"
)]
struct Verify {
    /// Hold it against the checkpoint in this file too
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The fingerprint of the key that must have signed the checkpoint, as you kept it
    #[arg(long, value_name = "HEX", requires = "against", value_parser = trail_checkpoint::fingerprint)]
    fingerprint: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = TextFormat::Text, conflicts_with = "against")]
    format: TextFormat,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Show(show) => trail_show::run(show, world),
        Command::Verify(verify) => check(verify, world),
        Command::Checkpoint(taking) => trail_checkpoint::run(taking, world),
    }
}

fn check(asked: &Verify, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let kept = asked.against.as_deref().map(|path| trail_checkpoint::kept(path, asked.fingerprint.as_deref()));
    let kept = kept.transpose()?;
    let view = store.snapshot(None)?;
    let verified = view.trail().verify()?;
    let against = kept.as_ref().map(|kept| view.trail().against(kept)).transpose()?;
    drop(view);
    let rows = usize::try_from(verified.entries).unwrap_or(usize::MAX);
    shown::shown(&mut store, world, (rows, None), false)?;
    // what is wrong is an answer, entered already, and no refusal
    world.opened.set(false);
    let told = kept.iter().zip(&against).map(|(kept, against)| {
        let signed = render::verified::signed(kept, asked.fingerprint.is_some(), world.width);
        render::verified::against(kept, against, world.width) + &signed
    });
    let told: String = told.collect();
    screen::write(|out| match asked.format {
        TextFormat::Text => {
            let text = render::verified::text(&verified, world.width) + &told;
            out.write_all(render::screen_lines(&text).as_bytes())
        }
        TextFormat::Json => render::verified::json(&verified, out),
    })?;
    match (verified.findings.total, against) {
        (0, None | Some(Against::Stands { .. })) => Ok(()),
        // anybody who may write to the file may restore, and say so
        (0, Some(Against::LeftBehind { restore, .. })) => {
            let said = format!("the checkpoint is of entries that the restore of entry {restore} left behind");
            Err(CliError::data(said).hint("whether that restore was yours, and what it lost, is for you to find out"))
        }
        (0, Some(_)) => Err(CliError::data("the trail is not the one that the checkpoint was taken of")),
        _ => Err(CliError::data("the trail does not hold").hint("docs/trail.md says what each finding means")),
    }
}

/// Refuses who may not read the trail.
pub(super) fn may_read(world: &World, store: &crate::store::Store) -> Result<(), CliError> {
    acting::permit(world, store, Right::ReadTrail)
}
