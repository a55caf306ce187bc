//! The rulebook's worked examples (section 7): each explanation says the expected day and shows its sum.

use super::cases::{Case, baseline, day};
use homevisit::domain::cadence::Interval;
use homevisit::domain::visit::{Outcome, Premises};
use homevisit::render::explain::{json, text};
use homevisit::report::explain::Explanation;

/// A case, the day, and what its text must say.
type Example = (Case, &'static str, &'static [&'static str]);

fn examples() -> Vec<Example> {
    let seen = |tier: &str| Case::new(tier).seen("2025-01-01");
    let march = || Case::new("high").from("2025-03-01").seen("2025-03-10");
    let custody = |from: &str, until: &str| Case::new("high").seen("2025-01-01").status("custody", from, Some(until));
    let abroad = |from: &str, until: &str| Case::new("high").seen("2025-01-01").status("abroad", from, Some(until));
    vec![
        (march(), "2025-06-09", &["10 Mar 2025 + 3 months = 10 Jun 2025", "Due 10 Jun 2025", "Listed due"]),
        (
            march(),
            "2025-06-10",
            &["Due 10 Jun 2025", "Listed due", "Overdue no", "11 Jun 2025 The visit due 10 Jun 2025 becomes overdue"],
        ),
        (
            march(),
            "2025-06-11",
            &["No visit that counts was made by 10 Jun 2025", "1 day after 10 Jun 2025", "cycles missed none"],
        ),
        (
            march().no_reply("2025-06-09"),
            "2025-09-11",
            &[
                "10 Mar 2025 + 2 × 3 months = 10 Sep 2025",
                "Due 10 Jun 2025, the oldest visit owed",
                "93 days after 10 Jun 2025",
                "Whole cycles missed 1:",
                "Attempts since 1",
                "Nobody answered: an attempt, which meets nothing and moves no date",
            ],
        ),
        (
            Case::new("very-high").from("2025-01-20").seen("2025-01-31"),
            "2025-02-01",
            &["31 Jan 2025 + 1 month = 28 Feb 2025, the last day of a shorter month", "Due 28 Feb 2025"],
        ),
        (
            Case::new("very-high").from("2025-01-20").seen("2025-01-31"),
            "2025-04-01",
            &["31 Jan 2025 + 2 × 1 month = 31 Mar 2025", "31 Jan 2025 + 3 × 1 month = 30 Apr 2025, the last day"],
        ),
        (
            seen("medium").tier("2025-05-20", "high"),
            "2025-05-20",
            &[
                "1 Jan 2025 + 3 months = 1 Apr 2025",
                "20 May 2025 + 14 days = 3 Jun 2025",
                "it is now due 3 Jun 2025",
                "Due 3 Jun 2025",
            ],
        ),
        (
            seen("low").tier("2025-02-01", "high"),
            "2025-02-01",
            &["The later of 1 Apr 2025 and 15 Feb 2025 is 1 Apr 2025: it is now due 1 Apr 2025"],
        ),
        (
            seen("low").own(Interval::Days(7), "2025-03-01", None),
            "2025-03-01",
            &[
                "1 Mar 2025 + 1 week = 8 Mar 2025",
                "1 Mar 2025 + 28 days = 29 Mar 2025",
                "Due 8 Mar 2025",
                "own interval: every 1 week, instead of the 12 months",
            ],
        ),
        (
            seen("high").tier("2025-04-10", "low"),
            "2025-04-10",
            &["Due 1 Apr 2025, the oldest visit owed", "9 days after 1 Apr 2025"],
        ),
        (
            seen("high").tier("2025-03-01", "low"),
            "2025-03-01",
            &[
                "1 Mar 2025 + 45 days = 15 Apr 2025",
                "Nobody lengthens their way out of it: it stays due 1 Apr 2025",
                "by 12 months each",
            ],
        ),
        (seen("high").tier("2025-03-01", "low"), "2025-04-02", &["1 Apr 2025 + 12 months = 1 Apr 2026"]),
        (
            seen("high").tier("2025-02-10", "low"),
            "2025-02-10",
            &["10 Feb 2025 + 45 days = 27 Mar 2025", "It is now due 1 Jan 2026"],
        ),
        (
            seen("high").tier("2025-02-10", "low").tier("2025-03-31", "high"),
            "2025-03-31",
            &["31 Mar 2025 + 14 days = 14 Apr 2025", "Due 14 Apr 2025"],
        ),
        (
            seen("low").status("abroad", "2025-03-01", Some("2025-03-11")).tier("2025-03-05", "high"),
            "2025-03-11",
            &["10 days in all", "compared with the last day on which visits were required", "it is now due 1 Apr 2025"],
        ),
        (
            custody("2025-01-10", "2025-01-20"),
            "2025-01-20",
            &[
                "custody always calls for a first visit on return",
                "20 Jan 2025 + 15 days = 4 Feb 2025",
                "(1 Apr 2025), whichever is earliest: 4 Feb 2025",
            ],
        ),
        (
            abroad("2025-01-10", "2025-01-20"),
            "2025-01-20",
            &["goes on, due 1 Apr 2025 as before", "calls for a first visit on return only from 28 days"],
        ),
        (
            abroad("2025-03-30", "2025-04-04"),
            "2025-04-04",
            &["1 Apr 2025 + 5 days = 6 Apr 2025", "whichever is earlier: 6 Apr 2025"],
        ),
        (
            custody("2025-04-05", "2025-05-01"),
            "2025-05-02",
            &[
                "The overdue one, due 1 Apr 2025, stays owed, frozen",
                "5 days after 1 Apr 2025",
                "2 Apr 2025 to 4 Apr 2025 (3 days) and 1 May 2025 to 2 May 2025 (2 days)",
                "the next falls due 16 May 2025",
                "17 May 2025 The visit due 16 May 2025 becomes overdue too; the one due 1 Apr 2025 is then missed",
            ],
        ),
        (
            abroad("2025-03-06", "2025-04-02"),
            "2025-04-02",
            &["1 Apr 2025 + 27 days = 28 Apr 2025", "whichever is earlier: 17 Apr 2025"],
        ),
        (
            abroad("2025-01-10", "2025-02-06").status("abroad", "2025-02-07", Some("2025-03-06")),
            "2025-03-06",
            &[
                "after time abroad of 28 days or more a first visit takes its place",
                "set aside for 54 days in all",
                "Due 21 Mar 2025",
            ],
        ),
        (
            seen("high").reactive("2025-04-05", None),
            "2025-07-05",
            &[
                "nobody is moved to a desk with a visit owed",
                "95 days after 1 Apr 2025",
                "the desk-based plan would take effect the day after",
            ],
        ),
        (
            seen("high").reactive("2025-03-10", Some("2025-06-10")),
            "2025-04-01",
            &["10 Mar 2025 + 45 days = 24 Apr 2025", "about to fall due, and one is due 1 Apr 2025"],
        ),
        (
            seen("low").reactive("2025-03-01", None).tier("2025-06-01", "very-high"),
            "2025-06-01",
            &[
                "The risk level is raised, which ends the desk-based plan",
                "1 Jun 2025 + 15 days = 16 Jun 2025",
                "Due 16 Jun 2025",
            ],
        ),
        (
            Case::new("low").from("2014-01-01").history("2025-01-01").seen("2023-03-10"),
            "2025-01-01",
            &[
                "Managed since 1 Jan 2014; the record is complete only from this day",
                "10 Mar 2023 + 12 months = 10 Mar 2024",
                "10 Mar 2023 + 2 × 12 months = 10 Mar 2025",
                "cycles missed none",
            ],
        ),
        (
            seen("low").seen("2025-03-01"),
            "2025-03-02",
            &["59 of 365 days; twice 59 is less than 365", "1 Mar 2025 + 12 months = 1 Mar 2026", "Due 1 Mar 2026"],
        ),
    ]
}

/// The text on one line, however it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn worked_examples_say_their_day_and_show_their_sum() {
    for (case, as_of, expected) in examples() {
        let told = text(&case.explain(as_of), 80, false);
        let flat = flat(&told);
        for words in expected {
            assert!(flat.contains(words), "{as_of}: `{words}` is not in\n{told}");
        }
    }
}

#[test]
fn every_line_fits_the_width_and_no_day_is_torn() {
    for (case, as_of, _) in examples() {
        for width in [60, 80, 120] {
            let told = text(&case.clone().explain(as_of), width, true);
            assert!(told.lines().all(|line| line.chars().count() <= width), "{told}");
            assert!(told.lines().all(|line| !line.ends_with(" Jun") && line == line.trim_end()), "{told}");
        }
    }
}

#[test]
fn what_does_not_count_says_why() {
    let case = Case::new("high")
        .visit("2025-01-02", Outcome::Seen, Premises::NotRecorded)
        .visit("2025-01-02", Outcome::Seen, Premises::Other)
        .visit("2025-01-03", Outcome::Abandoned, Premises::Notified);
    let told = flat(&text(&case.explain("2025-01-04"), 80, false));
    assert!(told.contains("Seen at premises that were not recorded: a contact and not a visit that counts"), "{told}");
    assert!(told.contains("What was not recorded is never taken for the notified premises."), "{told}");
    assert!(told.contains("Seen away from the notified premises: a contact"), "{told}");
    assert!(told.contains("The visit was given up: a contact"), "{told}");
}

#[test]
fn a_day_under_another_policy_names_it() {
    let mut second = baseline();
    (second.version, second.effective_from) = ("2".to_owned(), day("2025-02-01"));
    (second.tolerance_days, second.tiers[1].cadence) = (3, Interval::Months(2));
    let case = Case::new("high").seen("2025-01-01").versions(vec![baseline(), second]);
    let told = flat(&text(&case.clone().explain("2025-03-05"), 80, false));
    assert!(told.contains("by policy uk-ew-baseline, version 2."), "{told}");
    assert!(told.contains("[rulebook 4, an effective visit; policy uk-ew-baseline, version 1]"), "{told}");
    assert!(told.contains("Policy uk-ew-baseline, version 2, takes effect."), "{told}");
    assert!(told.contains("nor within the 3 days of tolerance (1 Mar 2025 + 3 days = 4 Mar 2025)"), "{told}");
    let told = flat(&text(&case.explain("2025-03-03"), 80, false));
    assert!(told.contains("past its due day, within the tolerance (1 Mar 2025 + 3 days = 4 Mar 2025)"), "{told}");
    assert!(told.contains("5 Mar 2025 The visit due 1 Mar 2025 becomes overdue."), "{told}");
}

#[test]
fn what_is_recorded_ahead_is_named_and_changes_nothing() {
    let plain = Case::new("high").seen("2025-01-01");
    let ahead = plain.clone().tier("2025-05-01", "low").status("custody", "2025-06-01", None).seen("2025-04-01");
    let (plain, ahead) = (plain.explain("2025-02-01"), ahead.explain("2025-02-01"));
    let steps = |told: &str| told.split("Recorded for days after").next().unwrap().to_owned();
    assert_eq!(
        steps(&text(&ahead, 80, true)),
        steps(&text(&plain, 80, true).replace("\nSupposing", "\nRecorded for days after"))
    );
    let told = flat(&text(&ahead, 80, false));
    assert!(told.contains("1 May 2025 risk level Low"), "{told}");
    assert!(told.contains("1 Jun 2025 custody from 1 Jun 2025, with no end recorded"), "{told}");
    assert!(told.contains("1 Apr 2025 1 visit or attempt, the last on 1 Apr 2025"), "{told}");
}

#[test]
fn an_absence_with_a_known_end_says_what_comes_of_it() {
    let case = Case::new("high").seen("2025-01-01").status("custody", "2025-02-01", Some("2025-08-01"));
    let told = flat(&text(&case.explain("2025-02-10"), 80, false));
    assert!(
        told.contains("1 Aug 2025 Custody ends by the record: a first visit is called for, due 16 Aug 2025."),
        "{told}"
    );
    assert!(told.contains("that would set the day last seen and move no date."), "{told}");
}

#[test]
fn thirty_years_are_told_in_short_and_the_whole_on_request() {
    let mut case = Case::new("high").from("1995-02-03");
    let mut on = day("1995-02-10");
    while on < day("2024-12-01") {
        case = case.seen(&on.to_string());
        on = on.plus_days(75);
    }
    let explanation = case.explain("2025-01-15");
    let told = text(&explanation, 80, false);
    assert!(flat(&told).contains("In short: 145 visits on time between 10 Feb 1995 and"), "{told}");
    assert!(flat(&told).contains("; the clock restarted each time."), "{told}");
    assert!(told.lines().count() < 45, "{told}");
    assert_eq!(explanation.lines(true).len(), 149);
}

#[test]
fn the_oldest_visit_owed_is_told_among_many_attempts_and_deadlines() {
    let mut case = Case::new("high").seen("2000-01-01").from("2000-01-01");
    for on in ["01", "03", "05", "07", "09", "11", "13", "15", "17", "19"] {
        case = case.no_reply(&format!("2000-03-{on}"));
    }
    let told = flat(&text(&case.explain("2025-01-15"), 80, false));
    assert!(told.contains("2 Apr 2000 No visit that counts was made by 1 Apr 2000"), "{told}");
    assert!(told.contains("In short: 6 attempts or contacts that moved no date between 5 Mar 2000 and"), "{told}");
    assert!(told.contains("In short: 95 deadlines passed unmet and 95 whole cycles missed between"), "{told}");
    assert!(told.contains("Due 1 Apr 2000, the oldest visit owed"), "{told}");
}

fn written(explanation: &Explanation) -> serde_json::Value {
    let mut out = Vec::new();
    json(explanation, homevisit::render::Accounts::Unbound, false, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn json_has_the_documented_shape() {
    let case = Case::new("high").from("2025-03-01").seen("2025-03-10").no_reply("2025-06-09");
    let value: serde_json::Value = written(&case.explain("2025-09-11"));
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = vec!["schema", "offender_ref", "as_of", "policy", "managed", "managements", "steps", "row"];
    expected.extend(["next", "ahead", "if_seen_today", "accounts_bound"]);
    let sorted = |mut list: Vec<&'static str>| {
        list.sort_unstable();
        list
    };
    assert_eq!(keys, sorted(expected));
    assert_eq!(value["schema"], "homevisit.explain/1");
    assert_eq!(value["row"]["due"], "2025-06-10");
    assert_eq!(value["row"]["days_overdue"], 93);
    assert_eq!(value["row"]["missed"], 1);
    assert_eq!(value["row"]["flags"], serde_json::json!(["no-owner", "no-address", "retry-overdue"]));
    assert_eq!(value["steps"][3]["kind"], "on-time");
    assert_eq!(value["steps"][3]["due"], serde_json::json!({"before": "2025-03-16", "after": "2025-06-10"}));
    assert_eq!(value["next"][0]["day"], "2025-12-11");
    assert_eq!(value["if_seen_today"]["effect"], "late");
    assert_eq!(value["if_seen_today"]["next_due"], "2025-12-11");
}

#[test]
fn somebody_not_managed_is_said_to_be_on_no_list() {
    let left = Case::new("high").until("2025-06-01").seen("2025-01-01").explain("2025-06-02");
    let told = flat(&text(&left, 80, false));
    assert!(told.contains("Not managed on 2 Jun 2025, so on no list of that day."), "{told}");
    assert!(
        told.contains("Managed from 20 Dec 2024 until 1 Jun 2025; the visit due 1 Apr 2025 was owed when it ended.")
    );
    let value: serde_json::Value = written(&left);
    assert_eq!((&value["managed"], &value["row"]), (&serde_json::json!(false), &serde_json::Value::Null));
    assert_eq!(value["managements"][0]["owed_at_end"], "2025-04-01");
    let later = Case::new("high").from("2025-09-01").explain("2025-06-02");
    assert!(flat(&text(&later, 80, false)).contains("1 Sep 2025 management from 1 Sep 2025, with no end recorded"));
}
