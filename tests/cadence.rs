//! The interval arithmetic of the rulebook's section 2, proved against `rrule` in its clamping form on every day of
//! eight years, and against chrono's own month addition.

use chrono::{Datelike, Months, TimeZone};
use homevisit::domain::cadence::{CadenceError, Interval};
use homevisit::domain::day::Day;
use rrule::{RRule, Tz, Unvalidated};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn every_day_of_eight_years() -> impl Iterator<Item = Day> {
    (0..8 * 366).map(|days| day("2023-12-31").plus_days(days))
}

/// A rule that takes the anchor's day of month, or the last day of a shorter month: the candidates end at the anchor's
/// day, and the last of them that the month has is taken.
fn clamping_rule(anchor: Day, months: u32) -> String {
    let on = anchor.to_naive().day();
    if on <= 28 {
        return format!("FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY={on}");
    }
    let candidates: Vec<String> = (28..=on).map(|day| day.to_string()).collect();
    format!("FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY={};BYSETPOS=-1", candidates.join(","))
}

fn by_rrule(anchor: Day, rule: &str, count: u16) -> Vec<Day> {
    let start = Tz::UTC.from_utc_datetime(&anchor.to_naive().and_hms_opt(0, 0, 0).unwrap());
    let rule: RRule<Unvalidated> = rule.parse().unwrap();
    let set = rule.build(start).unwrap();
    set.all(count).dates.into_iter().map(|moment| Day::from(moment.date_naive())).collect()
}

#[test]
fn months_agree_with_rrule_in_its_clamping_form_on_every_anchor_day() {
    for anchor in every_day_of_eight_years() {
        for months in [1, 3, 12] {
            let ours: Vec<Day> = (0..5).map(|times| Interval::Months(months).after(anchor, times)).collect();
            assert_eq!(ours, by_rrule(anchor, &clamping_rule(anchor, months), 5), "{anchor} every {months} months");
        }
    }
}

#[test]
fn days_and_weeks_agree_with_rrule() {
    for anchor in every_day_of_eight_years().step_by(7) {
        let ours: Vec<Day> =
            (0..5).map(|times| Interval::parse("FREQ=WEEKLY;INTERVAL=2").unwrap().after(anchor, times)).collect();
        assert_eq!(ours, by_rrule(anchor, "FREQ=WEEKLY;INTERVAL=2", 5));
    }
}

#[test]
fn months_agree_with_chrono_on_every_anchor_day() {
    for anchor in every_day_of_eight_years() {
        for (months, times) in [(1, 1), (1, 13), (3, 5), (6, 3), (12, 4)] {
            let chronos = anchor.to_naive().checked_add_months(Months::new(months * times)).unwrap();
            assert_eq!(Interval::Months(months).after(anchor, times), Day::from(chronos));
        }
    }
}

#[test]
fn months_are_counted_from_the_base_and_never_step_by_step() {
    let monthly = Interval::Months(1);
    assert_eq!(monthly.after(day("2025-01-31"), 1), day("2025-02-28"));
    assert_eq!(monthly.after(day("2024-01-31"), 1), day("2024-02-29"));
    assert_eq!(monthly.after(day("2025-01-31"), 2), day("2025-03-31"));
    assert_eq!(Interval::Months(12).after(day("2024-02-29"), 4), day("2028-02-29"));
}

#[test]
fn a_rule_is_read_or_refused_with_what_would_be_right() {
    let good = [
        ("FREQ=DAILY", Interval::Days(1)),
        ("FREQ=WEEKLY;INTERVAL=2", Interval::Days(14)),
        ("INTERVAL=3;FREQ=MONTHLY", Interval::Months(3)),
        ("FREQ=YEARLY", Interval::Months(12)),
    ];
    for (text, interval) in good {
        assert_eq!(Interval::parse(text), Ok(interval), "{text}");
        assert_eq!(Interval::parse(&interval.to_rule()), Ok(interval), "{text}");
    }
    let bad = [
        ("", CadenceError::NotARule),
        ("quarterly", CadenceError::NotARule),
        ("INTERVAL=3", CadenceError::NotARule),
        ("FREQ=MONTHLY;FREQ=DAILY", CadenceError::NotARule),
        ("FREQ=MONTHLY;INTERVAL=-1", CadenceError::NotARule),
        ("FREQ=MONTHLY;INTERVAL=99999999999", CadenceError::NotARule),
        ("FREQ=MONTHLY;INTERVAL=0", CadenceError::Never),
        ("FREQ=MONTHLY;BYMONTHDAY=31", CadenceError::OtherParts),
        ("FREQ=MONTHLY;COUNT=2", CadenceError::OtherParts),
        // rrule panics on this one
        ("FREQ=WEEKLY;BYDAY=0202E41\u{b7a}F", CadenceError::OtherParts),
        ("FREQ=WEEKLY;;", CadenceError::NotARule),
        ("FREQ=HOURLY", CadenceError::Frequency),
        ("FREQ=YEARLY;INTERVAL=200", CadenceError::TooLong),
    ];
    for (text, error) in bad {
        assert_eq!(Interval::parse(text), Err(error), "{text}");
    }
}

#[test]
fn two_intervals_are_the_same_whatever_the_text_and_compared_by_thirty_days_a_month() {
    assert_eq!(Interval::parse("FREQ=YEARLY"), Interval::parse("FREQ=MONTHLY;INTERVAL=12"));
    assert_eq!(Interval::parse("FREQ=WEEKLY"), Interval::parse("FREQ=DAILY;INTERVAL=7"));
    assert!(Interval::Days(31).longer_than(Interval::Months(1)));
    assert!(!Interval::Months(1).longer_than(Interval::Days(30)));
    assert_ne!(Interval::Months(1), Interval::Days(30));
}

#[test]
fn a_day_is_read_in_one_way_only() {
    assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
    for text in ["2025-2-28", "2025-02-29", "28/02/2025", "2025-02-28 ", "+025-02-28", "20250228", "1799-12-31", ""] {
        assert!(text.parse::<Day>().is_err(), "{text}");
    }
}
