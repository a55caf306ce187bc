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

/// `short_absences` or more that have ended, none longer than `short_absence_days`, no more than `short_absences_apart_days`
/// between the end of one and the beginning of the next; the last begun in the time. Looked at: whoever had a short one begun
/// in the time.
pub fn absences_in_a_row(case: Case<'_>, look: Look<'_>) -> Looked {
    let mut looked = Looked::default();
    let mut row: Vec<Period> = Vec::new();
    let mut end = |row: &mut Vec<Period>| {
        let last = row.last().is_some_and(|last| look.holds(last.from));
        let enough = row.len() >= look.of(Threshold::ShortAbsences) as usize;
        let absences = std::mem::take(row);
        if last && enough {
            looked.found.push(Found::AbsencesInARow { absences });
        }
    };
    let short = |absence: &Absence| {
        let days = absence.period.until.map(|until| until.days_after(absence.period.from));
        days.is_some_and(|days| days <= look.of(Threshold::ShortAbsenceDays))
    };
    for absence in &case.course.absences {
        let after = row.last().and_then(|before| before.until).map(|until| absence.period.from.days_after(until));
        if !short(absence) || after.is_some_and(|days| days > look.of(Threshold::ShortAbsencesApartDays)) {
            end(&mut row);
        }
        if short(absence) {
            row.push(absence.period);
        }
    }
    end(&mut row);
    let in_time = |absence: &&Absence| short(absence) && look.holds(absence.period.from);
    // More than one row of one person is still one person.
    looked.at = u64::from(case.course.absences.iter().any(|absence| in_time(&absence)));
    looked.found.drain(..looked.found.len().saturating_sub(1));
    looked
}
