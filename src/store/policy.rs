//! Adopted policies and the numbering of their tiers.

use rusqlite::{Connection, OptionalExtension, params};

use super::act::{self, Act};
use super::column;
use super::error::StoreError;
use super::snapshot::Snapshot;
use super::text;
use crate::domain::fact::FactKind;
use crate::domain::policy::{Book, Policy, WentBack};
use crate::domain::policy_file;

/// A policy as it was adopted.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// The policy.
    pub policy: Policy,
    /// The file, as it was given.
    pub text: String,
    /// The act of adopting it.
    pub act: Act,
    /// Why it was let take effect before the day after its adoption; none where it was not.
    pub retroactive: Option<String>,
}

impl Snapshot<'_> {
    /// Every policy known, in order of adoption; never empty.
    pub fn policies(&self) -> Result<Vec<Adopted>, StoreError> {
        let mut statement = self.conn().prepare_cached(
            "select policy_fact.act_id, toml, retroactive, value
             from policy_fact
             left join free_text on text_id = retroactive
             where act_id <= ?1
             order by policy_fact.act_id, fact_id",
        )?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut adopted = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get("toml")?;
            let policy = policy_file::parse(&text).map_err(|_| StoreError::damaged("an adopted policy"))?;
            let act = act::by_number(self.conn(), row.get("act_id")?)?.ok_or_else(|| StoreError::damaged("an act"))?;
            adopted.push(Adopted { policy, text, act, retroactive: column::free_text(row, 2, 3)? });
        }
        Ok(adopted)
    }

    /// Every version known, with every tier's key; see [`Book`].
    pub fn book(&self) -> Result<Book, StoreError> {
        let adopted = self.policies()?;
        let notes: Vec<WentBack> = adopted.iter().filter_map(went_back).collect();
        let policies = adopted.into_iter().map(|adopted| adopted.policy).collect();
        let book = Book::with_keys(policies, tier_ids(self.conn())?);
        let mut book = book.ok_or_else(|| StoreError::damaged("the tiers of a policy"))?;
        notes.into_iter().for_each(|note| book.note(note));
        Ok(book)
    }
}

fn went_back(adopted: &Adopted) -> Option<WentBack> {
    let policy = &adopted.policy;
    adopted.retroactive.clone().map(|because| WentBack {
        id: policy.id.clone(),
        version: policy.version.clone(),
        effective_from: policy.effective_from,
        adopted_on: adopted.act.moment.day_in(policy.time_zone),
        because,
    })
}

/// Every tier's word; its place is its key.
pub(crate) fn tier_ids(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached("select id from tier order by tier_id")?;
    let ids = statement.query_map([], |row| row.get("id"))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Whether this version of this policy was adopted before.
pub(crate) fn is_adopted(conn: &Connection, policy: &Policy) -> Result<bool, StoreError> {
    let sql = "select 1 from policy_fact where id = ?1 and version = ?2";
    let found = conn.query_row(sql, params![policy.id, policy.version], |_| Ok(())).optional()?;
    Ok(found.is_some())
}

/// Whether anything but policies has been recorded.
pub(crate) fn has_facts(conn: &Connection) -> Result<bool, StoreError> {
    let tables = FactKind::ALL.iter().filter(|kind| **kind != FactKind::Policy);
    let some: Vec<String> = tables.map(|kind| format!("exists (select 1 from {kind}_fact)")).collect();
    Ok(conn.query_row(&format!("select {} as found", some.join(" or ")), [], |row| row.get("found"))?)
}

/// Records a policy under an act, and numbers the tiers it brings.
pub(crate) fn insert(
    conn: &Connection,
    act: &Act,
    policy: &Policy,
    text: &str,
    because: Option<&str>,
) -> Result<(), StoreError> {
    let reason = because.map(|because| text::free(conn, because)).transpose()?;
    conn.execute(
        "insert into policy_fact (act_id, id, version, effective_from, retroactive, toml)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        params![act.number, policy.id, policy.version, policy.effective_from.to_string(), reason, text],
    )?;
    let known = tier_ids(conn)?;
    let fresh = policy.tiers.iter().filter(|tier| !known.contains(&tier.id));
    for (place, tier) in fresh.enumerate() {
        conn.execute("insert into tier (tier_id, id) values (?1, ?2)", params![(known.len() + place) as i64, tier.id])?;
    }
    Ok(())
}
