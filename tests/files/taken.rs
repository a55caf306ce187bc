//! Taking something out: to whom and why is asked, kept in the trail, shown there, and removed by law; and where it fails
//! nothing is left.

use std::os::unix::fs::PermissionsExt;

use crate::kit::{DAY, TO, Unit};

/// A supervisor of the demonstration's register.
const SUPERVISOR: &str = "SU-01";
const LIST: [&str; 4] = ["worklist", "--all", "--as-of", DAY];

fn refused(unit: &Unit, words: &[&str], status: i32, said: &str) {
    let output = unit.run(words);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{words:?}: {error}");
    assert!(output.stdout.is_empty() && error.contains(said), "{words:?}: {error}");
}

fn trail(unit: &Unit) -> serde_json::Value {
    unit.json(&["trail", "show", "--actor", SUPERVISOR, "--outcome", "taken"])
}

/// How often anything was taken out, but for the trail itself.
fn taken_out(unit: &Unit) -> usize {
    let trail = trail(unit);
    let entries = trail["entries"].as_array().unwrap().iter();
    entries.filter(|entry| entry["command"] != "trail show").count()
}

#[test]
fn a_file_wants_to_whom_and_why_and_what_goes_together() {
    let unit = Unit::demo();
    let with = |words: &[&'static str]| [&LIST[..], words].concat();
    for words in [&["--out", "list.txt"][..], &["--format", "html"], &["--format", "csv", "--out", "list.csv"]] {
        refused(&unit, &with(words), 2, "to whom, and why?");
    }
    refused(&unit, &with(&["--format", "xlsx", "--for", "a", "--because", "b"]), 2, "say --out FILE");
    for one in [["--for", "a"], ["--because", "a"]] {
        for format in [&["--format", "html"][..], &["--format", "json"], &["--out", "list.xlsx"]] {
            refused(&unit, &with(&[format, &one].concat()), 2, "to whom, and why?");
        }
        refused(&unit, &[&["export", "register", "--to", "new"][..], &one].concat(), 2, "to whom, and why?");
    }
    refused(&unit, &with(&["--format", "html", "--for", " ", "--because", "b"]), 2, "--for: expected one line");
    refused(&unit, &with(&["--format", "html", "--for", "a\nb", "--because", "b"]), 2, "--for: expected one line");
    refused(&unit, &with(&["--for", "a", "--because", "b"]), 2, "read on a screen");
    refused(&unit, &with(&["--format", "json", "--bom"]), 2, "--bom goes with");
    assert!(unit.beside().is_empty());
    for format in ["json", "csv"] {
        unit.done(&with(&["--format", format]));
    }
    let bom = unit.done(&with(&["--format", "csv", "--bom"]));
    assert!(bom.starts_with("\u{feff}as_of,"));
}

#[test]
fn a_known_ending_says_the_format_and_never_stands_on_another() {
    let unit = Unit::demo();
    let out = |name: &'static str| [&LIST[..], &["--out", name], &TO].concat();
    let begins = |name: &str, with: &[u8]| assert!(std::fs::read(unit.path(name)).unwrap().starts_with(with), "{name}");
    let known = [("a.json", &b"{\n"[..]), ("a.csv", b"as_of,"), ("a.XLSX", b"PK"), ("a.html", b"<!doctype html>")];
    for (name, with) in known.into_iter().chain([("a.txt", &b"OFFICIAL"[..]), ("a.2026", b"OFFICIAL")]) {
        unit.done(&out(name));
        begins(name, with);
    }
    unit.done(&[&["explain", "R000123", "--out", "b.html"][..], &TO].concat());
    begins("b.html", b"<!doctype html>");
    let (written, entries) = (unit.beside(), taken_out(&unit));
    let of = |format: &'static str, name: &'static str| [&out(name)[..], &["--format", format]].concat();
    for (format, name) in [("csv", "c.xlsx"), ("table", "c.xlsx"), ("xlsx", "c.csv"), ("json", "c.html")] {
        refused(&unit, &of(format, name), 2, "do not go together");
    }
    for (name, said) in
        [("c.ics", "is a calendar, and this is none"), ("c.xls", "not written here"), ("c.pdf", "not w")]
    {
        refused(&unit, &out(name), 2, said);
    }
    let proof = ["explain", "R000123", "--out", "c.csv"];
    refused(&unit, &[&proof[..], &TO].concat(), 2, "this is not written as .csv");
    let calendar = ["calendar", "--officer", "OF-01", "--out", "c.csv"];
    refused(&unit, &[&calendar[..], &TO].concat(), 2, "ends in .ics");
    assert_eq!((unit.beside(), taken_out(&unit)), (written, entries));
    assert_eq!(entries, 7);
}

#[test]
fn a_folder_is_said_to_be_one() {
    let unit = Unit::demo();
    std::fs::create_dir(unit.path("folder")).unwrap();
    for out in ["folder", "folder/", "nowhere/"] {
        let list = [&LIST[..], &["--format", "html", "--out", out], &TO].concat();
        refused(&unit, &list, 1, "this is a folder, and a file is to be written\nhint: name the file too");
    }
    let register = [&["export", "register", "--to", "folder"][..], &TO].concat();
    refused(&unit, &register, 1, "there is a folder there already");
    refused(&unit, &register, 1, "name a folder that is not there yet, such as folder/register");
    assert_eq!((unit.beside(), taken_out(&unit)), (vec!["folder".to_owned()], 0));
}

#[test]
fn the_trail_says_to_whom_and_why_and_holds() {
    let unit = Unit::demo();
    let file = unit.file(&LIST, "html", "list.html");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    unit.done(&[&LIST[..], &["--format", "csv"], &TO].concat());
    let found = unit.done(&["trail", "show", "--actor", SUPERVISOR, "--outcome", "taken"]);
    let text = found.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("to the superintendent, because: the monthly meeting"), "{text}");
    let json = trail(&unit);
    let entries = json["entries"].as_array().unwrap();
    for entry in entries.iter().rev().take(2) {
        assert_eq!(entry["disclosed_to"], TO[1]);
        assert_eq!(entry["reason"], TO[3]);
        let asked = entry["asked"].as_str().unwrap();
        assert!(asked.contains("for=?") && asked.contains("because=?") && !asked.contains("superintendent"), "{asked}");
    }
    unit.done(&["trail", "verify"]);
}

#[test]
fn nothing_is_written_over_and_nothing_is_left_where_it_fails() {
    let unit = Unit::demo();
    std::fs::write(unit.path("there.html"), "mine").unwrap();
    let there = [&LIST[..], &["--format", "html", "--out", "there.html"], &TO].concat();
    refused(&unit, &there, 1, "there is a file there already");
    assert_eq!(std::fs::read_to_string(unit.path("there.html")).unwrap(), "mine");
    let nowhere = [&LIST[..], &["--format", "html", "--out", "nowhere/list.html"], &TO].concat();
    refused(&unit, &nowhere, 1, "no such folder");
    let other = ["worklist", "--officer", "nobody", "--format", "xlsx", "--out", "list.xlsx"];
    refused(&unit, &[&other[..], &TO].concat(), 1, "no officer has this id");
    let dangling = unit.path("dangling.html");
    std::os::unix::fs::symlink("elsewhere", &dangling).unwrap();
    let linked = [&LIST[..], &["--format", "html", "--out", "dangling.html"], &TO].concat();
    refused(&unit, &linked, 1, "there is a file there already");
    assert_eq!(unit.beside(), ["dangling.html", "there.html"]);
}

#[test]
fn to_whom_and_why_of_one_person_goes_with_that_person() {
    let register = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/unit/register");
    let unit = Unit::of(std::path::Path::new(register));
    let history = ["history", "R006", "--format", "html", "--out", "r006.html"];
    unit.done(&[&history[..], &["--for", "Wilhelmina Pipe", "--because", "she asked for it"]].concat());
    unit.done(&["forget", "R006", "--authorised-by", "S201", "--because", "the law", "--yes", "--actor", "M301"]);
    let trail = unit.done(&["trail", "show", "--actor", "M301", "--about", "R006"]);
    assert!(trail.contains("[removed]") && !trail.contains("Wilhelmina"), "{trail}");
    unit.done(&["trail", "verify"]);
    let kept = std::fs::read(unit.path("unit.db")).unwrap();
    assert!(!kept.windows(10).any(|bytes| bytes == b"Wilhelmina"));
}
