//! Reading facts with their place in the record.

use rusqlite::{OptionalExtension, params, params_from_iter};

use super::Stored;
use super::columns::{Word, key};
use super::rows;
use crate::domain::deed::About;
use crate::domain::fact::{FactKind, FactRef};
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::store::error::StoreError;
use crate::store::order;
use crate::store::snapshot::Snapshot;

impl Snapshot<'_> {
    /// The fact of a name; none where this view knows none. A policy and an extract are read elsewhere, and none here.
    pub fn fact(&self, name: FactRef) -> Result<Option<Stored>, StoreError> {
        if !FactKind::recorded().any(|kind| kind == name.kind) {
            return Ok(None);
        }
        Ok(self.stored(name.kind, "fact.fact_id = ?2", &[name.number])?.pop())
    }

    /// Everything ever recorded of a person, by act and then by kind and number; the facts of this view.
    pub fn history(&self, offender: OffenderKey) -> Result<Vec<Stored>, StoreError> {
        self.all_of(FactKind::recorded().filter(|kind| !kind.is_of_officer()), offender.0)
    }

    /// The same of one kind.
    pub fn history_of(&self, kind: FactKind, offender: OffenderKey) -> Result<Vec<Stored>, StoreError> {
        self.all_of([kind].into_iter(), offender.0)
    }

    /// The same of an officer.
    pub fn history_of_officer(&self, officer: OfficerKey) -> Result<Vec<Stored>, StoreError> {
        self.all_of(FactKind::recorded().filter(|kind| kind.is_of_officer()), officer.0)
    }

    /// What was recorded of officers after an act, by act and number.
    pub fn officers_since(&self, act: i64) -> Result<Vec<Stored>, StoreError> {
        let mut since = self.stored(FactKind::Officer, "fact.act_id > ?2", &[act])?;
        since.sort_by_key(|stored| (stored.act, stored.name));
        Ok(since)
    }

    fn all_of(&self, kinds: impl Iterator<Item = FactKind>, subject: i64) -> Result<Vec<Stored>, StoreError> {
        let mut all = Vec::new();
        for kind in kinds {
            all.extend(self.stored(kind, &format!("fact.{} = ?2", kind.subject()), &[subject])?);
        }
        all.sort_by_key(|stored| (stored.act, stored.name));
        Ok(all)
    }

    /// The facts of one kind about one person or officer that count, in order of their first day and rank; where there is
    /// no rank, in the order recorded, a correction in the place of what it corrects. Somebody nobody knows is an error.
    pub fn live(&self, about: &About, kind: FactKind) -> Result<Vec<Stored>, StoreError> {
        let key = match about {
            About::Offender(reference) => key(self.conn(), Word::Offender, reference)?,
            About::Officer(id) => key(self.conn(), Word::Officer, id)?,
        };
        if kind.is_of_officer() != matches!(about, About::Officer(_))
            || matches!(kind, FactKind::Policy | FactKind::Extract)
        {
            return Ok(Vec::new());
        }
        let which = format!("fact.{} = ?2 and fact.withdrawn = 0 and later.fact_id is null", kind.subject());
        self.stored(kind, &which, &[key])
    }

    /// Every fact that one act recorded, by kind and number: of one kind, in the order it did.
    pub fn recorded_by(&self, act: i64) -> Result<Vec<Stored>, StoreError> {
        let mut all = Vec::new();
        for kind in FactKind::recorded() {
            let from = order::first_since(self.conn(), kind, act, 0)?;
            let until = order::first_since(self.conn(), kind, act + 1, from - 1)?;
            let mut found = self.stored(kind, "fact.fact_id >= ?2 and fact.fact_id < ?3", &[from, until])?;
            found.sort_by_key(|stored| stored.name);
            all.append(&mut found);
        }
        Ok(all)
    }

    /// The live fact of the visit with this reference.
    pub fn visit(&self, reference: &str) -> Result<Option<Stored>, StoreError> {
        let sql = "select visit_id from visit where ref = ?1";
        let found: Option<i64> =
            self.conn().prepare_cached(sql)?.query_row([reference], |row| row.get("visit_id")).optional()?;
        let Some(visit) = found else { return Ok(None) };
        let name = self.head_of_visit(visit)?;
        let stored = name.map(|name| self.fact(name)).transpose()?.flatten();
        Ok(stored.filter(Stored::counts))
    }

    /// The last fact of a visit's chain in this view, be it a withdrawal.
    fn head_of_visit(&self, visit: i64) -> Result<Option<FactRef>, StoreError> {
        let sql = "with recursive chain (fact_id) as (
                       select fact_id from visit_fact where visit_id = ?2 and supersedes is null and act_id <= ?1
                       union all
                       select later.fact_id
                       from chain join visit_fact later on later.supersedes = chain.fact_id
                       where later.act_id <= ?1)
                   select max(fact_id) from chain";
        let found: Option<i64> =
            self.conn().prepare_cached(sql)?.query_row(params![self.act_number(), visit], |row| row.get(0))?;
        Ok(found.map(|number| FactRef { kind: FactKind::Visit, number }))
    }

    /// The facts of one kind that `which` chooses, by `keys` from `?2` on, in their order.
    fn stored(&self, kind: FactKind, which: &str, keys: &[i64]) -> Result<Vec<Stored>, StoreError> {
        let mut statement = self.conn().prepare_cached(&rows::select(kind, which))?;
        let mut rows = statement.query(params_from_iter(std::iter::once(&self.act_number()).chain(keys)))?;
        let mut stored = Vec::new();
        while let Some(row) = rows.next()? {
            stored.push(rows::stored(self.conn(), kind, row)?);
        }
        Ok(stored)
    }
}
