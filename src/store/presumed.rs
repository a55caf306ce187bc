//! Visits that an extract brought and that were recorded here, presumed to be one where offender, day and outcome are the
//! same. While they are, the extract's is not counted; a person may say that they are two.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::snapshot::Snapshot;

/// A visit that may be one with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    /// Its key.
    pub visit: i64,
    /// Its reference.
    pub reference: String,
    /// `HH:MM`; none, not recorded.
    pub time: Option<String>,
}

/// Pairs visits off, one to one: first those of the same time, then in order of time (none last) and reference. Two that
/// are `settled` are never paired.
pub(super) fn match_up(
    brought: &mut Vec<Side>,
    recorded: &mut Vec<Side>,
    settled: impl Fn(&Side, &Side) -> bool,
) -> Vec<(Side, Side)> {
    let order = |side: &Side| (side.time.is_none(), side.time.clone(), side.reference.clone());
    brought.sort_by_key(order);
    recorded.sort_by_key(order);
    let mut pairs = Vec::new();
    for same_time in [true, false] {
        brought.retain(|side| {
            let fits = |other: &Side| !settled(side, other) && (!same_time || side.time == other.time);
            let found = recorded.iter().position(fits);
            pairs.extend(found.map(|at| (side.clone(), recorded.remove(at))));
            found.is_none()
        });
    }
    pairs
}

/// Records that two visits are presumed to be one: the extract's, which is then not counted, and the one recorded here.
pub(super) fn insert(
    tx: &Connection,
    act: i64,
    offender: i64,
    brought: i64,
    recorded: i64,
) -> Result<(), rusqlite::Error> {
    let sql = "insert into main.pair_fact (act_id, offender_id, visit_id, recorded, one) values (?1, ?2, ?3, ?4, 1)";
    tx.prepare_cached(sql)?.execute(params![act, offender, brought, recorded]).map(drop)
}

/// Of the visit of a reference, by way of its offender: no index finds all facts of one visit.
const COUNTERPART: &str = "
    select f.visit_id, v.ref, f.time, o.visit_id, w.ref, o.time
    from visit w
    join visit_fact b on b.visit_id = w.visit_id and b.supersedes is null
    join visit_fact o on o.offender_id = b.offender_id and o.visit_id = w.visit_id
    join visit_fact f on f.offender_id = o.offender_id and f.day = o.day and f.outcome = o.outcome
    join visit v on v.visit_id = f.visit_id
    where w.ref = ?1
      and o.withdrawn = 0 and not exists (select 1 from visit_fact n where n.supersedes = o.fact_id)
      and f.withdrawn = 0 and not exists (select 1 from visit_fact n where n.supersedes = f.fact_id)
      and f.visit_id is not o.visit_id
      and (f.outcome not in ('seen', 'doorstep') or f.premises is o.premises)
      and exists (select 1
                  from visit_fact r
                  join act a on a.act_id = r.act_id
                  where r.visit_id = f.visit_id and r.supersedes is null and a.kind = 'import')
      and not exists (select 1 from pair_fact p where p.visit_id = f.visit_id and p.recorded = o.visit_id)
      and not exists (select 1 from pair_fact p
                      where (p.visit_id = f.visit_id or p.recorded = o.visit_id) and p.one = 1 and p.withdrawn = 0
                        and not exists (select 1 from pair_fact n where n.supersedes = p.fact_id))";

impl Snapshot<'_> {
    /// The visit of an extract that is presumed to be one with the visit recorded here under this reference, if there is one:
    /// of the same offender, day and outcome (and premises, where the offender was seen: they make it count), in no pair, and never said whether it is one with it. As the record stands.
    pub(crate) fn counterpart(&self, recorded: &str) -> Result<Option<String>, StoreError> {
        let mut found = self.conn().prepare_cached(COUNTERPART)?;
        let mut rows = found.query([recorded])?;
        let (mut brought, mut ours) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            brought.push(Side { visit: row.get(0)?, reference: row.get(1)?, time: row.get(2)? });
            ours = Some(Side { visit: row.get(3)?, reference: row.get(4)?, time: row.get(5)? });
        }
        let mut ours: Vec<Side> = ours.into_iter().collect();
        let matched = match_up(&mut brought, &mut ours, |_, _| false);
        Ok(matched.into_iter().next().map(|(brought, _)| brought.reference))
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNTERPART, Side, match_up};

    #[test]
    fn an_act_looks_at_one_offender_and_not_at_the_whole_register() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../../schema.sql")).unwrap();
        let mut plan = conn.prepare(&format!("explain query plan {COUNTERPART}")).unwrap();
        let steps = plan.query_map(["V1"], |row| row.get::<_, String>("detail")).unwrap();
        let steps: Vec<String> = steps.map(Result::unwrap).collect();
        assert!(!steps.is_empty() && steps.iter().all(|step| !step.starts_with("SCAN")), "{steps:#?}");
    }

    fn side(visit: i64, time: Option<&str>) -> Side {
        Side { visit, reference: format!("V{visit}"), time: time.map(str::to_owned) }
    }

    fn matched(brought: &[Side], recorded: &[Side], settled: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let is_settled = |one: &Side, other: &Side| settled.contains(&(one.visit, other.visit));
        let pairs = match_up(&mut brought.to_vec(), &mut recorded.to_vec(), is_settled);
        pairs.into_iter().map(|(one, other)| (one.visit, other.visit)).collect()
    }

    #[test]
    fn the_same_time_comes_first_then_the_order_of_time_and_reference() {
        let brought = [side(3, None), side(2, Some("09:00")), side(1, Some("14:00"))];
        let recorded = [side(11, Some("14:00")), side(12, None), side(13, Some("18:00"))];
        assert_eq!(matched(&brought, &recorded, &[]), [(1, 11), (3, 12), (2, 13)]);
        assert_eq!(matched(&brought, &recorded[..1], &[]), [(1, 11)]);
        assert_eq!(matched(&brought[1..2], &recorded, &[]), [(2, 11)]);
        let same = [side(5, None), side(4, None)];
        assert_eq!(matched(&same, &[side(15, None)], &[]), [(4, 15)]);
    }

    #[test]
    fn two_that_somebody_said_are_two_stay_two() {
        let (brought, recorded) = ([side(1, None), side(2, None)], [side(11, None)]);
        assert_eq!(matched(&brought, &recorded, &[(1, 11)]), [(2, 11)]);
        assert_eq!(matched(&brought[..1], &recorded, &[(1, 11)]), []);
    }
}
