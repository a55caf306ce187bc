//! Policies: the numbers of visiting, as data, and which version is in force on a day.
//!
//! A policy that came through [`super::policy_file`] keeps the bounds of the rulebook's section 2; a [`Book`] holds
//! every adopted version and answers for any day, before and after the as-of day.

use std::collections::BTreeMap;

use super::cadence::Interval;
use super::day::Day;
use super::offender::{Status, TierKey};
use super::practice::Practice;
use super::visit::{Outcome, Premises, Visit, VisitKind};

/// The numbers of one tier. All `*_days` are whole days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The word on file.
    pub id: String,
    /// The word on screens.
    pub name: String,
    /// The longest a person may go unseen.
    pub cadence: Interval,
    /// From the day a first visit is called for to its due day.
    pub first_visit_days: u32,
    /// A change makes a visit due no sooner than this after the change.
    pub settle_days: u32,
    /// How long before its due day a visit is listed as due.
    pub due_soon_days: u32,
    /// After an attempt or a contact, by when to try again.
    pub retry_days: u32,
}

/// For how long a requirement may be set aside before a return calls for a first visit, by status, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnVisitAfter {
    /// After custody.
    pub custody: u32,
    /// After hospital.
    pub hospital: u32,
    /// After another force had accepted them.
    pub elsewhere: u32,
    /// After a time abroad.
    pub abroad: u32,
}

/// One version of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Which policy.
    pub id: String,
    /// Which version of it.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: Day,
    /// The zone in which a moment is a civil day.
    pub time_zone: chrono_tz::Tz,
    /// The place in `tiers` of the one whose numbers apply while an offender has none.
    pub untiered_as: usize,
    /// Days after the due day that still count as on time.
    pub tolerance_days: u32,
    /// Outcomes that, with `effective_premises`, make a visit effective.
    pub effective_outcomes: Vec<Outcome>,
    /// Premises that, with `effective_outcomes`, make a visit effective.
    pub effective_premises: Vec<Premises>,
    /// Outcomes of a failed attempt.
    pub attempt_outcomes: Vec<Outcome>,
    /// When a return calls for a first visit.
    pub return_visit_after: ReturnVisitAfter,
    /// From the greatest risk to the least; never empty.
    pub tiers: Vec<Tier>,
    /// The numbers and lists of a day's work.
    pub practice: Practice,
    /// Where each number comes from, by key.
    pub basis: BTreeMap<String, String>,
}

impl Policy {
    /// The longest `due_soon_days` of any tier: what makes a requirement *near*.
    pub fn longest_due_soon(&self) -> u32 {
        self.tiers.iter().map(|tier| tier.due_soon_days).max().unwrap_or(0)
    }

    /// The tier whose numbers apply while an offender has none.
    pub fn untiered(&self) -> &Tier {
        &self.tiers[self.untiered_as]
    }

    /// What a visit counts as.
    pub fn kind_of(&self, visit: &Visit) -> VisitKind {
        if self.effective_outcomes.contains(&visit.outcome) && self.effective_premises.contains(&visit.premises) {
            VisitKind::Effective
        } else if self.attempt_outcomes.contains(&visit.outcome) {
            VisitKind::Attempt
        } else {
            VisitKind::Contact
        }
    }

    /// Days set aside from which a return from this status calls for a first visit; none for `missing`.
    pub fn return_visit_after(&self, status: Status) -> Option<u32> {
        let after = &self.return_visit_after;
        match status {
            Status::Custody => Some(after.custody),
            Status::Hospital => Some(after.hospital),
            Status::Elsewhere => Some(after.elsewhere),
            Status::Abroad => Some(after.abroad),
            Status::Missing => None,
        }
    }
}

/// That a version was let take effect before the day after its adoption. Every figure it touches names it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WentBack {
    /// Which policy.
    pub id: String,
    /// Which version of it.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: Day,
    /// The day it was adopted.
    pub adopted_on: Day,
    /// Why.
    pub because: String,
}

/// A version in the book, with its tiers found by key.
#[derive(Clone, Debug)]
pub struct Version {
    /// The policy as adopted.
    pub policy: Policy,
    /// Where it took effect before the day after its adoption.
    pub went_back: Option<WentBack>,
    /// [`Policy::longest_due_soon`], kept.
    pub longest_due_soon: u32,
    places: Vec<Option<u16>>,
    untiered: TierKey,
}

impl Version {
    /// A tier's place in this version's order, 0 the greatest risk; none where this version lacks it.
    pub fn place(&self, tier: TierKey) -> Option<usize> {
        self.places.get(usize::from(tier.0)).copied().flatten().map(usize::from)
    }

    /// A tier's numbers, where this version has the tier.
    pub fn tier(&self, tier: TierKey) -> Option<&Tier> {
        self.place(tier).map(|place| &self.policy.tiers[place])
    }

    /// The key of the tier whose numbers apply while an offender has none.
    pub fn untiered(&self) -> TierKey {
        self.untiered
    }
}

/// Every adopted version. Never empty.
#[derive(Clone, Debug)]
pub struct Book {
    versions: Vec<Version>,
    tier_ids: Vec<String>,
}

impl Book {
    /// Of versions in the order they were adopted; none without any. Of two with the same `effective_from`, the one
    /// adopted later stands.
    pub fn new(adopted: Vec<Policy>) -> Option<Book> {
        let tier_ids = tier_ids(&adopted);
        Book::with_keys(adopted, tier_ids)
    }

    /// The same, where `tier_ids` (every tier of every version, and perhaps more) has been numbered already.
    pub fn with_keys(adopted: Vec<Policy>, tier_ids: Vec<String>) -> Option<Book> {
        let mut versions: Vec<Version> = Vec::new();
        for policy in adopted {
            versions.retain(|earlier| earlier.policy.effective_from != policy.effective_from);
            versions.push(version(policy, &tier_ids)?);
        }
        versions.sort_by_key(|version| version.policy.effective_from);
        if versions.is_empty() { None } else { Some(Book { versions, tier_ids }) }
    }

    /// The version in force on a day: the latest to take effect by then; before the first, the first.
    pub fn on(&self, day: Day) -> &Version {
        let later = self.versions.iter().rev().find(|version| version.policy.effective_from <= day);
        later.unwrap_or(&self.versions[0])
    }

    /// Every version that is ever in force, from the earliest.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Notes that a version took effect before the day after its adoption.
    pub fn note(&mut self, note: WentBack) {
        let same = |version: &&mut Version| (&version.policy.id, &version.policy.version) == (&note.id, &note.version);
        if let Some(version) = self.versions.iter_mut().find(same) {
            version.went_back = Some(note);
        }
    }

    /// The notes of versions that bear on a day: those in force by then.
    pub fn went_back_by(&self, day: Day) -> Vec<WentBack> {
        let by_then = self.versions.iter().filter(|version| version.policy.effective_from <= day);
        by_then.filter_map(|version| version.went_back.clone()).collect()
    }

    /// The days on which another version takes effect, in order.
    pub fn changes(&self) -> impl Iterator<Item = Day> + '_ {
        self.versions.iter().skip(1).map(|version| version.policy.effective_from)
    }

    /// Every tier's word, by [`TierKey`].
    pub fn tier_ids(&self) -> &[String] {
        &self.tier_ids
    }

    /// The word of one tier.
    pub fn tier_id(&self, tier: TierKey) -> &str {
        self.tier_ids.get(usize::from(tier.0)).map_or("?", String::as_str)
    }

    /// The key of a tier's word, where some version has it.
    pub fn tier_key(&self, id: &str) -> Option<TierKey> {
        let place = self.tier_ids.iter().position(|known| known == id)?;
        u16::try_from(place).ok().map(TierKey)
    }

    /// What a visit counts as, under the version in force on its day.
    pub fn kind_of(&self, visit: &Visit) -> VisitKind {
        self.on(visit.day).policy.kind_of(visit)
    }
}

fn tier_ids(policies: &[Policy]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for tier in policies.iter().flat_map(|policy| &policy.tiers) {
        if !ids.contains(&tier.id) {
            ids.push(tier.id.clone());
        }
    }
    ids
}

fn version(policy: Policy, tier_ids: &[String]) -> Option<Version> {
    let place = |id: &String| policy.tiers.iter().position(|tier| tier.id == *id).and_then(|at| u16::try_from(at).ok());
    let places = tier_ids.iter().map(place).collect();
    let untiered = tier_ids.iter().position(|id| *id == policy.untiered().id)?;
    let untiered = TierKey(u16::try_from(untiered).ok()?);
    Some(Version { longest_due_soon: policy.longest_due_soon(), went_back: None, places, untiered, policy })
}
