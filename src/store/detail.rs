//! What the rules do not ask and a reader of one person's record does: who set it, why, who went.

use rusqlite::{Row, params};

use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::fact_rows::{self, Rules};
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey, Plan, TierKey};
use crate::domain::visit::Visit;

/// A tier as set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierDetail {
    /// The first day.
    pub from: Day,
    /// Which.
    pub tier: TierKey,
    /// Who set it.
    pub set_by: OfficerKey,
    /// Why.
    pub reason: Option<String>,
}

/// A plan as authorised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDetail {
    /// What and when.
    pub plan: Plan,
    /// Who authorised it.
    pub authorised_by: OfficerKey,
    /// Why.
    pub reason: Option<String>,
}

/// A visit as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitDetail {
    /// Its reference.
    pub reference: String,
    /// What the rules ask of it.
    pub visit: Visit,
    /// Who attended, in the order given; empty: not recorded.
    pub officers: Vec<OfficerKey>,
    /// The day on which its source says it was written down.
    pub recorded_on: Option<Day>,
}

const TIERS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.tier_id, fact.set_by, fact.reason, why.value",
    "tier_fact",
    "left join free_text why on why.text_id = fact.reason",
    "and fact.offender_id = ?2 order by fact.from_day, fact.rank, fact.fact_id"
);

const PLANS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.until_day, fact.kind, fact.every,
     fact.authorised_by, fact.reason, why.value",
    "plan_fact",
    "left join free_text why on why.text_id = fact.reason",
    "and fact.offender_id = ?2 order by fact.from_day, fact.rank, fact.fact_id"
);

const VISITS: &str = counting!(
    "fact.offender_id, 1, fact.visit_id, fact.day, fact.time, fact.outcome, fact.premises,
     fact.announced, fact.entry_sought, fact.recorded_on, visit.ref, fact.fact_id",
    "visit_fact",
    "join visit on visit.visit_id = fact.visit_id",
    "and fact.offender_id = ?2 order by fact.day, fact.visit_id"
);

impl Snapshot<'_> {
    /// An offender's tiers, in order, in full.
    pub fn tiers_of(&self, offender: OffenderKey) -> Result<Vec<TierDetail>, StoreError> {
        self.details(TIERS, offender, |row| {
            Ok(TierDetail {
                from: column::day(row, 3)?,
                tier: TierKey(row.get(4)?),
                set_by: OfficerKey(row.get(5)?),
                reason: column::free_text(row, 6, 7)?,
            })
        })
    }

    /// An offender's plans, in order, in full.
    pub fn plans_of(&self, offender: OffenderKey) -> Result<Vec<PlanDetail>, StoreError> {
        let mut rules = Rules::default();
        self.details(PLANS, offender, |row| {
            Ok(PlanDetail {
                plan: rules.plan(row)?.what(),
                authorised_by: OfficerKey(row.get(7)?),
                reason: column::free_text(row, 8, 9)?,
            })
        })
    }

    /// An offender's visits, in order, in full.
    pub fn visits_of(&self, offender: OffenderKey) -> Result<Vec<VisitDetail>, StoreError> {
        self.details(VISITS, offender, |row| {
            Ok(VisitDetail {
                visit: fact_rows::visit(row)?.what(),
                recorded_on: column::optional_day(row, 9)?,
                reference: row.get(10)?,
                officers: self.attendance(row.get(11)?)?,
            })
        })
    }

    fn attendance(&self, visit_fact: i64) -> Result<Vec<OfficerKey>, StoreError> {
        let sql = "select officer_id from attendance where fact_id = ?1 order by place";
        let mut statement = self.conn().prepare_cached(sql)?;
        let officers = statement.query_map([visit_fact], |row| row.get(0).map(OfficerKey))?;
        Ok(officers.collect::<Result<_, _>>()?)
    }

    fn details<T>(
        &self,
        sql: &str,
        offender: OffenderKey,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params![self.act_number(), offender.0])?;
        let mut details = Vec::new();
        while let Some(row) = rows.next()? {
            details.push(read(row)?);
        }
        Ok(details)
    }
}
