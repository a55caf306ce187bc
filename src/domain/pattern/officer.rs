//! One officer's day: many visits within an hour, and visits to two people at once.

use super::{Found, Look, Looked, Threshold};
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::work::VisitKey;

/// That an officer attended a visit whose time is recorded. They sort by officer, day and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attendance {
    /// Who.
    pub officer: OfficerKey,
    /// The day.
    pub day: Day,
    /// Minutes after midnight.
    pub time: u16,
    /// Whom they visited.
    pub offender: OffenderKey,
    /// Which visit.
    pub visit: VisitKey,
}

const HOUR: u16 = 60;

/// Of each officer's day, of attendances in order: `visits_in_an_hour` or more no more than an hour from the first to the last;
/// where several hours hold so many the one that holds most, of those the first. Looked at: days of officers.
pub fn many_in_an_hour(attended: &[Attendance], look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    for day in days(attended) {
        looked.at += 1;
        let hour = |at: usize| {
            let within = day[at..].partition_point(|next| next.time <= day[at].time + HOUR);
            &day[at..at + within]
        };
        let fullest = (0..day.len()).map(hour).rev().max_by_key(|hour| hour.len()).unwrap_or_default();
        if let ([first, .., last], true) = (fullest, fullest.len() >= look.of(Threshold::VisitsInAnHour) as usize) {
            looked.found.push(Found::ManyInAnHour {
                officer: first.officer,
                day: first.day,
                first: first.time,
                last: last.time,
                visits: fullest.iter().map(|one| (one.offender, one.visit)).collect(),
            });
        }
    }
    looked
}

/// Of each officer's day, of attendances in order: the two visits to two people that are least apart, where that is less than
/// `minutes_between_visits`. Looked at: days of officers with visits to two people or more.
pub fn two_places(attended: &[Attendance], look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    for day in days(attended) {
        // The nearest to two different people stand side by side, but for visits to one of them in between.
        let pairs = day.windows(2).filter(|pair| pair[0].offender != pair[1].offender);
        let Some([one, other]) = pairs.min_by_key(|pair| pair[1].time - pair[0].time) else { continue };
        looked.at += 1;
        if u32::from(other.time - one.time) < look.of(Threshold::MinutesBetweenVisits) {
            looked.found.push(Found::TwoPlaces {
                officer: one.officer,
                day: one.day,
                times: [one.time, other.time],
                visits: [(one.offender, one.visit), (other.offender, other.visit)],
            });
        }
    }
    looked
}

fn days(attended: &[Attendance]) -> impl Iterator<Item = &[Attendance]> {
    attended.chunk_by(|one, other| (one.officer, one.day) == (other.officer, other.day))
}
