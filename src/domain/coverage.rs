//! What holds on a day: tier, interval, plans and statuses (rulebook, sections 1 to 3).

use super::cadence::Interval;
use super::day::{Day, Period};
use super::offender::{Facts, Plan, PlanKind, Status, StatusPeriod, TierKey, holding};
use super::policy::{Book, Tier};

/// The engine was given facts that the register's own checks refuse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A managed offender has a tier that the version in force lacks.
    #[error("the policy in force on {day} has no tier `{tier}`, which a managed offender has")]
    TierNotInPolicy {
        /// The tier's word.
        tier: String,
        /// The day.
        day: Day,
    },
}

/// One offender's facts laid out in time, with the plans that a raise has ended cut short.
pub struct Timeline<'a> {
    facts: &'a Facts,
    book: &'a Book,
    plans: Vec<Plan>,
}

impl<'a> Timeline<'a> {
    /// Of facts in order (see [`Facts`]).
    pub fn new(facts: &'a Facts, book: &'a Book) -> Timeline<'a> {
        let mut timeline = Timeline { facts, book, plans: Vec::new() };
        if !facts.plans.is_empty() {
            let raises = timeline.raises();
            timeline.plans = facts.plans.iter().map(|plan| timeline.cut_short(*plan, &raises)).collect();
        }
        timeline
    }

    /// The plans, each ending where a raise ended it.
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The plans as recorded, each with the day on which a raise ended it, where one did before its own end.
    pub fn plans_and_raises(&self) -> impl Iterator<Item = (&'a Plan, Option<Day>)> + '_ {
        let cut = |(plan, cut): (&'a Plan, &Plan)| (plan, cut.period.until.filter(|_| cut.period != plan.period));
        self.facts.plans.iter().zip(&self.plans).map(cut)
    }

    /// The tier that applies: the latest set by this day, else the policy's `untiered_as`.
    pub fn tier(&self, day: Day) -> TierKey {
        holding(&self.facts.tiers, day).unwrap_or_else(|| self.book.on(day).untiered())
    }

    /// The numbers of a tier by the version in force on a day.
    pub fn numbers(&self, tier: TierKey, day: Day) -> Result<&'a Tier, Fault> {
        let found = self.book.on(day).tier(tier);
        found.ok_or_else(|| Fault::TierNotInPolicy { tier: self.book.tier_id(tier).to_owned(), day })
    }

    /// The tier and interval of a day: that of the interval plan that holds, else the tier's cadence.
    pub fn pace(&self, day: Day) -> Result<Pace, Fault> {
        let tier = self.tier(day);
        let cadence = self.numbers(tier, day)?.cadence;
        Ok(Pace { tier, interval: self.own_interval(day).unwrap_or(cadence) })
    }

    /// The interval of the plan that holds on a day, where there is one.
    pub fn own_interval(&self, day: Day) -> Option<Interval> {
        let covering = self.plans.iter().rev().filter(|plan| plan.period.covers(day));
        covering.filter_map(|plan| if let PlanKind::Interval(every) = plan.kind { Some(every) } else { None }).next()
    }

    /// Whether a reactive plan covers the day.
    pub fn reactive_plan(&self, day: Day) -> bool {
        self.plans.iter().any(|plan| plan.kind == PlanKind::Reactive && plan.period.covers(day))
    }

    /// Whether whereabouts are unknown on this day.
    pub fn missing(&self, day: Day) -> bool {
        self.statuses(day).any(|fact| fact.status == Status::Missing)
    }

    /// A status that suspends visiting on this day, of several the first of the vocabulary.
    pub fn suspending(&self, day: Day) -> Option<Status> {
        self.statuses(day).map(|fact| fact.status).filter(|status| *status != Status::Missing).min()
    }

    fn statuses(&self, day: Day) -> impl Iterator<Item = &StatusPeriod> {
        self.facts.statuses.iter().filter(move |fact| fact.period.covers(day))
    }

    /// Days on which the tier is of greater risk than on the day before, in order.
    fn raises(&self) -> Vec<Day> {
        let set = self.facts.tiers.iter().map(|fact| fact.from);
        let mut days: Vec<Day> = set.chain(self.book.changes()).filter(|day| self.is_raise(*day)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// By the order of the policy in force on the day. A tier of the day before that this policy no longer has
    /// cannot be compared, and counts as lower: a plan then has to be authorised again.
    fn is_raise(&self, day: Day) -> bool {
        let (before, now) = (self.tier(day.before()), self.tier(day));
        let version = self.book.on(day);
        match (version.place(before), version.place(now)) {
            (Some(before), Some(now)) => now < before,
            (None, Some(_)) => before != now,
            (_, None) => false,
        }
    }

    /// "A raise ends plans" (section 3).
    fn cut_short(&self, plan: Plan, raises: &[Day]) -> Plan {
        let ends = |day: Day| match plan.kind {
            PlanKind::Reactive => true,
            PlanKind::Interval(every) => {
                let cadence = self.book.on(day).tier(self.tier(day)).map(|tier| tier.cadence);
                cadence.is_none_or(|cadence| every.longer_than(cadence))
            }
        };
        let ended = raises.iter().copied().find(|day| *day > plan.period.from && ends(*day));
        let until = match (plan.period.until, ended) {
            (Some(until), Some(ended)) => Some(until.min(ended)),
            (until, ended) => until.or(ended),
        };
        Plan { period: Period { until, ..plan.period }, ..plan }
    }
}

/// How often somebody is to be seen on a day, and under which tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The tier that applies.
    pub tier: TierKey,
    /// The interval that holds.
    pub interval: Interval,
}
