//! Failed attempts to a decision.

use homevisit::domain::notice::{Asks, Notice, Told};
use homevisit::domain::offender::{Address, Since, Status, StatusPeriod};
use homevisit::domain::visit::{Outcome, Premises, Visit};
use homevisit::domain::work::{Course, Decision, Stage};

use super::reports_kit::{HIGH, day, period, person};
use super::{at, baseline_but, told, told_by, told_on, visit};

fn failed(when: &str) -> Visit {
    visit(when, Outcome::NoReply)
}

fn asks(told: &[Told]) -> Vec<Asks> {
    let asks = |told: &Told| if let Told::DecisionWanted(asks) = told { asks.clone() } else { vec![] };
    told.iter().flat_map(asks).collect()
}

fn decision(when: &str, visit_by: &str) -> Decision {
    Decision { at: at(when), course: Course::Warrant, visit_by: day(visit_by), stages: vec![] }
}

#[test]
fn two_failed_attempts_with_entry_sought_at_one_address_want_a_decision() {
    let facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05")]);
    told_on(
        "two",
        &facts,
        Notice::DecisionWanted,
        &[("2025-03-04", false), ("2025-03-05", true), ("2026-01-01", true)],
    );
    assert_eq!(asks(&told(&facts, "2025-03-05")), [Asks::Attempts(2)]);
}

#[test]
fn what_is_no_such_attempt_is_not_counted() {
    type Change = fn(&mut Visit);
    let changes: &[(&str, Change)] = &[
        ("entry not sought", |visit| visit.entry_sought = Some(false)),
        ("entry not recorded", |visit| visit.entry_sought = None),
        ("elsewhere", |visit| visit.premises = Premises::Other),
        ("where, not recorded", |visit| visit.premises = Premises::NotRecorded),
        ("given up", |visit| visit.outcome = Outcome::Abandoned),
        ("on the doorstep", |visit| visit.outcome = Outcome::Doorstep),
    ];
    for (what, change) in changes {
        let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05")]);
        change(&mut facts.visits[1]);
        told_on(what, &facts, Notice::DecisionWanted, &[("2025-03-06", false)]);
    }
    for outcome in [Outcome::Refused, Outcome::Out, Outcome::NotResident] {
        let facts = person(HIGH, 1, &[failed("2025-03-03"), visit("2025-03-05", outcome)]);
        told_on(outcome.as_str(), &facts, Notice::DecisionWanted, &[("2025-03-06", true)]);
    }
}

#[test]
fn attempts_at_two_addresses_are_not_added_up() {
    let moved = |writing| {
        let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05"), failed("2025-03-06")]);
        let what = Address { text: 9, writing, blank: false, no_fixed_abode: false };
        facts.addresses.push(Since { from: day("2025-03-05"), what });
        facts
    };
    told_on("moved", &moved(2), Notice::DecisionWanted, &[("2025-03-05", false), ("2025-03-06", true)]);
    told_on("written again", &moved(1), Notice::DecisionWanted, &[("2025-03-05", true)]);
    assert_eq!(asks(&told(&moved(2), "2025-03-06")), [Asks::Attempts(2)], "of the address with the most");
}

#[test]
fn only_attempts_since_last_seen_count() {
    for (seen, wanted) in [
        ("2025-03-02", true),
        ("2025-03-04", true),
        ("2025-03-05 09:59", true),
        ("2025-03-05 10:15", false),
        ("2025-03-05 11:00", false),
        ("2025-03-05", true),
        ("2025-03-06", false),
    ] {
        let mut facts = person(HIGH, 1, &[failed("2025-03-03"), visit(seen, Outcome::Seen)]);
        facts.visits.extend([failed("2025-03-05 10:00"), failed("2025-03-05 10:30")]);
        told_on(seen, &facts, Notice::DecisionWanted, &[("2025-03-06", wanted)]);
    }
    let facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05"), visit("2025-03-05", Outcome::Seen)]);
    told_on("recorded after, at no known time", &facts, Notice::DecisionWanted, &[("2025-03-06", false)]);
    let facts = person(HIGH, 1, &[failed("2025-03-03"), visit("2025-03-04", Outcome::Seen), failed("2025-03-05")]);
    told_on("one before and one after", &facts, Notice::DecisionWanted, &[("2025-03-06", false)]);
}

#[test]
fn the_policy_says_how_many() {
    let facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05")]);
    for (many, wanted) in [(1, true), (2, true), (3, false)] {
        let rules = baseline_but("attempts_for_decision = 2 ", &format!("attempts_for_decision = {many} "));
        assert_eq!(!asks(&told_by(&facts, "2025-03-06", &rules)).is_empty(), wanted, "{many}");
    }
}

#[test]
fn a_decision_answers_the_attempts_before_it() {
    for (when, wanted) in
        [("2025-03-05 10:30", false), ("2025-03-06", false), ("2025-03-05 09:00", true), ("2025-03-05", false)]
    {
        let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05 10:00")]);
        facts.work.decisions.push(decision(when, "2025-03-20"));
        told_on(when, &facts, Notice::DecisionWanted, &[("2025-03-07", wanted)]);
        told_on(when, &facts, Notice::Decided, &[("2025-03-07", true)]);
    }
}

#[test]
fn a_decision_asks_again_after_a_further_failed_attempt_its_day_or_a_courts_refusal() {
    let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05")]);
    facts.work.decisions.push(decision("2025-03-06 09:00", "2025-03-20"));
    let cases = [("2025-03-05", true), ("2025-03-06", false), ("2025-03-20", false), ("2025-03-21", true)];
    told_on("its day", &facts, Notice::DecisionWanted, &cases);
    assert_eq!(asks(&told(&facts, "2025-03-21")), [Asks::DayGone(day("2025-03-20"))]);

    let mut again = facts.clone();
    again.visits.push(Visit { entry_sought: None, premises: Premises::Other, ..failed("2025-03-10") });
    told_on("failed again", &again, Notice::DecisionWanted, &[("2025-03-09", false), ("2025-03-10", true)]);
    assert_eq!(asks(&told(&again, "2025-03-10")), [Asks::FailedAgain(1)], "whether entry was sought or not");
    again.visits[2].outcome = Outcome::Abandoned;
    told_on("given up is no attempt", &again, Notice::DecisionWanted, &[("2025-03-10", false)]);

    let mut refused = facts.clone();
    refused.work.decisions[0].stages =
        vec![(Stage::Applied, day("2025-03-07")), (Stage::CourtRefused, day("2025-03-08"))];
    told_on("the court", &refused, Notice::DecisionWanted, &[("2025-03-07", false), ("2025-03-08", true)]);
    assert_eq!(asks(&told(&refused, "2025-03-08")), [Asks::CourtRefused(day("2025-03-08"))]);
    refused.work.decisions.push(decision("2025-03-09 09:00", "2025-03-20"));
    told_on("decided again", &refused, Notice::DecisionWanted, &[("2025-03-09", false)]);
}

#[test]
fn a_visit_that_counts_settles_a_decision_for_good() {
    let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05"), visit("2025-03-12", Outcome::Seen)]);
    facts.work.decisions.push(decision("2025-03-06 09:00", "2025-03-20"));
    told_on("settled", &facts, Notice::Decided, &[("2025-03-05", false), ("2025-03-11", true), ("2025-03-12", false)]);
    told_on("settled", &facts, Notice::DecisionWanted, &[("2025-03-21", false)]);
    facts.visits.extend([failed("2025-03-22"), failed("2025-03-23")]);
    assert_eq!(asks(&told(&facts, "2025-03-23")), [Asks::Attempts(2)], "and two more want another");
}

#[test]
fn the_decision_that_stands_is_told_with_how_far_its_warrant_has_come() {
    let mut facts = person(HIGH, 1, &[]);
    facts.work.decisions.push(decision("2025-03-01", "2025-03-08"));
    facts.work.decisions.push(Decision {
        stages: vec![(Stage::Authorised, day("2025-03-07")), (Stage::Granted, day("2025-03-11"))],
        ..decision("2025-03-06 09:00", "2025-03-20")
    });
    for (now, stage) in [
        ("2025-03-06", None),
        ("2025-03-10", Some((Stage::Authorised, day("2025-03-07")))),
        ("2025-03-11", Some((Stage::Granted, day("2025-03-11")))),
    ] {
        let decided =
            Told::Decided { on: day("2025-03-06"), course: Course::Warrant, stage, visit_by: day("2025-03-20") };
        assert!(decided.asks());
        assert_eq!(told(&facts, now), [decided], "{now}");
    }
    facts.work.decisions[1].course = Course::Nothing;
    assert!(!told(&facts, "2025-03-11")[0].asks(), "nothing further for now");
}

#[test]
fn nobody_is_asked_to_decide_while_visits_are_suspended_and_again_on_the_return() {
    let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05")]);
    let away = |status| StatusPeriod { status, period: period("2025-03-10", Some("2025-04-10")) };
    facts.statuses.push(away(Status::Custody));
    let cases: &[(&str, bool)] =
        &[("2025-03-09", true), ("2025-03-10", false), ("2025-04-09", false), ("2025-04-10", true)];
    told_on("in custody", &facts, Notice::DecisionWanted, cases);
    facts.statuses[0] = away(Status::Missing);
    told_on("missing", &facts, Notice::DecisionWanted, &[("2025-03-10", true)]);
}

#[test]
fn a_decision_of_a_later_day_plays_no_part() {
    let mut facts = person(HIGH, 1, &[failed("2025-03-03"), failed("2025-03-05")]);
    facts.work.decisions.push(decision("2025-03-10", "2025-03-20"));
    let cases = [("2025-03-09", true), ("2025-03-10", false)];
    told_on("later", &facts, Notice::DecisionWanted, &cases);
}
