//! Facts drawn at random: tiers, owners, addresses, statuses, plans and visits.

use fastrand::Rng;
use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Address, Facts, OfficerKey, Plan, PlanKind, Since, Status, StatusPeriod, TierKey};
use homevisit::domain::policy::{Book, Policy};
use homevisit::domain::visit::{Outcome, Premises, Visit};

use super::policies;
use super::random::{Draw, chance, pick};

/// Some more of every kind.
pub fn more_facts(draw: &mut Draw, facts: &mut Facts, adopted: &[Policy], book: &Book) {
    let tiers = book.tier_ids().len();
    for _ in 0..draw.several(4) {
        let key = TierKey(u16::try_from(draw.rng.usize(..tiers)).expect("few tiers"));
        facts.tiers.push(Since { from: fact_day(draw), what: key });
    }
    for _ in 0..draw.several(2) {
        let key = OfficerKey(draw.rng.i64(0..3));
        facts.owners.push(Since { from: fact_day(draw), what: key });
    }
    for _ in 0..draw.several(3) {
        let what = address(&mut draw.rng);
        facts.addresses.push(Since { from: fact_day(draw), what });
    }
    if chance(&mut draw.rng, 10) {
        short_absences_in_a_row(draw, facts);
    }
    let most = *pick(&mut draw.rng, &[1, 4]);
    for _ in 0..draw.several(most) {
        let earlier: Vec<Option<Day>> = facts.statuses.iter().map(|fact| fact.period.until).collect();
        let (status, period) = (*pick(&mut draw.rng, Status::ALL), draw.period(&earlier));
        facts.statuses.push(StatusPeriod { status, period });
    }
    for _ in 0..draw.several(3) {
        let earlier: Vec<Option<Day>> = facts.plans.iter().map(|plan| plan.period.until).collect();
        let (kind, period) = (plan_kind(&mut draw.rng, adopted), draw.period(&earlier));
        facts.plans.push(Plan { kind, period, review_by: None });
    }
    for _ in 0..draw.several(9) {
        let day = draw.day();
        for _ in 0..*pick(&mut draw.rng, &[1, 1, 1, 1, 2]) {
            facts.visits.push(visit(&mut draw.rng, day));
        }
    }
    facts.sort();
}

/// Several things on one day.
pub fn crowd(draw: &mut Draw, facts: &mut Facts, adopted: &[Policy], book: &Book, day: Day) {
    let key = TierKey(u16::try_from(draw.rng.usize(..book.tier_ids().len())).expect("few tiers"));
    facts.tiers.push(Since { from: day, what: key });
    let until = Some(day.plus_days(draw.rng.u32(1..=10)));
    if chance(&mut draw.rng, 50) {
        let from = day.minus_days(draw.rng.u32(0..=1) * 7);
        facts.statuses.push(StatusPeriod { status: *pick(&mut draw.rng, Status::ALL), period: Period { from, until } });
    }
    if chance(&mut draw.rng, 40) {
        facts.plans.push(Plan {
            kind: plan_kind(&mut draw.rng, adopted),
            period: Period { from: day, until },
            review_by: None,
        });
    }
    if chance(&mut draw.rng, 40) {
        facts.visits.push(visit(&mut draw.rng, day));
    }
    facts.sort();
}

/// The days on which a visit was made or something else began.
pub fn first_days(facts: &Facts) -> Vec<Day> {
    let visits = facts.visits.iter().map(|visit| visit.day).chain(facts.tiers.iter().map(|tier| tier.from));
    let away =
        facts.statuses.iter().map(|fact| fact.period.from).chain(facts.plans.iter().map(|plan| plan.period.from));
    visits.chain(away).chain(facts.management.iter().map(|period| period.from)).collect()
}

/// Often before management, as a tier or an address is set by then.
fn fact_day(draw: &mut Draw) -> Day {
    if chance(&mut draw.rng, 25) { draw.from.minus_days(draw.rng.u32(..3) * 20) } else { draw.day() }
}

/// The same number always the same writing.
fn address(rng: &mut Rng) -> Address {
    let writing = rng.u32(..5);
    Address {
        text: i64::from(writing),
        writing,
        blank: writing == 1 || writing == 2,
        no_fixed_abode: writing >= 2 && writing != 4,
    }
}

/// "longer than the tolerance of every version" and not "longer than the longest cadence".
fn plan_kind(rng: &mut Rng, adopted: &[Policy]) -> PlanKind {
    let tolerance = adopted.iter().map(|policy| policy.tolerance_days).max().unwrap_or(0);
    let cadences = adopted.iter().flat_map(|policy| &policy.tiers).map(|tier| tier.cadence.rough_days());
    let longest = cadences.max().unwrap_or(0);
    let drawn: Vec<Interval> = (0..10).map(|_| policies::interval(rng)).collect();
    let mut allowed = drawn.into_iter().filter(|interval| (tolerance + 1..=longest).contains(&interval.rough_days()));
    if chance(rng, 45) { PlanKind::Reactive } else { allowed.next().map_or(PlanKind::Reactive, PlanKind::Interval) }
}

pub fn visit(rng: &mut Rng, day: Day) -> Visit {
    let outcome = if chance(rng, 55) { Outcome::Seen } else { *pick(rng, Outcome::ALL) };
    let premises = if chance(rng, 75) { Premises::Notified } else { *pick(rng, Premises::ALL) };
    Visit { day, time: None, outcome, premises, announced: None, entry_sought: None, act: 1, source_days: None }
}

/// Absences of a few days each, of one status, with a day or two between them.
fn short_absences_in_a_row(draw: &mut Draw, facts: &mut Facts) {
    let status = *pick(&mut draw.rng, Status::ALL);
    let mut from = draw.day();
    for _ in 0..draw.rng.usize(2..=5) {
        let until = from.plus_days(draw.rng.u32(1..=15));
        facts.statuses.push(StatusPeriod { status, period: Period { from, until: Some(until) } });
        draw.pool.extend([from, until]);
        from = until.plus_days(draw.rng.u32(1..=2));
    }
}
