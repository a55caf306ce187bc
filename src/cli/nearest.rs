//! The word that somebody may have meant, where they typed one that is none; else the words there are.

use super::error::CliError;
use super::spoken;
use crate::domain::officer::Roster;

/// The most words that are listed where none is guessed.
const MOST_LISTED: usize = 24;

/// An id may be mistyped by so many letters, and by no digit: another number is another officer.
const MOST_LETTERS: usize = 2;

/// The word most like the one asked for, where one is like it.
pub(super) fn likely<'w>(asked: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let scored = known.map(|word| (strsim::jaro_winkler(asked, word), word));
    let near = scored.filter(|(score, _)| *score > 0.8).max_by(|one, other| one.0.total_cmp(&other.0));
    near.map(|(_, word)| word)
}

/// That no officer has this id, which is repeated where it has the shape of one and may not be a name.
pub(super) fn no_officer(id: &str, roster: &Roster) -> CliError {
    let shown = if spoken::is_reference(id) { format!("the id `{id}`") } else { "this id".to_owned() };
    officer(CliError::data(format!("no officer has {shown}")), id, roster)
}

/// With the officer whose id was meant, where one alone can have been, or those there are.
pub(super) fn officer(error: CliError, id: &str, roster: &Roster) -> CliError {
    let mut ids: Vec<&str> = roster.iter().map(|(_, officer)| officer.id.as_str()).collect();
    ids.sort_unstable();
    match officer_id(id, &ids) {
        Some(meant) => error.hint(format!("did you mean {meant}?")),
        None => listed(error, &ids, "officers", "; `homevisit officer list` has them all"),
    }
}

/// The one id that differs only in case and in zeros before a number; else the one that differs in fewest other signs, its
/// numbers the same.
fn officer_id<'w>(asked: &str, ids: &[&'w str]) -> Option<&'w str> {
    let asked = plain(asked);
    let apart = |id: &str| {
        let id = plain(id);
        (id.1 == asked.1).then(|| strsim::osa_distance(&id.0, &asked.0)).filter(|signs| *signs <= MOST_LETTERS)
    };
    let near: Vec<(usize, &str)> = ids.iter().filter_map(|id| Some((apart(id)?, *id))).collect();
    let least = near.iter().map(|(signs, _)| *signs).min()?;
    let mut nearest = near.iter().filter(|(signs, _)| *signs == least);
    let (_, id) = nearest.next()?;
    nearest.next().is_none().then_some(*id)
}

/// An id in small letters, an `o` beside a digit as the 0 it was meant for, numbers without zeros before them; and the
/// numbers alone, none where there is none.
fn plain(id: &str) -> (String, Option<Vec<String>>) {
    let signs: Vec<char> = id.chars().flat_map(char::to_lowercase).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let meant = |(at, sign): (usize, &char)| match sign {
        'o' if is_digit(at.checked_sub(1)) || is_digit(Some(at + 1)) => '0',
        sign => *sign,
    };
    let meant: String = signs.iter().enumerate().map(meant).collect();
    let (mut whole, mut numbers) = (String::new(), Vec::new());
    for part in meant.split_inclusive(|sign: char| !sign.is_ascii_digit()) {
        let number = part.trim_end_matches(|sign: char| !sign.is_ascii_digit());
        if !number.is_empty() {
            numbers.push(number.trim_start_matches('0').to_owned());
        }
        whole.push_str(part.trim_start_matches('0'));
    }
    (whole, (!numbers.is_empty()).then_some(numbers))
}

/// With the team most like the one asked for, or those there are.
pub(super) fn team(error: CliError, asked: &str, teams: &[&str]) -> CliError {
    match likely(asked, teams.iter().copied()) {
        Some(word) => error.hint(format!("did you mean {word}?")),
        None => listed(error, teams, "teams", ""),
    }
}

fn listed(error: CliError, known: &[&str], what: &str, whole: &str) -> CliError {
    if known.is_empty() {
        return error.hint(format!("there are no {what} yet; `homevisit import DIR` takes them in"));
    }
    let first = known.iter().take(MOST_LISTED).copied().collect::<Vec<_>>().join(", ");
    let more = known.len().saturating_sub(MOST_LISTED);
    let rest = if more > 0 { format!(" and {more} more{whole}") } else { String::new() };
    error.hint(format!("{what}: {first}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: &[&str] = &["OF-01", "OF-07", "OF-09", "OF-11", "OF-17", "OF-999", "SU-01", "Smith"];

    #[test]
    fn case_and_zeros_before_a_number_are_no_difference() {
        for asked in ["OF-1", "of-01", "OF-001", "Of-1", "OF01", "OFF-1"] {
            assert_eq!(officer_id(asked, IDS), Some("OF-01"), "{asked}");
        }
        assert_eq!(officer_id("OF-O1", IDS), Some("OF-01"), "a letter for a nought");
        assert_eq!(officer_id("P1O1", &["P101", "P103"]), Some("P101"));
        assert_eq!(officer_id("su-1", IDS), Some("SU-01"));
        assert_eq!(officer_id("of-11", IDS), Some("OF-11"));
        assert_eq!(officer_id("smith", IDS), Some("Smith"));
    }

    #[test]
    fn another_number_is_another_officer_and_a_name_is_none() {
        for asked in ["OF-77", "OF-99", "OF-2", "OF-", "Quill", "", "OF-1-7"] {
            assert_eq!(officer_id(asked, IDS), None, "{asked}");
        }
    }

    #[test]
    fn of_two_that_are_as_near_neither_is_guessed() {
        assert_eq!(officer_id("1", &["A1", "B1"]), None);
        assert_eq!(officer_id("A1", &["A01", "A001"]), None);
        assert_eq!(officer_id("a1", &["A01", "B01"]), Some("A01"));
    }

    #[test]
    fn what_may_be_a_name_is_not_repeated() {
        let roster = Roster::default();
        assert_eq!(no_officer("OF-77", &roster).message, "no officer has the id `OF-77`");
        for name in ["Quillfeather", "Zoë 7", "OF 77"] {
            assert_eq!(no_officer(name, &roster).message, "no officer has this id");
        }
    }
}
