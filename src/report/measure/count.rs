//! What one offender contributes to each measure: the one definition of every figure.

use super::{Measure, Sight};
use crate::domain::day::Day;
use crate::domain::notice::{Notice, Told};
use crate::domain::offender::{Status, holding};
use crate::domain::requirement::{Counted, Days, Event, Fate, Mode, Why};
use crate::domain::row::{Bucket, Flag};

impl Measure {
    /// What an offender contributes to a stock on a day; 0 of a flow. Whoever contributes more than 0 is a case of it.
    pub fn count(self, sight: &Sight<'_>) -> u64 {
        match self {
            Measure::Managed => sight.standing.is_some().into(),
            Measure::Missing
            | Measure::Overdue
            | Measure::Due
            | Measure::OnTrack
            | Measure::Suspended
            | Measure::Reactive => (sight.bucket().is_some() && sight.bucket() == self.bucket()).into(),
            Measure::Owed => sight.owed_since().is_some().into(),
            Measure::OwedTo7 => aged(sight, 0, 7),
            Measure::OwedTo30 => aged(sight, 8, 30),
            Measure::OwedTo90 => aged(sight, 31, 90),
            Measure::OwedTo180 => aged(sight, 91, 180),
            Measure::OwedOver180 => aged(sight, 181, u32::MAX),
            Measure::OwedNeverVisited => (sight.owed_since().is_some() && sight.has(Flag::NeverVisited)).into(),
            Measure::OwedFrozen => frozen(sight).into(),
            Measure::OwedMissing => (sight.owed_since().is_some() && sight.bucket() == Some(Bucket::Missing)).into(),
            Measure::OwedDays => sight.owed_days().unwrap_or(0).into(),
            Measure::OwedDaysVisitable => sight.standing.map_or(0, |standing| standing.days_overdue).into(),
            Measure::DirectionBroken => (ordered(sight) == Some((true, Order::Broken))).into(),
            Measure::Directed => (ordered(sight) == Some((true, Order::Standing))).into(),
            Measure::NoDirection => (ordered(sight) == Some((true, Order::None))).into(),
            Measure::BrokenNotOwed => (ordered(sight) == Some((false, Order::Broken))).into(),
            Measure::DirectedNotOwed => (ordered(sight) == Some((false, Order::Standing))).into(),
            Measure::MissingUnconfirmed => unconfirmed(sight, Bucket::Missing),
            Measure::AwayCustody => away(sight, Status::Custody),
            Measure::AwayHospital => away(sight, Status::Hospital),
            Measure::AwayAbroad => away(sight, Status::Abroad),
            Measure::AwayElsewhere => away(sight, Status::Elsewhere),
            Measure::AwayUnconfirmed => unconfirmed(sight, Bucket::Suspended),
            Measure::ReviewDue => (planned(sight) && sight.told(Notice::ReviewDue) > 0).into(),
            Measure::PlanUnmet => (planned(sight) && sight.told(Notice::PlanUnmet) > 0).into(),
            Measure::OwnInterval => sight.standing.is_some_and(|standing| standing.own_interval).into(),
            Measure::OwnIntervalLonger => longer(sight).into(),
            Measure::NoTier => (sight.standing.is_some() && holding(&sight.facts.tiers, sight.day()).is_none()).into(),
            Measure::NoOwner => {
                (sight.standing.is_some() && holding(&sight.facts.owners, sight.day()).is_none()).into()
            }
            Measure::NoTeam => without_team(sight).into(),
            Measure::OwnerInactive => sight.has(Flag::OwnerInactive).into(),
            Measure::NoAddress => sight.has(Flag::NoAddress).into(),
            Measure::NewAddress => sight.has(Flag::NewAddress).into(),
            Measure::AddressDoubt => {
                if sight.is_settled() {
                    return 0;
                }
                told(sight, Notice::AddressDoubt)
            }
            Measure::ChildNoReferral => {
                if sight.facts.work.children.is_empty() {
                    return 0;
                }
                sight.told(Notice::ChildNoReferral) as u64
            }
            Measure::DecisionWanted => {
                if sight.facts.work.decisions.is_empty() && sight.is_settled() {
                    return 0;
                }
                told(sight, Notice::DecisionWanted)
            }
            Measure::BookingPassed => {
                if sight.facts.work.bookings.is_empty() {
                    return 0;
                }
                told(sight, Notice::BookingPassed)
            }
            Measure::NotEntered => sight.not_entered.iter().filter(|day| **day <= sight.day()).count() as u64,
            Measure::OwedWeekBefore => sight.was.is_some_and(|was| was.owed).into(),
            Measure::CameRight => (then_and_now(sight) == (true, Some(false))).into(),
            Measure::EndedOwing => (then_and_now(sight) == (true, None)).into(),
            Measure::OwedStill => (then_and_now(sight) == (true, Some(true))).into(),
            Measure::MissedMore => missed_more(sight).into(),
            Measure::Slipped => (sight.owed_since().is_some() && then_and_now(sight) != (true, Some(true))).into(),
            // flows; a new measure is to be named above or here
            Measure::DaysManaged
            | Measure::DaysRequired
            | Measure::DaysSuspended
            | Measure::DaysReactive
            | Measure::DaysOverdue
            | Measure::VisitsRequired
            | Measure::VisitsOnTime
            | Measure::VisitsLate
            | Measure::VisitsMissed
            | Measure::VisitsOverdue => 0,
        }
    }

    /// What an event of an offender's fold contributes to a flow over the days of `[from, until)`; 0 to a stock. Of two
    /// periods that touch it is the sum of what it is of each.
    pub fn count_event(self, event: &Event, from: Day, until: Day) -> u64 {
        if self.counts(event) { amount(event, from, until) } else { 0 }
    }

    /// Whether it counts an event at all: then what it counts of it over a period is the event's [`amount`].
    pub(in crate::report) fn counts(self, event: &Event) -> bool {
        match event {
            Event::Days(days) => match self {
                Measure::DaysManaged => true,
                Measure::DaysRequired => days.mode == Mode::Required,
                Measure::DaysSuspended => days.mode == Mode::Suspended,
                Measure::DaysReactive => days.mode == Mode::Reactive,
                Measure::DaysOverdue => days.mode == Mode::Required && days.overdue,
                _ => false,
            },
            Event::Counted(counted) => match self {
                Measure::VisitsRequired => {
                    matches!(counted.fate, Fate::OnTime | Fate::Late | Fate::Missed | Fate::Overdue)
                }
                Measure::VisitsOnTime => counted.fate == Fate::OnTime,
                Measure::VisitsLate => counted.fate == Fate::Late,
                Measure::VisitsMissed => counted.fate == Fate::Missed,
                Measure::VisitsOverdue => counted.fate == Fate::Overdue,
                _ => false,
            },
            Event::Step(..) => false,
        }
    }

    /// The notice that a case of it has, where there is one.
    pub fn notice(self) -> Option<Notice> {
        Some(match self {
            Measure::DirectionBroken | Measure::BrokenNotOwed => Notice::DirectionBroken,
            Measure::Directed | Measure::DirectedNotOwed => Notice::Directed,
            Measure::MissingUnconfirmed | Measure::AwayUnconfirmed => Notice::Unconfirmed,
            Measure::ReviewDue => Notice::ReviewDue,
            Measure::PlanUnmet => Notice::PlanUnmet,
            Measure::AddressDoubt => Notice::AddressDoubt,
            Measure::ChildNoReferral => Notice::ChildNoReferral,
            Measure::DecisionWanted => Notice::DecisionWanted,
            Measure::BookingPassed => Notice::BookingPassed,
            _ => return None,
        })
    }
}

/// Which flows count an event, worked out once for each kind of event that differs in that.
pub(in crate::report) struct Counting([Vec<Measure>; 4 + Fate::ALL.len()]);

impl Counting {
    pub fn new() -> Counting {
        let day = Day::MIN;
        let days = |(mode, overdue)| Event::Days(Days { from: day, until: day, mode, overdue });
        let fate = |fate| Event::Counted(Counted { fate, count_day: day, due: day, visit: None });
        let modes =
            [(Mode::Required, false), (Mode::Required, true), (Mode::Suspended, false), (Mode::Reactive, false)];
        let kinds = modes.into_iter().map(days).chain(Fate::ALL.iter().copied().map(fate));
        let mut counting = Counting(Default::default());
        for event in kinds {
            if let Some(kind) = kind(&event) {
                counting.0[kind].extend(Measure::flows().filter(|measure| measure.counts(&event)));
            }
        }
        counting
    }

    /// Those that count it.
    pub fn of(&self, event: &Event) -> &[Measure] {
        kind(event).map_or(&[], |kind| &self.0[kind])
    }
}

/// Away or desk-based, a day is counted alike whether or not a requirement is overdue.
fn kind(event: &Event) -> Option<usize> {
    match event {
        Event::Days(days) => Some(match days.mode {
            Mode::Required => usize::from(days.overdue),
            Mode::Suspended => 2,
            Mode::Reactive => 3,
        }),
        Event::Counted(counted) => Some(4 + counted.fate as usize),
        Event::Step(..) => None,
    }
}

/// The days on which an event takes place, up to before the second: those of a run, or the count day.
pub(in crate::report) fn span(event: &Event) -> Option<(Day, Day)> {
    match event {
        Event::Days(days) => Some((days.from, days.until)),
        Event::Counted(counted) => Some((counted.count_day, counted.count_day.next())),
        Event::Step(..) => None,
    }
}

/// How much of an event is in `[from, until)`: so many days of a run; 1 where the count day is in it, else 0.
pub(in crate::report) fn amount(event: &Event, from: Day, until: Day) -> u64 {
    match event {
        Event::Days(days) => days.until.min(until).days_after(days.from.max(from)).into(),
        Event::Counted(counted) => (from <= counted.count_day && counted.count_day < until).into(),
        Event::Step(..) => 0,
    }
}

fn aged(sight: &Sight<'_>, least: u32, most: u32) -> u64 {
    sight.owed_days().is_some_and(|days| (least..=most).contains(&days)).into()
}

fn frozen(sight: &Sight<'_>) -> bool {
    sight.standing.is_some_and(|standing| standing.overdue.is_some() && standing.mode != Mode::Required)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Broken,
    Standing,
    None,
}

/// Whether a requirement of somebody managed is overdue, and what was ordered; one broken comes before one that stands.
fn ordered(sight: &Sight<'_>) -> Option<(bool, Order)> {
    sight.standing?;
    let owed = sight.owed_since().is_some();
    if sight.facts.work.directions.is_empty() {
        return Some((owed, Order::None));
    }
    Some(match (sight.told(Notice::DirectionBroken), sight.told(Notice::Directed)) {
        (0, 0) => (owed, Order::None),
        (0, _) => (owed, Order::Standing),
        _ => (owed, Order::Broken),
    })
}

fn away(sight: &Sight<'_>, status: Status) -> u64 {
    sight.standing.is_some_and(|standing| standing.why == Why::Away(status)).into()
}

/// In this bucket, and a status that puts it there has not been looked into.
fn unconfirmed(sight: &Sight<'_>, bucket: Bucket) -> u64 {
    let of_bucket = |told: &Told| matches!(told, Told::Unconfirmed { status, .. } if (*status == Status::Missing) == (bucket == Bucket::Missing));
    (sight.bucket() == Some(bucket) && sight.notices().iter().any(of_bucket)).into()
}

fn planned(sight: &Sight<'_>) -> bool {
    sight.standing.is_some() && !sight.facts.plans.is_empty()
}

fn longer(sight: &Sight<'_>) -> bool {
    let Some(standing) = sight.standing.filter(|standing| standing.own_interval) else { return false };
    let tier = sight.rules.book.on(sight.day()).tier(standing.tier);
    tier.is_some_and(|tier| standing.interval.longer_than(tier.cadence))
}

fn without_team(sight: &Sight<'_>) -> bool {
    let owner = holding(&sight.facts.owners, sight.day()).filter(|_| sight.standing.is_some());
    owner.is_some_and(|owner| sight.roster.team_on(owner, sight.day()).is_none())
}

/// A notice of a managed offender that is counted in people.
fn told(sight: &Sight<'_>, notice: Notice) -> u64 {
    (sight.standing.is_some() && sight.told(notice) > 0).into()
}

/// Whether one was overdue a week before, and whether one is now under the same management; none where that has ended.
fn then_and_now(sight: &Sight<'_>) -> (bool, Option<bool>) {
    let Some(was) = sight.was.filter(|was| was.owed) else { return (false, None) };
    let same = sight.standing.filter(|standing| standing.managed_from == was.managed_from);
    (true, same.map(|standing| standing.overdue.is_some()))
}

fn missed_more(sight: &Sight<'_>) -> bool {
    let more = sight.was.zip(sight.standing).is_some_and(|(was, standing)| standing.missed > was.missed);
    then_and_now(sight) == (true, Some(true)) && more
}
