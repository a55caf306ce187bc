//! One statement and one row-reading function for each table of what a day's work records of offenders.
//!
//! Each is read as the facts of `fact_rows` are, side by side and ordered by offender. None of these tables has a rank: of
//! two facts of one day the one recorded later comes later, and a correction takes the place of what it corrects.

use rusqlite::{CachedStatement, Connection, Params, Row};

use super::column;
use super::counting::{counting, first_of_chain, place_of_chain};
use super::error::StoreError;
use super::fact_rows::{Placed, Stream};
use crate::domain::day::{Day, Period};
use crate::domain::offender::OfficerKey;
use crate::domain::work::{At, Booking, Confirmation, Decision, Direction, Marker, Referral, Stage, VisitKey, Work};

/// The facts of one table that count, of a range of offenders: whose, the place of the chain, the first day, and more.
macro_rules! placed {
    ($table:literal, $columns:literal) => {
        counting!(
            concat!("fact.offender_id, ", place_of_chain!($table), ", ", $columns),
            $table,
            "",
            "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
        )
    };
}

/// The columns that [`booking`] reads.
macro_rules! booking_columns {
    () => {
        concat!(
            "fact.offender_id, ",
            $crate::store::counting::place_of_chain!("booking_fact"),
            ", fact.day, fact.time, (select group_concat(officer_id, ' ') from
                 (select officer_id from booking_officer where fact_id = fact.fact_id order by place))"
        )
    };
}
pub(super) use booking_columns;

const CONFIRMATIONS: &str = placed!("confirmation_fact", "fact.day, fact.status");
const REFERRALS: &str = placed!("referral_fact", "fact.day, fact.time, fact.visit_id");
const DECISIONS: &str = placed!("decision_fact", "fact.day, fact.time, fact.course, fact.visit_by");
const STAGES: &str = counting!(
    concat!(
        "fact.offender_id, ",
        place_of_chain!("stage_fact"),
        ", fact.day, fact.stage, ",
        first_of_chain!("decision_fact", "fact.decision")
    ),
    "stage_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
const DIRECTIONS: &str = placed!("direction_fact", "fact.day, fact.time, fact.visit_by, fact.cause");
const BOOKINGS: &str = counting!(
    booking_columns!(),
    "booking_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);
const MARKERS: &str = placed!("marker_fact", "fact.from_day, fact.until_day, fact.code");

const STATEMENTS: [&str; 7] = [CONFIRMATIONS, REFERRALS, DECISIONS, STAGES, DIRECTIONS, BOOKINGS, MARKERS];

type Reads<T> = fn(&Row<'_>) -> Result<Placed<T>, StoreError>;

/// The statements, which [`WorkRows`] reads by.
pub(super) struct Statements<'c>([CachedStatement<'c>; 7]);

impl<'c> Statements<'c> {
    pub(super) fn prepare(conn: &'c Connection) -> Result<Statements<'c>, StoreError> {
        let [a, b, c, d, e, f, g] = STATEMENTS.map(|sql| conn.prepare_cached(sql));
        Ok(Statements([a?, b?, c?, d?, e?, f?, g?]))
    }
}

/// What a day's work recorded, offender by offender.
pub(super) struct WorkRows<'s> {
    confirmations: Stream<'s, Confirmation, Reads<Confirmation>>,
    referrals: Stream<'s, Referral, Reads<Referral>>,
    decisions: Stream<'s, (i64, Decision), Reads<(i64, Decision)>>,
    stages: Stream<'s, Reached, Reads<Reached>>,
    directions: Stream<'s, Direction, Reads<Direction>>,
    bookings: Stream<'s, Booking, Reads<Booking>>,
    markers: Stream<'s, Marker, Reads<Marker>>,
    /// Of the offender being read, until stages have found their decisions.
    decided: Vec<(i64, Decision)>,
    reached: Vec<Reached>,
}

impl<'s> WorkRows<'s> {
    /// Of an act and a range of offenders.
    pub(super) fn open(
        Statements(statements): &'s mut Statements<'_>,
        range: impl Params + Copy,
    ) -> Result<WorkRows<'s>, StoreError> {
        let [confirmations, referrals, decisions, stages, directions, bookings, markers] = statements;
        Ok(WorkRows {
            confirmations: Stream::open(confirmations, range, confirmation as Reads<_>)?,
            referrals: Stream::open(referrals, range, referral as Reads<_>)?,
            decisions: Stream::open(decisions, range, decision as Reads<_>)?,
            stages: Stream::open(stages, range, stage as Reads<_>)?,
            directions: Stream::open(directions, range, direction as Reads<_>)?,
            bookings: Stream::open(bookings, range, booking as Reads<_>)?,
            markers: Stream::open(markers, range, marker as Reads<_>)?,
            decided: Vec::new(),
            reached: Vec::new(),
        })
    }

    /// This offender's, but for the children of visits, which the visits bring. See [`Stream::take`].
    pub(super) fn take(&mut self, offender: i64, into: &mut Work) -> Result<(), StoreError> {
        self.confirmations.take(offender, &mut into.confirmations)?;
        self.referrals.take(offender, &mut into.referrals)?;
        self.decisions.take(offender, &mut self.decided)?;
        self.stages.take(offender, &mut self.reached)?;
        self.directions.take(offender, &mut into.directions)?;
        self.bookings.take(offender, &mut into.bookings)?;
        self.markers.take(offender, &mut into.markers)?;
        into.decisions.clear();
        for (chain, mut decision) in self.decided.drain(..) {
            let stages = self.reached.iter().filter(|stage| stage.decision == chain);
            decision.stages.extend(stages.map(|stage| (stage.stage, stage.day)));
            into.decisions.push(decision);
        }
        Ok(())
    }
}

/// A stage, and the chain of the decision that it is of.
struct Reached {
    decision: i64,
    stage: Stage,
    day: Day,
}

fn placed<T>(row: &Row<'_>, what: T) -> Result<Placed<T>, StoreError> {
    Ok(Placed::at(column::day(row, 2)?, row.get(1)?, what))
}

fn at(row: &Row<'_>) -> Result<At, StoreError> {
    Ok(At { day: column::day(row, 2)?, time: column::optional_time(row, 3)? })
}

fn confirmation(row: &Row<'_>) -> Result<Placed<Confirmation>, StoreError> {
    let (day, status) = (column::day(row, 2)?, column::word(row, 3, "a status")?);
    placed(row, Confirmation { status, day })
}

fn referral(row: &Row<'_>) -> Result<Placed<Referral>, StoreError> {
    placed(row, Referral { visit: VisitKey(row.get(4)?), at: at(row)? })
}

fn decision(row: &Row<'_>) -> Result<Placed<(i64, Decision)>, StoreError> {
    let course = column::word(row, 4, "a course")?;
    let decision = Decision { at: at(row)?, course, visit_by: column::day(row, 5)?, stages: Vec::new() };
    placed(row, (row.get(1)?, decision))
}

/// Stages stand in the order recorded, whatever their days.
fn stage(row: &Row<'_>) -> Result<Placed<Reached>, StoreError> {
    let (day, stage) = (column::day(row, 2)?, column::word(row, 3, "a stage")?);
    Ok(Placed::at(Day::MIN, row.get(1)?, Reached { decision: row.get(4)?, stage, day }))
}

fn direction(row: &Row<'_>) -> Result<Placed<Direction>, StoreError> {
    placed(row, Direction { at: at(row)?, visit_by: column::day(row, 4)?, cause: row.get(5)? })
}

/// A row of `booking_columns`.
pub(super) fn booking(row: &Row<'_>) -> Result<Placed<Booking>, StoreError> {
    let time = column::optional_time(row, 3)?.ok_or_else(|| StoreError::damaged("a time"))?;
    let officers = column::optional_text(row, 4)?.unwrap_or_default().split_whitespace();
    let officers = officers.map(|key| key.parse().map(OfficerKey).map_err(|_| StoreError::damaged("a booking")));
    placed(row, Booking { day: column::day(row, 2)?, time, officers: officers.collect::<Result<_, _>>()? })
}

fn marker(row: &Row<'_>) -> Result<Placed<Marker>, StoreError> {
    let period = Period { from: column::day(row, 2)?, until: column::optional_day(row, 3)? };
    placed(row, Marker { code: row.get(4)?, period })
}
