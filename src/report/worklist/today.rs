//! What of a row is for the day itself.

use crate::domain::day::Day;
use crate::domain::notice::{Notice, Told, settles};
use crate::domain::offender::Facts;
use crate::domain::row::{Bucket, Row};
use crate::domain::work::Booking;

/// The greatest risk levels whose visits are told ahead of the others.
const GREATEST: usize = 2;
/// For how many days ahead.
const AHEAD_DAYS: u32 = 7;

/// Why a row is for today, in the order of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Today {
    /// A visit is booked for today and not recorded yet.
    Booked(Booking),
    /// It is to be tried again by this day, today or gone by.
    TryAgain(Day),
    /// A visit was ordered.
    Ordered(Told),
    /// One of the two greatest risk levels, due on this day: within seven days, or gone by.
    GreatestRisk(Day),
}

impl Today {
    /// Where it stands in the block: by kind, bookings by their time.
    pub fn place(&self) -> (u8, u16) {
        match self {
            Today::Booked(booking) => (0, booking.time),
            Today::TryAgain(_) => (1, 0),
            Today::Ordered(_) => (2, 0),
            Today::GreatestRisk(_) => (3, 0),
        }
    }
}

/// Bookings of the day and of days to come that no visit recorded by the day settles.
pub(super) fn open_bookings(facts: &Facts, as_of: Day) -> Vec<Booking> {
    let made =
        |booking: &Booking| facts.visits.iter().filter(|visit| visit.day <= as_of).any(|visit| settles(visit, booking));
    let open = |booking: &&Booking| as_of <= booking.day && !made(booking);
    facts.work.bookings.iter().filter(open).cloned().collect()
}

/// In the order of the block.
pub(super) fn today(row: &Row, notices: &[Told], bookings: &[Booking], as_of: Day) -> Vec<Today> {
    let mut today: Vec<Today> =
        bookings.iter().filter(|booking| booking.day == as_of).cloned().map(Today::Booked).collect();
    today.sort_by_key(Today::place);
    today.extend(row.retry_by.filter(|by| *by <= as_of).map(Today::TryAgain));
    let ordered = |told: &&Told| matches!(told.notice(), Notice::DirectionBroken | Notice::Directed);
    today.extend(notices.iter().filter(ordered).cloned().map(Today::Ordered));
    let visited = !matches!(row.bucket, Bucket::Suspended | Bucket::Reactive);
    let due = row.due.filter(|due| visited && row.tier_place < GREATEST && *due <= as_of.plus_days(AHEAD_DAYS));
    today.extend(due.map(Today::GreatestRisk));
    today
}
