//! The trend while offenders stream past.

use super::{Point, Series, Spec, Trend, Value};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::officer::Roster;
use crate::domain::requirement::{Event, Rules};
use crate::domain::work::At;
use crate::report::groups::{Groups, Span, group_on};
use crate::report::measure::{Asked, Beside, Measure, Sight, Subjects, WEEK_DAYS, Within};
use crate::report::measure::{amount, span};
use crate::report::{PolicyName, ReportFault, SpecError, Subject, adds_up, within_history};

/// The trend while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    rules: &'a Rules,
    roster: &'a Roster,
    subjects: Subjects<'a>,
    within: Within,
    groups: Option<Groups>,
    spans: Vec<Span>,
    tally: Tally,
}

struct Tally {
    measure: Measure,
    points: Vec<Point>,
    /// The first day after each.
    ends: Vec<Day>,
    total: Vec<Value>,
    /// By group, then by point.
    by_group: Vec<Vec<Value>>,
}

impl<'a> Fold<'a> {
    /// An empty trend.
    ///
    /// # Errors
    /// [`SpecError`] where it ends before it begins, asks for a day on which the record was not complete (of a measure that
    /// looks back, a week before the first too), or for a measure that cannot be told of days gone by.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster, beside: &'a Beside) -> Result<Fold<'a>, SpecError> {
        let (measure, from, last) = (spec.measure, spec.from, spec.to.day);
        if from > last {
            return Err(SpecError::Reversed { from, to: last });
        }
        if !measure.is_of_the_past() {
            return Err(SpecError::NotOfThePast { measure: measure.as_str() });
        }
        let points = points(from, last);
        let first = if measure.is_flow() { from } else { points[0].to };
        within_history(rules, first.minus_days(if measure.looks_back() { WEEK_DAYS } else { 0 }))?;
        let days: Vec<At> = if measure.is_flow() {
            vec![spec.to]
        } else {
            let at = |point: &Point| if point.to == last { spec.to } else { At::end_of(point.to) };
            points.iter().map(at).collect()
        };
        let groups = spec.group_by.map(|by| Groups::new(by, rules, roster, last));
        let empty = vec![Value::default(); points.len()];
        let tally = Tally {
            measure,
            ends: points.iter().map(|point| point.to.next()).collect(),
            total: empty.clone(),
            by_group: vec![empty; groups.as_ref().map_or(1, Groups::len)],
            points,
        };
        Ok(Fold {
            subjects: Subjects::new(rules, roster, beside, Asked::new(days, measure.looks_back())),
            within: Within::new(&spec.whose, rules, roster, last),
            spans: vec![(Day::MIN, 0)],
            groups,
            tally,
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
        let Fold { spec, subjects, within, groups, spans, tally, .. } = self;
        let (facts, last) = (subject.facts, spec.to.day);
        let before = spec.from.minus_days(WEEK_DAYS);
        if facts.work.children.is_empty()
            && facts.management.iter().all(|period| period.until.is_some_and(|until| until < before))
        {
            return Ok(());
        }
        if let Some(groups) = groups {
            groups.spans(facts, last, spans);
        }
        within.look(facts, last);
        if tally.measure.is_flow() {
            subjects.look(subject, &mut |event| tally.flow(event, within, spans), &mut |_, _| ())
        } else {
            subjects.look(subject, &mut |_| (), &mut |at, sight| tally.stock(at, sight, within, spans))
        }
    }

    /// The trend.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the groups do not add up to the total, or a part is more than its whole.
    pub fn finish(self) -> Result<Trend, ReportFault> {
        let Fold { spec, rules, roster, groups, tally, .. } = self;
        for at in 0..tally.points.len() {
            let sum = |of: fn(&Value) -> u64| tally.by_group.iter().map(|values| of(&values[at])).sum();
            adds_up("the groups and the total", sum(|value| value.value), tally.total[at].value)?;
            adds_up("the groups and the total", sum(|value| value.of), tally.total[at].of)?;
        }
        let whole = spec.measure.whole().is_some();
        if let Some(value) = tally.total.iter().find(|value| whole && value.value > value.of) {
            return Err(ReportFault::DoesNotAddUp { what: "a part and its whole", left: value.value, right: value.of });
        }
        Ok(Trend {
            measure: spec.measure,
            from: spec.from,
            to: spec.to.day,
            scope: spec.whose.words(roster),
            policy: PolicyName::on(rules, spec.to.day),
            group_by: spec.group_by,
            points: tally.points,
            total: tally.total,
            groups: groups.map(|groups| in_order(&groups, tally.by_group)).unwrap_or_default(),
        })
    }
}

impl Tally {
    fn stock(&mut self, at: usize, sight: &Sight<'_>, within: &Within, spans: &[Span]) {
        let value = self.measure.count(sight);
        let of = self.measure.whole().map_or(0, |whole| whole.count(sight));
        if (value, of) != (0, 0) && within.holds(sight.day()) {
            self.add(group_on(spans, sight.day()), at, Value { value, of });
        }
    }

    /// Month by month, each day under the group and the owner of its own.
    fn flow(&mut self, event: &Event, within: &Within, spans: &[Span]) {
        let Some((first, end)) = span(event) else { return };
        let counts = self.measure.counts(event);
        let whole = self.measure.whole().is_some_and(|whole| whole.counts(event));
        if !counts && !whole || end <= self.points[0].from {
            return;
        }
        let from = self.ends.partition_point(|until| *until <= first);
        for at in from..self.points.len() {
            let point = self.points[at];
            if end <= point.from {
                break;
            }
            within.grouped(spans, point.from.max(first), end.min(self.ends[at]), |group, from, until| {
                let amount = amount(event, from, until);
                let of = |counts| if counts { amount } else { 0 };
                self.add(group, at, Value { value: of(counts), of: of(whole) });
            });
        }
    }

    fn add(&mut self, group: usize, at: usize, Value { value, of }: Value) {
        for sum in [&mut self.total[at], &mut self.by_group[group][at]] {
            sum.value += value;
            sum.of += of;
        }
    }
}

fn in_order(groups: &Groups, mut by_group: Vec<Vec<Value>>) -> Vec<Series> {
    let empty = |values: &[Value]| values.iter().all(|value| *value == Value::default());
    let stands: Vec<_> = groups.in_order().filter(|(number, ..)| !empty(&by_group[*number])).collect();
    let series = |(number, group, _): (usize, &super::Group, bool)| Series {
        group: group.clone(),
        values: std::mem::take(&mut by_group[number]),
    };
    stands.into_iter().map(series).collect()
}

/// The months of `[from, to]`, the first and the last as far as they are in it.
fn points(from: Day, to: Day) -> Vec<Point> {
    use chrono::Datelike;
    let month = |day: Day| day.minus_days(day.to_naive().day0());
    let (mut points, mut first) = (Vec::new(), month(from));
    while first <= to {
        let end = first.plus_months(1).before();
        points.push(Point { from: first.max(from), to: end.min(to), whole: first >= from && end <= to });
        first = end.next();
    }
    points
}
