//! Lists, audits and facts of a register by the words on file, so that those of two registers can be held together.

use std::collections::BTreeMap;

use homevisit::domain::day::Day;
use homevisit::domain::fact::{FactKind, PlanWord};
use homevisit::domain::offender::{Facts, OffenderKey};
use homevisit::domain::officer::Roster;
use homevisit::domain::recorded::ActDays;
use homevisit::domain::requirement::Rules;
use homevisit::domain::row::{Bucket, Flag, Row};
use homevisit::report::audit::{self, GroupBy};
use homevisit::report::worklist::{self, LeftManagement, Unattended};
use homevisit::report::{Scope, Subject};
use homevisit::store::{self, Snapshot, Store, StoreError};

/// Where offenders' facts are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum From {
    Facts,
    Cache,
}

/// A row by the words on file.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    pub reference: String,
    pub tier: Option<String>,
    pub owner: Option<String>,
    pub bucket: Bucket,
    pub due: Option<Day>,
    pub with_overdue: bool,
    pub days_overdue: u32,
    pub missed: u32,
    pub last_visit: Option<Day>,
    pub attempts_since: u32,
    pub retry_by: Option<Day>,
    pub within_tolerance: bool,
    pub no_fixed_abode: bool,
    pub flags: Vec<Flag>,
    /// Sorted: plans of two kinds, or two statuses, that start on one day stand side by side.
    pub notices: Vec<String>,
}

/// The worklist of one scope on one day.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    pub day: Day,
    pub scope: String,
    pub managed: u64,
    pub unattended: Option<Unattended>,
    pub left: LeftManagement,
    pub rows: Vec<Listed>,
}

struct Register<'s> {
    view: Snapshot<'s>,
    rules: Rules,
    roster: Roster,
}

impl<'s> Register<'s> {
    fn of(store: &'s Store, from: From) -> Register<'s> {
        let view = view(store, from);
        let rules = Rules { book: view.book().unwrap(), history_from: view.history_from().unwrap() };
        let roster = view.roster().unwrap();
        Register { view, rules, roster }
    }

    fn everybody(&self) -> Vec<(OffenderKey, String, Facts)> {
        let mut all = Vec::new();
        self.view
            .each_offender(store::Scope::All, |key, reference, facts| {
                all.push((key, reference.to_owned(), facts.clone()));
                Ok::<_, StoreError>(())
            })
            .unwrap();
        all
    }

    fn listed(&self, listed: &worklist::Listed) -> Listed {
        let row: &Row = &listed.row;
        let mut notices: Vec<String> =
            listed.notices.iter().map(|told| format!("{} {told:?}", told.notice())).collect();
        notices.sort_unstable();
        Listed {
            reference: listed.reference.clone(),
            tier: row.tier.map(|tier| self.rules.book.tier_id(tier).to_owned()),
            owner: row.owner.map(|owner| self.roster.id(owner).to_owned()),
            bucket: row.bucket,
            due: row.due,
            with_overdue: row.with_overdue,
            days_overdue: row.days_overdue,
            missed: row.missed,
            last_visit: row.last_visit,
            attempts_since: row.attempts_since,
            retry_by: row.retry_by,
            within_tolerance: row.within_tolerance,
            no_fixed_abode: listed.no_fixed_abode,
            flags: row.flags.clone(),
            notices,
        }
    }
}

fn view(store: &Store, from: From) -> Snapshot<'_> {
    let view = store.snapshot(None).unwrap();
    let view = if from == From::Facts { view.without_cache() } else { view };
    assert_eq!(view.reads_cache(), from == From::Cache);
    view
}

/// One person's facts.
pub fn of_one(store: &Store, reference: &str, from: From) -> Facts {
    let view = view(store, from);
    let scope = store::Scope::One(view.offender(reference).unwrap().unwrap());
    let mut found = None;
    view.each_offender(scope, |_, _, facts| {
        found = Some(facts.clone());
        Ok::<_, StoreError>(())
    })
    .unwrap();
    found.unwrap()
}

/// The references of everybody, in order.
pub fn references(view: &Snapshot<'_>) -> Vec<String> {
    let mut all = Vec::new();
    view.each_offender(store::Scope::All, |_, reference, _| {
        all.push(reference.to_owned());
        Ok::<_, StoreError>(())
    })
    .unwrap();
    all.sort_unstable();
    all
}

/// The worklists of everybody and of each team on these days.
pub fn worklists(store: &Store, from: From, days: &[Day]) -> Vec<List> {
    let register = Register::of(store, from);
    let everybody = register.everybody();
    let mut lists = Vec::new();
    for day in days {
        let teams = crate::words::TEAMS.iter().map(|team| Scope::Team((*team).to_owned()));
        for scope in std::iter::once(Scope::All).chain(teams) {
            let words = format!("{scope:?}");
            let spec = worklist::Spec::at_end_of(*day, scope);
            let mut fold = worklist::Fold::new(spec, &register.rules, &register.roster).unwrap();
            for (key, reference, facts) in &everybody {
                fold.take(&Subject { key: *key, reference, facts }).unwrap();
            }
            let list = fold.finish().unwrap();
            let rows = list.rows.iter().map(|listed| register.listed(listed)).collect();
            let (managed, unattended, left) = (list.managed, list.unattended, list.left);
            lists.push(List { day: *day, scope: words, managed, unattended, left, rows });
        }
    }
    lists
}

/// By which act a visit was recorded is not told: of an import it is one for all.
fn unrecorded(facts: &mut Facts) {
    facts.visits.iter_mut().for_each(|visit| visit.act = 1);
}

/// The audit of a period, with the cases behind each figure.
pub fn audits(store: &Store, group_by: GroupBy, (from, to): (Day, Day)) -> audit::Audit {
    let register = Register::of(store, From::Facts);
    let spec = audit::Spec { from, to, as_of: to, group_by, cases: true };
    let acts = ActDays::new(vec![from]);
    let mut fold = audit::Fold::new(spec, &register.rules, &register.roster, &acts).unwrap();
    for (key, reference, facts) in &mut register.everybody() {
        unrecorded(facts);
        fold.take(&Subject { key: *key, reference, facts }).unwrap();
    }
    fold.finish().unwrap()
}

/// What is known of everybody and of every officer, by the words on file. Visits of one day, and statuses or plans of several
/// kinds that start on one day, hold side by side, and their order says nothing.
pub fn facts(store: &Store, from: From) -> BTreeMap<String, String> {
    let register = Register::of(store, from);
    let tier = |key| register.rules.book.tier_id(key).to_owned();
    let owner = |key| register.roster.id(key).to_owned();
    let mut said = BTreeMap::new();
    for (_, reference, facts) in register.everybody() {
        let tiers: Vec<_> = facts.tiers.iter().map(|fact| (fact.from, tier(fact.what))).collect();
        let owners: Vec<_> = facts.owners.iter().map(|fact| (fact.from, owner(fact.what))).collect();
        let places: Vec<_> =
            facts.addresses.iter().map(|fact| (fact.from, fact.what.writing, fact.what.blank)).collect();
        let mut facts = facts;
        unrecorded(&mut facts);
        let Facts { management, statuses, plans, visits, .. } = &facts;
        let mut plans: Vec<_> = plans.iter().map(|plan| (plan.kind, plan.period, plan.review_by)).collect();
        plans.sort_by_key(|(kind, period, _)| (period.from, PlanWord::of(*kind)));
        let mut statuses = statuses.clone();
        statuses.sort_by_key(|fact| (fact.period.from, fact.status));
        let mut visits: Vec<String> = visits.iter().map(|visit| format!("{visit:?}")).collect();
        visits.sort_unstable();
        said.insert(
            reference,
            format!("{management:?}\n{tiers:?}\n{owners:?}\n{places:?}\n{statuses:?}\n{plans:?}\n{visits:#?}"),
        );
    }
    for kind in [FactKind::Officer, FactKind::Person, FactKind::Address] {
        for (word, fact) in crate::extract::facts(&register.view, kind) {
            said.entry(word).or_default().push_str(&format!("\n{fact:?}"));
        }
    }
    said
}
