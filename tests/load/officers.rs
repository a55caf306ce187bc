//! Who is on file on a day: everybody, each once, and who may no longer act apart.

use std::collections::BTreeSet;

use homevisit::domain::day::Day;
use homevisit::domain::offender::{OfficerKey, Since};
use homevisit::domain::officer::{Officer, OfficerRecord, Role, Roster};
use homevisit::render::{Accounts, officers as render};
use homevisit::report::officers::{Officers, Serves};

use crate::reports_kit::{day, rules};

fn record(from: Day, role: Role, fte: Option<u16>, until: Option<&str>) -> Since<OfficerRecord> {
    let team = "South East of the whole unit".to_owned();
    let active_until = until.map(day);
    Since { from, what: OfficerRecord { team, role, accredited: false, fte_hundredths: fte, active_until } }
}

fn roster() -> Roster {
    let of = |id: &str, records| Officer { id: id.to_owned(), records };
    let came = day("2025-02-01");
    Roster::new([
        (
            OfficerKey(1),
            of(
                "P-9",
                vec![record(Day::MIN, Role::Officer, None, None), record(came, Role::Supervisor, Some(80), None)],
            ),
        ),
        (OfficerKey(2), of("P-2", vec![record(came, Role::Officer, Some(100), Some("2025-06-01"))])),
        (OfficerKey(3), of("A-1", vec![record(day("2026-01-01"), Role::Manager, None, None)])),
    ])
}

fn list(as_of: &str) -> Officers {
    Officers::of(&roster(), &BTreeSet::from(["P-9".to_owned()]), &rules(), day(as_of)).unwrap()
}

#[test]
fn everybody_on_file_stands_in_it_as_of_the_day() {
    let of = |as_of: &str| -> Vec<(String, Serves, Role)> {
        list(as_of).rows.into_iter().map(|row| (row.id, row.serves, row.record.unwrap().role)).collect()
    };
    let (nine, two, one) = ("P-9".to_owned(), "P-2".to_owned(), "A-1".to_owned());
    use Role::{Manager, Officer, Supervisor};
    use Serves::{Left, Now, ToCome};
    assert_eq!(
        of("2025-01-31"),
        [(nine.clone(), Now, Officer), (one.clone(), ToCome, Manager), (two.clone(), ToCome, Officer)]
    );
    assert_eq!(
        of("2025-05-31"),
        [(two.clone(), Now, Officer), (nine.clone(), Now, Supervisor), (one.clone(), ToCome, Manager)]
    );
    assert_eq!(of("2026-01-01"), [(one, Now, Manager), (nine, Now, Supervisor), (two, Left, Officer)]);
}

#[test]
fn it_fits_and_says_the_same_in_every_form() {
    let officers = list("2025-07-01");
    let shown = render::table(&officers, 80);
    assert!(shown.lines().all(|line| line.len() <= 80), "{shown}");
    assert!(shown.contains("3 officers on file: 1 in service, 1 to come, 1 left."), "{shown}");
    let line = |id: &str| shown.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(
        line("P-9").contains("supervisor") && line("P-9").contains("0.80") && line("P-9").ends_with("yes"),
        "{shown}"
    );
    assert!(line("P-2").contains("1 Feb 2025") && line("P-2").contains("1 Jun 2025"), "{shown}");
    assert!(line("A-1").contains(" ? "), "a share that is not recorded is none: {shown}");
    render::paper(&officers).check().unwrap();
    let mut json = Vec::new();
    render::json(&officers, Accounts::Bound, &mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&json["in_service"], &json["to_come"], &json["left"]), (&1.into(), &1.into(), &1.into()));
    let bound: Vec<bool> =
        json["rows"].as_array().unwrap().iter().map(|row| row["account_bound"].as_bool().unwrap()).collect();
    assert_eq!(bound, [true, false, false]);
}
