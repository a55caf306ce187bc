//! The patterns as JSON (`homevisit.integrity/1`), and as a paper.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::words::found;
use super::{NO_ACCUSATION, not_seen};
use crate::domain::day::Day;
use crate::domain::pattern::{Pattern, Sight};
use crate::render::Accounts;
use crate::render::csv_file::{CsvList, cell};
use crate::render::json::{self, KnownJson, PolicyJson, ScopeJson};
use crate::render::paper::{Cell, Column, Paper, Rows, Table};
use crate::render::words::scope;
use crate::report::integrity::{Integrity, Listed, Section};

#[derive(Serialize)]
struct IntegrityJson<'a> {
    schema: &'static str,
    from: Day,
    as_of: Day,
    policy: PolicyJson<'a>,
    first_policy: FirstJson<'a>,
    scope: ScopeJson<'a>,
    about: &'static str,
    patterns: Vec<PatternJson<'a>>,
    not_seen: SightJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct FirstJson<'a> {
    id: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct PatternJson<'a> {
    pattern: Pattern,
    about: &'static str,
    rule: String,
    thresholds: BTreeMap<&'static str, u32>,
    cases: usize,
    looked_at: u64,
    looked_at_what: &'static str,
    rows: Option<CasesJson<'a>>,
}

/// The cases of a pattern, each made as it is written.
struct CasesJson<'a>(&'a Integrity, &'a Section);

impl Serialize for CasesJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let CasesJson(report, section) = self;
        to.collect_seq(section.cases.iter().map(|case| row(report, case)))
    }
}

#[derive(Serialize)]
struct CaseJson<'a> {
    day: Day,
    number: u32,
    offenders: Vec<&'a str>,
    officers: Vec<&'a str>,
    visits: Vec<&'a str>,
    days: Vec<Day>,
    found: String,
    recorded_by: Option<&'a str>,
}

#[derive(Serialize)]
struct SightJson {
    visits: u64,
    visits_no_time: u64,
    visits_no_officers: u64,
    visits_no_recording: u64,
    effective: u64,
    effective_no_time: u64,
    records: u64,
    records_no_likeness: u64,
}

/// Writes the patterns as JSON, `homevisit.integrity/1` of `docs/json.md`; the cases of one pattern alone where that is asked
/// for.
///
/// # Errors
/// Those of the writer.
pub fn json(report: &Integrity, only: Option<Pattern>, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let (id, version) = &report.first_policy;
    let value = IntegrityJson {
        schema: "homevisit.integrity/1",
        from: report.from,
        as_of: report.as_of,
        policy: (&report.policy).into(),
        first_policy: FirstJson { id, version },
        scope: (&report.scope).into(),
        about: NO_ACCUSATION,
        patterns: report.sections.iter().map(|section| pattern(report, section, only)).collect(),
        not_seen: sight(&report.sight),
        known_at: KnownJson::of(&report.policy.known),
    };
    json::write_list(&value, accounts, to)
}

fn pattern<'a>(report: &'a Integrity, section: &'a Section, only: Option<Pattern>) -> PatternJson<'a> {
    let pattern = section.pattern;
    let numbers = pattern.thresholds().iter().map(|key| (key.as_str(), report.thresholds.of(*key)));
    let shown = only.is_none_or(|only| only == pattern);
    PatternJson {
        pattern,
        about: pattern.about(),
        rule: pattern.rule(&report.thresholds),
        thresholds: numbers.collect(),
        cases: section.cases.len(),
        looked_at: section.looked_at,
        looked_at_what: pattern.looked_at().1,
        rows: shown.then_some(CasesJson(report, section)),
    }
}

fn row<'a>(report: &'a Integrity, case: &'a Listed) -> CaseJson<'a> {
    CaseJson {
        day: case.found.day(),
        number: case.found.number(),
        offenders: case.offenders().into_iter().map(|offender| report.reference(offender)).collect(),
        officers: case.officers().into_iter().map(|officer| report.labels.officer_id(officer)).collect(),
        visits: case.found.visits().into_iter().map(|visit| report.visit_ref(visit)).collect(),
        days: case.found.days(),
        found: found(report, case),
        recorded_by: case.recorded_by.as_deref(),
    }
}

fn sight(sight: &Sight) -> SightJson {
    SightJson {
        visits: sight.visits,
        visits_no_time: sight.no_time,
        visits_no_officers: sight.no_officers,
        visits_no_recording: sight.no_recording,
        effective: sight.effective,
        effective_no_time: sight.effective_no_time,
        records: sight.records,
        records_no_likeness: sight.no_likeness,
    }
}

const COLUMNS: [&str; 11] =
    ["from", "scope", "pattern", "day", "number", "offenders", "officers", "visits", "days", "found", "recorded_by"];

/// Writes the cases as CSV, of all patterns or of one: a header and a row for each; several words are joined by `;`.
///
/// # Errors
/// Those of the writer.
pub fn csv(report: &Integrity, only: Option<Pattern>, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, report.as_of, &report.policy, &COLUMNS)?;
    for case in report.showing(only).flat_map(|section| &section.cases) {
        let row = row(report, case);
        let days: Vec<String> = row.days.iter().map(Day::to_string).collect();
        file.row(&[
            report.from.to_string(),
            scope(&report.scope),
            case.found.pattern().as_str().to_owned(),
            row.day.to_string(),
            row.number.to_string(),
            row.offenders.join(";"),
            row.officers.join(";"),
            row.visits.join(";"),
            days.join(";"),
            row.found,
            cell(row.recorded_by),
        ])?;
    }
    file.end()
}

/// The patterns as a paper: the cases, of all or of one pattern, and the counts of all.
pub fn paper(report: &Integrity, only: Option<Pattern>) -> Paper<'_> {
    let filter = only.map_or("none: the cases of every pattern".to_owned(), |only| format!("the cases of {only}"));
    let paper = Paper::new("Patterns somebody should look at", report.as_of, &report.policy);
    let paper = paper.period(report.from, report.as_of).scope(scope(&report.scope)).filter(filter);
    paper.note(NO_ACCUSATION).note(not_seen(report)).table(counts(report)).table(cases(report, only))
}

fn counts(report: &Integrity) -> Table<'_> {
    let columns = vec![
        Column::text("Pattern"),
        Column::fraction("Cases"),
        Column::text("Looked at"),
        Column::text("What it looks for"),
        Column::text("Rule"),
    ];
    let rows = Rows::of(&report.sections, |section| {
        let pattern = section.pattern;
        vec![
            pattern.as_str().into(),
            Cell::Fraction { part: section.cases.len() as u64, of: section.looked_at },
            pattern.looked_at().1.into(),
            pattern.about().into(),
            Cell::text(pattern.rule(&report.thresholds)),
        ]
    });
    Table::new("Patterns", "Every pattern, how many of its cases there are, and of how many", columns, rows)
}

fn cases(report: &Integrity, only: Option<Pattern>) -> Table<'_> {
    let columns = vec![
        Column::text("Pattern"),
        Column::day("Day"),
        Column::text("Offenders"),
        Column::text("Officers"),
        Column::text("Visits"),
        Column::count("Number"),
        Column::text("What was found"),
    ];
    let cases = report.showing(only).flat_map(|section| &section.cases);
    let rows = cases.map(|case| {
        let row = row(report, case);
        vec![
            case.found.pattern().as_str().into(),
            row.day.into(),
            Cell::text(row.offenders.join("; ")),
            Cell::text(row.officers.join("; ")),
            Cell::text(row.visits.join("; ")),
            row.number.into(),
            Cell::text(row.found),
        ]
    });
    Table::new("Cases", "The cases, by pattern and day", columns, Rows::made(rows.collect()))
}
