//! The words of tiers and officers, kept with a report so that it can be printed without the register.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::offender::{OfficerKey, TierKey};
use crate::domain::officer::Roster;
use crate::domain::practice::Code;
use crate::domain::requirement::Rules;

/// Tiers, causes and warnings by the policy in force on the report's day, officers by their word on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    tiers: Vec<(String, String)>,
    causes: Vec<Code>,
    markers: Vec<Code>,
    officers: BTreeMap<OfficerKey, String>,
}

impl Labels {
    /// As at a day, of every officer. A tier that only another version has goes by its id.
    pub fn on(rules: &Rules, roster: &Roster, day: Day) -> Labels {
        Labels::of(rules, roster, day, roster.iter().map(|(key, _)| key))
    }

    /// The same, of the officers alone that a report names: there may be many more.
    pub fn of(rules: &Rules, roster: &Roster, day: Day, named: impl Iterator<Item = OfficerKey>) -> Labels {
        let version = rules.book.on(day);
        let name = |(at, id): (usize, &String)| {
            let tier = u16::try_from(at).ok().and_then(|at| version.tier(TierKey(at)));
            (id.clone(), tier.map_or_else(|| id.clone(), |tier| tier.name.clone()))
        };
        let mut officers = BTreeMap::new();
        for key in named {
            officers.entry(key).or_insert_with(|| roster.id(key).to_owned());
        }
        let practice = &version.policy.practice;
        Labels {
            tiers: rules.book.tier_ids().iter().enumerate().map(name).collect(),
            causes: practice.direction_causes.clone(),
            markers: practice.markers.clone(),
            officers,
        }
    }

    /// The words of a direction's cause; of one that the policy no longer has, its code.
    pub fn cause<'a>(&'a self, code: &'a str) -> &'a str {
        name_of(&self.causes, code)
    }

    /// The words of a warning; of one that the policy no longer has, its code.
    pub fn marker<'a>(&'a self, code: &'a str) -> &'a str {
        name_of(&self.markers, code)
    }

    /// A tier's word on file.
    pub fn tier_id(&self, tier: TierKey) -> &str {
        self.tiers.get(usize::from(tier.0)).map_or("?", |(id, _)| id)
    }

    /// A tier's word on screens.
    pub fn tier_name(&self, tier: TierKey) -> &str {
        self.tiers.get(usize::from(tier.0)).map_or("?", |(_, name)| name)
    }

    /// An officer's word on file.
    pub fn officer_id(&self, officer: OfficerKey) -> &str {
        self.officers.get(&officer).map_or("?", String::as_str)
    }
}

fn name_of<'a>(codes: &'a [Code], code: &'a str) -> &'a str {
    codes.iter().find(|known| known.id == code).map_or(code, |known| known.name.as_str())
}
