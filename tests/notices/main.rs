//! Notices: each told on the days it should be, and not on the days beside them.

mod absences;
mod decisions;
mod plans;
#[path = "../reports_kit/mod.rs"]
mod reports_kit;
mod visits;

use homevisit::domain::day::Day;
use homevisit::domain::notice::{Notice, Told, notices};
use homevisit::domain::offender::Facts;
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::requirement::{Rules, fold};
use homevisit::domain::visit::{Outcome, Premises, Visit};
use homevisit::domain::work::At;

use reports_kit::{BASELINE, day, rules};

/// What is told at a moment; a moment is `2025-03-31` (its end) or `2025-03-31 14:30`.
fn told_by(facts: &Facts, now: &str, rules: &Rules) -> Vec<Told> {
    let mut facts = facts.clone();
    facts.sort();
    let now = moment(now);
    let standing = fold(&facts, rules, now.day, &mut |_| ()).unwrap().expect("managed");
    notices(&facts, rules, &standing, now)
}

fn told(facts: &Facts, now: &str) -> Vec<Told> {
    told_by(facts, now, &rules())
}

/// The words told, but for those a case is not about.
fn words_of(told: &[Told], about: &[Notice]) -> Vec<&'static str> {
    told.iter().map(Told::notice).filter(|notice| about.contains(notice)).map(Notice::as_str).collect()
}

fn moment(text: &str) -> At {
    match text.split_once(' ') {
        Some((on, time)) => At { day: day(on), time: Some(minutes(time)) },
        None => At::end_of(day(text)),
    }
}

/// As recorded: without a time, none.
fn at(text: &str) -> At {
    let now = moment(text);
    At { time: now.time.filter(|_| text.contains(' ')), ..now }
}

fn minutes(time: &str) -> u16 {
    let (hours, minutes) = time.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

/// A visit at the notified premises, entry sought; `when` as for [`at`].
fn visit(when: &str, outcome: Outcome) -> Visit {
    let At { day, time } = at(when);
    Visit {
        day,
        time,
        outcome,
        premises: Premises::Notified,
        announced: None,
        entry_sought: Some(true),
        act: 1,
        source_days: None,
    }
}

/// The baseline with one line replaced.
fn baseline_but(line: &str, other: &str) -> Rules {
    assert!(BASELINE.contains(line), "{line}");
    let policy = parse(&BASELINE.replacen(line, other, 1)).unwrap();
    Rules { book: Book::new(vec![policy]).unwrap(), history_from: None }
}

/// `cases` are a moment and whether the notice is told then.
fn told_on(what: &str, facts: &Facts, notice: Notice, cases: &[(&str, bool)]) {
    for (now, expected) in cases {
        let found = told(facts, now).iter().any(|told| told.notice() == notice);
        assert_eq!(found, *expected, "{what}: {notice} at {now}");
    }
}

#[test]
fn the_words_stand_from_the_most_urgent() {
    let order = "child-no-referral decision-wanted direction-broken directed decided booking-passed address-doubt \
                 unconfirmed returns-soon ending-soon plan-ended plan-unmet review-due predictable";
    assert_eq!(Notice::WORDS.join(" "), order);
}

#[test]
fn the_pages_tell_of_each_in_that_order() {
    let page = include_str!("../../docs/notices.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), Notice::WORDS);
    let json = include_str!("../../docs/json.md");
    for word in Notice::WORDS {
        assert!(json.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn nobody_with_nothing_beside_the_rules_is_told_of() {
    let facts = reports_kit::person(reports_kit::HIGH, 1, &[reports_kit::seen("2025-01-01")]);
    assert_eq!(told(&facts, "2025-06-20"), []);
}

#[test]
fn what_is_told_of_a_day_depends_on_nothing_that_starts_after_it() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..60 {
        let as_of = day("2025-01-01").plus_days(seed as u32 * 11);
        let weekly = (0..6).map(|week| reports_kit::visit(as_of.minus_days(30).plus_days(7 * week), Outcome::Seen));
        let foreseen = reports_kit::person(reports_kit::HIGH, 1, &weekly.collect::<Vec<_>>());
        let register = reports_kit::random_working(seed, 20, as_of);
        for (reference, facts) in register.into_iter().chain([("HV-weekly".to_owned(), foreseen)]) {
            if !facts.managed_on(as_of) {
                continue;
            }
            let now = as_of.to_string();
            let found = told(&facts, &now);
            assert_eq!(found, told(&facts.up_to(as_of), &now), "{reference} of {seed}");
            assert!(found.is_sorted_by_key(Told::notice));
            seen.extend(found.iter().map(Told::notice));
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), Notice::ALL, "every notice comes up");
}

fn days_before(day: Day, days: u32) -> String {
    day.minus_days(days).to_string()
}
