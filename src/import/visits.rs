//! `visits.csv`: every going-there, and who went.

use crate::domain::extract::{Key, VisitRow};
use crate::domain::visit::{Outcome, Premises};

use super::cells::{Cells, reference_fault};
use super::periods::known_offender;
use super::{Known, Rules, limits};

/// The words of a premises cell; an empty one is how *not recorded* is written.
const PREMISES: &[&str] = &["notified", "other"];

/// Reads a row; `officers` is room for who attended.
pub(super) fn visit<'v, 'r: 'v>(
    cells: &mut Cells<'r>,
    known: &mut Known,
    rules: &Rules<'_>,
    officers: &'v mut Vec<Key>,
) -> Option<VisitRow<'v>> {
    let reference = cells.reference(0);
    let offender = known_offender(cells, 1, known);
    let day = cells.past_day(2, rules.today);
    let time = cells.time(3);
    let outcome = cells.word::<Outcome>(4, "outcome", Outcome::WORDS);
    let announced = cells.yes_no(5);
    attending_fault(cells, 6, known);
    let premises = premises(cells, 7);
    let entry_sought = cells.yes_no(8);
    let recorded_on = cells.past_day(9, rules.today).map(|day| day.text);
    if !cells.sound() {
        return None;
    }
    let (reference, offender, day, outcome) = (reference?, offender?, day?, outcome?);
    attending(cells.raw(6), known, officers);
    if premises.is_none() && rules.would_do(day.day, outcome) {
        known.premises_not_recorded.add(reference);
    }
    let (line, day) = (cells.line(), day.text);
    Some(VisitRow {
        line,
        reference,
        offender,
        day,
        time,
        outcome,
        announced,
        officers,
        premises,
        entry_sought,
        recorded_on,
    })
}

fn premises(cells: &mut Cells<'_>, column: usize) -> Option<Premises> {
    match cells.raw(column) {
        "" => None,
        "notified" => Some(Premises::Notified),
        "other" => Some(Premises::Other),
        _ => {
            cells.no_word(column, "premises", PREMISES.iter().copied());
            None
        }
    }
}

/// Complains where a cell is not ids joined by semicolons, each once.
fn attending_fault(cells: &mut Cells<'_>, column: usize, known: &mut Known) {
    let text = cells.raw(column);
    if text.is_empty() {
        return;
    }
    let mut count = 0;
    for (place, id) in text.split(';').enumerate() {
        count += 1;
        if id.is_empty() {
            return cells.fault(column, "an id of no characters", "ids joined by single semicolons");
        }
        if let Some(expected) = reference_fault(id) {
            return cells.fault(column, "something that is no id", expected);
        }
        if text.split(';').take(place).any(|earlier| earlier == id) {
            return cells.fault(column, "an id twice", "each officer once");
        }
        if count > limits::ATTENDING {
            return cells.fault(column, "more ids", format!("at most {}", limits::ATTENDING));
        }
    }
    let many = known.new_from_visits.len() >= limits::FROM_VISITS;
    if many && text.split(';').any(|id| known.officers.find(id).is_none()) {
        let expected = format!("at most {} of them", limits::FROM_VISITS);
        cells.fault(column, "one more officer known from visits alone", expected);
    }
}

/// Who attended; an officer whom nothing else knows is taken in.
fn attending(text: &str, known: &mut Known, officers: &mut Vec<Key>) {
    officers.clear();
    if !text.is_empty() {
        officers.extend(text.split(';').map(|id| known.attended(id)));
    }
}
