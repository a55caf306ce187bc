//! Patterns that somebody should look at: on a screen the counts of all of them, then their cases; as JSON
//! (`homevisit.integrity/1`) and as a paper.

mod files;
mod words;

pub use files::{csv, json, paper};

use std::cmp::Reverse;

use super::lines::{self, beside, left, paragraph, right, wrap};
use super::words::{counted, day_in_words, grouped, known, scope, screen_text, short_day, went_back};
use crate::domain::pattern::Pattern;
use crate::report::integrity::{Integrity, Listed, Section};
use words::{found, whose};

/// What stands at the head of every answer, whatever it finds.
pub(super) const NO_ACCUSATION: &str = "None of this says that anybody did wrong: each pattern has innocent explanations, \
which docs/patterns.md names beside what it cannot see. The numbers are the policy's ([integrity]).";

/// The same where one pattern alone is read.
const NO_ACCUSATION_HERE: &str =
    "No case says that anybody did wrong; docs/patterns.md has innocent explanations, and what it cannot see.";

const NARROWEST: usize = 72;
const DAY: usize = 11;
const WHOSE: usize = 10;
const PATTERN: usize = 18;
const LOOKED_AT: usize = 26;
const HELD_AGAINST: usize = 16;
/// As many cases of each pattern stand under the counts.
const MOST_SHOWN: usize = 3;

/// The command that lists all cases of a pattern.
type AllOf<'a> = &'a dyn Fn(Pattern) -> String;

/// The counts of every pattern and the latest cases of each, or all cases of one, for a terminal of `width` columns. `all_of`
/// is the command that lists all cases of one.
pub fn table(report: &Integrity, only: Option<Pattern>, all_of: AllOf<'_>, width: usize) -> String {
    let width = width.max(NARROWEST);
    match only {
        None => all(report, all_of, width),
        Some(only) => {
            let sections = report.showing(Some(only));
            heading(report, NO_ACCUSATION_HERE, width) + &sections.map(|of| one(report, of, width)).collect::<String>()
        }
    }
}

fn all(report: &Integrity, all_of: AllOf<'_>, width: usize) -> String {
    let mut out = heading(report, NO_ACCUSATION, width) + "\n";
    let head = ["Pattern", "Cases", "of", "Looked at", "Held against"];
    out.push_str(&count(head.map(str::to_owned)));
    for section in &report.sections {
        out.push_str(&count([
            section.pattern.as_str().to_owned(),
            grouped(section.cases.len() as u64),
            grouped(section.looked_at),
            looked_at(section).to_owned(),
            section.pattern.held_against(&report.thresholds),
        ]));
    }
    out.push('\n');
    out.push_str(&paragraph("", &not_seen(report), width));
    if report.sections.iter().any(|section| section.cases.len() > MOST_SHOWN) {
        let said = format!(
            "Under each pattern its {MOST_SHOWN} latest cases; of those not seen for long, the {MOST_SHOWN} longest. Files \
             hold all."
        );
        out.push('\n');
        out.push_str(&paragraph("", &said, width));
    }
    let shown = report.sections.iter().filter(|section| !section.cases.is_empty());
    shown.for_each(|section| out.push_str(&some(report, section, all_of, width)));
    out
}

/// `absence-near-due       12  of     143  absences begun              14 days`.
fn count([pattern, cases, of, what, held_against]: [String; 5]) -> String {
    let (what, held_against) = (wrap(&what, LOOKED_AT), wrap(&held_against, HELD_AGAINST));
    let first = format!("{}  {}  {}", left(&pattern, PATTERN), right(&cases, 6), right(&of, 6));
    beside(&[(&[first], PATTERN + 2 * (2 + 6)), (&what, LOOKED_AT), (&held_against, 0)])
}

fn looked_at(section: &Section) -> &'static str {
    let (one, several) = section.pattern.looked_at();
    if section.looked_at == 1 { one } else { several }
}

fn heading(report: &Integrity, accuses_nobody: &str, width: usize) -> String {
    let first = format!(
        "Patterns somebody should look at, of {}, {} to {}",
        scope(&report.scope),
        short_day(report.from),
        day_in_words(report.as_of)
    );
    let policy = format!("Policy {}, version {}.", report.policy.id, report.policy.version);
    let notes = known(report.policy.known.as_ref(), width) + &went_back(&report.policy.went_back, width);
    paragraph("", &first, width) + &paragraph("", &policy, width) + &notes + &paragraph("", accuses_nobody, width)
}

/// What no pattern sees, each with its fraction.
pub(super) fn not_seen(report: &Integrity) -> String {
    let [no_time, no_officers, no_recording, effective, no_likeness] = unseen(report);
    format!(
        "What is not recorded no pattern sees: {no_time}, {no_officers}, {no_recording}; {effective}; {no_likeness}."
    )
}

/// What is not recorded, so that this pattern cannot see it; nothing of a pattern that asks for none of it.
fn not_seen_by(report: &Integrity, pattern: Pattern) -> String {
    let [no_time, no_officers, no_recording, effective, no_likeness] = unseen(report);
    let unseen = match pattern {
        Pattern::RecordedLate => vec![format!("of visits of the time {no_recording}")],
        Pattern::ManyInAnHour | Pattern::TwoPlaces => vec![no_time, no_officers],
        Pattern::NoTime => vec![effective],
        Pattern::BegunAgain | Pattern::Alike => vec![no_likeness],
        _ => return String::new(),
    };
    format!(" Not seen, for it is not recorded: {}.", unseen.join(", "))
}

fn unseen(report: &Integrity) -> [String; 5] {
    let sight = &report.sight;
    let of = |part: u64, all: u64, what: &str| format!("{} of {} {what}", grouped(part), grouped(all));
    [
        of(sight.no_time, sight.visits, "visits of the time have no time"),
        of(sight.no_officers, sight.visits, "nobody who attended"),
        of(sight.no_recording, sight.visits, "no day of recording"),
        of(sight.effective_no_time, sight.effective, "visits that count have no time"),
        of(sight.no_likeness, sight.records, "records of people have no date of birth"),
    ]
}

/// The rule of a pattern, and all its cases in the order of their days.
fn one(report: &Integrity, section: &Section, width: usize) -> String {
    let title = title(report, section);
    let of = format!("{} of {} {}.", counted_cases(section), grouped(section.looked_at), looked_at(section));
    let mut out = format!("\n{title}\n")
        + &paragraph("", &format!("{} {of}{}", rule(report, section), not_seen_by(report, section.pattern)), width);
    section.cases.iter().for_each(|case| out.push_str(&line(report, case, width)));
    out
}

/// The latest cases of a pattern, of one day those with the greatest number first, and where the others are.
fn some(report: &Integrity, section: &Section, all_of: AllOf<'_>, width: usize) -> String {
    let mut out = format!("\n{}\n", title(report, section)) + &paragraph("", &rule(report, section), width);
    let mut latest: Vec<&Listed> = section.cases.iter().collect();
    latest.sort_by_key(|case| Reverse((case.found.day(), case.found.number())));
    latest.iter().take(MOST_SHOWN).for_each(|case| out.push_str(&line(report, case, width)));
    let more = latest.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        let (many, command) = (format!("and {} more:", grouped(more as u64)), all_of(section.pattern));
        out.push_str(&match lines::width(&many) + 1 + lines::width(&command) {
            wide if wide > width => format!("{many}\n{}", typed(&command, width)),
            _ => format!("{many} {command}\n"),
        });
    }
    out
}

/// A command on lines that a shell takes for one; a word in quotes is not broken.
fn typed(command: &str, width: usize) -> String {
    match command.contains(['"', '\'']) {
        true => format!("  {command}\n"),
        false => format!("  {}\n", wrap(command, width - 6).join(" \\\n    ")),
    }
}

fn title(report: &Integrity, section: &Section) -> String {
    let title = format!("{}: {}", section.pattern.as_str().to_uppercase(), grouped(section.cases.len() as u64));
    match section.pattern.is_of_the_last_day() {
        true => format!("{title}, as at {}", short_day(report.as_of)),
        false => title,
    }
}

fn counted_cases(section: &Section) -> String {
    counted(section.cases.len() as u64, "case", "cases")
}

fn rule(report: &Integrity, section: &Section) -> String {
    let first_policy = match section.pattern {
        Pattern::UnseenTooLong => {
            let (id, version) = &report.first_policy;
            format!(" That policy is {}, version {}.", screen_text(id), screen_text(version))
        }
        _ => String::new(),
    };
    format!("{}.{first_policy}", capital(&section.pattern.rule(&report.thresholds)))
}

fn line(report: &Integrity, case: &Listed, width: usize) -> String {
    let whose = wrap(&screen_text(&whose(report, case)), WHOSE);
    let said = screen_text(&found(report, case));
    if case.found.pattern().is_of_the_last_day() {
        return beside(&[(&whose, WHOSE), (&wrap(&said, width - WHOSE - 2), 0)]);
    }
    let said = wrap(&said, width - DAY - WHOSE - 2 * 2);
    beside(&[(&[right(&short_day(case.found.day()), DAY)], DAY), (&whose, WHOSE), (&said, 0)])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
