use homevisit::act::deed::DeedRefused;
use homevisit::domain::deed::{About, ActKind, Change, Right};
use homevisit::domain::fact::{Fact, PlanWord};
use homevisit::domain::officer::Role;
use homevisit::domain::practice::Practice;

use crate::kit::{Unit, visit};
use crate::say::{ask, day, offender, officer, plan, record, status, tier};

/// Each change and what it asks for. R001 is medium.
fn cases(actor: &str) -> Vec<(Right, Change)> {
    let weekly = Some("FREQ=WEEKLY;INTERVAL=1");
    let yearly = Some("FREQ=MONTHLY;INTERVAL=12");
    let review = Some("2026-06-01");
    let own = |every| record("R001", plan(PlanWord::Interval, "2025-03-01", every, review));
    let cover = Fact::Cover { cover: "P102".into(), from: day("2026-12-01"), until: day("2026-12-24") };
    vec![
        (Right::Record, record("R001", Fact::Visit(Box::new(visit("2025-03-11"))))),
        (Right::Record, record("R001", status("custody", "2025-03-01", None))),
        (Right::Record, record("R001", tier("2025-03-01", "high"))),
        (Right::Record, record("R001", tier("2025-03-01", "medium"))),
        (Right::LowerTier, record("R001", tier("2025-03-01", "low"))),
        (Right::Record, own(weekly)),
        (Right::RelaxPlan, own(yearly)),
        (Right::RelaxPlan, record("R001", plan(PlanWord::Reactive, "2025-03-01", None, review))),
        (Right::PlaceCases, record("R001", Fact::Owner { from: day("2025-03-01"), officer: "P102".into() })),
        (Right::PlaceCases, Change::Record(About::Officer("P101".into()), cover)),
        (Right::Decide, Change::Decide(offender("R001"), "revisit".parse().unwrap(), day("2999-01-01"))),
        (Right::Direct, Change::Direct(offender("R001"), day("2999-01-01"), "other".into())),
        (
            Right::AuthoriseAlone,
            record("R001", Fact::Alone { officer: "P102".into(), day: day("2999-01-01"), authorised_by: actor.into() }),
        ),
        (Right::KeepOfficers, Change::Record(About::Officer("P102".into()), officer(Some("2025-03-01"), "officer"))),
    ]
}

#[test]
fn every_role_is_held_to_what_the_policy_lets_it_do() {
    for (actor, role) in [("P101", Role::Officer), ("S201", Role::Supervisor), ("M301", Role::Manager)] {
        for (right, change) in cases(actor) {
            let mut unit = Unit::new();
            let practice = Practice::default();
            let before = unit.everything();
            let asked = ask(&mut unit, actor, ActKind::Correct, change);
            if practice.may(role, right) {
                asked.unwrap_or_else(|refused| panic!("{role} for {right}: {refused}"));
                continue;
            }
            let refused = asked.unwrap_err();
            assert!(matches!(&refused, DeedRefused::Role { right: asked, .. } if *asked == right), "{refused}");
            assert!(refused.to_string().contains(practice.least_role(right).as_str()), "{refused}");
            assert_eq!(unit.everything(), before);
        }
    }
}

#[test]
fn the_roles_are_the_policys() {
    let practice = Practice::default();
    for (right, least) in [
        (Right::Record, "officer"),
        (Right::LowerTier, "supervisor"),
        (Right::RelaxPlan, "supervisor"),
        (Right::Decide, "supervisor"),
        (Right::EndManagement, "supervisor"),
        (Right::AdoptPolicy, "manager"),
        (Right::KeepOfficers, "manager"),
    ] {
        assert_eq!(practice.least_role(right).as_str(), least);
    }
}

#[test]
fn an_account_stands_in_only_while_nobody_on_file_may() {
    use homevisit::act::deed::{Actor, Asking, apply};
    use homevisit::domain::deed::Deed;
    let folder = tempfile::tempdir().unwrap();
    let policy = include_str!("../../data/policies/uk-ew-baseline.toml");
    let (mut store, _) = homevisit::act::init(&folder.path().join("unit.db"), "tester", None, policy).unwrap();
    let account = Actor::Account("account 1000".to_owned());
    let asking = Asking { id: None, actor: &account, only_try: false };
    let mut add = |id: &str, role: &str| {
        let about = About::Officer(id.to_owned());
        let changes = vec![Change::Enrol(about.clone()), Change::Record(about, officer(None, role))];
        apply(&mut store, &Deed { kind: ActKind::AddOfficer, because: None, changes }, asking)
    };
    add("P1", "officer").unwrap();
    add("M1", "manager").unwrap();
    let refused = add("P2", "officer").unwrap_err();
    assert!(matches!(refused, DeedRefused::Nobody { right: Right::KeepOfficers, .. }), "{refused}");
}

#[test]
fn an_extract_and_a_policy_ask_for_their_role_too() {
    use homevisit::act::deed::{Actor, may};
    let unit = Unit::new();
    let view = unit.store.snapshot(None).unwrap();
    let today = day("2026-11-01");
    let account = Actor::Account("account 1000".to_owned());
    let asked = |actor: &Actor, right| may(&view, actor, right, today);
    assert!(matches!(asked(&account, Right::AdoptPolicy), Err(DeedRefused::Nobody { .. })));
    assert!(matches!(asked(&account, Right::Import), Err(DeedRefused::Nobody { .. })));
    for (id, import, adopt) in [("P101", false, false), ("S201", true, false), ("M301", true, true)] {
        let officer = Actor::Officer(id.to_owned());
        assert_eq!(asked(&officer, Right::Import).is_ok(), import, "{id}");
        assert_eq!(asked(&officer, Right::AdoptPolicy).is_ok(), adopt, "{id}");
    }
}
