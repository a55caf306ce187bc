//! The numbers that patterns are held against: `[integrity]` of a policy. A key that is absent means what stands here, which
//! is the baseline's.

use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// One of the numbers, by its key in the policy.
    Threshold {
        /// An absence begun so many days before a due day, or fewer, is shown.
        AbsenceBeforeDueDays = "absence_before_due_days",
        /// An absence of so many days, or fewer, is short.
        ShortAbsenceDays = "short_absence_days",
        /// So many short absences, or more, are shown.
        ShortAbsences = "short_absences",
        /// They are one after another where so many days, or fewer, lie between.
        ShortAbsencesApartDays = "short_absences_apart_days",
        /// A tier lowered so many days before a due day, or fewer, is shown.
        LoweredBeforeDueDays = "lowered_before_due_days",
        /// A tier raised within so many cadences of its lowering is shown.
        RaisedAgainCycles = "raised_again_cycles",
        /// A visit recorded more than so many days after it is shown.
        RecordedAfterDays = "recorded_after_days",
        /// So many visits of one officer within an hour, or more, are shown.
        VisitsInAnHour = "visits_in_an_hour",
        /// Visits of one officer to two people fewer than so many minutes apart are shown.
        MinutesBetweenVisits = "minutes_between_visits",
        /// So many effective visits one after another without a time are shown.
        VisitsWithoutTime = "visits_without_time",
        /// So many own intervals one after another, or more, are shown.
        OwnIntervals = "own_intervals",
        /// They are one after another where so many days, or fewer, lie between.
        OwnIntervalsApartDays = "own_intervals_apart_days",
        /// Who authorised them is looked at where there are so many plans, or more.
        AuthorisedPlans = "authorised_plans",
        /// One person who authorised so many of a hundred, or more, is shown.
        AuthorisedPercent = "authorised_percent",
        /// Whoever was not seen for more than so many cadences is shown.
        UnseenCadences = "unseen_cadences",
        /// A management ended with a visit owed for so many days, or more, is shown.
        EndedOwedDays = "ended_owed_days",
        /// A management begun so many days after one ended, or fewer, is shown.
        BegunAgainDays = "begun_again_days",
        /// The hour from which a visit is in the evening.
        EveningFromHour = "evening_from_hour",
    }
}

/// Longer than anybody is managed.
const MOST_DAYS: u32 = 36_525;

impl Threshold {
    /// What it is where a policy does not say.
    pub const fn default(self) -> u32 {
        match self {
            Threshold::AbsenceBeforeDueDays | Threshold::LoweredBeforeDueDays => 14,
            Threshold::ShortAbsenceDays | Threshold::RecordedAfterDays | Threshold::OwnIntervalsApartDays => 28,
            Threshold::ShortAbsences | Threshold::VisitsWithoutTime | Threshold::OwnIntervals => 3,
            Threshold::ShortAbsencesApartDays => 60,
            Threshold::RaisedAgainCycles | Threshold::EndedOwedDays => 1,
            Threshold::VisitsInAnHour => 4,
            Threshold::MinutesBetweenVisits | Threshold::AuthorisedPlans => 5,
            Threshold::AuthorisedPercent => 75,
            Threshold::UnseenCadences => 2,
            Threshold::BegunAgainDays => 90,
            Threshold::EveningFromHour => 18,
        }
    }

    /// The least and the most it may be.
    pub fn bounds(self) -> (u32, u32) {
        match self {
            Threshold::ShortAbsences | Threshold::OwnIntervals => (2, 20),
            Threshold::VisitsInAnHour => (2, 60),
            Threshold::MinutesBetweenVisits => (1, 720),
            Threshold::RaisedAgainCycles | Threshold::UnseenCadences | Threshold::VisitsWithoutTime => (1, 20),
            Threshold::AuthorisedPlans => (1, 10_000),
            Threshold::AuthorisedPercent => (1, 100),
            Threshold::EveningFromHour => (12, 23),
            Threshold::ShortAbsenceDays | Threshold::EndedOwedDays => (1, MOST_DAYS),
            _ => (0, MOST_DAYS),
        }
    }
}

/// All of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds([u32; Threshold::ALL.len()]);

impl Thresholds {
    /// One of them.
    pub fn of(&self, threshold: Threshold) -> u32 {
        self.0[threshold as usize]
    }

    /// The same with another number in one place.
    pub fn with(mut self, threshold: Threshold, number: u32) -> Thresholds {
        self.0[threshold as usize] = number;
        self
    }
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        let mut numbers = [0; Threshold::ALL.len()];
        Threshold::ALL.iter().for_each(|threshold| numbers[*threshold as usize] = threshold.default());
        Thresholds(numbers)
    }
}
