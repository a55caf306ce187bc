//! What is booked, of everybody.

use rusqlite::params;

use sha2::{Digest, Sha256};

use super::Stored;
use super::act;
use super::counting::counting;
use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::day::{Day, Period};
use crate::domain::fact::{Fact, FactKind, FactRef};
use crate::domain::hex::hex;
use crate::domain::offender::{OffenderKey, OfficerKey};

const BOOKED: &str = counting!(
    "fact.fact_id",
    "booking_fact",
    "",
    "and fact.day >= ?2 and fact.day <= ?3 order by fact.day, fact.time, fact.fact_id"
);

/// Of whom a visit was ever booked with an officer.
const EVER_BOOKED: &str = "
    select distinct fact.offender_id
    from booking_officer going join booking_fact fact on fact.fact_id = going.fact_id
    where going.officer_id = ?2 and fact.act_id <= ?1
    order by fact.offender_id";

impl Snapshot<'_> {
    /// Every booking that an officer was ever named in, with all that took its place, the first first; in the order of
    /// offenders and of when each was recorded first.
    pub fn bookings_ever(&self, officer: OfficerKey) -> Result<Vec<Vec<Stored>>, StoreError> {
        let id = self.officer_id(officer)?;
        let mut statement = self.conn().prepare_cached(EVER_BOOKED)?;
        let offenders = statement.query_map(params![self.act_number(), officer.0], |row| row.get("offender_id"))?;
        let mut chains = Vec::new();
        for offender in offenders.collect::<Result<Vec<i64>, _>>()? {
            let mut of_one: Vec<Vec<Stored>> = Vec::new();
            let mut all = self.history_of(FactKind::Booking, OffenderKey(offender))?;
            all.sort_by_key(|stored| stored.name);
            for stored in all {
                let last = |chain: &&mut Vec<Stored>| chain.last().map(|last| last.name) == stored.supersedes;
                match of_one.iter_mut().find(last) {
                    Some(chain) => chain.push(stored),
                    None => of_one.push(vec![stored]),
                }
            }
            let names = |stored: &Stored| matches!(&stored.fact, Some(Fact::Booking { officers, .. }) if officers.contains(&id));
            chains.extend(of_one.into_iter().filter(|chain| chain.iter().any(names)));
        }
        Ok(chains)
    }

    /// A word that tells this record from every other, in names that leave it: 16 hexadecimal digits, of its first act.
    pub fn record_word(&self) -> Result<String, StoreError> {
        let first = act::by_number(self.conn(), 1)?.ok_or_else(|| StoreError::damaged("the first act"))?;
        let hash = Sha256::new().chain_update(first.id).chain_update(first.moment.to_string()).finalize();
        Ok(hex(&hash[..8]))
    }

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
