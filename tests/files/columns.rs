//! CSV by the names of the JSON: each column is a key of the same list's JSON, and each cell what stands there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::kit::Unit;
use crate::papers::EVERY;

/// Columns that are no key of the JSON, and why.
const OWN: [(&str, &[&str]); 9] = [
    // of the policy and of the version that went back, which are objects there
    ("", &["policy_version", "policy_retroactive"]),
    // a row a case of one list, where JSON has two lists
    ("audit", &["group"]),
    // a row a figure, of the groups and of cases
    ("compared", &["group", "figure", "what", "then_at", "now_at", "then_act", "now_act"]),
    // a row a measure of a level
    ("overview", &["value", "of", "of_measure", "measure", "unit", "as_of"]),
    ("moor", &["value", "of", "of_measure", "measure", "unit", "as_of"]),
    // the level asked for, beside that of each case
    ("cases", &["of_tier"]),
    // a row a month of a group; its last day is the day as at
    ("trend", &["as_of", "group"]),
    ("owed", &["as_of", "group"]),
    // a row a week: gone by or to come
    ("forecast", &["week"]),
];

/// Where the rows of a list stand in its JSON, where there is one for each row of the CSV.
const ROWS: [(&str, &str); 8] = [
    ("worklist", "/rows"),
    ("unseen", "/rows"),
    ("flagged", "/rows"),
    ("cases", "/rows"),
    ("nobody", "/rows"),
    ("load", "/rows"),
    ("officers", "/rows"),
    ("predictability", "/rows"),
];

type Read = (Vec<String>, Vec<BTreeMap<String, String>>);

fn table(text: &str) -> Read {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (heads, reader.deserialize().map(Result::unwrap).collect())
}

/// Every key, alone and with those it stands under, joined by `_`; a risk level's figure by its id.
fn keys(value: &Value, under: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let long = if under.is_empty() { key.clone() } else { format!("{under}_{key}") };
                if key == "by_tier" {
                    by_tier(value, found);
                }
                found.insert(key.clone(), value.clone());
                found.insert(long.clone(), value.clone());
                keys(value, &long, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, "", found)),
        _ => (),
    }
}

fn by_tier(levels: &Value, found: &mut BTreeMap<String, Value>) {
    for level in levels.as_array().unwrap() {
        let id = level["tier"].as_str().unwrap_or("no-tier").replace('-', "_");
        for (key, value) in level.as_object().unwrap().iter().filter(|(key, _)| *key != "tier") {
            found.insert(format!("{key}_{id}"), value.clone());
        }
    }
}

#[test]
fn every_column_is_a_key_of_the_json_and_the_list_says_of_itself_alike() {
    let unit = Unit::demo();
    for (name, words) in EVERY {
        // a list without rows has no row to have its keys from
        if name == "nobody" {
            continue;
        }
        let (heads, _) = table(&unit.done(&[words, &["--format", "csv"]].concat()));
        let mut found = BTreeMap::new();
        keys(&unit.json(words), "", &mut found);
        let own: BTreeSet<&str> = OWN
            .iter()
            .filter(|(of, _)| of.is_empty() || *of == name)
            .flat_map(|(_, own)| own.iter().copied())
            .collect();
        for head in &heads {
            assert!(found.contains_key(head) || own.contains(head.as_str()), "{name}: {head} is no key of its JSON");
        }
        if name != "compared" {
            assert_eq!(heads[..3], ["as_of", "policy", "policy_version"], "{name}");
            assert_eq!(heads.last().unwrap(), "policy_retroactive", "{name}");
        }
        let mut once = heads.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), heads.len(), "{name}: a column twice");
    }
}

/// A value as a cell has it; none where the cell is in words of its own.
fn in_a_cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some((if *yes { "yes" } else { "no" }).to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(words) => {
            let words: Option<Vec<&str>> = words.iter().map(Value::as_str).collect();
            words.map(|words| words.join(";"))
        }
        Value::Object(_) => None,
    }
}

#[test]
fn every_cell_is_what_stands_in_the_json() {
    let unit = Unit::demo();
    for (name, at) in ROWS {
        let words = EVERY.iter().find(|(of, _)| *of == name).unwrap().1;
        let (heads, read) = table(&unit.done(&[words, &["--format", "csv"]].concat()));
        let json = unit.json(words);
        let rows = json.pointer(at).unwrap().as_array().unwrap();
        assert_eq!(rows.len(), read.len(), "{name}");
        let mut held = BTreeSet::new();
        for (row, cells) in rows.iter().zip(&read) {
            let mut found = BTreeMap::new();
            keys(row, "", &mut found);
            // what excuses it is in words here
            for head in heads
                .iter()
                .filter(|head| *head != "excuses")
                .filter(|head| row.get(head.as_str()).is_some() || head.contains('_'))
            {
                let Some(said) = row.get(head.as_str()).or(found.get(head)).and_then(in_a_cell) else { continue };
                let cell = &cells[head];
                // what a spreadsheet would take for something else has an apostrophe before it
                assert!(*cell == said || *cell == format!("'{said}"), "{name}: {head} is {cell}, not {said}");
                held.insert(head.clone());
            }
        }
        assert!(rows.is_empty() || held.len() + 9 >= heads.len(), "{name}: held {held:?} of {heads:?}");
    }
}
