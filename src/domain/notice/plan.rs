//! Plans held against the policy's conditions: those a raise has ended, those that do not keep them, those to be looked
//! at again.

use super::{Told, View};
use crate::domain::coverage::Timeline;
use crate::domain::day::Day;
use crate::domain::fact::PlanWord;
use crate::domain::offender::{Plan, PlanKind};
use crate::domain::requirement::Standing;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// What a reactive plan is to keep.
    Condition {
        /// The tier has been the lowest for as long before it as the policy says, and since.
        LowestTier = "lowest-tier",
        /// Nothing is overdue.
        NothingOverdue = "nothing-overdue",
        /// It has an end or a review day.
        ReviewDay = "review-day",
    }
}

pub(super) fn tell(view: &View<'_>, standing: &Standing, told: &mut Vec<Told>) {
    if view.facts.plans.is_empty() {
        return;
    }
    let timeline = Timeline::new(view.facts, &view.rules.book);
    let as_of = view.as_of();
    for (plan, raised) in timeline.plans_and_raises().filter(|(plan, _)| plan.period.covers(as_of)) {
        match raised.filter(|day| *day <= as_of) {
            Some(raised) if authorised_again(view, plan, raised) => (),
            Some(raised) => {
                let kind = PlanWord::of(plan.kind);
                told.push(Told::PlanEnded { kind, from: plan.period.from, raised });
            }
            None => running(view, &timeline, standing, plan, told),
        }
    }
}

fn running(view: &View<'_>, timeline: &Timeline<'_>, standing: &Standing, plan: &Plan, told: &mut Vec<Told>) {
    let (kind, from) = (PlanWord::of(plan.kind), plan.period.from);
    if kind == PlanWord::Reactive {
        let unmet = unmet(view, timeline, standing, plan);
        told.extend((!unmet.is_empty()).then_some(Told::PlanUnmet { from, unmet }));
    }
    if review_is_due(view, plan) {
        told.push(Told::ReviewDue { kind, from, review_by: plan.review_by });
    }
}

/// Whether a plan of the same kind began on the day of the raise or since.
fn authorised_again(view: &View<'_>, ended: &Plan, raised: Day) -> bool {
    let since = |plan: &Plan| raised <= plan.period.from && plan.period.from <= view.as_of();
    view.facts.plans.iter().any(|plan| since(plan) && PlanWord::of(plan.kind) == PlanWord::of(ended.kind))
}

fn unmet(view: &View<'_>, timeline: &Timeline<'_>, standing: &Standing, plan: &Plan) -> Vec<Condition> {
    let lacks = |condition: &Condition| match condition {
        Condition::LowestTier => !lowest_throughout(view, timeline, plan),
        Condition::NothingOverdue => standing.overdue.is_some(),
        Condition::ReviewDay => without_any_end(plan),
    };
    Condition::ALL.iter().copied().filter(lacks).collect()
}

/// On every day from the policy's months before the plan's first day to this one: the tier that applied was the last of
/// the version then in force. While none was set it is `untiered_as`.
fn lowest_throughout(view: &View<'_>, timeline: &Timeline<'_>, plan: &Plan) -> bool {
    let first = plan.period.from.minus_months(view.practice().reactive_lowest_tier_months);
    let book = &view.rules.book;
    let lowest = |day: Day| {
        let version = book.on(day);
        version.place(timeline.tier(day)).is_some_and(|place| place + 1 == version.policy.tiers.len())
    };
    let changes = view.facts.tiers.iter().map(|fact| fact.from).chain(book.changes());
    lowest(first) && changes.filter(|day| first < *day && *day <= view.as_of()).all(lowest)
}

fn without_any_end(plan: &Plan) -> bool {
    plan.review_by.is_none() && plan.period.until.is_none()
}

/// Its review day has gone by; or it has neither end nor review day, where it is not reactive, which is a condition of
/// its own.
fn review_is_due(view: &View<'_>, plan: &Plan) -> bool {
    match plan.review_by {
        Some(by) => by < view.as_of(),
        None => plan.kind != PlanKind::Reactive && without_any_end(plan),
    }
}
