//! Plans: an own interval, or desk-based.

use super::DeedRefused;
use super::doing::{Doing, Subject};
use super::person::{answers, ends_after};
use crate::domain::cadence::Interval;
use crate::domain::fact::{Fact, PlanWord};
use crate::store::Stored;

/// Refuses what cannot be so. A plan that an extract brought may lack a day of review; one that is made or corrected here
/// has one, or an end.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    subject.offender()?;
    let Fact::Plan { kind, from, until, every, authorised_by, review_by, .. } = fact else { return Ok(()) };
    ends_after(*from, *until)?;
    let same = |old: &Fact| matches!(old, Fact::Plan { authorised_by: by, .. } if by == authorised_by);
    if !replaces.and_then(|old| old.fact.as_ref()).is_some_and(same) {
        answers(doing, authorised_by, *from)?;
    }
    match (kind, every) {
        (PlanWord::Interval, None) => return Err(DeedRefused::wrong("an interval plan says how often: its rule")),
        (PlanWord::Reactive, Some(_)) => return Err(DeedRefused::wrong("a reactive plan has no interval")),
        (PlanWord::Interval, Some(rule)) => {
            Interval::parse(rule).map_err(|problem| DeedRefused::wrong(problem.to_string()))?;
        }
        (PlanWord::Reactive, None) => (),
    }
    match review_by {
        Some(review) if review <= from => Err(DeedRefused::wrong(format!(
            "the day of review, {review}, comes after {from}, on which the plan begins"
        ))),
        None if until.is_none() => Err(DeedRefused::wrong("a plan without an end has a day of review")),
        _ => Ok(()),
    }
}
