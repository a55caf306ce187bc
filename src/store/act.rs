//! Acts: what was done, by whom and when, in one order.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::column;
use super::error::StoreError;
use super::moment::Moment;
use super::text;
pub use crate::domain::deed::ActKind;

/// One act as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its place in the order, from 1 without a gap.
    pub number: i64,
    /// Its id: of the caller's making or 32 hexadecimal digits; unique.
    pub id: String,
    /// What kind.
    pub kind: ActKind,
    /// Who did it.
    pub actor: String,
    /// When; never before the act before it.
    pub moment: Moment,
    /// SHA-256 of what was asked.
    pub content: [u8; 32],
    /// Why. One that was removed by law reads [`super::REMOVED`].
    pub reason: Option<String>,
}

/// Records an act, and its reason as a text.
pub(crate) fn insert(conn: &Connection, act: &Act) -> Result<(), StoreError> {
    let reason = act.reason.as_deref().map(|reason| text::free(conn, reason)).transpose()?;
    let moment = act.moment.to_string();
    conn.execute(
        "insert into act (act_id, id, kind, actor, moment, content, reason) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![act.number, act.id, act.kind.as_str(), act.actor, moment, act.content, reason],
    )?;
    Ok(())
}

/// Keeps the salt of an act's content, in the act's own transaction.
pub(crate) fn insert_salt(conn: &Connection, act: i64, salt: &[u8; 16]) -> Result<(), StoreError> {
    conn.execute("insert into act_salt (act_id, salt) values (?1, ?2)", params![act, salt])?;
    Ok(())
}

/// The salt of an act's content; none where it has none, or where it was removed by law with a text of the act, after
/// which nothing sent again can be known for the same.
pub(crate) fn salt_of(conn: &Connection, act: i64) -> Result<Option<[u8; 16]>, StoreError> {
    let mut statement = conn.prepare_cached("select salt from act_salt where act_id = ?1")?;
    let found: Option<Option<[u8; 16]>> = statement.query_row([act], |row| row.get("salt")).optional()?;
    Ok(found.flatten())
}

const COLUMNS: &str = "
    select act_id, id, kind, actor, moment, content, reason, value
    from act
    left join free_text on text_id = reason";

pub(crate) fn by_id(conn: &Connection, id: &str) -> Result<Option<Act>, StoreError> {
    one(conn, "where id = ?1", params![id])
}

pub(crate) fn by_number(conn: &Connection, number: i64) -> Result<Option<Act>, StoreError> {
    one(conn, "where act_id = ?1", params![number])
}

pub(crate) fn last(conn: &Connection) -> Result<Option<Act>, StoreError> {
    one(conn, "order by act_id desc limit 1", [])
}

/// The last act at or before a moment.
pub(super) fn by_moment(conn: &Connection, moment: Moment) -> Result<Option<Act>, StoreError> {
    one(conn, "where moment <= ?1 order by act_id desc limit 1", params![moment.to_string()])
}

fn one(conn: &Connection, which: &str, params: impl rusqlite::Params) -> Result<Option<Act>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} {which}"))?;
    let found = statement.query_row(params, |row| Ok(read(row))).optional()?;
    found.transpose()
}

fn read(row: &Row<'_>) -> Result<Act, StoreError> {
    Ok(Act {
        number: row.get("act_id")?,
        id: row.get("id")?,
        kind: column::word(row, "kind", "the kind of an act")?,
        actor: row.get("actor")?,
        moment: Moment::stored(column::text(row, "moment")?)?,
        content: row.get("content")?,
        reason: column::free_text(row, "reason", "value")?,
    })
}
