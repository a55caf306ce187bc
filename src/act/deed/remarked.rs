//! Visits of the record with what is wrong with them: told whoever recorded or imported them.

use super::doing::facts_of;
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind, VisitFact};
use crate::domain::offender::{Facts, OffenderKey};
use crate::domain::officer::Roster;
use crate::domain::remark::{AloneAuthorised, Circumstances, Remark, remarks};
use crate::domain::requirement::Rules;
use crate::store::act::{Act, ActKind};
use crate::store::{Snapshot, StoreError, Stored};

/// A visit with what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Remarked {
    /// The visit.
    pub visit: VisitFact,
    /// The act that first recorded it.
    pub recorded: Act,
    /// What is wrong with it.
    pub remarks: Vec<Remark>,
}

/// What visits are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The policy of each day.
    pub rules: &'a Rules,
    /// The officers.
    pub roster: &'a Roster,
}

impl Judge<'_> {
    /// One offender's visits of `[from, to]` that something is wrong with, in order.
    ///
    /// # Errors
    /// Those of the store.
    pub fn remarked(
        &self,
        view: &Snapshot<'_>,
        (offender, reference): (OffenderKey, &str),
        (from, to): (Day, Day),
    ) -> Result<Vec<Remarked>, StoreError> {
        let mut found = Vec::new();
        let facts = facts_of(view, offender)?;
        if !facts.visits.iter().any(|visit| from <= visit.day && visit.day <= to) {
            return Ok(found);
        }
        for stored in view.live(&About::Offender(reference.to_owned()), FactKind::Visit)? {
            let Some(Fact::Visit(visit)) = &stored.fact else { continue };
            if visit.day < from || to < visit.day {
                continue;
            }
            let remarks = self.remarks(view, offender, &facts, &stored)?;
            if remarks.iter().any(|remark| !remark.is_in_order()) {
                found.push(Remarked { visit: (**visit).clone(), recorded: first_act(view, &stored)?, remarks });
            }
        }
        Ok(found)
    }

    /// What is wrong with one visit of an offender whose facts these are; none of a withdrawn one.
    pub(super) fn remarks(
        &self,
        view: &Snapshot<'_>,
        offender: OffenderKey,
        facts: &Facts,
        stored: &Stored,
    ) -> Result<Vec<Remark>, StoreError> {
        let Some(Fact::Visit(visit)) = &stored.fact else { return Ok(Vec::new()) };
        let policy = &self.rules.book.on(visit.day).policy;
        let first = first_act(view, stored)?;
        let recorded_on = match first.kind {
            ActKind::Import => visit.recorded_on,
            _ => Some(first.moment.day_in(policy.time_zone)),
        };
        let alone: Vec<AloneAuthorised> = view
            .alone(offender)?
            .into_iter()
            .map(|(officer, day, _, act)| {
                let recorded = act.moment.at_in(policy.time_zone);
                AloneAuthorised { officer, day, recorded }
            })
            .collect();
        let alike = facts.visits.iter().filter(|other| (other.day, other.outcome) == (visit.day, visit.outcome));
        let case = Circumstances {
            facts,
            roster: self.roster,
            practice: &policy.practice,
            recorded_on,
            alone: &alone,
            like_another: alike.count() > 1,
        };
        Ok(remarks(visit, case))
    }
}

/// The act that first recorded a fact, before any correction.
pub(super) fn first_act(view: &Snapshot<'_>, stored: &Stored) -> Result<Act, StoreError> {
    let mut first = stored.clone();
    while let Some(name) = first.supersedes {
        first = view.fact(name)?.ok_or_else(|| StoreError::Fault("a fact supersedes none there is".to_owned()))?;
    }
    view.act_of(&first)
}
