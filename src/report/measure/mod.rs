//! Measures: a closed list of what is counted of a register, each with one definition that every report sums.
//!
//! A *stock* is counted on a day ([`Measure::count`]), a *flow* over a period ([`Measure::count_event`]); both answer what
//! one offender contributes, and every figure of the overview, of a trend and of a list of cases is a sum of that.
//! `docs/measures.md` is written from the definitions ([`Measure::definition`]) and from what adds up to what ([`SUMS`]).

mod asked;
mod count;
mod defined;
mod sight;
mod sums;
mod whose;

pub use asked::Beside;
pub(super) use asked::{Asked, Subjects};
pub(super) use count::{Counting, amount, span};
pub use defined::Definition;
pub use sight::{Sight, Was};
pub(super) use sums::check;
pub use sums::{Figures, SUMS};
pub use whose::Whose;
pub(super) use whose::Within;

use crate::domain::vocabulary::vocabulary;

/// How long before the day the week's changes are counted from.
pub const WEEK_DAYS: u32 = 7;

vocabulary! {
    /// What is counted; by its name on the command line.
    Measure {
        /// Everybody managed.
        Managed = "managed",
        /// In this bucket.
        Missing = "missing",
        /// In this bucket.
        Overdue = "overdue",
        /// In this bucket.
        Due = "due",
        /// In this bucket.
        OnTrack = "on-track",
        /// In this bucket.
        Suspended = "suspended",
        /// In this bucket.
        Reactive = "reactive",
        /// With a requirement overdue, whatever the bucket.
        Owed = "owed",
        /// Of them by the age of the oldest, in calendar days.
        OwedTo7 = "owed-1-7",
        /// The same.
        OwedTo30 = "owed-8-30",
        /// The same.
        OwedTo90 = "owed-31-90",
        /// The same.
        OwedTo180 = "owed-91-180",
        /// The same.
        OwedOver180 = "owed-over-180",
        /// Of them those never visited in this management.
        OwedNeverVisited = "owed-never-visited",
        /// Of them those whom nobody can visit now.
        OwedFrozen = "owed-frozen",
        /// Of them those whose whereabouts are unknown.
        OwedMissing = "owed-missing",
        /// The calendar days of all of them together.
        OwedDays = "owed-days",
        /// Of those days the ones on which somebody could have gone.
        OwedDaysVisitable = "owed-days-visitable",
        /// Of the owed, those with a direction broken.
        DirectionBroken = "direction-broken",
        /// Of the owed, those directed and none broken.
        Directed = "directed",
        /// Of the owed, those not directed.
        NoDirection = "no-direction",
        /// A direction broken, nothing owed.
        BrokenNotOwed = "broken-not-owed",
        /// Directed, none broken, nothing owed.
        DirectedNotOwed = "directed-not-owed",
        /// Whereabouts unknown and not looked into for too long.
        MissingUnconfirmed = "missing-unconfirmed",
        /// Away, by the first status that applies.
        AwayCustody = "away-custody",
        /// The same.
        AwayHospital = "away-hospital",
        /// The same.
        AwayAbroad = "away-abroad",
        /// The same.
        AwayElsewhere = "away-elsewhere",
        /// Away and not looked into for too long.
        AwayUnconfirmed = "away-unconfirmed",
        /// A plan to be looked at again.
        ReviewDue = "review-due",
        /// A reactive plan that does not keep its conditions.
        PlanUnmet = "plan-unmet",
        /// An interval plan covers the day.
        OwnInterval = "own-interval",
        /// An interval plan longer than the tier's cadence does.
        OwnIntervalLonger = "own-interval-longer",
        /// No tier set.
        NoTier = "no-tier",
        /// No owner set.
        NoOwner = "no-owner",
        /// An owner of whom no team is known.
        NoTeam = "no-team",
        /// An owner whose service has ended.
        OwnerInactive = "owner-inactive",
        /// No address.
        NoAddress = "no-address",
        /// Another address than when last seen.
        NewAddress = "new-address",
        /// Found not to live there.
        AddressDoubt = "address-doubt",
        /// Visits with children and without a referral, of people no longer managed too.
        ChildNoReferral = "child-no-referral",
        /// Attempts that wait for a decision.
        DecisionWanted = "decision-wanted",
        /// Bookings passed with nothing recorded.
        BookingPassed = "booking-passed",
        /// Visits not yet entered in the national register.
        NotEntered = "not-entered",
        /// Owed a week before.
        OwedWeekBefore = "owed-week-before",
        /// Owed then, visited since.
        CameRight = "came-right",
        /// Owed then, management ended since.
        EndedOwing = "ended-owing",
        /// Owed then and now.
        OwedStill = "owed-still",
        /// Of them those of whom another whole cycle was missed.
        MissedMore = "missed-more",
        /// Owed now and not then.
        Slipped = "slipped",
        /// Person-days managed.
        DaysManaged = "days-managed",
        /// Of them in mode required.
        DaysRequired = "days-required",
        /// Of them in mode suspended.
        DaysSuspended = "days-suspended",
        /// Of them in mode reactive.
        DaysReactive = "days-reactive",
        /// Of the days required, those with a requirement overdue.
        DaysOverdue = "days-overdue",
        /// Requirements on time, late, missed and overdue.
        VisitsRequired = "visits-required",
        /// Of them met by their deadline.
        VisitsOnTime = "visits-on-time",
        /// Met after it.
        VisitsLate = "visits-late",
        /// Missed.
        VisitsMissed = "visits-missed",
        /// Overdue still.
        VisitsOverdue = "visits-overdue",
    }
}

vocabulary! {
    /// What a measure counts.
    Unit {
        /// Offenders.
        People = "people",
        /// Visits, made or owed.
        Visits = "visits",
        /// Days of offenders.
        Days = "days",
    }
}

impl Measure {
    /// Whether it is counted over a period, and not on a day.
    pub fn is_flow(self) -> bool {
        self >= Measure::DaysManaged
    }

    /// Whether it is told from how things stood a week before.
    pub fn looks_back(self) -> bool {
        (Measure::OwedWeekBefore..=Measure::Slipped).contains(&self)
    }

    /// Whether it can be told of days gone by: when a visit was entered in the national register is recorded as an act
    /// and has no day of its own.
    pub fn is_of_the_past(self) -> bool {
        self != Measure::NotEntered
    }

    /// The bucket it counts, where it counts one.
    pub fn bucket(self) -> Option<crate::domain::row::Bucket> {
        let at = (self as usize).checked_sub(Measure::Missing as usize)?;
        crate::domain::row::Bucket::ALL.get(at).copied()
    }
}
