//! Files, first lines and rows that cannot be read as what they should be.

use std::fs;

use crate::kit::{Case, Unit, check};

#[test]
fn a_first_line_that_is_not_the_files_own_is_complained_of() {
    check(Unit::new, HEADINGS);
}

#[test]
fn a_row_that_is_none_is_complained_of_and_nobody_is_called_unknown_for_it() {
    check(Unit::new, ROWS);
}

#[test]
fn a_reference_of_two_rows_is_complained_of_on_the_second() {
    for unit in [Unit::new, Unit::filled] {
        check(unit, TWICE);
    }
}

#[test]
fn two_rows_of_an_officer_on_one_day_are_no_fault_and_the_later_holds() {
    let mut unit = Unit::new();
    unit.append("officers.csv", "P101,Petronella Marchbanks,Moorland,officer,yes,1,,\n");
    unit.taken();
    let roster = unit.store.snapshot(None).unwrap().roster().unwrap();
    let officer = roster.get(roster.key("P101").unwrap()).unwrap();
    let teams: Vec<&str> = officer.records.iter().map(|record| record.what.team.as_str()).collect();
    assert_eq!(teams, ["Harbour", "Moorland"]);
}

#[test]
fn what_cannot_be_read_is_said_to_be_so_and_the_next_extract_can() {
    let mut unit = Unit::new();
    let visits = unit.read("visits.csv");
    unit.remove("visits.csv");
    fs::create_dir(unit.path("visits.csv")).unwrap();
    let error = unit.import().unwrap_err();
    assert_eq!(error.to_string(), "visits.csv cannot be read: Is a directory (os error 21)");
    unit.store.snapshot(None).unwrap();
    fs::remove_dir(unit.path("visits.csv")).unwrap();
    unit.write("visits.csv", visits);
    assert_eq!(unit.taken().act, Some(2));
}

const HEADINGS: &[Case] = &[
    Case(
        "a misspelt column",
        |e| e.change("offenders.csv", "family_name", "familyname"),
        &["offenders.csv:1: found familyname over column 2, expected family_name"],
    ),
    Case(
        "a column in other words, and one that may be absent",
        |e| {
            e.change("tiers.csv", "from,tier", "From,Tier");
            e.change("visits.csv", "recorded_on", "recorded");
        },
        &[
            "tiers.csv:1: found From over column 2, expected from",
            "tiers.csv:1: found Tier over column 3, expected tier",
            "visits.csv:1: found a heading that is none of this file's over column 10, expected recorded_on",
        ],
    ),
    Case(
        "an unknown column",
        |e| {
            let mut rows = e.rows("owners.csv");
            rows.iter_mut().for_each(|row| row.push("7".to_owned()));
            rows[0][3] = "shoe size".to_owned();
            e.write_rows("owners.csv", &rows);
        },
        &["owners.csv:1: found a heading that is none of this file's over column 4, \
           expected one of offender_ref, from, officer_id"],
    ),
    Case(
        "no first line, but rows at once",
        |e| e.change("offenders.csv", "offender_ref,family_name,given_names,date_of_birth\n", ""),
        &[
            "offenders.csv:1: found a heading that is none of this file's over column 1, \
             expected one of offender_ref, family_name, given_names, date_of_birth",
            "offenders.csv:1: found a heading that is none of this file's over column 2, \
             expected one of offender_ref, family_name, given_names, date_of_birth",
            "offenders.csv:1: found a heading that is none of this file's over column 3, \
             expected one of offender_ref, family_name, given_names, date_of_birth",
            "offenders.csv:1: found a heading that is none of this file's over column 4, \
             expected one of offender_ref, family_name, given_names, date_of_birth",
            "offenders.csv:1: offender_ref: found no such column, expected one of that name",
            "offenders.csv:1: family_name: found no such column, expected one of that name",
        ],
    ),
    Case(
        "another separator",
        |e| e.write("owners.csv", e.read("owners.csv").replace(',', ";")),
        &[
            "owners.csv:1: found a heading that is none of this file's over column 1, expected offender_ref",
            "owners.csv:1: from: found no such column, expected one of that name",
            "owners.csv:1: officer_id: found no such column, expected one of that name",
        ],
    ),
    Case(
        "a file of blank lines and a mark",
        |e| e.write("officers.csv", "\u{feff}\r\n\n"),
        &["officers.csv: found an empty file, expected a first line with the names of the columns"],
    ),
    Case(
        "a first line alone, where somebody must be",
        |e| e.write("offenders.csv", "offender_ref,family_name\n"),
        &["offenders.csv:1: found no row, expected at least one"],
    ),
];

const ROWS: &[Case] = &[
    Case(
        "short and long rows",
        |e| {
            e.change("offenders.csv", "R004,Mossgrove,,", "R004,Mossgrove");
            e.change("management.csv", "R002,2024-02-01,", "R002,2024-02-01,,,");
            e.change("owners.csv", "R001,2024-01-10,P101", "R001");
        },
        &[
            "offenders.csv:5: found 2 cells, expected 4, as in the first line",
            "management.csv:3: found 5 cells, expected 3, as in the first line",
            "owners.csv:2: found 1 cell, expected 3, as in the first line",
        ],
    ),
    Case(
        "text in an old encoding",
        |e| e.change("offenders.csv", "Søren", b"S\xf8ren"),
        &["offenders.csv:4: given_names: found bytes that are not UTF-8, expected text in UTF-8"],
    ),
    Case(
        "an old encoding in quotes, after a row of two lines",
        |e| e.change("addresses.csv", "12 Thimble Yard", b"12 Th\xefmble Yard"),
        &["addresses.csv:7: address: found bytes that are not UTF-8, expected text in UTF-8"],
    ),
    Case(
        "an old encoding in the first line",
        |e| e.change("tiers.csv", "reason", b"re\xe4son"),
        &["tiers.csv:1: found bytes that are not UTF-8, expected text in UTF-8"],
    ),
    Case(
        "characters that control",
        |e| {
            e.change("officers.csv", "Petronella", "Petron\0lla");
            e.change("offenders.csv", "R001", "R\x07001");
            e.change("offenders.csv", "Tumbleweed", "\"Tumble\nweed\"");
            e.change("addresses.csv", "12 Thimble Yard", "12\u{1b}Thimble Yard");
        },
        &[
            "officers.csv:2: name: found the control character U+0000, expected text without any",
            "offenders.csv:2: offender_ref: found something that is no reference, expected one without control characters",
            "offenders.csv:3: family_name: found the control character U+000A, expected text without any",
            "management.csv:2: offender_ref: found R001, expected an offender of offenders.csv",
            "addresses.csv:2: offender_ref: found R001, expected an offender of offenders.csv",
            "addresses.csv:3: offender_ref: found R001, expected an offender of offenders.csv",
            "addresses.csv:7: address: found the control character U+001B, expected text without any",
            "tiers.csv:2: offender_ref: found R001, expected an offender of offenders.csv",
            "tiers.csv:3: offender_ref: found R001, expected an offender of offenders.csv",
            "owners.csv:2: offender_ref: found R001, expected an offender of offenders.csv",
            "plans.csv:2: offender_ref: found R001, expected an offender of offenders.csv",
            "visits.csv:2: offender_ref: found R001, expected an offender of offenders.csv",
            "visits.csv:3: offender_ref: found R001, expected an offender of offenders.csv",
            "visits.csv:4: offender_ref: found R001, expected an offender of offenders.csv",
            "visits.csv:5: offender_ref: found R001, expected an offender of offenders.csv",
        ],
    ),
    Case(
        "text after a closing quote",
        |e| e.change("offenders.csv", "\"Nettlewick, the Elder\"", "\"Nettlewick\", the Elder"),
        &["offenders.csv:7: found 5 cells, expected 4, as in the first line"],
    ),
    Case(
        "a closing quote too early",
        |e| e.change("offenders.csv", "\"Nettlewick, the Elder\"", "\"Nettlewick,\" the Elder\""),
        &["offenders.csv:7: found text after a closing quote; the rest of the file was not read, \
           expected a comma or the end of the line"],
    ),
    Case(
        "a quote that nothing closes",
        |e| e.change("offenders.csv", "Larkmeadow", "\"Larkmeadow"),
        &[
            "offenders.csv:13: found a quote that nothing closes; the rest of the file was not read, expected a closing one",
        ],
    ),
    Case(
        "shares of full time",
        |e| {
            e.change("officers.csv", "officer,yes,1,", "officer,yes,0,");
            e.change("officers.csv", "officer,no,0.8", "officer,no,1.01");
            e.change("officers.csv", "yes,0.55,", "yes,full,");
            e.change("officers.csv", "officer,yes,0.8", "officer,yes,0.555");
            e.change("officers.csv", "supervisor,yes,", "supervisor,yes,80");
            e.change("officers.csv", "manager,no,", "manager,no,-0.5");
        },
        &[
            "officers.csv:2: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
            "officers.csv:3: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
            "officers.csv:4: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
            "officers.csv:5: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
            "officers.csv:6: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
            "officers.csv:7: fte: found something that is no share, expected a number above 0 and at most 1, such as 0.8",
        ],
    ),
];

const TWICE: &[Case] = &[
    Case(
        "an offender",
        |e| e.append("offenders.csv", "R001,Quillfeather,Zebedee,1970-02-03\n"),
        &["offenders.csv:14: offender_ref: found R001, expected a reference of its own, line 2 has the same"],
    ),
    Case(
        "an offender whose reference does not look like one",
        |e| {
            e.append("offenders.csv", "Quill Feather,Quillfeather,,\n");
            e.append("offenders.csv", "Quill Feather,Quillfeather,,\n");
        },
        &["offenders.csv:15: offender_ref: found something unknown that does not look like a reference, \
           expected a reference of its own, line 14 has the same"],
    ),
    Case(
        "visits, among rows in order and out of it",
        |e| {
            e.append(
                "visits.csv",
                "V0003,R001,2024-11-20,18:40,no-reply,no,P101;P102;S201;P103,notified,no,2024-11-20\n",
            );
            e.append("visits.csv", "V0001,R010,2024-07-20,,seen,,,,,\n");
            e.append("visits.csv", "V0001,R010,2024-07-21,,seen,,,,,\n");
        },
        &[
            "visits.csv:16: visit_ref: found V0003, expected a reference of its own, line 4 has the same",
            "visits.csv:17: visit_ref: found V0001, expected a reference of its own, line 2 has the same",
            "visits.csv:18: visit_ref: found V0001, expected a reference of its own, line 2 has the same",
        ],
    ),
];
