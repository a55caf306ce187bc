//! One management, day by day where something happens, in the order of section 4: deadlines before the day pass, a
//! stretch begins, the tier or interval changes, a visit, a stretch or management ends.

use super::{
    Counted, Day, Days, Effect, Event, Facts, Fate, Fault, LATEST, Mode, Pace, Period, Standing, Step, Timeline,
};
use super::{Upcoming, Why};
use crate::domain::policy::Book;
use crate::domain::visit::VisitKind;

/// The state of one management as its days go by.
pub(super) struct Life<'a, F: FnMut(Event)> {
    pub(super) facts: &'a Facts,
    pub(super) book: &'a Book,
    pub(super) timeline: &'a Timeline<'a>,
    pub(super) tell: &'a mut F,
    period: Period,
    k: Option<Day>,
    /// The first effective visit of this management.
    first_seen: Option<Day>,
    next_visit: usize,
    pub(super) mode: Mode,
    why: Why,
    pub(super) upcoming: Option<Upcoming>,
    pub(super) set_aside: Option<(Upcoming, Day)>,
    /// Whether the absence that is running had reactive days.
    pub(super) absence_reactive: bool,
    pub(super) overdue: Option<Day>,
    pub(super) oldest: Option<Day>,
    pub(super) missed: u32,
    /// Tier and interval of the last required day.
    pub(super) last_pace: Option<Pace>,
    /// The required stretches so far, the last one open while its end is none.
    pub(super) stretches: Vec<(Day, Option<Day>)>,
    /// A due day moved: whether a reactive plan takes effect is asked again on this day.
    pub(super) ask_again: Option<Day>,
    /// The last effective visits and what they did.
    pub(super) recent: [Option<(Day, Effect)>; LATEST],
}

impl<'a, F: FnMut(Event)> Life<'a, F> {
    pub(super) fn new(
        facts: &'a Facts,
        book: &'a Book,
        timeline: &'a Timeline<'a>,
        period: Period,
        k: Option<Day>,
        tell: &'a mut F,
    ) -> Life<'a, F> {
        let first = k.unwrap_or(period.from);
        Life {
            facts,
            book,
            timeline,
            tell,
            period,
            k,
            first_seen: None,
            next_visit: facts.visits.partition_point(|visit| visit.day < first),
            mode: Mode::Suspended,
            why: Why::Ordinary,
            upcoming: None,
            set_aside: None,
            absence_reactive: false,
            overdue: None,
            oldest: None,
            missed: 0,
            last_pace: None,
            stretches: Vec::new(),
            ask_again: None,
            recent: [None; LATEST],
        }
    }

    /// Lives up to `last` through the first day, the `days` on which something recorded happens, and those on which a
    /// deadline has passed; tells where the offender stands on each of the days `asked`, until management ends.
    pub(super) fn run(
        mut self,
        days: &[Day],
        last: Day,
        mut asked: &[Day],
        at: &mut impl FnMut(Day, &Standing),
    ) -> Result<(), Fault> {
        let mut day = self.k.unwrap_or(self.period.from);
        let mut rest = days;
        self.first_day(day)?;
        loop {
            let next = self.next_day(day, rest.first().copied()).filter(|next| *next <= last);
            let until = next.unwrap_or_else(|| last.next());
            self.tell(Event::Days(Days { from: day, until, mode: self.mode, overdue: self.overdue.is_some() }));
            let within = asked.partition_point(|asked| *asked < until);
            self.tell_standings(&asked[..within], at)?;
            asked = &asked[within..];
            let Some(next) = next else { break };
            day = next;
            rest = if rest.first() == Some(&day) { &rest[1..] } else { rest };
            if self.period.until == Some(day) {
                return self.management_ends(day);
            }
            self.live(day)?;
        }
        self.count_open();
        Ok(())
    }

    /// Of days on which nothing happens after the first: they differ in the days overdue alone.
    fn tell_standings(&self, days: &[Day], at: &mut impl FnMut(Day, &Standing)) -> Result<(), Fault> {
        let Some((first, others)) = days.split_first() else { return Ok(()) };
        let mut standing = self.standing(*first)?;
        at(*first, &standing);
        for day in others {
            standing.days_overdue = self.days_overdue(*day);
            at(*day, &standing);
        }
        Ok(())
    }

    pub(super) fn tell(&mut self, event: Event) {
        (self.tell)(event);
    }

    pub(super) fn step(&mut self, day: Day, step: Step) {
        self.tell(Event::Step(day, step));
    }

    pub(super) fn deadline(&self, due: Day) -> Day {
        due.plus_days(self.book.on(due).policy.tolerance_days)
    }

    fn next_day(&self, day: Day, recorded: Option<Day>) -> Option<Day> {
        let deadline = self.upcoming.map(|upcoming| self.deadline(upcoming.due).max(day).next());
        let ask_again = self.ask_again.filter(|again| *again > day);
        [recorded, deadline, ask_again].into_iter().flatten().min()
    }

    fn first_day(&mut self, day: Day) -> Result<(), Fault> {
        match self.k {
            None => self.step(day, Step::Managed),
            Some(_) => self.take_up(day)?,
        }
        let (mode, why) = self.mode_on(day);
        self.enter(day, mode, why)
    }

    fn live(&mut self, day: Day) -> Result<(), Fault> {
        self.deadlines_pass(day)?;
        let (mode, why) = self.mode_on(day);
        self.enter(day, mode, why)
    }

    /// Everything of a managed day after its deadlines.
    fn enter(&mut self, day: Day, mode: Mode, why: Why) -> Result<(), Fault> {
        let in_stretch = self.upcoming.is_some();
        if (mode, why) != (self.mode, self.why) {
            self.step(day, Step::Mode(mode, why));
        }
        (self.mode, self.why) = (mode, why);
        if mode == Mode::Required {
            let pace = self.timeline.pace(day)?;
            if in_stretch {
                self.changes(day, pace)?
            } else {
                self.stretch_begins(day, pace)?
            }
            self.last_pace = Some(pace);
        }
        self.visits(day);
        if mode != Mode::Required {
            self.stretch_ends(day);
            self.absence_reactive |= mode == Mode::Reactive;
        }
        Ok(())
    }

    /// Section 3: the first mode that applies.
    fn mode_on(&self, day: Day) -> (Mode, Why) {
        if self.timeline.missing(day) {
            return (Mode::Required, Why::Missing);
        }
        if let Some(status) = self.timeline.suspending(day) {
            return (Mode::Suspended, Why::Away(status));
        }
        if !self.timeline.reactive_plan(day) {
            return (Mode::Required, Why::Ordinary);
        }
        if self.first_seen.is_none_or(|seen| seen >= day) {
            (Mode::Required, Why::PlanUnseen)
        } else if self.overdue.is_some() {
            (Mode::Required, Why::PlanOverdue)
        } else if self.upcoming.is_some_and(|upcoming| self.near(day, upcoming.due)) {
            (Mode::Required, Why::PlanNear)
        } else {
            (Mode::Reactive, Why::Plan)
        }
    }

    pub(super) fn near(&self, day: Day, due: Day) -> bool {
        day.plus_days(self.book.on(day).longest_due_soon) >= due
    }

    /// Where the record begins (section 4): as though a stretch had lasted until `k`.
    fn take_up(&mut self, k: Day) -> Result<(), Fault> {
        let in_management = |day: Day| self.period.from <= day && day < k;
        let effective = self.facts.visits.iter().filter(|visit| in_management(visit.day));
        let mut effective = effective.filter(|visit| self.book.kind_of(visit) == VisitKind::Effective);
        self.first_seen = effective.next().map(|visit| visit.day);
        let seen = effective.next_back().map(|visit| visit.day).or(self.first_seen);
        self.step(k, Step::TakenUp { seen });
        let Some(seen) = seen else { return Ok(()) };
        let pace = self.timeline.pace(k)?;
        self.last_pace = Some(pace);
        self.stretches.push((Day::MIN, None));
        self.schedule(k, seen, 1, pace, super::Cycle::Began(seen));
        self.overdue_at_take_up(k, pace);
        Ok(())
    }

    /// Those between the overdue one and the upcoming one are not counted.
    fn overdue_at_take_up(&mut self, k: Day, pace: Pace) {
        let Some(first) = self.upcoming.filter(|upcoming| self.deadline(upcoming.due) < k) else { return };
        self.fall_overdue(k, first.due);
        let (mut times, mut began) = (2, first.due);
        let mut due = pace.interval.after(first.base, times);
        while self.deadline(due) < k {
            (times, began) = (times + 1, due);
            due = pace.interval.after(first.base, times);
        }
        self.schedule(k, first.base, times, pace, super::Cycle::Began(began));
    }

    /// A visit; several effective ones on a day count once.
    fn visits(&mut self, day: Day) {
        let mut effective = false;
        while let Some(visit) = self.facts.visits.get(self.next_visit).filter(|visit| visit.day <= day) {
            self.next_visit += 1;
            match self.book.kind_of(visit) {
                VisitKind::Effective => effective = true,
                kind => self.step(day, Step::Visit(Effect::Nothing(kind, visit.outcome))),
            }
        }
        if effective {
            self.first_seen = self.first_seen.or(Some(day));
            self.effective_visit(day);
        }
    }

    fn management_ends(&mut self, day: Day) -> Result<(), Fault> {
        self.deadlines_pass(day)?;
        self.visits(day);
        self.stretch_ends(day);
        let missed = self.overdue.take();
        self.step(day, Step::ManagementEnded { missed });
        if let Some(due) = missed {
            self.count(Fate::Missed, due, due, None);
        }
        if let Some((upcoming, since)) = self.set_aside.take() {
            self.count(Fate::Lapsed, since, upcoming.due, None);
        }
        Ok(())
    }

    pub(super) fn count(&mut self, fate: Fate, count_day: Day, due: Day, visit: Option<Day>) {
        self.tell(Event::Counted(Counted { fate, count_day, due, visit }));
    }

    /// What is still open when the fold stops.
    fn count_open(&mut self) {
        if let Some(due) = self.overdue {
            self.count(Fate::Overdue, due, due, None);
        }
        if let Some(upcoming) = self.upcoming {
            self.count(Fate::Pending, upcoming.due, upcoming.due, None);
        }
        if let Some((upcoming, since)) = self.set_aside {
            self.count(Fate::Lapsed, since, upcoming.due, None);
        }
    }

    fn standing(&self, as_of: Day) -> Result<Standing, Fault> {
        let tier = self.timeline.tier(as_of);
        let numbers = self.timeline.numbers(tier, as_of)?;
        let own = self.timeline.own_interval(as_of);
        Ok(Standing {
            managed_from: self.period.from,
            mode: self.mode,
            why: self.why,
            tier,
            interval: own.unwrap_or(numbers.cadence),
            own_interval: own.is_some(),
            upcoming: self.upcoming,
            set_aside: self.set_aside,
            overdue: self.overdue,
            oldest: self.oldest,
            missed: self.missed,
            days_overdue: self.days_overdue(as_of),
            due_soon_days: numbers.due_soon_days,
            retry_days: numbers.retry_days,
            recent: self.recent,
        })
    }

    fn days_overdue(&self, as_of: Day) -> u32 {
        self.oldest.map_or(0, |oldest| self.required_days(oldest.next(), as_of.next()))
    }

    /// Days in mode required of `[from, until)`; days before the record begins all count.
    fn required_days(&self, from: Day, until: Day) -> u32 {
        let within = |(first, end): &(Day, Option<Day>)| {
            let end = end.unwrap_or(until).min(until);
            end.days_after(from.max(*first))
        };
        self.stretches.iter().map(within).sum()
    }
}
