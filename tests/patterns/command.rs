//! The commands as people run them: on a screen, as files, of the past, with what was recorded here.

use homevisit::domain::pattern::Pattern;
use serde_json::Value;

use crate::kit::{AS_OF, FROM};
use crate::recounted::Unit;

fn rows<'v>(said: &'v Value, pattern: &str) -> &'v Vec<Value> {
    let patterns = said["patterns"].as_array().unwrap();
    patterns.iter().find(|one| one["pattern"] == pattern).unwrap()["rows"].as_array().unwrap()
}

#[test]
fn a_screen_lists_every_pattern_says_it_accuses_nobody_and_fits() {
    let unit = Unit::generated(120, 8);
    for command in ["integrity", "predictability"] {
        let screen = unit.said(&[command, "--as-of", AS_OF]);
        let wide: Vec<&str> = screen.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:?}");
    }
    let screen = unit.said(&["integrity", "--as-of", AS_OF]);
    assert!(screen.contains("None of this says that anybody did wrong"));
    let said = unit.json(&["integrity", "--as-of", AS_OF]);
    for pattern in said["patterns"].as_array().unwrap() {
        let (name, cases) = (pattern["pattern"].as_str().unwrap(), pattern["cases"].as_u64().unwrap());
        let line = screen.lines().find(|line| line.starts_with(&format!("{name} "))).unwrap();
        let counts: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(counts[1].replace(',', ""), cases.to_string(), "{line}");
        assert_eq!(counts[2].replace(',', ""), pattern["looked_at"].to_string(), "{line}");
        assert_eq!(screen.contains(&format!("\n{}: {cases}", name.to_uppercase())), cases > 0, "{name}");
    }
}

/// The lines of a screen that stand under the title of a pattern, up to the next empty one.
fn under<'s>(screen: &'s str, name: &str) -> Vec<&'s str> {
    let title = format!("{}: ", name.to_uppercase());
    screen.lines().skip_while(|line| !line.starts_with(&title)).skip(1).take_while(|line| !line.is_empty()).collect()
}

/// Whether it begins a case: with a day, or as at the last day with a reference.
fn is_case(line: &str) -> bool {
    let reference = |word: &str| word.len() == 7 && word.starts_with('R') && word[1..].parse::<u32>().is_ok();
    let words: Vec<&str> = line.split_whitespace().take(3).collect();
    let day =
        line.len() > 11 && words[0].parse::<u8>().is_ok() && words[2].parse::<u16>().is_ok_and(|year| year > 2000);
    !line.starts_with("   ") && (day || reference(words[0]))
}

#[test]
fn a_screen_shows_three_cases_of_each_pattern_and_says_how_to_see_all_of_them() {
    let unit = Unit::generated(300, 8);
    let whole = ["integrity", "--as-of", AS_OF, "--from", "2025-06-01", "--team", "Harbour"];
    let (screen, said) = (unit.said(&whole), unit.json(&whole));
    let wide: Vec<&str> = screen.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:?}");
    let mut more = 0;
    for pattern in said["patterns"].as_array().unwrap() {
        let (name, cases) = (pattern["pattern"].as_str().unwrap(), pattern["cases"].as_u64().unwrap());
        let shown = |lines: &[&str]| lines.iter().filter(|line| is_case(line)).count() as u64;
        let short = under(&screen, name);
        assert_eq!(shown(&short), cases.min(3), "{name}: {short:?}");
        let (hidden, start) = (cases.saturating_sub(3), format!("and {} more:", cases.saturating_sub(3)));
        assert_eq!(short.iter().any(|line| line.starts_with(&start)), hidden > 0, "{name}: {short:?}");
        if hidden > 0 {
            let command = short.join(" ").replace('\\', "");
            let asked = command.split_once("homevisit ").unwrap().1;
            assert!(asked.contains(&format!("--pattern {name} ")), "{asked}");
            let all = unit.said(&asked.split_whitespace().collect::<Vec<_>>());
            assert_eq!(shown(&under(&all, name)), cases, "{asked}: {all}");
            more += 1;
        }
    }
    assert!(more >= 3, "{screen}");
}

#[test]
fn one_pattern_is_short_and_says_the_last_day_once() {
    let unit = Unit::generated(120, 8);
    let screen = unit.said(&["integrity", "--as-of", AS_OF, "--pattern", "unseen-too-long"]);
    let (listed, cases) = (under(&screen, "unseen-too-long"), screen.matches(" days before; every ").count());
    assert!(cases > 3, "{screen}");
    assert_eq!(listed.iter().filter(|line| is_case(line)).count(), cases, "{screen}");
    let said = listed.join(" ");
    assert_eq!((said.matches("31 Mar 2026").count(), said.matches("adopted first").count()), (0, 1), "{screen}");
    let none = unit.said(&["integrity", "--as-of", AS_OF, "--pattern", "absences-in-a-row"]);
    assert!(none.contains("ABSENCES-IN-A-ROW: 0\n") && none.contains("0 cases of"), "{none}");
    assert!(none.lines().count() < 13, "{none}");
}

#[test]
fn the_cases_of_one_pattern_leave_the_counts_of_all() {
    let unit = Unit::generated(120, 8);
    let all = unit.json(&["integrity", "--as-of", AS_OF]);
    for only in [Pattern::AbsenceNearDue, Pattern::Alike] {
        let one = unit.json(&["integrity", "--as-of", AS_OF, "--pattern", only.as_str()]);
        for (one, all) in one["patterns"].as_array().unwrap().iter().zip(all["patterns"].as_array().unwrap()) {
            let expected = if one["pattern"] == only.as_str() { all["rows"].clone() } else { Value::Null };
            assert_eq!(one["rows"], expected);
            assert_eq!((&one["cases"], &one["looked_at"]), (&all["cases"], &all["looked_at"]));
        }
    }
}

#[test]
fn a_file_for_a_spreadsheet_has_a_row_for_each_case() {
    let unit = Unit::generated(120, 8);
    let said = unit.json(&["integrity", "--as-of", AS_OF]);
    let file = unit.said(&["integrity", "--as-of", AS_OF, "--format", "csv"]);
    let read: Vec<csv::StringRecord> =
        csv::Reader::from_reader(file.as_bytes()).records().map(Result::unwrap).collect();
    let cases: u64 = said["patterns"].as_array().unwrap().iter().map(|one| one["cases"].as_u64().unwrap()).sum();
    assert_eq!(read.len() as u64, cases);
    let people = unit.json(&["predictability", "--as-of", AS_OF]);
    let file = unit.said(&["predictability", "--as-of", AS_OF, "--format", "csv"]);
    assert_eq!(
        csv::Reader::from_reader(file.as_bytes()).records().count() as u64,
        people["predictable"].as_u64().unwrap()
    );
}

#[test]
fn teams_are_parts_of_the_unit() {
    let unit = Unit::generated(200, 9);
    let teams: std::collections::BTreeSet<String> =
        crate::recount::rows(&unit.folder.path().join("register"), "officers.csv")
            .into_iter()
            .map(|row| row["team"].clone())
            .collect();
    let of_a_person = ["recorded-late", "lowered-near-due", "ended-owed"];
    let looked = |said: &Value, name: &str| {
        let patterns = said["patterns"].as_array().unwrap();
        patterns.iter().find(|one| one["pattern"] == name).unwrap()["looked_at"].as_u64().unwrap()
    };
    let all = unit.json(&["integrity", "--as-of", AS_OF]);
    let mut sums = vec![0; of_a_person.len()];
    let mut managed = 0;
    for team in &teams {
        let of = unit.json(&["integrity", "--as-of", AS_OF, "--team", team]);
        sums.iter_mut().zip(of_a_person).for_each(|(sum, name)| *sum += looked(&of, name));
        managed += unit.json(&["predictability", "--as-of", AS_OF, "--team", team])["managed"].as_u64().unwrap();
    }
    for (sum, name) in sums.iter().zip(of_a_person) {
        assert!(0 < *sum && *sum <= looked(&all, name), "{name}: {sum}");
    }
    let everybody = unit.json(&["predictability", "--as-of", AS_OF])["managed"].as_u64().unwrap();
    assert!(managed <= everybody && managed + everybody / 10 > everybody, "{managed} of {everybody}");
}

/// In a unit of one person whose only visit of the time is recorded here, long after it was made.
#[test]
fn what_was_recorded_here_late_names_who_recorded_it_and_is_not_known_before() {
    let mut unit = Unit::generated(40, 10);
    unit.store.refresh_cache().unwrap();
    let before = unit.json(&["integrity", "--as-of", AS_OF]);
    let supervisor = crate::recount::rows(&unit.folder.path().join("register"), "officers.csv")
        .into_iter()
        .find(|row| row["role"] == "supervisor")
        .unwrap()["officer_id"]
        .clone();
    let whom = unit.people().into_iter().find(|(_, facts)| facts.managed_on(crate::reports_kit::day("2026-01-05")));
    let (whom, _) = whom.unwrap();
    let line = ["--actor", &supervisor, "visit", "record", &whom, "--on", "2026-01-05", "--outcome", "seen", "--yes"];
    let rest = ["--officers", &supervisor, "--premises", "notified", "--time", "10:00", "--announced", "no"];
    unit.said(&[&line[..], &rest[..]].concat());
    let after = unit.json(&["integrity", "--as-of", AS_OF]);
    let recorded =
        |said: &Value| rows(said, "recorded-late").iter().find(|row| row["recorded_by"] != Value::Null).cloned();
    assert_eq!(recorded(&before), None);
    let row = recorded(&after).unwrap();
    assert_eq!((&row["recorded_by"], &row["day"]), (&supervisor.into(), &"2026-01-05".into()));
    assert_eq!(row["offenders"], serde_json::json!([whom]));
    let known = unit.json(&["integrity", "--as-of", AS_OF, "--known-at", "2"]);
    assert_eq!(known["patterns"], before["patterns"], "as it was known before");
    assert_eq!(known["known_at"]["act"], 2);
    for format in ["table", "json", "csv"] {
        let ask = || unit.said(&["predictability", "--known-at", "2", "--as-of", AS_OF, "--format", format]);
        assert_eq!(ask(), ask());
    }
}

#[test]
fn the_cache_changes_no_answer() {
    let mut unit = Unit::generated(120, 11);
    for command in [&["integrity", "--as-of", AS_OF][..], &["predictability", "--as-of", AS_OF]] {
        unit.store.drop_cache().unwrap();
        let without = unit.json(command);
        unit.store.refresh_cache().unwrap();
        assert_eq!(unit.json(command), without);
    }
}

#[test]
fn the_time_is_a_year_unless_it_is_said_and_begins_with_the_record() {
    let unit = Unit::generated(40, 12);
    let from = |asked: &[&str]| unit.json(&[&["integrity", "--as-of", AS_OF], asked].concat())["from"].clone();
    assert_eq!((from(&[]), from(&["--from", "2026-03-31"])), (FROM.into(), AS_OF.into()));
    assert_eq!(from(&["--from", "1999-01-01"]), "2023-03-31");
    let screen = unit.said(&["integrity", "--as-of", AS_OF, "--from", "1999-01-01"]);
    assert!(screen.contains("The record begins on 2023-03-31"), "{screen}");
}

#[test]
fn both_are_files_that_people_open_and_their_sums_hold() {
    let unit = Unit::generated(120, 13);
    for (command, whom) in [("integrity", "the inspectorate"), ("predictability", "the team")] {
        for format in ["xlsx", "html"] {
            let out = unit.folder.path().join(format!("{command}.{format}"));
            let to = ["--format", format, "--out", out.to_str().unwrap(), "--for", whom, "--because", "a look"];
            unit.said(&[&[command, "--as-of", AS_OF][..], &to].concat());
            let bytes = std::fs::read(&out).unwrap();
            match format {
                "xlsx" => assert!(bytes.starts_with(b"PK")),
                _ => {
                    let page = String::from_utf8(bytes).unwrap();
                    let says = if command == "integrity" { "did wrong" } else { "No due day is moved by this." };
                    assert!(page.contains(says) && page.contains("OFFICIAL-SENSITIVE"), "{command}");
                }
            }
        }
    }
}
