//! Recording what has changed, in the transaction of the act.

use rusqlite::{Connection, Result, params};

use super::change::Changes;
use super::kind::{KINDS, Kind};
use super::{Salts, Sealed};
use crate::domain::extract::{ExtractNote, File, Key};

/// Records everything that changed as facts of an act. The caller holds the write lock and began before any row was
/// taken that another act could have made stale.
///
/// Fails with a broken uniqueness where a visit reference stands twice among rows that do not ascend.
pub fn write(
    tx: &Connection,
    act: i64,
    sealed: &Sealed,
    changes: &Changes,
    note: &ExtractNote,
    from_visits: &[(Key, String)],
) -> Result<()> {
    anchors(tx, from_visits)?;
    for (at, kind) in KINDS.iter().enumerate() {
        let fresh = changes.fresh[at];
        let facts = last(tx, "fact_id", &format!("{}_fact", kind.name))?;
        let mut third = 0;
        if let (Some(text), Some(insert)) = (&kind.text, kind.insert_texts(fresh)) {
            third = last(tx, "text_id", text.table)?;
            tx.execute(&insert, [third])?;
        }
        if kind.file == File::Visits {
            third = last(tx, "visit_id", "visit")?;
            visit_anchors(tx, kind, third, sealed.sorted[at], fresh)?;
        }
        tx.execute(&kind.insert_facts(fresh), [facts, act, third])?;
        if kind.file == File::Visits {
            attendance(tx, kind, facts, fresh)?;
        }
    }
    extract(tx, act, note)
}

fn last(tx: &Connection, column: &str, table: &str) -> Result<i64> {
    tx.query_row(&format!("select coalesce(max({column}), 0) from main.{table}"), [], |row| row.get(0))
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
fn visit_anchors(tx: &Connection, kind: &Kind, base: i64, sorted: bool, fresh: bool) -> Result<()> {
    let (from, order) = match (fresh, sorted) {
        (true, true) => ("temp.visit_file s".to_owned(), "s.row"),
        (true, false) => (kind.changed(true), "s.row"),
        (false, _) => (format!("{} where c.visit_id is null", kind.changed(false)), "s.line"),
    };
    let sql = format!("insert into main.visit (visit_id, ref) select ?1 + s.line, s.ref from {from} order by {order}");
    tx.execute(&sql, [base])?;
    Ok(())
}

fn attendance(tx: &Connection, kind: &Kind, facts: i64, fresh: bool) -> Result<()> {
    let (n, changed) = (kind.number(fresh), kind.changed(fresh));
    let sql = format!(
        "insert into main.attendance (fact_id, place, officer_id)
         select ?1 + {n}, p.place, case p.place when 1 then s.officer1 else s.officer2 end
         from {changed} cross join (select 1 as place union all select 2) p
         where case p.place when 1 then s.officer1 else s.officer2 end is not null"
    );
    tx.execute(&sql, [facts])?;
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
