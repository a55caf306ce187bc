//! CSV that a spreadsheet opens safely: RFC 4180, a header row, and no cell that would be taken for a formula.

use std::io::{self, Write};

use super::words::{known_cells, known_columns, went_back_cell};
use crate::domain::day::Day;
use crate::report::PolicyName;

/// Writes a header and rows.
pub(super) struct CsvFile<W: Write> {
    to: csv::Writer<W>,
}

impl<W: Write> CsvFile<W> {
    pub(super) fn new(to: W, header: &[&str]) -> io::Result<CsvFile<W>> {
        let mut to = csv::Writer::from_writer(to);
        to.write_record(header).map_err(of_writer)?;
        Ok(CsvFile { to })
    }

    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for cell in cells {
            self.to.write_field(inert(cell).as_bytes()).map_err(of_writer)?;
        }
        self.to.write_record(None::<&[u8]>).map_err(of_writer)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A list as CSV. Each row says of which day and policy it is before its own cells, and after them what of the policy went
/// back and as known at which act, where that was asked for.
pub(super) struct CsvList<W: Write> {
    file: CsvFile<W>,
    before: [String; 3],
    after: Vec<String>,
}

impl<W: Write> CsvList<W> {
    pub(super) fn new(to: W, as_of: Day, policy: &PolicyName, own: &[&str]) -> io::Result<CsvList<W>> {
        let known = policy.known.as_ref();
        let header =
            [&["as_of", "policy", "policy_version"], own, &["policy_retroactive"], known_columns(known)].concat();
        let file = CsvFile::new(to, &header)?;
        let before = [as_of.to_string(), policy.id.clone(), policy.version.clone()];
        let after = [vec![went_back_cell(&policy.went_back)], known_cells(known)].concat();
        Ok(CsvList { file, before, after })
    }

    pub(super) fn row(&mut self, own: &[String]) -> io::Result<()> {
        self.file.row(&[&self.before[..], own, &self.after[..]].concat())
    }

    pub(super) fn end(self) -> io::Result<()> {
        self.file.end()
    }
}

/// The column of a risk level: what is counted, and its id. An id has no `_`, so no two are alike.
pub(super) fn of_tier(what: &str, tier: &str) -> String {
    format!("{what}_{}", tier.replace('-', "_"))
}

/// The writer's own error, whose kind (a closed pipe, say) the conversion of csv would lose.
fn of_writer(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that a spreadsheet would take for something else gets an apostrophe before it: one that begins as a formula
/// does, and digits that it would round or shorten. So does one that begins with apostrophes before such a text, so that
/// taking one away always gives what there was. A plain negative number is none of these.
fn inert(cell: &str) -> std::borrow::Cow<'_, str> {
    if is_mistaken(cell.trim_start_matches('\'')) { format!("'{cell}").into() } else { cell.into() }
}

/// Digits that a spreadsheet keeps exactly.
const EXACT_DIGITS: usize = 15;

fn is_mistaken(text: &str) -> bool {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if text.strip_prefix('-').is_some_and(is_plain_number) {
        return false;
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let shortened = digits && (text.len() > 1 && text.starts_with('0') || text.len() > EXACT_DIGITS);
    shortened
        || is_power(text)
        || is_zero_led(text)
        || is_day_to_a_spreadsheet(text)
        || text.starts_with(formula)
        || text.trim_start().starts_with(formula)
}

/// `12E4`, of which a spreadsheet makes 120000.
fn is_power(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['e', 'E']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    digits(whole) && (rest.is_empty() || digits(rest)) && digits(power.strip_prefix(['+', '-']).unwrap_or(power))
}

/// `00.5`.
fn is_zero_led(text: &str) -> bool {
    let decimal = |(whole, rest): (&str, &str)| {
        whole.len() > 1
            && whole.starts_with('0')
            && (whole.bytes().chain(rest.bytes())).all(|byte| byte.is_ascii_digit())
    };
    text.split_once('.').is_some_and(decimal)
}

/// `3-4`, `1/2/2025`, `MAR-10` or `dec1`: a day to a spreadsheet, and a reference here. A day of ours, `2025-03-31`, is none.
fn is_day_to_a_spreadsheet(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if text.len() > 20 || text.parse::<Day>().is_ok() {
        return false;
    }
    let mut parts = text.split(['-', '/', ' ', '.']);
    let number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let word = letters.to_ascii_lowercase();
        MONTHS.iter().any(|month| word == month[..3] || word == *month) && part.len() - letters.len() <= 4
    };
    let numbers = (2..=3).contains(&parts.clone().count()) && parts.clone().all(number) && text.contains(['-', '/']);
    let named = parts.clone().any(month) && parts.all(|part| number(part) || month(part));
    numbers || named && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// `12` or `12.5`, without a zero before it.
fn is_plain_number(text: &str) -> bool {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && whole.len() <= EXACT_DIGITS && rest.is_none_or(digits)
}

/// A cell of something that may be absent: empty then.
pub(super) fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// `yes` or `no`.
pub(super) fn yes_no(value: bool) -> String {
    (if value { "yes" } else { "no" }).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_take_for_something_else_is_marked_and_nothing_is_lost() {
        let marked = [
            "=1+1",
            "+44",
            "-x",
            "@a",
            " =1",
            "\t1",
            "007",
            "1234567890123456",
            "'=1",
            "''007",
            "-007",
            "--1",
            "-1+1",
            "12E4",
            "1e5",
            "1.5e+3",
            "00.5",
            "3-4",
            "1/2",
            "1/2/2025",
            "MAR-10",
            "dec1",
            "4 may",
        ];
        for cell in marked {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
        for plain in [
            "",
            "0",
            "7",
            "-7",
            "-0.5",
            "R007",
            "0x1",
            "o'clock",
            "'t Hooft",
            "09:30",
            "2026-03-31",
            "12.50",
            "E4",
            "R-10",
            "May",
            "MARKER-10",
            "1-2-3-4",
            "12.5.1",
            "A1E4",
        ] {
            assert_eq!(inert(plain), plain);
        }
    }
}
