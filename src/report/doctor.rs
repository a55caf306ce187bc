//! Whether a database and what it stands on are well: a closed list of checks, each good, to be looked at, or bad.

use chrono::{DateTime, Datelike, Utc};

use crate::domain::day::Day;
use crate::domain::health::{Health, Opened, Place, Policies, Room, Shape, Sound};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing to do.
    Ok,
    /// Somebody should look: it is not as it should be and nothing is lost by it yet, or it could not be told.
    Look,
    /// Something must be done.
    Bad,
}

impl State {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Look => "look",
            State::Bad => "bad",
        }
    }
}

/// Which check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Whether a database of ours is there.
    Database,
    /// Whether it stands on a disk of this machine.
    Disk,
    /// Whether there is room.
    Space,
    /// Whether the clock can be right.
    Clock,
    /// Who may read and write it.
    Permissions,
    /// Whether the file is whole.
    Integrity,
    /// Whether it has the shape this program works with.
    Schema,
    /// Whether the record holds against its trail.
    Trail,
    /// When a backup that counts was last made.
    Backup,
    /// Whether reading is fast.
    Cache,
    /// Which policy is in force.
    Policy,
    /// When an extract was last taken in.
    Extract,
}

impl Which {
    /// All of them, in the order they are told. A check that cannot be made is told all the same.
    pub const ALL: [Which; 12] = [
        Which::Database,
        Which::Disk,
        Which::Space,
        Which::Clock,
        Which::Permissions,
        Which::Integrity,
        Which::Schema,
        Which::Trail,
        Which::Backup,
        Which::Cache,
        Which::Policy,
        Which::Extract,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Which::Database => "database",
            Which::Disk => "disk",
            Which::Space => "space",
            Which::Clock => "clock",
            Which::Permissions => "permissions",
            Which::Integrity => "integrity",
            Which::Schema => "schema",
            Which::Trail => "trail",
            Which::Backup => "backup",
            Which::Cache => "cache",
            Which::Policy => "policy",
            Which::Extract => "extract",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It could not be looked at.
    NotLooked,
    /// What became of opening the file.
    Opened(Opened),
    /// On a disk of this machine.
    Local,
    /// On a file system on which a database must not stand.
    Network(&'static str),
    /// Room on the disk.
    Room(Room),
    /// Not behind the last act.
    Clock,
    /// So many minutes behind the last act.
    Behind(i64),
    /// It says a year in which there was no such program.
    TooEarly(i32),
    /// For its owner, or a group, alone.
    Private,
    /// Others may read or write it.
    Others(Place),
    /// Others may write to the folder.
    OpenFolder,
    /// The group may read and not write, which reading needs as well.
    HalfShared(Place),
    /// Whether the file is whole.
    Sound(Sound),
    /// The shape of the database.
    Shape(Shape),
    /// How much is wrong with the record as its trail has it.
    Trail(u64),
    /// Days since the last backup; none: none was made.
    Backup(Option<u32>),
    /// Whether the cache is whole.
    Cache(bool),
    /// The policy in force.
    Policy {
        /// Which policy.
        id: String,
        /// Which version of it.
        version: String,
        /// The first day of its effect.
        effective_from: Day,
        /// Days since its adoption.
        adopted_days: u32,
    },
    /// Days since the last extract; none: there is none.
    Extract(Option<u32>),
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub which: Which,
    /// How it ended.
    pub state: State,
    /// What was found.
    pub found: Finding,
}

/// Below so many bytes free a write may fail at any moment.
const LEAST_ROOM: u64 = 16 << 20;
/// So much is wanted where twice the database is less.
const WANTED_ROOM: u64 = 64 << 20;
/// A clock this little behind has been set by its minder.
const SLACK_MINUTES: i64 = 1;
/// A clock more than this behind makes lists for the wrong day.
const WRONG_MINUTES: i64 = 60;
/// The year this was written in: no clock is before it.
const WRITTEN_IN: i32 = 2026;
/// So many days after it was taken an extract, or a backup, is fresh.
const FRESH_DAYS: u32 = 7;

/// Every check, in the order of [`Which::ALL`].
pub fn checks(health: &Health, now: DateTime<Utc>) -> Vec<Check> {
    let check = |which| {
        let found = look(which, health, now);
        let (state, found) = found.unwrap_or((State::Look, Finding::NotLooked));
        Check { which, state, found }
    };
    Which::ALL.into_iter().map(check).collect()
}

/// How many ended so.
pub fn count(checks: &[Check], state: State) -> usize {
    checks.iter().filter(|check| check.state == state).count()
}

fn look(which: Which, health: &Health, now: DateTime<Utc>) -> Option<(State, Finding)> {
    match which {
        Which::Database => Some((bad_unless(health.opened == Opened::Ours), Finding::Opened(health.opened))),
        Which::Disk => health.network.map(|network| match network {
            None => (State::Ok, Finding::Local),
            Some(name) => (State::Bad, Finding::Network(name)),
        }),
        Which::Space => health.room.map(room),
        Which::Clock => clock(health.last_moment, now),
        Which::Permissions => health.modes.as_deref().map(permissions),
        Which::Integrity => health.sound.map(|sound| {
            let well = sound.whole && sound.refers_well && sound.acts_in_order;
            (bad_unless(well), Finding::Sound(sound))
        }),
        Which::Schema => health.shape.map(|shape| (of_shape(shape), Finding::Shape(shape))),
        Which::Trail => health.trail.map(|wrong| (bad_unless(wrong == 0), Finding::Trail(wrong))),
        Which::Backup => health.backup.map(|made| {
            let (state, days) = age(made.map(|made| Day::from(made.date_naive())), now);
            (state, Finding::Backup(days))
        }),
        Which::Cache => health.cache.map(|whole| (if whole { State::Ok } else { State::Look }, Finding::Cache(whole))),
        Which::Policy => health.policies.as_ref().map(|policies| policy(policies, now)),
        Which::Extract => health.extract.map(|taken| {
            let (state, days) = age(taken, now);
            (state, Finding::Extract(days))
        }),
    }
}

fn bad_unless(well: bool) -> State {
    if well { State::Ok } else { State::Bad }
}

fn room(room: Room) -> (State, Finding) {
    let wanted = room.taken.saturating_mul(2).max(WANTED_ROOM);
    let state = match room.free {
        free if free < LEAST_ROOM => State::Bad,
        free if free < wanted => State::Look,
        _ => State::Ok,
    };
    (state, Finding::Room(room))
}

fn clock(last_moment: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<(State, Finding)> {
    if now.year() < WRITTEN_IN {
        return Some((State::Bad, Finding::TooEarly(now.year())));
    }
    let behind = (last_moment? - now).num_minutes();
    Some(match behind {
        behind if behind > WRONG_MINUTES => (State::Bad, Finding::Behind(behind)),
        behind if behind > SLACK_MINUTES => (State::Look, Finding::Behind(behind)),
        _ => (State::Ok, Finding::Clock),
    })
}

/// The worst that is found of the permissions.
fn permissions(modes: &[(Place, u32)]) -> (State, Finding) {
    let files = || modes.iter().filter(|(place, _)| *place != Place::Folder);
    if let Some((place, _)) = files().find(|(_, mode)| mode & 0o007 != 0) {
        return (State::Bad, Finding::Others(*place));
    }
    if modes.iter().any(|(place, mode)| *place == Place::Folder && mode & 0o002 != 0) {
        return (State::Bad, Finding::OpenFolder);
    }
    match files().find(|(_, mode)| ![0o000, 0o060].contains(&(mode & 0o070))) {
        Some((place, _)) => (State::Look, Finding::HalfShared(*place)),
        None => (State::Ok, Finding::Private),
    }
}

fn of_shape(shape: Shape) -> State {
    match shape {
        Shape { found, known, .. } if found > known || found < 1 => State::Bad,
        Shape { found, known, .. } if found < known => State::Look,
        Shape { altered, .. } => bad_unless(altered == Some(0)),
    }
}

fn policy(policies: &Policies, now: DateTime<Utc>) -> (State, Finding) {
    let near = Day::from(now.date_naive());
    let zone = policies.book.on(near).policy.time_zone;
    let policy = &policies.book.on(Day::from(now.with_timezone(&zone).date_naive())).policy;
    let adopted = policies.adopted.iter().rev().find(|one| (&one.id, &one.version) == (&policy.id, &policy.version));
    let adopted_days = adopted.map_or(0, |adopted| near.days_after(adopted.day));
    let (id, version) = (policy.id.clone(), policy.version.clone());
    (State::Ok, Finding::Policy { id, version, effective_from: policy.effective_from, adopted_days })
}

/// How old it is, and whether that is to be looked at.
fn age(taken: Option<Day>, now: DateTime<Utc>) -> (State, Option<u32>) {
    let days = taken.map(|taken| Day::from(now.date_naive()).days_after(taken));
    let fresh = days.is_some_and(|days| days <= FRESH_DAYS);
    (if fresh { State::Ok } else { State::Look }, days)
}
