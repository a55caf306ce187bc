//! The register as an extract: taken in elsewhere, it makes the same facts, the same lists and the same audits.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use homevisit::domain::day::Day;
use tempfile::TempDir;

use crate::kit::{DAY, TO, Unit};

const FILES: [&str; 10] = [
    "officers.csv",
    "offenders.csv",
    "management.csv",
    "addresses.csv",
    "tiers.csv",
    "owners.csv",
    "statuses.csv",
    "plans.csv",
    "visits.csv",
    "extract.toml",
];

fn exported(unit: &Unit, name: &str) -> PathBuf {
    unit.done(&[&["export", "register", "--to", name][..], &TO].concat());
    unit.path(name)
}

/// What the two say of a day is the same, to the byte, and so is what they write out.
fn same(one: &Unit, other: &Unit, day: &str) {
    let from = format!("{}-01-01", day[..4].parse::<u32>().unwrap() - 1);
    let audit = ["audit", "--from", &from, "--to", day, "--as-of", day, "--cases", "--group-by"];
    let mut lists = vec![vec!["worklist", "--all", "--as-of", day], vec!["unseen", "--as-of", day]];
    lists.extend(["tier", "officer", "team"].map(|by| [&audit[..], &[by]].concat()));
    for list in lists {
        let said = [one, other].map(|unit| {
            let mut said = unit.json(&list);
            // no extract says what is in the national register
            said.as_object_mut().unwrap().remove("not_entered");
            said.to_string()
        });
        assert_eq!(said[0], said[1], "{list:?} is not the same");
    }
    let again = format!("again-{day}");
    let (one, other) = (exported(one, &again), exported(other, &again));
    for file in FILES {
        let read = |folder: &Path| fs::read_to_string(folder.join(file)).unwrap();
        assert!(read(&one) == read(&other), "{file} is not the same");
    }
}

/// The rows of a file, by column, in an order of their own.
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let heads = reader.headers().unwrap().clone();
    // a share of 1.0 is one of 1
    let cell = |head: &str, cell: &str| match cell.parse::<f64>() {
        Ok(share) if head == "fte" => share.to_string(),
        _ => cell.to_owned(),
    };
    let named = |row: csv::StringRecord| {
        let cells = heads.iter().zip(row.iter());
        cells.map(|(head, read)| (head.to_owned(), cell(head, read))).collect()
    };
    let mut rows: Vec<BTreeMap<String, String>> = reader.records().map(|row| named(row.unwrap())).collect();
    rows.sort();
    rows
}

#[test]
fn the_demonstrations_register_comes_back_unchanged() {
    let unit = Unit::demo();
    let written = exported(&unit, "register");
    assert_eq!(unit.beside(), ["register"]);
    let other = Unit::of(&written);
    for day in [DAY, "2026-03-30", "2026-04-20", "2025-11-05", "2024-02-29"] {
        same(&unit, &other, day);
    }
}

const NAMES: [&str; 12] = [
    "=1+1",
    "+44 Quill",
    "-Hyphen",
    "@Ampersand",
    "'t Hooft",
    "''007",
    "007",
    "Bramble \"the Younger\", Esq",
    "<script>alert('Pip')</script>",
    "Ñandú é 中文",
    "&amp; <b>Bold</b> javascript:",
    "=HYPERLINK(\"http://x\")",
];

/// A register in which people, references and texts look like formulas, markup and numbers, and a unit that took it in.
pub fn hostile(seed: u64, offenders: u32) -> (TempDir, Unit) {
    let mut chance = fastrand::Rng::with_seed(seed);
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register");
    let (unit, path) = (Unit::new(), register.display().to_string());
    let (many, seed) = (offenders.to_string(), seed.to_string());
    unit.done(&["generate", "--offenders", &many, "--seed", &seed, "--last-day", DAY, "--to", &path]);
    for file in FILES.iter().filter(|file| file.ends_with(".csv")) {
        let path = register.join(file);
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let heads = reader.headers().unwrap().clone();
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let mut writer = csv::Writer::from_path(&path).unwrap();
        writer.write_record(&heads).unwrap();
        for row in read {
            let cells = heads.iter().zip(row.iter()).map(|(head, cell)| twisted(&mut chance, head, cell));
            writer.write_record(cells.collect::<Vec<_>>()).unwrap();
        }
        writer.flush().unwrap();
    }
    unit.done(&["import", &path]);
    (folder, unit)
}

fn twisted(chance: &mut fastrand::Rng, head: &str, cell: &str) -> String {
    let number: usize =
        cell.bytes().filter(u8::is_ascii_digit).fold(0, |sum, byte| sum * 10 + usize::from(byte - b'0'));
    match head {
        "offender_ref" => match number % 5 {
            0 => format!("={number}+1"),
            1 => format!("00{number}"),
            2 => format!("@{number}"),
            3 => format!("-{number}"),
            _ => format!("'{number}"),
        },
        "family_name" | "given_names" | "name" | "team" if !cell.is_empty() => {
            // a team is known by its name, so it has one twist
            let at = if head == "team" { cell.len() } else { chance.usize(..NAMES.len()) };
            NAMES[at % NAMES.len()].to_owned()
        }
        "address" | "reason" if !cell.is_empty() => {
            format!("{}\n{cell}, \"{}\"", NAMES[chance.usize(..NAMES.len())], chance.u16(..))
        }
        _ => cell.to_owned(),
    }
}

#[test]
fn any_register_comes_back_unchanged_whatever_people_are_called() {
    for seed in 1..=6 {
        let (folder, unit) = hostile(seed, 60);
        let written = exported(&unit, "register");
        for file in FILES.iter().filter(|file| file.ends_with(".csv")) {
            let (sent, back) = (rows(&folder.path().join("register").join(file)), rows(&written.join(file)));
            assert!(sent == back, "{file} of seed {seed}");
        }
        let other = Unit::of(&written);
        [DAY, "2025-08-17"].iter().for_each(|day| same(&unit, &other, day));
    }
}

#[test]
fn an_accreditation_that_was_not_recorded_stays_so() {
    let register = tempfile::tempdir().unwrap();
    let unit = Unit::demo();
    let demo = exported(&unit, "register");
    for file in FILES {
        fs::copy(demo.join(file), register.path().join(file)).unwrap();
    }
    let officers = fs::read_to_string(register.path().join("officers.csv")).unwrap();
    let blank = officers.replacen(",officer,yes,", ",officer,,", 3).replacen(",officer,no,", ",officer,,", 2);
    assert_eq!(blank.matches(",officer,,").count(), 5, "three said yes, two no");
    fs::write(register.path().join("officers.csv"), &blank).unwrap();
    let unit = Unit::of(register.path());
    let written = exported(&unit, "back");
    assert_eq!(fs::read_to_string(written.join("officers.csv")).unwrap(), blank);
    same(&unit, &Unit::of(&written), DAY);
    let header = blank.replacen("accredited,", "", 1);
    fs::write(register.path().join("officers.csv"), header).unwrap();
    let refused = Unit::new().run(&["import", &register.path().display().to_string()]);
    assert_eq!(refused.status.code(), Some(1), "the column must be there");
}

#[test]
fn what_stays_here_is_said_with_how_many() {
    let register = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/unit/register");
    let unit = Unit::of(Path::new(register));
    let said = unit.done(&[&["export", "register", "--to", "one"][..], &TO].concat());
    assert!(said.contains("entries of the trail") && !said.contains("cover"), "{said}");
    let cover =
        ["cover", "P101", "--with", "P102", "--from", "2025-04-01", "--until", "2025-04-08", "--because", "leave"];
    unit.done(&[&cover[..], &["--actor", "S201"]].concat());
    let visit = ["visit", "record", "R004", "--on", "2025-03-20", "--time", "10:20", "--outcome", "no-reply"];
    let how =
        ["--officers", "P101,P102", "--premises", "notified", "--announced", "no", "--entry-sought", "no", "--yes"];
    unit.done(&[&visit[..], &how, &["--actor", "P101"]].concat());
    let list = unit.json(&["worklist", "--all", "--as-of", "2025-03-31"]);
    let visit = list["not_entered"][0]["visit_ref"].as_str().unwrap().to_owned();
    unit.done(&["visit", "entered", &visit, "--on", "2025-03-21", "--actor", "P101"]);
    let said = unit.done(&[&["export", "register", "--to", "two"][..], &TO].concat());
    let says = |count: u64, what: &str| said.lines().any(|line| line.trim_start() == format!("{count}  {what}"));
    assert!(says(1, "covers of one officer by another"), "{said}");
    assert!(says(1, "visits said to be entered in the national register"), "{said}");
    let entries = unit.json(&["trail", "show", "--actor", "S201"])["entries"].as_array().unwrap().len() as u64;
    let before = entries - 1;
    assert!(says(before, "entries of the trail"), "{before}: {said}");
}

#[test]
fn what_was_recorded_here_is_written_as_what_counts() {
    let register = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/unit/register");
    let unit = Unit::of(Path::new(register));
    let acts: [&[&str]; 6] = [
        &["withdraw", "visit-1", "--because", "never made"],
        &["correct", "tier-1", "--set", "tier=low", "--because", "misread"],
        &["tier", "set", "R004", "very-high", "--from", "2025-03-01", "--because", "=a panel"],
        &[
            "officer",
            "add",
            "P900",
            "--name",
            "'t Hooft",
            "--team",
            "Moorland",
            "--role",
            "officer",
            "--accredited",
            "yes",
            "--from",
            "2025-01-01",
        ],
        &["owner", "set", "R004", "P900", "--from", "2025-03-02", "--because", "a handover"],
        &[
            "visit",
            "record",
            "R004",
            "--on",
            "2025-03-20",
            "--time",
            "10:20",
            "--outcome",
            "seen",
            "--officers",
            "P900,P101",
            "--premises",
            "notified",
            "--announced",
            "no",
            "--entry-sought",
            "yes",
            "--children",
            "0",
            "--yes",
        ],
    ];
    for act in acts {
        unit.done(&[act, &["--actor", "M301"]].concat());
    }
    let written = exported(&unit, "register");
    let visits = rows(&written.join("visits.csv"));
    let recorded = visits.iter().find(|visit| visit["date"] == "2025-03-20").unwrap();
    assert_eq!(recorded["officers"], "P900;P101");
    assert!(recorded["recorded_on"].parse::<Day>().unwrap() > "2025-03-20".parse().unwrap(), "recorded here, and late");
    let tiers = fs::read_to_string(written.join("tiers.csv")).unwrap();
    assert!(tiers.contains(",very-high,M301,=a panel"), "{tiers}");
    let other = Unit::of(&written);
    same(&unit, &other, "2025-03-31");
    let late = |unit: &Unit| {
        let said = unit.json(&["integrity", "--from", "2025-03-01", "--as-of", "2025-03-31"]);
        let of =
            said["patterns"].as_array().unwrap().iter().find(|of| of["pattern"] == "recorded-late").unwrap().clone();
        of["rows"].as_array().unwrap().iter().map(|row| row["offenders"].to_string()).collect::<Vec<_>>()
    };
    assert!(late(&unit).iter().any(|offenders| offenders.contains("R004")), "{:?}", late(&unit));
    assert_eq!(late(&unit), late(&other), "it is as late there");
    let again = unit.done(&["import", written.to_str().unwrap(), "--actor", "M301"]);
    let counts = again.lines().filter(|line| line.contains(".csv"));
    for line in counts {
        let cells: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((cells[1], &cells[2..4], cells[5]), (cells[4], &["0", "0"][..], "0"), "{again}");
    }
    assert!(!again.contains("CONFLICT"), "{again}");
    let said = unit.done(&[&["export", "register", "--to", "more"][..], &TO].concat());
    assert!(said.contains("1  visits with children seen or not, by number"), "{said}");
}

#[test]
fn a_register_is_never_written_over_anything() {
    let unit = Unit::demo();
    fs::create_dir(unit.path("there")).unwrap();
    let output = unit.run(&[&["export", "register", "--to", "there"][..], &TO].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(unit.beside(), ["there"]);
    let output = unit.run(&["export", "register", "--to", "new", "--because", "a"]);
    assert_eq!((output.status.code(), unit.beside().len()), (Some(2), 1));
}
