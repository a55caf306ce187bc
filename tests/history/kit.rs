//! A register of a test's own with everything in it, and the real program on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use homevisit::act;
use homevisit::act::deed::{Actor, Asking, Done, apply};
use homevisit::act::import::{Request, import};
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{Fact, FactKind, VisitFact};
use homevisit::domain::offender::Status;
use homevisit::domain::work::{Course, Stage};
use homevisit::store::Store;
use tempfile::TempDir;

use crate::facts::{day, full_visit};

pub struct Unit {
    dir: TempDir,
    pub store: Store,
}

pub fn r001() -> About {
    About::Offender("R001".to_owned())
}

impl Unit {
    /// The invented unit of the transcripts.
    pub fn new() -> Unit {
        let dir = tempfile::tempdir().unwrap();
        let policy = include_str!("../../data/policies/uk-ew-baseline.toml");
        let (store, _) = act::init(&dir.path().join("unit.db"), "tester", None, policy).unwrap();
        let mut unit = Unit { dir, store };
        unit.import(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register"));
        unit
    }

    pub fn import(&mut self, dir: &Path) {
        let request = Request { dir, actor: "tester", today: day("2026-10-01"), id: None };
        import(&mut self.store, &request, &mut |_| ()).unwrap();
    }

    /// A copy of the unit's extract, one file of it changed.
    pub fn extract_with(&self, file: &str, change: impl FnOnce(String) -> String) -> PathBuf {
        let to = self.dir.path().join("later");
        std::fs::create_dir(&to).unwrap();
        for entry in
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unit/register")).unwrap()
        {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
        let text = std::fs::read_to_string(to.join(file)).unwrap();
        std::fs::write(to.join(file), change(text)).unwrap();
        to
    }

    pub fn act(&mut self, actor: &str, kind: ActKind, changes: Vec<Change>) -> Done {
        let deed = Deed { kind, because: Some(format!("because of {kind}")), changes };
        let actor = Actor::Officer(actor.to_owned());
        apply(&mut self.store, &deed, Asking { id: None, actor: &actor, only_try: false }).unwrap()
    }

    pub fn correct(&mut self, fact: &str, key: &str, value: &str) -> Done {
        let set = [(key.to_owned(), Some(value.to_owned()))].into();
        self.act("S201", ActKind::Correct, vec![Change::Correct(fact.to_owned(), set)])
    }

    /// Records a fact of every kind about R001 and P101; corrects, withdraws and records again.
    pub fn everything(&mut self) {
        let record = |fact| Change::Record(r001(), fact);
        let visit = |reference: Option<&str>, on, outcome: &str| {
            let reference = reference.map(str::to_owned);
            let outcome = outcome.parse().unwrap();
            Fact::Visit(Box::new(VisitFact { reference, day: day(on), outcome, recorded_on: None, ..full_visit() }))
        };
        let made = self.act("P101", ActKind::RecordVisit, vec![record(visit(Some("H-7"), "2025-03-01", "seen"))]);
        self.act("P101", ActKind::RecordVisit, vec![record(visit(None, "2024-11-27", "seen"))]);
        let after = |fact| Change::OfVisit("H-7".to_owned(), fact);
        let on = day("2025-03-02");
        let (visit_word, agency, time) = ("H-7".to_owned(), Some("social-care".to_owned()), Some("09:30".to_owned()));
        let referral = Fact::Referral { visit: visit_word.clone(), agency, day: on, time };
        self.act("P101", ActKind::RecordReferral, vec![after(referral)]);
        self.act("P101", ActKind::EnterVisit, vec![after(Fact::Entered { visit: visit_word, day: on })]);
        let status = Fact::Status { status: Status::Custody, from: on, until: None };
        let confirmed = Fact::Confirmation { status: Status::Custody, day: day("2025-03-05") };
        self.act("P101", ActKind::StartStatus, vec![record(status), record(confirmed)]);
        let plan = Fact::Plan {
            kind: "interval".parse().unwrap(),
            from: on,
            until: Some(day("2025-06-01")),
            every: Some("FREQ=MONTHLY".to_owned()),
            authorised_by: "S201".to_owned(),
            reason: None,
            review_by: None,
        };
        self.act("S201", ActKind::StartPlan, vec![record(plan)]);
        let by = day("2090-01-01");
        self.act("S201", ActKind::Decide, vec![Change::Decide(r001(), Course::Warrant, by)]);
        self.act("S201", ActKind::StepWarrant, vec![Change::Step(r001(), Stage::Authorised, None)]);
        self.act("S201", ActKind::Direct, vec![Change::Direct(r001(), by, "concern".to_owned())]);
        let booking = Fact::Booking { day: by, time: "10:00".to_owned(), officers: vec!["P101".to_owned()] };
        self.act("P101", ActKind::Book, vec![record(booking)]);
        let marker = Fact::Marker { code: "dogs".to_owned(), from: on, until: None };
        self.act("P101", ActKind::Mark, vec![record(marker)]);
        let alone = Fact::Alone { officer: "P101".to_owned(), day: by, authorised_by: "S201".to_owned() };
        self.act("S201", ActKind::AuthoriseAlone, vec![record(alone)]);
        let cover = Fact::Cover { cover: "P102".to_owned(), from: day("2089-01-01"), until: day("2089-02-01") };
        self.act("S201", ActKind::Cover, vec![Change::Record(About::Officer("P101".to_owned()), cover)]);
        let account = Fact::Account { account: rustix::process::getuid().as_raw(), bound: true };
        self.act("M301", ActKind::Bind, vec![Change::Record(About::Officer("M301".to_owned()), account)]);
        self.correct_and_withdraw(&made, visit(Some("H-8"), "2025-03-01", "out"));
    }

    fn correct_and_withdraw(&mut self, made: &Done, visit: Fact) {
        self.correct(&made.facts[0].name.to_string(), "note", "another note");
        let tier = self.live(FactKind::Tier);
        self.correct(&tier, "reason", "read again");
        let tier = self.live(FactKind::Tier);
        self.correct(&tier, "from", "2024-01-11");
        let owner = self.live(FactKind::Owner);
        self.act("S201", ActKind::Withdraw, vec![Change::Withdraw(owner)]);
        let again = || Change::Record(r001(), visit.clone());
        let first = self.act("P101", ActKind::RecordVisit, vec![again()]).facts[0].name;
        self.act("S201", ActKind::Withdraw, vec![Change::Withdraw(first.to_string())]);
        self.act("P101", ActKind::RecordVisit, vec![again()]);
    }

    /// The first fact of a kind of R001 that counts.
    pub fn live(&self, kind: FactKind) -> String {
        self.store.snapshot(None).unwrap().live(&r001(), kind).unwrap()[0].name.to_string()
    }

    /// What the tables hold, asked without the program: each fact's name, and whether another row supersedes it.
    pub fn on_file(&self, whose: &str, key: i64) -> Vec<(String, bool)> {
        let conn = self.store.connection();
        let mut found = Vec::new();
        for kind in FactKind::ALL {
            let of_officer = matches!(kind, FactKind::Officer | FactKind::Cover | FactKind::Account);
            let about = if of_officer { "officer_id" } else { "offender_id" };
            if about != whose || matches!(kind, FactKind::Policy | FactKind::Extract) {
                continue;
            }
            let sql = format!(
                "select fact_id, exists (select 1 from {kind}_fact later where later.supersedes = fact.fact_id)
                 from {kind}_fact fact
                 where {about} = ?1"
            );
            let mut statement = conn.prepare(&sql).unwrap();
            let row = |row: &rusqlite::Row<'_>| Ok((format!("{kind}-{}", row.get::<_, i64>(0)?), row.get(1)?));
            found.extend(statement.query_map([key], row).unwrap().map(Result::unwrap));
        }
        found
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.dir.path().join("unit.db")).args(arguments);
        command.stdin(Stdio::null()).output().unwrap()
    }

    pub fn text(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.text(&[arguments, &["--format", "json"]].concat())).unwrap()
    }
}
