//! What was found at a door, and how it was written down.

use chrono::NaiveDate;

use super::chance::{Chance, days_between, plus};
use super::facts::{Facts, Visit, World};
use super::life::Cast;

/// What an officer finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Seen,
    /// Seen, but where was not written down.
    SeenSomewhere,
    SeenElsewhere,
    Doorstep,
    NoReply,
    Out,
    Refused,
    NotResident,
    Abandoned,
}

impl Found {
    pub(super) fn drawn(chance: &mut Chance) -> Self {
        chance.weighted(&[
            (445, Self::Seen),
            (14, Self::SeenSomewhere),
            (6, Self::SeenElsewhere),
            (24, Self::Doorstep),
            (315, Self::NoReply),
            (140, Self::Out),
            (18, Self::Refused),
            (22, Self::NotResident),
            (16, Self::Abandoned),
        ])
    }

    /// As drawn, where nobody gets in.
    pub(super) fn unlucky(chance: &mut Chance) -> Self {
        chance.weighted(&[
            (55, Self::NoReply),
            (22, Self::Out),
            (8, Self::Refused),
            (6, Self::Doorstep),
            (4, Self::NotResident),
            (3, Self::SeenSomewhere),
            (2, Self::Abandoned),
        ])
    }

    /// Whether an officer may take it for a visit done.
    pub(super) fn seems_done(self) -> bool {
        matches!(self, Self::Seen | Self::SeenSomewhere | Self::SeenElsewhere | Self::Doorstep)
    }

    fn outcome(self) -> &'static str {
        match self {
            Self::Seen | Self::SeenSomewhere | Self::SeenElsewhere => "seen",
            Self::Doorstep => "doorstep",
            Self::NoReply => "no-reply",
            Self::Out => "out",
            Self::Refused => "refused",
            Self::NotResident => "not-resident",
            Self::Abandoned => "abandoned",
        }
    }
}

pub(super) fn write_down(
    chance: &mut Chance,
    world: &World,
    cast: &Cast,
    facts: &Facts,
    day: NaiveDate,
    found: Found,
) -> Visit {
    Visit {
        day,
        time: time(chance),
        outcome: found.outcome(),
        announced: chance.weighted(&[(76, "no"), (14, "yes"), (10, "")]),
        officers: officers(chance, world, cast, facts, day),
        premises: premises(chance, found),
        entry_sought: entry_sought(chance, found),
        recorded_on: recorded_on(chance, world, day),
    }
}

fn time(chance: &mut Chance) -> Option<(i64, i64)> {
    let hour = chance.weighted(&[
        (2, 7),
        (6, 8),
        (13, 9),
        (16, 10),
        (13, 11),
        (6, 12),
        (9, 13),
        (12, 14),
        (10, 15),
        (6, 16),
        (5, 17),
        (5, 18),
        (3, 19),
        (1, 20),
    ]);
    // Most write the time down to five minutes.
    let minute = if chance.percent(80.0) { chance.between(0, 11) * 5 } else { chance.between(0, 59) };
    chance.percent(86.0).then_some((hour, minute))
}

fn premises(chance: &mut Chance, found: Found) -> &'static str {
    match found {
        Found::Seen | Found::Doorstep => "notified",
        Found::SeenSomewhere => "",
        Found::SeenElsewhere => "other",
        _ => chance.weighted(&[(93, "notified"), (5, ""), (2, "other")]),
    }
}

fn entry_sought(chance: &mut Chance, found: Found) -> &'static str {
    match found {
        Found::Seen => chance.weighted(&[(55, "yes"), (20, "no"), (25, "")]),
        Found::Refused => chance.weighted(&[(80, "yes"), (20, "")]),
        Found::Doorstep => chance.weighted(&[(25, "yes"), (55, "no"), (20, "")]),
        _ => chance.weighted(&[(4, "yes"), (61, "no"), (35, "")]),
    }
}

fn recorded_on(chance: &mut Chance, world: &World, day: NaiveDate) -> Option<NaiveDate> {
    let later = match chance.between(0, 99) {
        0..=67 => 0,
        68..=88 => 1,
        89..=95 => chance.between(2, 9),
        96..=97 => chance.between(10, 120),
        _ => return None,
    };
    Some(plus(day, later.min(days_between(day, world.last_day()))))
}

fn officers(chance: &mut Chance, world: &World, cast: &Cast, facts: &Facts, day: NaiveDate) -> Vec<String> {
    let many = chance.weighted(&[(6, 0), (19, 1), (72, 2), (3, 3)]);
    let mut going: Vec<usize> = Vec::new();
    let owner = facts.owner_on(day).filter(|&owner| world.roster.serves(owner, day));
    if let (Some(owner), true) = (owner, chance.percent(80.0)) {
        going.push(owner);
    }
    for _ in 0..many {
        let other = world.roster.serving(chance, cast.team, day);
        if !going.contains(&other) {
            going.push(other);
        }
    }
    going.truncate(many);
    going.into_iter().map(|officer| world.roster.id(officer).to_owned()).collect()
}
