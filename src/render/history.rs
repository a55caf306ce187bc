//! A history as text and as JSON (`homevisit.history/1`).

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::fact_words::{Texts, in_words};
use super::lines::{left, paragraph, width as columns};
use super::words::{screen_text, short_day};
use crate::report::history::{Acted, Entry, History};

/// The history, to read. What counts no more begins with `~` and says what became of it.
pub fn text(history: &History, width: usize) -> String {
    let mut out = format!("{}  {}\n", screen_text(&history.subject), screen_text(&history.name));
    let entries = || history.acts.iter().flat_map(|act| &act.entries);
    let gone = entries().any(|entry| entry.gone.is_some());
    let mark = if gone { " What begins with ~ counts no more." } else { "" };
    out.push_str(&paragraph("", &format!("All that was ever recorded, in the order of acts.{mark}"), width));
    let names = entries().map(|entry| columns(&entry.name.to_string())).max().unwrap_or(0);
    for act in &history.acts {
        out.push('\n');
        out.push_str(&paragraph("", &screen_text(&heading(act)), width));
        for entry in &act.entries {
            let mark = if entry.gone.is_some() { "~ " } else { "  " };
            let name = format!("{mark}{}  ", left(&entry.name.to_string(), names));
            out.push_str(&paragraph(&name, &screen_text(&said(entry)), width));
            let became = became(entry).map(|became| paragraph(&" ".repeat(columns(&name)), &became, width));
            out.push_str(&became.unwrap_or_default());
        }
    }
    out
}

fn heading(act: &Acted) -> String {
    let clock = act.at.clock().map_or(String::new(), |time| format!(" at {time}"));
    let why = act.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"));
    format!("Act {}, {}{clock}, {}, by {}{why}", act.number, short_day(act.at.day), act.kind, act.actor)
}

fn said(entry: &Entry) -> String {
    match (&entry.fact, entry.supersedes) {
        (Some(fact), None) => in_words(fact, Texts::Shown),
        (Some(fact), Some(old)) => format!("{} (in the place of {old})", in_words(fact, Texts::Shown)),
        (None, Some(old)) => format!("{old} was not so"),
        (None, None) => "a withdrawal".to_owned(),
    }
}

fn became(entry: &Entry) -> Option<String> {
    let gone = entry.gone?;
    Some(match gone.withdrawn {
        true => format!("withdrawn by act {}", gone.act),
        false => format!("superseded by {} (act {})", gone.by, gone.act),
    })
}

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    subject: &'a str,
    name: &'a str,
    entries: Vec<JsonEntry<'a>>,
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
    fields: Option<Value>,
    text: String,
}

/// Writes the history as JSON, `homevisit.history/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(history: &History, to: impl Write) -> io::Result<()> {
    let entries = history.acts.iter().flat_map(|act| act.entries.iter().map(move |entry| json_entry(act, entry)));
    let json = Json {
        schema: "homevisit.history/1",
        subject: &history.subject,
        name: &history.name,
        entries: entries.collect::<io::Result<_>>()?,
    };
    super::json::write(&json, to)
}

fn json_entry<'a>(act: &'a Acted, entry: &Entry) -> io::Result<JsonEntry<'a>> {
    Ok(JsonEntry {
        fact: entry.name.to_string(),
        kind: entry.name.kind.as_str(),
        act: act.number,
        act_kind: act.kind.as_str(),
        moment: &act.moment,
        actor: &act.actor,
        reason: act.reason.as_deref(),
        counts: entry.fact.is_some() && entry.gone.is_none(),
        supersedes: entry.supersedes.map(|name| name.to_string()),
        superseded_by: entry.gone.map(|gone| gone.by.to_string()),
        superseded_by_act: entry.gone.map(|gone| gone.act),
        withdrawn: entry.gone.is_some_and(|gone| gone.withdrawn),
        fields: entry.fact.as_ref().map(fields).transpose()?,
        text: said(entry),
    })
}

/// The fields of a fact, without the word of its kind around them.
fn fields(fact: &crate::domain::fact::Fact) -> io::Result<Value> {
    match serde_json::to_value(fact)? {
        Value::Object(one) => Ok(one.into_iter().next().map_or(Value::Null, |(_, fields)| fields)),
        other => Ok(other),
    }
}
