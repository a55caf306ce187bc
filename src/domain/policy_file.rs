//! Reading a policy file: TOML in, a [`Policy`] that keeps every bound of the rulebook's section 2 out.
//!
//! Each problem names its key and line. A key nobody defined is a problem too: it is most often a misspelt one.

mod integrity;
mod practice;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::cadence::Interval;
use super::day::Day;
use super::policy::{Policy, ReturnVisitAfter, Tier};
use super::visit::{Outcome, Premises};

/// What is wrong with a policy file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {key}: {problem}")]
pub struct PolicyError {
    /// The line, from 1.
    pub line: usize,
    /// The key, as the file writes it.
    pub key: String,
    /// What is wrong, and what would be right.
    pub problem: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    version: Spanned<String>,
    effective_from: Spanned<Datetime>,
    time_zone: Spanned<String>,
    untiered_as: Spanned<String>,
    tolerance_days: Spanned<u32>,
    effective_outcomes: Spanned<Vec<Outcome>>,
    effective_premises: Spanned<Vec<Premises>>,
    attempt_outcomes: Spanned<Vec<Outcome>>,
    return_visit_after: Spanned<ReturnVisitAfter>,
    #[serde(rename = "tier")]
    tiers: Vec<TierTable>,
    #[serde(default)]
    practice: practice::PracticeTable,
    #[serde(default, rename = "direction_cause")]
    direction_causes: Option<Spanned<Vec<practice::CodeTable>>>,
    #[serde(default, rename = "marker")]
    markers: Option<Spanned<Vec<practice::CodeTable>>>,
    #[serde(default)]
    integrity: integrity::Numbers,
    #[serde(default)]
    roles: practice::Roles,
    #[serde(default)]
    second_person: practice::Roles,
    #[serde(default)]
    basis: BTreeMap<Spanned<String>, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TierTable {
    id: Spanned<String>,
    name: Spanned<String>,
    cadence: Spanned<String>,
    first_visit_days: Spanned<u32>,
    settle_days: Spanned<u32>,
    due_soon_days: Spanned<u32>,
    retry_days: Spanned<u32>,
}

/// The keys that a `[basis]` may speak of, in the order they are shown.
pub const NUMBERS: &[&str] = &[
    "cadence",
    "first_visit_days",
    "settle_days",
    "due_soon_days",
    "retry_days",
    "tolerance_days",
    "untiered_as",
    "effective_outcomes",
    "effective_premises",
    "attempt_outcomes",
    "return_visit_after",
    "record_within_days",
    "confirm_days",
    "attempts_for_decision",
    "crew_size",
    "cases_per_fte",
    "reactive_lowest_tier_months",
    "direction_cause",
    "marker",
    "integrity",
    "roles",
    "second_person",
];

const MOST_DAYS: u32 = 36_525;

/// Reads a policy.
///
/// # Errors
/// Every problem found: of the file's form the first, of the bounds all.
pub fn parse(text: &str) -> Result<Policy, Vec<PolicyError>> {
    let mut check = Check { text, problems: Vec::new() };
    let file: File = toml::from_str(text).map_err(|error| vec![check.form(&error)])?;
    let policy = check.policy(&file);
    match policy {
        Some(policy) if check.problems.is_empty() => Ok(policy),
        _ => Err(check.problems),
    }
}

struct Check<'a> {
    text: &'a str,
    problems: Vec<PolicyError>,
}

impl Check<'_> {
    fn form(&self, error: &toml::de::Error) -> PolicyError {
        let at = error.span().map_or(0, |span| span.start).min(self.text.len());
        let line = self.line(at);
        let written = self.text.lines().nth(line - 1).unwrap_or_default();
        let problem = error.message().replace('\n', " ");
        let missing = problem.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let key = missing.unwrap_or_else(|| written.split(['=', '#']).next().unwrap_or_default().trim());
        PolicyError { line, key: key.to_owned(), problem }
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    fn say<T>(&mut self, at: &Spanned<T>, key: &str, problem: impl Into<String>) {
        let line = self.line(at.span().start);
        self.problems.push(PolicyError { line, key: key.to_owned(), problem: problem.into() });
    }

    fn policy(&mut self, file: &File) -> Option<Policy> {
        self.words(file);
        self.basis(file);
        let tiers: Vec<Tier> = file.tiers.iter().filter_map(|tier| self.tier(tier)).collect();
        self.tiers_together(file, &tiers);
        let practice = self.practice(file);
        let effective_from = self.day(&file.effective_from);
        let time_zone = self.zone(&file.time_zone);
        let untiered_as = file.tiers.iter().position(|tier| tier.id.get_ref() == file.untiered_as.get_ref());
        if untiered_as.is_none() {
            let ids: Vec<&str> = file.tiers.iter().map(|tier| tier.id.get_ref().as_str()).collect();
            self.say(&file.untiered_as, "untiered_as", format!("expected one of the tiers {}", ids.join(", ")));
        }
        let all_read = tiers.len() == file.tiers.len();
        let (effective_from, time_zone, untiered_as) = (effective_from?, time_zone?, untiered_as?);
        all_read.then(|| Policy {
            id: file.id.get_ref().clone(),
            version: file.version.get_ref().clone(),
            effective_from,
            time_zone,
            untiered_as,
            tolerance_days: *file.tolerance_days.get_ref(),
            effective_outcomes: file.effective_outcomes.get_ref().clone(),
            effective_premises: file.effective_premises.get_ref().clone(),
            attempt_outcomes: file.attempt_outcomes.get_ref().clone(),
            return_visit_after: *file.return_visit_after.get_ref(),
            tiers,
            practice,
            basis: file.basis.iter().map(|(key, basis)| (key.get_ref().clone(), basis.clone())).collect(),
        })
    }

    fn words(&mut self, file: &File) {
        for (key, word) in [("id", &file.id), ("version", &file.version)] {
            if !is_word(word.get_ref()) {
                self.say(word, key, WORD);
            }
        }
        if file.effective_outcomes.get_ref().is_empty() {
            self.say(&file.effective_outcomes, "effective_outcomes", "without one no visit would ever count");
        }
        if file.effective_premises.get_ref().is_empty() {
            self.say(&file.effective_premises, "effective_premises", "without one no visit would ever count");
        }
        for outcome in file.effective_outcomes.get_ref() {
            if !matches!(outcome, Outcome::Seen | Outcome::Doorstep) {
                let problem = format!("`{outcome}` cannot be effective: only seen and doorstep can");
                self.say(&file.effective_outcomes, "effective_outcomes", problem);
            }
        }
        for outcome in file.attempt_outcomes.get_ref() {
            if file.effective_outcomes.get_ref().contains(outcome) {
                let problem = format!("`{outcome}` is effective, so it is no failed attempt");
                self.say(&file.attempt_outcomes, "attempt_outcomes", problem);
            }
        }
    }

    fn basis(&mut self, file: &File) {
        for key in file.basis.keys() {
            if !NUMBERS.contains(&key.get_ref().as_str()) {
                self.say(key, &format!("basis.{}", key.get_ref()), format!("expected one of {}", NUMBERS.join(", ")));
            }
        }
    }

    fn tier(&mut self, tier: &TierTable) -> Option<Tier> {
        let numbers = [
            ("first_visit_days", &tier.first_visit_days),
            ("settle_days", &tier.settle_days),
            ("due_soon_days", &tier.due_soon_days),
            ("retry_days", &tier.retry_days),
        ];
        for (key, days) in numbers {
            if *days.get_ref() > MOST_DAYS {
                self.say(days, key, format!("must not be more than {MOST_DAYS} days"));
            }
        }
        if tier.due_soon_days.get_ref() < tier.settle_days.get_ref() {
            let problem = format!("must not be below settle_days ({})", tier.settle_days.get_ref());
            self.say(&tier.due_soon_days, "due_soon_days", problem);
        }
        if ["untiered", "total"].contains(&tier.id.get_ref().as_str()) {
            self.say(&tier.id, "id", "this word has another meaning in an audit");
        }
        if !is_word(tier.id.get_ref()) {
            self.say(&tier.id, "id", WORD);
        }
        if !is_name(tier.name.get_ref()) {
            self.say(&tier.name, "name", NAME);
        }
        let cadence = Interval::parse(tier.cadence.get_ref());
        let cadence = cadence.map_err(|problem| self.say(&tier.cadence, "cadence", problem.to_string())).ok()?;
        Some(Tier {
            id: tier.id.get_ref().clone(),
            name: tier.name.get_ref().clone(),
            cadence,
            first_visit_days: *tier.first_visit_days.get_ref(),
            settle_days: *tier.settle_days.get_ref(),
            due_soon_days: *tier.due_soon_days.get_ref(),
            retry_days: *tier.retry_days.get_ref(),
        })
    }

    fn tiers_together(&mut self, file: &File, tiers: &[Tier]) {
        for (place, tier) in file.tiers.iter().enumerate() {
            if file.tiers[..place].iter().any(|earlier| earlier.id.get_ref() == tier.id.get_ref()) {
                self.say(&tier.id, "id", "a tier above has this id already");
            }
        }
        if file.tiers.is_empty() || file.tiers.len() > 99 {
            self.say(&file.untiered_as, "tier", "expected 1 to 99 tiers");
        }
        let shortest = tiers.iter().map(|tier| tier.cadence.rough_days()).min().unwrap_or(u32::MAX);
        if *file.tolerance_days.get_ref() >= shortest {
            let problem = format!("must be fewer days than the shortest cadence has ({shortest}, a month counting 30)");
            self.say(&file.tolerance_days, "tolerance_days", problem);
        }
    }

    fn day(&mut self, at: &Spanned<Datetime>) -> Option<Day> {
        let day = match at.get_ref() {
            Datetime { date: Some(date), time: None, offset: None } => {
                Day::from_ymd(date.year.into(), date.month.into(), date.day.into())
            }
            _ => None,
        };
        if day.is_none() {
            self.say(at, "effective_from", "expected a date such as 2025-03-31, without quotes or a time");
        }
        day
    }

    fn zone(&mut self, at: &Spanned<String>) -> Option<chrono_tz::Tz> {
        let zone = at.get_ref().parse().ok();
        if zone.is_none() {
            self.say(at, "time_zone", "expected a zone of the IANA database such as Europe/London");
        }
        zone
    }
}

const WORD: &str = "expected 1 to 64 letters, digits, dots, hyphens or underscores";

fn is_word(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(fits)
}

const NAME: &str = "expected 1 to 32 characters, none of them a control character";

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 32 && !text.chars().any(char::is_control)
}
