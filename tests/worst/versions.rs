//! Two versions of the program at once.

use homevisit::act::deed::{Actor, Asking, apply};
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::Fact;
use homevisit::store::{Store, StoreError};
use rusqlite::Connection;

use super::kit::{self, Unit, whole};

/// Does what a later program does last when it has taken a database over.
fn taken_over(unit: &Unit) {
    Connection::open(unit.path()).unwrap().execute_batch("pragma user_version = 1000").unwrap();
}

#[test]
fn the_earlier_program_refuses_what_a_later_one_took_over_and_leaves_it_as_it_was() {
    let unit = Unit::of(&kit::prepared().1.path());
    taken_over(&unit);
    let before = std::fs::read(unit.path()).unwrap();
    for command in [kit::recording("R001", "2025-03-20", "one"), vec!["worklist", "--all"], vec!["history", "R001"]] {
        let out = unit.run(&command);
        assert_eq!(out.code, Some(74), "{command:?}: {out:?}");
        assert!(out.said.contains("use the newer program"), "{command:?}: {out:?}");
    }
    assert!(std::fs::read(unit.path()).unwrap() == before, "written to");
}

#[test]
fn an_earlier_program_that_had_it_open_reads_on_in_its_view_and_then_neither_reads_nor_writes() {
    let unit = Unit::of(&kit::prepared().1.path());
    let mut store = Store::open(&unit.path()).unwrap();
    let state = whole(&unit.path());
    {
        let view = store.snapshot(None).unwrap();
        let known = view.roster().unwrap().iter().count();
        taken_over(&unit);
        assert_eq!(view.roster().unwrap().iter().count(), known);
    }
    let newer = |found: &StoreError| matches!(found, StoreError::Newer { found: 1000, .. });
    assert!(newer(&store.snapshot(None).unwrap_err()));
    let mark = Change::Record(
        About::Offender("R001".to_owned()),
        Fact::Owner { from: "2025-03-20".parse().unwrap(), officer: "P101".to_owned() },
    );
    let deed = Deed { kind: ActKind::SetOwner, because: None, changes: vec![mark] };
    let actor = Actor::Officer("S201".to_owned());
    let refused = apply(&mut store, &deed, Asking { id: None, actor: &actor, only_try: false }).unwrap_err();
    assert!(refused.to_string().contains("use the newer program"), "{refused}");
    assert!(newer(&store.refresh_cache().err().unwrap_or(StoreError::Newer { found: 1000, known: 0 })));
    drop(store);
    assert!(whole(&unit.path()) == state, "something was recorded");
}

#[test]
fn a_database_is_brought_up_to_date_while_another_reads_its_old_state() {
    let unit = Unit::of(&kit::earlier());
    let reader = Connection::open(unit.path()).unwrap();
    reader.execute_batch("pragma journal_mode = wal; begin").unwrap();
    let version = || reader.query_row("pragma user_version", [], |row| row.get::<_, i64>(0)).unwrap();
    let acts = || reader.query_row("select count(*) from act", [], |row| row.get::<_, i64>(0)).unwrap();
    let before = (version(), acts());
    unit.done(&["worklist", "--all", "--as-of", "2025-03-31"]);
    assert_eq!((version(), acts()), before, "its view is what it was");
    reader.execute_batch("rollback").unwrap();
    assert!(version() > before.0);
    assert_eq!(acts(), before.1);
    whole(&unit.path());
}

#[test]
fn many_that_bring_it_up_to_date_at_once_do_it_once() {
    let unit = Unit::of(&kit::earlier());
    let command = || unit.command(&["worklist", "--all", "--as-of", "2025-03-31"]);
    let running: Vec<_> = (0..8)
        .map(|_| {
            let mut command = command();
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let answers: Vec<_> = running.into_iter().map(|child| kit::outcome(child.wait_with_output().unwrap())).collect();
    for answer in &answers {
        assert_eq!((answer.code, &answer.answer), (Some(0), &answers[0].answer), "{answer:?}");
    }
    whole(&unit.path());
}
