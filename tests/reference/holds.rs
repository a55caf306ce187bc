//! What holds on a day, by scanning every fact each time it is asked.

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::Day;
use homevisit::domain::offender::{Facts, Plan, PlanKind, Since, Status, TierKey};
use homevisit::domain::policy::{Book, Policy, Tier};
use homevisit::domain::visit::{Visit, VisitKind};

/// The tier and interval of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub tier: TierKey,
    pub interval: Interval,
}

/// A day whose tier is of greater risk than that of the day before, and its tier's cadence.
struct Raise {
    day: Day,
    cadence: Interval,
}

/// The facts and the policies, to be asked about any day up to the one given to [`Holds::new`].
pub struct Holds<'a> {
    pub facts: &'a Facts,
    pub book: &'a Book,
    raises: Vec<Raise>,
}

impl<'a> Holds<'a> {
    pub fn new(facts: &'a Facts, book: &'a Book, last: Day) -> Holds<'a> {
        let mut holds = Holds { facts, book, raises: Vec::new() };
        let Some(mut day) = facts.plans.iter().map(|plan| plan.period.from).min() else { return holds };
        while day <= last {
            if let Some(cadence) = holds.raised_on(day) {
                holds.raises.push(Raise { day, cadence });
            }
            day = day.next();
        }
        holds
    }

    /// "On a day c whose tier is of greater risk than that of the day before (by the order of the policy in force on c;
    /// managed or not)": the cadence of c. A tier of the day before that the policy no longer has counts as one of less
    /// risk, which is the safe side.
    fn raised_on(&self, day: Day) -> Option<Interval> {
        let (tier, before) = (self.tier(day), self.tier(day.before()));
        let version = self.book.on(day);
        let place = version.place(tier)?;
        let raised = tier != before && version.place(before).is_none_or(|place_before| place < place_before);
        raised.then(|| version.policy.tiers[place].cadence)
    }

    pub fn policy(&self, day: Day) -> &Policy {
        &self.book.on(day).policy
    }

    pub fn tier_set(&self, day: Day) -> Option<TierKey> {
        latest(&self.facts.tiers, day)
    }

    pub fn tier(&self, day: Day) -> TierKey {
        self.tier_set(day).unwrap_or(self.book.on(day).untiered())
    }

    /// The numbers of the day's tier, in the version in force on the day.
    pub fn numbers(&self, day: Day) -> &Tier {
        self.book.on(day).tier(self.tier(day)).expect("a version lacks the tier of somebody managed")
    }

    pub fn interval(&self, day: Day) -> Interval {
        self.own_interval(day).unwrap_or(self.numbers(day).cadence)
    }

    pub fn terms(&self, day: Day) -> Terms {
        Terms { tier: self.tier(day), interval: self.interval(day) }
    }

    /// The interval of the plan that holds: among those that cover the day, the latest to start.
    pub fn own_interval(&self, day: Day) -> Option<Interval> {
        let covering = self.facts.plans.iter().filter(|plan| self.plan_covers(plan, day));
        let intervals = covering.filter_map(|plan| match plan.kind {
            PlanKind::Interval(interval) => Some((plan.period.from, interval)),
            PlanKind::Reactive => None,
        });
        intervals.max_by_key(|(from, _)| *from).map(|(_, interval)| interval)
    }

    pub fn reactive_plan(&self, day: Day) -> bool {
        self.facts.plans.iter().any(|plan| plan.kind == PlanKind::Reactive && self.plan_covers(plan, day))
    }

    fn plan_covers(&self, plan: &Plan, day: Day) -> bool {
        plan.period.covers(day) && !self.raises.iter().any(|raise| raise.day <= day && ends(raise, plan))
    }

    pub fn status(&self, status: Status, day: Day) -> bool {
        self.facts.statuses.iter().any(|fact| fact.status == status && fact.period.covers(day))
    }

    pub fn effective(&self, visit: &Visit) -> bool {
        self.book.kind_of(visit) == VisitKind::Effective
    }

    /// Whether there was an effective visit on this day.
    pub fn seen_on(&self, day: Day) -> bool {
        self.facts.visits.iter().any(|visit| visit.day == day && self.effective(visit))
    }

    /// The last effective visit on a day from `from` on and before `before`.
    pub fn last_seen(&self, from: Day, before: Day) -> Option<Day> {
        let visits = self.facts.visits.iter().filter(|visit| from <= visit.day && visit.day < before);
        visits.filter(|visit| self.effective(visit)).map(|visit| visit.day).max()
    }

    /// The first visit called for on `called`, with the tier and interval of `on`: F(called) of the rulebook.
    pub fn first_visit(&self, called: Day, on: Day) -> Day {
        called.plus_days(self.numbers(on).first_visit_days).min(self.interval(on).after(called, 1))
    }

    /// S(x) of the rulebook.
    pub fn soonest(&self, x: Day) -> Day {
        x.plus_days(self.numbers(x).settle_days).min(self.interval(x).after(x, 1))
    }

    /// Whether a requirement due on `due` is near on day x.
    pub fn near(&self, due: Day, x: Day) -> bool {
        let longest = self.policy(x).tiers.iter().map(|tier| tier.due_soon_days).max().expect("a policy has tiers");
        x.plus_days(longest) >= due
    }

    pub fn deadline(&self, due: Day) -> Day {
        due.plus_days(self.policy(due).tolerance_days)
    }
}

/// "each plan that began before c and is reactive, or whose interval is longer than the cadence of c".
fn ends(raise: &Raise, plan: &Plan) -> bool {
    plan.period.from < raise.day
        && match plan.kind {
            PlanKind::Reactive => true,
            PlanKind::Interval(interval) => interval.longer_than(raise.cadence),
        }
}

/// The latest to start holds; of two that start on the same day, the one recorded later.
pub fn latest<T: Copy>(facts: &[Since<T>], day: Day) -> Option<T> {
    facts.iter().filter(|fact| fact.from <= day).max_by_key(|fact| fact.from).map(|fact| fact.what)
}
