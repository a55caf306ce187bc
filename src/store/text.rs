//! Writing texts, each with a fresh salt, apart from the facts that refer to them.

use rusqlite::types::ToSql;
use rusqlite::{Connection, params_from_iter};

use super::error::StoreError;
use super::salt;
use crate::domain::day::Day;

/// A free text: a reason, a note.
pub(super) fn free(conn: &Connection, value: &str) -> Result<i64, StoreError> {
    put(conn, "insert into free_text (salt, value) values (?1, ?2)", &[&value])
}

/// An offender's names and date of birth.
pub(super) fn person(
    conn: &Connection,
    family: &str,
    given: Option<&str>,
    born: Option<Day>,
) -> Result<i64, StoreError> {
    let sql = "insert into person_text (salt, family_name, given_names, date_of_birth) values (?1, ?2, ?3, ?4)";
    put(conn, sql, &[&some(family), &given, &born.map(|day| day.to_string())])
}

/// An address as notified.
pub(super) fn address(conn: &Connection, address: Option<&str>, postcode: Option<&str>) -> Result<i64, StoreError> {
    put(conn, "insert into address_text (salt, address, postcode) values (?1, ?2, ?3)", &[&address, &postcode])
}

/// An officer's name.
pub(super) fn officer(conn: &Connection, name: &str) -> Result<i64, StoreError> {
    put(conn, "insert into officer_text (salt, name) values (?1, ?2)", &[&some(name)])
}

/// A name that is not given is nothing, as in an extract, and not a text without a letter.
fn some(name: &str) -> Option<&str> {
    Some(name).filter(|name| !name.is_empty())
}

fn put(conn: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<i64, StoreError> {
    let salt = salt::fresh()?;
    let salted = std::iter::once(&salt as &dyn ToSql).chain(values.iter().copied());
    conn.prepare_cached(sql)?.execute(params_from_iter(salted))?;
    Ok(conn.last_insert_rowid())
}
