//! The audit as JSON (`homevisit.audit/1`) and CSV: figures alone, no rates, which are never shown without their fraction.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

pub use super::audit_paper::paper;
pub use super::audit_table::table;

use super::csv_file::{CsvList, cell, yes_no};
use super::json::{self, KnownJson, PolicyJson};
use crate::domain::day::Day;
use crate::domain::requirement::Fate;
use crate::render::Accounts;
use crate::report::audit::{Audit, AuditRow, Case, Cases, Counts, DaysCase, Group, GroupBy};

/// The figures in the order of every format.
pub(super) const FIGURES: [&str; 15] = [
    "required",
    "on_time",
    "late",
    "missed",
    "overdue",
    "additional",
    "lapsed",
    "pending",
    "days_required",
    "days_suspended",
    "days_reactive",
    "days_overdue",
    "recorded_late",
    "source_dated",
    "source_late",
];

pub(super) fn figures(counts: &Counts) -> impl Iterator<Item = (&'static str, u64)> {
    let values = std::iter::once(counts.required()).chain(counts.figures());
    FIGURES.into_iter().zip(values)
}

/// The field that names a group.
pub(super) fn group_field(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Tier => "tier",
        GroupBy::Officer => "officer_id",
        GroupBy::Team => "team",
    }
}

#[derive(Serialize)]
struct AuditJson<'a> {
    schema: &'static str,
    from: Day,
    to: Day,
    as_of: Day,
    policy: PolicyJson<'a>,
    group_by: GroupBy,
    rows: Vec<FiguresJson<'a>>,
    total: FiguresJson<'a>,
    days: u32,
    history_from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<CasesJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

/// A group's name, where it is of one, and its figures.
struct FiguresJson<'a> {
    group: Option<(GroupBy, &'a Group)>,
    counts: &'a Counts,
}

impl Serialize for FiguresJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if let Some((by, group)) = self.group {
            map.serialize_entry(group_field(by), group.word())?;
        }
        for (name, value) in figures(self.counts) {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct CasesJson<'a> {
    requirements: Vec<CaseJson<'a>>,
    days_overdue: Vec<DaysCaseJson<'a>>,
}

#[derive(Serialize)]
struct CaseJson<'a> {
    group: &'a str,
    outcome: Fate,
    count_day: Day,
    due: Day,
    visit: Option<Day>,
    offender_ref: &'a str,
    recorded: Option<Day>,
    recorded_late: bool,
    source_recorded: Option<Day>,
    source_late: bool,
}

#[derive(Serialize)]
struct DaysCaseJson<'a> {
    group: &'a str,
    offender_ref: &'a str,
    days: u64,
}

fn word(audit: &Audit, row: usize) -> &str {
    audit.rows[row].group.word()
}

fn case<'a>(audit: &'a Audit, case: &'a Case) -> CaseJson<'a> {
    let Case { row, fate, count_day, due, visit, recorded, ref reference } = *case;
    CaseJson {
        group: word(audit, row),
        outcome: fate,
        count_day,
        due,
        visit,
        offender_ref: reference,
        recorded: recorded.map(|recorded| recorded.here),
        recorded_late: recorded.is_some_and(|recorded| recorded.late),
        source_recorded: recorded.and_then(|recorded| recorded.source),
        source_late: recorded.is_some_and(|recorded| recorded.source_late),
    }
}

fn days_case<'a>(audit: &'a Audit, case: &'a DaysCase) -> DaysCaseJson<'a> {
    DaysCaseJson { group: word(audit, case.row), offender_ref: &case.reference, days: case.days }
}

fn cases_json<'a>(audit: &'a Audit, cases: &'a Cases) -> CasesJson<'a> {
    CasesJson {
        requirements: cases.requirements.iter().map(|one| case(audit, one)).collect(),
        days_overdue: cases.days_overdue.iter().map(|one| days_case(audit, one)).collect(),
    }
}

fn of_group<'a>(audit: &Audit, row: &'a AuditRow) -> FiguresJson<'a> {
    FiguresJson { group: Some((audit.group_by, &row.group)), counts: &row.counts }
}

/// Writes the audit as JSON, `homevisit.audit/1` of `docs/json.md`; with its cases where they were asked for.
///
/// # Errors
/// Those of the writer.
pub fn json(audit: &Audit, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let value = AuditJson {
        schema: "homevisit.audit/1",
        from: audit.from,
        to: audit.to,
        as_of: audit.as_of,
        policy: (&audit.policy).into(),
        group_by: audit.group_by,
        rows: audit.rows.iter().map(|row| of_group(audit, row)).collect(),
        total: FiguresJson { group: None, counts: &audit.total },
        days: audit.days,
        history_from: audit.history_from,
        cases: audit.cases.as_ref().map(|cases| cases_json(audit, cases)),
        known_at: KnownJson::of(&audit.policy.known),
    };
    json::write_list(&value, accounts, to)
}

const SAYS: [&str; 5] = ["from", "to", "history_from", "group_by", "group"];

/// What every row of a file says of the audit it is from, and its group.
fn says(audit: &Audit, group: &str) -> Vec<String> {
    vec![
        audit.from.to_string(),
        audit.to.to_string(),
        cell(audit.history_from),
        audit.group_by.to_string(),
        group.to_owned(),
    ]
}

/// Writes the figures as CSV: a header, a row for each group, and one for `total`.
///
/// # Errors
/// Those of the writer.
pub fn csv(audit: &Audit, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, audit.as_of, &audit.policy, &[&SAYS[..], &FIGURES[..]].concat())?;
    let rows = audit.rows.iter().map(|row| (row.group.word(), &row.counts));
    for (group, counts) in rows.chain([("total", &audit.total)]) {
        let mut cells = says(audit, group);
        cells.extend(figures(counts).map(|(_, value)| value.to_string()));
        file.row(&cells)?;
    }
    file.end()
}

const CASE: [&str; 10] = [
    "outcome",
    "count_day",
    "due",
    "visit",
    "offender_ref",
    "days",
    "recorded",
    "recorded_late",
    "source_recorded",
    "source_late",
];

/// Writes what is behind the figures as CSV: a row for each requirement and additional visit, with its outcome, then a
/// row of outcome `days-overdue` for each offender's days in a group. A header alone where cases were not asked for.
///
/// # Errors
/// Those of the writer.
pub fn cases_csv(audit: &Audit, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, audit.as_of, &audit.policy, &[&SAYS[..], &CASE[..]].concat())?;
    let Some(cases) = &audit.cases else { return file.end() };
    for one in cases.requirements.iter().map(|one| case(audit, one)) {
        let mut cells = says(audit, one.group);
        let days = [one.count_day.to_string(), one.due.to_string(), cell(one.visit)];
        cells.push(one.outcome.to_string());
        cells.extend(days);
        cells.extend([one.offender_ref.to_owned(), String::new()]);
        let met = one.recorded.is_some();
        cells.extend([cell(one.recorded), cell(met.then(|| yes_no(one.recorded_late)))]);
        let dated = one.source_recorded.is_some();
        cells.extend([cell(one.source_recorded), cell(dated.then(|| yes_no(one.source_late)))]);
        file.row(&cells)?;
    }
    for one in cases.days_overdue.iter().map(|one| days_case(audit, one)) {
        let mut cells = says(audit, one.group);
        cells.extend(["days-overdue".to_owned(), String::new(), String::new(), String::new()]);
        cells.extend([one.offender_ref.to_owned(), one.days.to_string()]);
        cells.extend([const { String::new() }; 4]);
        file.row(&cells)?;
    }
    file.end()
}
