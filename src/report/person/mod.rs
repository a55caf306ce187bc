//! One person as recorded: what `show` prints. Nothing here is worked out but what is to be acted on.

mod followed;

use std::collections::BTreeMap;

pub use followed::{Children, Decided, Order, Referred};

use super::Labels;
use crate::domain::day::{Day, Period};
use crate::domain::fact::AgencyMember;
use crate::domain::notice::Told;
use crate::domain::offender::{Plan, StatusPeriod};
use crate::domain::visit::{Visit, VisitKind};
use crate::domain::work::{Booking, VisitKey};

/// A person on a day. Officers and risk levels stand by their words.
#[derive(Clone, Debug)]
pub struct Person {
    /// The reference.
    pub reference: String,
    /// The family name first.
    pub name: String,
    /// The date of birth.
    pub born: Option<Day>,
    /// The day it is told for.
    pub as_of: Day,
    /// Periods of management.
    pub management: Vec<Period>,
    /// Addresses, the latest first.
    pub addresses: Vec<Place>,
    /// By which policy a visit counts or not.
    pub policy: super::PolicyName,
    /// Responsible officers, the latest first.
    pub owners: Vec<Owner>,
    /// Risk levels, the latest first.
    pub tiers: Vec<Level>,
    /// Statuses, the latest first.
    pub statuses: Vec<Held>,
    /// Plans, the latest first.
    pub plans: Vec<Planned>,
    /// The latest visits by the day, the latest first.
    pub visits: Vec<Made>,
    /// How many visits there are in all.
    pub visits_in_all: usize,
    /// The codes of the warnings that hold.
    pub markers: Vec<String>,
    /// What is to be acted on beside the rules; of somebody not managed, children without a referral.
    pub notices: Vec<Told>,
    /// The references of the visits that they speak of.
    pub visit_refs: BTreeMap<VisitKey, String>,
    /// What is booked for the day and later.
    pub bookings: Vec<Booking>,
    /// Decisions after failed attempts, the latest first.
    pub decisions: Vec<Decided>,
    /// Orders to visit, the latest first.
    pub directions: Vec<Order>,
    /// Visits with children, the latest first.
    pub children: Vec<Children>,
    /// The words of officers, warnings and causes.
    pub labels: Labels,
}

/// A status, and when it was last looked into.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Which and when.
    pub fact: StatusPeriod,
    /// The last day on which it was confirmed, since it began.
    pub confirmed: Option<Day>,
}

/// A responsible officer.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The first day.
    pub from: Day,
    /// The word on file.
    pub officer_id: String,
    /// The name.
    pub name: Option<String>,
}

/// An address as notified.
#[derive(Clone, Debug)]
pub struct Place {
    /// The first day.
    pub from: Day,
    /// The address; of a person of no fixed abode, where they can regularly be found.
    pub address: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// No fixed abode.
    pub no_fixed_abode: bool,
}

/// A risk level as set.
#[derive(Clone, Debug)]
pub struct Level {
    /// The first day.
    pub from: Day,
    /// The word on file.
    pub tier: String,
    /// The word on screens.
    pub name: String,
    /// Who set it.
    pub set_by: String,
    /// Why.
    pub reason: Option<String>,
}

/// A plan as authorised.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What and when.
    pub plan: Plan,
    /// Who authorised it.
    pub authorised_by: String,
    /// Why.
    pub reason: Option<String>,
}

/// A visit as recorded.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its reference.
    pub reference: String,
    /// What was recorded.
    pub visit: Visit,
    /// What it counts as.
    pub kind: VisitKind,
    /// Who attended.
    pub officers: Vec<String>,
    /// When the source says it was written down.
    pub recorded_on: Option<Day>,
    /// Why it was announced.
    pub announced_because: Option<String>,
    /// Who attended from other agencies.
    pub agencies: Vec<AgencyMember>,
    /// How many children were seen or identified there.
    pub children: Option<u16>,
    /// A short note.
    pub note: Option<String>,
    /// The record of the same visit that is counted in its place.
    pub same_as: Option<String>,
}
