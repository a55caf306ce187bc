//! Who goes with whom, by who is recorded to have attended.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::offender::OfficerKey;
use crate::domain::officer::Roster;
use crate::domain::visit::Attended;

/// Over so many days up to the as-of day, itself included, it is counted who goes with whom: thirteen weeks.
pub const CREW_DAYS: u32 = 91;

/// With whom one officer went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// Visits attended.
    pub visits: u64,
    /// Of them with nobody else, of another agency either.
    pub alone: u64,
    /// Of them with somebody from another agency.
    pub with_agency: u64,
    /// With which other officer how often, the most often first, then by key. A visit of three is one with each of two.
    pub with: Vec<(OfficerKey, u64)>,
}

/// The visits of the days by who went: all are `not_recorded`, `short` or in full strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crews {
    /// Visits.
    pub visits: u64,
    /// Of them those of which nobody is recorded to have attended.
    pub not_recorded: u64,
    /// Of the others those that fewer attended than go together by the policy in force on the day of the visit.
    pub short: u64,
    /// Of the others those that no officer attended who was accredited on the day.
    pub unaccredited: u64,
}

/// Visits as they stream past.
#[derive(Debug, Default)]
pub(super) struct Going {
    crews: Crews,
    own: BTreeMap<OfficerKey, (Company, BTreeMap<OfficerKey, u64>)>,
}

impl Going {
    /// Takes in one visit.
    pub(super) fn take(&mut self, visit: &Attended, roster: &Roster, crew_size: u32) {
        let officers = &visit.officers;
        self.crews.visits += 1;
        let people = officers.len() + usize::from(visit.agencies);
        if people == 0 {
            self.crews.not_recorded += 1;
            return;
        }
        let accredited = |key: &OfficerKey| is_accredited(roster, *key, visit.day);
        self.crews.short += u64::from(people < crew_size as usize);
        self.crews.unaccredited += u64::from(!officers.iter().any(accredited));
        for officer in officers {
            let (company, with) = self.own.entry(*officer).or_default();
            company.visits += 1;
            company.alone += u64::from(people == 1);
            company.with_agency += u64::from(visit.agencies > 0);
            for other in officers.iter().filter(|other| *other != officer) {
                *with.entry(*other).or_default() += 1;
            }
        }
    }

    pub(super) fn crews(&self) -> Crews {
        self.crews
    }

    /// Everybody who went.
    pub(super) fn officers(&self) -> impl Iterator<Item = OfficerKey> {
        self.own.keys().copied()
    }

    /// One officer's company.
    pub(super) fn of(&self, officer: OfficerKey) -> Company {
        let Some((company, with)) = self.own.get(&officer) else { return Company::default() };
        let mut with: Vec<_> = with.iter().map(|(other, visits)| (*other, *visits)).collect();
        with.sort_by_key(|(other, visits)| (std::cmp::Reverse(*visits), *other));
        Company { with, ..company.clone() }
    }
}

fn is_accredited(roster: &Roster, key: OfficerKey, day: Day) -> bool {
    roster.get(key).and_then(|officer| officer.on(day)).is_some_and(|record| record.accredited)
}
