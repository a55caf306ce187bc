//! Whose visits could be foreseen, as JSON (`homevisit.predictability/1`) and as a paper.

use std::io::{self, Write};

use serde::Serialize;

use super::WHAT_NOW;
use crate::domain::day::Day;
use crate::render::Accounts;
use crate::render::csv_file::{CsvList, cell};
use crate::render::json::{self, KnownJson, PolicyJson, ScopeJson};
use crate::render::notice::{PredictableJson, shared};
use crate::render::paper::{Cell, Column, Paper, Rows, Table};
use crate::render::words::{NO_LEVEL, scope, weekday_in_words};
use crate::report::predictability::{Listed, Predictability, Shares};

#[derive(Serialize)]
struct PredictabilityJson<'a> {
    schema: &'static str,
    as_of: Day,
    from: Day,
    policy: PolicyJson<'a>,
    scope: ScopeJson<'a>,
    managed: u64,
    too_few: u64,
    looked_at: u64,
    predictable: u64,
    weekday: u64,
    band: u64,
    band_unknown: u64,
    before_due: u64,
    evening_from_hour: u32,
    effective: SharesJson,
    attempts: SharesJson,
    rows: Vec<RowJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct SharesJson {
    visits: u64,
    announced: u64,
    announced_not_recorded: u64,
    evening: u64,
    time_not_recorded: u64,
    weekend: u64,
}

impl SharesJson {
    fn of(shares: &Shares) -> SharesJson {
        SharesJson {
            visits: shares.visits,
            announced: shares.announced,
            announced_not_recorded: shares.announced_unknown,
            evening: shares.evening,
            time_not_recorded: shares.no_time,
            weekend: shares.weekend,
        }
    }
}

#[derive(Serialize)]
struct RowJson<'a> {
    offender_ref: &'a str,
    name: Option<&'a str>,
    tier: Option<&'a str>,
    officer_id: Option<&'a str>,
    due: Option<Day>,
    #[serde(flatten)]
    predictable: PredictableJson,
}

/// Writes the report as JSON, `homevisit.predictability/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(report: &Predictability, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let people = &report.people;
    let value = PredictabilityJson {
        schema: "homevisit.predictability/1",
        as_of: report.as_of,
        from: report.from,
        policy: (&report.policy).into(),
        scope: (&report.scope).into(),
        managed: people.managed,
        too_few: people.too_few,
        looked_at: people.looked_at(),
        predictable: people.predictable,
        weekday: people.weekday,
        band: people.band,
        band_unknown: people.band_unknown,
        before_due: people.before_due,
        evening_from_hour: report.evening_from,
        effective: SharesJson::of(&report.effective),
        attempts: SharesJson::of(&report.attempts),
        rows: report.rows.iter().map(|row| json_row(report, row)).collect(),
        known_at: KnownJson::of(&report.policy.known),
    };
    json::write_list(&value, accounts, to)
}

fn json_row<'a>(report: &'a Predictability, row: &'a Listed) -> RowJson<'a> {
    RowJson {
        offender_ref: &row.reference,
        name: row.name.as_deref(),
        tier: row.tier.map(|tier| report.labels.tier_id(tier)),
        officer_id: row.owner.map(|owner| report.labels.officer_id(owner)),
        due: row.due,
        predictable: PredictableJson::of(&row.predictable),
    }
}

const COLUMNS: [&str; 12] = [
    "from",
    "scope",
    "offender_ref",
    "name",
    "tier",
    "officer_id",
    "due",
    "days",
    "weekday",
    "band_from",
    "band_to",
    "before_due",
];

/// Writes the people as CSV: a header and a row for each; the four days are joined by `;`.
///
/// # Errors
/// Those of the writer.
pub fn csv(report: &Predictability, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, report.as_of, &report.policy, &COLUMNS)?;
    for listed in &report.rows {
        let row = json_row(report, listed);
        let head = [
            report.from.to_string(),
            scope(&report.scope),
            row.offender_ref.to_owned(),
            cell(row.name),
            cell(row.tier),
            cell(row.officer_id),
            cell(row.due),
        ];
        file.row(&[&head[..], &row.predictable.cells()[..]].concat())?;
    }
    file.end()
}

/// The report as a paper: the people whose visits could be foreseen, how many they are, and how visits were made.
pub fn paper(report: &Predictability) -> Paper<'_> {
    let paper = Paper::new("Whose visits could be foreseen", report.as_of, &report.policy);
    let paper = paper.period(report.from, report.as_of).scope(scope(&report.scope));
    let filter = "people whose last four visits that count share something";
    paper.filter(filter).note(WHAT_NOW).table(rows(report)).table(people(report)).table(shares(report))
}

fn rows(report: &Predictability) -> Table<'_> {
    let columns = vec![
        Column::text("Offender"),
        Column::text("Name"),
        Column::text("Risk level"),
        Column::text("Officer"),
        Column::day("Due"),
        Column::text("Weekday"),
        Column::time("Earliest"),
        Column::time("Latest"),
        Column::text("Only when about to fall due"),
        Column::text("The last four visits"),
    ];
    let rows = Rows::of(&report.rows, |row| {
        let band = row.predictable.band.shared();
        let time = |minutes: Option<u16>| minutes.map_or(Cell::Empty, Cell::Time);
        vec![
            Cell::text(&row.reference),
            Cell::maybe(row.name.as_deref()),
            Cell::text(row.tier.map_or(NO_LEVEL, |tier| report.labels.tier_name(tier))),
            Cell::maybe(row.owner.map(|owner| report.labels.officer_id(owner))),
            row.due.into(),
            Cell::maybe(row.predictable.weekday.map(weekday_in_words)),
            time(band.map(|(from, _)| from)),
            time(band.map(|(_, to)| to)),
            Cell::yes_no(row.predictable.before_due),
            Cell::text(shared(&row.predictable)),
        ]
    });
    Table::new("Predictable", "People whose last four visits that count share something", columns, rows)
}

fn people(report: &Predictability) -> Table<'_> {
    let people = &report.people;
    let looked = people.looked_at();
    let row = |what: &'static str, part, of| vec![what.into(), Cell::Fraction { part, of }];
    let rows = vec![
        row("Fewer than four visits: too few to say", people.too_few, people.managed),
        row("All on one weekday", people.weekday, looked),
        row("All within three hours of the day", people.band, looked),
        row("Not said of the hours: a time is not recorded", people.band_unknown, looked),
        row("Each only when it was about to fall due", people.before_due, looked),
        row("Any of these", people.predictable, looked),
    ];
    let columns = vec![Column::text("The last four visits"), Column::fraction("People")];
    Table::new("People", "How many people's last four visits share something", columns, Rows::made(rows))
}

fn shares(report: &Predictability) -> Table<'_> {
    let row = |what: String, part: fn(&Shares) -> (u64, u64)| {
        let cell = |shares: &Shares| {
            let (part, of) = part(shares);
            Cell::Fraction { part, of }
        };
        vec![Cell::text(what), cell(&report.effective), cell(&report.attempts)]
    };
    let rows = vec![
        row("Announced, of those of which it is recorded".to_owned(), |shares| {
            (shares.announced, shares.visits - shares.announced_unknown)
        }),
        row("Not recorded whether announced".to_owned(), |shares| (shares.announced_unknown, shares.visits)),
        row(format!("From {}:00, of those with a time", report.evening_from), |shares| {
            (shares.evening, shares.visits - shares.no_time)
        }),
        row("No time recorded".to_owned(), |shares| (shares.no_time, shares.visits)),
        row("At weekends".to_owned(), |shares| (shares.weekend, shares.visits)),
    ];
    let columns =
        vec![Column::text("Visits"), Column::fraction("Visits that count"), Column::fraction("Failed attempts")];
    Table::new("Visits", "How visits of the time were made, of everybody in the scope", columns, Rows::made(rows))
}
