//! Entries of the trail as text and as JSON (`homevisit.trail/1`).

use std::io::{self, Write};

use serde::Serialize;

use super::lines::{paragraph, right};
use super::words::{counted, grouped, screen_text};
use crate::domain::hex::hex;
use crate::domain::trail::{Disclosure, Entry, Outcome, Written};
use crate::domain::work::At;

/// An entry, with the day and the clock of its moment where the unit is.
#[derive(Clone, Debug)]
pub struct Shown {
    /// When, locally.
    pub at: At,
    /// The entry.
    pub entry: Entry,
}

/// The newest of the entries asked for.
#[derive(Clone, Debug)]
pub struct Listed {
    /// In order.
    pub entries: Vec<Shown>,
    /// How many were asked for.
    pub matching: u64,
}

/// To read: a paragraph an entry.
pub fn text(listed: &Listed, width: usize) -> String {
    let digits = listed.entries.last().map_or(1, |last| last.entry.number.to_string().len());
    let shown = listed.entries.len() as u64;
    let many = if shown < listed.matching {
        format!(
            "Entries of the trail: the newest {} of {} that match; --most shows more.",
            grouped(shown),
            grouped(listed.matching)
        )
    } else {
        format!("Entries of the trail: {}.", grouped(shown))
    };
    let mut out = paragraph("", &many, width);
    for Shown { at, entry } in &listed.entries {
        let clock = at.clock().unwrap_or_default();
        let first = format!("{}  {} {clock}  ", right(&entry.number.to_string(), digits), at.day);
        out.push_str(&paragraph(&first, &screen_text(&sentence(entry)), width));
    }
    out
}

fn sentence(entry: &Entry) -> String {
    let mut said = format!("{}: {}", entry.actor, entry.spoken.command);
    if !entry.spoken.asked.is_empty() {
        said = format!("{said} {}", entry.spoken.asked);
    }
    said = format!("{said}; {}", outcome(entry.outcome));
    if let Some(rows) = entry.rows.and_then(|rows| u64::try_from(rows).ok()) {
        let facts = matches!(entry.outcome, Outcome::Done | Outcome::Repeated);
        let (one, many) = if facts { ("fact", "facts") } else { ("row", "rows") };
        said = format!("{said}, {}", counted(rows, one, many));
    }
    let act = entry.act.map(|act| format!("act {act}"));
    let about = entry.about.as_ref().map(|about| format!("about {about}"));
    let because = match entry.disclosure() {
        Some(Disclosure { whom, because }) => Some(format!("to {whom}, because: {because}")),
        None => entry.reason.as_ref().map(|reason| format!("because: {reason}")),
    };
    act.into_iter().chain(about).chain(because).fold(said, |said, more| format!("{said}; {more}"))
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Repeated => "done before, nothing written",
        Outcome::Tried => "tried, nothing written",
        Outcome::Seen => "seen",
        Outcome::Taken => "taken out",
        Outcome::Refused => "refused",
        Outcome::Proposed => "proposed",
        Outcome::Declined => "declined",
        Outcome::Begun => "the trail begins",
        Outcome::Restored => "restored from a copy",
    }
}

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    matching: u64,
    entries: Vec<JsonEntry<'a>>,
}

#[derive(Serialize)]
struct JsonEntry<'a> {
    entry: i64,
    moment: &'a str,
    actor: &'a str,
    command: &'a str,
    asked: &'a str,
    outcome: &'static str,
    rows: Option<i64>,
    offender_ref: Option<&'a str>,
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disclosed_to: Option<&'a str>,
    act: Option<i64>,
    written: Vec<JsonWritten<'a>>,
    hash: String,
}

#[derive(Serialize)]
struct JsonWritten<'a> {
    kind: &'a str,
    count: u64,
    digest: String,
}

/// Writes the entries as JSON, `homevisit.trail/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(listed: &Listed, to: impl Write) -> io::Result<()> {
    let entries = listed.entries.iter().map(|shown| json_entry(&shown.entry)).collect();
    super::json::write(&Json { schema: "homevisit.trail/1", matching: listed.matching, entries }, to)
}

fn json_entry(entry: &Entry) -> JsonEntry<'_> {
    let disclosure = entry.disclosure();
    JsonEntry {
        entry: entry.number,
        moment: &entry.moment,
        actor: &entry.actor,
        command: &entry.spoken.command,
        asked: &entry.spoken.asked,
        outcome: entry.outcome.as_str(),
        rows: entry.rows,
        offender_ref: entry.about.as_deref(),
        reason: disclosure.map_or(entry.reason.as_deref(), |disclosure| Some(disclosure.because)),
        disclosed_to: disclosure.map(|disclosure| disclosure.whom),
        act: entry.act,
        written: entry.written.iter().map(json_written).collect(),
        hash: hex(&entry.hash),
    }
}

fn json_written(written: &Written) -> JsonWritten<'_> {
    JsonWritten { kind: &written.kind, count: written.count, digest: hex(&written.digest) }
}
