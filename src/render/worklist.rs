//! The worklist as JSON (`homevisit.worklist/1`) and CSV: every managed offender of the scope, in order.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

pub use super::worklist_table::table;

use super::csv_file::{CsvFile, cell, yes_no};
use super::json::{self, PolicyJson, ScopeJson};
use super::words::postcode_district;
use crate::domain::day::Day;
use crate::domain::row::{Bucket, Flag};
use crate::render::words::went_back_cell;
use crate::report::worklist::{LEFT_WITHIN_DAYS, Listed, Worklist};

#[derive(Serialize)]
struct WorklistJson<'a> {
    schema: &'static str,
    as_of: Day,
    policy: PolicyJson<'a>,
    managed: u64,
    with_overdue: u64,
    buckets: BucketsJson<'a>,
    rows: Vec<RowJson<'a>>,
    scope: ScopeJson<'a>,
    within_tolerance: u64,
    no_owner: Option<u64>,
    owner_left: Option<u64>,
    left_management: LeftJson,
}

#[derive(Serialize)]
struct LeftJson {
    within_days: u32,
    left: u64,
    with_overdue: u64,
}

struct BucketsJson<'a>(&'a [(Bucket, u64)]);

impl Serialize for BucketsJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (bucket, count) in self.0 {
            map.serialize_entry(bucket, count)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct RowJson<'a> {
    offender_ref: &'a str,
    name: Option<&'a str>,
    tier: Option<&'a str>,
    officer_id: Option<&'a str>,
    bucket: Bucket,
    due: Option<Day>,
    days_overdue: u32,
    missed: u32,
    last_visit: Option<Day>,
    attempts_since: u32,
    flags: &'a [Flag],
    with_overdue: bool,
    within_tolerance: bool,
    retry_by: Option<Day>,
    no_fixed_abode: bool,
    postcode_district: Option<String>,
}

fn row<'a>(list: &'a Worklist, listed: &'a Listed) -> RowJson<'a> {
    let row = &listed.row;
    RowJson {
        offender_ref: &listed.reference,
        name: listed.name.as_deref(),
        tier: row.tier.map(|tier| list.labels.tier_id(tier)),
        officer_id: row.owner.map(|owner| list.labels.officer_id(owner)),
        bucket: row.bucket,
        due: row.due,
        days_overdue: row.days_overdue,
        missed: row.missed,
        last_visit: row.last_visit,
        attempts_since: row.attempts_since,
        flags: &row.flags,
        with_overdue: row.with_overdue,
        within_tolerance: row.within_tolerance,
        retry_by: row.retry_by,
        no_fixed_abode: listed.no_fixed_abode,
        postcode_district: listed.postcode.as_deref().and_then(postcode_district),
    }
}

/// Writes the list as JSON, `homevisit.worklist/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(list: &Worklist, to: impl Write) -> io::Result<()> {
    let value = WorklistJson {
        schema: "homevisit.worklist/1",
        as_of: list.as_of,
        policy: (&list.policy).into(),
        managed: list.managed,
        with_overdue: list.with_overdue,
        buckets: BucketsJson(&list.buckets),
        rows: list.rows.iter().map(|listed| row(list, listed)).collect(),
        scope: (&list.scope).into(),
        within_tolerance: list.within_tolerance,
        no_owner: list.unattended.map(|unattended| unattended.no_owner),
        owner_left: list.unattended.map(|unattended| unattended.owner_left),
        left_management: LeftJson {
            within_days: LEFT_WITHIN_DAYS,
            left: list.left.left,
            with_overdue: list.left.with_overdue,
        },
    };
    json::write(&value, to)
}

const HEADER: [&str; 20] = [
    "as_of",
    "policy",
    "policy_version",
    "offender_ref",
    "name",
    "tier",
    "officer_id",
    "bucket",
    "due",
    "days_overdue",
    "missed",
    "last_visit",
    "attempts_since",
    "flags",
    "with_overdue",
    "within_tolerance",
    "retry_by",
    "no_fixed_abode",
    "postcode_district",
    "policy_retroactive",
];

/// Writes the list as CSV: a header and a row for every managed offender; flags are joined by `;`.
///
/// # Errors
/// Those of the writer.
pub fn csv(list: &Worklist, to: impl Write) -> io::Result<()> {
    let mut file = CsvFile::new(to, &HEADER)?;
    for listed in &list.rows {
        let row = row(list, listed);
        let flags: Vec<&str> = row.flags.iter().map(|flag| flag.as_str()).collect();
        file.row(&[
            list.as_of.to_string(),
            list.policy.id.clone(),
            list.policy.version.clone(),
            row.offender_ref.to_owned(),
            cell(row.name),
            cell(row.tier),
            cell(row.officer_id),
            row.bucket.to_string(),
            cell(row.due),
            row.days_overdue.to_string(),
            row.missed.to_string(),
            cell(row.last_visit),
            row.attempts_since.to_string(),
            flags.join(";"),
            yes_no(row.with_overdue),
            yes_no(row.within_tolerance),
            cell(row.retry_by),
            yes_no(row.no_fixed_abode),
            cell(row.postcode_district),
            went_back_cell(&list.policy.went_back),
        ])?;
    }
    file.end()
}
