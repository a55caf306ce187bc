//! Each step of the fold in sentences: what happened, the rule, its arithmetic.

use super::teller::Teller;
use super::words::{self, date, days, list, sum, sum_days};
use super::{DueMove, Kind, Line, section};
use crate::domain::cadence::Interval;
use crate::domain::coverage::Pace;
use crate::domain::day::{Day, Period};
use crate::domain::offender::Status;
use crate::domain::requirement::{Mode, Why};

/// Where the record begins.
pub(super) fn taken_up(managed_from: Day, seen: Option<Day>) -> String {
    let begins = format!("Managed since {}; the record is complete only from this day", date(managed_from));
    match seen {
        Some(seen) => {
            format!("{begins}, so the reckoning starts from the last visit known, on {}.", date(seen))
        }
        None => format!("{begins}. No visit since then is known, so this counts as the first day of management."),
    }
}

impl Teller<'_> {
    pub(super) fn mode(&mut self, day: Day, mode: Mode, why: Why) {
        let before = self.mode.replace((mode, why));
        let text = match (mode, why) {
            (_, Why::Ordinary) => self.ordinary_again(day, before),
            (_, Why::Missing) => {
                Some("Whereabouts unknown is the opposite of a reason to stop looking: visits are required.".to_owned())
            }
            (_, Why::Away(status)) => {
                Some(format!("While {} nobody can visit, and no visit is required.", words::whereabouts(status)))
            }
            (_, Why::Plan) => Some("The desk-based plan takes effect: no routine visits are required.".to_owned()),
            (_, Why::PlanUnseen) => Some(format!(
                "{PLAN_WAITS} nobody is moved to a desk unseen, and no visit in this management has counted yet."
            )),
            (_, Why::PlanOverdue) => {
                Some(format!("{PLAN_WAITS} nobody is moved to a desk with a visit owed, and one is overdue."))
            }
            (_, Why::PlanNear) => Some(self.plan_near(day)),
        };
        if let Some(text) = text {
            self.push(Line::new(day, Kind::Mode, section::MODES, text));
        }
    }

    fn ordinary_again(&self, day: Day, before: Option<(Mode, Why)>) -> Option<String> {
        let (_, why) = before?;
        Some(match why {
            Why::Away(status) => {
                let over = self.facts.statuses.iter().filter(|fact| fact.period.until == Some(day));
                let mut over = over.filter(|fact| fact.status != Status::Missing).map(|fact| fact.status);
                let status = over.next().unwrap_or(status);
                format!("The {} is over: visits are required again.", words::status(status))
            }
            Why::Plan => "The desk-based plan no longer holds: visits are required again.".to_owned(),
            Why::Missing => "Whereabouts are known again; visits remain required.".to_owned(),
            _ => "The desk-based plan no longer holds; visits remain required.".to_owned(),
        })
    }

    fn plan_near(&self, day: Day) -> String {
        let near = self.book.on(day).longest_due_soon;
        let due = self.upcoming.map_or(String::new(), |due| format!(", and one is due {}", date(due)));
        format!(
            "{PLAN_WAITS} nobody is moved to a desk with a visit about to fall due{due} (the longest time ahead that \
             any risk level lists a visit is {}: {}).",
            days(near),
            sum_days(day, near, day.plus_days(near))
        )
    }

    pub(super) fn scheduled(&mut self, day: Day, (base, times, interval): (Day, u32, Interval), due: Day) {
        let before = self.upcoming.replace(due);
        self.first = false;
        let Some((chapter, at)) = self.reckoned() else { return };
        let taken_up = chapter.lines.first().is_some_and(|first| first.kind == Kind::TakenUp && first.day == day);
        let line = &mut chapter.lines[at];
        let sum = sum(base, times, interval, due);
        line.sentences.push(match line.kind {
            Kind::TakenUp => format!("The next visit was to be made within {interval} of it: {sum}."),
            Kind::Overdue if times > 2 && taken_up => {
                format!("The next in the series whose deadline has not passed: {sum}; those between are not counted.")
            }
            Kind::Overdue => format!("The next in the series falls due: {sum}."),
            _ => format!("The clock restarts: {sum}."),
        });
        let first = line.due.map_or(before, |due| due.before);
        line.due = Some(DueMove { before: first, after: Some(due) });
        if line.day == day && matches!(line.kind, Kind::OnTime | Kind::Late | Kind::Additional) {
            chapter.restart = at;
        }
    }

    pub(super) fn first_called(&mut self, day: Day, due: Day, by: (Day, Day), carried: Option<Day>, pace: Pace) {
        let (by_days, by_interval) = by;
        let mut ways = vec![
            format!("{} on ({})", days(by_days.days_after(day)), sum_days(day, by_days.days_after(day), by_days)),
            format!("one interval on ({})", sum(day, 1, pace.interval, by_interval)),
        ];
        ways.extend(carried.map(|carried| format!("when the visit set aside would now be due ({})", date(carried))));
        let whichever = if ways.len() > 2 { "whichever is earliest" } else { "whichever is earlier" };
        let last = ways.pop().unwrap_or_default();
        let text = format!(
            "A first visit is called for. It is due {}, or {last}, {whichever}: {}.",
            ways.join(", "),
            date(due)
        );
        let before = self.upcoming.replace(due);
        (self.first, self.aside_since) = (true, None);
        self.push(Line::new(day, Kind::FirstVisit, section::STRETCH_BEGINS, text).due(before, Some(due)));
    }

    pub(super) fn lapsed(&mut self, day: Day, was: Day, since: Day, in_all: u32, because: Option<Status>) {
        let after = because.and_then(|status| self.book.on(day).policy.return_visit_after(status));
        let why = match (because, after) {
            (Some(status), Some(after)) => format!(
                "after {} of {} or more a first visit takes its place, and it has been set aside for {} in all",
                words::status(status),
                days(after),
                days(in_all)
            ),
            _ => "days on a desk-based plan are always followed by a first visit in its place".to_owned(),
        };
        let why = if after == Some(0) {
            format!("{} always calls for a first visit on return", because.map_or("an absence", words::status))
        } else {
            why
        };
        let text = format!("The visit due {}, set aside on {}, has lapsed: {why}.", date(was), date(since));
        self.push(Line::new(day, Kind::Mode, section::STRETCH_BEGINS, text));
    }

    pub(super) fn goes_on(&mut self, day: Day, (was, due): (Day, Day), (paused, in_all): (u32, u32), first: Day) {
        let mut text = if due == was && was >= day {
            format!("The visit set aside goes on, due {} as before", date(was))
        } else {
            format!(
                "The visit set aside was due {}, which passed meanwhile. It goes on, due {} later, as long as it was \
                 set aside ({}), or when a first visit would be ({}), whichever is earlier: {}",
                date(was),
                days(paused),
                sum_days(was, paused, was.plus_days(paused)),
                date(first),
                date(due)
            )
        };
        text.push_str(&format!(". {}", self.no_return_visit(day, in_all)));
        (self.upcoming, self.aside_since) = (Some(due), None);
        self.push(Line::new(day, Kind::GoesOn, section::STRETCH_BEGINS, text).due(Some(was), Some(due)));
    }

    /// Why no first visit takes the place of the one set aside.
    fn no_return_visit(&self, day: Day, in_all: u32) -> String {
        let since = self.aside_since.unwrap_or(day);
        let policy = &self.book.on(day).policy;
        let met = |status: &&Status| {
            self.facts.statuses.iter().any(|fact| fact.status == **status && fact.period.meets(since, day))
        };
        let limits = Status::ALL.iter().filter(met).filter_map(|status| {
            let after = policy.return_visit_after(*status)?;
            Some(format!("{} calls for a first visit on return only from {}", words::status(*status), days(after)))
        });
        let limits = list(&limits.collect::<Vec<_>>());
        format!("It was set aside for {} in all; {limits}.", days(in_all))
    }

    pub(super) fn deadline_passed(&mut self, day: Day, due: Day, tolerance: u32, missed: Option<Day>) {
        let within = match tolerance {
            0 => String::new(),
            _ => format!(
                ", nor within the {} of tolerance ({})",
                days(tolerance),
                sum_days(due, tolerance, due.plus_days(tolerance))
            ),
        };
        let mut text =
            format!("No visit that counts was made by {}{within}: the visit due then is overdue.", date(due));
        if let Some(missed) = missed {
            self.missed += 1;
            text.push_str(&format!(
                " The one due {}, overdue already, is now missed: its whole cycle went by without a visit (missed so far: {}).",
                date(missed),
                self.missed
            ));
        }
        self.overdue = Some(due);
        let line = Line::new(day, Kind::Overdue, section::DEADLINE, text).due(Some(due), None);
        self.reckon(Line { missed: missed.is_some(), ..line });
    }

    pub(super) fn set_aside(&mut self, day: Day, due: Day) {
        let ends = self.facts.management.iter().any(|period| period.until == Some(day));
        let mut text = if ends {
            format!("Management ends, and the visit due {} lapses with it.", date(due))
        } else {
            format!("The visit due {} is set aside.", date(due))
        };
        if let Some(overdue) = self.overdue.filter(|_| !ends) {
            text.push_str(&format!(" The overdue one, due {}, stays owed, frozen.", date(overdue)));
        }
        self.aside_since = Some(day);
        self.push(Line::new(day, Kind::SetAside, section::STRETCH_ENDS, text).due(Some(due), Some(due)));
    }

    /// The plan of a period that a raise ended, in words.
    pub(super) fn raise_ended(&self, what: &str, recorded: Period) -> String {
        format!(
            "The risk level is raised, which ends the {what} ({}): it has to be authorised again.",
            words::period(recorded)
        )
    }
}

const PLAN_WAITS: &str = "The desk-based plan takes no effect yet:";
