//! The columns of a table as a fact again, exactly as it was recorded.

use rusqlite::{Connection, Row};

use super::Stored;
use crate::domain::deed::About;
use crate::domain::fact::{AgencyMember, Fact, FactKind, FactRef, VisitFact};
use crate::store::column;
use crate::store::error::StoreError;

macro_rules! officer {
    ($column:literal) => {
        concat!("(select id from officer where officer_id = fact.", $column, ") as ", $column)
    };
}
macro_rules! free {
    ($column:literal) => {
        concat!(
            "fact.",
            $column,
            " as ",
            $column,
            "_id, (select value from free_text where text_id = fact.",
            $column,
            ") as ",
            $column
        )
    };
}
macro_rules! visit {
    ($column:literal, $name:literal) => {
        concat!("(select ref from visit where visit_id = fact.", $column, ") as ", $name)
    };
}

/// What is read of a kind's row beside its place.
fn columns(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Person => {
            "text.family_name, text.given_names, text.date_of_birth, text.digest is not null as removed"
        }
        FactKind::Management => "fact.from_day, fact.until_day",
        FactKind::Address => {
            "fact.from_day, fact.no_fixed_abode, text.address, text.postcode, text.digest is not null as removed"
        }
        FactKind::Tier => concat!(
            "fact.from_day, (select id from tier where tier_id = fact.tier_id) as tier, ",
            officer!("set_by"),
            ", ",
            free!("reason")
        ),
        FactKind::Owner => concat!("fact.from_day, ", officer!("officer_id")),
        FactKind::Status => "fact.status, fact.from_day, fact.until_day",
        FactKind::Plan => concat!(
            "fact.kind, fact.from_day, fact.until_day, fact.every, fact.review_by, ",
            officer!("authorised_by"),
            ", ",
            free!("reason")
        ),
        FactKind::Officer => {
            "fact.from_day, fact.team, fact.role, fact.accredited, fact.fte_hundredths, fact.active_until, text.name,
             text.digest is not null as removed"
        }
        FactKind::Visit => {
            concat!(
            visit!("visit_id", "visit"),
            ", fact.day, fact.time, fact.outcome, fact.announced, fact.premises, fact.entry_sought, fact.recorded_on,
             fact.children, ",
            free!("announced_because"), ", ", free!("note"), ", ", officer!("alone_authorised_by")
        )
        }
        FactKind::Confirmation => "fact.status, fact.day",
        FactKind::Referral => concat!(visit!("visit_id", "visit"), ", fact.agency, fact.day, fact.time"),
        FactKind::Decision => "fact.day, fact.time, fact.course, fact.visit_by",
        FactKind::Stage => "fact.decision, fact.stage, fact.day",
        FactKind::Direction => "fact.day, fact.time, fact.visit_by, fact.cause",
        FactKind::Booking => "fact.day, fact.time",
        FactKind::Marker => "fact.code, fact.from_day, fact.until_day",
        FactKind::Entered => concat!(visit!("visit_id", "visit"), ", fact.day"),
        FactKind::Alone => concat!(officer!("officer_id"), ", fact.day, ", officer!("authorised_by")),
        FactKind::Pair => concat!(visit!("visit_id", "visit"), ", ", visit!("recorded", "recorded"), ", fact.one"),
        FactKind::Cover => concat!(officer!("cover_id"), ", fact.from_day, fact.until_day"),
        FactKind::Account => "fact.account, fact.bound",
        FactKind::Policy | FactKind::Extract => "null",
    }
}

/// The text that a kind keeps apart, by `fact.text_id`.
fn text_table(kind: FactKind) -> Option<&'static str> {
    match kind {
        FactKind::Person => Some("person_text"),
        FactKind::Address => Some("address_text"),
        FactKind::Officer => Some("officer_text"),
        _ => None,
    }
}

/// The facts of one kind known by the act `?1` that `which` chooses, in their order, each with the fact that supersedes
/// it by then (`later`) and the first of its chain.
pub(super) fn select(kind: FactKind, which: &str) -> String {
    let about = if kind.is_of_officer() {
        "(select id from officer where officer_id = fact.officer_id)"
    } else {
        "(select ref from offender where offender_id = fact.offender_id)"
    };
    let text = text_table(kind).map(|table| format!("left join {table} text on text.text_id = fact.text_id"));
    format!(
        "select fact.fact_id, fact.act_id, fact.supersedes, fact.withdrawn, later.fact_id as superseded_by,
                {about} as about, {columns},
                case when fact.supersedes is null then fact.fact_id else (
                    with recursive chain (fact_id, supersedes) as (
                        select fact.fact_id, fact.supersedes
                        union all
                        select old.fact_id, old.supersedes
                        from chain join {kind}_fact old on old.fact_id = chain.supersedes)
                    select min(fact_id) from chain) end as first
         from {kind}_fact fact
         left join {kind}_fact later on later.supersedes = fact.fact_id and later.act_id <= ?1
         {text}
         where fact.act_id <= ?1 and {which}
         order by {order}",
        columns = columns(kind),
        text = text.unwrap_or_default(),
        order = kind.order(),
    )
}

/// The fact of a row of [`select`].
pub(super) fn stored(conn: &Connection, kind: FactKind, row: &Row<'_>) -> Result<Stored, StoreError> {
    let name = |number| FactRef { kind, number };
    let about: String = row.get("about")?;
    let number = row.get("fact_id")?;
    let withdrawn: bool = row.get("withdrawn")?;
    Ok(Stored {
        name: name(number),
        about: if kind.is_of_officer() { About::Officer(about) } else { About::Offender(about) },
        fact: if withdrawn { None } else { Some(fact(conn, kind, number, row)?) },
        act: row.get("act_id")?,
        supersedes: row.get::<_, Option<i64>>("supersedes")?.map(name),
        superseded_by: row.get::<_, Option<i64>>("superseded_by")?.map(name),
    })
}

fn fact(conn: &Connection, kind: FactKind, number: i64, row: &Row<'_>) -> Result<Fact, StoreError> {
    let day = |name: &str| column::day(row, name);
    let until = || column::optional_day(row, "until_day");
    Ok(match kind {
        FactKind::Person => person(row)?,
        FactKind::Management => Fact::Management { from: day("from_day")?, until: until()? },
        FactKind::Address => address(row)?,
        FactKind::Tier => Fact::Tier {
            from: day("from_day")?,
            tier: row.get("tier")?,
            set_by: row.get("set_by")?,
            reason: column::free_text(row, "reason_id", "reason")?,
        },
        FactKind::Owner => Fact::Owner { from: day("from_day")?, officer: row.get("officer_id")? },
        FactKind::Status => {
            Fact::Status { status: column::word(row, "status", "a status")?, from: day("from_day")?, until: until()? }
        }
        FactKind::Plan => Fact::Plan {
            kind: column::word(row, "kind", "a plan")?,
            from: day("from_day")?,
            until: until()?,
            every: row.get("every")?,
            authorised_by: row.get("authorised_by")?,
            reason: column::free_text(row, "reason_id", "reason")?,
            review_by: column::optional_day(row, "review_by")?,
        },
        FactKind::Officer => officer(row)?,
        FactKind::Visit => Fact::Visit(Box::new(visit(conn, number, row)?)),
        FactKind::Confirmation => {
            Fact::Confirmation { status: column::word(row, "status", "a status")?, day: day("day")? }
        }
        FactKind::Referral => Fact::Referral {
            visit: row.get("visit")?,
            agency: row.get("agency")?,
            day: day("day")?,
            time: row.get("time")?,
        },
        FactKind::Decision => Fact::Decision {
            day: day("day")?,
            time: row.get("time")?,
            course: column::word(row, "course", "a course")?,
            visit_by: day("visit_by")?,
        },
        FactKind::Stage => Fact::Stage {
            decision: row.get("decision")?,
            stage: column::word(row, "stage", "a stage")?,
            day: day("day")?,
        },
        FactKind::Direction => Fact::Direction {
            day: day("day")?,
            time: row.get("time")?,
            visit_by: day("visit_by")?,
            cause: row.get("cause")?,
        },
        FactKind::Booking => {
            Fact::Booking { day: day("day")?, time: row.get("time")?, officers: list(conn, BOOKED, number)? }
        }
        FactKind::Marker => Fact::Marker { code: row.get("code")?, from: day("from_day")?, until: until()? },
        FactKind::Entered => Fact::Entered { visit: row.get("visit")?, day: day("day")? },
        FactKind::Alone => {
            Fact::Alone { officer: row.get("officer_id")?, day: day("day")?, authorised_by: row.get("authorised_by")? }
        }
        FactKind::Pair => Fact::Pair { visit: row.get("visit")?, recorded: row.get("recorded")?, one: row.get("one")? },
        FactKind::Cover => {
            Fact::Cover { cover: row.get("cover_id")?, from: day("from_day")?, until: day("until_day")? }
        }
        FactKind::Account => Fact::Account { account: row.get("account")?, bound: row.get("bound")? },
        FactKind::Policy | FactKind::Extract => return Err(StoreError::damaged("a fact about nobody")),
    })
}

/// A name, or the mark of one that was removed by law; one that was not given is empty.
fn name(row: &Row<'_>, column: &str) -> Result<String, StoreError> {
    let removed: bool = row.get("removed")?;
    let found = column::optional_text(row, column)?.unwrap_or_default();
    Ok(if removed { column::REMOVED } else { found }.to_owned())
}

fn person(row: &Row<'_>) -> Result<Fact, StoreError> {
    Ok(Fact::Person {
        family: name(row, "family_name")?,
        given: row.get("given_names")?,
        born: column::optional_day(row, "date_of_birth")?,
    })
}

fn address(row: &Row<'_>) -> Result<Fact, StoreError> {
    let removed = row.get::<_, bool>("removed")?.then(|| column::REMOVED.to_owned());
    Ok(Fact::Address {
        from: column::day(row, "from_day")?,
        address: removed.or(row.get("address")?),
        postcode: row.get("postcode")?,
        no_fixed_abode: row.get("no_fixed_abode")?,
    })
}

fn officer(row: &Row<'_>) -> Result<Fact, StoreError> {
    Ok(Fact::Officer {
        from: column::optional_day(row, "from_day")?,
        name: name(row, "name")?,
        team: row.get("team")?,
        role: column::word(row, "role", "a role")?,
        accredited: row.get("accredited")?,
        fte_hundredths: row.get("fte_hundredths")?,
        active_until: column::optional_day(row, "active_until")?,
    })
}

fn visit(conn: &Connection, number: i64, row: &Row<'_>) -> Result<VisitFact, StoreError> {
    let officers = list(conn, ATTENDED, number)?;
    Ok(VisitFact {
        reference: Some(row.get("visit")?),
        day: column::day(row, "day")?,
        time: row.get("time")?,
        outcome: column::word(row, "outcome", "an outcome")?,
        announced: row.get("announced")?,
        announced_because: column::free_text(row, "announced_because_id", "announced_because")?,
        premises: column::optional_word(row, "premises", "premises")?,
        entry_sought: row.get("entry_sought")?,
        officers: Some(officers).filter(|officers| !officers.is_empty()),
        agencies: agencies(conn, number)?,
        children: row.get("children")?,
        note: column::free_text(row, "note_id", "note")?,
        alone_authorised_by: row.get("alone_authorised_by")?,
        recorded_on: column::optional_day(row, "recorded_on")?,
    })
}

const ATTENDED: &str = "select id from attendance join officer using (officer_id) where fact_id = ?1 order by place";
const BOOKED: &str = "select id from booking_officer join officer using (officer_id) where fact_id = ?1 order by place";

fn list(conn: &Connection, sql: &str, number: i64) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let ids = statement.query_map([number], |row| row.get("id"))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

pub(in crate::store) fn agencies(conn: &Connection, number: i64) -> Result<Vec<AgencyMember>, StoreError> {
    let sql = "select agency, number from agency_attendance where fact_id = ?1 order by place";
    let mut statement = conn.prepare_cached(sql)?;
    let member = |row: &Row<'_>| Ok(AgencyMember { agency: row.get("agency")?, number: row.get("number")? });
    let members = statement.query_map([number], member)?;
    Ok(members.collect::<Result<_, _>>()?)
}
