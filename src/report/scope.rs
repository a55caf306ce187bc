//! Whose offenders a list holds, judged by the owner on its day.

use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey, holding};
use crate::domain::officer::Roster;

/// Whose offenders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole unit.
    All,
    /// Those this officer owns, and those of whom this officer covers.
    Officer(OfficerKey),
    /// The same of two officers, for a day out together.
    Pair(OfficerKey, OfficerKey),
    /// Those whose owner is of this team on the day, and those of whom an officer of it covers.
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
    /// Two officers.
    Pair(String, String),
    /// One team.
    Team(String),
    /// Those without an owner.
    Unowned,
}

impl Scope {
    /// Whether an offender is in it on a day; `carried` are the officers whose cases stand on it, where it is of officers
    /// ([`crate::domain::officer::carried`]).
    pub fn holds(&self, facts: &Facts, roster: &Roster, carried: &[OfficerKey], day: Day) -> bool {
        let owner = || holding(&facts.owners, day);
        match self {
            Scope::All => true,
            Scope::Officer(_) | Scope::Pair(..) => owner().is_some_and(|owner| carried.contains(&owner)),
            Scope::Team(team) => owner()
                .is_some_and(|owner| roster.team_on(owner, day) == Some(team.as_str()) || carried.contains(&owner)),
            Scope::Unowned => owner().is_none(),
        }
    }

    /// Its words.
    pub fn words(&self, roster: &Roster) -> ScopeWords {
        match self {
            Scope::All => ScopeWords::All,
            Scope::Officer(officer) => ScopeWords::Officer(roster.id(*officer).to_owned()),
            Scope::Pair(one, other) => ScopeWords::Pair(roster.id(*one).to_owned(), roster.id(*other).to_owned()),
            Scope::Team(team) => ScopeWords::Team(team.clone()),
            Scope::Unowned => ScopeWords::Unowned,
        }
    }

    /// The officers whose list it is; none where it is nobody's in particular.
    pub fn own(&self) -> Vec<OfficerKey> {
        match self {
            Scope::Officer(officer) => vec![*officer],
            Scope::Pair(one, other) => vec![*one, *other],
            Scope::All | Scope::Team(_) | Scope::Unowned => Vec::new(),
        }
    }

    /// The officers whose cases a list carries, covers of theirs included: of a team, its officers on the day.
    pub fn members(&self, roster: &Roster, day: Day) -> Vec<OfficerKey> {
        match self {
            Scope::Team(team) => {
                let of_team = roster.iter().filter(|(key, _)| roster.team_on(*key, day) == Some(team.as_str()));
                of_team.map(|(key, _)| key).collect()
            }
            _ => self.own(),
        }
    }

    /// Whether it spans officers, so that it is worth saying who has none, or one who has left.
    pub fn spans_officers(&self) -> bool {
        matches!(self, Scope::All | Scope::Team(_))
    }
}
