//! What the generator promises, read back from the files it writes.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;

use super::{GenerateError, Shape, Spec, Summary, generate};

const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");

/// A row by the names of its columns.
type Row = HashMap<String, String>;

fn spec(offenders: u32, shape: Shape) -> Spec {
    Spec { offenders, seed: 11, last_day: LAST_DAY, years: 3, shape }
}

fn made(spec: &Spec) -> (tempfile::TempDir, Summary) {
    let dir = tempfile::tempdir().expect("a directory");
    let summary = generate(spec, dir.path()).expect("a register");
    (dir, summary)
}

fn rows(dir: &Path, file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(dir.join(file)).expect("a file");
    reader.deserialize().map(|row| row.expect("a row of the right length")).collect()
}

fn bytes(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().expect("a name"), std::fs::read(entry.path()).expect("a file")))
        .collect();
    files.sort();
    files
}

fn day(cell: &str) -> Option<NaiveDate> {
    (!cell.is_empty()).then(|| cell.parse().expect("a date"))
}

fn covers(row: &Row, day_wanted: NaiveDate) -> bool {
    day(&row["from"]) <= Some(day_wanted) && day(&row["until"]).is_none_or(|until| day_wanted < until)
}

fn by_offender(rows: Vec<Row>) -> HashMap<String, Vec<Row>> {
    let mut by = HashMap::<_, Vec<_>>::new();
    for row in rows {
        by.entry(row["offender_ref"].clone()).or_default().push(row);
    }
    by
}

fn managed(dir: &Path) -> HashSet<String> {
    let running = rows(dir, "management.csv").into_iter().filter(|row| covers(row, LAST_DAY));
    running.map(|row| row["offender_ref"].clone()).collect()
}

#[test]
fn the_same_spec_gives_the_same_bytes_and_another_seed_gives_others() {
    let wanted = spec(200, Shape::Realistic);
    let ((first, _), (again, _)) = (made(&wanted), made(&wanted));
    assert_eq!(bytes(first.path()), bytes(again.path()));
    let (other, _) = made(&Spec { seed: 12, ..wanted });
    assert_ne!(bytes(first.path()), bytes(other.path()));
}

#[test]
fn the_demonstration_register_is_the_one_its_seed_makes() {
    let (dir, _) = made(&Spec { seed: 39, ..spec(850, Shape::Realistic) });
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    for ((name, made), (kept_name, kept)) in bytes(dir.path()).iter().zip(&bytes(&kept)) {
        assert_eq!(name, kept_name);
        assert!(made == kept, "{name} is no longer what the generator makes: write data/demo anew");
    }
}

#[test]
fn the_summary_counts_the_rows_of_each_file() {
    let (dir, summary) = made(&spec(300, Shape::Realistic));
    let counted = [
        ("officers.csv", summary.officers),
        ("offenders.csv", summary.offenders),
        ("management.csv", summary.management),
        ("addresses.csv", summary.addresses),
        ("tiers.csv", summary.tiers),
        ("owners.csv", summary.owners),
        ("statuses.csv", summary.statuses),
        ("plans.csv", summary.plans),
        ("visits.csv", summary.visits),
    ];
    for (file, count) in counted {
        assert_eq!(rows(dir.path(), file).len() as u64, count, "{file}");
    }
    assert_eq!(summary.offenders, 300);
}

#[test]
fn a_directory_that_holds_anything_is_left_alone() {
    let dir = tempfile::tempdir().expect("a directory");
    std::fs::write(dir.path().join("notes.txt"), "mine").expect("a file");
    let refused = generate(&spec(5, Shape::Plain), dir.path());
    assert!(matches!(refused, Err(GenerateError::NotEmpty(_))), "{refused:?}");
    assert_eq!(bytes(dir.path()), [("notes.txt".to_owned(), b"mine".to_vec())]);
}

#[test]
fn numbers_beyond_the_bounds_are_refused_before_anything_is_made() {
    let dir = tempfile::tempdir().expect("a directory");
    let place = dir.path().join("register");
    let plain = spec(5, Shape::Plain);
    for wrong in [
        Spec { offenders: 0, ..plain },
        Spec { offenders: 1_000_001, ..plain },
        Spec { years: 0, ..plain },
        Spec { years: 31, ..plain },
        Spec { last_day: NaiveDate::MAX, ..plain },
        Spec { last_day: NaiveDate::MIN, ..plain },
    ] {
        assert!(matches!(generate(&wrong, &place), Err(GenerateError::OutOfRange { .. })), "{wrong:?}");
    }
    assert!(!place.exists());
}

#[test]
fn every_period_ends_after_it_begins_and_managements_never_touch() {
    let (dir, _) = made(&spec(3000, Shape::Realistic));
    for file in ["management.csv", "statuses.csv", "plans.csv"] {
        for row in rows(dir.path(), file) {
            assert!(day(&row["until"]).is_none_or(|until| Some(until) > day(&row["from"])), "{file}: {row:?}");
        }
    }
    let managements = by_offender(rows(dir.path(), "management.csv"));
    assert_eq!(managements.len(), 3000);
    for spans in managements.values() {
        for pair in spans.windows(2) {
            assert!(day(&pair[0]["until"]).is_some_and(|until| Some(until) < day(&pair[1]["from"])), "{pair:?}");
        }
    }
}

#[test]
fn no_two_facts_share_a_key() {
    let (dir, _) = made(&spec(3000, Shape::Realistic));
    for (file, key) in [
        ("offenders.csv", &["offender_ref"][..]),
        ("visits.csv", &["visit_ref"]),
        ("officers.csv", &["officer_id", "from"]),
        ("management.csv", &["offender_ref", "from"]),
        ("addresses.csv", &["offender_ref", "from"]),
        ("tiers.csv", &["offender_ref", "from"]),
        ("owners.csv", &["offender_ref", "from"]),
        ("statuses.csv", &["offender_ref", "status", "from"]),
        ("plans.csv", &["offender_ref", "kind", "from"]),
    ] {
        let mut known = HashSet::new();
        for row in rows(dir.path(), file) {
            let cells: Vec<_> = key.iter().map(|column| row[*column].clone()).collect();
            assert!(known.insert(cells), "{file}: {row:?}");
        }
    }
}

#[test]
fn no_visit_is_later_than_the_last_day_or_written_down_before_it_was_made() {
    for (shape, years) in [(Shape::Realistic, 3), (Shape::Realistic, 1), (Shape::Plain, 3)] {
        let (dir, _) = made(&Spec { years, ..spec(1000, shape) });
        for row in rows(dir.path(), "visits.csv") {
            let made_on = day(&row["date"]).expect("a day");
            assert!(made_on <= LAST_DAY, "{row:?}");
            assert!(day(&row["recorded_on"]).is_none_or(|on| made_on <= on && on <= LAST_DAY), "{row:?}");
        }
    }
}

#[test]
fn every_officer_is_known_but_one_who_is_found_only_in_two_visits() {
    let (dir, _) = made(&spec(850, Shape::Realistic));
    let known: HashSet<_> = rows(dir.path(), "officers.csv").into_iter().map(|row| row["officer_id"].clone()).collect();
    for (file, column) in [("tiers.csv", "set_by"), ("owners.csv", "officer_id"), ("plans.csv", "authorised_by")] {
        for row in rows(dir.path(), file) {
            assert!(known.contains(&row[column]), "{file}: {row:?}");
        }
    }
    let mut strangers = 0;
    for row in rows(dir.path(), "visits.csv") {
        for officer in row["officers"].split(';').filter(|id| !id.is_empty() && !known.contains(*id)) {
            assert_eq!(officer, "OF-999");
            strangers += 1;
        }
    }
    assert_eq!(strangers, 2);
}

#[test]
fn own_intervals_have_a_rule_and_desk_based_plans_a_day_of_review() {
    let (dir, _) = made(&spec(3000, Shape::Realistic));
    for row in rows(dir.path(), "plans.csv") {
        assert_eq!(row["kind"] == "interval", row["every"].starts_with("FREQ="), "{row:?}");
        assert!(row["authorised_by"].starts_with("SU-"), "{row:?}");
        assert_eq!(row["kind"] == "reactive", day(&row["review_by"]) > day(&row["from"]), "{row:?}");
    }
}

#[test]
fn a_unit_of_850_has_17_officers_in_three_teams_one_of_whom_left_and_one_moved() {
    let (dir, _) = made(&spec(850, Shape::Realistic));
    let officers = rows(dir.path(), "officers.csv");
    let ids = |role| {
        let of_role = officers.iter().filter(move |row| row["role"] == role);
        of_role.map(|row| &row["officer_id"]).collect::<HashSet<_>>().len()
    };
    assert_eq!((ids("officer"), ids("supervisor"), ids("manager")), (17, 3, 1));
    let serving = officers.iter().filter(|row| row["role"] == "officer");
    assert_eq!(serving.map(|row| &row["team"]).collect::<HashSet<_>>().len(), 3);
    assert_eq!(officers.len(), 22);
    assert_eq!(officers.iter().filter(|row| !row["active_until"].is_empty()).count(), 1);
}

#[test]
fn the_shares_of_a_realistic_register_are_about_what_is_said_of_it() {
    let (dir, _) = made(&spec(3000, Shape::Realistic));
    let managed = managed(dir.path());
    let share = |file: &str, wanted: &dyn Fn(&Row) -> bool| {
        let having = rows(dir.path(), file).into_iter().filter(|row| covers(row, LAST_DAY) && wanted(row));
        let who: HashSet<_> =
            having.map(|row| row["offender_ref"].clone()).filter(|who| managed.contains(who)).collect();
        100.0 * who.len() as f64 / managed.len() as f64
    };
    let absent = share("statuses.csv", &|row| row["status"] != "missing");
    let missing = share("statuses.csv", &|row| row["status"] == "missing");
    let desk = share("plans.csv", &|row| row["kind"] == "reactive");
    let own = share("plans.csv", &|row| row["kind"] == "interval");
    assert!((16.0..24.0).contains(&absent), "absent {absent}");
    assert!((0.3..2.0).contains(&missing), "missing {missing}");
    assert!((2.0..6.0).contains(&desk), "reactive {desk}");
    assert!((1.5..5.0).contains(&own), "own interval {own}");
    assert!((2640..2900).contains(&managed.len()), "managed {}", managed.len());
}

#[test]
fn about_a_fifth_of_those_at_home_were_last_seen_longer_ago_than_their_tier_allows() {
    let (dir, _) = made(&spec(3000, Shape::Realistic));
    let (managed, tiers) = (managed(dir.path()), by_offender(rows(dir.path(), "tiers.csv")));
    let passing = ["statuses.csv", "plans.csv"].iter().flat_map(|file| rows(dir.path(), file));
    let kept: HashSet<_> = passing.filter(|row| covers(row, LAST_DAY)).map(|row| row["offender_ref"].clone()).collect();
    let mut seen = HashMap::new();
    for row in rows(dir.path(), "visits.csv") {
        if row["outcome"] == "seen" && row["premises"] == "notified" {
            seen.insert(row["offender_ref"].clone(), day(&row["date"]).expect("a day"));
        }
    }
    let at_home: Vec<_> = managed.iter().filter(|who| !kept.contains(*who) && tiers.contains_key(*who)).collect();
    let long_ago = at_home.iter().filter(|who| {
        let set = tiers[**who].iter().rfind(|row| day(&row["from"]) <= Some(LAST_DAY));
        let days = match set.map_or("high", |row| row["tier"].as_str()) {
            "very-high" => 31,
            "high" => 92,
            "medium" => 184,
            _ => 366,
        };
        seen.get(**who).is_some_and(|seen| LAST_DAY.signed_duration_since(*seen).num_days() > days)
    });
    let share = 100.0 * long_ago.count() as f64 / at_home.len() as f64;
    assert!((16.0..28.0).contains(&share), "{share}");
}

#[test]
fn two_pairs_of_records_look_like_one_person_each() {
    let (dir, _) = made(&spec(850, Shape::Realistic));
    let mut alike = HashMap::<_, u32>::new();
    for row in rows(dir.path(), "offenders.csv").iter().filter(|row| !row["date_of_birth"].is_empty()) {
        let plain = format!("{} {}", row["family_name"], row["given_names"]).to_lowercase();
        let plain = plain.replace('é', "e").replace('ö', "o");
        let mut names: Vec<_> = plain.split_whitespace().map(str::to_owned).collect();
        names.sort();
        *alike.entry((row["date_of_birth"].clone(), names)).or_default() += 1;
    }
    assert_eq!(alike.values().filter(|count| **count == 2).count(), 2);
}

#[test]
fn a_plain_register_has_one_of_each_fact_and_only_visits_and_attempts() {
    let (dir, summary) = made(&spec(500, Shape::Plain));
    let facts = [summary.management, summary.addresses, summary.tiers, summary.owners];
    assert_eq!(facts, [500; 4]);
    assert!(!dir.path().join("statuses.csv").exists() && !dir.path().join("plans.csv").exists());
    let mut effective = HashSet::new();
    for row in rows(dir.path(), "visits.csv") {
        assert_eq!(row["premises"], "notified");
        match row["outcome"].as_str() {
            "seen" => _ = effective.insert(row["offender_ref"].clone()),
            other => assert!(["no-reply", "refused", "out", "not-resident"].contains(&other), "{row:?}"),
        }
    }
    assert_eq!(effective.len(), 500);
    assert!(rows(dir.path(), "management.csv").iter().all(|row| row["until"].is_empty()));
}

#[test]
fn one_offender_is_a_register_too() {
    for shape in [Shape::Realistic, Shape::Plain] {
        let (_dir, summary) = made(&Spec { years: 1, ..spec(1, shape) });
        assert_eq!(summary.offenders, 1);
    }
}
