//! Commands to type next, with what was asked for: typed as shown, each answers of the same day, with the same knowledge.

use super::words::screen_text;
use crate::domain::day::Day;

/// What was asked for, as it is to be typed again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// The day, where one was named; none of today.
    pub as_of: Option<Day>,
    /// The moment or the act by which all was known, where one was named.
    pub known_at: Option<String>,
    /// The team, where one was named.
    pub team: Option<String>,
}

impl Again {
    /// `homevisit explain REF --as-of 2026-03-31`: as at the same day, with the same knowledge, of whomever the command
    /// names.
    pub fn command(&self, what: &str) -> String {
        let mut line = format!("homevisit {what}");
        if let Some(day) = self.as_of {
            line.push_str(&format!(" --as-of {day}"));
        }
        if let Some(known) = &self.known_at {
            line.push_str(&format!(" --known-at {}", quoted(known)));
        }
        line
    }

    /// The same, of the same team.
    pub fn command_of_team(&self, what: &str) -> String {
        match &self.team {
            Some(team) => self.command(&format!("{what} --team {}", quoted(team))),
            None => self.command(what),
        }
    }
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let word = screen_text(word);
    let plain = |c: char| c.is_alphanumeric() || "-_.,:/+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word
    } else if word.contains(['"', '\\', '$', '`', '!']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        format!("\"{word}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_typed_again_and_nothing_else() {
        assert_eq!(Again::default().command_of_team("load"), "homevisit load");
        let as_of = "2026-03-31".parse().ok();
        let again = Again { as_of, known_at: Some("12".to_owned()), team: Some("South East".to_owned()) };
        assert_eq!(again.command("explain REF"), "homevisit explain REF --as-of 2026-03-31 --known-at 12");
        let all = "homevisit load --team \"South East\" --as-of 2026-03-31 --known-at 12";
        assert_eq!(again.command_of_team("load"), all);
    }

    #[test]
    fn a_team_is_one_word_to_a_shell() {
        let of = |team: &str| Again { team: Some(team.to_owned()), ..Again::default() }.command_of_team("load");
        assert_eq!(of("North"), "homevisit load --team North");
        assert_eq!(of("O'Hara & $HOME"), "homevisit load --team 'O'\\''Hara & $HOME'");
        assert_eq!(of(""), "homevisit load --team \"\"");
    }
}
