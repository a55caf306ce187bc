//! Whether the offender lives where it is notified.

use super::{Told, View};
use crate::domain::visit::{Outcome, Premises, Visit};

/// Doubt begins with a visit that found the offender not to live there, at the notified premises or where the record does
/// not say, and is settled by an address notified from that day on, or by a later visit that counts.
pub(super) fn tell(view: &View<'_>, told: &mut Vec<Told>) {
    let doubtful = |(place, visit): &(usize, &Visit)| {
        visit.outcome == Outcome::NotResident
            && visit.premises != Premises::Other
            && !view.seen_since(*place)
            && !view.facts.addresses.iter().any(|fact| visit.day <= fact.from && fact.from <= view.as_of())
    };
    let first = view.since_seen().find(doubtful);
    told.extend(first.map(|(_, visit)| Told::AddressDoubt { since: visit.day }));
}
