//! Figures by measure, what adds up to what, and what is a part of what.

use std::ops::{Index, IndexMut};

use super::Measure;
use crate::report::{ReportFault, adds_up};

/// A figure of each measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures([u64; Measure::ALL.len()]);

impl Default for Figures {
    fn default() -> Figures {
        Figures([0; Measure::ALL.len()])
    }
}

impl Index<Measure> for Figures {
    type Output = u64;

    fn index(&self, measure: Measure) -> &u64 {
        &self.0[measure as usize]
    }
}

impl IndexMut<Measure> for Figures {
    fn index_mut(&mut self, measure: Measure) -> &mut u64 {
        &mut self.0[measure as usize]
    }
}

impl Figures {
    /// Whether every figure is 0.
    pub fn is_empty(&self) -> bool {
        *self == Figures::default()
    }
}

/// What adds up to what, of everybody and of every group.
pub const SUMS: &[(Measure, &[Measure])] = {
    use Measure as M;
    &[
        (M::Managed, &[M::Missing, M::Overdue, M::Due, M::OnTrack, M::Suspended, M::Reactive]),
        (M::Owed, &[M::OwedTo7, M::OwedTo30, M::OwedTo90, M::OwedTo180, M::OwedOver180]),
        (M::Owed, &[M::Overdue, M::OwedMissing, M::OwedFrozen]),
        (M::Owed, &[M::DirectionBroken, M::Directed, M::NoDirection]),
        (M::Suspended, &[M::AwayCustody, M::AwayHospital, M::AwayAbroad, M::AwayElsewhere]),
        (M::Owed, &[M::OwedStill, M::Slipped]),
        (M::OwedWeekBefore, &[M::OwedStill, M::CameRight, M::EndedOwing]),
        (M::DaysManaged, &[M::DaysRequired, M::DaysSuspended, M::DaysReactive]),
        (M::VisitsRequired, &[M::VisitsOnTime, M::VisitsLate, M::VisitsMissed, M::VisitsOverdue]),
    ]
};

impl Measure {
    /// What it is a part of: the other number of its fraction.
    pub fn whole(self) -> Option<Measure> {
        use Measure as M;
        Some(match self {
            M::Managed | M::DaysManaged | M::VisitsRequired | M::OwedDays | M::OwedWeekBefore => return None,
            M::ChildNoReferral | M::NotEntered => return None,
            M::OwedTo7 | M::OwedTo30 | M::OwedTo90 | M::OwedTo180 | M::OwedOver180 => M::Owed,
            M::OwedNeverVisited | M::OwedFrozen | M::OwedMissing | M::OwedStill | M::Slipped => M::Owed,
            M::DirectionBroken | M::Directed | M::NoDirection => M::Owed,
            M::OwedDaysVisitable => M::OwedDays,
            M::MissingUnconfirmed => M::Missing,
            M::AwayCustody | M::AwayHospital | M::AwayAbroad | M::AwayElsewhere | M::AwayUnconfirmed => M::Suspended,
            M::OwnIntervalLonger => M::OwnInterval,
            M::CameRight | M::EndedOwing => M::OwedWeekBefore,
            M::MissedMore => M::OwedStill,
            M::DaysRequired | M::DaysSuspended | M::DaysReactive => M::DaysManaged,
            M::DaysOverdue => M::DaysRequired,
            M::VisitsOnTime | M::VisitsLate | M::VisitsMissed | M::VisitsOverdue => M::VisitsRequired,
            _ => M::Managed,
        })
    }
}

/// Answers that what adds up does, and that no part is more than its whole; or the fault. What is told from a week before
/// is left out where there was none.
pub(in crate::report) fn check(figures: &Figures, week: bool) -> Result<(), ReportFault> {
    let told = |measure: &Measure| week || !measure.looks_back();
    for (whole, parts) in SUMS.iter().filter(|(_, parts)| parts.iter().all(told)) {
        let sum = parts.iter().map(|part| figures[*part]).sum();
        adds_up("a figure and what it is made of", sum, figures[*whole])?;
    }
    for measure in Measure::ALL.iter().copied() {
        let Some(whole) = measure.whole() else { continue };
        if figures[measure] > figures[whole] {
            let (left, right) = (figures[measure], figures[whole]);
            return Err(ReportFault::DoesNotAddUp { what: "a part and its whole", left, right });
        }
    }
    Ok(())
}
