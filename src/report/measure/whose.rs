//! Whose figures are counted: of whoever is of the scope on the day itself, by the owner as set.

use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey};
use crate::domain::officer::Roster;
use crate::domain::requirement::Rules;
use crate::report::ScopeWords;
use crate::report::groups::{Group, GroupBy, Groups, Span, group_on};

/// Whose figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The whole unit's.
    All,
    /// Those of whoever an officer of this team owns on the day. Nobody's cases count twice: covers count for nothing.
    Team(String),
    /// Those of whoever this officer owns on the day.
    Officer(OfficerKey),
}

impl Whose {
    /// Its words.
    pub fn words(&self, roster: &Roster) -> ScopeWords {
        match self {
            Whose::All => ScopeWords::All,
            Whose::Team(team) => ScopeWords::Team(team.clone()),
            Whose::Officer(officer) => ScopeWords::Officer(roster.id(*officer).to_owned()),
        }
    }
}

/// On which days the offender passing by is of the scope.
pub(in crate::report) struct Within {
    groups: Option<(Groups, usize)>,
    spans: Vec<Span>,
}

impl Within {
    /// Up to `last`.
    pub fn new(whose: &Whose, rules: &Rules, roster: &Roster, last: Day) -> Within {
        let of = |by, group: Group| {
            let groups = Groups::new(by, rules, roster, last);
            let number = groups.in_order().find(|(_, known, _)| **known == group).map(|(number, ..)| number);
            // a group that there is not is nobody's
            (groups, number.unwrap_or(usize::MAX))
        };
        let groups = match whose {
            Whose::All => None,
            Whose::Team(team) => Some(of(GroupBy::Team, Group::Team(team.clone()))),
            Whose::Officer(officer) => Some(of(GroupBy::Officer, Group::Officer(roster.id(*officer).to_owned()))),
        };
        Within { groups, spans: Vec::new() }
    }

    /// Looks at the offender passing by.
    pub fn look(&mut self, facts: &Facts, last: Day) {
        if let Some((groups, _)) = &self.groups {
            groups.spans(facts, last, &mut self.spans);
        }
    }

    /// Whether the offender is of the scope on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.groups.as_ref().is_none_or(|(_, number)| group_on(&self.spans, day) == *number)
    }

    /// The pieces of `[from, until)` on which the offender is.
    fn pieces(&self, from: Day, until: Day, mut take: impl FnMut(Day, Day)) {
        match &self.groups {
            None => take(from, until),
            Some((_, number)) => pieces(&self.spans, from, until, |group, from, until| {
                if group == *number {
                    take(from, until);
                }
            }),
        }
    }

    /// The pieces of `[from, until)` on which the offender is, with the group of each.
    pub fn grouped(&self, spans: &[Span], from: Day, until: Day, mut take: impl FnMut(usize, Day, Day)) {
        if let (None, [(_, only)]) = (&self.groups, spans) {
            return take(*only, from, until);
        }
        self.pieces(from, until, |from, until| pieces(spans, from, until, &mut take));
    }
}

/// The pieces of `[from, until)` by group; none is empty.
fn pieces(spans: &[Span], from: Day, until: Day, mut take: impl FnMut(usize, Day, Day)) {
    for (at, (start, group)) in spans.iter().enumerate() {
        let end = spans.get(at + 1).map_or(until, |(next, _)| until.min(*next));
        let first = from.max(*start);
        if first < end {
            take(*group, first, end);
        }
    }
}
