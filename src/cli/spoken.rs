//! A command line in the words that the trail keeps: nothing of it names a person or quotes a text.
//!
//! - Days, numbers and words of closed lists are kept as they were typed.
//! - Words on file (references, officers, teams, facts) are kept where the command was done, so that they are on file;
//!   where it was refused none is: a name may have been typed in the place of one.
//! - Everything else that was given is named and not quoted.

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::domain::trail::Spoken;

/// What clap reads as a day, a number, a moment or a word of a closed list, by the name of the argument.
const TYPED: &[&str] = &[
    "accredited",
    "all",
    "announced",
    "as_of",
    "bom",
    "by_area",
    "cases",
    "children",
    "command",
    "compare_known",
    "conflicts",
    "course",
    "dry_run",
    "due",
    "entry_sought",
    "everyone",
    "format",
    "from",
    "fte",
    "group_by",
    "json",
    "keep",
    "known_at",
    "measure",
    "most",
    "not_needed",
    "on",
    "outcome",
    "pattern",
    "retroactive",
    "returns",
    "review_by",
    "role",
    "running",
    "since",
    "stage",
    "status",
    "unowned",
    "until",
    "visit_by",
    "visits",
    "weeks",
    "whole",
    "yes",
];

/// Kept where it has the shape of a day or a time of day.
const DAY_OR_TIME: &[&str] = &["at", "time", "to"];

/// Words on file.
const ON_FILE: &[&str] = &[
    "about",
    "account",
    "authorised_by",
    "by",
    "cause",
    "code",
    "fact",
    "from_officer",
    "officer",
    "officers",
    "premises",
    "proposal",
    "reference",
    "set_by",
    "share_team",
    "team",
    "tier",
    "to_officer",
    "visit",
    "with",
];

/// Who acts stands in an entry by itself, and where the database is in none.
const LEFT_OUT: &[&str] = &["actor", "db"];

/// The longest that is kept of what was asked, in characters.
const LONGEST: usize = 1000;

/// The words of a command line: as the trail keeps them where it was done, and where it was refused.
pub(super) fn of(matches: &ArgMatches) -> (Spoken, Spoken) {
    let (mut command, mut matches) = (Vec::new(), matches);
    while let Some((name, within)) = matches.subcommand() {
        command.push(name);
        matches = within;
    }
    let command = command.join(" ");
    let asked = |done| asked(matches, done).join(" ").chars().take(LONGEST).collect();
    (Spoken { command: command.clone(), asked: asked(true) }, Spoken { command, asked: asked(false) })
}

/// The reference of the offender whom the command names, where it names one.
pub(super) fn reference(matches: &ArgMatches) -> Option<String> {
    let mut matches = matches;
    while let Some((_, within)) = matches.subcommand() {
        matches = within;
    }
    let mut raw = matches.try_get_raw("reference").ok().flatten()?;
    raw.next().and_then(|value| value.to_str()).map(str::to_owned)
}

fn asked(matches: &ArgMatches, done: bool) -> Vec<String> {
    let mut asked = Vec::new();
    for id in matches.ids() {
        let name = id.as_str();
        let given = matches.value_source(name) == Some(ValueSource::CommandLine);
        // clap's groups go by the name of a type
        if !given || name.starts_with(char::is_uppercase) || LEFT_OUT.contains(&name) {
            continue;
        }
        let Ok(Some(raw)) = matches.try_get_raw(name) else { continue };
        let values: Vec<&str> = raw.filter_map(|value| value.to_str()).collect();
        asked.push(one(name, &values, done));
    }
    asked.sort_unstable();
    asked
}

fn one(name: &str, values: &[&str], done: bool) -> String {
    let shown = name.replace('_', "-");
    let kept = TYPED.contains(&name)
        || DAY_OR_TIME.contains(&name) && values.iter().all(|value| is_day_or_time(value))
        || done && ON_FILE.contains(&name) && values.iter().all(|value| is_one_word(value));
    match (kept, values) {
        (true, [] | ["true"]) => shown,
        (true, values) => format!("{shown}={}", values.join(",")),
        (false, _) => format!("{shown}=?"),
    }
}

fn is_day_or_time(value: &str) -> bool {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit() || b"-:".contains(&byte));
    digits && (value.len() == 10 || value.len() == 5)
}

fn is_one_word(value: &str) -> bool {
    (1..=64).contains(&value.chars().count()) && !value.contains(|c: char| c.is_control())
}

/// The shape of a reference: a name has no digit.
pub(super) fn is_reference(value: &str) -> bool {
    (1..=64).contains(&value.len())
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./,".contains(&byte))
}
