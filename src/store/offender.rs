//! Who an offender is: the reference, the person, the text of an address.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::facts;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::offender::OffenderKey;

/// A person's names and date of birth. A text that was removed by law reads [`super::REMOVED`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The family name.
    pub family: Option<String>,
    /// The given names, as one text.
    pub given: Option<String>,
    /// The date of birth.
    pub born: Option<Day>,
}

/// An address as notified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressText {
    /// The address; of a person of no fixed abode, where they can regularly be found.
    pub address: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
}

const PERSON: &str = counting!(
    "person_text.family_name, person_text.given_names, person_text.date_of_birth, person_text.digest",
    "person_fact",
    "join person_text on person_text.text_id = fact.text_id",
    "and fact.offender_id = ?2"
);

impl Snapshot<'_> {
    /// The offender of a reference; none where none was known.
    pub fn offender(&self, reference: &str) -> Result<Option<OffenderKey>, StoreError> {
        let mut statement = self.conn().prepare_cached("select offender_id from offender where ref = ?1")?;
        let found: Option<i64> = statement.query_row([reference], |row| row.get(0)).optional()?;
        let Some(key) = found else { return Ok(None) };
        let known = facts::is_known(self.conn(), self.act_number(), key)?;
        Ok(known.then_some(OffenderKey(key)))
    }

    /// The reference of a key.
    pub fn reference(&self, offender: OffenderKey) -> Result<String, StoreError> {
        let mut statement = self.conn().prepare_cached("select ref from offender where offender_id = ?1")?;
        let found = statement.query_row([offender.0], |row| row.get("ref")).optional()?;
        found.ok_or_else(|| StoreError::damaged("an offender"))
    }

    /// The person behind a key; empty where nothing is known. One cached statement: fit for lists.
    pub fn person(&self, offender: OffenderKey) -> Result<Person, StoreError> {
        let mut statement = self.conn().prepare_cached(PERSON)?;
        let found = statement.query_row(params![self.act_number(), offender.0], |row| Ok(person(row)));
        found.optional()?.unwrap_or_else(|| Ok(Person::default()))
    }

    /// The text of an address, by [`crate::domain::offender::Address::text`]. One cached statement: fit for lists.
    pub fn address(&self, text: i64) -> Result<AddressText, StoreError> {
        let sql = "select address, postcode, digest from address_text where text_id = ?1";
        let mut statement = self.conn().prepare_cached(sql)?;
        let found = statement.query_row([text], |row| {
            let removed = row.get_ref(2)?.as_blob_or_null()?.map(|_| column::REMOVED.to_owned());
            Ok(AddressText { address: removed.or(row.get(0)?), postcode: row.get(1)? })
        });
        found.optional()?.ok_or_else(|| StoreError::damaged("an address"))
    }
}

/// The key of a reference, whether or not anything is known of it.
pub(crate) fn enrolled(conn: &Connection, reference: &str) -> Result<Option<OffenderKey>, StoreError> {
    let mut statement = conn.prepare_cached("select offender_id from offender where ref = ?1")?;
    let found: Option<i64> = statement.query_row([reference], |row| row.get(0)).optional()?;
    Ok(found.map(OffenderKey))
}

fn person(row: &Row<'_>) -> Result<Person, StoreError> {
    if row.get_ref(3)? != rusqlite::types::ValueRef::Null {
        return Ok(Person { family: Some(column::REMOVED.to_owned()), ..Person::default() });
    }
    Ok(Person { family: row.get(0)?, given: row.get(1)?, born: column::optional_day(row, 2)? })
}
