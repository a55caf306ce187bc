//! A clock that is set back: moments never decrease, and it is said.

use rusqlite::Connection;

use super::kit::{self, Unit, whole};

const BEHIND: &str = "note: this machine's clock is behind the last act";

fn moments(unit: &Unit) -> Vec<String> {
    let conn = Connection::open(unit.path()).unwrap();
    let mut statement = conn.prepare("select moment from act order by act_id").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_clock_set_back_is_said_by_every_kind_of_act_and_no_moment_goes_back() {
    let unit = Unit::of(&kit::prepared().1.path()).with("WORST_CLOCK", 3 * 86_400);
    let ahead = unit.run(&kit::recording("R001", "2025-03-20", "ahead"));
    assert!(ahead.code == Some(0) && ahead.said.is_empty(), "{ahead:?}");
    let last = moments(&unit).pop().unwrap();
    let later = kit::register().with_file_name("later");
    let policy = kit::register().with_file_name("second.toml");
    let acts = [
        kit::recording("R002", "2025-03-20", "behind"),
        vec!["import", later.to_str().unwrap(), "--actor", "S201"],
        vec![
            "policy",
            "adopt",
            policy.to_str().unwrap(),
            "--yes",
            "--retroactive",
            "--because",
            "so it was",
            "--actor",
            "M301",
        ],
    ];
    for behind in [0, -86_400 * 40] {
        let unit = Unit::of(&unit.path()).with("WORST_CLOCK", behind);
        for act in &acts {
            let out = unit.run(act);
            assert_eq!(out.code, Some(0), "{act:?}: {out:?}");
            assert!(out.said.contains(BEHIND), "{act:?}: {out:?}");
            assert_eq!(moments(&unit).pop().unwrap(), last);
        }
        whole(&unit.path());
        kit::verified(&unit.path());
    }
}

#[test]
fn an_act_sent_again_or_only_tried_says_nothing_of_the_clock() {
    let unit = Unit::of(&kit::prepared().1.path()).with("WORST_CLOCK", 3 * 86_400);
    unit.done(&kit::recording("R001", "2025-03-20", "ahead"));
    let unit = Unit::of(&unit.path());
    let again = unit.run(&kit::recording("R001", "2025-03-20", "ahead"));
    assert!(again.code == Some(0) && !again.said.contains(BEHIND), "{again:?}");
    let mut tried = kit::recording("R002", "2025-03-20", "tried");
    tried.push("--dry-run");
    let tried = unit.run(&tried);
    assert!(tried.code == Some(0) && !tried.said.contains(BEHIND), "{tried:?}");
}
