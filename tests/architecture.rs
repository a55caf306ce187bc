//! The house is kept as ARCHITECTURE.md says: an import may only point left, and the clock is read in two places.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may look into.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("generate", &[]),
    ("report", &["domain"]),
    ("store", &["domain"]),
    ("import", &["domain"]),
    ("act", &["domain", "store", "import"]),
    ("render", &["domain", "report", "act"]),
    ("cli", &["domain", "report", "render", "store", "act", "import", "generate"]),
];

fn sources(under: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found
}

fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn an_import_only_points_left() {
    for (room, may) in MAY_USE {
        for file in sources(&src().join(room)) {
            let code = code_of(&file);
            for (other, _) in MAY_USE.iter().filter(|(other, _)| other != room && !may.contains(other)) {
                let path = format!("crate::{other}::");
                assert!(!code.contains(&path), "{} uses {other}", file.display());
            }
        }
    }
}

#[test]
fn every_room_is_in_the_plan() {
    for entry in fs::read_dir(src()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let planned = MAY_USE.iter().any(|(room, _)| *room == name);
        assert!(planned || ["lib", "main"].contains(&name.as_str()), "{name} has no place in the plan");
    }
}

#[test]
fn sql_is_written_in_the_store_alone() {
    for room in ["domain", "report", "render", "import", "cli", "generate"] {
        for file in sources(&src().join(room)) {
            assert!(!code_of(&file).contains("rusqlite"), "{} knows the database", file.display());
        }
    }
}

#[test]
fn the_clock_is_read_in_two_places() {
    let clocks = ["Utc::now", "Local::now", "SystemTime::now"];
    for file in sources(&src()) {
        let code = code_of(&file);
        let allowed = file.ends_with("src/main.rs") || file.starts_with(src().join("act"));
        assert!(allowed || !clocks.iter().any(|clock| code.contains(clock)), "{} reads the clock", file.display());
    }
}

#[test]
fn no_source_file_is_too_long_to_hold_in_the_head() {
    for file in sources(&src()) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
    }
}
