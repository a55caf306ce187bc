//! The overview as JSON and CSV.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::csv_file::{CsvList, cell};
use super::super::json::{self, KnownJson, PolicyJson, ScopeJson};
use super::super::words::scope;
use crate::domain::day::Day;
use crate::domain::notice::Notice;
use crate::domain::row::Bucket;
use crate::render::Accounts;
use crate::report::measure::{Figures, Measure};
use crate::report::overview::{Overview, Worst};

#[derive(Serialize)]
struct OverviewJson<'a> {
    schema: &'static str,
    as_of: Day,
    policy: PolicyJson<'a>,
    scope: ScopeJson<'a>,
    week_before: Option<Day>,
    period: PeriodJson,
    levels: Vec<LevelJson<'a>>,
    total: FiguresJson<'a>,
    months: Vec<MonthJson<'a>>,
    cases_per_fte: u32,
    officers: Vec<OfficerJson<'a>>,
    elsewhere: Option<ElsewhereJson>,
    history_from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct PeriodJson {
    from: Option<Day>,
    to: Day,
    days: u32,
}

#[derive(Serialize)]
struct ElsewhereJson {
    managed: u64,
    children: u64,
}

#[derive(Serialize)]
struct LevelJson<'a> {
    tier: &'a str,
    figures: FiguresJson<'a>,
    most_overdue: Option<WorstJson<'a>>,
    most_overdue_to_visit: Option<WorstJson<'a>>,
}

#[derive(Serialize)]
struct WorstJson<'a> {
    offender_ref: &'a str,
    officer_id: Option<&'a str>,
    bucket: Bucket,
    due: Day,
    days: u32,
    days_visitable: u32,
    missed: u32,
    attempts_since: u32,
    never_visited: bool,
    last_visit: Option<Day>,
    frozen: bool,
    direction: Option<Notice>,
}

#[derive(Serialize)]
struct MonthJson<'a> {
    from: Day,
    to: Day,
    days: u32,
    figures: FiguresJson<'a>,
}

#[derive(Serialize)]
struct OfficerJson<'a> {
    officer_id: &'a str,
    cases: u64,
    fte_hundredths: Option<u64>,
    above: Option<bool>,
}

/// By name; those that cannot be told are `null`. Of a month the flows alone.
struct FiguresJson<'a> {
    figures: &'a Figures,
    week: bool,
    flows: bool,
}

impl Serialize for FiguresJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for measure in Measure::ALL.iter().filter(|measure| !self.flows || measure.is_flow()) {
            let told = self.week || !measure.looks_back();
            map.serialize_entry(measure.as_str(), &told.then(|| self.figures[*measure]))?;
        }
        map.end()
    }
}

fn worst<'a>(overview: &'a Overview, worst: &'a Worst) -> WorstJson<'a> {
    WorstJson {
        offender_ref: &worst.reference,
        officer_id: worst.owner.map(|owner| overview.labels.officer_id(owner)),
        bucket: worst.bucket,
        due: worst.due,
        days: worst.days,
        days_visitable: worst.visitable,
        missed: worst.missed,
        attempts_since: worst.attempts,
        never_visited: worst.never_visited,
        last_visit: worst.last_visit,
        frozen: worst.frozen,
        direction: worst.direction,
    }
}

/// Writes the overview as JSON, `homevisit.overview/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(overview: &Overview, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let all = |figures| FiguresJson { figures, week: overview.week, flows: false };
    let levels = overview.levels.iter().map(|level| LevelJson {
        tier: level.group.word(),
        figures: all(&level.figures),
        most_overdue: level.worst.as_ref().map(|case| worst(overview, case)),
        most_overdue_to_visit: level.worst_to_visit.as_ref().map(|case| worst(overview, case)),
    });
    let months = overview.months.iter().map(|month| MonthJson {
        from: month.from,
        to: month.to,
        days: month.days(),
        figures: FiguresJson { figures: &month.figures, week: true, flows: true },
    });
    let officers = overview.officers.iter().map(|one| OfficerJson {
        officer_id: &one.officer,
        cases: one.cases,
        fte_hundredths: one.per_fte.map(|of| of.fte_hundredths),
        above: one.is_above(overview.cases_per_fte),
    });
    let value = OverviewJson {
        schema: "homevisit.overview/1",
        as_of: overview.as_of,
        policy: (&overview.policy).into(),
        scope: (&overview.scope).into(),
        week_before: overview.week.then(|| overview.as_of.minus_days(crate::report::measure::WEEK_DAYS)),
        period: PeriodJson {
            from: overview.months.first().map(|month| month.from),
            to: overview.as_of,
            days: overview.days(),
        },
        levels: levels.collect(),
        total: all(&overview.total),
        months: months.collect(),
        cases_per_fte: overview.cases_per_fte,
        officers: officers.collect(),
        elsewhere: overview
            .elsewhere
            .map(|elsewhere| ElsewhereJson { managed: elsewhere.managed, children: elsewhere.children }),
        history_from: overview.history_from,
        known_at: KnownJson::of(&overview.policy.known),
    };
    json::write_list(&value, accounts, to)
}

const HEADER: [&str; 9] = ["scope", "tier", "measure", "unit", "from", "to", "value", "of", "of_measure"];

/// Writes every figure as CSV: a row for each measure of each risk level and of `total`; then the flows of each month.
/// `from` and `to` are the days of a flow; a stock is of `to`.
///
/// # Errors
/// Those of the writer.
pub fn csv(overview: &Overview, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, overview.as_of, &overview.policy, &HEADER)?;
    let period = (overview.months.first().map(|month| month.from), overview.as_of);
    let levels = overview.levels.iter().map(|level| (level.group.word(), &level.figures));
    for (tier, figures) in levels.chain([("total", &overview.total)]) {
        for measure in Measure::ALL.iter().copied() {
            let told = overview.week || !measure.looks_back();
            let (from, to) = if measure.is_flow() { period } else { (None, overview.as_of) };
            file.row(&row(overview, tier, measure, (from, to), figures, told))?;
        }
    }
    for month in &overview.months {
        for measure in Measure::flows() {
            file.row(&row(overview, "total", measure, (Some(month.from), month.to), &month.figures, true))?;
        }
    }
    file.end()
}

fn row(
    overview: &Overview,
    tier: &str,
    measure: Measure,
    (from, to): (Option<Day>, Day),
    figures: &Figures,
    told: bool,
) -> Vec<String> {
    vec![
        scope(&overview.scope),
        tier.to_owned(),
        measure.to_string(),
        measure.definition().unit.to_string(),
        cell(from),
        to.to_string(),
        cell(told.then(|| figures[measure])),
        cell(measure.whole().filter(|_| told).map(|whole| figures[whole])),
        cell(measure.whole()),
    ]
}
