//! Visits ordered and visits booked, until they are made.

use super::{Ordered, Told, View};
use crate::domain::visit::Visit;
use crate::domain::work::Booking;

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

/// How long before its time a booked visit may be made, in minutes.
const EARLY: u16 = 120;

/// Whether a visit, whatever came of it, is the one that was booked or a later one: on a later day, or on the day at no
/// recorded time or none long before.
pub fn settles(visit: &Visit, booking: &Booking) -> bool {
    let in_time = visit.time.is_none_or(|time| time + EARLY >= booking.time);
    visit.day > booking.day || (visit.day == booking.day && in_time)
}

/// A booking whose time has passed is asked about until a visit that settles it is recorded.
pub(super) fn bookings(view: &View<'_>, told: &mut Vec<Told>) {
    let now = view.now;
    for booking in &view.facts.work.bookings {
        let passed =
            booking.day < now.day || (booking.day == now.day && now.time.is_some_and(|now| booking.time < now));
        if passed && !view.visits().iter().any(|visit| settles(visit, booking)) {
            told.push(Told::BookingPassed { day: booking.day, time: booking.time, officers: booking.officers.clone() });
        }
    }
}
