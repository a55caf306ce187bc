//! Reading one column of a row. What cannot be read is a fault that says which kind of value, never which value.

use std::str::FromStr;

use rusqlite::types::ValueRef;
use rusqlite::{Row, RowIndex};

use super::error::StoreError;
use crate::domain::day::Day;

pub(super) fn text<'r>(row: &'r Row<'_>, at: impl RowIndex) -> Result<&'r str, StoreError> {
    row.get_ref(at)?.as_str().map_err(|_| StoreError::damaged("a text"))
}

pub(super) fn optional_text<'r>(row: &'r Row<'_>, at: impl RowIndex) -> Result<Option<&'r str>, StoreError> {
    row.get_ref(at)?.as_str_or_null().map_err(|_| StoreError::damaged("a text"))
}

/// A word of a closed vocabulary, or anything else that reads itself.
pub(super) fn word<T: FromStr>(row: &Row<'_>, at: impl RowIndex, what: &str) -> Result<T, StoreError> {
    text(row, at)?.parse().map_err(|_| StoreError::damaged(what))
}

pub(super) fn optional_word<T: FromStr>(row: &Row<'_>, at: impl RowIndex, what: &str) -> Result<Option<T>, StoreError> {
    let found = optional_text(row, at)?;
    found.map(|word| word.parse().map_err(|_| StoreError::damaged(what))).transpose()
}

pub(super) fn day(row: &Row<'_>, at: impl RowIndex) -> Result<Day, StoreError> {
    word(row, at, "a day")
}

pub(super) fn optional_day(row: &Row<'_>, at: impl RowIndex) -> Result<Option<Day>, StoreError> {
    optional_word(row, at, "a day")
}

/// `HH:MM` as minutes after midnight.
pub(super) fn optional_time(row: &Row<'_>, at: impl RowIndex) -> Result<Option<u16>, StoreError> {
    let Some(written) = optional_text(row, at)? else { return Ok(None) };
    match *written.as_bytes() {
        [h, hh, b':', m, mm] if [h, hh, m, mm].iter().all(u8::is_ascii_digit) => {
            let two = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
            Ok(Some(two(h, hh) * 60 + two(m, mm)))
        }
        _ => Err(StoreError::damaged("a time")),
    }
}

/// The text of a `free_text` row that a fact may refer to: none where it refers to none, a mark where it was removed.
pub(super) fn free_text(
    row: &Row<'_>,
    reference: impl RowIndex,
    value: impl RowIndex,
) -> Result<Option<String>, StoreError> {
    if row.get_ref(reference)? == ValueRef::Null {
        return Ok(None);
    }
    Ok(Some(optional_text(row, value)?.unwrap_or(REMOVED).to_owned()))
}

/// What stands where a text was removed by law.
pub const REMOVED: &str = "[removed]";
