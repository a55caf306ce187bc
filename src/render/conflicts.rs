//! Where an extract is at odds with what was recorded here, as text and as JSON (`homevisit.import-conflicts/1`).
//! References, days and words only; no name, no address, no reason.

use std::io::{self, Write};

use serde::Serialize;

use super::json;
use super::lines::paragraph;
use super::words::{counted, screen_text};
use crate::domain::conflict::{Clash, Conflict, Conflicts, Difference};
use crate::domain::day::Day;
use crate::domain::deed::ActKind;
use crate::domain::fact::FactRef;

/// To read, at `width` columns.
pub fn text(conflicts: &Conflicts, width: usize) -> String {
    if conflicts.list.is_empty() {
        return "Nothing in this extract is at odds with what was recorded here.\n".to_owned();
    }
    let count = counted(conflicts.list.len() as u64, "conflict", "conflicts");
    let taken = match conflicts.taken_on {
        Some(day) => {
            format!("This extract was taken on {day}; what was recorded here later stays, and so does what was")
        }
        None => {
            "This extract does not say when it was taken, so all that was recorded here stays, and what was".to_owned()
        }
    };
    let mut out = paragraph("", &format!("{count}. {taken} withdrawn here. Nothing was taken in now."), width);
    for conflict in &conflicts.list {
        out.push('\n');
        out.push_str(&one(conflict, width));
    }
    out.push('\n');
    out.push_str(&paragraph("", SETTLE, width));
    out
}

const SETTLE: &str = "If the extract is right, correct what was recorded here (homevisit correct FACT, homevisit withdraw \
                      FACT). If not, have its source put right.";

fn one(conflict: &Conflict, width: usize) -> String {
    let key: Vec<String> =
        conflict.key.iter().map(|(column, cell)| format!("{column} {}", screen_text(cell))).collect();
    let place = format!("{}:{}", conflict.file.name(), conflict.line);
    let mut out = paragraph("", &format!("{place}: {}", key.join(", ")), width);
    let mut say = |text: &str| out.push_str(&paragraph("    ", text, width));
    match &conflict.clash {
        Clash::Differs(differs) => differs.iter().for_each(|difference| say(&differing(difference))),
        Clash::Withdrawn => say("it was withdrawn here"),
        Clash::Parted { recorded, differs } => {
            let visit = conflict.key.first().map_or("VISIT", |(_, cell)| cell.as_str());
            let (name, recorded) = match recorded {
                Some(recorded) => (recorded.as_str(), recorded.as_str()),
                None => ("one recorded here", "RECORDED"),
            };
            say(&format!("it counts as the same visit as {name}, and they are not the same any more:"));
            if differs.is_empty() {
                say("that one does not count any more");
            }
            differs.iter().for_each(|difference| say(&differing(difference)));
            say(&format!("where they are two: homevisit visit two {visit} {recorded} --because REASON"));
        }
    }
    let (actor, moment) = (screen_text(&conflict.actor), &conflict.moment);
    say(&format!("here: {}, by {actor} at {moment}, act {} ({})", conflict.fact, conflict.act, conflict.kind));
    out
}

fn differing(difference: &Difference) -> String {
    let said = |cell: &Option<String>| cell.as_ref().map_or("nothing".to_owned(), |cell| screen_text(cell));
    match &difference.values {
        Some(values) => {
            format!("{}: the extract has {}, here {}", difference.column, said(&values.extract), said(&values.here))
        }
        None => format!("{}: not the same", difference.column),
    }
}

#[derive(Serialize)]
struct ConflictsJson<'a> {
    schema: &'static str,
    taken_on: Option<Day>,
    conflicts: Vec<ConflictJson<'a>>,
}

#[derive(Serialize)]
struct ConflictJson<'a> {
    file: &'static str,
    line: u64,
    key: std::collections::BTreeMap<&'static str, &'a str>,
    kind: &'static str,
    recorded: Option<&'a str>,
    differs: Vec<DifferenceJson<'a>>,
    fact: FactRef,
    act: i64,
    act_kind: ActKind,
    at: &'a str,
    by: &'a str,
}

#[derive(Serialize)]
struct DifferenceJson<'a> {
    column: &'static str,
    shown: bool,
    extract: Option<&'a str>,
    here: Option<&'a str>,
}

impl<'a> From<&'a Difference> for DifferenceJson<'a> {
    fn from(difference: &'a Difference) -> DifferenceJson<'a> {
        let values = difference.values.as_ref();
        DifferenceJson {
            column: difference.column,
            shown: values.is_some(),
            extract: values.and_then(|values| values.extract.as_deref()),
            here: values.and_then(|values| values.here.as_deref()),
        }
    }
}

fn conflict(conflict: &Conflict) -> ConflictJson<'_> {
    let (kind, recorded, differs) = match &conflict.clash {
        Clash::Differs(differs) => ("differs", None, differs.as_slice()),
        Clash::Withdrawn => ("withdrawn", None, &[][..]),
        Clash::Parted { recorded, differs } => ("parted", recorded.as_deref(), differs.as_slice()),
    };
    ConflictJson {
        file: conflict.file.name(),
        line: conflict.line,
        key: conflict.key.iter().map(|(column, cell)| (*column, cell.as_str())).collect(),
        kind,
        recorded,
        differs: differs.iter().map(DifferenceJson::from).collect(),
        fact: conflict.fact,
        act: conflict.act,
        act_kind: conflict.kind,
        at: &conflict.moment,
        by: &conflict.actor,
    }
}

/// Writes them as JSON, `homevisit.import-conflicts/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(conflicts: &Conflicts, to: impl Write) -> io::Result<()> {
    let value = ConflictsJson {
        schema: "homevisit.import-conflicts/1",
        taken_on: conflicts.taken_on,
        conflicts: conflicts.list.iter().map(conflict).collect(),
    };
    json::write(&value, to)
}
