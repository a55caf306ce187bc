//! What nobody has looked into, and what is about to end.

use homevisit::domain::notice::{Notice, Told};
use homevisit::domain::offender::{Facts, Status, StatusPeriod};
use homevisit::domain::work::Confirmation;

use super::reports_kit::{HIGH, day, period, person};
use super::{baseline_but, told, told_by, told_on};

fn away(status: Status, from: &str, until: Option<&str>) -> Facts {
    let mut facts = person(HIGH, 1, &[]);
    facts.statuses.push(StatusPeriod { status, period: period(from, until) });
    facts
}

fn confirmed(status: Status, on: &str) -> Confirmation {
    Confirmation { status, day: day(on) }
}

#[test]
fn a_status_of_any_kind_is_unconfirmed_after_the_policys_days() {
    for status in Status::ALL {
        let facts = away(*status, "2025-03-01", Some("2025-06-01"));
        let cases = [("2025-03-29", false), ("2025-03-30", true), ("2025-05-31", true), ("2025-06-01", false)];
        told_on(status.as_str(), &facts, Notice::Unconfirmed, &cases);
        let expected = Told::Unconfirmed { status: *status, since: day("2025-03-01") };
        assert!(told(&facts, "2025-03-30").contains(&expected));
    }
}

#[test]
fn a_confirmation_of_that_status_since_it_began_counts_from_its_day() {
    for (what, confirmation, since) in [
        ("of it", confirmed(Status::Custody, "2025-03-20"), "2025-03-20"),
        ("on its first day", confirmed(Status::Custody, "2025-03-01"), "2025-03-01"),
        ("of another", confirmed(Status::Abroad, "2025-03-20"), "2025-03-01"),
        ("before it began", confirmed(Status::Custody, "2025-02-28"), "2025-03-01"),
    ] {
        let mut facts = away(Status::Custody, "2025-03-01", None);
        facts.work.confirmations.push(confirmation);
        let since = day(since);
        let cases = [(since.plus_days(28).to_string(), false), (since.plus_days(29).to_string(), true)];
        let cases: Vec<_> = cases.iter().map(|(now, told)| (now.as_str(), *told)).collect();
        told_on(what, &facts, Notice::Unconfirmed, &cases);
        let now = since.plus_days(29).to_string();
        assert_eq!(told(&facts, &now), [Told::Unconfirmed { status: Status::Custody, since }], "{what}");
    }
    let mut facts = away(Status::Custody, "2025-03-01", None);
    facts.work.confirmations.push(confirmed(Status::Custody, "2025-04-05"));
    let cases = [("2025-04-04", true), ("2025-04-05", false)];
    told_on("one of a later day plays no part", &facts, Notice::Unconfirmed, &cases);
}

#[test]
fn the_policy_says_how_often() {
    let facts = away(Status::Custody, "2025-03-01", None);
    for (days, told) in [(9, true), (10, false)] {
        let rules = baseline_but("confirm_days = 28 ", &format!("confirm_days = {days} "));
        assert_eq!(!told_by(&facts, "2025-03-11", &rules).is_empty(), told, "{days}");
    }
}

#[test]
fn an_absence_that_ends_within_a_fortnight_returns_soon() {
    let facts = away(Status::Abroad, "2025-03-10", Some("2025-03-31"));
    let cases = [("2025-03-16", false), ("2025-03-17", true), ("2025-03-30", true), ("2025-03-31", false)];
    told_on("abroad", &facts, Notice::ReturnsSoon, &cases);
    let expected = Told::ReturnsSoon { status: Status::Abroad, until: day("2025-03-31") };
    assert_eq!(told(&facts, "2025-03-17"), [expected]);
    told_on("no end", &away(Status::Abroad, "2025-03-10", None), Notice::ReturnsSoon, &[("2025-03-17", false)]);
    let missing = away(Status::Missing, "2025-03-10", Some("2025-03-31"));
    told_on("missing is no absence", &missing, Notice::ReturnsSoon, &[("2025-03-30", false)]);
}

#[test]
fn nobody_returns_from_one_absence_into_another() {
    let and = |status, from: &str, until| {
        let mut facts = away(Status::Abroad, "2025-03-10", Some("2025-03-31"));
        facts.statuses.push(StatusPeriod { status, period: period(from, until) });
        facts
    };
    let back = Told::ReturnsSoon { status: Status::Abroad, until: day("2025-03-31") };
    for (what, facts, returns) in [
        ("in custody then", and(Status::Custody, "2025-03-12", None), false),
        ("in custody until the day after", and(Status::Custody, "2025-03-12", Some("2025-04-01")), false),
        ("in custody until that day", and(Status::Custody, "2025-03-12", Some("2025-03-31")), true),
        ("missing then", and(Status::Missing, "2025-03-12", None), true),
        ("custody that has not begun plays no part", and(Status::Custody, "2025-03-31", None), true),
    ] {
        assert_eq!(told(&facts, "2025-03-20").contains(&back), returns, "{what}");
    }
}

#[test]
fn management_that_ends_within_four_weeks_is_ending_soon() {
    let mut facts = person(HIGH, 1, &[]);
    facts.management = vec![period("2024-12-20", Some("2025-06-29"))];
    let cases = [("2025-05-31", false), ("2025-06-01", true), ("2025-06-28", true)];
    told_on("an end", &facts, Notice::EndingSoon, &cases);
    assert_eq!(told(&facts, "2025-06-01"), [Told::EndingSoon { until: day("2025-06-29") }]);
}
