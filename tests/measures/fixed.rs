//! Figures worked out by hand.

use homevisit::domain::offender::{Status, StatusPeriod};
use homevisit::domain::work::{At, Direction};
use homevisit::report::measure::{Beside, Measure, Whose};
use homevisit::report::{SpecError, cases};

use crate::kit::Unit;
use crate::reports_kit::{self as kit, HIGH, LOW, day, no_reply, period, person, seen};

/// As at 30 June 2025, under the baseline: five people.
fn unit() -> Unit {
    // due 1 Apr 2025: 90 days, a whole cycle not yet gone by (1 Jul); broken and standing directions: broken
    let mut late = person(HIGH, 1, &[seen("2025-01-01"), no_reply("2025-05-05")]);
    let order = |on: &str, by: &str| Direction { at: At::end_of(day(on)), visit_by: day(by), cause: "backlog".into() };
    late.work.directions = vec![order("2025-05-01", "2025-06-01"), order("2025-06-20", "2025-07-10")];
    // due 1 Apr 2025, and in custody from 10 April: 90 days, 8 of them to visit (2 to 9 April)
    let mut frozen = person(HIGH, 2, &[seen("2025-01-01")]);
    frozen.statuses = vec![StatusPeriod { status: Status::Custody, period: period("2025-04-10", None) }];
    // due 23 June 2025: overdue since the 24th, and not a week before
    let slipped = person(HIGH, 3, &[seen("2025-03-23")]);
    // the same, visited on the 29th: neither owed now nor then
    let quick = person(HIGH, 3, &[seen("2025-03-23"), seen("2025-06-29")]);
    // due 1 Apr, owed a week before and visited on the 25th
    let right = person(LOW, 1, &[seen("2024-04-01"), seen("2025-06-25")]);
    let register = [("A", late), ("B", frozen), ("C", slipped), ("D", quick), ("E", right)];
    let register = register.into_iter().map(|(reference, facts)| (reference.to_owned(), facts)).collect();
    Unit { register, rules: kit::rules(), roster: kit::roster(), beside: Beside::default(), as_of: day("2025-06-30") }
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let overview = unit().overview(&Whose::All);
    let figures = [
        (Measure::Managed, 5),
        (Measure::Owed, 3),
        (Measure::OwedTo7, 1),
        (Measure::OwedTo90, 2),
        (Measure::OwedFrozen, 1),
        (Measure::OwedDays, 90 + 90 + 7),
        (Measure::OwedDaysVisitable, 90 + 8 + 7),
        (Measure::DirectionBroken, 1),
        (Measure::NoDirection, 2),
        (Measure::AwayCustody, 1),
        (Measure::AwayUnconfirmed, 1),
        (Measure::OwedWeekBefore, 3),
        (Measure::CameRight, 1),
        (Measure::Slipped, 1),
        (Measure::OwedStill, 2),
        (Measure::MissedMore, 0),
    ];
    for (measure, figure) in figures {
        assert_eq!(overview.total[measure], figure, "{measure}");
    }
}

#[test]
fn the_most_overdue_is_the_one_with_more_days_to_visit_of_two_owed_for_as_long() {
    let overview = unit().overview(&Whose::All);
    let high = overview.levels.iter().find(|level| level.group.word() == "high").unwrap();
    let worst = high.worst.as_ref().unwrap();
    assert_eq!((worst.reference.as_str(), worst.days, worst.visitable, worst.attempts), ("A", 90, 90, 1));
    let text = homevisit::render::overview::text(&overview, &homevisit::render::Again::default(), 80);
    let line = "High     A     P-01     2025-04-01    90     90       0      1  2025-01-01";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("a direction is broken"), "{text}");
}

#[test]
fn a_period_before_the_record_is_refused_and_one_that_reaches_back_says_what_it_counts() {
    let mut unit = unit();
    unit.rules.history_from = Some(day("2025-05-01"));
    let spec = |from: &str, to: &str| cases::Spec {
        measure: Measure::DaysOverdue,
        now: At::end_of(unit.as_of),
        period: Some((day(from), day(to))),
        whose: Whose::All,
        level: None,
    };
    let beside = Beside::default();
    let fold = |from, to| cases::Fold::new(spec(from, to), &unit.rules, &unit.roster, &beside);
    assert!(matches!(fold("2025-01-01", "2025-04-30"), Err(SpecError::BeforeHistory { .. })));
    let period = fold("2025-01-01", "2025-12-31").unwrap().finish().unwrap().period;
    assert_eq!(period, Some((day("2025-05-01"), day("2025-06-30"))));
}
