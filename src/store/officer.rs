//! Officers and what was known of them.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::offender::{OfficerKey, Since};
use crate::domain::officer::{Officer, OfficerRecord, Roster};

const RECORDS: &str = counting!(
    "fact.officer_id, officer.id, fact.from_day, fact.team, fact.role, fact.accredited, fact.fte_hundredths,
     fact.active_until",
    "officer_fact",
    "join officer on officer.officer_id = fact.officer_id",
    "order by fact.officer_id, fact.from_day, fact.rank, fact.fact_id"
);

const NAME: &str = counting!(
    "name, officer_text.digest",
    "officer_fact",
    "join officer_text on officer_text.text_id = fact.text_id",
    "and fact.officer_id = ?2 order by fact.from_day desc, fact.rank desc, fact.fact_id desc limit 1"
);

impl Snapshot<'_> {
    /// Every officer of whom something is known. An accreditation that is not recorded is none.
    pub fn roster(&self) -> Result<Roster, StoreError> {
        let mut statement = self.conn().prepare_cached(RECORDS)?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut officers: BTreeMap<OfficerKey, Officer> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let record = record(row)?;
            let officer = officers.entry(OfficerKey(row.get(0)?));
            let fresh = || Ok::<_, StoreError>(Officer { id: row.get(1)?, records: Vec::new() });
            match officer {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => place.insert(fresh()?),
            }
            .records
            .push(record);
        }
        Ok(Roster::new(officers))
    }

    /// The key of a word on file, whether anything else is known of the officer or not; none where nobody has the word.
    pub fn officer_key(&self, id: &str) -> Result<Option<OfficerKey>, StoreError> {
        let mut statement = self.conn().prepare_cached("select officer_id from officer where id = ?1")?;
        Ok(statement.query_row([id], |row| row.get("officer_id").map(OfficerKey)).optional()?)
    }

    /// The word on file of an officer whom a fact of this view names, known otherwise or not.
    pub fn officer_id(&self, officer: OfficerKey) -> Result<String, StoreError> {
        let mut statement = self.conn().prepare_cached("select id from officer where officer_id = ?1")?;
        Ok(statement.query_row([officer.0], |row| row.get("id"))?)
    }

    /// The latest name of an officer; none where none is known.
    pub fn officer_name(&self, officer: OfficerKey) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn().prepare_cached(NAME)?;
        let found = statement.query_row(params![self.act_number(), officer.0], |row| {
            let removed = row.get_ref(1)?.as_blob_or_null()?.is_some();
            Ok(if removed { Some(column::REMOVED.to_owned()) } else { row.get(0)? })
        });
        Ok(found.optional()?.flatten())
    }
}

fn record(row: &Row<'_>) -> Result<Since<OfficerRecord>, StoreError> {
    let what = OfficerRecord {
        team: row.get(3)?,
        role: column::word(row, 4, "a role")?,
        accredited: row.get::<_, Option<bool>>(5)?.unwrap_or(false),
        fte_hundredths: row.get(6)?,
        active_until: column::optional_day(row, 7)?,
    };
    Ok(Since { from: column::optional_day(row, 2)?.unwrap_or(Day::MIN), what })
}
