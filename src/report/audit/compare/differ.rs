//! What makes the difference: each offender as the one side and the other counted them, by the places of groups.

use std::collections::BTreeMap;

use super::{Changed, Compared, DaysChanged, Difference, Told};
use crate::domain::offender::OffenderKey;
use crate::report::audit::fold::Own;
use crate::report::audit::{Case, Counts, Group};
use crate::report::{ReportFault, adds_up};

/// Whether two groups are one: of tiers the word on file decides, whatever a version of the policy calls it.
pub(super) fn is_same(one: &Group, other: &Group) -> bool {
    match (one, other) {
        (Group::Tier(one, _), Group::Tier(other, _)) => one == other,
        _ => one == other,
    }
}

/// Every group of either side in the order they stand now; those of then alone come before the last, which are nobody's.
pub(super) fn merged(then: &[(usize, Group)], now: &[(usize, Group)]) -> Vec<Group> {
    let last = |group: &Group| matches!(group, Group::Untiered | Group::NoTeam | Group::Unowned);
    let mut groups: Vec<Group> = now.iter().map(|(_, group)| group.clone()).filter(|group| !last(group)).collect();
    for (_, group) in then.iter().filter(|(_, group)| !last(group)) {
        if !groups.iter().any(|known| is_same(known, group)) {
            groups.push(group.clone());
        }
    }
    groups.extend(now.iter().map(|(_, group)| group.clone()).filter(last));
    groups
}

/// What an offender came to, by the places of groups.
pub(super) struct Placed {
    reference: String,
    requirements: Vec<Told>,
    days: BTreeMap<usize, Counts>,
}

pub(super) fn in_places(
    own: BTreeMap<OffenderKey, (String, Own)>,
    places: &BTreeMap<usize, usize>,
) -> BTreeMap<OffenderKey, Placed> {
    let place = |number: usize| places.get(&number).copied().unwrap_or_default();
    let told = |case: Case| {
        let Case { row, fate, count_day, due, visit, recorded, .. } = case;
        Told { row: place(row), fate, count_day, due, visit, recorded }
    };
    let placed = |(key, (reference, own)): (OffenderKey, (String, Own))| {
        let requirements = own.requirements.into_iter().map(told).collect();
        let days = own.days.into_iter().map(|(number, counts)| (place(number), counts)).collect();
        (key, Placed { reference, requirements, days })
    };
    own.into_iter().map(placed).collect()
}

pub(super) fn differences(
    mut then: BTreeMap<OffenderKey, Placed>,
    now: BTreeMap<OffenderKey, Placed>,
) -> Vec<Difference> {
    let nothing =
        |reference: &str| Placed { reference: reference.to_owned(), requirements: Vec::new(), days: BTreeMap::new() };
    let mut cases = Vec::new();
    for (key, now) in now {
        let before = then.remove(&key).unwrap_or_else(|| nothing(&now.reference));
        cases.extend(difference(key, before, now));
    }
    for (key, before) in then {
        let now = nothing(&before.reference);
        cases.extend(difference(key, before, now));
    }
    cases.sort_by(|one: &Difference, other| one.reference.cmp(&other.reference));
    cases
}

fn difference(key: OffenderKey, then: Placed, now: Placed) -> Option<Difference> {
    let requirements = changed(then.requirements, now.requirements);
    let mut days: BTreeMap<usize, (Counts, Counts)> = BTreeMap::new();
    then.days.into_iter().for_each(|(row, counts)| days.entry(row).or_default().0 = counts);
    now.days.into_iter().for_each(|(row, counts)| days.entry(row).or_default().1 = counts);
    let days: Vec<DaysChanged> = days
        .into_iter()
        .filter(|(_, (then, now))| then != now)
        .map(|(row, (then, now))| DaysChanged { row, then, now })
        .collect();
    let reference = now.reference;
    let differs = !requirements.is_empty() || !days.is_empty();
    differs.then(|| Difference { key, reference, requirements, days, behind: Vec::new() })
}

/// What stands on one side alone; of two with one due day the one stands for the other. In order of the due day.
fn changed(mut then: Vec<Told>, mut now: Vec<Told>) -> Vec<Changed> {
    now.retain(|told| match then.iter().position(|other| other == told) {
        Some(at) => {
            then.remove(at);
            false
        }
        None => true,
    });
    let mut changed: Vec<Changed> = Vec::new();
    for before in then {
        let after = now.iter().position(|told| told.due == before.due).map(|at| now.remove(at));
        changed.push(Changed { then: Some(before), now: after });
    }
    changed.extend(now.into_iter().map(|told| Changed { then: None, now: Some(told) }));
    let due = |changed: &Changed| changed.then.as_ref().or(changed.now.as_ref()).map(|told| (told.due, told.fate));
    changed.sort_by_key(due);
    changed
}

/// For every figure of every group: as known then, and the differences of the cases, make as known now.
pub(super) fn add_up(rows: &[Compared], cases: &[Difference]) -> Result<(), ReportFault> {
    let mut sums: Vec<[Counts; 2]> = rows.iter().map(|row| [row.then, row.now]).collect();
    for case in cases {
        let [then, now] = case.counted();
        // The one side with what the other counts is to be the other with what the one counts.
        now.iter().for_each(|(row, counts)| sums[*row][0].add(counts));
        then.iter().for_each(|(row, counts)| sums[*row][1].add(counts));
    }
    for [then, now] in &sums {
        for (then, now) in then.figures().into_iter().zip(now.figures()) {
            adds_up("as known then with the differences of the cases, and as known now", then, now)?;
        }
    }
    Ok(())
}
