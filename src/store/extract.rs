//! What extracts said of themselves.

use rusqlite::params;

use super::act::{self, Act};
use super::column;
use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::day::Day;

/// What one extract said of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// The act of taking it in.
    pub act: Act,
    /// The day it was taken from its source.
    pub taken_on: Option<Day>,
    /// The day from which its visits, tiers and statuses are complete.
    pub history_from: Option<Day>,
    /// Where it came from.
    pub source: Option<String>,
}

impl Snapshot<'_> {
    /// Every extract known, in the order they were taken in.
    pub fn extracts(&self) -> Result<Vec<Extract>, StoreError> {
        let mut statement = self.conn().prepare_cached(
            "select act_id, taken_on, history_from, source, value
             from extract_fact
             left join free_text on text_id = source
             where act_id <= ?1
             order by act_id",
        )?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut extracts = Vec::new();
        while let Some(row) = rows.next()? {
            extracts.push(Extract {
                act: act::by_number(self.conn(), row.get("act_id")?)?.ok_or_else(|| StoreError::damaged("an act"))?,
                taken_on: column::optional_day(row, 1)?,
                history_from: column::optional_day(row, 2)?,
                source: column::free_text(row, 3, 4)?,
            });
        }
        Ok(extracts)
    }

    /// The day from which visits, tiers and statuses are complete: the earliest any extract stated; none where none did.
    pub fn history_from(&self) -> Result<Option<Day>, StoreError> {
        let sql = "select min(history_from) from extract_fact where act_id <= ?1";
        let mut statement = self.conn().prepare_cached(sql)?;
        statement.query_row(params![self.act_number()], |row| Ok(column::optional_day(row, 0)))?
    }
}
