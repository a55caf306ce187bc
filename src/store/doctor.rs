//! Looking a database over, damaged or not. Nothing is written to it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rusqlite::Connection;

use super::error::StoreError;
use super::open::{beside, folder_of, identify};
use super::snapshot::Snapshot;
use super::{cache, file_system, look, steps, trail};
use crate::domain::day::Day;
use crate::domain::finding::Findings;
use crate::domain::health::{AdoptedOn, Health, Opened, Place, Policies, Room, Shape, Sound};

/// What is found of the database at a path. What cannot be looked at is left out; nothing fails.
pub fn look_over(path: &Path) -> Health {
    let mut health = Health {
        opened: Opened::Missing,
        network: file_system::of(folder_of(path)).ok(),
        room: room(path).ok(),
        modes: modes(path).ok(),
        sound: None,
        shape: None,
        trail: None,
        last_moment: None,
        backup: None,
        cache: None,
        policies: None,
        extract: None,
    };
    match look::open_living(path).map(|conn| (identify(&conn), conn)) {
        Ok((identified, conn)) => within(&conn, identified, &mut health),
        Err(error) => health.opened = opened(&error),
    }
    health
}

fn within(conn: &Connection, identified: Result<i32, StoreError>, health: &mut Health) {
    health.opened = identified.as_ref().map_or_else(opened, |_| Opened::Ours);
    health.shape = steps::version(conn).and_then(|found| shape(conn, found)).ok();
    let Ok(version) = identified else { return };
    // One view for all of it; without one each looks for itself.
    let _ = conn.execute_batch("begin");
    health.sound = sound(conn).ok();
    health.last_moment = look::holds(conn).ok().map(|holds| holds.moment.utc());
    if version == steps::VERSION
        && let Ok(view) = Snapshot::within(conn, None)
    {
        let entered = trail::last_moment(conn).ok().flatten().map(|moment| moment.utc());
        health.last_moment = health.last_moment.max(entered);
        health.trail = trail::verify(conn).ok().map(|verified| verified.findings.total);
        health.backup = trail::last_taken(conn, "backup").ok().map(|moment| moment.map(|moment| moment.utc()));
        health.cache = cache::is_whole(conn, view.act_number()).ok();
        health.policies = policies(&view).ok();
        health.extract = extract(&view).ok();
    }
}

fn opened(error: &StoreError) -> Opened {
    match error {
        StoreError::Missing => Opened::Missing,
        StoreError::NotADatabase | StoreError::Damaged { .. } => Opened::NotADatabase,
        StoreError::Foreign => Opened::Foreign,
        StoreError::Unfinished => Opened::Unfinished,
        StoreError::Newer { .. } => Opened::Newer,
        StoreError::Older { .. } => Opened::Older,
        _ => Opened::Unreadable,
    }
}

fn room(path: &Path) -> Result<Room, StoreError> {
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    Ok(Room { free: file_system::free(folder_of(path))?, taken: size(path) + size(&beside(path, "-wal")) })
}

fn modes(path: &Path) -> Result<Vec<(Place, u32)>, StoreError> {
    let mode = |path: &Path| Ok::<_, StoreError>(std::fs::metadata(path)?.permissions().mode() & 0o777);
    let mut modes = vec![(Place::Folder, mode(folder_of(path))?), (Place::Database, mode(path)?)];
    let logs = ["-wal", "-shm", "-journal"].map(|ending| beside(path, ending));
    modes.extend(logs.iter().filter_map(|log| Some((Place::Log, mode(log).ok()?))));
    Ok(modes)
}

fn sound(conn: &Connection) -> Result<Sound, StoreError> {
    let whole = look::is_whole(conn)?;
    // What cannot be read through is not as it should be either.
    let holds = |found: Result<bool, StoreError>| match found {
        Err(StoreError::NotADatabase | StoreError::Fault(_)) => Ok(false),
        found => found,
    };
    Ok(Sound { whole, refers_well: holds(look::refers_well(conn))?, acts_in_order: holds(look::acts_in_order(conn))? })
}

fn shape(conn: &Connection, found: i32) -> Result<Shape, StoreError> {
    let mut altered = Findings::default();
    if found == steps::VERSION {
        trail::guards(conn, &mut altered)?;
    }
    let altered = (found == steps::VERSION).then_some(altered.total);
    Ok(Shape { found, known: steps::VERSION, altered })
}

fn policies(view: &Snapshot<'_>) -> Result<Policies, StoreError> {
    let adopted = view.policies()?.into_iter().map(|adopted| AdoptedOn {
        id: adopted.policy.id,
        version: adopted.policy.version,
        day: adopted.act.moment.day_in(chrono_tz::UTC),
    });
    Ok(Policies { adopted: adopted.collect(), book: view.book()? })
}

fn extract(view: &Snapshot<'_>) -> Result<Option<Day>, StoreError> {
    let extracts = view.extracts()?.into_iter();
    Ok(extracts.map(|extract| extract.taken_on.unwrap_or(extract.act.moment.day_in(chrono_tz::UTC))).max())
}
