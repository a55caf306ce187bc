//! What comes first, and that whoever stands there stands below too.

use homevisit::domain::notice::Notice;
use homevisit::domain::offender::{Facts, OfficerKey, Status, StatusPeriod};
use homevisit::domain::work::*;
use homevisit::render::worklist as render;
use homevisit::report::Scope;
use homevisit::report::worklist::Today;
use unicode_width::UnicodeWidthStr;

use super::reports_kit::*;
use super::*;

const NOW: &str = "2025-06-20 11:30";

fn child(visit: i64, when: &str, children: u16) -> Work {
    let children = vec![ChildVisit { visit: VisitKey(visit), at: super::at(when), children }];
    Work { children, ..Work::default() }
}

fn booked(time: &str, officers: &[i64]) -> Work {
    let at = super::at(&format!("2025-06-20 {time}"));
    let officers = officers.iter().copied().map(OfficerKey).collect();
    Work { bookings: vec![Booking { day: at.day, time: at.time.unwrap(), officers }], ..Work::default() }
}

fn directed(visit_by: &str) -> Work {
    let at = super::at("2025-06-02 09:00");
    Work { directions: vec![Direction { at, visit_by: day(visit_by), cause: "backlog".into() }], ..Work::default() }
}

/// Of P-01: R-A to R-G; of P-02: R-H; of nobody: R-N; no longer managed, of P-01: R-X.
fn register() -> Register {
    let on_track = |owner| person(LOW, owner, &[seen("2025-05-01")]);
    let away = StatusPeriod { status: Status::Custody, period: period("2025-06-01", Some("2025-06-25")) };
    let mut in_custody = with(person(HIGH, 1, &[seen("2025-06-01")]), child(41, "2025-06-19 10:15", 2));
    in_custody.statuses.push(away);
    let mut unowned = with(on_track(1), child(42, "2025-06-18 10:00", 1));
    unowned.owners.clear();
    let mut gone = with(on_track(1), child(43, "2025-06-01 10:00", 3));
    gone.management = vec![period("2024-12-20", Some("2025-06-15"))];
    let mut wanted = person(MEDIUM, 1, &[seen("2025-02-01"), failed("2025-06-03"), failed("2025-06-13")]);
    wanted.work.markers = vec![
        Marker { code: "dogs".into(), period: period("2025-01-01", None) },
        Marker { code: "weapons".into(), period: period("2025-06-20", None) },
        Marker { code: "drugs".into(), period: period("2025-01-01", Some("2025-06-20")) },
    ];
    vec![
        ("R-A".into(), in_custody),
        ("R-B".into(), with(on_track(1), booked("14:00", &[1, 2]))),
        ("R-C".into(), with(on_track(1), booked("09:00", &[3]))),
        ("R-D".into(), wanted),
        ("R-E".into(), with(on_track(1), directed("2025-06-19"))),
        ("R-F".into(), with(on_track(1), directed("2025-06-20"))),
        ("R-G".into(), person(HIGH, 1, &[seen("2025-03-27")])),
        ("R-H".into(), with(on_track(2), booked("10:00", &[1]))),
        ("R-I".into(), on_track(1)),
        ("R-N".into(), unowned),
        ("R-X".into(), gone),
    ]
}

fn officers() -> Worklist {
    list(&register(), at(NOW), Scope::Officer(OfficerKey(1)), &[])
}

#[test]
fn an_officers_list_reads_so() {
    assert_eq!(shown(&officers()), include_str!("officer.txt"));
}

#[test]
fn a_units_list_reads_so() {
    assert_eq!(shown(&list(&register(), at(NOW), Scope::All, &[])), include_str!("unit.txt"));
}

#[test]
fn a_pairs_list_by_area_reads_so() {
    let mut list = list(&register(), at(NOW), Scope::Pair(OfficerKey(1), OfficerKey(2)), &[]);
    let postcodes = [Some("ZZ10 1AA"), Some("ZZ9 1AA"), None, Some("ZZ9 9ZZ"), Some("QY1 2AB")];
    for (listed, postcode) in list.each_row_mut().zip(postcodes.iter().cycle()) {
        listed.postcode = postcode.map(str::to_owned);
    }
    list.not_entered.clear();
    assert_eq!(render::by_area(&list, 80, false), include_str!("pair.txt"));
}

#[test]
fn whoever_stands_in_a_block_stands_below_too_and_the_counts_are_of_the_rows() {
    for scope in [Scope::Officer(OfficerKey(1)), Scope::Pair(OfficerKey(1), OfficerKey(2)), Scope::All] {
        let list = list(&register(), at(NOW), scope, &[]);
        let shown = shown(&list);
        let below = &shown[blocks_of(&shown).len()..];
        for listed in list.rows.iter().filter(|listed| blocks_of(&shown).contains(&listed.reference)) {
            assert!(below.contains(&format!("  {}", listed.reference)), "{}\n{shown}", listed.reference);
        }
        assert_eq!(list.managed as usize, list.rows.len());
        assert_eq!(list.buckets.iter().map(|(_, count)| count).sum::<u64>(), list.managed);
    }
}

#[test]
fn children_without_a_referral_head_every_list_whatever_the_bucket_and_after_management() {
    let head = |scope| {
        let shown = shown(&list(&register(), at(NOW), scope, &[]));
        let (_, after) = shown.split_once("\nCHILDREN SEEN, NO REFERRAL RECORDED: ").unwrap();
        let block = after.split("Record it").next().unwrap().to_owned();
        let title = shown.split("\n\n").nth(1).unwrap().lines().next().unwrap().to_owned();
        assert!(title.starts_with("CHILDREN SEEN"), "before everything: {shown}");
        let references = ["R-A", "R-N", "R-X"].into_iter().filter(|reference| block.contains(reference));
        (block[..1].to_owned(), references.collect::<Vec<_>>())
    };
    assert_eq!(head(Scope::Officer(OfficerKey(1))), ("2".to_owned(), vec!["R-A", "R-X"]));
    assert_eq!(head(Scope::All), ("3".to_owned(), vec!["R-A", "R-N", "R-X"]));
    assert_eq!(head(Scope::Team("North".into())), ("2".to_owned(), vec!["R-A", "R-X"]));
    assert_eq!(head(Scope::Unowned), ("1".to_owned(), vec!["R-N"]));
}

#[test]
fn a_team_is_told_of_children_of_people_on_no_teams_list() {
    let team = |name: &str| list(&register(), at(NOW), Scope::Team(name.into()), &[]);
    let elsewhere = "CHILDREN SEEN, NO REFERRAL RECORDED, OF PEOPLE ON NO TEAM'S LIST: 1 visit.";
    for name in ["North", "South"] {
        assert_eq!(team(name).unattended.unwrap().children, 1);
        assert!(shown(&team(name)).contains(elsewhere), "{}", shown(&team(name)));
    }
    let unit = list(&register(), at(NOW), Scope::All, &[]);
    assert_eq!(unit.unattended.unwrap().children, 0, "they are on it");
}

fn reasons(facts: Facts) -> Vec<Today> {
    let register = vec![("R-1".to_owned(), facts)];
    list(&register, at(NOW), Scope::All, &[]).rows[0].today.clone()
}

#[test]
fn the_two_greatest_risk_levels_are_for_today_from_seven_days_before_they_are_due() {
    for (tier, last_seen, expected) in [
        (VERY_HIGH, "2025-05-27", Some("2025-06-27")),
        (VERY_HIGH, "2025-05-28", None),
        (HIGH, "2025-03-27", Some("2025-06-27")),
        (HIGH, "2025-03-28", None),
        (HIGH, "2025-03-01", Some("2025-06-01")),
        (MEDIUM, "2024-12-21", None),
    ] {
        let expected: Vec<Today> = expected.map(|due| Today::GreatestRisk(day(due))).into_iter().collect();
        assert_eq!(reasons(person(tier, 1, &[seen(last_seen)])), expected, "{tier:?} seen {last_seen}");
    }
    let mut away = person(HIGH, 1, &[seen("2025-03-01")]);
    away.statuses.push(StatusPeriod { status: Status::Custody, period: period("2025-06-05", None) });
    assert_eq!(reasons(away.clone()), [], "nobody can go");
    away.statuses[0].status = Status::Missing;
    assert_eq!(reasons(away), [Today::GreatestRisk(day("2025-06-01"))]);
}

#[test]
fn a_try_is_for_today_from_the_day_by_which_it_is_to_be_made_again() {
    for (tried, expected) in
        [("2025-06-06", Some("2025-06-20")), ("2025-06-05", Some("2025-06-19")), ("2025-06-07", None)]
    {
        let facts = person(MEDIUM, 1, &[seen("2025-05-01"), no_reply(tried)]);
        let expected: Vec<Today> = expected.map(|by| Today::TryAgain(day(by))).into_iter().collect();
        assert_eq!(reasons(facts), expected, "{tried}");
    }
}

#[test]
fn a_booking_is_for_today_until_a_visit_of_the_day_is_recorded() {
    let facts = |visits: &[homevisit::domain::visit::Visit]| with(person(LOW, 1, visits), booked("14:00", &[1]));
    let expected = facts(&[]).work.bookings.into_iter().map(Today::Booked).collect::<Vec<_>>();
    assert_eq!(reasons(facts(&[seen("2025-05-01"), no_reply("2025-06-19")]))[..1], expected);
    assert!(!reasons(facts(&[seen("2025-05-01"), no_reply("2025-06-20")])).contains(&expected[0]));
    let mut tomorrow = facts(&[seen("2025-05-01")]);
    tomorrow.work.bookings[0].day = day("2025-06-21");
    assert_eq!(reasons(tomorrow.clone()), []);
    let register = vec![("R-1".to_owned(), tomorrow)];
    let everyone = render::table(&list(&register, at(NOW), Scope::Officer(OfficerKey(1)), &[]), 80, true);
    assert!(everyone.contains("booked 21 Jun 2025 14:00\n"), "{everyone}");
}

#[test]
fn a_booking_after_the_due_day_is_marked_so() {
    for (due_after, marked) in [("2025-03-20", false), ("2025-03-19", true)] {
        let register = vec![("R-1".to_owned(), with(person(HIGH, 1, &[seen(due_after)]), booked("14:00", &[2])))];
        let shown = shown(&list(&register, at(NOW), Scope::Officer(OfficerKey(1)), &[]));
        assert!(shown.contains("booked 20 Jun 2025 14:00 for P-02"), "{shown}");
        assert_eq!(shown.contains("after the due day"), marked, "due {due_after} + 3 months\n{shown}");
    }
}

#[test]
fn a_supervisor_sees_decisions_wanted_and_directions_broken_until_they_are_settled() {
    let unit = |register: &Register| {
        let shown = shown(&list(register, at(NOW), Scope::All, &[]));
        blocks_of(&shown).split_once("FOR A SUPERVISOR").map(|(_, block)| block.to_owned()).unwrap_or_default()
    };
    let mut register = register();
    let block = unit(&register);
    assert!(block.starts_with(": 2\n") && block.contains("R-D") && block.contains("R-E"), "{block}");
    let decision =
        Decision { at: at("2025-06-20 09:00"), course: Course::Revisit, visit_by: day("2025-06-27"), stages: vec![] };
    register[3].1.work.decisions.push(decision);
    register[4].1.visits.push(seen("2025-06-20"));
    assert_eq!(unit(&register), "");
    let officers = shown(&list(&register, at(NOW), Scope::Officer(OfficerKey(1)), &[]));
    assert!(!officers.contains("FOR A SUPERVISOR") && officers.contains("TODAY"));
}

#[test]
fn a_decision_for_nothing_further_asks_nobody_to_do_anything() {
    let decided = |course| {
        let (at, visit_by) = (at("2025-06-19 09:00"), day("2025-09-01"));
        let decisions = vec![Decision { at, course, visit_by, stages: vec![] }];
        with(person(LOW, 1, &[seen("2025-05-01")]), Work { decisions, ..Work::default() })
    };
    for (course, to_do) in [(Course::Nothing, false), (Course::Arrest, true)] {
        let list = list(&vec![("R-1".to_owned(), decided(course))], at(NOW), Scope::All, &[]);
        assert_eq!(list.rows[0].notices[0].notice(), Notice::Decided);
        assert_eq!(list.rows[0].to_do(), to_do, "{course}");
    }
}

#[test]
fn every_list_of_a_working_day_fits_and_leaves_out_nobody_with_something_to_act_on() {
    let near = day("2025-07-01");
    for seed in 0..12 {
        let register = random_working(seed, 60, near);
        for scope in [
            Scope::All,
            Scope::Team("South".into()),
            Scope::Officer(OfficerKey(1)),
            Scope::Pair(OfficerKey(1), OfficerKey(3)),
            Scope::Unowned,
        ] {
            let now = At { day: near, time: Some(690) };
            let mut list = list(&register, now, scope, &[]);
            for (place, listed) in list.each_row_mut().enumerate() {
                listed.name = Some(NAMES[place % NAMES.len()].to_owned());
                listed.postcode = (place % 3 > 0).then(|| format!("ZZ{} 9ZZ", place % 12));
            }
            for shown in [render::table(&list, 80, false), render::by_area(&list, 80, false)] {
                for line in shown.lines() {
                    assert!(line.width() <= 80, "{}: {line}", line.width());
                    assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
                }
                for listed in &list.rows {
                    assert_eq!(shown.contains(&listed.reference), listed.to_do(), "{}\n{shown}", listed.reference);
                }
                for gone in &list.gone {
                    assert!(blocks_of(&shown).contains(&gone.reference));
                }
            }
        }
    }
}
