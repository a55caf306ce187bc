//! The recorded facts of one management, each a line on the day it begins to hold.

use super::teller::Teller;
use super::words::{self, date, period};
use super::{Kind, Line, section};
use crate::domain::day::{Day, Period};
use crate::domain::offender::{Plan, PlanKind, Since, TierKey, holding};

/// The lines of the days of `within`, in order; what holds already on its first day stands there.
pub(super) fn lines(teller: &Teller<'_>, within: Period) -> Vec<Line> {
    let mut lines = policies(teller, within);
    lines.extend(tiers(teller, within));
    for (recorded, cut) in teller.facts.plans.iter().zip(teller.timeline.plans()) {
        plan(teller, within, recorded, cut, &mut lines);
    }
    lines.extend(statuses(teller, within));
    lines.sort_by_key(|line| line.day);
    lines
}

fn policies(teller: &Teller<'_>, within: Period) -> Vec<Line> {
    let days: Vec<Day> = teller.book.changes().collect();
    let line = |(at, day): (usize, &Day)| {
        let policy = &teller.book.on(*day).policy;
        let text = format!("Policy {}, version {}, takes effect.", policy.id, policy.version);
        Line::new(*day, Kind::Policy, section::POLICY, text).holding(days.get(at + 1).copied())
    };
    let after_first = |day: &Day| within.from < *day && within.covers(*day);
    days.iter().enumerate().filter(|(_, day)| after_first(day)).map(line).collect()
}

fn tiers(teller: &Teller<'_>, within: Period) -> Vec<Line> {
    let set = &teller.facts.tiers;
    let mut lines = vec![first_tier(teller, within.from)];
    for (at, fact) in set.iter().enumerate().filter(|(_, fact)| within.from < fact.from && within.covers(fact.from)) {
        let later = set.get(at + 1);
        let text = match later.filter(|later| later.from == fact.from) {
            Some(_) => format!("{}; another set for the same day was recorded later and holds.", set_to(teller, fact)),
            None => format!("{} ({}).", set_to(teller, fact), was(teller, fact.from)),
        };
        let line = Line::new(fact.from, Kind::RiskLevel, section::FACTS, text);
        lines.push(line.holding(later.map(|later| later.from)));
    }
    lines
}

fn set_to(teller: &Teller<'_>, fact: &Since<TierKey>) -> String {
    format!("Risk level set to {}", words::tier(teller.book, fact.what, fact.from))
}

fn was(teller: &Teller<'_>, day: Day) -> String {
    match holding(&teller.facts.tiers, day.before()) {
        Some(tier) => format!("before: {}", words::tier(teller.book, tier, day)),
        None => format!("before: none, reckoned as {}", teller.book.on(day).policy.untiered().name),
    }
}

/// The risk level that holds on the first day.
fn first_tier(teller: &Teller<'_>, first: Day) -> Line {
    let holds = teller.facts.tiers.iter().rev().find(|fact| fact.from <= first);
    let version = teller.book.on(first);
    let every = |key| version.tier(key).map_or(String::new(), |tier| tier.cadence.to_string());
    let text = match holds {
        Some(fact) => format!(
            "Risk level {}, set from {}: nobody at it goes unseen for more than {} (one interval).",
            words::tier(teller.book, fact.what, first),
            date(fact.from),
            every(fact.what)
        ),
        None => format!(
            "No risk level is set, so the numbers of {} apply: nobody goes unseen for more than {} (one interval).",
            version.policy.untiered().name,
            every(version.untiered())
        ),
    };
    let next = teller.facts.tiers.iter().find(|fact| fact.from > first).map(|fact| fact.from);
    Line::new(first, Kind::RiskLevel, section::FACTS, text).holding(next)
}

fn plan(teller: &Teller<'_>, within: Period, recorded: &Plan, cut: &Plan, lines: &mut Vec<Line>) {
    let what = match recorded.kind {
        PlanKind::Interval(every) => format!("own interval of {every}"),
        PlanKind::Reactive => "desk-based plan".to_owned(),
    };
    let begins = recorded.period.from.max(within.from);
    if within.covers(begins) && cut.period.covers(begins) {
        let text = match recorded.kind {
            PlanKind::Interval(every) => {
                format!("An interval of the offender's own, {every}, is recorded, {}.", period(recorded.period))
            }
            PlanKind::Reactive => format!("A desk-based plan is recorded, {}.", period(recorded.period)),
        };
        lines.push(Line::new(begins, Kind::Plan, section::FACTS, text).holding(cut.period.until));
    }
    let Some(end) = cut.period.until.filter(|end| within.from < *end && within.covers(*end)) else { return };
    if recorded.period.until != cut.period.until {
        lines.push(Line::new(end, Kind::Plan, section::RAISE, teller.raise_ended(&what, recorded.period)));
    } else if recorded.kind != PlanKind::Reactive {
        let text = format!("The {what}, recorded from {}, ends.", date(recorded.period.from));
        lines.push(Line::new(end, Kind::Plan, section::FACTS, text));
    }
}

fn statuses(teller: &Teller<'_>, within: Period) -> Vec<Line> {
    let line = |fact: &crate::domain::offender::StatusPeriod| {
        let begins = fact.period.from.max(within.from);
        let text = format!("{} is recorded, {}.", words::sentence(words::status(fact.status)), period(fact.period));
        let line = Line::new(begins, Kind::Status, section::FACTS, text).holding(fact.period.until);
        (fact.period.covers(begins) && within.covers(begins)).then_some(line)
    };
    teller.facts.statuses.iter().filter_map(line).collect()
}
