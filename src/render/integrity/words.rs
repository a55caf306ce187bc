//! What was found, in words: days, references and numbers, and never a judgement.

use crate::domain::day::{Day, Period};
use crate::domain::offender::{OfficerKey, Status, TierKey};
use crate::domain::pattern::{Away, Found};
use crate::render::recorded::clock;
use crate::render::words::{counted, join, short_day};
use crate::report::integrity::{Integrity, Listed};

/// Whom a case stands under: the offender in whose record it was found, else the officers.
pub(super) fn whose(report: &Integrity, case: &Listed) -> String {
    match (case.offender, case.found.officers().first()) {
        (Some(offender), _) => report.reference(offender).to_owned(),
        (None, Some(_)) => {
            let officers = case.found.officers();
            officers.iter().map(|officer| report.labels.officer_id(*officer)).collect::<Vec<_>>().join(", ")
        }
        (None, None) => "-".to_owned(),
    }
}

/// What was found in a case.
pub(super) fn found(report: &Integrity, case: &Listed) -> String {
    let said = of_the_pattern(report, &case.found);
    let owner = case.owner.map(|owner| format!("; officer {}", report.labels.officer_id(owner)));
    let by = case.recorded_by.as_ref().map(|by| format!(" by {by}"));
    format!("{said}{}{}", by.unwrap_or_default(), owner.unwrap_or_default())
}

fn of_the_pattern(report: &Integrity, found: &Found) -> String {
    let (days, number) = (counted(found.number(), "day", "days"), found.number());
    match found {
        Found::AbsenceNearDue { away, due, owed, .. } => {
            format!("{} from this day; {}", away_words(*away), open(found.day(), *due, *owed))
        }
        Found::AbsencesInARow { absences } => {
            let each: Vec<String> = absences.iter().map(period).collect();
            format!("{number} short absences: {}", each.join(", "))
        }
        Found::LoweredNearDue { from, to, due, owed, .. } => {
            format!("{} to {}; {}", level(report, *from), level(report, *to), open(found.day(), *due, *owed))
        }
        Found::LoweredAndRaised { lowered, from, to, again, .. } => {
            let (from, to, again) = (level(report, *from), level(report, *to), level(report, *again));
            format!("{from} to {to} on {}, and to {again} {days} later", short_day(*lowered))
        }
        Found::RecordedLate { visit, recorded, claimed, act, .. } => {
            let how = if *claimed { "by its source".to_owned() } else { format!("in act {act}") };
            format!("visit {}, written down {days} later, on {}, {how}", report.visit_ref(*visit), short_day(*recorded))
        }
        Found::ManyInAnHour { first, last, visits, .. } => {
            format!("{number} visits from {} to {}: {}", clock(*first), clock(*last), listed(report, visits))
        }
        Found::TwoPlaces { times: [one, other], visits, .. } => {
            let apart = counted(number, "minute", "minutes");
            format!("at {} and {}, {apart} apart: {}", clock(*one), clock(*other), listed(report, visits))
        }
        Found::NoTime { visits } => {
            let refs: Vec<String> = visits.iter().map(|(_, visit)| report.visit_ref(*visit).to_owned()).collect();
            format!("the last {number} visits that count have no time: {}", refs.join(", "))
        }
        Found::IntervalRenewed { plans, authorised_by } => {
            let each: Vec<String> = plans.iter().map(period).collect();
            let by = officers(report, authorised_by);
            format!("{number} longer own intervals: {}; authorised by {by}", each.join(", "))
        }
        Found::OneAuthoriser { authorised, plans, days, .. } => {
            let mut of: Vec<&str> = days.iter().map(|(_, offender)| report.reference(*offender)).collect();
            of.dedup();
            format!("authorised {authorised} of {plans} plans that ask for less: {}", of.join(", "))
        }
        Found::UnseenTooLong { since, seen, cadence, .. } => {
            let what = if *seen { "last seen" } else { "never seen; managed since" };
            format!("{what} {}, {days} before; every {cadence}", short_day(*since))
        }
        Found::EndedOwed { due, .. } => {
            format!("management ended with a visit overdue for {days}, since {}", short_day(*due))
        }
        Found::BegunAgain { ended, before, .. } => {
            let under = before.map_or(String::new(), |before| format!(" as {}", report.reference(before)));
            format!("management ended{under} on {}, and began again {days} later", short_day(*ended))
        }
        Found::Alike { records, .. } => {
            let records: Vec<String> = records.iter().map(|record| report.reference(*record).to_owned()).collect();
            format!("{} look like one person", join(&records))
        }
    }
}

/// What was open on a day: `a visit was overdue since 5 May 2025`, `a visit was due 2 days later, …`.
fn open(day: Day, due: Day, owed: bool) -> String {
    let on = short_day(due);
    match due.days_after(day) {
        _ if owed => format!("a visit was overdue since {on}"),
        0 if due < day => format!("a visit due {on} was not yet overdue"),
        0 => format!("a visit was due that day, {on}"),
        days => format!("a visit was due {} later, {on}", counted(days, "day", "days")),
    }
}

fn away_words(away: Away) -> &'static str {
    match away {
        Away::Status(Status::Custody) => "in custody",
        Away::Status(Status::Hospital) => "in hospital",
        Away::Status(Status::Abroad) => "abroad",
        Away::Status(Status::Elsewhere) => "accepted elsewhere",
        Away::Status(Status::Missing) => "whereabouts unknown",
        Away::Desk => "desk-based",
    }
}

fn period(period: &Period) -> String {
    let from = short_day(period.from);
    period.until.map_or(format!("{from} on"), |until| format!("{from} until {}", short_day(until)))
}

fn level(report: &Integrity, tier: TierKey) -> &str {
    report.labels.tier_name(tier)
}

fn officers(report: &Integrity, officers: &[OfficerKey]) -> String {
    join(&officers.iter().map(|officer| report.labels.officer_id(*officer).to_owned()).collect::<Vec<_>>())
}

fn listed(
    report: &Integrity,
    visits: &[(crate::domain::offender::OffenderKey, crate::domain::work::VisitKey)],
) -> String {
    let each = visits
        .iter()
        .map(|(offender, visit)| format!("{} to {}", report.visit_ref(*visit), report.reference(*offender)));
    each.collect::<Vec<_>>().join(", ")
}
