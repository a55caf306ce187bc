//! The unseen list as JSON (`homevisit.unseen/1`) and CSV: every managed person, longest unseen first.

use std::io::{self, Write};

use serde::Serialize;

pub use super::unseen_paper::paper;
pub use super::unseen_table::table;

use super::csv_file::{CsvList, cell, yes_no};
use super::json::{self, KnownJson, PolicyJson};
use super::words::short_day;
use crate::domain::day::Day;
use crate::domain::offender::Status;
use crate::domain::requirement::Why;
use crate::domain::row::Bucket;
use crate::render::Accounts;
use crate::report::unseen::{Excuse, Unseen, UnseenList};

#[derive(Serialize)]
struct UnseenJson<'a> {
    schema: &'static str,
    as_of: Day,
    policy: PolicyJson<'a>,
    managed: usize,
    rows: Vec<RowJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    offender_ref: &'a str,
    name: Option<&'a str>,
    days_unseen: u32,
    last_visit: Option<Day>,
    managed_from: Day,
    tier: Option<&'a str>,
    officer_id: Option<&'a str>,
    bucket: Bucket,
    with_overdue: bool,
    excuses: Vec<ExcuseJson>,
}

#[derive(Serialize)]
struct ExcuseJson {
    kind: &'static str,
    since: Day,
    excuses: bool,
    every: Option<String>,
}

fn excuse(excuse: &Excuse) -> ExcuseJson {
    let (kind, since, every) = match *excuse {
        Excuse::Away(status, since) => (status.as_str(), since, None),
        Excuse::Missing(since) => (Status::Missing.as_str(), since, None),
        Excuse::Reactive(since) | Excuse::ReactiveWithoutEffect(since, _) => ("reactive", since, None),
        Excuse::OwnInterval(every, since) => ("interval", since, Some(every.to_rule())),
    };
    ExcuseJson { kind, since, excuses: excuse.excuses(), every }
}

fn row<'a>(list: &'a UnseenList, unseen: &'a Unseen) -> RowJson<'a> {
    RowJson {
        offender_ref: &unseen.reference,
        name: unseen.name.as_deref(),
        days_unseen: unseen.days,
        last_visit: unseen.last_visit,
        managed_from: unseen.managed_from,
        tier: unseen.tier.map(|tier| list.labels.tier_id(tier)),
        officer_id: unseen.owner.map(|owner| list.labels.officer_id(owner)),
        bucket: unseen.bucket,
        with_overdue: unseen.with_overdue,
        excuses: unseen.excuses.iter().map(excuse).collect(),
    }
}

/// Writes the list as JSON, `homevisit.unseen/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(list: &UnseenList, accounts: Accounts, to: impl Write) -> io::Result<()> {
    let value = UnseenJson {
        schema: "homevisit.unseen/1",
        as_of: list.as_of,
        policy: (&list.policy).into(),
        managed: list.rows.len(),
        rows: list.rows.iter().map(|unseen| row(list, unseen)).collect(),
        known_at: KnownJson::of(&list.policy.known),
    };
    json::write_list(&value, accounts, to)
}

const HEADER: [&str; 10] = [
    "offender_ref",
    "name",
    "days_unseen",
    "last_visit",
    "managed_from",
    "tier",
    "officer_id",
    "bucket",
    "with_overdue",
    "excuses",
];

/// Writes the list as CSV: a header and a row for every managed person; excuses in words, joined by `; `.
///
/// # Errors
/// Those of the writer.
pub fn csv(list: &UnseenList, to: impl Write) -> io::Result<()> {
    let mut file = CsvList::new(to, list.as_of, &list.policy, &HEADER)?;
    for unseen in &list.rows {
        let row = row(list, unseen);
        file.row(&[
            row.offender_ref.to_owned(),
            cell(row.name),
            row.days_unseen.to_string(),
            cell(row.last_visit),
            row.managed_from.to_string(),
            cell(row.tier),
            cell(row.officer_id),
            row.bucket.to_string(),
            yes_no(row.with_overdue),
            excuses_in_words(unseen),
        ])?;
    }
    file.end()
}

/// What excuses it, in words; `nothing` where nothing does.
pub(super) fn excuses_in_words(unseen: &Unseen) -> String {
    let nothing = unseen.excuses.iter().all(|excuse| !excuse.excuses());
    let said: Vec<String> = unseen.excuses.iter().map(in_words).collect();
    match (said.is_empty(), nothing) {
        (true, _) => "nothing".to_owned(),
        (false, true) => format!("nothing ({})", said.join("; ")),
        (false, false) => said.join("; "),
    }
}

fn in_words(excuse: &Excuse) -> String {
    match *excuse {
        Excuse::Away(status, since) => format!("{} since {}", away(status), short_day(since)),
        Excuse::Missing(since) => format!("whereabouts unknown since {}", short_day(since)),
        Excuse::Reactive(since) => format!("desk-based plan since {}", short_day(since)),
        Excuse::ReactiveWithoutEffect(since, why) => {
            format!("desk-based plan since {}, without effect: {}", short_day(since), without_effect(why))
        }
        Excuse::OwnInterval(every, since) => format!("own interval of {every} since {}", short_day(since)),
    }
}

fn away(status: Status) -> &'static str {
    match status {
        Status::Custody => "in custody",
        Status::Hospital => "in hospital",
        Status::Abroad => "abroad",
        Status::Elsewhere => "accepted elsewhere",
        Status::Missing => "whereabouts unknown",
    }
}

fn without_effect(why: Why) -> &'static str {
    match why {
        Why::PlanUnseen => "never yet seen",
        Why::PlanOverdue => "a visit is overdue",
        Why::PlanNear => "a visit is about to fall due",
        Why::Missing => "whereabouts unknown",
        Why::Away(_) => "away",
        Why::Ordinary | Why::Plan => "not today",
    }
}
