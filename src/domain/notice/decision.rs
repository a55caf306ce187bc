//! Failed attempts that come to a decision, and the decision that stands.

use super::{Told, View};
use crate::domain::day::Day;
use crate::domain::offender::holding;
use crate::domain::requirement::Mode;
use crate::domain::visit::{Premises, VisitKind};
use crate::domain::work::{Decision, Stage};

/// Why a decision is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// So many failed attempts with entry sought, at one address, since last seen and since the last decision.
    Attempts(u32),
    /// So many failed attempts since the decision that stands.
    FailedAgain(u32),
    /// The decision's own day has gone by.
    DayGone(Day),
    /// The court refused its warrant on this day.
    CourtRefused(Day),
}

/// The decision that stands is told whatever the mode; that one is wanted is not while visits are suspended, when nobody
/// can go: it is told again on the return.
pub(super) fn tell(view: &View<'_>, mode: Mode, told: &mut Vec<Told>) {
    let decisions = &view.facts.work.decisions;
    let last = decisions.iter().rev().find(|decision| decision.at.day <= view.as_of());
    let standing = last.filter(|decision| !view.seen_after(decision.at));
    let mut asks: Vec<Asks> = Vec::new();
    let tried = attempts_at_one_address(view, last);
    if tried >= view.practice().attempts_for_decision {
        asks.push(Asks::Attempts(tried));
    }
    if let Some(decision) = standing {
        asks.extend(asked_again(view, decision));
        told.push(Told::Decided {
            on: decision.at.day,
            course: decision.course,
            stage: stages(view, decision).last(),
            visit_by: decision.visit_by,
        });
    }
    if !asks.is_empty() && mode != Mode::Suspended {
        told.push(Told::DecisionWanted(asks));
    }
}

/// The attempts that count towards a decision.
pub(super) fn tried(view: &View<'_>) -> u32 {
    let mut decisions = view.facts.work.decisions.iter().rev();
    attempts_at_one_address(view, decisions.find(|decision| decision.at.day <= view.as_of()))
}

fn stages<'a>(view: &View<'_>, decision: &'a Decision) -> impl DoubleEndedIterator<Item = (Stage, Day)> + 'a {
    let as_of = view.as_of();
    decision.stages.iter().copied().filter(move |(_, on)| *on <= as_of)
}

fn asked_again(view: &View<'_>, decision: &Decision) -> Vec<Asks> {
    let failed = view.visits().iter().filter(|visit| visit.at().is_after(decision.at));
    let failed = failed.filter(|visit| view.is(visit, VisitKind::Attempt)).count() as u32;
    let refused = stages(view, decision).find(|(stage, _)| *stage == Stage::CourtRefused);
    let mut asks = Vec::new();
    asks.extend((failed > 0).then_some(Asks::FailedAgain(failed)));
    asks.extend((decision.visit_by < view.as_of()).then_some(Asks::DayGone(decision.visit_by)));
    asks.extend(refused.map(|(_, on)| Asks::CourtRefused(on)));
    asks
}

/// The most failed attempts with entry sought at one address: two are at one where the same address, as written, held on
/// both days.
fn attempts_at_one_address(view: &View<'_>, last: Option<&Decision>) -> u32 {
    let mut counts: Vec<(Option<u32>, u32)> = Vec::new();
    for (place, visit) in view.since_seen() {
        let sought = visit.entry_sought == Some(true) && visit.premises == Premises::Notified;
        let since = last.is_none_or(|decision| visit.at().is_after(decision.at));
        if !sought || !since || !view.is(visit, VisitKind::Attempt) || view.seen_since(place) {
            continue;
        }
        let address = holding(&view.facts.addresses, visit.day).map(|address| address.writing);
        match counts.iter_mut().find(|(known, _)| *known == address) {
            Some((_, count)) => *count += 1,
            None => counts.push((address, 1)),
        }
    }
    counts.iter().map(|(_, count)| *count).max().unwrap_or(0)
}
