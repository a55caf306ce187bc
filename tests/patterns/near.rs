//! Each number of the policy: what lies at it is shown or not as the rule says, what lies a unit beside it is not or is, and
//! both turn with the number.

use homevisit::domain::day::Day;
use homevisit::domain::offender::Status;
use homevisit::domain::pattern::{Pattern, Threshold, Thresholds};

use crate::kit::{AS_OF, Somebody, World, at, of};
use crate::reports_kit::{MEDIUM, day, seen};

/// How a number is held against its threshold.
#[derive(Clone, Copy)]
enum Shown {
    AtMost,
    AtLeast,
    MoreThan,
    Below,
}

impl Shown {
    fn holds(self, number: u32, threshold: u32) -> bool {
        match self {
            Shown::AtMost => number <= threshold,
            Shown::AtLeast => number >= threshold,
            Shown::MoreThan => number > threshold,
            Shown::Below => number < threshold,
        }
    }
}

type Case = (Threshold, Pattern, Shown, fn(u32) -> World);

const CASES: &[Case] = &[
    (Threshold::AbsenceBeforeDueDays, Pattern::AbsenceNearDue, Shown::AtMost, absence_before_due),
    (Threshold::ShortAbsenceDays, Pattern::AbsencesInARow, Shown::AtMost, |days| absences(3, 20, days)),
    (Threshold::ShortAbsences, Pattern::AbsencesInARow, Shown::AtLeast, |count| absences(count, 20, 5)),
    (Threshold::ShortAbsencesApartDays, Pattern::AbsencesInARow, Shown::AtMost, |apart| absences(3, apart, 5)),
    (Threshold::LoweredBeforeDueDays, Pattern::LoweredNearDue, Shown::AtMost, lowered_before_due),
    (Threshold::RaisedAgainCycles, Pattern::LoweredAndRaised, Shown::AtMost, raised_after),
    (Threshold::RecordedAfterDays, Pattern::RecordedLate, Shown::MoreThan, recorded_after),
    (Threshold::VisitsInAnHour, Pattern::ManyInAnHour, Shown::AtLeast, in_an_hour),
    (Threshold::MinutesBetweenVisits, Pattern::TwoPlaces, Shown::Below, minutes_apart),
    (Threshold::VisitsWithoutTime, Pattern::NoTime, Shown::AtLeast, without_time),
    (Threshold::OwnIntervals, Pattern::IntervalRenewed, Shown::AtLeast, |count| renewed(count, 0)),
    (Threshold::OwnIntervalsApartDays, Pattern::IntervalRenewed, Shown::AtMost, |apart| renewed(3, apart)),
    (Threshold::AuthorisedPlans, Pattern::OneAuthoriser, Shown::AtLeast, |count| authorised(count, count)),
    (Threshold::AuthorisedPercent, Pattern::OneAuthoriser, Shown::AtLeast, |count| authorised(count, 100)),
    (Threshold::UnseenCadences, Pattern::UnseenTooLong, Shown::AtLeast, unseen_for),
    (Threshold::EndedOwedDays, Pattern::EndedOwed, Shown::AtLeast, ended_after_due),
    (Threshold::BegunAgainDays, Pattern::BegunAgain, Shown::AtMost, begun_after),
];

/// Due on 10 Sep 2025, and not seen since.
fn due_in_september() -> Somebody {
    Somebody::seen(&["2025-06-10"])
}

const DUE: &str = "2025-09-10";

fn absence_before_due(days: u32) -> World {
    let from = day(DUE).minus_days(days);
    World::of(vec![due_in_september().away(Status::Abroad, from, Some(from.plus_days(90)))])
}

/// So many, so far apart; the last of so many days, the others of five.
fn absences(count: u32, apart: u32, last: u32) -> World {
    let (mut person, mut from) = (Somebody::seen(&["2025-06-10"]), day("2025-06-15"));
    for nth in 1..=count {
        let until = from.plus_days(if nth == count { last } else { 5 });
        person = person.away(Status::Abroad, from, Some(until));
        from = until.plus_days(apart);
    }
    World::of(vec![person])
}

fn lowered_before_due(days: u32) -> World {
    World::of(vec![due_in_september().tier(day(DUE).minus_days(days), MEDIUM)])
}

/// Medium is every six months.
fn raised_after(cycles: u32) -> World {
    let raised = day("2026-03-01");
    let lowered = raised.minus_months(6 * cycles);
    World::of(vec![Somebody::seen(&["2025-06-10"]).tier(lowered, MEDIUM).tier(raised, crate::reports_kit::HIGH)])
}

fn recorded_after(days: u32) -> World {
    let mut world = World::of(vec![due_in_september()]);
    world.people[0].facts.visits[0].act = 3;
    world.acts = vec![day("2025-06-10").plus_days(days)];
    world
}

/// Spread over exactly an hour.
fn in_an_hour(count: u32) -> World {
    let mut person = Somebody::seen(&[]);
    for nth in 0..count {
        let minute = if nth + 1 == count { 60 } else { nth * 5 };
        person.facts.visits.push(at("2025-06-10", 10, minute as u16));
        person.officers.push(vec![1, 2]);
    }
    World::of(vec![person])
}

fn minutes_apart(minutes: u32) -> World {
    let visited = |minute: u32| {
        let mut person = Somebody::new(&[at("2025-06-10", 10, minute as u16)]);
        person.officers = vec![vec![2, 1]];
        person
    };
    World::of(vec![visited(0), visited(minutes)])
}

fn without_time(count: u32) -> World {
    let mut person = Somebody::new(&[at("2025-05-01", 10, 0)]);
    for nth in 0..count {
        person.facts.visits.push(seen(&day("2025-06-01").plus_days(nth * 20).to_string()));
        person.officers.push(vec![1]);
    }
    World::of(vec![person])
}

/// High is every three months.
fn renewed(count: u32, apart: u32) -> World {
    let (mut person, mut from) = (Somebody::seen(&["2025-06-10"]), day("2025-06-12"));
    for _ in 0..count {
        let until = from.plus_days(60);
        person = person.interval(4, from, Some(until), 1);
        from = until.plus_days(apart);
    }
    World::of(vec![person])
}

/// So many of one officer, the others each of another.
fn authorised(count: u32, of: u32) -> World {
    let plan = |nth: u32| {
        let by = if nth < count { 1 } else { i64::from(nth) + 10 };
        Somebody::seen(&["2025-06-10"]).interval(4, day("2025-06-12"), None, by)
    };
    World::of((0..of).map(plan).collect())
}

/// One day more than so many cadences before the last day.
fn unseen_for(cadences: u32) -> World {
    let last = day(AS_OF).before().minus_months(3 * cadences);
    World::of(vec![Somebody::seen(&[&last.to_string()])])
}

fn ended_after_due(days: u32) -> World {
    World::of(vec![due_in_september().managed(&[(day("2010-01-04"), Some(day(DUE).plus_days(days)))])])
}

fn begun_after(days: u32) -> World {
    let ended = day("2025-06-11");
    let begun: Day = ended.plus_days(days);
    World::of(vec![due_in_september().managed(&[(day("2010-01-04"), Some(ended)), (begun, None)])])
}

fn shows(world: &World, pattern: Pattern, numbers: &Thresholds) -> bool {
    !of(&world.report(numbers), pattern).0.is_empty()
}

#[test]
fn each_number_of_the_policy_is_obeyed_to_the_unit() {
    for (threshold, pattern, shown, world) in CASES {
        let (least, most) = threshold.bounds();
        let default = threshold.default();
        for number in default.saturating_sub(1).max(least)..=(default + 1).min(most) {
            let numbers = Thresholds::default().with(*threshold, number);
            for lies in number.saturating_sub(1).max(1)..=number + 1 {
                // A hundred people cannot have authorised more than a hundred plans.
                let expected = shown.holds(lies, number);
                let said = shows(&world(lies), *pattern, &numbers);
                assert_eq!(said, expected, "{pattern}: {lies} held against {threshold} = {number}");
            }
        }
    }
}

#[test]
fn each_pattern_has_a_number_here_and_each_number_a_pattern() {
    for threshold in Threshold::ALL.iter().filter(|threshold| **threshold != Threshold::EveningFromHour) {
        let of: Vec<Pattern> = CASES.iter().filter(|case| case.0 == *threshold).map(|case| case.1).collect();
        assert_eq!(of.len(), 1, "{threshold}");
        assert!(of[0].thresholds().contains(threshold), "{threshold}");
    }
    for pattern in Pattern::ALL.iter().filter(|pattern| **pattern != Pattern::Alike) {
        assert!(CASES.iter().any(|case| case.1 == *pattern), "{pattern}");
        for threshold in pattern.thresholds() {
            let rule = |number| pattern.rule(&Thresholds::default().with(*threshold, number));
            assert_ne!(rule(17), rule(18), "{pattern} says its {threshold}");
        }
    }
}

#[test]
fn a_day_more_than_a_cadence_is_no_cycle() {
    for (days, expected) in [(0, true), (1, false)] {
        let lowered = day("2025-08-01");
        let raised = day("2026-02-01").plus_days(days);
        let person = Somebody::seen(&["2025-06-10"]).tier(lowered, MEDIUM).tier(raised, crate::reports_kit::HIGH);
        let world = World::of(vec![person]);
        assert_eq!(shows(&world, Pattern::LoweredAndRaised, &Thresholds::default()), expected);
    }
}

#[test]
fn unseen_for_exactly_two_cadences_is_not_too_long() {
    for (last, expected) in [("2025-09-29", true), ("2025-09-30", true), ("2025-10-01", false), ("2026-03-31", false)] {
        // 30 Sep and six months is 30 Mar, 1 Oct and six months 1 Apr.
        let world = World::of(vec![Somebody::seen(&[last])]);
        assert_eq!(shows(&world, Pattern::UnseenTooLong, &Thresholds::default()), expected, "{last}");
    }
}

#[test]
fn an_hour_is_sixty_minutes() {
    for (last, expected) in [(60, true), (61, false)] {
        let times = [0, 20, 40, last];
        let mut person = Somebody::new(&times.map(|minute| at("2025-06-10", 10, minute)));
        person.officers = vec![vec![3]; 4];
        let world = World::of(vec![person]);
        assert_eq!(shows(&world, Pattern::ManyInAnHour, &Thresholds::default()), expected, "{last}");
    }
}
