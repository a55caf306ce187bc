//! A visit that is owed when management stops: then a supervisor answers for it, and the answer says so.

use super::DeedRefused;
use super::doing::{Doing, Subject};
use crate::domain::coverage::Fault;
use crate::domain::day::{Day, Period};
use crate::domain::deed::Right;
use crate::domain::fact::Fact;
use crate::domain::offender::Facts;
use crate::domain::requirement::{Event, Rules, Step, fold};

/// A period of management that was changed.
#[derive(Clone, Copy)]
pub(super) struct Changed<'a> {
    /// As it was.
    pub old: Period,
    /// As it is; none: it was not so.
    pub new: Option<Period>,
    /// The offender's facts before.
    pub before: &'a Facts,
    /// And after.
    pub after: &'a Facts,
}

impl Changed<'_> {
    /// Since when a visit is owed that nobody is asked for any more: the oldest unmet due day. None where nothing is owed,
    /// or management still lasts as long.
    ///
    /// An end that has come is judged by what the fold says of it and by today, one still to come by today; frozen ones
    /// count too.
    pub(super) fn owed(&self, rules: &Rules, today: Day) -> Result<Option<Day>, Fault> {
        let last = self.old.until.map_or(today, |until| until.before().min(today));
        let Some(new) = self.new else { return overdue_since(self.before, rules, last) };
        if let Some(end) = new.until.filter(|end| self.old.until.is_none_or(|old| *end < old)) {
            // What is overdue today is owed too, however long ago the end is said to have been.
            let overdue_now = overdue_since(self.before, rules, last)?;
            let owed = if end > today { overdue_now } else { self.missed_at(rules, end)?.or(overdue_now) };
            if owed.is_some() {
                return Ok(owed);
            }
        }
        if new.from == self.old.from {
            return Ok(None);
        }
        let last = new.until.map_or(last, |until| until.before().min(last));
        let still = overdue_since(self.after, rules, last)?;
        Ok(overdue_since(self.before, rules, last)?.filter(|_| still.is_none()))
    }

    /// What was still owed when management ended on a day that has come.
    fn missed_at(&self, rules: &Rules, end: Day) -> Result<Option<Day>, Fault> {
        let mut missed_there = None;
        fold(self.after, rules, end, &mut |event| {
            if let Event::Step(day, Step::ManagementEnded { missed }) = event
                && day == end
            {
                missed_there = missed;
            }
        })?;
        let since = overdue_since(self.after, rules, end.before())?;
        Ok(missed_there.map(|due| since.unwrap_or(due)))
    }
}

/// The oldest unmet due day of somebody with a visit overdue on a day.
fn overdue_since(facts: &Facts, rules: &Rules, day: Day) -> Result<Option<Day>, Fault> {
    let standing = fold(facts, rules, day, &mut |_| ())?;
    Ok(standing.filter(|standing| standing.overdue.is_some()).and_then(|standing| standing.oldest))
}

/// The period of a fact of management.
pub(super) fn period(fact: Option<&Fact>) -> Option<Period> {
    match fact {
        Some(Fact::Management { from, until }) => Some(Period { from: *from, until: *until }),
        _ => None,
    }
}

/// Refuses whoever may not, or gives no reason, where a change of management leaves an owed visit unmade.
pub(super) fn guard(
    doing: &Doing<'_>,
    subject: &Subject,
    old: Period,
    new: Option<Period>,
    before: &Facts,
) -> Result<(), DeedRefused> {
    let after = doing.facts(subject.offender()?)?;
    let changed = Changed { old, new, before, after: &after };
    if changed.owed(&doing.rules, doing.today)?.is_some() {
        doing.needs(Right::EndManagement)?;
        doing.gives_reason()?;
    }
    Ok(())
}
