//! Patterns that somebody should look at: on a screen the counts of all of them, then their cases; as JSON
//! (`homevisit.integrity/1`) and as a paper.

mod files;
mod words;

pub use files::{json, paper};

use super::lines::{beside, left, paragraph, right, wrap};
use super::words::{day_in_words, grouped, known, scope, screen_text, short_day, went_back};
use crate::domain::pattern::Pattern;
use crate::report::integrity::{Integrity, Listed, Section};
use words::{found, whose};

/// What stands at the head of every answer, whatever it finds.
pub(super) const NO_ACCUSATION: &str = "None of this says that anybody did wrong: each pattern has innocent explanations, \
which docs/patterns.md names beside what it cannot see. The numbers are the policy's ([integrity]).";

const NARROWEST: usize = 72;
const DAY: usize = 11;
const WHOSE: usize = 10;

/// The counts of every pattern, and the cases of all or of one, for a terminal of `width` columns.
pub fn table(report: &Integrity, only: Option<Pattern>, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(report, width) + "\n";
    report.sections.iter().for_each(|section| out.push_str(&count(section)));
    out.push('\n');
    out.push_str(&paragraph("", &not_seen(report), width));
    let shown: Vec<&Section> = report.showing(only).filter(|section| !section.cases.is_empty()).collect();
    shown.iter().for_each(|section| out.push_str(&cases(report, section, width)));
    if let (Some(only), true) = (only, shown.is_empty()) {
        out.push('\n');
        out.push_str(&paragraph("", &format!("{only}: {}. No case of it.", only.rule(&report.thresholds)), width));
    }
    out
}

fn heading(report: &Integrity, width: usize) -> String {
    let first = format!(
        "Patterns somebody should look at, of {}, {} to {}",
        scope(&report.scope),
        short_day(report.from),
        day_in_words(report.as_of)
    );
    let policy = format!("Policy {}, version {}.", report.policy.id, report.policy.version);
    let notes = known(report.policy.known.as_ref(), width) + &went_back(&report.policy.went_back, width);
    paragraph("", &first, width) + &paragraph("", &policy, width) + &notes + &paragraph("", NO_ACCUSATION, width)
}

/// `absence-near-due       12 of     143 absences begun`.
fn count(section: &Section) -> String {
    let (one, several) = section.pattern.looked_at();
    let noun = if section.looked_at == 1 { one } else { several };
    let (cases, of) = (grouped(section.cases.len() as u64), grouped(section.looked_at));
    format!("{}  {} of {} {noun}\n", left(section.pattern.as_str(), 18), right(&cases, 6), right(&of, 7))
}

/// What no pattern sees, each with its fraction.
pub(super) fn not_seen(report: &Integrity) -> String {
    let sight = &report.sight;
    let of = |part: u64, all: u64| format!("{} of {}", grouped(part), grouped(all));
    format!(
        "What is not recorded no pattern sees: {} visits of the time have no time, {} nobody who attended, {} no day of \
         recording; {} visits that count have no time; {} records of people have no date of birth.",
        of(sight.no_time, sight.visits),
        of(sight.no_officers, sight.visits),
        of(sight.no_recording, sight.visits),
        of(sight.effective_no_time, sight.effective),
        of(sight.no_likeness, sight.records)
    )
}

fn cases(report: &Integrity, section: &Section, width: usize) -> String {
    let pattern = section.pattern;
    let title = format!("{}: {}", pattern.as_str().to_uppercase(), grouped(section.cases.len() as u64));
    let first_policy = match pattern {
        Pattern::UnseenTooLong => {
            let (id, version) = &report.first_policy;
            format!(" That policy is {}, version {}.", screen_text(id), screen_text(version))
        }
        _ => String::new(),
    };
    let rule = format!("{}.{first_policy}", pattern.rule(&report.thresholds));
    let mut out = format!("\n{title}\n") + &paragraph("", &capital(&rule), width);
    section.cases.iter().for_each(|case| out.push_str(&line(report, case, width)));
    out
}

fn line(report: &Integrity, case: &Listed, width: usize) -> String {
    let whose = wrap(&screen_text(&whose(report, case)), WHOSE);
    let said = wrap(&screen_text(&found(report, case)), width - DAY - WHOSE - 2 * 2);
    beside(&[(&[right(&short_day(case.found.day()), DAY)], DAY), (&whose, WHOSE), (&said, 0)])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
