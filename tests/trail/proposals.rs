//! Proposals and what became of them: vouched for by entries of their own.

use homevisit::domain::finding::{Place, Wrong};

use crate::kit;
use crate::roles::{self, lower};

/// One proposal that was authorised, one that was declined and one that is open.
pub fn unit() -> roles::Unit {
    let mut unit = roles::Unit::new();
    let number = unit.proposed("S201");
    unit.authorise(number, "S202").unwrap();
    for (reference, declined) in [("R002", true), ("R007", false)] {
        let done = unit.try_as("S201", None, &lower(reference)).unwrap();
        if declined {
            unit.decline(done.pending.unwrap().number.unwrap(), "S202", Some("not as things are")).unwrap();
        }
    }
    unit
}

fn told(change: &str) -> Vec<(Place, Wrong)> {
    let unit = unit();
    let copy = kit::Unit::of(unit.store.connection());
    assert_eq!(copy.verified().findings.kept, [], "it holds before");
    copy.tamper(|conn| conn.execute_batch(change).unwrap());
    copy.verified().findings.kept.into_iter().map(|found| (found.place, found.wrong)).collect()
}

#[test]
fn what_was_proposed_authorised_and_declined_holds_and_no_change_of_it_does() {
    for change in [
        "update proposal set actor = 'P101' where proposal_id = 1",
        "update proposal set right = 'decide' where proposal_id = 3",
        "update resolution set actor = 'M301' where proposal_id = 1",
        "update resolution set actor = 'M301' where proposal_id = 2",
        "update resolution set outcome = 'declined', act_id = null where proposal_id = 1",
        "insert into resolution select 3, outcome, actor, moment, null, reason from resolution where proposal_id = 2",
        "delete from resolution where proposal_id = 2",
        "delete from resolution where proposal_id = 1",
        "delete from proposal where proposal_id = 3",
        "update proposal set proposal_id = 9 where proposal_id = 3",
        "insert into proposal select 4, 'slipped-in', kind, actor, moment, right, offender_id, deed, salt, content
         from proposal where proposal_id = 3",
        "update proposal set salt = null where proposal_id = 3",
    ] {
        assert!(!told(change).is_empty(), "{change}");
    }
}

#[test]
fn an_entry_that_somebody_else_signed_than_who_authorised_is_named() {
    let found = told("update resolution set actor = 'M302' where proposal_id = 1");
    assert!(found.iter().any(|(_, wrong)| *wrong == Wrong::Actor), "{found:?}");
}
