//! The bounds that a policy and the register hold each other to (rulebook, section 2).

use std::collections::BTreeMap;

use crate::domain::cadence::Interval;
use crate::domain::day::{Day, Period};
use crate::domain::offender::{Facts, PlanKind, TierKey};
use crate::domain::policy::Book;

/// For each tier that a version in force lacks, on how many offenders it falls.
pub type Lacking = BTreeMap<TierKey, usize>;

/// Adds the tiers this offender has while managed on a day when the version in force lacks them; each once.
pub fn lacking(book: &Book, facts: &Facts, into: &mut Lacking) {
    let mut found: Vec<TierKey> = Vec::new();
    for (place, version) in book.versions().iter().enumerate() {
        let from = if place == 0 { Day::MIN } else { version.policy.effective_from };
        let until = book.versions().get(place + 1).map_or(Day::MAX, |next| next.policy.effective_from);
        for (tier, held) in tiers_held(facts, from, until) {
            let unknown = version.tier(tier).is_none() && !found.contains(&tier);
            if unknown && facts.management.iter().any(|managed| managed.meets(held.from, end(held))) {
                found.push(tier);
            }
        }
    }
    for tier in found {
        *into.entry(tier).or_default() += 1;
    }
}

/// The tiers that hold within `[from, until)`, each with the part of that time for which it does.
fn tiers_held(facts: &Facts, from: Day, until: Day) -> impl Iterator<Item = (TierKey, Period)> + '_ {
    facts.tiers.iter().enumerate().filter_map(move |(place, tier)| {
        let next = facts.tiers.get(place + 1).map_or(until, |next| next.from);
        let held = Period { from: tier.from.max(from), until: Some(next.min(until)) };
        (held.from < end(held)).then_some((tier.what, held))
    })
}

fn end(period: Period) -> Day {
    period.until.unwrap_or(Day::MAX)
}

/// Whether one offender's facts keep what the register holds them to; else what they break, in words without a name.
///
/// Management never overlaps, and one begins only after the day on which the one before ended (section 1); the version in
/// force has every tier of a managed day, and an interval plan is longer than every tolerance and no longer than the
/// longest cadence (section 2).
pub fn keeps(book: &Book, facts: &Facts) -> Result<(), String> {
    for pair in facts.management.windows(2) {
        if pair[0].until.is_none_or(|until| until >= pair[1].from) {
            let [one, other] = [pair[0].from, pair[1].from];
            return Err(format!(
                "management from {one} has not ended before the day on which that from {other} begins"
            ));
        }
    }
    let mut lacks = Lacking::new();
    lacking(book, facts, &mut lacks);
    if let Some(tier) = lacks.keys().next() {
        let tier = book.tier_id(*tier);
        return Err(format!("the policy has no tier `{tier}` on some day of management on which it would hold"));
    }
    let longest = longest_cadence(book);
    for plan in &facts.plans {
        let PlanKind::Interval(every) = plan.kind else { continue };
        let tolerance = book.versions().iter().map(|version| version.policy.tolerance_days).max().unwrap_or(0);
        if every.rough_days() <= tolerance {
            return Err(format!("the interval of a plan is longer than the policy's tolerance of {tolerance} days"));
        }
        if let Some(longest) = longest.filter(|longest| every.longer_than(*longest)) {
            return Err(format!("the interval of a plan is at most the longest cadence of the policy, {longest}"));
        }
    }
    Ok(())
}

/// The longest cadence of any tier of any version.
pub(super) fn longest_cadence(book: &Book) -> Option<Interval> {
    let tiers = book.versions().iter().flat_map(|version| &version.policy.tiers);
    tiers.map(|tier| tier.cadence).max_by_key(|cadence| cadence.rough_days())
}
