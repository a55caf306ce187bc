//! Names in every way of writing them, and two columns in each other's place, or a row that has slipped.

use homevisit::act::import::ImportError;
use homevisit::render;

use crate::kit::Unit;

/// In every text that must not be shown.
const MARK: &str = "zqv";

/// The columns whose texts must not be shown.
const SECRET: &[(&str, &[&str])] = &[
    ("officers.csv", &["name"]),
    ("offenders.csv", &["family_name", "given_names"]),
    ("addresses.csv", &["address", "postcode"]),
    ("tiers.csv", &["reason"]),
    ("plans.csv", &["reason"]),
];

const FILES: &[&str] = &[
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

/// A text, by its number.
type Way = fn(usize) -> String;

/// What becomes of a row.
type Slip = fn(&mut Vec<String>);

/// How a person's name may be written, or a place.
const WAYS: &[(&str, Way)] = &[
    ("two words", |number| format!("Zqvabel {} Zqvorne", letters(number))),
    ("one word", |number| format!("Zqv{}", letters(number))),
    ("small letters", |number| format!("zqv{}", letters(number))),
    ("capitals", |number| format!("ZQV{}", letters(number).to_uppercase())),
    ("with a number", |number| format!("{number} zqv lane")),
];

fn letters(number: usize) -> String {
    [number, number / 26, number * 7].iter().map(|at| char::from(b'a' + (at % 26) as u8)).collect()
}

/// The small extract with every secret text, where there was none too, written in one way.
fn marked(way: Way) -> Unit {
    let unit = Unit::new();
    let mut number = 0;
    for (file, columns) in SECRET {
        let mut rows = unit.rows(file);
        for column in *columns {
            let at = rows[0].iter().position(|name| name == column).unwrap();
            for row in &mut rows[1..] {
                number += 1;
                row[at] = way(number);
            }
        }
        unit.write_rows(file, &rows);
    }
    unit
}

/// Everything that is printed or logged of taking in an extract.
fn said(unit: &mut Unit) -> String {
    match unit.import() {
        Ok(report) => format!("{}\n{report:?}", render::import::report(&report)),
        Err(ImportError::Refused(mut complaints)) => {
            let told = render::import::complaints(&mut complaints);
            let error = ImportError::Refused(complaints);
            format!("{told}\n{error}\n{error:?}")
        }
        Err(error) => format!("{error}\n{error:?}"),
    }
}

/// Takes in the extract with other rows in one file, and looks for the mark.
fn look(unit: &mut Unit, file: &str, rows: &[Vec<String>], what: &str) {
    let whole = unit.read(file);
    unit.write_rows(file, rows);
    let said = said(unit).to_lowercase();
    let leak = said.lines().find(|line| line.contains(MARK));
    assert!(leak.is_none(), "{file}, {what}: {}", leak.unwrap_or_default());
    unit.write(file, whole);
}

#[test]
fn no_two_columns_in_each_others_place_print_a_name() {
    for (way, write) in WAYS {
        let mut unit = marked(*write);
        for file in FILES {
            let whole = unit.rows(file);
            let pairs = (0..whole[0].len()).flat_map(|one| (0..one).map(move |other| (other, one)));
            for (one, other) in pairs {
                let mut rows = whole.clone();
                rows[1..].iter_mut().for_each(|row| row.swap(one, other));
                look(&mut unit, file, &rows, &format!("{way}, columns {one} and {other}"));
            }
        }
    }
}

#[test]
fn no_single_row_that_has_slipped_prints_a_name() {
    let mut unit = marked(WAYS[2].1);
    for file in FILES {
        let whole = unit.rows(file);
        for at in 0..whole.len() {
            for (how, slip) in SLIPS {
                let mut rows = whole.clone();
                slip(&mut rows[at]);
                look(&mut unit, file, &rows, &format!("row {at} {how}"));
            }
        }
    }
}

const SLIPS: &[(&str, Slip)] = &[
    ("to the left", |row| row.rotate_left(1)),
    ("to the right", |row| row.rotate_right(1)),
    ("at a comma in a text", |row| row.insert(1, "zqv and so on".to_owned())),
];
