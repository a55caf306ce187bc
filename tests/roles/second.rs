//! What wants a second person: proposed, pending, authorised, declined.

use homevisit::act::deed::{Actor, Asking, DeedRefused, Judging, apply, authorise};
use homevisit::domain::deed::{ActKind, Right};
use homevisit::domain::fact::FactKind;
use homevisit::domain::officer::Role;
use homevisit::domain::trail::Outcome;

use crate::kit::{Unit, alone, lower, of, one, tier};

const LISTS: &[&[&str]] = &[
    &["worklist", "--all", "--everyone", "--as-of", "2025-06-01"],
    &["worklist", "--all", "--as-of", "2025-06-01", "--format", "json"],
    &["explain", "R001", "--as-of", "2025-06-01", "--whole"],
    &["explain", "R001", "--as-of", "2025-06-01", "--format", "json"],
    &["show", "R001", "--as-of", "2025-06-01"],
    &["show", "R001", "--as-of", "2025-06-01", "--format", "json"],
    &["history", "R001"],
    &["history", "R001", "--format", "json"],
    &["audit", "--from", "2025-01-01", "--to", "2025-12-31", "--as-of", "2026-01-01", "--cases", "--format", "json"],
    &["unseen", "--as-of", "2025-06-01"],
    &["integrity", "--as-of", "2025-06-01", "--format", "json"],
    &["predictability", "--as-of", "2025-06-01", "--format", "json"],
    &["evidence", "R001", "--as-of", "2025-06-01"],
];

fn lists(unit: &Unit) -> Vec<String> {
    LISTS.iter().map(|list| unit.answer(list)).collect()
}

#[test]
fn a_pending_act_plays_no_part_in_any_answer() {
    let mut unit = Unit::new();
    let (before, facts) = (lists(&unit), unit.everything());
    let number = unit.proposed("S201");
    let only_the_proposal = |after: Vec<(String, Vec<String>)>| {
        let changed: Vec<String> =
            after.into_iter().filter(|table| !facts.contains(table)).map(|(name, _)| name).collect();
        assert_eq!(changed, ["free_text", "proposal"]);
    };
    only_the_proposal(unit.everything());
    assert_eq!(lists(&unit), before);
    unit.decline(number, "S202", Some("not agreed")).unwrap();
    assert_eq!(lists(&unit), before);
}

#[test]
fn an_authorised_act_is_in_every_answer_from_then_on() {
    let mut unit = Unit::new();
    let before = lists(&unit);
    let number = unit.proposed("S201");
    unit.authorise(number, "S202").unwrap();
    for ((before, after), list) in before.iter().zip(lists(&unit)).zip(LISTS).take(8) {
        assert_ne!(*before, after, "{list:?}");
    }
    let history = unit.answer(&["history", "R001"]).replace('\n', " ");
    assert!(history.contains("proposed by S201, authorised by S202"), "{history}");
    let json: serde_json::Value = serde_json::from_str(&unit.answer(&["history", "R001", "--format", "json"])).unwrap();
    let last = json["entries"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["actor"], &last["authorised_by"]), (&"S201".into(), &"S202".into()));
}

#[test]
fn what_was_authorised_since_is_told_with_both_people_by_a_comparison() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    unit.authorise(number, "S202").unwrap();
    let audit = ["audit", "--from=2025-01-01", "--to=2025-12-31", "--as-of=2026-01-01", "--compare-known=2"];
    let page = unit.answer(&audit).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("act 3 proposed by S201, authorised by S202, "), "{page}");
    let csv = unit.answer(&[&audit[..], &["--format=csv"]].concat());
    assert!(csv.contains("act 3 proposed by S201, authorised by S202 at "), "{csv}");
    let json = unit.answer(&[&audit[..], &["--format=json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let between = &json["cases"][0]["recorded_between"][0];
    assert_eq!((&between["actor"], &between["authorised_by"]), (&"S201".into(), &"S202".into()));
}

#[test]
fn it_is_the_proposers_act_at_the_moment_of_the_approval() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    let proposed = unit.last_entry();
    assert_eq!((proposed.outcome, proposed.actor.as_str()), (Outcome::Proposed, "S201"));
    assert_eq!((proposed.rows, proposed.about.as_deref(), proposed.act), (Some(0), Some("R001"), None));
    let written: Vec<_> = proposed.written.iter().map(|of| (of.kind.as_str(), of.count)).collect();
    assert_eq!(written, [("proposal", 1)]);
    let done = unit.authorise(number, "S202").unwrap();
    assert_eq!((done.act.actor.as_str(), done.act.id.as_str()), ("S201", "low"));
    assert_eq!(done.authorised_by.as_deref(), Some("S202"));
    assert!(done.act.moment.to_string() > proposed.moment);
    assert_eq!(done.facts.len(), 1);
    let entry = unit.last_entry();
    assert_eq!((entry.outcome, entry.actor.as_str()), (Outcome::Done, "S202"));
    assert_eq!((entry.act, entry.moment), (Some(done.act.number), done.act.moment.to_string()));
    let written: Vec<_> = entry.written.iter().map(|of| (of.kind.as_str(), of.count)).collect();
    assert_eq!(written, [("act", 1), ("tier", 1), ("resolution", 1)]);
}

#[test]
fn the_same_id_is_answered_as_things_stand() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    let before = unit.everything();
    let again = unit.try_as("S201", Some("low"), &lower("R001")).unwrap();
    assert!(again.already && again.facts.is_empty());
    assert_eq!(again.pending.unwrap().number, Some(number));
    assert_eq!((unit.everything(), unit.last_entry().outcome), (before, Outcome::Repeated));
    let other = unit.try_as("S201", Some("low"), &lower("R002")).unwrap_err();
    assert!(other.to_string().contains("for a proposal with other content"), "{other}");
    assert!(unit.try_as("M301", Some("low"), &lower("R001")).is_err());

    let done = unit.authorise(number, "S202").unwrap();
    let before = unit.everything();
    for mut again in
        [unit.try_as("S201", Some("low"), &lower("R001")).unwrap(), unit.authorise(number, "S202").unwrap()]
    {
        assert!(again.already);
        again.already = false;
        assert_eq!(again, done);
    }
    assert_eq!(unit.everything(), before);
    assert_eq!(unit.last_entry().outcome, Outcome::Repeated);
}

#[test]
fn after_declining_nothing_comes_of_it() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    assert_eq!(unit.decline(number, "S202", None).unwrap_err(), DeedRefused::ReasonWanted);
    assert_eq!(unit.decline(number, "S202", Some("  ")).unwrap_err(), DeedRefused::ReasonWanted);
    let declined = unit.decline(number, "S202", Some("not agreed by the panel")).unwrap();
    let resolution = declined.resolution.unwrap();
    assert_eq!((resolution.act, resolution.actor.as_str()), (None, "S202"));
    let entry = unit.last_entry();
    assert_eq!((entry.outcome, entry.actor.as_str(), entry.act), (Outcome::Declined, "S202", None));
    assert_eq!((entry.about.as_deref(), entry.reason.as_deref()), (Some("R001"), Some("not agreed by the panel")));
    let written: Vec<_> = entry.written.iter().map(|of| (of.kind.as_str(), of.count)).collect();
    assert_eq!(written, [("resolution", 1)]);
    let before = unit.everything();
    let declined = DeedRefused::Declined { number, by: "S202".to_owned() };
    assert_eq!(unit.try_as("S201", Some("low"), &lower("R001")).unwrap_err(), declined);
    assert_eq!(unit.authorise(number, "S202").unwrap_err(), declined);
    assert_eq!(unit.decline(number, "S202", Some("again")).unwrap_err(), declined);
    assert_eq!(unit.everything(), before);
}

#[test]
fn a_trial_records_nothing_and_says_that_it_would_be_pending() {
    let mut unit = Unit::new();
    let before = unit.everything();
    let actor = Actor::Officer("S201".to_owned());
    let tried = apply(&mut unit.store, &lower("R001"), Asking { id: None, actor: &actor, only_try: true }).unwrap();
    let pending = tried.pending.unwrap();
    assert_eq!((pending.number, pending.right, pending.least), (None, Right::LowerTier, Role::Supervisor));
    assert_eq!(unit.everything(), before);
    let number = unit.proposed("S201");
    let before = unit.everything();
    let second = Actor::Officer("S202".to_owned());
    let judging = Judging { proposal: number, actor: &second, because: None, only_try: true };
    let tried = authorise(&mut unit.store, judging).unwrap();
    assert_eq!(tried.facts.len(), 1);
    assert_eq!(unit.everything(), before);
}

#[test]
fn a_policy_without_a_second_person_asks_for_nobody() {
    let mut unit = Unit::under(&alone());
    let done = unit.try_as("S201", None, &lower("R001")).unwrap();
    assert_eq!((done.pending, done.authorised_by), (None, None));
    assert_eq!(done.facts[0].name.kind, FactKind::Tier);
    let mut unit = Unit::new();
    let higher = one(ActKind::SetTier, of("R001", tier("high")));
    assert_eq!(unit.try_as("P101", None, &higher).unwrap().pending, None);
}

#[test]
fn pending_shows_each_what_is_theirs() {
    let mut unit = Unit::new();
    unit.proposed("S201");
    let shown = unit.answer(&["--actor", "S202", "pending"]);
    for word in ["Proposal 1 of S201", "R001: risk level low from 1 Mar 2025", "because: as the panel agreed"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(unit.answer(&["--actor", "S201", "pending"]).contains("Proposal 1"));
    let officers = unit.answer(&["--actor", "P101", "pending"]);
    assert!(!officers.contains("R001") && officers.contains("1 proposal waits for others"), "{officers}");
    let json = unit.answer(&["--actor", "M301", "pending", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let one = &json["proposals"][0];
    assert_eq!(json["schema"], "homevisit.pending/1");
    assert_eq!((&one["proposal"], &one["actor"], &one["right"]), (&1.into(), &"S201".into(), &"lower-tier".into()));
    assert_eq!((&one["offender_ref"], &one["because"]), (&"R001".into(), &"as the panel agreed".into()));
    assert!(one["changes"][0].as_str().unwrap().contains("risk level low"));
    unit.authorise(1, "M301").unwrap();
    assert!(unit.answer(&["--actor", "S202", "pending"]).starts_with("Nothing waits"));
}

#[test]
fn the_program_proposes_authorises_and_declines() {
    let unit = Unit::new();
    let set =
        ["--actor", "S201", "tier", "set", "R001", "low", "--from", "2025-03-01", "--because", "calm", "--id", "x"];
    let said = unit.answer(&set);
    assert!(said.starts_with("This is PENDING, as proposal 1:"), "{said}");
    assert!(
        said.contains("homevisit authorise 1") && said.contains("It would record:\nR001: risk level low"),
        "{said}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&unit.answer(&[&set[..], &["--format", "json"]].concat())).unwrap();
    assert_eq!((&json["act"], &json["pending"]["proposal"]), (&serde_json::Value::Null, &1.into()));
    assert_eq!(json["facts"], serde_json::json!([]));
    let refused = unit.refused(&["--actor", "S201", "authorise", "1"]);
    assert!(refused.contains("a supervisor other than S201"), "{refused}");
    let said = unit.answer(&["--actor", "S202", "authorise", "1"]);
    assert!(said.contains("Proposed by S201, authorised by S202."), "{said}");
    let json: serde_json::Value =
        serde_json::from_str(&unit.answer(&[&set[..], &["--format", "json"]].concat())).unwrap();
    assert_eq!((&json["authorised_by"], &json["pending"]), (&"S202".into(), &serde_json::Value::Null));
    unit.answer(&["--actor", "S201", "tier", "set", "R002", "low", "--from", "2025-03-01", "--because", "calm"]);
    let said = unit.answer(&["--actor", "S201", "decline", "2", "--because", "too soon"]);
    assert_eq!(said, "Proposal 2 of S201 was declined by S201.\n");
    assert!(unit.refused(&["--actor", "S202", "authorise", "3"]).contains("no proposal is known by `3`"));
}

#[test]
fn the_trail_holds_over_what_was_proposed_authorised_and_declined() {
    let mut unit = Unit::new();
    let number = unit.proposed("S201");
    let held = |unit: &Unit| unit.answer(&["--actor", "M301", "trail", "verify"]);
    held(&unit);
    unit.authorise(number, "S202").unwrap();
    unit.try_as("S201", None, &lower("R005")).unwrap();
    unit.decline(2, "S202", Some("not agreed")).unwrap();
    unit.bind("M301", rustix::process::getuid().as_raw()).unwrap();
    held(&unit);
}
