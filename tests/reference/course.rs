//! The course of one management, lived one day after another (sections 3 and 4).

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::Status;

use super::holds::{Holds, Terms};
use super::{Counted, Fate, Mode, PersonDay};

/// Whence a requirement: a cycle that began on day B, or a first visit called for on day q.
#[derive(Clone, Copy, Debug)]
enum Cycle {
    Began(Day),
    First { called: Day },
}

/// A visit owed. The next in its series is `series_from` ⊕ (`steps` + 1).
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    pub due: Day,
    cycle: Cycle,
    series_from: Day,
    steps: u32,
    /// Days set aside in absences that have ended.
    aside_before: i64,
}

/// A requirement set aside on the day on which a stretch ended.
#[derive(Clone, Copy, Debug)]
struct Aside {
    requirement: Requirement,
    on: Day,
}

/// One management as it stands at the end of the last day lived.
pub struct Course<'a> {
    holds: &'a Holds<'a>,
    pub period: Period,
    /// `history_from`, where the offender is taken up on it.
    pub taken_up: Option<Day>,
    pub upcoming: Option<Requirement>,
    aside: Option<Aside>,
    /// The due day of the overdue requirement.
    pub overdue: Option<Day>,
    /// The due days of those missed since a requirement was last met or a visit was additional.
    pub missed: Vec<Day>,
    settled: Vec<Counted>,
    pub days: Vec<PersonDay>,
    /// Whether the day before was required.
    in_stretch: bool,
    /// The tier and interval of the last required day.
    terms: Option<Terms>,
}

impl<'a> Course<'a> {
    pub fn new(holds: &'a Holds<'a>, period: Period, history_from: Option<Day>) -> Course<'a> {
        Course {
            holds,
            period,
            taken_up: history_from.filter(|k| period.from < *k),
            upcoming: None,
            aside: None,
            overdue: None,
            missed: Vec::new(),
            settled: Vec::new(),
            days: Vec::new(),
            in_stretch: false,
            terms: None,
        }
    }

    /// "Within one day, things happen in this order: deadlines before that day pass, in order of due day; a stretch
    /// begins; the tier or interval changes; a visit; a stretch, or management, ends."
    pub fn live(&mut self, day: Day) {
        let managed = self.period.covers(day);
        if !managed && self.period.until != Some(day) {
            return;
        }
        if self.taken_up == Some(day) {
            self.take_up(day);
        }
        self.deadlines_pass(day);
        let mode = managed.then(|| self.mode(day));
        let required = mode == Some(Mode::Required);
        if required && !self.in_stretch {
            self.stretch_begins(day);
        } else if required && self.terms != Some(self.holds.terms(day)) {
            self.change(day);
        }
        if required {
            self.terms = Some(self.holds.terms(day));
        }
        if self.holds.seen_on(day) {
            if required || self.in_stretch { self.visit(day) } else { self.visit_outside_a_stretch(day) }
        }
        if self.in_stretch && !required {
            self.aside = self.upcoming.take().map(|requirement| Aside { requirement, on: day });
        }
        if !managed {
            self.management_ends();
        }
        self.in_stretch = required;
        self.days.extend(mode.map(|mode| (day, mode, self.overdue.is_some())));
    }

    /// "On each day a managed offender is in exactly one mode, the first that applies".
    fn mode(&self, day: Day) -> Mode {
        let holds = self.holds;
        let away = [Status::Custody, Status::Hospital, Status::Abroad, Status::Elsewhere];
        if holds.status(Status::Missing, day) {
            Mode::Required
        } else if away.iter().any(|status| holds.status(*status, day)) {
            Mode::Suspended
        } else if holds.reactive_plan(day)
            && holds.last_seen(self.period.from, day).is_some()
            && self.overdue.is_none()
            && !self.upcoming.is_some_and(|upcoming| holds.near(upcoming.due, day))
        {
            Mode::Reactive
        } else {
            Mode::Required
        }
    }

    fn interval_of_last_required_day(&self) -> Interval {
        self.terms.expect("there was a required day").interval
    }

    /// "A deadline passes unmet."
    fn deadlines_pass(&mut self, day: Day) {
        while let Some(requirement) = self.upcoming {
            if self.holds.deadline(requirement.due) >= day {
                return;
            }
            if let Some(due) = self.overdue.replace(requirement.due) {
                self.count(Fate::Missed, Some(due), due, None);
                self.missed.push(due);
            }
            self.upcoming = Some(requirement.next_in_series(self.interval_of_last_required_day()));
        }
    }

    /// "A stretch begins on day r."
    fn stretch_begins(&mut self, r: Day) {
        let first = self.holds.first_visit(r, r);
        let Some(Aside { requirement, on: s }) = self.aside.take() else {
            self.upcoming = Some(Requirement::first(r, first));
            return;
        };
        let c = requirement.due;
        let here = if c >= r { c } else { c.plus_days(r.days_after(s)).min(first) };
        let in_all = requirement.aside_before + r.days_since(s);
        if self.calls_for_a_return_visit(s, r, in_all) {
            self.count(Fate::Lapsed, Some(c), s, None);
            self.upcoming = Some(Requirement::first(r, here.min(first)));
            return;
        }
        let mut goes_on = Requirement { aside_before: in_all, ..requirement };
        if here != c {
            goes_on = Requirement { due: here, series_from: here, steps: 0, ..goes_on };
        }
        self.upcoming = Some(goes_on);
        if self.terms != Some(self.holds.terms(r)) {
            self.change(r);
        }
    }

    /// "unless a day of the absence was reactive or a status that covers a day of it calls for a return visit".
    fn calls_for_a_return_visit(&self, s: Day, r: Day, in_all: i64) -> bool {
        let was_reactive = self.days.iter().any(|(day, mode, _)| s <= *day && *day < r && *mode == Mode::Reactive);
        let policy = self.holds.policy(r);
        let calls = |status: Status| policy.return_visit_after(status).is_some_and(|after| i64::from(after) <= in_all);
        let mut covering = self.holds.facts.statuses.iter().filter(|fact| fact.period.meets(s, r));
        was_reactive || covering.any(|fact| calls(fact.status))
    }

    /// "Where the record begins."
    fn take_up(&mut self, k: Day) {
        let holds = self.holds;
        let Some(v) = holds.last_seen(self.period.from, k) else { return };
        self.in_stretch = true;
        self.terms = Some(holds.terms(k));
        let interval = holds.interval(k);
        let mut requirement = Requirement::after_visit(v, interval);
        if holds.deadline(requirement.due) < k {
            self.overdue = Some(requirement.due);
            while holds.deadline(requirement.due) < k {
                requirement = requirement.next_in_series(interval);
            }
        }
        self.upcoming = Some(requirement);
    }

    /// "The tier or interval changes on day c"
    fn change(&mut self, c: Day) {
        let (holds, before) = (self.holds, self.terms.expect("there was a required day"));
        let requirement = self.upcoming.expect("in a stretch there is an upcoming requirement");
        let d = requirement.due;
        self.upcoming = Some(match requirement.cycle {
            Cycle::First { called } => {
                let wish = holds.first_visit(called, c);
                let due = d.min(wish.max(holds.soonest(c)));
                Requirement { due, series_from: due, steps: 0, ..requirement }
            }
            Cycle::Began(b) if holds.interval(c) != before.interval => {
                let wish = holds.interval(c).after(b, 1);
                let due =
                    if wish >= d { if holds.near(d, c) { d } else { wish } } else { d.min(wish.max(holds.soonest(c))) };
                let (series_from, steps) = if due == wish { (b, 1) } else { (due, 0) };
                Requirement { due, series_from, steps, ..requirement }
            }
            Cycle::Began(_) => requirement,
        });
    }

    /// "An effective visit on day v (several on one day count once) meets exactly one requirement"
    fn visit(&mut self, v: Day) {
        let upcoming = self.upcoming.expect("in a stretch there is an upcoming requirement");
        if let Some(due) = self.overdue.take() {
            self.count(Fate::Late, Some(due), due, Some(v));
        } else if upcoming.in_first_half(v) {
            self.count(Fate::Additional, None, v, Some(v));
        } else {
            self.count(Fate::OnTime, Some(upcoming.due), v, Some(v));
        }
        self.missed.clear();
        self.upcoming = Some(Requirement::after_visit(v, self.interval_of_last_required_day()));
    }

    /// "Outside a stretch an effective visit (on the day management ends, too) meets an overdue requirement, late, and
    /// does nothing else but set the day the offender was last seen."
    fn visit_outside_a_stretch(&mut self, v: Day) {
        if let Some(due) = self.overdue.take() {
            self.count(Fate::Late, Some(due), due, Some(v));
            self.missed.clear();
        }
    }

    fn management_ends(&mut self) {
        if let Some(aside) = self.aside.take() {
            self.count(Fate::Lapsed, Some(aside.requirement.due), aside.on, None);
        }
        if let Some(due) = self.overdue.take() {
            self.count(Fate::Missed, Some(due), due, None);
        }
    }

    fn count(&mut self, fate: Fate, due: Option<Day>, count_day: Day, visit: Option<Day>) {
        self.settled.push(Counted { count_day, fate, due, visit });
    }

    /// Every requirement of this management and every additional visit, as it stands.
    pub fn counted(&self) -> Vec<Counted> {
        let mut all = self.settled.clone();
        let open = |fate, due, count_day| Counted { count_day, fate, due: Some(due), visit: None };
        all.extend(self.aside.map(|aside| open(Fate::Lapsed, aside.requirement.due, aside.on)));
        all.extend(self.overdue.map(|due| open(Fate::Overdue, due, due)));
        all.extend(self.upcoming.map(|requirement| open(Fate::Pending, requirement.due, requirement.due)));
        all
    }
}

impl Requirement {
    /// A first requirement called for on q: its series continues from its due day.
    fn first(q: Day, due: Day) -> Requirement {
        Requirement { due, cycle: Cycle::First { called: q }, series_from: due, steps: 0, aside_before: 0 }
    }

    /// "In each case the series restarts: v ⊕ 1, v ⊕ 2 …"
    fn after_visit(v: Day, interval: Interval) -> Requirement {
        Requirement { due: interval.after(v, 1), cycle: Cycle::Began(v), series_from: v, steps: 1, aside_before: 0 }
    }

    /// Its cycle began on "the due day before it in the series".
    fn next_in_series(self, interval: Interval) -> Requirement {
        let steps = self.steps + 1;
        let due = interval.after(self.series_from, steps);
        Requirement { due, cycle: Cycle::Began(self.due), series_from: self.series_from, steps, aside_before: 0 }
    }

    /// "(2·(v − B) < D − B, D being its due day as it now stands)"; "A first requirement has no first half."
    fn in_first_half(self, v: Day) -> bool {
        match self.cycle {
            Cycle::Began(b) => 2 * v.days_since(b) < self.due.days_since(b),
            Cycle::First { .. } => false,
        }
    }
}
