//! Whoever was not seen for long, managements ended with a visit owed, and managements begun again.

use super::{Case, Found, Look, Looked, Threshold};
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, holding};
use crate::domain::visit::VisitKind;

/// Whoever is managed and was not seen for more than `unseen_cadences` cadences, whatever their tier's is today: by the policy
/// that was adopted first, and whatever plan, status or later policy excuses it. Where that policy lacks the tier, or none is
/// set, its `untiered_as` applies. Looked at: whoever is managed.
pub fn unseen_too_long(case: Case<'_>, look: Look<'_>) -> Looked {
    let Some(standing) = &case.course.standing else { return Looked::default() };
    let by_then = case.facts.visits.iter().take_while(|visit| visit.day <= look.as_of);
    let effective = by_then.filter(|visit| look.rules.book.kind_of(visit) == VisitKind::Effective);
    let last = effective.last().map(|visit| visit.day);
    let id = holding(&case.facts.tiers, look.as_of).map(|tier| look.rules.book.tier_id(tier));
    let tier = look.first.tiers.iter().find(|tier| Some(tier.id.as_str()) == id).unwrap_or(look.first.untiered());
    let (since, as_of, cadence) = (last.unwrap_or(standing.managed_from), look.as_of, tier.cadence);
    let long = as_of > cadence.after(since, look.of(Threshold::UnseenCadences));
    let found = long.then_some(Found::UnseenTooLong { since, as_of, seen: last.is_some(), cadence });
    Looked { at: 1, found: found.into_iter().collect() }
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
