//! Which account of the operating system acts as which officer.

use std::collections::BTreeMap;

use rusqlite::params;

use super::counting::{counting, place_of_chain};
use super::error::StoreError;
use super::snapshot::Snapshot;

const BINDINGS: &str = counting!(
    concat!("fact.account, fact.bound, officer.id, ", place_of_chain!("account_fact"), " as place"),
    "account_fact",
    "join officer on officer.officer_id = fact.officer_id",
    "order by place, fact.fact_id"
);

impl Snapshot<'_> {
    /// The officer, by the word on file, whom each bound account acts as. Of one account the last fact that counts holds.
    pub fn bindings(&self) -> Result<BTreeMap<u32, String>, StoreError> {
        let mut statement = self.conn().prepare_cached(BINDINGS)?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut bindings = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let account: u32 = row.get("account")?;
            if row.get("bound")? {
                bindings.insert(account, row.get("id")?);
            } else {
                bindings.remove(&account);
            }
        }
        Ok(bindings)
    }
}
