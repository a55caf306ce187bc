//! Who is behind a figure: the same sum as in the overview, one row for each offender who contributes to it.

use std::collections::BTreeMap;

use super::groups::{GroupBy, Groups, Span, group_on};
use super::measure::{Asked, Beside, Measure, Sight, Subjects, WEEK_DAYS, Whose, Within};
use super::{Labels, PolicyName, ReportFault, ScopeWords, SpecError, Subject, adds_up, within_history};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::notice::Told;
use crate::domain::offender::{OffenderKey, OfficerKey, TierKey, holding};
use crate::domain::officer::Roster;
use crate::domain::requirement::{Event, Rules};
use crate::domain::row::Bucket;
use crate::domain::work::{At, VisitKey};

/// A risk level, as set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// This one.
    Set(TierKey),
    /// None was set.
    NoneSet,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Which figure.
    pub measure: Measure,
    /// As at the end of this day; its time as of a worklist.
    pub now: At,
    /// The first and last day of a flow's period; as much of it is counted as has gone by on the day. None of a stock.
    pub period: Option<(Day, Day)>,
    /// Whose.
    pub whose: Whose,
    /// Of one risk level alone: of a flow, of the days on which it was set.
    pub level: Option<Level>,
}

impl Spec {
    /// The last day counted.
    fn last(&self) -> Day {
        self.period.map_or(self.now.day, |(_, to)| to.min(self.now.day))
    }

    /// The first day counted, of a flow: none of a day before the record begins.
    fn first(&self, rules: &Rules) -> Option<Day> {
        self.period.map(|(from, _)| rules.history_from.map_or(from, |history| history.max(from)))
    }
}

/// One offender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The name as a list shows it; filled in afterwards.
    pub name: Option<String>,
    /// What the offender contributes; never 0.
    pub count: u64,
    /// The tier as set on the as-of day.
    pub tier: Option<TierKey>,
    /// The owner as set on the as-of day.
    pub owner: Option<OfficerKey>,
    /// The bucket; none where not managed on the as-of day.
    pub bucket: Option<Bucket>,
    /// The oldest due day unmet, where a visit is owed, else the next one due.
    pub due: Option<Day>,
    /// Calendar days owed, where a visit is.
    pub owed_days: Option<u32>,
    /// The day last seen, ever; none too where not managed.
    pub last_visit: Option<Day>,
    /// The notices that make it a case.
    pub told: Vec<Told>,
    /// The references of the visits that notices speak of; filled in afterwards.
    pub visit_refs: BTreeMap<VisitKey, String>,
}

/// Who is behind a figure. The rows add up to `sum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases {
    /// Which figure.
    pub measure: Measure,
    /// As at the end of this day.
    pub as_of: Day,
    /// The first and last day counted, of a flow.
    pub period: Option<(Day, Day)>,
    /// Whose.
    pub scope: ScopeWords,
    /// Of one risk level alone.
    pub level: Option<Level>,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// The figure.
    pub sum: u64,
    /// Those who contribute most first, then by risk level, then owed or due longest, then by reference.
    pub rows: Vec<Case>,
    /// The words of tiers and officers.
    pub labels: Labels,
}

impl Cases {
    /// Every row, to fill in names and references of visits.
    pub fn each_row_mut(&mut self) -> impl Iterator<Item = &mut Case> {
        self.rows.iter_mut()
    }
}

/// The cases while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    rules: &'a Rules,
    roster: &'a Roster,
    subjects: Subjects<'a>,
    within: Within,
    levels: Groups,
    spans: Vec<Span>,
    sum: u64,
    rows: Vec<(usize, Case)>,
}

impl<'a> Fold<'a> {
    /// An empty list.
    ///
    /// # Errors
    /// [`SpecError`] for a day on which the record was not complete, of a measure that looks back the one a week before
    /// too; and for a period that ends before it begins, or begins after the as-of day.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster, beside: &'a Beside) -> Result<Fold<'a>, SpecError> {
        let as_of = spec.now.day;
        let back = if spec.measure.looks_back() { WEEK_DAYS } else { 0 };
        within_history(rules, as_of.minus_days(back))?;
        if let Some((from, _)) = spec.period.filter(|(from, _)| *from > spec.last()) {
            return Err(SpecError::Reversed { from, to: spec.last() });
        }
        if spec.period.is_some() {
            within_history(rules, spec.last())?;
        }
        let asked = Asked::new(vec![spec.now], spec.measure.looks_back());
        Ok(Fold {
            subjects: Subjects::new(rules, roster, beside, asked),
            within: Within::new(&spec.whose, rules, roster, as_of),
            levels: Groups::new(GroupBy::Tier, rules, roster, as_of),
            spans: Vec::new(),
            sum: 0,
            rows: Vec::new(),
            spec,
            rules,
            roster,
        })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject<'_>) -> Result<(), Fault> {
        let Fold { spec, rules, subjects, within, levels, spans, sum, rows, .. } = self;
        let (facts, as_of, last) = (subject.facts, spec.now.day, spec.last());
        levels.spans(facts, as_of, spans);
        within.look(facts, as_of);
        let wanted = |level: usize| match spec.level {
            None => true,
            Some(Level::Set(tier)) => level == usize::from(tier.0),
            Some(Level::NoneSet) => level + 1 == levels.len(),
        };
        let mut flow = 0;
        let first = spec.first(rules);
        let mut tell = |event: &Event| {
            let Some(first) = first else { return };
            within.grouped(spans, first, last.next(), |level, from, until| {
                flow += if wanted(level) { spec.measure.count_event(event, from, until) } else { 0 };
            });
        };
        let holds = within.holds(as_of) && wanted(group_on(spans, as_of));
        let mut made = None;
        subjects.look(subject, &mut tell, &mut |_, sight: &Sight<'_>| {
            let count = if first.is_none() && holds { spec.measure.count(sight) } else { 0 };
            made = (count > 0 || first.is_some()).then(|| case(subject, sight, spec.measure, count));
        })?;
        let Some((place, mut case)) = made else { return Ok(()) };
        case.count += flow;
        if case.count > 0 {
            *sum += case.count;
            rows.push((place, case));
        }
        Ok(())
    }

    /// The list, in order.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the rows do not add up to the sum.
    pub fn finish(self) -> Result<Cases, ReportFault> {
        let Fold { spec, rules, roster, sum, mut rows, .. } = self;
        let as_of = spec.now.day;
        rows.sort_by(|(mine, one), (theirs, other)| {
            let most = other.count.cmp(&one.count).then(mine.cmp(theirs));
            let due = |case: &Case| (case.owed_days.is_none(), case.due.unwrap_or(Day::MAX));
            most.then_with(|| due(one).cmp(&due(other))).then_with(|| one.reference.cmp(&other.reference))
        });
        let rows: Vec<Case> = rows.into_iter().map(|(_, case)| case).collect();
        adds_up("the rows and their sum", rows.iter().map(|case| case.count).sum(), sum)?;
        let named = rows.iter().flat_map(|case| case.told.iter().flat_map(Told::officers).copied().chain(case.owner));
        Ok(Cases {
            measure: spec.measure,
            as_of,
            period: spec.first(rules).map(|first| (first, spec.last())),
            scope: spec.whose.words(roster),
            level: spec.level,
            policy: PolicyName::on(rules, as_of),
            sum,
            labels: Labels::of(rules, roster, as_of, named),
            rows,
        })
    }
}

/// The place of the risk level in the order of the policy, and the case.
fn case(subject: &Subject<'_>, sight: &Sight<'_>, measure: Measure, count: u64) -> (usize, Case) {
    let told = |notice| sight.notices().iter().filter(move |told| told.notice() == notice).cloned();
    let row = sight.row();
    let case = Case {
        key: subject.key,
        reference: subject.reference.to_owned(),
        name: None,
        count,
        tier: holding(&subject.facts.tiers, sight.day()),
        owner: holding(&subject.facts.owners, sight.day()),
        bucket: sight.bucket(),
        due: row.and_then(|row| row.due),
        owed_days: sight.owed_days(),
        last_visit: row.and_then(|row| row.last_visit),
        told: measure.notice().into_iter().flat_map(told).collect(),
        visit_refs: BTreeMap::new(),
    };
    (row.map_or(usize::MAX, |row| row.tier_place), case)
}
