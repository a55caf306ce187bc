//! The load in files: a row an officer, with every figure.

use std::io::{self, Write};

use serde::Serialize;

use super::officer_id;
use crate::domain::day::Day;
use crate::domain::officer::Role;
use crate::render::Accounts;
use crate::render::csv_file::{CsvList, cell, of_tier, yes_no};
use crate::render::json::{self, KnownJson, PolicyJson, ScopeJson};
use crate::report::load::{Carried, Holder, Load, LoadRow, Owed, PerFte};

#[derive(Serialize)]
struct LoadJson<'a> {
    schema: &'static str,
    as_of: Day,
    scope: ScopeJson<'a>,
    policy: PolicyJson<'a>,
    cases_per_fte: u32,
    managed: u64,
    elsewhere: u64,
    rows: Vec<RowJson<'a>>,
    total: CarriedJson<'a>,
    per_fte: Option<PerFteJson>,
    crews: CrewsJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    holder: &'static str,
    officer_id: Option<&'a str>,
    team: Option<&'a str>,
    role: Option<Role>,
    accredited: Option<bool>,
    fte_hundredths: Option<u16>,
    left_on: Option<Day>,
    #[serde(flatten)]
    carried: CarriedJson<'a>,
    per_fte: Option<PerFteJson>,
    visits: u64,
    alone: u64,
    with_agency: u64,
    with: Vec<WithJson<'a>>,
}

#[derive(Serialize)]
struct CarriedJson<'a> {
    cases: u64,
    by_tier: Vec<TierJson<'a>>,
    owed: Owed3,
    own: Owed3,
    inherited: Owed3,
}

#[derive(Serialize)]
struct TierJson<'a> {
    tier: Option<&'a str>,
    cases: u64,
}

#[derive(Serialize)]
struct Owed3 {
    cases: u64,
    days_overdue: u64,
    calendar_days: u64,
}

impl From<Owed> for Owed3 {
    fn from(owed: Owed) -> Owed3 {
        Owed3 { cases: owed.cases, days_overdue: owed.days, calendar_days: owed.calendar_days }
    }
}

#[derive(Serialize)]
struct PerFteJson {
    cases: u64,
    fte_hundredths: u64,
    above: bool,
}

#[derive(Serialize)]
struct WithJson<'a> {
    officer_id: &'a str,
    visits: u64,
}

#[derive(Serialize)]
struct CrewsJson {
    from: Day,
    to: Day,
    visits: u64,
    not_recorded: u64,
    short: u64,
    unaccredited: u64,
}

fn per_fte(of: Option<PerFte>, number: u32) -> Option<PerFteJson> {
    of.map(|of| PerFteJson { cases: of.cases, fte_hundredths: of.fte_hundredths, above: of.is_above(number) })
}

fn carried<'a>(load: &'a Load, carried: &Carried) -> CarriedJson<'a> {
    let tiers = load.tiers.iter().map(|tier| Some(load.labels.tier_id(*tier))).chain([None]);
    CarriedJson {
        cases: carried.cases,
        by_tier: tiers.zip(&carried.by_tier).map(|(tier, cases)| TierJson { tier, cases: *cases }).collect(),
        owed: carried.owed().into(),
        own: carried.own.into(),
        inherited: carried.inherited.into(),
    }
}

fn row<'a>(load: &'a Load, row: &'a LoadRow) -> RowJson<'a> {
    let (holder, record, left_on) = match &row.holder {
        Holder::InService(_, record) => ("in-service", Some(record), None),
        Holder::Left(_, until) => ("left", None, Some(*until)),
        Holder::NotOnFile(_) => ("not-on-file", None, None),
        Holder::Nobody => ("nobody", None, None),
    };
    let with = row.company.with.iter();
    RowJson {
        holder,
        officer_id: officer_id(load, &row.holder),
        team: record.map(|record| record.team.as_str()),
        role: record.map(|record| record.role),
        accredited: record.map(|record| record.accredited),
        fte_hundredths: record.and_then(|record| record.fte_hundredths),
        left_on,
        carried: carried(load, &row.carried),
        per_fte: per_fte(row.per_fte, load.cases_per_fte),
        visits: row.company.visits,
        alone: row.company.alone,
        with_agency: row.company.with_agency,
        with: with
            .map(|(key, visits)| WithJson { officer_id: load.labels.officer_id(*key), visits: *visits })
            .collect(),
    }
}

/// Writes the load as JSON, `homevisit.load/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(load: &Load, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let crews = &load.crews;
    let value = LoadJson {
        schema: "homevisit.load/1",
        as_of: load.as_of,
        scope: (&load.scope).into(),
        policy: (&load.policy).into(),
        cases_per_fte: load.cases_per_fte,
        managed: load.managed,
        elsewhere: load.elsewhere,
        rows: load.rows.iter().map(|of| row(load, of)).collect(),
        total: carried(load, &load.total),
        per_fte: per_fte(load.per_fte, load.cases_per_fte),
        crews: CrewsJson {
            from: load.crews_from,
            to: load.as_of,
            visits: crews.visits,
            not_recorded: crews.not_recorded,
            short: crews.short,
            unaccredited: crews.unaccredited,
        },
        known_at: KnownJson::of(&load.policy.known),
    };
    json::write_list(&value, accounts, to)
}

const FIRST: [&str; 9] =
    ["holder", "officer_id", "team", "role", "accredited", "fte_hundredths", "left_on", "cases_per_fte", "cases"];
const LAST: [&str; 15] = [
    "cases_no_tier",
    "per_fte_above",
    "owed_cases",
    "owed_days_overdue",
    "owed_calendar_days",
    "own_cases",
    "own_days_overdue",
    "own_calendar_days",
    "inherited_cases",
    "inherited_days_overdue",
    "inherited_calendar_days",
    "visits",
    "alone",
    "with_agency",
    "with",
];

/// Writes the load as CSV: a header and a row an officer, those of nobody last. Each risk level has a column, `cases_` and
/// its id; `with` has the others with the number of visits, joined by `;`.
///
/// # Errors
/// Those of the writer.
pub fn csv(load: &Load, to: impl Write) -> io::Result<()> {
    let levels: Vec<String> = load.tiers.iter().map(|tier| of_tier("cases", load.labels.tier_id(*tier))).collect();
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    let mut file = CsvList::new(to, load.as_of, &load.policy, &[&FIRST[..], &levels, &LAST].concat())?;
    for of in &load.rows {
        let row = row(load, of);
        let mut cells = vec![
            row.holder.to_owned(),
            cell(row.officer_id),
            cell(row.team),
            cell(row.role),
            row.accredited.map(yes_no).unwrap_or_default(),
            cell(row.fte_hundredths),
            cell(row.left_on),
            load.cases_per_fte.to_string(),
            of.carried.cases.to_string(),
        ];
        cells.extend(of.carried.by_tier.iter().map(u64::to_string));
        cells.push(row.per_fte.map(|of| yes_no(of.above)).unwrap_or_default());
        for owed in [of.carried.owed(), of.carried.own, of.carried.inherited] {
            cells.extend([owed.cases, owed.days, owed.calendar_days].map(|figure| figure.to_string()));
        }
        cells.extend([row.visits, row.alone, row.with_agency].map(|figure| figure.to_string()));
        let with: Vec<String> = row.with.iter().map(|with| format!("{} {}", with.officer_id, with.visits)).collect();
        cells.push(with.join(";"));
        file.row(&cells)?;
    }
    file.end()
}
