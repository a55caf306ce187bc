//! The fields of a fact set by what is written for them: days, words, numbers, yes or no, lists parted by commas.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::DeedRefused;
use crate::domain::fact::Fact;
use crate::store::REMOVED;

/// The field that stays as it is: a visit is known by it.
const KEPT: &str = "reference";

/// A fact with some of its fields set; an empty writing, or `none` where a field may be without one, is *not recorded*.
///
/// # Errors
/// What is wrong names the field and quotes nothing that was written.
pub(super) fn with_set(fact: &Fact, set: &BTreeMap<String, Option<String>>) -> Result<Fact, DeedRefused> {
    let unreadable = || DeedRefused::wrong("this fact cannot be set right by its fields");
    let (kind, mut fields) = fields(fact).ok_or_else(unreadable)?;
    for (key, text) in set {
        if !fields.contains_key(key) || key == KEPT {
            let known: Vec<String> = fields.keys().filter(|key| *key != KEPT).cloned().collect();
            let said = format!("there is no such field to set; there are {}", known.join(", "));
            return Err(DeedRefused::Unlisted { said, asked: key.clone(), known });
        }
        let read = writings(key, text.as_deref()).into_iter().find_map(|value| {
            let mut tried = fields.clone();
            tried.insert(key.clone(), value);
            fact_of(&kind, tried.clone()).map(|_| tried)
        });
        fields = read.ok_or_else(|| DeedRefused::wrong(format!("{key} cannot be that")))?;
    }
    fact_of(&kind, fields).ok_or_else(unreadable)
}

/// Whether a text of this fact is the mark of one that was removed by law.
pub(super) fn holds_removed_text(fact: &Fact) -> bool {
    fields(fact).is_some_and(|(_, fields)| fields.values().any(|value| value == REMOVED))
}

fn fields(fact: &Fact) -> Option<(String, Map<String, Value>)> {
    let Ok(Value::Object(one)) = serde_json::to_value(fact) else { return None };
    match one.into_iter().next() {
        Some((kind, Value::Object(fields))) => Some((kind, fields)),
        _ => None,
    }
}

fn fact_of(kind: &str, fields: Map<String, Value>) -> Option<Fact> {
    serde_json::from_value(json!({ kind: fields })).ok()
}

/// What is written may mean, the likeliest first.
fn writings(key: &str, text: Option<&str>) -> Vec<Value> {
    let nothing = [Value::Null, json!([])];
    let text = match text.map(str::trim) {
        None | Some("") => return nothing.to_vec(),
        Some(text) => text,
    };
    let mut writings = Vec::new();
    if text == "none" || (key == "premises" && text == "not-recorded") {
        writings.extend(nothing);
    }
    writings.push(text.into());
    writings.extend(text.parse::<u64>().map(Value::from));
    writings.extend(match text {
        "yes" => Some(Value::from(true)),
        "no" => Some(Value::from(false)),
        _ => None,
    });
    let words: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    writings.push(words.clone().into());
    let members: Option<Vec<Value>> = words.iter().map(|word| member(word)).collect();
    writings.extend(members.map(Value::from));
    writings
}

/// Somebody from another agency, written `agency:number`.
fn member(word: &str) -> Option<Value> {
    let (agency, number) = word.split_once(':')?;
    Some(json!({ "agency": agency.trim(), "number": number.trim() }))
}
