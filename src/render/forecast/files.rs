//! The forecast in files: a row a week, with every figure.

use std::io::{self, Write};

use serde::Serialize;

use super::tries;
use crate::domain::day::Day;
use crate::render::Accounts;
use crate::render::csv_file::{CsvList, cell, of_tier};
use crate::render::json::{self, KnownJson, PolicyJson, ScopeJson};
use crate::report::forecast::{Ends, Forecast, LOOK_WEEKS, Paced, PastWeek, Week};

#[derive(Serialize)]
struct ForecastJson<'a> {
    schema: &'static str,
    as_of: Day,
    scope: ScopeJson<'a>,
    policy: PolicyJson<'a>,
    managed: u64,
    people: PeopleJson,
    weeks: Vec<WeekJson<'a>>,
    past: Vec<PastJson>,
    made: MadeJson,
    history_from: Option<Day>,
    backlog: BacklogJson,
    force: ForceJson,
    looked_ahead_weeks: u32,
    at_pace: Vec<PacedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct PeopleJson {
    with_overdue: u64,
    falling_due: u64,
    later: u64,
    no_end: u64,
}

#[derive(Serialize)]
struct WeekJson<'a> {
    from: Day,
    due: u64,
    by_tier: Vec<TierJson<'a>>,
    first: u64,
    tries: Option<u64>,
}

#[derive(Serialize)]
struct TierJson<'a> {
    tier: Option<&'a str>,
    due: u64,
}

#[derive(Serialize)]
struct MadeJson {
    effective: u64,
    attempts: u64,
    contacts: u64,
    tried: u64,
}

#[derive(Serialize)]
struct PastJson {
    from: Day,
    #[serde(flatten)]
    made: MadeJson,
}

#[derive(Serialize)]
struct BacklogJson {
    all: u64,
    now: u64,
    returning: u64,
    away: u64,
}

#[derive(Serialize)]
struct ForceJson {
    officers: u64,
    share_not_recorded: u64,
    fte_hundredths: u64,
    crew_size: u32,
}

#[derive(Serialize)]
struct PacedJson {
    crews_more: i32,
    visits: u64,
    over_weeks: u64,
    ends: &'static str,
    ends_in_week: Option<u32>,
    ends_by: Option<Day>,
    owed_at_last: u64,
    due_last_year: u64,
    weeks: Vec<AtJson>,
}

#[derive(Serialize)]
struct AtJson {
    again: u64,
    made: u64,
    owed: u64,
}

fn made(week: &PastWeek) -> MadeJson {
    MadeJson { effective: week.effective, attempts: week.attempts, contacts: week.contacts, tried: week.tried() }
}

fn weeks(forecast: &Forecast) -> impl Iterator<Item = WeekJson<'_>> {
    let tries = tries(forecast);
    (0..).zip(&forecast.weeks).map(move |(at, of): (usize, _)| {
        let tries = tries.as_ref().and_then(|tries| tries.get(at).copied());
        week(forecast, of, tries)
    })
}

fn week<'a>(forecast: &'a Forecast, week: &Week, tries: Option<u64>) -> WeekJson<'a> {
    let tiers = forecast.tiers.iter().map(|tier| Some(forecast.labels.tier_id(*tier))).chain([None]);
    WeekJson {
        from: week.from,
        due: week.due(),
        by_tier: tiers.zip(&week.by_tier).map(|(tier, due)| TierJson { tier, due: *due }).collect(),
        first: week.first,
        tries,
    }
}

fn paced(forecast: &Forecast, paced: &Paced) -> PacedJson {
    let (ends, ends_in_week) = match paced.ends {
        Ends::Nothing => ("nothing-owed", None),
        Ends::Week(week) => ("in-week", Some(week)),
        Ends::Never => ("never", None),
    };
    let (visits, over_weeks) = paced.pace.a_week();
    PacedJson {
        crews_more: paced.crews_more,
        visits,
        over_weeks,
        ends,
        ends_in_week,
        ends_by: ends_in_week.map(|week| forecast.as_of.plus_days(week * 7)),
        owed_at_last: paced.owed_at_last(),
        due_last_year: paced.last_year,
        weeks: paced.weeks.iter().map(|at| AtJson { again: at.again, made: at.made, owed: at.owed }).collect(),
    }
}

/// Writes the forecast as JSON, `homevisit.forecast/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(forecast: &Forecast, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let (people, backlog, force) = (&forecast.people, &forecast.backlog, &forecast.force);
    let value = ForecastJson {
        schema: "homevisit.forecast/1",
        as_of: forecast.as_of,
        scope: (&forecast.scope).into(),
        policy: (&forecast.policy).into(),
        managed: forecast.managed,
        people: PeopleJson {
            with_overdue: people.backlog,
            falling_due: people.falling_due,
            later: people.later,
            no_end: people.no_end,
        },
        weeks: weeks(forecast).collect(),
        past: forecast.past.iter().map(|week| PastJson { from: week.from, made: made(week) }).collect(),
        made: made(&forecast.made()),
        history_from: forecast.history_from,
        backlog: BacklogJson { all: backlog.all(), now: backlog.now, returning: backlog.returning, away: backlog.away },
        force: ForceJson {
            officers: force.officers,
            share_not_recorded: force.share_not_recorded,
            fte_hundredths: force.fte_hundredths,
            crew_size: force.crew_size,
        },
        looked_ahead_weeks: LOOK_WEEKS,
        at_pace: forecast.paced.iter().map(|of| paced(forecast, of)).collect(),
        known_at: KnownJson::of(&forecast.policy.known),
    };
    json::write_list(&value, accounts, to)
}

const FIRST: [&str; 6] = ["ends", "ends_in_week", "ends_by", "week", "from", "due"];
const LAST: [&str; 10] =
    ["due_no_tier", "first", "tries", "again", "made", "owed", "effective", "attempts", "contacts", "tried"];

/// Writes the forecast as CSV: a header, a row a week gone by (`week` is `past`) with what was made, and a row a week to come
/// (`to-come`) with what falls due; `again`, `made`, `owed` and in each row when the backlog `ends`, at the pace of the weeks
/// gone by. Each risk level has a column, `due_` and its id.
///
/// # Errors
/// Those of the writer.
pub fn csv(forecast: &Forecast, to: impl Write) -> io::Result<()> {
    let levels: Vec<String> =
        forecast.tiers.iter().map(|tier| of_tier("due", forecast.labels.tier_id(*tier))).collect();
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    let columns = [&FIRST[..], &levels, &LAST].concat();
    let mut file = CsvList::new(to, forecast.as_of, &forecast.policy, &columns)?;
    let pace = paced(forecast, &forecast.paced[0]);
    let begins = |kind: &str, from: Day| {
        let ends = [pace.ends.to_owned(), cell(pace.ends_in_week), cell(pace.ends_by)];
        [&ends[..], &[kind.to_owned(), from.to_string()]].concat()
    };
    for past in &forecast.past {
        let nothing = vec![String::new(); 1 + forecast.tiers.len() + 6];
        let made = [past.effective, past.attempts, past.contacts, past.tried()].map(|count| count.to_string()).to_vec();
        file.row(&[begins("past", past.from), nothing, made].concat())?;
    }
    for (row, at) in weeks(forecast).zip(&forecast.paced[0].weeks) {
        let mut cells = begins("to-come", row.from);
        cells.push(row.due.to_string());
        cells.extend(row.by_tier.iter().map(|tier| tier.due.to_string()));
        cells.extend([row.first.to_string(), cell(row.tries)]);
        cells.extend([at.again, at.made, at.owed].map(|count| count.to_string()));
        cells.extend(vec![String::new(); 4]);
        file.row(&cells)?;
    }
    file.end()
}
