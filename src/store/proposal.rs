//! Proposals: what somebody would do that a second person must authorise, and what became of each.
//!
//! A proposal is no act and no fact: nothing that is read of the register looks here.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::column;
use super::error::StoreError;
use super::moment::Moment;
use super::snapshot::Snapshot;
use super::text;
use crate::domain::deed::{ActKind, Right};

/// What somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number, from 1.
    pub number: i64,
    /// The id of the act that may come of it.
    pub id: String,
    /// What kind of act.
    pub kind: ActKind,
    /// Who proposes it.
    pub actor: String,
    /// When.
    pub moment: Moment,
    /// The right that wants a second person.
    pub right: Right,
    /// The reference of the one offender whom it is about, where it is about one.
    pub offender_ref: Option<String>,
    /// What is asked for, as it was sent; one removed by law reads [`super::REMOVED`].
    pub deed: String,
    /// SHA-256 of what is asked for, salted as an act's is.
    pub content: [u8; 32],
    /// That salt; none where it was removed by law.
    pub salt: Option<[u8; 16]>,
    /// What became of it; none: it is open.
    pub resolution: Option<Resolution>,
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The act that came of it; none: it was declined.
    pub act: Option<i64>,
    /// Who authorised or declined it.
    pub actor: String,
    /// When.
    pub moment: Moment,
    /// Why.
    pub reason: Option<String>,
}

/// Undoes what a writing transaction has done since [`mark`].
pub(crate) fn undo(conn: &Connection) -> Result<(), StoreError> {
    Ok(conn.execute_batch("rollback to act")?)
}

/// Marks a place in a writing transaction.
pub(crate) fn mark(conn: &Connection) -> Result<(), StoreError> {
    Ok(conn.execute_batch("savepoint act")?)
}

/// Records a proposal, whose number is the next; answers it.
pub(crate) fn insert(conn: &Connection, proposal: &Proposal) -> Result<i64, StoreError> {
    let offender = proposal.offender_ref.as_deref().map(|reference| key(conn, reference)).transpose()?;
    let deed = text::free(conn, &proposal.deed)?;
    conn.prepare_cached(
        "insert into proposal (id, kind, actor, moment, right, offender_id, deed, salt, content)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        proposal.id,
        proposal.kind.as_str(),
        proposal.actor,
        proposal.moment.to_string(),
        proposal.right.as_str(),
        offender,
        deed,
        proposal.salt,
        proposal.content
    ])?;
    Ok(conn.last_insert_rowid())
}

fn key(conn: &Connection, reference: &str) -> Result<i64, StoreError> {
    let sql = "select offender_id from offender where ref = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([reference], |row| row.get("offender_id"))?)
}

/// Records what became of a proposal; the row of its reason in `free_text`, where there is one.
pub(crate) fn resolve(conn: &Connection, proposal: i64, resolution: &Resolution) -> Result<Option<i64>, StoreError> {
    let reason = resolution.reason.as_deref().map(|reason| text::free(conn, reason)).transpose()?;
    let outcome = if resolution.act.is_some() { "authorised" } else { "declined" };
    conn.prepare_cached(
        "insert into resolution (proposal_id, outcome, actor, moment, act_id, reason) values (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        proposal,
        outcome,
        resolution.actor,
        resolution.moment.to_string(),
        resolution.act,
        reason
    ])?;
    Ok(reason)
}

const COLUMNS: &str = "
    select proposal.proposal_id, proposal.id, proposal.kind, proposal.actor, proposal.moment, proposal.right,
           (select ref from offender where offender.offender_id = proposal.offender_id) as ref,
           proposal.deed, deed.value as asked, proposal.content, proposal.salt,
           resolution.proposal_id is not null as resolved, resolution.act_id, resolution.actor as resolved_by,
           resolution.moment as resolved_at, resolution.reason, because.value as because
    from proposal
    join free_text deed on deed.text_id = proposal.deed
    left join resolution on resolution.proposal_id = proposal.proposal_id
    left join free_text because on because.text_id = resolution.reason";

/// The proposal that has this id.
pub(crate) fn by_id(conn: &Connection, id: &str) -> Result<Option<Proposal>, StoreError> {
    one(conn, "where proposal.id = ?1", params![id])
}

/// The proposal of this number.
pub(crate) fn by_number(conn: &Connection, number: i64) -> Result<Option<Proposal>, StoreError> {
    one(conn, "where proposal.proposal_id = ?1", params![number])
}

fn one(conn: &Connection, which: &str, params: impl Params) -> Result<Option<Proposal>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} {which}"))?;
    statement.query_row(params, |row| Ok(read(row))).optional()?.transpose()
}

impl Snapshot<'_> {
    /// How many proposals there ever were, whatever the view knows.
    pub fn proposals(&self) -> Result<i64, StoreError> {
        let sql = "select count(*) as proposals from proposal";
        Ok(self.conn().prepare_cached(sql)?.query_row([], |row| row.get("proposals"))?)
    }

    /// Every proposal that is open now, whatever the view knows, in order.
    pub fn open_proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let sql = format!("{COLUMNS} where resolution.proposal_id is null order by proposal.proposal_id");
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut open = Vec::new();
        while let Some(row) = rows.next()? {
            open.push(read(row)?);
        }
        Ok(open)
    }

    /// The last act before a proposal, by its place in the trail; none where no act was entered before it.
    pub(crate) fn act_before_proposal(&self, proposal: i64) -> Result<Option<i64>, StoreError> {
        // Each proposal left one such entry, as it was recorded: the first the first, and so on.
        let sql = "select max(act_id) as last
                   from entry
                   where entry_id < (select entry_id
                                     from entry
                                     where outcome = 'proposed'
                                     order by entry_id
                                     limit 1 offset ?1 - 1)";
        Ok(self.conn().prepare_cached(sql)?.query_row([proposal], |row| row.get("last"))?)
    }

    /// Who authorised an act as a second person; none where it wanted nobody.
    pub fn authorised_by(&self, act: i64) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn().prepare_cached("select actor from resolution where act_id = ?1")?;
        Ok(statement.query_row([act], |row| row.get("actor")).optional()?)
    }
}

fn read(row: &Row<'_>) -> Result<Proposal, StoreError> {
    let deed = column::free_text(row, "deed", "asked")?.ok_or_else(|| StoreError::damaged("a proposal"))?;
    Ok(Proposal {
        number: row.get("proposal_id")?,
        id: row.get("id")?,
        kind: column::word(row, "kind", "the kind of an act")?,
        actor: row.get("actor")?,
        moment: Moment::stored(column::text(row, "moment")?)?,
        right: column::word(row, "right", "a right")?,
        offender_ref: row.get("ref")?,
        deed,
        content: row.get("content")?,
        salt: row.get("salt")?,
        resolution: if row.get("resolved")? { Some(resolution(row)?) } else { None },
    })
}

fn resolution(row: &Row<'_>) -> Result<Resolution, StoreError> {
    Ok(Resolution {
        act: row.get("act_id")?,
        actor: row.get("resolved_by")?,
        moment: Moment::stored(column::text(row, "resolved_at")?)?,
        reason: column::free_text(row, "reason", "because")?,
    })
}
