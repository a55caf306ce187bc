//! Every role, a stranger, somebody who has left and an account, against every kind of act.

use std::collections::BTreeSet;

use homevisit::act::deed::{Actor, Asking, DeedRefused, apply, may};
use homevisit::domain::deed::{ActKind, Deed, Right};
use homevisit::domain::officer::Role;
use homevisit::domain::practice::Practice;

use crate::kit::{Unit, alone, both};
use crate::rows::{Ready, Row};

const ROLES: [(&str, Role); 3] = [("P101", Role::Officer), ("S201", Role::Supervisor), ("M301", Role::Manager)];

fn tried(unit: &mut Unit, actor: &Actor, deed: &Deed) -> Result<bool, DeedRefused> {
    apply(&mut unit.store, deed, Asking { id: None, actor, only_try: true }).map(|done| done.pending.is_some())
}

fn officer(id: &str) -> Actor {
    Actor::Officer(id.to_owned())
}

#[test]
fn every_right_is_asked_for_by_some_kind_of_act_or_command() {
    let ready = Ready::new(&alone());
    let mut asked: BTreeSet<Right> = ready.deeds("S201").into_iter().map(|(right, _)| right).collect();
    asked.extend(ActKind::ALL.iter().filter_map(|kind| match ready.row(*kind, "S201") {
        Row::Command(right) => Some(right),
        Row::Deeds(_) => None,
    }));
    asked.extend([Right::Export, Right::ReadTrail]); // `reading` tries them, by command
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), Right::ALL);
}

#[test]
fn every_role_is_held_to_the_policy_in_every_act() {
    let practice = Practice::default();
    let mut ready = Ready::new(&alone());
    let before = ready.unit.everything();
    for (id, role) in ROLES {
        for (right, deed) in ready.deeds(id) {
            let said = tried(&mut ready.unit, &officer(id), &deed);
            if practice.may(role, right) {
                assert_eq!(said, Ok(false), "{role}: {} ({right})", deed.kind);
                continue;
            }
            let refused = said.unwrap_err();
            let needed = practice.least_role(right);
            let expected = DeedRefused::Role { actor: id.to_owned(), role, needed, right };
            assert_eq!(refused, expected, "{role}: {} ({right})", deed.kind);
            assert!(refused.to_string().contains(&format!("a {needed}")), "{refused}");
        }
    }
    assert_eq!(ready.unit.everything(), before);
}

#[test]
fn a_stranger_somebody_who_left_and_an_account_do_nothing() {
    let mut ready = Ready::new(&alone());
    let account = Actor::of_account(1000);
    for (right, deed) in ready.deeds("S201") {
        assert_eq!(tried(&mut ready.unit, &officer("P999"), &deed), Err(DeedRefused::UnknownActor), "{}", deed.kind);
        let left = Err(DeedRefused::ActorLeft("P103".to_owned()));
        assert_eq!(tried(&mut ready.unit, &officer("P103"), &deed), left, "{}", deed.kind);
        let needed = Practice::default().least_role(right);
        let refused = tried(&mut ready.unit, &account, &deed).unwrap_err();
        assert!(matches!(&refused, DeedRefused::Nobody { .. }), "{}: {refused}", deed.kind);
        assert!(refused.to_string().contains("this asks for a"), "{needed}: {refused}");
    }
    ready.unit.bind("M301", 1003).unwrap();
    for (_, deed) in ready.deeds("S201") {
        assert_eq!(tried(&mut ready.unit, &account, &deed), Err(DeedRefused::Unbound), "{}", deed.kind);
    }
}

#[test]
fn every_command_right_is_held_to_the_policy() {
    let mut unit = Unit::under(&alone());
    let practice = Practice::default();
    for right in Right::ALL {
        let today = unit.today();
        let view = unit.store.snapshot(None).unwrap();
        for (id, role) in ROLES {
            let said = may(&view, &officer(id), *right, today);
            match practice.may(role, *right) {
                true => assert_eq!(said, Ok(())),
                false => assert!(matches!(said, Err(DeedRefused::Role { .. })), "{right}"),
            }
        }
        assert!(matches!(may(&view, &officer("P103"), *right, today), Err(DeedRefused::ActorLeft(_))));
        assert_eq!(may(&view, &officer("P999"), *right, today), Err(DeedRefused::UnknownActor));
        assert!(matches!(may(&view, &Actor::of_account(1), *right, today), Err(DeedRefused::Nobody { .. })));
    }
    unit.bind("M301", 1003).unwrap();
    let today = unit.today();
    let view = unit.store.snapshot(None).unwrap();
    for right in Right::ALL {
        assert_eq!(may(&view, &Actor::of_account(1), *right, today), Err(DeedRefused::Unbound));
    }
}

#[test]
fn what_may_want_a_second_person_is_pending_where_the_policy_says_so() {
    let practice = Practice::default();
    let mut ready = Ready::new(&both());
    for (id, role) in ROLES {
        for (right, deed) in ready.deeds(id).into_iter().filter(|(right, _)| practice.may(role, *right)) {
            let pending = tried(&mut ready.unit, &officer(id), &deed);
            assert_eq!(pending, Ok(right.may_want_a_second()), "{role}: {} ({right})", deed.kind);
        }
    }
}
