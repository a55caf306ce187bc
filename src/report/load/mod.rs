//! What each officer carries on a day: cases by risk level, visits owed and for how long, what was inherited at a handover,
//! and with whom each goes.
//!
//! A case is a managed offender, and an officer's by the owner on the day: covers change nothing here. Cases without an
//! owner, and those whose owner has left or is not on file, stand in rows of their own, so that all rows add up to the
//! managed.

mod crews;
mod fold;
mod handover;
mod share;

pub use crews::{CREW_DAYS, Company, Crews};
pub use fold::Fold;
pub use handover::{inherited, owned_since};
pub use share::{PerFte, above};

use super::{Labels, PolicyName, ScopeWords};
use crate::domain::day::Day;
use crate::domain::offender::{OfficerKey, TierKey};
use crate::domain::officer::OfficerRecord;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// As at the end of this day.
    pub as_of: Day,
    /// The officers of this team on the day, and what they own; none, the whole unit.
    pub team: Option<String>,
}

/// Visits owed: rows with a requirement overdue, whatever their bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// How many rows.
    pub cases: u64,
    /// Their days overdue, on which somebody could visit (rulebook, section 5).
    pub days: u64,
    /// Calendar days since the oldest visit owed of each.
    pub calendar_days: u64,
}

impl Owed {
    /// Adds another.
    pub fn add(&mut self, other: Owed) {
        self.cases += other.cases;
        self.days += other.days;
        self.calendar_days += other.calendar_days;
    }
}

/// Cases and what is owed on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Managed offenders.
    pub cases: u64,
    /// The same by tier as set, in the order of [`Load::tiers`], and last those of whom none is set.
    pub by_tier: Vec<u64>,
    /// Owed, but for what was inherited.
    pub own: Owed,
    /// Owed, and inherited ([`inherited`]).
    pub inherited: Owed,
}

impl Carried {
    /// All that is owed.
    pub fn owed(&self) -> Owed {
        let mut owed = self.own;
        owed.add(self.inherited);
        owed
    }
}

/// Whose a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An officer in service on the day.
    InService(OfficerKey, OfficerRecord),
    /// An officer whose service has ended, since when.
    Left(OfficerKey, Day),
    /// An owner of whom nothing is recorded for the day.
    NotOnFile(OfficerKey),
    /// Nobody.
    Nobody,
}

impl Holder {
    /// The officer; none for nobody.
    pub fn officer(&self) -> Option<OfficerKey> {
        match self {
            Holder::InService(key, _) | Holder::Left(key, _) | Holder::NotOnFile(key) => Some(*key),
            Holder::Nobody => None,
        }
    }
}

/// One officer's row, or that of nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadRow {
    /// Whose it is.
    pub holder: Holder,
    /// What they carry.
    pub carried: Carried,
    /// Cases to a full-time officer; none where not in service, or no share is recorded.
    pub per_fte: Option<PerFte>,
    /// With whom they went.
    pub company: Company,
}

impl LoadRow {
    /// Whether it is above the policy's number; none where that cannot be said.
    pub fn is_above(&self, number: u32) -> Option<bool> {
        self.per_fte.map(|of| of.is_above(number))
    }
}

/// What each officer carries. In service first, by id; then who has left, who is not on file, and nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// As at the end of this day.
    pub as_of: Day,
    /// The unit or a team.
    pub scope: ScopeWords,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// Its number of cases to one full-time officer, at most.
    pub cases_per_fte: u32,
    /// Its tiers, from the greatest risk.
    pub tiers: Vec<TierKey>,
    /// Managed in the scope: what the rows add up to.
    pub managed: u64,
    /// Managed and not in the scope: of other teams, of no team, without an owner; 0 of the unit.
    pub elsewhere: u64,
    /// Every officer in service whose role is officer, and whoever else has a case or went on a visit.
    pub rows: Vec<LoadRow>,
    /// The sum of all rows.
    pub total: Carried,
    /// The cases of those in service whose share is recorded, to their shares; none where there is nobody.
    pub per_fte: Option<PerFte>,
    /// The first of the days over which visits are counted here; the last is the as-of day.
    pub crews_from: Day,
    /// The visits of those days: of a team, those that one of its officers attended.
    pub crews: Crews,
    /// The words of tiers and officers.
    pub labels: Labels,
}
