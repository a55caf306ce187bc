//! What is booked, of everybody.

use rusqlite::params;

use super::Stored;
use super::counting::counting;
use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::day::{Day, Period};
use crate::domain::fact::{FactKind, FactRef};

const BOOKED: &str = counting!(
    "fact.fact_id",
    "booking_fact",
    "",
    "and fact.day >= ?2 and fact.day <= ?3 order by fact.day, fact.time, fact.fact_id"
);

impl Snapshot<'_> {
    /// The bookings that count for the days of a period, whoever they are about, by day and time.
    pub fn booked(&self, period: Period) -> Result<Vec<Stored>, StoreError> {
        let mut statement = self.conn().prepare_cached(BOOKED)?;
        // Days are text that sorts as it runs, with years of four digits.
        let latest = Day::from_ymd(9999, 12, 31).unwrap_or(Day::MAX);
        let last = period.until.map_or(latest, Day::before).min(latest);
        let days = params![self.act_number(), period.from.to_string(), last.to_string()];
        let numbers = statement.query_map(days, |row| row.get("fact_id"))?.collect::<Result<Vec<i64>, _>>()?;
        let name = |number| FactRef { kind: FactKind::Booking, number };
        let found = numbers.into_iter().map(|number| self.fact(name(number)));
        Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}
