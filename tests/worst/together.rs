//! Many at once.

use std::collections::BTreeSet;
use std::process::{Child, Stdio};
use std::time::Instant;

use rusqlite::Connection;

use super::kit::{self, Unit, whole};

fn begun(unit: &Unit, arguments: &[&str]) -> Child {
    unit.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// So many processes record at once, every fifth with the id and the content of the one before, while others read.
fn record_at_once(many: usize) {
    let unit = Unit::of(&kit::prepared().1.path());
    let began = Instant::now();
    let mut ids = BTreeSet::new();
    let mut running = Vec::new();
    for place in 0..many {
        let same = place - usize::from(place % 5 == 4);
        let (offender, day) = (format!("R{:03}", same % 10 + 1), format!("2025-02-{:02}", same / 10 % 28 + 1));
        let id = format!("at-once-{same}");
        running.push(begun(&unit, &kit::recording(&offender, &day, &id)));
        if place % 5 == 0 {
            running.push(begun(&unit, &["worklist", "--all"]));
        }
        ids.insert(id);
    }
    for child in running {
        let out = kit::outcome(child.wait_with_output().unwrap());
        assert_eq!(out.code, Some(0), "{out:?}");
        assert!(!out.said.contains("lock") && !out.said.contains("busy"), "{out:?}");
        assert!(!out.said.contains("answers take longer"), "{out:?}");
    }
    println!("{many} at once: {:?}", began.elapsed());
    whole(&unit.path());
    kit::verified(&unit.path());
    let conn = Connection::open(unit.path()).unwrap();
    let mut statement = conn.prepare("select id from act where kind = 'record-visit'").unwrap();
    let found: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(found.len(), ids.len(), "an act is there twice");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), ids);
    let visits = "select count(*) from visit_fact join act using (act_id) where kind = 'record-visit'";
    let visits: i64 = conn.query_row(visits, [], |row| row.get(0)).unwrap();
    assert_eq!(visits, ids.len() as i64);
}

#[test]
fn of_fifty_that_record_at_once_none_is_lost_none_is_doubled_and_none_is_turned_away() {
    record_at_once(if kit::long() { 200 } else { 50 });
}
