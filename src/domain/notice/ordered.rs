//! Visits ordered and visits booked, until they are made.

use super::{Ordered, Told, View};

/// A direction is met by a visit that counts and is known to be later. Each that is not is told: the latest does not take
/// the place of one before.
pub(super) fn directions(view: &View<'_>, told: &mut Vec<Told>) {
    for direction in &view.facts.work.directions {
        if direction.at.day > view.as_of() || view.seen_after(direction.at) {
            continue;
        }
        let (on, visit_by, cause) = (direction.at.day, direction.visit_by, direction.cause.clone());
        let ordered = Ordered { on, visit_by, cause };
        let broken = visit_by < view.as_of();
        told.push(if broken { Told::DirectionBroken(ordered) } else { Told::Directed(ordered) });
    }
}

/// A booking whose time has passed is asked about until any visit on or after its day is recorded, whatever came of it.
pub(super) fn bookings(view: &View<'_>, told: &mut Vec<Told>) {
    let latest = view.visits().last().map(|visit| visit.day);
    let now = view.now;
    for booking in &view.facts.work.bookings {
        let passed =
            booking.day < now.day || (booking.day == now.day && now.time.is_some_and(|now| booking.time < now));
        if passed && latest.is_none_or(|latest| latest < booking.day) {
            told.push(Told::BookingPassed { day: booking.day, time: booking.time, officers: booking.officers.clone() });
        }
    }
}
