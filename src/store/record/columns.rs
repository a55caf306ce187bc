//! A fact as the columns of its table: words on file as keys, texts put apart.

use rusqlite::types::{ToSql, Value};
use rusqlite::{Connection, OptionalExtension};

use crate::domain::day::Day;
use crate::domain::fact::{Fact, VisitFact};
use crate::domain::visit::Premises;
use crate::store::error::StoreError;
use crate::store::text;

/// Columns with what stands in them.
pub(super) type Columns = Vec<(&'static str, Value)>;

/// The key of a word on file.
pub(super) fn key(conn: &Connection, what: Word, word: &str) -> Result<i64, StoreError> {
    let found = conn.prepare_cached(what.sql())?.query_row([word], |row| row.get(0)).optional()?;
    found.ok_or(StoreError::NotOnFile { what: what.name() })
}

/// What a word on file may be a word for.
#[derive(Clone, Copy)]
pub(super) enum Word {
    Offender,
    Officer,
    Visit,
    Tier,
}

impl Word {
    fn sql(self) -> &'static str {
        match self {
            Word::Offender => "select offender_id from offender where ref = ?1",
            Word::Officer => "select officer_id from officer where id = ?1",
            Word::Visit => "select visit_id from visit where ref = ?1",
            Word::Tier => "select tier_id from tier where id = ?1",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Word::Offender => "offender",
            Word::Officer => "officer",
            Word::Visit => "visit",
            Word::Tier => "tier",
        }
    }
}

/// What a fact says, as columns; of a visit all but its key.
pub(super) fn of(conn: &Connection, fact: &Fact) -> Result<Columns, StoreError> {
    let officer = |id: &str| key(conn, Word::Officer, id).map(Value::Integer);
    let visit = |reference: &str| key(conn, Word::Visit, reference).map(Value::Integer);
    Ok(match fact {
        Fact::Person { family, given, born } => {
            vec![("text_id", text::person(conn, family, given.as_deref(), *born)?.into())]
        }
        Fact::Management { from, until } => vec![("from_day", day(*from)), ("until_day", optional(*until))],
        Fact::Address { from, address, postcode, no_fixed_abode } => vec![
            ("from_day", day(*from)),
            ("no_fixed_abode", Value::from(*no_fixed_abode)),
            ("text_id", text::address(conn, address.as_deref(), postcode.as_deref())?.into()),
        ],
        Fact::Tier { from, tier, set_by, reason } => vec![
            ("from_day", day(*from)),
            ("tier_id", key(conn, Word::Tier, tier)?.into()),
            ("set_by", officer(set_by)?),
            ("reason", free(conn, reason)?),
        ],
        Fact::Owner { from, officer: owner } => vec![("from_day", day(*from)), ("officer_id", officer(owner)?)],
        Fact::Status { status, from, until } => {
            vec![("status", word(status.as_str())), ("from_day", day(*from)), ("until_day", optional(*until))]
        }
        Fact::Plan { kind, from, until, every, authorised_by, reason, review_by } => vec![
            ("kind", word(kind.as_str())),
            ("from_day", day(*from)),
            ("until_day", optional(*until)),
            ("every", every.clone().into()),
            ("authorised_by", officer(authorised_by)?),
            ("reason", free(conn, reason)?),
            ("review_by", optional(*review_by)),
        ],
        Fact::Officer { from, name, team, role, accredited, fte_hundredths, active_until } => vec![
            ("from_day", optional(*from)),
            ("team", short("the team", team)?),
            ("role", word(role.as_str())),
            ("accredited", (*accredited).into()),
            ("fte_hundredths", (*fte_hundredths).into()),
            ("active_until", optional(*active_until)),
            ("text_id", text::officer(conn, name)?.into()),
        ],
        Fact::Visit(fact) => visited(conn, fact)?,
        Fact::Confirmation { status, day: on } => vec![("status", word(status.as_str())), ("day", day(*on))],
        Fact::Referral { visit: after, agency, day: on, time } => vec![
            ("visit_id", visit(after)?),
            ("agency", agency.as_deref().map(|agency| short("the agency", agency)).transpose()?.into()),
            ("day", day(*on)),
            ("time", time.clone().into()),
        ],
        Fact::Decision { day: on, time, course, visit_by } => vec![
            ("day", day(*on)),
            ("time", time.clone().into()),
            ("course", word(course.as_str())),
            ("visit_by", day(*visit_by)),
        ],
        Fact::Stage { decision, stage, day: on } => {
            vec![("decision", Value::from(*decision)), ("stage", word(stage.as_str())), ("day", day(*on))]
        }
        Fact::Direction { day: on, time, visit_by, cause } => vec![
            ("day", day(*on)),
            ("time", time.clone().into()),
            ("visit_by", day(*visit_by)),
            ("cause", short("the cause", cause)?),
        ],
        Fact::Booking { day: on, time, officers: _ } => vec![("day", day(*on)), ("time", word(time))],
        Fact::Marker { code, from, until } => {
            vec![("code", short("the code", code)?), ("from_day", day(*from)), ("until_day", optional(*until))]
        }
        Fact::Entered { visit: of, day: on } => vec![("visit_id", visit(of)?), ("day", day(*on))],
        Fact::Alone { officer: alone, day: on, authorised_by } => {
            vec![("officer_id", officer(alone)?), ("day", day(*on)), ("authorised_by", officer(authorised_by)?)]
        }
        Fact::Pair { visit: brought, recorded, one } => {
            vec![("visit_id", visit(brought)?), ("recorded", visit(recorded)?), ("one", Value::from(*one))]
        }
        Fact::Account { account, bound } => vec![("account", Value::from(*account)), ("bound", Value::from(*bound))],
        Fact::Cover { cover, from, until } => {
            vec![("cover_id", officer(cover)?), ("from_day", day(*from)), ("until_day", day(*until))]
        }
    })
}

fn visited(conn: &Connection, visit: &VisitFact) -> Result<Columns, StoreError> {
    let premises = visit.premises.filter(|premises| *premises != Premises::NotRecorded);
    let let_go = visit.alone_authorised_by.as_deref().map(|id| key(conn, Word::Officer, id)).transpose()?;
    Ok(vec![
        ("day", day(visit.day)),
        ("time", visit.time.clone().into()),
        ("outcome", word(visit.outcome.as_str())),
        ("announced", visit.announced.into()),
        ("premises", premises.map(|premises| premises.as_str().to_owned()).into()),
        ("entry_sought", visit.entry_sought.into()),
        ("recorded_on", optional(visit.recorded_on)),
        ("announced_because", free(conn, &visit.announced_because)?),
        ("children", visit.children.into()),
        ("note", free(conn, &visit.note)?),
        ("alone_authorised_by", let_go.into()),
    ])
}

fn day(day: Day) -> Value {
    Value::from(day.to_string())
}

fn optional(day: Option<Day>) -> Value {
    day.map(|day| day.to_string()).into()
}

fn word(word: &str) -> Value {
    Value::from(word.to_owned())
}

fn short(what: &'static str, text: &str) -> Result<Value, StoreError> {
    StoreError::check_length(what, text)?;
    Ok(word(text))
}

fn free(conn: &Connection, value: &Option<String>) -> Result<Value, StoreError> {
    Ok(value.as_deref().map(|value| text::free(conn, value)).transpose()?.into())
}

/// Inserts one row and answers its number.
pub(super) fn put(conn: &Connection, table: &str, columns: &Columns) -> Result<i64, StoreError> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let marks: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let sql = format!("insert into {table} ({}) values ({})", names.join(", "), marks.join(", "));
    let values = columns.iter().map(|(_, value)| value as &dyn ToSql);
    conn.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))?;
    Ok(conn.last_insert_rowid())
}
