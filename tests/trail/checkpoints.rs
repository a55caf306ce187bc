//! Checkpoints: what they are signed by, and what a trail says of them.

use std::os::unix::fs::PermissionsExt;

use homevisit::act::checkpoint::{Key, NoKey, is_signed};
use homevisit::act::trail::{Left, leave};
use homevisit::domain::checkpoint::{Against, Checkpoint};
use homevisit::domain::trail::Outcome;
use homevisit::store::Store;

use crate::anew;
use crate::kit::{self, Unit};

fn taken(unit: &Unit) -> Checkpoint {
    Key::at(&unit.beside("trail.key")).unwrap().0.sign(&unit.verified()).unwrap()
}

fn against(unit: &Unit, checkpoint: &Checkpoint) -> Against {
    let store = Store::open(&unit.path).unwrap();
    let view = store.snapshot(None).unwrap();
    view.trail().against(checkpoint).unwrap()
}

fn look(unit: &Unit, times: usize) {
    let mut store = Store::open(&unit.path).unwrap();
    (0..times).for_each(|_| kit::seen(&mut store, "worklist", Some(1), None, None));
}

fn put_back(unit: &Unit, copy: usize) {
    std::fs::copy(&unit.copies[copy].0, &unit.path).unwrap();
}

fn declared(unit: &Unit) {
    let mut store = Store::open(&unit.path).unwrap();
    let left = Left { because: Some("the disk failed"), ..Left::of(Outcome::Restored) };
    leave(&mut store, "o2", &left).unwrap();
}

#[test]
fn a_key_is_made_once_and_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/down/trail.key");
    let (key, made) = Key::at(&path).unwrap();
    let text = std::fs::read(&path).unwrap();
    let (again, made_again) = Key::at(&path).unwrap();
    assert_eq!((made, made_again), (true, false));
    assert_eq!(key.fingerprint(), again.fingerprint());
    assert_eq!(key.fingerprint().len(), 40);
    assert_eq!(std::fs::read(&path).unwrap(), text);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
    assert!(matches!(Key::at(&path), Err(NoKey::Open)));
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(&path, "something else\n").unwrap();
    assert!(matches!(Key::at(&path), Err(NoKey::Strange)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "something else\n", "it is left as it is");
}

#[test]
fn a_checkpoint_survives_mail_and_no_change() {
    let unit = kit::busy();
    let checkpoint = taken(&unit);
    let text = checkpoint.to_text();
    assert!(text.lines().all(|line| line.len() <= 78), "{text}");
    let mailed = format!("Dear colleague,\r\n\r\n{}\r\nRegards\r\n", text.replace('\n', "\r\n"));
    let quoted: String = mailed.lines().map(|line| format!("> {line}\n")).collect();
    for text in [&text, &mailed, &quoted] {
        assert_eq!(Checkpoint::parse(text).as_ref(), Ok(&checkpoint));
    }
    assert!(is_signed(&checkpoint));
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..lines.len() {
        let without: Vec<&str> =
            lines.iter().enumerate().filter(|(line, _)| *line != at).map(|(_, line)| *line).collect();
        assert!(Checkpoint::parse(&without.join("\n")).is_err(), "without line {at}");
        for (place, old) in lines[at].char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let mut changed = lines.clone();
            let new = if old == '1' { "2" } else { "1" };
            let line = format!("{}{new}{}", &lines[at][..place], &lines[at][place + 1..]);
            changed[at] = &line;
            let parsed = Checkpoint::parse(&changed.join("\n"));
            assert!(!parsed.is_ok_and(|parsed| is_signed(&parsed)), "{line}");
        }
    }
}

#[test]
fn another_key_can_sign_the_same_and_is_known_by_its_fingerprint() {
    let unit = kit::busy();
    let (one, other) = (taken(&unit), Key::at(&unit.beside("other.key")).unwrap().0.sign(&unit.verified()).unwrap());
    assert!(is_signed(&one) && is_signed(&other));
    assert_ne!(one.fingerprint, other.fingerprint);
    let lent = Checkpoint { fingerprint: one.fingerprint.clone(), ..other };
    assert!(!is_signed(&lent));
}

#[test]
fn a_trail_that_went_on_still_has_the_entry_of_its_checkpoint() {
    let unit = kit::busy();
    let checkpoint = taken(&unit);
    assert_eq!(against(&unit, &checkpoint), Against::Stands { since: 0 });
    look(&unit, 3);
    assert_eq!(against(&unit, &checkpoint), Against::Stands { since: 3 });
}

#[test]
fn an_end_cut_off_an_older_copy_and_a_whole_made_anew_are_told_apart() {
    let unit = kit::busy();
    let checkpoint = taken(&unit);
    put_back(&unit, 5);
    assert_eq!(against(&unit, &checkpoint), Against::Ended { last: unit.copies[5].1 });
    look(&unit, 30);
    assert_eq!(against(&unit, &checkpoint), Against::GoneOn);
    let unit = kit::busy();
    let checkpoint = taken(&unit);
    unit.tamper(|conn| {
        conn.execute_batch("update entry set actor = 'o1' where command = 'worklist'").unwrap();
        anew::hashes(conn);
    });
    assert_eq!(unit.verified().findings.kept, []);
    assert_eq!(against(&unit, &checkpoint), Against::Rewritten);
    unit.tamper(|conn| {
        conn.execute_batch("update entry set asked = 'x' where entry_id = 1").unwrap();
        anew::hashes(conn);
    });
    assert_eq!(against(&unit, &checkpoint), Against::OtherRecord);
    assert_eq!(against(&kit::busy(), &checkpoint), Against::OtherRecord);
}

#[test]
fn a_checkpoint_of_a_branch_that_was_left_is_told_as_such() {
    let unit = kit::busy();
    let checkpoint = taken(&unit);
    put_back(&unit, 5);
    declared(&unit);
    let from = unit.copies[5].1;
    let left = Against::LeftBehind { restore: from + 1, continues: from };
    assert_eq!(against(&unit, &checkpoint), left);
    look(&unit, 30);
    assert_eq!(against(&unit, &checkpoint), left);
    let verified = unit.verified();
    assert_eq!((verified.findings.kept, verified.restores), (vec![], vec![from + 1]));
    // a checkpoint of the branch that holds is of the branch
    let later = taken(&unit);
    assert_eq!((later.branch, against(&unit, &later)), (2, Against::Stands { since: 0 }));
    // another copy of the first branch, put back in its turn
    put_back(&unit, 4);
    declared(&unit);
    look(&unit, 40);
    let from = unit.copies[4].1;
    assert_eq!(against(&unit, &later), Against::LeftBehind { restore: from + 1, continues: from });
}

#[test]
fn a_restore_that_names_another_entry_than_the_one_before_is_found() {
    let unit = kit::busy();
    declared(&unit);
    unit.tamper(|conn| {
        conn.execute_batch(
            "update entry set asked = replace(asked, 'continues=2', 'continues=1') where outcome = 'restored'",
        )
        .unwrap();
        anew::hashes(conn);
    });
    assert_eq!(unit.verified().findings.total, 1);
}
