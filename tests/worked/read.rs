//! Reads the facts of an example, one a line.

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Facts, Plan, PlanKind, Since, StatusPeriod};
use homevisit::domain::policy::Book;
use homevisit::domain::visit::{Outcome, Premises, Visit};

pub fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// `2025-01-10..2025-01-20`, or `2025-01-10..` for one still running.
fn period(text: &str) -> Period {
    let (from, until) = text.split_once("..").expect("a period");
    Period { from: day(from), until: (!until.is_empty()).then(|| day(until)) }
}

/// The facts, and `history_from`.
pub fn facts(lines: &[&str], book: &Book) -> (Facts, Option<Day>) {
    let mut facts = Facts::default();
    let mut history_from = None;
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["managed", from] => facts.management.push(period(from)),
            ["history", from] => history_from = Some(day(from)),
            ["tier", tier, from] => {
                let what = book.tier_key(tier).expect("a tier of the baseline");
                facts.tiers.push(Since { from: day(from), what });
            }
            ["reactive", when] => {
                facts.plans.push(Plan { kind: PlanKind::Reactive, period: period(when), review_by: None })
            }
            ["every", rule, when] => {
                let kind = PlanKind::Interval(Interval::parse(rule).expect("a rule"));
                facts.plans.push(Plan { kind, period: period(when), review_by: None });
            }
            [status, when] if when.contains("..") => {
                facts.statuses.push(StatusPeriod { status: status.parse().expect("a status"), period: period(when) });
            }
            [outcome, on] => facts.visits.push(visit(outcome.parse().expect("an outcome"), day(on))),
            _ => panic!("no fact: {line}"),
        }
    }
    facts.sort();
    (facts, history_from)
}

fn visit(outcome: Outcome, day: Day) -> Visit {
    Visit {
        day,
        time: None,
        outcome,
        premises: Premises::Notified,
        announced: None,
        entry_sought: None,
        act: 1,
        source_days: None,
    }
}
