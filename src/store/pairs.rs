//! Two records of one visit, an extract's and one made here, of which one is counted.

use rusqlite::{Connection, Row, params};

use super::counting::{counting, place_of_chain};
use super::error::StoreError;
use super::fact_rows::{Placed, Stream, Visited};
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OffenderKey};
use crate::domain::visit::Visit;
use crate::domain::work::{ChildVisit, VisitKey};

pub(super) const PAIRS: &str = counting!(
    concat!("fact.offender_id, ", place_of_chain!("pair_fact"), ", fact.visit_id, fact.recorded, fact.one"),
    "pair_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);

/// What is said of two records.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    visit: VisitKey,
    recorded: VisitKey,
    one: bool,
}

/// What is said of one offender's visits, in the order recorded.
pub(super) fn of(conn: &Connection, act: i64, OffenderKey(offender): OffenderKey) -> Result<Vec<Pair>, StoreError> {
    let mut statement = conn.prepare_cached(PAIRS)?;
    let mut pairs = Vec::new();
    Stream::open(&mut statement, params![act, offender, offender], pair)?.take(offender, &mut pairs)?;
    Ok(pairs)
}

/// The visits that are spoken of.
pub(super) fn keys(pairs: &[Pair]) -> impl Iterator<Item = VisitKey> {
    pairs.iter().flat_map(|pair| [pair.visit, pair.recorded])
}

/// A row of [`PAIRS`].
pub(super) fn pair(row: &Row<'_>) -> Result<Placed<Pair>, StoreError> {
    let pair = Pair { visit: VisitKey(row.get(2)?), recorded: VisitKey(row.get(3)?), one: row.get(4)? };
    Ok(Placed::at(Day::MIN, row.get(1)?, pair))
}

/// The visit that stands for this one, of one person's visits that count and the pairs recorded of them, in order: the
/// last said of two records holds. One that another stands for stands for none, so that of two records one is left.
pub(super) fn stands_for(
    visit: VisitKey,
    pairs: &[Pair],
    counts: impl Fn(VisitKey) -> bool + Copy,
) -> Option<VisitKey> {
    let twin = |visit| said_one(visit, pairs).find(|recorded| counts(*recorded));
    twin(visit).filter(|recorded| twin(*recorded).is_none())
}

fn said_one(visit: VisitKey, pairs: &[Pair]) -> impl Iterator<Item = VisitKey> {
    let last = |at: usize, pair: &Pair| {
        !pairs[at + 1..].iter().any(|later| (later.visit, later.recorded) == (pair.visit, pair.recorded))
    };
    let said = pairs.iter().enumerate().filter(move |(at, pair)| pair.visit == visit && pair.one && last(*at, pair));
    said.map(|(_, pair)| pair.recorded)
}

/// One person's visits, each counted once, and those of them with children. Children of a record that another stands for
/// are that one's; where it says nothing of any, they stay.
pub(super) fn count_once(visited: &[Visited], pairs: &[Pair], into: &mut Facts) {
    into.visits.clear();
    into.work.children.clear();
    for one in visited {
        let twin = twin(one, visited, pairs);
        if twin.is_none() {
            into.visits.push(with_twins(one, visited, pairs));
        }
        if one.children > 0 && twin.is_none_or(|twin| twin.children == 0) {
            into.work.children.push(ChildVisit { visit: one.key, at: one.visit.at(), children: one.children });
        }
    }
}

/// The record that stands for this one, where another does: then that one alone is counted.
pub(super) fn twin<'v>(one: &Visited, visited: &'v [Visited], pairs: &[Pair]) -> Option<&'v Visited> {
    let find = |key: VisitKey| visited.iter().find(|other| other.key == key);
    match pairs {
        [] => None,
        _ => stands_for(one.key, pairs, |key| find(key).is_some()).and_then(find),
    }
}

/// A visit with what the records it stands for say of when it was recorded: where they say the same of it, the record has
/// had it since the first of them, and their source's claim holds where it has none of its own.
fn with_twins(one: &Visited, visited: &[Visited], pairs: &[Pair]) -> Visit {
    let mut visit = one.visit;
    let counts = |key| visited.iter().any(|other| other.key == key);
    let same = |other: &&Visited| {
        let what = |visit: &Visit| (visit.day, visit.outcome, visit.premises);
        what(&other.visit) == what(&one.visit) && stands_for(other.key, pairs, counts) == Some(one.key)
    };
    for twin in visited.iter().filter(|_| !pairs.is_empty()).filter(same) {
        visit.act = visit.act.min(twin.visit.act);
        visit.source_days = visit.source_days.or(twin.visit.source_days);
    }
    visit
}
