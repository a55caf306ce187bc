//! The reports as the program makes them, out of an open store.

use homevisit::domain::coverage::Fault;
use homevisit::domain::day::Day;
use homevisit::domain::offender::OfficerKey;
use homevisit::domain::officer::Roster;
use homevisit::domain::requirement::Rules;
use homevisit::report::audit::{self, Audit, GroupBy};
use homevisit::report::worklist::{self, Worklist};
use homevisit::report::{Scope, Subject};
use homevisit::store::{self, Snapshot, Store, StoreError};

use super::as_of;

/// Where offenders' facts are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum From {
    Facts,
    Cache,
}

/// What a process that makes many lists reads once.
pub struct Known {
    pub rules: Rules,
    pub roster: Roster,
}

impl Known {
    pub fn of(store: &Store) -> Known {
        let snapshot = store.snapshot(None).expect("a snapshot");
        let book = snapshot.book().expect("a policy");
        let history_from = snapshot.history_from().expect("the beginning of the record");
        Known { rules: Rules { book, history_from }, roster: snapshot.roster().expect("officers") }
    }

    /// Every officer.
    pub fn officers(&self) -> Vec<OfficerKey> {
        self.roster.iter().map(|(key, _)| key).collect()
    }
}

#[derive(Debug)]
pub enum Failed {
    Store(StoreError),
    Engine(Fault),
}

impl std::convert::From<StoreError> for Failed {
    fn from(error: StoreError) -> Failed {
        Failed::Store(error)
    }
}

/// A view of the record.
pub fn snapshot(store: &Store, from: From) -> Snapshot<'_> {
    let snapshot = store.snapshot(None).expect("a snapshot");
    match from {
        From::Facts => snapshot.without_cache(),
        From::Cache => {
            assert!(snapshot.reads_cache(), "the cache is whole");
            snapshot
        }
    }
}

/// Streams offenders past.
pub fn each(snapshot: &Snapshot<'_>, scope: store::Scope<'_>, mut take: impl FnMut(&Subject<'_>) -> Result<(), Fault>) {
    let streamed = snapshot
        .each_offender(scope, |key, reference, facts| take(&Subject { key, reference, facts }).map_err(Failed::Engine));
    streamed.expect("every offender");
}

/// One officer's list with names and postcodes, as the command makes it.
pub fn officer(store: &Store, from: From, known: &Known, officer: OfficerKey) -> Worklist {
    let snapshot = snapshot(store, from);
    let mut list = list(&snapshot, known, Scope::Officer(officer), store::Scope::Officer(officer));
    for listed in list.each_row_mut() {
        listed.name = snapshot.person(listed.key).expect("a person").family;
        let address = listed.address_text.map(|text| snapshot.address(text).expect("an address"));
        listed.postcode = address.and_then(|address| address.postcode);
    }
    list
}

/// The whole unit's list.
pub fn unit(store: &Store, from: From, known: &Known) -> Worklist {
    list(&snapshot(store, from), known, Scope::All, store::Scope::All)
}

fn list(snapshot: &Snapshot<'_>, known: &Known, scope: Scope, read: store::Scope<'_>) -> Worklist {
    let spec = worklist::Spec::at_end_of(as_of(), scope);
    let mut fold = worklist::Fold::new(spec, &known.rules, &known.roster).expect("a day of the record");
    each(snapshot, read, |subject| fold.take(subject));
    fold.finish().expect("a list that adds up")
}

/// The year that is audited, both days included.
pub fn year() -> (Day, Day) {
    ("2025-04-01".parse().expect("a day"), as_of())
}

/// The audit of that year by tier.
pub fn audit(store: &Store, from: From, known: &Known) -> Audit {
    let (first, last) = year();
    let spec = audit::Spec { from: first, to: last, as_of: last, group_by: GroupBy::Tier, cases: false };
    let snapshot = snapshot(store, from);
    let acts = snapshot.act_days(&known.rules.book).expect("the days of acts");
    let mut fold = audit::Fold::new(spec, &known.rules, &known.roster, &acts).expect("a period of the record");
    each(&snapshot, store::Scope::All, |subject| fold.take(subject));
    fold.finish().expect("an audit that adds up")
}

/// Reads everybody's facts and does nothing with them; answers how many offenders there are.
pub fn read(store: &Store, from: From) -> u64 {
    let mut offenders = 0;
    each(&snapshot(store, from), store::Scope::All, |subject| {
        std::hint::black_box(subject.facts);
        offenders += 1;
        Ok(())
    });
    offenders
}
