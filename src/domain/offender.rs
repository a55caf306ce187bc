//! The facts of one offender that the rules are applied to: only those that count, superseded ones gone.
//!
//! Nothing derived stands here, and no name: names, addresses and other texts stay in the store, and a fact
//! carries only what the rules ask of them.

use serde::{Deserialize, Serialize};

use super::cadence::Interval;
use super::day::{Day, Period};
use super::visit::Visit;
use super::vocabulary::vocabulary;
use super::work::Work;

/// A tier that some adopted policy names: its place in [`super::policy::Book::tier_ids`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TierKey(pub u16);

/// An offender's key in the register; the reference is what people use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OffenderKey(pub i64);

/// An officer's key in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OfficerKey(pub i64);

/// Something that holds from a day until the next one of its kind starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since<T> {
    /// The first day.
    pub from: Day,
    /// What holds.
    pub what: T,
}

/// A notified address, without its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Where the store keeps the texts.
    pub text: i64,
    /// Which writing: two of one offender's addresses have the same number if and only if address, postcode and
    /// no fixed abode are the same, as written.
    pub writing: u32,
    /// Whether it names a place at all: the address is blank (a postcode alone is none).
    pub blank: bool,
    /// No fixed abode: the text is where they have notified they can regularly be found.
    pub no_fixed_abode: bool,
}

vocabulary! {
    /// Why somebody may be away, or that nobody knows where they are.
    Status {
        /// Remanded or serving a sentence.
        Custody = "custody",
        /// Detained in hospital.
        Hospital = "hospital",
        /// Abroad.
        Abroad = "abroad",
        /// Accepted by another force.
        Elsewhere = "elsewhere",
        /// Whereabouts unknown: the opposite of a reason to stop looking.
        Missing = "missing",
    }
}

/// A status over a period. Statuses all hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPeriod {
    /// Which status.
    pub status: Status,
    /// When.
    pub period: Period,
}

/// What a plan changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanKind {
    /// This offender's own cadence, shorter or longer than the tier's.
    Interval(Interval),
    /// Desk-based: no routine visits.
    Reactive,
}

/// A plan over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it changes.
    pub kind: PlanKind,
    /// When.
    pub period: Period,
    /// The day by which it is to be looked at again.
    pub review_by: Option<Day>,
}

/// One offender's facts.
///
/// Each list is in order of its first day; of facts that start on the same day, the one recorded later comes later
/// (a correction takes the place of what it corrects). [`Facts::sort`] makes it so, keeping recorded order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The periods of management, which never overlap.
    pub management: Vec<Period>,
    /// Tiers as set.
    pub tiers: Vec<Since<TierKey>>,
    /// Responsible officers.
    pub owners: Vec<Since<OfficerKey>>,
    /// Notified addresses.
    pub addresses: Vec<Since<Address>>,
    /// Statuses.
    pub statuses: Vec<StatusPeriod>,
    /// Plans.
    pub plans: Vec<Plan>,
    /// Visits.
    pub visits: Vec<Visit>,
    /// What is recorded beside; no rule of visiting asks for it.
    pub work: Work,
}

impl Facts {
    /// Puts every list in the order of its first day, keeping the recorded order within a day.
    pub fn sort(&mut self) {
        self.management.sort_by_key(|period| period.from);
        self.tiers.sort_by_key(|fact| fact.from);
        self.owners.sort_by_key(|fact| fact.from);
        self.addresses.sort_by_key(|fact| fact.from);
        self.statuses.sort_by_key(|fact| fact.period.from);
        self.plans.sort_by_key(|plan| plan.period.from);
        self.visits.sort_by_key(|visit| visit.day);
    }

    /// Whether managed on this day.
    pub fn managed_on(&self, day: Day) -> bool {
        self.management.iter().any(|period| period.covers(day))
    }

    /// The facts that start on or before this day: all that may bear on it.
    pub fn up_to(&self, day: Day) -> Facts {
        Facts {
            management: kept(&self.management, |period| period.from <= day),
            tiers: kept(&self.tiers, |fact| fact.from <= day),
            owners: kept(&self.owners, |fact| fact.from <= day),
            addresses: kept(&self.addresses, |fact| fact.from <= day),
            statuses: kept(&self.statuses, |fact| fact.period.from <= day),
            plans: kept(&self.plans, |plan| plan.period.from <= day),
            visits: kept(&self.visits, |visit| visit.day <= day),
            work: self.work.up_to(day),
        }
    }
}

fn kept<T: Copy>(list: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    list.iter().copied().filter(|item| keep(item)).collect()
}

/// What holds on a day, of facts in order: the latest to start, of two that start together the later recorded.
pub fn holding<T: Copy>(facts: &[Since<T>], day: Day) -> Option<T> {
    facts.iter().rev().find(|fact| fact.from <= day).map(|fact| fact.what)
}
