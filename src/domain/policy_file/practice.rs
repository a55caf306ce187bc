//! The part of a policy file that a day's work asks for. Every key is optional: one that is absent means what
//! [`Practice::default`] gives.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Check, File, MOST_DAYS, WORD, is_name, is_word};
use crate::domain::deed::Right;
use crate::domain::officer::Role;
use crate::domain::practice::{Code, Practice};

/// A century: longer than anybody is managed.
const MOST_MONTHS: u32 = 1_200;
const MOST_CODES: usize = 99;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PracticeTable {
    record_within_days: Option<Spanned<u32>>,
    confirm_days: Option<Spanned<u32>>,
    attempts_for_decision: Option<Spanned<u32>>,
    crew_size: Option<Spanned<u32>>,
    cases_per_fte: Option<Spanned<u32>>,
    reactive_lowest_tier_months: Option<Spanned<u32>>,
    marking: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeTable {
    id: Spanned<String>,
    name: Spanned<String>,
}

/// `[roles]` and `[second_person]`: the word of a right, and the least role that it asks for.
pub(super) type Roles = BTreeMap<Spanned<String>, Role>;

impl Check<'_> {
    pub(super) fn practice(&mut self, file: &File) -> Practice {
        let mut practice = Practice::default();
        self.numbers(&file.practice, &mut practice);
        if let Some(marking) = &file.practice.marking {
            if !is_name(marking.get_ref()) {
                self.say(marking, "marking", super::NAME);
            }
            practice.marking = marking.get_ref().clone();
        }
        if let Some(causes) = &file.direction_causes {
            if causes.get_ref().is_empty() {
                self.say(causes, "direction_cause", "without one no visit could be directed");
            }
            practice.direction_causes = self.codes(causes, "direction_cause");
        }
        if let Some(markers) = &file.markers {
            practice.markers = self.codes(markers, "marker");
        }
        practice.integrity = self.integrity(&file.integrity);
        self.roles(&file.roles, &mut practice);
        self.second_person(&file.second_person, &mut practice);
        practice
    }

    fn numbers(&mut self, table: &PracticeTable, practice: &mut Practice) {
        let numbers = [
            (&table.record_within_days, "record_within_days", 0, MOST_DAYS, &mut practice.record_within_days),
            (&table.confirm_days, "confirm_days", 0, MOST_DAYS, &mut practice.confirm_days),
            (&table.attempts_for_decision, "attempts_for_decision", 1, 20, &mut practice.attempts_for_decision),
            (&table.crew_size, "crew_size", 1, 10, &mut practice.crew_size),
            (&table.cases_per_fte, "cases_per_fte", 1, 1_000, &mut practice.cases_per_fte),
            (
                &table.reactive_lowest_tier_months,
                "reactive_lowest_tier_months",
                0,
                MOST_MONTHS,
                &mut practice.reactive_lowest_tier_months,
            ),
        ];
        for (written, key, least, most, number) in numbers {
            let Some(written) = written else { continue };
            *number = *written.get_ref();
            if !(least..=most).contains(number) {
                self.say(written, key, format!("expected {least} to {most}"));
            }
        }
    }

    fn codes(&mut self, list: &Spanned<Vec<CodeTable>>, key: &str) -> Vec<Code> {
        let codes = list.get_ref();
        if codes.len() > MOST_CODES {
            self.say(list, key, format!("expected at most {MOST_CODES} of them"));
        }
        for (place, code) in codes.iter().enumerate() {
            if !is_word(code.id.get_ref()) {
                self.say(&code.id, "id", WORD);
            }
            if codes[..place].iter().any(|earlier| earlier.id.get_ref() == code.id.get_ref()) {
                self.say(&code.id, "id", format!("a {key} above has this id already"));
            }
            if !is_name(code.name.get_ref()) {
                self.say(&code.name, "name", super::NAME);
            }
        }
        codes.iter().map(|code| Code { id: code.id.get_ref().clone(), name: code.name.get_ref().clone() }).collect()
    }

    fn roles(&mut self, roles: &Roles, practice: &mut Practice) {
        for (word, role) in roles {
            match word.get_ref().parse::<Right>() {
                Ok(right) => {
                    practice.roles.insert(right, *role);
                }
                Err(unknown) => self.say(word, &format!("roles.{}", word.get_ref()), unknown.to_string()),
            }
        }
    }

    /// Whoever authorises could have done it: a second person is of a role that has the right.
    fn second_person(&mut self, roles: &Roles, practice: &mut Practice) {
        for (word, role) in roles {
            let key = format!("second_person.{}", word.get_ref());
            let right = match word.get_ref().parse::<Right>() {
                Ok(right) => right,
                Err(unknown) => {
                    self.say(word, &key, unknown.to_string());
                    continue;
                }
            };
            if !right.may_want_a_second() {
                let able = Right::ALL.iter().filter(|right| right.may_want_a_second()).map(|right| right.as_str());
                let able: Vec<&str> = able.collect();
                self.say(word, &key, format!("this right wants nobody else; those that may are {}", able.join(", ")));
            }
            if !practice.may(*role, right) {
                let least = practice.least_role(right);
                self.say(word, &key, format!("must have the right too: at least {least}, by [roles]"));
            }
            practice.second_person.insert(right, *role);
        }
    }
}
