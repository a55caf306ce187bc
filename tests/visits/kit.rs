//! The invented unit of the transcripts, in a register of a test's own.

use std::path::Path;

use homevisit::act;
use homevisit::act::deed::{Actor, Asking, DeedRefused, Done, apply};
use homevisit::act::import::{Request, import};
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::store::Store;
use tempfile::TempDir;

pub struct Unit {
    _folder: TempDir,
    pub store: Store,
}

/// The text of every table, so that a change anywhere shows.
pub type Everything = Vec<(String, Vec<String>)>;

impl Unit {
    pub fn new() -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let policy = include_str!("../../data/policies/uk-ew-baseline.toml");
        let (store, _) = act::init(&folder.path().join("unit.db"), "tester", None, policy).unwrap();
        let mut unit = Unit { _folder: folder, store };
        unit.import(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register"));
        unit
    }

    pub fn import(&mut self, dir: &Path) -> homevisit::domain::intake::ImportReport {
        let request = Request { dir, actor: "tester", today: "2026-10-01".parse().unwrap(), id: None };
        import(&mut self.store, &request, &mut |_| ()).unwrap()
    }

    /// Records a visit of R001 as officer P101.
    pub fn record(&mut self, visit: VisitFact) -> Result<Done, DeedRefused> {
        self.record_of("R001", visit, "P101")
    }

    pub fn record_of(&mut self, reference: &str, visit: VisitFact, actor: &str) -> Result<Done, DeedRefused> {
        self.apply(actor, None, deed(vec![of(reference, visit)]))
    }

    pub fn apply(&mut self, actor: &str, id: Option<&str>, deed: Deed) -> Result<Done, DeedRefused> {
        let actor = Actor::Officer(actor.to_owned());
        apply(&mut self.store, &deed, Asking { id, actor: &actor, only_try: false })
    }

    /// Everything that stands in the database, but for the trail, where what is sent again leaves a word.
    pub fn everything(&self) -> Everything {
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

pub fn deed(changes: Vec<Change>) -> Deed {
    Deed { kind: ActKind::RecordVisit, because: None, changes }
}

pub fn of(reference: &str, visit: VisitFact) -> Change {
    Change::Record(About::Offender(reference.to_owned()), Fact::Visit(Box::new(visit)))
}

/// A visit made as visits are: seen at home, unannounced, by two, one of them accredited.
pub fn visit(day: &str) -> VisitFact {
    VisitFact {
        reference: None,
        day: day.parse().unwrap(),
        time: Some("10:20".to_owned()),
        outcome: "seen".parse().unwrap(),
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
