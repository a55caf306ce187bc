//! Cadences: how often a person must be seen. The one place that knows `rrule`.
//!
//! RFC 5545 says how a cadence is written; it does not say what we count. "A month after 31 January" is no
//! date of a recurrence rule, so the arithmetic is ours: months keep the base's day of month, or take the last
//! day of a shorter month, and are counted from the base, never from an earlier result (rulebook, section 2).

use std::fmt;

use rrule::{Frequency, RRule, Unvalidated};
use serde::{Deserialize, Serialize};

use super::day::Day;

/// The time between two visits, a whole number of days or of months, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Interval {
    /// So many days; a week is seven.
    Days(u32),
    /// So many months; a year is twelve.
    Months(u32),
}

/// Why a text is no cadence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CadenceError {
    /// Not an RFC 5545 rule at all.
    #[error("expected an RFC 5545 rule such as FREQ=MONTHLY;INTERVAL=3")]
    NotARule,
    /// A part that a cadence must not have.
    #[error("a cadence has FREQ and INTERVAL and nothing else")]
    OtherParts,
    /// A frequency that is not daily, weekly, monthly or yearly.
    #[error("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY")]
    Frequency,
    /// `INTERVAL=0`: a rule that never comes due.
    #[error("INTERVAL must be at least 1: this rule never comes due")]
    Never,
    /// More than a century.
    #[error("the interval must not be longer than 100 years")]
    TooLong,
}

/// What a rule of RFC 5545 may have and a cadence must not.
const OTHER_PARTS: &[&str] = &[
    "UNTIL",
    "COUNT",
    "BYSECOND",
    "BYMINUTE",
    "BYHOUR",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];
const LONGEST_DAYS: u32 = 36_525;

impl Interval {
    /// Reads `FREQ=…;INTERVAL=…` (FREQ of DAILY, WEEKLY, MONTHLY, YEARLY; INTERVAL 1 where absent).
    pub fn parse(text: &str) -> Result<Interval, CadenceError> {
        let mut parts: Vec<String> = Vec::new();
        for part in text.split(';') {
            let name = part.split('=').next().unwrap_or_default().to_ascii_uppercase();
            let known = ["FREQ", "INTERVAL"].contains(&name.as_str()) || OTHER_PARTS.contains(&name.as_str());
            if !known || parts.contains(&name) {
                return Err(CadenceError::NotARule);
            }
            parts.push(name);
        }
        if !parts.iter().any(|name| name == "FREQ") {
            return Err(CadenceError::NotARule);
        }
        // None of these reaches rrule, which ends the program on some of what may stand in them.
        if parts.iter().any(|name| OTHER_PARTS.contains(&name.as_str())) {
            return Err(CadenceError::OtherParts);
        }
        let rule: RRule<Unvalidated> = text.parse().map_err(|_| CadenceError::NotARule)?;
        Interval::from_rule(&rule)
    }

    fn from_rule(rule: &RRule<Unvalidated>) -> Result<Interval, CadenceError> {
        let every = u32::from(rule.get_interval());
        if every == 0 {
            return Err(CadenceError::Never);
        }
        let interval = match rule.get_freq() {
            Frequency::Daily => Interval::Days(every),
            Frequency::Weekly => Interval::Days(every * 7),
            Frequency::Monthly => Interval::Months(every),
            Frequency::Yearly => Interval::Months(every * 12),
            _ => return Err(CadenceError::Frequency),
        };
        if interval.rough_days() > LONGEST_DAYS { Err(CadenceError::TooLong) } else { Ok(interval) }
    }

    /// `base ⊕ times` of the rulebook: `times` intervals after `base`.
    ///
    /// ```
    /// use homevisit::domain::{cadence::Interval, day::Day};
    /// let base: Day = "2025-01-31".parse().unwrap();
    /// let monthly = Interval::parse("FREQ=MONTHLY").unwrap();
    /// assert_eq!(monthly.after(base, 1).to_string(), "2025-02-28");
    /// assert_eq!(monthly.after(base, 2).to_string(), "2025-03-31");
    /// ```
    pub fn after(self, base: Day, times: u32) -> Day {
        match self {
            Interval::Days(days) => base.plus_days(days.saturating_mul(times)),
            Interval::Months(months) => base.plus_months(months.saturating_mul(times)),
        }
    }

    /// Its length in days where a month counts 30: the measure by which intervals are compared.
    pub fn rough_days(self) -> u32 {
        match self {
            Interval::Days(days) => days,
            Interval::Months(months) => months.saturating_mul(30),
        }
    }

    /// Whether it is longer than another, a month counting 30 days.
    pub fn longer_than(self, other: Interval) -> bool {
        self.rough_days() > other.rough_days()
    }

    /// The RFC 5545 rule that says this.
    pub fn to_rule(self) -> String {
        match self {
            Interval::Days(days) => format!("FREQ=DAILY;INTERVAL={days}"),
            Interval::Months(months) => format!("FREQ=MONTHLY;INTERVAL={months}"),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            Interval::Days(days) if days % 7 == 0 => (days / 7, "week"),
            Interval::Days(days) => (days, "day"),
            Interval::Months(months) if months % 12 == 0 && months > 12 => (months / 12, "year"),
            Interval::Months(months) => (months, "month"),
        };
        write!(out, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}
