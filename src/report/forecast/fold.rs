//! The forecast while offenders stream past.

use super::ahead::{falling_due, falls_due_again, returns};
use super::pace::{AtPace, Pace, Several, Visits, Work, worked_off};
use super::{Backlog, Ends, Force, Forecast, LOOK_WEEKS, PAST_WEEKS, Paced, PastWeek, People, Spec, Week, YEAR_WEEKS};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{Facts, TierKey, holding};
use crate::domain::officer::{Role, Roster};
use crate::domain::requirement::{Mode, Rules, Standing, fold};
use crate::domain::visit::VisitKind;
use crate::report::{Labels, PolicyName, ReportFault, Scope, SpecError, Subject, adds_up, within_history};

/// The forecast while offenders stream past.
pub struct Fold<'a> {
    as_of: Day,
    scope: Scope,
    told: usize,
    rules: &'a Rules,
    roster: &'a Roster,
    tiers: Vec<TierKey>,
    managed: u64,
    people: People,
    backlog: Backlog,
    weeks: Vec<Week>,
    past: Vec<PastWeek>,
    owed: Several,
    returning: Vec<Several>,
}

impl<'a> Fold<'a> {
    /// Nothing falling due yet.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster) -> Result<Fold<'a>, SpecError> {
        let as_of = spec.as_of;
        within_history(rules, as_of)?;
        let policy = &rules.book.on(as_of).policy;
        let tiers: Vec<TierKey> = policy.tiers.iter().filter_map(|tier| rules.book.tier_key(&tier.id)).collect();
        let week = |at| Week { from: as_of.plus_days(at * 7 + 1), by_tier: vec![0; tiers.len() + 1], first: 0 };
        let first = as_of.minus_days(PAST_WEEKS * 7 - 1);
        let past = |at| PastWeek { from: first.plus_days(at * 7), effective: 0, attempts: 0, contacts: 0 };
        Ok(Fold {
            as_of,
            scope: spec.team.map_or(Scope::All, Scope::Team),
            told: spec.weeks.clamp(1, LOOK_WEEKS) as usize,
            rules,
            roster,
            managed: 0,
            people: People::default(),
            backlog: Backlog::default(),
            weeks: (0..LOOK_WEEKS).map(week).collect(),
            past: whole(rules, (0..PAST_WEEKS).map(past).collect()),
            owed: Several::default(),
            returning: vec![Several::default(); LOOK_WEEKS as usize],
            tiers,
        })
    }

    /// The last day that is looked ahead.
    fn until(&self) -> Day {
        self.as_of.plus_days(LOOK_WEEKS * 7)
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let facts = subject.facts;
        self.count_past(facts);
        if !self.scope.holds(facts, self.roster, &[], self.as_of) {
            return Ok(());
        }
        self.managed += u64::from(facts.managed_on(self.as_of));
        let Some(standing) = fold(facts, self.rules, self.as_of, &mut |_| ())? else { return Ok(()) };
        if standing.overdue.is_some() {
            self.people.backlog += 1;
            return self.owes(facts, &standing);
        }
        self.looks_ahead(facts, &standing)
    }

    /// Somebody with nothing owed: each visit to come, in its week.
    fn looks_ahead(&mut self, facts: &Facts, standing: &Standing) -> Result<(), Fault> {
        let (as_of, until) = (self.as_of, self.until());
        let set = holding(&facts.tiers, as_of);
        let column =
            set.and_then(|tier| self.tiers.iter().position(|known| *known == tier)).unwrap_or(self.tiers.len());
        let (weeks, mut first) = (&mut self.weeks, None);
        falling_due(facts, self.rules, standing, as_of, until, |falls| {
            let at = week_of(as_of, falls.on);
            weeks[at].by_tier[column] += 1;
            weeks[at].first += u64::from(falls.first);
            first = first.or(Some(at));
        })?;
        match first {
            Some(week) if week < self.told => self.people.falling_due += 1,
            None if standing.mode != Mode::Required => self.people.no_end += 1,
            _ => self.people.later += 1,
        }
        Ok(())
    }

    /// Somebody with a visit owed.
    fn owes(&mut self, facts: &Facts, standing: &Standing) -> Result<(), Fault> {
        let place = self.rules.book.on(self.as_of).place(standing.tier).unwrap_or(self.tiers.len());
        let again = falls_due_again(facts, self.rules, self.as_of).then_some(standing.interval);
        let owed = Visits { place, again };
        if standing.mode == Mode::Required {
            self.backlog.now += 1;
            self.owed.add(owed, 1);
            return Ok(());
        }
        match returns(facts, self.rules, self.as_of, self.until())? {
            Some(day) => {
                self.backlog.returning += 1;
                self.returning[week_of(self.as_of, day)].add(owed, 1);
            }
            None => self.backlog.away += 1,
        }
        Ok(())
    }

    /// The visits of the weeks gone by, each of whoever was in the scope on its day.
    fn count_past(&mut self, facts: &Facts) {
        let from = self.past[0].from;
        let begins = self.rules.history_from.map_or(from, |history| history.max(from));
        let begin = facts.visits.partition_point(|visit| visit.day < begins);
        let mut seen = None;
        for visit in facts.visits[begin..].iter().take_while(|visit| visit.day <= self.as_of) {
            if !self.scope.holds(facts, self.roster, &[], visit.day) {
                continue;
            }
            let week = &mut self.past[(visit.day.days_after(from) / 7) as usize];
            match self.rules.book.kind_of(visit) {
                VisitKind::Effective => week.effective += u64::from(seen.replace(visit.day) != Some(visit.day)),
                VisitKind::Attempt => week.attempts += 1,
                VisitKind::Contact => week.contacts += 1,
            }
        }
    }

    /// The forecast.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the managed are not those with a visit owed and all others.
    pub fn finish(mut self) -> Result<Forecast, ReportFault> {
        let people = &self.people;
        let all = people.backlog + people.falling_due + people.no_end + people.later;
        adds_up("those with a visit owed and all others, and the managed", all, self.managed)?;
        adds_up("the backlog and those with a visit owed", self.backlog.all(), people.backlog)?;
        let (force, work) = (self.force(), self.work());
        let visits: u64 = self.past.iter().map(|week| week.effective).sum();
        let past = self.past.len() as u64;
        let paced =
            [0, 1, -1].into_iter().filter_map(|more| pace((visits, past), &force, more).map(|pace| (more, pace)));
        let paced = paced.map(|(more, pace)| at_pace(&work, pace, more, self.told)).collect();
        self.weeks.truncate(self.told);
        let begins = self.as_of.minus_days(PAST_WEEKS * 7 - 1);
        Ok(Forecast {
            as_of: self.as_of,
            scope: self.scope.words(self.roster),
            policy: PolicyName::on(self.rules, self.as_of),
            weeks: self.weeks,
            past: self.past,
            history_from: self.rules.history_from.filter(|history| *history > begins),
            managed: self.managed,
            people: self.people,
            backlog: self.backlog,
            force,
            paced,
            labels: Labels::on(self.rules, self.roster, self.as_of),
            tiers: self.tiers,
        })
    }

    fn force(&self) -> Force {
        let in_service = self.roster.iter().filter_map(|(_, officer)| {
            officer.on(self.as_of).filter(|record| record.role == Role::Officer && !officer.left_by(self.as_of))
        });
        let of_scope = in_service.filter(|record| match &self.scope {
            Scope::Team(team) => record.team == *team,
            _ => true,
        });
        let shares: Vec<Option<u16>> = of_scope.map(|record| record.fte_hundredths).collect();
        Force {
            officers: shares.len() as u64,
            share_not_recorded: shares.iter().filter(|share| share.is_none()).count() as u64,
            fte_hundredths: shares.iter().map(|share| u64::from(share.unwrap_or(100))).sum(),
            crew_size: self.rules.book.on(self.as_of).policy.practice.crew_size,
        }
    }

    /// What there is to visit, for the reckoning. Whoever has no tier stands where `untiered_as` does.
    fn work(&mut self) -> Work {
        let version = self.rules.book.on(self.as_of);
        let untiered = version.place(version.untiered()).unwrap_or(0);
        let due = |week: &Week| {
            let mut due = Several::default();
            for (column, count) in week.by_tier.iter().enumerate() {
                let place = if column < self.tiers.len() { column } else { untiered };
                due.add(Visits { place, again: None }, *count);
            }
            due
        };
        Work {
            from: self.as_of.next(),
            owed: std::mem::take(&mut self.owed),
            due: self.weeks.iter().map(due).collect(),
            returning: std::mem::take(&mut self.returning),
        }
    }
}

/// The weeks gone by that are wholly in the record; the last, where none is.
fn whole(rules: &Rules, mut past: Vec<PastWeek>) -> Vec<PastWeek> {
    let before = past.partition_point(|week| rules.history_from.is_some_and(|history| week.from < history));
    past.drain(..before.min(past.len() - 1));
    past
}

/// The week to come that a day is in, from 0.
fn week_of(as_of: Day, day: Day) -> usize {
    (day.days_after(as_of.next()) / 7) as usize
}

/// The pace with so many crews more; none where there is nobody to reckon a crew's by.
fn pace((visits, weeks): (u64, u64), force: &Force, crews_more: i32) -> Option<Pace> {
    let crew = u64::from(force.crew_size) * 100;
    let supposed = match crews_more {
        0 => Some(force.fte_hundredths),
        1 => Some(force.fte_hundredths + crew),
        _ => Some(force.fte_hundredths.saturating_sub(crew)),
    };
    let supposed_hundredths = supposed.filter(|_| crews_more == 0 || force.fte_hundredths > 0)?;
    Some(Pace { visits, weeks, fte_hundredths: force.fte_hundredths, supposed_hundredths })
}

fn at_pace(work: &Work, pace: Pace, crews_more: i32, told: usize) -> Paced {
    let mut weeks: Vec<AtPace> = worked_off(work, pace);
    // Whoever comes back on a known day is of the backlog too.
    let back = work.returning.iter().rposition(|week| week.count() > 0);
    let ends = match weeks.iter().skip(back.unwrap_or(0)).position(|week| week.owed == 0) {
        _ if work.owed.count() == 0 && back.is_none() => Ends::Nothing,
        Some(week) => Ends::Week((back.unwrap_or(0) + week) as u32 + 1),
        None => Ends::Never,
    };
    let year = weeks.len() - (YEAR_WEEKS as usize).min(weeks.len());
    let of_itself: u64 = work.due[year..].iter().map(Several::count).sum();
    let last_year = of_itself + weeks[year..].iter().map(|week| week.again).sum::<u64>();
    weeks.truncate(told);
    Paced { crews_more, pace, ends, last_year, weeks }
}
