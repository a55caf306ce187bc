//! A visit recorded here and the same in a later extract are presumed to be one, and counted once.

use homevisit::act::deed::{Actor, Asking, apply};
use homevisit::act::import::ImportError;
use homevisit::domain::conflict::Clash;
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::extract::File;
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::domain::offender::Facts;
use homevisit::render;
use homevisit::store::{Scope, StoreError};
use serde_json::json;

use crate::kit::{Unit, of};

/// Records visits here: reference, offender, day, time and outcome.
fn record(unit: &mut Unit, visits: &[(&str, &str, &str, &str, &str)]) {
    for (visit, offender, day, time, outcome) in visits {
        let time = if time.is_empty() { "null".to_owned() } else { format!("'{time}'") };
        unit.here(
            ActKind::RecordVisit,
            &format!(
                "insert into visit (ref) values ('{visit}');
                 insert into visit_fact (act_id, visit_id, offender_id, day, time, outcome, premises)
                 select ?act, visit_id, offender_id, '{day}', {time}, '{outcome}', 'notified'
                 from visit, offender where visit.ref = '{visit}' and offender.ref = '{offender}'"
            ),
        );
    }
}

/// Every pair there is: the extract's visit, ours, and whether they are one.
fn pairs(unit: &Unit) -> Vec<String> {
    let sql = "select v.ref || ' ' || r.ref || ' ' || one
               from pair_fact p
               join visit v on v.visit_id = p.visit_id
               join visit r on r.visit_id = p.recorded
               where p.withdrawn = 0 and p.fact_id not in (select supersedes from pair_fact where supersedes is not null)
               order by 1";
    let mut statement = unit.store.connection().prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// How many visits of an offender count.
fn counted(unit: &Unit, offender: &str) -> usize {
    let view = unit.store.snapshot(None).unwrap();
    let key = view.offender(offender).unwrap().unwrap();
    let mut found = Facts::default();
    view.each_offender(Scope::One(key), |_, _, facts| {
        found = facts.clone();
        Ok::<_, StoreError>(())
    })
    .unwrap();
    found.visits.len()
}

const OURS: (&str, &str, &str, &str, &str) = ("H7", "R008", "2025-03-10", "10:00", "seen");

/// The extract with a visit in it that was recorded here as H7.
fn paired() -> Unit {
    let mut unit = Unit::filled();
    record(&mut unit, &[OURS]);
    unit.append("visits.csv", "V0100,R008,2025-03-10,10:30,seen,,P102,notified,,\n");
    unit.taken();
    unit
}

#[test]
fn the_same_offender_day_and_outcome_are_presumed_one_and_counted_once() {
    let mut unit = Unit::filled();
    let before = counted(&unit, "R008");
    record(&mut unit, &[OURS]);
    assert_eq!(counted(&unit, "R008"), before + 1);
    unit.append("visits.csv", "V0100,R008,2025-03-10,10:30,seen,,P102,notified,,\n");
    let report = unit.taken();
    assert_eq!((of(&report, File::Visits).new, report.pairs.count), (1, 1));
    assert_eq!(report.pairs.references, [("V0100".to_owned(), "H7".to_owned())]);
    assert_eq!(pairs(&unit), ["V0100 H7 1"]);
    assert_eq!(counted(&unit, "R008"), before + 1);
    assert!(unit.facts().contains(&"visit V0100 R008 2025-03-10 10:30 seen - notified - - P102".to_owned()));
    let text = render::import::report(&report);
    let said = "1 visit is presumed the same visit as one recorded here, and counted once.\n\
                Where they are two: homevisit visit two VISIT RECORDED --because REASON\n          V0100 is H7\n";
    assert!(text.contains(said), "{text}");
    let again = unit.taken();
    assert_eq!((again.changed(), again.pairs.count, again.conflicts()), (false, 0, 0));
    assert!(again.files.iter().all(|file| file.gone == 0), "what was recorded here has not gone");
}

#[test]
fn another_offender_day_or_outcome_is_another_visit() {
    for row in ["R007,2025-03-10,10:00,seen", "R008,2025-03-11,10:00,seen", "R008,2025-03-10,10:00,doorstep"] {
        let mut unit = Unit::filled();
        record(&mut unit, &[OURS]);
        unit.append("visits.csv", &format!("V0100,{row},,P102,notified,,\n"));
        assert_eq!(unit.taken().pairs.count, 0, "{row}");
        assert!(pairs(&unit).is_empty());
    }
}

#[test]
fn where_somebody_was_seen_the_premises_agree_and_where_nobody_was_they_need_not() {
    for (outcome, premises, paired) in [("seen", "other", 0), ("seen", "", 0), ("seen", "notified", 1), ("out", "", 1)]
    {
        let mut unit = Unit::filled();
        record(&mut unit, &[("H3", "R008", "2025-03-10", "10:00", outcome)]);
        unit.append("visits.csv", &format!("V0100,R008,2025-03-10,10:00,{outcome},,P102,{premises},,\n"));
        assert_eq!(unit.taken().pairs.count, paired, "{outcome} {premises}");
    }
}

#[test]
fn an_extract_never_rewrites_a_visit_recorded_here_to_somebody_else() {
    let mut unit = Unit::filled();
    record(&mut unit, &[OURS]);
    let line = unit.read("visits.csv").lines().count() + 1;
    unit.append("visits.csv", &format!("{},R001,2025-03-10,10:00,no-reply,,P102,notified,,\n", OURS.0));
    let expected = format!(
        "visits.csv:{line}: visit_ref: found {}, expected another reference: this is a visit recorded here, to somebody else",
        OURS.0
    );
    let refused = unit.import().unwrap_err();
    let ImportError::Refused(mut complaints) = refused else { panic!("{refused}") };
    let said = render::import::complaints(&mut complaints);
    assert!(said.contains(&expected), "{said}");
}

#[test]
fn several_are_paired_one_to_one_by_time_then_in_order() {
    let mut unit = Unit::filled();
    record(
        &mut unit,
        &[
            ("H1", "R008", "2025-03-10", "09:00", "no-reply"),
            ("H2", "R008", "2025-03-10", "14:00", "no-reply"),
            ("H3", "R008", "2025-03-10", "", "no-reply"),
        ],
    );
    let visit = |reference: &str, time: &str| format!("{reference},R008,2025-03-10,{time},no-reply,,,notified,,\n");
    unit.append("visits.csv", &(visit("V0100", "14:00") + &visit("V0101", "11:00")));
    assert_eq!(unit.taken().pairs.count, 2);
    assert_eq!(pairs(&unit), ["V0100 H2 1", "V0101 H1 1"]);
    unit.append("visits.csv", &(visit("V0102", "18:00") + &visit("V0103", "19:00")));
    assert_eq!(unit.taken().pairs.count, 1, "no more than were recorded here");
    assert_eq!(pairs(&unit), ["V0100 H2 1", "V0101 H1 1", "V0102 H3 1"]);
}

#[test]
fn a_visit_recorded_after_the_extract_that_brought_it_is_paired_with_the_one_of_its_time() {
    let mut unit = Unit::new();
    let visit = |reference: &str, time: &str| format!("{reference},R008,2025-03-10,{time},no-reply,,,notified,,\n");
    unit.append("visits.csv", &(visit("V0100", "09:00") + &visit("V0101", "14:00")));
    unit.taken();
    for (time, expected) in [("14:00", "V0101 H3 1"), ("18:00", "V0100 H4 1"), ("19:00", "V0100 H4 1")] {
        let brought = VisitFact::deserialize_map(
            serde_json::from_value(json!({
                "day": "2025-03-10", "time": time, "outcome": "no-reply", "premises": "notified", "officers": ["P102"]
            }))
            .unwrap(),
        );
        let fact = Fact::Visit(Box::new(brought.unwrap()));
        let changes = vec![Change::Record(About::Offender("R008".to_owned()), fact)];
        let deed = Deed { kind: ActKind::RecordVisit, because: None, changes };
        let actor = Actor::Officer("P102".to_owned());
        apply(&mut unit.store, &deed, Asking { id: None, actor: &actor, only_try: false }).unwrap();
        assert!(pairs(&unit).contains(&expected.to_owned()), "{:?}", pairs(&unit));
    }
    assert_eq!(pairs(&unit).len(), 2, "the third is a visit of its own");
}

#[test]
fn a_first_extract_is_paired_with_what_was_recorded_before_it() {
    let mut unit = Unit::new();
    unit.here(
        ActKind::AddOffender,
        "insert into offender (ref) values ('R008');
         insert into person_text (text_id, salt, family_name) values (900, randomblob(16), 'Dunderhill');
         insert into person_fact (act_id, offender_id, text_id) values (?act, 1, 900)",
    );
    record(&mut unit, &[("H3", "R008", "2024-06-01", "", "seen")]);
    assert_eq!(unit.taken().pairs.count, 1);
    assert_eq!(pairs(&unit), ["V0012 H3 1"]);
}

fn say_two(unit: &mut Unit) {
    unit.here(
        ActKind::PairVisits,
        "insert into pair_fact (act_id, supersedes, offender_id, visit_id, recorded, one)
         select ?act, fact_id, offender_id, visit_id, recorded, 0 from pair_fact",
    );
}

#[test]
fn two_that_somebody_said_are_two_are_never_paired_again() {
    let mut unit = paired();
    let once = counted(&unit, "R008");
    say_two(&mut unit);
    assert_eq!(counted(&unit, "R008"), once + 1);
    for (from, to) in [("2025-03-10,10:30,seen", "2025-03-10,10:45,seen"), ("10:45", "10:50")] {
        unit.change("visits.csv", from, to);
        let report = unit.taken();
        assert_eq!((of(&report, File::Visits).corrected, report.pairs.count), (1, 0));
        assert_eq!(pairs(&unit), ["V0100 H7 0"]);
    }
    unit.append("visits.csv", "V0101,R008,2025-03-10,,seen,,,notified,,\n");
    assert_eq!(unit.taken().pairs.count, 1, "another may still be the one recorded here");
    assert_eq!(pairs(&unit), ["V0100 H7 0", "V0101 H7 1"]);
}

#[test]
fn a_visit_that_an_extract_corrects_to_what_was_recorded_here_is_paired_then() {
    let mut unit = Unit::filled();
    record(&mut unit, &[("H7", "R008", "2024-06-02", "", "seen")]);
    assert_eq!(unit.taken().pairs.count, 0);
    unit.change("visits.csv", "V0012,R008,2024-06-01", "V0012,R008,2024-06-02");
    assert_eq!(unit.taken().pairs.count, 1);
    assert_eq!(pairs(&unit), ["V0012 H7 1"]);
}

#[test]
fn an_extract_that_has_our_own_reference_is_not_paired_with_itself_or_with_another() {
    let mut unit = Unit::filled();
    record(&mut unit, &[OURS, ("H8", "R008", "2025-03-10", "11:00", "seen")]);
    unit.append("visits.csv", "H7,R008,2025-03-10,10:00,seen,,,notified,,\n");
    let report = unit.taken();
    assert_eq!((report.changed(), report.conflicts(), of(&report, File::Visits).unchanged), (false, 0, 15));
    unit.append("visits.csv", "V0100,R008,2025-03-10,10:00,seen,,,notified,,\n");
    assert_eq!(unit.taken().pairs.references, [("V0100".to_owned(), "H8".to_owned())], "H7 is in the extract itself");
}

#[test]
fn a_pair_stays_when_a_correction_parts_it_and_is_listed_for_a_person() {
    for (to, differs) in [
        ("V0100,R008,2025-03-11,10:30,seen", "date: 2025-03-11, 2025-03-10"),
        ("V0100,R007,2025-03-10,10:30,seen", "offender_ref: R007, R008"),
        ("V0100,R008,2025-03-10,10:30,doorstep", "outcome: doorstep, seen"),
    ] {
        let mut unit = paired();
        unit.change("visits.csv", "V0100,R008,2025-03-10,10:30,seen", to);
        let report = unit.taken();
        assert_eq!((of(&report, File::Visits).corrected, report.parted, report.conflicts()), (1, 1, 1));
        assert_eq!(pairs(&unit), ["V0100 H7 1"]);
        let list = unit.conflicts().list;
        let Clash::Parted { recorded, differs: columns } = &list[0].clash else { panic!("{list:?}") };
        let values = columns[0].values.as_ref().unwrap();
        let said = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let told = format!("{}: {}, {}", columns[0].column, said(&values.extract), said(&values.here));
        assert_eq!((list.len(), columns.len(), told.as_str()), (1, 1, differs));
        assert_eq!((recorded.as_deref(), list[0].fact.to_string().as_str()), (Some("H7"), "pair-1"));
        assert_eq!((list[0].file, list[0].line), (File::Visits, 16));
        assert_eq!(unit.taken().parted, 1, "as long as nobody settles it");
        say_two(&mut unit);
        assert_eq!(unit.taken().parted, 0);
    }
}

#[test]
fn a_pair_of_which_ours_was_withdrawn_is_listed_and_the_extracts_counts() {
    let mut unit = paired();
    let once = counted(&unit, "R008");
    unit.here(
        ActKind::Withdraw,
        "insert into visit_fact (act_id, supersedes, withdrawn, visit_id, offender_id)
         select ?act, fact_id, 1, visit_id, offender_id
         from visit_fact where visit_id = (select visit_id from visit where ref = 'H7')",
    );
    assert_eq!(counted(&unit, "R008"), once);
    let list = unit.conflicts().list;
    assert!(matches!(&list[0].clash, Clash::Parted { differs, .. } if differs.is_empty()), "{list:?}");
    let text = render::conflicts::text(&unit.conflicts(), 80);
    assert!(text.contains("visits.csv:16: visit_ref V0100\n"), "{text}");
    assert!(text.contains("    that one does not count any more\n"), "{text}");
    assert!(text.contains("    where they are two: homevisit visit two V0100 H7 --because REASON\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}
