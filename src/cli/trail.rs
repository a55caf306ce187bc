//! `homevisit trail`: what was done with the record, by whom, and whether it has been changed since.

use clap::{Args, Subcommand};

use super::database;
use super::error::CliError;
use super::{TextFormat, World, acting, screen, shown, trail_show};
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
}

/// Hold the record against its trail: whether anything was changed, inserted or taken away
///
/// It looks only at the database itself. Whoever can write to the file and knows how could make all of it anew; a checkpoint
/// kept elsewhere tells that. The exit status is 1 where the trail does not hold.
#[derive(Args)]
struct Verify {
    /// How to write it
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    format: TextFormat,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Show(show) => trail_show::run(show, world),
        Command::Verify(verify) => check(verify, world),
    }
}

fn check(asked: &Verify, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let verified = store.snapshot(None)?.trail().verify()?;
    let rows = usize::try_from(verified.entries).unwrap_or(usize::MAX);
    shown::shown(&mut store, world, (rows, None), false)?;
    // what is wrong is an answer, entered already, and no refusal
    world.opened.set(false);
    screen::write(|out| match asked.format {
        TextFormat::Text => {
            out.write_all(render::screen_lines(&render::verified::text(&verified, world.width)).as_bytes())
        }
        TextFormat::Json => render::verified::json(&verified, out),
    })?;
    match verified.findings.total {
        0 => Ok(()),
        _ => Err(CliError::data("the trail does not hold").hint("docs/trail.md says what each finding means")),
    }
}

/// Refuses who may not read the trail.
pub(super) fn may_read(world: &World, store: &crate::store::Store) -> Result<(), CliError> {
    acting::permit(world, store, Right::ReadTrail)
}
