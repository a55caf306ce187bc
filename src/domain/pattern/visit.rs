//! Visits recorded long after, effective visits without a time, and what of visits no pattern can see.

use super::{Case, Found, Look, Looked, Made, Threshold};
use crate::domain::visit::{Visit, VisitKind};

fn visits<'a>(case: Case<'a>) -> impl DoubleEndedIterator<Item = (&'a Visit, &'a Made)> {
    case.facts.visits.iter().zip(&case.beside.visits)
}

/// Visits of the time recorded more than `recorded_after_days` after them. Looked at: those of which it is known when.
pub fn recorded_late(case: Case<'_>, look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    for (visit, made) in visits(case).filter(|(visit, _)| look.holds(visit.day)) {
        let Some((recorded, claimed)) = look.written.on(visit) else { continue };
        looked.at += 1;
        if recorded.days_after(visit.day) > look.of(Threshold::RecordedAfterDays) {
            let (day, act) = (visit.day, visit.act);
            looked.found.push(Found::RecordedLate { visit: made.key, day, recorded, claimed, act });
        }
    }
    looked
}

/// The last `visits_without_time` effective visits or more, all without a time; the last of them in the time. Looked at:
/// whoever has that many, the last in the time.
pub fn no_time(case: Case<'_>, look: Look<'_>) -> Looked {
    let effective = |(visit, _): &(&Visit, &Made)| {
        visit.day <= look.as_of && look.rules.book.kind_of(visit) == VisitKind::Effective
    };
    let enough = look.of(Threshold::VisitsWithoutTime) as usize;
    let last: Vec<_> = visits(case).filter(effective).collect();
    if last.len() < enough || !last.last().is_some_and(|(visit, _)| look.holds(visit.day)) {
        return Looked::default();
    }
    let without = last.iter().rev().take_while(|(visit, _)| visit.time.is_none()).count();
    let found = (without >= enough).then(|| Found::NoTime {
        visits: last[last.len() - without..].iter().map(|(visit, made)| (visit.day, made.key)).collect(),
    });
    Looked { at: 1, found: found.into_iter().collect() }
}

/// What of the visits of the time no pattern can see, for it is not recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Visits in all.
    pub visits: u64,
    /// Without a time.
    pub no_time: u64,
    /// Without anybody who attended.
    pub no_officers: u64,
    /// Of which it is not known when they were recorded.
    pub no_recording: u64,
    /// Effective visits.
    pub effective: u64,
    /// Of them those without a time.
    pub effective_no_time: u64,
    /// Records of people.
    pub records: u64,
    /// Of them those without a date of birth, or without a name: nobody can say whom they look like.
    pub no_likeness: u64,
}

impl Sight {
    /// Counts one person's visits of the time.
    pub fn take(&mut self, case: Case<'_>, look: Look<'_>) {
        for (visit, made) in visits(case).filter(|(visit, _)| look.holds(visit.day)) {
            let effective = look.rules.book.kind_of(visit) == VisitKind::Effective;
            self.visits += 1;
            self.no_time += u64::from(visit.time.is_none());
            self.no_officers += u64::from(made.officers.is_empty());
            self.no_recording += u64::from(look.written.on(visit).is_none());
            self.effective += u64::from(effective);
            self.effective_no_time += u64::from(effective && visit.time.is_none());
        }
    }
}
