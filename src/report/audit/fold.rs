//! The audit while offenders stream past.

use super::groups::{Groups, Span, group_on};
use super::{Audit, AuditRow, Case, Cases, Counts, DaysCase, Spec};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::officer::Roster;
use crate::domain::requirement::{Counted, Days, Event, Mode, Rules, fold};
use crate::report::{PolicyName, ReportFault, SpecError, Subject, adds_up, within_history};

/// The audit while offenders stream past.
pub struct Fold<'a> {
    rules: &'a Rules,
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
    /// Of the offender passing by, days overdue by group.
    overdue_now: Vec<(usize, u64)>,
}

impl<'a> Fold<'a> {
    /// An empty audit.
    ///
    /// # Errors
    /// [`SpecError`] where the period is reversed or begins after the as-of day, or the as-of day comes before the
    /// record.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &Roster) -> Result<Fold<'a>, SpecError> {
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
            overdue_now: Vec::new(),
            spec,
        };
        Ok(Fold { rules, groups, spans: Vec::new(), tally, days_managed: 0 })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let Fold { rules, groups, spans, tally, days_managed } = self;
        let facts = subject.facts;
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
            Event::Counted(counted) => tally.count(&counted, spans, subject.reference),
            Event::Days(days) => tally.add_days(&days, spans),
            Event::Step(..) => (),
        })?;
        tally.close(subject.reference);
        Ok(())
    }

    /// The audit.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the groups do not add up to the total, or the days to the days managed.
    pub fn finish(self) -> Result<Audit, ReportFault> {
        let Fold { rules, groups, tally, days_managed, .. } = self;
        let Tally { spec, first_day, by_group, total, cases, .. } = tally;
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
    fn count(&mut self, counted: &Counted, spans: &[Span], reference: &str) {
        let Counted { fate, count_day, due, visit } = *counted;
        if count_day < self.spec.from || count_day > self.spec.to {
            return;
        }
        let group = group_on(spans, count_day.min(self.spec.as_of));
        *self.by_group[group].of(fate) += 1;
        *self.total.of(fate) += 1;
        if let Some(cases) = &mut self.cases {
            let reference = reference.to_owned();
            cases.requirements.push(Case { row: group, fate, count_day, due, visit, reference });
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
            let overdue = add(&mut self.by_group[*group], days, from.max(*start), end);
            if overdue > 0 && self.cases.is_some() {
                self.overdue_now.push((*group, overdue));
            }
        }
    }

    /// The offender has passed by: what was overdue in each group is a case.
    fn close(&mut self, reference: &str) {
        let Some(cases) = &mut self.cases else { return };
        self.overdue_now.sort_unstable();
        for of_group in self.overdue_now.chunk_by(|one, other| one.0 == other.0) {
            let days = of_group.iter().map(|(_, days)| days).sum();
            cases.days_overdue.push(DaysCase { row: of_group[0].0, reference: reference.to_owned(), days });
        }
        self.overdue_now.clear();
    }
}

/// Adds the days of `[from, until)`; answers how many of them are overdue.
fn add(counts: &mut Counts, days: &Days, from: Day, until: Day) -> u64 {
    let number = u64::from(until.days_after(from));
    match days.mode {
        Mode::Required => counts.days_required += number,
        Mode::Suspended => counts.days_suspended += number,
        Mode::Reactive => counts.days_reactive += number,
    }
    let overdue = if days.overdue && days.mode == Mode::Required { number } else { 0 };
    counts.days_overdue += overdue;
    overdue
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
