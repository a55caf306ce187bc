//! Taking in an extract: read and stage, check, compare, and record what changed in one act.
//!
//! - All or nothing. Any complaint, and the register is as it was; nothing different, and there is no act.
//! - Others are kept out only while rows that are known to be sound are copied into place.
//! - Where another act comes between the staging and the lock, all is read again: it may have changed what is known.

mod preview;
mod report;
mod roster;

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::domain::conflict::Conflicts;
use crate::domain::day::Day;
use crate::domain::extract::Key;
use crate::domain::intake::{Complaints, ImportReport, Listed, Pairs};
use crate::domain::likeness::likeness;
use crate::domain::policy::Book;
use crate::domain::trail::Outcome;
use crate::import::{self, Extract, Known, Progress, ReadError, Rules, Tell};
use crate::store::act::ActKind;
use crate::store::staging::{self, Changes, Held, Here, Sealed, Staging};
use crate::store::{Snapshot, Store, StoreError};

use super::deed::DeedRefused;
use super::frame::{Asked, Performed, Verdict, content, perform};
use super::trail::{Left, leave};

pub use preview::preview;

/// How often an extract is read again because somebody else recorded something in between.
const ATTEMPTS: usize = 3;

/// Why an extract was not taken in. The register is as it was, unless the error is of the commit itself.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Things are wrong with it.
    #[error("{}; nothing was taken in", faults(.0.total()))]
    Refused(Complaints),
    /// A file could not be read at all.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was taken in, and what to look at could not be read.
    #[error("the extract was taken in, as act {act}; what to look at could not be read: {error}")]
    TakenIn {
        /// The act.
        act: i64,
        /// Why.
        error: StoreError,
    },
    /// It makes of officers what whoever acts may not.
    #[error("{refused}: of {} it changes the role or the service; nothing was taken in", listed(.officers))]
    Officers {
        /// Why they may not.
        refused: DeedRefused,
        /// The officers.
        officers: Listed,
    },
    /// Accounts are bound to officers, and nobody bound could bind others any more.
    #[error("{0}; nothing was taken in")]
    Stranded(String),
    /// Somebody else kept recording meanwhile. Safe to repeat.
    #[error("the register was changed by others while the extract was read; nothing was taken in, try again")]
    Overtaken,
}

fn faults(total: u64) -> String {
    format!("the extract has {total} {}", if total == 1 { "fault" } else { "faults" })
}

/// How many officers, with the ids that are known to be no names.
fn listed(officers: &Listed) -> String {
    let shown = officers.references.join(", ");
    match officers.count - officers.references.len() as u64 {
        0 => shown,
        count if shown.is_empty() => format!("{count} officer{}", if count == 1 { "" } else { "s" }),
        more => format!("{shown} and {more} more"),
    }
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> ImportError {
        ImportError::Store(error.into())
    }
}

/// What is asked: which extract, by whom, judged on which day.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The directory with its files.
    pub dir: &'a Path,
    /// Who asks.
    pub actor: &'a str,
    /// The day no visit may be after, in the policy's time zone.
    pub today: Day,
    /// The id of the act, should there be one; none: one is made.
    pub id: Option<&'a str>,
}

/// An extract that is sound, staged and compared.
struct Staged {
    book: Book,
    extract: Extract,
    held: Held,
    sealed: Sealed,
    changes: Changes,
    from_visits: Vec<(Key, String)>,
    offenders_gone: Vec<String>,
}

/// Takes in an extract, and says what was taken in and what to look at.
pub fn import(store: &mut Store, request: &Request<'_>, tell: Tell<'_>) -> Result<ImportReport, ImportError> {
    with_room(store, |store| take_in(store, request, tell))
}

/// Stages and compares an extract, takes nothing in, and says where it is at odds with what was recorded here.
pub fn conflicts(store: &mut Store, request: &Request<'_>, tell: Tell<'_>) -> Result<Conflicts, ImportError> {
    with_room(store, |store| {
        let staged = stage(store.connection(), request, tell, Twice::Looked)?;
        let list = staging::conflicts(store.connection())?;
        staging::clear(store.connection())?;
        Ok(Conflicts { taken_on: staged.extract.note.taken_on, list })
    })
}

fn with_room<T>(store: &mut Store, work: impl FnOnce(&mut Store) -> Result<T, ImportError>) -> Result<T, ImportError> {
    let room = staging::make_room(store.connection())?;
    let done = work(store);
    if done.is_err() {
        // What went wrong first is what is told.
        let _ = staging::clear(store.connection());
    }
    // Without it the connection is only slower; what became of the import is what is told.
    let _ = room.restore(store.connection());
    done
}

fn take_in(store: &mut Store, request: &Request<'_>, tell: Tell<'_>) -> Result<ImportReport, ImportError> {
    for _ in 0..ATTEMPTS {
        let staged = stage(store.connection(), request, tell, Twice::Left)?;
        let recorded = if staged.changes.is_none() {
            let left = Left { rows: Some(0), ..Left::of(Outcome::Repeated) };
            leave(store, request.actor, &left)?;
            Recorded::default()
        } else {
            tell(Progress::Writing);
            match record(store, request, &staged)? {
                Some(recorded) => recorded,
                None => continue,
            }
        };
        let looked = staging::look(store.connection(), request.today, &staged.book);
        let looked = looked.and_then(|worries| staging::clear(store.connection()).map(|()| worries));
        let worries = match (looked, recorded.act) {
            (Ok(worries), _) => worries,
            (Err(error), Some(act)) => return Err(ImportError::TakenIn { act, error: error.into() }),
            (Err(error), None) => return Err(error.into()),
        };
        return Ok(report::report(request, staged, recorded, worries));
    }
    Err(ImportError::Overtaken)
}

/// Whether a first extract is looked through for references that stand twice, or that is left to the writing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twice {
    Looked,
    Left,
}

fn stage(conn: &Connection, request: &Request<'_>, tell: Tell<'_>, twice: Twice) -> Result<Staged, ImportError> {
    let (mut known, held) = known(conn)?;
    // Read after the last act was: a policy adopted in between makes the rows stale, which the lock finds out.
    let book = Snapshot::within(conn, None)?.book()?;
    let history_from = held.history_from.as_ref().and_then(|day| day.parse().ok());
    let mut rules = Rules::new(request.today, &book, history_from, held.taken_in);
    let mut complaints = Complaints::default();
    let mut staging = Staging::new(conn)?;
    let extract =
        import::read::<ImportError>(request.dir, &mut known, &mut rules, &mut complaints, tell, &mut |row| {
            Ok(staging.take(&row)?)
        })?;
    tell(Progress::Checking);
    alike(conn, &known, &mut staging)?;
    let sealed = staging.seal(conn)?;
    let here = Here::of(conn, &book, extract.note.taken_on)?;
    let changes = Changes::find(conn, &extract.note, here)?;
    staging::check(conn, &book, &mut complaints)?;
    let first = held.last_act == 0 || !held.has_facts;
    let left_to_the_database = complaints.is_empty() && first && twice == Twice::Left;
    if !sealed.visits_ascend && !left_to_the_database {
        staging::duplicate_visits(conn, &mut complaints)?;
    }
    if !complaints.is_empty() {
        return Err(ImportError::Refused(complaints));
    }
    let never_brought = staging::never_brought(conn)?;
    let gone = known.offenders.not_brought().filter(|(key, _)| !never_brought.contains(key));
    let offenders_gone = gone.map(|(_, reference)| reference.to_owned()).collect();
    drop(rules);
    Ok(Staged { book, extract, held, sealed, changes, from_visits: known.new_from_visits, offenders_gone })
}

/// Whom the register knows.
fn known(conn: &Connection) -> Result<(Known, Held), ImportError> {
    let mut known = Known::default();
    let Known { offenders, officers, visits_alone, .. } = &mut known;
    let held = staging::held(conn, &mut |key, reference| offenders.hold(key, reference), &mut |key, id, on_file| {
        officers.hold(key, id);
        if !on_file {
            visits_alone.insert(key);
        }
    })?;
    Ok((known, held))
}

/// Stages the likeness of everyone held whom the extract does not bring.
fn alike(conn: &Connection, known: &Known, staging: &mut Staging<'_>) -> Result<(), ImportError> {
    let absent: std::collections::HashSet<Key> = known.offenders.not_brought().map(|(key, _)| key).collect();
    if absent.is_empty() {
        return Ok(());
    }
    let mut written = String::new();
    staging::people(conn, |key, family, given, born| {
        if absent.contains(&key) && likeness(family, given, born, &mut written) {
            staging.alike(key, &written)?;
        }
        Ok(())
    })
}

/// Why nothing was recorded.
enum Stopped {
    /// A reference stands twice after all.
    Twice(rusqlite::Error),
    Failed(ImportError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Stopped {
        Stopped::Failed(error.into())
    }
}

/// What was recorded: no act, where there was nothing to record.
#[derive(Default)]
struct Recorded {
    act: Option<i64>,
    pairs: Pairs,
    clock_behind: bool,
}

/// Records the act and its facts; none where another act came in between.
fn record(store: &mut Store, request: &Request<'_>, staged: &Staged) -> Result<Option<Recorded>, ImportError> {
    let done = perform(store, &asked(request, staged), |tx, act| {
        if act.number != staged.held.last_act + 1 {
            return Ok(Verdict::Drop(Pairs::default()));
        }
        match write(tx, act.number, staged) {
            Ok(pairs) => {
                roster::allows(tx, act.number, request).map_err(Stopped::Failed)?;
                Ok(Verdict::Keep(pairs))
            }
            Err(error) if !staged.sealed.visits_ascend && is_constraint(&error) => Err(Stopped::Twice(error)),
            Err(error) => Err(Stopped::Failed(error.into())),
        }
    });
    match done {
        Ok(Performed::Done(stamped, pairs)) => {
            Ok(Some(Recorded { act: Some(stamped.act.number), pairs, clock_behind: stamped.clock_behind }))
        }
        Ok(Performed::Already(act)) => Ok(Some(Recorded { act: Some(act.number), ..Recorded::default() })),
        Ok(Performed::Nothing(_)) => Ok(None),
        Err(Stopped::Failed(error)) => Err(error),
        Err(Stopped::Twice(error)) => {
            let mut complaints = Complaints::default();
            staging::duplicate_visits(store.connection(), &mut complaints)?;
            Err(if complaints.is_empty() { error.into() } else { ImportError::Refused(complaints) })
        }
    }
}

fn asked<'r>(request: &Request<'r>, staged: &Staged) -> Asked<'r> {
    let content = content(ActKind::Import, [&staged.extract.content[..]]);
    Asked { id: request.id, kind: ActKind::Import, actor: request.actor, content, reason: None, salted: false }
}

fn write(tx: &Connection, act: i64, staged: &Staged) -> rusqlite::Result<Pairs> {
    let Staged { sealed, changes, extract, from_visits, .. } = staged;
    staging::write(tx, act, sealed, changes, &extract.note, from_visits)
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}
