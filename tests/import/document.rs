//! `docs/extract.md` is what the program does.

use homevisit::domain::extract::File;
use homevisit::import::limits;

use crate::kit::Unit;

const DOCUMENT: &str = include_str!("../../docs/extract.md");

/// The cells of every row of the table under a heading.
fn table(heading: &str) -> Vec<Vec<String>> {
    let (_, after) = DOCUMENT.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = after.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn every_column_stands_in_it_in_italics_where_it_may_be_absent() {
    let written = table("The files");
    assert_eq!(written.len(), File::TABLES.len() + 1);
    for (file, row) in File::TABLES.into_iter().chain([File::Extract]).zip(&written) {
        let columns = file.columns().iter().map(|column| match column.required {
            true => format!("`{}`", column.name),
            false => format!("*`{}`*", column.name),
        });
        let name = if file.required() { format!("`{}`", file.name()) } else { format!("*`{}`*", file.name()) };
        assert_eq!(row[..2], [name, columns.collect::<Vec<_>>().join(", ")]);
    }
}

#[test]
fn every_limit_stands_in_it() {
    let number = |limit: usize| limit.to_string();
    let expected = [
        ("a reference: of an offender, an officer, a visit", number(limits::REFERENCE), "characters"),
        ("a family name, given names, an officer's name", number(limits::NAME), "characters"),
        ("a team", number(limits::TEAM), "characters"),
        ("an address", number(limits::ADDRESS), "characters"),
        ("a postcode", number(limits::POSTCODE), "characters"),
        ("a reason", number(limits::REASON), "characters"),
        ("a rule", number(limits::RULE), "characters"),
        ("`source`", number(limits::SOURCE), "characters"),
        ("officers of one visit", number(limits::ATTENDING), "ids"),
        ("a row, line breaks within quotes included", number(limits::ROW_BYTES), "bytes"),
        ("new officers of one extract known from its visits alone", number(limits::FROM_VISITS), "officers"),
        ("columns of a first line", number(limits::COLUMNS), "columns"),
        ("`extract.toml`", number(limits::NOTE_BYTES as usize), "bytes"),
        ("offenders, and officers, of a register", number(limits::SUBJECTS as usize), "each"),
    ];
    let expected = expected.map(|(what, limit, unit)| [what.to_owned(), format!("{limit} {unit}")].to_vec());
    assert_eq!(table("Limits"), expected);
}

/// The example's files, each under its name as a code block.
#[test]
fn its_example_is_taken_in() {
    let (_, after) = DOCUMENT.split_once("\n## An example\n").unwrap();
    let example = after.split("\n## ").next().unwrap();
    let mut unit = Unit::new();
    File::TABLES.iter().for_each(|file| unit.remove(file.name()));
    let blocks: Vec<&str> = example.split("```").collect();
    for pair in blocks.chunks_exact(2) {
        let file = pair[0].trim_end().trim_end_matches(':').trim_matches('`');
        unit.write(file.rsplit('`').next().unwrap(), pair[1].split_once('\n').unwrap().1);
    }
    let report = unit.taken();
    assert!(report.files.iter().all(|file| file.new > 0), "a row of every file");
    assert_eq!(report.worries.managed, 2);
}
