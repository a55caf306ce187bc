//! The cases as JSON and CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::super::csv_file::{CsvList, cell};
use super::super::json::{self, KnownJson, PolicyJson, ScopeJson};
use super::super::notice::{NoticeJson, Words};
use super::super::words::scope;
use crate::domain::day::Day;
use crate::domain::row::Bucket;
use crate::render::Accounts;
use crate::report::cases::{Case, Cases, Level};
use crate::report::measure::{Measure, Unit};

#[derive(Serialize)]
struct CasesJson<'a> {
    schema: &'static str,
    measure: Measure,
    unit: Unit,
    as_of: Day,
    from: Option<Day>,
    to: Option<Day>,
    policy: PolicyJson<'a>,
    scope: ScopeJson<'a>,
    tier: Option<&'a str>,
    sum: u64,
    rows: Vec<CaseJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct CaseJson<'a> {
    offender_ref: &'a str,
    name: Option<&'a str>,
    count: u64,
    tier: Option<&'a str>,
    officer_id: Option<&'a str>,
    bucket: Option<Bucket>,
    due: Option<Day>,
    owed_days: Option<u32>,
    last_visit: Option<Day>,
    notices: Vec<NoticeJson<'a>>,
}

fn one<'a>(cases: &'a Cases, case: &'a Case) -> CaseJson<'a> {
    let words = Words { labels: &cases.labels, visit_refs: &case.visit_refs, own: &[] };
    CaseJson {
        offender_ref: &case.reference,
        name: case.name.as_deref(),
        count: case.count,
        tier: case.tier.map(|tier| cases.labels.tier_id(tier)),
        officer_id: case.owner.map(|owner| cases.labels.officer_id(owner)),
        bucket: case.bucket,
        due: case.due,
        owed_days: case.owed_days,
        last_visit: case.last_visit,
        notices: case.told.iter().map(|told| words.json(told)).collect(),
    }
}

/// The level that was asked for, by its word on file; `untiered` where none was set.
fn level(cases: &Cases) -> Option<&str> {
    cases.level.map(|level| match level {
        Level::Set(tier) => cases.labels.tier_id(tier),
        Level::NoneSet => "untiered",
    })
}

/// Writes the list as JSON, `homevisit.cases/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(cases: &Cases, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let value = CasesJson {
        schema: "homevisit.cases/1",
        measure: cases.measure,
        unit: cases.measure.definition().unit,
        as_of: cases.as_of,
        from: cases.period.map(|(from, _)| from),
        to: cases.period.map(|(_, to)| to),
        policy: (&cases.policy).into(),
        scope: (&cases.scope).into(),
        tier: level(cases),
        sum: cases.sum,
        rows: cases.rows.iter().map(|case| one(cases, case)).collect(),
        known_at: KnownJson::of(&cases.policy.known),
    };
    json::write_list(&value, accounts, to)
}

const HEADER: [&str; 14] = [
    "scope",
    "measure",
    "from",
    "to",
    "of_tier",
    "offender_ref",
    "name",
    "count",
    "tier",
    "officer_id",
    "bucket",
    "due",
    "owed_days",
    "last_visit",
];

/// Writes the list as CSV: a header and a row for each.
///
/// # Errors
/// Those of the writer.
pub fn csv(cases: &Cases, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, cases.as_of, &cases.policy, &HEADER)?;
    for case in &cases.rows {
        let row = one(cases, case);
        file.row(&[
            scope(&cases.scope),
            cases.measure.to_string(),
            cell(cases.period.map(|(from, _)| from)),
            cell(cases.period.map(|(_, to)| to)),
            cell(level(cases)),
            row.offender_ref.to_owned(),
            cell(row.name),
            row.count.to_string(),
            cell(row.tier),
            cell(row.officer_id),
            cell(row.bucket),
            cell(row.due),
            cell(row.owed_days),
            cell(row.last_visit),
        ])?;
    }
    file.end()
}
