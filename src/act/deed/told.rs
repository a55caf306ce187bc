//! What an act did to due days: each person it touched, before it and after it.

use super::DeedRefused;
use super::doing::facts_of;
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::requirement::{Rules, fold};
use crate::domain::row::{Bucket, Row};
use crate::store::{KnownAt, Snapshot, Stored};

/// Where somebody stood before an act and stands after it, as at the day of the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The offender's reference.
    pub offender_ref: String,
    /// Before; none, not managed on the day.
    pub before: Option<Stood>,
    /// After.
    pub after: Option<Stood>,
}

/// A row's bucket and due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// The bucket.
    pub bucket: Bucket,
    /// The due day as the list shows it.
    pub due: Option<Day>,
    /// Whether a visit is overdue, whatever the bucket.
    pub with_overdue: bool,
}

/// Everybody whom these facts are about, once each, in the order of the facts. `view` is that of the act.
pub(super) fn moved(view: &Snapshot<'_>, facts: &[Stored]) -> Result<Vec<Moved>, DeedRefused> {
    let mut references: Vec<&str> = Vec::new();
    for stored in facts {
        if let About::Offender(reference) = &stored.about
            && !references.contains(&reference.as_str())
        {
            references.push(reference);
        }
    }
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let rules = Rules { book: view.book()?, history_from: view.history_from()? };
    let today = view.act().moment.day_in(rules.zone_at(view.act().moment.day_in(chrono_tz::UTC)));
    let earlier = view.beside(Some(KnownAt::Act(view.act().number - 1)))?;
    let each = references.into_iter().map(|reference| {
        Ok(Moved {
            offender_ref: reference.to_owned(),
            before: stood(&earlier, &rules, reference, today)?,
            after: stood(view, &rules, reference, today)?,
        })
    });
    each.collect()
}

fn stood(view: &Snapshot<'_>, rules: &Rules, reference: &str, today: Day) -> Result<Option<Stood>, DeedRefused> {
    let Some(offender) = view.offender(reference)? else { return Ok(None) };
    let facts = facts_of(view, offender)?;
    let Some(standing) = fold(&facts, rules, today, &mut |_| ())? else { return Ok(None) };
    let row = Row::of(&facts, rules, &view.roster()?, &standing, today);
    Ok(Some(Stood { bucket: row.bucket, due: row.due, with_overdue: row.with_overdue }))
}
