//! Whoever was not seen for long, managements ended with a visit owed, and managements begun again.

use std::iter;

use super::{Case, Found, Look, Looked, Threshold};
use crate::domain::cadence::Interval;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, holding};
use crate::domain::visit::VisitKind;

/// Whoever is managed and was not seen for more than `unseen_cadences` cadences of a tier that was theirs by then, all by the
/// policy that was adopted first: what counts as seen too, whatever plan, status or later policy excuses it. A tier lowered
/// only after hides nobody. Where that policy lacks the tier, or none was set, its `untiered_as` applies. Looked at: whoever is
/// managed.
pub fn unseen_too_long(case: Case<'_>, look: Look<'_>) -> Looked {
    let Some(standing) = &case.course.standing else { return Looked::default() };
    let by_then = case.facts.visits.iter().take_while(|visit| visit.day <= look.as_of);
    let effective = by_then.filter(|visit| look.first.kind_of(visit) == VisitKind::Effective);
    let last = effective.last().map(|visit| visit.day);
    let (since, as_of) = (last.unwrap_or(standing.managed_from), look.as_of);
    let ends = |cadence: Interval| cadence.after(since, look.of(Threshold::UnseenCadences));
    let long = cadences(case, look, since).filter(|(until, cadence)| *until > ends(*cadence));
    let found = long.map(|(_, cadence)| cadence).min_by_key(|cadence| ends(*cadence));
    let found = found.map(|cadence| Found::UnseenTooLong { since, as_of, seen: last.is_some(), cadence });
    Looked { at: 1, found: found.into_iter().collect() }
}

/// Of the tiers held on a day since, the last day of each, and its cadence by the policy adopted first.
fn cadences<'a>(case: Case<'a>, look: Look<'a>, since: Day) -> impl Iterator<Item = (Day, Interval)> + 'a {
    let set = case.facts.tiers.iter().map(|fact| fact.from).filter(move |from| since < *from && *from <= look.as_of);
    let ends = set.map(Day::before).chain(iter::once(look.as_of));
    ends.map(move |until| {
        let id = holding(&case.facts.tiers, until).map(|tier| look.rules.book.tier_id(tier));
        let tier = look.first.tiers.iter().find(|tier| Some(tier.id.as_str()) == id);
        (until, tier.unwrap_or(look.first.untiered()).cadence)
    })
}

/// Managements ended in the time with a visit owed for `ended_owed_days` or more. Looked at: managements ended in the time.
pub fn ended_owed(case: Case<'_>, look: Look<'_>) -> Looked {
    let ended = case.course.ends.iter().filter(|(on, _)| look.holds(*on));
    let mut looked = Looked::default();
    for (ended, owed) in ended {
        looked.at += 1;
        let long = owed.filter(|due| ended.days_after(*due) >= look.of(Threshold::EndedOwedDays));
        looked.found.extend(long.map(|due| Found::EndedOwed { ended: *ended, due }));
    }
    looked
}

/// Managements begun in the time, no more than `begun_again_days` after one of the same record ended. Looked at: managements
/// begun in the time.
pub fn own_begun_again(case: Case<'_>, look: Look<'_>) -> Looked {
    let began = case.facts.management.iter().map(|period| period.from).filter(|from| look.holds(*from));
    let ends = || case.facts.management.iter().filter_map(|period| period.until);
    let mut looked = Looked::default();
    for began in began {
        looked.at += 1;
        let last = ends().filter(|ended| soon(*ended, began, look)).max();
        looked.found.extend(last.map(|ended| Found::BegunAgain { ended, began, before: None }));
    }
    looked
}

fn soon(ended: Day, began: Day, look: Look<'_>) -> bool {
    ended <= began && began.days_after(ended) <= look.of(Threshold::BegunAgainDays)
}

/// The same where it ended under another record that looks like the same person: of the ends of those records and the
/// beginnings of this one, the last end before each.
pub fn begun_again(began: &[Day], ends: &[(OffenderKey, Day)], look: Look<'_>) -> Vec<Found> {
    let again = |began: &Day| {
        let soon = ends.iter().filter(|(_, ended)| soon(*ended, *began, look));
        let (before, ended) = soon.max_by_key(|(record, ended)| (*ended, std::cmp::Reverse(*record)))?;
        Some(Found::BegunAgain { ended: *ended, began: *began, before: Some(*before) })
    };
    began.iter().filter(|began| look.holds(**began)).filter_map(again).collect()
}
