//! What the register holds already, as far as an extract must know it.

use rusqlite::{Connection, OptionalExtension as _, Result};

/// The register before the extract.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The last act; what was staged is stale once there is a later one.
    pub last_act: i64,
    /// The earliest `history_from` any extract named.
    pub history_from: Option<String>,
    /// Whether there is anybody in it.
    pub has_facts: bool,
    /// Whether an extract was taken in.
    pub taken_in: bool,
}

/// The sequence of the last act, 0 before the first.
pub fn last_act(conn: &Connection) -> Result<i64> {
    conn.query_row("select coalesce(max(act_id), 0) from act", [], |row| row.get(0))
}

/// Reads what there is, and hands over every offender's and every officer's key and reference; of an officer also
/// whether they are on file otherwise than by visits.
pub fn held(
    conn: &Connection,
    offender: &mut dyn FnMut(u32, &str),
    officer: &mut dyn FnMut(u32, &str, bool),
) -> Result<Held> {
    // First of all: an act that comes after it makes what is read here stale, and the lock finds that out.
    let last_act = last_act(conn)?;
    let mut offenders = conn.prepare("select offender_id, ref from main.offender order by offender_id")?;
    let mut rows = offenders.query([])?;
    while let Some(row) = rows.next()? {
        offender(row.get(0)?, row.get_ref(1)?.as_str()?);
    }
    let mut officers = conn.prepare(
        "select o.officer_id, o.id, exists (select 1 from main.officer_fact f where f.officer_id = o.officer_id)
         from main.officer o
         order by o.officer_id",
    )?;
    let mut rows = officers.query([])?;
    while let Some(row) = rows.next()? {
        officer(row.get(0)?, row.get_ref(1)?.as_str()?, row.get(2)?);
    }
    let history = "select min(history_from) from main.extract_fact";
    let anybody = "select 1 from main.offender limit 1";
    Ok(Held {
        last_act,
        history_from: conn.query_row(history, [], |row| row.get(0))?,
        taken_in: conn.query_row("select exists (select 1 from main.extract_fact)", [], |row| row.get(0))?,
        has_facts: conn.query_row(anybody, [], |_| Ok(())).optional()?.is_some(),
    })
}

/// Hands over the key, family name, given names and date of birth of everyone held, unless removed.
pub fn people<E: From<rusqlite::Error>>(
    conn: &Connection,
    mut to: impl FnMut(u32, &str, &str, &str) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut people = conn.prepare(
        "select f.offender_id, coalesce(t.family_name, ''), coalesce(t.given_names, ''), coalesce(t.date_of_birth, '')
         from main.person_fact f
         join main.person_text t on t.text_id = f.text_id
         where f.withdrawn = 0
           and not exists (select 1 from main.person_fact n where n.supersedes = f.fact_id)",
    )?;
    let mut rows = people.query([])?;
    while let Some(row) = rows.next()? {
        let text = |at| -> Result<&str> { Ok(row.get_ref(at)?.as_str()?) };
        to(row.get(0)?, text(1)?, text(2)?, text(3)?)?;
    }
    Ok(())
}
