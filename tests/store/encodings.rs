use std::fmt::Write as _;

use homevisit::store::encoding::{self, Value};
use homevisit::store::{FactKind, Store};

use crate::sample;

const VECTORS: &str = include_str!("../vectors/facts-1.txt");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn encode_all(store: &Store) -> String {
    let view = sample::now(store);
    let mut lines = String::new();
    for kind in FactKind::ALL {
        // the first policy is a file of data, which may gain remarks; the second is ours
        let from = if *kind == FactKind::Policy { 2 } else { 1 };
        for number in from.. {
            let Some(bytes) = view.encoding(*kind, number).unwrap() else { break };
            let _ = writeln!(lines, "{kind} {number} {} {}", hex(&encoding::digest(&bytes)), hex(&bytes));
        }
    }
    lines
}

fn sampled() -> (tempfile::TempDir, Store) {
    let (folder, mut store) = sample::filled();
    let policy = "
        insert into free_text (text_id, salt, value) values
            (13, x'a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3', 'by order');
        insert into policy_fact values (2, ?act, 'invented', '2', '2030-01-01', 13, 'id = \"invented\"');
        insert into extract_fact values (2, ?act, null, null, null);";
    sample::record(&mut store, "third", policy).unwrap();
    sample::record(&mut store, "work", sample::WORK).unwrap();
    (folder, store)
}

fn vectors() -> String {
    VECTORS.lines().filter(|line| !line.starts_with('#')).fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn every_kind_of_fact_is_encoded_as_it_ever_was() {
    let (_folder, store) = sampled();
    let found = encode_all(&store);
    assert_eq!(found, vectors(), "the encoding of facts must never change within a version");
    for kind in FactKind::ALL {
        assert!(found.lines().any(|line| line.starts_with(&format!("{kind} "))), "no vector of {kind}");
    }
}

#[test]
fn no_two_facts_are_encoded_alike() {
    let lines = vectors();
    let mut digests: Vec<&str> = lines.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    digests.sort_unstable();
    let all = digests.len();
    digests.dedup();
    assert_eq!(digests.len(), all);
}

#[test]
fn an_encoding_still_stands_when_every_text_is_removed() {
    let (_folder, store) = sampled();
    let before = encode_all(&store);
    for (kind, columns) in [
        ("person", &["family_name", "given_names", "date_of_birth"][..]),
        ("address", &["address", "postcode"]),
        ("officer", &["name"]),
        ("free", &["value"]),
    ] {
        let sql = format!("select text_id, salt, {} from {kind}_text", columns.join(", "));
        let conn = store.connection();
        let mut statement = conn.prepare(&sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (text, salt): (i64, [u8; 16]) = (row.get(0).unwrap(), row.get(1).unwrap());
            let values: Vec<Option<String>> = (0..columns.len()).map(|at| row.get(at + 2).unwrap()).collect();
            let values: Vec<Option<&str>> = values.iter().map(Option::as_deref).collect();
            let emptied = columns.iter().map(|name| format!(", {name} = null")).collect::<String>();
            let sql = format!("update {kind}_text set salt = null, digest = ?1{emptied} where text_id = ?2");
            let digest = encoding::text_digest(kind, &salt, &values);
            conn.execute(&sql, rusqlite::params![digest, text]).unwrap();
        }
    }
    assert_eq!(encode_all(&store), before);
}

#[test]
fn values_cannot_run_into_each_other() {
    let text = |text: &str| Value::Text(text.to_owned());
    let list = |words: &[&str]| Value::List(words.iter().map(|word| text(word)).collect());
    let values = [
        Value::Nothing,
        text(""),
        text("N"),
        text("1"),
        Value::Integer(1),
        Value::Boolean(true),
        Value::Boolean(false),
        Value::List(Vec::new()),
        list(&["ab"]),
        list(&["a", "b"]),
        list(&["b", "a"]),
        Value::List(vec![list(&["a"]), text("b")]),
    ];
    let encoded: std::collections::BTreeSet<_> =
        values.iter().map(|value| encoding::fact("visit", &[("x", value.clone())])).collect();
    assert_eq!(encoded.len(), values.len());
    let split = encoding::text_digest("person", &[0; 16], &[Some("ab"), Some("c"), None]);
    assert_ne!(split, encoding::text_digest("person", &[0; 16], &[Some("a"), Some("bc"), None]));
    assert_ne!(split, encoding::text_digest("person", &[1; 16], &[Some("ab"), Some("c"), None]));
    assert_ne!(split, encoding::text_digest("free", &[0; 16], &[Some("ab"), Some("c"), None]));
}

#[test]
fn a_fact_that_is_not_there_has_no_encoding() {
    let (_folder, store) = sample::empty();
    assert_eq!(sample::now(&store).encoding(FactKind::Visit, 1).unwrap(), None);
}
