//! Who is behind a figure: on a terminal, as JSON (`homevisit.cases/1`) and as CSV.

mod files;
mod paper;

pub use files::{csv, json};
pub use paper::paper;

use super::lines::{beside, left, paragraph, right, who, wrap};
use super::notice::Words;
use super::words::{self, counted, day_in_words, grouped, screen_text, short_day};
use crate::report::cases::{Case, Cases, Level};
use crate::report::measure::{Measure, Unit};

const NARROWEST: usize = 80;
/// Head and columns of what stands beside each person.
const FACTS: [(&str, usize); 6] =
    [("Count", 6), ("Risk level", 10), ("Officer", 8), ("Due", 11), ("Owed", 6), ("Seen", 11)];
/// The list for a terminal of `width` columns (80 is what it is made for; below it stays at 80).
pub fn text(cases: &Cases, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(cases, width);
    let facts = facts(cases);
    let columns = (width - facts.iter().map(|(_, columns)| columns + 2).sum::<usize>()).min(40);
    if !cases.rows.is_empty() {
        let head = |(head, columns): &(&str, usize)| match *head {
            "Count" => right(amount(cases), *columns),
            head => left(head, *columns),
        };
        let heads: Vec<String> = facts.iter().map(head).collect();
        out.push_str(&format!("\n{}  {}\n", left("Offender", columns), heads.join("  ").trim_end()));
    }
    cases.rows.iter().for_each(|case| out.push_str(&person(cases, case, columns, width)));
    out.push('\n');
    out.push_str(&paragraph("", &foot(cases), width));
    out
}

/// Where each is one person, the amounts stay out.
fn facts(cases: &Cases) -> &'static [(&'static str, usize)] {
    if amount(cases).is_empty() { &FACTS[1..] } else { &FACTS }
}

/// What stands over the amounts: nothing where each is one person.
fn amount(cases: &Cases) -> &'static str {
    match cases.measure.definition().unit {
        Unit::People => "",
        Unit::Visits => "Visits",
        Unit::Days => "Days",
    }
}

fn heading(cases: &Cases, width: usize) -> String {
    let is = cases.measure.definition();
    let (scope, day) = (words::scope(&cases.scope), day_in_words(cases.as_of));
    let level = cases
        .level
        .map_or(String::new(), |level| format!(", risk level {}", screen_text(&level_in_words(cases, level))));
    let period = cases.period.map_or(String::new(), |(from, to)| format!(", {} to {}", short_day(from), short_day(to)));
    let first = format!("Who is behind {}: {}, of {scope}{level}{period}, as at {day}", cases.measure, is.title);
    let then = cases.period.map_or(String::new(), |_| {
        let then = short_day(cases.as_of);
        format!(
            " Counted by the risk level and the officer of each day; those shown are of {then}, as all else of a row."
        )
    });
    let policy = format!("Policy {}, version {}.{then}", cases.policy.id, cases.policy.version);
    paragraph("", &first, width)
        + &paragraph("", &words::unquoted(is.sentence), width)
        + &paragraph("", &policy, width)
        + &words::known(cases.policy.known.as_ref(), width)
        + &words::went_back(&cases.policy.went_back, width)
}

fn level_in_words(cases: &Cases, level: Level) -> String {
    match level {
        Level::Set(tier) => cases.labels.tier_name(tier).to_owned(),
        Level::NoneSet => words::NO_LEVEL.to_owned(),
    }
}

fn person(cases: &Cases, case: &Case, columns: usize, width: usize) -> String {
    let who = who(case.name.as_deref(), &case.reference, columns);
    let tier = case.tier.map_or(words::NO_LEVEL.to_owned(), |tier| screen_text(cases.labels.tier_name(tier)));
    let officer = case.owner.map_or("none".to_owned(), |owner| screen_text(cases.labels.officer_id(owner)));
    let cells = [
        right(&grouped(case.count), FACTS[0].1),
        tier,
        officer,
        case.due.map_or("-".to_owned(), short_day),
        case.owed_days.map_or("-".to_owned(), |days| format!("{days} d")),
        match (case.last_visit, case.bucket) {
            (Some(day), _) => short_day(day),
            (None, Some(_)) => "never".to_owned(),
            (None, None) => "-".to_owned(),
        },
    ];
    let heads = facts(cases);
    let cells = &cells[FACTS.len() - heads.len()..];
    let folded: Vec<Vec<String>> = cells.iter().zip(heads).map(|(cell, (_, columns))| fold(cell, *columns)).collect();
    let facts: Vec<(&[String], usize)> =
        folded.iter().zip(heads).map(|(lines, (_, columns))| (lines.as_slice(), *columns)).collect();
    let mut what: Vec<String> = beside(&facts).lines().map(str::to_owned).collect();
    let notes = notes(cases, case);
    if !notes.is_empty() {
        what.extend(wrap(&notes, width - columns - 4).into_iter().map(|line| format!("  {line}")));
    }
    beside(&[(&who, columns), (&what, 0)])
}

/// Spaces before a number stay.
fn fold(cell: &str, columns: usize) -> Vec<String> {
    if cell.starts_with(' ') { vec![cell.to_owned()] } else { wrap(cell, columns) }
}

/// Where the offender stands, where the measure does not say it, and what makes it a case.
fn notes(cases: &Cases, case: &Case) -> String {
    let words = Words { labels: &cases.labels, visit_refs: &case.visit_refs, own: &[] };
    let mut notes = vec![match case.bucket {
        None => "not managed".to_owned(),
        Some(bucket) if cases.measure.bucket() == Some(bucket) => String::new(),
        Some(bucket) => words::bucket_in_a_row(bucket).to_owned(),
    }];
    notes.extend(case.told.iter().map(|told| words.told(told)));
    notes.retain(|note| !note.is_empty());
    notes.join("; ")
}

fn foot(cases: &Cases) -> String {
    let people = counted(cases.rows.len() as u64, "person", "people");
    let sum = match (cases.measure, cases.measure.definition().unit) {
        (_, Unit::People) => return format!("{people}."),
        (Measure::OwedDays | Measure::OwedDaysVisitable, _) => counted(cases.sum, "day", "days"),
        (_, Unit::Days) => counted(cases.sum, "person-day", "person-days"),
        (_, Unit::Visits) => counted(cases.sum, "visit", "visits"),
    };
    format!("{people}, {sum} in all: {} {}.", grouped(cases.sum), cases.measure)
}
