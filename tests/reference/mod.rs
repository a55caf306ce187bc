//! The rules of visiting a second time, as plain as can be, so that agreement with the engine proves something.
//!
//! One day after another, each day's steps in the order of the rulebook's section 4, everything looked up afresh by
//! scanning the facts. Slow on purpose; it shares with the engine only the plain types (days, intervals, policies,
//! facts) and nothing that computes.
#![allow(dead_code)] // each test binary uses its part

mod course;
mod facts;
mod holds;
pub mod policies;
pub mod random;
mod row;
pub mod shrink;

use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Facts, OfficerKey, TierKey};
use homevisit::domain::officer::Roster;
use homevisit::domain::policy::Book;
use homevisit::domain::row::{Bucket, Flag};

use course::Course;
use holds::Holds;

/// What a managed day is (section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    Required,
    Suspended,
    Reactive,
}

/// What became of a requirement, or that a visit was additional (section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    OnTime,
    Late,
    Missed,
    Overdue,
    Additional,
    Lapsed,
    Pending,
}

/// One requirement, or additional visit, on the day it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    pub count_day: Day,
    pub fate: Fate,
    /// As it stood last; none for an additional visit.
    pub due: Option<Day>,
    /// The visit that met it or was additional.
    pub visit: Option<Day>,
}

/// A row of section 5. The flags are in the order of [`Flag::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefRow {
    pub tier: Option<TierKey>,
    /// Where the tier, or `untiered_as`, stands in the order of the policy in force, 0 the greatest risk.
    pub tier_place: usize,
    pub owner: Option<OfficerKey>,
    pub bucket: Bucket,
    pub due: Option<Day>,
    pub with_overdue: bool,
    pub days_overdue: u32,
    pub missed: u32,
    pub last_visit: Option<Day>,
    pub attempts_since: u32,
    pub flags: Vec<Flag>,
}

/// A managed day: its mode and whether, with it as the as-of day, a requirement is overdue.
pub type PersonDay = (Day, Mode, bool);

/// Everything the rulebook says of one offender as at a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// None where not managed that day, or no list is made for it.
    pub row: Option<RefRow>,
    /// Of every management, sorted.
    pub counted: Vec<Counted>,
    /// Every managed day up to the as-of day, none before `history_from`.
    pub days: Vec<PersonDay>,
}

/// Judges one offender as at a day. Facts that start after it play no part.
pub fn judge(facts: &Facts, book: &Book, roster: &Roster, history_from: Option<Day>, as_of: Day) -> Judged {
    let mut known = facts.clone();
    known.management.retain(|fact| fact.from <= as_of);
    known.tiers.retain(|fact| fact.from <= as_of);
    known.owners.retain(|fact| fact.from <= as_of);
    known.addresses.retain(|fact| fact.from <= as_of);
    known.statuses.retain(|fact| fact.period.from <= as_of);
    known.plans.retain(|fact| fact.period.from <= as_of);
    known.visits.retain(|fact| fact.day <= as_of);
    judge_each(&known, book, roster, history_from, &[as_of]).remove(0)
}

/// Judges one offender as at several days in one pass over the days, with all facts in view. That this is the same as
/// [`judge`] on each of them is a property that the tests hold it to.
pub fn judge_each(
    facts: &Facts,
    book: &Book,
    roster: &Roster,
    history_from: Option<Day>,
    as_of: &[Day],
) -> Vec<Judged> {
    let last = *as_of.iter().max().expect("a day to judge");
    let holds = Holds::new(facts, book, last);
    let mut answers: Vec<Option<Judged>> = vec![None; as_of.len()];
    let mut courses: Vec<Course> = Vec::new();
    let mut day = facts.management.iter().map(|period| period.from).chain(as_of.iter().copied()).min().unwrap_or(last);
    while day <= last {
        for period in &facts.management {
            if first_judged(*period, history_from) == Some(day) {
                courses.push(Course::new(&holds, *period, history_from));
            }
        }
        courses.iter_mut().for_each(|course| course.live(day));
        for (at, asked) in as_of.iter().enumerate() {
            if *asked == day {
                answers[at] = Some(judged(&courses, &holds, roster, day));
            }
        }
        day = day.next();
    }
    answers.into_iter().map(|answer| answer.expect("every day was reached")).collect()
}

/// The day from which a management is judged: its first, or the day on which it is taken up; none where it ended first.
fn first_judged(period: Period, history_from: Option<Day>) -> Option<Day> {
    match history_from {
        Some(k) if period.from < k => period.covers(k).then_some(k),
        _ => Some(period.from),
    }
}

fn judged(courses: &[Course], holds: &Holds, roster: &Roster, day: Day) -> Judged {
    let managed = courses.iter().find(|course| course.period.covers(day));
    let mut counted: Vec<Counted> = courses.iter().flat_map(Course::counted).collect();
    counted.sort();
    Judged {
        row: managed.map(|course| row::row(course, holds, roster, day)),
        counted,
        days: courses.iter().flat_map(|course| course.days.iter().copied()).collect(),
    }
}
