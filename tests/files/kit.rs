//! The program on a database of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_homevisit");
pub const DAY: &str = "2026-03-31";
pub const TO: [&str; 4] = ["--for", "the superintendent", "--because", "the monthly meeting"];

pub struct Unit {
    pub folder: TempDir,
}

impl Unit {
    /// An empty database under the baseline.
    pub fn new() -> Unit {
        let unit = Unit { folder: tempfile::tempdir().unwrap() };
        unit.done(&["init"]);
        unit
    }

    /// With the invented register of the demonstration; made once, copied for each.
    pub fn demo() -> Unit {
        static MADE: OnceLock<TempDir> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let made = tempfile::tempdir().unwrap();
            let kept = made.path().join("unit.db");
            let output = Command::new(PROGRAM).env_clear().args(["demo", "--keep"]).arg(&kept).output().unwrap();
            assert!(output.status.success());
            made
        });
        let unit = Unit { folder: tempfile::tempdir().unwrap() };
        std::fs::copy(made.path().join("unit.db"), unit.path("unit.db")).unwrap();
        unit
    }

    /// With a register that is there as an extract.
    pub fn of(register: &Path) -> Unit {
        let unit = Unit::new();
        unit.done(&["import", &register.display().to_string()]);
        unit
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.env_clear().env("HOMEVISIT_DB", self.path("unit.db")).current_dir(self.folder.path());
        command.args(words).output().unwrap()
    }

    pub fn done(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[words, &["--format", "json"]].concat())).unwrap()
    }

    /// Taken out into a file, in a format.
    pub fn file(&self, words: &[&str], format: &str, name: &str) -> PathBuf {
        self.done(&[words, &["--format", format, "--out", name], &TO].concat());
        self.path(name)
    }

    /// Everything in the folder but the database.
    pub fn beside(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names.map(|name| name.into_string().unwrap()).filter(|name| !name.starts_with("unit.db"));
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}
