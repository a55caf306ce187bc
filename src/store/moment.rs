//! Moments of acts: UTC to the microsecond, in a writing that sorts as it runs.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, SubsecRound, Timelike, Utc};

use super::error::StoreError;
use crate::domain::day::Day;
use crate::domain::work::At;

/// A moment, written `2025-03-31T09:30:00.000000Z`. Nothing here reads the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<Utc>);

/// Why a text is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a moment such as 2025-03-31T09:30:00Z")]
pub struct MomentError;

impl Moment {
    /// Of chrono's, cut to the microsecond.
    pub fn new(at: DateTime<Utc>) -> Moment {
        Moment(at.trunc_subsecs(6))
    }

    /// The civil day in a time zone.
    pub fn day_in(self, zone: chrono_tz::Tz) -> Day {
        Day::from(self.0.with_timezone(&zone).date_naive())
    }

    /// The civil day and the minutes of the clock in a time zone.
    pub fn at_in(self, zone: chrono_tz::Tz) -> At {
        let local = self.0.with_timezone(&zone);
        let minutes = u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0);
        At { day: Day::from(local.date_naive()), time: Some(minutes) }
    }

    /// As chrono has it.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    pub(super) fn stored(text: &str) -> Result<Moment, StoreError> {
        text.parse().map_err(|_| StoreError::damaged("a moment"))
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Moment, MomentError> {
        let moment = DateTime::parse_from_rfc3339(text).map_err(|_| MomentError)?.with_timezone(&Utc);
        if (1800..=9999).contains(&moment.year()) { Ok(Moment::new(moment)) } else { Err(MomentError) }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string())
    }
}
