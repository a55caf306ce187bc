//! The same extract again, and later ones.

use homevisit::domain::extract::File;
use homevisit::import::Progress;
use homevisit::store::{KnownAt, Store};

use crate::kit::{Unit, of};

#[test]
fn the_same_extract_again_changes_nothing_and_says_so() {
    let mut unit = Unit::filled();
    let before = unit.everything();
    let report = unit.taken();
    assert!(!report.changed());
    assert!(report.files.iter().all(|file| file.unchanged == file.read && file.new + file.corrected + file.gone == 0));
    assert_eq!(unit.everything(), before);
    let text = homevisit::render::import::report(&report);
    assert!(text.starts_with("Nothing has changed: everything in this extract is held already.\n"));
}

#[test]
fn what_was_taken_in_is_what_the_files_say() {
    let unit = Unit::filled();
    let facts = unit.facts();
    assert_eq!(facts.len(), 7 + 12 + 13 + 12 + 12 + 10 + 5 + 3 + 14);
    for fact in [
        "officer P102 1 2025-01-01 Moorland officer 1 80 - Caspian Whistlewood",
        "officer Q900 - - - - - - - -",
        "person R011 Hollowbrook Jasper \"Jay\" 1992-03-31",
        "management R003 1 2023-06-01 2024-06-01",
        "address R003 1 2023-06-01 0 3 Marmalade Rise\nOtterby ZZ2 3CC",
        "address R007 2 2024-05-05 0 9a Parchment Lane ZZ4 7GG",
        "tier R007 2 2024-05-05 medium M301 corrected the same afternoon",
        "owner R005 1 2024-03-20 P102",
        "status R005 1 hospital 2025-01-10 -",
        "plan R001 1 interval 2024-03-01 2024-09-01 FREQ=WEEKLY;INTERVAL=2 S201 moved in beside a playground -",
        "visit V0003 R001 2024-11-20 18:40 no-reply 0 notified 0 2024-11-20 P101;P102;S201;P103",
        "visit V0010 R005 2024-04-01 - seen - - - - -",
    ] {
        assert!(facts.contains(&fact.to_owned()), "no {fact} in {facts:#?}");
    }
}

/// A file, a text in it, what stands in its place in a later extract.
const CORRECTIONS: &[(File, &str, &str)] = &[
    (File::Officers, "Petronella Marchbanks,Harbour", "Petronella Marchbanks,Moorland"),
    (File::Officers, "Petronella", "Petra"),
    (File::Offenders, "Tumbleweed", "Tumbleweed-Ash"),
    (File::Offenders, "1981-11-30", ""),
    (File::Management, "R001,2024-01-10,", "R001,2024-01-10,2025-03-01"),
    (File::Addresses, "12 Thimble Yard", "14 Thimble Yard"),
    (File::Addresses, "ZZ2 4DD,no", "ZZ2 4DD,yes"),
    (File::Tiers, "R005,2024-03-20,high", "R005,2024-03-20,very-high"),
    (File::Tiers, "settled employment reviewed by the panel", ""),
    (File::Owners, "R001,2024-01-10,P101", "R001,2024-01-10,P102"),
    (File::Statuses, "2025-01-15", "2025-01-16"),
    (File::Plans, "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=3"),
    (File::Visits, "V0005,R002,2024-02-10", "V0005,R002,2024-02-11"),
    (File::Visits, "V0005,R002", "V0005,R004"),
    (
        File::Visits,
        "V0003,R001,2024-11-20,18:40,no-reply,no,P101;P102",
        "V0003,R001,2024-11-20,18:40,no-reply,no,P102;P101",
    ),
    (File::Visits, "seen,,,,,", "seen,,,notified,,"),
];

#[test]
fn a_known_key_with_other_values_is_a_correction_and_the_old_stays_readable() {
    for (file, from, to) in CORRECTIONS {
        let mut unit = Unit::filled();
        let before = unit.everything();
        unit.change(file.name(), from, to);
        let report = unit.taken();
        for count in &report.files {
            let corrected = u64::from(count.file == *file);
            assert_eq!((count.new, count.corrected, count.gone), (0, corrected, 0), "{from} -> {to}: {count:?}");
        }
        let after = unit.everything();
        assert!(before.lines().all(|row| after.contains(row)), "{from} -> {to}");
        let mut fresh = Unit::new();
        fresh.change(file.name(), from, to);
        fresh.taken();
        assert_eq!(unit.facts(), fresh.facts(), "{from} -> {to}");
        assert!(!unit.taken().changed(), "{from} -> {to}");
    }
}

#[test]
fn a_correction_can_be_corrected_again_and_back() {
    let mut unit = Unit::filled();
    let first = unit.facts();
    unit.change("tiers.csv", "R005,2024-03-20,high", "R005,2024-03-20,low");
    unit.taken();
    unit.change("tiers.csv", "R005,2024-03-20,low", "R005,2024-03-20,high");
    assert_eq!(of(&unit.taken(), File::Tiers).corrected, 1);
    assert_eq!(unit.facts(), first);
}

#[test]
fn the_second_row_of_a_day_is_a_fact_of_its_own() {
    let mut unit = Unit::filled();
    unit.append("tiers.csv", "R010,2024-07-02,high,S201,\n");
    let report = unit.taken();
    let tiers = of(&report, File::Tiers);
    assert_eq!((tiers.new, tiers.corrected, tiers.gone), (1, 0, 0));
    assert!(unit.facts().contains(&"tier R010 2 2024-07-02 high S201 -".to_owned()));
}

#[test]
fn what_is_new_is_added() {
    let mut unit = Unit::filled();
    unit.append("officers.csv", "P104,Ottoline Hedgerow,Harbour,officer,yes,,,\n");
    unit.append("offenders.csv", "R013,Windlestraw,Basil,1950-10-10\n");
    unit.append("management.csv", "R013,2025-03-01,\n");
    unit.append("owners.csv", "R013,2025-03-01,P104\nR011,2025-03-01,P104\n");
    unit.append("visits.csv", "V0015,R013,2025-03-09,,seen,,P104;Q900;Q901,notified,,\n");
    let report = unit.taken();
    let new: Vec<u64> = report.files.iter().map(|count| count.new).collect();
    assert_eq!(new, [1, 1, 1, 0, 0, 2, 0, 0, 1]);
    assert!(report.files.iter().all(|count| count.corrected + count.gone == 0));
    let visit = "visit V0015 R013 2025-03-09 - seen - notified - - P104;Q900;Q901";
    assert!(unit.facts().contains(&visit.to_owned()));
}

#[test]
fn what_was_known_before_a_correction_can_still_be_asked_for() {
    let mut unit = Unit::filled();
    unit.change("offenders.csv", "Mossgrove,,", "Mossgrove,Effie,1979-03-03");
    unit.taken();
    let person = |known_at| {
        let view = unit.store.snapshot(known_at).unwrap();
        view.person(view.offender("R004").unwrap().unwrap()).unwrap()
    };
    assert_eq!(person(None).given.as_deref(), Some("Effie"));
    assert_eq!(person(Some(KnownAt::Act(2))).given, None);
}

#[test]
fn a_row_that_has_gone_is_reported_and_never_deleted() {
    let mut unit = Unit::filled();
    let before = unit.facts();
    for (file, row) in [
        ("offenders.csv", "R012,Larkmeadow,Odette,1984-06-06\n"),
        ("management.csv", "R012,2025-04-01,\n"),
        ("tiers.csv", "R010,2024-07-02,low,S201,\n"),
        ("visits.csv", "V0007,R003,2024-09-15,,seen,no,,notified,no,\n"),
    ] {
        unit.change(file, row, "");
    }
    std::fs::remove_file(unit.path("plans.csv")).unwrap();
    let report = unit.taken();
    assert!(!report.changed());
    let gone: Vec<u64> = report.files.iter().map(|count| count.gone).collect();
    assert_eq!(gone, [0, 1, 1, 0, 1, 0, 0, 3, 1]);
    assert_eq!(report.offenders_gone.references, ["R012"]);
    assert!(!of(&report, File::Plans).present);
    assert_eq!(unit.facts(), before);
}

#[test]
fn management_is_held_against_what_is_held() {
    let mut unit = Unit::filled();
    unit.write("management.csv", "offender_ref,from,until\nR001,2024-06-01,\nR012,2024-04-01,\n");
    let expected = [
        "management.csv:2: from: found 2024-06-01, expected the management held before to have ended, on an earlier day; a row with its own from can end it",
        "management.csv:3: until: found nothing, expected a day before 2025-04-01, on which one held already begins",
    ];
    assert_eq!(unit.said(), expected);
    unit.write("management.csv", "offender_ref,from,until\nR001,2024-01-10,2024-05-31\nR001,2024-06-01,\n");
    assert_eq!(of(&unit.taken(), File::Management).new, 1);
}

#[test]
fn the_beginning_of_the_record_moves_earlier_and_never_later() {
    let mut unit = Unit::filled();
    unit.change("extract.toml", "2024-01-01", "2024-01-02");
    let expected = "extract.toml:2: history_from: found 2024-01-02, expected 2024-01-01 or earlier: a record once \
                    complete from a day stays so";
    assert_eq!(unit.said(), [expected]);
    unit.change("extract.toml", "2024-01-02", "2023-01-01");
    let report = unit.taken();
    assert!(report.changed());
    assert_eq!(report.history_from.unwrap().to_string(), "2023-01-01");
    assert!(!unit.taken().changed());
}

#[test]
fn a_record_complete_from_the_beginning_takes_no_later_one() {
    let mut unit = Unit::new();
    let note = unit.read("extract.toml");
    std::fs::remove_file(unit.path("extract.toml")).unwrap();
    unit.taken();
    unit.write("extract.toml", note);
    let expected = "extract.toml:2: history_from: found 2024-01-01, expected none: the register holds facts that were \
                    taken in as complete from the beginning";
    assert_eq!(unit.said(), [expected]);
}

#[test]
fn an_officer_known_from_visits_alone_sets_no_tier() {
    let mut unit = Unit::filled();
    unit.append("owners.csv", "R011,2025-03-01,Q900\n");
    let expected =
        "owners.csv:12: officer_id: found an officer known from visits alone, expected an officer of officers.csv";
    assert_eq!(unit.said(), [expected]);
    unit.append("officers.csv", "Q900,Septimus Quarrel,Harbour,officer,no,,2024-06-01,\n");
    assert_eq!(unit.taken().worries.officers_from_visits.count, 0);
}

#[test]
fn tiers_that_the_policy_in_force_lacks_are_refused_while_managed() {
    let mut unit = Unit::new();
    let later = crate::kit::POLICY
        .replace("version = \"1\"", "version = \"2\"")
        .replace("effective_from = 2012-01-01", "effective_from = 2024-06-01")
        .replace("id = \"low\"", "id = \"lower\"");
    homevisit::act::adopt_policy(&mut unit.store, "tester", None, &later, None).unwrap();
    let said = unit.said();
    let lines: Vec<&str> = said.iter().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(lines, ["tiers.csv:5", "tiers.csv:8", "tiers.csv:12", "tiers.csv:13"]);
    let expected = "tiers.csv:5: tier: found low, expected a tier of version 2 of the policy, in force while managed";
    assert_eq!(said[0], expected);
}

#[test]
fn a_failed_import_leaves_every_row_as_it_was() {
    let mut unit = Unit::filled();
    let before = unit.everything();
    let bytes = std::fs::read(unit.database()).unwrap();
    unit.append("offenders.csv", "R013,Windlestraw,Basil,1950-10-10\n");
    unit.append("visits.csv", "V0016,R013,2025-03-09,,seen,,,notified,,\nV0016,R013,2025-03-10,,seen,,,notified,,\n");
    assert_eq!(unit.said().len(), 1);
    assert_eq!(unit.everything(), before);
    assert_eq!(std::fs::read(unit.database()).unwrap(), bytes);
}

#[test]
fn what_a_careful_person_would_look_at() {
    let report = Unit::new().taken();
    let worries = &report.worries;
    assert_eq!(worries.managed, 10);
    assert_eq!(worries.no_tier.references, ["R011"]);
    assert_eq!(worries.no_owner.references, ["R011"]);
    assert_eq!(worries.no_address.references, ["R009", "R011"]);
    assert_eq!(worries.never_visited.references, ["R005", "R007", "R009", "R010", "R011"]);
    assert_eq!(worries.premises_not_recorded.references, ["V0010"]);
    assert_eq!(worries.officers_from_visits.references, ["Q900"]);
    assert_eq!(worries.alike, [("R003".to_owned(), "R010".to_owned())]);
}

#[test]
fn two_records_of_one_person_are_found_though_one_is_in_no_file() {
    let mut unit = Unit::filled();
    unit.change("offenders.csv", "R003,Brackenridge,Søren,1965-07-14\n", "");
    let report = unit.taken();
    assert_eq!(report.worries.alike, [("R003".to_owned(), "R010".to_owned())]);
}

#[test]
fn an_act_that_comes_in_between_has_the_extract_read_again() {
    let mut unit = Unit::new();
    let later = crate::kit::POLICY
        .replace("version = \"1\"", "version = \"2\"")
        .replace("effective_from = 2012-01-01", "effective_from = 2024-06-01");
    let database = unit.database();
    let mut came = 0;
    let report = unit.import_telling(&mut |progress| {
        if progress == Progress::Writing {
            came += 1;
        }
        if progress == Progress::Writing && came == 1 {
            let mut other = Store::open(&database).unwrap();
            homevisit::act::adopt_policy(&mut other, "another", None, &later, None).unwrap();
        }
    });
    assert_eq!((report.unwrap().act, came), (Some(3), 2));
    assert_eq!(unit.facts(), Unit::filled().facts());
}
