//! The bounds that a policy and the register hold each other to (rulebook, section 2).

use std::collections::BTreeMap;

use crate::domain::day::{Day, Period};
use crate::domain::offender::{Facts, TierKey};
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
