//! The cache: each offender's facts that count as one encoded value, and who ever owned whom.
//!
//! It is used only when it is whole up to the last act, and deleting all of it changes no answer. It holds no name, no
//! address and no other text.

use rusqlite::{Connection, OptionalExtension, params};

use super::act;
use super::counting::counting;
use super::error::StoreError;
use super::facts;
use super::open::Store;
use crate::domain::fact::FactKind;
use crate::domain::offender::{Facts, OffenderKey};

/// How it is encoded. It must change whenever [`Facts`] or anything in it changes its shape.
const FORMAT: i64 = 3;

impl Store {
    /// Brings the cache up to the last act, in a writing transaction of its own: only offenders whom acts since then
    /// touched are done again, or everybody where there is no cache. Memory does not grow with the register.
    ///
    /// Where the cache is whole already nobody is waited for.
    pub fn refresh_cache(&mut self) -> Result<(), StoreError> {
        let now = act::last(self.connection())?.ok_or(StoreError::Unfinished)?.number;
        if is_whole(self.connection(), now)? {
            return Ok(());
        }
        let tx = self.begin()?;
        let last = act::last(&tx)?.ok_or(StoreError::Unfinished)?.number;
        match state(&tx)? {
            Some(whole) if whole == last => return Ok(()),
            Some(whole) if whole < last => redo_touched(&tx, whole, last)?,
            _ => rebuild(&tx, last)?,
        }
        tx.execute("insert or replace into cache_state (only, act_id, format) values (1, ?1, ?2)", [last, FORMAT])?;
        tx.commit().map_err(StoreError::of_commit)
    }

    /// Deletes the cache.
    pub fn drop_cache(&mut self) -> Result<(), StoreError> {
        let tx = self.begin()?;
        clear(&tx)?;
        tx.commit().map_err(StoreError::of_commit)
    }
}

/// Whether the cache is whole up to this act, and of our format.
pub(super) fn is_whole(conn: &Connection, act: i64) -> Result<bool, StoreError> {
    Ok(state(conn)? == Some(act))
}

pub(super) fn state(conn: &Connection) -> Result<Option<i64>, StoreError> {
    let sql = "select act_id from cache_state where only = 1 and format = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([FORMAT], |row| row.get(0)).optional()?)
}

/// Everybody, from the cache.
pub(super) fn all<E: From<StoreError>>(
    conn: &Connection,
    each: &mut impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "select offender_id, ref, facts from cache_facts order by offender_id";
    read(conn, sql, params![], each)
}

/// Everybody an officer ever owned, from the cache: they stand side by side there.
pub(super) fn owned_by<E: From<StoreError>>(
    conn: &Connection,
    officer: i64,
    each: &mut impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "select offender_id, ref, facts from cache_caseload where officer_id = ?1 order by offender_id";
    read(conn, sql, params![officer], each)
}

/// One offender, from the cache.
pub(super) fn one<E: From<StoreError>>(
    conn: &Connection,
    offender: i64,
    each: &mut impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "select offender_id, ref, facts from cache_facts where offender_id = ?1";
    read(conn, sql, params![offender], each)
}

fn read<E: From<StoreError>>(
    conn: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    each: &mut impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = conn.prepare_cached(sql).map_err(StoreError::from)?;
    let mut rows = statement.query(params).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let key = row.get(0).map_err(StoreError::from)?;
        let blob = row.get_ref(2).map_err(StoreError::from)?;
        let facts = decode(blob.as_blob().map_err(|_| StoreError::damaged("the cache"))?)?;
        each(OffenderKey(key), super::column::text(row, 1)?, &facts)?;
    }
    Ok(())
}

/// Everybody an officer ever owned, appended.
pub(super) fn caseload(conn: &Connection, officer: i64, into: &mut Vec<i64>) -> Result<(), StoreError> {
    let sql = "select offender_id from cache_caseload where officer_id = ?1 order by offender_id";
    let mut statement = conn.prepare_cached(sql)?;
    for key in statement.query_map([officer], |row| row.get(0))? {
        into.push(key?);
    }
    Ok(())
}

fn clear(conn: &Connection) -> Result<(), StoreError> {
    Ok(conn.execute_batch("delete from cache_state; delete from cache_facts; delete from cache_caseload;")?)
}

fn rebuild(conn: &Connection, act: i64) -> Result<(), StoreError> {
    clear(conn)?;
    facts::between(conn, act, (i64::MIN, i64::MAX), &mut |key, reference, facts| {
        write_facts(conn, key.0, reference, &encode(facts)?)
    })?;
    // Sorted first: written offender by offender, every row would land on another page.
    conn.execute(CASELOADS, [act])?;
    Ok(())
}

const CASELOADS: &str = concat!(
    "insert into cache_caseload (officer_id, offender_id, ref, facts)
     select officer_id, offender_id, ref, facts from (",
    counting!("distinct fact.officer_id, fact.offender_id", "owner_fact", "", ""),
    ") join cache_facts using (offender_id)
     order by officer_id, offender_id"
);

fn redo_touched(conn: &Connection, whole: i64, act: i64) -> Result<(), StoreError> {
    for offender in touched(conn, whole)? {
        forget(conn, offender)?;
        facts::between(conn, act, (offender, offender), &mut |key, reference, facts| {
            write(conn, key.0, reference, facts)
        })?;
    }
    Ok(())
}

pub(super) fn encode(facts: &Facts) -> Result<Vec<u8>, StoreError> {
    postcard::to_stdvec(facts).map_err(|_| StoreError::damaged("facts to be cached"))
}

fn write_facts(conn: &Connection, offender: i64, reference: &str, encoded: &[u8]) -> Result<(), StoreError> {
    let sql = "insert into cache_facts (offender_id, ref, facts) values (?1, ?2, ?3)";
    conn.prepare_cached(sql)?.execute(params![offender, reference, encoded])?;
    Ok(())
}

fn write(conn: &Connection, offender: i64, reference: &str, facts: &Facts) -> Result<(), StoreError> {
    let encoded = encode(facts)?;
    write_facts(conn, offender, reference, &encoded)?;
    let sql = "insert or ignore into cache_caseload (officer_id, offender_id, ref, facts) values (?1, ?2, ?3, ?4)";
    let mut statement = conn.prepare_cached(sql)?;
    for owner in &facts.owners {
        statement.execute(params![owner.what.0, offender, reference, encoded])?;
    }
    Ok(())
}

fn forget(conn: &Connection, offender: i64) -> Result<(), StoreError> {
    let mut owners = Vec::new();
    one(conn, offender, &mut |_, _, facts| {
        owners.extend(facts.owners.iter().map(|owner| owner.what.0));
        Ok::<_, StoreError>(())
    })?;
    for owner in owners {
        conn.execute("delete from cache_caseload where officer_id = ?1 and offender_id = ?2", [owner, offender])?;
    }
    conn.execute("delete from cache_facts where offender_id = ?1", [offender])?;
    Ok(())
}

fn decode(blob: &[u8]) -> Result<Facts, StoreError> {
    postcard::from_bytes(blob).map_err(|_| StoreError::damaged("the cache, which may be deleted"))
}

/// The offenders whom acts after this one touched, in order: those of the facts they recorded, and those of the facts
/// that these supersede (a corrected visit may have been another person's).
fn touched(conn: &Connection, whole: i64) -> Result<Vec<i64>, StoreError> {
    let mut touched = Vec::new();
    for kind in FactKind::recorded().filter(|kind| !kind.is_of_officer()) {
        // Facts are recorded in the order of their acts, so the new ones are the last.
        let sql = format!(
            "select fact.act_id, fact.offender_id, old.offender_id
             from {kind}_fact fact
             left join {kind}_fact old on old.fact_id = fact.supersedes
             order by fact.fact_id desc"
        );
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(0)? <= whole {
                break;
            }
            touched.push(row.get(1)?);
            touched.extend(row.get::<_, Option<i64>>(2)?);
        }
        touched.sort_unstable();
        touched.dedup();
    }
    Ok(touched)
}
