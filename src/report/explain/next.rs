//! What would next change a row, if nothing more were recorded: the same facts, folded further ahead.

use super::words::{self, date, list, sentence};
use crate::domain::coverage::{Fault, Timeline};
use crate::domain::day::{Day, Period};
use crate::domain::offender::{Facts, PlanKind};
use crate::domain::officer::Roster;
use crate::domain::requirement::{Event, Rules, Standing, Step, fold};
use crate::domain::row::{Bucket, Flag, Row};

/// A day on which bucket, due day, what is owed, or a flag becomes another.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NextChange {
    /// The day.
    pub day: Day,
    /// What changes, and what by.
    pub text: String,
}

impl NextChange {
    /// So many are told.
    pub const MOST: usize = 3;
}

/// Where somebody stands on a day ahead, and the steps of that day.
struct Ahead {
    day: Day,
    standing: Standing,
    row: Row,
    steps: Vec<Step>,
}

/// The next changes in order, the last of them the first by which a visit is overdue or missed, or management ends.
/// `facts` are those that start by `as_of`.
pub(super) fn changes(facts: &Facts, rules: &Rules, roster: &Roster, as_of: Day) -> Result<Vec<NextChange>, Fault> {
    let look = Look { facts, rules, roster, ends: ends(facts, rules, roster) };
    let mut changes = Vec::new();
    let Some(mut here) = look.at(as_of)? else { return Ok(changes) };
    while changes.len() < NextChange::MOST {
        let Some(day) = look.candidate(&here) else { break };
        let Some(there) = look.at(day)? else {
            changes.push(management_ends(day, &here));
            break;
        };
        let effects = look.effects(&here, &there);
        if !effects.is_empty() {
            changes.push(NextChange { day, text: look.text(day, &effects) });
        }
        if there.row.missed > here.row.missed || there.row.with_overdue && !here.row.with_overdue {
            break;
        }
        here = there;
    }
    Ok(changes)
}

fn management_ends(day: Day, here: &Ahead) -> NextChange {
    let owed = here
        .standing
        .overdue
        .map_or_else(String::new, |due| format!("; the visit owed, due {}, then counts as missed", date(due)));
    NextChange { day, text: format!("Management ends by the record{owed}.") }
}

/// Days on which something recorded ends, or the policy or the officer's record changes, in order.
fn ends(facts: &Facts, rules: &Rules, roster: &Roster) -> Vec<Day> {
    let timeline = Timeline::new(facts, &rules.book);
    let plans = timeline.plans().iter().chain(&facts.plans).map(|plan| plan.period);
    let statuses = facts.statuses.iter().map(|fact| fact.period);
    let periods = plans.chain(statuses).chain(facts.management.iter().copied());
    let mut days: Vec<Day> = periods.filter_map(|period| period.until).chain(rules.book.changes()).collect();
    for officer in facts.owners.iter().filter_map(|fact| roster.get(fact.what)) {
        days.extend(officer.records.iter().map(|record| record.from));
        days.extend(officer.records.iter().filter_map(|record| record.what.active_until));
    }
    days.sort_unstable();
    days.dedup();
    days
}

struct Look<'a> {
    facts: &'a Facts,
    rules: &'a Rules,
    roster: &'a Roster,
    ends: Vec<Day>,
}

impl Look<'_> {
    fn at(&self, day: Day) -> Result<Option<Ahead>, Fault> {
        let mut steps = Vec::new();
        let standing = fold(self.facts, self.rules, day, &mut |event| match event {
            Event::Step(on, step) if on == day => steps.push(step),
            _ => (),
        })?;
        Ok(standing.map(|standing| Ahead {
            day,
            row: Row::of(self.facts, self.rules, self.roster, &standing, day),
            standing,
            steps,
        }))
    }

    /// The first later day on which anything can change.
    fn candidate(&self, here: &Ahead) -> Option<Day> {
        let mut days: Vec<Day> = self.ends.iter().copied().find(|end| *end > here.day).into_iter().collect();
        if let Some(upcoming) = here.standing.upcoming {
            let tolerance = self.rules.book.on(upcoming.due).policy.tolerance_days;
            days.push(upcoming.due.minus_days(here.standing.due_soon_days));
            days.push(upcoming.due.next());
            days.push(upcoming.due.plus_days(tolerance).next());
        }
        days.extend(here.row.retry_by.map(Day::next));
        let moves = |step: &Step| {
            matches!(
                step,
                Step::Scheduled { .. } | Step::FirstCalled { .. } | Step::GoesOn { .. } | Step::Changed { .. }
            )
        };
        // A due day that moved is when a desk-based plan may take effect, from the next day on.
        days.extend(here.steps.iter().any(moves).then(|| here.day.next()));
        days.into_iter().filter(|day| *day > here.day).min()
    }

    fn text(&self, day: Day, effects: &[String]) -> String {
        let causes = self.causes(day);
        let because = if causes.is_empty() { String::new() } else { format!("{} by the record: ", list(&causes)) };
        format!("{}.", sentence(&format!("{because}{}", effects.join("; "))))
    }

    /// What ends by the record on the day, or takes effect.
    fn causes(&self, day: Day) -> Vec<String> {
        let ends = |period: Period| period.until == Some(day);
        let statuses = self.facts.statuses.iter().filter(|fact| ends(fact.period));
        let mut causes: Vec<String> = statuses.map(|fact| format!("{} ends", words::status(fact.status))).collect();
        let timeline = Timeline::new(self.facts, &self.rules.book);
        causes.extend(timeline.plans().iter().filter(|plan| ends(plan.period)).map(|plan| match plan.kind {
            PlanKind::Interval(every) => format!("the own interval of {every} ends"),
            PlanKind::Reactive => "the desk-based plan ends".to_owned(),
        }));
        if self.rules.book.changes().any(|change| change == day) {
            causes.push(format!("version {} of the policy takes effect", self.rules.book.on(day).policy.version));
        }
        causes
    }

    /// How the rows differ, each as a clause; nothing where they do not.
    fn effects(&self, a: &Ahead, b: &Ahead) -> Vec<String> {
        if !differ(&a.row, &b.row) {
            return Vec::new();
        }
        let mut effects: Vec<String> = b.steps.iter().filter_map(|step| owed(*step)).collect();
        let deadline = b.steps.iter().any(|step| matches!(step, Step::DeadlinePassed { .. }));
        let says_itself = effects.is_empty() || !matches!(b.row.bucket, Bucket::Due | Bucket::OnTrack);
        if a.row.bucket != b.row.bucket && says_itself && !deadline {
            effects.push(bucket(b));
        }
        let told = a.row.with_overdue == b.row.with_overdue && a.row.missed == b.row.missed;
        if told && a.row.due != b.row.due && effects.is_empty() {
            effects.push(b.row.due.map_or("nothing is due".to_owned(), |due| format!("it is due {}", date(due))));
        }
        if b.row.within_tolerance && !a.row.within_tolerance {
            effects.push("it is past its due day, within the tolerance".to_owned());
        }
        if a.row.tier_applied != b.row.tier_applied {
            let tier = words::tier(&self.rules.book, b.row.tier_applied, b.day);
            effects.push(format!("the numbers of risk level {tier} apply"));
        }
        effects.extend(flags("flagged", &b.row.flags, &a.row.flags));
        effects.extend(flags("no longer flagged", &a.row.flags, &b.row.flags));
        effects
    }
}

/// Whether two rows differ in more than the days that go by.
fn differ(a: &Row, b: &Row) -> bool {
    let told = |row: &Row| (row.bucket, row.due, row.with_overdue, row.missed, row.within_tolerance, row.tier_applied);
    told(a) != told(b) || a.flags != b.flags
}

/// A step ahead that changes what is owed, or when.
fn owed(step: Step) -> Option<String> {
    Some(match step {
        Step::FirstCalled { due, .. } => format!("a first visit is called for, due {}", date(due)),
        Step::GoesOn { due, .. } => format!("the visit set aside goes on, due {}", date(due)),
        Step::Changed { was, due, .. } if was == due => format!("the visit stays due {}", date(due)),
        Step::Changed { was, due, .. } => format!("the visit due {} is due {} instead", date(was), date(due)),
        Step::DeadlinePassed { due, missed: None, .. } => format!("the visit due {} becomes overdue", date(due)),
        Step::DeadlinePassed { due, missed: Some(missed), .. } => {
            format!("the visit due {} becomes overdue too; the one due {} is then missed", date(due), date(missed))
        }
        Step::SetAside { due } => format!("the visit due {} is set aside", date(due)),
        _ => return None,
    })
}

fn bucket(there: &Ahead) -> String {
    let due = there.row.due.map_or_else(String::new, |due| format!(" (due {})", date(due)));
    match there.row.bucket {
        Bucket::Missing => "listed as whereabouts unknown".to_owned(),
        Bucket::Overdue => format!("listed as overdue{due}"),
        Bucket::Due => format!("listed as due{due}"),
        Bucket::OnTrack => format!("listed as on track{due}"),
        Bucket::Suspended => "listed as suspended, no visit required".to_owned(),
        Bucket::Reactive => "listed as desk-based, no routine visits".to_owned(),
    }
}

fn flags(how: &str, these: &[Flag], those: &[Flag]) -> Option<String> {
    let new: Vec<String> =
        these.iter().filter(|it| !those.contains(it)).map(|it| words::flag(*it).to_owned()).collect();
    if new.is_empty() { None } else { Some(format!("{how}: {}", list(&new))) }
}
