//! Who was let go alone, as recorded.

use rusqlite::params;

use super::act::{self, Act};
use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey};

const ALONE: &str = counting!(
    "fact.officer_id, fact.day, fact.authorised_by, fact.act_id",
    "alone_fact",
    "",
    "and fact.offender_id = ?2 order by fact.fact_id"
);

impl Snapshot<'_> {
    /// Who was let go alone to an offender: the officer, the day, who authorised it, and the act that recorded it.
    pub fn alone(&self, offender: OffenderKey) -> Result<Vec<(OfficerKey, Day, OfficerKey, Act)>, StoreError> {
        let mut statement = self.conn().prepare_cached(ALONE)?;
        let mut rows = statement.query(params![self.act_number(), offender.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let act = self.act_numbered(row.get("act_id")?)?;
            found.push((
                OfficerKey(row.get("officer_id")?),
                column::word(row, 1, "a day")?,
                OfficerKey(row.get("authorised_by")?),
                act,
            ));
        }
        Ok(found)
    }

    /// The act that recorded a fact.
    pub fn act_of(&self, stored: &super::Stored) -> Result<Act, StoreError> {
        self.act_numbered(stored.act)
    }

    fn act_numbered(&self, number: i64) -> Result<Act, StoreError> {
        act::by_number(self.conn(), number)?.ok_or_else(|| StoreError::damaged("an act"))
    }
}
