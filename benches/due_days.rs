//! Expanding a year of due days for 100,000 anchors: ours, chrono's month addition alone, and `rrule` in its clamping
//! form, day by day the same.

mod kit;

use chrono::{Datelike, Months, NaiveDate};
use homevisit::domain::cadence::Interval;
use homevisit::domain::day::Day;
use kit::{Clock, Goal, ratio, row, shown};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

const ANCHORS: i64 = 100_000;
const CADENCES: [u32; 4] = [1, 3, 6, 12];

fn main() {
    let first = NaiveDate::from_ymd_opt(1996, 1, 1).expect("a day");
    let anchors: Vec<(NaiveDate, u32)> = (0..ANCHORS)
        .map(|at| (first + chrono::TimeDelta::days(at * 7 % 11_000), CADENCES[at as usize % CADENCES.len()]))
        .collect();
    let (sum, rules) = (ours(&anchors), rules(&anchors));
    assert_eq!(sum, by_chrono(&anchors), "equal days");
    assert_eq!(sum, by_rrule(&rules), "equal days");
    let [us, chrono] = kit::alternate(
        Clock::Wall,
        51,
        [&mut || assert_eq!(std::hint::black_box(ours(&anchors)), sum), &mut || {
            assert_eq!(std::hint::black_box(by_chrono(&anchors)), sum)
        }],
    );
    let [again, rrule] = kit::alternate(
        Clock::Wall,
        5,
        [&mut || assert_eq!(std::hint::black_box(ours(&anchors)), sum), &mut || {
            assert_eq!(std::hint::black_box(by_rrule(&rules)), sum)
        }],
    );
    let times = format!("{}; chrono {}", shown(us), shown(chrono));
    row("a year of due days, 100,000 anchors, beside chrono", Goal::AtMost(1.5), ratio(us, chrono), &times);
    let times = format!("rrule {}", shown(rrule));
    row("rrule beside that", Goal::AtLeast(40.0), ratio(rrule, again), &times);
}

/// A sum that no two different expansions share by accident.
fn mixed(sum: u64, day: NaiveDate) -> u64 {
    sum.wrapping_mul(31).wrapping_add(day.num_days_from_ce() as u64)
}

fn ours(anchors: &[(NaiveDate, u32)]) -> u64 {
    let mut sum = 0;
    for (anchor, months) in anchors {
        let (base, interval) = (Day::from(*anchor), Interval::Months(*months));
        for times in 1..=12 / months {
            sum = mixed(sum, interval.after(base, times).to_naive());
        }
    }
    sum
}

fn by_chrono(anchors: &[(NaiveDate, u32)]) -> u64 {
    let mut sum = 0;
    for (anchor, months) in anchors {
        for times in 1..=12 / months {
            sum = mixed(sum, anchor.checked_add_months(Months::new(months * times)).expect("a day"));
        }
    }
    sum
}

/// A rule for each anchor, read beforehand: of the anchor's day and the month's last, the first.
fn rules(anchors: &[(NaiveDate, u32)]) -> Vec<RRuleSet> {
    let rule = |(anchor, months): &(NaiveDate, u32)| {
        let start = anchor.and_hms_opt(0, 0, 0).expect("midnight").and_utc().with_timezone(&Tz::UTC);
        let clamped = match anchor.day() {
            day @ ..=28 => format!("BYMONTHDAY={day}"),
            day => format!("BYMONTHDAY={day},-1;BYSETPOS=1"),
        };
        let rule = format!("FREQ=MONTHLY;INTERVAL={months};COUNT={};{clamped}", 12 / months + 1);
        let rule: RRule<Unvalidated> = rule.parse().expect("a rule");
        RRuleSet::new(start).rrule(rule.validate(start).expect("a sound rule"))
    };
    anchors.iter().map(rule).collect()
}

fn by_rrule(rules: &[RRuleSet]) -> u64 {
    let mut sum = 0;
    for date in rules.iter().flat_map(|set| set.into_iter().skip(1)) {
        sum = mixed(sum, date.date_naive());
    }
    sum
}
