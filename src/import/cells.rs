//! The cells of one row, each checked for what its column holds; what is wrong is noted, never thrown.
//!
//! Every reader of a cell gives `None` both for an empty optional cell and for a wrong one; a row counts only if
//! nothing was noted by the time all its cells were read.

use std::str::FromStr;

use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::intake::{Complaint, Complaints, is_reference_shaped};

use super::limits;
use super::refs::{Place, Refs};
use super::rows::Row;
use super::words;

/// What was found, and when it may be shown.
enum Found {
    /// As it is.
    Said(String),
    /// A word far from ours: only where the rest of the row is sound; else as the other text says.
    Word(String, String),
}

/// One thing wrong with a row.
pub(super) struct Fault {
    column: usize,
    found: Found,
    expected: String,
}

/// A row under the columns of its file.
pub(super) struct Cells<'r> {
    file: File,
    row: Row<'r>,
    places: &'r [Option<usize>],
    faults: &'r mut Vec<Fault>,
}

/// A day, and how it is written.
#[derive(Clone, Copy)]
pub(super) struct Written<'r> {
    pub day: Day,
    pub text: &'r str,
}

impl<'r> Cells<'r> {
    pub fn new(file: File, row: Row<'r>, places: &'r [Option<usize>], faults: &'r mut Vec<Fault>) -> Cells<'r> {
        faults.clear();
        Cells { file, row, places, faults }
    }

    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// Whether nothing was wrong so far.
    pub fn sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// The text of a column, empty where the file does not have it.
    pub fn raw(&self, column: usize) -> &'r str {
        self.places[column].map_or("", |place| self.row.cell(place))
    }

    /// The text of a column; an empty cell is a fault where the column must be filled.
    fn filled(&mut self, column: usize, expected: impl FnOnce() -> String) -> Option<&'r str> {
        let text = self.raw(column);
        if !text.is_empty() {
            return Some(text);
        }
        if self.file.columns()[column].required {
            self.fault(column, "nothing", expected());
        }
        None
    }

    pub fn fault(&mut self, column: usize, found: impl Into<String>, expected: impl Into<String>) {
        self.faults.push(Fault { column, found: Found::Said(found.into()), expected: expected.into() });
    }

    /// Free text of at most so many characters, line breaks allowed where it may have several lines.
    fn text(&mut self, column: usize, limit: usize, lines: bool) -> Option<&'r str> {
        let text = self.filled(column, || "it filled".to_owned())?;
        if text.len() > limit && text.chars().count() > limit {
            self.fault(column, "a longer text", format!("at most {limit} characters"));
        } else if let Some(control) = text.chars().find(|letter| is_control(*letter, lines)) {
            self.fault(column, format!("the control character U+{:04X}", control as u32), "text without any");
        } else if self.file.columns()[column].required && text.trim().is_empty() {
            self.fault(column, "blanks alone", "it filled");
        } else {
            return Some(text);
        }
        None
    }

    pub fn line_of_text(&mut self, column: usize, limit: usize) -> Option<&'r str> {
        self.text(column, limit, false)
    }

    pub fn lines_of_text(&mut self, column: usize, limit: usize) -> Option<&'r str> {
        self.text(column, limit, true)
    }

    /// A reference: no control character, no blank at either end, at most 64 characters.
    pub fn reference(&mut self, column: usize) -> Option<&'r str> {
        let text = self.filled(column, || "a reference".to_owned())?;
        match reference_fault(text) {
            None => return Some(text),
            Some(expected) => self.fault(column, "something that is no reference", expected),
        }
        None
    }

    /// A reference that is known to the register or was brought by this extract.
    pub fn known(&mut self, column: usize, refs: &mut Refs, unread: bool, expected: &str) -> Option<Place> {
        let text = self.reference(column)?;
        let place = refs.find(text);
        if place.is_none() && unread {
            // What they are is not known: that file has a complaint of its own.
            self.faults.push(Fault { column, found: Found::Said(String::new()), expected: String::new() });
        } else if place.is_none() {
            self.fault(column, shown_reference(text), expected);
        }
        place
    }

    pub fn day(&mut self, column: usize) -> Option<Written<'r>> {
        let text = self.filled(column, || "a date such as 2025-03-31".to_owned())?;
        match Day::from_str(text) {
            Ok(day) => return Some(Written { day, text }),
            Err(error) => {
                let expected = error.to_string();
                let expected = expected.strip_prefix("expected ").unwrap_or("a day of the calendar").to_owned();
                self.fault(column, shown_day(text), expected);
            }
        }
        None
    }

    /// A day no later than today.
    pub fn past_day(&mut self, column: usize, today: Day) -> Option<Written<'r>> {
        let written = self.day(column)?;
        if written.day > today {
            self.fault(column, written.text, format!("a day no later than today, {today}"));
            return None;
        }
        Some(written)
    }

    /// The end of a period that began on `from`.
    pub fn until(&mut self, column: usize, from: Option<Written<'r>>) -> Option<&'r str> {
        let until = self.day(column)?;
        if let Some(from) = from
            && until.day <= from.day
        {
            self.fault(column, until.text, format!("a day after {}, on which it begins", from.text));
            return None;
        }
        Some(until.text)
    }

    /// A word of a closed vocabulary.
    pub fn word<T: FromStr>(&mut self, column: usize, what: &str, words: &'static [&'static str]) -> Option<T> {
        let text = self.filled(column, || format!("one of {}", words.join(", ")))?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.no_word(column, what, words.iter().copied());
        }
        parsed
    }

    /// Notes that a cell is none of these words.
    pub fn no_word<'w>(&mut self, column: usize, what: &str, words: impl Iterator<Item = &'w str> + Clone) {
        let text = self.raw(column);
        let mut expected = format!("one of {}", words.clone().collect::<Vec<_>>().join(", "));
        let unsaid = format!("something that is no {what}");
        let found = if words::is_same(text, words.clone()) || words::is_near(text, words.clone()) {
            if let Some(likely) = words::likely(text, words) {
                expected.push_str(&format!(" (likely {likely})"));
            }
            Found::Said(text.to_owned())
        } else if words::is_word(text) && self.holds_no_free_text(words) {
            Found::Word(text.to_owned(), unsaid)
        } else {
            Found::Said(unsaid)
        };
        self.faults.push(Fault { column, found, expected });
    }

    /// Whether a word far from ours can be none of the names, addresses and reasons of the same row. Where two columns
    /// are in each other's place the row may be sound otherwise; what betrays it is one of our words in another cell.
    fn holds_no_free_text<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> bool {
        match self.file {
            File::Statuses | File::Visits => true,
            File::Tiers => !(0..self.row.len()).any(|at| words.clone().any(|word| word == self.row.cell(at))),
            _ => false,
        }
    }

    pub fn yes_no(&mut self, column: usize) -> Option<bool> {
        let text = self.filled(column, || "yes or no".to_owned())?;
        match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                self.no_word(column, "yes or no", ["yes", "no"].into_iter());
                None
            }
        }
    }

    /// As [`Cells::yes_no`], of a column that must be there and whose cell may be empty: not recorded.
    pub fn yes_no_or_not_recorded(&mut self, column: usize) -> Option<bool> {
        if self.raw(column).is_empty() { None } else { self.yes_no(column) }
    }

    pub fn time(&mut self, column: usize) -> Option<&'r str> {
        let text = self.filled(column, || "a time".to_owned())?;
        let bytes = text.as_bytes();
        let digits = bytes.len() == 5 && [0, 1, 3, 4].iter().all(|&at| bytes[at].is_ascii_digit());
        if digits && bytes[2] == b':' && &text[..2] < "24" && bytes[3] < b'6' {
            return Some(text);
        }
        let found = if words::is_time_shaped(text) { text } else { "something that is no time" };
        self.fault(column, found, "a time from 00:00 to 23:59, such as 09:30");
        None
    }

    /// Hands what was noted to the complaints.
    pub fn complain(self, complaints: &mut Complaints) {
        let alone = self.faults.len() == 1;
        for fault in self.faults.drain(..) {
            let found = match fault.found {
                Found::Said(found) => found,
                Found::Word(found, _) if alone => found,
                Found::Word(_, unsaid) => unsaid,
            };
            if !found.is_empty() {
                let column = Some(self.file.columns()[fault.column].name);
                complaints.add(Complaint {
                    file: self.file,
                    line: self.row.line,
                    column,
                    found,
                    expected: fault.expected,
                });
            }
        }
    }
}

/// What a reference should be, where a text is none.
pub(super) fn reference_fault(text: &str) -> Option<String> {
    if text.len() <= limits::REFERENCE && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        None
    } else if text.chars().any(|letter| is_control(letter, false)) {
        Some("one without control characters".to_owned())
    } else if text.trim() != text {
        Some("one without blanks around it".to_owned())
    } else if text.len() > limits::REFERENCE && text.chars().count() > limits::REFERENCE {
        Some(format!("at most {} characters", limits::REFERENCE))
    } else {
        None
    }
}

/// A reference if it looks like one.
pub(super) fn shown_reference(text: &str) -> String {
    if is_reference_shaped(text) {
        text.to_owned()
    } else {
        "something unknown that does not look like a reference".to_owned()
    }
}

/// A day if it looks like one.
pub(super) fn shown_day(text: &str) -> &str {
    if words::is_date_shaped(text) { text } else { "something that is no date" }
}

fn is_control(letter: char, lines: bool) -> bool {
    letter.is_control() && !(lines && matches!(letter, '\n' | '\r' | '\t'))
}
