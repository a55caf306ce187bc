//! No complaint prints a name, an address or a reason, however the cells have shifted.

use crate::kit::Unit;
use homevisit::act::import::ImportError;
use homevisit::render;

/// Every word of a name, an address, a postcode or a reason in the small extract.
const SECRETS: &[&str] = &[
    "Quillfeather",
    "Zebedee",
    "Tumbleweed",
    "Oriel",
    "Brackenridge",
    "brackenridge",
    "Søren",
    "SOREN",
    "Mossgrove",
    "Thistledown",
    "Ferdinand",
    "Nettlewick",
    "Elder",
    "Lucian",
    "Peppercorn",
    "Vane",
    "Isolde",
    "Dunderhill",
    "Ambrose",
    "Fernsby",
    "Cordelia",
    "Hollowbrook",
    "Jasper",
    "Jay",
    "Larkmeadow",
    "Odette",
    "Petronella",
    "Marchbanks",
    "Caspian",
    "Whistlewood",
    "Thessaly",
    "Underbridge",
    "Barnaby",
    "Oakentree",
    "Winifred",
    "Lanternlight",
    "Inkwell",
    "Passage",
    "Otterby",
    "ZZ1",
    "Candlewick",
    "Stairs",
    "bandstand",
    "Gooseberry",
    "Marmalade",
    "ZZ2",
    "Thimble",
    "Saffron",
    "Wynd",
    "ZZ3",
    "Bellows",
    "Parchment",
    "ZZ4",
    "Cobbler",
    "ZZ5",
    "Wicker",
    "settled",
    "employment",
    "panel",
    "afternoon",
    "playground",
    "moved",
];

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

/// Everything an import prints, taken in or not.
fn printed(unit: &mut Unit) -> String {
    match unit.import() {
        Ok(report) => render::import::report(&report),
        Err(ImportError::Refused(mut complaints)) => render::import::complaints(&mut complaints),
        Err(error) => error.to_string(),
    }
}

fn shift(text: &str, how: &dyn Fn(&mut Vec<String>), heading_too: bool) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for (at, record) in reader.records().enumerate() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        if at > 0 || heading_too {
            how(&mut cells);
        }
        writer.write_record(&cells).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// What may happen to the cells of a row.
type Slip = Box<dyn Fn(&mut Vec<String>)>;

/// The ways in which a row's cells slip: to the left and right, around the end, or off it.
fn slips() -> Vec<Slip> {
    let mut slips: Vec<Slip> = vec![
        Box::new(|cells| drop(cells.remove(0))),
        Box::new(|cells| cells.insert(0, String::new())),
        Box::new(|cells| {
            cells.remove(0);
            cells.push(String::new());
        }),
        Box::new(|cells| {
            cells.pop();
            cells.insert(0, String::new());
        }),
    ];
    for by in 1..9 {
        slips.push(Box::new(move |cells| {
            let by = by % cells.len();
            cells.rotate_left(by);
        }));
    }
    slips
}

fn clean(text: &str, what: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{what} prints {secret}:\n{text}");
    }
}

#[test]
fn a_row_that_has_shifted_prints_nothing_of_anybody() {
    for file in FILES {
        for (number, slip) in slips().iter().enumerate() {
            let mut unit = Unit::new();
            unit.write(file, shift(&unit.read(file), slip, false));
            clean(&printed(&mut unit), &format!("{file}, slip {number}"));
        }
    }
}

#[test]
fn every_file_shifted_at_once_prints_nothing_of_anybody() {
    for (number, slip) in slips().iter().enumerate() {
        let mut unit = Unit::new();
        FILES.iter().for_each(|file| unit.write(file, shift(&unit.read(file), slip, false)));
        clean(&printed(&mut unit), &format!("slip {number}"));
    }
}

#[test]
fn a_file_without_its_first_line_prints_nothing_of_anybody() {
    for file in FILES {
        let mut unit = Unit::new();
        let text = unit.read(file);
        unit.write(file, text.split_once('\n').unwrap().1);
        clean(&printed(&mut unit), file);
    }
}

#[test]
fn one_file_in_place_of_another_prints_nothing_of_anybody() {
    for file in FILES {
        for other in FILES {
            let mut unit = Unit::new();
            let columns = unit.read(file).lines().next().unwrap().to_owned();
            let rows = unit.read(other).split_once('\n').unwrap().1.to_owned();
            unit.write(file, format!("{columns}\n{rows}"));
            clean(&printed(&mut unit), &format!("the rows of {other} in {file}"));
        }
    }
}

#[test]
fn a_row_broken_anywhere_prints_nothing_of_anybody() {
    for file in FILES {
        let mut unit = Unit::new();
        let text = unit.read(file);
        for at in (text.find('\n').unwrap()..text.len()).step_by(11).filter(|at| text.is_char_boundary(*at)) {
            for with in ["\"", ",", "\n"] {
                unit.write(file, format!("{}{with}{}", &text[..at], &text[at..]));
                clean(&printed(&mut unit), &format!("{file} with {with:?} at {at}"));
            }
        }
    }
}
