//! The rows that were left out because what was recorded here stays, each with what is at odds. Of texts no more is read
//! than whether they differ.

use rusqlite::{Connection, Row};

use super::kind::{KINDS, Kind};
use crate::domain::conflict::{Clash, Conflict, Difference, Values};
use crate::domain::extract::File;
use crate::domain::fact::{FactKind, FactRef};
use crate::domain::intake::is_reference_shaped;
use crate::store::{StoreError, column};

/// A column that may differ, and how it is had from the row `s`, the fact `f` and its text `t`.
enum Cell {
    /// Days and words: both are shown.
    Word(&'static str, &'static str, &'static str),
    /// References: both are shown if they look like references.
    Reference(&'static str, &'static str, &'static str),
    /// Anything else: the condition under which they differ.
    Hidden(&'static str, &'static str),
}

use Cell::{Hidden, Reference, Word};

const FROM: Cell = Word("from", "s.from_day", "f.from_day");
const UNTIL: Cell = Word("until", "s.until_day", "f.until_day");
const REASON: Cell = Hidden("reason", "t.digest is null and s.value is not t.value");

macro_rules! yes_no {
    ($name:literal, $column:literal) => {
        Word(
            $name,
            concat!("case s.", $column, " when 1 then 'yes' when 0 then 'no' end"),
            concat!("case f.", $column, " when 1 then 'yes' when 0 then 'no' end"),
        )
    };
}

macro_rules! officer {
    ($name:literal, $column:literal) => {
        Reference(
            $name,
            concat!(
                "coalesce((select o.id from main.officer o where o.officer_id = s.",
                $column,
                "), (select o.id from temp.officer_row o where o.officer_id = s.",
                $column,
                "))"
            ),
            concat!("(select o.id from main.officer o where o.officer_id = f.", $column, ")"),
        )
    };
}

fn cells(file: File) -> &'static [Cell] {
    match file {
        File::Officers => &[
            FROM,
            Hidden("name", "t.digest is null and s.name is not t.name"),
            Hidden("team", "s.team is not f.team"),
            Word("role", "s.role", "f.role"),
            yes_no!("accredited", "accredited"),
            Word(
                "fte",
                "case when s.fte_hundredths is not null
                 then printf('%d.%02d', s.fte_hundredths / 100, s.fte_hundredths % 100) end",
                "case when f.fte_hundredths is not null
                 then printf('%d.%02d', f.fte_hundredths / 100, f.fte_hundredths % 100) end",
            ),
            Word("active_until", "s.active_until", "f.active_until"),
        ],
        File::Offenders => &[
            Hidden("family_name", "t.digest is null and s.family_name is not t.family_name"),
            Hidden("given_names", "t.digest is null and s.given_names is not t.given_names"),
            Hidden("date_of_birth", "t.digest is null and s.date_of_birth is not t.date_of_birth"),
        ],
        File::Management => &[FROM, UNTIL],
        File::Addresses => &[
            FROM,
            Hidden("address", "t.digest is null and s.address is not t.address"),
            Hidden("postcode", "t.digest is null and s.postcode is not t.postcode"),
            yes_no!("no_fixed_abode", "no_fixed_abode"),
        ],
        File::Tiers => &[
            FROM,
            Word(
                "tier",
                "(select i.id from main.tier i where i.tier_id = s.tier_id)",
                "(select i.id from main.tier i where i.tier_id = f.tier_id)",
            ),
            officer!("set_by", "set_by"),
            REASON,
        ],
        File::Owners => &[FROM, officer!("officer_id", "officer_id")],
        File::Statuses => &[Word("status", "s.status", "f.status"), FROM, UNTIL],
        File::Plans => &[
            Word("kind", "s.kind", "f.kind"),
            FROM,
            UNTIL,
            Word("every", "s.every", "f.every"),
            officer!("authorised_by", "authorised_by"),
            REASON,
            Word("review_by", "coalesce(s.review_by, f.review_by)", "f.review_by"),
        ],
        File::Visits => &[
            OFFENDER,
            DATE,
            Word("time", "s.time", "f.time"),
            OUTCOME,
            yes_no!("announced", "announced"),
            Hidden("officers", super::sql::ATTENDING_DIFFERS),
            Word("premises", "s.premises", "f.premises"),
            yes_no!("entry_sought", "entry_sought"),
            Word("recorded_on", "s.recorded_on", "f.recorded_on"),
        ],
        File::Extract | File::Directory => &[],
    }
}

const OFFENDER: Cell = Reference(
    "offender_ref",
    "coalesce((select o.ref from main.offender o where o.offender_id = s.offender_id),
              (select p.ref from temp.person_row p where p.offender_id = s.offender_id))",
    "(select o.ref from main.offender o where o.offender_id = f.offender_id)",
);
const DATE: Cell = Word("date", "s.day", "f.day");
const OUTCOME: Cell = Word("outcome", "s.outcome", "f.outcome");
/// What a visit and one recorded here must have in common to be one.
const IN_COMMON: &[Cell] = &[OFFENDER, DATE, OUTCOME];

/// The columns that make a row the same in every extract, with how each is had from the row; the first is a reference.
fn key(file: File) -> &'static [(&'static str, &'static str)] {
    const OFFENDER: (&str, &str) =
        ("offender_ref", "(select o.ref from main.offender o where o.offender_id = s.offender_id)");
    const FROM: (&str, &str) = ("from", "s.from_day");
    match file {
        File::Officers => {
            &[("officer_id", "(select o.id from main.officer o where o.officer_id = s.officer_id)"), FROM]
        }
        File::Offenders => &[OFFENDER],
        File::Statuses => &[OFFENDER, ("status", "s.status"), FROM],
        File::Plans => &[OFFENDER, ("kind", "s.kind"), FROM],
        File::Visits => &[("visit_ref", "s.ref")],
        _ => &[OFFENDER, FROM],
    }
}

/// Every conflict, in the order of files and lines.
pub fn conflicts(conn: &Connection) -> Result<Vec<Conflict>, StoreError> {
    let mut found = Vec::new();
    for kind in &KINDS {
        left_out(conn, kind, &mut found)?;
    }
    parted(conn, &mut found)?;
    found.sort_by_key(|conflict| (conflict.file, conflict.line));
    Ok(found)
}

fn left_out(conn: &Connection, kind: &Kind, found: &mut Vec<Conflict>) -> Result<(), StoreError> {
    let (name, cells) = (kind.name, cells(kind.file));
    let asked = Asked::of(kind, cells);
    let sql = format!(
        "select s.line, f.fact_id, a.act_id, a.kind, a.moment, a.actor, {rank}, f.withdrawn, {asked}
         from temp.{name}_conflict x
         cross join temp.{name}_row s on s.row = x.row
         join main.{name}_fact f on f.fact_id = x.fact_id
         join main.act a on a.act_id = f.act_id
         {texts}",
        rank = if kind.ranked { "s.rank" } else { "1" },
        asked = asked.columns,
        texts = kind.texts(),
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let clash = match row.get(7)? {
            true => Clash::Withdrawn,
            false => Clash::Differs(differences(row, asked.cells_at, cells)?),
        };
        let fact_kind = kind.fact_kind();
        found.push(conflict(row, kind.file, fact_kind, clash)?);
    }
    Ok(())
}

/// Visits of this extract that are paired with one recorded here and have not the same as it.
fn parted(conn: &Connection, found: &mut Vec<Conflict>) -> Result<(), StoreError> {
    let kind = &KINDS[super::kind::of(File::Visits)];
    let asked = Asked::of(kind, IN_COMMON);
    let sql = format!(
        "select s.line, p.fact_id, a.act_id, a.kind, a.moment, a.actor, 1, coalesce(f.withdrawn, 1), {asked}, p.ref
         from temp.visit_row s
         cross join temp.visit_parted p on p.row = s.row
         left join main.visit_fact f on f.fact_id = p.recorded
         join main.act a on a.act_id = p.act_id",
        asked = asked.columns,
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let counts = !row.get::<_, bool>(7)?;
        let differs = if counts { differences(row, asked.cells_at, IN_COMMON)? } else { Vec::new() };
        let recorded = shaped(row.get(asked.end)?);
        found.push(conflict(row, File::Visits, FactKind::Pair, Clash::Parted { recorded, differs })?);
    }
    Ok(())
}

/// The columns that every question begins with.
const BEGIN: usize = 8;

/// What is asked of each row beyond them: its key, then the cells.
struct Asked {
    columns: String,
    cells_at: usize,
    end: usize,
}

impl Asked {
    fn of(kind: &Kind, cells: &[Cell]) -> Asked {
        let key = key(kind.file);
        let mut columns: Vec<&str> = key.iter().map(|(_, from)| *from).collect();
        for cell in cells {
            match cell {
                Word(_, row, fact) | Reference(_, row, fact) => columns.extend([*row, *fact]),
                Hidden(_, differs) => columns.push(differs),
            }
        }
        Asked { cells_at: BEGIN + key.len(), end: BEGIN + columns.len(), columns: columns.join(", ") }
    }
}

fn differences(row: &Row<'_>, mut at: usize, cells: &[Cell]) -> Result<Vec<Difference>, StoreError> {
    let mut differs = Vec::new();
    for cell in cells {
        let (column, values) = match cell {
            Word(column, ..) | Reference(column, ..) => {
                let (extract, here): (Option<String>, Option<String>) = (row.get(at)?, row.get(at + 1)?);
                at += 2;
                if extract == here {
                    continue;
                }
                let hidden = matches!(cell, Reference(..))
                    && [&extract, &here].into_iter().flatten().any(|text| !is_reference_shaped(text));
                (column, (!hidden).then_some(Values { extract, here }))
            }
            Hidden(column, _) => {
                at += 1;
                if row.get::<_, Option<bool>>(at - 1)? != Some(true) {
                    continue;
                }
                (column, None)
            }
        };
        differs.push(Difference { column, values });
    }
    Ok(differs)
}

fn conflict(row: &Row<'_>, file: File, kind: FactKind, clash: Clash) -> Result<Conflict, StoreError> {
    let mut cells = Vec::new();
    for (place, (column, _)) in key(file).iter().enumerate() {
        let cell: Option<String> = row.get(BEGIN + place)?;
        let cell = if place == 0 { shaped(cell) } else { cell };
        cells.extend(cell.map(|cell| (*column, cell)));
    }
    let rank: i64 = row.get(6)?;
    if rank > 1 {
        cells.push(("row of that day", rank.to_string()));
    }
    Ok(Conflict {
        file,
        line: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
        key: cells,
        fact: FactRef { kind, number: row.get(1)? },
        clash,
        act: row.get(2)?,
        kind: column::word(row, 3, "the kind of an act")?,
        moment: row.get(4)?,
        actor: row.get(5)?,
    })
}

fn shaped(reference: Option<String>) -> Option<String> {
    reference.filter(|reference| is_reference_shaped(reference))
}
