//! `[integrity]`: the numbers that patterns are held against, each of them optional.

use std::collections::BTreeMap;

use toml::Spanned;

use super::Check;
use crate::domain::pattern::{Threshold, Thresholds};

/// The word of a threshold, and its number.
pub(super) type Numbers = BTreeMap<Spanned<String>, Spanned<u32>>;

impl Check<'_> {
    pub(super) fn integrity(&mut self, written: &Numbers) -> Thresholds {
        let mut numbers = Thresholds::default();
        for (word, number) in written {
            let key = word.get_ref().as_str();
            match key.parse::<Threshold>() {
                Err(unknown) => self.say(word, &format!("integrity.{key}"), unknown.to_string()),
                Ok(threshold) => {
                    let (least, most) = threshold.bounds();
                    if !(least..=most).contains(number.get_ref()) {
                        self.say(number, key, format!("expected {least} to {most}"));
                    }
                    numbers = numbers.with(threshold, *number.get_ref());
                }
            }
        }
        numbers
    }
}
