//! What holds from a day on: management, tiers, owners and addresses.

use chrono::{Months, NaiveDate};

use super::chance::{Chance, days_between, plus};
use super::facts::{Address, Facts, Owner, Span, Tier, Tiering, World};
use super::life::{Cast, Fate};
use super::names::Person;
use super::{places, years_before};

const YEARS_OF_MANAGEMENT: u32 = 12;
const FIRST: &[&str] =
    &["on registration", "first assessment", "Assessed at the initial visit", "transferred in, tier kept", ""];
const LOWERED: &[&str] =
    &["annual review, risk reduced", "settled, in work", "No new concerns; lowered after review", "", ""];
const RAISED: &[&str] = &[
    "new intelligence",
    "late to notify a change of address",
    "Device found, under examination",
    "breach of an order",
    "contact with a family, not disclosed",
    "",
];
const SAME: &[&str] = &["annual review, no change", "reviewed", "", "Review: \"no change\""];

/// Periods of management, in order; the one before ends well before the next begins.
pub(super) fn managements(chance: &mut Chance, world: &World, person: &Person, fate: Fate) -> Vec<Span> {
    let last = world.last_day();
    // Nobody is put on the register before they are 16.
    let earliest = years_before(last, YEARS_OF_MANAGEMENT).max(person.birth + Months::new(16 * 12));
    let again = chance.percent(1.3);
    let from = match fate {
        Fate::Ended => chance.day(earliest, plus(last, -400)),
        _ if again => chance.day(plus(world.history_from, -300), plus(last, -40)),
        _ => chance.day(earliest, plus(last, -4)),
    };
    let current = Span { from, until: end(chance, world, fate, from) };
    let mut spans = vec![current];
    if again {
        let until = plus(from, -chance.tail(25, 800));
        spans.insert(0, Span { from: plus(until, -chance.between(180, 1500)), until: Some(until) });
    }
    spans
}

fn end(chance: &mut Chance, world: &World, fate: Fate, from: NaiveDate) -> Option<NaiveDate> {
    let last = world.last_day();
    if fate != Fate::Ended {
        return chance.percent(1.5).then(|| plus(last, chance.between(3, 150)));
    }
    if chance.percent(17.0) {
        return Some(plus(last, -chance.between(0, 27)));
    }
    Some(chance.day(plus(from, 90).max(plus(world.history_from, 10)), plus(last, -28)))
}

/// The last day up to which facts are set: the last of the register, or of a management that has ended.
fn last_known(world: &World, facts: &Facts) -> NaiveDate {
    let until = facts.managements.last().and_then(|span| span.until);
    until.map_or(world.last_day(), |until| plus(until, -1).min(world.last_day()))
}

pub(super) fn tiers(chance: &mut Chance, world: &World, cast: &Cast, facts: &mut Facts) {
    if chance.percent(0.8) {
        return;
    }
    let last = last_known(world, facts);
    let begun = facts.managements[0].from;
    let mut path = tier_path(chance);
    let mut from = if chance.percent(30.0) { plus(begun, chance.between(1, 12)).min(last) } else { begun };
    let mut before = None;
    while let Some(tier) = path.pop() {
        push_tier(chance, world, cast, facts, (from, before, tier));
        before = Some(tier);
        let recent = if chance.percent(40.0) { plus(last, -500) } else { from };
        let soonest = plus(from, 45).max(recent);
        if soonest > last {
            break;
        }
        from = chance.day(soonest, last);
    }
    if let (Some(tier), true) = (before, cast.fate != Fate::Ended && chance.percent(1.6)) {
        let next = tier.step(if chance.percent(60.0) { 1 } else { -1 }).unwrap_or(tier);
        let from = plus(world.last_day(), chance.between(1, 40));
        push_tier(chance, world, cast, facts, (from, before, next));
    }
}

/// The tiers of a life, the last of them first.
fn tier_path(chance: &mut Chance) -> Vec<Tier> {
    let mut path = vec![Tier::drawn(chance)];
    for share in [58.0, 30.0, 20.0] {
        if !chance.percent(share) {
            break;
        }
        let step = chance.weighted(&[(58, -1), (17, 1), (25, 0)]);
        let Some(before) = path.last().and_then(|tier| tier.step(step)) else { break };
        path.push(before);
    }
    path
}

fn reason(chance: &mut Chance, before: Option<Tier>, tier: Tier) -> &'static str {
    let reasons = match before.map(|before| (before as usize).cmp(&(tier as usize))) {
        None => FIRST,
        Some(std::cmp::Ordering::Less) => LOWERED,
        Some(std::cmp::Ordering::Equal) => SAME,
        Some(std::cmp::Ordering::Greater) => RAISED,
    };
    chance.pick(reasons)
}

fn push_tier(
    chance: &mut Chance,
    world: &World,
    cast: &Cast,
    facts: &mut Facts,
    (from, before, tier): (NaiveDate, Option<Tier>, Tier),
) {
    let reason = reason(chance, before, tier);
    let set_by = if chance.percent(25.0) {
        world.roster.supervisor(cast.team)
    } else {
        world.roster.id(world.roster.serving(chance, cast.team, from.min(world.last_day())))
    };
    facts.tiers.push(Tiering { from, tier, set_by: set_by.to_owned(), reason });
}

pub(super) fn owners(chance: &mut Chance, world: &World, cast: &Cast, facts: &mut Facts) {
    if chance.percent(0.6) {
        return;
    }
    let (roster, begun) = (&world.roster, facts.managements[0].from);
    let current = current_owner(chance, world, cast, facts);
    let before = days_between(begun, current.from);
    if before > 20 {
        facts.owners.push(Owner { from: begun, officer: roster.serving(chance, cast.team, begun) });
    }
    if before > 400 && chance.percent(30.0) {
        let from = chance.day(plus(begun, 100), plus(current.from, -50));
        facts.owners.push(Owner { from, officer: roster.serving(chance, cast.team, from) });
    }
    facts.owners.push(current);
    if cast.fate != Fate::Ended && chance.percent(0.6) {
        let from = plus(world.last_day(), chance.between(1, 30));
        facts.owners.push(Owner { from, officer: roster.serving(chance, cast.team, world.last_day()) });
    }
    facts.owners.dedup_by_key(|owner| owner.officer);
}

/// Whoever has the case at the end: mostly somebody serving, for a few somebody who has left.
fn current_owner(chance: &mut Chance, world: &World, cast: &Cast, facts: &Facts) -> Owner {
    let (roster, last, begun) = (&world.roster, last_known(world, facts), facts.managements[0].from);
    let left = roster.leaver(cast.team).filter(|&(_, left)| begun < plus(left, -30) && chance.percent(2.4));
    let (officer, no_later) = match left {
        Some((leaver, left)) => (leaver, plus(left, -10).min(last)),
        None => (roster.serving(chance, cast.team, last), last),
    };
    let soonest = begun.max(roster.people[officer].joined.unwrap_or(begun));
    let from = if soonest == begun && chance.percent(50.0) {
        plus(begun, chance.tail(0, 14)).min(no_later)
    } else {
        chance.day(soonest, no_later)
    };
    Owner { from, officer }
}

pub(super) fn addresses(chance: &mut Chance, world: &World, cast: &Cast, facts: &mut Facts) {
    if chance.percent(0.6) {
        return;
    }
    let homeless = chance.percent(1.6);
    let days = moves(chance, world, cast, facts);
    for (nth, &from) in days.iter().enumerate() {
        let district = if chance.percent(15.0) { (cast.district + 1) % places::DISTRICTS } else { cast.district };
        let place = match nth + 1 == days.len() {
            true if homeless => places::haunt(chance, district),
            true if chance.percent(0.7) => places::blank(chance, district),
            _ => places::home(chance, district),
        };
        facts.addresses.push(Address { from, place });
    }
}

/// The days from which an address holds, in order: some so late that nobody has been there yet.
fn moves(chance: &mut Chance, world: &World, cast: &Cast, facts: &Facts) -> Vec<NaiveDate> {
    let (begun, last) = (facts.managements[0].from, last_known(world, facts));
    let mut days = vec![begun];
    if begun < plus(last, -90) {
        for _ in 0..=days_between(begun, last) / 365 {
            if chance.percent(15.0) {
                days.push(chance.day(plus(begun, 20), plus(last, -61)));
            }
        }
        if chance.percent(5.0) {
            days.push(chance.day(plus(last, -60), last));
        }
    }
    if cast.fate != Fate::Ended && chance.percent(0.5) {
        days.push(plus(world.last_day(), chance.between(1, 21)));
    }
    days.sort_unstable();
    days.dedup();
    days
}
