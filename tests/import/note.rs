//! `extract.toml`: what an extract says of itself.

use crate::kit::{Case, Unit, check};

#[test]
fn what_an_extract_says_of_itself_is_checked() {
    check(Unit::new, CASES);
}

#[test]
fn dates_may_stand_in_quotes_and_a_mark_may_stand_before_all() {
    let mut unit = Unit::new();
    unit.write("extract.toml", "\u{feff}taken_on = \"2025-03-31\"\r\nhistory_from = '2024-01-01'\r\nsource = \"\"\r\n");
    assert_eq!(unit.taken().history_from, Some("2024-01-01".parse().unwrap()));
    let said = &unit.store.snapshot(None).unwrap().extracts().unwrap()[0];
    assert_eq!((said.taken_on, &said.source), (Some("2025-03-31".parse().unwrap()), &None));
}

#[test]
fn a_later_extract_that_says_nothing_of_itself_takes_nothing_back() {
    let mut unit = Unit::filled();
    unit.remove("extract.toml");
    let report = unit.taken();
    assert_eq!((report.act, report.history_from), (None, Some("2024-01-01".parse().unwrap())));
}

const CASES: &[Case] = &[
    Case(
        "a misspelt key",
        |e| e.change("extract.toml", "history_from", "history_form"),
        &["extract.toml:2: found history_form, expected history_from"],
    ),
    Case(
        "a key that is none of ours",
        |e| e.change("extract.toml", "source", "\"Zebedee Quillfeather\""),
        &["extract.toml:3: found a key that is none of this file's, expected one of taken_on, history_from, source"],
    ),
    Case(
        "a number for a day, a moment for a day, a day that is none, a number for a text",
        |e| e.write("extract.toml", "taken_on = 20250331\nhistory_from = 2024-01-01T00:00:00\nsource = 7\n"),
        &[
            "extract.toml:1: taken_on: found something that is no date, expected a date such as 2025-03-31",
            "extract.toml:2: history_from: found something that is no date, expected a date such as 2025-03-31",
            "extract.toml:3: source: found something that is no text, expected a text in quotes",
        ],
    ),
    Case(
        "a day in another shape, a text of two lines",
        |e| e.write("extract.toml", "taken_on = \"31/03/2025\"\nsource = \"one\\ntwo\"\n"),
        &[
            "extract.toml:1: taken_on: found 31/03/2025, expected a date such as 2025-03-31",
            "extract.toml:2: source: found a control character, expected text without any",
        ],
    ),
    Case(
        "no TOML",
        |e| e.write("extract.toml", "taken_on = 2025-03-31\nan extract of Quillfeather\n"),
        &["extract.toml:2: found text that is no TOML, expected lines such as taken_on = 2025-03-31"],
    ),
    Case(
        "a key twice",
        |e| e.write("extract.toml", "taken_on = 2025-03-31\ntaken_on = 2025-03-30\n"),
        &["extract.toml:2: found text that is no TOML, expected lines such as taken_on = 2025-03-31"],
    ),
    Case(
        "an old encoding",
        |e| e.write("extract.toml", b"taken_on = 2025-03-31\nsource = \"S\xf8ren\"\n"),
        &["extract.toml:2: found bytes that are not UTF-8, expected text in UTF-8"],
    ),
];
