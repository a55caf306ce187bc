//! What the rules of visiting made of one person's facts, day by day: what was owed and when, and who was away.

use super::Away;
use crate::domain::coverage::Fault;
use crate::domain::day::{Day, Period};
use crate::domain::offender::Facts;
use crate::domain::requirement::{Effect, Event, Mode, Rules, Standing, Step, Why, fold};

/// What is open at the end of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The due day of the upcoming requirement; none while it is set aside, or nobody is managed.
    pub upcoming: Option<Day>,
    /// The oldest due day of those overdue; none while none is.
    pub owed: Option<Day>,
}

/// An absence: a longest run of managed days on which no visit is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// When; without an end, still running as at the day folded to.
    pub period: Period,
    /// What it began as.
    pub away: Away,
    /// What was open as it began, once that day's visits were counted; none where no visit was set aside: management began with
    /// it.
    pub began_with: Option<Open>,
}

/// The course of one person's managements up to a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// Where they stand on the day; none where they are not managed.
    pub standing: Option<Standing>,
    /// Absences, in order.
    pub absences: Vec<Absence>,
    /// The ends of managements, with the oldest due day owed then.
    pub ends: Vec<(Day, Option<Day>)>,
    /// The days of effective visits within managements, in order.
    pub seen: Vec<Day>,
    /// What was open from the end of a day on, in order of days.
    open: Vec<(Day, Open)>,
}

impl Course {
    /// Of one person's facts, as at a day.
    ///
    /// # Errors
    /// The engine's [`Fault`].
    pub fn of(facts: &Facts, rules: &Rules, as_of: Day) -> Result<Course, Fault> {
        let mut teller = Teller::default();
        let standing = fold(facts, rules, as_of, &mut |event| {
            if let Event::Step(day, step) = event {
                teller.step(day, step);
            }
        })?;
        teller.away_until(None);
        Ok(Course { standing, ..teller.course })
    }

    /// What was open at the end of a day.
    pub fn open_on(&self, day: Day) -> Open {
        let later = self.open.partition_point(|(on, _)| *on <= day);
        self.open[..later].last().map_or(Open::default(), |(_, open)| *open)
    }
}

#[derive(Default)]
struct Teller {
    course: Course,
    now: Open,
    away: Option<Absence>,
}

impl Teller {
    fn step(&mut self, day: Day, step: Step) {
        match step {
            Step::Managed | Step::TakenUp { .. } => self.now = Open::default(),
            Step::Mode(mode, why) => self.mode(day, mode, why),
            Step::FirstCalled { due, .. }
            | Step::Scheduled { due, .. }
            | Step::GoesOn { due, .. }
            | Step::Changed { due, .. } => self.now.upcoming = Some(due),
            Step::DeadlinePassed { due, .. } => self.now.owed = self.now.owed.or(Some(due)),
            Step::Visit(Effect::Nothing(..)) | Step::Lapsed { .. } => (),
            Step::Visit(effect) => self.seen(day, effect),
            Step::SetAside { .. } => self.set_aside(day),
            Step::ManagementEnded { missed } => {
                self.course.ends.push((day, self.now.owed.filter(|_| missed.is_some())));
                self.away_until(Some(day));
                self.now = Open::default();
            }
        }
        let open = &mut self.course.open;
        match open.last_mut() {
            Some((on, last)) if *on == day => *last = self.now,
            _ => open.push((day, self.now)),
        }
    }

    fn mode(&mut self, day: Day, mode: Mode, why: Why) {
        match (mode, self.away) {
            (Mode::Required, _) => self.away_until(Some(day)),
            (_, Some(_)) => (),
            (_, None) => {
                let away = if let Why::Away(status) = why { Away::Status(status) } else { Away::Desk };
                self.away = Some(Absence { period: Period { from: day, until: None }, away, began_with: None });
            }
        }
    }

    fn seen(&mut self, day: Day, effect: Effect) {
        self.course.seen.push(day);
        if effect != Effect::OnlySeen {
            self.now.owed = None;
        }
    }

    /// At the end of a management what is upcoming is set aside too, and that is no absence.
    fn set_aside(&mut self, day: Day) {
        let now = self.now;
        if let Some(away) = self.away.as_mut().filter(|away| away.period.from == day) {
            away.began_with = Some(now);
        }
        self.now.upcoming = None;
    }

    fn away_until(&mut self, until: Option<Day>) {
        if let Some(away) = self.away.take() {
            self.course.absences.push(Absence { period: Period { until, ..away.period }, ..away });
        }
    }
}
