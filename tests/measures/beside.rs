//! The overview from the worklist, the list of the unseen and the audit, which know nothing of measures.

use std::collections::{BTreeMap, BTreeSet};

use homevisit::domain::day::Day;
use homevisit::domain::notice::Notice;
use homevisit::domain::row::{Bucket, Flag};
use homevisit::report::audit::GroupBy;
use homevisit::report::measure::{Figures, Measure as M, Whose};
use homevisit::report::overview::Overview;
use serde_json::Value;

use crate::kit::Unit;

const SEEDS: std::ops::Range<u64> = 0..12;

/// The figures of a risk level by its word, or of all.
fn figures<'a>(overview: &'a Overview, tier: &str) -> Option<&'a Figures> {
    match tier {
        "all" => Some(&overview.total),
        tier => overview.levels.iter().find(|level| level.group.word() == tier).map(|level| &level.figures),
    }
}

fn rows(list: &Value) -> &Vec<Value> {
    list["rows"].as_array().unwrap()
}

fn tier(row: &Value) -> &str {
    row["tier"].as_str().unwrap_or("untiered")
}

fn day(value: &Value) -> Day {
    value.as_str().unwrap().parse().unwrap()
}

fn has(row: &Value, word: &str) -> bool {
    row["flags"].as_array().unwrap().iter().any(|flag| flag == word)
}

fn owed(row: &Value) -> bool {
    row["with_overdue"] == true
}

/// Counted over the rows of each level, and of all.
fn same(unit: &Unit, list: &Value, overview: &Overview, measure: M, count: &dyn Fn(&Value) -> u64) {
    let words = unit.levels().into_iter().map(|(word, _)| word).chain(["all".to_owned()]);
    for word in words {
        let of = rows(list).iter().filter(|row| word == "all" || tier(row) == word);
        let counted: u64 = of.map(count).sum();
        let figure = figures(overview, &word).map_or(0, |figures| figures[measure]);
        assert_eq!(figure, counted, "{measure} of {word}, as at {}", unit.as_of);
    }
}

#[test]
fn buckets_flags_and_notices_are_those_of_the_worklist() {
    for seed in SEEDS {
        let unit = Unit::random(seed);
        let (overview, list) = (unit.overview(&Whose::All), unit.worklist(unit.as_of));
        let same = |measure, count: &dyn Fn(&Value) -> u64| same(&unit, &list, &overview, measure, count);
        same(M::Managed, &|_| 1);
        for bucket in Bucket::ALL {
            let measure: M = bucket.as_str().parse().unwrap();
            same(measure, &|row| u64::from(row["bucket"] == bucket.as_str()));
            assert_eq!(overview.total[measure], list["buckets"][bucket.as_str()].as_u64().unwrap());
        }
        for flag in
            [Flag::NoTier, Flag::NoOwner, Flag::OwnerInactive, Flag::NoAddress, Flag::NewAddress, Flag::OwnInterval]
        {
            same(flag.as_str().parse().unwrap(), &|row| u64::from(has(row, flag.as_str())));
        }
        for notice in
            [Notice::DecisionWanted, Notice::BookingPassed, Notice::AddressDoubt, Notice::PlanUnmet, Notice::ReviewDue]
        {
            same(notice.as_str().parse().unwrap(), &|row| u64::from(has(row, notice.as_str())));
        }
        same(M::OwedFrozen, &|row| u64::from(has(row, "overdue-frozen")));
        same(M::OwedMissing, &|row| u64::from(row["bucket"] == "missing" && owed(row)));
        same(M::OwedNeverVisited, &|row| u64::from(has(row, "never-visited")));
        let unconfirmed = |row: &Value, missing: bool| {
            let of = |notice: &&Value| notice["notice"] == "unconfirmed" && (notice["status"] == "missing") == missing;
            u64::from(row["notices"].as_array().unwrap().iter().any(|notice| of(&notice)))
        };
        same(M::MissingUnconfirmed, &|row| if row["bucket"] == "missing" { unconfirmed(row, true) } else { 0 });
        same(M::AwayUnconfirmed, &|row| if row["bucket"] == "suspended" { unconfirmed(row, false) } else { 0 });
    }
}

#[test]
fn the_backlog_its_ages_and_its_directions_are_those_of_the_worklist() {
    for seed in SEEDS {
        let unit = Unit::random(seed);
        let (overview, list) = (unit.overview(&Whose::All), unit.worklist(unit.as_of));
        assert_eq!(overview.total[M::Owed], list["with_overdue"].as_u64().unwrap());
        let same = |measure, count: &dyn Fn(&Value) -> u64| same(&unit, &list, &overview, measure, count);
        let age = |row: &Value| if owed(row) { unit.as_of.days_after(day(&row["due"])) } else { 0 };
        same(M::Owed, &|row| u64::from(owed(row)));
        let ages = [
            (M::OwedTo7, 1..=7),
            (M::OwedTo30, 8..=30),
            (M::OwedTo90, 31..=90),
            (M::OwedTo180, 91..=180),
            (M::OwedOver180, 181..=u32::MAX),
        ];
        for (measure, ages) in ages {
            same(measure, &|row| u64::from(ages.contains(&age(row))));
        }
        same(M::OwedDays, &|row| age(row).into());
        same(M::OwedDaysVisitable, &|row| row["days_overdue"].as_u64().unwrap());
        let broken = |row: &Value| has(row, "direction-broken");
        let directed = |row: &Value| !broken(row) && has(row, "directed");
        same(M::DirectionBroken, &|row| u64::from(owed(row) && broken(row)));
        same(M::Directed, &|row| u64::from(owed(row) && directed(row)));
        same(M::NoDirection, &|row| u64::from(owed(row) && !broken(row) && !directed(row)));
        same(M::BrokenNotOwed, &|row| u64::from(!owed(row) && broken(row)));
        same(M::DirectedNotOwed, &|row| u64::from(!owed(row) && directed(row)));
    }
}

#[test]
fn children_without_a_referral_are_those_of_everybody_managed_or_not() {
    let mut gone = 0;
    for seed in SEEDS {
        let unit = Unit::random(seed);
        let (overview, list) = (unit.overview(&Whose::All), unit.worklist(unit.as_of));
        let count = |rows: &Value| -> u64 {
            let notices = rows.as_array().unwrap().iter().flat_map(|row| row["notices"].as_array().unwrap());
            notices.filter(|notice| notice["notice"] == "child-no-referral").count() as u64
        };
        gone += count(&list["not_managed"]);
        assert_eq!(
            overview.total[M::ChildNoReferral],
            count(&list["rows"]) + count(&list["not_managed"]),
            "seed {seed}"
        );
        let not_entered = unit.beside.not_entered.values().flatten().filter(|day| **day <= unit.as_of).count() as u64;
        assert_eq!(overview.total[M::NotEntered], not_entered);
    }
    assert!(gone > 0);
}

#[test]
fn away_by_kind_is_that_of_the_list_of_the_unseen() {
    for seed in SEEDS {
        let unit = Unit::random(seed);
        let (overview, unseen) = (unit.overview(&Whose::All), unit.unseen(unit.as_of));
        let first = |row: &Value| {
            let kinds: Vec<&str> =
                row["excuses"].as_array().unwrap().iter().map(|excuse| excuse["kind"].as_str().unwrap()).collect();
            ["custody", "hospital", "abroad", "elsewhere"].into_iter().find(|kind| kinds.contains(kind))
        };
        for (measure, kind) in [
            (M::AwayCustody, "custody"),
            (M::AwayHospital, "hospital"),
            (M::AwayAbroad, "abroad"),
            (M::AwayElsewhere, "elsewhere"),
        ] {
            same(&unit, &unseen, &overview, measure, &|row| {
                u64::from(row["bucket"] == "suspended" && first(row) == Some(kind))
            });
        }
    }
}

/// By reference, the first day of their management and how many cycles were missed.
type Owed = BTreeMap<String, (String, u64)>;

/// Those owed; and everybody managed, with the first day of their management.
fn standing(unit: &Unit, day: Day) -> (Owed, BTreeSet<(String, String)>) {
    let (list, unseen) = (unit.worklist(day), unit.unseen(day));
    let word = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    let since: BTreeMap<String, String> =
        rows(&unseen).iter().map(|row| (word(row, "offender_ref"), word(row, "managed_from"))).collect();
    let of_owed = rows(&list).iter().filter(|row| owed(row)).map(|row| {
        let reference = word(row, "offender_ref");
        (reference.clone(), (since[&reference].clone(), row["missed"].as_u64().unwrap()))
    });
    (of_owed.collect(), since.iter().map(|(one, from)| (one.clone(), from.clone())).collect())
}

#[test]
fn what_changed_within_the_week_is_the_difference_of_two_worklists() {
    let mut ever = [0; 4];
    for seed in 0..30 {
        let unit = Unit::random(seed);
        let overview = unit.overview(&Whose::All);
        if !overview.week {
            assert!(overview.figure(M::Slipped).is_none());
            continue;
        }
        let (then, _) = standing(&unit, unit.as_of.minus_days(7));
        let (now, managed) = standing(&unit, unit.as_of);
        let mut counted = [0_u64; 4];
        for (reference, (from, missed)) in &then {
            match now.get(reference).filter(|(since, _)| since == from) {
                Some((_, more)) => {
                    counted[0] += 1;
                    ever[3] += u64::from(more > missed);
                }
                None if managed.contains(&(reference.clone(), from.clone())) => counted[1] += 1,
                None => counted[2] += 1,
            }
        }
        let same = |reference: &String, from: &String| then.get(reference).is_some_and(|(since, _)| since == from);
        counted[3] = now.iter().filter(|(reference, (from, _))| !same(reference, from)).count() as u64;
        let figures = [M::OwedStill, M::CameRight, M::EndedOwing, M::Slipped].map(|measure| overview.total[measure]);
        assert_eq!(figures, counted, "seed {seed}");
        assert_eq!(overview.total[M::OwedWeekBefore], then.len() as u64, "seed {seed}");
        ever.iter_mut().zip(&counted[1..]).for_each(|(ever, counted)| *ever += counted);
    }
    assert!(ever.iter().all(|count| *count > 0), "{ever:?}");
}

#[test]
fn person_days_and_visits_are_those_of_the_audit() {
    for seed in SEEDS {
        let unit = Unit::random(seed);
        let overview = unit.overview(&Whose::All);
        let fields = [
            (M::DaysRequired, "days_required"),
            (M::DaysSuspended, "days_suspended"),
            (M::DaysReactive, "days_reactive"),
            (M::DaysOverdue, "days_overdue"),
            (M::VisitsRequired, "required"),
            (M::VisitsOnTime, "on_time"),
            (M::VisitsLate, "late"),
            (M::VisitsMissed, "missed"),
            (M::VisitsOverdue, "overdue"),
        ];
        let (first, last) = (overview.months.first().unwrap(), overview.months.last().unwrap());
        let audit = unit.audit((first.from, last.to), GroupBy::Tier);
        assert_eq!(u64::from(overview.days()), audit["days"].as_u64().unwrap());
        for row in rows(&audit).iter().chain([&audit["total"]]) {
            let figures = figures(&overview, row["tier"].as_str().unwrap_or("all"));
            for (measure, field) in fields {
                let figure = figures.map_or(0, |figures| figures[measure]);
                assert_eq!(figure, row[field].as_u64().unwrap(), "{measure} of {}, seed {seed}", row["tier"]);
            }
        }
        for month in &overview.months {
            let audit = unit.audit((month.from, month.to), GroupBy::Tier);
            for (measure, field) in fields {
                assert_eq!(
                    month.figures[measure],
                    audit["total"][field].as_u64().unwrap(),
                    "{measure} of {}",
                    month.from
                );
            }
        }
        let cases = unit.cases(M::DaysOverdue, &Whose::All, None, (first.from, last.to));
        let mut by_person: BTreeMap<&str, u64> = BTreeMap::new();
        for case in audit["cases"]["days_overdue"].as_array().unwrap() {
            *by_person.entry(case["offender_ref"].as_str().unwrap()).or_default() += case["days"].as_u64().unwrap();
        }
        let own: BTreeMap<&str, u64> = cases.rows.iter().map(|case| (case.reference.as_str(), case.count)).collect();
        assert_eq!(own, by_person, "seed {seed}");
    }
}
