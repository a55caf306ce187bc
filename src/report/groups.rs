//! Which group an offender is of on a day, found once for each offender and not for each event.

use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey, TierKey};
use crate::domain::officer::Roster;
use crate::domain::requirement::Rules;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// What the figures are grouped by, as set on the count day or on the day itself.
    GroupBy {
        /// By risk tier.
        Tier = "tier",
        /// By responsible officer.
        Officer = "officer",
        /// By the responsible officer's team on the day.
        Team = "team",
    }
}

/// A group of figures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A tier: its word on file and its word on screens.
    Tier(String, String),
    /// No tier was set.
    Untiered,
    /// An officer, by the word on file.
    Officer(String),
    /// A team.
    Team(String),
    /// The owner had no record, and so no team, on the day.
    NoTeam,
    /// No owner was set.
    Unowned,
}

impl Group {
    /// Its word in files: the id or name, or `untiered`, `unowned`, `no team`.
    pub fn word(&self) -> &str {
        match self {
            Group::Tier(id, _) | Group::Officer(id) | Group::Team(id) => id,
            Group::Untiered => "untiered",
            Group::Unowned => "unowned",
            Group::NoTeam => "no team",
        }
    }

    /// Whether its row stands even when every figure is 0.
    fn always(&self) -> bool {
        matches!(self, Group::Untiered | Group::Unowned)
    }
}

/// The groups of an audit, numbered.
pub(super) struct Groups {
    by: GroupBy,
    names: Vec<Group>,
    /// Those that stand even when every figure is 0.
    always: Vec<bool>,
    /// In what order they stand, by number.
    order: Vec<usize>,
    officers: Vec<OfficerKey>,
    /// Each officer's teams, from which day on.
    teams: Vec<Vec<(Day, usize)>>,
}

/// From this day on, this group.
pub(super) type Span = (Day, usize);

impl Groups {
    pub(super) fn new(by: GroupBy, rules: &Rules, roster: &Roster, as_of: Day) -> Groups {
        let officers = roster.iter().map(|(key, _)| key).collect();
        let mut groups = Groups { by, names: vec![], always: vec![], order: vec![], officers, teams: vec![] };
        match by {
            GroupBy::Tier => groups.of_tiers(rules, as_of),
            GroupBy::Officer => groups.of_officers(roster),
            GroupBy::Team => groups.of_teams(roster),
        }
        groups
    }

    /// By [`TierKey`], then untiered.
    fn of_tiers(&mut self, rules: &Rules, as_of: Day) {
        let version = rules.book.on(as_of);
        let mut places = Vec::new();
        for (at, id) in rules.book.tier_ids().iter().enumerate() {
            let key = TierKey(u16::try_from(at).unwrap_or(u16::MAX));
            let name = version.tier(key).map_or(id, |tier| &tier.name);
            self.names.push(Group::Tier(id.clone(), name.clone()));
            self.always.push(version.place(key).is_some());
            places.push(version.place(key).unwrap_or(usize::MAX));
        }
        self.order = (0..places.len()).collect();
        self.order.sort_by_key(|at| places[*at]);
        self.last(Group::Untiered);
    }

    /// By place in the roster, then an owner whom the roster lacks, then unowned.
    fn of_officers(&mut self, roster: &Roster) {
        self.names = roster.iter().map(|(_, officer)| Group::Officer(officer.id.clone())).collect();
        self.names.push(Group::Officer("?".to_owned()));
        self.in_order_of_names();
        self.last(Group::Unowned);
    }

    /// By name, then no team, then unowned.
    fn of_teams(&mut self, roster: &Roster) {
        let records = || roster.iter().flat_map(|(_, officer)| &officer.records);
        let mut teams: Vec<&str> = records().map(|record| record.what.team.as_str()).collect();
        teams.sort_unstable();
        teams.dedup();
        let number = |team: &str| teams.binary_search(&team).unwrap_or(teams.len());
        for (_, officer) in roster.iter() {
            self.teams.push(officer.records.iter().map(|record| (record.from, number(&record.what.team))).collect());
        }
        self.names = teams.iter().map(|team| Group::Team((*team).to_owned())).collect();
        self.in_order_of_names();
        self.last(Group::NoTeam);
        self.last(Group::Unowned);
    }

    fn in_order_of_names(&mut self) {
        self.always = vec![false; self.names.len()];
        self.order = (0..self.names.len()).collect();
        self.order.sort_by(|one, other| self.names[*one].cmp(&self.names[*other]));
    }

    fn last(&mut self, group: Group) {
        self.order.push(self.names.len());
        self.always.push(group.always());
        self.names.push(group);
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Numbers and groups in the order they stand, and whether each stands even when empty.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (usize, &Group, bool)> {
        self.order.iter().map(|at| (*at, &self.names[*at], self.always[*at]))
    }

    /// Fills `spans` with the groups of an offender up to `as_of`, the first from ever on; never empty.
    pub(super) fn spans(&self, facts: &Facts, as_of: Day, spans: &mut Vec<Span>) {
        spans.clear();
        spans.push((Day::MIN, self.names.len() - 1));
        match self.by {
            GroupBy::Tier => {
                let unknown = self.names.len() - 1;
                for fact in facts.tiers.iter().take_while(|fact| fact.from <= as_of) {
                    push(spans, fact.from, usize::from(fact.what.0).min(unknown));
                }
            }
            GroupBy::Officer => {
                for fact in facts.owners.iter().take_while(|fact| fact.from <= as_of) {
                    push(spans, fact.from, self.officer(fact.what).unwrap_or(self.names.len() - 2));
                }
            }
            GroupBy::Team => self.team_spans(facts, as_of, spans),
        }
    }

    fn officer(&self, key: OfficerKey) -> Option<usize> {
        self.officers.binary_search(&key).ok()
    }

    fn team_spans(&self, facts: &Facts, as_of: Day, spans: &mut Vec<Span>) {
        let no_team = self.names.len() - 2;
        for (at, fact) in facts.owners.iter().enumerate().take_while(|(_, fact)| fact.from <= as_of) {
            let end = facts.owners.get(at + 1).map_or(as_of.next(), |next| next.from);
            let teams = self.officer(fact.what).map_or(&[][..], |officer| &self.teams[officer]);
            let held = teams.iter().rev().find(|(from, _)| *from <= fact.from);
            push(spans, fact.from, held.map_or(no_team, |(_, team)| *team));
            for (from, team) in teams.iter().filter(|(from, _)| fact.from < *from && *from < end) {
                push(spans, *from, *team);
            }
        }
    }
}

/// Of two that start on the same day, the later one holds.
fn push(spans: &mut Vec<Span>, from: Day, group: usize) {
    match spans.last_mut() {
        Some(last) if last.0 == from => last.1 = group,
        Some(last) if last.1 == group => (),
        _ => spans.push((from, group)),
    }
}

/// The group on a day.
pub(super) fn group_on(spans: &[Span], day: Day) -> usize {
    match spans {
        [only] => only.1,
        _ => spans[spans.partition_point(|(from, _)| *from <= day).max(1) - 1].1,
    }
}
