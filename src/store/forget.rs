//! Removing a person's names and texts from the record, and from the file.
//!
//! - What is removed? Names, dates of birth, addresses and free texts of every fact about the person, superseded ones too;
//!   the reasons of acts of which at least half of the facts about people are about them, with what was proposed of them,
//!   and of entries about them; what was proposed about them alone, or about several and declined; and the salts of every act that recorded a fact about them, with which a name could be
//!   guessed from a digest.
//! - What stays? The digests, so that every encoding and the trail stand; references, days and words of closed lists; why
//!   they were forgotten.
//! - And from the file? What is freed is overwritten (`secure_delete`), the file made anew without its free pages and the
//!   log emptied, which waits until nobody else reads.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::act::{self, Act};
use super::encoding_sql::text_digest;
use super::error::StoreError;
use super::open::Store;
use super::order;
use super::snapshot::Snapshot;
use crate::domain::fact::FactKind;
use crate::domain::offender::OffenderKey;

/// How many texts of each kind were removed: `person`, `address`, `free`, `act`, `proposal`.
pub type Removed = BTreeMap<&'static str, u64>;

/// Who is forgotten, by whose authority, in which act.
#[derive(Clone, Copy)]
pub(crate) struct Forgotten<'a> {
    pub act: i64,
    pub reference: &'a str,
    pub authorised_by: &'a str,
}

impl Store {
    /// Overwrites what is freed from now on.
    pub(crate) fn overwrite_freed(&self) -> Result<(), StoreError> {
        Ok(self.connection().query_row("pragma secure_delete = on", [], |_| Ok(()))?)
    }

    /// Makes the file anew, without what was freed, and empties the log.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while others read or write, so that it could not be finished.
    pub(crate) fn clean(&mut self) -> Result<(), StoreError> {
        self.overwrite_freed()?;
        self.connection().execute_batch("vacuum")?;
        let busy: i64 = self.connection().query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(StoreError::Busy) }
    }
}

impl Snapshot<'_> {
    /// The acts up to the view's that removed names and texts of a person by law, in order, each with the id of the officer
    /// who authorised it.
    pub fn removals_of(&self, offender: OffenderKey) -> Result<Vec<(Act, String)>, StoreError> {
        let sql = "select distinct act_id, id
                   from removal
                   join officer on officer_id = authorised_by
                   where offender_id = ?1
                     and act_id <= ?2
                   order by act_id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let found = statement.query_map([offender.0, self.act_number()], |row| {
            Ok((row.get::<_, i64>("act_id")?, row.get::<_, String>("id")?))
        })?;
        let of = |(number, by)| {
            let act = act::by_number(self.conn(), number)?;
            Ok((act.ok_or_else(|| StoreError::damaged("the act of a removal"))?, by))
        };
        found.map(|pair| pair.map_err(StoreError::from).and_then(of)).collect()
    }
}

/// Removes every text of a person, with a row for each that says so.
pub(crate) fn remove(conn: &Connection, of: Forgotten<'_>) -> Result<Removed, StoreError> {
    let number = |sql: &str, word: &str| conn.query_row(sql, [word], |row| row.get::<_, i64>(0));
    let offender = number("select offender_id from offender where ref = ?1", of.reference)?;
    let officer = number("select officer_id from officer where id = ?1", of.authorised_by)?;
    let acts = acts_about(conn, offender)?;
    let mut removed = Removed::new();
    for (kind, number) in texts(conn, offender, of.reference, &acts)? {
        if empty(conn, kind, number)? {
            let sql =
                "insert into removal (act_id, offender_id, authorised_by, kind, number) values (?1, ?2, ?3, ?4, ?5)";
            conn.prepare_cached(sql)?.execute(params![of.act, offender, officer, kind, number])?;
            *removed.entry(kind).or_default() += 1;
        }
    }
    Ok(removed)
}

/// Whether proposals about a person are open.
pub(crate) fn has_open_proposals(conn: &Connection, reference: &str) -> Result<bool, StoreError> {
    let sql = "select 1
               from proposal
               join offender using (offender_id)
               where ref = ?1
                 and not exists (select 1 from resolution where resolution.proposal_id = proposal.proposal_id)";
    let among_others = format!("{AMONG_OTHERS} and resolution.proposal_id is null");
    Ok(conn.prepare(sql)?.exists([reference])? || conn.prepare(&among_others)?.exists([reference])?)
}

/// Proposals about several people that name this one.
const AMONG_OTHERS: &str = "
    select proposal.proposal_id
    from proposal
    join free_text on text_id = deed
    left join resolution on resolution.proposal_id = proposal.proposal_id
    where offender_id is null
      and instr(value, '\"' || ?1 || '\"') > 0";

/// Kinds of facts about people.
fn kinds() -> impl Iterator<Item = FactKind> {
    let apart = |kind: &FactKind| matches!(kind, FactKind::Policy | FactKind::Extract) || kind.is_of_officer();
    FactKind::ALL.iter().copied().filter(move |kind| !apart(kind))
}

/// Every act that recorded a fact about the person.
fn acts_about(conn: &Connection, offender: i64) -> Result<BTreeSet<i64>, StoreError> {
    let mut acts = BTreeSet::new();
    for kind in kinds() {
        collect(conn, &format!("select distinct act_id from {kind}_fact where offender_id = ?1"), offender, &mut acts)?;
    }
    Ok(acts)
}

/// Each text and salt that is to be removed, once.
fn texts(
    conn: &Connection,
    offender: i64,
    reference: &str,
    acts: &BTreeSet<i64>,
) -> Result<BTreeSet<(&'static str, i64)>, StoreError> {
    let mut found = BTreeSet::new();
    for (kind, sql) in OF_FACTS {
        let mut numbers = BTreeSet::new();
        collect(conn, sql, offender, &mut numbers)?;
        found.extend(numbers.into_iter().map(|number| (*kind, number)));
    }
    let mut numbers = BTreeSet::new();
    let mut statement = conn.prepare(OF_ENTRIES)?;
    for number in statement.query_map([reference], |row| row.get(0))? {
        numbers.insert(number?);
    }
    for act in acts {
        found.insert(("act", *act));
        if mainly(conn, *act, offender)? {
            collect(conn, "select reason from act where act_id = ?1 and reason is not null", *act, &mut numbers)?;
            let mut proposals = BTreeSet::new();
            collect(conn, "select proposal_id from resolution where act_id = ?1", *act, &mut proposals)?;
            found.extend(proposals.into_iter().map(|proposal| ("proposal", proposal)));
        }
    }
    let mut statement = conn.prepare(&format!("{AMONG_OTHERS} and resolution.outcome is 'declined'"))?;
    for proposal in statement.query_map([reference], |row| row.get(0))? {
        found.insert(("proposal", proposal?));
    }
    let proposals: Vec<i64> = found.iter().filter(|(kind, _)| *kind == "proposal").map(|(_, number)| *number).collect();
    for proposal in proposals {
        collect(conn, OF_PROPOSAL, proposal, &mut numbers)?;
    }
    found.extend(numbers.into_iter().map(|number| ("free", number)));
    Ok(found)
}

const OF_FACTS: &[(&str, &str)] = &[
    ("person", "select text_id from person_fact where offender_id = ?1 and text_id is not null"),
    ("address", "select text_id from address_fact where offender_id = ?1 and text_id is not null"),
    ("free", "select reason from tier_fact where offender_id = ?1 and reason is not null"),
    ("free", "select reason from plan_fact where offender_id = ?1 and reason is not null"),
    ("free", "select announced_because from visit_fact where offender_id = ?1 and announced_because is not null"),
    ("free", "select note from visit_fact where offender_id = ?1 and note is not null"),
    ("proposal", "select proposal_id from proposal where offender_id = ?1"),
];

/// But why somebody was forgotten.
const OF_ENTRIES: &str = "
    select entry.reason
    from entry
    left join act on act.act_id = entry.act_id
    where about = ?1
      and entry.reason is not null
      and act.kind is not 'forget'";

const OF_PROPOSAL: &str = "
    select deed from proposal where proposal_id = ?1
    union
    select reason from resolution where proposal_id = ?1 and reason is not null";

fn collect(conn: &Connection, sql: &str, key: i64, into: &mut BTreeSet<i64>) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    for number in statement.query_map([key], |row| row.get(0))? {
        into.insert(number?);
    }
    Ok(())
}

/// Whether at least half of an act's facts about people are about this one.
fn mainly(conn: &Connection, act: i64, offender: i64) -> Result<bool, StoreError> {
    let (mut own, mut all) = (0, 0);
    for kind in kinds() {
        let from = order::first_since(conn, kind, act, 0)?;
        let until = order::first_since(conn, kind, act + 1, from - 1)?;
        let sql = format!(
            "select coalesce(sum(offender_id = ?1), 0), count(*) from {kind}_fact where fact_id >= ?2 and fact_id < ?3"
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let pair = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (mine, there) = statement.query_row([offender, from, until], pair)?;
        (own, all) = (own + mine, all + there);
    }
    Ok(own * 2 >= all)
}

/// Empties a text or a salt, keeping the digest; whether it was there.
fn empty(conn: &Connection, kind: &'static str, number: i64) -> Result<bool, StoreError> {
    let sql = match kind {
        "act" => "update act_salt set salt = null where act_id = ?1 and salt is not null",
        "proposal" => "update proposal set salt = null where proposal_id = ?1 and salt is not null",
        "person" => {
            "update person_text
             set salt = null, family_name = null, given_names = null, date_of_birth = null, digest = ?2
             where text_id = ?1 and salt is not null"
        }
        "address" => {
            "update address_text set salt = null, address = null, postcode = null, digest = ?2
             where text_id = ?1 and salt is not null"
        }
        _ => "update free_text set salt = null, value = null, digest = ?2 where text_id = ?1 and salt is not null",
    };
    let mut statement = conn.prepare_cached(sql)?;
    let emptied = match kind {
        "act" | "proposal" => statement.execute([number])?,
        _ => statement.execute(params![number, text_digest(conn, kind, number)?])?,
    };
    Ok(emptied > 0)
}
