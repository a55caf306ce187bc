//! Every cell of a spreadsheet, read by another library, against the JSON of the same list.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::kit::{DAY, Unit};

/// A sheet: its heads, then its rows by head, then its row of totals if it has one.
pub struct Sheet {
    pub heads: Vec<String>,
    pub rows: Vec<BTreeMap<String, Data>>,
}

pub fn sheet(file: &Path, name: &str) -> Sheet {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let mut rows = range.rows();
    assert_eq!(rows.next().unwrap()[0], Data::String("OFFICIAL-SENSITIVE".to_owned()));
    let said: Vec<String> = rows.by_ref().take(4).map(|row| row[0].to_string()).collect();
    assert!(said.iter().all(|line| line.chars().count() < 220), "each can be read at a glance: {said:?}");
    let said = said.join("\n");
    for word in ["As at: ", "Known at: ", "Policy: ", "Scope: ", "Filter: ", "Rows: "] {
        assert!(said.contains(word), "{said}");
    }
    let heads: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    let named = |row: &[Data]| heads.iter().cloned().zip(row.iter().cloned()).collect();
    Sheet { rows: rows.map(named).collect(), heads }
}

pub fn text(value: &Value) -> Data {
    value.as_str().map_or(Data::Empty, |text| Data::String(text.to_owned()))
}

pub fn number(value: &Value) -> Data {
    Data::Float(value.as_f64().unwrap())
}

/// The day of a cell, as it is written elsewhere.
pub fn day(cell: &Data) -> Value {
    match cell {
        Data::Empty => Value::Null,
        Data::DateTime(at) => {
            let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
            Value::String((first + chrono::Days::new(at.as_f64() as u64)).to_string())
        }
        other => panic!("{other:?} is no day"),
    }
}

fn yes_no(value: &Value) -> Data {
    Data::String((if value.as_bool().unwrap() { "yes" } else { "no" }).to_owned())
}

fn bucket(word: &Value) -> Data {
    let said = match word.as_str().unwrap() {
        "missing" => "whereabouts unknown",
        "suspended" => "away",
        "reactive" => "desk-based",
        "on-track" => "on track",
        word => word,
    };
    Data::String(said.to_owned())
}

fn tier(id: &Value) -> Data {
    let names = [("very-high", "Very high"), ("high", "High"), ("medium", "Medium"), ("low", "Low")];
    let known = |id: &str| names.iter().find(|(known, _)| *known == id).unwrap().1.to_owned();
    Data::String(id.as_str().map_or("none set".to_owned(), known))
}

fn joined(list: &Value) -> Data {
    let words: Vec<&str> = list.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    if words.is_empty() { Data::Empty } else { Data::String(words.join("; ")) }
}

#[test]
fn the_worklist_is_the_same_in_both() {
    let unit = Unit::demo();
    let list = ["worklist", "--all", "--as-of", DAY];
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "list.xlsx"));
    let sheet = sheet(&file, "Worklist");
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(sheet.rows.len(), rows.len() + 1, "and a row of totals");
    let mut overdue = 0.0;
    for (row, cells) in rows.iter().zip(&sheet.rows) {
        let expected = [
            ("Offender", text(&row["offender_ref"])),
            ("Name", text(&row["name"])),
            ("Risk level", tier(&row["tier"])),
            ("Officer", text(&row["officer_id"])),
            ("Standing", bucket(&row["bucket"])),
            ("Days overdue", number(&row["days_overdue"])),
            ("Cycles missed", number(&row["missed"])),
            ("Tried since", number(&row["attempts_since"])),
            ("Visit overdue", yes_no(&row["with_overdue"])),
            ("Within tolerance", yes_no(&row["within_tolerance"])),
            ("No fixed abode", yes_no(&row["no_fixed_abode"])),
            ("District", text(&row["postcode_district"])),
            ("Flags", joined(&row["flags"])),
        ];
        for (head, value) in expected {
            assert_eq!(cells[head], value, "{head} of {}", row["offender_ref"]);
        }
        for (head, value) in [("Due", "due"), ("Last seen", "last_visit"), ("Try again by", "retry_by")] {
            assert_eq!(day(&cells[head]), row[value], "{head} of {}", row["offender_ref"]);
        }
        overdue += row["days_overdue"].as_f64().unwrap();
    }
    let heads = 13 + 3 + ["Warnings", "For today", "To act on"].len();
    assert_eq!(sheet.heads.len(), heads, "no column is left out of this test but those in words alone");
    assert_eq!(sheet.rows.last().unwrap()["Days overdue"], Data::Float(overdue), "the cached result of the total");
}

#[test]
fn the_audit_is_the_same_in_both_and_its_totals_are_live() {
    let unit = Unit::demo();
    let list = ["audit", "--from", "2025-04-01", "--to", DAY, "--as-of", DAY, "--cases"];
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "audit.xlsx"));
    let audit = sheet(&file, "Audit");
    let figures = [
        ("On time", "on_time"),
        ("On time: of", "required"),
        ("Late", "late"),
        ("Missed", "missed"),
        ("Overdue", "overdue"),
        ("Additional", "additional"),
        ("Lapsed", "lapsed"),
        ("Pending", "pending"),
        ("Person-days to visit", "days_required"),
        ("Person-days away", "days_suspended"),
        ("Person-days desk-based", "days_reactive"),
        ("Person-days overdue", "days_overdue"),
        ("Recorded here late", "recorded_late"),
        ("Recorded here late: of", "on_time"),
        ("Late by their source's day", "source_late"),
        ("Late by their source's day: of", "source_dated"),
    ];
    assert_eq!(audit.heads.len(), figures.len() + 1 + 3, "a name, and three rates");
    let rows = json["rows"].as_array().unwrap().iter().chain([&json["total"]]);
    assert_eq!(rows.clone().count(), audit.rows.len());
    for (row, cells) in rows.zip(&audit.rows) {
        for (head, figure) in figures {
            assert_eq!(cells[head], number(&row[figure]), "{head}");
        }
        let (part, of) = (row["on_time"].as_f64().unwrap(), row["required"].as_f64().unwrap());
        let Data::Float(rate) = cells["On time: rate"] else { panic!("{:?}", cells["On time: rate"]) };
        assert!((rate - part / of).abs() <= 0.000_5 + f64::EPSILON, "{rate} of {part}/{of}");
    }
    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    let formulas = book.worksheet_formula("Audit").unwrap();
    let last: Vec<&String> = formulas.rows().next_back().unwrap().iter().collect();
    assert_eq!(last.iter().filter(|formula| formula.starts_with("SUBTOTAL(109,")).count(), figures.len());
    let headline = sheet(&file, "Average day");
    let days = json["days"].as_f64().unwrap();
    for (row, cells) in json["rows"].as_array().unwrap().iter().chain([&json["total"]]).zip(&headline.rows) {
        let average = |field: &str| Data::Float((row[field].as_f64().unwrap() * 10.0 / days).round() / 10.0);
        let figures = [
            ("People overdue on an average day", "days_overdue"),
            ("Of people to visit", "days_required"),
            ("People away", "days_suspended"),
            ("People desk-based", "days_reactive"),
        ];
        for (head, field) in figures {
            assert_eq!(cells[head], average(field), "{head}");
        }
        let whole = "Person-days overdue, of those to visit";
        assert_eq!(cells[whole], number(&row["days_overdue"]));
        assert_eq!(cells[&format!("{whole}: of")], number(&row["days_required"]));
        assert_eq!(cells["Days"], Data::Float(days));
    }
    let owed = sheet(&file, "Visits owed");
    let cases = json["cases"]["requirements"].as_array().unwrap();
    assert_eq!(owed.rows.len(), cases.len());
    for (case, cells) in cases.iter().zip(&owed.rows) {
        assert_eq!((&cells["Offender"], &cells["Outcome"]), (&text(&case["offender_ref"]), &text(&case["outcome"])));
        let days = [("Counted on", "count_day"), ("Due", "due"), ("Visit", "visit"), ("Recorded here", "recorded")];
        for (head, field) in days.into_iter().chain([("By its source", "source_recorded")]) {
            assert_eq!(day(&cells[head]), case[field], "{head}");
        }
    }
    let days = sheet(&file, "Days overdue");
    assert_eq!(days.rows.len(), json["cases"]["days_overdue"].as_array().unwrap().len() + 1);
}

#[test]
fn the_unseen_are_the_same_in_both() {
    let unit = Unit::demo();
    let list = ["unseen", "--as-of", DAY];
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "unseen.xlsx"));
    let sheet = sheet(&file, "Unseen");
    let rows = json["rows"].as_array().unwrap();
    assert_eq!((sheet.rows.len(), sheet.heads.len()), (rows.len(), 10));
    for (row, cells) in rows.iter().zip(&sheet.rows) {
        let expected = [
            ("Offender", text(&row["offender_ref"])),
            ("Name", text(&row["name"])),
            ("Days unseen", number(&row["days_unseen"])),
            ("Risk level", tier(&row["tier"])),
            ("Officer", text(&row["officer_id"])),
            ("Standing", bucket(&row["bucket"])),
            ("Visit overdue", yes_no(&row["with_overdue"])),
        ];
        for (head, value) in expected {
            assert_eq!(cells[head], value, "{head} of {}", row["offender_ref"]);
        }
        assert_eq!(day(&cells["Last seen"]), row["last_visit"]);
        assert_eq!(day(&cells["Managed since"]), row["managed_from"]);
    }
}

/// A part of the file as it stands in it.
fn part(file: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn nothing_is_hidden_nobody_is_named_in_the_properties_and_it_prints() {
    let unit = Unit::demo();
    let file = unit.file(&["worklist", "--all", "--as-of", DAY], "xlsx", "list.xlsx");
    assert!(!part(&file, "xl/workbook.xml").contains("state=\"hidden\""), "the hidden name of a filter is no sheet");
    for name in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"] {
        assert!(!part(&file, name).contains("hidden"), "{name}");
    }
    let core = part(&file, "docProps/core.xml");
    assert!(core.contains("<dc:title>Worklist</dc:title>") && core.contains("<dc:creator></dc:creator>"), "{core}");
    assert!(core.contains("2026-03-31T00:00:00Z"), "the day as at, not the clock: {core}");
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    let wanted = [
        "<pane ySplit=\"6\"",
        "<autoFilter ref=\"A6:",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "<oddHeader>&amp;C&amp;\"-,Bold\"OFFICIAL-SENSITIVE</oddHeader>",
        "OFFICIAL-SENSITIVE&amp;RPage &amp;P of &amp;N</oddFooter>",
        "customWidth=\"1\"",
    ];
    for wanted in wanted {
        let quoted = wanted.replace("\"-,Bold\"", "&quot;-,Bold&quot;");
        assert!(sheet.contains(wanted) || sheet.contains(&quoted), "{wanted}");
    }
    assert!(part(&file, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    let again = unit.file(&["worklist", "--all", "--as-of", DAY], "xlsx", "again.xlsx");
    assert_eq!(std::fs::read(file).unwrap(), std::fs::read(again).unwrap(), "the same list is the same file");
}

#[test]
fn a_proof_evidence_and_a_history_are_the_same_in_both() {
    let register = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/unit/register");
    let unit = Unit::of(Path::new(register));
    let proof = ["explain", "R004", "--as-of", "2025-03-31"];
    let (json, file) = (unit.json(&proof), unit.file(&proof, "xlsx", "proof.xlsx"));
    let steps = sheet(&file, "Steps");
    let expected = json["steps"].as_array().unwrap();
    assert!(expected.len() > 3 && steps.rows.len() == expected.len(), "{} steps", expected.len());
    for (step, cells) in expected.iter().zip(&steps.rows) {
        assert_eq!(day(&cells["Day"]), step["day"]);
        assert_eq!(cells["What happened, and the rule"], text(&step["text"]));
    }
    let evidence = ["evidence", "R007", "--as-of", "2025-03-31"];
    let (json, file) = (unit.json(&evidence), unit.file(&evidence, "xlsx", "evidence.xlsx"));
    let attempts = sheet(&file, "Attempts");
    let expected = json["attempts"].as_array().unwrap();
    assert!(!expected.is_empty() && attempts.rows.len() == expected.len());
    for (attempt, cells) in expected.iter().zip(&attempts.rows) {
        assert_eq!(cells["Visit"], text(&attempt["visit_ref"]));
    }
    let history = ["history", "R004"];
    let (json, file) = (unit.json(&history), unit.file(&history, "xlsx", "history.xlsx"));
    let facts = sheet(&file, "History");
    let expected = json["entries"].as_array().unwrap();
    assert_eq!(facts.rows.len(), expected.len());
    for (entry, cells) in expected.iter().zip(&facts.rows) {
        assert_eq!((&cells["Fact"], &cells["What it says"]), (&text(&entry["fact"]), &text(&entry["text"])));
        assert_eq!((&cells["Counts"], &cells["Act"]), (&yes_no(&entry["counts"]), &number(&entry["act"])));
    }
}
