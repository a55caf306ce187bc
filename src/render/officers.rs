//! Who is in the unit, as text, a paper, JSON (`homevisit.officers/1`) and CSV; by ids, and no names.

use std::io::{self, Write};

use comfy_table::CellAlignment;
use serde::Serialize;

use super::Accounts;
use super::audit_table::{plain, printed};
use super::csv_file::{CsvList, cell, yes_no};
use super::json::{self, KnownJson, PolicyJson};
use super::lines::paragraph;
use super::load::share;
use super::paper::{Cell, Column, Paper, Rows, Table};
use super::words::{counted, day_in_words, grouped, known, screen_text, short_day, went_back};
use crate::domain::day::Day;
use crate::domain::officer::{OfficerRecord, Role};
use crate::report::officers::{OfficerRow, Officers, Serves};

const NARROWEST: usize = 72;

const MEANT: &str = "Share: of full time, ? where it is not recorded. Accr.: accredited to assess risk on a visit. From: the \
    first day on file. Until: the first day no longer in service. Bound: an account of this machine acts as them. \
    `homevisit policy show` says which role may do what.";

/// For a terminal of `width` columns (80 is what it is made for; below 72 it stays at 72).
pub fn table(officers: &Officers, width: usize) -> String {
    let width = width.max(NARROWEST);
    let first = format!("Officers on file, as at {}", day_in_words(officers.as_of));
    let policy = format!("Policy {}, version {}.", officers.policy.id, officers.policy.version);
    let notes = known(officers.policy.known.as_ref(), width) + &went_back(&officers.policy.went_back, width);
    let mut out = paragraph("", &first, width) + &paragraph("", &policy, width) + &notes + "\n";
    if !officers.rows.is_empty() {
        out.push_str(&rows(officers, width));
        out.push('\n');
    }
    out + &paragraph("", &said(officers), width) + &paragraph("", MEANT, width)
}

fn rows(officers: &Officers, width: usize) -> String {
    let heads = ["Officer", "Role", "Team", "Share", "Accr.", "From", "Until", "Bound"];
    let mut table = plain(width, heads.into_iter());
    for row in &officers.rows {
        let of = |say: &dyn Fn(&OfficerRecord) -> String| row.record.as_ref().map_or("-".to_owned(), say);
        let day = |day: Option<Day>| day.map_or("-".to_owned(), short_day);
        table.add_row([
            screen_text(&row.id),
            of(&|record| record.role.to_string()),
            of(&|record| screen_text(&record.team)),
            of(&|record| record.fte_hundredths.map_or("?".to_owned(), |hundredths| share(hundredths.into()))),
            of(&|record| if record.accredited { "yes" } else { "NO" }.to_owned()),
            day(row.from),
            day(until(row)),
            if row.bound { "yes" } else { "-" }.to_owned(),
        ]);
    }
    table.column_iter_mut().skip(3).take(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn until(row: &OfficerRow) -> Option<Day> {
    row.record.as_ref().and_then(|record| record.active_until)
}

/// How many there are: the parts add up.
fn said(officers: &Officers) -> String {
    let of = |serves| grouped(officers.count(serves));
    format!(
        "{} on file: {} in service, {} to come, {} left.",
        counted(officers.rows.len() as u64, "officer", "officers"),
        of(Serves::Now),
        of(Serves::ToCome),
        of(Serves::Left),
    )
}

fn serves(serves: Serves) -> &'static str {
    match serves {
        Serves::Now => "in-service",
        Serves::ToCome => "to-come",
        Serves::Left => "left",
    }
}

/// The list as a paper: a row an officer.
pub fn paper(officers: &Officers) -> Paper<'_> {
    let columns = vec![
        Column::text("Officer"),
        Column::text("Serves"),
        Column::text("Role"),
        Column::text("Team"),
        Column::number("Share", 2),
        Column::text("Accredited"),
        Column::day("From"),
        Column::day("Until"),
        Column::text("Account bound"),
    ];
    let rows = Rows::of(&officers.rows, |row| {
        let record = row.record.as_ref();
        let share = record.and_then(|record| record.fte_hundredths);
        vec![
            Cell::text(&row.id),
            serves(row.serves).into(),
            Cell::maybe(record.map(|record| record.role.as_str())),
            Cell::maybe(record.map(|record| record.team.as_str())),
            share.map_or(Cell::Empty, |hundredths| Cell::Number(hundredths.into())),
            record.map_or(Cell::Empty, |record| Cell::yes_no(record.accredited)),
            row.from.into(),
            until(row).into(),
            Cell::yes_no(row.bound),
        ]
    });
    let table = Table::new("Officers", "Every officer on file", columns, rows);
    Paper::new("Officers", officers.as_of, &officers.policy).note(said(officers)).note(MEANT).table(table)
}

const COLUMNS: [&str; 9] =
    ["officer_id", "serves", "role", "team", "fte_hundredths", "accredited", "from", "until", "account_bound"];

/// Writes the list as CSV: a header and a row an officer.
///
/// # Errors
/// Those of the writer.
pub fn csv(officers: &Officers, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, officers.as_of, &officers.policy, &COLUMNS)?;
    for row in officers.rows.iter().map(json_row) {
        file.row(&[
            row.officer_id.to_owned(),
            row.serves.to_owned(),
            cell(row.role),
            cell(row.team),
            cell(row.fte_hundredths),
            row.accredited.map(yes_no).unwrap_or_default(),
            cell(row.from),
            cell(row.until),
            yes_no(row.account_bound),
        ])?;
    }
    file.end()
}

#[derive(Serialize)]
struct OfficersJson<'a> {
    schema: &'static str,
    as_of: Day,
    policy: PolicyJson<'a>,
    in_service: u64,
    to_come: u64,
    left: u64,
    rows: Vec<RowJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    officer_id: &'a str,
    serves: &'static str,
    role: Option<Role>,
    team: Option<&'a str>,
    fte_hundredths: Option<u16>,
    accredited: Option<bool>,
    from: Option<Day>,
    until: Option<Day>,
    account_bound: bool,
}

/// Writes the list as JSON, `homevisit.officers/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(officers: &Officers, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let value = OfficersJson {
        schema: "homevisit.officers/1",
        as_of: officers.as_of,
        policy: (&officers.policy).into(),
        in_service: officers.count(Serves::Now),
        to_come: officers.count(Serves::ToCome),
        left: officers.count(Serves::Left),
        rows: officers.rows.iter().map(json_row).collect(),
        known_at: KnownJson::of(&officers.policy.known),
    };
    json::write_list(&value, accounts, to)
}

fn json_row(row: &OfficerRow) -> RowJson<'_> {
    let record = row.record.as_ref();
    RowJson {
        officer_id: &row.id,
        serves: serves(row.serves),
        role: record.map(|record| record.role),
        team: record.map(|record| record.team.as_str()),
        fte_hundredths: record.and_then(|record| record.fte_hundredths),
        accredited: record.map(|record| record.accredited),
        from: row.from,
        until: until(row),
        account_bound: row.bound,
    }
}
