//! Generated registers through the program, held against the recount.

use std::process::{Command, Stdio};

use homevisit::act;
use homevisit::act::import::{Request, import};
use homevisit::domain::offender::Facts;
use homevisit::domain::requirement::{Event, Fate, Rules, fold};
use homevisit::generate::{Shape, Spec, generate};
use homevisit::store::{Scope, Store, StoreError};
use serde_json::Value;
use tempfile::TempDir;

use crate::kit::{AS_OF, FROM};
use crate::recount::{Register, rows};
use crate::reports_kit::{BASELINE, day};

pub struct Unit {
    pub folder: TempDir,
    pub store: Store,
    pub alike: Vec<(String, String)>,
}

impl Unit {
    pub fn generated(offenders: u32, seed: u64) -> Unit {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("register");
        let last_day = AS_OF.parse().unwrap();
        generate(&Spec { offenders, seed, last_day, years: 3, shape: Shape::Realistic }, &dir).unwrap();
        let (mut store, _) = act::init(&folder.path().join("unit.db"), "tester", None, BASELINE).unwrap();
        let request = Request { dir: &dir, actor: "tester", today: day(AS_OF), id: None };
        let report = import(&mut store, &request, &mut |_| ()).unwrap();
        assert_eq!(report.worries.alike_count, report.worries.alike.len() as u64);
        Unit { folder, store, alike: report.worries.alike }
    }

    pub fn people(&self) -> Vec<(String, Facts)> {
        let mut people = Vec::new();
        let view = self.store.snapshot(None).unwrap();
        view.each_offender(Scope::All, |_, reference, facts| {
            people.push((reference.to_owned(), facts.clone()));
            Ok::<_, StoreError>(())
        })
        .unwrap();
        people
    }

    pub fn rules(&self) -> Rules {
        let view = self.store.snapshot(None).unwrap();
        Rules { book: view.book().unwrap(), history_from: view.history_from().unwrap() }
    }

    pub fn said(&self, asked: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
        command.env_clear().env("HOMEVISIT_DB", self.folder.path().join("unit.db")).stdin(Stdio::null());
        let output = command.args(asked).output().unwrap();
        assert!(output.status.success(), "{asked:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn json(&self, asked: &[&str]) -> Value {
        serde_json::from_str(&self.said(&[asked, &["--format", "json"]].concat())).unwrap()
    }
}

#[test]
fn a_generated_register_is_counted_as_a_day_at_a_time_counts_it() {
    let mut some = std::collections::BTreeSet::new();
    for seed in [3, 4] {
        let unit = Unit::generated(260, seed);
        let (people, rules) = (unit.people(), unit.rules());
        let register =
            Register { dir: &unit.folder.path().join("register"), rules: &rules, people: &people, alike: &unit.alike };
        let said = unit.json(&["integrity", "--as-of", AS_OF]);
        assert_eq!((&said["from"], &said["as_of"]), (&FROM.into(), &AS_OF.into()));
        let patterns = said["patterns"].as_array().unwrap();
        let recounted = register.all();
        assert_eq!(patterns.len(), recounted.len());
        for pattern in patterns {
            let name = pattern["pattern"].as_str().unwrap();
            let (cases, looked_at) = recounted[name];
            assert_eq!(
                (&pattern["cases"], &pattern["looked_at"]),
                (&cases.into(), &looked_at.into()),
                "{name} of {seed}"
            );
            assert_eq!(pattern["rows"].as_array().unwrap().len() as u64, cases, "{name} of {seed}");
            if cases > 0 {
                some.insert(name.to_owned());
            }
        }
        seen(&register, &said["not_seen"]);
    }
    assert!(some.len() >= 9, "a count of none proves little: {some:?}");
}

/// What no pattern sees, by the files.
fn seen(register: &Register<'_>, said: &Value) {
    let visits = rows(register.dir, "visits.csv");
    let of_time: Vec<_> = visits.iter().filter(|visit| (FROM..=AS_OF).contains(&visit["date"].as_str())).collect();
    let count = |key: &str| of_time.iter().filter(|visit| visit[key].is_empty()).count() as u64;
    let effective = of_time.iter().filter(|visit| visit["outcome"] == "seen" && visit["premises"] == "notified");
    let people = rows(register.dir, "offenders.csv");
    let expected = [
        ("visits", of_time.len() as u64),
        ("visits_no_time", count("time")),
        ("visits_no_officers", count("officers")),
        ("visits_no_recording", count("recorded_on")),
        ("effective", effective.clone().count() as u64),
        ("effective_no_time", effective.filter(|visit| visit["time"].is_empty()).count() as u64),
        ("records", people.len() as u64),
        ("records_no_likeness", people.iter().filter(|row| row["date_of_birth"].is_empty()).count() as u64),
    ];
    for (key, number) in expected {
        assert_eq!(said[key], number, "{key}");
    }
}

#[test]
fn visits_that_could_be_foreseen_are_counted_as_the_audit_and_the_files_have_them() {
    let unit = Unit::generated(260, 5);
    let (people, rules) = (unit.people(), unit.rules());
    let said = unit.json(&["predictability", "--as-of", AS_OF]);
    let (mut managed, mut too_few, mut shares) = (0, 0, [0; 4]);
    for (_, facts) in &people {
        let Some(period) = facts.management.iter().find(|period| period.covers(day(AS_OF))) else { continue };
        managed += 1;
        let begins = period.from.max(rules.history_from.unwrap());
        let mut in_time = Vec::new();
        fold(facts, &rules, day(AS_OF), &mut |event| {
            if let Event::Counted(counted) = event
                && counted.fate == Fate::OnTime
            {
                in_time.push((counted.visit.unwrap(), counted.due));
            }
        })
        .unwrap();
        let effective = facts.visits.iter().filter(|visit| {
            begins <= visit.day
                && visit.day <= day(AS_OF)
                && rules.book.kind_of(visit) == homevisit::domain::visit::VisitKind::Effective
        });
        let mut days: std::collections::BTreeMap<_, Vec<_>> = Default::default();
        effective.for_each(|visit| days.entry(visit.day).or_default().extend(visit.time));
        if days.len() < 4 {
            too_few += 1;
            continue;
        }
        let last: Vec<_> = days.into_iter().rev().take(4).collect();
        let weekday = |on: &homevisit::domain::day::Day| chrono::Datelike::weekday(&on.to_naive());
        let shared = last.iter().all(|(on, _)| weekday(on) == weekday(&last[0].0));
        let times: Vec<u16> = last.iter().filter_map(|(_, times)| times.iter().min().copied()).collect();
        let spread = times.iter().max().unwrap_or(&0) - times.iter().min().unwrap_or(&0);
        let soon = |on| {
            let tier = homevisit::domain::offender::holding(&facts.tiers, on);
            let version = &rules.book.versions()[0];
            version.tier(tier.unwrap_or(version.untiered())).unwrap().due_soon_days
        };
        let eve = last.iter().all(|(on, _)| {
            in_time.iter().any(|(visit, due)| visit == on && due.days_since(*on) <= i64::from(soon(*on)))
        });
        let band = times.len() == 4 && spread <= 180;
        let each = [shared, band, eve, shared || band || eve];
        shares.iter_mut().zip(each).for_each(|(share, is)| *share += u64::from(is));
    }
    let expected = [("weekday", shares[0]), ("band", shares[1]), ("before_due", shares[2]), ("predictable", shares[3])];
    assert_eq!((&said["managed"], &said["too_few"]), (&Value::from(managed), &Value::from(too_few)));
    for (key, number) in expected {
        assert_eq!(said[key], number, "{key}");
    }
    assert!(shares.iter().all(|share| *share > 0), "{shares:?}");
    assert_eq!(said["rows"].as_array().unwrap().len() as u64, shares[3]);
    let list = unit.json(&["worklist", "--all", "--as-of", AS_OF]);
    let told = list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["flags"].as_array().unwrap().contains(&"predictable".into()));
    assert_eq!(told.count() as u64, shares[3], "the same stands on the rows of the list");
}
