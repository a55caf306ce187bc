//! `homevisit audit`: what was required and what became of it, over a period.

mod compare;

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::group::Group;
use super::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::render;
use crate::report::audit::{Audit, Fold, Spec};
use crate::store::KnownAt;

/// What was required over a period and what became of it, with the days people were overdue
///
/// The headline is in people: how many were overdue on an average day. Each rate stands with its fraction. What was on time
/// and recorded late is counted apart. With --compare-known, what was known then beside what is known now, and what was
/// recorded in between.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit audit --from 2026-01-01 --to 2026-03-31\n  \
homevisit audit --from 2025-04-01 --to 2026-03-31 --group-by team --cases\n  \
homevisit audit --from 2026-01-01 --to 2026-03-31 --compare-known 412")]
pub struct Arguments {
    /// The first day
    #[arg(long, value_name = "DAY")]
    from: Day,
    /// The last day
    #[arg(long, value_name = "DAY")]
    to: Day,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    /// One line for each of these
    #[arg(long, value_enum, default_value_t = Group::Tier)]
    group_by: Group,
    /// List what is behind each figure
    #[arg(long)]
    cases: bool,
    /// The figures as known then (a moment or an act's number), as known now, and each case that makes the difference
    #[arg(long, value_name = "MOMENT", conflicts_with = "cases")]
    compare_known: Option<KnownAt>,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let group_by = arguments.group_by.into();
    let (from, to, as_of) = (arguments.from, arguments.to, reading.as_of);
    let spec = Spec { from, to, as_of, group_by, cases: arguments.cases };
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    if let Some(known_at) = arguments.compare_known {
        let then = compare::then(&reading, world, known_at)?;
        let compared = compare::compared(&reading, &then, spec)?;
        drop(then);
        drop(reading);
        let answer = Answer {
            rows: compared.cases.len(),
            about: None,
            accounts,
            remarks: &remarks,
            aside: "",
            table: &|width| render::compare::table(&compared, width),
            json: &|out| render::compare::json(&compared, accounts, out),
            csv: &|out| render::compare::csv(&compared, out),
            paper: &|| render::compare::paper(&compared),
        };
        return taken::give(&mut store, world, &way, &answer);
    }
    let audit = make(&reading, spec)?;
    drop(reading);
    let answer = Answer {
        rows: audit.rows.len(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::audit::table(&audit, width),
        json: &|out| render::audit::json(&audit, accounts, out),
        csv: &|out| match audit.cases {
            Some(_) => render::audit::cases_csv(&audit, out),
            None => render::audit::csv(&audit, out),
        },
        paper: &|| render::audit::paper(&audit),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn make(reading: &Reading<'_>, spec: Spec) -> Result<Audit, CliError> {
    let acts = reading.snapshot.act_days(&reading.rules.book)?;
    let mut fold = Fold::new(spec, &reading.rules, &reading.roster, &acts)?;
    reading.each(Asked::All, |subject| fold.take(subject))?;
    let mut audit = fold.finish()?;
    audit.policy = reading.policy();
    Ok(audit)
}
