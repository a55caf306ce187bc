//! What counts in a register, written out as an extract: one file a kind of fact, rows in the order in which they hold.

use std::path::Path;

use homevisit::domain::deed::About;
use homevisit::domain::extract::File;
use homevisit::domain::fact::{Fact, FactKind};
use homevisit::store::{Snapshot, Store};
use tempfile::TempDir;

use crate::lists::references;
use crate::words::{colleague, person};

const FILES: &[(File, FactKind)] = &[
    (File::Officers, FactKind::Officer),
    (File::Offenders, FactKind::Person),
    (File::Management, FactKind::Management),
    (File::Addresses, FactKind::Address),
    (File::Tiers, FactKind::Tier),
    (File::Owners, FactKind::Owner),
    (File::Statuses, FactKind::Status),
    (File::Plans, FactKind::Plan),
    (File::Visits, FactKind::Visit),
];

/// The extract, in a directory that cleans up after itself.
pub fn written(store: &Store) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let view = store.snapshot(None).unwrap();
    for (file, kind) in FILES {
        write(dir.path(), *file, &facts(&view, *kind));
    }
    dir
}

/// The facts of a kind that count, with the reference or id of whom each is about.
pub fn facts(view: &Snapshot<'_>, kind: FactKind) -> Vec<(String, Fact)> {
    let abouts: Vec<About> = match kind {
        FactKind::Officer => view.roster().unwrap().iter().map(|(_, officer)| colleague(&officer.id)).collect(),
        _ => references(view).iter().map(|reference| person(reference)).collect(),
    };
    let mut facts = Vec::new();
    for about in abouts {
        let (About::Offender(word) | About::Officer(word)) = &about;
        let live = view.live(&about, kind).unwrap();
        facts.extend(live.into_iter().map(|stored| (word.clone(), stored.fact.unwrap())));
    }
    facts
}

fn write(dir: &Path, file: File, facts: &[(String, Fact)]) {
    let mut rows = csv::Writer::from_path(dir.join(file.name())).unwrap();
    let columns: Vec<&str> = file.columns().iter().map(|column| column.name).collect();
    rows.write_record(&columns).unwrap();
    for (about, fact) in facts {
        let Ok(serde_json::Value::Object(one)) = serde_json::to_value(fact) else { panic!("a fact has fields") };
        let fields = one.into_iter().next().unwrap().1;
        rows.write_record(columns.iter().map(|column| cell(about, &fields, column))).unwrap();
    }
    rows.flush().unwrap();
}

/// A cell of an extract, out of a fact's fields and whom it is about.
fn cell(about: &str, fields: &serde_json::Value, column: &str) -> String {
    let field = match column {
        "offender_ref" => return about.to_owned(),
        "officer_id" if fields.get("officer").is_none() => return about.to_owned(),
        "fte" => return share(&fields["fte_hundredths"]),
        "officer_id" => "officer",
        "family_name" => "family",
        "given_names" => "given",
        "date_of_birth" => "born",
        "visit_ref" => "reference",
        "date" => "day",
        other => other,
    };
    match fields.get(field).unwrap_or_else(|| panic!("no field for the column {column}")) {
        serde_json::Value::Null => String::new(),
        serde_json::Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(ids) => ids.iter().map(|id| id.as_str().unwrap()).collect::<Vec<_>>().join(";"),
        other => panic!("{other} in the column {column}"),
    }
}

fn share(hundredths: &serde_json::Value) -> String {
    hundredths.as_u64().map_or(String::new(), |hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100))
}
