//! Absences begun with a visit owed or about to fall due, and short ones in a row.

use super::{Absence, Case, Found, Look, Looked, Open, Threshold};
use crate::domain::day::Period;

/// Absences begun in the time, in place of visiting: with a visit owed, or due within `absence_before_due_days`.
pub fn absence_near_due(case: Case<'_>, look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    for absence in case.course.absences.iter().filter(|absence| look.holds(absence.period.from)) {
        let Some(open) = absence.began_with else { continue };
        looked.at += 1;
        let (from, away) = (absence.period.from, absence.away);
        let near = from.plus_days(look.of(Threshold::AbsenceBeforeDueDays));
        looked.found.extend(match open {
            Open { owed: Some(due), .. } => Some(Found::AbsenceNearDue { from, away, due, owed: true }),
            Open { upcoming: Some(due), .. } if due <= near => {
                Some(Found::AbsenceNearDue { from, away, due, owed: false })
            }
            _ => None,
        });
    }
    looked
}

/// Rows of short absences that have ended, each no longer than `short_absence_days`, no more than `short_absences_apart_days`
/// between the end of one and the beginning of the next: a case where `short_absences` or more are in one. Looked at: rows,
/// one alone too, whose last was begun in the time.
pub fn absences_in_a_row(case: Case<'_>, look: Look<'_>) -> Looked {
    let short = |absence: &&Absence| {
        let days = absence.period.until.map(|until| until.days_after(absence.period.from));
        days.is_some_and(|days| days <= look.of(Threshold::ShortAbsenceDays))
    };
    let mut rows: Vec<Vec<Period>> = Vec::new();
    let mut before: Option<&Absence> = None;
    for absence in &case.course.absences {
        let apart = before.filter(short).and_then(|before| before.period.until);
        let apart = apart.map(|until| absence.period.from.days_after(until));
        let follows = apart.is_some_and(|days| days <= look.of(Threshold::ShortAbsencesApartDays));
        match rows.last_mut().filter(|_| follows) {
            _ if !short(&absence) => (),
            Some(row) => row.push(absence.period),
            None => rows.push(vec![absence.period]),
        }
        before = Some(absence);
    }
    let mut looked = Looked::default();
    for absences in rows.into_iter().filter(|row| row.last().is_some_and(|last| look.holds(last.from))) {
        looked.at += 1;
        let enough = absences.len() >= look.of(Threshold::ShortAbsences) as usize;
        looked.found.extend(enough.then_some(Found::AbsencesInARow { absences }));
    }
    looked
}
