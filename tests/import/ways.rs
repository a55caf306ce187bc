//! Ways of writing the same extract, which make no difference.

use crate::kit::Unit;

const FILES: [&str; 9] = [
    "officers.csv",
    "offenders.csv",
    "management.csv",
    "addresses.csv",
    "tiers.csv",
    "owners.csv",
    "statuses.csv",
    "plans.csv",
    "visits.csv",
];

/// The facts of the small extract with every file rewritten.
fn rewritten(how: impl Fn(&str, &str) -> String) -> Vec<String> {
    let mut unit = Unit::new();
    for file in FILES {
        unit.write(file, how(file, &unit.read(file)));
    }
    unit.taken();
    unit.facts()
}

fn records(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

fn written<'r>(records: impl IntoIterator<Item = Vec<&'r str>>, style: csv::QuoteStyle) -> String {
    let mut writer = csv::WriterBuilder::new().quote_style(style).from_writer(Vec::new());
    records.into_iter().for_each(|record| writer.write_record(record).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn a_mark_either_line_ending_blank_lines_and_no_last_line_ending_make_no_difference() {
    let plain = Unit::filled().facts();
    let crlf =
        |text: &str| text.replace("Rise\nOtterby", "Rise\u{1}Otterby").replace('\n', "\r\n").replace('\u{1}', "\n");
    assert_eq!(rewritten(|_, text| format!("\u{feff}{text}")), plain);
    assert_eq!(rewritten(|_, text| crlf(text)), plain);
    assert_eq!(rewritten(|_, text| format!("\u{feff}{}", crlf(text).trim_end())), plain);
    assert_eq!(rewritten(|_, text| text.trim_end().to_owned()), plain);
    assert_eq!(rewritten(|_, text| format!("\n{text}\n\r\n\n")), plain);
}

#[test]
fn quotes_where_none_are_needed_make_no_difference() {
    let quoted = rewritten(|_, text| {
        let records = records(text);
        written(records.iter().map(|record| record.iter().collect()), csv::QuoteStyle::Always)
    });
    assert_eq!(quoted, Unit::filled().facts());
}

#[test]
fn columns_in_any_order_make_no_difference() {
    let turned = rewritten(|_, text| {
        let records = records(text);
        let turned = records.iter().map(|record| record.iter().rev().collect());
        written(turned, csv::QuoteStyle::Necessary)
    });
    assert_eq!(turned, Unit::filled().facts());
}

/// Of two rows of one key in one file the later stands for the later, so those are left in their order.
#[test]
fn rows_in_any_order_make_no_difference() {
    let turned = rewritten(|_, text| {
        let records = records(text);
        let rows: Vec<_> = records.iter().skip(1).collect();
        let held: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| cell == "2024-05-05")).collect();
        let others = rows.iter().rev().filter(|row| row.iter().all(|cell| cell != "2024-05-05"));
        let all = std::iter::once(&records[0]).chain(others.copied()).chain(held.into_iter().copied());
        written(all.map(|record| record.iter().collect()), csv::QuoteStyle::Necessary)
    });
    assert_eq!(turned, Unit::filled().facts());
}

#[test]
fn rows_in_any_order_are_the_same_extract_again() {
    let mut unit = Unit::filled();
    for file in FILES {
        let text = unit.read(file);
        let records = records(&text);
        let mut rows: Vec<_> = records.iter().skip(1).collect();
        rows.sort_by_key(|row| row.iter().rev().map(str::to_owned).collect::<Vec<_>>());
        rows.sort_by_key(|row| row.iter().any(|cell| cell == "corrected the same afternoon" || cell.starts_with("9a")));
        let all = std::iter::once(&records[0]).chain(rows);
        unit.write(file, written(all.map(|record| record.iter().collect()), csv::QuoteStyle::Necessary));
    }
    let report = unit.taken();
    assert!(!report.changed(), "{report:#?}");
}

#[test]
fn columns_that_may_be_absent_are_the_same_as_empty_ones() {
    let mut unit = Unit::new();
    let text: String =
        unit.read("tiers.csv").lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
    unit.write("tiers.csv", text);
    unit.taken();
    assert!(unit.facts().contains(&"tier R001 1 2025-02-01 medium S201 -".to_owned()));
}
