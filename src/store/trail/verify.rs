//! The record held against its trail: the chain computed anew, and every row where an entry says it is.
//!
//! Everything is read once, in order, by one statement a kind of row beside the one that reads the entries, so that what
//! is held in memory grows with what is wrong and not with the record. What cannot be read is a finding and no error.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, Rows, Statement};

use super::cursor::{self, Alone, Cursor};
use super::read::{continues, parse};
use super::written::Kind;
use super::{Trail, guards, strays};
use crate::domain::fact::FactKind;
use crate::domain::finding::{Findings, Head, Place, Verified, Wrong};
use crate::domain::trail::{Outcome, Written};
use crate::store::cache_held;
use crate::store::column;
use crate::store::encoding::{self, EntryFields};
use crate::store::encoding_sql::{Lists, text_digest};
use crate::store::error::StoreError;

impl Trail<'_> {
    /// Holds the record against its trail.
    ///
    /// # Errors
    /// Where the file cannot be read; what is wrong with the record is told in the answer.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        verify(self.conn)
    }
}

/// The same, of a connection, within whatever transaction it is in.
pub(crate) fn verify(conn: &Connection) -> Result<Verified, StoreError> {
    let mut of = Verified::default();
    guards::check(conn, &mut of.findings)?;
    let mut reading = Kind::all().map(|kind| prepared(conn, kind)).collect::<Result<Vec<_>, StoreError>>()?;
    let mut cursors = Vec::with_capacity(reading.len());
    for (kind, rows, [one, other]) in &mut reading {
        let all = [i64::MIN, i64::MAX];
        let lists = Lists::of(listed(*kind), [one.query(all)?, other.query(all)?])?;
        cursors.push(Cursor::new(conn, *kind, (rows.query([])?, lists), &mut of.findings)?);
    }
    let (mut proposals, mut declined) = (conn.prepare(cursor::PROPOSALS)?, conn.prepare(cursor::DECLINED)?);
    let proposals = Alone::new("proposal", proposals.query([])?);
    let declined = Alone::new("resolution", declined.query([])?);
    let pass = Pass { conn, cursors, proposals, declined, proposed: 0, of };
    let mut of = pass.run(conn.prepare(ENTRIES)?.query([])?)?;
    strays::check(conn, &mut of.findings)?;
    cache_held::check(conn, &mut of.findings)?;
    Ok(of)
}

/// What reads the rows of a kind, and what stands beside them.
type Prepared<'c> = (Kind, Statement<'c>, [CachedStatement<'c>; 2]);

fn prepared(conn: &Connection, kind: Kind) -> Result<Prepared<'_>, StoreError> {
    let lists = Lists::prepare(conn, listed(kind))?;
    Ok((kind, conn.prepare(&super::written::reading(kind))?, lists))
}

/// Kinds that are none of facts have nothing beside them.
fn listed(kind: Kind) -> FactKind {
    if let Kind::Fact(kind) = kind { kind } else { FactKind::Policy }
}

const ENTRIES: &str = "
    select entry_id, entry.moment, entry.actor, command, asked, outcome, rows, about, entry.reason, entry.act_id, written,
           hash, act.id, act.actor, act.moment, act.reason
    from entry
    left join act on act.act_id = entry.act_id
    order by entry_id";

/// An entry as stored, with its act.
struct Read<'r> {
    words: [&'r str; 5],
    outcome: Outcome,
    rows: Option<i64>,
    about: Option<&'r str>,
    reason: Option<i64>,
    act: Option<i64>,
    written: Vec<Written>,
    hash: [u8; 32],
    of: Option<Of<'r>>,
}

struct Of<'r> {
    id: &'r str,
    actor: &'r str,
    moment: &'r str,
    reason: Option<i64>,
}

fn read<'r>(row: &'r Row<'_>) -> Result<Read<'r>, StoreError> {
    let text = |at| column::text(row, at);
    let of = match column::optional_text(row, 12)? {
        Some(id) => Some(Of { id, actor: text(13)?, moment: text(14)?, reason: row.get(15)? }),
        None => None,
    };
    Ok(Read {
        words: [text(1)?, text(2)?, text(3)?, text(4)?, text(5)?],
        outcome: column::word(row, 5, "an outcome")?,
        rows: row.get(6)?,
        about: column::optional_text(row, 7)?,
        reason: row.get(8)?,
        act: row.get(9)?,
        written: column::optional_text(row, 10)?.map_or(Ok(Vec::new()), parse)?,
        hash: row.get(11)?,
        of,
    })
}

/// One reading of all entries.
struct Pass<'s> {
    conn: &'s Connection,
    cursors: Vec<Cursor<'s>>,
    proposals: Alone<'s>,
    declined: Alone<'s>,
    /// The number of the last proposal that an entry vouched for: they are numbered as they were made.
    proposed: i64,
    of: Verified,
}

impl Pass<'_> {
    fn run(mut self, mut rows: Rows<'_>) -> Result<Verified, StoreError> {
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            self.of.entries += 1;
            let entry = read(row).and_then(|read| Ok((self.reason(&read)?, read)));
            match entry {
                Ok((reason, read)) => self.entry(number, &read, reason)?,
                Err(StoreError::Fault(_)) => {
                    self.add(number, Wrong::Unreadable);
                    self.goes_on(number, None, row.get(11).unwrap_or_default());
                }
                Err(error) => return Err(error),
            }
        }
        let (conn, found) = (self.conn, &mut self.of.findings);
        if self.of.entries == 0 {
            found.add(Place::Entry(1), Wrong::NotBegun);
            return Ok(self.of);
        }
        for cursor in &mut self.cursors {
            cursor.take(conn, (i64::MAX, i64::MAX), found)?;
        }
        self.proposals.finish(conn, found)?;
        self.declined.finish(conn, found)?;
        Ok(self.of)
    }

    fn reason(&self, read: &Read<'_>) -> Result<Option<[u8; 32]>, StoreError> {
        read.reason.map(|reason| text_digest(self.conn, "free", reason)).transpose()
    }

    fn add(&mut self, entry: i64, wrong: Wrong) {
        self.of.findings.add(Place::Entry(entry), wrong);
    }

    /// The entry before the next, whatever is wrong with it: one that was changed is found once.
    fn goes_on(&mut self, number: i64, moment: Option<&str>, hash: [u8; 32]) {
        let before = self.of.head.take();
        self.of.identity = self.of.identity.or(Some(hash));
        let mut kept = before.map_or(String::new(), |before| before.moment);
        if let Some(moment) = moment {
            kept.clear();
            kept.push_str(moment);
        }
        self.of.head = Some(Head { number, moment: kept, hash });
    }

    fn entry(&mut self, number: i64, read: &Read<'_>, reason: Option<[u8; 32]>) -> Result<(), StoreError> {
        self.place(number, read.words[0]);
        match (read.act, &read.of) {
            (Some(act), None) => self.add(number, Wrong::NoAct(act)),
            (_, of) => {
                let hash = encoding::entry(&EntryFields {
                    number,
                    before: self.of.head.as_ref().map(|head| &head.hash),
                    words: read.words,
                    rows: read.rows,
                    about: read.about,
                    reason: reason.as_ref(),
                    act: of.as_ref().map(|of| of.id),
                    written: &read.written,
                });
                if hash != read.hash {
                    self.add(number, Wrong::Hash);
                }
            }
        }
        self.content(number, read)?;
        self.goes_on(number, Some(read.words[0]), read.hash);
        Ok(())
    }

    /// Its number and its moment, after those of the entry before.
    fn place(&mut self, number: i64, moment: &str) {
        let expected = self.of.head.as_ref().map_or(1, |head| head.number.saturating_add(1));
        let turned = self.of.head.as_ref().is_some_and(|head| moment < head.moment.as_str());
        match number {
            _ if number > expected => self.add(number, Wrong::Missing(expected)),
            _ if number < expected => self.add(number, Wrong::Disorder),
            _ => (),
        }
        if turned {
            self.add(number, Wrong::TurnedBack);
        }
    }

    fn content(&mut self, number: i64, read: &Read<'_>) -> Result<(), StoreError> {
        match (read.outcome, read.act) {
            (Outcome::Done, Some(act)) => {
                if let Some(of) = &read.of {
                    self.agrees(number, read, of, act)?;
                }
                self.vouched(number, (act, act), &read.written)
            }
            (Outcome::Begun, _) => {
                let until = read.words[3].strip_prefix("acts=1..").and_then(|until| until.parse().ok());
                self.vouched(number, (1, until.unwrap_or(0)), &read.written)
            }
            (Outcome::Proposed | Outcome::Declined, _) => self.alone(number, read),
            (outcome, _) => {
                let before = self.of.head.as_ref().map(|head| (head.number, head.hash));
                if outcome == Outcome::Restored {
                    self.of.restores.push(number);
                    if continues(read.words[3]) != before {
                        self.add(number, Wrong::Continues);
                    }
                }
                read.written.iter().for_each(|said| self.written(number, Some(said), None));
                Ok(())
            }
        }
    }

    /// Whether an entry says of its act what the act says.
    fn agrees(&mut self, number: i64, read: &Read<'_>, of: &Of<'_>, act: i64) -> Result<(), StoreError> {
        if read.words[1] != of.actor && !self.authorised(act, read.words[1])? {
            self.add(number, Wrong::Actor);
        }
        if read.words[0] != of.moment {
            self.add(number, Wrong::Moment);
        }
        if read.reason != of.reason {
            self.add(number, Wrong::Reason);
        }
        Ok(())
    }

    /// Whether this act was proposed, and authorised by this actor: then its entry is the authoriser's.
    fn authorised(&self, act: i64, actor: &str) -> Result<bool, StoreError> {
        let sql = "select 1 from resolution where act_id = ?1 and actor = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row((act, actor), |_| Ok(())).optional()?.is_some())
    }

    /// Whether acts wrote what an entry says.
    fn vouched(&mut self, number: i64, acts: (i64, i64), said: &[Written]) -> Result<(), StoreError> {
        for at in 0..self.cursors.len() {
            let sum = self.cursors[at].take(self.conn, acts, &mut self.of.findings)?;
            let kind = self.cursors[at].kind();
            let said = said.iter().find(|said| said.kind == kind.word());
            if said.is_none() && sum.count == 0 {
                continue;
            }
            match kind {
                Kind::Act => self.of.acts += sum.count,
                Kind::Fact(_) => self.of.facts += sum.count,
                _ => (),
            }
            let found = sum.of(kind.word());
            self.written(number, said, found.as_ref());
        }
        let unknown = |said: &&Written| Kind::all().all(|kind| kind.word() != said.kind);
        said.iter().filter(unknown).for_each(|said| self.written(number, Some(said), None));
        Ok(())
    }

    fn written(&mut self, number: i64, said: Option<&Written>, found: Option<&Written>) {
        let Some(either) = said.or(found) else { return };
        if said != found {
            let count = |written: Option<&Written>| written.map_or(0, |written| written.count);
            let kind = either.kind.clone();
            self.add(number, Wrong::Written { kind, said: count(said), found: count(found) });
        }
    }

    /// Whether what was proposed or declined is there.
    fn alone(&mut self, number: i64, read: &Read<'_>) -> Result<(), StoreError> {
        let (rows, kind) = match read.outcome {
            Outcome::Proposed => (&mut self.proposals, "proposal"),
            _ => (&mut self.declined, "resolution"),
        };
        let mut there = false;
        for said in &read.written {
            let of = (&said.digest, read.words[0]);
            let one = if said.kind == kind { rows.take(self.conn, of, &mut self.of.findings)? } else { None };
            let found = &mut self.of.findings;
            match one.filter(|_| said.count == 1) {
                Some(one) => {
                    there = true;
                    if read.outcome == Outcome::Proposed {
                        if one.number <= self.proposed {
                            found.add(Place::Row(kind.to_owned(), one.number), Wrong::Disorder);
                        }
                        self.proposed = one.number;
                    }
                    if one.actor != read.words[1] {
                        found.add(Place::Entry(number), Wrong::Actor);
                    }
                    if one.moment != read.words[0] {
                        found.add(Place::Entry(number), Wrong::Moment);
                    }
                }
                None => found
                    .add(Place::Entry(number), Wrong::Written { kind: said.kind.clone(), said: said.count, found: 0 }),
            }
        }
        if !there && read.written.is_empty() {
            self.add(number, Wrong::Written { kind: kind.to_owned(), said: 0, found: 0 });
        }
        Ok(())
    }
}

/// Adds a finding for every row that a statement finds, by its number.
pub(super) fn each_found(
    conn: &Connection,
    sql: &str,
    (table, wrong): (&str, Wrong),
    found: &mut Findings,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.add(Place::Row(table.to_owned(), row.get(0)?), wrong.clone());
    }
    Ok(())
}
