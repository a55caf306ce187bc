//! Facts recorded for later days: known, and no part of the answer.

use super::words::{self, date, period, plural};
use crate::domain::day::Day;
use crate::domain::offender::{Facts, PlanKind};
use crate::domain::officer::Roster;
use crate::domain::requirement::Rules;

/// A fact, or the visits together, that start after the as-of day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Ahead {
    /// The first day of it.
    pub day: Day,
    /// What is recorded.
    pub text: String,
}

/// Everything that starts after `as_of`, in order of days; visits, which lie ahead only of a past day, as one.
pub(super) fn recorded(facts: &Facts, rules: &Rules, roster: &Roster, as_of: Day) -> Vec<Ahead> {
    let mut ahead: Vec<Ahead> = Vec::new();
    let mut add = |day: Day, text: String| {
        if day > as_of {
            ahead.push(Ahead { day, text });
        }
    };
    for managed in &facts.management {
        add(managed.from, format!("management {}", period(*managed)));
    }
    for fact in &facts.tiers {
        add(fact.from, format!("risk level {}", words::tier(&rules.book, fact.what, fact.from)));
    }
    for fact in &facts.owners {
        add(fact.from, format!("responsible officer {}", roster.id(fact.what)));
    }
    for fact in &facts.addresses {
        add(fact.from, "another address".to_owned());
    }
    for fact in &facts.statuses {
        add(fact.period.from, format!("{} {}", words::status(fact.status), period(fact.period)));
    }
    for plan in &facts.plans {
        let what = match plan.kind {
            PlanKind::Interval(every) => format!("own interval of {every}"),
            PlanKind::Reactive => "desk-based plan".to_owned(),
        };
        add(plan.period.from, format!("{what} {}", period(plan.period)));
    }
    let later: Vec<Day> = facts.visits.iter().map(|visit| visit.day).filter(|day| *day > as_of).collect();
    if let (Some(first), Some(last)) = (later.first(), later.last()) {
        let visits = plural(later.len(), "visit or attempt", "visits and attempts");
        add(*first, format!("{visits}, the last on {}", date(*last)));
    }
    ahead.sort_by_key(|it| it.day);
    ahead
}
