//! Visits of an extract beside those recorded here: which are presumed to be one, and which are one no longer.

use rusqlite::{Connection, Result, Row};

use crate::domain::intake::Pairs;
use crate::store::presumed::{self, Side, match_up};

/// Finds the rows of visits that are in a pair and differ from the other visit of it in whose they are, day or outcome, or
/// whose other visit no longer counts.
pub(super) fn find_parted(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "create temp table visit_pair (ref text primary key, fact_id, act_id, recorded, recorded_ref);
         insert or ignore into temp.visit_pair
         select v.ref, p.fact_id, p.act_id, h.fact_id, r.ref
         from main.pair_fact p
         join main.visit v on v.visit_id = p.visit_id
         join main.visit r on r.visit_id = p.recorded
         left join temp.visit_head h on h.visit_id = p.recorded
         where p.one = 1 and p.withdrawn = 0
           and not exists (select 1 from main.pair_fact n where n.supersedes = p.fact_id);
         insert into temp.visit_parted
         select s.row, p.fact_id, p.act_id, p.recorded, p.recorded_ref
         from temp.visit_row s
         cross join temp.visit_pair p on p.ref = s.ref
         left join main.visit_fact f on f.fact_id = p.recorded
         where f.fact_id is null or f.withdrawn = 1
            or s.offender_id is not f.offender_id or s.day is not f.day or s.outcome is not f.outcome;
         drop table temp.visit_pair;",
    )
}

/// Presumes each visit that the act brings to be one with a visit recorded here of the same offender, day and outcome
/// (and premises, where the offender was seen: they make it count) that is not in the extract: one to one, first those of the same time, then in order of time and reference. Visits
/// that are in a pair, or of which somebody has said whether they are one, are left as they are. `facts` is the last
/// fact of a visit before the act.
pub(super) fn presume(tx: &Connection, act: i64, facts: i64) -> Result<Pairs> {
    let ours: bool = tx.query_row("select exists (select 1 from temp.visit_ours)", [], |row| row.get(0))?;
    if !ours {
        return Ok(Pairs::default());
    }
    tx.execute_batch(
        "create temp table visit_waiting (offender_id, day, outcome, visit_id, ref, time, premises);
         insert into temp.visit_waiting
         select f.offender_id, f.day, f.outcome, f.visit_id, v.ref, f.time, f.premises
         from temp.visit_ours o
         join main.visit_fact f using (fact_id)
         join main.visit v on v.visit_id = f.visit_id
         where not exists (select 1 from main.pair_fact p
                           where p.recorded = f.visit_id and p.one = 1 and p.withdrawn = 0
                             and not exists (select 1 from main.pair_fact n where n.supersedes = p.fact_id));
         create index temp.visit_waiting_of on visit_waiting (offender_id, day, outcome);",
    )?;
    let mut found = tx.prepare(
        "select f.offender_id, f.day, f.outcome, f.visit_id, v.ref, f.time, w.visit_id, w.ref, w.time,
                exists (select 1 from main.pair_fact p where p.visit_id = f.visit_id and p.recorded = w.visit_id)
         from main.visit_fact f
         join main.visit v on v.visit_id = f.visit_id
         join temp.visit_waiting w
           on w.offender_id = f.offender_id and w.day = f.day and w.outcome = f.outcome and w.visit_id is not f.visit_id
         where f.fact_id > ?1
           and (f.outcome not in ('seen', 'doorstep') or f.premises is w.premises)
           and exists (select 1
                       from main.visit_fact o
                       join main.act a on a.act_id = o.act_id
                       where o.visit_id = f.visit_id and o.supersedes is null and a.kind = 'import')
           and not exists (select 1 from main.pair_fact p
                           where p.visit_id = f.visit_id and p.one = 1 and p.withdrawn = 0
                             and not exists (select 1 from main.pair_fact n where n.supersedes = p.fact_id))
         order by f.offender_id, f.day, f.outcome",
    )?;
    let mut rows = found.query([facts])?;
    let (mut pairs, mut alike) = (Pairs::default(), Alike::default());
    while let Some(row) = rows.next()? {
        let of = (row.get(0)?, row.get(1)?, row.get(2)?);
        if alike.of != of {
            let done = std::mem::replace(&mut alike, Alike { of, ..Alike::default() });
            done.record(tx, act, &mut pairs)?;
        }
        alike.add(row)?;
    }
    alike.record(tx, act, &mut pairs)?;
    Ok(pairs)
}

/// Visits of one offender, day and outcome.
#[derive(Default)]
struct Alike {
    of: (i64, String, String),
    brought: Vec<Side>,
    recorded: Vec<Side>,
    settled: Vec<(i64, i64)>,
}

impl Alike {
    fn add(&mut self, row: &Row<'_>) -> Result<()> {
        let brought = Side { visit: row.get(3)?, reference: row.get(4)?, time: row.get(5)? };
        let recorded = Side { visit: row.get(6)?, reference: row.get(7)?, time: row.get(8)? };
        if row.get(9)? {
            self.settled.push((brought.visit, recorded.visit));
        }
        for (side, sides) in [(brought, &mut self.brought), (recorded, &mut self.recorded)] {
            if sides.iter().all(|known| known.visit != side.visit) {
                sides.push(side);
            }
        }
        Ok(())
    }

    fn record(mut self, tx: &Connection, act: i64, pairs: &mut Pairs) -> Result<()> {
        let settled = |brought: &Side, recorded: &Side| self.settled.contains(&(brought.visit, recorded.visit));
        for (brought, recorded) in match_up(&mut self.brought, &mut self.recorded, settled) {
            presumed::insert(tx, act, self.of.0, brought.visit, recorded.visit)?;
            pairs.add(&brought.reference, &recorded.reference);
        }
        Ok(())
    }
}
