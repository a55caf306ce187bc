//! The entry that every command leaves in the trail before it shows anything, and where it is refused.

use super::error::{CliError, Kind};
use super::{World, acting, database, screen, spoken};
use crate::act::trail::{Left, leave};
use crate::domain::trail::{Disclosure, Outcome};
use crate::store::Store;

/// Commands whose answers are of one person or officer also where they name none: they are no lists to be taken out.
const OF_ONE: &[&str] = &["history"];

/// Enters what is about to be shown: so many rows, of one person or of several. Where that fails nothing is shown.
pub(super) fn shown(
    store: &mut Store,
    world: &World,
    (rows, about): (usize, Option<&str>),
    taken: bool,
) -> Result<(), CliError> {
    may_take(store, world, about, taken)?;
    entered(store, world, (rows, about), taken, None)
}

/// Refuses whoever may not take lists out.
pub(super) fn may_take(store: &Store, world: &World, about: Option<&str>, taken: bool) -> Result<(), CliError> {
    if taken && about.is_none() && !OF_ONE.contains(&world.spoken.0.command.as_str()) {
        acting::export(world, store)?;
    }
    Ok(())
}

/// The entry of [`shown`], with to whom something is taken out and why, where that is said.
pub(super) fn entered(
    store: &mut Store,
    world: &World,
    (rows, about): (usize, Option<&str>),
    taken: bool,
    disclosure: Option<Disclosure<'_>>,
) -> Result<(), CliError> {
    let outcome = if taken { Outcome::Taken } else { Outcome::Seen };
    let because = disclosure.map(Disclosure::to_text);
    let left = Left { outcome, rows: u64::try_from(rows).ok(), about, because: because.as_deref() };
    leave(store, acting::actor(world).word(), &left).map_err(|error| {
        CliError::from(error).hint("nothing is shown: what is shown is entered in the trail first, and that failed")
    })
}

/// Enters that an act was only tried.
pub(super) fn tried(store: &mut Store, world: &World) -> Result<(), CliError> {
    Ok(leave(store, acting::actor(world).word(), &Left::of(Outcome::Tried))?)
}

/// Enters a refusal, with no word of why: the message may quote what was typed. A command that never came as far as the
/// record leaves nothing, and so does one that failed: those are no refusals.
pub(super) fn refused(world: &World, error: &CliError) {
    if error.kind != Kind::Data || !world.opened.get() {
        return;
    }
    let entered = database::reach(world).and_then(|mut store| {
        let about = world.about.as_deref().filter(|about| spoken::is_reference(about));
        let about = store.snapshot(None)?.offender(about.unwrap_or_default())?.and(about).map(str::to_owned);
        store.spoken_as(world.spoken.1.clone());
        let left = Left { about: about.as_deref(), ..Left::of(Outcome::Refused) };
        Ok(leave(&mut store, acting::actor(world).word(), &left)?)
    });
    if entered.is_err() {
        screen::complain("note: that this was refused could not be entered in the trail\n");
    }
}
