//! What happens to requirements within, at the beginning and at the end of a stretch (rulebook, section 4).

use super::life::Life;
use super::{Cycle, Day, Effect, Event, Fate, Fault, Moved, Pace, Step, Upcoming};
use crate::domain::offender::Status;

impl<F: FnMut(Event)> Life<'_, F> {
    /// F(x): a first visit called for on `called` is due after the tier's days or one interval, whichever is earlier.
    /// The numbers are those of `day`. Both are answered, days first.
    fn first_visit(&self, called: Day, day: Day, pace: Pace) -> Result<(Day, Day), Fault> {
        let days = self.timeline.numbers(pace.tier, day)?.first_visit_days;
        Ok((called.plus_days(days), pace.interval.after(called, 1)))
    }

    /// S(x): the soonest a change on `day` makes anything due.
    fn soonest(&self, day: Day, pace: Pace) -> Result<Day, Fault> {
        let settle = self.timeline.numbers(pace.tier, day)?.settle_days;
        Ok(day.plus_days(settle).min(pace.interval.after(day, 1)))
    }

    /// A due day moved: whether a reactive plan takes effect is another question from the next day on.
    fn moved(&mut self, day: Day) {
        if !self.timeline.plans().is_empty() {
            self.ask_again = Some(day.next());
        }
    }

    /// The requirement due `times` intervals after `base` becomes the upcoming one.
    pub(super) fn schedule(&mut self, day: Day, base: Day, times: u32, pace: Pace, cycle: Cycle) {
        let due = pace.interval.after(base, times);
        self.upcoming = Some(Upcoming { due, cycle, base, times, paused: 0 });
        self.step(day, Step::Scheduled { base, times, interval: pace.interval, due });
        self.moved(day);
    }

    /// "A deadline passes unmet."
    pub(super) fn deadlines_pass(&mut self, day: Day) -> Result<(), Fault> {
        while let Some(passed) = self.upcoming.filter(|upcoming| self.deadline(upcoming.due) < day) {
            self.fall_overdue(day, passed.due);
            let pace = self.timeline.pace(day.before())?;
            self.schedule(day, passed.base, passed.times + 1, pace, Cycle::Began(passed.due));
        }
        Ok(())
    }

    pub(super) fn fall_overdue(&mut self, day: Day, due: Day) {
        let missed = self.overdue.replace(due);
        self.oldest = self.oldest.or(Some(due));
        let tolerance = self.deadline(due).days_after(due);
        self.step(day, Step::DeadlinePassed { due, tolerance, missed });
        if let Some(missed) = missed {
            self.missed += 1;
            self.count(Fate::Missed, missed, missed, None);
        }
    }

    /// "A stretch begins on day r."
    pub(super) fn stretch_begins(&mut self, r: Day, pace: Pace) -> Result<(), Fault> {
        self.stretches.push((r, None));
        let (by_days, by_interval) = self.first_visit(r, r, pace)?;
        let first = by_days.min(by_interval);
        let Some((aside, since)) = self.set_aside.take() else {
            self.call_first(r, first, Step::FirstCalled { due: first, by_days, by_interval, carried: None, pace });
            return Ok(());
        };
        let away = r.days_after(since);
        let paused = aside.paused + away;
        let carried = if aside.due >= r { aside.due } else { aside.due.plus_days(away).min(first) };
        match self.calls_for_return_visit(since, r, paused) {
            Some(because) => {
                self.count(Fate::Lapsed, since, aside.due, None);
                self.step(r, Step::Lapsed { was: aside.due, as_of: since, paused_in_all: paused, because });
                let due = carried.min(first);
                let step = Step::FirstCalled { due, by_days, by_interval, carried: Some(carried), pace };
                self.call_first(r, due, step);
            }
            None => {
                self.go_on(Upcoming { paused, ..aside }, carried, r);
                self.step(r, Step::GoesOn { was: aside.due, due: carried, paused: away, paused_in_all: paused, first });
                self.changes(r, pace)?;
            }
        }
        self.absence_reactive = false;
        Ok(())
    }

    fn go_on(&mut self, aside: Upcoming, due: Day, r: Day) {
        let (base, times) = if due == aside.due { (aside.base, aside.times) } else { (due, 0) };
        self.upcoming = Some(Upcoming { due, base, times, ..aside });
        self.moved(r);
    }

    fn call_first(&mut self, r: Day, due: Day, step: Step) {
        self.upcoming = Some(Upcoming { due, cycle: Cycle::First(r), base: due, times: 0, paused: 0 });
        self.absence_reactive = false;
        self.step(r, step);
        self.moved(r);
    }

    /// Why what was set aside has lapsed, where it has: a status that calls for a return visit, or (none) reactive days.
    fn calls_for_return_visit(&self, since: Day, r: Day, paused: u32) -> Option<Option<Status>> {
        let policy = &self.book.on(r).policy;
        let of_absence = self.facts.statuses.iter().filter(|fact| fact.period.meets(since, r)).map(|fact| fact.status);
        let calls = |status: &Status| policy.return_visit_after(*status).is_some_and(|after| after <= paused);
        match of_absence.filter(calls).min() {
            Some(status) => Some(Some(status)),
            None => self.absence_reactive.then_some(None),
        }
    }

    /// "The tier or interval changes on day c."
    pub(super) fn changes(&mut self, c: Day, to: Pace) -> Result<(), Fault> {
        let (Some(from), Some(up)) = (self.last_pace, self.upcoming) else { return Ok(()) };
        if from == to || (from.interval == to.interval && matches!(up.cycle, Cycle::Began(_))) {
            return Ok(());
        }
        let soonest = self.soonest(c, to)?;
        let (since, wish, due) = match up.cycle {
            Cycle::First(q) => {
                let (by_days, by_interval) = self.first_visit(q, c, to)?;
                let wish = by_days.min(by_interval);
                (q, wish, up.due.min(wish.max(soonest)))
            }
            Cycle::Began(began) => {
                let wish = to.interval.after(began, 1);
                let lengthened = if self.near(c, up.due) { up.due } else { wish };
                (began, wish, if wish >= up.due { lengthened } else { up.due.min(wish.max(soonest)) })
            }
        };
        let from_wish = due == wish && matches!(up.cycle, Cycle::Began(_));
        let (base, times) = if from_wish { (since, 1) } else { (due, 0) };
        self.upcoming = Some(Upcoming { due, base, times, ..up });
        let moved = how(&up, due, wish, soonest);
        self.step(c, Step::Changed { from, to, was: up.due, due, since, wish, soonest, moved });
        self.moved(c);
        Ok(())
    }

    /// "An effective visit on day v", within a stretch or outside one.
    pub(super) fn effective_visit(&mut self, v: Day) {
        let Some(up) = self.upcoming else { return self.seen_outside(v) };
        let effect = match (self.overdue.take(), up.cycle) {
            (Some(due), _) => Effect::Late(due),
            (None, Cycle::Began(began)) if 2 * v.days_since(began) < up.due.days_since(began) => {
                Effect::Additional(began, up.due)
            }
            (None, _) => Effect::OnTime(up.due),
        };
        self.meet(v, effect);
        if let Some(pace) = self.last_pace {
            self.schedule(v, v, 1, pace, Cycle::Began(v));
        }
    }

    fn seen_outside(&mut self, v: Day) {
        let effect = self.overdue.take().map_or(Effect::OnlySeen, Effect::Late);
        self.meet(v, effect);
    }

    fn meet(&mut self, v: Day, effect: Effect) {
        self.step(v, Step::Visit(effect));
        self.recent.rotate_left(1);
        self.recent[self.recent.len() - 1] = Some((v, effect));
        match effect {
            Effect::OnTime(due) => self.count(Fate::OnTime, v, due, Some(v)),
            Effect::Late(due) => self.count(Fate::Late, due, due, Some(v)),
            Effect::Additional(_, due) => self.count(Fate::Additional, v, due, Some(v)),
            Effect::OnlySeen | Effect::Nothing(..) => return,
        }
        (self.oldest, self.missed) = (None, 0);
    }

    /// "A stretch ends": the upcoming requirement is set aside; an overdue one stays overdue.
    pub(super) fn stretch_ends(&mut self, day: Day) {
        let Some(up) = self.upcoming.take() else { return };
        self.set_aside = Some((up, day));
        self.absence_reactive = false;
        if let Some((_, end)) = self.stretches.last_mut() {
            *end = Some(day);
        }
        self.step(day, Step::SetAside { due: up.due });
    }
}

fn how(up: &Upcoming, due: Day, wish: Day, soonest: Day) -> Moved {
    if due == wish {
        Moved::ToWish
    } else if due == soonest && due != up.due {
        Moved::ToSoonest
    } else if wish >= up.due {
        if matches!(up.cycle, Cycle::First(_)) { Moved::Stays } else { Moved::NearStays }
    } else {
        Moved::Stays
    }
}
