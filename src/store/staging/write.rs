//! Recording what has changed, in the transaction of the act.

use rusqlite::{Connection, Result, params};

use super::bite::by_bites;
use super::change::Changes;
use super::kind::{KINDS, Kind};
use super::{Salts, Sealed};
use crate::domain::extract::{ExtractNote, File, Key};
use crate::domain::intake::Pairs;

/// Records everything that changed as facts of an act. The caller holds the write lock and began before any row was
/// taken that another act could have made stale. Visits that are presumed to be one with a visit recorded here are
/// paired, and answered.
///
/// Fails with a broken uniqueness where a visit reference stands twice among rows that do not ascend.
pub fn write(
    tx: &Connection,
    act: i64,
    sealed: &Sealed,
    changes: &Changes,
    note: &ExtractNote,
    from_visits: &[(Key, String)],
) -> Result<Pairs> {
    anchors(tx, from_visits)?;
    let mut pairs = Pairs::default();
    for (at, kind) in KINDS.iter().enumerate() {
        let fresh = changes.fresh[at];
        let rows = rows(tx, kind, fresh)?;
        let facts = last(tx, "fact_id", &format!("{}_fact", kind.name))?;
        let mut third = 0;
        if let (Some(text), Some(insert)) = (&kind.text, kind.insert_texts(fresh)) {
            third = last(tx, "text_id", text.table)?;
            by_bites(tx, &insert, rows, &[third])?;
        }
        if kind.file == File::Visits {
            third = last(tx, "visit_id", "visit")?;
            visit_anchors(tx, kind, third, rows, sealed.sorted[at], fresh)?;
        }
        by_bites(tx, &kind.insert_facts(fresh), rows, &[third, facts, act])?;
        if kind.file == File::Visits {
            attendance(tx, kind, facts, rows, fresh)?;
            agencies(tx, kind, facts, rows, fresh)?;
            pairs = super::pair::presume(tx, act, facts)?;
        }
    }
    extract(tx, act, note)?;
    Ok(pairs)
}

fn last(tx: &Connection, column: &str, table: &str) -> Result<i64> {
    tx.query_row(&format!("select coalesce(max({column}), 0) from main.{table}"), [], |row| row.get(0))
}

/// The greatest number of a row to be recorded.
fn rows(tx: &Connection, kind: &Kind, fresh: bool) -> Result<i64> {
    let (column, table) = if fresh { ("row", "row") } else { ("n", "change") };
    tx.query_row(&format!("select coalesce(max({column}), 0) from temp.{}_{table}", kind.name), [], |row| row.get(0))
}

fn anchors(tx: &Connection, from_visits: &[(Key, String)]) -> Result<()> {
    tx.execute(
        "insert into main.officer (officer_id, id)
         select distinct officer_id, id
         from temp.officer_row
         where officer_id > ?1
         order by officer_id",
        [last(tx, "officer_id", "officer")?],
    )?;
    let mut officer = tx.prepare("insert into main.officer (officer_id, id) values (?1, ?2)")?;
    from_visits.iter().try_for_each(|(key, id)| officer.execute(params![key, id]).map(drop))?;
    tx.execute(
        "insert into main.offender (offender_id, ref)
         select offender_id, ref
         from temp.person_row
         where offender_id > ?1
         order by row",
        [last(tx, "offender_id", "offender")?],
    )?;
    Ok(())
}

/// In file order, in which references mostly ascend and are cheapest to index.
fn visit_anchors(tx: &Connection, kind: &Kind, base: i64, rows: i64, sorted: bool, fresh: bool) -> Result<()> {
    let from = if fresh && sorted { "temp.visit_file s".to_owned() } else { kind.changed(fresh) };
    let (n, new) = (kind.number(fresh), if fresh { "" } else { "and c.visit_id is null" });
    let sql = format!(
        "insert into main.visit (visit_id, ref)
         select ?3 + s.line, s.ref
         from {from}
         where {n} > ?1 and {n} <= ?2 {new}
         order by {n}"
    );
    by_bites(tx, &sql, rows, &[base])
}

fn attendance(tx: &Connection, kind: &Kind, facts: i64, rows: i64, fresh: bool) -> Result<()> {
    let (n, changed) = (kind.number(fresh), kind.changed(fresh));
    let sql = format!(
        "insert into main.attendance (fact_id, place, officer_id)
         select ?3 + {n}, p.place, case p.place when 1 then s.officer1 else s.officer2 end
         from {changed} cross join (select 1 as place union all select 2) p
         where {n} > ?1 and {n} <= ?2
           and case p.place when 1 then s.officer1 else s.officer2 end is not null"
    );
    by_bites(tx, &sql, rows, &[facts])?;
    let mut rest = tx.prepare(&format!("select {n}, s.more from {changed} where s.more is not null order by {n}"))?;
    let mut insert = tx.prepare("insert into main.attendance (fact_id, place, officer_id) values (?1, ?2, ?3)")?;
    let mut rows = rest.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        for (place, officer) in (3..).zip(row.get_ref(1)?.as_str()?.split(';')) {
            insert.execute(params![facts + number, place, officer.parse::<i64>().unwrap_or_default()])?;
        }
    }
    Ok(())
}

/// Who of other agencies attended, of whom no extract knows, goes over from the visit that is corrected.
fn agencies(tx: &Connection, kind: &Kind, facts: i64, rows: i64, fresh: bool) -> Result<()> {
    if fresh {
        return Ok(());
    }
    let sql = format!(
        "insert into main.agency_attendance (fact_id, place, agency, number)
         select ?3 + c.n, a.place, a.agency, a.number
         from {}
         join main.agency_attendance a on a.fact_id = c.supersedes
         where c.n > ?1 and c.n <= ?2",
        kind.changed(fresh)
    );
    by_bites(tx, &sql, rows, &[facts])
}

fn extract(tx: &Connection, act: i64, note: &ExtractNote) -> Result<()> {
    let source = match &note.source {
        Some(source) => {
            tx.execute(
                "insert into main.free_text (salt, value) values (?1, ?2)",
                params![Salts::default().next(), source],
            )?;
            Some(tx.last_insert_rowid())
        }
        None => None,
    };
    tx.execute(
        "insert into main.extract_fact (act_id, taken_on, history_from, source) values (?1, ?2, ?3, ?4)",
        params![act, note.taken_on.map(|day| day.to_string()), note.history_from.map(|day| day.to_string()), source],
    )?;
    Ok(())
}
