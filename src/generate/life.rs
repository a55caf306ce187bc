//! One offender of a realistic register, from what became of them to every visit.

use chrono::NaiveDate;

use super::chance::{Chance, plus};
use super::facts::{Facts, Status, World};
use super::places::DISTRICTS;
use super::{absences, diary, history, names};

/// What has become of somebody by the last day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    AtHome,
    Away(Status),
    Ended,
}

/// How the officer in charge keeps their visits.
#[derive(Clone, Copy)]
pub(super) enum Habit {
    Steady,
    Slipping,
    /// Nobody has got through the door since about that day.
    Neglected(NaiveDate),
}

/// What decides the rest of a life.
pub(super) struct Cast {
    pub(super) fate: Fate,
    /// Where home is, as an index of postcode districts.
    pub(super) district: usize,
    pub(super) team: usize,
}

pub(super) fn live(world: &World, index: u32) -> Facts {
    let chance = &mut Chance::new(world.spec.seed, index.into());
    let mut facts = Facts::new(index, names::person(world, index));
    let district = usize::try_from(chance.between(0, DISTRICTS as i64 - 1)).unwrap_or(0);
    let team = world.roster.team_of(district, index as usize);
    let cast = Cast { fate: fate(chance), district, team };
    facts.managements = history::managements(chance, world, &facts.person, cast.fate);
    history::tiers(chance, world, &cast, &mut facts);
    history::owners(chance, world, &cast, &mut facts);
    history::addresses(chance, world, &cast, &mut facts);
    absences::statuses(chance, world, &cast, &mut facts);
    absences::own_interval(chance, world, &cast, &mut facts);
    let desk_from = absences::desk_from(chance, world, &cast, &facts);
    let habit = habit(chance, world, &cast, &facts);
    diary::keep(chance, world, &cast, habit, desk_from, &mut facts);
    facts
}

fn fate(chance: &mut Chance) -> Fate {
    chance.weighted(&[
        (718, Fate::AtHome),
        (116, Fate::Away(Status::Custody)),
        (16, Fate::Away(Status::Hospital)),
        (32, Fate::Away(Status::Abroad)),
        (28, Fate::Away(Status::Elsewhere)),
        (8, Fate::Away(Status::Missing)),
        (82, Fate::Ended),
    ])
}

fn habit(chance: &mut Chance, world: &World, cast: &Cast, facts: &Facts) -> Habit {
    let last = facts.managements.last().and_then(|span| span.until).unwrap_or(world.last_day());
    let last = last.min(world.last_day());
    let neglected = if cast.fate == Fate::Ended { 30.0 } else { 13.0 };
    if chance.percent(neglected) {
        let interval = facts.tier_on(last).cadence().days();
        return Habit::Neglected(plus(last, -interval - chance.tail(5, 620)));
    }
    if chance.percent(22.0) { Habit::Slipping } else { Habit::Steady }
}
