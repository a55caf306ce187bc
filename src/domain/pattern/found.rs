//! What a pattern found: days and numbers, and never a judgement.

use super::Pattern;
use crate::domain::cadence::Interval;
use crate::domain::day::{Day, Period};
use crate::domain::offender::{OffenderKey, OfficerKey, Status, TierKey};
use crate::domain::work::VisitKey;

/// What an absence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// Away, with this status.
    Status(Status),
    /// Desk-based.
    Desk,
}

/// One case of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it; docs/patterns.md says what each is")]
pub enum Found {
    /// `due`: the oldest due day owed, else the one that was set aside.
    AbsenceNearDue {
        from: Day,
        away: Away,
        due: Day,
        owed: bool,
    },
    AbsencesInARow {
        absences: Vec<Period>,
    },
    LoweredNearDue {
        on: Day,
        from: TierKey,
        to: TierKey,
        due: Day,
        owed: bool,
    },
    LoweredAndRaised {
        lowered: Day,
        raised: Day,
        from: TierKey,
        to: TierKey,
        again: TierKey,
    },
    /// `claimed`: the day is what the source of an extract says; `act`, else, that recorded it.
    RecordedLate {
        visit: VisitKey,
        day: Day,
        recorded: Day,
        claimed: bool,
        act: i64,
    },
    /// `officers`: each made all of these visits; `first` and `last` are minutes after midnight.
    ManyInAnHour {
        officers: Vec<OfficerKey>,
        day: Day,
        first: u16,
        last: u16,
        visits: Vec<(OffenderKey, VisitKey)>,
    },
    /// `officers`: each made both visits.
    TwoPlaces {
        officers: Vec<OfficerKey>,
        day: Day,
        times: [u16; 2],
        visits: [(OffenderKey, VisitKey); 2],
    },
    NoTime {
        visits: Vec<(Day, VisitKey)>,
    },
    IntervalRenewed {
        plans: Vec<Period>,
        authorised_by: Vec<OfficerKey>,
    },
    OneAuthoriser {
        officer: OfficerKey,
        authorised: u32,
        plans: u32,
        days: Vec<(Day, OffenderKey)>,
    },
    /// `since`: last seen, or where never since management began, the first day of it.
    UnseenTooLong {
        since: Day,
        as_of: Day,
        seen: bool,
        cadence: Interval,
    },
    EndedOwed {
        ended: Day,
        due: Day,
    },
    /// `before`: the record under which it ended, where that is another.
    BegunAgain {
        ended: Day,
        began: Day,
        before: Option<OffenderKey>,
    },
    Alike {
        as_of: Day,
        records: Vec<OffenderKey>,
    },
}

impl Found {
    /// Which pattern.
    pub fn pattern(&self) -> Pattern {
        match self {
            Found::AbsenceNearDue { .. } => Pattern::AbsenceNearDue,
            Found::AbsencesInARow { .. } => Pattern::AbsencesInARow,
            Found::LoweredNearDue { .. } => Pattern::LoweredNearDue,
            Found::LoweredAndRaised { .. } => Pattern::LoweredAndRaised,
            Found::RecordedLate { .. } => Pattern::RecordedLate,
            Found::ManyInAnHour { .. } => Pattern::ManyInAnHour,
            Found::TwoPlaces { .. } => Pattern::TwoPlaces,
            Found::NoTime { .. } => Pattern::NoTime,
            Found::IntervalRenewed { .. } => Pattern::IntervalRenewed,
            Found::OneAuthoriser { .. } => Pattern::OneAuthoriser,
            Found::UnseenTooLong { .. } => Pattern::UnseenTooLong,
            Found::EndedOwed { .. } => Pattern::EndedOwed,
            Found::BegunAgain { .. } => Pattern::BegunAgain,
            Found::Alike { .. } => Pattern::Alike,
        }
    }

    /// The days it speaks of, the earliest first.
    pub fn days(&self) -> Vec<Day> {
        let mut days = match self {
            Found::AbsenceNearDue { from, due, .. } => vec![*from, *due],
            Found::AbsencesInARow { absences } => absences.iter().map(|absence| absence.from).collect(),
            Found::LoweredNearDue { on, due, .. } => vec![*on, *due],
            Found::LoweredAndRaised { lowered, raised, .. } => vec![*lowered, *raised],
            Found::RecordedLate { day, recorded, .. } => vec![*day, *recorded],
            Found::ManyInAnHour { day, .. } | Found::TwoPlaces { day, .. } => vec![*day],
            Found::NoTime { visits } => visits.iter().map(|(day, _)| *day).collect(),
            Found::IntervalRenewed { plans, .. } => plans.iter().map(|plan| plan.from).collect(),
            Found::OneAuthoriser { days, .. } => days.iter().map(|(day, _)| *day).collect(),
            Found::UnseenTooLong { since, .. } => vec![*since],
            Found::EndedOwed { ended, due } => vec![*due, *ended],
            Found::BegunAgain { ended, began, .. } => vec![*ended, *began],
            Found::Alike { .. } => Vec::new(),
        };
        days.sort_unstable();
        days
    }

    /// The day by which it stands in a list: the one on which it came about.
    pub fn day(&self) -> Day {
        match self {
            Found::AbsenceNearDue { from, .. } => *from,
            Found::LoweredNearDue { on, .. } => *on,
            Found::RecordedLate { day, .. } => *day,
            Found::UnseenTooLong { as_of, .. } | Found::Alike { as_of, .. } => *as_of,
            _ => self.days().last().copied().unwrap_or(Day::MAX),
        }
    }

    /// The number that its threshold was held against: days, minutes, visits, plans or records; of one authoriser, how many of
    /// a hundred.
    pub fn number(&self) -> u32 {
        let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match self {
            Found::AbsenceNearDue { from: on, due, .. } | Found::LoweredNearDue { on, due, .. } => due.days_after(*on),
            Found::AbsencesInARow { absences } => many(absences.len()),
            Found::LoweredAndRaised { lowered, raised, .. } => raised.days_after(*lowered),
            Found::RecordedLate { day, recorded, .. } => recorded.days_after(*day),
            Found::ManyInAnHour { visits, .. } => many(visits.len()),
            Found::TwoPlaces { times: [first, second], .. } => u32::from(second - first),
            Found::NoTime { visits } => many(visits.len()),
            Found::IntervalRenewed { plans, .. } => many(plans.len()),
            Found::OneAuthoriser { authorised, plans, .. } => authorised * 100 / (*plans).max(1),
            Found::UnseenTooLong { since, as_of, .. } => as_of.days_after(*since),
            Found::EndedOwed { ended, due } => ended.days_after(*due),
            Found::BegunAgain { ended, began, .. } => began.days_after(*ended),
            Found::Alike { records, .. } => many(records.len()),
        }
    }

    /// The offenders it names beside the one in whose record it was found.
    pub fn offenders(&self) -> Vec<OffenderKey> {
        let mut named = match self {
            Found::ManyInAnHour { visits, .. } => visits.iter().map(|(offender, _)| *offender).collect(),
            Found::TwoPlaces { visits, .. } => visits.iter().map(|(offender, _)| *offender).collect(),
            Found::OneAuthoriser { days, .. } => days.iter().map(|(_, offender)| *offender).collect(),
            Found::BegunAgain { before, .. } => before.iter().copied().collect(),
            Found::Alike { records, .. } => records.clone(),
            _ => Vec::new(),
        };
        let mut once = Vec::new();
        named.retain(|offender| !once.contains(offender) && (once.push(*offender), true).1);
        named
    }

    /// The officers it names.
    pub fn officers(&self) -> Vec<OfficerKey> {
        match self {
            Found::ManyInAnHour { officers, .. } | Found::TwoPlaces { officers, .. } => officers.clone(),
            Found::OneAuthoriser { officer, .. } => vec![*officer],
            Found::IntervalRenewed { authorised_by, .. } => authorised_by.clone(),
            _ => Vec::new(),
        }
    }

    /// The visits it names.
    pub fn visits(&self) -> Vec<VisitKey> {
        match self {
            Found::RecordedLate { visit, .. } => vec![*visit],
            Found::ManyInAnHour { visits, .. } => visits.iter().map(|(_, visit)| *visit).collect(),
            Found::TwoPlaces { visits, .. } => visits.iter().map(|(_, visit)| *visit).collect(),
            Found::NoTime { visits } => visits.iter().map(|(_, visit)| *visit).collect(),
            _ => Vec::new(),
        }
    }
}
