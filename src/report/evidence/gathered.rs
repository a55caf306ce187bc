//! The parts of the evidence, out of what was loaded.

use std::collections::BTreeMap;

use super::{Attempt, Decided, Entry, Made, Materials, Member, Place, Reached, Recorded, Superseded};
use crate::domain::day::Day;
use crate::domain::fact::{Fact, FactRef, VisitFact};
use crate::domain::offender::{Address, Since};
use crate::domain::remark::minutes;
use crate::domain::visit::Premises;
use crate::domain::work::At;

/// One failed attempt; an address that is new is added to the places.
pub(super) fn attempt(materials: &Materials<'_>, made: &Made, places: &mut Vec<Place>) -> Attempt {
    let visit = &made.visit;
    let place = match visit.premises {
        Premises::Notified => Some(place_of(notified(&materials.facts.addresses, visit.day), places)),
        _ => None,
    };
    if let (Some(place), Some(true)) = (place, visit.entry_sought) {
        places[place].sought += 1;
    }
    let member = |id: &String| {
        let officer = materials.roster.key(id).and_then(|key| materials.roster.get(key));
        let held = officer.and_then(|officer| officer.on(visit.day));
        Member {
            officer: id.clone(),
            role: held.map(|held| held.role),
            accredited: held.is_some_and(|held| held.accredited),
        }
    };
    Attempt {
        visit_ref: made.reference.clone(),
        at: visit.at(),
        premises: visit.premises,
        place,
        outcome: visit.outcome,
        entry_sought: visit.entry_sought,
        announced: visit.announced,
        crew: made.officers.iter().map(member).collect(),
        agencies: made.agencies.clone(),
        recorded: made.recorded.clone(),
        source_wrote: made.source_wrote,
        corrected: materials.entries.iter().any(|entry| {
            entry.superseded_by.is_some() && visit_of(entry).and_then(|v| v.reference.as_ref()) == Some(&made.reference)
        }),
    }
}

/// The address that was notified as it held on a day, since the first day of an unbroken run of the same writing.
fn notified(addresses: &[Since<Address>], day: Day) -> Option<Since<Address>> {
    let by_then = &addresses[..addresses.partition_point(|fact| fact.from <= day)];
    let held = by_then.last()?;
    let run = by_then.iter().rev().take_while(|fact| fact.what.writing == held.what.writing);
    Some(Since { from: run.last()?.from, what: held.what })
}

/// Where a place stands among the places, put there where it is new; none notified is a place of its own.
fn place_of(address: Option<Since<Address>>, places: &mut Vec<Place>) -> usize {
    let writing = address.map(|address| address.what.writing);
    if let Some(at) = places.iter().position(|place| place.writing == writing) {
        return at;
    }
    places.push(Place {
        from: address.map(|address| address.from),
        text: address.map(|address| address.what.text),
        no_fixed_abode: address.is_some_and(|address| address.what.no_fixed_abode),
        address: None,
        postcode: None,
        sought: 0,
        writing,
    });
    places.len() - 1
}

/// The decisions that count, of the day last seen or later: one of that day may come after the visit.
pub(super) fn decisions(materials: &Materials<'_>, last_seen: Option<Day>) -> Vec<Decided> {
    let first = Chains::of(&materials.entries);
    let counting = || materials.entries.iter().filter(|entry| entry.superseded_by.is_none());
    let mut decided = Vec::new();
    for entry in counting() {
        let Some(Fact::Decision { day, time, course, visit_by }) = &entry.fact else { continue };
        if *day > materials.as_of || last_seen.is_some_and(|seen| *day < seen) {
            continue;
        }
        let stages = counting().filter_map(|other| match &other.fact {
            Some(Fact::Stage { decision, stage, day }) if *day <= materials.as_of => {
                let name = FactRef { kind: entry.name.kind, number: *decision };
                let reached = Reached { stage: *stage, day: *day, recorded: first.recorded(other) };
                (first.of_fact(name) == first.of_fact(entry.name)).then_some(reached)
            }
            _ => None,
        });
        let mut stages: Vec<Reached> = stages.collect();
        stages.sort_by_key(|reached| reached.day);
        decided.push(Decided {
            name: entry.name,
            at: at(*day, time.as_deref()),
            course: *course,
            visit_by: *visit_by,
            recorded: first.recorded(entry),
            stages,
        });
    }
    decided.sort_by_key(|decision| decision.at.day);
    decided
}

/// The facts by name, to go back from one to the first of its chain.
struct Chains<'a>(BTreeMap<FactRef, &'a Entry>);

impl<'a> Chains<'a> {
    fn of(entries: &'a [Entry]) -> Chains<'a> {
        Chains(entries.iter().map(|entry| (entry.name, entry)).collect())
    }

    fn of_fact(&self, name: FactRef) -> FactRef {
        let mut first = name;
        while let Some(before) = self.0.get(&first).and_then(|entry| entry.supersedes) {
            first = before;
        }
        first
    }

    /// When the first of a fact's chain was recorded, by whom and why.
    fn recorded(&self, entry: &Entry) -> Recorded {
        self.0.get(&self.of_fact(entry.name)).map_or_else(|| entry.recorded.clone(), |first| first.recorded.clone())
    }
}

/// What no longer counts of visits, decisions and stages since last seen, and of the attempts.
pub(super) fn superseded(materials: &Materials<'_>, last_seen: Option<Day>, attempts: &[Attempt]) -> Vec<Superseded> {
    let since = |day: Day| day <= materials.as_of && last_seen.is_none_or(|seen| day >= seen);
    let bears = |entry: &Entry| match &entry.fact {
        Some(Fact::Visit(visit)) => {
            since(visit.day) || attempts.iter().any(|attempt| Some(&attempt.visit_ref) == visit.reference.as_ref())
        }
        Some(Fact::Decision { day, .. } | Fact::Stage { day, .. }) => since(*day),
        _ => false,
    };
    let of_one = |entry: &Entry| {
        let by = entry.superseded_by?;
        let later = materials.entries.iter().find(|later| later.name == by)?;
        Some(Superseded {
            name: entry.name,
            said: entry.fact.clone()?,
            recorded: entry.recorded.clone(),
            by,
            withdrawn: later.fact.is_none(),
            then: later.recorded.clone(),
        })
    };
    materials.entries.iter().filter(|entry| bears(entry)).filter_map(of_one).collect()
}

fn visit_of(entry: &Entry) -> Option<&VisitFact> {
    match &entry.fact {
        Some(Fact::Visit(visit)) => Some(visit),
        _ => None,
    }
}

fn at(day: Day, time: Option<&str>) -> At {
    At { day, time: time.and_then(minutes) }
}
