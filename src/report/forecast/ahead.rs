//! What falls due for one offender, if each visit is made on the day it is due and nothing else is recorded.
//!
//! The engine says it: its own fold is run on into days to come, a visit is put on the first due day it reaches, and it is
//! run again. Once nothing that is known changes any more, what follows is its interval arithmetic alone.

use crate::domain::coverage::{Fault, Timeline};
use crate::domain::day::Day;
use crate::domain::offender::{Facts, PlanKind, Status};
use crate::domain::policy::Book;
use crate::domain::requirement::{Cycle, Event, Mode, Rules, Standing, Step, fold};
use crate::domain::visit::Visit;

/// One visit that falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FallsDue {
    /// The day on which it is made: its due day, or the first day on which it can be, where its due day has come already
    /// and it is not overdue.
    pub on: Day,
    /// Whether it is a first visit, on a return too.
    pub first: bool,
}

/// The visits of somebody with nothing overdue on `as_of` that fall due from the next day up to and including `until`, in
/// order. `standing` is where the fold of the facts stands on `as_of`; facts that begin after it play no part, the ends of
/// those that have begun are believed.
///
/// Where a version of the policy to come lacks the tier of somebody managed now, nothing is said from that day on.
///
/// # Errors
/// The engine's [`Fault`], for facts that the register refuses to take in.
pub fn falling_due(
    facts: &Facts,
    rules: &Rules,
    standing: &Standing,
    as_of: Day,
    until: Day,
    mut each: impl FnMut(FallsDue),
) -> Result<(), Fault> {
    let until = until.min(last_judged(facts, &rules.book, as_of));
    let quiet_from = quiet_from(facts, &rules.book, as_of);
    let known =
        standing.upcoming.filter(|_| standing.mode == Mode::Required && quiet_from.is_some_and(|day| day <= as_of));
    if let Some(upcoming) = known {
        let first = FallsDue { on: upcoming.due.max(as_of.next()), first: matches!(upcoming.cycle, Cycle::First(_)) };
        series(first, until, |day| standing.interval.after(day, 1), each);
        return Ok(());
    }
    let mut ahead = facts.up_to(as_of);
    let mut after = as_of;
    while let Some(next) = next(&ahead, rules, after, until)? {
        if quiet_from.is_some_and(|day| day <= next.on) {
            let interval = Timeline::new(&ahead, &rules.book).pace(next.on)?.interval;
            series(next, until, |day| interval.after(day, 1), each);
            return Ok(());
        }
        each(next);
        ahead.visits.push(made_on(next.on, &rules.book));
        after = next.on;
    }
    Ok(())
}

/// One after another, as long as nothing else changes.
fn series(first: FallsDue, until: Day, after: impl Fn(Day) -> Day, mut each: impl FnMut(FallsDue)) {
    let mut next = first;
    while next.on <= until {
        each(next);
        next = FallsDue { on: after(next.on), first: false };
    }
}

/// A visit that counts, by the policy in force on its day.
pub fn made_on(day: Day, book: &Book) -> Visit {
    let policy = &book.on(day).policy;
    Visit {
        day,
        time: None,
        outcome: policy.effective_outcomes[0],
        premises: policy.effective_premises[0],
        announced: None,
        entry_sought: None,
        act: 0,
        source_days: None,
    }
}

/// The day from which nothing that is known changes, and visits are required on every day; none where there is no such day.
fn quiet_from(facts: &Facts, book: &Book, as_of: Day) -> Option<Day> {
    let begun = facts.up_to(as_of);
    let timeline = Timeline::new(&begun, book);
    let of_management = begun.management.iter().filter(|period| period.covers(as_of)).map(|period| period.until);
    if of_management.into_iter().any(|until| until.is_some()) {
        return None;
    }
    let away = begun.statuses.iter().filter(|fact| fact.status != Status::Missing && fact.period.until.is_none());
    let desk = timeline.plans().iter().filter(|plan| plan.kind == PlanKind::Reactive && plan.period.until.is_none());
    if away.count() + desk.count() > 0 {
        return None;
    }
    let ends = begun.statuses.iter().filter_map(|fact| fact.period.until);
    let ends = ends.chain(timeline.plans().iter().filter_map(|plan| plan.period.until)).chain(book.changes());
    Some(ends.filter(|day| *day > as_of).max().unwrap_or(as_of))
}

/// The last day for which the tier of the as-of day is in the policy in force, looking ahead.
fn last_judged(facts: &Facts, book: &Book, as_of: Day) -> Day {
    let begun = facts.up_to(as_of);
    let timeline = Timeline::new(&begun, book);
    let lacks = |day: &Day| timeline.numbers(timeline.tier(*day), *day).is_err();
    book.changes().filter(|day| *day > as_of).find(lacks).map_or(Day::MAX, Day::before)
}

/// The upcoming requirement as the fold tells of it.
#[derive(Clone, Copy)]
struct Upcoming {
    due: Day,
    first: bool,
    /// The first day on which it could be met.
    from: Day,
}

/// The first visit that falls due after `after` and by `until`.
fn next(facts: &Facts, rules: &Rules, after: Day, until: Day) -> Result<Option<FallsDue>, Fault> {
    let (mut upcoming, mut aside, mut found) = (None::<Upcoming>, None::<Upcoming>, None::<FallsDue>);
    let reached = |up: Upcoming| FallsDue { on: up.due.max(up.from).max(after.next()), first: up.first };
    fold(facts, rules, until, &mut |event| {
        let Event::Step(day, step) = event else { return };
        let passes = matches!(step, Step::DeadlinePassed { .. }) && day > after;
        let due = upcoming.map(reached).filter(|falls| found.is_none() && (falls.on < day || passes));
        found = found.or(due);
        match step {
            Step::Scheduled { due, .. } => upcoming = Some(Upcoming { due, first: false, from: day }),
            Step::FirstCalled { due, .. } => upcoming = Some(Upcoming { due, first: true, from: day }),
            Step::GoesOn { due, .. } => {
                let first = aside.is_some_and(|aside| aside.first);
                upcoming = Some(Upcoming { due, first, from: day });
            }
            Step::Changed { due, .. } => upcoming = upcoming.map(|up| Upcoming { due, ..up }),
            Step::SetAside { .. } => aside = upcoming.take(),
            Step::ManagementEnded { .. } => upcoming = None,
            _ => (),
        }
    })?;
    Ok(found.or_else(|| upcoming.map(reached).filter(|falls| falls.on <= until)))
}

/// The first day after `as_of` and by `until` on which visits are required again of somebody of whom none is; none where no
/// such day is known.
///
/// # Errors
/// The engine's [`Fault`].
pub fn returns(facts: &Facts, rules: &Rules, as_of: Day, until: Day) -> Result<Option<Day>, Fault> {
    let (mut found, begun) = (None, facts.up_to(as_of));
    fold(&begun, rules, until.min(last_judged(facts, &rules.book, as_of)), &mut |event| {
        if let Event::Days(days) = event
            && days.mode == Mode::Required
            && days.from > as_of
        {
            found = found.or(Some(days.from));
        }
    })?;
    Ok(found)
}

/// Whether visits go on falling due once a visit owed is made: not where a desk-based plan without an end waits for it.
pub fn falls_due_again(facts: &Facts, rules: &Rules, as_of: Day) -> bool {
    let begun = facts.up_to(as_of);
    let timeline = Timeline::new(&begun, &rules.book);
    let mut desk = timeline.plans().iter().filter(|plan| plan.kind == PlanKind::Reactive && plan.period.covers(as_of));
    !desk.any(|plan| plan.period.until.is_none())
}
