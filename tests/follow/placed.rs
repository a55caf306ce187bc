use homevisit::act::deed::{Carried, Done};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change, Deed, Placing};
use homevisit::domain::fact::Fact;

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, deed, offender};

const KIND: ActKind = ActKind::Reassign;

// On file P101 has R001 and R004 and R007 and R009, P102 R002 and R005 and R008 and R010.
const OF_P101: [&str; 4] = ["R001", "R004", "R007", "R009"];

fn to(from: &str, officer: &str, on: Day) -> Change {
    Change::Place(from.to_owned(), Placing::Officer(officer.to_owned()), on)
}

fn among(from: &str, team: &str, on: Day) -> Change {
    Change::Place(from.to_owned(), Placing::Team(team.to_owned()), on)
}

fn loads(done: &Done) -> Vec<(&str, u32, u32)> {
    done.carried.iter().map(|carried| (carried.officer.as_str(), carried.before(), carried.after())).collect()
}

fn owners(unit: &Unit, of: &[&str], on: Day) -> Vec<String> {
    of.iter().map(|reference| unit.owner(reference, on).unwrap()).collect()
}

#[test]
fn all_cases_of_an_officer_go_to_another_from_a_day() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(5);
    let done = unit.done(SUPERVISOR, KIND, to("P101", "P102", on));
    assert_eq!(done.facts.len(), 4);
    assert_eq!(owners(&unit, &OF_P101, on), ["P102"; 4]);
    assert_eq!(owners(&unit, &OF_P101, on.before()), ["P101"; 4]);
    assert_eq!(loads(&done), [("P101", 4, 0), ("P102", 4, 8)]);
    assert!(done.moved.iter().all(|moved| moved.before == moved.after), "no date moves");
}

#[test]
fn placing_is_a_supervisors_with_somebody_there_to_take_the_cases() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(5);
    unit.officer("P105", "Harbour", "officer", None, Some(on));
    let said = unit.refused(OFFICER, KIND, to("P101", "P102", on));
    assert!(said.contains("this asks for a supervisor (the right to `place-cases`)"), "{said}");
    let cases = [
        (to("P101", "P101", on), "the cases are P101's already"),
        (to("P101", "P999", on), "no officer is known by `P999`"),
        (to("P999", "P101", on), "no officer is known by `P999`"),
        (to("P101", "P105", on), "P105 is not in service on"),
        (to("S201", "P101", on), "S201 has no cases on"),
        (among("P102", "Moorland", on), "there is nobody in that team"),
        (among("P101", "Unit", on), "there is nobody in that team"),
        (among("P101", "Nowhere", on), "there is nobody in that team"),
    ];
    for (change, expected) in cases {
        let said = unit.refused(SUPERVISOR, KIND, change);
        assert!(said.contains(expected), "{said}");
    }
    unit.done(SUPERVISOR, KIND, to("P101", "P105", on.before()));
}

#[test]
fn a_team_shares_by_what_each_carries_for_their_share() {
    let mut unit = Unit::new();
    let on = unit.today();
    unit.officer("P104", "Harbour", "officer", Some(50), None);
    unit.officer("P106", "Moorland", "officer", None, None);
    let done = unit.done(SUPERVISOR, KIND, among("P101", "Harbour", on));
    // S201 is of Harbour too: four cases, dealt to whoever then carries the least for their share.
    assert_eq!(loads(&done), [("P101", 4, 0), ("P104", 0, 1), ("S201", 0, 3)]);
    // The greatest risk first: all four are medium or low, so by reference within each.
    assert_eq!(owners(&unit, &OF_P101, on), ["S201", "P104", "S201", "S201"]);
}

#[test]
fn whoever_is_on_leave_or_gone_or_a_manager_takes_no_share() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(5);
    unit.officer("P104", "Harbour", "officer", None, None);
    unit.officer("P105", "Harbour", "officer", None, Some(on));
    unit.officer("M302", "Harbour", "manager", None, None);
    let cover = Fact::Cover { cover: "P102".to_owned(), from: on, until: on.next() };
    unit.done(SUPERVISOR, ActKind::Cover, Change::Record(About::Officer("P104".to_owned()), cover));
    let done = unit.done(SUPERVISOR, KIND, among("P101", "Harbour", on));
    assert_eq!(loads(&done), [("P101", 4, 0), ("S201", 0, 4)]);
    // The day after, P104 is back.
    let done = unit.done(SUPERVISOR, KIND, among("P102", "Harbour", on.next()));
    assert!(done.carried.iter().any(|carried| carried.officer == "P104"), "{:?}", loads(&done));
}

#[test]
fn cases_are_told_by_risk_level_and_add_up() {
    let mut unit = Unit::new();
    let on = unit.today();
    let done = unit.done(SUPERVISOR, KIND, to("P102", "P101", on));
    let levels = |carried: &Carried| -> Vec<(String, u32, u32)> {
        carried.levels.iter().map(|level| (level.name.clone(), level.before, level.after)).collect()
    };
    let row = |name: &str, before, after| (name.to_owned(), before, after);
    assert_eq!(
        levels(&done.carried[0]),
        [row("Very high", 1, 0), row("High", 1, 0), row("Medium", 1, 0), row("Low", 1, 0), row("none set", 0, 0)]
    );
    assert_eq!(
        levels(&done.carried[1]),
        [row("Very high", 0, 1), row("High", 0, 1), row("Medium", 3, 4), row("Low", 1, 2), row("none set", 0, 0)]
    );
    assert_eq!((done.carried[0].share(), done.carried[0].fte_hundredths), (80, Some(80)));
}

#[test]
fn a_case_without_a_risk_level_is_placed_and_told() {
    let mut unit = Unit::new();
    let on = unit.today();
    unit.done(SUPERVISOR, ActKind::SetOwner, about("R012", Fact::Owner { from: on, officer: "P101".to_owned() }));
    let done = unit.done(SUPERVISOR, KIND, to("P101", "P102", on));
    let last = done.carried[1].levels.last().unwrap();
    assert_eq!((last.tier.as_deref(), last.before, last.after), (None, 0, 1));
    assert_eq!(unit.owner("R012", on).as_deref(), Some("P102"));
}

#[test]
fn somebody_managed_no_more_is_not_placed_and_somebody_managed_later_is() {
    let mut unit = Unit::new();
    let on = unit.today();
    let ends = |from: &str, until: Option<Day>| Fact::Management { from: crate::kit::day(from), until };
    let person = |reference: &str, fact: Fact| Change::Record(offender(reference), fact);
    let changes = vec![
        Change::Enrol(offender("R020")),
        person("R020", Fact::Person { family: "Inventedname".to_owned(), given: None, born: None }),
        person("R020", ends("2026-01-01", Some(on))),
        person("R020", Fact::Owner { from: crate::kit::day("2026-01-01"), officer: "P101".to_owned() }),
        Change::Enrol(offender("R021")),
        person("R021", Fact::Person { family: "Madeupname".to_owned(), given: None, born: None }),
        person("R021", Fact::Management { from: on.plus_days(9), until: None }),
        person("R021", Fact::Owner { from: on, officer: "P101".to_owned() }),
    ];
    unit.apply(SUPERVISOR, None, &Deed { kind: ActKind::AddOffender, because: None, changes }).unwrap();
    let done = unit.done(SUPERVISOR, KIND, to("P101", "P102", on));
    assert_eq!(loads(&done), [("P101", 5, 0), ("P102", 4, 9)]);
    assert_eq!(unit.owner("R020", on).as_deref(), Some("P101"));
    assert_eq!(unit.owner("R021", on).as_deref(), Some("P102"));
}

#[test]
fn a_trial_tells_what_each_would_carry_and_records_nothing() {
    let mut unit = Unit::new();
    let on = unit.today();
    let before = unit.everything();
    let actor = homevisit::act::deed::Actor::Officer(SUPERVISOR.to_owned());
    let asking = homevisit::act::deed::Asking { id: None, actor: &actor, only_try: true };
    let placing = deed(KIND, to("P101", "P102", on));
    let tried = homevisit::act::deed::apply(&mut unit.store, &placing, asking).unwrap();
    assert_eq!(loads(&tried), [("P101", 4, 0), ("P102", 4, 8)]);
    assert_eq!(unit.everything(), before);
    assert_eq!(unit.apply(SUPERVISOR, None, &placing).unwrap().carried, tried.carried);
}

#[test]
fn what_each_would_carry_is_answered_in_json() {
    let unit = Unit::new();
    let told = unit.answer(&[
        "--actor",
        SUPERVISOR,
        "reassign",
        "--from-officer",
        "P101",
        "--to-officer",
        "P102",
        "--dry-run",
        "--format",
        "json",
    ]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let carried = told["carried"].as_array().unwrap();
    let figures: Vec<_> = carried.iter().map(|one| (&one["officer_id"], &one["before"], &one["after"])).collect();
    assert_eq!(figures, [(&"P101".into(), &4.into(), &0.into()), (&"P102".into(), &4.into(), &8.into())]);
    for one in carried {
        for when in ["before", "after"] {
            let levels = one["levels"].as_array().unwrap().iter().map(|level| level[when].as_u64().unwrap());
            assert_eq!(Some(levels.sum()), one[when].as_u64(), "{when}");
        }
    }
}
