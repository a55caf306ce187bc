//! What officers carry, before cases change hands and after.

use super::DeedRefused;
use super::place::{OwnedCase, cases, full_time_share, sharers};
use crate::domain::day::Day;
use crate::domain::deed::{Change, Deed, Placing};
use crate::domain::offender::{OfficerKey, TierKey};
use crate::domain::requirement::Rules;
use crate::store::{KnownAt, Snapshot};

/// What one officer carries on the day from which cases change hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The word on file.
    pub officer: String,
    /// The day.
    pub on: Day,
    /// Full-time share in hundredths; none where none is recorded, and full time is taken.
    pub fte_hundredths: Option<u16>,
    /// By risk level, every level of the policy of the day, and those without one; the greatest risk first.
    pub levels: Vec<Level>,
}

/// Cases of one risk level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The tier's word on file; none: no tier is set.
    pub tier: Option<String>,
    /// Its word on screens.
    pub name: String,
    /// Before.
    pub before: u32,
    /// After.
    pub after: u32,
}

impl Carried {
    /// All cases before.
    pub fn before(&self) -> u32 {
        self.levels.iter().map(|level| level.before).sum()
    }

    /// All cases after.
    pub fn after(&self) -> u32 {
        self.levels.iter().map(|level| level.after).sum()
    }

    /// Full-time share in hundredths, full time where none is recorded.
    pub fn share(&self) -> u16 {
        self.fte_hundredths.unwrap_or(super::place::FULL_TIME)
    }
}

/// Of every placing of a deed, which is the last act of the view: the officer whose cases they were, then those among
/// whom they were placed.
pub(super) fn carried(view: &Snapshot<'_>, deed: &Deed) -> Result<Vec<Carried>, DeedRefused> {
    let mut all = Vec::new();
    for change in &deed.changes {
        let Change::Place(from, placing, day) = change else { continue };
        let roster = view.roster()?;
        let takers = match placing {
            Placing::Officer(to) => vec![to.clone()],
            Placing::Team(team) => sharers(view, &roster, team, from, *day)?,
        };
        let rules = Rules { book: view.book()?, history_from: view.history_from()? };
        let officers: Vec<(OfficerKey, &String)> =
            [from].into_iter().chain(&takers).filter_map(|id| roster.key(id).map(|key| (key, id))).collect();
        let keys: Vec<OfficerKey> = officers.iter().map(|(key, _)| *key).collect();
        let earlier = view.beside(Some(KnownAt::Act(view.act().number - 1)))?;
        let (before, after) = (cases(&earlier, &rules, &keys, *day)?, cases(view, &rules, &keys, *day)?);
        all.extend(officers.into_iter().map(|(key, id)| Carried {
            officer: id.clone(),
            on: *day,
            fte_hundredths: full_time_share(&roster, key, *day),
            levels: levels(&rules, *day, key, &before, &after),
        }));
    }
    Ok(all)
}

fn levels(rules: &Rules, day: Day, officer: OfficerKey, before: &[OwnedCase], after: &[OwnedCase]) -> Vec<Level> {
    let count = |cases: &[OwnedCase], tier: Option<TierKey>| {
        let theirs = cases.iter().filter(|case| case.owner == officer && case.tier == tier).count();
        u32::try_from(theirs).unwrap_or(u32::MAX)
    };
    let level = |tier: Option<TierKey>, id: Option<&str>, name: &str| Level {
        tier: id.map(str::to_owned),
        name: name.to_owned(),
        before: count(before, tier),
        after: count(after, tier),
    };
    let tiers = &rules.book.on(day).policy.tiers;
    let known = tiers.iter().map(|tier| level(rules.book.tier_key(&tier.id), Some(&tier.id), &tier.name));
    known.chain([level(None, None, "none set")]).collect()
}
