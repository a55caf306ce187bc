//! Hears the fold and writes down its steps as lines, with the recorded facts among them.

use super::chapter::Chapter;
use super::{Kind, Line, PolicyRef, recorded, section};
use crate::domain::coverage::Timeline;
use crate::domain::day::{Day, Period};
use crate::domain::offender::Facts;
use crate::domain::policy::Book;
use crate::domain::requirement::{Event, Mode, Rules, Step, Why};

/// What has been told so far, and what of it the next sentences speak of.
pub(super) struct Teller<'a> {
    pub(super) facts: &'a Facts,
    pub(super) book: &'a Book,
    pub(super) timeline: Timeline<'a>,
    as_of: Day,
    chapters: Vec<Chapter>,
    /// Lines of the facts of this management, not told yet.
    recorded: std::vec::IntoIter<Line>,
    /// The line to which the next sum belongs.
    reckoned: usize,
    pub(super) mode: Option<(Mode, Why)>,
    /// The due day of the upcoming visit, also while it is set aside.
    pub(super) upcoming: Option<Day>,
    /// Whether that is a first visit.
    pub(super) first: bool,
    pub(super) overdue: Option<Day>,
    pub(super) missed: u32,
    /// Since when a visit has been set aside.
    pub(super) aside_since: Option<Day>,
    /// Visits that do not count, told of the latest day that has any.
    pub(super) not_counted: (Day, usize),
}

impl<'a> Teller<'a> {
    pub(super) fn new(facts: &'a Facts, rules: &'a Rules, as_of: Day) -> Teller<'a> {
        Teller {
            facts,
            book: &rules.book,
            timeline: Timeline::new(facts, &rules.book),
            as_of,
            chapters: Vec::new(),
            recorded: Vec::new().into_iter(),
            reckoned: 0,
            mode: None,
            upcoming: None,
            first: false,
            overdue: None,
            missed: 0,
            aside_since: None,
            not_counted: (Day::MIN, 0),
        }
    }

    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::Step(day, step) => self.step(day, step),
            Event::Days(days) => {
                if let Some(chapter) = self.chapters.last_mut() {
                    chapter.days.push(days);
                }
            }
            Event::Counted(_) => (),
        }
    }

    /// The chapters, with the facts that no step came after.
    pub(super) fn finish(mut self) -> Vec<Chapter> {
        self.tell_recorded(self.as_of);
        self.chapters
    }

    fn step(&mut self, day: Day, step: Step) {
        self.before(day, &step);
        match step {
            Step::Managed | Step::TakenUp { .. } => self.begins(day, step),
            Step::Mode(mode, why) => self.mode(day, mode, why),
            Step::Scheduled { base, times, interval, due } => self.scheduled(day, (base, times, interval), due),
            Step::FirstCalled { due, by_days, by_interval, carried, pace } => {
                self.first_called(day, due, (by_days, by_interval), carried, pace)
            }
            Step::GoesOn { was, due, paused, paused_in_all, first } => {
                self.goes_on(day, (was, due), (paused, paused_in_all), first)
            }
            Step::Lapsed { was, as_of, paused_in_all, because } => self.lapsed(day, was, as_of, paused_in_all, because),
            Step::Changed { .. } => self.changed(day, step),
            Step::DeadlinePassed { due, tolerance, missed } => self.deadline_passed(day, due, tolerance, missed),
            Step::Visit(effect) => self.visit(day, effect),
            Step::SetAside { due } => self.set_aside(day, due),
            Step::ManagementEnded { missed } => self.ended(day, missed),
        }
    }

    /// The facts that come before a step: deadlines pass before what begins on their day.
    fn before(&mut self, day: Day, step: &Step) {
        match step {
            Step::Managed | Step::TakenUp { .. } => (),
            Step::DeadlinePassed { .. } | Step::Scheduled { .. } => self.tell_recorded(day.before()),
            _ => self.tell_recorded(day),
        }
    }

    fn tell_recorded(&mut self, day: Day) {
        while let Some(line) = self.recorded.as_slice().first().filter(|line| line.day <= day).cloned() {
            self.recorded.next();
            self.push(line);
        }
    }

    fn begins(&mut self, day: Day, step: Step) {
        self.tell_recorded(day.before());
        let covering = self.facts.management.iter().find(|period| period.covers(day));
        let period = covering.copied().unwrap_or(Period { from: day, until: None });
        self.chapters.push(Chapter::new(period));
        (self.mode, self.upcoming, self.first) = (None, None, false);
        (self.overdue, self.missed, self.aside_since) = (None, 0, None);
        let text = match step {
            Step::TakenUp { seen } => super::sentences::taken_up(period.from, seen),
            _ => "Management begins.".to_owned(),
        };
        let (kind, section) = match step {
            Step::TakenUp { .. } => (Kind::TakenUp, section::RECORD_BEGINS),
            _ => (Kind::Managed, section::FACTS),
        };
        self.reckon(Line::new(day, kind, section, text));
        let last = period.until.map_or(self.as_of, |until| until.before().min(self.as_of));
        self.recorded = recorded::lines(self, Period { from: day, until: Some(last.next()) }).into_iter();
        self.tell_recorded(day);
    }

    fn ended(&mut self, day: Day, missed: Option<Day>) {
        let text = match missed {
            Some(due) => {
                format!("Management ends. The visit due {}, still owed, counts as missed.", super::words::date(due))
            }
            None => "Management ends.".to_owned(),
        };
        self.push(Line::new(day, Kind::Ended, section::STRETCH_ENDS, text));
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.owed_at_end = missed;
        }
        self.recorded = Vec::new().into_iter();
    }

    /// A line to which the next sum belongs.
    pub(super) fn reckon(&mut self, line: Line) {
        self.push(line);
        self.reckoned = self.chapters.last().map_or(0, |chapter| chapter.lines.len().saturating_sub(1));
    }

    /// The line to which the next sum belongs, and its place.
    pub(super) fn reckoned(&mut self) -> Option<(&mut Chapter, usize)> {
        let at = self.reckoned;
        self.chapters.last_mut().filter(|chapter| at < chapter.lines.len()).map(|chapter| (chapter, at))
    }

    /// Adds a line, or its sentences to the one before where both tell of one thing on one day.
    pub(super) fn push(&mut self, mut line: Line) {
        let policy = PolicyRef::on(self.book, line.day);
        line.policy = Some(policy).filter(|policy| *policy != PolicyRef::on(self.book, self.as_of));
        let Some(chapter) = self.chapters.last_mut() else { return };
        match chapter.lines.last_mut() {
            Some(last) if last.day == line.day && goes_with(last.kind, line.kind) => join(last, line),
            _ => chapter.lines.push(line),
        }
    }
}

/// The steps of an absence that begins or ends are one paragraph, with the record that says why.
fn goes_with(before: Kind, after: Kind) -> bool {
    let absence = |kind| matches!(kind, Kind::Mode | Kind::FirstVisit | Kind::GoesOn | Kind::SetAside);
    match before {
        Kind::Status => absence(after),
        Kind::Plan => after == Kind::Mode,
        _ => absence(before) && absence(after),
    }
}

fn join(last: &mut Line, line: Line) {
    last.sentences.extend(line.sentences);
    for section in line.sections {
        if !last.sections.contains(&section) {
            last.sections.push(section);
        }
    }
    last.due = match (last.due, line.due) {
        (Some(first), Some(then)) => Some(super::DueMove { before: first.before, after: then.after }),
        (first, then) => then.or(first),
    };
    if last.kind == Kind::Plan || line.kind != Kind::Mode {
        last.kind = line.kind;
    }
}
