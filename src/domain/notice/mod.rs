//! What a row is to be acted on for, beside the flags of the rulebook: what follows from visits, what was ordered,
//! planned or decided, what nobody has looked into. No notice moves a date or a bucket.
//!
//! Like everything of a day, a notice depends only on facts that start by then; the end of an absence, a management or a
//! plan that has started is known ahead.

mod absence;
mod address;
mod child;
mod decision;
mod ordered;
mod plan;
mod view;

pub use decision::Asks;
pub use ordered::settles;
pub use plan::Condition;

use super::day::Day;
use super::fact::PlanWord;
use super::offender::{Facts, OfficerKey, Status};
use super::pattern::Predictable;
use super::requirement::{Rules, Standing};
use super::visit::VisitKind;
use super::vocabulary::vocabulary;
use super::work::{At, Course, Stage, VisitKey};
use view::View;

vocabulary! {
    /// A thing to act on that no rule of visiting knows of, the most urgent first.
    Notice {
        /// Children were seen or identified on a visit, and nothing is recorded of a referral.
        ChildNoReferral = "child-no-referral",
        /// A supervisor is to decide what follows from failed attempts.
        DecisionWanted = "decision-wanted",
        /// A visit was ordered by a day that has gone by.
        DirectionBroken = "direction-broken",
        /// A visit is ordered by a day.
        Directed = "directed",
        /// What a supervisor decided after failed attempts still stands.
        Decided = "decided",
        /// The time of a booking has passed and nothing is recorded.
        BookingPassed = "booking-passed",
        /// A visit found that the offender does not live there.
        AddressDoubt = "address-doubt",
        /// Nobody has looked into a status for too long.
        Unconfirmed = "unconfirmed",
        /// An absence is about to end.
        ReturnsSoon = "returns-soon",
        /// Management is about to end.
        EndingSoon = "ending-soon",
        /// A raise of the tier has ended a plan that is still on file as running.
        PlanEnded = "plan-ended",
        /// A reactive plan does not keep the policy's conditions.
        PlanUnmet = "plan-unmet",
        /// The day by which a plan was to be looked at again has gone by.
        ReviewDue = "review-due",
        /// The last four visits share a weekday or a time of day, or all came just before they fell due.
        Predictable = "predictable",
    }
}

/// A notice with what is needed to say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// One visit on which children were seen or identified.
    ChildNoReferral {
        /// Which.
        visit: VisitKey,
        /// When.
        at: At,
        /// How many children.
        children: u16,
        /// Whole hours gone by since, by the civil clock. Where the visit's time is not recorded, since that day began:
        /// at most so many.
        hours: u32,
    },
    /// Why a decision is wanted; never empty.
    DecisionWanted(Vec<Asks>),
    /// A direction whose day has gone by.
    DirectionBroken(Ordered),
    /// A direction whose day has not.
    Directed(Ordered),
    /// The decision that stands.
    Decided {
        /// The day it was taken.
        on: Day,
        /// What is to be done.
        course: Course,
        /// How far a warrant has come, and since when.
        stage: Option<(Stage, Day)>,
        /// The day by which somebody is to go again.
        visit_by: Day,
    },
    /// A booking.
    BookingPassed {
        /// The day.
        day: Day,
        /// Minutes after midnight, local time.
        time: u16,
        /// Who was to go.
        officers: Vec<OfficerKey>,
    },
    /// The first visit that found the offender not to live there, and that nothing has settled.
    AddressDoubt {
        /// Its day.
        since: Day,
    },
    /// A status.
    Unconfirmed {
        /// Which.
        status: Status,
        /// When it was last looked into, or began.
        since: Day,
    },
    /// The end of an absence.
    ReturnsSoon {
        /// From what.
        status: Status,
        /// The first day back.
        until: Day,
    },
    /// The end of management.
    EndingSoon {
        /// The first day no longer managed.
        until: Day,
    },
    /// A plan that a raise has ended.
    PlanEnded {
        /// Its kind.
        kind: PlanWord,
        /// Its first day.
        from: Day,
        /// The day of the raise.
        raised: Day,
    },
    /// A reactive plan.
    PlanUnmet {
        /// Its first day.
        from: Day,
        /// What it does not keep; never empty.
        unmet: Vec<Condition>,
    },
    /// A plan.
    ReviewDue {
        /// Its kind.
        kind: PlanWord,
        /// Its first day.
        from: Day,
        /// The day by which it was to be looked at; none was set.
        review_by: Option<Day>,
    },
    /// What the last four visits share; never nothing.
    Predictable(Predictable),
}

/// A direction, as a list tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// The day it was given.
    pub on: Day,
    /// The day by which.
    pub visit_by: Day,
    /// A code of the policy.
    pub cause: String,
}

impl Told {
    /// Its word.
    pub fn notice(&self) -> Notice {
        match self {
            Told::ChildNoReferral { .. } => Notice::ChildNoReferral,
            Told::DecisionWanted(_) => Notice::DecisionWanted,
            Told::DirectionBroken(_) => Notice::DirectionBroken,
            Told::Directed(_) => Notice::Directed,
            Told::Decided { .. } => Notice::Decided,
            Told::BookingPassed { .. } => Notice::BookingPassed,
            Told::AddressDoubt { .. } => Notice::AddressDoubt,
            Told::Unconfirmed { .. } => Notice::Unconfirmed,
            Told::ReturnsSoon { .. } => Notice::ReturnsSoon,
            Told::EndingSoon { .. } => Notice::EndingSoon,
            Told::PlanEnded { .. } => Notice::PlanEnded,
            Told::PlanUnmet { .. } => Notice::PlanUnmet,
            Told::ReviewDue { .. } => Notice::ReviewDue,
            Told::Predictable(_) => Notice::Predictable,
        }
    }

    /// The officers it names.
    pub fn officers(&self) -> &[OfficerKey] {
        match self {
            Told::BookingPassed { officers, .. } => officers,
            _ => &[],
        }
    }

    /// The visit it speaks of, where it speaks of one.
    pub fn visit(&self) -> Option<VisitKey> {
        match self {
            Told::ChildNoReferral { visit, .. } => Some(*visit),
            _ => None,
        }
    }

    /// Whether it asks anybody to do anything: all do but a decision that nothing further is to be done for now, and that
    /// visits are predictable, which is to be borne in mind on the next one.
    pub fn asks(&self) -> bool {
        !matches!(self, Told::Decided { course: Course::Nothing, .. } | Told::Predictable(_))
    }
}

/// The notices of a managed offender whose [`Standing`] was folded to `now.day`, in the order of [`Notice::ALL`].
///
/// `now` is the day with the minutes of its clock; its end where it has gone by ([`At::end_of`]), its beginning where it
/// is still to come.
pub fn notices(facts: &Facts, rules: &Rules, standing: &Standing, now: At) -> Vec<Told> {
    let view = View::new(facts, rules, now);
    let mut told = children(facts, now);
    decision::tell(&view, standing.mode, &mut told);
    ordered::directions(&view, &mut told);
    ordered::bookings(&view, &mut told);
    address::tell(&view, &mut told);
    absence::tell(&view, &mut told);
    plan::tell(&view, standing, &mut told);
    // A tier that no policy has the fold has found out before.
    let predictable = Predictable::of(facts, rules, standing).ok().flatten();
    told.extend(predictable.filter(Predictable::is_so).map(Told::Predictable));
    told.sort_by_key(Told::notice);
    told
}

/// The most failed attempts with entry sought at one address, since last seen and since the last decision: what the
/// policy's `attempts_for_decision` is held against.
pub fn attempts_for_decision(facts: &Facts, rules: &Rules, now: At) -> u32 {
    decision::tried(&View::new(facts, rules, now))
}

/// The failed attempts up to a day that no effective visit follows, as places among the visits.
pub fn attempts_since_seen(facts: &Facts, rules: &Rules, as_of: Day) -> Vec<usize> {
    let view = View::new(facts, rules, At::end_of(as_of));
    let visits = view.visits().iter().enumerate();
    let tried = visits.filter(|(place, visit)| view.is(visit, VisitKind::Attempt) && !view.seen_since(*place));
    tried.map(|(place, _)| place).collect()
}

/// Visits with children and without a referral: told of everybody, managed or not.
pub fn children(facts: &Facts, now: At) -> Vec<Told> {
    child::without_referral(&facts.work, now)
}
