//! Each thing that can be wrong with an extract, and the line that says so.

use crate::kit::Unit;

/// A file, a text in it, what stands in its place, and the one complaint that comes of it.
const ONE_FAULT: &[(&str, &str, &str, &str)] = &[
    // words
    (
        "officers.csv",
        ",officer,yes,1",
        ",oficer,yes,1",
        "officers.csv:2: role: found oficer, expected one of officer, supervisor, manager (likely officer)",
    ),
    (
        "officers.csv",
        "no,0.8,,2024",
        "maybe,0.8,,2024",
        "officers.csv:3: accredited: found something that is no yes or no, expected one of yes, no",
    ),
    (
        "officers.csv",
        "yes,1,,",
        "yes,1.2,,",
        "officers.csv:2: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
    ),
    (
        "tiers.csv",
        "R001,2024-01-10,high",
        "R001,2024-01-10,hihg",
        "tiers.csv:2: tier: found hihg, expected one of very-high, high, medium, low (likely high)",
    ),
    (
        "tiers.csv",
        "R001,2024-01-10,high",
        "R001,2024-01-10,purple",
        "tiers.csv:2: tier: found purple, expected one of very-high, high, medium, low",
    ),
    (
        "tiers.csv",
        "R001,2024-01-10,high",
        "R001,2024-01-10,Quillfeather",
        "tiers.csv:2: tier: found something that is no tier, expected one of very-high, high, medium, low",
    ),
    (
        "statuses.csv",
        "R004,custody",
        "R004,costody",
        "statuses.csv:2: status: found costody, expected one of custody, hospital, abroad, elsewhere, missing (likely custody)",
    ),
    (
        "visits.csv",
        "10:15,seen",
        "10:15,sean",
        "visits.csv:2: outcome: found sean, expected one of seen, doorstep, no-reply, refused, out, not-resident, abandoned (likely seen)",
    ),
    (
        "visits.csv",
        "P102,other,,",
        "P102,outer,,",
        "visits.csv:6: premises: found outer, expected one of notified, other (likely other)",
    ),
    (
        "visits.csv",
        "seen,no,P101;P102",
        "seen,x,P101;P102",
        "visits.csv:2: announced: found x, expected one of yes, no",
    ),
    (
        "plans.csv",
        "R003,reactive",
        "R003,reactiv",
        "plans.csv:3: kind: found reactiv, expected one of interval, reactive (likely reactive)",
    ),
    // dates and times
    (
        "management.csv",
        "R001,2024-01-10",
        "R001,2024-02-30",
        "management.csv:2: from: found 2024-02-30, expected a day of the calendar",
    ),
    (
        "management.csv",
        "R001,2024-01-10",
        "R001,10/01/2024",
        "management.csv:2: from: found 10/01/2024, expected a date such as 2025-03-31",
    ),
    (
        "management.csv",
        "R001,2024-01-10",
        "R001,soon",
        "management.csv:2: from: found something that is no date, expected a date such as 2025-03-31",
    ),
    (
        "management.csv",
        "R001,2024-01-10",
        "R001,",
        "management.csv:2: from: found nothing, expected a date such as 2025-03-31",
    ),
    (
        "management.csv",
        "R006,2022-01-01,2025-01-01",
        "R006,2022-01-01,2022-01-01",
        "management.csv:8: until: found 2022-01-01, expected a day after 2022-01-01, on which it begins",
    ),
    (
        "statuses.csv",
        "2024-10-01,2024-10-20",
        "2024-10-01,2024-09-20",
        "statuses.csv:4: until: found 2024-09-20, expected a day after 2024-10-01, on which it begins",
    ),
    (
        "visits.csv",
        "R001,2024-01-20",
        "R001,2025-04-01",
        "visits.csv:2: date: found 2025-04-01, expected a day no later than today, 2025-03-31",
    ),
    (
        "visits.csv",
        "yes,2024-01-21",
        "yes,2025-04-01",
        "visits.csv:2: recorded_on: found 2025-04-01, expected a day no later than today, 2025-03-31",
    ),
    (
        "visits.csv",
        "10:15",
        "24:15",
        "visits.csv:2: time: found 24:15, expected a time from 00:00 to 23:59, such as 09:30",
    ),
    (
        "visits.csv",
        "10:15",
        "10.15 am",
        "visits.csv:2: time: found something that is no time, expected a time from 00:00 to 23:59, such as 09:30",
    ),
    // references
    (
        "owners.csv",
        "R001,2024-01-10,P101",
        "R001,2024-01-10,P999",
        "owners.csv:2: officer_id: found P999, expected an officer of officers.csv",
    ),
    ("tiers.csv", "high,S201", "high,S999", "tiers.csv:2: set_by: found S999, expected an officer of officers.csv"),
    (
        "plans.csv",
        "INTERVAL=2,S201",
        "INTERVAL=2,Bramble",
        "plans.csv:2: authorised_by: found something unknown that does not look like a reference, expected an officer of officers.csv",
    ),
    (
        "owners.csv",
        "R001,2024",
        "R999,2024",
        "owners.csv:2: offender_ref: found R999, expected an offender of offenders.csv",
    ),
    (
        "visits.csv",
        "V0001,R001",
        "V0001,R999",
        "visits.csv:2: offender_ref: found R999, expected an offender of offenders.csv",
    ),
    (
        "offenders.csv",
        "R002,",
        "R001,",
        "offenders.csv:3: offender_ref: found R001, expected a reference of its own, line 2 has the same",
    ),
    (
        "visits.csv",
        "V0002,",
        "V0001,",
        "visits.csv:3: visit_ref: found V0001, expected a reference of its own, line 2 has the same",
    ),
    (
        "visits.csv",
        "V0002,",
        " V0002,",
        "visits.csv:3: visit_ref: found something that is no reference, expected one without blanks around it",
    ),
    (
        "visits.csv",
        "P101;P102,notified",
        "P101;;P102,notified",
        "visits.csv:2: officers: found an id of no characters, expected ids joined by single semicolons",
    ),
    (
        "visits.csv",
        "P101;P102,notified",
        "P101;P101,notified",
        "visits.csv:2: officers: found an id twice, expected each officer once",
    ),
    // management beside management
    (
        "management.csv",
        "R003,2024-09-02,",
        "R003,2024-06-01,",
        "management.csv:5: from: found 2024-06-01, expected a day after 2024-06-01, on which the one before ended",
    ),
    (
        "management.csv",
        "R003,2024-09-02,",
        "R003,2023-06-01,",
        "management.csv:5: from: found 2023-06-01, expected a day after 2024-06-01, on which the one before ended",
    ),
    (
        "management.csv",
        "R003,2023-06-01,2024-06-01",
        "R003,2023-06-01,",
        "management.csv:5: from: found 2024-09-02, expected the management before to have ended, on an earlier day",
    ),
    // rules
    (
        "plans.csv",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=0",
        "plans.csv:2: every: found FREQ=WEEKLY;INTERVAL=0, expected another rule: INTERVAL must be at least 1: this rule never comes due",
    ),
    (
        "plans.csv",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=MO",
        "plans.csv:2: every: found FREQ=WEEKLY;BYDAY=MO, expected another rule: a cadence has FREQ and INTERVAL and nothing else",
    ),
    (
        "plans.csv",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=MONTHLY;INTERVAL=13",
        "plans.csv:2: every: found FREQ=MONTHLY;INTERVAL=13, expected an interval no longer than the longest cadence, 12 months",
    ),
    (
        "plans.csv",
        "FREQ=WEEKLY;INTERVAL=2",
        "fortnightly",
        "plans.csv:2: every: found something that is no rule, expected an RFC 5545 rule such as FREQ=MONTHLY;INTERVAL=3",
    ),
    (
        "plans.csv",
        "FREQ=WEEKLY;INTERVAL=2",
        "",
        "plans.csv:2: every: found nothing, expected a rule for an interval, such as FREQ=MONTHLY;INTERVAL=3",
    ),
    (
        "plans.csv",
        "reactive,2024-12-01,,,",
        "reactive,2024-12-01,,FREQ=DAILY,",
        "plans.csv:3: every: found a rule, expected none for a reactive plan",
    ),
    // rows
    (
        "owners.csv",
        "R001,2024-01-10,P101",
        "R001,2024-01-10",
        "owners.csv:2: found 2 cells, expected 3, as in the first line",
    ),
    (
        "owners.csv",
        "R001,2024-01-10,P101",
        "R001,2024-01-10,P101,",
        "owners.csv:2: found 4 cells, expected 3, as in the first line",
    ),
    (
        "addresses.csv",
        "\"12 Thimble Yard\"",
        "\"12 Thimble Yard\" x",
        "addresses.csv:7: found text after a closing quote; the rest of the file was not read, expected a comma or the end of the line",
    ),
    (
        "addresses.csv",
        "\"10 Wicker Gate\"",
        "\"10 Wicker Gate",
        "addresses.csv:14: found a quote that nothing closes; the rest of the file was not read, expected a closing one",
    ),
    (
        "addresses.csv",
        "\"12 Thimble Yard\"",
        "12 \"Thimble\" Yard",
        "addresses.csv:7: found a quote within a cell that does not begin with one, expected the cell quoted",
    ),
    (
        "offenders.csv",
        "Quillfeather",
        "Quill\0feather",
        "offenders.csv:2: family_name: found the control character U+0000, expected text without any",
    ),
    (
        "offenders.csv",
        "Quillfeather",
        "\"Quill\nfeather\"",
        "offenders.csv:2: family_name: found the control character U+000A, expected text without any",
    ),
    ("offenders.csv", "R001,Quillfeather", "R001,", "offenders.csv:2: family_name: found nothing, expected it filled"),
    (
        "offenders.csv",
        "R001,Quillfeather",
        "R001,  ",
        "offenders.csv:2: family_name: found blanks alone, expected it filled",
    ),
    // headings
    (
        "offenders.csv",
        "family_name",
        "famly_name",
        "offenders.csv:1: found famly_name over column 2, expected family_name",
    ),
    (
        "offenders.csv",
        "family_name",
        "Family Name",
        "offenders.csv:1: found Family Name over column 2, expected family_name",
    ),
    (
        "offenders.csv",
        "given_names",
        "family_name",
        "offenders.csv:1: family_name: found the same name again, over column 3, expected it once",
    ),
    (
        "officers.csv",
        "accredited",
        "colour",
        "officers.csv:1: accredited: found no such column, expected one of that name",
    ),
    (
        "tiers.csv",
        "offender_ref,from,tier,set_by,reason",
        "offender_ref,from,tier,reason",
        "tiers.csv:1: set_by: found no such column, expected one of that name",
    ),
    // the note
    ("extract.toml", "taken_on", "taken_onn", "extract.toml:1: found taken_onn, expected taken_on"),
    (
        "extract.toml",
        "2025-03-31",
        "\"March\"",
        "extract.toml:1: taken_on: found something that is no date, expected a date such as 2025-03-31",
    ),
    (
        "extract.toml",
        "source =",
        "source",
        "extract.toml:3: found text that is no TOML, expected lines such as taken_on = 2025-03-31",
    ),
    (
        "extract.toml",
        "\"an invented register\"",
        "7",
        "extract.toml:3: source: found something that is no text, expected a text in quotes",
    ),
];

#[test]
fn each_fault_is_said_with_its_file_line_and_column() {
    for (file, from, to, expected) in ONE_FAULT {
        let mut unit = Unit::new();
        unit.change(file, from, to);
        let said = unit.said();
        assert!(said.contains(&(*expected).to_owned()), "{file}: {from} -> {to}\nexpected {expected}\nsaid {said:#?}");
        assert!(said.len() == 1 || ["R001,", "colour"].contains(to), "{file}: {from} -> {to}: {said:#?}");
    }
}

#[test]
fn texts_beyond_their_limit_are_refused_and_those_at_it_are_not() {
    let limits = [
        ("offenders.csv", "Quillfeather", 200, "offenders.csv:2: family_name"),
        ("officers.csv", "Harbour", 64, "officers.csv:2: team"),
        ("addresses.csv", "12 Thimble Yard", 500, "addresses.csv:7: address"),
        ("addresses.csv", "ZZ2 4DD", 20, "addresses.csv:7: postcode"),
        ("tiers.csv", "settled employment reviewed by the panel", 2_000, "tiers.csv:3: reason"),
    ];
    for (file, from, limit, place) in limits {
        let mut unit = Unit::new();
        let text = unit.read(file);
        unit.write(file, text.replacen(from, &"é".repeat(limit), 1));
        unit.taken();
        let mut unit = Unit::new();
        unit.write(file, text.replacen(from, &"é".repeat(limit + 1), 1));
        assert_eq!(unit.said(), [format!("{place}: found a longer text, expected at most {limit} characters")]);
    }
}

#[test]
fn a_reference_beyond_its_limit_is_refused() {
    let mut unit = Unit::new();
    unit.change("visits.csv", "V0002", "V".repeat(65));
    let expected = "visits.csv:3: visit_ref: found something that is no reference, expected at most 64 characters";
    assert_eq!(unit.said(), [expected]);
}

#[test]
fn text_that_is_not_utf_8_is_said_with_its_line_and_column() {
    let mut unit = Unit::new();
    let text = unit.read("offenders.csv").into_bytes();
    let at = text.windows(4).position(|bytes| bytes == b"Moss").unwrap();
    let mut latin = text.clone();
    latin[at] = 0xD8;
    unit.write("offenders.csv", latin);
    let expected = "offenders.csv:5: family_name: found bytes that are not UTF-8, expected text in UTF-8";
    assert_eq!(unit.said()[0], expected);
}

#[test]
fn a_file_that_must_be_there_is_missed() {
    for file in ["officers.csv", "offenders.csv", "management.csv"] {
        let mut unit = Unit::new();
        std::fs::remove_file(unit.path(file)).unwrap();
        assert_eq!(unit.said(), [format!("{file}: found no such file, expected one of that name in the directory")]);
    }
}

#[test]
fn files_that_may_be_absent_are_not_missed() {
    let mut unit = Unit::new();
    let files = ["addresses.csv", "tiers.csv", "owners.csv", "statuses.csv", "plans.csv", "visits.csv", "extract.toml"];
    files.iter().for_each(|file| std::fs::remove_file(unit.path(file)).unwrap());
    assert_eq!(unit.taken().worries.no_tier.count, 10);
}

#[test]
fn an_empty_file_and_one_without_rows_are_refused() {
    let mut unit = Unit::new();
    unit.write("visits.csv", "");
    unit.write("management.csv", "offender_ref,from,until\n");
    let expected = [
        "management.csv:1: found no row, expected at least one",
        "visits.csv: found an empty file, expected a first line with the names of the columns",
    ];
    assert_eq!(unit.said(), expected);
}

#[test]
fn a_file_that_would_be_passed_over_is_refused() {
    let mut unit = Unit::new();
    std::fs::rename(unit.path("visits.csv"), unit.path("visit.csv")).unwrap();
    unit.write("quillfeather.csv", "x");
    let all = "officers.csv, offenders.csv, management.csv, addresses.csv, tiers.csv, owners.csv, statuses.csv, \
               plans.csv, visits.csv";
    let expected = [
        format!("directory: found another file ending in .csv, expected {all}"),
        "directory: found the file visit.csv, expected visits.csv".to_owned(),
    ];
    assert_eq!(unit.said(), expected);
}

#[test]
fn every_fault_is_counted_and_the_first_hundred_are_said_in_order() {
    let mut unit = Unit::new();
    let rows: String = (0..150).map(|at| format!("R001,2024-13-{:02},P101\n", at % 99)).collect();
    unit.append("owners.csv", &rows);
    unit.change("visits.csv", "V0001,R001", "V0001,R999");
    unit.change("tiers.csv", "R001,2024-01-10,high", "R001,2024-01-10,hihg");
    let mut complaints = unit.refused();
    assert_eq!((complaints.total(), complaints.more(), complaints.first().len()), (152, 52, 100));
    let lines: Vec<_> = complaints.first().iter().map(|complaint| (complaint.file, complaint.line)).collect();
    assert!(lines.is_sorted());
    assert_eq!(complaints.first()[0].found, "hihg");
    let text = homevisit::render::import::complaints(&mut complaints);
    assert!(text.ends_with(
        "and 52 more after these 100\n152 faults found; nothing was taken in, and the register is as it was.\n"
    ));
}

#[test]
fn a_broken_first_line_of_offenders_makes_nobody_unknown() {
    let mut unit = Unit::new();
    unit.change("offenders.csv", "offender_ref", "offender_id_no");
    assert!(unit.said().iter().all(|said| said.starts_with("offenders.csv:1: ")));
}

#[test]
fn more_officers_from_visits_than_a_unit_ever_had_are_a_wrong_column() {
    let mut unit = Unit::new();
    let row = |at: usize| format!("W{at:05},R001,2024-06-01,,seen,,X{at:05},notified,,\n");
    let rows: String = (0..10_000).map(row).collect();
    unit.append("visits.csv", &rows);
    let expected = "visits.csv:10015: officers: found one more officer known from visits alone, expected at most 10000 \
                    of them";
    assert_eq!(unit.said(), [expected]);
}

#[test]
fn one_fault_is_one_fault() {
    let mut unit = Unit::new();
    unit.change("statuses.csv", "custody", "custdy");
    let error = unit.import().unwrap_err();
    assert_eq!(error.to_string(), "the extract has 1 fault; nothing was taken in");
}
