//! Who attended the visits of some days.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{CachedStatement, Row, params};

use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::pairs;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::pattern::Attendance;
use crate::domain::visit::Attended;
use crate::domain::work::VisitKey;

const ATTENDED: &str = counting!(
    "fact.offender_id, fact.visit_id, fact.day,
     (select group_concat(officer_id, ' ') from
         (select officer_id from attendance where fact_id = fact.fact_id order by place)) as officers,
     (select count(*) from agency_attendance where fact_id = fact.fact_id) as agencies",
    "visit_fact",
    "",
    "and fact.day >= ?2 and fact.day <= ?3 order by fact.offender_id, fact.day, fact.visit_id"
);

const TIMED: &str = counting!(
    "fact.offender_id, fact.visit_id, fact.day,
     (select group_concat(officer_id, ' ') from
         (select officer_id from attendance where fact_id = fact.fact_id order by place)) as officers,
     fact.time",
    "visit_fact",
    "",
    "and fact.day >= ?2 and fact.day <= ?3 and fact.time is not null
     order by fact.day, fact.time, fact.offender_id, fact.visit_id"
);

/// Whether a visit counts: some fact of it does. By way of the offender: no index finds the facts of one visit.
const COUNTS: &str = counting!("1", "visit_fact", "", "and fact.offender_id = ?2 and fact.visit_id = ?3");

/// Of whom two records of a visit are, or were, said to be one.
const PAIRED: &str = counting!("distinct fact.offender_id", "pair_fact", "", "");

impl Snapshot<'_> {
    /// Calls `each` with every visit of `[from, to]` that counts, each counted once where two records are of it, by
    /// offender and day.
    ///
    /// # Errors
    /// Those of reading.
    pub fn each_attended(&self, from: Day, to: Day, mut each: impl FnMut(&Attended)) -> Result<(), StoreError> {
        self.each_counted(ATTENDED, (from, to), |row| {
            each(&Attended { day: column::day(row, 2)?, officers: officers(row)?, agencies: row.get("agencies")? });
            Ok(())
        })
    }

    /// Calls `each` with every visit of `[from, to]` that counts and whose time is recorded, each counted once where two
    /// records are of it, by day, time, offender and visit. They are put in that order in a temporary file, so that no more
    /// is held of many than of few.
    ///
    /// # Errors
    /// Those of reading.
    pub fn each_timed(&self, from: Day, to: Day, mut each: impl FnMut(&Attendance)) -> Result<(), StoreError> {
        self.each_counted(TIMED, (from, to), |row| {
            each(&Attendance {
                day: column::day(row, 2)?,
                time: column::optional_time(row, 4)?.ok_or_else(|| StoreError::damaged("a time"))?,
                offender: OffenderKey(row.get("offender_id")?),
                visit: VisitKey(row.get("visit_id")?),
                officers: officers(row)?,
            });
            Ok(())
        })
    }

    /// Every row of visits that counts, and for which no other record of the visit stands.
    fn each_counted(
        &self,
        sql: &str,
        (from, to): (Day, Day),
        mut each: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut paired = self.conn().prepare_cached(PAIRED)?;
        let offenders = paired.query_map(params![self.act_number()], |row| row.get(0))?;
        let mut pairs: BTreeMap<i64, Vec<pairs::Pair>> = BTreeMap::new();
        for offender in offenders {
            let offender: i64 = offender?;
            pairs.insert(offender, pairs::of(self.conn(), self.act_number(), OffenderKey(offender))?);
        }
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut counting = self.conn().prepare_cached(COUNTS)?;
        let mut rows = statement.query(params![self.act_number(), from.to_string(), to.to_string()])?;
        while let Some(row) = rows.next()? {
            let offender: i64 = row.get("offender_id")?;
            let visit = VisitKey(row.get("visit_id")?);
            if let Some(said) = pairs.get(&offender)
                && self.another_stands_for(visit, (offender, said), &mut counting)?
            {
                continue;
            }
            each(row)?;
        }
        Ok(())
    }

    fn another_stands_for(
        &self,
        visit: VisitKey,
        (offender, said): (i64, &[pairs::Pair]),
        counting: &mut CachedStatement<'_>,
    ) -> Result<bool, StoreError> {
        let mut counted = BTreeSet::new();
        for key in pairs::keys(said) {
            if counting.exists(params![self.act_number(), offender, key.0])? {
                counted.insert(key);
            }
        }
        Ok(pairs::stands_for(visit, said, |key| counted.contains(&key)).is_some())
    }
}

/// The officers of a row, each once, in the order given.
fn officers(row: &Row<'_>) -> Result<Vec<OfficerKey>, StoreError> {
    let keys = column::optional_text(row, 3)?.unwrap_or_default().split_whitespace();
    let mut officers: Vec<OfficerKey> = Vec::new();
    for key in keys {
        let key = key.parse().map(OfficerKey).map_err(|_| StoreError::damaged("an attendance"))?;
        if !officers.contains(&key) {
            officers.push(key);
        }
    }
    Ok(officers)
}
