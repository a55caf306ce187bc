//! What is asked of the whole record by a day's work: what is not entered yet, who is booked, who covers whom.

use rusqlite::{Row, params};

use super::act::ActKind;
use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::moment::Moment;
use super::order;
use super::snapshot::Snapshot;
use super::work_rows::{self, booking_columns};
use crate::domain::day::{Day, Period};
use crate::domain::fact::FactKind;
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::officer::Cover;
use crate::domain::visit::Outcome;
use crate::domain::work::Booking;

/// A visit that was recorded here and is not in the national register yet, for all that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEntered {
    /// Its reference.
    pub visit_ref: String,
    /// Whom was visited.
    pub offender: OffenderKey,
    /// The day of the visit.
    pub day: Day,
    /// What came of it.
    pub outcome: Outcome,
    /// When it was recorded first.
    pub recorded: Moment,
    /// Who recorded it first.
    pub actor: String,
}

/// The visits whose first facts have numbers from `?2` up to before `?3`, each as the last fact up to the act `?1` has it,
/// but for those withdrawn and those entered.
const RECORDED: &str = "
    select visit.ref, fact.offender_id, fact.day, fact.outcome
    from visit_fact first
    cross join visit on visit.visit_id = first.visit_id
    cross join visit_fact fact on fact.fact_id = (
        with recursive chain (fact_id) as (
            select first.fact_id
            union all
            select later.fact_id
            from chain join visit_fact later on later.supersedes = chain.fact_id
            where later.act_id <= ?1)
        select max(fact_id) from chain)
    where first.fact_id >= ?2 and first.fact_id < ?3 and first.supersedes is null and fact.withdrawn = 0
      and not exists (
          select 1
          from entered_fact entered
          left join entered_fact gone on gone.supersedes = entered.fact_id and gone.act_id <= ?1
          where entered.visit_id = first.visit_id and entered.act_id <= ?1 and entered.withdrawn = 0
            and gone.fact_id is null)
    order by first.fact_id";

const BOOKED: &str = counting!(
    booking_columns!(),
    "booking_fact",
    "join booking_officer going on going.fact_id = fact.fact_id",
    "and going.officer_id = ?2 and fact.day >= ?3 group by fact.fact_id order by fact.day, fact.time, fact.fact_id"
);

const COVERS: &str = counting!(
    "fact.officer_id, fact.cover_id, fact.from_day, fact.until_day",
    "cover_fact",
    "",
    "order by fact.from_day, fact.fact_id"
);

const ENTERED: &str = counting!("count(*) as entered", "entered_fact", "", "");

impl Snapshot<'_> {
    /// The visits recorded here, by this actor or by anybody, that nobody has said are entered in the national register;
    /// in the order recorded. One that was withdrawn need not be.
    pub fn not_entered(&self, by: Option<&str>) -> Result<Vec<NotEntered>, StoreError> {
        let mut statement = self.conn().prepare_cached(RECORDED)?;
        let (mut waiting, mut before) = (Vec::new(), 0);
        for (act, actor, recorded) in self.visits_recorded(by)? {
            let from = order::first_since(self.conn(), FactKind::Visit, act, before)?;
            let until = order::first_since(self.conn(), FactKind::Visit, act + 1, from - 1)?;
            before = until - 1;
            let mut rows = statement.query(params![self.act_number(), from, until])?;
            while let Some(row) = rows.next()? {
                waiting.push(not_entered(row, recorded, &actor)?);
            }
        }
        Ok(waiting)
    }

    /// The acts of recording visits, in order, with who did them and when.
    fn visits_recorded(&self, by: Option<&str>) -> Result<Vec<(i64, String, Moment)>, StoreError> {
        let sql = "select act_id, actor, moment
                   from act
                   where kind = ?1 and act_id <= ?2 and (?3 is null or actor = ?3)
                   order by act_id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params![ActKind::RecordVisit.as_str(), self.act_number(), by])?;
        let mut acts = Vec::new();
        while let Some(row) = rows.next()? {
            acts.push((row.get("act_id")?, row.get("actor")?, Moment::stored(column::text(row, "moment")?)?));
        }
        Ok(acts)
    }

    /// The visits that an officer is to make on this day or later, with whom, in order of day and time.
    pub fn bookings(&self, officer: OfficerKey, from: Day) -> Result<Vec<(OffenderKey, Booking)>, StoreError> {
        let mut statement = self.conn().prepare_cached(BOOKED)?;
        let mut rows = statement.query(params![self.act_number(), officer.0, from.to_string()])?;
        let mut bookings = Vec::new();
        while let Some(row) = rows.next()? {
            bookings.push((OffenderKey(row.get("offender_id")?), work_rows::booking(row)?.what()));
        }
        Ok(bookings)
    }

    /// Who covers whom, in order of the first day.
    pub fn covers(&self) -> Result<Vec<Cover>, StoreError> {
        let mut statement = self.conn().prepare_cached(COVERS)?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut covers = Vec::new();
        while let Some(row) = rows.next()? {
            covers.push(Cover {
                officer: OfficerKey(row.get("officer_id")?),
                cover: OfficerKey(row.get("cover_id")?),
                period: Period { from: column::day(row, "from_day")?, until: column::optional_day(row, "until_day")? },
            });
        }
        Ok(covers)
    }
}

impl Snapshot<'_> {
    /// How many visits are said to be entered in the national register.
    pub fn entered(&self) -> Result<i64, StoreError> {
        let mut statement = self.conn().prepare_cached(ENTERED)?;
        Ok(statement.query_row(params![self.act_number()], |row| row.get("entered"))?)
    }
}

fn not_entered(row: &Row<'_>, recorded: Moment, actor: &str) -> Result<NotEntered, StoreError> {
    Ok(NotEntered {
        visit_ref: row.get("ref")?,
        offender: OffenderKey(row.get("offender_id")?),
        day: column::day(row, "day")?,
        outcome: column::word(row, "outcome", "an outcome")?,
        recorded,
        actor: actor.to_owned(),
    })
}
