//! Offenders looked at on many days in one fold, with how each stood a week before.

use std::collections::BTreeMap;

use super::{Measure, Sight, WEEK_DAYS, Was};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::OffenderKey;
use crate::domain::officer::Roster;
use crate::domain::requirement::{Days, Event, Rules, Standing, fold_days};
use crate::domain::work::At;
use crate::report::Subject;

/// What is known of offenders beside their facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The days of the visits recorded here and not yet entered in the national register.
    pub not_entered: BTreeMap<OffenderKey, Vec<Day>>,
}

/// The days asked for, each with the day a week before it where that is asked for too.
pub(in crate::report) struct Asked {
    now: Vec<At>,
    /// Every day folded to, in order.
    days: Vec<Day>,
    /// Of each of them, its place among those asked for.
    asked: Vec<Option<usize>>,
    /// Of each day asked for, the place of the one a week before among those folded to.
    week: Vec<Option<usize>>,
}

impl Asked {
    /// Of days in order, each once; `weeks` where how it was a week before is asked for.
    pub fn new(now: Vec<At>, weeks: bool) -> Asked {
        let before = |at: &At| at.day.minus_days(WEEK_DAYS);
        let mut days: Vec<Day> = now.iter().map(|at| at.day).collect();
        days.extend(now.iter().filter(|_| weeks).map(before));
        days.sort_unstable();
        days.dedup();
        let asked = days.iter().map(|day| now.iter().position(|at| at.day == *day)).collect();
        let week = now.iter().map(|at| days.binary_search(&before(at)).ok().filter(|_| weeks)).collect();
        Asked { now, days, asked, week }
    }
}

/// Offenders as they stream past.
pub(in crate::report) struct Subjects<'a> {
    rules: &'a Rules,
    roster: &'a Roster,
    beside: &'a Beside,
    asked: Asked,
    /// Of the offender passing by, how each day folded to was.
    was: Vec<Option<Was>>,
    seen: Vec<bool>,
}

impl<'a> Subjects<'a> {
    /// On the days asked for.
    pub fn new(rules: &'a Rules, roster: &'a Roster, beside: &'a Beside, asked: Asked) -> Subjects<'a> {
        let (was, seen) = (vec![None; asked.days.len()], vec![false; asked.now.len()]);
        Subjects { rules, roster, beside, asked, was, seen }
    }

    /// Looks at one offender on each day asked for, managed or not, in one fold; `tell` hears what is counted and the runs
    /// of days, like runs that touch as one, as at the last day. The days on which the offender is not managed come last.
    pub fn look(
        &mut self,
        subject: &Subject<'_>,
        tell: &mut impl FnMut(&Event),
        take: &mut impl FnMut(usize, &Sight<'_>),
    ) -> Result<(), Fault> {
        let Subjects { rules, roster, beside, asked, was, seen } = self;
        was.fill(None);
        seen.fill(false);
        let not_entered = if beside.not_entered.is_empty() { None } else { beside.not_entered.get(&subject.key) };
        let not_entered = not_entered.map_or(&[][..], Vec::as_slice);
        let (days, now, week) = (&asked.days, &asked.now, &asked.week);
        let mut show = |at: usize, standing: Option<&Standing>, was: &[Option<Was>]| {
            let mut sight = Sight::new((subject.facts, rules, roster), standing, now[at]);
            sight.was = week[at].and_then(|week| was[week]);
            sight.not_entered = not_entered;
            take(at, &sight);
        };
        let mut run: Option<Days> = None;
        let mut hear = |event: Event| match (event, &mut run) {
            (Event::Days(next), Some(run)) if touches(run, &next) => run.until = next.until,
            (Event::Days(next), run) => run.replace(next).into_iter().for_each(|run| tell(&Event::Days(run))),
            (Event::Counted(_), _) => tell(&event),
            (Event::Step(..), _) => (),
        };
        let mut place = 0;
        fold_days(subject.facts, rules, days, &mut hear, &mut |day, standing: &Standing| {
            place += days[place..].iter().position(|folded| *folded == day).unwrap_or(0);
            was[place] = Some(Was::of(standing));
            if let Some(at) = asked.asked[place] {
                seen[at] = true;
                show(at, Some(standing), was);
            }
        })?;
        run.into_iter().for_each(|run| tell(&Event::Days(run)));
        for at in (0..now.len()).filter(|at| !seen[*at]) {
            show(at, None, was);
        }
        Ok(())
    }
}

/// Whether the one goes on in the other.
fn touches(run: &Days, next: &Days) -> bool {
    (run.until, run.mode, run.overdue) == (next.from, next.mode, next.overdue)
}

impl Measure {
    /// Every measure that is counted on a day.
    pub fn stocks() -> impl Iterator<Item = Measure> {
        Measure::ALL.iter().copied().filter(|measure| !measure.is_flow())
    }

    /// Every measure that is counted over a period.
    pub fn flows() -> impl Iterator<Item = Measure> {
        Measure::ALL.iter().copied().filter(|measure| measure.is_flow())
    }
}
