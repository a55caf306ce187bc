//! Trends from the cases of each day, from the worklists of each month's end and from the audits of each month.

use homevisit::domain::day::Day;
use homevisit::report::SpecError;
use homevisit::report::audit::{Group, GroupBy};
use homevisit::report::cases::Level;
use homevisit::report::measure::{Measure, Whose};
use homevisit::report::trend::{Fold, Point, Series, Spec, Trend};

use crate::kit::Unit;
use crate::recount::everyone;
use crate::reports_kit::day;

/// The first day from which everything can be asked.
fn first(unit: &Unit) -> Day {
    let from = unit.as_of.minus_days(200);
    unit.rules.history_from.map_or(from, |history| history.plus_days(7).max(from).min(unit.as_of))
}

/// What the cases behind a point add up to: of a group, or of all.
fn from_cases(unit: &Unit, measure: Measure, point: &Point, whose: &Whose, level: Option<Level>) -> u64 {
    if measure.is_flow() {
        return unit.cases(measure, whose, level, (point.from, point.to)).sum;
    }
    unit.cases_on(point.to, measure, whose, level, None).sum
}

#[test]
fn every_point_is_the_sum_of_its_cases() {
    for seed in [1, 6] {
        let unit = Unit::random(seed);
        for measure in Measure::ALL.iter().copied().filter(|measure| measure.is_of_the_past()) {
            for whose in everyone() {
                let trend = unit.trend(measure, first(&unit), None, &whose);
                assert!(trend.groups.is_empty());
                for (point, value) in trend.points.iter().zip(&trend.total) {
                    let counted = from_cases(&unit, measure, point, &whose, None);
                    assert_eq!(value.value, counted, "{measure} of {whose:?} at {}, seed {seed}", point.to);
                    let whole = measure.whole().map_or(0, |whole| from_cases(&unit, whole, point, &whose, None));
                    assert_eq!(value.of, whole, "whole of {measure} of {whose:?} at {}, seed {seed}", point.to);
                }
            }
        }
    }
}

fn series<'a>(trend: &'a Trend, group: &Group) -> Option<&'a Series> {
    trend.groups.iter().find(|series| series.group == *group)
}

#[test]
fn every_point_of_a_group_is_the_sum_of_the_group_s_cases() {
    for seed in [3] {
        let unit = Unit::random(seed);
        for measure in Measure::ALL.iter().copied().filter(|measure| measure.is_of_the_past()) {
            let by = |by| unit.trend(measure, first(&unit), Some(by), &Whose::All);
            let (tiers, officers, teams) = (by(GroupBy::Tier), by(GroupBy::Officer), by(GroupBy::Team));
            for trend in [&tiers, &officers, &teams] {
                homevisit::render::trend::paper(trend).check().unwrap();
            }
            for (at, point) in tiers.points.iter().enumerate() {
                let value =
                    |trend, group: &Group| series(trend, group).map_or(0, |series: &Series| series.values[at].value);
                for (word, level) in unit.levels() {
                    let counted = from_cases(&unit, measure, point, &Whose::All, Some(level));
                    let group = tiers.groups.iter().find(|series| series.group.word() == word);
                    let value = group.map_or(0, |series| series.values[at].value);
                    assert_eq!(value, counted, "{measure} of {word} at {}, seed {seed}", point.to);
                }
                for (key, officer) in unit.roster.iter() {
                    let counted = from_cases(&unit, measure, point, &Whose::Officer(key), None);
                    let value = value(&officers, &Group::Officer(officer.id.clone()));
                    assert_eq!(value, counted, "{measure} of {} at {}, seed {seed}", officer.id, point.to);
                }
                for team in ["North", "South"] {
                    let counted = from_cases(&unit, measure, point, &Whose::Team(team.into()), None);
                    let value = value(&teams, &Group::Team(team.into()));
                    assert_eq!(value, counted, "{measure} of {team} at {}, seed {seed}", point.to);
                }
            }
        }
    }
}

#[test]
fn the_owed_at_each_months_end_are_those_of_its_worklist() {
    for seed in 0..4 {
        let unit = Unit::random(seed);
        let from = first(&unit);
        let owed = unit.trend(Measure::Owed, from, Some(GroupBy::Tier), &Whose::All);
        let due = unit.trend(Measure::Due, from, None, &Whose::All);
        for (at, point) in owed.points.iter().enumerate() {
            let list = unit.worklist(point.to);
            assert_eq!(owed.total[at].value, list["with_overdue"].as_u64().unwrap(), "{}, seed {seed}", point.to);
            assert_eq!(owed.total[at].of, list["managed"].as_u64().unwrap());
            assert_eq!(due.total[at].value, list["buckets"]["due"].as_u64().unwrap());
        }
    }
}

#[test]
fn flows_over_each_month_are_those_of_its_audit() {
    for seed in 0..4 {
        let unit = Unit::random(seed);
        let fields =
            [(Measure::DaysOverdue, "days_overdue", "days_required"), (Measure::VisitsOnTime, "on_time", "required")];
        for (by, name) in [(GroupBy::Tier, "tier"), (GroupBy::Officer, "officer_id"), (GroupBy::Team, "team")] {
            for (measure, field, of) in fields {
                let trend = unit.trend(measure, first(&unit), Some(by), &Whose::All);
                for (at, point) in trend.points.iter().enumerate() {
                    let audit = unit.audit((point.from, point.to), by);
                    let number = |row: &serde_json::Value, field: &str| row[field].as_u64().unwrap();
                    assert_eq!(trend.total[at].value, number(&audit["total"], field));
                    assert_eq!(trend.total[at].of, number(&audit["total"], of));
                    for row in audit["rows"].as_array().unwrap() {
                        let word = row[name].as_str().unwrap();
                        let series = trend.groups.iter().find(|series| series.group.word() == word);
                        let value = series.map_or(Default::default(), |series| series.values[at]);
                        let said = (number(row, field), number(row, of));
                        assert_eq!((value.value, value.of), said, "{measure} of {word} at {}", point.to);
                    }
                }
            }
        }
    }
}

#[test]
fn the_last_point_of_a_trend_is_the_overview() {
    for seed in 0..4 {
        let unit = Unit::random(seed);
        for whose in everyone() {
            let overview = unit.overview(&whose);
            let stocks = Measure::stocks().filter(|measure| measure.is_of_the_past());
            for measure in stocks.filter(|measure| overview.week || !measure.looks_back()) {
                let trend = unit.trend(measure, unit.as_of, None, &whose);
                assert_eq!(trend.total[0].value, overview.total[measure], "{measure} of {whose:?}, seed {seed}");
            }
        }
    }
}

#[test]
fn months_are_whole_but_for_the_first_and_the_last() {
    let mut unit = Unit::random(2);
    unit.as_of = day("2025-03-10");
    let trend = unit.trend(Measure::Owed, day("2024-12-15"), None, &Whose::All);
    let points: Vec<(String, String, bool)> =
        trend.points.iter().map(|point| (point.from.to_string(), point.to.to_string(), point.whole)).collect();
    let expected = [
        ("2024-12-15", "2024-12-31", false),
        ("2025-01-01", "2025-01-31", true),
        ("2025-02-01", "2025-02-28", true),
        ("2025-03-01", "2025-03-10", false),
    ];
    assert_eq!(points, expected.map(|(from, to, whole)| (from.to_owned(), to.to_owned(), whole)));
}

#[test]
fn what_cannot_be_told_is_refused() {
    let mut unit = Unit::random(2);
    unit.rules.history_from = Some(day("2025-01-01"));
    unit.as_of = day("2025-03-10");
    let refused = |measure, from: &str| {
        let spec = Spec { measure, from: day(from), to: unit.now(), group_by: None, whose: Whose::All };
        Fold::new(spec, &unit.rules, &unit.roster, &unit.beside).err()
    };
    assert_eq!(
        refused(Measure::Owed, "2025-03-11"),
        Some(SpecError::Reversed { from: day("2025-03-11"), to: unit.as_of })
    );
    assert_eq!(refused(Measure::NotEntered, "2025-02-01"), Some(SpecError::NotOfThePast { measure: "not-entered" }));
    assert!(matches!(refused(Measure::Owed, "2024-12-20"), Some(SpecError::BeforeHistory { .. })));
    assert!(matches!(refused(Measure::DaysOverdue, "2024-12-31"), Some(SpecError::BeforeHistory { .. })));
    assert_eq!(refused(Measure::Owed, "2025-01-01"), None);
    assert_eq!(refused(Measure::Slipped, "2025-01-01"), None, "a week before 31 January there is a record");
}
