//! Every limit: what is as long as it is taken in, and what is one longer is not.

use homevisit::import::limits;

use crate::kit::Unit;

/// A text of so many characters, each of two bytes.
fn long(characters: usize) -> String {
    "ø".repeat(characters)
}

fn attending(officers: usize) -> String {
    (0..officers).map(|number| format!("Q{number}")).collect::<Vec<_>>().join(";")
}

/// An extract with every text as long as it may be, and so much longer.
fn filled_up(more: usize) -> Unit {
    let unit = Unit::new();
    let (name, reference) = (long(limits::NAME + more), long(limits::REFERENCE + more));
    let (reason, postcode) = (long(limits::REASON + more), long(limits::POSTCODE + more));
    let team = long(limits::TEAM + more);
    let address = long(limits::ADDRESS + more);
    let officers = attending(limits::ATTENDING + more);
    unit.change("officers.csv", "Petronella Marchbanks,Harbour", format!("{name},{team}"));
    unit.append("officers.csv", &format!("{reference},Invented,Harbour,officer,no,,,\n"));
    unit.change("offenders.csv", "Quillfeather,Zebedee", format!("{name},{name}"));
    unit.append("offenders.csv", &format!("{reference},Invented,,\n"));
    unit.change("addresses.csv", "12 Thimble Yard\",ZZ2 4DD", format!("{address}\",{postcode}"));
    unit.change("tiers.csv", "settled employment reviewed by the panel", &reason);
    unit.change("plans.csv", "moved in beside a playground", &reason);
    unit.change("visits.csv", "V0005", &reference);
    unit.change("visits.csv", "seen,yes,P102;Q900", format!("seen,yes,{officers}"));
    unit.change("extract.toml", "an invented register", long(limits::SOURCE + more));
    unit
}

#[test]
fn what_is_as_long_as_may_be_is_taken_in() {
    let mut unit = filled_up(0);
    assert!(unit.taken().changed());
    assert!(!unit.taken().changed());
}

#[test]
fn what_is_longer_is_complained_of() {
    assert_eq!(
        filled_up(1).said(),
        [
            "officers.csv:2: name: found a longer text, expected at most 200 characters",
            "officers.csv:2: team: found a longer text, expected at most 64 characters",
            "officers.csv:8: officer_id: found something that is no reference, expected at most 64 characters",
            "offenders.csv:2: family_name: found a longer text, expected at most 200 characters",
            "offenders.csv:2: given_names: found a longer text, expected at most 200 characters",
            "offenders.csv:14: offender_ref: found something that is no reference, expected at most 64 characters",
            "addresses.csv:7: address: found a longer text, expected at most 500 characters",
            "addresses.csv:7: postcode: found a longer text, expected at most 20 characters",
            "tiers.csv:3: reason: found a longer text, expected at most 2000 characters",
            "plans.csv:2: reason: found a longer text, expected at most 2000 characters",
            "visits.csv:6: visit_ref: found something that is no reference, expected at most 64 characters",
            "visits.csv:7: officers: found more ids, expected at most 20",
            "extract.toml:3: source: found a longer text, expected at most 200 characters",
        ]
    );
}

#[test]
fn a_rule_an_id_of_a_visit_and_a_file_about_the_extract_have_a_limit() {
    let mut unit = Unit::new();
    unit.change("plans.csv", "FREQ=WEEKLY;INTERVAL=2", format!("FREQ=WEEKLY;INTERVAL={:0>200}", 2));
    unit.change("visits.csv", "seen,yes,P102;Q900", format!("seen,yes,P102;{}", "Q".repeat(limits::REFERENCE + 1)));
    unit.write("extract.toml", format!("taken_on = 2025-03-31\n#{}\n", "-".repeat(limits::NOTE_BYTES as usize)));
    assert_eq!(
        unit.said(),
        [
            "plans.csv:2: every: found something that is no rule, expected at most 200 characters",
            "visits.csv:7: officers: found something that is no id, expected at most 64 characters",
            "extract.toml: found a longer file, expected at most 65536 bytes",
        ]
    );
}

/// The row with its reason so long that the row has this many bytes.
fn stretched(unit: &Unit, bytes: usize, quote: &str) {
    let row = format!("R001,2025-02-01,medium,S201,{quote}{quote}");
    let reason = "x".repeat(bytes - row.len());
    let from = "R001,2025-02-01,medium,S201,settled employment reviewed by the panel";
    unit.change("tiers.csv", from, format!("R001,2025-02-01,medium,S201,{quote}{reason}{quote}"));
}

#[test]
fn a_row_has_a_limit_to_the_byte_wherever_it_stands() {
    let longer_text = "tiers.csv:3: reason: found a longer text, expected at most 2000 characters";
    let longer_row = "tiers.csv:3: found a longer row; the rest of the file was not read, expected at most 65536 bytes";
    for (quote, end) in [("", "\n"), ("\"", "\n"), ("", "\r\n"), ("\"", "\r\n")] {
        for (bytes, expected) in [(limits::ROW_BYTES, longer_text), (limits::ROW_BYTES + 1, longer_row)] {
            let mut unit = Unit::new();
            stretched(&unit, bytes, quote);
            unit.write("tiers.csv", unit.read("tiers.csv").replace('\n', end));
            assert_eq!(unit.said(), [expected], "{bytes} bytes, {quote}, {end:?}");
        }
    }
}

#[test]
fn a_first_line_has_a_limit() {
    let mut unit = Unit::new();
    let columns: Vec<String> = (0..=limits::COLUMNS).map(|number| format!("c{number}")).collect();
    unit.write("owners.csv", columns.join(",") + "\n");
    let said = unit.said();
    assert_eq!(said[0], "owners.csv:1: found 65 columns, expected at most 64");
    assert_eq!(said.len(), 1 + limits::COLUMNS + 3, "each heading, and each column that is not there");
}
