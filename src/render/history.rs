//! A history as text and as JSON (`homevisit.history/1`).

pub use super::history_paper::paper;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::fact_words::{Texts, in_words};
use super::json::KnownJson;
use super::lines::{left, paragraph, width as columns};
use super::words::{counted, known, screen_text, short_day};
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind};
use crate::render::Accounts;
use crate::report::history::{Acted, Entry, History, Other, Removed};

/// The history, to read. What counts no more begins with `~` and says what became of it.
pub fn text(history: &History, width: usize) -> String {
    let (About::Offender(word) | About::Officer(word)) = &history.about;
    let mut out = paragraph(&format!("{}  ", screen_text(word)), &screen_text(&history.name), width);
    let facts = counted(history.entries().count() as u64, "fact", "facts");
    let acts = counted(history.acts.len() as u64, "act", "acts");
    let gone = history.entries().any(|entry| entry.gone.is_some());
    let mark = if gone { " What begins with ~ counts no more." } else { "" };
    let first = format!("All that was ever recorded, in the order of acts: {facts} in {acts}.{mark}");
    out.push_str(&paragraph("", &first, width));
    out.push_str(&known(history.known.as_ref(), width));
    for removed in &history.removed {
        out.push_str(&paragraph("", &screen_text(&by_law(removed)), width));
    }
    let names = history.entries().map(|entry| columns(&entry.name.to_string())).max().unwrap_or(0);
    for act in &history.acts {
        out.push('\n');
        out.push_str(&paragraph("", &screen_text(&heading(act)), width));
        let why = act.reason.as_ref().map(|reason| paragraph("because: ", &screen_text(reason), width));
        out.push_str(&why.unwrap_or_default());
        for entry in &act.entries {
            let mark = if entry.gone.is_some() { "~ " } else { "  " };
            let name = format!("{mark}{}  ", left(&entry.name.to_string(), names));
            out.push_str(&paragraph(&name, &screen_text(&said(entry)), width));
            let became = became(entry).map(|became| screen_text(&became));
            let became = became.map(|became| paragraph(&" ".repeat(columns(&name)), &became, width));
            out.push_str(&became.unwrap_or_default());
        }
    }
    out + &how_to_set_right(history, width)
}

pub(super) fn by_law(removed: &Removed) -> String {
    let Removed { act, actor, authorised_by, at, .. } = removed;
    let day = short_day(at.day);
    format!("Names and texts were removed by law in act {act}, on {day}, by {actor}, authorised by {authorised_by}.")
}

/// How a fact is set right, with the fields of the kinds that there are.
fn how_to_set_right(history: &History, width: usize) -> String {
    let mut kinds: BTreeMap<FactKind, Vec<String>> = BTreeMap::new();
    for fact in history.entries().filter(|entry| entry.counts()).filter_map(|entry| entry.fact.as_ref()) {
        kinds.entry(fact.kind()).or_insert_with(|| settable(fact));
    }
    if kinds.is_empty() {
        return String::new();
    }
    let mut out = "\nTo set a fact right, or to say that it was not so:\n".to_owned();
    out.push_str(&paragraph("  ", "homevisit correct FACT --set FIELD=VALUE --because REASON", width));
    out.push_str(&paragraph("  ", "homevisit withdraw FACT --because REASON", width));
    out.push_str("The fields there are; a day is written as 2026-03-02:\n");
    let column = kinds.keys().map(|kind| kind.as_str().len()).max().unwrap_or(0);
    for (kind, fields) in kinds {
        out.push_str(&paragraph(&format!("  {kind:<column$}  "), &fields.join(", "), width));
    }
    out
}

/// All fields but a visit's reference, which it keeps.
fn settable(fact: &Fact) -> Vec<String> {
    let fields = fields(fact).unwrap_or_default();
    let keys = fields.as_object().into_iter().flat_map(|fields| fields.keys());
    keys.filter(|key| *key != "reference").cloned().collect()
}

fn heading(act: &Acted) -> String {
    let clock = act.at.clock().map_or(String::new(), |time| format!(" at {time}"));
    let what = super::act_words::in_words(act.kind);
    let by = match &act.authorised_by {
        Some(second) => format!("proposed by {}, authorised by {second}", act.actor),
        None => format!("by {}", act.actor),
    };
    format!("Act {}, {}{clock}: {what}, {by}", act.number, short_day(act.at.day))
}

pub(super) fn said(entry: &Entry) -> String {
    match (&entry.fact, &entry.supersedes) {
        (Some(fact), None) => in_words(fact, Texts::Shown),
        (Some(fact), Some(old)) => format!("{} (in the place of {})", in_words(fact, Texts::Shown), other(old)),
        (None, Some(old)) => format!("{} was not so", other(old)),
        (None, None) => "a withdrawal".to_owned(),
    }
}

pub(super) fn became(entry: &Entry) -> Option<String> {
    let gone = entry.gone.as_ref()?;
    Some(match (gone.withdrawn, &gone.because) {
        (true, Some(because)) => format!("withdrawn by act {}, because {because}", gone.act),
        (true, None) => format!("withdrawn by act {}", gone.act),
        (false, _) => format!("superseded by {} (act {})", other(&gone.by), gone.act),
    })
}

fn other(other: &Other) -> String {
    match &other.of {
        Some(word) => format!("{} of {word}", other.name),
        None => other.name.to_string(),
    }
}

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    offender_ref: Option<&'a str>,
    officer_id: Option<&'a str>,
    name: &'a str,
    facts: usize,
    counting: usize,
    removed: Vec<RemovedJson<'a>>,
    entries: Vec<JsonEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct RemovedJson<'a> {
    act: i64,
    moment: &'a str,
    actor: &'a str,
    authorised_by: &'a str,
}

#[derive(Serialize)]
struct JsonEntry<'a> {
    fact: String,
    kind: &'static str,
    act: i64,
    act_kind: &'static str,
    moment: &'a str,
    actor: &'a str,
    reason: Option<&'a str>,
    counts: bool,
    supersedes: Option<String>,
    superseded_by: Option<String>,
    superseded_by_act: Option<i64>,
    withdrawn: bool,
    moved_to: Option<&'a str>,
    fields: Option<Value>,
    text: String,
    authorised_by: Option<&'a str>,
}

/// Writes the history as JSON, `homevisit.history/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(history: &History, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let entries = history.acts.iter().flat_map(|act| act.entries.iter().map(move |entry| json_entry(act, entry)));
    let (offender_ref, officer_id) = match &history.about {
        About::Offender(reference) => (Some(reference.as_str()), None),
        About::Officer(id) => (None, Some(id.as_str())),
    };
    let json = Json {
        schema: "homevisit.history/1",
        offender_ref,
        officer_id,
        name: &history.name,
        facts: history.entries().count(),
        counting: history.entries().filter(|entry| entry.counts()).count(),
        removed: history.removed.iter().map(removed_json).collect(),
        entries: entries.collect::<io::Result<_>>()?,
        known_at: KnownJson::of(&history.known),
    };
    super::json::write_list(&json, accounts, to)
}

fn removed_json(removed: &Removed) -> RemovedJson<'_> {
    let Removed { act, moment, actor, authorised_by, .. } = removed;
    RemovedJson { act: *act, moment, actor, authorised_by }
}

fn json_entry<'a>(act: &'a Acted, entry: &'a Entry) -> io::Result<JsonEntry<'a>> {
    let gone = entry.gone.as_ref();
    Ok(JsonEntry {
        fact: entry.name.to_string(),
        kind: entry.name.kind.as_str(),
        act: act.number,
        act_kind: act.kind.as_str(),
        moment: &act.moment,
        actor: &act.actor,
        authorised_by: act.authorised_by.as_deref(),
        reason: act.reason.as_deref(),
        counts: entry.counts(),
        supersedes: entry.supersedes.as_ref().map(|old| old.name.to_string()),
        superseded_by: gone.map(|gone| gone.by.name.to_string()),
        superseded_by_act: gone.map(|gone| gone.act),
        withdrawn: gone.is_some_and(|gone| gone.withdrawn),
        moved_to: gone.and_then(|gone| gone.by.of.as_deref()),
        fields: entry.fact.as_ref().map(fields).transpose()?,
        text: said(entry),
    })
}

/// The fields of a fact, without the word of its kind around them.
fn fields(fact: &Fact) -> io::Result<Value> {
    match serde_json::to_value(fact)? {
        Value::Object(one) => Ok(one.into_iter().next().map_or(Value::Null, |(_, fields)| fields)),
        other => Ok(other),
    }
}
