//! An explanation as text for a screen, and as `homevisit.explain/1`.

mod page;

pub use super::explain_paper::paper;
pub use page::{WIDTH, text};

use std::io;

use serde::Serialize;

use super::accounts::Accounts;
use super::json::KnownJson;
use crate::domain::day::Day;
use crate::domain::policy::WentBack;
use crate::report::explain::{Ahead, DueMove, Explanation, Kind, Line, NextChange, PolicyRef, RowTold};

const SCHEMA: &str = "homevisit.explain/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    offender_ref: &'a str,
    as_of: Day,
    policy: &'a PolicyRef,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    retroactive: &'a [WentBack],
    managed: bool,
    managements: Vec<ManagementJson>,
    steps: Vec<StepJson<'a>>,
    row: Option<RowJson<'a>>,
    next: &'a [NextChange],
    ahead: &'a [Ahead],
    if_seen_today: Option<IfSeenJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct ManagementJson {
    from: Day,
    until: Option<Day>,
    owed_at_end: Option<Day>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    day: Day,
    kind: Kind,
    text: String,
    section: String,
    due: Option<DueMove>,
    policy: Option<&'a PolicyRef>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    offender_ref: &'a str,
    tier: Option<&'a str>,
    officer_id: Option<&'a str>,
    bucket: &'static str,
    due: Option<Day>,
    days_overdue: u32,
    missed: u32,
    last_visit: Option<Day>,
    attempts_since: u32,
    retry_by: Option<Day>,
    within_tolerance: bool,
    flags: Vec<&'static str>,
}

#[derive(Serialize)]
struct IfSeenJson<'a> {
    effect: &'static str,
    next_due: Option<Day>,
    text: &'a str,
}

/// Writes `homevisit.explain/1`; `whole` as for [`text`].
///
/// # Errors
/// Those of the writer.
pub fn json(explanation: &Explanation, accounts: Accounts, whole: bool, to: impl io::Write) -> io::Result<()> {
    let lines = explanation.lines(whole);
    let managements = explanation.managements.iter().map(|managed| ManagementJson {
        from: managed.period.from,
        until: managed.period.until,
        owed_at_end: managed.owed_at_end,
    });
    let document = Document {
        schema: SCHEMA,
        offender_ref: &explanation.reference,
        as_of: explanation.as_of,
        policy: &explanation.policy,
        retroactive: &explanation.went_back,
        managed: explanation.managed,
        managements: managements.collect(),
        steps: lines.iter().map(step).collect(),
        row: explanation.row.as_ref().map(|told| row(&explanation.reference, told)),
        next: &explanation.next,
        ahead: &explanation.ahead,
        if_seen_today: explanation.if_seen_today.as_ref().map(|seen| IfSeenJson {
            effect: seen.word(),
            next_due: seen.next_due,
            text: &seen.text,
        }),
        known_at: KnownJson::of(&explanation.known),
    };
    super::json::write_list(&document, accounts, to)
}

fn step(line: &Line) -> StepJson<'_> {
    StepJson {
        day: line.day,
        kind: line.kind,
        text: line.text(),
        section: line.section(),
        due: line.due,
        policy: line.policy.as_ref(),
    }
}

fn row<'a>(reference: &'a str, told: &'a RowTold) -> RowJson<'a> {
    let row = &told.row;
    RowJson {
        offender_ref: reference,
        tier: told.tier.as_deref(),
        officer_id: told.officer_id.as_deref(),
        bucket: row.bucket.as_str(),
        due: row.due,
        days_overdue: row.days_overdue,
        missed: row.missed,
        last_visit: row.last_visit,
        attempts_since: row.attempts_since,
        retry_by: row.retry_by,
        within_tolerance: row.within_tolerance,
        flags: row.flags.iter().map(|flag| flag.as_str()).collect(),
    }
}
