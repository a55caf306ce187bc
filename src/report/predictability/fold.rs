//! The fold that asks whose visits could be foreseen.

use chrono::{Datelike, Weekday};

use super::{Listed, People, Predictability, Shares, Spec};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey, holding};
use crate::domain::officer::{Roster, carried};
use crate::domain::pattern::{Predictable, Said, Threshold};
use crate::domain::requirement::{Rules, fold};
use crate::domain::visit::VisitKind;
use crate::report::{Labels, PolicyName, ReportFault, Scope, SpecError, Subject, adds_up, within_history};

/// The report while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    carried: Vec<OfficerKey>,
    rules: &'a Rules,
    roster: &'a Roster,
    evening_from: u32,
    said: u64,
    people: People,
    effective: Shares,
    attempts: Shares,
    rows: Vec<(usize, Listed)>,
}

impl<'a> Fold<'a> {
    /// Nothing yet.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster) -> Result<Fold<'a>, SpecError> {
        within_history(rules, spec.as_of)?;
        let numbers = &rules.book.on(spec.as_of).policy.practice.integrity;
        // A team's are those its officers own; a cover is on an officer's list.
        let carried = match &spec.scope {
            Scope::Team(_) => Vec::new(),
            scope => carried(&scope.members(roster, spec.as_of), &spec.covers, spec.as_of),
        };
        Ok(Fold {
            carried,
            rules,
            roster,
            evening_from: numbers.of(Threshold::EveningFromHour),
            spec,
            said: 0,
            people: People::default(),
            effective: Shares::default(),
            attempts: Shares::default(),
            rows: Vec::new(),
        })
    }

    /// Takes in one offender, managed or not, in the scope or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject<'_>) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.spec.as_of);
        if !self.spec.scope.holds(facts, self.roster, &self.carried, as_of) {
            return Ok(());
        }
        self.visits(facts);
        self.people.managed += u64::from(facts.managed_on(as_of));
        let Some(standing) = fold(facts, self.rules, as_of, &mut |_| ())? else { return Ok(()) };
        self.said += 1;
        let Some(predictable) = Predictable::of(facts, self.rules, &standing)? else {
            self.people.too_few += 1;
            return Ok(());
        };
        self.person(&predictable);
        if predictable.is_so() {
            let place = self.rules.book.on(as_of).place(standing.tier).unwrap_or(0);
            self.rows.push((
                place,
                Listed {
                    key: subject.key,
                    reference: subject.reference.to_owned(),
                    name: None,
                    tier: holding(&facts.tiers, as_of),
                    owner: holding(&facts.owners, as_of),
                    due: standing.due(),
                    predictable,
                },
            ));
        }
        Ok(())
    }

    fn person(&mut self, predictable: &Predictable) {
        let people = &mut self.people;
        people.predictable += u64::from(predictable.is_so());
        people.weekday += u64::from(predictable.weekday.is_some());
        people.band += u64::from(predictable.band.shared().is_some());
        people.band_unknown += u64::from(matches!(predictable.band, Said::Unknown(_)));
        people.before_due += u64::from(predictable.before_due);
    }

    fn visits(&mut self, facts: &Facts) {
        let (from, as_of) = (self.spec.from, self.spec.as_of);
        let first = facts.visits.partition_point(|visit| visit.day < from);
        for visit in facts.visits[first..].iter().take_while(|visit| visit.day <= as_of) {
            let shares = match self.rules.book.kind_of(visit) {
                VisitKind::Effective => &mut self.effective,
                VisitKind::Attempt => &mut self.attempts,
                VisitKind::Contact => continue,
            };
            shares.visits += 1;
            shares.announced += u64::from(visit.announced == Some(true));
            shares.announced_unknown += u64::from(visit.announced.is_none());
            shares.evening += u64::from(visit.time.is_some_and(|time| u32::from(time) >= self.evening_from * 60));
            shares.no_time += u64::from(visit.time.is_none());
            shares.weekend += u64::from(is_weekend(visit.day));
        }
    }

    /// The report, in order.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where somebody managed is neither too few nor looked at.
    pub fn finish(mut self) -> Result<Predictability, ReportFault> {
        adds_up("those asked about and the managed", self.said, self.people.managed)?;
        adds_up("the predictable and the rows", self.people.predictable, self.rows.len() as u64)?;
        let order =
            |(place, listed): &(usize, Listed)| (*place, listed.due.unwrap_or(Day::MAX), listed.reference.clone());
        self.rows.sort_by_cached_key(order);
        let rows: Vec<Listed> = self.rows.into_iter().map(|(_, listed)| listed).collect();
        let owners = rows.iter().filter_map(|listed| listed.owner);
        Ok(Predictability {
            as_of: self.spec.as_of,
            from: self.spec.from,
            scope: self.spec.scope.words(self.roster),
            policy: PolicyName::on(self.rules, self.spec.as_of),
            evening_from: self.evening_from,
            people: self.people,
            effective: self.effective,
            attempts: self.attempts,
            labels: Labels::of(self.rules, self.roster, self.spec.as_of, owners),
            rows,
        })
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.to_naive().weekday(), Weekday::Sat | Weekday::Sun)
}
