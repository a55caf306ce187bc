//! The acts that are tried: each one command, on one database, with what it leaves where nothing happens.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::kit::{self, Outcome, Recorded, Unit, whole};

/// One command on one database.
pub struct Trial {
    pub name: &'static str,
    database: PathBuf,
    arguments: Vec<String>,
    /// Who may do it again once it is done, where that is somebody else.
    by: Option<&'static str>,
    /// Whether the database is as it was wherever the command did not say that it did it.
    records: bool,
    before: Recorded,
    after: Recorded,
    /// How many operations it takes: writes, syncs, opens, all.
    pub operations: [usize; 4],
    /// How long it takes.
    pub takes: Duration,
}

/// Recording a visit, taking in an extract, bringing a database of an earlier version up to date, backing one up.
pub fn all() -> Vec<Trial> {
    vec![recording(), importing(), migrating(), backing_up()]
}

pub fn recording() -> Trial {
    Trial::new("record", &kit::prepared().1.path(), true, &kit::recording("R001", "2025-03-20", "one"))
}

/// The first extract. The account takes it in; once it is, officers are on file, and the account may no more.
pub fn importing() -> Trial {
    let register = kit::register();
    let trial = Trial::new("import", &kit::prepared().0.path(), true, &["import", register.to_str().unwrap()]);
    Trial { by: Some("S201"), ..trial }
}

/// A later extract, by an officer who may.
pub fn importing_later() -> Trial {
    let later = kit::register().with_file_name("later");
    let line = ["import", later.to_str().unwrap(), "--actor", "S201"];
    Trial::new("import later", &kit::prepared().1.path(), true, &line)
}

pub fn migrating() -> Trial {
    Trial::new("migrate", &kit::earlier(), false, &["worklist", "--all", "--as-of", "2025-03-31"])
}

/// A backup beside the database.
pub fn backing_up() -> Trial {
    Trial::new("backup", &kit::prepared().1.path(), false, &["backup", "--to", "."])
}

impl Trial {
    fn new(name: &'static str, database: &Path, records: bool, arguments: &[&str]) -> Trial {
        let before = whole(Unit::of(database).path().as_path());
        let unit = Unit::of(database);
        let count = unit.folder().join("count");
        let unit = unit.with("WORST_COUNT", count.display());
        let began = Instant::now();
        unit.done(arguments);
        let takes = began.elapsed();
        let numbers = std::fs::read_to_string(count).unwrap();
        let numbers: Vec<usize> = numbers.lines().map(|line| line.parse().unwrap()).collect();
        let after = whole(&unit.path());
        assert!(before != after || name == "backup");
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        let operations = numbers.try_into().unwrap();
        Trial { name, database: database.to_owned(), arguments, by: None, records, before, after, operations, takes }
    }

    /// The database as it is before, and whatever is asked to happen to it.
    pub fn unit(&self) -> Unit {
        Unit::of(&self.database)
    }

    pub fn arguments(&self) -> Vec<&str> {
        self.arguments.iter().map(String::as_str).collect()
    }

    pub fn run(&self, unit: &Unit) -> Outcome {
        unit.run(&self.arguments())
    }

    /// After something happened: what was said to be done is there, once and whole; nothing else is, unless nobody was
    /// told. Then the same command again does it, once.
    pub fn holds(&self, mut unit: Unit, out: &Outcome, what: &str) {
        unit.calm();
        let told = format!("{} {what}: {out:?}", self.name);
        let state = whole(&unit.path());
        self.is_one_of(&state, out, &told);
        let counts = self.backups(&unit, &told);
        assert!(counts == 1 || self.name != "backup" || out.code != Some(0), "{told}: there is no backup");
        let mut command = unit.command(&self.arguments());
        if let Some(by) = self.by.filter(|_| state == self.after) {
            command.args(["--actor", by]);
        }
        let again = kit::outcome(command.output().unwrap());
        assert!(self.backups(&unit, &told) > 0 || self.name != "backup", "{told}, then {again:?}");
        kit::verified(&unit.path());
        // Of two backups within a second the first stands.
        let stands = self.name == "backup" && counts == 1 && again.said.contains("there is a file there already");
        assert!(again.code == Some(0) || stands, "{told}, then {again:?}");
        let state = whole(&unit.path());
        assert!(state == self.after, "{told}, then {again:?}: {}", kit::differ(&state, &self.after));
    }

    /// How many backups there are: whatever has the name of one is whole, and holds what the database held.
    fn backups(&self, unit: &Unit, told: &str) -> usize {
        let mut counts = 0;
        for copy in std::fs::read_dir(unit.folder()).unwrap().map(|entry| entry.unwrap().path()) {
            let name = copy.file_name().unwrap().to_str().unwrap().to_owned();
            if name.starts_with("homevisit-") && name.ends_with(".db") {
                assert!(whole(&copy) == self.before, "{told}: the backup {name} is not whole");
                counts += 1;
            }
        }
        counts
    }

    /// Whether a database may be in this state after what was said.
    pub fn is_one_of(&self, state: &Recorded, out: &Outcome, told: &str) {
        let acknowledged = out.code == Some(0) || !out.answer.is_empty();
        let refused = matches!(out.code, Some(1 | 70 | 74)) && self.records;
        if acknowledged {
            assert!(state == &self.after, "{told}: acknowledged: {}", kit::differ(state, &self.after));
        } else if refused {
            assert!(state == &self.before, "{told}: said not to be done: {}", kit::differ(state, &self.before));
        } else {
            let one_of_them = state == &self.before || state == &self.after;
            assert!(one_of_them, "{told}: done in part: {}", kit::differ(state, &self.before));
        }
    }
}
