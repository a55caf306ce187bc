//! The invented unit of the transcripts, by the library and by the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use homevisit::act;
use homevisit::act::deed::{Actor, Asking, DeedRefused, Done, Judging, apply, authorise, decline};
use homevisit::act::import::{ImportError, Request, import};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::domain::trail::Entry;
use homevisit::store::proposal::Proposal;
use homevisit::store::{Store, StoreError};
use tempfile::TempDir;

/// A register with officers P101 and P102, the supervisors S201 and S202, the managers M301 and M302, and P103, who has left.
pub struct Unit {
    folder: TempDir,
    pub store: Store,
}

pub const POLICY: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

const MORE: &str = "S202,Marigold Thornapple,Moorland,supervisor,yes,,,\nM302,Odo Fernwater,Unit,manager,no,,,\n";

/// The baseline without a second person for anything.
pub fn alone() -> String {
    POLICY.replace("lower-tier = \"supervisor\"\n\n[basis]", "\n[basis]")
}

/// The baseline with a second person for everything that may want one.
pub fn both() -> String {
    use homevisit::domain::deed::Right;
    use homevisit::domain::practice::Practice;
    let practice = Practice::default();
    let all = Right::ALL.iter().filter(|right| right.may_want_a_second());
    let rows: String = all.map(|right| format!("{right} = \"{}\"\n", practice.least_role(*right))).collect();
    alone().replace("[second_person] ", &format!("[second_person]\n{rows}#"))
}

impl Unit {
    pub fn new() -> Unit {
        Unit::under(POLICY)
    }

    pub fn under(policy: &str) -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, _) = act::init(&folder.path().join("unit.db"), "tester", None, policy).unwrap();
        let register = folder.path().join("register");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register");
        std::fs::create_dir(&register).unwrap();
        for file in std::fs::read_dir(fixture).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), register.join(file.file_name())).unwrap();
        }
        let officers = std::fs::read_to_string(register.join("officers.csv")).unwrap();
        std::fs::write(register.join("officers.csv"), officers + MORE).unwrap();
        let request = Request { dir: &register, actor: "tester", today: day("2026-10-01"), id: None };
        import(&mut store, &request, &mut |_| ()).unwrap();
        Unit { folder, store }
    }

    /// Takes in the extract again with a line of its officers changed.
    pub fn import_with(&mut self, actor: &str, line: &str, changed: &str) -> Result<(), ImportError> {
        let dir = self.extract_with(line, changed);
        let request = Request { dir: &dir, actor, today: self.today(), id: None };
        import(&mut self.store, &request, &mut |_| ()).map(|_| ())
    }

    /// The extract with a line of its officers changed.
    pub fn extract_with(&self, line: &str, changed: &str) -> PathBuf {
        let register = self.folder.path().join("register");
        let officers = std::fs::read_to_string(register.join("officers.csv")).unwrap();
        assert!(officers.contains(line));
        std::fs::write(register.join("officers.csv"), officers.replace(line, changed)).unwrap();
        register
    }

    pub fn today(&self) -> Day {
        self.store.snapshot(None).unwrap().act().moment.day_in(chrono_tz::Europe::London)
    }

    pub fn try_as(&mut self, actor: &str, id: Option<&str>, deed: &Deed) -> Result<Done, DeedRefused> {
        let actor = Actor::Officer(actor.to_owned());
        apply(&mut self.store, deed, Asking { id, actor: &actor, only_try: false })
    }

    /// Proposes that R001 is of the least risk from a day; the number of the proposal.
    pub fn proposed(&mut self, by: &str) -> i64 {
        let done = self.try_as(by, Some("low"), &lower("R001")).unwrap();
        done.pending.unwrap().number.unwrap()
    }

    pub fn authorise(&mut self, proposal: i64, by: &str) -> Result<Done, DeedRefused> {
        let actor = Actor::Officer(by.to_owned());
        authorise(&mut self.store, Judging { proposal, actor: &actor, because: None, only_try: false })
    }

    pub fn decline(&mut self, proposal: i64, by: &str, because: Option<&str>) -> Result<Proposal, DeedRefused> {
        let actor = Actor::Officer(by.to_owned());
        decline(&mut self.store, Judging { proposal, actor: &actor, because, only_try: false })
    }

    /// Binds an account to an officer, by a manager.
    pub fn bind(&mut self, officer: &str, account: u32) -> Result<Done, DeedRefused> {
        self.account(officer, account, true)
    }

    /// Lets an account go.
    pub fn unbind(&mut self, officer: &str, account: u32) -> Result<Done, DeedRefused> {
        self.account(officer, account, false)
    }

    fn account(&mut self, officer: &str, account: u32, bound: bool) -> Result<Done, DeedRefused> {
        let fact = Fact::Account { account, bound };
        let changes = vec![Change::Record(About::Officer(officer.to_owned()), fact)];
        self.try_as("M301", None, &Deed { kind: ActKind::Bind, because: None, changes })
    }

    /// The last entry of the trail.
    pub fn last_entry(&self) -> Entry {
        last_entry(&self.store)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.folder.path().join("unit.db")).stdin(Stdio::null());
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What the program answers.
    pub fn answer(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments);
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// What it says where it refuses.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments);
        assert_eq!(out.status.code(), Some(1), "{arguments:?}: {}", String::from_utf8_lossy(&out.stdout));
        assert!(out.stdout.is_empty(), "{arguments:?}");
        String::from_utf8(out.stderr).unwrap()
    }

    /// Everything that stands in the database but its trail.
    pub fn everything(&self) -> Vec<(String, Vec<String>)> {
        let conn = self.store.connection();
        let sql = "select name from sqlite_schema where type = 'table' and name <> 'entry' order by name";
        let mut tables = conn.prepare(sql).unwrap();
        let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        names.into_iter().map(|name| (name.clone(), rows(conn, &name))).collect()
    }
}

pub fn last_entry(store: &Store) -> Entry {
    let mut last = None;
    let view = store.snapshot(None).unwrap();
    let keep = &mut |entry: &Entry| {
        last = Some(entry.clone());
        Ok::<_, StoreError>(())
    };
    view.trail().each(1, keep).unwrap();
    last.unwrap()
}

fn rows(conn: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut statement = conn.prepare(&format!("select * from {table} order by 1, 2")).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        Ok((0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect::<Vec<_>>().join("|"))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn of(reference: &str, fact: Fact) -> Change {
    Change::Record(About::Offender(reference.to_owned()), fact)
}

pub fn one(kind: ActKind, change: Change) -> Deed {
    Deed { kind, because: Some("as the panel agreed".to_owned()), changes: vec![change] }
}

pub fn tier(tier: &str) -> Fact {
    Fact::Tier { from: day("2025-03-01"), tier: tier.into(), set_by: "S201".into(), reason: Some("settled".into()) }
}

/// R001, or whoever, is of the least risk: what the baseline wants a second person for.
pub fn lower(reference: &str) -> Deed {
    one(ActKind::SetTier, of(reference, tier("low")))
}

pub fn joins(id: &str, role: &str) -> Vec<Change> {
    let about = About::Officer(id.to_owned());
    let officer = Fact::Officer {
        from: None,
        name: "Odo Fernwater".into(),
        team: "Unit".into(),
        role: role.parse().unwrap(),
        accredited: Some(true),
        fte_hundredths: None,
        active_until: None,
    };
    vec![Change::Enrol(about.clone()), Change::Record(about, officer)]
}

/// A visit with two children, made as visits are.
pub fn visit(on: &str) -> VisitFact {
    VisitFact {
        reference: None,
        day: day(on),
        time: Some("10:20".to_owned()),
        outcome: "seen".parse().unwrap(),
        announced: Some(false),
        announced_because: None,
        premises: Some("notified".parse().unwrap()),
        entry_sought: Some(true),
        officers: Some(vec!["P101".to_owned(), "P102".to_owned()]),
        agencies: Vec::new(),
        children: Some(2),
        note: None,
        alone_authorised_by: None,
        recorded_on: None,
    }
}
