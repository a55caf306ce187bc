use std::thread;
use std::time::{Duration, Instant};

use homevisit::act::{self, Asked, Performed, Verdict};
use homevisit::store::act::ActKind;
use homevisit::store::{Class, Store, StoreError};

use crate::sample;

fn asked<'a>(id: Option<&'a str>, content: u8) -> Asked<'a> {
    Asked { id, kind: ActKind::Import, actor: "tester", content: [content; 32], reason: None, salted: false }
}

fn keep(store: &mut Store, asked: &Asked<'_>) -> Result<Performed<i64>, StoreError> {
    act::perform(store, asked, |_, act| Ok(Verdict::Keep(act.number)))
}

fn count(store: &Store) -> i64 {
    store.connection().query_row("select count(*) from act", [], |row| row.get(0)).unwrap()
}

#[test]
fn an_act_sent_twice_is_done_once() {
    let (_folder, mut store) = sample::empty();
    let first = keep(&mut store, &asked(Some("same"), 1)).unwrap();
    let Performed::Done(stamped, 2) = first else { panic!("{first:?}") };
    let again = keep(&mut store, &asked(Some("same"), 1)).unwrap();
    assert_eq!(again, Performed::Already(stamped.act));
    assert_eq!(count(&store), 2);
}

#[test]
fn an_id_that_was_used_for_another_act_is_refused() {
    let (_folder, mut store) = sample::empty();
    keep(&mut store, &asked(Some("same"), 1)).unwrap();
    let other = keep(&mut store, &asked(Some("same"), 2)).unwrap_err();
    assert_eq!(other, StoreError::IdTaken { act: 2 });
    let elsewhere = Asked { actor: "somebody", ..asked(Some("same"), 1) };
    assert_eq!(keep(&mut store, &elsewhere).unwrap_err(), StoreError::IdTaken { act: 2 });
    assert_eq!(count(&store), 2);
}

#[test]
fn ids_are_made_where_none_is_given_and_no_two_are_the_same() {
    let (_folder, mut store) = sample::empty();
    for _ in 0..20 {
        keep(&mut store, &asked(None, 1)).unwrap();
    }
    let sql = "select count(distinct id) from act where length(id) = 32 and not id glob '*[^0-9a-f]*'";
    let made: i64 = store.connection().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(made, 20);
}

#[test]
fn ids_and_actors_have_a_limit() {
    let (_folder, mut store) = sample::empty();
    let long = "x".repeat(65);
    assert!(matches!(keep(&mut store, &asked(Some(&long), 1)), Err(StoreError::Length { .. })));
    assert!(matches!(keep(&mut store, &Asked { actor: "", ..asked(None, 1) }), Err(StoreError::Length { .. })));
    assert_eq!(count(&store), 1);
}

#[test]
fn moments_never_turn_back_even_if_the_clock_does() {
    let (_folder, mut store) = sample::empty();
    let ahead =
        "insert into act values (2, 'ahead', 'import', 'tester', '2999-01-01T00:00:00.000000Z', zeroblob(32), null)";
    store.connection().execute(ahead, []).unwrap();
    let Performed::Done(stamped, _) = keep(&mut store, &asked(None, 1)).unwrap() else { panic!() };
    assert!(stamped.clock_behind);
    assert_eq!(stamped.act.moment.to_string(), "2999-01-01T00:00:00.000000Z");
}

#[test]
fn a_change_that_fails_or_has_nothing_to_do_records_nothing() {
    let (_folder, mut store) = sample::empty();
    let failed = act::perform(&mut store, &asked(None, 1), |tx, _| {
        tx.execute("insert into offender values (1, 'R')", []).map_err(StoreError::from)?;
        Err::<Verdict<()>, _>(StoreError::Busy)
    });
    assert_eq!(failed.unwrap_err(), StoreError::Busy);
    let nothing = act::perform(&mut store, &asked(None, 1), |tx, _| {
        tx.execute("insert into offender values (1, 'R')", []).map_err(StoreError::from)?;
        Ok::<_, StoreError>(Verdict::Drop("nothing new"))
    });
    assert_eq!(nothing.unwrap(), Performed::Nothing("nothing new"));
    let offenders: i64 = store.connection().query_row("select count(*) from offender", [], |row| row.get(0)).unwrap();
    assert_eq!((count(&store), offenders), (1, 0));
}

#[test]
fn who_cannot_write_because_another_does_is_told_so_and_reads_on() {
    let (folder, mut first) = sample::empty();
    let mut second = Store::open(&folder.path().join("unit.db")).unwrap();
    second.wait_for(Duration::from_millis(50)).unwrap();
    let outcome = act::perform(&mut first, &asked(None, 1), |_, _| {
        let refused = keep(&mut second, &asked(None, 2)).unwrap_err();
        assert_eq!((refused.class(), &refused), (Class::Repeat, &StoreError::Busy));
        assert_eq!(second.snapshot(None).unwrap().act().number, 1);
        assert_eq!(second.refresh_cache().unwrap_err(), StoreError::Busy);
        Ok::<_, StoreError>(Verdict::Keep(()))
    });
    outcome.unwrap();
    keep(&mut second, &asked(None, 2)).unwrap();
    assert_eq!(count(&first), 3);
}

#[test]
fn many_writers_wait_for_each_other_and_leave_one_order() {
    let (folder, store) = sample::empty();
    let path = folder.path().join("unit.db");
    let began = Instant::now();
    thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                (0..10).for_each(|_| drop(keep(&mut store, &asked(None, writer)).unwrap()));
            });
        }
    });
    assert_eq!(count(&store), 41, "after {:?}", began.elapsed());
    let sql = "select count(*) from act later join act earlier on earlier.act_id = later.act_id - 1
               where later.moment < earlier.moment";
    let turned: i64 = store.connection().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(turned, 0);
}

#[test]
fn a_view_does_not_see_what_is_written_after_it_was_taken() {
    let (folder, mut writer) = sample::empty();
    let reader = Store::open(&folder.path().join("unit.db")).unwrap();
    let view = reader.snapshot(None).unwrap();
    sample::record(&mut writer, "first", sample::FIRST).unwrap();
    assert_eq!(view.offender("R-0001").unwrap(), None);
    drop(view);
    assert!(reader.snapshot(None).unwrap().offender("R-0001").unwrap().is_some());
}
