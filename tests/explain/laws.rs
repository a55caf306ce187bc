//! Laws of explanations over random histories: the proof ends in the row, and what is said to come next does.

use super::cases::{Case, some_case, some_day};
use homevisit::domain::cadence::Interval;
use homevisit::domain::day::Day;
use homevisit::domain::officer::Roster;
use homevisit::domain::requirement::{Mode, Standing, fold};
use homevisit::domain::row::Row;
use homevisit::render::explain::{json, text};
use homevisit::report::explain::{Explanation, Kind, NextChange};

const HISTORIES: u64 = 400;

/// Cases of the random histories, each with a day on which the offender is managed and the record has begun.
fn managed() -> impl Iterator<Item = (u64, Case, Day)> {
    (0..HISTORIES).flat_map(|seed| {
        let case = some_case(seed);
        let random = &mut fastrand::Rng::with_seed(seed ^ 0x5eed);
        let days: Vec<Day> = (0..4).map(|_| some_day(random)).collect();
        let begun = |case: &Case, day: Day| case.rules.history_from.is_none_or(|from| from <= day);
        let kept: Vec<Day> = days.into_iter().filter(|day| case.facts.managed_on(*day) && begun(&case, *day)).collect();
        kept.into_iter().map(move |day| (seed, case.clone(), day))
    })
}

fn standing(case: &Case, day: Day) -> Option<Standing> {
    fold(&case.facts.up_to(day), &case.rules, day, &mut |_| ()).unwrap()
}

fn explain(case: &Case, day: Day) -> Explanation {
    case.clone().explain(&day.to_string())
}

#[test]
fn the_proof_ends_in_the_row() {
    let mut told = 0;
    for (seed, case, day) in managed() {
        let explanation = explain(&case, day);
        let standing = standing(&case, day).unwrap();
        let row = &explanation.row.as_ref().unwrap().row;
        for whole in [true, false] {
            let mut lines = explanation.lines(whole);
            let begins = lines.iter().rposition(|line| matches!(line.kind, Kind::Managed | Kind::TakenUp)).unwrap();
            let lines = lines.split_off(begins);
            let met = |kind: Kind| matches!(kind, Kind::OnTime | Kind::Late | Kind::Additional);
            let last_met = lines.iter().rposition(|line| met(line.kind)).unwrap_or(0);
            let upcoming = lines.iter().filter_map(|line| line.due).next_back().and_then(|due| due.after);
            let aside = standing.set_aside.map(|(aside, _)| aside.due);
            assert_eq!(upcoming, standing.upcoming.map(|it| it.due).or(aside), "seed {seed} on {day}");
            let since = lines[last_met..].iter().filter(|line| line.kind == Kind::Overdue);
            let oldest = since.filter_map(|line| line.due).next().and_then(|due| due.before);
            let due = oldest.or(upcoming.filter(|_| standing.mode == Mode::Required));
            assert_eq!(row.due, due, "seed {seed} on {day}, whole {whole}");
        }
        told += 1;
    }
    assert!(told > 400, "{told}");
}

#[test]
fn the_days_named_as_overdue_add_up() {
    let mut named = 0;
    for (seed, case, day) in managed() {
        let explanation = explain(&case, day);
        let told = explanation.row.as_ref().unwrap();
        let overdue = &told.told.iter().find(|(field, _)| *field == "Overdue").unwrap().1;
        let Some((_, runs)) = overdue.split_once("count, ") else { continue };
        if runs.contains('…') || runs.contains("none") {
            continue;
        }
        let counts = runs.split('(').skip(1).map(|run| run.split(' ').next().unwrap().parse::<u32>().unwrap());
        assert_eq!(counts.sum::<u32>(), told.row.days_overdue, "seed {seed} on {day}: {overdue}");
        named += 1;
    }
    assert!(named > 20, "{named}");
}

/// All of a row that a next change is about.
fn about(case: &Case, day: Day) -> Option<impl PartialEq> {
    standing(case, day).map(|standing| {
        let row = Row::of(&case.facts, &case.rules, &Roster::default(), &standing, day);
        (row.bucket, row.due, row.with_overdue, row.missed, row.within_tolerance, row.tier_applied, row.flags)
    })
}

#[test]
fn what_is_said_to_change_next_is_the_first_that_does() {
    for (seed, mut case, day) in managed() {
        let next = explain(&case, day).next;
        case.facts = case.facts.up_to(day);
        let (mut here, mut on) = (about(&case, day), day);
        for NextChange { day: change, .. } in &next {
            while on.next() < *change {
                on = on.next();
                assert!(about(&case, on) == here, "seed {seed} on {day}: changes on {on} already, not {change}");
            }
            on = *change;
            let there = about(&case, on);
            assert!(there != here, "seed {seed} on {day}: nothing changes on {change}");
            here = there;
        }
        if next.is_empty() {
            let ahead = (0..800).map(|days| day.plus_days(days));
            assert!(
                ahead.into_iter().all(|on| about(&case, on) == here),
                "seed {seed} on {day}: nothing said to change"
            );
        }
    }
}

#[test]
fn what_a_visit_would_do_it_does() {
    for (seed, mut case, day) in managed() {
        let Some(supposed) = explain(&case, day).if_seen_today else { continue };
        case.facts = case.facts.up_to(day);
        case = case.seen(&day.to_string());
        let explanation = explain(&case, day);
        let upcoming = standing(&case, day).unwrap().upcoming.map(|it| it.due);
        assert_eq!(supposed.next_due, upcoming, "seed {seed} on {day}");
        let visits = [Kind::OnTime, Kind::Late, Kind::Additional, Kind::SeenOnly];
        let lines = explanation.lines(true);
        let line = lines.iter().rfind(|line| line.day == day && visits.contains(&line.kind)).unwrap();
        assert_eq!(line.kind.as_str(), supposed.word(), "seed {seed} on {day}");
    }
}

/// `10 Jun 2025` at the beginning of a text.
fn date_at(text: &str) -> Option<Day> {
    let mut parts = text.splitn(4, [' ', ',', ')', ';', '.', ':']);
    let (number, month, year) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?.parse().ok()?);
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    Day::from_ymd(year, months.iter().position(|it| *it == month)? as u32 + 1, number)
}

/// The result of a sum `base + 2 × 3 months = result`, told and reckoned.
fn sums(sentence: &str) -> Vec<(Day, Day)> {
    let sum = |(at, _): (usize, &str)| {
        let before = sentence[..at].trim_end();
        let starts = before.char_indices().filter(|(at, _)| date_at(&before[*at..]).is_some());
        let digits = |at: &usize| *at == 0 || !before.as_bytes()[at - 1].is_ascii_digit();
        let base = date_at(&before[starts.map(|(at, _)| at).rfind(digits)?..])?;
        let (added, result) = sentence[at + 3..].split_once(" = ")?;
        let (times, length) = added.split_once(" × ").unwrap_or(("1", added));
        let (count, unit) = length.split_once(' ')?;
        let count: u32 = count.parse().ok()?;
        let interval = match unit.trim_end_matches('s') {
            "day" => Interval::Days(count),
            "week" => Interval::Days(7 * count),
            "month" => Interval::Months(count),
            _ => Interval::Months(12 * count),
        };
        Some((date_at(result)?, interval.after(base, times.parse().ok()?)))
    };
    sentence.match_indices(" + ").map(|plus| sum(plus).expect(sentence)).collect()
}

#[test]
fn every_sum_is_right_and_the_earlier_is_the_earlier() {
    let (mut checked, mut compared) = (0, 0);
    for (seed, case, day) in managed() {
        for sentence in explain(&case, day).lines(true).iter().flat_map(|line| &line.sentences) {
            let sums = sums(sentence);
            assert!(sums.iter().all(|(told, right)| told == right), "seed {seed} on {day}: {sentence}");
            checked += sums.len();
            let Some((ways, chosen)) = sentence.split_once(", whichever is earlie") else { continue };
            let alone = ways.split('(').skip(1).filter(|way| !way.contains('+')).filter_map(date_at);
            let earliest = sums.iter().map(|(_, right)| *right).chain(alone).min();
            assert_eq!(date_at(chosen.split_once(": ").unwrap().1), earliest, "seed {seed} on {day}: {sentence}");
            compared += 1;
        }
    }
    assert!(checked > 1000 && compared > 300, "{checked} {compared}");
}

#[test]
fn every_history_can_be_told() {
    for seed in 0..HISTORIES {
        let case = some_case(seed);
        let mut day = super::cases::day("2024-01-01");
        while day < super::cases::day("2026-06-01") {
            let explanation = explain(&case, day);
            let told = text(&explanation, 80, true);
            assert!(!told.contains("  .") && !told.contains(" ; "), "seed {seed} on {day}\n{told}");
            assert!(json(&explanation, homevisit::render::Accounts::Bound, true, std::io::sink()).is_ok());
            day = day.plus_days(97);
        }
    }
}
