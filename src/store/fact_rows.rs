//! One statement and one row-reading function for each table of facts about offenders.
//!
//! Columns are read by place, not by name: these rows are read by the million.

use std::collections::HashMap;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{CachedStatement, Params, Row, Rows};

use super::column;
use super::counting::counting;
use super::error::StoreError;
use crate::domain::cadence::Interval;
use crate::domain::day::{Day, Period};
use crate::domain::offender::{Address, OfficerKey, Plan, PlanKind, Since, Status, StatusPeriod, TierKey};
use crate::domain::visit::{Premises, Visit};
use crate::domain::work::VisitKey;

/// The act since which the record has had the visit of `fact` so, without a break: as far back along its chain as the
/// offender, the day, the outcome and the premises are the same.
macro_rules! so_since {
    () => {
        "case when fact.supersedes is null then fact.act_id else (
             with recursive run (act_id, supersedes) as (
                 select fact.act_id, fact.supersedes
                 union all
                 select old.act_id, old.supersedes
                 from run join visit_fact old on old.fact_id = run.supersedes
                 where old.withdrawn = 0 and old.offender_id = fact.offender_id and old.day = fact.day
                   and old.outcome = fact.outcome and old.premises is fact.premises)
             select min(act_id) from run) end"
    };
}
pub(super) use so_since;

pub(super) const MANAGEMENT: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.until_day",
    "management_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
pub(super) const TIERS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.tier_id",
    "tier_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
pub(super) const OWNERS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.officer_id",
    "owner_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
pub(super) const ADDRESSES: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.no_fixed_abode,
     fact.text_id, place.address, place.postcode, place.digest",
    "address_fact",
    "left join address_text place on place.text_id = fact.text_id",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
pub(super) const STATUSES: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.until_day, fact.status",
    "status_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
pub(super) const PLANS: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.until_day, fact.kind, fact.every, fact.review_by",
    "plan_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
pub(super) const VISITS: &str = counting!(
    concat!(
        "fact.offender_id, 1, fact.visit_id, fact.day, fact.time, fact.outcome, fact.premises,
         fact.announced, fact.entry_sought, ",
        so_since!(),
        ", fact.recorded_on, fact.children"
    ),
    "visit_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);

/// A fact with its place among those of its kind and offender: first day, rank, then when recorded (of visits, when the
/// visit was first recorded, so that a correction keeps its place).
pub(super) struct Placed<T> {
    order: (Day, i64, i64),
    what: T,
}

pub(super) fn placed<T>(row: &Row<'_>, what: T) -> Result<Placed<T>, StoreError> {
    Ok(Placed { order: (column::day(row, 3)?, row.get(1)?, row.get(2)?), what })
}

fn since<T>(row: &Row<'_>, what: T) -> Result<Placed<Since<T>>, StoreError> {
    Ok(placed(row, ())?.map(|from| Since { from, what }))
}

impl Placed<()> {
    fn map<T>(self, what: impl FnOnce(Day) -> T) -> Placed<T> {
        Placed { order: self.order, what: what(self.order.0) }
    }
}

pub(super) fn period(row: &Row<'_>) -> Result<Placed<Period>, StoreError> {
    let until = column::optional_day(row, 4)?;
    Ok(placed(row, ())?.map(|from| Period { from, until }))
}

pub(super) fn tier(row: &Row<'_>) -> Result<Placed<Since<TierKey>>, StoreError> {
    since(row, TierKey(row.get(4)?))
}

pub(super) fn owner(row: &Row<'_>) -> Result<Placed<Since<OfficerKey>>, StoreError> {
    since(row, OfficerKey(row.get(4)?))
}

pub(super) fn status(row: &Row<'_>) -> Result<Placed<StatusPeriod>, StoreError> {
    let status: Status = column::word(row, 5, "a status")?;
    Ok(period(row)?.map_what(|period| StatusPeriod { status, period }))
}

/// A visit, from the columns of [`VISITS`] but the last.
pub(super) fn visit(row: &Row<'_>) -> Result<Placed<Visit>, StoreError> {
    let day = column::day(row, 3)?;
    let source_day = column::optional_day(row, 10)?;
    let visit = Visit {
        day,
        time: column::optional_time(row, 4)?,
        outcome: column::word(row, 5, "an outcome")?,
        premises: column::optional_word(row, 6, "premises")?.unwrap_or(Premises::NotRecorded),
        announced: row.get(7)?,
        entry_sought: row.get(8)?,
        act: row.get(9)?,
        source_days: source_day.and_then(|source| i32::try_from(source.days_since(day)).ok()),
    };
    placed(row, visit)
}

/// A visit with its key, and how many children were seen or identified there.
#[derive(Clone, Copy)]
pub(super) struct Visited {
    pub key: VisitKey,
    pub visit: Visit,
    pub children: u16,
}

pub(super) fn visited(row: &Row<'_>) -> Result<Placed<Visited>, StoreError> {
    let (key, children) = (VisitKey(row.get(2)?), row.get::<_, Option<u16>>(11)?.unwrap_or(0));
    Ok(visit(row)?.map_what(|visit| Visited { key, visit, children }))
}

/// Reads plans, and each way of writing a rule once.
#[derive(Default)]
pub(super) struct Rules {
    read: HashMap<String, Interval>,
}

impl Rules {
    pub(super) fn plan(&mut self, row: &Row<'_>) -> Result<Placed<Plan>, StoreError> {
        let kind = match (column::text(row, 5)?, column::optional_text(row, 6)?) {
            ("interval", Some(every)) => PlanKind::Interval(self.interval(every)?),
            ("reactive", None) => PlanKind::Reactive,
            _ => return Err(StoreError::damaged("a plan")),
        };
        let review_by = column::optional_day(row, 7)?;
        Ok(period(row)?.map_what(|period| Plan { kind, period, review_by }))
    }

    fn interval(&mut self, every: &str) -> Result<Interval, StoreError> {
        if let Some(known) = self.read.get(every) {
            return Ok(*known);
        }
        let interval = Interval::parse(every).map_err(|_| StoreError::damaged("the rule of a plan"))?;
        self.read.insert(every.to_owned(), interval);
        Ok(interval)
    }
}

impl<T> Placed<T> {
    /// Of a first day and of a place among the facts that start on it.
    pub(super) fn at(day: Day, place: i64, what: T) -> Placed<T> {
        Placed { order: (day, place, 0), what }
    }

    /// The fact alone.
    pub(super) fn what(self) -> T {
        self.what
    }

    fn map_what<U>(self, what: impl FnOnce(T) -> U) -> Placed<U> {
        Placed { order: self.order, what: what(self.what) }
    }
}

/// An address with its writing, until it is known which of one offender's writings are the same.
pub(super) struct Written {
    text: i64,
    /// Address, postcode, the mark of a removal, no fixed abode.
    writing: (Option<String>, Option<String>, Option<Vec<u8>>, bool),
}

pub(super) fn address(row: &Row<'_>) -> Result<Placed<Since<Written>>, StoreError> {
    let writing = (row.get(6)?, row.get(7)?, row.get(8)?, row.get(4)?);
    since(row, Written { text: row.get(5)?, writing })
}

/// Numbers the writings of one offender's addresses: the place of the first that is written so.
pub(super) fn number_writings(written: &[Since<Written>], into: &mut Vec<Since<Address>>) {
    into.extend(written.iter().map(|fact| {
        let (address, _, removed, no_fixed_abode) = &fact.what.writing;
        let first = written.iter().position(|other| other.what.writing == fact.what.writing);
        let what = Address {
            text: fact.what.text,
            writing: first.unwrap_or_default() as u32,
            // What was removed by law was something.
            blank: removed.is_none() && address.as_deref().is_none_or(|address| address.trim().is_empty()),
            no_fixed_abode: *no_fixed_abode,
        };
        Since { from: fact.from, what }
    }));
}

/// The facts of one table, offender by offender.
pub(super) struct Stream<'s, T, R> {
    rows: Rows<'s>,
    read: R,
    /// Whom the row is about that is to be read next; none after the last.
    next: Option<i64>,
    batch: Vec<Placed<T>>,
}

impl<'s, T, R: FnMut(&Row<'_>) -> Result<Placed<T>, StoreError>> Stream<'s, T, R> {
    /// Of a statement that is ordered by offender, its first column.
    pub(super) fn open(
        statement: &'s mut CachedStatement<'_>,
        params: impl Params,
        read: R,
    ) -> Result<Self, StoreError> {
        let mut stream = Stream { rows: statement.query(params)?, read, next: None, batch: Vec::new() };
        stream.step()?;
        Ok(stream)
    }

    fn step(&mut self) -> Result<(), StoreError> {
        self.rows.advance()?;
        self.next = self.rows.get().map(|row| row.get(0)).transpose()?;
        Ok(())
    }

    /// This offender's facts, in order. Offenders are asked for in ascending order, none left out that has facts.
    pub(super) fn take(&mut self, offender: i64, into: &mut Vec<T>) -> Result<(), StoreError> {
        while self.next == Some(offender)
            && let Some(row) = self.rows.get()
        {
            self.batch.push((self.read)(row)?);
            self.step()?;
        }
        if self.next.is_some_and(|next| next < offender) {
            return Err(StoreError::damaged("the order of facts"));
        }
        self.batch.sort_by_key(|fact| fact.order);
        into.clear();
        into.extend(self.batch.drain(..).map(|fact| fact.what));
        Ok(())
    }
}
