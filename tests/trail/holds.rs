//! What holds against its trail, and what is said where it does not.

use homevisit::domain::finding::{Place, Wrong};

use crate::kit;

fn told(change: &str) -> Vec<(Place, Wrong)> {
    let unit = kit::busy();
    unit.tamper(|conn| conn.execute_batch(change).unwrap());
    unit.verified().findings.kept.into_iter().map(|finding| (finding.place, finding.wrong)).collect()
}

fn row(table: &str, number: i64) -> Place {
    Place::Row(table.to_owned(), number)
}

#[test]
fn what_nobody_touched_holds() {
    let verified = kit::busy().verified();
    assert_eq!(verified.findings.kept, []);
    assert_eq!((verified.entries, verified.acts), (24, 16));
    assert_eq!(verified.head.unwrap().number, 24);
    assert!(verified.facts > 80 && verified.restores.is_empty());
}

#[test]
fn an_entry_that_was_changed_is_named_alone() {
    assert_eq!(
        told("update entry set asked = 'as-of=2025-04-01' where entry_id = 5"),
        [(Place::Entry(5), Wrong::Hash)]
    );
}

#[test]
fn entries_that_are_gone_are_named_where_they_lack() {
    let found = told("delete from entry where entry_id in (7, 8)");
    assert_eq!(found[..2], [(Place::Entry(9), Wrong::Missing(7)), (Place::Entry(9), Wrong::Hash)]);
    assert!(found.contains(&(row("act", 6), Wrong::Unvouched)), "{found:?}");
}

#[test]
fn a_fact_that_was_changed_is_told_by_its_act() {
    let found = told("update visit_fact set outcome = 'seen' where fact_id = 2");
    let said = |found: &(Place, Wrong)| matches!(&found.1, Wrong::Written { kind, said, found } if kind == "visit" && said == found);
    // itself in act 2, and what corrects it in act 3
    assert_eq!(found.iter().map(|found| found.0.clone()).collect::<Vec<_>>(), [Place::Entry(2), Place::Entry(3)]);
    assert!(found.iter().all(said), "{found:?}");
}

#[test]
fn what_is_no_longer_there_is_counted() {
    let found = told("delete from owner_fact where fact_id = 1");
    assert!(found.contains(&(Place::Entry(2), Wrong::Written { kind: "owner".to_owned(), said: 2, found: 1 })));
}

#[test]
fn what_belongs_to_nothing_is_named() {
    assert_eq!(told("insert into attendance values (99, 1, 1)"), [(row("attendance", 99), Wrong::Stray)]);
    assert_eq!(told("insert into offender values (9, 'R-0009')"), [(row("offender", 9), Wrong::Unused)]);
    assert_eq!(told("insert into tier values (77, 'none-such')"), [(row("tier", 77), Wrong::Unused)]);
    let text = "insert into free_text (text_id, salt, value) values (900, zeroblob(16), 'nobody said it')";
    assert_eq!(told(text), [(row("free_text", 900), Wrong::Unused)]);
}

#[test]
fn a_text_emptied_without_a_removal_is_named() {
    let found = told("update free_text set salt = null, value = null, digest = zeroblob(32) where text_id = 22");
    assert!(found.contains(&(row("free_text", 22), Wrong::Emptied)), "{found:?}");
}

#[test]
fn a_fact_of_an_act_that_is_not_there_is_named() {
    let found = told("insert into owner_fact values (8, 99, null, 0, 1, 90, '2025-01-01', 1)");
    assert_eq!(found, [(row("owner_fact", 8), Wrong::Unvouched)]);
}

#[test]
fn guards_that_are_gone_or_strange_are_named() {
    let unit = kit::busy();
    let conn = kit::raw(&unit.path);
    let strange = "create trigger hush after insert on entry begin select 1; end; drop index visit_of;
                   drop trigger act_kept; create trigger act_kept before update on act begin select 1; end;";
    conn.execute_batch(strange).unwrap();
    let found: Vec<_> = unit.verified().findings.kept.into_iter().map(|found| (found.place, found.wrong)).collect();
    let guard = |name: &str| Place::Guard(name.to_owned());
    assert_eq!(
        found,
        [
            (guard("index visit_of"), Wrong::Lacking),
            (guard("trigger act_kept"), Wrong::Altered),
            (guard("trigger hush"), Wrong::Foreign)
        ]
    );
}

#[test]
fn what_cannot_be_read_is_named_and_is_no_error() {
    for change in [
        "update entry set written = 'no such line' where entry_id = 6",
        "update entry set asked = cast(x'fffe' as text) where entry_id = 6",
        "update visit_fact set offender_id = -9223372036854775808 where fact_id = 3",
        "update free_text set value = cast(x'ff' as text) where text_id = 22",
        "update visit_fact set supersedes = 6 where fact_id = 6",
        "update visit_fact set supersedes = 4 where fact_id = 1",
        "update entry set hash = x'00' where entry_id = 6",
        "update entry set outcome = 'looked' where entry_id = 6",
        "update act set content = x'00' where act_id = 6",
    ] {
        assert!(!told(change).is_empty(), "{change}");
    }
}

#[test]
fn a_trail_of_which_nothing_is_left_is_told() {
    assert_eq!(told("delete from entry")[0], (Place::Entry(1), Wrong::NotBegun));
}
