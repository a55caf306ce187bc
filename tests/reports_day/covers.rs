//! One officer's cases on another's list too, and never off their own.

use homevisit::domain::offender::OfficerKey;
use homevisit::domain::officer::{Cover, carried};
use homevisit::domain::work::At;
use homevisit::report::Scope;

use super::reports_kit::*;
use super::{list, references, shown};

fn cover(officer: i64, cover: i64, from: &str, until: &str) -> Cover {
    Cover { officer: OfficerKey(officer), cover: OfficerKey(cover), period: period(from, Some(until)) }
}

#[test]
fn the_cases_stand_on_both_lists_while_it_lasts_and_go_back_by_themselves() {
    let register =
        vec![("R-1".to_owned(), person(HIGH, 1, &[seen("2025-01-01")])), ("R-2".to_owned(), person(LOW, 2, &[]))];
    let covers = [cover(1, 2, "2025-06-10", "2025-06-20")];
    for (on, on_second) in [
        ("2025-06-09", vec!["R-2"]),
        ("2025-06-10", vec!["R-1", "R-2"]),
        ("2025-06-19", vec!["R-1", "R-2"]),
        ("2025-06-20", vec!["R-2"]),
    ] {
        let of = |officer| list(&register, At::end_of(day(on)), Scope::Officer(OfficerKey(officer)), &covers);
        let mut second = of(2);
        second.rows.sort_by(|one, other| one.reference.cmp(&other.reference));
        assert_eq!(references(&second), on_second, "{on}");
        assert_eq!(references(&of(1)), ["R-1"], "never off the list of whose they are, {on}");
    }
    let of = |scope| shown(&list(&register, At::end_of(day("2025-06-10")), scope, &covers));
    let second = of(Scope::Officer(OfficerKey(2)));
    assert!(second.contains("for P-01") && second.contains("Of them for officers who are covered: 1."), "{second}");
    assert!(of(Scope::Officer(OfficerKey(1))).contains("covered by P-02 until 20 Jun 2025"));
    assert!(of(Scope::All).contains("covered by P-02 until 20 Jun 2025"));
    assert!(!second.contains("covered by"), "{second}");
}

#[test]
fn a_teams_list_has_the_cases_that_its_officers_cover() {
    // P-01 is of North, P-03 of South.
    let register = vec![("R-1".to_owned(), person(HIGH, 1, &[])), ("R-3".to_owned(), person(LOW, 3, &[]))];
    let covers = [cover(1, 3, "2025-06-10", "2025-06-20")];
    let of = |team: &str, on: &str| {
        let list = list(&register, At::end_of(day(on)), Scope::Team(team.to_owned()), &covers);
        let mut found: Vec<String> = references(&list).into_iter().map(str::to_owned).collect();
        found.sort();
        found
    };
    assert_eq!(of("South", "2025-06-10"), ["R-1", "R-3"]);
    assert_eq!(of("South", "2025-06-20"), ["R-3"]);
    assert_eq!(of("North", "2025-06-10"), ["R-1"], "never off its own team's list");
}

#[test]
fn who_is_covered_by_somebody_on_leave_is_on_the_list_of_who_covers_both() {
    let key = OfficerKey;
    let covers = [
        cover(1, 2, "2025-06-01", "2025-07-01"),
        cover(2, 3, "2025-06-10", "2025-06-20"),
        cover(3, 1, "2025-06-15", "2025-06-16"),
    ];
    let on = |of: i64, on: &str| carried(&[key(of)], &covers, day(on));
    assert_eq!(on(3, "2025-06-09"), [key(3)]);
    assert_eq!(on(3, "2025-06-10"), [key(3), key(2), key(1)]);
    assert_eq!(on(3, "2025-06-20"), [key(3)]);
    assert_eq!(on(2, "2025-06-10"), [key(2), key(1)]);
    assert_eq!(on(1, "2025-06-15"), [key(1), key(3), key(2)], "round in a ring, each once");
}

#[test]
fn covers_leave_nobody_out_and_every_list_adds_up() {
    let mut rng = fastrand::Rng::with_seed(77);
    for seed in 0..20 {
        let as_of = day("2025-01-01").plus_days(seed as u32 * 13);
        let register = random_working(seed, 40, as_of);
        let covers: Vec<Cover> = (0..rng.u32(0..5))
            .map(|_| {
                let (officer, by) = (rng.i64(1..6), rng.i64(1..6));
                let from = as_of.plus_days(5).minus_days(rng.u32(0..20)).to_string();
                let until = as_of.plus_days(rng.u32(6..20)).to_string();
                cover(officer, by, &from, &until)
            })
            .filter(|cover| cover.officer != cover.cover)
            .collect();
        let lists = |covers: &[Cover]| {
            let scopes = roster().iter().map(|(key, _)| Scope::Officer(key)).collect::<Vec<_>>();
            scopes.into_iter().map(|scope| list(&register, At::end_of(as_of), scope, covers)).collect::<Vec<_>>()
        };
        for (without, with) in lists(&[]).iter().zip(lists(&covers)) {
            assert!(references(without).iter().all(|reference| references(&with).contains(reference)));
            assert_eq!(with.buckets.iter().map(|(_, count)| count).sum::<u64>() as usize, with.rows.len());
            for listed in &with.rows {
                let owner = listed.row.owner.unwrap();
                let for_another = !with.own.contains(&owner);
                assert_eq!(for_another, !references(without).contains(&listed.reference.as_str()));
            }
        }
    }
}
