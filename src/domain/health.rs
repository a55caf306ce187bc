//! What is found of a database and of what it stands on, as plain data, before anything is made of it.
//!
//! Where something could not be looked at, mostly because something else is damaged, there is nothing: `None`.

use chrono::{DateTime, Utc};

use super::day::Day;
use super::policy::Book;

/// What became of opening the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A database of ours, not newer than this program.
    Ours,
    /// Nothing is there.
    Missing,
    /// What is there is no database, or its beginning is damaged.
    NotADatabase,
    /// A database of another program.
    Foreign,
    /// A database that was begun, and whose making was cut off.
    Unfinished,
    /// A database of a newer version.
    Newer,
    /// A database of an older version from which no step leads here.
    Older,
    /// It is there and cannot be read: no permission, or the disk failed.
    Unreadable,
}

/// A file or the folder, as permissions speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The database.
    Database,
    /// A log beside it.
    Log,
    /// The folder they stand in.
    Folder,
}

/// Room on the disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What may still be written.
    pub free: u64,
    /// What the database and its log take.
    pub taken: u64,
}

/// Whether the file is sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Its pages, indexes and checks are whole.
    pub whole: bool,
    /// Everything that refers to something refers to what is there.
    pub refers_well: bool,
    /// Its acts are numbered from 1 without a gap.
    pub acts_in_order: bool,
}

/// The shape of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its version.
    pub found: i32,
    /// The version this program works with.
    pub known: i32,
    /// How many tables, indexes and triggers are not as that version has them; of another version, nothing is known.
    pub altered: Option<u64>,
}

/// A policy as it was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedOn {
    /// Which policy.
    pub id: String,
    /// Which version of it.
    pub version: String,
    /// The day of its adoption (UTC).
    pub day: Day,
}

/// The policies there are.
#[derive(Clone, Debug)]
pub struct Policies {
    /// Every version.
    pub book: Book,
    /// When each was adopted.
    pub adopted: Vec<AdoptedOn>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Health {
    /// What became of opening the file.
    pub opened: Opened,
    /// The name of the file system, where it is one on which a database must not stand.
    pub network: Option<Option<&'static str>>,
    /// Room on the disk.
    pub room: Option<Room>,
    /// The permissions (the lowest nine bits) of each place there is.
    pub modes: Option<Vec<(Place, u32)>>,
    /// Whether the file is sound.
    pub sound: Option<Sound>,
    /// The shape of the database.
    pub shape: Option<Shape>,
    /// How much is wrong with the record as its trail has it.
    pub trail: Option<u64>,
    /// The moment of what was recorded last, in the trail too.
    pub last_moment: Option<DateTime<Utc>>,
    /// When the last backup that counts was made; inner none: none was.
    pub backup: Option<Option<DateTime<Utc>>>,
    /// Whether the cache is whole.
    pub cache: Option<bool>,
    /// The policies there are.
    pub policies: Option<Policies>,
    /// The day the last extract was taken from its source, or else taken in (UTC); inner none: there is none.
    pub extract: Option<Option<Day>>,
}
