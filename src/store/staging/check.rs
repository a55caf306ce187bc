//! What can be said of a row only beside other rows, waiting or held.

use rusqlite::{Connection, Result, Row};

use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::intake::{Complaint, Complaints, is_reference_shaped};
use crate::domain::policy::Book;

const NEVER: &str = "9999-99-99";

/// Management as it would be: the rows but for those that are left out, and what is held and no row takes the place of.
const MANAGEMENT: &str = "
    m as (
        select offender_id, from_day, until_day, line, 0 as here
        from temp.management_row
        where row not in (select row from temp.management_conflict)
        union all
        select f.offender_id, f.from_day, f.until_day, null,
               (select a.kind not in ('import', 'adopt-policy') from main.act a where a.act_id = f.act_id)
        from main.management_fact f
        where f.withdrawn = 0
          and not exists (select 1 from main.management_fact n where n.supersedes = f.fact_id)
          and f.offender_id in (select offender_id from temp.management_row)
          and not exists (select 1 from temp.management_row s
                          where s.offender_id = f.offender_id and s.from_day = f.from_day
                            and s.row not in (select row from temp.management_conflict))
          and f.fact_id not in (select supersedes from temp.management_change where supersedes is not null)
    )";

/// Complains of periods of management that overlap or touch, of visits under the reference of another's, and of tiers that the policy in force does not have.
pub fn check(conn: &Connection, book: &Book, complaints: &mut Complaints) -> Result<()> {
    overlaps(conn, complaints)?;
    visits_of_others(conn, complaints)?;
    let mut lacking = Vec::new();
    let versions = book.versions();
    for (at, version) in versions.iter().enumerate() {
        let from = if at == 0 { Day::MIN } else { version.policy.effective_from };
        let until = versions.get(at + 1).map(|next| next.policy.effective_from);
        let missing =
            (0..).zip(book.tier_ids()).filter(|(_, id)| version.policy.tiers.iter().all(|tier| tier.id != **id));
        lacking.extend(missing.map(|(key, id)| (key, id, from, until, version.policy.version.as_str())));
    }
    lacking.into_iter().try_for_each(|(key, id, from, until, version)| {
        let from = if from == Day::MIN { String::new() } else { from.to_string() };
        let until = until.map_or(NEVER.to_owned(), |day| day.to_string());
        tier_lacking(conn, key, id, (&from, &until), version, complaints)
    })
}

fn overlaps(conn: &Connection, complaints: &mut Complaints) -> Result<()> {
    if !index_staged(conn, "management")? {
        return Ok(());
    }
    let mut found = conn.prepare(&format!(
        "with {MANAGEMENT}
         select line, from_day, ended, line_before, until_before, here, here_before, from_before
         from (select line, from_day, here,
                      max(coalesce(until_day, ?1)) over before as ended,
                      lag(line) over by_day as line_before,
                      lag(coalesce(until_day, ?1)) over by_day as until_before,
                      lag(here) over by_day as here_before,
                      lag(from_day) over by_day as from_before
               from m
               window by_day as (partition by offender_id order by from_day, line),
                      before as (by_day rows between unbounded preceding and 1 preceding))
         where ended >= from_day"
    ))?;
    let mut rows = found.query([NEVER])?;
    while let Some(row) = rows.next()? {
        let Some((line, column, found, expected)) = overlap(row)? else { continue };
        complaints.add(Complaint { file: File::Management, line, column: Some(column), found, expected });
    }
    Ok(())
}

/// The line at fault, the column, what was found and what was expected; none between two that are held.
fn overlap(row: &Row<'_>) -> Result<Option<(u64, &'static str, String, String)>> {
    let (at, from): (_, String) = (line(row, 0)?, row.get(1)?);
    let (ended, line_before, until_before): (String, Option<u64>, String) = (row.get(2)?, line(row, 3)?, row.get(4)?);
    let (here, here_before): (bool, bool) = (row.get(5)?, row.get(6)?);
    let way_out = "a row with its own from can end it";
    let settle = "whichever is wrong is corrected: that here, or this row";
    Ok(Some(match (at, line_before) {
        (Some(line), None) if here_before => {
            let before: String = row.get(7)?;
            let expected = format!("a day after the management that was recorded here from {before} ended; {settle}");
            (line, "from", from, expected)
        }
        (Some(line), None) if ended == NEVER => {
            (line, "from", from, format!("the management held before to have ended, on an earlier day; {way_out}"))
        }
        (Some(line), Some(_)) if ended == NEVER => {
            (line, "from", from, "the management before to have ended, on an earlier day".to_owned())
        }
        (Some(line), _) => (line, "from", from, format!("a day after {ended}, on which the one before ended")),
        (None, Some(line)) => {
            let found = if until_before == NEVER { "nothing".to_owned() } else { until_before };
            let expected = match here {
                true => format!("a day before {from}, from which management was recorded here; {settle}"),
                false => format!("a day before {from}, on which one held already begins"),
            };
            (line, "until", found, expected)
        }
        (None, None) => return Ok(None),
    }))
}

/// Complains of a visit under the reference of one that was recorded here of somebody else: it would be rewritten.
fn visits_of_others(conn: &Connection, complaints: &mut Complaints) -> Result<()> {
    let sql = "select exists (select 1 from main.act where kind = 'record-visit')";
    if !conn.query_row(sql, [], |row| row.get(0))? {
        return Ok(());
    }
    let mut found = conn.prepare(
        "select s.line, s.ref
         from temp.visit_row s
         join main.visit v on v.ref = s.ref
         join main.visit_fact o on o.visit_id = v.visit_id and o.supersedes is null
         join main.act a on a.act_id = o.act_id
         where a.kind = 'record-visit' and o.offender_id is not s.offender_id
         order by s.line",
    )?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        let reference: String = row.get(1)?;
        let found = if is_reference_shaped(&reference) { reference } else { "a reference".to_owned() };
        let expected = "another reference: this is a visit recorded here, to somebody else".to_owned();
        let line = line(row, 0)?.unwrap_or(0);
        complaints.add(Complaint { file: File::Visits, line, column: Some("visit_ref"), found, expected });
    }
    Ok(())
}

/// Makes rows findable by offender while they are compared with what is held; false where there are none.
fn index_staged(conn: &Connection, name: &str) -> Result<bool> {
    let some: bool = conn.query_row(&format!("select exists (select 1 from temp.{name}_row)"), [], |row| row.get(0))?;
    let held: bool =
        conn.query_row(&format!("select exists (select 1 from main.{name}_fact)"), [], |row| row.get(0))?;
    if some && held {
        conn.execute_batch(&format!(
            "create index if not exists temp.{name}_row_of on {name}_row (offender_id, from_day)"
        ))?;
    }
    Ok(some)
}

/// Complains of everybody who would have a tier while managed on a day when the version in force lacks it.
fn tier_lacking(
    conn: &Connection,
    key: i64,
    id: &str,
    (from, until): (&str, &str),
    version: &str,
    complaints: &mut Complaints,
) -> Result<()> {
    index_staged(conn, "tier")?;
    let mut found = conn.prepare(&format!(
        "with {MANAGEMENT},
         every_m as (
             select offender_id, from_day, until_day, line from m
             union all
             select f.offender_id, f.from_day, f.until_day, null
             from main.management_fact f
             where f.withdrawn = 0
               and not exists (select 1 from main.management_fact n where n.supersedes = f.fact_id)
               and f.offender_id not in (select offender_id from temp.management_row)
         ),
         t as (
             select offender_id, from_day, rank, tier_id, line
             from temp.tier_row
             where row not in (select row from temp.tier_conflict)
             union all
             select f.offender_id, f.from_day, f.rank, f.tier_id, null
             from main.tier_fact f
             where f.withdrawn = 0
               and not exists (select 1 from main.tier_fact n where n.supersedes = f.fact_id)
               and not exists (select 1 from temp.tier_row s
                               where s.offender_id = f.offender_id and s.from_day = f.from_day and s.rank = f.rank
                                 and s.row not in (select row from temp.tier_conflict))
               and f.fact_id not in (select supersedes from temp.tier_change where supersedes is not null)
         ),
         holds as (
             select *, lead(from_day) over (partition by offender_id order by from_day, rank) as next from t
         )
         select h.line, min(m.line)
         from holds h
         join every_m m on m.offender_id = h.offender_id
         where h.tier_id = ?1
           and (h.line is not null or m.line is not null)
           and max(h.from_day, m.from_day, ?2) < min(coalesce(h.next, ?4), coalesce(m.until_day, ?4), ?3)
         group by h.offender_id, h.from_day, h.rank"
    ))?;
    let mut rows = found.query((key, from, until, NEVER))?;
    while let Some(row) = rows.next()? {
        let (tier, management) = (line(row, 0)?, line(row, 1)?);
        let expected = format!("a tier of version {version} of the policy, in force while managed");
        let (file, line, column) = match tier {
            Some(line) => (File::Tiers, line, "tier"),
            None => (File::Management, management.unwrap_or(0), "from"),
        };
        complaints.add(Complaint { file, line, column: Some(column), found: id.to_owned(), expected });
    }
    Ok(())
}

/// Complains of visit references that stand on an earlier line, too.
pub fn duplicate_visits(conn: &Connection, complaints: &mut Complaints) -> Result<()> {
    let mut found = conn.prepare(
        "select line, ref, first
         from (select line, ref, min(line) over (partition by ref) as first from temp.visit_row)
         where line > first",
    )?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        let (reference, first): (String, i64) = (row.get(1)?, row.get(2)?);
        let line = line(row, 0)?.unwrap_or(0);
        let shaped = is_reference_shaped(&reference);
        complaints.add(Complaint {
            file: File::Visits,
            line,
            column: Some("visit_ref"),
            found: if shaped { reference } else { "something that does not look like a reference".to_owned() },
            expected: format!("a reference of its own, line {first} has the same"),
        });
    }
    Ok(())
}

fn line(row: &Row<'_>, at: usize) -> Result<Option<u64>> {
    Ok(row.get::<_, Option<i64>>(at)?.and_then(|line| u64::try_from(line).ok()))
}
