//! Writing facts, in the transaction of the act that records them.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, params};

use super::Stored;
use super::columns::{self, Columns, Word, key, put};
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind, FactRef, VisitFact};
use crate::store::error::StoreError;

/// Gives a reference or an officer's id a key; refused where it has one.
pub(crate) fn enrol(tx: &Transaction<'_>, about: &About) -> Result<(), StoreError> {
    let (sql, what, word) = match about {
        About::Offender(word) => ("insert into offender (ref) values (?1)", Word::Offender, word),
        About::Officer(word) => ("insert into officer (id) values (?1)", Word::Officer, word),
    };
    StoreError::check_length(what.name(), word)?;
    match key(tx, what, word) {
        Ok(_) => Err(StoreError::OnFile { what: what.name() }),
        Err(StoreError::NotOnFile { .. }) => Ok(tx.execute(sql, [word]).map(drop)?),
        Err(error) => Err(error),
    }
}

/// Records a fact under an act; `replaces` is the one it supersedes and whose rank it takes.
///
/// Words on file (officers, visits, tiers, the decision of a stage) must be known, and codes have from 1 to 64
/// characters; whoever asks has seen to the rest, and what the schema refuses is a fault. A person whose record, and a
/// visit which, was withdrawn is taken up again: the new fact supersedes the withdrawal. A visit that counts is recorded
/// once. A visit without a reference gets one: `H` and the act's number, from the second of one act with `-2` and so on,
/// and an `x` where somebody else has that. That nobody attended cannot be told from *not recorded*, and reads so.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    act: i64,
    about: &About,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<FactRef, StoreError> {
    let kind = fact.kind();
    if replaces.is_some_and(|old| old.name.kind != kind) {
        return Err(StoreError::Fault("a fact takes the place of its like only".to_owned()));
    }
    let subject = subject(tx, kind, about)?;
    let mut supersedes = replaces.map(|old| old.name.number);
    let mut columns = columns::of(tx, fact)?;
    columns.push((kind.subject(), subject.into()));
    match fact {
        Fact::Visit(visit) => {
            let (visit, withdrawn) = anchor(tx, act, visit, supersedes)?;
            columns.push(("visit_id", visit.into()));
            supersedes = supersedes.or(withdrawn);
        }
        Fact::Person { .. } if supersedes.is_none() => supersedes = withdrawn(tx, kind, subject)?,
        Fact::Stage { decision, .. } => of_theirs(tx, *decision, subject)?,
        _ => (),
    }
    if let Some(within) = kind.ranked_within() {
        let rank = match supersedes {
            Some(old) => rank_of(tx, kind, old)?,
            None => next_rank(tx, kind, &columns, within)?,
        };
        columns.push(("rank", rank.into()));
    }
    columns.extend([("act_id", act.into()), ("supersedes", supersedes.into())]);
    let number = put(tx, &format!("{kind}_fact"), &columns)?;
    beside(tx, number, fact)?;
    Ok(FactRef { kind, number })
}

/// Records that a fact was not so. It must be the last of its chain, and no withdrawal.
pub(crate) fn withdraw(tx: &Transaction<'_>, act: i64, of: &Stored) -> Result<FactRef, StoreError> {
    let FactRef { kind, number } = of.name;
    let rank = kind.ranked_within().map(|_| "rank");
    let repeated: Vec<&str> = [kind.subject()].into_iter().chain(rank).chain(kind.repeated().iter().copied()).collect();
    let repeated = repeated.join(", ");
    let sql = format!(
        "insert into {kind}_fact (act_id, supersedes, withdrawn, {repeated})
         select ?1, fact_id, 1, {repeated}
         from {kind}_fact
         where fact_id = ?2 and withdrawn = 0"
    );
    match tx.prepare_cached(&sql)?.execute([act, number])? {
        1 => Ok(FactRef { kind, number: tx.last_insert_rowid() }),
        _ => Err(StoreError::Fault("what is withdrawn is a fact that was recorded".to_owned())),
    }
}

/// The key of whom a fact is about.
fn subject(tx: &Transaction<'_>, kind: FactKind, about: &About) -> Result<i64, StoreError> {
    match (about, kind.is_of_officer()) {
        (About::Offender(reference), false) => key(tx, Word::Offender, reference),
        (About::Officer(id), true) => key(tx, Word::Officer, id),
        _ => Err(StoreError::Fault("a fact of an offender is none of an officer".to_owned())),
    }
}

fn rank_of(tx: &Transaction<'_>, kind: FactKind, fact: i64) -> Result<i64, StoreError> {
    let sql = format!("select rank from {kind}_fact where fact_id = ?1");
    Ok(tx.prepare_cached(&sql)?.query_row([fact], |row| row.get("rank"))?)
}

/// One more than any has, withdrawn and superseded ones too.
fn next_rank(tx: &Transaction<'_>, kind: FactKind, columns: &Columns, within: &[&str]) -> Result<i64, StoreError> {
    let keys: Vec<&(&str, Value)> =
        columns.iter().filter(|(name, _)| *name == kind.subject() || within.contains(name)).collect();
    let same: Vec<String> = keys.iter().zip(1..).map(|((name, _), at)| format!("{name} is ?{at}")).collect();
    let sql = format!("select coalesce(max(rank), 0) + 1 from {kind}_fact where {}", same.join(" and "));
    let values = rusqlite::params_from_iter(keys.iter().map(|(_, value)| value));
    Ok(tx.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?)
}

/// The withdrawal with which what was known of somebody ended, if it did.
fn withdrawn(tx: &Transaction<'_>, kind: FactKind, subject: i64) -> Result<Option<i64>, StoreError> {
    let sql = format!(
        "select fact_id
         from {kind}_fact fact
         where {} = ?1 and withdrawn = 1
           and not exists (select 1 from {kind}_fact later where later.supersedes = fact.fact_id)",
        kind.subject()
    );
    Ok(tx.prepare_cached(&sql)?.query_row([subject], |row| row.get(0)).optional()?)
}

/// A stage belongs to a decision about the same person.
fn of_theirs(tx: &Transaction<'_>, decision: i64, offender: i64) -> Result<(), StoreError> {
    let sql = "select 1 from decision_fact where fact_id = ?1 and offender_id = ?2";
    let found = tx.prepare_cached(sql)?.query_row([decision, offender], |_| Ok(())).optional()?;
    found.ok_or(StoreError::NotOnFile { what: "decision" })
}

/// The key of a visit, and the withdrawal it ended with, if it did.
fn anchor(
    tx: &Transaction<'_>,
    act: i64,
    visit: &VisitFact,
    supersedes: Option<i64>,
) -> Result<(i64, Option<i64>), StoreError> {
    if let Some(old) = supersedes {
        let sql = "select visit_id, ref from visit_fact join visit using (visit_id) where fact_id = ?1";
        let (key, reference): (i64, String) =
            tx.prepare_cached(sql)?.query_row([old], |row| Ok((row.get("visit_id")?, row.get("ref")?)))?;
        let same = visit.reference.as_ref().is_none_or(|asked| *asked == reference);
        return if same { Ok((key, None)) } else { Err(StoreError::Fault("a visit keeps its reference".to_owned())) };
    }
    let Some(reference) = &visit.reference else { return Ok((new_anchor(tx, &fresh_reference(tx, act)?)?, None)) };
    StoreError::check_length("the reference of a visit", reference)?;
    match key(tx, Word::Visit, reference) {
        Err(StoreError::NotOnFile { .. }) => Ok((new_anchor(tx, reference)?, None)),
        Err(error) => Err(error),
        Ok(visit) => Ok((visit, last_of_visit(tx, visit)?)),
    }
}

/// The withdrawal with which a visit ended; refused where it counts.
fn last_of_visit(tx: &Transaction<'_>, visit: i64) -> Result<Option<i64>, StoreError> {
    let sql = "with recursive chain (fact_id, withdrawn) as (
                   select fact_id, withdrawn from visit_fact where visit_id = ?1 and supersedes is null
                   union all
                   select later.fact_id, later.withdrawn
                   from chain join visit_fact later on later.supersedes = chain.fact_id)
               select fact_id, withdrawn from chain order by fact_id desc limit 1";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get("fact_id")?, row.get("withdrawn")?));
    match tx.prepare_cached(sql)?.query_row([visit], row).optional()? {
        Some((_, false)) => Err(StoreError::OnFile { what: "visit" }),
        Some((fact, true)) => Ok(Some(fact)),
        None => Ok(None),
    }
}

fn new_anchor(tx: &Transaction<'_>, reference: &str) -> Result<i64, StoreError> {
    tx.prepare_cached("insert into visit (ref) values (?1)")?.execute([reference])?;
    Ok(tx.last_insert_rowid())
}

fn fresh_reference(tx: &Transaction<'_>, act: i64) -> Result<String, StoreError> {
    let first = format!("H{act}");
    let sql = "select count(*)
               from visit
               cross join visit_fact fact on fact.visit_id = visit.visit_id and fact.supersedes is null
               where (ref = ?2 or ref >= ?2 || '-' and ref < ?2 || '.' or ref >= ?2 || 'x' and ref < ?2 || 'y')
                 and fact.act_id = ?1";
    let before: i64 = tx.prepare_cached(sql)?.query_row(params![act, first], |row| row.get(0))?;
    let mut reference = if before == 0 { first } else { format!("{first}-{}", before + 1) };
    while key(tx, Word::Visit, &reference).is_ok() {
        reference.push('x');
    }
    Ok(reference)
}

/// Who attended, or is to go.
fn beside(tx: &Transaction<'_>, number: i64, fact: &Fact) -> Result<(), StoreError> {
    match fact {
        Fact::Visit(visit) => {
            officers(tx, "attendance", number, visit.officers.as_deref().unwrap_or_default())?;
            let sql = "insert into agency_attendance (fact_id, place, agency, number) values (?1, ?2, ?3, ?4)";
            for (place, member) in (1..).zip(&visit.agencies) {
                StoreError::check_length("the agency", &member.agency)?;
                StoreError::check_length("the number of an agency's member", &member.number)?;
                tx.prepare_cached(sql)?.execute(params![number, place, member.agency, member.number])?;
            }
            Ok(())
        }
        Fact::Booking { officers: going, .. } => officers(tx, "booking_officer", number, going),
        _ => Ok(()),
    }
}

fn officers(tx: &Transaction<'_>, table: &str, number: i64, ids: &[String]) -> Result<(), StoreError> {
    let sql = format!("insert into {table} (fact_id, place, officer_id) values (?1, ?2, ?3)");
    for (place, id) in (1..).zip(ids) {
        tx.prepare_cached(&sql)?.execute(params![number, place, key(tx, Word::Officer, id)?])?;
    }
    Ok(())
}
