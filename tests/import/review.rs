//! What careful readers of the import looked for: nobody vanishes, and no name is printed where a file is out of place.

use homevisit::act::import::ImportError;
use homevisit::domain::intake::ImportReport;
use homevisit::render;

use crate::kit::Unit;

fn report_text(report: &ImportReport) -> String {
    render::import::report(report)
}

#[test]
fn somebody_on_file_and_never_managed_is_named() {
    let mut unit = Unit::new();
    unit.append("offenders.csv", "R099,Underbough,Ottoline,1970-01-01\n");
    let report = unit.taken();
    assert_eq!(report.worries.never_managed.references, ["R099"]);
    assert!(report_text(&report).contains("on file and never managed, so on no list"));
}

#[test]
fn a_record_without_a_beginning_says_so() {
    let mut unit = Unit::new();
    unit.write("extract.toml", "taken_on = 2025-03-31\n");
    let report = unit.taken();
    assert!(
        report_text(&report).contains("No history_from is stated: the record is taken as complete from the beginning.")
    );
}

#[test]
fn a_misspelt_note_is_not_passed_over() {
    for name in ["Extract.toml", "extrakt.toml", "extract.TOML"] {
        let mut unit = Unit::new();
        let note = unit.read("extract.toml");
        std::fs::remove_file(unit.path("extract.toml")).unwrap();
        unit.write(name, note);
        let said = unit.said().join("\n");
        assert!(said.contains("expected extract.toml"), "{name}: {said}");
    }
}

#[test]
fn no_record_is_complete_from_a_day_to_come() {
    let mut unit = Unit::new();
    unit.write("extract.toml", "history_from = 2030-01-01\n");
    let said = unit.said().join("\n");
    assert!(said.contains("extract.toml:1: history_from: found 2030-01-01, expected 2025-03-31 or earlier"), "{said}");
}

#[test]
fn a_name_in_a_file_name_or_in_place_of_a_heading_is_not_printed() {
    let mut unit = Unit::new();
    unit.write("visits QUILLFEATHER Zoe.csv", "a,b\n");
    let officers = unit.read("officers.csv");
    unit.write("officers.csv", officers.lines().skip(1).collect::<Vec<_>>().join("\n").replace("Petronella", "Rose"));
    let said = unit.said().join("\n");
    for name in ["QUILLFEATHER", "Zoe", "Rose", "Marchbanks", "Cole"] {
        assert!(!said.contains(name), "{said}");
    }
}

#[test]
fn rows_that_have_gone_are_said_first() {
    let mut unit = Unit::filled();
    let tiers = unit.read("tiers.csv");
    unit.write("tiers.csv", tiers.lines().take(3).collect::<Vec<_>>().join("\n") + "\n");
    let report = unit.taken();
    let said = report_text(&report);
    assert!(said.lines().take(3).any(|line| line.contains("rows that are held are not in this extract")), "{said}");
}

#[test]
fn a_file_of_anybodys_name_is_neither_printed_nor_a_crash() {
    for name in ["\u{23a}.toml", "Owens.csv", "Tyers.csv", "Extracta.toml", "\u{23a}\u{130}.csv", ".csv", ".toml"] {
        let mut unit = Unit::new();
        unit.write(name, "a\n");
        if let Err(ImportError::Refused(mut complaints)) = unit.import() {
            let stem = name.split('.').next().unwrap();
            let said = render::import::complaints(&mut complaints);
            assert!(stem.is_empty() || !said.contains(stem), "{said}");
        }
    }
}

#[test]
fn a_heading_that_only_begins_like_one_of_ours_is_not_printed() {
    let mut unit = Unit::new();
    unit.change("tiers.csv", "offender_ref,from,tier", "offender_ref,from,Tierney");
    unit.change("owners.csv", "offender_ref,from", "offender_ref,Fromme");
    let said = unit.said().join("\n");
    assert!(said.contains("over column 3") && said.contains("over column 2"), "{said}");
    assert!(!said.contains("Tierney") && !said.contains("Fromme"), "{said}");
}
