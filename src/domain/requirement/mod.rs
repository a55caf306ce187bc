//! The fold of the rulebook: one offender's facts in, requirements out.
//!
//! It goes from event to event; days between cost nothing. A day on which anything can change is the first or last
//! of some fact, a visit, a version of the policy, the day after a deadline, or the day after a due day moved. What
//! holds on a day depends only on facts that start by then, so that the fold may stop on any day, and its answer for
//! that day is final for the facts given.

mod days;
mod event;
mod life;
mod stretch;

pub use event::{Counted, Days, Effect, Event, Fate, Mode, Moved, Step, Why};

use super::cadence::Interval;
use super::coverage::{Fault, Pace, Timeline};
use super::day::{Day, Period};
use super::offender::{Facts, TierKey};
use super::policy::Book;

/// What the facts are judged by.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Every adopted policy.
    pub book: Book,
    /// The day from which visits, tiers and statuses are complete; none, from the beginning.
    pub history_from: Option<Day>,
}

impl Rules {
    /// The time zone in which a moment of about this day is a civil day.
    pub fn zone_at(&self, day: Day) -> chrono_tz::Tz {
        self.book.on(day).policy.time_zone
    }
}

/// The requirement that is to be met next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// The day by which.
    pub due: Day,
    /// The cycle it belongs to.
    pub cycle: Cycle,
    /// Its series: the next falls due `times + 1` intervals after `base`.
    pub base: Day,
    /// See `base`.
    pub times: u32,
    /// Days for which it was set aside in earlier absences.
    pub paused: u32,
}

/// Where a requirement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// Its cycle began on this day.
    Began(Day),
    /// A first requirement, called for on this day.
    First(Day),
}

/// Where a managed offender stands at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The first day of this management.
    pub managed_from: Day,
    /// The day's mode.
    pub mode: Mode,
    /// Why it is that.
    pub why: Why,
    /// The tier whose numbers apply.
    pub tier: TierKey,
    /// The interval that holds.
    pub interval: Interval,
    /// Whether that is an interval plan's.
    pub own_interval: bool,
    /// In mode required, the requirement to be met next.
    pub upcoming: Option<Upcoming>,
    /// Otherwise the one set aside, and since when.
    pub set_aside: Option<(Upcoming, Day)>,
    /// The overdue requirement's due day.
    pub overdue: Option<Day>,
    /// The oldest unmet due day of the run.
    pub oldest: Option<Day>,
    /// Missed requirements of the run.
    pub missed: u32,
    /// Days in mode required after the oldest unmet due day, up to and including this one.
    pub days_overdue: u32,
    /// The tier's `due_soon_days`.
    pub due_soon_days: u32,
    /// The tier's `retry_days`.
    pub retry_days: u32,
    /// The days of this management's last effective visits since the record begins, and what each did; the latest last, none
    /// before the first.
    pub recent: [Option<(Day, Effect)>; LATEST],
}

/// How many of the last effective visits a [`Standing`] keeps.
pub const LATEST: usize = 4;

impl Standing {
    /// The row's due day: the oldest unmet of the run, else the upcoming one, else none (section 5).
    pub fn due(&self) -> Option<Day> {
        self.oldest.or(self.upcoming.map(|upcoming| upcoming.due))
    }

    /// The last effective visits, where there are as many as are kept.
    pub fn latest(&self) -> Option<[(Day, Effect); LATEST]> {
        let [one, two, three, four] = self.recent;
        Some([one?, two?, three?, four?])
    }
}

/// Folds one offender's facts up to and including `as_of`, telling each event in order of days.
///
/// Facts that start after `as_of` play no part. The answer is the standing of the management that covers `as_of`;
/// none where none does, or where the day is before the record begins.
///
/// # Errors
/// A [`Fault`] where a managed day's tier is not in the policy in force, which the register refuses to take in.
pub fn fold(facts: &Facts, rules: &Rules, as_of: Day, tell: &mut impl FnMut(Event)) -> Result<Option<Standing>, Fault> {
    let mut standing = None;
    fold_days(facts, rules, &[as_of], tell, &mut |_, stands| standing = Some(stands.clone()))?;
    Ok(standing)
}

/// The same up to and including the last of `days`, which are in order, each once. `at` is told the standing at the end of
/// each of them on which the offender is managed, and on which the record has begun: what [`fold`] would answer for it.
///
/// Events are told as at the last day.
///
/// # Errors
/// As of [`fold`], for any day up to the last.
pub fn fold_days(
    facts: &Facts,
    rules: &Rules,
    days: &[Day],
    tell: &mut impl FnMut(Event),
    at: &mut impl FnMut(Day, &Standing),
) -> Result<(), Fault> {
    let Some(last) = days.last().copied() else { return Ok(()) };
    let timeline = Timeline::new(facts, &rules.book);
    let mut buffer = Vec::new();
    for period in facts.management.iter().filter(|period| period.from <= last) {
        let k = rules.history_from.filter(|k| *k > period.from);
        let start = k.unwrap_or(period.from);
        if start > last || !period.covers(start) {
            continue;
        }
        days::collect(&timeline, facts, &rules.book, Period { from: start, until: period.until }, last, &mut buffer);
        let asked = &days[days.partition_point(|day| *day < start)..];
        let life = life::Life::new(facts, &rules.book, &timeline, *period, k, tell);
        life.run(&buffer, last, asked, at)?;
    }
    Ok(())
}
