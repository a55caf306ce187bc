//! What is written reads again as it was; words, ranks and references are what they should be.

mod chance;

use rusqlite::Transaction;

use self::chance::Chance;
use super::*;
use crate::domain::day::Day;
use crate::domain::fact::FactKind;
use crate::domain::offender::Status;
use crate::domain::work::{Course, Stage};
use crate::store::act::{self, Act, ActKind};
use crate::store::{Store, StoreError};

const ABOUT: &str = "R-1";

fn empty() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let made = Store::create(&folder.path().join("unit.db"), |tx| {
        stamp(tx, ActKind::AdoptPolicy)?;
        tx.execute_batch("insert into tier values (0, 'high'), (1, 'low')")?;
        for id in ["o1", "o2", "o3"] {
            enrol(tx, &About::Officer(id.to_owned()))?;
        }
        enrol(tx, &About::Offender(ABOUT.to_owned()))?;
        enrol(tx, &About::Offender("R-2".to_owned()))?;
        Ok::<_, StoreError>(())
    });
    (folder, made.unwrap().0)
}

fn stamp(tx: &Transaction<'_>, kind: ActKind) -> Result<i64, StoreError> {
    let number = act::last(tx)?.map_or(1, |last| last.number + 1);
    let moment = "2025-03-31T09:30:00Z".parse().unwrap();
    let (id, actor) = (format!("act-{number}"), "o1".to_owned());
    act::insert(tx, &Act { number, id, kind, actor, moment, content: [0; 32], reason: None })?;
    Ok(number)
}

/// Does something in an act of its own.
fn done<T>(store: &mut Store, change: impl FnOnce(&Transaction<'_>, i64) -> T) -> T {
    let tx = store.begin().unwrap();
    let act = stamp(&tx, ActKind::RecordVisit).unwrap();
    let answer = change(&tx, act);
    tx.commit().unwrap();
    answer
}

fn about(kind: FactKind) -> About {
    if kind.is_of_officer() { About::Officer("o1".to_owned()) } else { About::Offender(ABOUT.to_owned()) }
}

fn recorded(store: &mut Store, fact: &Fact) -> FactRef {
    done(store, |tx, act| insert(tx, act, &about(fact.kind()), fact, None).unwrap())
}

fn read(store: &Store, name: FactRef) -> Stored {
    store.snapshot(None).unwrap().fact(name).unwrap().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// As it reads: a visit has got a reference.
fn as_read(fact: &Fact, stored: &Stored) -> Fact {
    let mut fact = fact.clone();
    if let (Fact::Visit(asked), Some(Fact::Visit(found))) = (&mut fact, &stored.fact) {
        assert!(found.reference.is_some());
        asked.reference = found.reference.clone();
    }
    fact
}

#[test]
fn every_kind_of_fact_reads_as_it_was_written_corrected_and_withdrawn() {
    for seed in 0..30 {
        let mut chance = Chance(fastrand::Rng::with_seed(seed));
        let (_folder, mut store) = empty();
        let [one, other] = [0, 1].map(|_| {
            let name = recorded(&mut store, &chance.visit());
            let Some(Fact::Visit(visit)) = read(&store, name).fact else { panic!() };
            visit.reference.unwrap()
        });
        let decision = recorded(&mut store, &chance.fact(FactKind::Decision, ["", ""], 0)).number;
        for kind in FactKind::recorded() {
            let mut draw = || chance.fact(kind, [&one, &other], decision);
            let (first, second) = (draw(), draw());
            let name = recorded(&mut store, &first);
            let written = read(&store, name);
            assert_eq!(written.fact, Some(as_read(&first, &written)));
            assert_eq!((written.about.clone(), written.supersedes), (about(kind), None));
            assert!(written.counts());

            let corrected = done(&mut store, |tx, act| insert(tx, act, &about(kind), &second, Some(&written)).unwrap());
            let stored = read(&store, corrected);
            assert_eq!(stored.fact, Some(as_read(&second, &written)));
            assert_eq!((stored.supersedes, read(&store, name).superseded_by), (Some(name), Some(corrected)));

            let gone = done(&mut store, |tx, act| withdraw(tx, act, &stored).unwrap());
            let stored = read(&store, gone);
            assert_eq!((stored.fact, stored.supersedes, stored.about), (None, Some(corrected), about(kind)));
            assert!(![name, corrected, gone].iter().any(|name| read(&store, *name).counts()));
        }
    }
}

#[test]
fn a_fact_ranks_after_all_of_its_day_and_a_correction_takes_the_rank_of_what_it_corrects() {
    let (_folder, mut store) = empty();
    let tier = |from, tier: &str| Fact::Tier { from, tier: tier.to_owned(), set_by: "o1".to_owned(), reason: None };
    let first = recorded(&mut store, &tier(day("2024-01-01"), "high"));
    recorded(&mut store, &tier(day("2024-01-01"), "low"));
    recorded(&mut store, &tier(day("2024-01-02"), "low"));
    let old = read(&store, first);
    let corrected = done(&mut store, |tx, act| {
        insert(tx, act, &about(FactKind::Tier), &tier(day("2024-01-01"), "low"), Some(&old)).unwrap()
    });
    let withdrawn = read(&store, corrected);
    let gone = done(&mut store, |tx, act| withdraw(tx, act, &withdrawn).unwrap());
    let last = recorded(&mut store, &tier(day("2024-01-01"), "high"));
    let rank = |name: FactRef| -> i64 {
        let sql = "select rank from tier_fact where fact_id = ?1";
        store.connection().query_row(sql, [name.number], |row| row.get(0)).unwrap()
    };
    assert_eq!([first, corrected, gone, last].map(rank), [1, 1, 1, 3]);
    let view = store.snapshot(None).unwrap();
    let live = view.live(&about(FactKind::Tier), FactKind::Tier).unwrap();
    let days: Vec<_> = live.iter().map(|stored| stored.name.number).collect();
    assert_eq!(days, [2, 6, 3], "by day, then rank");
}

#[test]
fn ranks_are_kept_apart_by_status_by_kind_of_plan_and_by_person() {
    let (_folder, mut store) = empty();
    let from = day("2024-01-01");
    let away = |status| Fact::Status { status, from, until: None };
    let other = About::Offender("R-2".to_owned());
    recorded(&mut store, &away(Status::Custody));
    recorded(&mut store, &away(Status::Abroad));
    recorded(&mut store, &away(Status::Abroad));
    done(&mut store, |tx, act| insert(tx, act, &other, &away(Status::Abroad), None).unwrap());
    let mut statement = store.connection().prepare("select rank from status_fact order by fact_id").unwrap();
    let ranks: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(ranks, [1, 1, 2, 1]);
}

fn seen(reference: Option<&str>) -> Fact {
    let asked = format!(
        "{{\"day\": \"2024-03-01\", \"outcome\": \"seen\", \"reference\": {}}}",
        match reference {
            Some(reference) => format!("\"{reference}\""),
            None => "null".to_owned(),
        }
    );
    Fact::Visit(serde_json::from_str(&asked).unwrap())
}

fn reference(store: &Store, name: FactRef) -> String {
    let Some(Fact::Visit(visit)) = read(store, name).fact else { panic!() };
    visit.reference.unwrap()
}

#[test]
fn visits_get_references_by_their_act_that_nobody_has() {
    let (_folder, mut store) = empty();
    let about = about(FactKind::Visit);
    let taken = ["H3", "H3-2x", "H30"].map(|taken| recorded_as(&mut store, taken));
    assert_eq!(taken.map(|name| reference(&store, name)), ["H3", "H3-2x", "H30"]);
    // acts 2 to 4 are done
    let names = done(&mut store, |tx, act| [(); 3].map(|()| insert(tx, act, &about, &seen(None), None).unwrap()));
    assert_eq!(names.map(|name| reference(&store, name)), ["H5", "H5-2", "H5-3"]);
    recorded_as(&mut store, "H7");
    let names = done(&mut store, |tx, act| [(); 3].map(|()| insert(tx, act, &about, &seen(None), None).unwrap()));
    assert_eq!(names.map(|name| reference(&store, name)), ["H7x", "H7-2", "H7-3"]);
}

fn recorded_as(store: &mut Store, reference: &str) -> FactRef {
    recorded(store, &seen(Some(reference)))
}

#[test]
fn a_visit_is_recorded_once_and_taken_up_again_after_a_withdrawal() {
    let (_folder, mut store) = empty();
    let about = about(FactKind::Visit);
    let name = recorded_as(&mut store, "V-1");
    let again = done(&mut store, |tx, act| insert(tx, act, &about, &seen(Some("V-1")), None));
    assert_eq!(again, Err(StoreError::OnFile { what: "visit" }));
    let stored = read(&store, name);
    let gone = done(&mut store, |tx, act| withdraw(tx, act, &stored).unwrap());
    assert_eq!(store.snapshot(None).unwrap().visit("V-1").unwrap(), None);
    let back = recorded_as(&mut store, "V-1");
    let view = store.snapshot(None).unwrap();
    let found = view.visit("V-1").unwrap().unwrap();
    assert_eq!((found.name, found.supersedes), (back, Some(gone)));
    assert_eq!(view.visit("V-2").unwrap(), None);
}

#[test]
fn a_person_withdrawn_is_taken_up_again() {
    let (_folder, mut store) = empty();
    let person = Fact::Person { family: "Sample".to_owned(), given: None, born: None };
    let name = recorded(&mut store, &person);
    let stored = read(&store, name);
    let gone = done(&mut store, |tx, act| withdraw(tx, act, &stored).unwrap());
    let back = recorded(&mut store, &person);
    assert_eq!(read(&store, back).supersedes, Some(gone));
}

#[test]
fn words_nobody_knows_are_refused_by_their_kind_alone() {
    let (_folder, mut store) = empty();
    let from = day("2024-01-01");
    let somebody = "Quite Secret".to_owned();
    let cases = [
        (Fact::Owner { from, officer: somebody.clone() }, "officer"),
        (Fact::Tier { from, tier: somebody.clone(), set_by: "o1".to_owned(), reason: None }, "tier"),
        (Fact::Entered { visit: somebody.clone(), day: from }, "visit"),
        (Fact::Stage { decision: 7, stage: Stage::Granted, day: from }, "decision"),
        (Fact::Booking { day: from, time: "09:30".to_owned(), officers: vec![somebody.clone()] }, "officer"),
    ];
    for (fact, what) in cases {
        let refused = done(&mut store, |tx, act| insert(tx, act, &about(fact.kind()), &fact, None)).unwrap_err();
        assert_eq!(refused, StoreError::NotOnFile { what });
        assert!(!refused.to_string().contains("Secret"), "{refused}");
    }
    let owner = Fact::Owner { from, officer: "o1".to_owned() };
    let refused = done(&mut store, |tx, act| insert(tx, act, &About::Offender(somebody.clone()), &owner, None));
    assert_eq!(refused, Err(StoreError::NotOnFile { what: "offender" }));
    let marker = Fact::Marker { code: "x".repeat(65), from, until: None };
    let refused = done(&mut store, |tx, act| insert(tx, act, &about(FactKind::Marker), &marker, None));
    assert_eq!(refused, Err(StoreError::Length { what: "the code" }));
}

#[test]
fn a_word_is_enrolled_once() {
    let (_folder, mut store) = empty();
    let again = done(&mut store, |tx, _| enrol(tx, &About::Offender(ABOUT.to_owned())));
    assert_eq!(again, Err(StoreError::OnFile { what: "offender" }));
    let empty = done(&mut store, |tx, _| enrol(tx, &About::Officer(String::new())));
    assert_eq!(empty, Err(StoreError::Length { what: "officer" }));
}

#[test]
fn a_stage_belongs_to_a_decision_about_the_same_person() {
    let (_folder, mut store) = empty();
    let decision =
        Fact::Decision { day: day("2024-01-01"), time: None, course: Course::Warrant, visit_by: day("2024-02-01") };
    let number = recorded(&mut store, &decision).number;
    let stage = Fact::Stage { decision: number, stage: Stage::Authorised, day: day("2024-01-02") };
    let other = About::Offender("R-2".to_owned());
    let refused = done(&mut store, |tx, act| insert(tx, act, &other, &stage, None));
    assert_eq!(refused, Err(StoreError::NotOnFile { what: "decision" }));
    recorded(&mut store, &stage);
}

#[test]
fn what_was_withdrawn_is_not_withdrawn_again() {
    let (_folder, mut store) = empty();
    let name = recorded(&mut store, &Fact::Management { from: day("2024-01-01"), until: None });
    let stored = read(&store, name);
    let gone = done(&mut store, |tx, act| withdraw(tx, act, &stored).unwrap());
    let stored = read(&store, gone);
    assert!(matches!(done(&mut store, |tx, act| withdraw(tx, act, &stored)), Err(StoreError::Fault(_))));
}

#[test]
fn a_history_tells_everything_by_act_and_a_past_one_what_was_known() {
    let (_folder, mut store) = empty();
    let about = about(FactKind::Tier);
    let name = recorded(&mut store, &Fact::Owner { from: day("2024-01-01"), officer: "o1".to_owned() });
    recorded_as(&mut store, "V-1");
    let stored = read(&store, name);
    done(&mut store, |tx, act| {
        let owner = Fact::Owner { from: day("2024-01-01"), officer: "o2".to_owned() };
        insert(tx, act, &about, &owner, Some(&stored)).unwrap();
        insert(tx, act, &about, &Fact::Management { from: day("2024-01-01"), until: None }, None).unwrap();
    });
    let view = store.snapshot(None).unwrap();
    let names = |view: &crate::store::Snapshot<'_>| {
        let offender = view.offender(ABOUT).unwrap().unwrap();
        view.history(offender).unwrap().iter().map(|stored| stored.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(&view), ["owner-1", "visit-1", "management-1", "owner-2"]);
    let past = view.beside(Some(crate::store::KnownAt::Act(3))).unwrap();
    assert_eq!(names(&past), ["owner-1", "visit-1"]);
    assert!(past.fact(name).unwrap().unwrap().counts());
    let by_act = |act| view.recorded_by(act).unwrap().iter().map(|stored| stored.name.to_string()).collect::<Vec<_>>();
    assert_eq!(by_act(4), ["management-1", "owner-2"]);
    assert_eq!((by_act(1).len(), by_act(2), by_act(3)), (0, vec!["owner-1".to_owned()], vec!["visit-1".to_owned()]));
    assert_eq!(by_act(9), Vec::<String>::new());
    assert!(past.recorded_by(4).unwrap().is_empty());
}

#[test]
fn an_acts_reason_and_salt_are_kept_and_removed() {
    let (_folder, mut store) = empty();
    let tx = store.begin().unwrap();
    let mut act = act::last(&tx).unwrap().unwrap();
    act = Act { number: 2, id: "why".to_owned(), reason: Some("told to".to_owned()), ..act };
    act::insert(&tx, &act).unwrap();
    act::insert_salt(&tx, 2, &[7; 16]).unwrap();
    tx.commit().unwrap();
    let conn = store.connection();
    assert_eq!(act::by_number(conn, 2).unwrap(), Some(act));
    assert_eq!((act::salt_of(conn, 2).unwrap(), act::salt_of(conn, 1).unwrap()), (Some([7; 16]), None));
    conn.execute_batch(
        "update free_text set salt = null, digest = zeroblob(32), value = null; update act_salt set salt = null;",
    )
    .unwrap();
    assert_eq!(act::by_number(conn, 2).unwrap().unwrap().reason.as_deref(), Some(crate::store::REMOVED));
    assert_eq!(act::salt_of(conn, 2).unwrap(), None);
}
