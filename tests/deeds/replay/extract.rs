//! What counts at the end, written as an extract.

use std::fs;
use std::path::Path;

use homevisit::domain::day::Day;
use homevisit::domain::deed::About;
use homevisit::domain::extract::File;
use homevisit::domain::fact::{Fact, FactKind};
use homevisit::store::{Scope, Snapshot, Store, StoreError};

const KINDS: [(File, FactKind); 9] = [
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

/// Writes an extract's files into a new directory.
pub fn write(store: &Store, dir: &Path) {
    let view = store.snapshot(None).unwrap();
    fs::create_dir(dir).unwrap();
    for (file, kind) in KINDS {
        let mut to = csv::Writer::from_path(dir.join(file.name())).unwrap();
        to.write_record(file.columns().iter().map(|column| column.name)).unwrap();
        for about in everybody(&view, kind) {
            for stored in view.live(&about, kind).unwrap() {
                let cell = |name| cell(&about, stored.fact.as_ref().unwrap(), name);
                to.write_record(file.columns().iter().map(|column| cell(column.name))).unwrap();
            }
        }
        to.flush().unwrap();
    }
}

/// Everybody whom facts of a kind are about, in the order in which they came on file.
fn everybody(view: &Snapshot<'_>, kind: FactKind) -> Vec<About> {
    if kind == FactKind::Officer {
        return view.roster().unwrap().iter().map(|(_, officer)| About::Officer(officer.id.clone())).collect();
    }
    let mut all = Vec::new();
    view.each_offender(Scope::All, |_, reference, _| {
        all.push(About::Offender(reference.to_owned()));
        Ok::<_, StoreError>(())
    })
    .unwrap();
    all
}

/// What stands in a column of this name.
fn cell(about: &About, fact: &Fact, column: &str) -> String {
    let of = |cells: &[(&str, String)]| {
        let found = cells.iter().find(|(name, _)| *name == column);
        found.unwrap_or_else(|| panic!("nobody writes {column}")).1.clone()
    };
    if let ("offender_ref", About::Offender(word)) | ("officer_id", About::Officer(word)) = (column, about) {
        return word.clone();
    }
    match fact {
        Fact::Officer { from, name, team, role, accredited, fte_hundredths, active_until } => of(&[
            ("from", day(*from)),
            ("name", name.clone()),
            ("team", team.clone()),
            ("role", role.to_string()),
            ("accredited", yes(*accredited)),
            ("fte", fte_hundredths.map_or(String::new(), |share| format!("0.{share}"))),
            ("active_until", day(*active_until)),
        ]),
        Fact::Person { family, given, born } => {
            of(&[("family_name", family.clone()), ("given_names", text(given)), ("date_of_birth", day(*born))])
        }
        Fact::Management { from, until } => of(&[("from", from.to_string()), ("until", day(*until))]),
        Fact::Address { from, address, postcode, no_fixed_abode } => of(&[
            ("from", from.to_string()),
            ("address", text(address)),
            ("postcode", text(postcode)),
            ("no_fixed_abode", yes(Some(*no_fixed_abode))),
        ]),
        Fact::Tier { from, tier, set_by, reason } => of(&[
            ("from", from.to_string()),
            ("tier", tier.clone()),
            ("set_by", set_by.clone()),
            ("reason", text(reason)),
        ]),
        Fact::Owner { from, officer } => of(&[("from", from.to_string()), ("officer_id", officer.clone())]),
        Fact::Status { status, from, until } => {
            of(&[("status", status.to_string()), ("from", from.to_string()), ("until", day(*until))])
        }
        Fact::Plan { kind, from, until, every, authorised_by, reason, review_by } => of(&[
            ("kind", kind.to_string()),
            ("from", from.to_string()),
            ("until", day(*until)),
            ("every", text(every)),
            ("authorised_by", authorised_by.clone()),
            ("reason", text(reason)),
            ("review_by", day(*review_by)),
        ]),
        Fact::Visit(visit) => of(&[
            ("visit_ref", text(&visit.reference)),
            ("date", visit.day.to_string()),
            ("time", text(&visit.time)),
            ("outcome", visit.outcome.to_string()),
            ("announced", yes(visit.announced)),
            ("officers", visit.officers.clone().unwrap_or_default().join(";")),
            ("premises", visit.premises.map_or(String::new(), |premises| premises.to_string())),
            ("entry_sought", yes(visit.entry_sought)),
            ("recorded_on", day(visit.recorded_on)),
        ]),
        other => panic!("no extract has {other:?}"),
    }
}

fn day(day: Option<Day>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

fn yes(value: Option<bool>) -> String {
    value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned()
}

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}
