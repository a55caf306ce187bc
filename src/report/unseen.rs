//! The list that no rule can bend: every managed person by calendar days since last seen, longest first.
//!
//! Bucket, plan, status and policy order nothing here; they stand beside as what excuses it. Days are counted from
//! the last effective visit, ever, or from the beginning of management where there is none.

use super::{Labels, PolicyName, ReportFault, SpecError, Subject, adds_up, within_history};
use crate::domain::cadence::Interval;
use crate::domain::coverage::{Fault, Timeline};
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OffenderKey, OfficerKey, PlanKind, Status, TierKey};
use crate::domain::officer::Roster;
use crate::domain::requirement::{Mode, Rules, Standing, Why, fold};
use crate::domain::row::{Bucket, Row};

/// A fact that covers the day and speaks to why somebody was not seen; each with the day the fact begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excuse {
    /// In custody, in hospital, abroad or elsewhere.
    Away(Status, Day),
    /// Whereabouts unknown, which is no excuse.
    Missing(Day),
    /// A reactive plan, in effect.
    Reactive(Day),
    /// A reactive plan, not in effect, and why the day has the mode it has.
    ReactiveWithoutEffect(Day, Why),
    /// An interval of their own.
    OwnInterval(Interval, Day),
}

impl Excuse {
    /// Whether it excuses at all.
    pub fn excuses(&self) -> bool {
        !matches!(self, Excuse::Missing(_) | Excuse::ReactiveWithoutEffect(..))
    }
}

/// One managed person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The name as a list shows it; filled in afterwards.
    pub name: Option<String>,
    /// Calendar days since last seen, or since this management began.
    pub days: u32,
    /// The day last seen, ever.
    pub last_visit: Option<Day>,
    /// The first day of this management.
    pub managed_from: Day,
    /// The tier as set.
    pub tier: Option<TierKey>,
    /// The owner as set.
    pub owner: Option<OfficerKey>,
    /// The bucket on the worklist.
    pub bucket: Bucket,
    /// Whether a requirement is overdue.
    pub with_overdue: bool,
    /// What excuses it: statuses, then plans; empty where nothing does.
    pub excuses: Vec<Excuse>,
}

/// The list, longest first, then by reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenList {
    /// As at the end of this day.
    pub as_of: Day,
    /// The policy in force on the day: it says what being seen is.
    pub policy: PolicyName,
    /// Every managed person.
    pub rows: Vec<Unseen>,
    /// The words of tiers and officers.
    pub labels: Labels,
}

impl UnseenList {
    /// How many have nothing that excuses it.
    pub fn unexcused(&self) -> u64 {
        self.rows.iter().filter(|row| row.excuses.iter().all(|excuse| !excuse.excuses())).count() as u64
    }

    /// Every row, to fill in names.
    pub fn each_row_mut(&mut self) -> impl Iterator<Item = &mut Unseen> {
        self.rows.iter_mut()
    }
}

/// The list while offenders stream past.
pub struct Fold<'a> {
    as_of: Day,
    rules: &'a Rules,
    roster: &'a Roster,
    managed: u64,
    rows: Vec<Unseen>,
}

impl<'a> Fold<'a> {
    /// An empty list.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(as_of: Day, rules: &'a Rules, roster: &'a Roster) -> Result<Fold<'a>, SpecError> {
        within_history(rules, as_of)?;
        Ok(Fold { as_of, rules, roster, managed: 0, rows: Vec::new() })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.as_of);
        self.managed += u64::from(facts.managed_on(as_of));
        let Some(standing) = fold(facts, self.rules, as_of, &mut |_| ())? else { return Ok(()) };
        let row = Row::of(facts, self.rules, self.roster, &standing, as_of);
        self.rows.push(Unseen {
            key: subject.key,
            reference: subject.reference.to_owned(),
            name: None,
            days: as_of.days_after(row.last_visit.unwrap_or(standing.managed_from)),
            last_visit: row.last_visit,
            managed_from: standing.managed_from,
            tier: row.tier,
            owner: row.owner,
            bucket: row.bucket,
            with_overdue: row.with_overdue,
            excuses: excuses(facts, self.rules, &standing, as_of),
        });
        Ok(())
    }

    /// The list, in order.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where somebody managed has no row.
    pub fn finish(mut self) -> Result<UnseenList, ReportFault> {
        adds_up("the rows and the managed", self.rows.len() as u64, self.managed)?;
        self.rows.sort_by(|one, other| other.days.cmp(&one.days).then_with(|| one.reference.cmp(&other.reference)));
        let policy = PolicyName::on(self.rules, self.as_of);
        let owners = self.rows.iter().filter_map(|unseen| unseen.owner);
        let labels = Labels::of(self.rules, self.roster, self.as_of, owners);
        Ok(UnseenList { as_of: self.as_of, policy, rows: self.rows, labels })
    }
}

fn excuses(facts: &Facts, rules: &Rules, standing: &Standing, as_of: Day) -> Vec<Excuse> {
    let mut found = Vec::new();
    for status in Status::ALL.iter().copied() {
        let covering = facts.statuses.iter().filter(|fact| fact.status == status && fact.period.covers(as_of));
        let Some(since) = covering.map(|fact| fact.period.from).min() else { continue };
        found.push(if status == Status::Missing { Excuse::Missing(since) } else { Excuse::Away(status, since) });
    }
    if facts.plans.is_empty() {
        return found;
    }
    let timeline = Timeline::new(facts, &rules.book);
    let covering = || timeline.plans().iter().rev().filter(|plan| plan.period.covers(as_of));
    if let Some(plan) = covering().find(|plan| plan.kind == PlanKind::Reactive) {
        let since = plan.period.from;
        let in_effect = standing.mode == Mode::Reactive;
        found.push(if in_effect {
            Excuse::Reactive(since)
        } else {
            Excuse::ReactiveWithoutEffect(since, standing.why)
        });
    }
    let own = covering().find_map(|plan| match plan.kind {
        PlanKind::Interval(every) => Some(Excuse::OwnInterval(every, plan.period.from)),
        PlanKind::Reactive => None,
    });
    found.extend(own);
    found
}
