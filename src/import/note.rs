//! `extract.toml`: what an extract says of itself.

use std::io::Read;

use sha2::{Digest as _, Sha256};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::day::Day;
use crate::domain::extract::{ExtractNote, File};
use crate::domain::intake::{Complaint, Complaints};

use super::{ReadError, Rules, cells::shown_day, limits, words};

/// Reads it whole; a key nobody knows, and a `history_from` that the register cannot take, are complained of.
pub(super) fn read(
    input: impl Read,
    rules: &Rules<'_>,
    complaints: &mut Complaints,
) -> Result<(ExtractNote, [u8; 32]), ReadError> {
    let mut bytes = Vec::new();
    let read = input.take(limits::NOTE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::io(File::Extract, error))?;
    let digest = Sha256::digest(&bytes).into();
    let mut note = ExtractNote::default();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if bytes.len() as u64 > limits::NOTE_BYTES {
        complain(0, None, "a longer file", format!("at most {} bytes", limits::NOTE_BYTES), complaints);
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => note = parse(text, rules, complaints),
            Err(error) => {
                let line = line_of(&bytes[..error.valid_up_to()]);
                complain(line, None, "bytes that are not UTF-8", "text in UTF-8".to_owned(), complaints);
            }
        }
    }
    Ok((note, digest))
}

fn parse(text: &str, rules: &Rules<'_>, complaints: &mut Complaints) -> ExtractNote {
    let mut note = ExtractNote::default();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = line_of(&text.as_bytes()[..error.span().map_or(0, |span| span.start.min(text.len()))]);
            complain(line, None, "text that is no TOML", "lines such as taken_on = 2025-03-31".to_owned(), complaints);
            return note;
        }
    };
    for (key, value) in table.iter() {
        let line = line_of(&text.as_bytes()[..key.span().start]);
        match key.get_ref().as_ref() {
            "taken_on" => {
                note.taken_on = day(line, "taken_on", value, complaints);
                taken(line, note.taken_on, rules.today, complaints);
            }
            "history_from" => {
                note.history_from = day(line, "history_from", value, complaints);
                history(line, note.history_from, rules, complaints);
            }
            "source" => note.source = source(line, value, complaints),
            other => unknown(line, other, complaints),
        }
    }
    note
}

fn day(line: u64, key: &'static str, value: &Spanned<DeValue<'_>>, complaints: &mut Complaints) -> Option<Day> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        _ => String::new(),
    };
    let day = text.parse().ok();
    if day.is_none() {
        complain(line, Some(key), shown_day(&text), "a date such as 2025-03-31".to_owned(), complaints);
    }
    day
}

fn source(line: u64, value: &Spanned<DeValue<'_>>, complaints: &mut Complaints) -> Option<String> {
    let key = Some("source");
    match value.get_ref() {
        DeValue::String(text) if text.chars().count() > limits::SOURCE => {
            complain(line, key, "a longer text", format!("at most {} characters", limits::SOURCE), complaints);
            None
        }
        DeValue::String(text) if text.chars().any(char::is_control) => {
            complain(line, key, "a control character", "text without any".to_owned(), complaints);
            None
        }
        DeValue::String(text) => Some(text.to_string()).filter(|text| !text.is_empty()),
        _ => {
            complain(line, key, "something that is no text", "a text in quotes".to_owned(), complaints);
            None
        }
    }
}

/// What was recorded here after it was taken stays; a day to come would have nothing stay.
fn taken(line: u64, said: Option<Day>, today: Day, complaints: &mut Complaints) {
    if let Some(said) = said.filter(|said| *said > today) {
        let expected = format!("a day no later than today, {today}");
        complain(line, Some("taken_on"), &said.to_string(), expected, complaints);
    }
}

/// The beginning of the record may be moved earlier, not later, and a record that was whole stays whole.
fn history(line: u64, said: Option<Day>, rules: &Rules<'_>, complaints: &mut Complaints) {
    let Some(said) = said else { return };
    let expected = match rules.history_from {
        _ if said > rules.today => format!("{} or earlier: no record is complete from a day to come", rules.today),
        Some(held) if said > held => format!("{held} or earlier: a record once complete from a day stays so"),
        None if rules.taken_in => {
            "none: the register holds facts that were taken in as complete from the beginning".to_owned()
        }
        _ => return,
    };
    complain(line, Some("history_from"), &said.to_string(), expected, complaints);
}

fn unknown(line: u64, key: &str, complaints: &mut Complaints) {
    let keys = || File::Extract.columns().iter().map(|column| column.name);
    let shown = if words::is_heading_near(key, keys()) { key } else { "a key that is none of this file's" };
    let expected = match words::likely(key, keys()) {
        Some(likely) => likely.to_owned(),
        None => format!("one of {}", keys().collect::<Vec<_>>().join(", ")),
    };
    complain(line, None, shown, expected, complaints);
}

fn complain(line: u64, column: Option<&'static str>, found: &str, expected: String, complaints: &mut Complaints) {
    complaints.add(Complaint { file: File::Extract, line, column, found: found.to_owned(), expected });
}

fn line_of(before: &[u8]) -> u64 {
    1 + before.iter().filter(|&&byte| byte == b'\n').count() as u64
}
