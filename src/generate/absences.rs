//! What holds for a time: statuses, and plans of either kind.

use chrono::NaiveDate;

use super::chance::{Chance, days_between, plus};
use super::facts::{Absence, Every, Facts, Plan, Span, Status, Tier, World};
use super::life::{Cast, Fate};

const SHORTER: &[&str] =
    &["recent loss of work and home", "New relationship, children in the household", "requested by the supervisor", ""];
const LONGER: &[&str] =
    &["in supported housing, staffed day and night", "frail, housebound", "seen weekly by probation", ""];
const DESK: &[&str] =
    &["low risk, stable for years", "Desk-based since the annual review", "no concerns; reactive management", ""];

pub(super) fn statuses(chance: &mut Chance, world: &World, cast: &Cast, facts: &mut Facts) {
    let current = current(chance, world, cast, facts);
    let management = *facts.managements.last().expect("everybody has been managed");
    let first = management.from.max(plus(world.history_from, -200));
    let mut end = management.until.map_or(plus(world.last_day(), 1), |until| until.min(plus(world.last_day(), 1)));
    if let Some(current) = &current {
        end = end.min(current.span.from);
    }
    let many = chance.weighted(&[(71, 0), (21, 1), (8, 2)]);
    let mut from = chance.day(plus(first, 10), plus(end, -20));
    for _ in 0..many {
        let (status, days) = bygone(chance);
        let until = plus(from, days);
        if from < first || until > end {
            break;
        }
        facts.absences.push(Absence { status, span: Span { from, until: Some(until) } });
        from = follows(chance, status, until);
    }
    facts.absences.extend(current);
    if let (Some(first), true) = (facts.absences.first(), chance.percent(4.0)) {
        facts.absences.extend(twofold(chance, first));
    }
    facts.absences.sort_by_key(|absence| absence.span.from);
}

fn current(chance: &mut Chance, world: &World, cast: &Cast, facts: &Facts) -> Option<Absence> {
    let Fate::Away(status) = cast.fate else { return None };
    let (last, begun) = (world.last_day(), facts.managements.last()?.from);
    let longest = [1500, 900, 240, 1000, 420][status as usize];
    let (known_end, ahead) = [(30.0, 400), (5.0, 60), (65.0, 60), (10.0, 120), (0.0, 1)][status as usize];
    let mut from = plus(last, -chance.tail(2, longest)).max(plus(begun, 1).min(last));
    if status == Status::Custody && chance.percent(30.0) {
        from = begun;
    }
    let until = chance.percent(known_end).then(|| plus(last, chance.tail(1, ahead)));
    Some(Absence { status, span: Span { from, until } })
}

fn bygone(chance: &mut Chance) -> (Status, i64) {
    let status = chance.weighted(&[
        (42, Status::Custody),
        (32, Status::Abroad),
        (8, Status::Hospital),
        (7, Status::Elsewhere),
        (11, Status::Missing),
    ]);
    let days = match status {
        Status::Custody => chance.weighted(&[(30, 14), (30, 28), (40, 0)]),
        _ => 0,
    };
    let longest = [500, 160, 50, 300, 70][status as usize];
    (status, if days > 0 { days } else { chance.tail(6, longest) })
}

/// When the next absence begins: sometimes hard upon the last one, as when somebody missing is found and held.
fn follows(chance: &mut Chance, status: Status, until: NaiveDate) -> NaiveDate {
    match status {
        Status::Missing if chance.percent(50.0) => until,
        Status::Abroad if chance.percent(30.0) => plus(until, chance.between(0, 2)),
        _ => plus(until, chance.between(30, 700)),
    }
}

/// A stay in hospital in the middle of a term in custody.
fn twofold(chance: &mut Chance, first: &Absence) -> Option<Absence> {
    let until = first.span.until?;
    let days = days_between(first.span.from, until);
    if first.status != Status::Custody || days < 20 {
        return None;
    }
    let from = plus(first.span.from, chance.between(2, days - 10));
    Some(Absence { status: Status::Hospital, span: Span { from, until: Some(plus(from, 7)) } })
}

/// A cadence of the offender's own, shorter or longer than their tier's.
pub(super) fn own_interval(chance: &mut Chance, world: &World, cast: &Cast, facts: &mut Facts) {
    let management = *facts.managements.last().expect("everybody has been managed");
    let first = plus(management.from, 30).max(world.history_from);
    if !chance.percent(3.4) || cast.fate == Fate::Ended || first >= plus(world.last_day(), -20) {
        return;
    }
    let from = chance.day(first, plus(world.last_day(), -5));
    let shorter = chance.percent(70.0) || facts.tier_on(from) == Tier::Low;
    let every = match (facts.tier_on(from), shorter) {
        (Tier::VeryHigh, true) => Every::Weeks(2),
        (Tier::High, true) => chance.weighted(&[(3, Every::Months(1)), (2, Every::Months(2)), (1, Every::Days(45))]),
        (Tier::Medium, true) => chance.weighted(&[(3, Every::Months(3)), (2, Every::Months(2)), (1, Every::Weeks(6))]),
        (Tier::Low, true) => chance.weighted(&[(3, Every::Months(6)), (1, Every::Months(3))]),
        (Tier::VeryHigh, false) => Every::Weeks(6),
        (Tier::High, false) => Every::Months(4),
        (Tier::Medium | Tier::Low, false) => chance.weighted(&[(2, Every::Months(9)), (1, Every::Year)]),
    };
    let until = chance.percent(35.0).then(|| plus(from, chance.between(60, 420)));
    let reason = chance.pick(if shorter { SHORTER } else { LONGER });
    let authorised_by = world.roster.supervisor(cast.team).to_owned();
    facts.plans.push(Plan { every: Some(every), span: Span { from, until }, authorised_by, reason, review_by: None });
}

/// From which day on the next visit is to be the last before desk-based management, if it ever is.
pub(super) fn desk_from(chance: &mut Chance, world: &World, cast: &Cast, facts: &Facts) -> Option<NaiveDate> {
    let last = world.last_day();
    let share = match facts.tier_on(last) {
        Tier::Low => 16.0,
        Tier::Medium => 4.0,
        _ => 0.0,
    };
    let begun = plus(facts.managements.last()?.from, 60);
    let wanted = chance.percent(share) && cast.fate == Fate::AtHome;
    wanted.then(|| chance.day(plus(last, -900), plus(last, -260)).max(begun))
}

/// The plan that follows a visit.
pub(super) fn desk(chance: &mut Chance, world: &World, cast: &Cast, visit: NaiveDate) -> Plan {
    let from = plus(visit, chance.between(1, 24)).min(world.last_day());
    let until = chance.percent(45.0).then(|| plus(from, chance.weighted(&[(2, 182), (3, 365), (1, 730)])));
    let authorised_by = world.roster.supervisor(cast.team).to_owned();
    let (reason, review_by) = (chance.pick(DESK), Some(Every::Year.after(from)));
    Plan { every: None, span: Span { from, until }, authorised_by, reason, review_by }
}
