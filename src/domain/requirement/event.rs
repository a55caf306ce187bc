//! What the fold tells as it goes: enough to count by, and enough to explain every date by.

use crate::domain::cadence::Interval;
use crate::domain::coverage::Pace;
use crate::domain::day::Day;
use crate::domain::offender::Status;
use crate::domain::visit::{Outcome, VisitKind};
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// The mode of a managed day (section 3).
    Mode {
        /// Visits are required.
        Required = "required",
        /// Away: nobody can visit.
        Suspended = "suspended",
        /// Desk-based.
        Reactive = "reactive",
    }
}

vocabulary! {
    /// How a requirement stands or ended, or that a visit was additional (section 6).
    Fate {
        /// Met by its deadline.
        OnTime = "on-time",
        /// Met after it.
        Late = "late",
        /// Its whole next cycle, or management, went by.
        Missed = "missed",
        /// Its deadline has passed.
        Overdue = "overdue",
        /// No requirement: an effective visit in the first half of a cycle.
        Additional = "additional",
        /// Set aside when a stretch ended.
        Lapsed = "lapsed",
        /// Upcoming; its deadline has not passed.
        Pending = "pending",
    }
}

/// One requirement, or additional visit, as an audit counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// How it stands.
    pub fate: Fate,
    /// The day it is counted on.
    pub count_day: Day,
    /// Its due day as it now stands; for an additional visit, that of the requirement it replaced.
    pub due: Day,
    /// The day of the visit that met it, or was additional.
    pub visit: Option<Day>,
}

/// A run of days alike, none before the record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Day,
    /// The first after them.
    pub until: Day,
    /// Their mode.
    pub mode: Mode,
    /// Whether a requirement is overdue, with each of them as the as-of day.
    pub overdue: bool,
}

/// Why a day has its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing says otherwise.
    Ordinary,
    /// Whereabouts unknown.
    Missing,
    /// Away, with this status.
    Away(Status),
    /// A reactive plan covers the day, and takes effect.
    Plan,
    /// A reactive plan covers the day and takes no effect: never yet seen in this management.
    PlanUnseen,
    /// A reactive plan covers the day and takes no effect: a requirement is overdue.
    PlanOverdue,
    /// A reactive plan covers the day and takes no effect: a requirement is near.
    PlanNear,
}

/// What a recorded visit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Met the upcoming requirement, due then.
    OnTime(Day),
    /// Met the overdue requirement, due then.
    Late(Day),
    /// Came in the first half of the cycle that began on the first day and was to end on the second.
    Additional(Day, Day),
    /// Outside a stretch with nothing overdue: it only sets the day last seen.
    OnlySeen,
    /// Met nothing and moved no date.
    Nothing(VisitKind, Outcome),
}

/// How a changed due day was found (section 4, "The tier or interval changes").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is the day wished for.
    ToWish,
    /// The day wished for was too soon: it is the soonest that a change makes anything due.
    ToSoonest,
    /// It stays: the visit is near, and nobody lengthens their way out of it.
    NearStays,
    /// It stays: what would replace it is no sooner.
    Stays,
}

/// One step of the proof of a due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Management began.
    Managed,
    /// The record begins, with the last effective visit known.
    TakenUp {
        /// That visit's day.
        seen: Option<Day>,
    },
    /// The mode from this day on.
    Mode(Mode, Why),
    /// A first requirement was called for.
    FirstCalled {
        /// It is due.
        due: Day,
        /// By the tier's `first_visit_days`.
        by_days: Day,
        /// By one interval.
        by_interval: Day,
        /// By what was set aside, moved on.
        carried: Option<Day>,
        /// The tier and interval it was reckoned by.
        pace: Pace,
    },
    /// The next requirement, one interval after a base.
    Scheduled {
        /// Counted from.
        base: Day,
        /// So many intervals.
        times: u32,
        /// Each this long.
        interval: Interval,
        /// It is due.
        due: Day,
    },
    /// What was set aside goes on.
    GoesOn {
        /// It was due.
        was: Day,
        /// It is due.
        due: Day,
        /// Set aside for so many days this time.
        paused: u32,
        /// And so many in all.
        paused_in_all: u32,
        /// What a first visit on return would be due on.
        first: Day,
    },
    /// What was set aside has lapsed.
    Lapsed {
        /// It was due.
        was: Day,
        /// It was set aside on.
        as_of: Day,
        /// For so many days in all.
        paused_in_all: u32,
        /// The status that calls for a return visit; none, the absence had reactive days.
        because: Option<Status>,
    },
    /// The tier or interval changed.
    Changed {
        /// Before.
        from: Pace,
        /// Now.
        to: Pace,
        /// It was due.
        was: Day,
        /// It is due.
        due: Day,
        /// The day wished for: counted from.
        since: Day,
        /// The day wished for.
        wish: Day,
        /// The soonest that a change makes anything due.
        soonest: Day,
        /// Which of them it is.
        moved: Moved,
    },
    /// A deadline passed unmet: the requirement is overdue.
    DeadlinePassed {
        /// It was due.
        due: Day,
        /// Days of tolerance.
        tolerance: u32,
        /// The one already overdue, which is now missed.
        missed: Option<Day>,
    },
    /// A visit was made.
    Visit(Effect),
    /// A stretch ended: the upcoming requirement is set aside.
    SetAside {
        /// It was due.
        due: Day,
    },
    /// Management ended, with this requirement overdue, now missed.
    ManagementEnded {
        /// Its due day.
        missed: Option<Day>,
    },
}

/// What the fold tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A requirement's place in an audit; each exactly once, as at the day the fold stopped.
    Counted(Counted),
    /// Person-days.
    Days(Days),
    /// A step of the proof, on a day.
    Step(Day, Step),
}
