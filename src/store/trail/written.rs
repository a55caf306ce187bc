//! What acts wrote, digested kind by kind: what their entries vouch for.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use crate::domain::fact::FactKind;
use crate::domain::trail::Written;
use crate::store::encoding::{self, Value};
use crate::store::encoding_sql::{self, Lists, text_digest};
use crate::store::error::StoreError;
use crate::store::order;

/// The acts from one to another, both included.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub from: i64,
    pub until: i64,
}

impl Acts {
    pub(super) fn one(act: i64) -> Acts {
        Acts { from: act, until: act }
    }
}

impl Written {
    /// Whether the kind is one of facts.
    pub(super) fn is_of_facts(&self) -> bool {
        self.kind.parse::<FactKind>().is_ok()
    }
}

/// A kind of row that entries vouch for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Act,
    Fact(FactKind),
    Resolution,
    Removal,
}

impl Kind {
    /// Every kind that is written by acts, in the order in which an entry names them.
    pub(super) fn all() -> impl Iterator<Item = Kind> {
        let facts = FactKind::ALL.iter().map(|kind| Kind::Fact(*kind));
        std::iter::once(Kind::Act).chain(facts).chain([Kind::Resolution, Kind::Removal])
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Act => "act",
            Kind::Fact(kind) => kind.as_str(),
            Kind::Resolution => "resolution",
            Kind::Removal => "removal",
        }
    }
}

/// The digest of several digests, one after another.
#[derive(Clone, Default)]
pub(super) struct Sum {
    pub count: u64,
    hash: Sha256,
}

impl Sum {
    pub(super) fn add(&mut self, digest: [u8; 32]) {
        self.count += 1;
        self.hash.update(digest);
    }

    pub(super) fn of(self, kind: &str) -> Option<Written> {
        let Sum { count, hash } = self;
        (count > 0).then(|| Written { kind: kind.to_owned(), count, digest: hash.finalize().into() })
    }
}

/// What these acts wrote, kind by kind.
pub(super) fn by(conn: &Connection, acts: Acts) -> Result<Vec<Written>, StoreError> {
    let mut all = Vec::new();
    for kind in Kind::all() {
        let mut sum = Sum::default();
        each_of(conn, kind, acts, &mut |_, _, digest| {
            sum.add(digest);
            Ok(())
        })?;
        all.extend(sum.of(kind.word()));
    }
    Ok(all)
}

/// Every row of a kind that these acts wrote: its number, its act and its digest.
fn each_of(
    conn: &Connection,
    kind: Kind,
    acts: Acts,
    each: &mut impl FnMut(i64, i64, [u8; 32]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let within = "act_id between ?1 and ?2";
    match kind {
        Kind::Fact(kind) => {
            let from = order::first_since(conn, kind, acts.from, 0)?;
            let until = order::first_since(conn, kind, acts.until + 1, from - 1)?;
            encoding_sql::digests(conn, kind, from..until, each)
        }
        Kind::Act | Kind::Resolution | Kind::Removal => other(conn, kind, within, &[acts.from, acts.until], each),
    }
}

/// What reads every row of a kind, whatever wrote it, in the order in which it was written.
pub(super) fn reading(kind: Kind) -> String {
    match kind {
        Kind::Fact(kind) => encoding_sql::selecting(kind, "order by fact.fact_id"),
        Kind::Act => format!("{SELECT_ACT} order by act_id"),
        Kind::Resolution => format!("{SELECT_RESOLUTION} where act_id is not null order by act_id"),
        Kind::Removal => format!("{SELECT_REMOVAL} order by removal_id"),
    }
}

/// The number of a row that [`reading`] found, and of its act.
pub(super) fn numbers(kind: Kind, row: &Row<'_>) -> Result<(i64, i64), StoreError> {
    let (number, act) = if let Kind::Fact(_) = kind { (encoding_sql::NUMBER, encoding_sql::ACT) } else { (0, 1) };
    Ok((row.get(number)?, row.get(act)?))
}

/// The digest of a row that [`reading`] found.
pub(super) fn digest_of(
    conn: &Connection,
    kind: Kind,
    row: &Row<'_>,
    lists: &mut Lists<'_>,
) -> Result<[u8; 32], StoreError> {
    match kind {
        Kind::Fact(_) => lists.digest(conn, row),
        Kind::Act => digest(conn, "act", ACT, row, 2),
        Kind::Resolution => digest(conn, "resolution", RESOLUTION, row, 2),
        Kind::Removal => digest(conn, "removal", REMOVAL, row, 2),
    }
}

/// The digest of a proposal.
pub(super) fn proposal(conn: &Connection, proposal: i64) -> Result<Option<[u8; 32]>, StoreError> {
    let sql = "select id, kind, actor, moment, right,
                      (select ref from offender where offender.offender_id = proposal.offender_id) as offender,
                      deed, content
               from proposal
               where proposal_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row([proposal], |row| Ok(digest(conn, "proposal", PROPOSAL, row, 0)));
    found.optional()?.transpose()
}

/// How a column is read.
#[derive(Clone, Copy)]
enum As {
    Itself,
    Free,
}

type Fields = &'static [(&'static str, As)];

const ACT: Fields = &[
    ("id", As::Itself),
    ("kind", As::Itself),
    ("actor", As::Itself),
    ("moment", As::Itself),
    ("content", As::Itself),
    ("reason", As::Free),
];
const PROPOSAL: Fields = &[
    ("id", As::Itself),
    ("kind", As::Itself),
    ("actor", As::Itself),
    ("moment", As::Itself),
    ("right", As::Itself),
    ("offender", As::Itself),
    ("deed", As::Free),
    ("content", As::Itself),
];
const RESOLUTION: Fields = &[
    ("proposal", As::Itself),
    ("outcome", As::Itself),
    ("actor", As::Itself),
    ("moment", As::Itself),
    ("act", As::Itself),
    ("reason", As::Free),
];
const REMOVAL: Fields = &[
    ("act", As::Itself),
    ("offender", As::Itself),
    ("authorised_by", As::Itself),
    ("kind", As::Itself),
    ("of", As::Itself),
];

const SELECT_ACT: &str = "select act_id, act_id, id, kind, actor, moment, content, reason from act";
const SELECT_RESOLUTION: &str = "
    select proposal_id, act_id,
           (select id from proposal where proposal.proposal_id = resolution.proposal_id),
           outcome, actor, moment, (select id from act where act.act_id = resolution.act_id), reason
    from resolution";
const SELECT_REMOVAL: &str = "
    select removal_id, act_id,
           (select id from act where act.act_id = removal.act_id),
           (select ref from offender where offender.offender_id = removal.offender_id),
           (select id from officer where officer_id = authorised_by),
           kind,
           case kind
               when 'person' then (select digest from person_text where text_id = number)
               when 'address' then (select digest from address_text where text_id = number)
               when 'free' then (select digest from free_text where text_id = number)
               when 'act' then (select content from act where act.act_id = number)
               when 'proposal' then (select content from proposal where proposal_id = number)
           end
    from removal";

fn other(
    conn: &Connection,
    kind: Kind,
    which: &str,
    keys: &[i64],
    each: &mut impl FnMut(i64, i64, [u8; 32]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (select, fields, which) = match kind {
        Kind::Act => (SELECT_ACT, ACT, which.to_owned()),
        // what was declined is no act's, and stands in an entry of its own
        Kind::Resolution => (SELECT_RESOLUTION, RESOLUTION, format!("act_id is not null and {which}")),
        Kind::Removal => (SELECT_REMOVAL, REMOVAL, which.to_owned()),
        Kind::Fact(_) => return Err(StoreError::damaged("a kind of row")),
    };
    let order = if kind == Kind::Resolution { "act_id" } else { "1" };
    let mut statement = conn.prepare_cached(&format!("{select} where {which} order by {order}"))?;
    let mut rows = statement.query(rusqlite::params_from_iter(keys))?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get(1)?, digest(conn, kind.word(), fields, row, 2)?)?;
    }
    Ok(())
}

/// The digest of what became of a proposal.
pub(super) fn resolution(conn: &Connection, proposal: i64) -> Result<Option<[u8; 32]>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT_RESOLUTION} where proposal_id = ?1"))?;
    let found = statement.query_row([proposal], |row| Ok(digest(conn, "resolution", RESOLUTION, row, 2)));
    found.optional()?.transpose()
}

fn digest(conn: &Connection, kind: &str, fields: Fields, row: &Row<'_>, at: usize) -> Result<[u8; 32], StoreError> {
    let mut values = Vec::with_capacity(fields.len());
    for (place, (name, read)) in fields.iter().enumerate() {
        let value = match (row.get_ref(at + place)?, read) {
            (ValueRef::Null, _) => Value::Nothing,
            (ValueRef::Integer(text), As::Free) => Value::Digest(text_digest(conn, "free", text)?),
            (ValueRef::Integer(number), As::Itself) => Value::Integer(number),
            (ValueRef::Blob(bytes), _) => Value::Digest(bytes.try_into().map_err(|_| StoreError::damaged("a digest"))?),
            (value, _) => Value::Text(value.as_str().map_err(|_| StoreError::damaged("a text"))?.to_owned()),
        };
        values.push((*name, value));
    }
    Ok(encoding::digest(&encoding::fact(kind, &values)))
}

/// A larger act than this is of no one person.
const MOST_OF_ONE: u64 = 100;

/// The reference of the one offender whom all facts of an act are about; none where there is no such one.
pub(super) fn sole_offender(conn: &Connection, act: i64, written: &[Written]) -> Result<Option<String>, StoreError> {
    let mut found: Option<i64> = None;
    if written.iter().any(|of| of.kind == Kind::Removal.word()) {
        let sql = "select distinct offender_id from removal where act_id = ?1";
        found = conn.prepare_cached(sql)?.query_row([act], |row| row.get(0))?;
    }
    for of in written {
        let Ok(kind) = of.kind.parse::<FactKind>() else { continue };
        if of.count > MOST_OF_ONE || matches!(kind, FactKind::Policy | FactKind::Extract) || kind.is_of_officer() {
            return Ok(None);
        }
        let from = order::first_since(conn, kind, act, 0)?;
        // by number: an index of offenders would be read from end to end to tell them apart
        let sql =
            format!("select distinct offender_id from {kind}_fact not indexed where fact_id >= ?1 and act_id = ?2");
        let mut statement = conn.prepare_cached(&sql)?;
        for offender in statement.query_map([from, act], |row| row.get(0))? {
            let offender = offender?;
            if found.is_some_and(|found| found != offender) {
                return Ok(None);
            }
            found = Some(offender);
        }
    }
    let sql = "select ref from offender where offender_id = ?1";
    found.map(|found| Ok(conn.prepare_cached(sql)?.query_row([found], |row| row.get("ref"))?)).transpose()
}
