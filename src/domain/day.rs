//! Civil days and periods: the only time the rules of visiting know.
//!
//! A [`Day`] is a date without a clock or a zone. Nothing here can ask what today is; today is always a
//! parameter. Arithmetic saturates at the calendar's end, which no register reaches.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A civil day, written `2025-03-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Why a text is no day; it says what was expected and never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not four digits, two and two, joined by hyphens.
    #[error("expected a date such as 2025-03-31")]
    Shape,
    /// The right shape, and no such day in the calendar.
    #[error("no such day in the calendar")]
    Impossible,
    /// A real day before 1800, which is a slip of the keyboard.
    #[error("expected a year from 1800 to 9999")]
    TooEarly,
}

impl Day {
    /// The first day there is: what "since ever" sorts as.
    pub const MIN: Day = Day(NaiveDate::MIN);
    /// After every day a register can hold.
    pub const MAX: Day = Day(NaiveDate::MAX);

    /// The day of a year, month and day of month, where there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// This many days later.
    pub fn plus_days(self, days: u32) -> Day {
        Day(self.0.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX))
    }

    /// This many days earlier.
    pub fn minus_days(self, days: u32) -> Day {
        Day(self.0.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN))
    }

    /// This many months later, on the same day of the month or the last of a shorter month.
    pub fn plus_months(self, months: u32) -> Day {
        Day(self.0.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX))
    }

    /// This many months earlier, on the same day of the month or the last of a shorter month.
    pub fn minus_months(self, months: u32) -> Day {
        Day(self.0.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN))
    }

    /// The next day.
    pub fn next(self) -> Day {
        self.plus_days(1)
    }

    /// The day before.
    pub fn before(self) -> Day {
        self.minus_days(1)
    }

    /// Days from `earlier` to this one; negative where this one comes first.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from(self.0.num_days_from_ce()) - i64::from(earlier.0.num_days_from_ce())
    }

    /// Days from `earlier` to this one, 0 where this one comes first.
    pub fn days_after(self, earlier: Day) -> u32 {
        u32::try_from(self.days_since(earlier)).unwrap_or(0)
    }

    /// The same day as chrono's.
    pub fn to_naive(self) -> NaiveDate {
        self.0
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day(date)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        let [y, yy, yyy, yyyy, b'-', m, mm, b'-', d, dd] = *text.as_bytes() else { return Err(DayError::Shape) };
        let digits = [y, yy, yyy, yyyy, m, mm, d, dd];
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(DayError::Shape);
        }
        let two = |tens: u8, ones: u8| u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
        let year = two(y, yy) * 100 + two(yyy, yyyy);
        let day = Day::from_ymd(year as i32, two(m, mm), two(d, dd)).ok_or(DayError::Impossible)?;
        if year < 1800 { Err(DayError::TooEarly) } else { Ok(day) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.to_string())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { to.serialize_i32(self.0.num_days_from_ce()) }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        if from.is_human_readable() {
            String::deserialize(from)?.parse().map_err(D::Error::custom)
        } else {
            let days = i32::deserialize(from)?;
            NaiveDate::from_num_days_from_ce_opt(days).map(Day).ok_or_else(|| D::Error::custom("no such day"))
        }
    }
}

/// `[from, until)`: `from` is the first day, `until` the first day it no longer holds; none, still running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The first day it no longer holds.
    pub until: Option<Day>,
}

impl Period {
    /// Whether it holds on this day.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether it holds on some day of `[from, until)`.
    pub fn meets(&self, from: Day, until: Day) -> bool {
        self.from < until && self.until.is_none_or(|end| from < end) && self.until.is_none_or(|end| self.from < end)
    }
}
