//! What the rules do not ask and a reader of one person's record does: who set it, why, who went.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::act::{self, Act};
use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::fact_rows::{self, Rules, so_since};
use super::snapshot::Snapshot;
use super::{pairs, record};
use crate::domain::day::Day;
use crate::domain::fact::AgencyMember;
use crate::domain::offender::{OffenderKey, OfficerKey, Plan, TierKey};
use crate::domain::visit::Visit;
use crate::domain::work::VisitKey;

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
    /// Its key.
    pub key: VisitKey,
    /// Its reference.
    pub reference: String,
    /// What the rules ask of it.
    pub visit: Visit,
    /// Why it was announced, or was not.
    pub announced_because: Option<String>,
    /// Who attended, in the order given; empty: not recorded.
    pub officers: Vec<OfficerKey>,
    /// Who attended from other agencies.
    pub agencies: Vec<AgencyMember>,
    /// Who is said to have let the officer go alone.
    pub alone_authorised_by: Option<OfficerKey>,
    /// How many children were seen or identified there.
    pub children: Option<u16>,
    /// A short note.
    pub note: Option<String>,
    /// The day on which its source says it was written down.
    pub recorded_on: Option<Day>,
    /// The act that recorded it first, before any correction.
    pub recorded: Act,
    /// The reference of the record of the same visit that is counted in its place.
    pub paired_with: Option<String>,
}

const TIERS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.tier_id, fact.set_by, fact.reason, why.value",
    "tier_fact",
    "left join free_text why on why.text_id = fact.reason",
    "and fact.offender_id = ?2 order by fact.from_day, fact.rank, fact.fact_id"
);

const PLANS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.until_day, fact.kind, fact.every,
     fact.review_by, fact.authorised_by, fact.reason, why.value",
    "plan_fact",
    "left join free_text why on why.text_id = fact.reason",
    "and fact.offender_id = ?2 order by fact.from_day, fact.rank, fact.fact_id"
);

const VISITS: &str = counting!(
    concat!(
        "fact.offender_id, 1, fact.visit_id, fact.day, fact.time, fact.outcome, fact.premises,
         fact.announced, fact.entry_sought, ",
        so_since!(),
        ", fact.recorded_on, visit.ref, fact.fact_id, first.act_id as recorded,
         fact.announced_because, because.value as because, fact.children, fact.note, note.value as noted,
         fact.alone_authorised_by"
    ),
    "visit_fact",
    "join visit on visit.visit_id = fact.visit_id
     join visit_fact first on first.visit_id = fact.visit_id and first.supersedes is null
     left join free_text because on because.text_id = fact.announced_because
     left join free_text note on note.text_id = fact.note",
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
                authorised_by: OfficerKey(row.get(8)?),
                reason: column::free_text(row, 9, 10)?,
            })
        })
    }

    /// An offender's visits, in order, in full; both of two records of one visit.
    pub fn visits_of(&self, offender: OffenderKey) -> Result<Vec<VisitDetail>, StoreError> {
        let mut visits = self.details(VISITS, offender, |row| self.visit_detail(row))?;
        let pairs = pairs::of(self.conn(), self.act_number(), offender)?;
        let references: BTreeMap<VisitKey, String> =
            visits.iter().map(|visit| (visit.key, visit.reference.clone())).collect();
        for visit in &mut visits {
            let other = pairs::stands_for(visit.key, &pairs, |key| references.contains_key(&key));
            visit.paired_with = other.map(|other| references[&other].clone());
        }
        Ok(visits)
    }

    /// The reference of a visit.
    pub fn visit_reference(&self, visit: VisitKey) -> Result<String, StoreError> {
        let mut statement = self.conn().prepare_cached("select ref from visit where visit_id = ?1")?;
        let found = statement.query_row([visit.0], |row| row.get("ref")).optional()?;
        found.ok_or_else(|| StoreError::damaged("a visit"))
    }

    fn visit_detail(&self, row: &Row<'_>) -> Result<VisitDetail, StoreError> {
        let fact = row.get("fact_id")?;
        let act = act::by_number(self.conn(), row.get("recorded")?)?;
        Ok(VisitDetail {
            key: VisitKey(row.get("visit_id")?),
            reference: row.get("ref")?,
            visit: fact_rows::visit(row)?.what(),
            announced_because: column::free_text(row, "announced_because", "because")?,
            officers: self.attendance(fact)?,
            agencies: record::agencies(self.conn(), fact)?,
            alone_authorised_by: row.get::<_, Option<i64>>("alone_authorised_by")?.map(OfficerKey),
            children: row.get("children")?,
            note: column::free_text(row, "note", "noted")?,
            recorded_on: column::optional_day(row, "recorded_on")?,
            recorded: act.ok_or_else(|| StoreError::damaged("an act"))?,
            paired_with: None,
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
