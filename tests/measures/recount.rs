//! The overview from the cases behind each of its figures.

use std::collections::BTreeSet;

use homevisit::domain::offender::OfficerKey;
use homevisit::report::audit::Group;
use homevisit::report::cases::{Cases, Level};
use homevisit::report::measure::{Figures, Measure, SUMS, Whose};
use homevisit::report::overview::{Level as OverviewLevel, Overview};

use crate::kit::Unit;

pub fn everyone() -> [Whose; 4] {
    ["North", "South"]
        .map(|team| Whose::Team(team.to_owned()))
        .into_iter()
        .chain([Whose::All, Whose::Officer(OfficerKey(2))])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

fn of_level<'a>(overview: &'a Overview, word: &str) -> Option<&'a OverviewLevel> {
    overview.levels.iter().find(|level| level.group.word() == word)
}

/// Each offender once, each with something, adding up to the sum.
fn sound(cases: &Cases) {
    let references: BTreeSet<&str> = cases.rows.iter().map(|case| case.reference.as_str()).collect();
    assert_eq!(references.len(), cases.rows.len(), "{}", cases.measure);
    assert!(cases.rows.iter().all(|case| case.count > 0), "{}", cases.measure);
    assert_eq!(cases.rows.iter().map(|case| case.count).sum::<u64>(), cases.sum, "{}", cases.measure);
}

#[test]
fn every_figure_of_the_overview_is_the_sum_of_its_cases() {
    let mut ever = Figures::default();
    for seed in 0..5 {
        let unit = Unit::random(seed);
        for whose in everyone() {
            let overview = unit.overview(&whose);
            homevisit::render::overview::paper(&overview).check().unwrap();
            let Some((first, last)) = overview.months.first().zip(overview.months.last()) else { panic!("no month") };
            let period = (first.from, last.to);
            for measure in Measure::ALL.iter().copied().filter(|measure| overview.week || !measure.looks_back()) {
                let all = unit.cases(measure, &whose, None, period);
                sound(&all);
                homevisit::render::cases::paper(&all).check().unwrap();
                assert_eq!(overview.total[measure], all.sum, "{measure} of {whose:?}, seed {seed}");
                ever[measure] += all.sum;
                for (word, level) in unit.levels() {
                    let cases = unit.cases(measure, &whose, Some(level), period);
                    let figure = of_level(&overview, &word).map_or(0, |level| level.figures[measure]);
                    assert_eq!(figure, cases.sum, "{measure} of {word} of {whose:?}, seed {seed}");
                }
            }
        }
    }
    let never: Vec<&Measure> = Measure::ALL.iter().filter(|measure| ever[**measure] == 0).collect();
    assert!(never.is_empty(), "the registers have no case of {never:?}");
}

#[test]
fn every_month_is_the_sum_of_its_cases_and_what_adds_up_does_in_each() {
    for seed in 0..4 {
        let unit = Unit::random(seed);
        for whose in everyone() {
            let overview = unit.overview(&whose);
            for month in &overview.months {
                for measure in Measure::flows() {
                    let cases = unit.cases(measure, &whose, None, (month.from, month.to));
                    assert_eq!(
                        month.figures[measure], cases.sum,
                        "{measure} of {whose:?} from {}, seed {seed}",
                        month.from
                    );
                }
            }
            let figures = overview.levels.iter().map(|level| &level.figures).chain([&overview.total]);
            for figures in figures {
                for (whole, parts) in
                    SUMS.iter().filter(|(whole, parts)| overview.week || !whole.looks_back() && !parts[0].looks_back())
                {
                    assert_eq!(
                        figures[*whole],
                        parts.iter().map(|part| figures[*part]).sum::<u64>(),
                        "{whole}, seed {seed}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_an_officer_carries_is_the_sum_of_the_officer_s_cases() {
    for seed in 0..4 {
        let unit = Unit::random(seed);
        let overview = unit.overview(&Whose::All);
        for (key, officer) in unit.roster.iter() {
            let cases = unit.cases(Measure::Managed, &Whose::Officer(key), None, (unit.as_of, unit.as_of));
            let carried = overview.officers.iter().find(|one| one.officer == officer.id).map_or(0, |one| one.cases);
            assert_eq!(carried, cases.sum, "{}, seed {seed}", officer.id);
        }
    }
}

#[test]
fn the_most_overdue_of_each_level_is_the_case_owed_for_longest() {
    let mut found = 0;
    for seed in 0..12 {
        let unit = Unit::random(seed);
        let overview = unit.overview(&Whose::All);
        for (word, level) in unit.levels() {
            let cases = unit.cases(Measure::Owed, &Whose::All, Some(level), (unit.as_of, unit.as_of));
            let longest = cases.rows.iter().map(|case| case.owed_days.unwrap()).max();
            let level = of_level(&overview, &word);
            let worst = level.and_then(|level| level.worst.as_ref());
            assert_eq!(worst.map(|worst| worst.days), longest, "{word}, seed {seed}");
            let Some(worst) = worst else { continue };
            let of = cases.rows.iter().find(|case| case.reference == worst.reference).expect("one of them");
            assert_eq!((of.owed_days, of.due, of.bucket), (Some(worst.days), Some(worst.due), Some(worst.bucket)));
            found += 1;
        }
    }
    assert!(found > 20);
}

#[test]
fn the_teams_the_unowned_and_those_without_a_team_are_the_unit() {
    for seed in 0..4 {
        let unit = Unit::random(seed);
        let all = unit.overview(&Whose::All);
        let teams = ["North", "South"].map(|team| unit.overview(&Whose::Team(team.to_owned())));
        let of_teams: u64 = teams.iter().map(|team| team.total[Measure::Managed]).sum();
        let elsewhere = teams[0].elsewhere.expect("of a team");
        assert_eq!(of_teams + elsewhere.managed, all.total[Measure::Managed], "seed {seed}");
        assert_eq!(elsewhere.managed, all.total[Measure::NoOwner] + all.total[Measure::NoTeam], "seed {seed}");
        let children: u64 = teams.iter().map(|team| team.total[Measure::ChildNoReferral]).sum();
        assert_eq!(children + elsewhere.children, all.total[Measure::ChildNoReferral], "seed {seed}");
        assert!(matches!(all.levels[0].group, Group::Tier(..)) && all.elsewhere.is_none());
    }
}

#[test]
fn a_level_asked_for_holds_nobody_of_another() {
    let unit = Unit::random(1);
    for (_, level) in unit.levels() {
        let cases = unit.cases(Measure::Managed, &Whose::All, Some(level), (unit.as_of, unit.as_of));
        let of = |tier: Option<homevisit::domain::offender::TierKey>| match level {
            Level::Set(wanted) => tier == Some(wanted),
            Level::NoneSet => tier.is_none(),
        };
        assert!(!cases.rows.is_empty() && cases.rows.iter().all(|case| of(case.tier)));
    }
}
