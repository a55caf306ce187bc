//! Whose last four visits share a weekday, a time of day, or the eve of their due day; and the shares of visits.

use homevisit::domain::day::Period;
use homevisit::domain::offender::{Facts, OfficerKey, Status};
use homevisit::domain::officer::Cover;
use homevisit::domain::pattern::{Predictable, Said, Threshold, Thresholds};
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::requirement::{Rules, fold};
use homevisit::domain::visit::{Outcome, Premises, Visit};
use homevisit::report::predictability::{Fold, Predictability, Spec};
use homevisit::report::{Scope, Subject};

use crate::kit::{AS_OF, FROM, Somebody, at};
use crate::reports_kit::{BASELINE, day, no_reply, person, roster, rules, seen, visit};

fn of(facts: &Facts) -> Option<Predictable> {
    let standing = fold(facts, &rules(), day(AS_OF), &mut |_| ()).unwrap().unwrap();
    Predictable::of(facts, &rules(), &standing).unwrap()
}

/// Seen on these days at these minutes of the day.
fn times(minutes: [Option<u16>; 4]) -> Predictable {
    let days = ["2025-05-06", "2025-07-23", "2025-10-02", "2025-12-19"];
    let visits: Vec<Visit> = days.iter().zip(minutes).map(|(on, time)| Visit { time, ..seen(on) }).collect();
    of(&Somebody::new(&visits).facts).unwrap()
}

#[test]
fn fewer_than_four_are_too_few_to_say() {
    let mut days = vec!["2025-05-06", "2025-07-22", "2025-10-07"];
    assert_eq!(of(&Somebody::seen(&days).facts), None);
    days.push("2025-12-16");
    assert_eq!(of(&Somebody::seen(&days).facts).unwrap().weekday, Some(chrono::Weekday::Tue));
    days[1] = "2025-07-23";
    assert_eq!(of(&Somebody::seen(&days).facts).unwrap().weekday, None, "one on a Wednesday");
    days.insert(0, "2025-02-05");
    days[2] = "2025-07-22";
    assert_eq!(of(&Somebody::seen(&days).facts).unwrap().weekday, Some(chrono::Weekday::Tue), "the last four alone");
}

#[test]
fn visits_of_one_day_count_once_and_those_of_an_earlier_management_not_at_all() {
    let twice = ["2025-05-06", "2025-05-06", "2025-07-22", "2025-10-07"];
    assert_eq!(of(&Somebody::seen(&twice).facts), None);
    let four = ["2024-01-02", "2025-05-06", "2025-07-22", "2025-10-07"];
    let again = [(day("2010-01-04"), Some(day("2024-03-01"))), (day("2025-01-06"), None)];
    assert_eq!(of(&Somebody::seen(&four).managed(&again).facts), None);
}

#[test]
fn an_attempt_or_a_contact_is_none_of_the_four() {
    let elsewhere = Visit { premises: Premises::Other, ..seen("2025-08-06") };
    let visits = [seen("2025-05-06"), no_reply("2025-06-11"), elsewhere, seen("2025-07-22"), seen("2025-10-07")];
    assert_eq!(of(&Somebody::new(&visits).facts), None);
}

#[test]
fn a_band_is_three_hours_wherever_it_lies() {
    let band = |first: u16, last: u16| times([Some(first), Some(first + 10), Some(last), Some(first + 1)]).band;
    assert_eq!(band(9 * 60, 12 * 60), Said::Shared((540, 720)));
    assert_eq!(band(9 * 60, 12 * 60 + 1), Said::Apart);
    assert_eq!(band(8 * 60 + 47, 11 * 60 + 47), Said::Shared((527, 707)));
}

#[test]
fn a_time_that_is_not_recorded_is_not_guessed() {
    assert_eq!(times([Some(600), None, Some(620), None]).band, Said::Unknown(2));
    assert_eq!(times([Some(600), None, Some(900), None]).band, Said::Apart, "whatever it was");
    assert_eq!(times([None; 4]).band, Said::Unknown(4));
}

/// Seen every three months less so many days, so that each comes so many days before it is due.
fn before_due(days: [u32; 4]) -> Vec<Visit> {
    let mut visits = vec![seen("2025-01-03")];
    for before in days {
        let due = visits.last().unwrap().day.plus_months(3);
        visits.push(visit(due.minus_days(before), Outcome::Seen));
    }
    visits
}

#[test]
fn each_came_only_when_about_to_fall_due() {
    // High is listed as due 14 days before.
    let is = |days| of(&Somebody::new(&before_due(days)).facts).unwrap().before_due;
    assert!(is([14, 0, 7, 14]));
    assert!(!is([14, 15, 7, 14]), "one came a day before that");
    assert!(is([5, 5, 5, 5]));
    let mut late = before_due([5, 5, 5, 0]);
    late[4].day = late[4].day.next();
    assert!(!of(&Somebody::new(&late).facts).unwrap().before_due, "one was late");
}

#[test]
fn a_visit_while_away_meets_nothing_and_is_not_before_its_due_day() {
    let visits = before_due([5, 5, 5, 5]);
    let last = visits[4].day;
    let person = Somebody::new(&visits).away(Status::Abroad, last.minus_days(2), None);
    assert!(!of(&person.facts).unwrap().before_due);
}

fn report(people: &[Facts], rules: &Rules, scope: Scope) -> Predictability {
    covered(people, rules, scope, Vec::new())
}

fn covered(people: &[Facts], rules: &Rules, scope: Scope, covers: Vec<Cover>) -> Predictability {
    let roster = roster();
    let spec = Spec { as_of: day(AS_OF), from: day(FROM), scope, covers };
    let mut fold = Fold::new(spec, rules, &roster).unwrap();
    for (key, facts) in (1..).zip(people) {
        let subject = Subject { key: homevisit::domain::offender::OffenderKey(key), reference: "HV", facts };
        fold.take(&subject).unwrap();
    }
    fold.finish().unwrap()
}

#[test]
fn a_cover_puts_a_case_on_an_officers_list_and_into_no_other_team() {
    let of = |owner: i64| {
        let mut person = Somebody::seen(&["2025-06-10"]);
        person.facts.owners[0].what = OfficerKey(owner);
        person.facts
    };
    // P-03 of South is covered by P-01 of North.
    let people = [of(1), of(3)];
    let cover =
        Cover { officer: OfficerKey(3), cover: OfficerKey(1), period: Period { from: day("2026-01-01"), until: None } };
    let rules = Rules { book: Book::new(vec![parse(BASELINE).unwrap()]).unwrap(), history_from: None };
    let managed = |scope| covered(&people, &rules, scope, vec![cover]).people.managed;
    assert_eq!(managed(Scope::Team("North".to_owned())) + managed(Scope::Team("South".to_owned())), 2);
    assert_eq!(managed(Scope::Officer(OfficerKey(1))), 2);
}

#[test]
fn the_evening_begins_with_the_hour_of_the_policy() {
    let facts = Somebody::new(&[at("2025-06-10", 18, 59), at("2025-07-10", 19, 0)]).facts;
    for (hour, evening) in [(18, 2), (19, 1), (20, 0)] {
        let mut policy = parse(BASELINE).unwrap();
        policy.practice.integrity = Thresholds::default().with(Threshold::EveningFromHour, hour);
        let rules = Rules { book: Book::new(vec![policy]).unwrap(), history_from: None };
        let report = report(std::slice::from_ref(&facts), &rules, Scope::All);
        assert_eq!((report.effective.evening, report.evening_from), (evening, hour));
    }
}

#[test]
fn shares_are_of_the_year_and_say_what_is_not_recorded() {
    let visits = [
        Visit { announced: Some(true), ..at("2025-03-31", 19, 0) },
        Visit { announced: Some(true), ..at("2025-04-05", 19, 0) },
        Visit { announced: Some(false), ..seen("2025-04-07") },
        seen("2026-03-31"),
        Visit { announced: Some(true), ..no_reply("2025-04-06") },
        visit(day("2025-05-05"), Outcome::Doorstep),
    ];
    let mut facts = person(crate::reports_kit::HIGH, 3, &visits);
    facts.sort();
    let report_of = |scope| report(std::slice::from_ref(&facts), &rules(), scope);
    let all = report_of(Scope::All);
    let said = |shares: homevisit::report::predictability::Shares| {
        [shares.visits, shares.announced, shares.announced_unknown, shares.evening, shares.no_time, shares.weekend]
    };
    assert_eq!(said(all.effective), [3, 1, 1, 1, 2, 1]);
    assert_eq!(said(all.attempts), [1, 1, 0, 0, 1, 1]);
    assert_eq!((all.people.managed, all.people.too_few, all.people.looked_at()), (1, 0, 1), "four with that of March");
    assert_eq!(report_of(Scope::Team("North".into())).effective.visits, 0);
    assert_eq!(report_of(Scope::Team("South".into())).effective.visits, 3);
}
