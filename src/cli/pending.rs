//! `homevisit pending`, `homevisit authorise` and `homevisit decline`: what wants a second person.

use clap::Args;

use super::acting::{self, Recording};
use super::error::CliError;
use super::{TextFormat, World, database, import, screen, shown};
use crate::act::deed::{Judging, authorise, decline, waiting};
use crate::render;

/// What waits for a second person to authorise it: what you may, and what you proposed
///
/// None of it plays a part in any list, count or proof until somebody else of the role that the policy asks for has
/// authorised it.
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit pending\n  homevisit authorise 3\n  homevisit decline 3 --because \"not \
agreed with the panel\""
)]
pub struct Pending {
    /// How to write it
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    format: TextFormat,
}

/// Authorise what somebody else proposed: it is done now, at this moment
///
/// It is checked again as the record stands; where it can no longer be done it stays pending.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit authorise 3")]
pub struct Authorise {
    #[command(flatten)]
    judged: Judged,
}

/// Decline what somebody else proposed, or take back what you proposed
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit decline 3 --because \"not agreed with the panel\"")]
pub struct Decline {
    #[command(flatten)]
    judged: Judged,
}

#[derive(Args)]
struct Judged {
    /// The proposal's number; `homevisit pending` shows it
    #[arg(value_name = "N")]
    proposal: i64,
    /// Why
    #[arg(long, value_name = "REASON")]
    because: Option<String>,
    /// Check it and say what it would do; record nothing
    #[arg(long)]
    dry_run: bool,
    /// How to answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    format: TextFormat,
}

pub(super) fn pending(arguments: &Pending, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let snapshot = store.snapshot(None)?;
    let today = database::today(world, &snapshot)?;
    let (theirs, others) = waiting(&snapshot, &acting::actor(world), today)?;
    drop(snapshot);
    shown::shown(&mut store, world, (theirs.len(), None), false)?;
    screen::write(|out| match arguments.format {
        TextFormat::Text => out.write_all(render::pending::text(&theirs, others, world.width).as_bytes()),
        TextFormat::Json => render::pending::json(&theirs, others, out),
    })
}

pub(super) fn authorised(arguments: &Authorise, world: &World) -> Result<(), CliError> {
    let Judged { proposal, because, dry_run, format } = &arguments.judged;
    let mut store = database::open(world)?;
    let actor = acting::actor(world);
    let judging = Judging { proposal: *proposal, actor: &actor, because: because.as_deref(), only_try: *dry_run };
    let done = authorise(&mut store, judging).map_err(|refused| acting::said(&store, &actor, refused))?;
    match (done.already, dry_run) {
        (true, _) => (),
        (false, true) => shown::tried(&mut store, world)?,
        (false, false) => import::refresh(&mut store),
    }
    let recording = Recording { because: None, id: None, dry_run: *dry_run, format: *format };
    acting::answer(world, &done, &recording)
}

pub(super) fn declined(arguments: &Decline, world: &World) -> Result<(), CliError> {
    let Judged { proposal, because, dry_run, format } = &arguments.judged;
    let mut store = database::open(world)?;
    let actor = acting::actor(world);
    let judging = Judging { proposal: *proposal, actor: &actor, because: because.as_deref(), only_try: *dry_run };
    let declined = decline(&mut store, judging).map_err(|refused| acting::said(&store, &actor, refused))?;
    if *dry_run {
        shown::tried(&mut store, world)?;
    }
    let written = screen::write(|out| match format {
        TextFormat::Text => out.write_all(render::pending::declined(&declined, *dry_run, world.width).as_bytes()),
        TextFormat::Json => render::pending::declined_json(&declined, *dry_run, out),
    });
    if *dry_run {
        return written;
    }
    screen::told("declined", written);
    Ok(())
}
