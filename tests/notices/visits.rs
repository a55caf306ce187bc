//! What follows from visits: children, directions, bookings, addresses.

use homevisit::domain::notice::{Notice, Ordered, Told};
use homevisit::domain::offender::{Address, Facts, OfficerKey, Since};
use homevisit::domain::visit::{Outcome, Premises};
use homevisit::domain::work::{Booking, ChildVisit, Direction, Referral, VisitKey};

use super::reports_kit::{HIGH, day, period, person};
use super::{at, minutes, moment, told, told_on, visit};

fn with_child(when: &str) -> Facts {
    let mut facts = person(HIGH, 1, &[visit(when, Outcome::Seen)]);
    facts.work.children.push(ChildVisit { visit: VisitKey(41), at: at(when), children: 2 });
    facts
}

fn hours(facts: &Facts, now: &str) -> Vec<u32> {
    let hours = |told: Told| if let Told::ChildNoReferral { hours, .. } = told { Some(hours) } else { None };
    told(facts, now).into_iter().filter_map(hours).collect()
}

#[test]
fn children_are_told_with_the_hours_gone_by_until_a_referral() {
    let facts = with_child("2025-03-03 14:30");
    told_on("no referral", &facts, Notice::ChildNoReferral, &[("2025-03-02", false), ("2025-03-03", true)]);
    for (now, expected) in [
        ("2025-03-03 14:00", 0),
        ("2025-03-03 15:29", 0),
        ("2025-03-03 15:30", 1),
        ("2025-03-04 14:29", 23),
        ("2025-03-04 14:30", 24),
        ("2025-03-04", 33),
        ("2025-04-02 14:30", 720),
    ] {
        assert_eq!(hours(&facts, now), [expected], "{now}: by the civil clock, over the change to summer time too");
    }
    assert_eq!(hours(&with_child("2025-03-03"), "2025-03-04 01:00"), [25], "without a time, since that day began");
}

#[test]
fn only_a_referral_for_the_same_visit_by_then_settles_it() {
    let referral = |visit, when: &str| Referral { visit: VisitKey(visit), at: at(when) };
    let mut facts = with_child("2025-03-03 14:30");
    facts.work.referrals.push(referral(40, "2025-03-03 15:00"));
    told_on("another visit's", &facts, Notice::ChildNoReferral, &[("2025-03-09", true)]);
    facts.work.referrals.push(referral(41, "2025-03-05 10:00"));
    let cases = [("2025-03-04", true), ("2025-03-05 09:59", true), ("2025-03-05 10:00", false), ("2025-03-06", false)];
    told_on("its own", &facts, Notice::ChildNoReferral, &cases);
}

#[test]
fn each_visit_with_children_is_told_by_itself_and_managed_or_not() {
    let mut facts = with_child("2025-03-03 14:30");
    facts.work.children.push(ChildVisit { visit: VisitKey(42), at: at("2025-03-04 09:00"), children: 1 });
    facts.work.referrals.push(Referral { visit: VisitKey(41), at: at("2025-03-04") });
    let expected = |visit, when: &str, children, hours| Told::ChildNoReferral {
        visit: VisitKey(visit),
        at: at(when),
        children,
        hours,
    };
    assert_eq!(told(&facts, "2025-03-04 10:00"), [expected(42, "2025-03-04 09:00", 1, 1)]);
    facts.management = vec![period("2024-12-20", Some("2025-03-05"))];
    let unmanaged = homevisit::domain::notice::children(&facts, moment("2025-03-06 09:00"));
    assert_eq!(unmanaged, [expected(42, "2025-03-04 09:00", 1, 48)]);
}

fn directed(when: &str, visit_by: &str) -> Direction {
    Direction { at: at(when), visit_by: day(visit_by), cause: "backlog".into() }
}

#[test]
fn a_direction_is_told_until_its_day_and_broken_after_it() {
    let mut facts = person(HIGH, 1, &[]);
    facts.work.directions.push(directed("2025-03-03 09:00", "2025-03-10"));
    let cases = [("2025-03-02", false), ("2025-03-03", true), ("2025-03-10", true), ("2025-03-11", false)];
    told_on("to come", &facts, Notice::Directed, &cases);
    told_on("gone by", &facts, Notice::DirectionBroken, &[("2025-03-10", false), ("2025-03-11", true)]);
    let ordered = Ordered { on: day("2025-03-03"), visit_by: day("2025-03-10"), cause: "backlog".into() };
    assert_eq!(told(&facts, "2025-03-11"), [Told::DirectionBroken(ordered)]);
}

#[test]
fn a_direction_is_met_by_a_visit_that_counts_and_is_known_to_be_later() {
    for (when, outcome, met) in [
        ("2025-03-02 10:00", Outcome::Seen, false),
        ("2025-03-03", Outcome::Seen, false),
        ("2025-03-03 09:00", Outcome::Seen, false),
        ("2025-03-03 09:01", Outcome::Seen, true),
        ("2025-03-04", Outcome::Seen, true),
        ("2025-03-04 10:00", Outcome::NoReply, false),
        ("2025-03-04 10:00", Outcome::Doorstep, false),
    ] {
        let mut facts = person(HIGH, 1, &[visit(when, outcome)]);
        facts.work.directions.push(directed("2025-03-03 09:00", "2025-03-10"));
        told_on(&format!("{when} {outcome}"), &facts, Notice::Directed, &[("2025-03-05", !met)]);
    }
    let mut facts = person(HIGH, 1, &[visit("2025-03-06", Outcome::Seen)]);
    facts.work.directions.push(directed("2025-03-03 09:00", "2025-03-10"));
    told_on("on the day it is made", &facts, Notice::Directed, &[("2025-03-05", true), ("2025-03-06", false)]);
}

#[test]
fn a_later_direction_does_not_take_the_place_of_one_before() {
    let mut facts = person(HIGH, 1, &[]);
    facts.work.directions.push(directed("2025-03-01 09:00", "2025-03-04"));
    facts.work.directions.push(directed("2025-03-03 09:00", "2025-03-10"));
    let words: Vec<_> = told(&facts, "2025-03-05").iter().map(Told::notice).collect();
    assert_eq!(words, [Notice::DirectionBroken, Notice::Directed]);
}

#[test]
fn a_booking_is_asked_about_once_its_time_has_passed_with_nothing_recorded() {
    let booking = Booking { day: day("2025-03-03"), time: minutes("10:00"), officers: vec![OfficerKey(2)] };
    let mut facts = person(HIGH, 1, &[visit("2025-03-02", Outcome::Seen)]);
    facts.work.bookings.push(booking.clone());
    let cases = [
        ("2025-03-02", false),
        ("2025-03-03 09:59", false),
        ("2025-03-03 10:00", false),
        ("2025-03-03 10:01", true),
        ("2025-03-03", true),
        ("2025-03-09", true),
    ];
    told_on("nothing since", &facts, Notice::BookingPassed, &cases);
    let Booking { day, time, officers } = booking;
    assert_eq!(told(&facts, "2025-03-04"), [Told::BookingPassed { day, time, officers }]);
    facts.visits.push(visit("2025-03-05", Outcome::NoReply));
    let cases = [("2025-03-04", true), ("2025-03-05", false)];
    told_on("a visit of any outcome since", &facts, Notice::BookingPassed, &cases);
    facts.visits[1].day = super::day("2025-03-03");
    told_on("a visit on the day", &facts, Notice::BookingPassed, &[("2025-03-03 10:01", false)]);
    for (time, settled) in [("07:59", false), ("08:00", true), ("10:00", true), ("20:00", true)] {
        facts.visits[1].time = Some(minutes(time));
        let case = [("2025-03-03 23:00", !settled)];
        told_on("a visit of the day, long before or not", &facts, Notice::BookingPassed, &case);
    }
}

#[test]
fn not_living_there_is_told_until_an_address_or_a_visit_that_counts() {
    let not_there = || person(HIGH, 1, &[visit("2025-03-03 10:00", Outcome::NotResident)]);
    let doubt = |what: &str, facts: &Facts, cases: &[(&str, bool)]| told_on(what, facts, Notice::AddressDoubt, cases);
    doubt("nothing since", &not_there(), &[("2025-03-02", false), ("2025-03-03", true), ("2026-03-03", true)]);
    for (premises, expected) in [(Premises::Other, false), (Premises::NotRecorded, true)] {
        let mut facts = not_there();
        facts.visits[0].premises = premises;
        doubt("other premises", &facts, &[("2025-03-03", expected)]);
    }
    for (from, settles) in [("2025-03-02", false), ("2025-03-03", true), ("2025-03-07", true)] {
        let mut facts = not_there();
        let what = Address { text: 8, writing: 2, blank: false, no_fixed_abode: false };
        facts.addresses.push(Since { from: day(from), what });
        doubt(from, &facts, &[("2025-03-07", !settles)]);
    }
    let mut facts = not_there();
    let what = Address { text: 8, writing: 2, blank: false, no_fixed_abode: false };
    facts.addresses.push(Since { from: day("2025-03-07"), what });
    doubt("an address from a later day", &facts, &[("2025-03-06", true)]);
    for (when, outcome, settles) in [
        ("2025-03-03 09:59", Outcome::Seen, false),
        ("2025-03-03 10:01", Outcome::Seen, true),
        ("2025-03-03", Outcome::Seen, true),
        ("2025-03-04", Outcome::Seen, true),
        ("2025-03-04", Outcome::Out, false),
    ] {
        let mut facts = not_there();
        facts.visits.push(visit(when, outcome));
        doubt(&format!("{when} {outcome}"), &facts, &[("2025-03-07", !settles)]);
    }
    let mut facts = not_there();
    facts.visits.insert(0, visit("2025-03-03", Outcome::Seen));
    doubt("seen on the day, recorded before, at no known time", &facts, &[("2025-03-07", true)]);
}

#[test]
fn doubt_is_told_from_the_first_visit_that_nothing_has_settled() {
    let mut facts = person(HIGH, 1, &[]);
    for (when, outcome) in [
        ("2025-01-03", Outcome::NotResident),
        ("2025-01-10", Outcome::Seen),
        ("2025-03-03", Outcome::NotResident),
        ("2025-03-10", Outcome::NotResident),
    ] {
        facts.visits.push(visit(when, outcome));
    }
    let doubt = |told: &Told| if let Told::AddressDoubt { since } = told { Some(*since) } else { None };
    let since: Vec<_> = told(&facts, "2025-03-11").iter().filter_map(doubt).collect();
    assert_eq!(since, [day("2025-03-03")]);
}
