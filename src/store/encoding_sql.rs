//! The stored facts as [`super::encoding`] writes them: for each kind its fields, in order, and where each is found.

use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, Rows};

use super::beside::{Beside, Stream};
use super::encoding::{self, Value};
use super::error::StoreError;
use super::snapshot::Snapshot;
use crate::domain::fact::FactKind;

/// How the column behind a field is to be read.
#[derive(Clone, Copy)]
enum As {
    Itself,
    Boolean,
    Text(&'static str),
    Attendance,
    Booked,
    Agencies,
    /// As itself and as a free text, of fields that joined later: written only where they have a value, so that what was
    /// recorded before is encoded as ever.
    Later,
    LaterText,
}

impl As {
    fn beside(self) -> Beside {
        match self {
            As::Booked => Beside::Booked,
            As::Agencies => Beside::Agencies,
            _ => Beside::Attendance,
        }
    }

    fn is_left_out(self, value: &Value) -> bool {
        matches!(self, As::Later | As::LaterText | As::Agencies) && *value == Value::Nothing
    }
}

type Field = (&'static str, &'static str, As);

const OFFENDER: Field = ("offender", "(select ref from offender where offender_id = fact.offender_id)", As::Itself);
const RANK: Field = ("rank", "fact.rank", As::Itself);
const FROM: Field = ("from", "fact.from_day", As::Itself);
const UNTIL: Field = ("until", "fact.until_day", As::Itself);
const DAY: Field = ("day", "fact.day", As::Itself);
const TIME: Field = ("time", "fact.time", As::Itself);
const VISIT_BY: Field = ("visit_by", "fact.visit_by", As::Itself);
const VISIT: Field = ("visit", "(select ref from visit where visit_id = fact.visit_id)", As::Itself);
/// A decision goes by the id of its act: numbers of facts are no part of an encoding.
const DECIDED: &str =
    "(select act.id from decision_fact join act using (act_id) where decision_fact.fact_id = fact.decision)";

macro_rules! officer {
    ($column:literal) => {
        concat!("(select id from officer where officer_id = fact.", $column, ")")
    };
}

impl FactKind {
    fn fields(self) -> &'static [Field] {
        match self {
            FactKind::Person => &[OFFENDER, ("text", "fact.text_id", As::Text("person"))],
            FactKind::Management => &[OFFENDER, RANK, FROM, UNTIL],
            FactKind::Address => &[
                OFFENDER,
                RANK,
                FROM,
                ("no_fixed_abode", "fact.no_fixed_abode", As::Boolean),
                ("text", "fact.text_id", As::Text("address")),
            ],
            FactKind::Tier => &[
                OFFENDER,
                RANK,
                FROM,
                ("tier", "(select id from tier where tier_id = fact.tier_id)", As::Itself),
                ("set_by", "(select id from officer where officer_id = fact.set_by)", As::Itself),
                ("reason", "fact.reason", As::Text("free")),
            ],
            FactKind::Owner => &[
                OFFENDER,
                RANK,
                FROM,
                ("officer", "(select id from officer where officer_id = fact.officer_id)", As::Itself),
            ],
            FactKind::Status => &[OFFENDER, RANK, ("status", "fact.status", As::Itself), FROM, UNTIL],
            FactKind::Plan => &[
                OFFENDER,
                RANK,
                ("kind", "fact.kind", As::Itself),
                FROM,
                UNTIL,
                ("every", "fact.every", As::Itself),
                ("authorised_by", "(select id from officer where officer_id = fact.authorised_by)", As::Itself),
                ("reason", "fact.reason", As::Text("free")),
                ("review_by", "fact.review_by", As::Later),
            ],
            FactKind::Officer => &[
                ("officer", "(select id from officer where officer_id = fact.officer_id)", As::Itself),
                RANK,
                FROM,
                ("team", "fact.team", As::Itself),
                ("role", "fact.role", As::Itself),
                ("accredited", "fact.accredited", As::Boolean),
                ("fte_hundredths", "fact.fte_hundredths", As::Itself),
                ("active_until", "fact.active_until", As::Itself),
                ("text", "fact.text_id", As::Text("officer")),
            ],
            FactKind::Visit => &[
                ("visit", "(select ref from visit where visit_id = fact.visit_id)", As::Itself),
                OFFENDER,
                ("day", "fact.day", As::Itself),
                ("time", "fact.time", As::Itself),
                ("outcome", "fact.outcome", As::Itself),
                ("announced", "fact.announced", As::Boolean),
                ("premises", "fact.premises", As::Itself),
                ("entry_sought", "fact.entry_sought", As::Boolean),
                ("recorded_on", "fact.recorded_on", As::Itself),
                ("officers", "fact.fact_id", As::Attendance),
                ("announced_because", "fact.announced_because", As::LaterText),
                ("children", "fact.children", As::Later),
                ("note", "fact.note", As::LaterText),
                ("alone_authorised_by", officer!("alone_authorised_by"), As::Later),
                ("agencies", "fact.fact_id", As::Agencies),
            ],
            FactKind::Policy => &[
                ("id", "fact.id", As::Itself),
                ("version", "fact.version", As::Itself),
                ("effective_from", "fact.effective_from", As::Itself),
                ("retroactive", "fact.retroactive", As::Text("free")),
                ("toml", "fact.toml", As::Itself),
            ],
            FactKind::Extract => &[
                ("taken_on", "fact.taken_on", As::Itself),
                ("history_from", "fact.history_from", As::Itself),
                ("source", "fact.source", As::Text("free")),
            ],
            FactKind::Confirmation => &[OFFENDER, ("status", "fact.status", As::Itself), DAY],
            FactKind::Referral => &[OFFENDER, VISIT, ("agency", "fact.agency", As::Itself), DAY, TIME],
            FactKind::Decision => &[OFFENDER, DAY, TIME, ("course", "fact.course", As::Itself), VISIT_BY],
            FactKind::Stage => &[OFFENDER, ("decision", DECIDED, As::Itself), ("stage", "fact.stage", As::Itself), DAY],
            FactKind::Direction => &[OFFENDER, DAY, TIME, VISIT_BY, ("cause", "fact.cause", As::Itself)],
            FactKind::Booking => &[OFFENDER, DAY, TIME, ("officers", "fact.fact_id", As::Booked)],
            FactKind::Marker => &[OFFENDER, ("code", "fact.code", As::Itself), FROM, UNTIL],
            FactKind::Entered => &[OFFENDER, VISIT, DAY],
            FactKind::Alone => &[
                OFFENDER,
                ("officer", officer!("officer_id"), As::Itself),
                DAY,
                ("authorised_by", officer!("authorised_by"), As::Itself),
            ],
            FactKind::Pair => &[
                OFFENDER,
                VISIT,
                ("recorded", "(select ref from visit where visit_id = fact.recorded)", As::Itself),
                ("one", "fact.one", As::Boolean),
            ],
            FactKind::Cover => &[
                ("officer", officer!("officer_id"), As::Itself),
                ("cover", officer!("cover_id"), As::Itself),
                FROM,
                UNTIL,
            ],
            FactKind::Account => &[
                ("officer", officer!("officer_id"), As::Itself),
                ("account", "fact.account", As::Itself),
                ("bound", "fact.bound", As::Boolean),
            ],
        }
    }

    fn is_ever_superseded(self) -> bool {
        !matches!(self, FactKind::Policy | FactKind::Extract)
    }
}

impl Snapshot<'_> {
    /// The canonical encoding of a stored fact; none where there is no such fact. What was recorded after the view's act
    /// is encoded all the same.
    pub fn encoding(&self, kind: FactKind, fact: i64) -> Result<Option<Vec<u8>>, StoreError> {
        encode(self.conn(), kind, fact)
    }
}

fn encode(conn: &Connection, kind: FactKind, fact: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(chain) = chain(conn, kind, fact)? else { return Ok(None) };
    let mut superseded = Value::Nothing;
    let mut encoded = None;
    for fact in chain.into_iter().rev() {
        let bytes = encode_one(conn, kind, fact, superseded)?;
        superseded = Value::Digest(encoding::digest(&bytes));
        encoded = Some(bytes);
    }
    Ok(encoded)
}

/// A fact, the one it supersedes, the one that supersedes, and so on.
fn chain(conn: &Connection, kind: FactKind, fact: i64) -> Result<Option<Vec<i64>>, StoreError> {
    let supersedes = if kind.is_ever_superseded() { "supersedes" } else { "null" };
    let sql = format!("select {supersedes} from {kind}_fact where fact_id = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut chain = vec![fact];
    loop {
        let found: Option<Option<i64>> = statement.query_row([chain[chain.len() - 1]], |row| row.get(0)).optional()?;
        match found {
            // a damaged one may go in circles
            Some(Some(older)) if older >= chain[chain.len() - 1] => return Err(StoreError::damaged("a correction")),
            Some(Some(older)) => chain.push(older),
            Some(None) => return Ok(Some(chain)),
            None => return Ok(None),
        }
    }
}

fn encode_one(conn: &Connection, kind: FactKind, fact: i64, superseded: Value) -> Result<Vec<u8>, StoreError> {
    let mut statement = conn.prepare_cached(&selecting(kind, "where fact.fact_id = ?1"))?;
    let mut rows = statement.query([fact])?;
    let row = rows.next()?.ok_or_else(|| StoreError::damaged("a fact"))?;
    encode_row(conn, kind, row, superseded, &mut |read, fact| read.beside().all(conn, fact))
}

/// The digests of the facts of a kind with these numbers, in order, each with its number and its act's.
pub(super) fn digests(
    conn: &Connection,
    kind: FactKind,
    numbers: std::ops::Range<i64>,
    each: &mut impl FnMut(i64, i64, [u8; 32]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let which = "where fact.fact_id >= ?1 and fact.fact_id < ?2 order by fact.fact_id";
    let within = [numbers.start, numbers.end];
    let mut statement = conn.prepare_cached(&selecting(kind, which))?;
    let mut rows = statement.query(within)?;
    let mut statements = Lists::prepare(conn, kind)?;
    let [one, other] = &mut statements;
    let mut lists = Lists::of(kind, [one.query(within)?, other.query(within)?])?;
    while let Some(row) = rows.next()? {
        each(row.get(NUMBER)?, row.get(ACT)?, lists.digest(conn, row)?)?;
    }
    Ok(())
}

/// What stands of the facts of a kind in tables beside their own, told as the facts stream past in the same order.
pub(super) struct Lists<'s> {
    kind: FactKind,
    streams: [Stream<'s>; 2],
}

impl<'s> Lists<'s> {
    fn besides(kind: FactKind) -> [Beside; 2] {
        if kind == FactKind::Visit { [Beside::Attendance, Beside::Agencies] } else { [Beside::Booked; 2] }
    }

    /// What reads them, from one number of a fact to before another.
    pub(super) fn prepare(conn: &Connection, kind: FactKind) -> Result<[CachedStatement<'_>; 2], StoreError> {
        let [one, other] = Lists::besides(kind);
        Ok([conn.prepare_cached(one.sql())?, conn.prepare_cached(other.sql())?])
    }

    pub(super) fn of(kind: FactKind, [one, other]: [Rows<'s>; 2]) -> Result<Lists<'s>, StoreError> {
        let besides = Lists::besides(kind);
        Ok(Lists { kind, streams: [Stream::of(one, besides[0])?, Stream::of(other, besides[1])?] })
    }

    /// The digest of a fact that [`selecting`] found, none before the last.
    pub(super) fn digest(&mut self, conn: &Connection, row: &Row<'_>) -> Result<[u8; 32], StoreError> {
        let besides = Lists::besides(self.kind);
        digest_with(conn, self.kind, row, &mut |read: As, fact| {
            let at = besides.iter().position(|beside| *beside == read.beside()).unwrap_or_default();
            self.streams[at].of_fact(fact)
        })
    }
}

/// Where [`selecting`] puts a fact's number and its act's.
pub(super) const NUMBER: usize = 3;
pub(super) const ACT: usize = 4;

fn digest_with(
    conn: &Connection,
    kind: FactKind,
    row: &Row<'_>,
    lists: &mut impl FnMut(As, i64) -> Result<Value, StoreError>,
) -> Result<[u8; 32], StoreError> {
    let superseded = match row.get::<_, Option<i64>>(2)? {
        Some(older) => {
            let older = encode(conn, kind, older)?.ok_or_else(|| StoreError::damaged("a fact that is superseded"))?;
            Value::Digest(encoding::digest(&older))
        }
        None => Value::Nothing,
    };
    Ok(encoding::digest(&encode_row(conn, kind, row, superseded, lists)?))
}

/// What is read of each fact to encode it; one whose act is not there is found all the same.
pub(super) fn selecting(kind: FactKind, which: &str) -> String {
    let columns: Vec<&str> = kind.fields().iter().map(|(_, column, _)| *column).collect();
    let (withdrawn, supersedes) =
        if kind.is_ever_superseded() { ("fact.withdrawn", "fact.supersedes") } else { ("0", "null") };
    format!(
        "select act.id, {withdrawn}, {supersedes}, fact.fact_id, fact.act_id, {}
         from {kind}_fact fact
         left join act on act.act_id = fact.act_id
         {which}",
        columns.join(", ")
    )
}

/// `lists` tells what stands of a fact in a table beside its own.
fn encode_row(
    conn: &Connection,
    kind: FactKind,
    row: &Row<'_>,
    superseded: Value,
    lists: &mut impl FnMut(As, i64) -> Result<Value, StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let fields = kind.fields();
    let mut values = vec![("act", plain(row, 0, As::Itself)?)];
    if kind.is_ever_superseded() {
        values.push(("supersedes", superseded));
        values.push(("withdrawn", plain(row, 1, As::Boolean)?));
    }
    for (place, (name, _, read)) in fields.iter().enumerate() {
        let value = plain(row, place + 5, *read)?;
        let value = match (read, value) {
            (As::Text(kind), Value::Integer(text)) => Value::Digest(text_digest(conn, kind, text)?),
            (As::LaterText, Value::Integer(text)) => Value::Digest(text_digest(conn, "free", text)?),
            (As::Attendance | As::Booked | As::Agencies, Value::Integer(fact)) => lists(*read, fact)?,
            (_, value) => value,
        };
        if !read.is_left_out(&value) {
            values.push((name, value));
        }
    }
    Ok(encoding::fact(kind.as_str(), &values))
}

fn plain(row: &Row<'_>, at: usize, read: As) -> Result<Value, StoreError> {
    Ok(match (row.get_ref(at)?, read) {
        (ValueRef::Null, _) => Value::Nothing,
        (ValueRef::Integer(number @ (0 | 1)), As::Boolean) => Value::Boolean(number == 1),
        (_, As::Boolean) => return Err(StoreError::damaged("a yes or no")),
        (ValueRef::Integer(number), _) => Value::Integer(number),
        (value, _) => Value::Text(value.as_str().map_err(|_| StoreError::damaged("a text"))?.to_owned()),
    })
}

/// The digest of a text; of a removed one, the digest that was kept.
pub(super) fn text_digest(conn: &Connection, kind: &str, text: i64) -> Result<[u8; 32], StoreError> {
    let columns: &[&str] = match kind {
        "person" => &["family_name", "given_names", "date_of_birth"],
        "address" => &["address", "postcode"],
        "officer" => &["name"],
        _ => &["value"],
    };
    let sql = format!("select salt, digest, {} from {kind}_text where text_id = ?1", columns.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([text])?;
    let row = rows.next()?.ok_or_else(|| StoreError::damaged("a text"))?;
    let Some(salt) = row.get::<_, Option<[u8; 16]>>("salt")? else { return Ok(row.get("digest")?) };
    let values = (0..columns.len()).map(|place| super::column::optional_text(row, place + 2));
    let values: Vec<Option<&str>> = values.collect::<Result<_, _>>()?;
    Ok(encoding::text_digest(kind, &salt, &values))
}
