//! The same of the program itself, on an invented register that it made.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use homevisit::report::measure::Measure;
use serde_json::Value;
use tempfile::TempDir;

const AS_OF: [&str; 2] = ["--as-of", "2026-03-31"];

struct Program {
    folder: TempDir,
}

impl Program {
    /// With 150 invented people, a visit recorded here and not entered, and a direction.
    fn new() -> Program {
        let program = Program { folder: TempDir::new().unwrap() };
        let register = program.folder.path().join("register");
        let to = register.to_str().unwrap().to_owned();
        program.answer(&["init"]);
        program.answer(&["generate", "--offenders=150", "--seed=3", "--last-day=2026-03-31", "--to", &to]);
        program.answer(&["import", &to]);
        program
    }

    fn db(&self) -> PathBuf {
        self.folder.path().join("unit.db")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.db()).args(arguments).stdin(Stdio::null()).output().unwrap()
    }

    fn answer(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.answer(&[arguments, &["--format=json"]].concat())).unwrap()
    }
}

/// The rows of a CSV file, by the heads of its columns.
fn table(csv: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn cases_have_the_sum_of_the_overview_and_every_format_says_the_same() {
    let program = Program::new();
    let overview = program.json(&[&["overview"], &AS_OF[..]].concat());
    let text = program.answer(&[&["overview"], &AS_OF[..]].concat());
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let file = table(&program.answer(&[&["overview", "--format=csv"], &AS_OF[..]].concat()));
    for measure in Measure::ALL {
        let name = measure.as_str();
        let figure = overview["total"][name].as_u64().unwrap();
        let cases = program.json(&[&["cases", name], &AS_OF[..]].concat());
        assert_eq!(cases["sum"], figure, "{name}");
        let counts = cases["rows"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), figure, "{name}");
        let rows = table(&program.answer(&[&["cases", name, "--format=csv"], &AS_OF[..]].concat()));
        assert_eq!(rows.iter().map(|row| row["count"].parse::<u64>().unwrap()).sum::<u64>(), figure, "{name}");
        let total = file.iter().find(|row| row["tier"] == "total" && row["measure"] == name).unwrap();
        assert_eq!(total["value"], figure.to_string(), "{name}");
        let levels: u64 =
            overview["levels"].as_array().unwrap().iter().map(|level| level["figures"][name].as_u64().unwrap()).sum();
        assert_eq!(levels, figure, "{name}");
    }
    assert!(overview["total"]["owed"].as_u64().unwrap() > 10);
}

#[test]
fn a_trend_ends_with_the_overview_and_a_text_shows_each_month() {
    let program = Program::new();
    let overview = program.json(&[&["overview"], &AS_OF[..]].concat());
    let asked = ["trend", "--measure=owed", "--from=2025-04-01", "--to=2026-03-31", "--group-by=tier"];
    let trend = program.json(&asked);
    let points = trend["points"].as_array().unwrap();
    assert_eq!((points.len(), &points[11]["value"]), (12, &overview["total"]["owed"]));
    let text = program.answer(&asked);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for point in points {
        let of = format!("{}/{} (", point["value"], point["of"]);
        assert!(text.contains(&of), "{of}: {text}");
    }
    let flow = ["trend", "--measure=days-overdue", "--from=2025-04-01", "--to=2026-03-31"];
    let (flow, text) = (program.json(&flow), program.answer(&flow));
    let days: u64 = flow["points"].as_array().unwrap().iter().map(|point| point["value"].as_u64().unwrap()).sum();
    assert_eq!(days, overview["total"]["days-overdue"].as_u64().unwrap());
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn each_is_a_file_that_people_open_too() {
    let program = Program::new();
    let trend = ["trend", "--measure=owed", "--from=2025-10-01", "--to=2026-03-31", "--group-by=tier"];
    let lines = [&["overview", AS_OF[0], AS_OF[1]][..], &["cases", "owed", AS_OF[0], AS_OF[1]], &trend];
    let owed = program.json(&[&["overview"], &AS_OF[..]].concat())["total"]["owed"].to_string();
    for line in lines {
        let disclosed = [line, &["--for", "the inspectors", "--because", "asked for"]].concat();
        let page = program.answer(&[&disclosed[..], &["--format=html"]].concat());
        assert!(page.contains(&format!(">{owed}<")) || page.contains(&format!(">{owed}/")), "{line:?} of {owed}");
        assert_eq!(page.contains("<svg"), line[0] != "cases", "{line:?}");
        let out = program.folder.path().join(format!("{}.xlsx", line[0]));
        let out = out.to_str().unwrap();
        program.answer(&[&disclosed[..], &["--format=xlsx", "--out", out]].concat());
        assert!(std::fs::metadata(out).unwrap().len() > 4_000, "{line:?}");
    }
}

#[test]
fn what_was_known_then_is_what_is_told_of_then() {
    let program = Program::new();
    let known = ["--known-at=2", "--as-of=2026-03-31"];
    let before = program.answer(&[&["overview"], &known[..]].concat());
    let first = program.json(&[&["cases", "owed"], &AS_OF[..]].concat())["rows"][0]["offender_ref"]
        .as_str()
        .unwrap()
        .to_owned();
    let list = program.json(&["worklist", "--all", "--as-of=2026-03-31"]);
    let officer = list["rows"][0]["officer_id"].as_str().unwrap();
    let visit = ["visit", "record", &first, "--on=2026-03-31", "--outcome=seen", "--premises=notified", "--yes"];
    program.answer(&[&["--actor", officer], &visit[..], &["--officers", officer]].concat());
    assert_eq!(program.answer(&[&["overview"], &known[..]].concat()), before);
    let sum = |arguments: &[&str]| program.json(&[arguments, &AS_OF[..]].concat())["sum"].as_u64().unwrap();
    assert_eq!(sum(&["cases", "owed", "--known-at=2"]), sum(&["cases", "owed"]) + 1);
    assert_eq!((sum(&["cases", "not-entered"]), sum(&["cases", "not-entered", "--known-at=2"])), (1, 0));
    let trend = |known: &[&str]| {
        let asked = ["trend", "--measure=owed", "--from=2026-03-31", "--to=2026-03-31"];
        program.json(&[&asked[..], known].concat())["points"][0]["value"].as_u64().unwrap()
    };
    assert_eq!(trend(&["--known-at=2"]), trend(&[]) + 1);
}

#[test]
fn what_is_not_understood_is_refused_with_what_would_be() {
    let program = Program::new();
    let refused = |arguments: &[&str], says: &str| {
        let said = program.refused(arguments);
        assert!(said.contains(says), "{arguments:?}: {said}");
    };
    refused(&["cases", "owd"], "no measure has this name; did you mean owed? `homevisit cases` lists them");
    refused(&["cases", "owed", "--tier=zzz"], "risk levels: very-high, high, medium, low, none");
    refused(&["cases", "owed", "--tier=higgh"], "did you mean high?");
    refused(&["cases"], "say its name");
    refused(&["cases", "owed", "--from=2026-01-01", "--to=2026-01-31"], "of a day and not of a period");
    refused(&["cases", "owed", "--team=Nowhere"], "no officer is in a team of this name");
    refused(&["cases", "owed", "--officer=XX"], "no officer has this id");
    refused(&["overview", "--as-of=1990-01-01"], "the record is complete from");
    refused(&["trend", "--measure=not-entered", "--from=2026-01-01", "--to=2026-02-01"], "of no day gone by");
}

#[test]
fn what_is_left_out_is_the_overviews_and_what_is_cut_short_is_said() {
    let program = Program::new();
    let whole = program.json(&["trend", "--measure=days-overdue", "--from=2025-04-01", "--to=2026-03-31"]);
    assert_eq!(program.json(&["trend", "--measure=days-overdue", "--to=2026-03-31"]), whole);
    assert_eq!(program.json(&["trend", "--measure=days-overdue", "--as-of=2026-03-31"]), whole);
    let days = ["cases", "days-overdue", "--as-of=2026-03-31", "--from=2026-01-01"];
    let said = program.answer(&days);
    assert!(!said.contains("NOTE: The period") && said.contains("those shown are of 31 Mar 2026"), "{said}");
    assert_eq!(program.answer(&[&days[..], &["--to=2026-03-31"]].concat()), said);
    let further = program.answer(&[&days[..], &["--to=2026-06-30"]].concat());
    assert!(further.contains("NOTE: The period asked for goes on to 2026-06-30"), "{further}");
    assert_eq!(further.split_once("Who is behind").unwrap().1, said.split_once("Who is behind").unwrap().1);
}

#[test]
fn a_risk_level_is_asked_for_by_its_name_too_and_every_figure_is_listed() {
    let program = Program::new();
    let of = |tier: &str| program.json(&["cases", "managed", "--tier", tier, AS_OF[0], AS_OF[1]]);
    assert_eq!(of("Very high"), of("very-high"));
    assert_eq!((of("HIGH"), of("None")), (of("high"), of("none")));
    let list = program.run(&["cases"]);
    let list = (list.status.code(), String::from_utf8(list.stdout).unwrap());
    let help = program.answer(&["trend", "--help"]);
    for measure in Measure::ALL {
        let (line, word) = (format!("\n  {measure} "), measure.as_str());
        assert!(list.0 == Some(2) && list.1.contains(&line), "{line}");
        assert!(help.split([' ', ',', '\n']).any(|known| known == word), "{word}");
    }
}

#[test]
fn a_bar_is_as_long_as_the_rate_beside_it() {
    let program = Program::new();
    let text = program.answer(&["trend", "--measure=slipped", "--to=2026-03-31"]);
    assert!(text.replace('\n', " ").contains("the months do not add up to a period"), "{text}");
    let rows = text.lines().filter_map(|line| {
        let (said, bar) = line.split_once(" %)")?;
        Some((said.rsplit_once('(')?.1.parse::<f64>().ok()?, bar.trim().len()))
    });
    let mut rows: Vec<(f64, usize)> = rows.collect();
    assert_eq!(rows.len(), 12, "{text}");
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    assert!(rows.is_sorted_by_key(|(_, bar)| *bar) && rows[11].1 == 30, "{text}");
}

#[test]
fn commands_at_the_foot_say_what_was_asked_for() {
    let program = Program::new();
    let foot = |asked: &[&str]| {
        let text = program.answer(&[&["overview"], asked].concat());
        let from = text.find("Who is behind a figure:").unwrap();
        text[from..].split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let said = foot(&["--as-of=2026-03-31", "--known-at=2", "--team=Harbour"]);
    assert!(said.contains("homevisit cases NAME --team Harbour --as-of 2026-03-31 --known-at 2"), "{said}");
    assert!(said.ends_with("homevisit explain REF --as-of 2026-03-31 --known-at 2"), "{said}");
    assert!(foot(&[]).ends_with("homevisit explain REF"), "{}", foot(&[]));
}
