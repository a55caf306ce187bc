//! What a second person may not do, and what cannot be proposed.

use homevisit::act::deed::Actor;
use homevisit::act::deed::{DeedRefused, Judging, authorise};
use homevisit::domain::deed::{About, ActKind, Change, Deed, Right, Running};
use homevisit::domain::fact::Fact;
use homevisit::domain::officer::Role;

use crate::kit::{Unit, both, day, lower, of, one, tier};

#[test]
fn whoever_proposes_does_not_authorise() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    let before = unit.everything();
    let refused = unit.authorise(number, "S201").unwrap_err();
    let (by, needed, right) = ("S201".to_owned(), Role::Supervisor, Right::LowerTier);
    assert_eq!(refused, DeedRefused::SamePerson { by, needed, right });
    let refused = unit.authorise(number, "P101").unwrap_err();
    assert!(matches!(&refused, DeedRefused::Role { needed: Role::Supervisor, .. }), "{refused}");
    assert!(refused.to_string().contains("a supervisor"));
    assert_eq!(unit.authorise(number, "P103").unwrap_err(), DeedRefused::ActorLeft("P103".to_owned()));
    assert_eq!(unit.authorise(number, "P999").unwrap_err(), DeedRefused::UnknownActor);
    let account = Actor::Account("account 1000".to_owned());
    let judging = Judging { proposal: number, actor: &account, because: None, only_try: false };
    assert!(matches!(authorise(&mut unit.store, judging), Err(DeedRefused::Nobody { .. })));
    assert!(matches!(unit.decline(number, "P101", Some("no")), Err(DeedRefused::Role { .. })));
    assert_eq!(unit.everything(), before);
    unit.authorise(number, "M301").unwrap();
    let refused = unit.authorise(number, "S202").unwrap_err();
    assert!(refused.to_string().starts_with("proposal 1 was authorised by M301, as act "), "{refused}");
}

#[test]
fn what_can_no_longer_be_done_stays_pending_with_the_reason() {
    let mut unit = Unit::new();
    let correct = |name: &str| Change::Correct(name.to_owned(), [("tier".to_owned(), Some("low".to_owned()))].into());
    let name = tier_of(&unit, "R005");
    let proposed = unit.try_as("S201", None, &one(ActKind::Correct, correct(&name))).unwrap();
    let number = proposed.pending.unwrap().number.unwrap();
    unit.try_as("M301", None, &one(ActKind::Withdraw, Change::Withdraw(name.clone()))).unwrap();
    let before = unit.everything();
    let refused = unit.authorise(number, "S202").unwrap_err();
    assert!(refused.to_string().contains("no longer counts: it was withdrawn"), "{refused}");
    assert_eq!(unit.everything(), before);
    assert_eq!(unit.store.snapshot(None).unwrap().open_proposals().unwrap().len(), 1);
    unit.decline(number, "S202", Some("withdrawn meanwhile")).unwrap();
}

#[test]
fn what_was_proposed_before_the_person_changed_is_proposed_again() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    let raised = one(ActKind::SetTier, of("R001", tier("very-high")));
    let act = unit.try_as("M301", None, &raised).unwrap().act.number;
    let before = unit.everything();
    let refused = unit.authorise(number, "S202").unwrap_err().to_string();
    assert!(refused.contains("since proposal 1 was made, tier-"), "{refused}");
    assert!(refused.contains(&format!("(act {act})")), "{refused}");
    assert_eq!(unit.everything(), before);
    // what is recorded of somebody else is nothing to it
    let number = unit.try_as("S201", None, &lower("R005")).unwrap().pending.unwrap().number.unwrap();
    let other = one(ActKind::SetTier, of("R001", tier("very-high")));
    let _ = unit.try_as("M301", None, &other);
    unit.authorise(number, "S202").unwrap();
}

#[test]
fn a_proposer_who_has_left_leaves_nothing_to_authorise() {
    let mut unit = Unit::new();
    let number = unit.proposed("S202");
    let leaves = Change::End(About::Officer("S202".into()), Running::Service, unit.today());
    unit.try_as("M301", None, &one(ActKind::EndService, leaves)).unwrap();
    assert_eq!(unit.authorise(number, "S201").unwrap_err(), DeedRefused::ActorLeft("S202".to_owned()));
}

#[test]
fn what_nobody_could_authorise_is_refused_at_once() {
    let mut unit = Unit::new();
    for id in ["S202", "M301"] {
        let leaves = Change::End(About::Officer(id.into()), Running::Service, unit.today());
        unit.try_as("M302", None, &one(ActKind::EndService, leaves)).unwrap();
    }
    let demoted = Change::Amend(
        About::Officer("M302".into()),
        unit.today(),
        [("role".to_owned(), Some("officer".to_owned()))].into(),
    );
    let refused = unit.try_as("M302", None, &one(ActKind::ChangeOfficer, demoted)).unwrap_err();
    assert!(refused.to_string().contains("could keep the list of officers"), "{refused}");
    let leaves = Change::End(About::Officer("S201".into()), Running::Service, unit.today());
    unit.try_as("M302", None, &one(ActKind::EndService, leaves)).unwrap();
    let before = unit.everything();
    let refused = unit.try_as("M302", None, &lower("R001")).unwrap_err();
    assert!(matches!(&refused, DeedRefused::NobodyElse { right: Right::LowerTier, .. }), "{refused}");
    assert!(refused.to_string().contains("a supervisor other than M302"), "{refused}");
    assert_eq!(unit.everything(), before);
}

#[test]
fn somebody_new_is_not_proposed() {
    let mut unit = Unit::under(&both());
    let about = About::Offender("R900".to_owned());
    let person = Fact::Person { family: "Fernwater".into(), given: None, born: None };
    let managed = Fact::Management { from: day("2025-03-01"), until: None };
    let owner = Fact::Owner { from: day("2025-03-01"), officer: "P101".into() };
    let changes = vec![Change::Enrol(about), of("R900", person), of("R900", managed)];
    let deed = |changes: &[Change]| Deed { kind: ActKind::AddOffender, because: None, changes: changes.to_vec() };
    let with_owner = [&changes[..], &[of("R900", owner)]].concat();
    let refused = unit.try_as("S201", None, &deed(&with_owner)).unwrap_err();
    assert!(refused.to_string().contains("somebody new comes on file first"), "{refused}");
    assert_eq!(unit.try_as("S201", None, &deed(&changes)).unwrap().pending, None);
}

#[test]
fn the_greatest_of_the_roles_wanted_authorises_it_all() {
    let first = |role: &str| format!("[second_person]\nauthorise-alone = \"{role}\"");
    let raised = both().replace(&first("supervisor"), &first("manager"));
    assert!(raised.contains(&first("manager")));
    let mut unit = Unit::under(&raised);
    let (today, later) = (unit.today(), day("2999-01-01"));
    let alone = Fact::Alone { officer: "P102".into(), day: today, authorised_by: "S201".into() };
    let changes = vec![
        of("R001", tier("low")),
        of("R001", alone),
        Change::Direct(About::Offender("R001".into()), later, "other".into()),
    ];
    let deed = Deed { kind: ActKind::AuthoriseAlone, because: Some("agreed".into()), changes };
    let pending = unit.try_as("S201", None, &deed).unwrap().pending.unwrap();
    assert_eq!((pending.right, pending.least), (Right::AuthoriseAlone, Role::Manager));
    let number = pending.number.unwrap();
    assert!(matches!(unit.authorise(number, "S202"), Err(DeedRefused::Role { needed: Role::Manager, .. })));
    assert_eq!(unit.authorise(number, "M301").unwrap().facts.len(), 3);
}

fn tier_of(unit: &Unit, reference: &str) -> String {
    let about = About::Offender(reference.to_owned());
    let view = unit.store.snapshot(None).unwrap();
    view.live(&about, homevisit::store::FactKind::Tier).unwrap().last().unwrap().name.to_string()
}
