//! The overview while offenders stream past.

use super::{Carried, Elsewhere, Level, MONTHS, Month, Overview, Spec, Worst};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::notice::children;
use crate::domain::offender::{OfficerKey, holding};
use crate::domain::officer::{Officer, Roster};
use crate::domain::requirement::{Event, Rules};
use crate::report::groups::{Group, GroupBy, Groups, Span, group_on};
use crate::report::load::PerFte;
use crate::report::measure::{Asked, Beside, Figures, Measure, Sight, Subjects, WEEK_DAYS, Whose, Within};
use crate::report::measure::{Counting, amount, check, span};
use crate::report::{Labels, PolicyName, ReportFault, SpecError, Subject, adds_up, within_history};

/// The overview while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    rules: &'a Rules,
    roster: &'a Roster,
    subjects: Subjects<'a>,
    within: Within,
    levels: Groups,
    spans: Vec<Span>,
    tally: Tally,
    /// How many are managed, counted apart.
    managed: u64,
    elsewhere: Elsewhere,
}

struct Tally {
    /// Each with what it is a part of, which comes before it.
    stocks: Vec<(Measure, Option<Measure>)>,
    flows: Counting,
    /// The stocks.
    by_level: Vec<Figures>,
    /// The flows.
    flows_by_level: Vec<Figures>,
    /// Of all, and of those to visit.
    worst: Vec<[Option<Worst>; 2]>,
    months: Vec<Month>,
    /// The first day after each.
    ends: Vec<Day>,
    /// Every officer, in the order of the roster, which is that of keys.
    officers: Vec<OfficerKey>,
    /// The cases of each.
    carried: Vec<u64>,
}

impl<'a> Fold<'a> {
    /// An empty overview.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster, beside: &'a Beside) -> Result<Fold<'a>, SpecError> {
        let as_of = spec.now.day;
        within_history(rules, as_of)?;
        let levels = Groups::new(GroupBy::Tier, rules, roster, as_of);
        let months = months(as_of, rules.history_from);
        let tally = Tally {
            stocks: Measure::stocks().map(|measure| (measure, measure.whole())).collect(),
            flows: Counting::new(),
            by_level: vec![Figures::default(); levels.len()],
            flows_by_level: vec![Figures::default(); levels.len()],
            worst: vec![const { [None, None] }; levels.len()],
            ends: months.iter().map(|month| month.to.next()).collect(),
            months,
            officers: roster.iter().map(|(key, _)| key).collect(),
            carried: vec![0; roster.iter().count()],
        };
        Ok(Fold {
            subjects: Subjects::new(rules, roster, beside, Asked::new(vec![spec.now], true)),
            within: Within::new(&spec.whose, rules, roster, as_of),
            spans: Vec::new(),
            managed: 0,
            elsewhere: Elsewhere::default(),
            spec,
            rules,
            roster,
            levels,
            tally,
        })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject<'_>) -> Result<(), Fault> {
        let Fold { spec, roster, subjects, within, levels, spans, tally, managed, elsewhere, .. } = self;
        let (facts, as_of) = (subject.facts, spec.now.day);
        levels.spans(facts, as_of, spans);
        within.look(facts, as_of);
        let holds = within.holds(as_of);
        *managed += u64::from(holds && facts.managed_on(as_of));
        let owner = holding(&facts.owners, as_of);
        if owner.is_none_or(|owner| roster.team_on(owner, as_of).is_none()) {
            elsewhere.managed += u64::from(facts.managed_on(as_of));
            elsewhere.children += children(facts, spec.now).len() as u64;
        }
        let Tally { stocks, flows, by_level, flows_by_level, worst, months, ends, officers, carried } = tally;
        let mut tell = |event: &Event| flow(flows, event, (within, spans), (flows_by_level, months, ends));
        subjects.look(subject, &mut tell, &mut |_, sight: &Sight<'_>| {
            if !holds {
                return;
            }
            let level = group_on(spans, as_of);
            let mut own = Figures::default();
            for (measure, whole) in stocks.iter().copied() {
                // a part of nothing is nothing
                if whole.is_none_or(|whole| own[whole] > 0) {
                    own[measure] = measure.count(sight);
                    by_level[level][measure] += own[measure];
                }
            }
            let [all, to_visit] = &mut worst[level];
            Worst::keep(all, subject, sight, false);
            Worst::keep(to_visit, subject, sight, true);
            if let Some(owner) = owner.filter(|_| sight.standing.is_some()) {
                let place = officers.binary_search(&owner);
                place.into_iter().for_each(|place| carried[place] += 1);
            }
        })
    }

    /// The overview.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where anything that is to add up does not.
    pub fn finish(self) -> Result<Overview, ReportFault> {
        let Fold { spec, rules, roster, levels, mut tally, managed, elsewhere, .. } = self;
        let as_of = spec.now.day;
        let week = within_history(rules, as_of.minus_days(WEEK_DAYS)).is_ok();
        let mut total = Figures::default();
        for (figures, flows) in tally.by_level.iter_mut().zip(&tally.flows_by_level) {
            Measure::flows().for_each(|measure| figures[measure] = flows[measure]);
        }
        for measure in Measure::ALL.iter().copied() {
            total[measure] = tally.by_level.iter().map(|figures| figures[measure]).sum();
        }
        for measure in Measure::flows() {
            let months = tally.months.iter().map(|month| month.figures[measure]).sum();
            adds_up("the months and the levels", months, total[measure])?;
        }
        tally.by_level.iter().chain([&total]).try_for_each(|figures| check(figures, week))?;
        adds_up("the rows and the managed", total[Measure::Managed], managed)?;
        let carried = tally.carried.iter().sum::<u64>() + total[Measure::NoOwner];
        adds_up("the officers' cases and the managed", carried, managed)?;
        let cases_per_fte = rules.book.on(as_of).policy.practice.cases_per_fte;
        let owners = tally.worst.iter().flatten().flatten().filter_map(|worst| worst.owner);
        Ok(Overview {
            as_of,
            scope: spec.whose.words(roster),
            policy: PolicyName::on(rules, as_of),
            history_from: rules.history_from.filter(|history| *history > first_month(as_of)),
            week,
            labels: Labels::of(rules, roster, as_of, owners),
            levels: in_order(&levels, tally.by_level, tally.worst),
            total,
            months: tally.months,
            cases_per_fte,
            officers: officers(roster, as_of, &tally.carried),
            elsewhere: matches!(spec.whose, Whose::Team(_)).then_some(elsewhere),
        })
    }
}

fn in_order(levels: &Groups, figures: Vec<Figures>, mut worst: Vec<[Option<Worst>; 2]>) -> Vec<Level> {
    let stands = levels.in_order().filter(|(number, _, always)| *always || !figures[*number].is_empty());
    let level = |(number, group, _): (usize, &Group, bool)| {
        let [worst, worst_to_visit] = std::mem::take(&mut worst[number]);
        Level { group: group.clone(), figures: figures[number], worst, worst_to_visit }
    };
    stands.map(level).collect()
}

/// What an event is of the flows, month by month, each day under the level and the owner of its own.
fn flow(
    counting: &Counting,
    event: &Event,
    (within, spans): (&Within, &[Span]),
    (by_level, months, ends): (&mut [Figures], &mut [Month], &[Day]),
) {
    let (Some((first, end)), Some(begins)) = (span(event), months.first().map(|month| month.from)) else { return };
    let counting = counting.of(event);
    if end <= begins || counting.is_empty() {
        return;
    }
    let from = ends.partition_point(|until| *until <= first);
    for (month, until) in months.iter_mut().zip(ends).skip(from).take_while(|(month, _)| month.from < end) {
        within.grouped(spans, month.from.max(first), end.min(*until), |level, from, until| {
            let amount = amount(event, from, until);
            for measure in counting.iter().copied() {
                by_level[level][measure] += amount;
                month.figures[measure] += amount;
            }
        });
    }
}

/// The first day of the twelve months that end on a day.
pub fn first_month(as_of: Day) -> Day {
    month_of(as_of).minus_months(MONTHS - 1)
}

/// The first day of a day's month.
fn month_of(day: Day) -> Day {
    use chrono::Datelike;
    day.minus_days(day.to_naive().day0())
}

/// The month of the day so far and those before it, none of a day before the record begins.
fn months(as_of: Day, history_from: Option<Day>) -> Vec<Month> {
    let month = |at| {
        let from = first_month(as_of).plus_months(at);
        let to = from.plus_months(1).before().min(as_of);
        let from = history_from.map_or(from, |history| history.max(from));
        Month { from, to, figures: Figures::default() }
    };
    (0..MONTHS).map(month).filter(|month| month.from <= month.to).collect()
}

/// The most to a full-time officer first; those of whom it cannot be said last.
fn officers(roster: &Roster, as_of: Day, carried: &[u64]) -> Vec<Carried> {
    let one = |((key, officer), cases): ((_, &Officer), &u64)| {
        let per_fte = PerFte::of_officer(*cases, key, roster, as_of);
        Carried { officer: officer.id.clone(), cases: *cases, per_fte }
    };
    let mut officers: Vec<Carried> = roster.iter().zip(carried).map(one).filter(|one| one.cases > 0).collect();
    officers.sort_by(|one, other| {
        let order = match (one.per_fte, other.per_fte) {
            (Some(one), Some(other)) => (other.cases * one.fte_hundredths).cmp(&(one.cases * other.fte_hundredths)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
        order.then_with(|| one.officer.cmp(&other.officer))
    });
    officers
}
