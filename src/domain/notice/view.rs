//! What the notices of one offender are read from.

use crate::domain::day::Day;
use crate::domain::offender::Facts;
use crate::domain::practice::Practice;
use crate::domain::requirement::Rules;
use crate::domain::visit::{Visit, VisitKind};
use crate::domain::work::At;

/// The facts as they stand at a moment of a day.
pub(super) struct View<'a> {
    pub(super) facts: &'a Facts,
    pub(super) rules: &'a Rules,
    pub(super) now: At,
    /// The places of the effective visits made on the day last seen.
    last_seen: Vec<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(facts: &'a Facts, rules: &'a Rules, now: At) -> View<'a> {
        let mut view = View { facts, rules, now, last_seen: Vec::new() };
        let visits = view.visits();
        for (place, visit) in visits.iter().enumerate().rev() {
            match view.last_seen.first() {
                Some(last) if visits[*last].day != visit.day => break,
                _ if view.is(visit, VisitKind::Effective) => view.last_seen.push(place),
                _ => (),
            }
        }
        view
    }

    pub(super) fn as_of(&self) -> Day {
        self.now.day
    }

    pub(super) fn practice(&self) -> &'a Practice {
        &self.rules.book.on(self.as_of()).policy.practice
    }

    pub(super) fn visits(&self) -> &'a [Visit] {
        let by_then = self.facts.visits.partition_point(|visit| visit.day <= self.as_of());
        &self.facts.visits[..by_then]
    }

    pub(super) fn is(&self, visit: &Visit, kind: VisitKind) -> bool {
        self.rules.book.kind_of(visit) == kind
    }

    /// The visits of the day last seen and since, with their places: all while never seen.
    pub(super) fn since_seen(&self) -> impl Iterator<Item = (usize, &'a Visit)> {
        let visits = self.visits();
        let last = self.last_seen.first().map(|place| visits[*place].day);
        let first = last.map_or(0, |last| visits.partition_point(|visit| visit.day < last));
        visits.iter().enumerate().skip(first)
    }

    /// Whether an effective visit is known to be later than a moment.
    pub(super) fn seen_after(&self, at: At) -> bool {
        self.last_seen.iter().any(|place| self.visits()[*place].at().is_after(at))
    }

    /// Whether an effective visit comes after the one in this place: by the day; within a day by the time, or, where one
    /// of the times is not recorded, by the order recorded.
    pub(super) fn seen_since(&self, place: usize) -> bool {
        let visits = self.visits();
        let this = &visits[place];
        self.last_seen.iter().any(|seen| {
            let visit = &visits[*seen];
            match (visit.time, this.time) {
                (Some(theirs), Some(mine)) if visit.day == this.day && theirs != mine => theirs > mine,
                _ => (visit.day, *seen) > (this.day, place),
            }
        })
    }
}
