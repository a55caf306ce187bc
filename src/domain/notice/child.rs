//! Children seen or identified on a visit, until a referral is recorded.

use super::Told;
use crate::domain::work::{At, Work};

/// Each visit by the end of the day on which children were, with no referral after it by `now`. A visit of the day
/// itself counts whatever its time: a slip of the clock hides no child.
pub(super) fn without_referral(work: &Work, now: At) -> Vec<Told> {
    let made = |visit| work.referrals.iter().any(|referral| referral.visit == visit && !referral.at.is_after(now));
    let open = work.children.iter().filter(|visit| visit.at.day <= now.day && !made(visit.visit));
    let tell = |visit: &crate::domain::work::ChildVisit| Told::ChildNoReferral {
        visit: visit.visit,
        at: visit.at,
        children: visit.children,
        hours: hours(visit.at, now),
    };
    open.map(tell).collect()
}

fn hours(since: At, now: At) -> u32 {
    let minutes = |at: At| i64::from(at.time.unwrap_or(0));
    let gone = now.day.days_since(since.day) * 24 * 60 + minutes(now) - minutes(since);
    u32::try_from(gone / 60).unwrap_or(0)
}
