//! What was recorded here stays: an extract supersedes nothing of it that is later than the extract.

use homevisit::act::import::ImportError;
use homevisit::domain::conflict::{Clash, Conflict};
use homevisit::domain::deed::ActKind;
use homevisit::domain::extract::File;
use homevisit::render;
use homevisit::store::KnownAt;

use crate::kit::{Unit, of};

/// A day after every act of these tests.
const LATER: &str = "2999-01-01";

/// One of each keyed kind: the file, a correction of it made here, and how the conflict is told.
const CORRECTED_HERE: &[(File, &str, &str)] = &[
    (
        File::Officers,
        "insert into officer_text (text_id, salt, name) values (900, randomblob(16), 'Petronella Marchbanks');
         insert into officer_fact (act_id, supersedes, officer_id, rank, from_day, team, role, accredited,
                                   fte_hundredths, active_until, text_id)
         select ?act, fact_id, officer_id, rank, from_day, 'Moorland', 'supervisor', 0, 80, null, 900
         from officer_fact where officer_id = (select officer_id from officer where id = 'P101')",
        "officer_id P101 / team; role: officer, supervisor; accredited: yes, no; fte: 1.00, 0.80",
    ),
    (
        File::Offenders,
        "insert into person_text (text_id, salt, family_name, given_names, date_of_birth)
         values (900, randomblob(16), 'Tumbleweed-Ash', 'Ann Oriel', null);
         insert into person_fact (act_id, supersedes, offender_id, text_id)
         select ?act, fact_id, offender_id, 900
         from person_fact where offender_id = (select offender_id from offender where ref = 'R002')",
        "offender_ref R002 / family_name; date_of_birth",
    ),
    (
        File::Management,
        "insert into management_fact (act_id, supersedes, offender_id, rank, from_day, until_day)
         select ?act, fact_id, offender_id, rank, from_day, '2025-03-30'
         from management_fact where offender_id = (select offender_id from offender where ref = 'R001')",
        "offender_ref R001, from 2024-01-10 / until: -, 2025-03-30",
    ),
    (
        File::Addresses,
        "insert into address_text (text_id, salt, address, postcode) values (900, randomblob(16), 'The quay', 'ZZ2 4DD');
         insert into address_fact (act_id, supersedes, offender_id, rank, from_day, no_fixed_abode, text_id)
         select ?act, fact_id, offender_id, rank, from_day, 1, 900
         from address_fact where offender_id = (select offender_id from offender where ref = 'R004')",
        "offender_ref R004, from 2024-03-15 / address; no_fixed_abode: no, yes",
    ),
    (
        File::Tiers,
        "insert into free_text (text_id, salt, value) values (900, randomblob(16), 'seen by the panel');
         insert into tier_fact (act_id, supersedes, offender_id, rank, from_day, tier_id, set_by, reason)
         select ?act, fact_id, offender_id, rank, from_day, 0, (select officer_id from officer where id = 'M301'), 900
         from tier_fact
         where offender_id = (select offender_id from offender where ref = 'R007') and rank = 2",
        "offender_ref R007, from 2024-05-05, row of that day 2 / tier: medium, very-high; reason",
    ),
    (
        File::Owners,
        "insert into owner_fact (act_id, supersedes, offender_id, rank, from_day, officer_id)
         select ?act, fact_id, offender_id, rank, from_day, (select officer_id from officer where id = 'S201')
         from owner_fact where offender_id = (select offender_id from offender where ref = 'R001')",
        "offender_ref R001, from 2024-01-10 / officer_id: P101, S201",
    ),
    (
        File::Statuses,
        "insert into status_fact (act_id, supersedes, offender_id, rank, status, from_day, until_day)
         select ?act, fact_id, offender_id, rank, status, from_day, '2025-03-29'
         from status_fact where offender_id = (select offender_id from offender where ref = 'R005')",
        "offender_ref R005, status hospital, from 2025-01-10 / until: -, 2025-03-29",
    ),
    (
        File::Plans,
        "insert into plan_fact (act_id, supersedes, offender_id, rank, kind, from_day, until_day, every, authorised_by)
         select ?act, fact_id, offender_id, rank, kind, from_day, '2024-08-01', 'FREQ=WEEKLY', authorised_by
         from plan_fact where offender_id = (select offender_id from offender where ref = 'R001')",
        "offender_ref R001, kind interval, from 2024-03-01 / until: 2024-09-01, 2024-08-01; every: \
         FREQ=WEEKLY;INTERVAL=2, FREQ=WEEKLY; reason",
    ),
    (
        File::Visits,
        "insert into visit_fact (act_id, supersedes, visit_id, offender_id, day, time, outcome, announced, premises)
         select ?act, fact_id, visit_id, (select offender_id from offender where ref = 'R004'), '2024-02-11', '09:30',
                'seen', 1, 'notified'
         from visit_fact where visit_id = (select visit_id from visit where ref = 'V0005')",
        "visit_ref V0005 / offender_ref: R002, R004; date: 2024-02-10, 2024-02-11; time: 09:00, 09:30; outcome: \
         doorstep, seen; announced: no, yes; officers; premises: other, notified",
    ),
];

/// A conflict in a line: its key, and what differs with the extract's and our value.
fn told(conflict: &Conflict) -> String {
    let key: Vec<String> = conflict.key.iter().map(|(column, cell)| format!("{column} {cell}")).collect();
    let Clash::Differs(differs) = &conflict.clash else { return format!("{} / {:?}", key.join(", "), conflict.clash) };
    let said = |cell: &Option<String>| cell.clone().unwrap_or("-".to_owned());
    let differs: Vec<String> = differs
        .iter()
        .map(|difference| match &difference.values {
            Some(values) => format!("{}: {}, {}", difference.column, said(&values.extract), said(&values.here)),
            None => difference.column.to_owned(),
        })
        .collect();
    format!("{} / {}", key.join(", "), differs.join("; "))
}

#[test]
fn a_row_that_would_supersede_what_was_recorded_here_later_is_left_out_and_listed() {
    for (file, sql, expected) in CORRECTED_HERE {
        let mut unit = Unit::filled();
        let act = unit.here(ActKind::Correct, sql);
        let (before, facts) = (unit.everything(), unit.facts());
        let list = unit.conflicts().list;
        assert_eq!(list.iter().map(told).collect::<Vec<_>>(), [*expected], "{}", file.name());
        let conflict = &list[0];
        assert_eq!((conflict.file, conflict.act, conflict.kind), (*file, act, ActKind::Correct));
        assert_eq!(conflict.actor, "S201");
        let report = unit.taken();
        assert!(!report.changed());
        let count = of(&report, *file);
        assert_eq!((count.conflicts, count.new, count.corrected, count.gone), (1, 0, 0, 0), "{}", file.name());
        assert_eq!(count.unchanged, count.read - 1);
        assert_eq!(report.conflicts(), 1);
        assert_eq!((unit.everything(), unit.facts()), (before, facts));
    }
}

#[test]
fn a_row_of_an_extract_taken_later_is_a_correction_of_what_was_recorded_here() {
    for (file, sql, _) in CORRECTED_HERE {
        let mut unit = Unit::filled();
        let first = unit.facts();
        unit.here(ActKind::Correct, sql);
        unit.taken_on(LATER);
        assert!(unit.conflicts().list.is_empty(), "{}", file.name());
        let count = of(&unit.taken(), *file);
        assert_eq!((count.conflicts, count.new, count.corrected, count.gone), (0, 0, 1, 0), "{}", file.name());
        assert_eq!(unit.facts(), first, "{}", file.name());
    }
}

#[test]
fn where_the_day_it_was_taken_is_not_said_all_that_was_recorded_here_stays() {
    let mut unit = Unit::filled();
    unit.here(ActKind::Correct, CORRECTED_HERE[5].1);
    unit.taken_on(LATER);
    unit.change("extract.toml", "taken_on = 2999-01-01\n", "");
    assert_eq!(of(&unit.taken(), File::Owners).conflicts, 1);
}

#[test]
fn what_was_recorded_on_the_day_it_was_taken_or_later_stays_by_the_clock_of_the_policy() {
    for zone in ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let mut unit = Unit::under(&crate::kit::POLICY.replace("Europe/London", zone));
        unit.taken();
        let act = unit.here(ActKind::Correct, CORRECTED_HERE[5].1);
        let moment = unit.store.snapshot(Some(KnownAt::Act(act))).unwrap().act().moment;
        let day = moment.day_in(zone.parse().unwrap());
        unit.taken_on(day.to_string().leak());
        assert_eq!(of(&unit.taken(), File::Owners).conflicts, 1, "{zone}");
        unit.taken_on(day.next().to_string().leak());
        assert_eq!(of(&unit.taken(), File::Owners).conflicts, 0, "{zone}");
    }
}

#[test]
fn a_day_to_come_on_which_it_was_taken_is_a_fault() {
    let mut unit = Unit::filled();
    unit.change("extract.toml", "taken_on = 2025-03-31", "taken_on = 2025-04-01");
    let expected = "extract.toml:1: taken_on: found 2025-04-01, expected a day no later than today, 2025-03-31";
    assert_eq!(unit.said(), [expected]);
}

/// Withdraws whatever is there of one offender, here.
fn withdraw(unit: &mut Unit, kind: &str, columns: &str, reference: &str) {
    unit.here(
        ActKind::Withdraw,
        &format!(
            "insert into {kind}_fact (act_id, supersedes, withdrawn, offender_id, {columns})
             select ?act, fact_id, 1, offender_id, {columns}
             from {kind}_fact where offender_id = (select offender_id from offender where ref = '{reference}')"
        ),
    );
}

#[test]
fn a_withdrawal_made_here_is_never_superseded() {
    for (file, kind, columns, reference) in [
        (File::Owners, "owner", "rank, from_day", "R001"),
        (File::Statuses, "status", "rank, from_day, status", "R005"),
        (File::Plans, "plan", "rank, from_day, kind", "R003"),
        (File::Management, "management", "rank, from_day", "R004"),
        (File::Visits, "visit", "visit_id", "R008"),
    ] {
        for day in ["2025-03-31", LATER] {
            let mut unit = Unit::filled();
            withdraw(&mut unit, kind, columns, reference);
            unit.taken_on(day);
            let facts = unit.facts();
            let list = unit.conflicts().list;
            assert_eq!(list.len(), 1, "{kind}");
            assert_eq!(list[0].clash, Clash::Withdrawn);
            let count = of(&unit.taken(), file);
            assert_eq!((count.conflicts, count.new, count.corrected, count.gone), (1, 0, 0, 0), "{kind}");
            assert_eq!(unit.facts(), facts, "{kind}");
        }
    }
}

#[test]
fn new_rows_are_taken_in_beside_the_conflicts() {
    let mut unit = Unit::filled();
    unit.here(ActKind::Correct, CORRECTED_HERE[5].1);
    unit.append("owners.csv", "R001,2025-03-01,P102\nR011,2025-03-01,P102\n");
    let report = unit.taken();
    let count = of(&report, File::Owners);
    assert_eq!((count.new, count.corrected, count.conflicts, count.unchanged), (2, 0, 1, 9));
    assert!(unit.facts().contains(&"owner R001 1 2025-03-01 P102".to_owned()));
    assert!(unit.facts().contains(&"owner R001 1 2024-01-10 S201".to_owned()));
    let numbers: Vec<i64> = {
        let sql = "select fact_id from owner_fact order by fact_id";
        let mut statement = unit.store.connection().prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(numbers, (1..=13).collect::<Vec<_>>(), "numbered without a gap");
}

/// A tier that was set from another day, by a correction made here.
const MOVED: &str = "
    insert into tier_fact (act_id, supersedes, offender_id, rank, from_day, tier_id, set_by, reason)
    select ?act, fact_id, offender_id, rank, '2024-03-25', tier_id, set_by, reason
    from tier_fact where offender_id = (select offender_id from offender where ref = 'R005')";

#[test]
fn a_fact_that_was_given_another_day_here_goes_by_the_one_that_the_extract_knows() {
    let mut unit = Unit::filled();
    unit.here(ActKind::Correct, MOVED);
    let facts = unit.facts();
    let list = unit.conflicts().list;
    let expected = "offender_ref R005, from 2024-03-20 / from: 2024-03-20, 2024-03-25";
    assert_eq!(list.iter().map(told).collect::<Vec<_>>(), [expected]);
    let count = of(&unit.taken(), File::Tiers);
    assert_eq!((count.conflicts, count.new, count.corrected, count.gone), (1, 0, 0, 0));
    assert_eq!(unit.facts(), facts);
}

#[test]
fn an_extract_that_has_caught_up_with_the_other_day_changes_nothing() {
    let mut unit = Unit::filled();
    unit.here(ActKind::Correct, MOVED);
    unit.change("tiers.csv", "R005,2024-03-20,high", "R005,2024-03-25,high");
    let report = unit.taken();
    assert!(!report.changed());
    assert_eq!(of(&report, File::Tiers).unchanged, 12);
    assert_eq!(report.conflicts(), 0);
}

#[test]
fn an_extract_taken_later_moves_it_back() {
    let mut unit = Unit::filled();
    let first = unit.facts();
    unit.here(ActKind::Correct, MOVED);
    unit.taken_on(LATER);
    let count = of(&unit.taken(), File::Tiers);
    assert_eq!((count.conflicts, count.new, count.corrected, count.gone), (0, 0, 1, 0));
    assert_eq!(unit.facts(), first);
}

#[test]
fn a_fact_moved_onto_the_day_of_another_is_not_taken_for_it() {
    let mut unit = Unit::filled();
    unit.here(
        ActKind::Correct,
        "insert into tier_fact (act_id, supersedes, offender_id, rank, from_day, tier_id, set_by, reason)
         select ?act, fact_id, offender_id, rank, '2024-01-10', tier_id, set_by, reason
         from tier_fact
         where offender_id = (select offender_id from offender where ref = 'R001') and from_day = '2025-02-01'",
    );
    let list = unit.conflicts().list;
    let expected = "offender_ref R001, from 2025-02-01 / from: 2025-02-01, 2024-01-10";
    assert_eq!(list.iter().map(told).collect::<Vec<_>>(), [expected]);
    assert_eq!(of(&unit.taken(), File::Tiers).unchanged, 11);
}

#[test]
fn management_ended_and_begun_again_here_stands_against_an_extract_that_has_it_open() {
    let mut unit = Unit::filled();
    unit.here(ActKind::EndManagement, CORRECTED_HERE[2].1);
    unit.here(
        ActKind::StartManagement,
        "insert into management_fact (act_id, offender_id, rank, from_day)
         select ?act, offender_id, 1, '2025-04-10' from offender where ref = 'R001'",
    );
    let count = of(&unit.taken(), File::Management);
    assert_eq!((count.conflicts, count.new, count.corrected, count.gone), (1, 0, 0, 0));
}

#[test]
fn new_management_that_overlaps_what_was_recorded_here_is_a_fault_that_says_so() {
    let mut unit = Unit::filled();
    unit.here(
        ActKind::StartManagement,
        "insert into management_fact (act_id, offender_id, rank, from_day)
         select ?act, offender_id, 1, '2025-02-10' from offender where ref = 'R006'",
    );
    unit.append("management.csv", "R006,2025-02-12,\n");
    let expected = "management.csv:15: from: found 2025-02-12, expected a day after the management that was recorded \
                    here from 2025-02-10 ended; whichever is wrong is corrected: that here, or this row";
    assert_eq!(unit.said(), [expected]);
    unit.change("management.csv", "R006,2025-02-12,\n", "R006,2025-02-01,\n");
    let expected = "management.csv:15: until: found nothing, expected a day before 2025-02-10, from which management \
                    was recorded here; whichever is wrong is corrected: that here, or this row";
    assert_eq!(unit.said(), [expected]);
    unit.change("management.csv", "R006,2025-02-01,\n", "R006,2025-02-10,\n");
    assert_eq!(of(&unit.taken(), File::Management).unchanged, 14);
}

#[test]
fn what_is_known_here_alone_has_not_gone_from_an_extract() {
    let mut unit = Unit::filled();
    unit.here(
        ActKind::AddOffender,
        "insert into offender (ref) values ('R100');
         insert into person_text (text_id, salt, family_name) values (900, randomblob(16), 'Fogsmith');
         insert into person_fact (act_id, offender_id, text_id)
         select ?act, offender_id, 900 from offender where ref = 'R100';
         insert into management_fact (act_id, offender_id, rank, from_day)
         select ?act, offender_id, 1, '2025-03-10' from offender where ref = 'R100';
         insert into tier_fact (act_id, offender_id, rank, from_day, tier_id, set_by)
         select ?act, offender_id, 1, '2025-03-10', 1, 1 from offender where ref = 'R100'",
    );
    let report = unit.taken();
    assert!(report.files.iter().all(|file| file.gone == 0), "{report:?}");
    assert_eq!(report.offenders_gone.count, 0);
    unit.append("offenders.csv", "R100,Fogsmith,,\n");
    unit.append("management.csv", "R100,2025-03-10,\n");
    let report = unit.taken();
    assert_eq!((report.changed(), report.conflicts()), (false, 0));
    assert!(report.files.iter().all(|file| file.gone == 0 && file.unchanged == file.read), "{report:?}");
}

#[test]
fn a_correction_by_an_extract_keeps_what_no_extract_knows_of_a_visit() {
    let mut unit = Unit::filled();
    unit.here(
        ActKind::Correct,
        "insert into free_text (text_id, salt, value) values (900, randomblob(16), 'a note'), (901, x'00', 'a reason');
         insert into visit_fact (act_id, supersedes, visit_id, offender_id, day, outcome, announced, premises,
                                 announced_because, children, note, alone_authorised_by)
         select ?act, fact_id, visit_id, offender_id, day, outcome, 1, 'notified', 901, 2, 900, 1
         from visit_fact where visit_id = (select visit_id from visit where ref = 'V0006');
         insert into agency_attendance (fact_id, place, agency, number)
         select max(fact_id), 1, 'probation', 'N-77' from visit_fact"
            .replace("x'00'", "randomblob(16)")
            .as_str(),
    );
    unit.taken_on(LATER);
    assert_eq!(of(&unit.taken(), File::Visits).corrected, 1);
    let kept: (i64, i64, i64, i64, String) = unit
        .store
        .connection()
        .query_row(
            "select children, note, announced_because, alone_authorised_by, agency || number
             from visit_fact f join agency_attendance using (fact_id)
             where fact_id = (select max(fact_id) from visit_fact)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
        )
        .unwrap();
    assert_eq!(kept, (2, 900, 901, 1, "probationN-77".to_owned()));
    assert!(unit.facts().contains(&"visit V0006 R002 2024-03-09 11:00 seen 1 notified - - P102;Q900".to_owned()));
}

#[test]
fn a_report_with_conflicts_says_so_and_where_they_are_listed() {
    let mut unit = Unit::filled();
    unit.here(ActKind::Correct, CORRECTED_HERE[5].1);
    unit.here(ActKind::Correct, CORRECTED_HERE[6].1);
    let text = render::import::report(&unit.taken());
    assert!(text.starts_with(
        "Nothing was taken in: all of this extract is held already, or in conflict.\n\
         The record is complete from 2024-01-01.\n\
         CONFLICT: 2 rows differ from what was recorded here, and were left out.\n\
         Each, for a person to settle: homevisit import DIR --conflicts\n\n\
         file                  rows       new corrected unchanged      gone conflicts\n\
         officers.csv             6         0         0         6         0         0\n"
    ));
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn conflicts_are_told_in_eighty_columns_and_take_nothing_in() {
    let mut unit = Unit::filled();
    for (_, sql, _) in CORRECTED_HERE.iter().skip(1).step_by(2) {
        unit.here(ActKind::Correct, &sql.replace("900", "(select 900 + ?act)"));
    }
    let (before, bytes) = (unit.everything(), std::fs::read(unit.database()).unwrap());
    let conflicts = unit.conflicts();
    assert_eq!(conflicts.list.len(), 4);
    assert_eq!((unit.everything(), std::fs::read(unit.database()).unwrap()), (before, bytes));
    let text = render::conflicts::text(&conflicts, 80);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains(
        "\nowners.csv:2: offender_ref R001, from 2024-01-10\n    officer_id: the extract has P101, here S201\n"
    ));
    let mut json = Vec::new();
    render::conflicts::json(&conflicts, &mut json).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(value["schema"], "homevisit.import-conflicts/1");
    assert_eq!(value["taken_on"], "2025-03-31");
    let owner = &value["conflicts"][2];
    assert_eq!(owner["file"], "owners.csv");
    assert_eq!(owner["key"], serde_json::json!({"offender_ref": "R001", "from": "2024-01-10"}));
    let differs = serde_json::json!([{"column": "officer_id", "shown": true, "extract": "P101", "here": "S201"}]);
    assert_eq!(owner["differs"], differs);
    assert_eq!((&owner["kind"], &owner["by"]), (&"differs".into(), &"S201".into()));
}

#[test]
fn conflicts_of_an_extract_with_faults_are_its_faults() {
    let mut unit = Unit::filled();
    unit.change("owners.csv", "R001,2024-01-10", "R001,2024-01-32");
    let refused = unit.with_request(|store, request| homevisit::act::import::conflicts(store, request, &mut |_| {}));
    assert!(matches!(refused, Err(ImportError::Refused(_))), "{refused:?}");
}
