//! What a spreadsheet says in words of its own, held against the JSON of the same list.

use calamine::Data;
use serde_json::Value;

use crate::kit::{DAY, Unit};
use crate::sheets::{Sheet, day, number, sheet, text};

fn said(cell: &Data) -> String {
    if *cell == Data::Empty { String::new() } else { cell.to_string() }
}

fn rows<'j>(json: &'j Value, at: &str) -> &'j Vec<Value> {
    json.pointer(at).unwrap().as_array().unwrap()
}

/// `5 Jan 2015`.
fn short(day: &Value) -> String {
    let day: chrono::NaiveDate = day.as_str().unwrap().parse().unwrap();
    day.format("%-d %b %Y").to_string()
}

#[test]
fn what_excuses_the_unseen_is_said_whole() {
    let unit = Unit::demo();
    let list = ["unseen", "--as-of", DAY];
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "unseen.xlsx"));
    let sheet = sheet(&file, "Unseen");
    let mut kinds = std::collections::BTreeSet::new();
    for (row, cells) in rows(&json, "/rows").iter().zip(&sheet.rows) {
        let excuses = row["excuses"].as_array().unwrap();
        let one = |excuse: &Value| {
            let kind = excuse["kind"].as_str().unwrap();
            kinds.insert(kind.to_owned());
            let begins = match kind {
                "custody" => "in custody",
                "hospital" => "in hospital",
                "abroad" => "abroad",
                "elsewhere" => "accepted elsewhere",
                "missing" => "whereabouts unknown",
                "reactive" => "desk-based plan",
                "interval" => "own interval of",
                other => panic!("{other}"),
            };
            (begins, format!("since {}", short(&excuse["since"])))
        };
        let expected: Vec<(&str, String)> = excuses.iter().map(one).collect();
        let whole = said(&cells["What excuses it"]);
        let excused = excuses.iter().any(|excuse| excuse["excuses"] == true);
        assert_eq!(whole.starts_with("nothing"), !excused, "{whole}");
        let parts = whole.trim_start_matches("nothing").trim_start_matches(" (").trim_end_matches(')');
        let parts: Vec<&str> = parts.split("; ").filter(|part| !part.is_empty()).collect();
        assert_eq!(parts.len(), expected.len(), "{whole}");
        for (part, (begins, since)) in parts.iter().zip(expected) {
            assert!(part.starts_with(begins) && part.contains(&since), "{part} is not {begins} {since}");
        }
    }
    assert_eq!(kinds.len(), 7, "each kind is there: {kinds:?}");
}

/// A day to come, so many days from now: bookings are made for no other.
#[allow(clippy::disallowed_methods)]
fn ahead(days: u64) -> String {
    (chrono::Utc::now().date_naive() + chrono::Days::new(days)).to_string()
}

/// Somebody of an officer's who was seen, and tried since.
fn somebody_of(unit: &Unit, officer: &str) -> String {
    let list = unit.json(&["worklist", "--all", "--as-of", DAY]);
    let mut of = rows(&list, "/rows").iter().filter(|row| row["officer_id"] == officer);
    let tried = of.find(|row| row["last_visit"].is_string() && row["attempts_since"].as_u64().unwrap() > 1);
    tried.unwrap()["offender_ref"].as_str().unwrap().to_owned()
}

/// The demonstration with a warning, a booking for a day and a cover on it.
fn working(day: &str) -> Unit {
    let unit = Unit::demo();
    let one = somebody_of(&unit, "OF-01");
    unit.done(&["marker", "add", &one, "dogs", "--from", "2026-01-05", "--because", "seen there", "--actor", "OF-01"]);
    unit.done(&["book", &one, "--on", day, "--at", "10:30", "--officers", "OF-01,OF-02", "--actor", "OF-01"]);
    let cover = ["cover", "OF-03", "--with", "OF-04", "--from", &ahead(6), "--until", &ahead(14)];
    unit.done(&[&cover[..], &["--because", "leave", "--actor", "SU-01"]].concat());
    unit
}

#[test]
fn warnings_what_is_for_today_and_what_is_to_be_acted_on_are_those_of_the_list() {
    let on = &ahead(7);
    let unit = working(on);
    let list = ["worklist", "--all", "--as-of", on];
    let covered_by = format!("covered by OF-04 until {}", short(&ahead(14).into()));
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "list.xlsx"));
    let sheet = sheet(&file, "Worklist");
    let (mut warned, mut booked, mut covered) = (0, 0, 0);
    for (row, cells) in rows(&json, "/rows").iter().zip(&sheet.rows) {
        let of = &row["offender_ref"];
        let many = |field: &str| row[field].as_array().unwrap().len();
        let warnings = said(&cells["Warnings"]);
        assert_eq!(warnings, if many("markers") > 0 { "Dogs" } else { "" }, "{of}");
        let today = said(&cells["For today"]);
        let now = row["bookings"].as_array().unwrap().iter().filter(|booking| booking["date"] == **on).count();
        assert_eq!(today.contains("booked 10:30"), now > 0, "{of}: {today}");
        let act = said(&cells["To act on"]);
        let count = |field: &str| row[field].as_u64().unwrap();
        let retry = row["retry_by"].as_str().filter(|by| *by >= on.as_str());
        let parts = [
            (count("missed") > 0, format!("whole cycles missed: {}", count("missed"))),
            (count("attempts_since") > 0, format!("tried {} time", count("attempts_since"))),
            (retry.is_some(), "try again by".to_owned()),
            (row["within_tolerance"] == true, "within the tolerance".to_owned()),
            (row["no_fixed_abode"] == true, "no fixed abode".to_owned()),
            (many("covered_by") > 0, covered_by.clone()),
            (many("bookings") > 0, "booked".to_owned()),
        ];
        for (holds, part) in &parts {
            assert_eq!(act.contains(part), *holds, "{of}: {part} of {act}");
        }
        // each flag, notices among them, is one part; what is said beside them is another each; what visits share goes on
        let beside = parts.iter().filter(|(holds, _)| *holds).count();
        let goes_on = |part: &&str| part.is_empty() || part.starts_with("all ") || part.starts_with("each ");
        let many_said = act.split("; ").filter(|part| !goes_on(part)).count();
        assert_eq!(many_said, many("flags") + beside, "{of}: {act}");
        warned += many("markers");
        booked += now;
        covered += many("covered_by");
    }
    assert!(warned == 1 && booked == 1 && covered > 10, "{warned}, {booked}, {covered}");
}

#[test]
fn flagged_visits_are_the_same_in_both() {
    let unit = Unit::demo();
    let list = ["visit", "flagged", "--from", "2026-03-01", "--to", DAY];
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "flagged.xlsx"));
    let flagged = sheet(&file, "Flagged visits");
    assert!(flagged.rows.len() > 50 && flagged.rows.len() == rows(&json, "/rows").len());
    for (row, cells) in rows(&json, "/rows").iter().zip(&flagged.rows) {
        for (head, field) in [("Visit", "visit_ref"), ("Offender", "offender_ref"), ("Time", "time")] {
            assert_eq!(cells[head], text(&row[field]), "{head}");
        }
        assert_eq!(day(&cells["Day"]), row["day"]);
        assert_eq!(cells["In act"], number(&row["recorded_act"]));
        let wrong = said(&cells["What is wrong"]);
        assert_eq!(wrong.split("; ").count(), row["remarks"].as_array().unwrap().len(), "{wrong}");
        let officers: Vec<&str> = row["officers"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(said(&cells["Officers"]), officers.join(", "));
    }
    let counts = sheet(&file, "Counts").rows;
    let all: f64 = counts.iter().map(|row| row["Visits"].to_string().parse::<f64>().unwrap()).sum();
    let remarks: usize = rows(&json, "/rows").iter().map(|row| row["remarks"].as_array().unwrap().len()).sum();
    assert_eq!(all, remarks as f64);
}

#[test]
fn a_comparison_is_the_same_in_both() {
    let unit = Unit::demo();
    let list = ["audit", "--from", "2025-04-01", "--to", DAY, "--as-of", DAY, "--compare-known", "1"];
    let (json, file) = (unit.json(&list), unit.file(&list, "xlsx", "compared.xlsx"));
    let figures = sheet(&file, "Figures").rows;
    let mut at = figures.iter();
    for row in rows(&json, "/rows").iter().chain([&json["total"]]) {
        let figures = row["then"].as_object().unwrap();
        let mut said_of: Vec<String> = Vec::new();
        for _ in figures {
            let cells = at.next().unwrap();
            let figure = &said(&cells["Figure"]).replace(' ', "_");
            let then = &figures[figure];
            said_of.push(figure.clone());
            assert_eq!((&cells["Then"], &cells["Now"]), (&number(then), &number(&row["now"][figure])), "{figure}");
            let differs = row["now"][figure].as_i64().unwrap() - then.as_i64().unwrap();
            assert_eq!(cells["Difference"], Data::Float(differs as f64), "{figure}");
        }
        said_of.sort();
        assert!(said_of.iter().eq(figures.keys()), "each once: {said_of:?}");
    }
    assert!(at.next().is_none());
    let cases = sheet(&file, "Cases").rows;
    let people: std::collections::BTreeSet<String> = cases.iter().map(|cells| said(&cells["Offender"])).collect();
    let expected = rows(&json, "/cases").iter().map(|case| case["offender_ref"].as_str().unwrap().to_owned());
    assert_eq!(people, expected.collect());
    assert!(!people.is_empty());
}

#[test]
fn a_person_is_the_same_in_both_and_as_a_page() {
    let unit = Unit::demo();
    let one = &somebody_of(&unit, "OF-01");
    unit.done(&["marker", "add", one, "dogs", "--from", "2026-01-05", "--because", "seen", "--actor", "OF-01"]);
    let show = ["show", one, "--as-of", DAY, "--visits", "3"];
    let (json, file) = (unit.json(&show), unit.file(&show, "xlsx", "person.xlsx"));
    let visits: Sheet = sheet(&file, "Visits");
    assert_eq!((visits.rows.len(), rows(&json, "/visits").len()), (3, 3));
    for (visit, cells) in rows(&json, "/visits").iter().zip(&visits.rows) {
        assert_eq!((&cells["Visit"], day(&cells["Day"])), (&text(&visit["visit_ref"]), visit["date"].clone()));
        let time = match &cells["Time"] {
            Data::Empty => Value::Null,
            Data::DateTime(at) => {
                let minutes = (at.as_f64() * 1440.0).round() as u32;
                format!("{:02}:{:02}", minutes / 60, minutes % 60).into()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(time, visit["time"], "the hours tried");
        let officers: Vec<&str> = visit["officers"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(said(&cells["Officers"]), officers.join(", "));
    }
    let who = sheet(&file, "Person").rows;
    let says = |what: &str| said(&who.iter().find(|row| said(&row["What"]) == what).unwrap()["As recorded"]);
    assert_eq!((says("Reference"), says("Warnings")), (one.clone(), "Dogs".to_owned()));
    assert_eq!(says("Name"), json["name"].as_str().unwrap());
    assert!(says("Officer").starts_with(json["owners"][0]["officer_id"].as_str().unwrap()));
    assert!(says("Address").contains(json["addresses"][0]["address"].as_str().unwrap()));
    let recorded = sheet(&file, "Recorded").rows;
    let many = |field: &str| rows(&json, field).len();
    for (what, field) in [("address", "/addresses"), ("officer", "/owners"), ("risk level", "/tiers")] {
        assert_eq!(recorded.iter().filter(|row| said(&row["What"]) == what).count(), many(field), "{what}");
    }
    assert_eq!(sheet(&file, "To act on").rows.len(), many("/notices"));
    let page = std::fs::read_to_string(unit.file(&show, "html", "person.html")).unwrap();
    assert!(page.contains("<title>One person, as at 2026-03-31"), "no name in the title");
    assert!(page.contains(rows(&json, "/visits")[0]["visit_ref"].as_str().unwrap()) && page.contains("Dogs"));
}
