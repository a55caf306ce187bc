//! Officers, and what held of each on a day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::{Day, Period};
use super::offender::{OfficerKey, Since};
use super::vocabulary::vocabulary;

vocabulary! {
    /// What an officer is in the unit.
    Role {
        /// Visits and records.
        Officer = "officer",
        /// Answers for a team's officers.
        Supervisor = "supervisor",
        /// Answers for the unit.
        Manager = "manager",
    }
}

/// What is known of an officer from a day. The name stays in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRecord {
    /// The team.
    pub team: String,
    /// The role.
    pub role: Role,
    /// Whether accredited to assess risk on a visit.
    pub accredited: bool,
    /// Full-time share in hundredths.
    pub fte_hundredths: Option<u16>,
    /// The first day no longer in service.
    pub active_until: Option<Day>,
}

/// An officer: the word on file and the records in order of their first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The word on file.
    pub id: String,
    /// Records in order; one that holds since ever starts on [`Day::MIN`].
    pub records: Vec<Since<OfficerRecord>>,
}

impl Officer {
    /// What held on a day: the latest record to start by then.
    pub fn on(&self, day: Day) -> Option<&OfficerRecord> {
        self.records.iter().rev().find(|record| record.from <= day).map(|record| &record.what)
    }

    /// Whether service had ended on this day.
    pub fn left_by(&self, day: Day) -> bool {
        self.on(day).and_then(|record| record.active_until).is_some_and(|until| until <= day)
    }
}

/// Every officer of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    officers: BTreeMap<OfficerKey, Officer>,
}

impl Roster {
    /// Of officers with their keys, each one's records in recorded order.
    pub fn new(officers: impl IntoIterator<Item = (OfficerKey, Officer)>) -> Roster {
        let mut officers: BTreeMap<_, _> = officers.into_iter().collect();
        officers.values_mut().for_each(|officer: &mut Officer| officer.records.sort_by_key(|record| record.from));
        Roster { officers }
    }

    /// One officer.
    pub fn get(&self, key: OfficerKey) -> Option<&Officer> {
        self.officers.get(&key)
    }

    /// The word on file of a key; a key without an officer cannot be stored, and reads `?`.
    pub fn id(&self, key: OfficerKey) -> &str {
        self.get(key).map_or("?", |officer| officer.id.as_str())
    }

    /// The key of a word on file.
    pub fn key(&self, id: &str) -> Option<OfficerKey> {
        self.officers.iter().find(|(_, officer)| officer.id == id).map(|(key, _)| *key)
    }

    /// The team of an officer on a day.
    pub fn team_on(&self, key: OfficerKey, day: Day) -> Option<&str> {
        self.get(key)?.on(day).map(|record| record.team.as_str())
    }

    /// Every officer, by key.
    pub fn iter(&self) -> impl Iterator<Item = (OfficerKey, &Officer)> {
        self.officers.iter().map(|(key, officer)| (*key, officer))
    }
}

/// One officer's cases stand on another's list too, over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Whose cases.
    pub officer: OfficerKey,
    /// On whose list.
    pub cover: OfficerKey,
    /// When.
    pub period: Period,
}

/// The officers whose cases stand on a list on a day: its own, those they cover, and those whom these cover in turn, so
/// that nobody's cases are left with somebody on leave.
pub fn carried(own: &[OfficerKey], covers: &[Cover], day: Day) -> Vec<OfficerKey> {
    let mut carried = own.to_vec();
    let mut at = 0;
    while let Some(cover) = carried.get(at).copied() {
        let covered = covers.iter().filter(|fact| fact.cover == cover && fact.period.covers(day));
        for officer in covered.map(|fact| fact.officer).collect::<Vec<_>>() {
            if !carried.contains(&officer) {
                carried.push(officer);
            }
        }
        at += 1;
    }
    carried
}
