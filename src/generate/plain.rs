//! One offender of a plain register: nothing ever changes, and somebody always got in once.

use chrono::NaiveDate;

use super::chance::{Chance, plus};
use super::facts::{Address, Facts, Owner, Span, Tier, Tiering, World};
use super::life::{Cast, Fate};
use super::names;
use super::places::{self, DISTRICTS};
use super::visits::{self, Found};

pub(super) fn live(world: &World, index: u32) -> Facts {
    let chance = &mut Chance::new(world.spec.seed, index.into());
    let mut facts = Facts::new(index, names::person(world, index));
    let district = usize::try_from(chance.between(0, DISTRICTS as i64 - 1)).unwrap_or(0);
    let team = world.roster.team_of(district, index as usize);
    let cast = Cast { fate: Fate::AtHome, district, team };
    let from = plus(world.history_from, chance.between(0, 90));
    facts.managements.push(Span { from, until: None });
    let officer = world.roster.serving(chance, team, from);
    facts.owners.push(Owner { from, officer });
    let set_by = world.roster.id(officer).to_owned();
    facts.tiers.push(Tiering { from, tier: Tier::drawn(chance), set_by, reason: "on registration" });
    facts.addresses.push(Address { from, place: places::home(chance, district) });
    keep(chance, world, &cast, &mut facts, from);
    facts
}

fn keep(chance: &mut Chance, world: &World, cast: &Cast, facts: &mut Facts, from: NaiveDate) {
    let every = facts.tiers[0].tier.cadence();
    let neglected = chance.percent(20.0).then(|| plus(world.last_day(), -every.days() - chance.tail(5, 620)));
    let mut day = plus(from, chance.between(1, 14)).min(world.last_day());
    let mut seen = false;
    while day <= world.last_day() {
        let attempt = seen && (neglected.is_some_and(|since| day >= since) || chance.percent(54.0));
        let found = if attempt { attempted(chance) } else { Found::Seen };
        let mut visit = visits::write_down(chance, world, cast, facts, day, found);
        visit.premises = "notified";
        facts.visits.push(visit);
        seen = true;
        let wait = (every.days() / 12).clamp(2, 14);
        day = match attempt {
            true => plus(day, chance.between(1, wait)),
            false => plus(every.after(day), chance.between(-wait * 2, wait / 2)),
        };
        if attempt && neglected.is_some_and(|since| day >= since) {
            day = plus(day, chance.between(wait, wait * 8));
        }
    }
}

fn attempted(chance: &mut Chance) -> Found {
    chance.weighted(&[(62, Found::NoReply), (30, Found::Out), (4, Found::Refused), (4, Found::NotResident)])
}
