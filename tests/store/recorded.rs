//! By which act a visit was recorded as it counts: as far back as the record has had it so, and no further.

use homevisit::domain::day::Day;
use homevisit::domain::visit::Visit;
use homevisit::store::{KnownAt, Scope, Store, StoreError};

use crate::sample;

/// Two offenders, and three visits that may be recorded.
const SOMEBODY: &str = "
    insert into offender values (1, 'R-1'), (2, 'R-2');
    insert into visit values (1, 'V-1'), (2, 'H-2'), (3, 'V-3');
    insert into person_text (text_id, salt, family_name) values (1, x'01010101010101010101010101010101', 'Invented');
    insert into person_fact values (1, ?act, null, 0, 1, 1), (2, ?act, null, 0, 2, 1);";

struct Chain {
    _folder: tempfile::TempDir,
    store: Store,
    facts: i64,
}

impl Chain {
    /// Acts 1 and 2: the policy, and whom it is about.
    fn new() -> Chain {
        let (folder, mut store) = sample::empty();
        assert_eq!(sample::record(&mut store, "somebody", SOMEBODY).unwrap(), 2);
        Chain { _folder: folder, store, facts: 0 }
    }

    fn act(&mut self, sql: &str) -> i64 {
        let id = format!("act {sql}");
        let id: String =
            format!("{:x}", id.bytes().fold(self.facts as u64, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte)));
        sample::record(&mut self.store, &id, sql).unwrap()
    }

    /// The next fact of a visit; the first has nothing to supersede.
    fn fact(&mut self, supersedes: Option<i64>, visit: i64, offender: i64, day: &str, rest: &str) -> i64 {
        self.facts += 1;
        let old = supersedes.map_or("null".to_owned(), |old| old.to_string());
        self.act(&format!(
            "insert into visit_fact
                 (fact_id, act_id, supersedes, withdrawn, visit_id, offender_id, day, outcome, premises, time, recorded_on)
             values ({}, ?act, {old}, 0, {visit}, {offender}, '{day}', {rest});",
            self.facts
        ))
    }

    fn withdrawn(&mut self, supersedes: i64) -> i64 {
        self.facts += 1;
        self.act(&format!(
            "insert into visit_fact (fact_id, act_id, supersedes, withdrawn, visit_id, offender_id)
             values ({}, ?act, {supersedes}, 1, 1, 1);",
            self.facts
        ))
    }

    /// The visits of both, from the facts, which the cache has too.
    fn visits(&mut self) -> Vec<Visit> {
        self.store.refresh_cache().unwrap();
        let plain = read(&self.store, None);
        let cached = self.store.snapshot(None).unwrap();
        assert!(cached.reads_cache());
        drop(cached);
        let from_cache = {
            let mut all = Vec::new();
            let view = self.store.snapshot(None).unwrap();
            view.each_offender(Scope::All, |_, _, facts| {
                all.extend(facts.visits.iter().copied());
                Ok::<_, StoreError>(())
            })
            .unwrap();
            all
        };
        assert_eq!(plain, from_cache);
        plain
    }

    fn since(&mut self) -> Vec<i64> {
        self.visits().iter().map(|visit| visit.act).collect()
    }
}

fn read(store: &Store, known_at: Option<KnownAt>) -> Vec<Visit> {
    let mut all = Vec::new();
    let view = store.snapshot(known_at).unwrap().without_cache();
    view.each_offender(Scope::All, |_, _, facts| {
        all.extend(facts.visits.iter().copied());
        Ok::<_, StoreError>(())
    })
    .unwrap();
    all
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_correction_of_anything_else_leaves_a_visit_recorded_when_it_was() {
    let mut chain = Chain::new();
    let first = chain.fact(None, 1, 1, "2025-03-05", "'seen', 'notified', null, null");
    chain.fact(Some(1), 1, 1, "2025-03-05", "'seen', 'notified', '09:30', null");
    let last = chain.fact(Some(2), 1, 1, "2025-03-05", "'seen', 'notified', '09:45', '2025-03-07'");
    assert_eq!(chain.since(), [first]);
    let visit = chain.visits()[0];
    assert_eq!((visit.source_days, visit.source_day()), (Some(2), Some(day("2025-03-07"))), "as the last says");
    assert_eq!(read(&chain.store, Some(KnownAt::Act(last - 1)))[0].source_day(), None, "nobody had said so then");
}

#[test]
fn what_makes_it_count_is_recorded_when_the_record_says_so() {
    for (before, after) in [
        (("2025-03-05", "'no-reply', 'notified'"), ("2025-03-05", "'seen', 'notified'")),
        (("2025-03-04", "'seen', 'notified'"), ("2025-03-05", "'seen', 'notified'")),
        (("2025-03-05", "'seen', null"), ("2025-03-05", "'seen', 'notified'")),
    ] {
        let mut chain = Chain::new();
        chain.fact(None, 1, 1, before.0, &format!("{}, null, null", before.1));
        let made = chain.fact(Some(1), 1, 1, after.0, &format!("{}, null, null", after.1));
        chain.fact(Some(2), 1, 1, after.0, &format!("{}, '10:00', null", after.1));
        assert_eq!(chain.since(), [made], "{before:?} {after:?}");
    }
}

#[test]
fn a_run_that_was_broken_begins_anew() {
    let mut chain = Chain::new();
    chain.fact(None, 1, 1, "2025-03-05", "'seen', 'notified', null, null");
    chain.fact(Some(1), 1, 1, "2025-03-05", "'out', 'notified', null, null");
    let again = chain.fact(Some(2), 1, 1, "2025-03-05", "'seen', 'notified', null, null");
    assert_eq!(chain.since(), [again]);
    let mut chain = Chain::new();
    chain.fact(None, 1, 1, "2025-03-05", "'seen', 'notified', null, null");
    chain.withdrawn(1);
    let again = chain.fact(Some(2), 1, 1, "2025-03-05", "'seen', 'notified', null, null");
    assert_eq!(chain.since(), [again]);
}

#[test]
fn a_visit_that_was_somebody_elses_is_this_persons_since_it_was_said_to_be() {
    let mut chain = Chain::new();
    chain.fact(None, 1, 2, "2025-03-05", "'seen', 'notified', null, null");
    let moved = chain.fact(Some(1), 1, 1, "2025-03-05", "'seen', 'notified', null, null");
    assert_eq!(chain.since(), [moved]);
}

#[test]
fn of_two_records_of_one_visit_the_first_is_when_it_was_recorded() {
    for (twin, same) in
        [("'seen', 'notified', null, '2025-03-06'", true), ("'out', 'notified', null, '2025-03-06'", false)]
    {
        let mut chain = Chain::new();
        let extract = chain.fact(None, 1, 1, "2025-03-05", twin);
        let here = chain.fact(None, 2, 1, "2025-03-05", "'seen', 'notified', null, null");
        chain.act("insert into pair_fact values (1, ?act, null, 0, 1, 1, 2, 1);");
        let visits = chain.visits();
        let found: Vec<_> = visits.iter().map(|visit| (visit.act, visit.source_day())).collect();
        let expected = if same { (extract, Some(day("2025-03-06"))) } else { (here, None) };
        assert_eq!(found, [expected]);
    }
}

#[test]
fn a_source_may_claim_a_day_before_the_visit() {
    let mut chain = Chain::new();
    chain.fact(None, 1, 1, "2025-03-05", "'seen', 'notified', null, '2025-02-27'");
    let visit = chain.visits()[0];
    assert_eq!((visit.source_days, visit.source_day()), (Some(-6), Some(day("2025-02-27"))));
}

/// A day begins at midnight in the policy's zone, which in summer is an hour before it does in UTC.
#[test]
fn the_day_of_an_act_is_a_civil_day_in_the_zone_of_the_policy() {
    let chain = Chain::new();
    chain.store.connection().execute_batch("drop trigger act_kept").unwrap();
    let moments = "update act set moment = '2025-06-01T23:30:00.000000Z' where act_id = 1;
                   update act set moment = '2025-12-01T23:30:00.000000Z' where act_id = 2;";
    chain.store.connection().execute_batch(moments).unwrap();
    let view = chain.store.snapshot(None).unwrap();
    let days = view.act_days(&view.book().unwrap()).unwrap();
    assert_eq!([0, 1, 2, 3].map(|act| days.day(act)), [None, Some(day("2025-06-02")), Some(day("2025-12-01")), None]);
    let earlier = view.beside(Some(KnownAt::Act(1))).unwrap();
    assert_eq!(earlier.act_days(&view.book().unwrap()).unwrap().day(2), None, "no later act is known");
}
