//! Whether somebody could know when they are visited next: the last four visits on one weekday, at one time of day, or each
//! only when it was about to fall due.
//!
//! Everything is read from the [`Standing`], which knows the days of the last four effective visits of this management and what
//! each met: nothing is folded again.

use chrono::{Datelike, Weekday};

use crate::domain::coverage::{Fault, Timeline};
use crate::domain::day::Day;
use crate::domain::offender::Facts;
use crate::domain::requirement::{Effect, LATEST, Rules, Standing};
use crate::domain::visit::VisitKind;

/// How many hours a band of the day has, in minutes: four times fall in one where the latest is no more than this after the
/// earliest.
pub const BAND_MINUTES: u16 = 3 * 60;

/// What is said of a quality of the last four visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<T> {
    /// They share it.
    Shared(T),
    /// They do not.
    Apart,
    /// It cannot be said: so many of the four have nothing recorded of it.
    Unknown(u32),
}

impl<T> Said<T> {
    /// What they share.
    pub fn shared(self) -> Option<T> {
        match self {
            Said::Shared(what) => Some(what),
            Said::Apart | Said::Unknown(_) => None,
        }
    }
}

/// What the last four effective visits share. Several on one day count once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predictable {
    /// The days of the four, the earliest first.
    pub days: [Day; LATEST],
    /// The weekday of all four.
    pub weekday: Option<Weekday>,
    /// The earliest and the latest time of day, in minutes after midnight, where they lie within [`BAND_MINUTES`].
    pub band: Said<(u16, u16)>,
    /// Whether each met a requirement in time and fell within the `due_soon_days` (of the tier on the day of the visit) before
    /// the day it was due.
    pub before_due: bool,
}

impl Predictable {
    /// Of somebody managed; none where fewer than four effective visits are known of this management: too few to say.
    ///
    /// # Errors
    /// The engine's [`Fault`].
    pub fn of(facts: &Facts, rules: &Rules, standing: &Standing) -> Result<Option<Predictable>, Fault> {
        let Some([one, two, three, four]) = standing.latest() else { return Ok(None) };
        let four = [one, two, three, four];
        let days = four.map(|(day, _)| day);
        let weekday = days[0].to_naive().weekday();
        Ok(Some(Predictable {
            days,
            weekday: days.iter().all(|day| day.to_naive().weekday() == weekday).then_some(weekday),
            band: band(days.map(|day| time_on(facts, rules, day))),
            before_due: before_due(facts, rules, &four)?,
        }))
    }

    /// Whether they share anything.
    pub fn is_so(&self) -> bool {
        self.weekday.is_some() || self.band.shared().is_some() || self.before_due
    }
}

/// The time of the first effective visit of a day that has one.
fn time_on(facts: &Facts, rules: &Rules, day: Day) -> Option<u16> {
    let first = facts.visits.partition_point(|visit| visit.day < day);
    let that_day = facts.visits[first..].iter().take_while(|visit| visit.day == day);
    that_day.filter(|visit| rules.book.kind_of(visit) == VisitKind::Effective).filter_map(|visit| visit.time).min()
}

/// Where a time is not recorded nothing is said, unless the others lie too far apart whatever it was.
fn band(times: [Option<u16>; LATEST]) -> Said<(u16, u16)> {
    let known = || times.iter().flatten().copied();
    let unknown = times.iter().filter(|time| time.is_none()).count() as u32;
    let (first, last) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
    match (last - first <= BAND_MINUTES, unknown) {
        (false, _) => Said::Apart,
        (true, 0) => Said::Shared((first, last)),
        (true, unknown) => Said::Unknown(unknown),
    }
}

fn before_due(facts: &Facts, rules: &Rules, four: &[(Day, Effect); LATEST]) -> Result<bool, Fault> {
    let in_time = |(day, effect): &(Day, Effect)| match effect {
        Effect::OnTime(due) => Some((*day, *due)),
        _ => None,
    };
    let Some(met) = four.iter().map(in_time).collect::<Option<Vec<_>>>() else { return Ok(false) };
    let timeline = Timeline::new(facts, &rules.book);
    for (day, due) in met {
        let soon = timeline.numbers(timeline.tier(day), day)?.due_soon_days;
        if day > due || day.plus_days(soon) < due {
            return Ok(false);
        }
    }
    Ok(true)
}
