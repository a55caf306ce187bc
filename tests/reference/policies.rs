//! Policies at random, within the bounds of section 2, several versions to a book.

use std::collections::BTreeMap;

use fastrand::Rng;
use homevisit::domain::cadence::Interval;
use homevisit::domain::day::Day;
use homevisit::domain::policy::{Policy, ReturnVisitAfter, Tier};
use homevisit::domain::visit::{Outcome, Premises};

use super::random::{chance, pick};

/// The UK baseline of section 2.
pub fn uk_baseline() -> Policy {
    let numbers =
        [("very-high", 1, 7, 7, 7), ("high", 3, 14, 14, 7), ("medium", 6, 28, 30, 14), ("low", 12, 28, 45, 14)];
    let tiers = numbers.map(|(id, months, settle_days, due_soon_days, retry_days)| Tier {
        id: id.into(),
        name: id.into(),
        cadence: Interval::Months(months),
        first_visit_days: 15,
        settle_days,
        due_soon_days,
        retry_days,
    });
    Policy {
        id: "uk-ew-baseline".into(),
        version: "1".into(),
        effective_from: Day::from_ymd(2012, 1, 1).expect("a day"),
        time_zone: chrono_tz::Europe::London,
        untiered_as: 1,
        tolerance_days: 0,
        effective_outcomes: vec![Outcome::Seen],
        effective_premises: vec![Premises::Notified],
        attempt_outcomes: vec![Outcome::NoReply, Outcome::Refused, Outcome::Out, Outcome::NotResident],
        return_visit_after: ReturnVisitAfter { custody: 0, hospital: 0, elsewhere: 0, abroad: 28 },
        tiers: tiers.into(),
        practice: Default::default(),
        basis: BTreeMap::new(),
    }
}

/// Between one and four versions; `days` are drawn from for when they take effect. Some lack a tier that others have.
pub fn versions(rng: &mut Rng, days: &[Day]) -> Vec<Policy> {
    let ids = some_ids(rng);
    let first = if chance(rng, 40) { uk_baseline() } else { policy(rng, &ids) };
    let ids: Vec<String> = first.tiers.iter().map(|tier| tier.id.clone()).collect();
    let mut adopted = vec![first];
    for _ in 0..*pick(rng, &[0, 0, 1, 1, 2, 3]) {
        let mut next = if chance(rng, 50) { altered(rng, &adopted[adopted.len() - 1]) } else { policy(rng, &ids) };
        if next.tiers.len() > 2 && chance(rng, 15) {
            next.tiers.remove(rng.usize(..next.tiers.len()));
            next.untiered_as = rng.usize(..next.tiers.len());
        }
        next.effective_from = *pick(rng, days);
        adopted.push(bounded(next));
    }
    adopted
}

fn some_ids(rng: &mut Rng) -> Vec<String> {
    ["a", "b", "c", "d", "e"][..rng.usize(2..=5)].iter().map(|id| (*id).to_string()).collect()
}

fn policy(rng: &mut Rng, ids: &[String]) -> Policy {
    let mut ids = ids.to_vec();
    rng.shuffle(&mut ids);
    let (outcomes, premises) = (effective_outcomes(rng), effective_premises(rng));
    bounded(Policy {
        untiered_as: rng.usize(..ids.len()),
        tolerance_days: *pick(rng, &[0, 0, 0, 1, 2, 3, 5, 10, 29]),
        attempt_outcomes: attempt_outcomes(rng, &outcomes),
        effective_outcomes: outcomes,
        effective_premises: premises,
        return_visit_after: return_visit_after(rng),
        tiers: ids.into_iter().map(|id| tier(rng, id)).collect(),
        effective_from: Day::from_ymd(2015, 1, 1).expect("a day"),
        ..uk_baseline()
    })
}

fn tier(rng: &mut Rng, id: String) -> Tier {
    Tier {
        name: id.clone(),
        id,
        cadence: interval(rng),
        first_visit_days: *pick(rng, &[0, 1, 5, 15, 15, 28, 40, 100]),
        settle_days: *pick(rng, &[0, 1, 3, 7, 14, 28]),
        due_soon_days: *pick(rng, &[0, 1, 3, 7, 14, 30, 45]),
        retry_days: *pick(rng, &[0, 1, 3, 7, 14]),
    }
}

/// Cadences and own intervals, short ones often, so that much happens.
pub fn interval(rng: &mut Rng) -> Interval {
    let days = [2, 5, 7, 10, 14, 28, 29, 30, 31, 60, 90];
    let months = [1, 1, 1, 2, 2, 3, 3, 6, 12];
    if chance(rng, 40) { Interval::Days(*pick(rng, &days)) } else { Interval::Months(*pick(rng, &months)) }
}

fn effective_outcomes(rng: &mut Rng) -> Vec<Outcome> {
    pick(rng, &[vec![Outcome::Seen], vec![Outcome::Seen, Outcome::Doorstep], vec![Outcome::Doorstep]]).clone()
}

fn effective_premises(rng: &mut Rng) -> Vec<Premises> {
    let (notified, other, unrecorded) = (Premises::Notified, Premises::Other, Premises::NotRecorded);
    pick(rng, &[vec![notified], vec![notified, unrecorded], vec![notified, other], Premises::ALL.to_vec(), vec![other]])
        .clone()
}

fn attempt_outcomes(rng: &mut Rng, effective: &[Outcome]) -> Vec<Outcome> {
    let may = Outcome::ALL.iter().copied().filter(|outcome| !effective.contains(outcome));
    may.filter(|outcome| chance(rng, if matches!(outcome, Outcome::Seen | Outcome::Doorstep) { 20 } else { 75 }))
        .collect()
}

fn return_visit_after(rng: &mut Rng) -> ReturnVisitAfter {
    let mut after = || *pick(rng, &[0, 0, 1, 2, 3, 5, 10, 28, 90]);
    ReturnVisitAfter { custody: after(), hospital: after(), elsewhere: after(), abroad: after() }
}

/// The version before with one thing changed.
fn altered(rng: &mut Rng, before: &Policy) -> Policy {
    let mut next = before.clone();
    let at = rng.usize(..next.tiers.len());
    match rng.u8(..9) {
        0 => next.tiers[at].cadence = interval(rng),
        1 => next.tolerance_days = *pick(rng, &[0, 1, 2, 5, 10, 29]),
        2 => next.tiers[at].due_soon_days += rng.u32(..20),
        3 => next.tiers[at].first_visit_days = rng.u32(..30),
        4 => next.untiered_as = at,
        5 => next.effective_premises = effective_premises(rng),
        6 => next.return_visit_after = return_visit_after(rng),
        7 => rng.shuffle(&mut next.tiers),
        _ => next.tiers[at].settle_days = rng.u32(..30),
    }
    next
}

/// Brought within the bounds of section 2.
fn bounded(mut policy: Policy) -> Policy {
    for tier in &mut policy.tiers {
        tier.due_soon_days = tier.due_soon_days.max(tier.settle_days);
    }
    let shortest = policy.tiers.iter().map(|tier| tier.cadence.rough_days()).min().expect("a policy has tiers");
    policy.tolerance_days = policy.tolerance_days.min(shortest - 1);
    policy
}
