//! The acts of all those days, done one by one in a register of their own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use homevisit::act;
use homevisit::act::deed::{Actor, Asking, DeedRefused, Done, apply};
use homevisit::act::import::{Request, import};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{ActKind, Change, Deed};
use homevisit::domain::fact::Fact;
use homevisit::domain::officer::Role;
use homevisit::store::{Store, StoreError};
use tempfile::TempDir;

use crate::chance::Chance;
use crate::lists::{From, of_one};
use crate::words::{MANAGER, colleague, day};

/// The last of the days; every one of them lies in the past when the acts are done.
const LAST: &str = "2025-06-30";
const POLICY: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

pub struct Played {
    folder: TempDir,
    pub store: Store,
    /// Of the days and the seed that are taken where none are asked for.
    pub as_usual: bool,
    first: Day,
    last: Day,
    chance: Chance,
    today: Day,
    done: Vec<(String, Actor, Deed, Done)>,
    refused: BTreeMap<ActKind, usize>,
}

const DAYS: u32 = 1_000;
const SEED: u32 = 20_250_630;

fn number(variable: &str, otherwise: u32) -> u32 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

fn register(folder: &TempDir) -> Store {
    // One person does it all: what would want a second one is done at once.
    let alone = POLICY.replace("\nlower-tier = \"supervisor\"\n\n[basis]", "\n[basis]");
    assert_ne!(alone, POLICY);
    let (store, _) = act::init(&folder.path().join("unit.db"), "tester", None, &alone).unwrap();
    // Nobody pulls the plug in a test, and acts by the hundred need not be parsed anew each time.
    store.connection().execute_batch("pragma synchronous = off").unwrap();
    store.connection().set_prepared_statement_cache_capacity(1_000);
    store
}

/// A register that has taken in one extract and nothing else.
pub struct Imported {
    _folder: TempDir,
    pub store: Store,
}

impl Imported {
    pub fn of(extract: &Path) -> Imported {
        let folder = tempfile::tempdir().unwrap();
        let mut store = register(&folder);
        let request = Request { dir: extract, actor: "tester", today: day(LAST), id: None };
        let report = import(&mut store, &request, &mut |_| ()).unwrap();
        assert!(report.act.is_some());
        Imported { _folder: folder, store }
    }
}

impl Played {
    /// All acts of all days, each told whether it was done.
    pub fn all() -> Played {
        let (days, seed) = (number("HOMEVISIT_DAYS", DAYS), number("HOMEVISIT_SEED", SEED));
        let mut played = Played::nothing_of(days, seed);
        played.go_on(days);
        played
    }

    /// Before the first of so many days.
    pub fn nothing_of(days: u32, seed: u32) -> Played {
        let folder = tempfile::tempdir().unwrap();
        let store = register(&folder);
        let last = day(LAST);
        let first = last.minus_days(days - 1);
        let (as_usual, done, refused) = ((days, seed) == (DAYS, SEED), Vec::new(), BTreeMap::new());
        let chance = Chance::new(u64::from(seed), first);
        let mut played = Played { folder, store, as_usual, first, last, chance, today: first, done, refused };
        played.perform(Actor::Account("account 1".to_owned()), the_manager());
        played
    }

    /// The acts of so many more days.
    pub fn go_on(&mut self, days: u32) {
        let until = self.today.plus_days(days);
        while self.today < until {
            for _ in 0..self.chance.busy() {
                let deed = self.chance.deed(self.today, &self.store.snapshot(None).unwrap());
                self.perform(Actor::Officer(MANAGER.to_owned()), deed);
            }
            self.today = self.today.next();
        }
    }

    /// Where the database is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("unit.db")
    }

    fn perform(&mut self, actor: Actor, deed: Deed) {
        let id = format!("act-{}", self.done.len());
        match apply(&mut self.store, &deed, Asking { id: Some(&id), actor: &actor, only_try: false }) {
            Ok(done) => {
                self.store.refresh_cache().unwrap();
                self.the_cache_is_true(&done);
                self.done.push((id, actor, deed, done));
            }
            Err(DeedRefused::Store(error)) if error != StoreError::Busy => panic!("{error}: {deed:?}"),
            Err(_) => *self.refused.entry(deed.kind).or_default() += 1,
        }
    }

    /// Of everybody the act touched the cache says what the facts say, before another act comes.
    fn the_cache_is_true(&self, done: &Done) {
        let mut references: Vec<&str> = done.moved.iter().map(|moved| moved.offender_ref.as_str()).collect();
        references.dedup();
        for reference in references {
            let [cached, plain] = [From::Cache, From::Facts].map(|from| of_one(&self.store, reference, from));
            assert_eq!(cached, plain, "{reference} after act {}", done.act.number);
        }
    }

    fn kinds(&self) -> BTreeMap<ActKind, usize> {
        let mut kinds = BTreeMap::new();
        self.done.iter().for_each(|(_, _, deed, _)| *kinds.entry(deed.kind).or_default() += 1);
        kinds
    }

    /// How many of each kind were done, and how many refused.
    pub fn said(&self) -> String {
        format!("{} done: {:?}; refused: {:?}", self.done.len(), self.kinds(), self.refused)
    }

    /// Refused acts are allowed; a test in which most were, or one kind never came to anything, would say nothing.
    pub fn is_worth_something(&self) {
        let (kinds, said) = (self.kinds(), self.said());
        let refused: usize = self.refused.values().sum();
        assert!(self.done.len() >= refused, "{said}");
        for kind in [
            ActKind::AddOffender,
            ActKind::MoveOffender,
            ActKind::StartManagement,
            ActKind::EndManagement,
            ActKind::SetTier,
            ActKind::SetOwner,
            ActKind::StartStatus,
            ActKind::EndStatus,
            ActKind::StartPlan,
            ActKind::EndPlan,
            ActKind::AddOfficer,
            ActKind::ChangeOfficer,
            ActKind::EndService,
            ActKind::Reassign,
            ActKind::RecordVisit,
            ActKind::Correct,
            ActKind::Withdraw,
        ] {
            assert!(kinds.get(&kind).is_some_and(|done| *done >= 2), "{kind}: {said}");
        }
    }

    /// The first day and the last.
    pub fn period(&self) -> (Day, Day) {
        (self.first, self.last)
    }

    /// So many days spread over the whole time, the last among them.
    pub fn days(&self, count: u32) -> Vec<Day> {
        let all = self.last.days_after(self.first);
        (1..=count).map(|at| self.first.plus_days(all * at / count)).collect()
    }

    /// Sends every act that was done again, with its id: it answers as it did and writes nothing.
    pub fn send_all_again(&mut self) {
        for (id, actor, deed, first) in &self.done {
            let again = apply(&mut self.store, deed, Asking { id: Some(id), actor, only_try: false }).unwrap();
            assert!(again.already, "{id}");
            assert_eq!(Done { already: false, ..again }, *first, "{id}");
        }
    }

    /// The bytes of every row of every table, but for the trail, where what is sent again leaves a word.
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

fn the_manager() -> Deed {
    let fact = Fact::Officer {
        from: None,
        name: "Invented manager".to_owned(),
        team: "Unit".to_owned(),
        role: Role::Manager,
        accredited: Some(false),
        fte_hundredths: None,
        active_until: None,
    };
    let changes = vec![Change::Enrol(colleague(MANAGER)), Change::Record(colleague(MANAGER), fact)];
    Deed { kind: ActKind::AddOfficer, because: None, changes }
}
