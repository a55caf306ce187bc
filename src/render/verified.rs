//! What came of holding the record against its trail, as text and as JSON (`homevisit.verified/1`).

use std::io::{self, Write};

use serde::Serialize;

use super::lines::paragraph;
use super::words::{counted, grouped, screen_text};
use crate::domain::checkpoint::{Against, Checkpoint, grouped as in_fours};
use crate::domain::finding::{Finding, Place, Verified, Wrong};
use crate::domain::hex::hex;

/// To read.
pub fn text(verified: &Verified, width: usize) -> String {
    let holds = if verified.findings.total == 0 { "The trail holds" } else { "THE TRAIL DOES NOT HOLD" };
    let counts = [
        counted(verified.entries, "entry", "entries"),
        counted(verified.acts, "act", "acts"),
        counted(verified.facts, "fact", "facts"),
    ];
    let mut out = paragraph("", &format!("{holds}: {} held against it.", counts.join(", ")), width);
    if let Some(head) = &verified.head {
        out.push_str(&format!("Last entry {}, {}\n  {}\n", head.number, head.moment, hex(&head.hash)));
    }
    for restore in &verified.restores {
        let said = format!("Entry {restore} declares that the record was restored from a copy: a branch begins there.");
        out.push_str(&paragraph("", &said, width));
    }
    let findings = &verified.findings;
    if findings.total > 0 {
        out.push_str(&format!("{}:\n", counted(findings.total, "finding", "findings")));
    }
    for finding in &findings.kept {
        out.push_str(&paragraph("  ", &screen_text(&sentence(finding)), width));
    }
    let more = findings.total - findings.kept.len() as u64;
    if more > 0 {
        out.push_str(&format!("  and {} more\n", grouped(more)));
    }
    out
}

/// What a trail says of a checkpoint, to read.
pub fn against(checkpoint: &Checkpoint, against: &Against, width: usize) -> String {
    let Checkpoint { entry, moment, branch, .. } = checkpoint;
    let of = format!("The checkpoint of entry {entry}, {moment}, branch {branch}");
    let said = match against {
        Against::Stands { since } => {
            let more = counted(since.unsigned_abs(), "entry", "entries");
            format!("{of}: its entry stands as it was, and so does every one before it. Since then: {more}.")
        }
        Against::LeftBehind { restore, continues } => format!(
            "{of}: it is of entries that were left behind by the restore which entry {restore} declares, and which went \
             on from entry {continues}. It says nothing of what is there now; one of entry {continues} or earlier does."
        ),
        Against::OtherRecord => format!(
            "{of}: THE FIRST ENTRY IS ANOTHER. All of the record was made anew, or the checkpoint is of another record."
        ),
        Against::Ended { last } => format!(
            "{of}: THE TRAIL ENDS AT ENTRY {last}. The end was cut off, or an older copy put back; no restore was declared."
        ),
        Against::GoneOn => format!(
            "{of}: ANOTHER ENTRY STANDS THERE, LATER THAN THE CHECKPOINT. The end was cut off, or an older copy put back, \
             and the record was gone on with; no restore was declared."
        ),
        Against::Rewritten => format!(
            "{of}: ANOTHER ENTRY STANDS THERE, NO LATER THAN THE CHECKPOINT. What was recorded by then was made anew."
        ),
    };
    paragraph("", &said, width)
}

/// Whose signature it is, to read; `kept`: whether the fingerprint was held against the one that was kept.
pub fn signed(checkpoint: &Checkpoint, kept: bool, width: usize) -> String {
    let fingerprint = in_fours(&checkpoint.fingerprint);
    let said = if kept { "It is signed by the key kept" } else { "It is signed by a key; is this the one you kept?" };
    paragraph("", &format!("{said} {fingerprint}"), width)
}

/// A finding in words. It quotes nothing of what is recorded.
pub fn sentence(finding: &Finding) -> String {
    let place = match &finding.place {
        Place::Entry(number) => format!("entry {number}"),
        Place::Row(table, number) => format!("{table} {number}"),
        Place::Guard(name) => name.clone(),
    };
    format!("{place}: {}", in_words(&finding.wrong))
}

fn in_words(wrong: &Wrong) -> String {
    let said = match wrong {
        Wrong::Unreadable => "cannot be read",
        Wrong::Missing(from) => return format!("the entries before it, from {from}, are not there"),
        Wrong::TurnedBack => "its moment is before that of the entry before it",
        Wrong::Hash => "its hash is not that of it after the entry before it",
        Wrong::NoAct(act) => return format!("act {act}, which it is of, is not there"),
        Wrong::Actor => "it names another actor than what it is of does",
        Wrong::Moment => "it has another moment than what it is of",
        Wrong::Reason => "it gives another reason than its act",
        Wrong::Written { kind, said, found } if said == found && *said > 0 => {
            let rows = counted(*found, "row", "rows");
            return format!("what is there of {kind} ({rows}) is not what it says was written");
        }
        Wrong::Written { kind, said: 0, found: 0 } => return format!("it names no {kind}, which it is of"),
        Wrong::Written { kind, said, found } => return format!("it says {said} of {kind}, and {found} are there"),
        Wrong::Continues => "it declares a restore and does not name the entry before it",
        Wrong::NotBegun => "there is none: all of the trail was taken away",
        Wrong::Unvouched => "no entry vouches for it",
        Wrong::Disorder => "it stands out of order",
        Wrong::Emptied => "it is empty, and no act removed it",
        Wrong::Kept => "what it removed is still there, or never was",
        Wrong::Stray => "what it belongs to is not there",
        Wrong::Unused => "nothing refers to it",
        Wrong::Lacking => "is missing",
        Wrong::Altered => "is not as this program made it",
        Wrong::Foreign => "is not of this program's making",
    };
    said.to_owned()
}

#[derive(Serialize)]
struct Json {
    schema: &'static str,
    holds: bool,
    entries: u64,
    acts: u64,
    facts: u64,
    identity: Option<String>,
    last_entry: Option<i64>,
    last_moment: Option<String>,
    last_hash: Option<String>,
    restores: Vec<i64>,
    findings: u64,
    told: Vec<String>,
}

/// Writes it as JSON, `homevisit.verified/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(verified: &Verified, to: impl Write) -> io::Result<()> {
    let head = verified.head.as_ref();
    let json = Json {
        schema: "homevisit.verified/1",
        holds: verified.findings.total == 0,
        entries: verified.entries,
        acts: verified.acts,
        facts: verified.facts,
        identity: verified.identity.map(|hash| hex(&hash)),
        last_entry: head.map(|head| head.number),
        last_moment: head.map(|head| head.moment.clone()),
        last_hash: head.map(|head| hex(&head.hash)),
        restores: verified.restores.clone(),
        findings: verified.findings.total,
        told: verified.findings.kept.iter().map(sentence).collect(),
    };
    super::json::write(&json, to)
}
