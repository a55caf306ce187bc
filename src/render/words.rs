//! The words of screens: days, buckets and flags as an officer says them.

use chrono::{Datelike, Weekday};

use crate::domain::day::Day;
use crate::domain::offender::Status;
use crate::domain::policy::WentBack;
use crate::domain::row::{Bucket, Flag};
use crate::report::{KnownAct, ScopeWords};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `Tuesday 31 Mar 2026 (2026-03-31)`: as read, and as typed.
pub fn day_in_words(day: Day) -> String {
    let date = day.to_naive();
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
    format!("{weekday} {} ({day})", short_day(day))
}

/// `Tuesday`.
pub(super) fn weekday_in_words(day: Weekday) -> &'static str {
    WEEKDAYS[day.num_days_from_monday() as usize]
}

/// `31 Mar 2026`.
pub(super) fn short_day(day: Day) -> String {
    let date = day.to_naive();
    format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// `1 day`, `93 days`.
pub(super) fn counted(count: impl Into<u64>, one: &str, many: &str) -> String {
    let count = count.into();
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// `12,345`.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Text from the register made safe for a terminal: characters that would move the cursor, break the line or turn
/// the direction of writing are replaced, nothing else.
pub fn screen_text(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .map(|c| if unsafe_on_screen(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The same of a text of many lines, whose line ends stay.
pub fn screen_lines(text: &str) -> String {
    text.split('\n').map(screen_text).collect::<Vec<_>>().join("\n")
}

fn unsafe_on_screen(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A name as lists show it: the family name first, in capitals, by which the letters of a file are found. A mark in
/// brackets, such as that of a name removed by law, is no name and stays as it is.
pub fn name_on_list(family: &str, given: Option<&str>) -> String {
    let family = family.trim();
    let family = if family.starts_with('[') { family.to_owned() } else { family.to_uppercase() };
    match given.map(str::trim).filter(|given| !given.is_empty()) {
        Some(given) => format!("{family}, {given}"),
        None => family,
    }
}

/// The outward part of a British postcode, `ZZ9` of `ZZ9 1AA` or `zz91aa`; of any other, what stands before the last
/// space, or the whole. None for a blank one.
pub fn postcode_district(postcode: &str) -> Option<String> {
    let text = postcode.trim().to_uppercase();
    let joined: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let british = (5..=7).contains(&joined.len())
        && joined.iter().all(char::is_ascii_alphanumeric)
        && joined[0].is_ascii_alphabetic()
        && matches!(joined[joined.len() - 3..], [a, b, c] if a.is_ascii_digit() && !b.is_ascii_digit() && !c.is_ascii_digit());
    if british {
        return Some(joined[..joined.len() - 3].iter().collect());
    }
    let district = text.rsplit_once(char::is_whitespace).map_or(text.as_str(), |(outward, _)| outward.trim());
    (!district.is_empty()).then(|| district.to_owned())
}

/// A bucket as screens say it.
pub(super) fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Missing => "whereabouts unknown",
        Bucket::Overdue => "overdue",
        Bucket::Due => "due",
        Bucket::OnTrack => "on track",
        Bucket::Suspended => "away (custody, hospital, abroad or elsewhere)",
        Bucket::Reactive => "desk-based",
    }
}

/// The same in a row, where it stands beside what it is that keeps somebody away.
pub(super) fn bucket_in_a_row(of: Bucket) -> &'static str {
    match of {
        Bucket::Suspended => "away",
        other => bucket(other),
    }
}

/// A status as screens say it of somebody.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Custody => "in custody",
        Status::Hospital => "in hospital",
        Status::Abroad => "abroad",
        Status::Elsewhere => "elsewhere, accepted by another force",
        Status::Missing => "whereabouts unknown",
    }
}

/// `P101`, `P101 and P102`, `P101, P102 and P103`.
pub(super) fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What stands in the place of a risk level where none is set; `--tier none` asks for it.
pub(super) const NO_LEVEL: &str = "none set";

/// A flag as screens say it.
pub(super) fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::NoTier => "no risk level set",
        Flag::NoOwner => "no officer",
        Flag::OwnerInactive => "officer has left",
        Flag::NoAddress => "no address",
        Flag::NewAddress => "new address since last seen",
        Flag::OverdueFrozen => "visit owed, away",
        Flag::NeverVisited => "never visited",
        Flag::RetryOverdue => "try again now",
        Flag::OwnInterval => "own interval",
    }
}

/// Whose offenders, as a heading says it.
pub(super) fn scope(scope: &ScopeWords) -> String {
    match scope {
        ScopeWords::All => "the whole unit".to_owned(),
        ScopeWords::Officer(id) => format!("officer {}", screen_text(id)),
        ScopeWords::Pair(one, other) => format!("officers {} and {}", screen_text(one), screen_text(other)),
        ScopeWords::Team(name) => format!("team {}", screen_text(name)),
        ScopeWords::Unowned => "those without an officer".to_owned(),
    }
}

/// What a heading says of versions that took effect before the day after their adoption: nothing where there are none.
pub(super) fn went_back(notes: &[WentBack], width: usize) -> String {
    let say = |note: &WentBack| {
        let (from, on) = (short_day(note.effective_from), short_day(note.adopted_on));
        let text = format!(
            "RETROACTIVE: {}, version {}, holds from {from} and was adopted on {on}, because: {}",
            note.id, note.version, note.because
        );
        super::lines::paragraph("", &screen_text(&text), width)
    };
    notes.iter().map(say).collect()
}

/// What a heading says of a report of what was known then: nothing where that was not asked for.
pub(super) fn known(known: Option<&KnownAct>, width: usize) -> String {
    let say = |known: &KnownAct| {
        let text = format!("KNOWN AT {}: what was recorded later has no part in it.", known_act(known));
        super::lines::paragraph("", &text, width)
    };
    known.map(say).unwrap_or_default()
}

/// `act 12, 31 Mar 2026 at 09:30`.
pub(super) fn known_act(known: &KnownAct) -> String {
    let clock = known.at.clock().map_or(String::new(), |time| format!(" at {time}"));
    format!("act {}, {}{clock}", known.act, short_day(known.at.day))
}

/// The columns that a file has of that, after all others: none where that was not asked for.
pub(super) fn known_columns(known: Option<&KnownAct>) -> &'static [&'static str] {
    if known.is_some() { &["known_act", "known_at"] } else { &[] }
}

/// Their cells.
pub(super) fn known_cells(known: Option<&KnownAct>) -> Vec<String> {
    known.map(|known| vec![known.act.to_string(), known.moment.clone()]).unwrap_or_default()
}

/// The same for a column of a file: empty where there are none.
pub(super) fn went_back_cell(notes: &[WentBack]) -> String {
    let say = |note: &WentBack| {
        format!(
            "{} {} from {}, adopted {}: {}",
            note.id, note.version, note.effective_from, note.adopted_on, note.because
        )
    };
    notes.iter().map(say).collect::<Vec<_>>().join("; ")
}

/// Something that must be said first, set off from what follows.
pub fn note(text: &str, width: usize) -> String {
    super::lines::paragraph("NOTE: ", &screen_text(text), width)
}

/// A sentence of ours without the marks that a terminal and a Markdown page have around words of the program.
pub(super) fn unquoted(sentence: &str) -> String {
    sentence.replace('`', "")
}
