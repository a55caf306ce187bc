//! What the program answers for a past moment stays as it is, to the byte, whatever is recorded afterwards.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use homevisit::domain::day::Day;
use homevisit::store::KnownAt;
use serde_json::Value;

use crate::played::Played;
use crate::words::MANAGER;

const DAYS: u32 = 420;
const FIGURES: usize = 15;

fn run(db: &Path, arguments: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homevisit"));
    command.env_clear().env("HOMEVISIT_DB", db).env("HOMEVISIT_OFFICER", MANAGER).args(arguments).output().unwrap()
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn answer(db: &Path, line: &str) -> String {
    let output = run(db, &words(line));
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every way in which it can be asked for what was known at a past act; some as at another day than the act's own.
fn questions(known_at: &str, person: &str, (first, last): (Day, Day), as_of: Day) -> Vec<String> {
    let mut asked = Vec::new();
    for format in ["table", "json", "csv"] {
        let how = format!("--known-at {known_at} --format {format}");
        for day in [String::new(), format!(" --as-of {as_of}")] {
            asked.push(format!("worklist --all --everyone {how}{day}"));
            asked.push(format!("unseen {how}{day}"));
            asked.push(format!("integrity {how}{day}"));
            asked.push(format!("predictability {how}{day}"));
            asked.push(format!("audit --from {first} --to {last} --cases {how}{day}"));
        }
        for by in ["officer", "team"] {
            asked.push(format!("audit --from {first} --to {last} --as-of {as_of} --group-by {by} {how}"));
        }
        asked.push(format!("audit --from {first} --to {last} --as-of {as_of} --group-by team --compare-known 9 {how}"));
    }
    for format in ["text", "json"] {
        let how = format!("--known-at {known_at} --format {format}");
        asked.push(format!("explain {person} --whole --as-of {as_of} {how}"));
        asked.push(format!("show {person} --as-of {as_of} {how}"));
        asked.push(format!("history {person} {how}"));
    }
    asked
}

/// A policy with a tier more, other numbers and another order of risk, from tomorrow on; and one that goes back.
fn adopt(played: &Played) {
    let dir = tempfile::tempdir().unwrap();
    let baseline = include_str!("../../data/policies/uk-ew-baseline.toml");
    let later =
        baseline.replace("version = \"1\"", "version = \"2\"").replace("tolerance_days = 0 ", "tolerance_days = 6 ");
    let later = later.replace("effective_from = 2012-01-01", "effective_from = 2024-09-01");
    let file = dir.path().join("later.toml");
    std::fs::write(&file, later).unwrap();
    let line = format!("policy adopt {} --yes --retroactive --because test", file.display());
    answer(&played.path(), &line);
}

#[test]
fn an_answer_for_a_past_moment_is_the_same_to_the_byte_after_whatever_is_recorded_later() {
    let mut played = Played::nothing_of(DAYS, 7_071);
    let period = played.period();
    let mut past: Vec<(String, String)> = Vec::new();
    for part in 0..4 {
        played.go_on(DAYS / 6);
        if part == 1 {
            adopt(&played);
        }
        let view = played.store.snapshot(None).unwrap();
        let (number, moment) = (view.act().number, view.act().moment.to_string());
        drop(view);
        let asked = if part % 2 == 0 { number.to_string() } else { moment };
        let as_of = period.0.plus_days(DAYS / 6 * (part + 1));
        for question in questions(&asked, "R-00", period, as_of) {
            let said = answer(&played.path(), &question);
            let named = said.to_lowercase().contains(&format!("known at act {number}"))
                || said.contains("known_at")
                || said.contains("now_act");
            assert!(named, "{question} does not say at which act it was known");
            past.push((question, said));
        }
    }
    played.go_on(DAYS / 6);
    let same = |played: &Played, how: &str| {
        for (question, said) in &past {
            assert!(answer(&played.path(), question) == *said, "{how}: {question}");
        }
    };
    same(&played, "with the cache");
    played.store.drop_cache().unwrap();
    same(&played, "without it");
    let now = answer(&played.path(), &format!("worklist --all --everyone --as-of {} --format json", period.1));
    assert!(!now.contains("known_at"), "an answer of now says nothing of it");
}

fn json(db: &Path, line: &str) -> Value {
    serde_json::from_str(&answer(db, &format!("{line} --format json"))).unwrap()
}

fn figures(value: &Value) -> BTreeMap<String, i64> {
    let fields = value.as_object().unwrap().iter();
    fields.filter_map(|(name, value)| Some((name.clone(), value.as_i64()?))).collect()
}

/// What a case makes of a figure, all groups together.
fn of_case(case: &Value, figure: &str, side: &str) -> i64 {
    let told = case["requirements"].as_array().unwrap().iter().map(|changed| &changed[side]);
    let counts = |told: &&Value| {
        let fate = told["outcome"].as_str().unwrap_or("").replace('-', "_");
        let required = ["on_time", "late", "missed", "overdue"].contains(&fate.as_str());
        match figure {
            "required" => required,
            "recorded_late" => told["recorded_late"] == true,
            "source_dated" => told["source_recorded"].is_string(),
            "source_late" => told["source_late"] == true,
            figure => fate == figure,
        }
    };
    let days = case["days"].as_array().unwrap().iter().filter_map(|days| days[side][figure].as_i64());
    told.filter(counts).count() as i64 + days.sum::<i64>()
}

#[test]
fn what_was_known_then_and_what_was_recorded_since_make_what_is_known_now() {
    let mut played = Played::nothing_of(DAYS, 90_210);
    let period = played.period();
    let mut acts = vec![2];
    for _ in 0..3 {
        played.go_on(DAYS / 3);
        acts.push(played.store.snapshot(None).unwrap().act().number);
    }
    let db = played.path();
    let mut told = 0;
    for by in ["tier", "team"] {
        let line = format!("audit --from {} --to {} --as-of {} --group-by {by}", period.0, period.1, period.1);
        let now = json(&db, &line);
        for act in &acts {
            let then = json(&db, &format!("{line} --known-at {act}"));
            let compared = json(&db, &format!("{line} --compare-known {act}"));
            assert_eq!(compared["then"]["known_at"]["act"], *act);
            assert_eq!(figures(&compared["total"]["then"]), figures(&then["total"]), "known then, act {act}");
            assert_eq!(figures(&compared["total"]["now"]), figures(&now["total"]));
            let cases = compared["cases"].as_array().unwrap();
            assert_eq!(figures(&now["total"]).len(), FIGURES);
            for (figure, now) in figures(&now["total"]) {
                let sum = |side: &str| cases.iter().map(|case| of_case(case, &figure, side)).sum::<i64>();
                assert_eq!(figures(&then["total"])[&figure] + sum("now") - sum("then"), now, "{figure}, act {act}");
            }
            let common = !compared["in_common"].as_array().unwrap().is_empty();
            for case in cases {
                let between = case["recorded_between"].as_array().unwrap();
                assert!(common || !between.is_empty(), "nothing changes by itself: {case}");
                assert!(between.iter().all(|fact| fact["act"].as_i64().unwrap() > *act && fact["actor"] == MANAGER));
            }
            told += cases.len();
        }
        let last = json(&db, &format!("{line} --compare-known {}", acts[3]));
        assert!(last["cases"].as_array().unwrap().is_empty(), "nothing was recorded since");
    }
    assert!(told >= 20, "{told}");
}

#[test]
fn a_past_that_never_was_is_refused() {
    let mut played = Played::nothing_of(60, 5);
    played.go_on(60);
    let db = played.path();
    let last = played.store.snapshot(None).unwrap().act().number;
    let refused = |line: &str, status: i32| {
        let output = run(&db, &words(line));
        assert_eq!(output.status.code(), Some(status), "{line}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    let period = format!("--from {} --to {}", played.period().0, played.period().1);
    for command in ["worklist --all", "unseen", "explain R-00", "show R-00", "history R-00", &format!("audit {period}")]
    {
        assert!(refused(&format!("{command} --known-at 0"), 1).contains("nothing had been recorded by then"));
        assert!(refused(&format!("{command} --known-at 2001-01-01T00:00:00Z"), 1).contains("the first act was at"));
        assert!(refused(&format!("{command} --known-at {}", last + 1), 1).contains("there is no act"));
        assert!(refused(&format!("{command} --known-at yesterday"), 2).contains("expected a moment"));
        assert!(refused(&format!("{command} --known-at 2026-01-01"), 2).contains("a day alone is not enough"));
        assert!(refused(&format!("{command} --known-at 9999-01-01T00:00:00Z"), 1).contains("still to come"));
    }
    let line = format!("audit {period} --compare-known 5 --known-at 4");
    assert!(refused(&line, 1).contains("act 5 comes after act 4"));
    let line = format!("audit {period} --compare-known 9999-01-01T00:00:00Z");
    assert!(refused(&line, 1).contains("that moment is still to come"));
    assert_eq!(played.store.snapshot(Some(KnownAt::Act(1))).unwrap().act().number, 1);
}

/// The moments of the first acts are put back to a day in 2025: the answer is as at that day, at that hour.
#[test]
fn the_day_of_an_answer_for_the_past_is_that_of_the_moment() {
    let mut played = Played::nothing_of(60, 5);
    played.go_on(60);
    let db = played.path();
    let put_back = "drop trigger act_kept;
                    update act set moment = '2025-06-10T22:59:00.000000Z' where act_id < 9;
                    update act set moment = '2025-06-10T23:30:00.000000Z' where act_id = 9;";
    played.store.connection().execute_batch(put_back).unwrap();
    let as_of = |known: &str| json(&db, &format!("worklist --all --known-at {known}"))["as_of"].clone();
    assert_eq!(as_of("8"), "2025-06-10", "a minute before midnight in London");
    assert_eq!(as_of("9"), "2025-06-11", "half past midnight there");
    assert_eq!(as_of("2025-06-20T08:00:00+01:00"), "2025-06-20", "the moment asked for, not the act's");
    let unseen = json(&db, "unseen --known-at 2025-06-20T08:00:00+01:00");
    assert_eq!((&unseen["as_of"], &unseen["known_at"]["act"]), (&"2025-06-20".into(), &9.into()));
    let table = answer(&db, "unseen --known-at 9");
    assert!(
        table.contains("KNOWN AT act 9, 11 Jun 2025 at 00:30: what was recorded later has no part in it."),
        "{table}"
    );
}
