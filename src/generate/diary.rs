//! When an officer goes, and what they find. Habit decides, not the rulebook: what is owed is for the scheduler to say.

use chrono::{Datelike, NaiveDate, Weekday};

use super::absences::desk;
use super::chance::{Chance, days_between, plus};
use super::facts::{Facts, Span, Status, World};
use super::life::{Cast, Habit};
use super::visits::{self, Found};

/// Longer than any cadence, so that nearly everybody was last seen on some day before the record begins.
const DAYS_BEFORE_HISTORY: i64 = 430;
const MOST_TRIES: usize = 6;

struct Diary<'a> {
    chance: &'a mut Chance,
    world: &'a World,
    cast: &'a Cast,
    habit: Habit,
    desk_from: Option<NaiveDate>,
    facts: &'a mut Facts,
    /// The first day after the management that is gone through.
    end: NaiveDate,
}

/// Writes the visits of a life, and the plan that follows one of them.
pub(super) fn keep(
    chance: &mut Chance,
    world: &World,
    cast: &Cast,
    habit: Habit,
    desk_from: Option<NaiveDate>,
    facts: &mut Facts,
) {
    let mut diary = Diary { chance, world, cast, habit, desk_from, facts, end: world.last_day() };
    for span in diary.facts.managements.clone() {
        diary.manage(span);
    }
    diary.visits_while_away();
    facts.visits.sort_by_key(|visit| (visit.day, visit.time));
    forget_old(chance, world, facts);
}

impl Diary<'_> {
    fn manage(&mut self, span: Span) {
        let tomorrow = plus(self.world.last_day(), 1);
        self.end = span.until.map_or(tomorrow, |until| until.min(tomorrow));
        let earliest = plus(self.world.history_from, -DAYS_BEFORE_HISTORY);
        let mut due = plus(span.from, 15);
        if span.from < earliest {
            let interval = self.facts.every_on(earliest).days();
            due = plus(earliest, self.chance.between(0, interval));
        }
        let mut since = span.from.max(earliest);
        while let Some(day) = self.next_try(since, due) {
            let (done, last) = self.go(day);
            since = last;
            due = match done {
                true => self.next_due(last),
                false => plus(last, self.chance.between(15, 110)),
            };
        }
    }

    /// The day the officer sets out to meet a visit due on `due`, if it comes while the offender is managed.
    fn next_try(&mut self, since: NaiveDate, due: NaiveDate) -> Option<NaiveDate> {
        let interval = self.facts.every_on(since).days();
        let mut day = plus(due, -self.chance.between(2, (interval / 3).clamp(4, 45)));
        if matches!(self.habit, Habit::Slipping) && self.chance.percent(35.0) {
            day = plus(due, self.chance.tail(1, (interval * 2 / 3).max(20)));
        } else if self.chance.percent(3.0) {
            day = plus(due, self.chance.tail(1, 20));
        }
        day = day.max(plus(since, 1));
        while let Some(back) = self.kept_from(day) {
            day = plus(back?, self.chance.between(1, 13));
        }
        day = working_day(self.chance, day);
        (day < self.end).then_some(day)
    }

    /// Where an absence or a desk-based plan covers the day: when that ends, if it does.
    fn kept_from(&self, day: NaiveDate) -> Option<Option<NaiveDate>> {
        let away = self.facts.absences.iter().filter(|absence| absence.status != Status::Missing);
        let desk = self.facts.plans.iter().filter(|plan| plan.every.is_none());
        let mut spans = away.map(|absence| absence.span).chain(desk.map(|plan| plan.span));
        spans.find(|span| span.covers(day)).map(|span| span.until)
    }

    /// Tries until the officer believes it done, or gives up: whether they do, and the last day they went.
    fn go(&mut self, first: NaiveDate) -> (bool, NaiveDate) {
        let (mut day, mut last) = (first, first);
        for _ in 0..MOST_TRIES {
            if day >= self.end || self.kept_from(day).is_some() {
                break;
            }
            last = day;
            let found = self.found(day);
            let visit = visits::write_down(self.chance, self.world, self.cast, self.facts, day, found);
            let effective = visit.effective();
            self.facts.visits.push(visit);
            if effective {
                self.move_to_desk(day);
            }
            if effective || found.seems_done() && self.chance.percent(45.0) {
                self.look_in_again(day);
                return (true, day);
            }
            let wait = (self.facts.every_on(day).days() / 12).clamp(2, 14);
            day = match self.chance.percent(1.0) {
                true => day,
                false => plus(day, self.chance.between(1, wait)),
            };
            day = working_day(self.chance, day);
        }
        (false, last)
    }

    fn found(&mut self, day: NaiveDate) -> Found {
        let missing = |facts: &Facts| {
            facts.absences.iter().any(|absence| absence.status == Status::Missing && absence.span.covers(day))
        };
        if missing(self.facts) {
            return self.chance.weighted(&[(5, Found::NoReply), (2, Found::Out), (3, Found::NotResident)]);
        }
        match self.habit {
            Habit::Neglected(since) if day >= since => Found::unlucky(self.chance),
            _ => Found::drawn(self.chance),
        }
    }

    /// Now and then an extra visit soon after one, on information received.
    fn look_in_again(&mut self, day: NaiveDate) {
        let again = plus(day, self.chance.between(0, 40));
        if !self.chance.percent(2.5) || again >= self.end || self.kept_from(again).is_some() {
            return;
        }
        let found = self.found(again);
        let visit = visits::write_down(self.chance, self.world, self.cast, self.facts, again, found);
        self.facts.visits.push(visit);
    }

    fn move_to_desk(&mut self, day: NaiveDate) {
        if self.desk_from.is_some_and(|from| from <= day) {
            self.desk_from = None;
            let plan = desk(self.chance, self.world, self.cast, day);
            self.facts.plans.push(plan);
        }
    }

    /// By when the officer means to come again, as changes of tier and plan on the way move it.
    fn next_due(&self, seen: NaiveDate) -> NaiveDate {
        let mut due = self.facts.every_on(seen).after(seen);
        let tiers = self.facts.tiers.iter().map(|set| set.from);
        let plans = self.facts.plans.iter().filter(|plan| plan.every.is_some());
        let mut changes: Vec<_> =
            tiers.chain(plans.flat_map(|plan| [Some(plan.span.from), plan.span.until]).flatten()).collect();
        changes.sort_unstable();
        for change in changes {
            if seen < change && change < due {
                let wish = self.facts.every_on(change).after(seen);
                let settled = plus(change, self.facts.tier_on(change).settle_days());
                due = if wish < due { due.min(wish.max(settled)) } else { wish };
            }
        }
        due
    }

    /// Somebody in custody, in hospital or elsewhere is now and then seen there, which is not at home.
    fn visits_while_away(&mut self) {
        let away: Vec<_> = self.facts.absences.iter().map(|absence| (absence.status, absence.span)).collect();
        for (status, span) in away {
            let until = span.until.unwrap_or(self.end).min(self.end).min(self.world.last_day());
            let first = span.from.max(self.world.history_from);
            let seen_there = matches!(status, Status::Custody | Status::Hospital | Status::Elsewhere);
            if seen_there && days_between(first, until) > 30 && self.chance.percent(15.0) {
                let day = self.chance.day(plus(first, 5), plus(until, -5));
                let visit =
                    visits::write_down(self.chance, self.world, self.cast, self.facts, day, Found::SeenElsewhere);
                self.facts.visits.push(visit);
            }
        }
    }
}

fn working_day(chance: &mut Chance, day: NaiveDate) -> NaiveDate {
    if day.month() == 12 && matches!(day.day(), 25 | 26) {
        return plus(day, chance.between(2, 4));
    }
    let wait = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    if wait > 0 && chance.percent(75.0) { plus(day, wait) } else { day }
}

/// Of what was before the record begins, only the last effective visit is in the extract; for a few, not even that.
fn forget_old(chance: &mut Chance, world: &World, facts: &mut Facts) {
    let old = |day: NaiveDate| day < world.history_from;
    let lost = chance.percent(3.0);
    let kept = facts.visits.iter().rposition(|visit| old(visit.day) && visit.effective()).filter(|_| !lost);
    let mut nth = 0;
    facts.visits.retain(|visit| {
        nth += 1;
        !old(visit.day) || kept == Some(nth - 1)
    });
}
