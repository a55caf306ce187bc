//! Offenders with their facts, one at a time, from the tables of facts themselves.
//!
//! One statement a table, all run side by side and each ordered by offender, so that any number of offenders takes the
//! memory of one. A single offender is the same, with a range of one.

use std::sync::LazyLock;

use rusqlite::{Connection, params};

use super::cache;
use super::counting::counting;
use super::error::StoreError;
use super::fact_rows::{self as rows, Rules, Stream};
use super::pairs::{self, PAIRS};
use super::snapshot::{Scope, Snapshot};
use super::work_rows::{Statements, WorkRows};
use crate::domain::fact::FactKind;
use crate::domain::offender::{Facts, OffenderKey, OfficerKey};

const OFFENDERS: &str =
    "select offender_id, ref from offender where offender_id between ?1 and ?2 order by offender_id";

const OWNED: &str = counting!("distinct fact.offender_id", "owner_fact", "", "and fact.officer_id = ?2");

/// Whether anything was recorded of the offender `?2` by the act `?1`.
static KNOWN: LazyLock<String> = LazyLock::new(|| {
    let kinds = FactKind::recorded().filter(|kind| !kind.is_of_officer());
    let recorded = |kind| format!("exists (select 1 from {kind}_fact where offender_id = ?2 and act_id <= ?1)");
    format!("select {}", kinds.map(recorded).collect::<Vec<_>>().join(" or "))
});

impl Snapshot<'_> {
    /// Calls `each` with every offender of a scope, its reference and its facts, in the order of their keys.
    ///
    /// Only one offender is held at a time. The first error, ours or the caller's, ends it.
    pub fn each_offender<E: From<StoreError>>(
        &self,
        scope: Scope<'_>,
        mut each: impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
    ) -> Result<(), E> {
        if let (Scope::Officer(officer), true) = (scope, self.reads_cache()) {
            return cache::owned_by(self.conn(), officer.0, &mut each);
        }
        match self.keys(scope)? {
            None if self.reads_cache() => cache::all(self.conn(), &mut each),
            None => between(self.conn(), self.act_number(), (i64::MIN, i64::MAX), &mut each),
            Some(keys) => keys.into_iter().try_for_each(|key| self.one(key, &mut each)),
        }
    }

    fn one<E: From<StoreError>>(
        &self,
        key: i64,
        each: &mut impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.reads_cache() {
            cache::one(self.conn(), key, each)
        } else {
            between(self.conn(), self.act_number(), (key, key), each)
        }
    }

    /// The offenders of a scope in order; none for everybody.
    fn keys(&self, scope: Scope<'_>) -> Result<Option<Vec<i64>>, StoreError> {
        let mut keys = match scope {
            Scope::All | Scope::Unowned => return Ok(None),
            Scope::One(key) => vec![key.0],
            Scope::Officer(officer) => self.ever_owned(&[officer])?,
            Scope::Officers(officers) => self.ever_owned(officers)?,
        };
        keys.sort_unstable();
        keys.dedup();
        Ok(Some(keys))
    }

    fn ever_owned(&self, officers: &[OfficerKey]) -> Result<Vec<i64>, StoreError> {
        let mut owned = Vec::new();
        for officer in officers {
            if self.reads_cache() {
                cache::caseload(self.conn(), officer.0, &mut owned)?;
                continue;
            }
            let mut statement = self.conn().prepare_cached(OWNED)?;
            let keys = statement.query_map(params![self.act_number(), officer.0], |row| row.get(0))?;
            for key in keys {
                owned.push(key?);
            }
        }
        Ok(owned)
    }
}

/// Whether anything was known of an offender by an act.
pub(super) fn is_known(conn: &Connection, act: i64, offender: i64) -> Result<bool, StoreError> {
    Ok(conn.prepare_cached(&KNOWN)?.query_row(params![act, offender], |row| row.get(0))?)
}

/// Offenders whose keys lie in a range, both ends included, as known by an act.
pub(super) fn between<E: From<StoreError>>(
    conn: &Connection,
    act: i64,
    (lowest, highest): (i64, i64),
    each: &mut impl FnMut(OffenderKey, &str, &Facts) -> Result<(), E>,
) -> Result<(), E> {
    let prepare = |sql| conn.prepare_cached(sql).map_err(StoreError::from);
    let (mut offenders, mut management, mut tiers) =
        (prepare(OFFENDERS)?, prepare(rows::MANAGEMENT)?, prepare(rows::TIERS)?);
    let (mut owners, mut addresses, mut statuses) =
        (prepare(rows::OWNERS)?, prepare(rows::ADDRESSES)?, prepare(rows::STATUSES)?);
    let (mut plans, mut visits, mut said) = (prepare(rows::PLANS)?, prepare(rows::VISITS)?, prepare(PAIRS)?);
    let mut work = Statements::prepare(conn)?;

    let range = params![act, lowest, highest];
    let mut rules = Rules::default();
    let mut management = Stream::open(&mut management, range, rows::period)?;
    let mut tiers = Stream::open(&mut tiers, range, rows::tier)?;
    let mut owners = Stream::open(&mut owners, range, rows::owner)?;
    let mut addresses = Stream::open(&mut addresses, range, rows::address)?;
    let mut statuses = Stream::open(&mut statuses, range, rows::status)?;
    let mut plans = Stream::open(&mut plans, range, |row| rules.plan(row))?;
    let mut visits = Stream::open(&mut visits, range, rows::visited)?;
    let mut said = Stream::open(&mut said, range, pairs::pair)?;
    let mut work = WorkRows::open(&mut work, range)?;

    let (mut facts, mut written) = (Facts::default(), Vec::new());
    let (mut visited, mut pairs) = (Vec::new(), Vec::new());
    let mut offenders = offenders.query(params![lowest, highest]).map_err(StoreError::from)?;
    while let Some(row) = offenders.next().map_err(StoreError::from)? {
        let key: i64 = row.get(0).map_err(StoreError::from)?;
        management.take(key, &mut facts.management)?;
        tiers.take(key, &mut facts.tiers)?;
        owners.take(key, &mut facts.owners)?;
        addresses.take(key, &mut written)?;
        facts.addresses.clear();
        rows::number_writings(&written, &mut facts.addresses);
        statuses.take(key, &mut facts.statuses)?;
        plans.take(key, &mut facts.plans)?;
        visits.take(key, &mut visited)?;
        said.take(key, &mut pairs)?;
        pairs::count_once(&visited, &pairs, &mut facts);
        work.take(key, &mut facts.work)?;
        if facts != Facts::default() || is_known(conn, act, key)? {
            let reference = super::column::text(row, 1)?;
            each(OffenderKey(key), reference, &facts)?;
        }
    }
    Ok(())
}
