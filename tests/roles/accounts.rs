//! Accounts bound to officers: who acts, who may read, and that somebody can always bind another.

use homevisit::act::deed::{Actor, DeedRefused};
use homevisit::act::who::{NotYou, who};
use homevisit::domain::deed::{About, ActKind, Change, Running};
use homevisit::domain::fact::FactKind;
use homevisit::domain::trail::Outcome;
use homevisit::store::Moment;

use crate::kit::{Unit, alone, day, one};

fn now() -> Moment {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

fn asked(unit: &Unit, claimed: Option<&str>, account: u32) -> Result<Actor, NotYou> {
    who(&unit.store.snapshot(None).unwrap(), claimed, account, now())
}

fn officer(id: &str) -> Result<Actor, NotYou> {
    Ok(Actor::Officer(id.to_owned()))
}

#[test]
fn until_the_first_account_is_bound_everybody_is_whom_they_say() {
    let unit = Unit::new();
    assert_eq!(asked(&unit, Some("S201"), 1000), officer("S201"));
    assert_eq!(asked(&unit, None, 1000), Ok(Actor::Account("account 1000".to_owned())));
}

#[test]
fn from_then_on_the_account_says_who() {
    let mut unit = Unit::new();
    unit.bind("M301", 1003).unwrap();
    unit.bind("P101", 1001).unwrap();
    unit.bind("P101", 1101).unwrap();
    assert_eq!(asked(&unit, None, 1003), officer("M301"));
    assert_eq!(asked(&unit, Some("P101"), 1101), officer("P101"));
    let another = NotYou::Another { account: 1001, officer: "P101".to_owned() };
    assert_eq!(asked(&unit, Some("M301"), 1001), Err(another));
    for claimed in [None, Some("M301")] {
        assert_eq!(asked(&unit, claimed, 1000), Err(NotYou::Unbound { account: 1000 }));
    }
    unit.unbind("P101", 1101).unwrap();
    assert_eq!(asked(&unit, None, 1101), Err(NotYou::Unbound { account: 1101 }));
    assert_eq!(asked(&unit, None, 1001), officer("P101"));
    unit.bind("S201", 1001).unwrap();
    assert_eq!(asked(&unit, None, 1001), officer("S201"));
}

#[test]
fn somebody_who_has_left_is_nobody() {
    let mut unit = Unit::new();
    unit.bind("M301", 1003).unwrap();
    unit.bind("S202", 1002).unwrap();
    let leaves = Change::End(About::Officer("S202".into()), Running::Service, unit.today());
    unit.try_as("M301", None, &one(ActKind::EndService, leaves)).unwrap();
    let later = "2999-01-01T09:00:00Z".parse().unwrap();
    let said = who(&unit.store.snapshot(None).unwrap(), None, 1002, later);
    assert_eq!(said, Err(NotYou::Left { account: 1002, officer: "S202".to_owned() }));
    assert!(unit.bind("P103", 1009).unwrap_err().to_string().contains("not in service"));
}

#[test]
fn a_binding_says_something_new() {
    let mut unit = Unit::new();
    let said = |refused: Result<_, DeedRefused>| match refused {
        Err(refused) => refused.to_string(),
        Ok(_) => panic!("it was taken in"),
    };
    assert_eq!(said(unit.unbind("M301", 1003)), "account 1003 does not act as M301");
    let done = unit.bind("M301", 1003).unwrap();
    assert_eq!((done.facts.len(), done.facts[0].name.kind), (1, FactKind::Account));
    assert_eq!(said(unit.bind("M301", 1003)), "account 1003 acts as M301 already");
    assert_eq!(said(unit.unbind("M302", 1003)), "account 1003 does not act as M302");
    let name = done.facts[0].name.to_string();
    for (kind, change) in [
        (ActKind::Withdraw, Change::Withdraw(name.clone())),
        (ActKind::Correct, Change::Correct(name, [("account".to_owned(), Some("1".to_owned()))].into())),
    ] {
        assert!(said(unit.try_as("M301", None, &one(kind, change))).contains("never corrected"));
    }
}

#[test]
fn somebody_bound_can_always_bind_others() {
    let mut unit = Unit::under(&alone());
    let refused = |unit: &mut Unit, asked: Result<_, DeedRefused>, part: &str| {
        let said = asked.map(|_: homevisit::act::deed::Done| ()).unwrap_err().to_string();
        assert!(said.contains(part), "{said}");
        assert!(unit.store.snapshot(None).is_ok());
    };
    let first = "the first account is bound to an officer in service who can bind others: of the role manager";
    let asked = unit.bind("S201", 1001);
    refused(&mut unit, asked, first);
    unit.bind("M301", 1003).unwrap();
    unit.bind("S201", 1001).unwrap();
    let asked = unit.unbind("M301", 1003);
    refused(&mut unit, asked, "nobody who is bound to an account could bind others");
    let today = unit.today();
    for on in [today, day("2998-01-01")] {
        let leaves = Change::End(About::Officer("M301".into()), Running::Service, on);
        let asked = unit.try_as("M301", None, &one(ActKind::EndService, leaves));
        refused(&mut unit, asked, &format!("from {on} nobody who is bound"));
    }
    let demoted = [("role".to_owned(), Some("officer".to_owned()))].into();
    let demoted = Change::Amend(About::Officer("M301".into()), day("2998-01-01"), demoted);
    let asked = unit.try_as("M301", None, &one(ActKind::ChangeOfficer, demoted));
    refused(&mut unit, asked, "from 2998-01-01 nobody who is bound");
    let asked = unit.bind("S202", 1003);
    refused(&mut unit, asked, "nobody who is bound to an account could bind others");
    unit.bind("M302", 1004).unwrap();
    unit.unbind("M301", 1003).unwrap();
    let asked = unit.unbind("M302", 1004);
    refused(&mut unit, asked, "from ");
    unit.unbind("S201", 1001).unwrap();
    let asked = unit.unbind("M302", 1004);
    refused(&mut unit, asked, "nobody could bind an account any more");
}

#[test]
fn an_extract_and_a_policy_leave_somebody_who_can_bind() {
    let lowered = alone().replace("keep-officers = \"manager\"", "keep-officers = \"supervisor\"");
    let mut unit = Unit::under(&lowered);
    unit.bind("S201", 1001).unwrap();
    let stricter = alone().replace("version = \"1\"", "version = \"2\"").replace("2012-01-01", "2998-01-01");
    let refused = homevisit::act::adopt_policy(&mut unit.store, "M301", None, &stricter, None).unwrap_err();
    assert!(refused.to_string().contains("from 2998-01-01 nobody who is bound"), "{refused}");
    let refused = unit.import_with(
        "S201",
        "S201,Barnaby Oakentree,Harbour,supervisor,yes,,,",
        "S201,Barnaby Oakentree,Harbour,officer,yes,,,",
    );
    assert!(refused.unwrap_err().to_string().contains("nobody who is bound"));
    unit.bind("M301", 1003).unwrap();
    homevisit::act::adopt_policy(&mut unit.store, "M301", None, &stricter, None).unwrap();
}

#[test]
fn the_same_person_under_another_account_is_no_second() {
    let mut unit = Unit::new();
    for (id, account) in [("M301", 1003), ("S201", 1001), ("S202", 1002)] {
        unit.bind(id, account).unwrap();
    }
    let number = unit.proposed("S201");
    unit.bind("S201", 1101).unwrap();
    assert!(matches!(unit.authorise(number, "S201"), Err(DeedRefused::SamePerson { .. })));
    unit.bind("S202", 1001).unwrap();
    let refused = unit.authorise(number, "S202").unwrap_err();
    assert!(matches!(&refused, DeedRefused::SamePerson { .. }), "{refused}");
    unit.bind("S201", 1001).unwrap();
    unit.authorise(number, "S202").unwrap();
}

/// The account that runs this test.
fn own() -> u32 {
    rustix::process::getuid().as_raw()
}

#[test]
fn the_program_knows_who_acts_by_the_account() {
    let mut unit = Unit::new();
    let said = unit.answer(&["--actor", "M301", "officer", "bind", "M301", "--account", "1003"]);
    assert!(said.contains("M301: account 1003 acts as this officer"), "{said}");
    let refused = unit.refused(&["--actor", "M301", "worklist", "--all"]);
    assert!(refused.contains(&format!("account {} is bound to no officer", own())), "{refused}");
    assert!(refused.contains("homevisit officer bind ID"), "{refused}");
    let entry = unit.last_entry();
    assert_eq!((entry.outcome, entry.actor), (Outcome::Refused, format!("account {}", own())));
    unit.bind("S201", own()).unwrap();
    let refused = unit.refused(&["--actor", "M301", "worklist", "--all"]);
    assert!(refused.contains("acts as S201, and as nobody else"), "{refused}");
    let entry = unit.last_entry();
    assert_eq!((entry.outcome, entry.actor.as_str()), (Outcome::Refused, "S201"));
    unit.answer(&["worklist", "--as-of", "2025-06-01"]);
    assert_eq!((unit.last_entry().actor.as_str(), unit.last_entry().outcome), ("S201", Outcome::Seen));
    unit.answer(&[
        "--actor",
        "S201",
        "direct",
        "R001",
        "--visit-by",
        "2999-01-01",
        "--cause",
        "other",
        "--because",
        "x",
    ]);
    assert_eq!(unit.last_entry().actor, "S201");
    let refused = unit.refused(&["officer", "bind", "P101", "--account", "1001"]);
    assert!(refused.contains("this asks for a manager"), "{refused}");
}

#[test]
fn the_environment_says_whose_list_and_never_who_acts() {
    let mut unit = Unit::new();
    unit.bind("M301", 1003).unwrap();
    unit.bind("S201", own()).unwrap();
    let list = |unit: &Unit, named: &str, arguments: &[&str]| {
        let out = unit.command(arguments).env("HOMEVISIT_OFFICER", named).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap())
    };
    let as_of = ["worklist", "--as-of", "2025-06-01"];
    let (status, theirs) = list(&unit, "P101", &as_of);
    assert_eq!(status, Some(0));
    assert!(theirs.contains("Worklist of officer P101"), "{theirs}");
    let entry = unit.last_entry();
    assert_eq!((entry.actor.as_str(), entry.spoken.asked.as_str()), ("S201", "as-of=2025-06-01 officer=P101"));
    let (_, own_list) = list(&unit, "S201", &as_of);
    assert!(own_list.contains("team Harbour"), "{own_list}");
    assert_eq!(list(&unit, "", &as_of).1, own_list);
    let (status, shown) = list(&unit, "P101", &["show", "R001"]);
    assert_eq!((status, shown.as_str()), (Some(1), ""));
    let flag = ["--actor", "P101", "worklist", "--as-of", "2025-06-01"];
    assert_eq!(list(&unit, "S201", &flag).0, Some(1));
}

#[test]
fn until_an_account_is_bound_every_list_says_whose_the_database_is() {
    const NOTE: &str = "NOTE: No account is bound to an officer: this database is its maker's own.\n";
    const LISTS: &[&[&str]] = &[
        &["worklist", "--all", "--as-of=2025-06-01"],
        &["audit", "--from=2025-01-01", "--to=2025-03-31", "--as-of=2025-06-01"],
        &["unseen", "--as-of=2025-06-01"],
        &["integrity", "--as-of=2025-06-01"],
        &["predictability", "--as-of=2025-06-01"],
        &["visit", "flagged", "--from=2025-01-01"],
        &["explain", "R001"],
        &["show", "R001"],
        &["history", "R001"],
        &["evidence", "R001"],
    ];
    let mut unit = Unit::new();
    for bound in [false, true] {
        for list in LISTS {
            assert_eq!(unit.answer(list).starts_with(NOTE), !bound, "{list:?}");
            let json = unit.answer(&[list, &["--format=json"][..]].concat());
            assert!(json.ends_with(&format!(",\n  \"accounts_bound\": {bound}\n}}\n")), "{list:?}: {json}");
        }
        unit.bind("M301", own()).ok();
    }
}

#[test]
fn a_restore_is_entered_by_the_account_and_not_as_whom_somebody_says() {
    let mut unit = Unit::new();
    unit.bind("M301", own().wrapping_add(1)).unwrap();
    unit.bind("P101", own()).unwrap();
    for (bound, actor) in [(true, "P101".to_owned()), (false, format!("account {}", own()))] {
        if !bound {
            unit.unbind("P101", own()).unwrap();
        }
        let (copy, place) = (unit.path(&format!("{bound}.db")), unit.path(&format!("{bound}-restored.db")));
        unit.store.back_up(&copy, now()).unwrap().place().unwrap();
        let mut command = unit.command(&["--actor", "M301", "restore", copy.to_str().unwrap(), "--because", "a trial"]);
        let out = command.env("HOMEVISIT_DB", &place).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let restored = homevisit::store::Store::open(&place).unwrap();
        let entry = crate::kit::last_entry(&restored);
        assert_eq!((entry.outcome, entry.actor), (Outcome::Restored, actor));
    }
}
