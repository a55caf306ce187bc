//! The fold that looks for patterns.

use std::collections::BTreeMap;

use super::{Integrity, Listed, Section, Spec, check};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey, holding};
use crate::domain::officer::Roster;
use crate::domain::pattern::{
    Alike, Attendance, Beside, Case, Course, Found, Look, Looked, Pattern, Sight, absence_near_due, absences_in_a_row,
    begun_again, ended_owed, interval_renewed, lowered_and_raised, lowered_near_due, many_in_an_hour, no_time,
    one_authoriser, own_begun_again, recorded_late, relaxing, two_places, unseen_too_long,
};
use crate::report::{Labels, PolicyName, ReportFault, Scope, SpecError, Subject, within_history};

/// The patterns of a person, each with its rule.
type Rule = for<'a> fn(Case<'a>, Look<'a>) -> Looked;
const OF_A_PERSON: &[(Pattern, Rule)] = &[
    (Pattern::AbsenceNearDue, absence_near_due),
    (Pattern::AbsencesInARow, absences_in_a_row),
    (Pattern::LoweredNearDue, lowered_near_due),
    (Pattern::LoweredAndRaised, lowered_and_raised),
    (Pattern::RecordedLate, recorded_late),
    (Pattern::NoTime, no_time),
    (Pattern::IntervalRenewed, interval_renewed),
    (Pattern::UnseenTooLong, unseen_too_long),
    (Pattern::EndedOwed, ended_owed),
    (Pattern::BegunAgain, own_begun_again),
];

/// The patterns while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    look: Look<'a>,
    roster: &'a Roster,
    alike: Alike,
    sections: BTreeMap<Pattern, Section>,
    sight: Sight,
    today: Vec<Attendance>,
    relaxing: Vec<(Day, OfficerKey, OffenderKey)>,
    managements: Vec<Managed>,
}

/// Somebody who looks like another record.
struct Managed {
    record: OffenderKey,
    group: usize,
    owner: Option<OfficerKey>,
    in_scope: bool,
    began: Vec<Day>,
    ended: Vec<Day>,
}

impl<'a> Fold<'a> {
    /// Nothing yet.
    ///
    /// # Errors
    /// [`SpecError`] for a day on which the record was not complete, or a period that ends before it begins.
    pub fn new(spec: Spec, look: Look<'a>, roster: &'a Roster, alike: Alike) -> Result<Fold<'a>, SpecError> {
        within_history(look.rules, spec.as_of)?;
        if spec.as_of < spec.from {
            return Err(SpecError::Reversed { from: spec.from, to: spec.as_of });
        }
        let section = |pattern: &Pattern| (*pattern, Section { pattern: *pattern, looked_at: 0, cases: Vec::new() });
        Ok(Fold {
            spec,
            look,
            roster,
            alike,
            sections: Pattern::ALL.iter().map(section).collect(),
            sight: Sight::default(),
            today: Vec::new(),
            relaxing: Vec::new(),
            managements: Vec::new(),
        })
    }

    /// Takes in one offender, managed or not, in the scope or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject<'_>, beside: &Beside) -> Result<(), Fault> {
        let (facts, look) = (subject.facts, self.look);
        let in_scope = self.spec.scope.holds(facts, self.roster, &[], look.as_of);
        self.manage(subject, in_scope);
        if !in_scope {
            return Ok(());
        }
        let course = Course::of(facts, look.rules, look.as_of)?;
        let case = Case { facts, beside, course: &course };
        let owner = holding(&facts.owners, look.as_of);
        for (pattern, rule) in OF_A_PERSON {
            let looked = rule(case, look);
            let listed = |found| Listed { offender: Some(subject.key), owner, found, recorded_by: None };
            self.add(*pattern, looked.at, looked.found.into_iter().map(listed));
        }
        self.relaxing.extend(relaxing(case, look).into_iter().map(|(day, by)| (day, by, subject.key)));
        self.sight.take(case, look);
        self.sight.records += 1;
        self.sight.no_likeness += u64::from(self.alike.is_faceless(subject.key));
        Ok(())
    }

    fn add(&mut self, pattern: Pattern, at: u64, cases: impl IntoIterator<Item = Listed>) {
        if let Some(section) = self.sections.get_mut(&pattern) {
            section.looked_at += at;
            section.cases.extend(cases);
        }
    }

    /// Takes in who attended one visit of the time whose time is recorded: all of them in order of their days and times,
    /// whosoever the case is. One day of the unit is held at a time.
    pub fn attended(&mut self, visit: &Attendance) {
        if self.today.last().is_some_and(|last| last.day != visit.day) {
            self.day_ends();
        }
        let (scope, roster) = (&self.spec.scope, self.roster);
        let of = visit.officers.iter().copied().filter(|officer| is_of(scope, *officer, visit.day, roster));
        let officers: Vec<OfficerKey> = of.collect();
        if self.look.holds(visit.day) && !officers.is_empty() {
            self.today.push(Attendance { officers, ..*visit });
        }
    }

    fn day_ends(&mut self) {
        let mut day = std::mem::take(&mut self.today);
        self.of_officers(Pattern::ManyInAnHour, many_in_an_hour(&day, self.look));
        self.of_officers(Pattern::TwoPlaces, two_places(&day, self.look));
        day.clear();
        self.today = day;
    }

    fn manage(&mut self, subject: &Subject<'_>, in_scope: bool) {
        let Some(group) = self.alike.group(subject.key) else { return };
        let periods = subject.facts.management.iter().filter(|period| period.from <= self.look.as_of);
        self.managements.push(Managed {
            record: subject.key,
            group,
            owner: holding(&subject.facts.owners, self.look.as_of),
            in_scope,
            began: periods.clone().map(|period| period.from).collect(),
            ended: periods.filter_map(|period| period.until).collect(),
        });
    }

    /// The report.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where a pattern has more cases than were looked at.
    pub fn finish(mut self) -> Result<Integrity, ReportFault> {
        self.day_ends();
        self.of_officers(Pattern::OneAuthoriser, one_authoriser(&self.relaxing, self.look));
        self.records();
        let mut sections: Vec<Section> = self.sections.into_values().collect();
        for section in &mut sections {
            section.cases.sort_by_key(|case| (case.found.day(), case.offenders(), case.officers()));
        }
        check(&sections)?;
        let rules = self.look.rules;
        let named: Vec<OfficerKey> =
            sections.iter().flat_map(|section| &section.cases).flat_map(Listed::officers).collect();
        Ok(Integrity {
            from: self.spec.from,
            as_of: self.spec.as_of,
            scope: self.spec.scope.words(self.roster),
            policy: PolicyName::on(rules, self.spec.as_of),
            thresholds: self.look.thresholds.clone(),
            first_policy: (self.look.first.id.clone(), self.look.first.version.clone()),
            sections,
            sight: self.sight,
            labels: Labels::of(rules, self.roster, self.spec.as_of, named.into_iter()),
            references: BTreeMap::new(),
            visit_refs: BTreeMap::new(),
        })
    }

    fn of_officers(&mut self, pattern: Pattern, looked: Looked) {
        let listed = |found| Listed { offender: None, owner: None, found, recorded_by: None };
        self.add(pattern, looked.at, looked.found.into_iter().map(listed));
    }

    /// Records that look alike, and managements that went on under another.
    fn records(&mut self) {
        let managements = std::mem::take(&mut self.managements);
        self.add(Pattern::Alike, self.sight.records - self.sight.no_likeness, []);
        for group in 0..self.alike.groups.len() {
            let records: Vec<&Managed> = managements.iter().filter(|managed| managed.group == group).collect();
            for managed in records.iter().filter(|managed| managed.in_scope) {
                let others = records.iter().filter(|other| other.record != managed.record);
                let ends: Vec<_> =
                    others.flat_map(|other| other.ended.iter().map(|ended| (other.record, *ended))).collect();
                let found = begun_again(&managed.began, &ends, self.look);
                self.begun_elsewhere(managed, found);
            }
            if records.len() > 1 && records.iter().any(|managed| managed.in_scope) {
                let first = records.iter().find(|managed| managed.in_scope);
                let (offender, owner) = (first.map(|first| first.record), first.and_then(|first| first.owner));
                let records = records.iter().map(|managed| managed.record).collect();
                let found = Found::Alike { as_of: self.look.as_of, records };
                self.add(Pattern::Alike, 0, [Listed { offender, owner, found, recorded_by: None }]);
            }
        }
    }

    /// A management that follows one of its own record, and one of another, is one case: that of its own.
    fn begun_elsewhere(&mut self, managed: &Managed, found: Vec<Found>) {
        let Some(section) = self.sections.get_mut(&Pattern::BegunAgain) else { return };
        for found in found {
            let day = found.day();
            let known = |case: &Listed| case.offender == Some(managed.record) && case.found.day() == day;
            if !section.cases.iter().any(known) {
                let (offender, owner) = (Some(managed.record), managed.owner);
                section.cases.push(Listed { offender, owner, found, recorded_by: None });
            }
        }
    }
}

fn is_of(scope: &Scope, officer: OfficerKey, day: Day, roster: &Roster) -> bool {
    match scope {
        Scope::Team(team) => roster.team_on(officer, day) == Some(team.as_str()),
        _ => true,
    }
}
