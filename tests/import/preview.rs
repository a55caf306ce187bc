//! What an extract would change, before it is taken in.

use std::collections::BTreeMap;

use homevisit::act::import::ImportError;
use homevisit::domain::day::Day;
use homevisit::domain::deed::ActKind;
use homevisit::domain::extract::File;
use homevisit::domain::preview::{Move, Moved, Placed};
use homevisit::domain::requirement::{Rules, fold};
use homevisit::domain::row::Row;
use homevisit::render;
use homevisit::store::{Scope, StoreError};

use crate::kit::{TODAY, Unit};

/// The small extract as it might come later: somebody appears, somebody has gone, and something of many changes.
fn later() -> Unit {
    let mut unit = Unit::filled();
    unit.append("offenders.csv", "R013,Windlestraw,Basil,1950-10-10\n");
    unit.append("management.csv", "R013,2025-01-01,\n");
    unit.append("tiers.csv", "R013,2025-01-01,high,S201,\nR002,2025-03-30,low,S201,\n");
    unit.change("tiers.csv", "R010,2024-07-02,low", "R010,2024-07-02,high");
    unit.change("offenders.csv", "R012,Larkmeadow,Odette,1984-06-06\n", "");
    unit.change("management.csv", "R012,2025-04-01,\n", "");
    unit.change("management.csv", "R007,2024-05-05,", "R007,2024-05-05,2025-03-01");
    unit.change("owners.csv", "R001,2024-01-10,P101", "R001,2024-01-10,P102");
    unit.change("addresses.csv", "12 Thimble Yard", "14 Thimble Yard");
    unit.append("statuses.csv", "R001,custody,2025-03-01,\n");
    unit.append("visits.csv", "V0100,R004,2025-03-20,,seen,,P101,notified,,\n");
    unit.change("visits.csv", "V0012,R008,2024-06-01", "V0012,R005,2024-06-01");
    unit.append("plans.csv", "R008,interval,2025-03-01,,FREQ=MONTHLY,S201,\n");
    unit.taken_on(TODAY);
    unit
}

/// Where everybody stands, by the engine, read anew.
fn standing(unit: &Unit) -> BTreeMap<String, Placed> {
    let as_of: Day = TODAY.parse().unwrap();
    let view = unit.store.snapshot(None).unwrap();
    let rules = Rules { book: view.book().unwrap(), history_from: view.history_from().unwrap() };
    let roster = view.roster().unwrap();
    let mut stand = BTreeMap::new();
    view.each_offender(Scope::All, |_, reference, facts| {
        if let Some(standing) = fold(facts, &rules, as_of, &mut |_| ()).unwrap() {
            let row = Row::of(facts, &rules, &roster, &standing, as_of);
            stand.insert(reference.to_owned(), Placed::from(&row));
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    stand
}

fn of<'m>(moved: &'m [Moved], reference: &str) -> &'m Moved {
    moved.iter().find(|moved| moved.reference == reference).unwrap_or_else(|| panic!("{reference} in {moved:#?}"))
}

#[test]
fn it_says_where_everybody_stands_before_and_where_they_would_stand_after() {
    let mut unit = later();
    let before = standing(&unit);
    let preview = unit.preview();
    unit.taken();
    let after = standing(&unit);
    assert_ne!(before, after);
    for reference in before.keys().chain(after.keys()) {
        let (was, is) = (before.get(reference).copied(), after.get(reference).copied());
        match preview.offenders.iter().find(|moved| moved.reference == *reference) {
            Some(moved) => assert_eq!((moved.before, moved.after), (was, is), "{reference}"),
            None => assert_eq!(was, is, "{reference} is said not to be touched"),
        }
    }
}

#[test]
fn it_says_who_appears_who_has_gone_and_of_whom_what_changes() {
    let preview = later().preview();
    let references = |file| {
        let of = |moved: &&Moved| !moved.appears && moved.changes.contains(&file);
        let mut found: Vec<&str> = preview.offenders.iter().filter(of).map(|moved| moved.reference.as_str()).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(preview.who(|moved| moved.appears).collect::<Vec<_>>(), ["R013"]);
    assert_eq!(preview.gone, ["R012"]);
    assert_eq!(references(File::Tiers), ["R002", "R010"]);
    assert_eq!(references(File::Management), ["R007"]);
    assert_eq!(references(File::Owners), ["R001"]);
    assert_eq!(references(File::Addresses), ["R004"]);
    assert_eq!(references(File::Statuses), ["R001"]);
    assert_eq!(references(File::Plans), ["R008"]);
    assert_eq!(references(File::Visits), ["R004", "R005", "R008"], "whom the moved visit was of, too");
    assert_eq!(preview.changed(File::Visits), 3);
    let becomes: Vec<&str> = preview.who(Moved::becomes_overdue).collect();
    assert_eq!(becomes, ["R013"]);
    assert_eq!(of(&preview.offenders, "R013").due(), Move::New);
    assert_eq!(of(&preview.offenders, "R007").due(), Move::Gone);
    assert_eq!(preview.who(Moved::leaves_owing).collect::<Vec<_>>(), ["R007"]);
    assert_eq!(preview.who(Moved::no_longer_overdue).collect::<Vec<_>>(), ["R004"]);
    assert!(of(&preview.offenders, "R004").no_longer_overdue());
    assert_eq!((preview.conflicts(), preview.pairs.count), (0, 0));
}

#[test]
fn the_sooner_come_first() {
    let mut unit = Unit::filled();
    unit.append("visits.csv", "V0100,R010,2025-03-20,,seen,,P101,notified,,\n");
    unit.change("tiers.csv", "R008,2024-05-06,medium", "R008,2024-05-06,very-high");
    unit.append("offenders.csv", "R013,Windlestraw,Basil,1950-10-10\n");
    unit.append("management.csv", "R013,2025-01-01,\n");
    let moves: Vec<Move> = unit.preview().offenders.iter().map(Moved::due).collect();
    assert!(matches!(moves[..], [Move::Sooner(_), Move::New, Move::Later(_)]), "{moves:?}");
}

#[test]
fn nothing_is_written_and_the_answers_are_the_same() {
    let mut unit = later();
    let (everything, bytes) = (unit.everything(), std::fs::read(unit.database()).unwrap());
    let before = standing(&unit);
    let first = unit.preview();
    assert_eq!(unit.everything(), everything);
    assert_eq!(std::fs::read(unit.database()).unwrap(), bytes);
    assert_eq!(standing(&unit), before);
    assert_eq!(unit.preview(), first);
    assert!(unit.taken().changed(), "it is still to be taken in");
    let then = unit.preview();
    assert!(then.offenders.is_empty(), "and then changes nothing");
    assert!(render::preview::text(&then, 80, false).ends_with("\n\nNothing of anybody would change.\n"));
}

#[test]
fn a_first_extract_lets_everybody_appear() {
    let preview = Unit::new().preview();
    assert_eq!(preview.who(|moved| moved.appears).count(), 12);
    assert_eq!(preview.offenders.iter().filter(|moved| moved.before.is_some()).count(), 0);
    assert_eq!(preview.offenders.iter().filter(|moved| moved.after.is_some()).count(), 10);
}

#[test]
fn an_earlier_beginning_of_the_record_is_shown_for_everybody() {
    let mut unit = Unit::filled();
    unit.change("extract.toml", "2024-01-01", "2022-01-01");
    let preview = unit.preview();
    let days = [preview.history_from.0, preview.history_from.1].map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2024-01-01", "2022-01-01"]);
    assert_eq!(preview.offenders.len(), 12);
}

#[test]
fn pairs_and_conflicts_that_would_arise_are_counted() {
    let mut unit = Unit::filled();
    unit.here(
        ActKind::RecordVisit,
        "insert into visit (ref) values ('H3');
         insert into visit_fact (act_id, visit_id, offender_id, day, outcome, premises)
         select ?act, visit_id, offender_id, '2025-03-20', 'seen', 'notified'
         from visit, offender where visit.ref = 'H3' and offender.ref = 'R010'",
    );
    unit.here(
        ActKind::Withdraw,
        "insert into owner_fact (act_id, supersedes, withdrawn, offender_id, rank, from_day)
         select ?act, fact_id, 1, offender_id, rank, from_day from owner_fact where fact_id = 1",
    );
    let before = standing(&unit);
    unit.append("visits.csv", "V0100,R010,2025-03-20,,seen,,P101,notified,,\n");
    let preview = unit.preview();
    assert_eq!((preview.pairs.count, preview.conflicts()), (1, 1));
    assert!(of(&preview.offenders, "R010").stands(), "the visit is counted already");
    assert_eq!(standing(&unit), before);
}

#[test]
fn an_extract_that_would_be_refused_is_refused() {
    let mut unit = Unit::new();
    unit.append("visits.csv", "V0001,R001,2025-03-20,,seen,,P101,notified,,\n");
    let refused = unit.with_request(|store, request| homevisit::act::import::preview(store, request, &mut |_| {}));
    let Err(ImportError::Refused(mut complaints)) = refused else { panic!("{refused:?}") };
    let expected = "visits.csv:16: visit_ref: found V0001, expected a reference of its own, line 2 has the same";
    assert_eq!(complaints.first()[0].to_string(), expected);
}

#[test]
fn an_act_that_comes_in_between_has_the_extract_read_again() {
    let mut unit = later();
    let database = unit.database();
    let policy = crate::kit::POLICY
        .replace("version = \"1\"", "version = \"2\"")
        .replace("effective_from = 2012-01-01", "effective_from = 2999-06-01");
    let mut came = 0;
    let preview = unit.with_request(|store, request| {
        homevisit::act::import::preview(store, request, &mut |progress| {
            if progress == homevisit::import::Progress::Writing {
                came += 1;
                if came == 1 {
                    let mut other = homevisit::store::Store::open(&database).unwrap();
                    homevisit::act::adopt_policy(&mut other, "another", None, &policy, None).unwrap();
                }
            }
        })
    });
    assert_eq!((preview.unwrap().offenders, came), (later().preview().offenders, 2));
}

#[test]
fn it_is_told_in_eighty_columns_without_a_name() {
    let preview = later().preview();
    for everyone in [false, true] {
        let text = render::preview::text(&preview, 80, everyone);
        println!("{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        for moved in preview.offenders.iter().filter(|moved| everyone || !moved.stands()) {
            let lines = text.lines().filter(|line| line.starts_with(&format!("{} ", moved.reference)));
            assert_eq!(lines.count(), 1, "{}: {text}", moved.reference);
        }
    }
}

#[test]
fn a_hundred_are_listed_and_the_others_counted_unless_everyone_is_asked_for() {
    let mut unit = Unit::new();
    let offenders: String = (100..250).map(|at| format!("X{at},Invented,,\n")).collect();
    let management: String = (100..250).map(|at| format!("X{at},2025-01-01,\n")).collect();
    unit.append("offenders.csv", &offenders);
    unit.append("management.csv", &management);
    let preview = unit.preview();
    let lines = |text: &str| text.lines().filter(|line| line.starts_with('X')).count();
    let text = render::preview::text(&preview, 80, false);
    assert!(lines(&text) <= 100 && text.contains("\nand 60 more whose standing changes.\n"), "{text}");
    assert_eq!(lines(&render::preview::text(&preview, 80, true)), 150);
}

#[test]
fn as_json_it_holds_everybody_touched() {
    let mut unit = later();
    let preview = unit.preview();
    let mut json = Vec::new();
    render::preview::json(&preview, &mut json).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&value["schema"], &value["as_of"]), (&"homevisit.import-preview/1".into(), &TODAY.into()));
    assert_eq!(value["appear"], serde_json::json!(["R013"]));
    assert_eq!(value["gone"], serde_json::json!(["R012"]));
    assert_eq!(value["becomes_overdue"], serde_json::json!(["R013"]));
    let offenders = value["offenders"].as_array().unwrap();
    assert_eq!(offenders.len(), preview.offenders.len());
    let r002 = offenders.iter().find(|row| row["offender_ref"] == "R002").unwrap();
    assert_eq!((&r002["before"]["tier"], &r002["after"]["tier"]), (&"very-high".into(), &"low".into()));
    assert_eq!(r002["changes"], serde_json::json!(["tiers.csv"]));
    let tiers = value["files"].as_array().unwrap().iter().find(|file| file["file"] == "tiers.csv").unwrap();
    assert_eq!((&tiers["new"], &tiers["corrected"], &tiers["conflicts"]), (&2.into(), &1.into(), &0.into()));
}
