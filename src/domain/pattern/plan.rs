//! Own intervals renewed again and again, and one person who authorised most plans that ask for less.

use std::collections::BTreeMap;

use super::{Case, Found, Look, Looked, Threshold};
use crate::domain::coverage::Timeline;
use crate::domain::day::{Day, Period};
use crate::domain::offender::{OffenderKey, OfficerKey, Plan, PlanKind};

/// Whether a plan is an interval longer than the cadence of the tier on its first day.
fn longer(plan: &Plan, timeline: &Timeline<'_>, look: Look<'_>) -> bool {
    let from = plan.period.from;
    let cadence = look.rules.book.on(from).tier(timeline.tier(from)).map(|tier| tier.cadence);
    match plan.kind {
        PlanKind::Interval(every) => cadence.is_some_and(|cadence| every.longer_than(cadence)),
        PlanKind::Reactive => false,
    }
}

/// Rows of own intervals longer than the tier's cadence, each begun before the one before ended or no more than
/// `own_intervals_apart_days` after: a case where `own_intervals` or more are in one. Looked at: rows, one alone too, whose last
/// was begun in the time.
pub fn interval_renewed(case: Case<'_>, look: Look<'_>) -> Looked {
    let timeline = Timeline::new(case.facts, &look.rules.book);
    let plans = case.facts.plans.iter().zip(&case.beside.authorised_by);
    let begun = plans.filter(|(plan, _)| plan.period.from <= look.as_of && longer(plan, &timeline, look));
    let mut rows: Vec<Vec<(Period, OfficerKey)>> = Vec::new();
    for (plan, by) in begun {
        let apart = look.of(Threshold::OwnIntervalsApartDays);
        let follows = |row: &Vec<(Period, OfficerKey)>| {
            let ends = row.iter().map(|(before, _)| before.until.unwrap_or(Day::MAX)).max();
            ends.is_some_and(|end| plan.period.from <= end.plus_days(apart))
        };
        match rows.last_mut().filter(|row| follows(row)) {
            Some(row) => row.push((plan.period, *by)),
            None => rows.push(vec![(plan.period, *by)]),
        }
    }
    let mut looked = Looked::default();
    for row in rows.into_iter().filter(|row| row.last().is_some_and(|(last, _)| look.holds(last.from))) {
        looked.at += 1;
        if row.len() >= look.of(Threshold::OwnIntervals) as usize {
            let mut authorised_by: Vec<OfficerKey> = row.iter().map(|(_, by)| *by).collect();
            authorised_by.sort_unstable();
            authorised_by.dedup();
            let plans = row.into_iter().map(|(period, _)| period).collect();
            looked.found.push(Found::IntervalRenewed { plans, authorised_by });
        }
    }
    looked
}

/// Plans begun in the time that ask for fewer visits than the tier does, own intervals longer than its cadence and desk-based
/// ones: the day of each and who authorised it.
pub fn relaxing(case: Case<'_>, look: Look<'_>) -> Vec<(Day, OfficerKey)> {
    if case.facts.plans.is_empty() {
        return Vec::new();
    }
    let timeline = Timeline::new(case.facts, &look.rules.book);
    let plans = case.facts.plans.iter().zip(&case.beside.authorised_by);
    let relaxes = |plan: &Plan| plan.kind == PlanKind::Reactive || longer(plan, &timeline, look);
    let begun = plans.filter(|(plan, _)| look.holds(plan.period.from) && relaxes(plan));
    begun.map(|(plan, by)| (plan.period.from, *by)).collect()
}

/// Whoever authorised `authorised_percent` of a hundred such plans or more, where there are `authorised_plans` or more. Looked
/// at: the plans.
pub fn one_authoriser(plans: &[(Day, OfficerKey, OffenderKey)], look: Look<'_>) -> Looked {
    let all = u32::try_from(plans.len()).unwrap_or(u32::MAX);
    let mut by: BTreeMap<OfficerKey, Vec<(Day, OffenderKey)>> = BTreeMap::new();
    plans.iter().for_each(|(day, officer, offender)| by.entry(*officer).or_default().push((*day, *offender)));
    let most = |count: u32| u64::from(count) * 100 >= u64::from(look.of(Threshold::AuthorisedPercent)) * u64::from(all);
    let mut found = Vec::new();
    for (officer, mut days) in by {
        let authorised = u32::try_from(days.len()).unwrap_or(u32::MAX);
        if all >= look.of(Threshold::AuthorisedPlans) && most(authorised) {
            days.sort_unstable();
            found.push(Found::OneAuthoriser { officer, authorised, plans: all, days });
        }
    }
    Looked { at: u64::from(all), found }
}
