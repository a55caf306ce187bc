//! What taking in an extract would change: it is taken in, looked at, and undone.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::report::{file_counts, history_from};
use super::{ATTEMPTS, ImportError, Request, Staged, Twice, asked, roster, stage, with_room, write};
use crate::act::frame::stamp;
use crate::act::preview::{Touched, moved};
use crate::domain::intake::Pairs;
use crate::domain::preview::{ImportPreview, Moved};
use crate::import::{Progress, Tell};
use crate::store::{Store, StoreError, staging};

/// What taking in the extract would change, as at `request.today`. Nothing is recorded; others who write wait while it is
/// looked at. Refused as [`super::import()`] refuses it.
pub fn preview(store: &mut Store, request: &Request<'_>, tell: Tell<'_>) -> Result<ImportPreview, ImportError> {
    with_room(store, |store| {
        for _ in 0..ATTEMPTS {
            let staged = stage(store.connection(), request, tell, Twice::Looked)?;
            tell(Progress::Writing);
            let Some((moved, pairs)) = as_if(store, request, &staged)? else { continue };
            staging::clear(store.connection())?;
            return Ok(told(request, staged, moved, pairs));
        }
        Err(ImportError::Overtaken)
    })
}

/// Takes it in, looks, and undoes it; none where another act came in between.
fn as_if(
    store: &mut Store,
    request: &Request<'_>,
    staged: &Staged,
) -> Result<Option<(Vec<Moved>, Pairs)>, ImportError> {
    if staged.changes.is_none() {
        return Ok(Some(Default::default()));
    }
    let tx = store.begin()?;
    let before = staging::last_act(&tx)?;
    if before != staged.held.last_act {
        return Ok(None);
    }
    let stamped = stamp(&tx, &asked(request, staged))?;
    let pairs = write(&tx, stamped.act.number, staged)?;
    roster::allows(&tx, stamped.act.number, request)?;
    let everybody = history_from(staged) != staged.held.history_from.as_ref().and_then(|day| day.parse().ok());
    let moved = moved(&tx, before, request.today, touched(&tx, staged)?, everybody)?;
    Ok(Some((moved, pairs)))
}

fn touched(tx: &Connection, staged: &Staged) -> Result<BTreeMap<i64, Touched>, StoreError> {
    let mut touched: BTreeMap<i64, Touched> = BTreeMap::new();
    staging::touched(tx, &staged.changes, |offender, file, appears| {
        let touched = touched.entry(offender).or_default();
        touched.appears |= appears;
        touched.files.push(file);
    })?;
    Ok(touched)
}

fn told(request: &Request<'_>, staged: Staged, moved: Vec<Moved>, pairs: Pairs) -> ImportPreview {
    let held = staged.held.history_from.as_ref().and_then(|day| day.parse().ok());
    ImportPreview {
        as_of: request.today,
        taken_on: staged.extract.note.taken_on,
        history_from: (held, history_from(&staged)),
        files: file_counts(&staged),
        gone: staged.offenders_gone,
        offenders: moved,
        pairs,
        parted: staged.changes.parted,
        tier_ids: staged.book.tier_ids().to_vec(),
    }
}
