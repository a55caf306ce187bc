//! `homevisit integrity`: patterns that somebody should look at.

use clap::Args;

use super::World;
use super::database::{self, Known, Reading};
use super::error::{CliError, Kind};
use super::taken::{self, Answer, Taking};
use crate::domain::day::Day;
use crate::domain::pattern::{Found, Likenesses, Look, Pattern};
use crate::render;
use crate::report::integrity::{Fold, Integrity, Spec};
use crate::report::{Scope, Subject};

/// Patterns that somebody should look at, with their cases; none is an accusation
///
/// Absences begun when a visit was about to fall due, risk levels lowered then, visits recorded long after, one officer in two
/// places, and so on: each with its rule, how many were looked at, and its cases. Each has innocent explanations;
/// docs/patterns.md names them. The numbers are the policy's ([integrity]).
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit integrity --as-of 2026-03-31\n  homevisit integrity --team North --pattern \
two-places\n  homevisit integrity --from 2026-01-01 --format json"
)]
pub struct Arguments {
    /// As at this day, the last of the time looked at [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    /// The first day of the time looked at [default: so that it is a year]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// Of this team alone: cases that an officer of it owns on the last day, and its officers' own days
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// The cases of this pattern alone, all of them; files keep the counts of all patterns
    #[arg(long, value_name = "NAME")]
    pattern: Option<Pattern>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    taking: Taking,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let report = make(&reading, arguments)?;
    let (mut remarks, accounts) = (reading.said()?, reading.accounts()?);
    remarks.extend(begins(&reading, arguments));
    drop(reading);
    let only = arguments.pattern;
    let again = arguments.known.again(arguments.as_of, arguments.team.as_deref());
    let from = arguments.from.map_or(String::new(), |from| format!(" --from {from}"));
    let all_of = |pattern: Pattern| again.command_of_team(&format!("integrity --pattern {pattern}{from}"));
    let answer = Answer {
        rows: report.showing(only).map(|section| section.cases.len()).sum(),
        about: None,
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::integrity::table(&report, only, &all_of, width),
        json: &|out| render::integrity::json(&report, only, accounts, out),
        csv: &|out| render::integrity::csv(&report, only, out),
        paper: &|| render::integrity::paper(&report, only),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn first_day(arguments: &Arguments, as_of: Day) -> Day {
    arguments.from.unwrap_or(as_of.minus_months(12).next())
}

/// That the time looked at begins with the record, where an earlier day was asked for.
fn begins(reading: &Reading<'_>, arguments: &Arguments) -> Option<String> {
    let asked = first_day(arguments, reading.as_of);
    let begins = reading.rules.history_from.filter(|begins| asked < *begins);
    begins.map(|begins| format!("The record begins on {begins}: nothing before that is looked at."))
}

fn make(reading: &Reading<'_>, arguments: &Arguments) -> Result<Integrity, CliError> {
    let (rules, as_of, snapshot) = (&reading.rules, reading.as_of, &reading.snapshot);
    let from = first_day(arguments, as_of).max(rules.history_from.unwrap_or(Day::MIN));
    let scope = arguments.team.as_ref().map_or(Ok(Scope::All), |team| reading.team(team).map(Scope::Team))?;
    let adopted = snapshot.policies()?;
    let first = adopted.first().ok_or_else(|| CliError::new(Kind::Fault, "no policy was adopted"))?;
    let written = snapshot.written(&rules.book)?;
    let thresholds = &rules.book.on(as_of).policy.practice.integrity;
    let look = Look { from, as_of, rules, thresholds, first: &first.policy, written: &written };
    let mut likenesses = Likenesses::default();
    snapshot.each_person(|record, family, given, born| likenesses.take(record, family, given, born))?;
    let mut fold = Fold::new(Spec { from, as_of, scope }, look, &reading.roster, likenesses.finish())?;
    snapshot.each_beside(|key, reference, facts, beside| {
        fold.take(&Subject { key, reference, facts }, beside)
            .map_err(|fault| CliError::new(Kind::Fault, format!("{reference}: {fault}")))
    })?;
    snapshot.each_timed(from, as_of, |visit| fold.attended(visit))?;
    let mut report = fold.finish()?;
    report.policy = reading.policy();
    fill(&mut report, reading)?;
    Ok(report)
}

/// The references of the offenders and visits that cases name, and who recorded a visit late.
fn fill(report: &mut Integrity, reading: &Reading<'_>) -> Result<(), CliError> {
    let Integrity { sections, references, visit_refs, .. } = report;
    for case in sections.iter_mut().flat_map(|section| &mut section.cases) {
        for offender in case.offenders() {
            references.insert(offender, reading.snapshot.reference(offender)?);
        }
        for visit in case.found.visits() {
            visit_refs.insert(visit, reading.snapshot.visit_reference(visit)?);
        }
        if let Found::RecordedLate { claimed: false, act, .. } = case.found {
            case.recorded_by = Some(reading.snapshot.actor_of(act)?);
        }
    }
    Ok(())
}
