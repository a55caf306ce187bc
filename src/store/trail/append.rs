//! Appending to the trail, within the transaction of whatever the entry is of.

use rusqlite::{Connection, OptionalExtension, params};

use super::read::continuing;
use super::written::{self, Acts};
use crate::domain::hex::hex;
use crate::domain::trail::{Outcome, Spoken, Written};
use crate::store::act::{self, Act};
use crate::store::encoding::{self, EntryFields};
use crate::store::encoding_sql::text_digest;
use crate::store::error::StoreError;
use crate::store::moment::Moment;
use crate::store::text;

/// An entry to be appended.
pub(crate) struct Draft<'a> {
    pub moment: Moment,
    pub actor: &'a str,
    pub spoken: &'a Spoken,
    pub outcome: Outcome,
    pub rows: Option<i64>,
    pub about: Option<&'a str>,
    /// A row of `free_text`.
    pub reason: Option<i64>,
    pub act: Option<&'a Act>,
    pub written: Vec<Written>,
}

/// The moment of the last entry.
pub(crate) fn last_moment(conn: &Connection) -> Result<Option<Moment>, StoreError> {
    let sql = "select moment from entry order by entry_id desc limit 1";
    let found: Option<String> = conn.prepare_cached(sql)?.query_row([], |row| row.get("moment")).optional()?;
    found.map(|moment| Moment::stored(&moment)).transpose()
}

/// Appends the entry of an act, which is done but for this, in its own transaction. `actor` did it: whose act it is, or
/// whoever authorised it as a second person.
pub(crate) fn of_act(conn: &Connection, spoken: &Spoken, act: &Act, actor: &str) -> Result<(), StoreError> {
    let written = written::by(conn, Acts::one(act.number))?;
    let facts = written.iter().filter(|written| written.is_of_facts()).map(|written| written.count).sum::<u64>();
    let about = written::sole_offender(conn, act.number, &written)?;
    let reason: Option<i64> = conn
        .prepare_cached("select reason from act where act_id = ?1")?
        .query_row([act.number], |row| row.get("reason"))?;
    let plain = Spoken { command: act.kind.as_str().to_owned(), asked: String::new() };
    let draft = Draft {
        moment: act.moment,
        actor,
        spoken: if spoken.command.is_empty() { &plain } else { spoken },
        outcome: Outcome::Done,
        rows: i64::try_from(facts).ok(),
        about: about.as_deref(),
        reason,
        act: Some(act),
        written,
    };
    append(conn, &draft)
}

/// Appends the entry of a proposal, or of its being declined: of no act, with the digest of the row that says so.
pub(crate) fn of_proposal(conn: &Connection, proposal: i64, draft: Draft<'_>) -> Result<(), StoreError> {
    let (kind, digest) = match draft.outcome {
        Outcome::Declined => ("resolution", written::resolution(conn, proposal)?),
        _ => ("proposal", written::proposal(conn, proposal)?),
    };
    let mut sum = written::Sum::default();
    sum.add(digest.ok_or_else(|| StoreError::damaged("a proposal"))?);
    let plain = Spoken { command: draft.outcome.as_str().to_owned(), asked: String::new() };
    let spoken = if draft.spoken.command.is_empty() { &plain } else { draft.spoken };
    append(conn, &Draft { spoken, written: sum.of(kind).into_iter().collect(), ..draft })
}

/// Appends an entry. A record without one, past its first act, has lost its trail: nothing is vouched for anew.
pub(crate) fn append(conn: &Connection, draft: &Draft<'_>) -> Result<(), StoreError> {
    let before = last(conn)?;
    if before.is_none() && draft.act.is_none_or(|act| act.number != 1) {
        return Err(StoreError::Damaged { what: TAKEN_AWAY });
    }
    put(conn, draft, before).map(|_| ())
}

/// Appends the entry of a restore, which names the entry that it continues from.
pub(crate) fn append_restored(conn: &Connection, draft: &Draft<'_>) -> Result<(), StoreError> {
    let before = last(conn)?;
    let (number, hash) = before.ok_or(StoreError::Damaged { what: TAKEN_AWAY })?;
    let spoken = Spoken { command: draft.spoken.command.clone(), asked: continuing(number, &hash) };
    let written = draft.written.clone();
    put(conn, &Draft { spoken: &spoken, written, ..*draft }, before).map(|_| ())
}

/// Keeps a reason as a text; its number.
pub(crate) fn reason(conn: &Connection, value: &str) -> Result<i64, StoreError> {
    text::free(conn, value)
}

/// The last entry's number and hash.
type Last = Option<(i64, [u8; 32])>;

fn last(conn: &Connection) -> Result<Last, StoreError> {
    let sql = "select entry_id, hash from entry order by entry_id desc limit 1";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| Ok((row.get("entry_id")?, row.get("hash")?))).optional()?)
}

const TAKEN_AWAY: &str = "its trail was taken away";

/// Who begins a trail: nobody who was asked, but the program as it brings the database to this version.
const PROGRAM: &str = "homevisit";

/// Begins the trail of a record that an earlier version made: one entry vouches for all that is there, at the moment of the
/// last act.
pub(crate) fn begin(conn: &Connection) -> Result<(), StoreError> {
    let Some(last) = act::last(conn)? else { return Ok(()) };
    let until = last.number;
    let spoken = Spoken { command: "begin the trail".to_owned(), asked: format!("acts=1..{until}") };
    let draft = Draft {
        moment: last.moment,
        actor: PROGRAM,
        spoken: &spoken,
        outcome: Outcome::Begun,
        rows: None,
        about: None,
        reason: None,
        act: None,
        written: written::by(conn, Acts { from: 1, until })?,
    };
    put(conn, &draft, None).map(|_| ())
}

fn put(conn: &Connection, draft: &Draft<'_>, before: Last) -> Result<Last, StoreError> {
    StoreError::check_length("the command", &draft.spoken.command)?;
    let number = before.map_or(1, |(number, _)| number + 1);
    let moment = draft.moment.to_string();
    let Spoken { command, asked } = draft.spoken;
    let reason = draft.reason.map(|reason| text_digest(conn, "free", reason)).transpose()?;
    let hash = encoding::entry(&EntryFields {
        number,
        before: before.as_ref().map(|(_, hash)| hash),
        words: [&moment, draft.actor, command, asked, draft.outcome.as_str()],
        rows: draft.rows,
        about: draft.about,
        reason: reason.as_ref(),
        act: draft.act.map(|act| act.id.as_str()),
        written: &draft.written,
    });
    let written = draft.written.iter().map(|of| format!("{} {} {}", of.kind, of.count, hex(&of.digest)));
    let written: Vec<String> = written.collect();
    let written = Some(written.join("\n")).filter(|written| !written.is_empty());
    conn.prepare_cached(
        "insert into entry (entry_id, moment, actor, command, asked, outcome, rows, about, reason, act_id, written, hash)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        number,
        moment,
        draft.actor,
        command,
        asked,
        draft.outcome.as_str(),
        draft.rows,
        draft.about,
        draft.reason,
        draft.act.map(|act| act.number),
        written,
        hash
    ])?;
    Ok(Some((number, hash)))
}
