//! What was recorded here and not brought by an extract: which of it stays whatever an extract says, and which of it no
//! extract knows.
//!
//! A fact is recorded here if its act is neither an import nor the adoption of a policy. All tables stay empty where
//! nothing is.

use std::collections::HashSet;

use rusqlite::{Connection, Result};

use super::kind::Kind;
use super::sql::stays;
use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::policy::Book;
use crate::store::{Moment, StoreError};

/// The acts that recorded something here.
pub(super) const ACTS: &str = "(select act_id from main.act where kind not in ('import', 'adopt-policy'))";

/// What of the register was recorded here, for an extract taken on some day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here {
    /// Whether anything was.
    pub(super) any: bool,
    /// The first act whose facts no correction from the extract supersedes.
    pub(super) stays_from: i64,
}

impl Here {
    /// For an extract taken on this day: what was recorded here on it or later, in the time zone of the policy in force
    /// then, stays. Where the day is not known all of it does.
    pub fn of(conn: &Connection, book: &Book, taken_on: Option<Day>) -> std::result::Result<Here, StoreError> {
        let any = conn.query_row(&format!("select exists {ACTS}"), [], |row| row.get(0))?;
        let stays_from = match taken_on {
            Some(day) => first_after(conn, book, day)?,
            None => 0,
        };
        Ok(Here { any, stays_from })
    }
}

fn first_after(conn: &Connection, book: &Book, day: Day) -> std::result::Result<i64, StoreError> {
    let mut acts = conn.prepare("select act_id, moment from main.act where moment >= ?1 order by act_id")?;
    let mut rows = acts.query([day.minus_days(1).to_string()])?;
    while let Some(row) = rows.next()? {
        let moment = Moment::stored(row.get_ref(1)?.as_str().map_err(|_| StoreError::damaged("a moment"))?)?;
        let zone = book.on(moment.day_in(chrono_tz::UTC)).policy.time_zone;
        if moment.day_in(zone) >= day {
            return Ok(row.get(0)?);
        }
    }
    Ok(i64::MAX)
}

/// Finds the last facts that were recorded here, what an extract said before of each, and which rows are of those that
/// were given another key here.
pub(super) fn find(conn: &Connection, kind: &Kind) -> Result<()> {
    let name = kind.name;
    let found = conn.execute(
        &format!(
            "insert into temp.{name}_here
             with recursive back (head, fact_id) as (
                 select f.fact_id, f.supersedes
                 from main.{name}_fact f
                 where f.act_id in {ACTS} and {is_last}
                 union all
                 select b.head, p.supersedes
                 from back b
                 join main.{name}_fact p on p.fact_id = b.fact_id
                 where p.act_id in {ACTS}
             )
             select b.head, b.fact_id
             from back b
             left join main.{name}_fact p on p.fact_id = b.fact_id
             where p.fact_id is null or p.act_id not in {ACTS}",
            is_last = kind.is_last("f")
        ),
        [],
    )?;
    if found == 0 || kind.key.is_empty() || kind.file == File::Visits {
        return Ok(());
    }
    conn.execute_batch(&format!(
        "insert or ignore into temp.{name}_moved
         select h.fact_id, s.row
         from temp.{name}_row s
         cross join main.{name}_fact f on f.{subject} = s.{subject}
         cross join temp.{name}_here h on h.fact_id = f.fact_id
         join main.{name}_fact o on o.fact_id = h.origin
         where s.{subject} in {whose}{origin} and not (true{same})",
        subject = kind.subject,
        whose = whose(kind, "here"),
        origin = kind.same_key("o", "s"),
        same = kind.same_key("o", "f"),
    ))
}

/// Whose the facts in one of the kind's tables are.
fn whose(kind: &Kind, table: &str) -> String {
    format!(
        "(select f.{} from temp.{name}_{table} join main.{name}_fact f using (fact_id))",
        kind.subject,
        name = kind.name
    )
}

/// Puts the rows whose fact stays apart from those that are changes.
pub(super) fn set_apart(conn: &Connection, kind: &Kind, here: Here) -> Result<()> {
    let name = kind.name;
    let moved = conn.execute(
        &format!(
            "insert into temp.{name}_change (row, supersedes, stays)
             select m.row, f.fact_id, {}
             from temp.{name}_moved m
             join main.{name}_fact f on f.fact_id = m.fact_id",
            stays("?1")
        ),
        [here.stays_from],
    )?;
    let apart = conn.execute(
        &format!(
            "insert into temp.{name}_conflict (row, fact_id)
             select row, supersedes from temp.{name}_change where stays"
        ),
        [],
    )?;
    if moved + apart == 0 {
        return Ok(());
    }
    // Numbered anew, since the numbers of facts are made of these.
    conn.execute_batch(&format!(
        "create temp table {name}_kept as
         select row, supersedes, visit_id from temp.{name}_change where not stays order by row;
         delete from temp.{name}_change;
         insert into temp.{name}_change (row, supersedes, visit_id, stays)
         select row, supersedes, visit_id, 0 from temp.{name}_kept order by row;
         drop table temp.{name}_kept;"
    ))
}

/// Finds what counts, was recorded here, was never in an extract and is not in this one.
pub(super) fn ours(conn: &Connection, kind: &Kind) -> Result<()> {
    let name = kind.name;
    let some = conn.execute(
        &format!(
            "insert into temp.{name}_ours
             select h.fact_id
             from temp.{name}_here h
             join main.{name}_fact f using (fact_id)
             where h.origin is null and f.withdrawn = 0"
        ),
        [],
    )?;
    if some == 0 {
        return Ok(());
    }
    conn.execute_batch(&format!(
        "delete from temp.{name}_ours
         where fact_id in (select fact_id from temp.{name}_conflict)
            or fact_id in (select supersedes from temp.{name}_change)
            or fact_id in (select f.fact_id
                           from temp.{name}_row s
                           {held}
                           where s.{subject} in {whose})",
        held = kind.held(),
        subject = kind.subject,
        whose = whose(kind, "ours"),
    ))
}

/// The keys of the offenders who were recorded here, were never in an extract and are not in this one.
pub fn never_brought(conn: &Connection) -> Result<HashSet<u32>> {
    let mut whose = conn.prepare(
        "select f.offender_id
         from temp.person_ours o
         join main.person_fact f using (fact_id)",
    )?;
    let keys = whose.query_map([], |row| row.get(0))?;
    keys.collect()
}
