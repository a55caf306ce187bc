//! What each pattern finds, and what it leaves alone.

use homevisit::domain::day::Period;
use homevisit::domain::offender::{OffenderKey, OfficerKey, Plan, PlanKind, Status};
use homevisit::domain::pattern::{Away, Found, Pattern, Thresholds};
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::requirement::Rules;
use homevisit::domain::visit::{Outcome, Visit};
use homevisit::domain::work::VisitKey;
use homevisit::report::Scope;

use crate::kit::{Somebody, World, at, found, of};
use crate::reports_kit::{BASELINE, HIGH, LOW, MEDIUM, day, period, seen};

fn none(people: Vec<Somebody>, pattern: Pattern, looked_at: u64) {
    assert_eq!(found(people, pattern), (Vec::new(), looked_at), "{pattern}");
}

#[test]
fn a_register_without_anybody_lists_every_pattern_with_none() {
    let report = World::of(Vec::new()).report(&Thresholds::default());
    let listed: Vec<Pattern> = report.sections.iter().map(|section| section.pattern).collect();
    assert_eq!(listed, Pattern::ALL);
    assert!(report.sections.iter().all(|section| (section.looked_at, section.cases.len()) == (0, 0)));
}

#[test]
fn an_absence_begun_with_a_visit_owed_is_shown_with_the_oldest_due_day() {
    let person = Somebody::seen(&["2025-06-10"]).away(Status::Custody, day("2026-01-20"), None);
    let (from, away, due) = (day("2026-01-20"), Away::Status(Status::Custody), day("2025-09-10"));
    let expected = Found::AbsenceNearDue { from, away, due, owed: true };
    assert_eq!(found(vec![person], Pattern::AbsenceNearDue), (vec![expected], 1));
}

#[test]
fn an_absence_begun_on_the_day_of_a_visit_is_in_order() {
    let person = Somebody::seen(&["2025-06-10", "2025-09-09"]).away(Status::Abroad, day("2025-09-09"), None);
    none(vec![person], Pattern::AbsenceNearDue, 1);
}

#[test]
fn an_absence_before_the_time_or_after_it_is_not_looked_at() {
    for from in ["2025-03-31", "2026-04-01"] {
        let person = Somebody::seen(&["2024-06-10"]).away(Status::Abroad, day(from), None);
        none(vec![person], Pattern::AbsenceNearDue, 0);
    }
}

#[test]
fn an_absence_with_which_management_began_set_no_visit_aside() {
    let began = day("2025-06-01");
    let person = Somebody::seen(&[]).managed(&[(began, None)]).away(Status::Custody, began, None);
    none(vec![person], Pattern::AbsenceNearDue, 0);
}

#[test]
fn the_end_of_a_management_is_no_absence() {
    let person = Somebody::seen(&["2025-06-10"]).managed(&[(day("2010-01-04"), Some(day("2025-09-09")))]);
    none(vec![person], Pattern::AbsenceNearDue, 0);
}

#[test]
fn a_desk_based_plan_is_an_absence_too() {
    let mut person = Somebody::seen(&["2025-06-10"]);
    let plan = Plan { kind: PlanKind::Reactive, period: period("2025-06-12", None), review_by: None };
    (person.facts.plans, person.authorised_by) = (vec![plan], vec![1]);
    let (report, numbers) = (World::of(vec![person]), Thresholds::default());
    let numbers = numbers.with(homevisit::domain::pattern::Threshold::AbsenceBeforeDueDays, 90);
    let (from, due) = (day("2025-06-12"), day("2025-09-10"));
    let expected = Found::AbsenceNearDue { from, away: Away::Desk, due, owed: false };
    assert_eq!(of(&report.report(&numbers), Pattern::AbsenceNearDue), (vec![expected], 1));
}

#[test]
fn a_long_absence_between_short_ones_breaks_the_row() {
    let short = |person: Somebody, from: &str| person.away(Status::Abroad, day(from), Some(day(from).plus_days(4)));
    let row = ["2025-06-15", "2025-07-01", "2025-08-20"];
    let person = || row.into_iter().fold(Somebody::seen(&["2025-06-10"]), short);
    let absences = row.map(|from| Period { from: day(from), until: Some(day(from).plus_days(4)) }).to_vec();
    assert_eq!(found(vec![person()], Pattern::AbsencesInARow), (vec![Found::AbsencesInARow { absences }], 1));
    // Two rows then, of two and of one.
    let broken = person().away(Status::Hospital, day("2025-07-10"), Some(day("2025-08-10")));
    none(vec![broken], Pattern::AbsencesInARow, 2);
}

#[test]
fn each_row_of_one_person_is_a_case_and_a_later_one_hides_none() {
    let short = |person: Somebody, from: &str| person.away(Status::Abroad, day(from), Some(day(from).plus_days(4)));
    let days = ["2025-06-15", "2025-07-01", "2025-08-20", "2025-12-01", "2025-12-20", "2026-01-10", "2026-03-20"];
    let twice = days.into_iter().fold(Somebody::seen(&["2025-06-10"]), short);
    let (cases, looked_at) = found(vec![twice], Pattern::AbsencesInARow);
    let lengths: Vec<u32> = cases.iter().map(Found::number).collect();
    assert_eq!((lengths, looked_at), (vec![3, 3], 3));
    let renewed = |from: &str| (day(from), Some(day(from).plus_days(30)));
    let mut person = Somebody::seen(&["2025-06-10"]);
    for (from, until) in ["2025-04-10", "2025-05-12", "2025-06-14", "2025-11-01"].map(renewed) {
        person = person.interval(6, from, until, 1);
    }
    let (cases, looked_at) = found(vec![person], Pattern::IntervalRenewed);
    assert_eq!((cases.len(), looked_at), (1, 2), "one begun long after does not take the row off the list");
}

#[test]
fn a_level_lowered_on_the_day_somebody_was_seen_is_in_order() {
    let person = Somebody::seen(&["2025-06-10", "2025-09-05"]).tier(day("2025-09-05"), MEDIUM);
    none(vec![person], Pattern::LoweredNearDue, 1);
}

#[test]
fn a_level_lowered_with_a_visit_owed_is_shown() {
    let person = Somebody::seen(&["2025-06-10"]).tier(day("2025-10-05"), LOW);
    let (on, due) = (day("2025-10-05"), day("2025-09-10"));
    let expected = Found::LoweredNearDue { on, from: HIGH, to: LOW, due, owed: true };
    assert_eq!(found(vec![person], Pattern::LoweredNearDue), (vec![expected], 1));
}

#[test]
fn a_level_lowered_is_held_against_the_due_day_of_the_evening_before_which_it_moved() {
    let on = day("2025-07-12");
    let world = World::of(vec![Somebody::seen(&["2025-06-10"]).tier(on, LOW)]);
    let numbers = Thresholds::default().with(homevisit::domain::pattern::Threshold::LoweredBeforeDueDays, 60);
    let expected = Found::LoweredNearDue { on, from: HIGH, to: LOW, due: day("2025-09-10"), owed: false };
    assert_eq!(of(&world.report(&numbers), Pattern::LoweredNearDue), (vec![expected], 1));
}

#[test]
fn the_first_level_and_one_set_before_management_are_not_lowered() {
    let mut first = Somebody::seen(&["2025-06-10"]).tier(day("2025-09-05"), LOW);
    first.facts.tiers.remove(0);
    let before = Somebody::seen(&[]).tier(day("2025-09-05"), LOW).managed(&[(day("2025-09-05"), None)]);
    let raised = Somebody::seen(&["2025-06-10"]).tier(day("2025-09-05"), crate::reports_kit::VERY_HIGH);
    none(vec![first, before, raised], Pattern::LoweredNearDue, 0);
}

#[test]
fn a_level_raised_without_having_been_lowered_is_looked_at_and_not_shown() {
    let person = Somebody::seen(&["2025-06-10"]).tier(day("2025-09-05"), crate::reports_kit::VERY_HIGH);
    none(vec![person], Pattern::LoweredAndRaised, 1);
}

#[test]
fn what_an_extract_brought_is_late_by_the_claim_of_its_source_alone() {
    let mut world = World::of(vec![Somebody::seen(&["2025-06-10", "2025-07-10", "2025-08-10"])]);
    world.acts = vec![day("2026-03-01")];
    world.brought = [3].into();
    for (visit, claimed) in world.people[0].facts.visits.iter_mut().zip([None, Some(28), Some(29)]) {
        (visit.act, visit.source_days) = (3, claimed);
    }
    let report = world.report(&Thresholds::default());
    let (visit, recorded) = (VisitKey(1_002), day("2025-08-10").plus_days(29));
    let expected = Found::RecordedLate { visit, day: day("2025-08-10"), recorded, claimed: true, act: 3 };
    assert_eq!(of(&report, Pattern::RecordedLate), (vec![expected], 2));
    assert_eq!((report.sight.visits, report.sight.no_recording), (3, 1));
    world.brought.clear();
    assert_eq!(of(&world.report(&Thresholds::default()), Pattern::RecordedLate).1, 3, "recorded here it is known");
}

#[test]
fn two_visits_at_once_are_of_two_people_and_one_officer() {
    let visited = |officers: &[i64]| {
        let mut person = Somebody::new(&[at("2025-06-10", 10, 0)]);
        person.officers = vec![officers.to_vec()];
        person
    };
    let mut twice = Somebody::new(&[at("2025-06-10", 10, 0), at("2025-06-10", 10, 2)]);
    twice.officers = vec![vec![1], vec![1]];
    none(vec![twice], Pattern::TwoPlaces, 0);
    none(vec![visited(&[1]), visited(&[2])], Pattern::TwoPlaces, 0);
    let visits = [(OffenderKey(1), VisitKey(1_000)), (OffenderKey(2), VisitKey(2_000))];
    let expected = |officers: &[i64]| Found::TwoPlaces {
        officers: officers.iter().map(|key| OfficerKey(*key)).collect(),
        day: day("2025-06-10"),
        times: [600, 600],
        visits,
    };
    let two = |one: &[i64], other: &[i64]| found(vec![visited(one), visited(other)], Pattern::TwoPlaces);
    assert_eq!(two(&[1, 2], &[2, 3]), (vec![expected(&[2])], 1));
    assert_eq!(two(&[1, 2], &[2, 1]), (vec![expected(&[1, 2])], 1), "one pair of visits, whoever went together");
}

#[test]
fn each_pair_of_visits_of_a_day_is_found_and_found_once() {
    let visited = |hour: u16, minute: u16, officers: &[i64]| {
        let mut person = Somebody::new(&[at("2025-06-10", hour, minute)]);
        person.officers = vec![officers.to_vec()];
        person
    };
    let (cases, looked_at) = found(
        vec![
            visited(9, 0, &[1, 2]),
            visited(9, 3, &[1, 2]),
            visited(15, 0, &[2, 3]),
            visited(15, 4, &[2, 3]),
            visited(17, 0, &[3]),
        ],
        Pattern::TwoPlaces,
    );
    let times: Vec<[u16; 2]> = cases
        .iter()
        .map(|case| match case {
            Found::TwoPlaces { times, .. } => *times,
            other => panic!("{other:?}"),
        })
        .collect();
    // Officer 1 has one pair, 2 has three in a row, 3 has two: four in all, two of them near.
    assert_eq!((times, looked_at), (vec![[540, 543], [900, 904]], 4));
    let officers: Vec<_> = cases.iter().map(Found::officers).collect();
    assert_eq!(officers, [vec![OfficerKey(1), OfficerKey(2)], vec![OfficerKey(2), OfficerKey(3)]]);
}

#[test]
fn who_goes_together_makes_many_visits_in_an_hour_once() {
    let round = |crews: &[&[i64]]| {
        let person = |(minute, crew): (u16, &&[i64])| {
            let mut person = Somebody::new(&[at("2025-06-10", 10, minute)]);
            person.officers = vec![crew.to_vec()];
            person
        };
        let (cases, looked_at) = found((0..).step_by(10).zip(crews).map(person).collect(), Pattern::ManyInAnHour);
        (cases.iter().map(Found::officers).collect::<Vec<_>>(), looked_at)
    };
    let (one, two) = (OfficerKey(1), OfficerKey(2));
    let together: [&[i64]; 4] = [&[1, 2]; 4];
    assert_eq!(round(&together), (vec![vec![one, two]], 1), "one round of two");
    let apart: [&[i64]; 5] = [&[1, 2], &[2, 1], &[1, 2], &[1, 2], &[2, 3]];
    assert_eq!(round(&apart), (vec![vec![one], vec![two]], 3), "two that went on to another made more");
    let late: [&[i64]; 8] = [&[1, 2], &[1, 2], &[1, 2], &[1, 2], &[3], &[3], &[3], &[2]];
    assert_eq!(round(&late).0, [vec![one, two]], "the same visits of two rounds");
}

#[test]
fn an_officer_named_twice_in_one_crew_went_once() {
    let mut person = Somebody::new(&[at("2025-06-10", 10, 0), at("2025-06-10", 10, 5)]);
    person.officers = vec![vec![1, 1], vec![1, 1]];
    none(vec![person], Pattern::ManyInAnHour, 1);
}

#[test]
fn a_time_recorded_last_ends_the_visits_without_one() {
    let mut visits = ["2025-06-10", "2025-08-10", "2025-10-10"].map(seen).to_vec();
    visits.push(at("2025-12-10", 9, 0));
    none(vec![Somebody::new(&visits)], Pattern::NoTime, 1);
}

#[test]
fn a_shorter_interval_asks_for_more_and_is_not_looked_at() {
    let mut person = Somebody::seen(&["2025-06-10"]);
    for month in ["2025-06-12", "2025-07-12", "2025-08-12"] {
        person = person.interval(2, day(month), Some(day(month).plus_days(30)), 1);
    }
    none(vec![person], Pattern::IntervalRenewed, 0);
}

#[test]
fn who_authorised_desk_based_plans_counts_too() {
    let people = (0..5).map(|nth| {
        let mut person = Somebody::seen(&["2025-06-10"]);
        let plan = Plan { kind: PlanKind::Reactive, period: period("2025-06-12", None), review_by: None };
        (person.facts.plans, person.authorised_by) = (vec![plan], vec![if nth == 0 { 2 } else { 1 }]);
        person
    });
    let (cases, looked_at) = found(people.collect(), Pattern::OneAuthoriser);
    let [Found::OneAuthoriser { officer: OfficerKey(1), authorised: 4, plans: 5, .. }] = cases[..] else { panic!() };
    assert_eq!((looked_at, cases[0].number()), (5, 80));
}

#[test]
fn whatever_excuses_it_whoever_was_not_seen_for_long_is_shown() {
    let long = || Somebody::seen(&["2025-06-10"]);
    let inside = long().away(Status::Custody, day("2025-06-11"), None);
    let own = long().interval(36, day("2025-06-11"), None, 1);
    let never = Somebody::seen(&[]);
    let (cases, looked_at) = found(vec![inside, own, never, Somebody::seen(&["2026-01-10"])], Pattern::UnseenTooLong);
    assert_eq!((cases.len(), looked_at), (3, 4));
    let [.., Found::UnseenTooLong { since, seen: false, .. }] = cases[..] else { panic!("never seen: since managed") };
    assert_eq!(since, day("2010-01-04"));
}

#[test]
fn a_later_policy_that_asks_for_less_hides_nobody_unseen() {
    let first = parse(BASELINE).unwrap();
    let later = BASELINE.replace("FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=12");
    let later =
        parse(&later.replace("version = \"1\"", "version = \"2\"").replace("2012-01-01", "2020-01-01")).unwrap();
    let rules = Rules { book: Book::new(vec![first.clone(), later.clone()]).unwrap(), history_from: None };
    let world = World::of(vec![Somebody::seen(&["2025-06-10"])]);
    let cases = |first| of(&world.report_by(&rules, first, &Thresholds::default()), Pattern::UnseenTooLong).0.len();
    assert_eq!((cases(&first), cases(&later)), (1, 0));
}

#[test]
fn what_a_later_policy_counts_as_seen_hides_nobody_unseen() {
    let first = parse(BASELINE).unwrap();
    let later = BASELINE.replace("effective_outcomes = [\"seen\"]", "effective_outcomes = [\"seen\", \"doorstep\"]");
    let later = later.replace("version = \"1\"", "version = \"2\"").replace("2012-01-01", "2020-01-01");
    let later = parse(&later).unwrap();
    let doorstep = Visit { outcome: Outcome::Doorstep, ..seen("2026-03-10") };
    let person = Somebody::new(&[seen("2025-06-10"), doorstep]);
    let rules = Rules { book: Book::new(vec![first.clone(), later]).unwrap(), history_from: None };
    let report = World::of(vec![person]).report_by(&rules, &first, &Thresholds::default());
    assert_eq!(of(&report, Pattern::UnseenTooLong).0.len(), 1);
}

#[test]
fn a_level_lowered_hides_nobody_who_was_unseen_too_long_before_and_accuses_nobody_after() {
    // High is every three months: twice that is 10 Dec 2025.
    for (lowered, expected) in [("2025-12-10", 0), ("2025-12-11", 0), ("2025-12-12", 1), ("2026-03-31", 1)] {
        let person = Somebody::seen(&["2025-06-10"]).tier(day(lowered), LOW);
        assert_eq!(found(vec![person], Pattern::UnseenTooLong).0.len(), expected, "{lowered}");
    }
}

#[test]
fn within_the_tolerance_a_visit_is_not_owed() {
    let policy = parse(&BASELINE.replace("tolerance_days = 0", "tolerance_days = 5")).unwrap();
    let rules = Rules { book: Book::new(vec![policy.clone()]).unwrap(), history_from: None };
    // Due on 10 Sep 2025, overdue from 16 Sep.
    for (on, expected) in [("2025-09-15", false), ("2025-09-16", true)] {
        let world = World::of(vec![Somebody::seen(&["2025-06-10"]).tier(day(on), LOW)]);
        let report = world.report_by(&rules, &policy, &Thresholds::default());
        let (cases, _) = of(&report, Pattern::LoweredNearDue);
        let [Found::LoweredNearDue { owed, .. }] = cases[..] else { panic!("{on}") };
        assert_eq!(owed, expected, "{on}");
    }
}

#[test]
fn a_management_ended_on_the_day_of_the_last_visit_owes_none() {
    let ended = [(day("2010-01-04"), Some(day("2025-09-20")))];
    let owed = Somebody::seen(&["2025-06-10"]).managed(&ended);
    let expected = Found::EndedOwed { ended: day("2025-09-20"), due: day("2025-09-10") };
    assert_eq!(found(vec![owed], Pattern::EndedOwed), (vec![expected], 1));
    none(vec![Somebody::seen(&["2025-06-10", "2025-09-20"]).managed(&ended)], Pattern::EndedOwed, 1);
}

#[test]
fn records_are_alike_by_names_in_any_order_and_the_day_of_birth() {
    let one = || Somebody::seen(&["2026-03-10"]).called("Quillfeather", "Zoë Ann", "1970-01-02");
    let other = |born: &str| Somebody::seen(&["2026-03-10"]).called("ANN", "zoe QUILLFEATHER", born);
    let records = vec![OffenderKey(1), OffenderKey(2)];
    let expected = Found::Alike { as_of: day("2026-03-31"), records };
    assert_eq!(found(vec![one(), other("1970-01-02")], Pattern::Alike), (vec![expected], 2));
    none(vec![one(), other("1970-01-03")], Pattern::Alike, 2);
    none(vec![one(), other("")], Pattern::Alike, 1);
}

#[test]
fn a_management_begun_again_under_another_record_is_found_by_its_likeness() {
    let ended = (day("2010-01-04"), Some(day("2025-06-11")));
    let before = |born: &str| Somebody::seen(&["2025-06-10"]).managed(&[ended]).called("Quillfeather", "Zoë", born);
    let began = day("2025-06-11").plus_days(90);
    let after = |began| Somebody::seen(&[]).managed(&[(began, None)]).called("quillfeather", "zoe", "1970-01-02");
    let expected = Found::BegunAgain { ended: day("2025-06-11"), began, before: Some(OffenderKey(1)) };
    assert_eq!(found(vec![before("1970-01-02"), after(began)], Pattern::BegunAgain), (vec![expected], 1));
    none(vec![before("1970-01-03"), after(began)], Pattern::BegunAgain, 1);
    none(vec![before("1970-01-02"), after(began.next())], Pattern::BegunAgain, 1);
}

#[test]
fn a_team_has_its_own_cases_and_its_officers_days() {
    let of_officer = |owner: i64| {
        let mut person = Somebody::new(&[at("2025-06-10", 10, 0)]);
        person.facts.owners[0].what = OfficerKey(owner);
        person.officers = vec![vec![1, 3]];
        person.away(Status::Custody, day("2026-01-20"), None)
    };
    let mut world = World::of(vec![of_officer(1), of_officer(3)]);
    let mut numbers = |team: Option<&str>| {
        world.scope = team.map_or(Scope::All, |team| Scope::Team(team.to_owned()));
        let report = world.report(&Thresholds::default());
        let count = |pattern| of(&report, pattern).0.len();
        (count(Pattern::AbsenceNearDue), count(Pattern::TwoPlaces), report.sight.visits)
    };
    assert_eq!([numbers(None), numbers(Some("North")), numbers(Some("South"))], [(2, 1, 2), (1, 1, 1), (1, 1, 1)]);
}
