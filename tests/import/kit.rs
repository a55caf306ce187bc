//! A small invented extract, changed a little for each test, and a register to take it in.

use std::fs;
use std::path::{Path, PathBuf};

use homevisit::act::import::{self, ImportError, Request, import};
use homevisit::act::{self, Asked, Performed, Verdict};
use homevisit::domain::conflict::Conflicts;
use homevisit::domain::deed::ActKind;
use homevisit::domain::extract::File;
use homevisit::domain::intake::{Complaints, FileCount, ImportReport};
use homevisit::domain::preview::ImportPreview;
use homevisit::import::Progress;
use homevisit::render;
use homevisit::store::{Store, StoreError};
use rusqlite::types::ValueRef;
use tempfile::TempDir;

pub const TODAY: &str = "2025-03-31";
pub const POLICY: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

/// A register and an extract, in a directory that cleans up after itself.
pub struct Unit {
    folder: TempDir,
    pub store: Store,
    today: &'static str,
}

impl Unit {
    /// An empty register under the baseline, and the small extract.
    pub fn new() -> Unit {
        Unit::under(POLICY)
    }

    /// An empty register under this policy, and the small extract.
    pub fn under(policy: &str) -> Unit {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("extract")).unwrap();
        for entry in fs::read_dir(small()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join("extract").join(entry.file_name())).unwrap();
        }
        let (store, _) = act::init(&folder.path().join("unit.db"), "tester", None, policy).unwrap();
        Unit { folder, store, today: TODAY }
    }

    /// A register that has taken the small extract in.
    pub fn filled() -> Unit {
        let mut unit = Unit::new();
        unit.taken();
        unit
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("extract").join(file)
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("unit.db")
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(file), bytes).unwrap();
    }

    /// Puts bytes in place of a text that is there, where it stands first.
    pub fn change(&self, file: &str, from: &str, to: impl AsRef<[u8]>) {
        let text = self.read(file);
        let (before, after) = text.split_once(from).unwrap_or_else(|| panic!("{file} has no {from}"));
        self.write(file, [before.as_bytes(), to.as_ref(), after.as_bytes()].concat());
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    /// The cells of every row, the first line among them.
    pub fn rows(&self, file: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(self.path(file)).unwrap();
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    pub fn write_rows(&self, file: &str, rows: &[Vec<String>]) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        self.write(file, writer.into_inner().unwrap());
    }

    pub fn append(&self, file: &str, rows: &str) {
        self.write(file, self.read(file) + rows);
    }

    pub fn import(&mut self) -> Result<ImportReport, ImportError> {
        self.import_telling(&mut |_| {})
    }

    pub fn import_telling(&mut self, tell: &mut dyn FnMut(Progress)) -> Result<ImportReport, ImportError> {
        self.with_request(|store, request| import(store, request, tell))
    }

    /// Does something with the extract, as at [`TODAY`].
    pub fn with_request<T>(&mut self, work: impl FnOnce(&mut Store, &Request<'_>) -> T) -> T {
        let dir = self.folder.path().join("extract");
        let today = self.today.parse().unwrap();
        work(&mut self.store, &Request { dir: &dir, actor: "M301", today, id: None })
    }

    /// The extract says that it was taken on this day, which is today.
    pub fn taken_on(&mut self, day: &'static str) {
        self.today = day;
        let note = self.read("extract.toml");
        let rest: Vec<&str> = note.lines().filter(|line| !line.starts_with("taken_on")).collect();
        self.write("extract.toml", format!("taken_on = {day}\n{}\n", rest.join("\n")));
    }

    pub fn conflicts(&mut self) -> Conflicts {
        self.with_request(|store, request| import::conflicts(store, request, &mut |_| {})).unwrap()
    }

    pub fn preview(&mut self) -> ImportPreview {
        self.with_request(|store, request| import::preview(store, request, &mut |_| {})).unwrap()
    }

    /// Does an act here, not by an extract, whose facts are the rows of `sql`, where `?act` stands for its number.
    pub fn here(&mut self, kind: ActKind, sql: &str) -> i64 {
        let content = act::content(kind, [sql.as_bytes()]);
        let asked = Asked { id: None, kind, actor: "S201", content, reason: None, salted: false };
        let done = act::perform(&mut self.store, &asked, |tx, act| {
            tx.execute_batch(&sql.replace("?act", &act.number.to_string()))?;
            Ok::<_, StoreError>(Verdict::Keep(()))
        });
        match done.unwrap() {
            Performed::Done(stamped, ()) => stamped.act.number,
            _ => unreachable!("it has no id and keeps what it did"),
        }
    }

    pub fn taken(&mut self) -> ImportReport {
        match self.import() {
            Ok(report) => report,
            Err(ImportError::Refused(mut complaints)) => panic!("{}", render::import::complaints(&mut complaints)),
            Err(error) => panic!("{error}"),
        }
    }

    /// What an extract is refused for; the register is found to be as it was.
    pub fn refused(&mut self) -> Complaints {
        let before = self.everything();
        let refused = self.import();
        assert_eq!(self.everything(), before, "a refused extract leaves no trace");
        match refused {
            Err(ImportError::Refused(complaints)) => complaints,
            Ok(_) => panic!("it was taken in"),
            Err(error) => panic!("{error}"),
        }
    }

    /// Every complaint, as it is printed.
    pub fn said(&mut self) -> Vec<String> {
        self.refused().first().iter().map(ToString::to_string).collect()
    }

    /// Every row of every table but the caches and the trail, where what is sent again leaves a word, as text.
    pub fn everything(&self) -> String {
        let conn = self.store.connection();
        let sql = "select name from sqlite_schema
                   where type = 'table' and name <> 'entry' and name not like 'cache%'
                   order by name";
        let names: Vec<String> =
            conn.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut out = String::new();
        for name in names {
            let mut statement = conn.prepare(&format!("select * from main.\"{name}\"")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let cells: Vec<String> = (0..columns).map(|at| cell(row.get_ref(at).unwrap())).collect();
                out.push_str(&format!("{name}: {}\n", cells.join(" ")));
            }
        }
        out
    }

    /// The facts that count, with texts in place of their keys; whatever the numbers given to rows.
    pub fn facts(&self) -> Vec<String> {
        let conn = self.store.connection();
        let mut out = Vec::new();
        for sql in FACTS {
            let mut statement = conn.prepare(sql).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let cells: Vec<String> = (0..columns).map(|at| cell(row.get_ref(at).unwrap())).collect();
                out.push(cells.join(" "));
            }
        }
        out.sort();
        out
    }
}

const FACTS: &[&str] = &[
    "select 'officer', o.id, f.rank, f.from_day, f.team, f.role, f.accredited, f.fte_hundredths, f.active_until, t.name
     from officer o left join officer_fact f using (officer_id) left join officer_text t using (text_id)
     where f.fact_id is null or f.fact_id not in (select supersedes from officer_fact where supersedes is not null)",
    "select 'person', o.ref, t.family_name, t.given_names, t.date_of_birth
     from person_fact f join offender o using (offender_id) join person_text t using (text_id)
     where f.fact_id not in (select supersedes from person_fact where supersedes is not null)",
    "select 'management', o.ref, f.rank, f.from_day, f.until_day
     from management_fact f join offender o using (offender_id)
     where f.fact_id not in (select supersedes from management_fact where supersedes is not null)",
    "select 'address', o.ref, f.rank, f.from_day, f.no_fixed_abode, t.address, t.postcode
     from address_fact f join offender o using (offender_id) join address_text t using (text_id)
     where f.fact_id not in (select supersedes from address_fact where supersedes is not null)",
    "select 'tier', o.ref, f.rank, f.from_day, i.id, b.id, t.value
     from tier_fact f join offender o using (offender_id) join tier i using (tier_id)
     join officer b on b.officer_id = f.set_by left join free_text t on t.text_id = f.reason
     where f.fact_id not in (select supersedes from tier_fact where supersedes is not null)",
    "select 'owner', o.ref, f.rank, f.from_day, b.id
     from owner_fact f join offender o using (offender_id) join officer b using (officer_id)
     where f.fact_id not in (select supersedes from owner_fact where supersedes is not null)",
    "select 'status', o.ref, f.rank, f.status, f.from_day, f.until_day
     from status_fact f join offender o using (offender_id)
     where f.fact_id not in (select supersedes from status_fact where supersedes is not null)",
    "select 'plan', o.ref, f.rank, f.kind, f.from_day, f.until_day, f.every, b.id, t.value, f.review_by
     from plan_fact f join offender o using (offender_id) join officer b on b.officer_id = f.authorised_by
     left join free_text t on t.text_id = f.reason
     where f.fact_id not in (select supersedes from plan_fact where supersedes is not null)",
    "select 'visit', v.ref, o.ref, f.day, f.time, f.outcome, f.announced, f.premises, f.entry_sought, f.recorded_on,
            (select group_concat(b.id, ';') from (select * from attendance a where a.fact_id = f.fact_id order by place)
             join officer b using (officer_id))
     from visit_fact f join offender o using (offender_id) join visit v using (visit_id)
     where f.fact_id not in (select supersedes from visit_fact where supersedes is not null)",
];

/// A cell as text; what is not recorded is `-`.
fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
        other => format!("{other:?}"),
    }
}

/// Something wrong, how to bring it about, and every complaint that comes of it.
pub struct Case(pub &'static str, pub fn(&Unit), pub &'static [&'static str]);

/// Holds every case against a register of its own, and shows all that differ at once.
pub fn check(unit: impl Fn() -> Unit, cases: &[Case]) {
    let mut wrong = String::new();
    for Case(what, spoil, expected) in cases {
        let mut unit = unit();
        spoil(&unit);
        let said = unit.said();
        if said != *expected {
            wrong += &format!("{what}\n  expected {expected:#?}\n  said {said:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The small extract.
pub fn small() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/unit/register"))
}

/// What became of one file's rows.
pub fn of(report: &ImportReport, file: File) -> FileCount {
    *report.files.iter().find(|count| count.file == file).unwrap()
}
