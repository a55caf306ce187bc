//! Whose offenders a list holds, judged by the owner on its day.

use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey, holding};
use crate::domain::officer::Roster;

/// Whose offenders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole unit.
    All,
    /// Those this officer owns.
    Officer(OfficerKey),
    /// Those whose owner is of this team on the day.
    Team(String),
    /// Those without an owner.
    Unowned,
}

/// A [`Scope`] in words on file, as a report keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeWords {
    /// The whole unit.
    All,
    /// One officer, by the word on file.
    Officer(String),
    /// One team.
    Team(String),
    /// Those without an owner.
    Unowned,
}

impl Scope {
    /// Whether an offender is in it on a day.
    pub fn holds(&self, facts: &Facts, roster: &Roster, day: Day) -> bool {
        let owner = || holding(&facts.owners, day);
        match self {
            Scope::All => true,
            Scope::Officer(officer) => owner() == Some(*officer),
            Scope::Team(team) => owner().and_then(|key| roster.team_on(key, day)) == Some(team.as_str()),
            Scope::Unowned => owner().is_none(),
        }
    }

    /// Its words.
    pub fn words(&self, roster: &Roster) -> ScopeWords {
        match self {
            Scope::All => ScopeWords::All,
            Scope::Officer(officer) => ScopeWords::Officer(roster.id(*officer).to_owned()),
            Scope::Team(team) => ScopeWords::Team(team.clone()),
            Scope::Unowned => ScopeWords::Unowned,
        }
    }

    /// Whether it spans officers, so that it is worth saying who has none, or one who has left.
    pub fn spans_officers(&self) -> bool {
        matches!(self, Scope::All | Scope::Team(_))
    }
}
