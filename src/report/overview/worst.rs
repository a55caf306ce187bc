//! The most overdue case, with what says why.

use std::cmp::Ordering;

use crate::domain::day::Day;
use crate::domain::notice::Notice;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::requirement::{Mode, Why};
use crate::domain::row::{Bucket, Flag};
use crate::report::Subject;
use crate::report::measure::Sight;

/// A case with a visit owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worst {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The owner as set.
    pub owner: Option<OfficerKey>,
    /// The bucket.
    pub bucket: Bucket,
    /// The oldest due day unmet.
    pub due: Day,
    /// Calendar days since then.
    pub days: u32,
    /// Those on which somebody could have gone.
    pub visitable: u32,
    /// Whole cycles missed since last met.
    pub missed: u32,
    /// Why the day has its mode.
    pub why: Why,
    /// Whether nobody can go now.
    pub frozen: bool,
    /// Failed attempts since last seen.
    pub attempts: u32,
    /// Whether never visited in this management.
    pub never_visited: bool,
    /// The day last seen, ever.
    pub last_visit: Option<Day>,
    /// Whether a direction is broken, stands, or neither.
    pub direction: Option<Notice>,
}

impl Worst {
    /// Of somebody owed a visit; none of anybody else.
    pub(super) fn of(subject: &Subject<'_>, sight: &Sight<'_>) -> Option<Worst> {
        let (standing, row) = (sight.standing?, sight.row()?);
        let due = sight.owed_since()?;
        let ordered = [Notice::DirectionBroken, Notice::Directed];
        Some(Worst {
            key: subject.key,
            reference: subject.reference.to_owned(),
            owner: row.owner,
            bucket: row.bucket,
            due,
            days: sight.day().days_after(due),
            visitable: standing.days_overdue,
            missed: standing.missed,
            why: standing.why,
            frozen: standing.mode != Mode::Required,
            attempts: row.attempts_since,
            never_visited: row.flags.contains(&Flag::NeverVisited),
            last_visit: row.last_visit,
            direction: ordered.into_iter().find(|notice| sight.told(*notice) > 0),
        })
    }

    /// Keeps the worse of the two: owed since the earlier day; of those the one with more days on which somebody could have
    /// gone, then by reference. `to_visit`, of those alone whom somebody can visit now.
    pub(super) fn keep(kept: &mut Option<Worst>, subject: &Subject<'_>, sight: &Sight<'_>, to_visit: bool) {
        let (Some(due), Some(standing)) = (sight.owed_since(), sight.standing) else { return };
        if to_visit && standing.mode != Mode::Required {
            return;
        }
        let worse = kept.as_ref().is_none_or(|kept| {
            let order = due.cmp(&kept.due).then(kept.visitable.cmp(&standing.days_overdue));
            order.then_with(|| subject.reference.cmp(&kept.reference)) == Ordering::Less
        });
        if worse {
            *kept = Worst::of(subject, sight);
        }
    }
}
