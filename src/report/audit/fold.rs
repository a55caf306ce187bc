//! The audit while offenders stream past.

use super::{Audit, AuditRow, Case, Cases, Counts, DaysCase, Group, Spec};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::officer::Roster;
use crate::domain::recorded::{ActDays, Recorded};
use crate::domain::requirement::{Counted, Days, Event, Fate, Mode, Rules, fold};
use crate::report::groups::{Groups, Span, group_on};
use crate::report::{PolicyName, ReportFault, SpecError, Subject, adds_up, within_history};

/// The audit while offenders stream past.
pub struct Fold<'a> {
    rules: &'a Rules,
    acts: &'a ActDays,
    groups: Groups,
    spans: Vec<Span>,
    tally: Tally,
    days_managed: u64,
}

/// Figures by group, beside it all of them together, and the cases where they are asked for.
struct Tally {
    spec: Spec,
    first_day: Day,
    by_group: Vec<Counts>,
    total: Counts,
    cases: Option<Cases>,
    /// On time, and no act is known to have recorded the visit.
    unrecorded: u64,
    /// Of the offender passing by, days by group.
    days_now: Vec<(usize, Counts)>,
}

/// What one offender came to: every requirement and every day of theirs, by the numbers of groups.
pub(super) struct Own {
    pub requirements: Vec<Case>,
    pub days: Vec<(usize, Counts)>,
}

impl<'a> Fold<'a> {
    /// An empty audit; `acts` are those that the facts to come were recorded by.
    ///
    /// # Errors
    /// [`SpecError`] where the period is reversed or begins after the as-of day, or the as-of day comes before the
    /// record.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &Roster, acts: &'a ActDays) -> Result<Fold<'a>, SpecError> {
        let Spec { from, to, as_of, .. } = spec;
        if from > to {
            return Err(SpecError::Reversed { from, to });
        }
        within_history(rules, as_of)?;
        let groups = Groups::new(spec.group_by, rules, roster, as_of);
        let tally = Tally {
            first_day: rules.history_from.map_or(from, |history| history.max(from)),
            by_group: vec![Counts::default(); groups.len()],
            total: Counts::default(),
            cases: spec.cases.then(Cases::default),
            unrecorded: 0,
            days_now: Vec::new(),
            spec,
        };
        Ok(Fold { rules, acts, groups, spans: Vec::new(), tally, days_managed: 0 })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let Fold { rules, acts, groups, spans, tally, days_managed } = self;
        let facts = subject.facts;
        tally.days_now.clear();
        let ended = |until: Option<Day>| until.is_some_and(|until| until < tally.spec.from);
        if facts.management.iter().all(|period| ended(period.until)) {
            return Ok(());
        }
        let end = tally.spec.last_day().next();
        for period in &facts.management {
            let until = period.until.map_or(end, |until| until.min(end));
            *days_managed += u64::from(until.days_after(period.from.max(tally.first_day)));
        }
        groups.spans(facts, tally.spec.as_of, spans);
        fold(facts, rules, tally.spec.as_of, &mut |event| match event {
            Event::Counted(counted) => tally
                .count(&counted, spans, subject, |visit| Recorded::of(facts, visit, counted.due, &rules.book, acts)),
            Event::Days(days) => tally.add_days(&days, spans),
            Event::Step(..) => (),
        })?;
        tally.close(subject.reference);
        Ok(())
    }

    /// Takes in one offender of an audit that keeps its cases, and gives up what they came to instead of keeping it.
    pub(super) fn take_own(&mut self, subject: &Subject) -> Result<Own, Fault> {
        self.take(subject)?;
        let mut cases = self.tally.cases.replace(Cases::default()).unwrap_or_default();
        Ok(Own {
            requirements: std::mem::take(&mut cases.requirements),
            days: std::mem::take(&mut self.tally.days_now),
        })
    }

    /// Every group, in the order they stand, by its number.
    pub(super) fn groups(&self) -> Vec<(usize, Group)> {
        self.groups.in_order().map(|(number, group, _)| (number, group.clone())).collect()
    }

    /// The audit.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the groups do not add up to the total, or the days to the days managed.
    pub fn finish(self) -> Result<Audit, ReportFault> {
        let Fold { rules, groups, tally, days_managed, .. } = self;
        let Tally { spec, first_day, by_group, total, cases, unrecorded, .. } = tally;
        adds_up("the visits that met something in time and those recorded", unrecorded, 0)?;
        for (at, figure) in total.figures().into_iter().enumerate() {
            let of_groups = by_group.iter().map(|counts| counts.figures()[at]).sum();
            adds_up("the groups and the total", of_groups, figure)?;
        }
        adds_up("the days in each mode and the days managed", total.days_managed(), days_managed)?;
        let mut rows = Vec::new();
        let mut places = vec![0; groups.len()];
        for (number, group, always) in groups.in_order() {
            if always || !by_group[number].is_empty() {
                places[number] = rows.len();
                rows.push(AuditRow { group: group.clone(), counts: by_group[number] });
            }
        }
        Ok(Audit {
            from: spec.from,
            to: spec.to,
            as_of: spec.as_of,
            policy: PolicyName::on(rules, spec.as_of),
            group_by: spec.group_by,
            history_from: rules.history_from.filter(|history| *history > spec.from),
            days: spec.last_day().next().days_after(first_day),
            rows,
            total,
            cases: cases.map(|cases| cases.in_order(&places)),
        })
    }
}

impl Tally {
    fn count(
        &mut self,
        counted: &Counted,
        spans: &[Span],
        subject: &Subject<'_>,
        recorded: impl Fn(Day) -> Option<Recorded>,
    ) {
        let Counted { fate, count_day, due, visit } = *counted;
        if count_day < self.spec.from || count_day > self.spec.to {
            return;
        }
        let group = group_on(spans, count_day.min(self.spec.as_of));
        *self.by_group[group].of(fate) += 1;
        *self.total.of(fate) += 1;
        let recorded = visit.filter(|_| fate == Fate::OnTime).and_then(recorded);
        match recorded {
            Some(recorded) => {
                self.by_group[group].note(recorded);
                self.total.note(recorded);
            }
            None => self.unrecorded += u64::from(fate == Fate::OnTime),
        }
        if let Some(cases) = &mut self.cases {
            let reference = subject.reference.to_owned();
            cases.requirements.push(Case { row: group, fate, count_day, due, visit, recorded, reference });
        }
    }

    fn add_days(&mut self, days: &Days, spans: &[Span]) {
        let from = days.from.max(self.first_day);
        let until = days.until.min(self.spec.last_day().next());
        if from >= until {
            return;
        }
        add(&mut self.total, days, from, until);
        for (at, (start, group)) in spans.iter().enumerate() {
            let end = spans.get(at + 1).map_or(until, |(next, _)| until.min(*next));
            add(&mut self.by_group[*group], days, from.max(*start), end);
            if self.cases.is_some() && from.max(*start) < end {
                self.days_now.push((*group, Counts::default()));
                self.days_now.last_mut().into_iter().for_each(|now| add(&mut now.1, days, from.max(*start), end));
            }
        }
    }

    /// The offender has passed by: what was overdue in each group is a case.
    fn close(&mut self, reference: &str) {
        let Some(cases) = &mut self.cases else { return };
        self.days_now.sort_by_key(|(group, _)| *group);
        self.days_now.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1.add(&later.1);
            }
            same
        });
        for (row, days) in self.days_now.iter().filter(|(_, days)| days.days_overdue > 0) {
            let (row, days) = (*row, days.days_overdue);
            cases.days_overdue.push(DaysCase { row, reference: reference.to_owned(), days });
        }
    }
}

/// Adds the days of `[from, until)`.
fn add(counts: &mut Counts, days: &Days, from: Day, until: Day) {
    let number = u64::from(until.days_after(from));
    match days.mode {
        Mode::Required => counts.days_required += number,
        Mode::Suspended => counts.days_suspended += number,
        Mode::Reactive => counts.days_reactive += number,
    }
    counts.days_overdue += if days.overdue && days.mode == Mode::Required { number } else { 0 };
}

impl Cases {
    /// Groups' numbers become the places of their rows, and all is sorted by them.
    fn in_order(mut self, places: &[usize]) -> Cases {
        self.requirements.iter_mut().for_each(|case| case.row = places[case.row]);
        self.days_overdue.iter_mut().for_each(|case| case.row = places[case.row]);
        self.requirements.sort_by(|one, other| {
            let key = |case: &Case| (case.row, case.fate, case.count_day);
            key(one).cmp(&key(other)).then_with(|| one.reference.cmp(&other.reference))
        });
        self.days_overdue.sort_by(|one, other| {
            let key = |case: &DaysCase| (case.row, std::cmp::Reverse(case.days));
            key(one).cmp(&key(other)).then_with(|| one.reference.cmp(&other.reference))
        });
        self
    }
}
