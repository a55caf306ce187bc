//! A day of the unit's officers: many visits within an hour, and visits to two people at once.
//!
//! Officers go together, so that one visit stands in the day of each of them: what is found is of visits, with the officers
//! whom it concerns, and is found once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Look, Looked, Threshold};
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::work::VisitKey;

/// A visit whose time is recorded, and who attended it. They sort by day and time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attendance {
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub time: u16,
    /// Who was visited.
    pub offender: OffenderKey,
    /// Which visit.
    pub visit: VisitKey,
    /// The officers who attended, each once.
    pub officers: Vec<OfficerKey>,
}

const HOUR: u16 = 60;

/// The rounds of one day, of its visits in order: of each officer the visits of theirs, by their place. Officers who made the
/// very same visits made one round.
fn rounds(day: &[Attendance]) -> BTreeMap<Vec<usize>, BTreeSet<OfficerKey>> {
    let mut of: BTreeMap<OfficerKey, Vec<usize>> = BTreeMap::new();
    for (at, visit) in day.iter().enumerate() {
        visit.officers.iter().for_each(|officer| of.entry(*officer).or_default().push(at));
    }
    let mut rounds: BTreeMap<Vec<usize>, BTreeSet<OfficerKey>> = BTreeMap::new();
    of.into_iter().for_each(|(officer, round)| _ = rounds.entry(round).or_default().insert(officer));
    rounds
}

/// Of each round of one day, of its visits in order: `visits_in_an_hour` or more no more than an hour from the first to the
/// last; where several hours hold so many the one that holds most, of those the first. The same visits of two rounds are
/// found once. Looked at: rounds.
pub fn many_in_an_hour(day: &[Attendance], look: Look<'_>) -> Looked {
    let rounds = rounds(day);
    let at = rounds.len() as u64;
    let mut hours: BTreeMap<Vec<usize>, BTreeSet<OfficerKey>> = BTreeMap::new();
    for (round, officers) in rounds {
        let hour = |first: usize| {
            let within = round[first..].partition_point(|next| day[*next].time <= day[round[first]].time + HOUR);
            &round[first..first + within]
        };
        let fullest = (0..round.len()).map(hour).rev().max_by_key(|hour| hour.len()).unwrap_or_default();
        if fullest.len() >= look.of(Threshold::VisitsInAnHour) as usize {
            hours.entry(fullest.to_vec()).or_default().extend(officers);
        }
    }
    let found = hours.into_iter().filter_map(|(hour, officers)| {
        let (first, last) = (&day[*hour.first()?], &day[*hour.last()?]);
        Some(Found::ManyInAnHour {
            officers: officers.into_iter().collect(),
            day: first.day,
            first: first.time,
            last: last.time,
            visits: hour.iter().map(|at| (day[*at].offender, day[*at].visit)).collect(),
        })
    });
    Looked { at, found: found.collect() }
}

/// Of one day, of its visits in order: two visits to two people, one after the other in the round of an officer, that are
/// less than `minutes_between_visits` apart; each pair once, with all who attended both. Looked at: such pairs, however far
/// apart.
pub fn two_places(day: &[Attendance], look: Look<'_>) -> Looked {
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for round in rounds(day).keys() {
        let pair = round.windows(2).map(|pair| (pair[0], pair[1]));
        pairs.extend(pair.filter(|(one, other)| day[*one].offender != day[*other].offender));
    }
    let mut looked = Looked { at: pairs.len() as u64, found: Vec::new() };
    for (one, other) in pairs.into_iter().map(|(one, other)| (&day[one], &day[other])) {
        if u32::from(other.time - one.time) < look.of(Threshold::MinutesBetweenVisits) {
            let both = one.officers.iter().filter(|officer| other.officers.contains(officer));
            let officers: BTreeSet<OfficerKey> = both.copied().collect();
            looked.found.push(Found::TwoPlaces {
                officers: officers.into_iter().collect(),
                day: one.day,
                times: [one.time, other.time],
                visits: [(one.offender, one.visit), (other.offender, other.visit)],
            });
        }
    }
    looked
}
