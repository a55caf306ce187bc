//! The invented unit of the transcripts, in a register of a test's own.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use homevisit::act;
use homevisit::act::deed::{Actor, Asking, DeedRefused, Done, apply};
use homevisit::act::import::{Request, import};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::domain::officer::Role;
use homevisit::domain::work::At;
use homevisit::store::Store;
use tempfile::TempDir;

/// A register with officers P101 and P102, the supervisor S201 and the manager M301.
pub struct Unit {
    folder: TempDir,
    pub store: Store,
}

pub const POLICY: &str = include_str!("../../data/policies/uk-ew-baseline.toml");
pub const SUPERVISOR: &str = "S201";
pub const OFFICER: &str = "P101";

impl Unit {
    pub fn new() -> Unit {
        Unit::under(POLICY)
    }

    /// The same under another policy.
    pub fn under(policy: &str) -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, _) = act::init(&folder.path().join("unit.db"), "tester", None, policy).unwrap();
        let register = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register");
        let request = Request { dir: &register, actor: "tester", today: day("2026-10-01"), id: None };
        import(&mut store, &request, &mut |_| ()).unwrap();
        Unit { folder, store }
    }

    /// When the last act was, by the clock of the unit.
    pub fn now(&self) -> At {
        self.store.snapshot(None).unwrap().act().moment.at_in(chrono_tz::Europe::London)
    }

    pub fn today(&self) -> Day {
        self.now().day
    }

    pub fn apply(&mut self, actor: &str, id: Option<&str>, deed: &Deed) -> Result<Done, DeedRefused> {
        let actor = Actor::Officer(actor.to_owned());
        apply(&mut self.store, deed, Asking { id, actor: &actor, only_try: false })
    }

    /// Does one change, with a reason.
    pub fn done(&mut self, actor: &str, kind: ActKind, change: Change) -> Done {
        self.apply(actor, None, &deed(kind, change)).unwrap()
    }

    /// What is said of a change that is refused; everything must be as it was.
    pub fn refused(&mut self, actor: &str, kind: ActKind, change: Change) -> String {
        self.refused_deed(actor, &deed(kind, change))
    }

    pub fn refused_deed(&mut self, actor: &str, deed: &Deed) -> String {
        let before = self.everything();
        let refused = match self.apply(actor, None, deed) {
            Err(refused) => refused.to_string(),
            Ok(done) => panic!("it was taken in: {:?}", done.facts),
        };
        assert_eq!(self.everything(), before, "nothing is recorded");
        refused
    }

    /// Records a visit by P101 and P102, and answers its reference.
    pub fn visit(&mut self, reference: &str, visit: VisitFact) -> String {
        let change = about(reference, Fact::Visit(Box::new(visit)));
        self.done(OFFICER, ActKind::RecordVisit, change).visits[0].reference.clone()
    }

    /// Puts another officer on file, since ever.
    pub fn officer(&mut self, id: &str, team: &str, role: &str, fte_hundredths: Option<u16>, until: Option<Day>) {
        let officer = About::Officer(id.to_owned());
        let fact = Fact::Officer {
            from: None,
            name: "Invented Officer".to_owned(),
            team: team.to_owned(),
            role: role.parse::<Role>().unwrap(),
            accredited: Some(true),
            fte_hundredths,
            active_until: until,
        };
        let changes = vec![Change::Enrol(officer.clone()), Change::Record(officer, fact)];
        self.apply("M301", None, &Deed { kind: ActKind::AddOfficer, because: None, changes }).unwrap();
    }

    /// The owner of an offender on a day, by the word on file.
    pub fn owner(&self, reference: &str, on: Day) -> Option<String> {
        let snapshot = self.store.snapshot(None).unwrap();
        let owners = snapshot.live(&About::Offender(reference.to_owned()), homevisit::store::FactKind::Owner).unwrap();
        owners.into_iter().rev().find_map(|stored| match stored.fact {
            Some(Fact::Owner { from, officer }) if from <= on => Some(officer),
            _ => None,
        })
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.folder.path().join("unit.db")).stdin(Stdio::null());
        command.args(arguments).output().unwrap()
    }

    /// What the program answers.
    pub fn answer(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments);
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// What the program says where it answers nothing.
    #[allow(dead_code, reason = "not every suite asks what is refused")]
    pub fn no_answer(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments);
        assert!(!out.status.success() && out.stdout.is_empty(), "{arguments:?}");
        String::from_utf8(out.stderr).unwrap()
    }

    /// Everything that stands in the database, but for the trail, where what is sent again leaves a word.
    pub fn everything(&self) -> Vec<(String, Vec<String>)> {
        let conn = self.store.connection();
        let sql = "select name from sqlite_schema where type = 'table' and name is not 'entry' order by name";
        let mut tables = conn.prepare(sql).unwrap();
        let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        names.into_iter().map(|name| (name.clone(), rows(conn, &name))).collect()
    }
}

fn rows(conn: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut statement = conn.prepare(&format!("select * from {table} order by 1, 2")).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        Ok((0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect::<Vec<_>>().join("|"))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// One change, with a reason.
pub fn deed(kind: ActKind, change: Change) -> Deed {
    Deed { kind, because: Some("so that a test has one".to_owned()), changes: vec![change] }
}

/// The same without one.
pub fn without_reason(kind: ActKind, change: Change) -> Deed {
    Deed { because: None, ..deed(kind, change) }
}

pub fn about(reference: &str, fact: Fact) -> Change {
    Change::Record(offender(reference), fact)
}

pub fn offender(reference: &str) -> About {
    About::Offender(reference.to_owned())
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A visit as visits are made, with this outcome.
pub fn visit(on: &str, outcome: &str) -> VisitFact {
    VisitFact {
        reference: None,
        day: day(on),
        time: Some("10:20".to_owned()),
        outcome: outcome.parse().unwrap(),
        announced: Some(false),
        announced_because: None,
        premises: Some("notified".parse().unwrap()),
        entry_sought: Some(true),
        officers: Some(vec!["P101".to_owned(), "P102".to_owned()]),
        agencies: Vec::new(),
        children: Some(0),
        note: None,
        alone_authorised_by: None,
        recorded_on: None,
    }
}

/// A visit on which two children were seen.
pub fn with_children(on: &str) -> VisitFact {
    VisitFact { children: Some(2), ..visit(on, "seen") }
}
