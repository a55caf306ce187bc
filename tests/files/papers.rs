//! What holds of every list and report as a file: all of them, each in every format.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::kit::{DAY, Unit};

/// Every list and report of the demonstration's register, by a name for its file.
pub const EVERY: [(&str, &[&str]); 16] = [
    ("worklist", &["worklist", "--all", "--as-of", DAY]),
    ("audit", &["audit", "--from", "2025-04-01", "--to", DAY, "--as-of", DAY, "--cases"]),
    ("compared", &["audit", "--from", "2025-04-01", "--to", DAY, "--as-of", DAY, "--compare-known", "1"]),
    ("unseen", &["unseen", "--as-of", DAY]),
    ("flagged", &["visit", "flagged", "--from", "2026-03-01", "--to", DAY]),
    ("overview", &["overview", "--as-of", DAY]),
    ("moor", &["overview", "--as-of", DAY, "--team", "Moor"]),
    ("cases", &["cases", "days-overdue", "--as-of", DAY]),
    ("nobody", &["cases", "broken-not-owed", "--as-of", DAY]),
    ("trend", &["trend", "--measure", "days-overdue", "--from", "2025-04-01", "--to", DAY, "--group-by", "tier"]),
    ("owed", &["trend", "--measure", "owed", "--from", "2024-04-01", "--to", DAY, "--group-by", "officer"]),
    ("load", &["load", "--as-of", DAY]),
    ("officers", &["officer", "list", "--as-of", DAY]),
    ("forecast", &["forecast", "--as-of", DAY]),
    ("integrity", &["integrity", "--as-of", DAY]),
    ("predictability", &["predictability", "--as-of", DAY]),
];

#[test]
fn every_figure_of_a_row_of_totals_is_a_live_formula() {
    let unit = Unit::demo();
    let mut seen = BTreeMap::new();
    for (name, words) in EVERY {
        let file = unit.file(words, "xlsx", &format!("{name}.xlsx"));
        let mut book: Xlsx<_> = open_workbook(&file).unwrap();
        for sheet in book.sheet_names() {
            let cells = book.worksheet_range(&sheet).unwrap();
            let formulas = book.worksheet_formula(&sheet).unwrap();
            let total = cells.rows().position(|row| row[0].to_string().ends_with("(of the rows shown)"));
            let Some(total) = total else { continue };
            for (at, cell) in cells.rows().nth(total).unwrap().iter().enumerate().skip(1) {
                let place = (total as u32, at as u32);
                let live = formulas.get_value(place).is_some_and(|formula| !formula.is_empty());
                assert!(live || *cell == Data::Empty, "{name}, {sheet}: {cell:?} at {place:?} is no formula");
                *seen.entry(name).or_insert(0) += usize::from(live);
            }
        }
    }
    let most = ["overview", "moor"].map(|name| seen.remove(name).unwrap());
    assert!(most.iter().all(|count| *count >= 23), "{most:?}");
    let least = [("audit", 30), ("cases", 1), ("forecast", 14), ("load", 13), ("nobody", 1), ("worklist", 4)];
    for (name, least) in least {
        assert!(seen[name] >= least, "none is lost, of a list without rows neither: {name} has {}", seen[name]);
    }
}
