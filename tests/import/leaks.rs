//! No complaint prints a name, an address or a reason, however the cells have shifted.

use crate::kit::Unit;
use homevisit::act::import::{self, ImportError};
use homevisit::domain::deed::ActKind;
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

/// Everything an import prints, shown beforehand or taken in or not.
fn printed(unit: &mut Unit) -> String {
    shown(unit) + &taken(unit)
}

fn taken(unit: &mut Unit) -> String {
    match unit.import() {
        Ok(report) => format!("{}{report:?}", render::import::report(&report)),
        Err(error) => said(error),
    }
}

/// What `--dry-run` and `--conflicts` print, for eyes and for machines.
fn shown(unit: &mut Unit) -> String {
    let preview = unit.with_request(|store, request| import::preview(store, request, &mut |_| {}));
    let conflicts = unit.with_request(|store, request| import::conflicts(store, request, &mut |_| {}));
    let (Ok(preview), Ok(conflicts)) = (&preview, &conflicts) else {
        return preview.err().map(said).unwrap_or_default() + &conflicts.err().map(said).unwrap_or_default();
    };
    let (mut preview_json, mut conflicts_json) = (Vec::new(), Vec::new());
    render::preview::json(preview, &mut preview_json).unwrap();
    render::conflicts::json(conflicts, &mut conflicts_json).unwrap();
    let texts = [render::preview::text(preview, 80, true), render::conflicts::text(conflicts, 80)];
    let json = [preview_json, conflicts_json].map(|json| String::from_utf8(json).unwrap());
    format!("{}{}{preview:?}{conflicts:?}", texts.concat(), json.concat())
}

fn said(error: ImportError) -> String {
    match error {
        ImportError::Refused(mut complaints) => render::import::complaints(&mut complaints),
        error => error.to_string(),
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
                clean(&taken(&mut unit), &format!("{file} with {with:?} at {at}"));
            }
        }
    }
}

/// A register in which everything of everybody was corrected here, so that every row of the extract is in conflict.
fn all_in_conflict() -> Unit {
    let mut unit = Unit::filled();
    unit.here(
        ActKind::Correct,
        "insert into person_text (text_id, salt, family_name) values (900, randomblob(16), 'Mizzlethwaite');
         insert into address_text (text_id, salt, address) values (900, randomblob(16), 'Mizzlethwaite');
         insert into officer_text (text_id, salt, name) values (900, randomblob(16), 'Mizzlethwaite');
         insert into free_text (text_id, salt, value) values (900, randomblob(16), 'Mizzlethwaite');
         insert into person_fact (act_id, supersedes, offender_id, text_id)
         select ?act, fact_id, offender_id, 900 from person_fact;
         insert into address_fact (act_id, supersedes, offender_id, rank, from_day, no_fixed_abode, text_id)
         select ?act, fact_id, offender_id, rank, from_day, no_fixed_abode, 900 from address_fact;
         insert into officer_fact (act_id, supersedes, officer_id, rank, from_day, team, role, text_id)
         select ?act, fact_id, officer_id, rank, from_day, 'Mizzlethwaite', role, 900 from officer_fact;
         insert into tier_fact (act_id, supersedes, offender_id, rank, from_day, tier_id, set_by, reason)
         select ?act, fact_id, offender_id, rank, from_day, tier_id, set_by, 900 from tier_fact;
         insert into plan_fact (act_id, supersedes, offender_id, rank, kind, from_day, every, authorised_by, reason)
         select ?act, fact_id, offender_id, rank, kind, from_day, every, authorised_by, 900 from plan_fact",
    );
    unit
}

#[test]
fn a_conflict_over_a_text_says_no_more_than_that_it_is_not_the_same() {
    let mut unit = all_in_conflict();
    let printed = printed(&mut unit);
    assert_eq!(unit.conflicts().list.len(), 6 + 12 + 12 + 12 + 3);
    clean(&printed, "a conflict");
    assert!(!printed.contains("Mizzlethwaite"), "{printed}");
    assert!(
        printed.contains("    address: not the same\n")
            && printed.contains("    fte: the extract has 0.80, here nothing\n")
    );
}

#[test]
fn rows_that_have_shifted_print_nothing_of_anybody_where_all_of_them_are_in_conflict() {
    for file in FILES {
        for (number, slip) in slips().iter().enumerate() {
            let mut unit = all_in_conflict();
            unit.write(file, shift(&unit.read(file), slip, false));
            let printed = printed(&mut unit);
            clean(&printed, &format!("{file}, slip {number}"));
            assert!(!printed.contains("Mizzlethwaite"), "{printed}");
        }
    }
}

#[test]
fn a_plan_that_has_shifted_with_its_day_of_review_prints_nothing_of_anybody() {
    for (number, slip) in slips().iter().enumerate() {
        let mut unit = Unit::new();
        crate::plans::reviewed(&unit, "2025-06-01");
        unit.write("plans.csv", shift(&unit.read("plans.csv"), slip, false));
        clean(&printed(&mut unit), &format!("slip {number}"));
    }
}
