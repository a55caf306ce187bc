//! The lines of one management, and how they are told in short.

use super::words::{date, list, plural};
use super::{Kind, Line};
use crate::domain::day::{Day, Period};
use crate::domain::requirement::Days;

/// Deadlines and attempts in a row that are told one by one; the middle of more is told in short.
const MOST_IN_A_ROW: usize = 8;
/// The same of lines before the visit that what is due runs from.
const MOST_OF_BEFORE: usize = 3;
const FIRST_AND_LAST: usize = 2;

/// One management.
#[derive(Clone, Debug)]
pub(super) struct Chapter {
    pub(super) period: Period,
    pub(super) lines: Vec<Line>,
    /// The line of the last visit that restarted the clock: what is due runs from it.
    pub(super) restart: usize,
    pub(super) owed_at_end: Option<Day>,
    pub(super) days: Vec<Days>,
}

impl Chapter {
    pub(super) fn new(period: Period) -> Chapter {
        Chapter { period, lines: Vec::new(), restart: 0, owed_at_end: None, days: Vec::new() }
    }

    /// All from the visit that the present due day runs from, and in short what came before.
    pub(super) fn in_short(&self) -> Vec<Line> {
        let (before, since) = self.lines.split_at(self.restart);
        let restarted = self.lines.get(self.restart).map_or(self.period.from, |line| line.day);
        let told = |line: &Line| {
            matches!(line.kind, Kind::Managed | Kind::TakenUp)
                || line.holds_until.is_some_and(|until| until > restarted)
        };
        let mut short = shorten(before, |line| !told(line), 0, MOST_OF_BEFORE);
        let oldest = oldest_owed(since);
        let in_a_row = |line: &Line| {
            matches!(line.kind, Kind::Overdue | Kind::NotCounted) && !oldest.is_some_and(|it| std::ptr::eq(it, line))
        };
        short.extend(shorten(since, in_a_row, FIRST_AND_LAST, MOST_IN_A_ROW));
        short
    }

    /// The whole management as a summary.
    pub(super) fn in_one_line(&self) -> Line {
        let happened: Vec<&Line> = self.lines.iter().collect();
        let counts = counts(&happened);
        let what = if counts.is_empty() { "nothing happened in it".to_owned() } else { list(&counts) };
        let period = super::words::period(self.period);
        let mut line = Line::new(
            self.period.from,
            Kind::Summary,
            super::section::FACTS,
            format!("An earlier management, {period}, judged by itself: {what}."),
        );
        if let Some(due) = self.owed_at_end {
            line.sentences.push(format!(
                "The visit due {} was owed when it ended; it was never made and counts as missed.",
                date(due)
            ));
        }
        line
    }
}

/// The line by which the oldest visit still owed fell overdue, which is always told.
fn oldest_owed(lines: &[Line]) -> Option<&Line> {
    let met = |line: &Line| matches!(line.kind, Kind::OnTime | Kind::Late | Kind::Additional);
    let since = lines.iter().rposition(met).map_or(lines, |at| &lines[at..]);
    since.iter().find(|line| line.kind == Kind::Overdue)
}

/// Runs of `lines` that are `dull`, longer than `longest`, told in short but for `keep` at either end.
fn shorten(lines: &[Line], dull: impl Fn(&Line) -> bool, keep: usize, longest: usize) -> Vec<Line> {
    let mut short = Vec::new();
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|line| dull(line)).count();
        if run == 0 {
            short.push(first.clone());
            rest = &rest[1..];
            continue;
        }
        let (these, others) = rest.split_at(run);
        if run > longest {
            short.extend_from_slice(&these[..keep]);
            short.extend(summary(&these[keep..run - keep]));
            short.extend_from_slice(&these[run - keep..]);
        } else {
            short.extend_from_slice(these);
        }
        rest = others;
    }
    short
}

/// `12 visits on time between … and …; the clock restarted each time.` Nothing where nothing in it is counted.
fn summary(lines: &[Line]) -> Option<Line> {
    let happened: Vec<&Line> = lines.iter().filter(|line| is_counted(line)).collect();
    let (first, last) = (happened.first()?.day, happened.last()?.day);
    let counts = list(&counts(&happened));
    let when = if first == last {
        format!("on {}", date(first))
    } else {
        format!("between {} and {}", date(first), date(last))
    };
    let restarted = |line: &&Line| matches!(line.kind, Kind::OnTime | Kind::Late | Kind::Additional);
    let visits = happened.iter().copied().filter(|line| restarted(line) && line.due.is_some()).count();
    let clock = match visits {
        0 => "",
        1 => "; the clock restarted with the visit that counted",
        _ if visits == happened.len() => "; the clock restarted each time",
        _ => "; the clock restarted with each visit that counted",
    };
    let mut line = Line::new(first, Kind::Summary, "", format!("In short: {counts} {when}{clock}."));
    line.sections = happened.iter().flat_map(|line| line.sections.iter().copied()).collect();
    line.sections.sort_unstable();
    line.sections.dedup();
    line.due = last_due(&happened);
    Some(line)
}

fn last_due(lines: &[&Line]) -> Option<super::DueMove> {
    let mut moves = lines.iter().filter_map(|line| line.due);
    let first = moves.next()?;
    let last = moves.next_back().unwrap_or(first);
    Some(super::DueMove { before: first.before, after: last.after })
}

/// What is counted, in this order: one, many. Lines of other kinds only go with these.
const COUNTED: &[(Kind, &str, &str)] = &[
    (Kind::OnTime, "visit on time", "visits on time"),
    (Kind::Late, "late visit", "late visits"),
    (Kind::Additional, "additional visit", "additional visits"),
    (Kind::SeenOnly, "visit while none was required", "visits while none was required"),
    (Kind::NotCounted, "attempt or contact that moved no date", "attempts or contacts that moved no date"),
    (Kind::Overdue, "deadline passed unmet", "deadlines passed unmet"),
    (Kind::SetAside, "absence", "absences"),
    (Kind::RiskLevel, "risk level set", "risk levels set"),
    (Kind::Plan, "beginning or end of a plan", "beginnings or ends of plans"),
    (Kind::Policy, "new version of the policy", "new versions of the policy"),
    (Kind::Changed, "due day reckoned again after a change", "due days reckoned again after a change"),
];

fn is_counted(line: &Line) -> bool {
    COUNTED.iter().any(|(kind, ..)| *kind == line.kind)
}

fn counts(lines: &[&Line]) -> Vec<String> {
    let count = |kind: Kind| lines.iter().filter(|line| line.kind == kind).count();
    let told = COUNTED.iter().map(|(kind, one, many)| (count(*kind), one, many));
    let mut told: Vec<String> =
        told.filter(|(count, ..)| *count > 0).map(|(count, one, many)| plural(count, one, many)).collect();
    let missed = lines.iter().filter(|line| line.missed).count();
    if missed > 0 {
        told.push(plural(missed, "whole cycle missed", "whole cycles missed"));
    }
    told
}
