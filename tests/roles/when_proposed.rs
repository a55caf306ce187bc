//! Through whose account something was proposed is known by its place in the trail, not by a clock.

use homevisit::act::deed::DeedRefused;

use crate::kit::{Unit, lower};

/// Another act, long after now: whatever comes later has its moment.
fn clock_falls_behind(unit: &Unit) {
    let sql = "insert into act (act_id, id, kind, actor, moment, content)
               select max(act_id) + 1, 'ahead', 'bind', 'tester', '2999-01-01T00:00:00.000000Z', zeroblob(32) from act";
    unit.store.connection().execute(sql, []).unwrap();
}

#[test]
fn the_same_account_is_no_second_person_though_the_clock_stands_still() {
    let mut unit = Unit::new();
    clock_falls_behind(&unit);
    for (id, account) in [("M301", 1003), ("S201", 1001), ("S202", 1002)] {
        unit.bind(id, account).unwrap();
    }
    let first = unit.proposed("S201");
    unit.bind("S202", 1001).unwrap();
    unit.bind("S201", 1101).unwrap();
    let second = unit.try_as("S201", None, &lower("R002")).unwrap().pending.unwrap().number.unwrap();
    let refused = unit.authorise(first, "S202").unwrap_err();
    assert!(matches!(&refused, DeedRefused::SamePerson { .. }), "{refused}");
    unit.authorise(second, "S202").unwrap();
}

#[test]
fn what_was_proposed_before_accounts_were_bound_is_proposed_again() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    unit.bind("M301", 1003).unwrap();
    unit.bind("S202", 1001).unwrap();
    let before = unit.everything();
    let refused = unit.authorise(number, "S202").unwrap_err();
    assert!(refused.to_string().contains("is declined, and proposed again"), "{refused}");
    assert_eq!(unit.everything(), before);
    unit.decline(number, "S202", Some("to be proposed again")).unwrap();
    let again = unit.try_as("S201", None, &lower("R001")).unwrap().pending.unwrap().number.unwrap();
    unit.authorise(again, "M301").unwrap();
}

#[test]
fn until_accounts_are_bound_a_proposal_is_authorised_as_it_was_made() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    unit.authorise(number, "S202").unwrap();
}
