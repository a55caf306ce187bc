//! Whether a visit can be booked: it is still to come, and everybody who is to go is free, as far as the record knows.

use super::day::{Day, Period};
use super::work::At;

/// Two visits of one officer are booked at least so far apart.
pub const MINUTES_APART: u16 = 30;

/// What the record says of an officer who is to go, on the day of the booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engaged<'a> {
    /// The word on file.
    pub officer: &'a str,
    /// Whether in service on the day.
    pub in_service: bool,
    /// A time of leave that covers the day.
    pub leave: Option<Period>,
    /// The other visits booked for the officer on the day, in minutes after midnight.
    pub booked: Vec<u16>,
}

/// Why a visit cannot be booked so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindrance {
    /// The day has gone by.
    #[error("{day} has gone by; a visit that was made is recorded with `homevisit visit record`")]
    DayGone {
        /// Which.
        day: Day,
    },
    /// The time of today has.
    #[error("{time} of today has gone by; a visit that was made is recorded with `homevisit visit record`")]
    TimeGone {
        /// Which.
        time: String,
    },
    /// Nobody is to go.
    #[error("nobody is to go: --officers says who")]
    Nobody,
    /// An officer is named twice.
    #[error("{officer} is named twice")]
    Twice {
        /// Who.
        officer: String,
    },
    /// Not in service on the day.
    #[error("{officer} is not in service on {day}")]
    NotInService {
        /// Who.
        officer: String,
        /// The day.
        day: Day,
    },
    /// On leave on the day.
    #[error("{officer} is on leave on {day}{}", back(*.until))]
    OnLeave {
        /// Who.
        officer: String,
        /// The day.
        day: Day,
        /// The first day back.
        until: Option<Day>,
    },
    /// In two places.
    #[error("{officer} is booked for {time} that day, which is less than {} minutes apart", MINUTES_APART)]
    Elsewhere {
        /// Who.
        officer: String,
        /// The time of the other booking.
        time: String,
    },
}

fn back(until: Option<Day>) -> String {
    until.map(|until| format!(", back on {until}")).unwrap_or_default()
}

/// The first thing that stands against a visit on a day at a time (its minutes always recorded), seen from `now`; none:
/// it can be booked. A visit of this very minute has begun, and is not booked any more.
pub fn hindrance(when: At, now: At, going: &[Engaged<'_>]) -> Option<Hindrance> {
    let clock = |minutes: u16| At { day: when.day, time: Some(minutes) }.clock().unwrap_or_default();
    let time = when.time.unwrap_or(0);
    if when.day < now.day {
        return Some(Hindrance::DayGone { day: when.day });
    }
    if when.day == now.day && now.time.is_some_and(|now| time <= now) {
        return Some(Hindrance::TimeGone { time: clock(time) });
    }
    if going.is_empty() {
        return Some(Hindrance::Nobody);
    }
    for (place, engaged) in going.iter().enumerate() {
        let officer = engaged.officer.to_owned();
        if going[..place].iter().any(|other| other.officer == officer) {
            return Some(Hindrance::Twice { officer });
        }
        if !engaged.in_service {
            return Some(Hindrance::NotInService { officer, day: when.day });
        }
        if let Some(leave) = engaged.leave {
            return Some(Hindrance::OnLeave { officer, day: when.day, until: leave.until });
        }
        if let Some(other) = engaged.booked.iter().find(|other| other.abs_diff(time) < MINUTES_APART) {
            return Some(Hindrance::Elsewhere { officer, time: clock(*other) });
        }
    }
    None
}
