//! Removing a person's names and texts by law, in an act of its own, and then from the file.

use super::deed::{Actor, DeedRefused, may};
use super::frame::{Asked, Performed, Verdict, content, perform};
use super::trail::{Left, leave};
use crate::domain::day::Day;
use crate::domain::deed::{ActKind, Right};
use crate::domain::offender::Facts;
use crate::domain::trail::Outcome;
use crate::store::act::Act;
use crate::store::forget::{Forgotten, Removed, has_open_proposals, remove};
use crate::store::{Scope, Snapshot, Store, StoreError};

/// Whom to forget, by whose authority and why.
#[derive(Clone, Copy, Debug)]
pub struct Forgetting<'a> {
    /// The reference, which stays.
    pub reference: &'a str,
    /// Another officer who may.
    pub authorised_by: &'a str,
    /// Why. It stays, and must not name them.
    pub because: &'a str,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgot {
    /// The act; none: nothing was left to remove.
    pub act: Option<Act>,
    /// How many texts of each kind it removed.
    pub removed: Removed,
}

/// Removes all texts about a person from the record. [`clean`] removes them from the file.
///
/// Refused while they are managed, while proposals about them are open, and unless two officers may: whoever acts and
/// whoever authorises it.
///
/// # Errors
/// [`DeedRefused`]: nothing was removed.
pub fn forget(store: &mut Store, asked: Forgetting<'_>, actor: &Actor, today: Day) -> Result<Forgot, DeedRefused> {
    let Forgetting { reference, authorised_by, because } = asked;
    if because.trim().is_empty() {
        return Err(DeedRefused::ReasonWanted);
    }
    store.overwrite_freed()?;
    let parts = [reference.as_bytes(), authorised_by.as_bytes()];
    let asking = Asked {
        id: None,
        kind: ActKind::Forget,
        actor: actor.word(),
        content: content(ActKind::Forget, parts),
        reason: Some(because),
        salted: true,
    };
    let done = perform(store, &asking, |tx, act| {
        let view = Snapshot::within(tx, None)?;
        check(&view, asked, actor, today)?;
        if has_open_proposals(tx, reference)? {
            return Err(DeedRefused::wrong(
                "proposals about this person are open: they are authorised or declined first",
            ));
        }
        let removed = remove(tx, Forgotten { act: act.number, reference, authorised_by })?;
        Ok(if removed.is_empty() { Verdict::Drop(removed) } else { Verdict::Keep(removed) })
    })?;
    match done {
        Performed::Done(stamped, removed) => Ok(Forgot { act: Some(stamped.act), removed }),
        Performed::Nothing(removed) => {
            let left = Left { rows: Some(0), about: Some(reference), ..Left::of(Outcome::Repeated) };
            leave(store, actor.word(), &left)?;
            Ok(Forgot { act: None, removed })
        }
        Performed::Already(act) => Ok(Forgot { act: Some(act), removed: Removed::new() }),
    }
}

fn check(view: &Snapshot<'_>, asked: Forgetting<'_>, actor: &Actor, today: Day) -> Result<(), DeedRefused> {
    may(view, actor, Right::Forget, today)?;
    let authoriser = Actor::Officer(asked.authorised_by.to_owned());
    if view.roster()?.key(asked.authorised_by).is_none() {
        return Err(DeedRefused::unknown("officer", asked.authorised_by));
    }
    may(view, &authoriser, Right::Forget, today)?;
    if actor.word() == asked.authorised_by {
        return Err(DeedRefused::wrong("whoever forgets somebody does not authorise it: another officer does"));
    }
    let key = view.offender(asked.reference)?.ok_or_else(|| DeedRefused::unknown("offender", asked.reference))?;
    let mut managed = false;
    view.each_offender(Scope::One(key), |_, _, facts: &Facts| {
        managed = facts.managed_on(today);
        Ok::<_, StoreError>(())
    })?;
    if managed {
        return Err(DeedRefused::wrong("this person is managed: nobody who is to be visited is forgotten"));
    }
    Ok(())
}

/// Removes from the file what was removed from the record: what is free in it, and its log. The cache is made anew.
///
/// # Errors
/// [`StoreError::Busy`] while others hold the file, so that it could not be finished; it may be called again.
pub fn clean(store: &mut Store) -> Result<(), StoreError> {
    store.drop_cache()?;
    store.refresh_cache()?;
    store.clean()
}
