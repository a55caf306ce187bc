//! A fact takes the place of another, or is said not to have been so.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::doing::{Doing, Subject};
use super::remarked::first_act;
use super::{DeedRefused, rights};
use crate::domain::deed::Right;
use crate::domain::fact::{Fact, FactKind, FactRef};
use crate::store::Stored;
use crate::store::act::ActKind;

/// Corrects a fact: the fields named are set, the others stay.
pub(super) fn correct(
    doing: &mut Doing<'_>,
    name: &str,
    set: &BTreeMap<String, Option<String>>,
) -> Result<(), DeedRefused> {
    let (stored, subject) = live(doing, name)?;
    let held = stored.fact.clone().ok_or_else(|| DeedRefused::unknown("fact", name))?;
    let corrected = with_set(&held, set)?;
    if corrected == held {
        return Err(DeedRefused::wrong("nothing of it would change"));
    }
    may(doing, &stored)?;
    rights::to_record(doing, &subject, &corrected)?;
    doing.check(&subject, &corrected, Some(&stored))?;
    doing.insert(&subject, &corrected, Some(&stored)).map(drop)
}

/// Withdraws a fact.
pub(super) fn withdraw(doing: &mut Doing<'_>, name: &str) -> Result<(), DeedRefused> {
    let (stored, subject) = live(doing, name)?;
    may(doing, &stored)?;
    if stored.name.kind == FactKind::Person {
        return Err(DeedRefused::wrong("who somebody is, is corrected and not withdrawn"));
    }
    if let Some(hanging) = hanging(doing, &stored)? {
        return Err(DeedRefused::wrong(format!("{} hangs on it, and is withdrawn first", hanging.name)));
    }
    doing.withdraw(&subject, &stored).map(drop)
}

/// The fact of a name, where it counts, and whom it is about.
fn live(doing: &Doing<'_>, name: &str) -> Result<(Stored, Subject), DeedRefused> {
    let parsed: FactRef =
        name.parse().map_err(|error: crate::domain::fact::FactRefError| DeedRefused::wrong(error.to_string()))?;
    if matches!(parsed.kind, FactKind::Policy | FactKind::Extract) {
        return Err(DeedRefused::wrong("a policy or an extract is followed by another, never corrected"));
    }
    let stored = doing.view().fact(parsed)?.ok_or_else(|| DeedRefused::unknown("fact", name))?;
    if let Some(later) = stored.superseded_by {
        return Err(DeedRefused::wrong(format!("{name} no longer counts: {later} took its place")));
    }
    if stored.fact.is_none() {
        return Err(DeedRefused::wrong(format!("{name} says only that another was not so")));
    }
    let subject = doing.subject(&stored.about)?;
    Ok((stored, subject))
}

/// Whoever recorded a fact here may set it right; anybody else needs the right to.
fn may(doing: &Doing<'_>, stored: &Stored) -> Result<(), DeedRefused> {
    let first = first_act(doing.view(), stored)?;
    let last = doing.view().act_of(stored)?;
    let own = first.kind != ActKind::Import && doing.is_own(&first) && doing.is_own(&last);
    doing.needs(if own { Right::Record } else { Right::Correct })
}

/// A fact that would be about nothing if this one were not so.
fn hanging(doing: &Doing<'_>, stored: &Stored) -> Result<Option<Stored>, DeedRefused> {
    let kinds: &[FactKind] = match stored.name.kind {
        FactKind::Decision => &[FactKind::Stage],
        FactKind::Visit => &[FactKind::Referral, FactKind::Entered, FactKind::Pair],
        _ => &[],
    };
    let reference = match &stored.fact {
        Some(Fact::Visit(visit)) => visit.reference.clone(),
        _ => None,
    };
    for kind in kinds {
        for other in doing.view().live(&stored.about, *kind)? {
            let hangs = match &other.fact {
                Some(Fact::Stage { decision, .. }) => *decision == stored.name.number,
                Some(Fact::Referral { visit, .. } | Fact::Entered { visit, .. }) => Some(visit) == reference.as_ref(),
                Some(Fact::Pair { visit, recorded, .. }) => [Some(visit), Some(recorded)].contains(&reference.as_ref()),
                _ => false,
            };
            if hangs {
                return Ok(Some(other));
            }
        }
    }
    Ok(None)
}

/// A fact with some of its fields set, as they are written: days, words, numbers, yes or no, lists parted by commas; none,
/// not recorded. What is wrong names the field and quotes nothing.
pub(super) fn with_set(fact: &Fact, set: &BTreeMap<String, Option<String>>) -> Result<Fact, DeedRefused> {
    let unreadable = || DeedRefused::wrong("this fact cannot be set right by its fields");
    let written = serde_json::to_value(fact).map_err(|_| unreadable())?;
    let (kind, mut fields) = match written {
        Value::Object(one) => match one.into_iter().next() {
            Some((kind, Value::Object(fields))) => (kind, fields),
            _ => return Err(unreadable()),
        },
        _ => return Err(unreadable()),
    };
    for (key, text) in set {
        if !fields.contains_key(key) || key == "reference" {
            let keys: Vec<&str> = fields.keys().map(String::as_str).filter(|key| *key != "reference").collect();
            let keys = keys.join(", ");
            return Err(DeedRefused::wrong(format!("there is no such field to set; there are {keys}")));
        }
        fields = set_one(&kind, fields, key, text.as_deref())?;
    }
    fact_of(&kind, fields).ok_or_else(unreadable)
}

fn set_one(
    kind: &str,
    fields: Map<String, Value>,
    key: &str,
    text: Option<&str>,
) -> Result<Map<String, Value>, DeedRefused> {
    for value in writings(text) {
        let mut tried = fields.clone();
        tried.insert(key.to_owned(), value);
        if fact_of(kind, tried.clone()).is_some() {
            return Ok(tried);
        }
    }
    Err(DeedRefused::wrong(format!("{key} cannot be that")))
}

fn fact_of(kind: &str, fields: Map<String, Value>) -> Option<Fact> {
    let mut one = Map::new();
    one.insert(kind.to_owned(), Value::Object(fields));
    serde_json::from_value(Value::Object(one)).ok()
}

/// What a text may mean, the plainest first.
fn writings(text: Option<&str>) -> Vec<Value> {
    let Some(text) = text else { return vec![Value::Null] };
    let mut writings = vec![Value::from(text)];
    writings.extend(text.parse::<u64>().map(Value::from));
    match text {
        "yes" => writings.push(Value::from(true)),
        "no" => writings.push(Value::from(false)),
        _ => (),
    }
    let words: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    writings.push(Value::from(words.clone()));
    let members = words.iter().filter_map(|word| word.split_once(':'));
    writings.push(members.map(|(agency, number)| serde_json::json!({ "agency": agency, "number": number })).collect());
    writings
}
