//! Checks of a database, as lines and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::words::short_day;
use super::{json, lines};
use crate::domain::health::{Opened, Place, Room, Shape, Sound};
use crate::report::doctor::{Check, Finding, State, count};

/// One check a line, how it ended before it, what was found and what to do after it.
pub fn text(checks: &[Check], width: usize) -> String {
    let line = |check: &Check| {
        let first = format!("{:<4}  {:<11}  ", check.state.as_str(), check.which.as_str());
        let (found, to_do) = sentences(&check.found, check.state);
        lines::paragraph(&first, format!("{found} {to_do}").trim_end(), width)
    };
    let of = |state| count(checks, state);
    format!(
        "{}\n{} checks: {} ok, {} to look at, {} bad.\n",
        checks.iter().map(line).collect::<String>(),
        checks.len(),
        of(State::Ok),
        of(State::Look),
        of(State::Bad)
    )
}

#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    ok: usize,
    look: usize,
    bad: usize,
    checks: Vec<CheckJson<'a>>,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    check: &'a str,
    state: &'a str,
    found: String,
    to_do: Option<String>,
}

/// `homevisit.doctor/1`.
pub fn json(checks: &[Check], to: impl Write) -> io::Result<()> {
    let one = |check: &Check| {
        let (found, to_do) = sentences(&check.found, check.state);
        let to_do = Some(to_do).filter(|to_do| !to_do.is_empty());
        CheckJson { check: check.which.as_str(), state: check.state.as_str(), found, to_do }
    };
    let of = |state| count(checks, state);
    let answer = Answer {
        schema: "homevisit.doctor/1",
        ok: of(State::Ok),
        look: of(State::Look),
        bad: of(State::Bad),
        checks: checks.iter().map(one).collect(),
    };
    json::write(&answer, to)
}

/// What was found, and what to do, which is empty where nothing is.
fn sentences(found: &Finding, state: State) -> (String, String) {
    let (found, to_do): (String, &str) = match found {
        Finding::NotLooked => ("It could not be looked at.".to_owned(), ""),
        Finding::Opened(opened) => self::opened(*opened),
        Finding::Local => ("It stands on a disk of this machine.".to_owned(), ""),
        Finding::Network(name) => (
            format!("It stands on a network file system ({name})."),
            "Move it to a disk of this machine; it is not opened where it is.",
        ),
        Finding::Room(room) => self::room(*room, state),
        Finding::Clock => ("It is not behind what was recorded last.".to_owned(), ""),
        Finding::Behind(minutes) => (
            format!("It is {} behind what was recorded last.", behind(*minutes)),
            "Set it; until then what is recorded gets that moment, and a list may be for the wrong day.",
        ),
        Finding::TooEarly(year) => (
            format!("It says {year}, when there was no such program."),
            "Set it; until then every list is for the wrong day.",
        ),
        Finding::Private => ("Nobody but its owner, or one group, may read or write it.".to_owned(), ""),
        Finding::Others(place) => (
            format!("Anybody on this machine may read or write {}.", self::place(*place)),
            "Take that away (chmod 600, or 660 for a group).",
        ),
        Finding::OpenFolder => (
            "Anybody on this machine may write to the folder it stands in.".to_owned(),
            "Take that away (chmod o-w), or move it to a folder of its own.",
        ),
        Finding::HalfShared(place) => (
            format!("The group may not both read and write {}.", self::place(*place)),
            "Give it both (chmod 660) or neither (chmod 600).",
        ),
        Finding::Sound(sound) => self::sound(*sound),
        Finding::Shape(shape) => self::shape(*shape),
        Finding::Trail(0) => ("The record holds against its trail.".to_owned(), ""),
        Finding::Trail(wrong) => (
            format!("The record does not hold against its trail; found wrong: {wrong}."),
            "`homevisit trail verify` says where; keep a copy of the file as it is, and find out who and why.",
        ),
        Finding::Backup(None) => {
            ("None that counts has been made here.".to_owned(), "`homevisit backup --to PATH` makes one.")
        }
        Finding::Backup(Some(days)) => (
            format!("The last was made {}.", ago(*days)),
            if state == State::Ok { "" } else { "Make a new one: `homevisit backup --to PATH`." },
        ),
        Finding::Cache(true) => ("It is whole.".to_owned(), ""),
        Finding::Cache(false) => (
            "It is not whole; answers are the same and take longer.".to_owned(),
            "The next act that is recorded makes it whole.",
        ),
        Finding::Policy { id, version, effective_from, adopted_days } => (
            format!(
                "{id}, version {version}, is in force since {}; adopted {}.",
                short_day(*effective_from),
                ago(*adopted_days)
            ),
            "",
        ),
        Finding::Extract(None) => ("None has been taken in.".to_owned(), "`homevisit import DIR` takes one in."),
        Finding::Extract(Some(days)) => (
            format!("The last was taken {}.", ago(*days)),
            if state == State::Ok { "" } else { "Take in a new one: what was done elsewhere since is not here." },
        ),
    };
    (found, to_do.to_owned())
}

fn opened(opened: Opened) -> (String, &'static str) {
    let (found, to_do) = match opened {
        Opened::Ours => ("It can be opened.", ""),
        Opened::Missing => ("There is none.", "`homevisit init` makes one; `homevisit restore` puts a backup there."),
        Opened::NotADatabase => (
            "The file is no database, or its beginning is damaged.",
            "Move it aside, and everything beside it; put the last good backup there with `homevisit restore`.",
        ),
        Opened::Foreign => ("It belongs to another program.", "Say with --db which one is meant."),
        Opened::Unfinished => ("Its making was cut off and nothing is recorded in it.", "Delete it and make it again."),
        Opened::Newer => ("It is of a newer kind than this program knows.", "Use the newer program."),
        Opened::Older => ("It is of an older kind than this program can work with.", "Use an earlier program."),
        Opened::Unreadable => (
            "It cannot be read.",
            "Ask its owner to let you, and see whether the disk is well; nothing is known of it until then.",
        ),
    };
    (found.to_owned(), to_do)
}

fn room(room: Room, state: State) -> (String, &'static str) {
    const MIB: u64 = 1 << 20;
    let found = format!("{} MiB are free; the database takes {} MiB.", room.free / MIB, room.taken.div_ceil(MIB));
    match state {
        State::Ok => (found, ""),
        State::Look => (found, "Make room, for twice the database at least."),
        State::Bad => (found, "Make room now: what is recorded next may be refused."),
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Database => "the database",
        Place::Log => "the log beside the database",
        Place::Folder => "the folder",
    }
}

fn sound(sound: Sound) -> (String, &'static str) {
    let found = match sound {
        Sound { whole: false, .. } => "The file is damaged.",
        Sound { refers_well: false, .. } => "Something in it refers to nothing.",
        Sound { acts_in_order: false, .. } => "An act is missing.",
        _ => return ("The file is whole.".to_owned(), ""),
    };
    let to_do = "Record nothing more in it; keep a copy of it as it is, and put the last good backup in another place with \
                 `homevisit restore`.";
    (found.to_owned(), to_do)
}

fn shape(shape: Shape) -> (String, &'static str) {
    let Shape { found, known, altered } = shape;
    match altered {
        Some(0) => (format!("It is of version {found}, which this program works with."), ""),
        Some(altered) => (
            format!("It is of version {found}; tables, indexes or guards that are not as they should be: {altered}."),
            "Somebody has changed them: record nothing more in it, and find out who and why.",
        ),
        None if found < known && found >= 1 => (
            format!("It is of version {found}; this program works with {known}."),
            "Make a copy of it; the next command brings it up to date.",
        ),
        None => (format!("It is of version {found}; this program works with {known}."), "Use the program it is of."),
    }
}

fn behind(minutes: i64) -> String {
    match minutes {
        minutes if minutes < 120 => format!("{minutes} minutes"),
        minutes if minutes < 48 * 60 => format!("{} hours", minutes / 60),
        minutes => format!("{} days", minutes / (24 * 60)),
    }
}

fn ago(days: u32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "1 day ago".to_owned(),
        days => format!("{days} days ago"),
    }
}
