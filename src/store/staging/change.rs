//! What of the waiting rows is new, or other than what is held.

use rusqlite::{Connection, Result, Row};

use super::bite::by_bites;
use super::here::Here;
use super::kind::{KINDS, Kind};
use crate::domain::extract::{ExtractNote, File};

/// What became of one file's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// With a key that was not known.
    pub new: u64,
    /// With a known key and other values.
    pub corrected: u64,
    /// The same as what is held.
    pub unchanged: u64,
    /// Held because an extract brought it, and not among the rows.
    pub gone: u64,
    /// With other values than what was recorded here and stays.
    pub conflicts: u64,
}

/// The difference between an extract and the register.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    counts: [Counts; KINDS.len()],
    /// Pairs of visits that are one no longer.
    pub parted: u64,
    pub(super) fresh: [bool; KINDS.len()],
    pub(super) note: bool,
}

impl Changes {
    /// Finds it, and puts apart what stays because it was recorded [`Here`]. Rows of kinds of which nothing is held are
    /// all new, and looked at no further.
    pub fn find(conn: &Connection, note: &ExtractNote, here: Here) -> Result<Changes> {
        let mut changes = Changes { note: note_differs(conn, note)?, ..Changes::default() };
        conn.execute_batch("begin")?;
        for (at, kind) in KINDS.iter().enumerate() {
            changes.fresh[at] = is_empty(conn, kind)?;
            changes.counts[at] = if changes.fresh[at] { all_new(conn, kind)? } else { compare(conn, kind, here)? };
        }
        changes.parted = conn.query_row("select count(*) from temp.visit_parted", [], count)?;
        conn.execute_batch("commit")?;
        Ok(changes)
    }

    /// Whether there is nothing to record.
    pub fn is_none(&self) -> bool {
        !self.note && self.counts.iter().all(|counts| counts.new + counts.corrected == 0)
    }

    /// What became of a file's rows.
    pub fn of(&self, file: File) -> Counts {
        self.counts[super::kind::of(file)]
    }
}

/// Says of whom the rows of each file change something, and whether they appear with this extract; an offender once a file.
/// A visit that is moved changes something of whose it was, too.
pub fn touched(conn: &Connection, changes: &Changes, mut to: impl FnMut(i64, File, bool)) -> Result<()> {
    for (at, kind) in KINDS.iter().enumerate().filter(|(_, kind)| kind.subject == "offender_id") {
        let fresh = changes.fresh[at];
        let new = if fresh { "1" } else { "c.supersedes is null" };
        let mut sql = format!("select s.offender_id, {new} as new from {}", kind.changed(fresh));
        if kind.file == File::Visits && !fresh {
            sql.push_str(
                " union all
                 select f.offender_id, 0
                 from temp.visit_change c
                 join main.visit_fact f on f.fact_id = c.supersedes",
            );
        }
        let mut whose = conn.prepare(&format!("select offender_id, max(new) from ({sql}) group by offender_id"))?;
        let mut rows = whose.query([])?;
        while let Some(row) = rows.next()? {
            to(row.get(0)?, kind.file, kind.file == File::Offenders && row.get(1)?);
        }
    }
    Ok(())
}

fn is_empty(conn: &Connection, kind: &Kind) -> Result<bool> {
    conn.query_row(&format!("select not exists (select 1 from main.{}_fact)", kind.name), [], |row| row.get(0))
}

fn all_new(conn: &Connection, kind: &Kind) -> Result<Counts> {
    let sql = format!("select coalesce(max(row), 0) from temp.{}_row", kind.name);
    Ok(Counts { new: conn.query_row(&sql, [], count)?, ..Counts::default() })
}

fn compare(conn: &Connection, kind: &Kind, here: Here) -> Result<Counts> {
    if kind.file == File::Visits {
        conn.execute_batch(
            "insert into temp.visit_head
             select f.visit_id, f.fact_id
             from main.visit_fact f
             where not exists (select 1 from main.visit_fact n where n.supersedes = f.fact_id)",
        )?;
    }
    let one = |sql: &str| conn.query_row(&sql.replace("NAME", kind.name), [], count);
    let rows = one("select count(*) from temp.NAME_row")?;
    if here.any {
        super::here::find(conn, kind)?;
    }
    by_bites(conn, &kind.find_changes(), rows as i64, &[here.stays_from])?;
    if here.any {
        super::here::set_apart(conn, kind, here)?;
        super::here::ours(conn, kind)?;
        if kind.file == File::Visits {
            super::pair::find_parted(conn)?;
        }
    }
    let changed = one("select count(*) from temp.NAME_change")?;
    let corrected = one("select count(*) from temp.NAME_change where supersedes is not null")?;
    let conflicts = one("select count(*) from temp.NAME_conflict")?;
    let live = one("select count(*) from main.NAME_fact f where f.withdrawn = 0
         and not exists (select 1 from main.NAME_fact n where n.supersedes = f.fact_id)")?;
    let withdrawn = one("select count(*)
         from (select supersedes as fact_id from temp.NAME_change union all select fact_id from temp.NAME_conflict)
         join main.NAME_fact f using (fact_id)
         where f.withdrawn = 1")?;
    let ours = one("select count(*) from temp.NAME_ours")?;
    let unchanged = rows - changed - conflicts;
    let gone = live.saturating_sub(unchanged + corrected + conflicts - withdrawn + ours);
    Ok(Counts { new: changed - corrected, corrected, unchanged, gone, conflicts })
}

/// Whether what the extract says of itself was not said by the one before. What it leaves out says nothing.
fn note_differs(conn: &Connection, note: &ExtractNote) -> Result<bool> {
    let said = |day: Option<crate::domain::day::Day>| day.map(|day| day.to_string());
    let last = |column: &str, from: &str| {
        format!("(select {column} from {from} where {column} is not null order by e.fact_id desc limit 1)")
    };
    conn.query_row(
        &format!(
            "select ?1 is not null and ?1 is not {}
                 or ?2 is not null and ?2 is not {}
                 or ?3 is not null and ?3 is not {}",
            last("e.taken_on", "main.extract_fact e"),
            last("e.history_from", "main.extract_fact e"),
            last("t.value", "main.extract_fact e join main.free_text t on t.text_id = e.source"),
        ),
        (said(note.taken_on), said(note.history_from), &note.source),
        |row| row.get(0),
    )
}

fn count(row: &Row<'_>) -> Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0))
}
