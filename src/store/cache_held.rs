//! The cache held against the facts: a cache that says otherwise would change what lists say.

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::error::StoreError;
use super::{act, cache, facts};
use crate::domain::finding::{Findings, Place, Wrong};
use crate::domain::offender::{Facts, OffenderKey};

/// Says for whom the cache is not what the facts give, as at the act up to which it says it is whole. A cache of another
/// format is used by nobody, and not looked at.
pub(super) fn check(conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
    let Some(whole) = cache::state(conn)? else { return Ok(()) };
    if act::last(conn)?.is_none_or(|last| last.number < whole) {
        found.add(Place::Row("cache_state".to_owned(), 1), Wrong::Altered);
        return Ok(());
    }
    let mut held = Held::new(conn)?;
    let walked = facts::between(conn, whole, (i64::MIN, i64::MAX), &mut |key: OffenderKey, reference, facts| {
        held.offender(key.0, reference, facts, found)
    });
    match walked {
        Err(StoreError::Fault(_)) => found.add(Place::Row("cache_facts".to_owned(), 0), Wrong::Unreadable),
        other => other?,
    }
    held.counts(conn, found)
}

struct Held<'c> {
    facts: CachedStatement<'c>,
    caseload: CachedStatement<'c>,
    counts: (i64, i64),
}

impl<'c> Held<'c> {
    fn new(conn: &'c Connection) -> Result<Held<'c>, StoreError> {
        let facts = "select ref is ?2 and facts is ?3 from cache_facts where offender_id = ?1";
        let caseload =
            "select ref is ?2 and facts is ?3 from cache_caseload where offender_id = ?1 and officer_id = ?4";
        Ok(Held { facts: conn.prepare_cached(facts)?, caseload: conn.prepare_cached(caseload)?, counts: (0, 0) })
    }

    fn offender(&mut self, key: i64, reference: &str, of: &Facts, found: &mut Findings) -> Result<(), StoreError> {
        let encoded = cache::encode(of)?;
        let same = self.facts.query_row(params![key, reference, encoded], |row| row.get::<_, bool>(0)).optional()?;
        if same != Some(true) {
            found.add(Place::Row("cache_facts".to_owned(), key), Wrong::Altered);
        }
        let mut owners: Vec<i64> = of.owners.iter().map(|owner| owner.what.0).collect();
        owners.sort_unstable();
        owners.dedup();
        self.counts = (self.counts.0 + 1, self.counts.1 + owners.len() as i64);
        for owner in owners {
            let given = params![key, reference, encoded, owner];
            let same = self.caseload.query_row(given, |row| row.get::<_, bool>(0)).optional()?;
            if same != Some(true) {
                found.add(Place::Row("cache_caseload".to_owned(), key), Wrong::Altered);
            }
        }
        Ok(())
    }

    /// Whether there is more in it than that.
    fn counts(&self, conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
        for (table, count) in [("cache_facts", self.counts.0), ("cache_caseload", self.counts.1)] {
            let there: i64 = conn.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0))?;
            if there > count {
                found.add(Place::Row(table.to_owned(), 0), Wrong::Unused);
            }
        }
        Ok(())
    }
}
