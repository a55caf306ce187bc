//! The worklist of a scope on a day (rulebook, section 5): every managed offender in exactly one bucket, with what else
//! is to be acted on.

mod fold;
mod today;

use std::collections::BTreeMap;

pub use fold::Fold;
pub use today::Today;

use super::{Labels, PolicyName, Scope, ScopeWords};
use crate::domain::day::Day;
use crate::domain::notice::{Notice, Told};
use crate::domain::offender::{OffenderKey, OfficerKey};
use crate::domain::officer::Cover;
use crate::domain::row::{Bucket, Flag, Row};
use crate::domain::work::{At, Booking, VisitKey};

/// For how many days somebody who has left management is still told of.
pub const LEFT_WITHIN_DAYS: u32 = 28;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// As at the end of this day. Its time is the clock's where it is today, else the end of a day gone by or the
    /// beginning of one to come: hours gone by and bookings whose time has passed are told by it.
    pub now: At,
    /// Whose offenders.
    pub scope: Scope,
    /// Which officers' cases are on others' lists too.
    pub covers: Vec<Cover>,
}

impl Spec {
    /// At the end of a day, where nobody covers for anybody.
    pub fn at_end_of(as_of: Day, scope: Scope) -> Spec {
        Spec { now: At::end_of(as_of), scope, covers: Vec::new() }
    }
}

/// One managed offender on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The row.
    pub row: Row,
    /// What is to be acted on beside its flags.
    pub notices: Vec<Told>,
    /// The codes of the warnings that hold on the day, each once.
    pub markers: Vec<String>,
    /// What is booked for the day and later, with no visit recorded on or after it.
    pub bookings: Vec<Booking>,
    /// Why it is for today, in the order of the block.
    pub today: Vec<Today>,
    /// Who has the owner's cases on the list too, on the day.
    pub covered: Vec<Cover>,
    /// Where the store keeps the text of the address that holds; none where there is none.
    pub address_text: Option<i64>,
    /// Whether that address is of no fixed abode.
    pub no_fixed_abode: bool,
    /// The name as a list shows it; filled in afterwards.
    pub name: Option<String>,
    /// The whole postcode; filled in afterwards. Lists show its district.
    pub postcode: Option<String>,
    /// The references of the visits that notices speak of; filled in afterwards.
    pub visit_refs: BTreeMap<VisitKey, String>,
}

impl Listed {
    /// Whether there is something to do: missing, overdue, due, frozen, flagged, told of, or for today. An own interval
    /// asks for nothing, nor does a decision that nothing further is to be done for now.
    pub fn to_do(&self) -> bool {
        matches!(self.row.bucket, Bucket::Missing | Bucket::Overdue | Bucket::Due)
            || self.row.with_overdue
            || self.row.flags.iter().any(|flag| *flag != Flag::OwnInterval)
            || self.notices.iter().any(Told::asks)
            || !self.today.is_empty()
    }

    /// The words of its flags, the rulebook's first, then those of its notices, each once.
    pub fn flag_words(&self) -> Vec<&'static str> {
        let mut notices: Vec<Notice> = self.notices.iter().map(Told::notice).collect();
        notices.dedup();
        let flags = self.row.flags.iter().map(|flag| flag.as_str());
        flags.chain(notices.into_iter().map(Notice::as_str)).collect()
    }
}

/// Somebody not managed on the day, of whose children seen no referral is recorded: on no row, and not to be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The owner as set; none where none was set.
    pub owner: Option<OfficerKey>,
    /// The visits with children.
    pub notices: Vec<Told>,
    /// The name as a list shows it; filled in afterwards.
    pub name: Option<String>,
    /// The references of those visits; filled in afterwards.
    pub visit_refs: BTreeMap<VisitKey, String>,
}

/// A visit recorded here and not yet entered in the national register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEntered {
    /// The visit's reference.
    pub visit_ref: String,
    /// Of whom.
    pub offender_ref: String,
    /// The day of the visit.
    pub day: Day,
    /// Days since then.
    pub age_days: u32,
}

/// Who of the scope has no officer to go there, where it spans officers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unattended {
    /// No owner was set.
    pub no_owner: u64,
    /// The owner's service has ended.
    pub owner_left: u64,
    /// Managed, whatever the scope, and owned by somebody of whom no team is known on the day: on no team's list.
    pub no_team: u64,
    /// Children without a referral of people, managed or not, who are on no team's list: without an owner, or with one of
    /// whom no team is known. Counted in visits, on a team's list alone; elsewhere 0.
    pub children: u64,
    /// Of those on no team's list, how many cases want a supervisor's decision or have a direction broken.
    pub decisions: u64,
}

/// Who has left management of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftManagement {
    /// Left in the last [`LEFT_WITHIN_DAYS`] days and not managed on the as-of day.
    pub left: u64,
    /// Of them those who left with a requirement overdue: it ended as missed.
    pub with_overdue: u64,
}

/// The list. Its rows are in the rulebook's default order, and the buckets add up to `managed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worklist {
    /// As at the end of this day.
    pub as_of: Day,
    /// Whose offenders.
    pub scope: ScopeWords,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// Whether that policy has a tolerance, so that being within it can be said.
    pub has_tolerance: bool,
    /// Managed offenders in the scope.
    pub managed: u64,
    /// Of them those with a requirement overdue, whatever their bucket.
    pub with_overdue: u64,
    /// Past the due day and within the tolerance.
    pub within_tolerance: u64,
    /// Every bucket and how many are in it, in the order of [`Bucket::ALL`].
    pub buckets: Vec<(Bucket, u64)>,
    /// Who has no officer; none where the scope is one officer's or nobody's.
    pub unattended: Option<Unattended>,
    /// Who has left.
    pub left: LeftManagement,
    /// One row each.
    pub rows: Vec<Listed>,
    /// Not managed, and children without a referral.
    pub gone: Vec<Gone>,
    /// On nobody's row here, and booked for today with an officer whose list this is.
    pub beside: Vec<Listed>,
    /// Visits not yet entered in the national register: those that the officers of the list recorded; on a list that
    /// spans officers, everybody's. Filled in afterwards.
    pub not_entered: Vec<NotEntered>,
    /// The officers whose own list this is; none where it spans officers.
    pub own: Vec<OfficerKey>,
    /// The words of tiers and officers.
    pub labels: Labels,
}

impl Worklist {
    /// Every row, to fill in names and postcodes; those beside too.
    pub fn each_row_mut(&mut self) -> impl Iterator<Item = &mut Listed> {
        self.rows.iter_mut().chain(&mut self.beside)
    }
}
