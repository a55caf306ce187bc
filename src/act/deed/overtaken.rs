//! Whether the record went on past a proposal: what was proposed on one state of things is not authorised on another.

use std::collections::BTreeSet;

use super::DeedRefused;
use crate::domain::deed::{Change, Deed, Running};
use crate::domain::fact::{FactKind, FactRef};
use crate::store::Snapshot;
use crate::store::proposal::Proposal;

/// Refuses a proposal since which something of the kind that it changes was recorded of the same person: a tier that was
/// raised meanwhile is not lowered by what was proposed before. The last act of the view is that of authorising.
pub(super) fn check(view: &Snapshot<'_>, proposal: &Proposal, deed: &Deed) -> Result<(), DeedRefused> {
    let Some(reference) = &proposal.offender_ref else { return Ok(()) };
    let (Some(before), Some(offender)) = (view.act_before_proposal(proposal.number)?, view.offender(reference)?) else {
        return Ok(());
    };
    let kinds: BTreeSet<FactKind> = deed.changes.iter().filter_map(kind).collect();
    let between = before + 1..view.act().number;
    let since =
        view.history(offender)?.into_iter().find(|fact| between.contains(&fact.act) && kinds.contains(&fact.name.kind));
    match since {
        None => Ok(()),
        Some(fact) => Err(DeedRefused::wrong(format!(
            "since proposal {} was made, {} was recorded of {reference} (act {}): it is declined, and proposed again if it \
             is still meant",
            proposal.number, fact.name, fact.act
        ))),
    }
}

/// The kind of fact that a change brings or takes the place of; none where it is of no one kind.
fn kind(change: &Change) -> Option<FactKind> {
    match change {
        Change::Record(_, fact) | Change::OfVisit(_, fact) => Some(fact.kind()),
        Change::Correct(name, _) | Change::Withdraw(name) => name.parse::<FactRef>().ok().map(|name| name.kind),
        Change::End(_, running, _) => Some(match running {
            Running::Management => FactKind::Management,
            Running::Status(_) => FactKind::Status,
            Running::Plan(_) => FactKind::Plan,
            Running::Marker(_) => FactKind::Marker,
            Running::Service => FactKind::Officer,
        }),
        Change::Decide(..) => Some(FactKind::Decision),
        Change::Step(..) => Some(FactKind::Stage),
        Change::Direct(..) => Some(FactKind::Direction),
        Change::Cancel(..) => Some(FactKind::Booking),
        Change::Enrol(_) | Change::Amend(..) | Change::Place(..) => None,
    }
}
