//! What each pattern is, in words: what it looks for, its rule with the numbers of a policy, and what it looks at.

use super::{Pattern, Threshold, Thresholds};

impl Pattern {
    /// What somebody is to look at, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Pattern::AbsenceNearDue => "an absence begun with a visit owed or about to fall due",
            Pattern::AbsencesInARow => "one short absence after another",
            Pattern::LoweredNearDue => "a risk level lowered with a visit owed or about to fall due",
            Pattern::LoweredAndRaised => "a risk level lowered, and raised again within a cycle",
            Pattern::RecordedLate => "a visit recorded long after it",
            Pattern::ManyInAnHour => "many visits of one officer within an hour",
            Pattern::TwoPlaces => "one officer with two people at one time",
            Pattern::NoTime => "one visit that counts after another without a time",
            Pattern::IntervalRenewed => "a longer own interval, renewed again and again",
            Pattern::OneAuthoriser => "one person who authorised most plans that ask for less",
            Pattern::UnseenTooLong => "not seen for long, whatever the reason",
            Pattern::EndedOwed => "management ended with a visit owed",
            Pattern::BegunAgain => "management begun again soon after it ended",
            Pattern::Alike => "two records that look like one person",
        }
    }

    /// Its rule, with the numbers it is held against.
    pub fn rule(self, numbers: &Thresholds) -> String {
        let of = |threshold| numbers.of(threshold);
        match self {
            Pattern::AbsenceNearDue => format!(
                "an absence, desk-based days too, that set a visit aside and began with a visit overdue, or with the next due \
                 within {} of its first day",
                days(of(Threshold::AbsenceBeforeDueDays))
            ),
            Pattern::AbsencesInARow => format!(
                "{} absences or more, each ended within {}, each begun within {} of the end of the one before",
                of(Threshold::ShortAbsences),
                days(of(Threshold::ShortAbsenceDays)),
                days(of(Threshold::ShortAbsencesApartDays))
            ),
            Pattern::LoweredNearDue => format!(
                "a lower risk level than the day before, with a visit overdue or due within {} as it stood the evening before, \
                 and the person not seen on the day",
                days(of(Threshold::LoweredBeforeDueDays))
            ),
            Pattern::LoweredAndRaised => format!(
                "a risk level raised within {} of the one it had been lowered to",
                counted(of(Threshold::RaisedAgainCycles), "cadence", "cadences")
            ),
            Pattern::RecordedLate => {
                format!("a visit recorded more than {} after it", days(of(Threshold::RecordedAfterDays)))
            }
            Pattern::ManyInAnHour => format!(
                "{} visits or more of one officer on one day, no more than an hour from the first to the last",
                of(Threshold::VisitsInAnHour)
            ),
            Pattern::TwoPlaces => format!(
                "two visits to two people, one after the other in one officer's day, fewer than {} apart",
                counted(of(Threshold::MinutesBetweenVisits), "minute", "minutes")
            ),
            Pattern::NoTime => format!(
                "the last {} or more of one person that count, all without a time",
                counted(of(Threshold::VisitsWithoutTime), "visit", "visits")
            ),
            Pattern::IntervalRenewed => format!(
                "{} own intervals or more, longer than the risk level asks, each begun within {} of the end of the one before",
                of(Threshold::OwnIntervals),
                days(of(Threshold::OwnIntervalsApartDays))
            ),
            Pattern::OneAuthoriser => format!(
                "one person authorised {} in a hundred or more of the plans that ask for fewer visits than the risk level \
                 does, where there are {} or more",
                of(Threshold::AuthorisedPercent),
                of(Threshold::AuthorisedPlans)
            ),
            Pattern::UnseenTooLong => format!(
                "managed, and not seen for more than {} of a risk level that was theirs by then, all by the policy that was \
                 adopted first, whatever plan, absence or later policy excuses it",
                counted(of(Threshold::UnseenCadences), "cadence", "cadences")
            ),
            Pattern::EndedOwed => {
                format!("management ended with a visit overdue for {} or more", days(of(Threshold::EndedOwedDays)))
            }
            Pattern::BegunAgain => format!(
                "management begun within {} of its end, under the same record or one that looks like the same person",
                days(of(Threshold::BegunAgainDays))
            ),
            Pattern::Alike => {
                "the same day of birth and the same words of all names, whatever their order, case and accents"
                    .to_owned()
            }
        }
    }

    /// The numbers of its rule, as short as a column of a table; nothing where it has none.
    pub fn held_against(self, numbers: &Thresholds) -> String {
        let of = |threshold| numbers.of(threshold);
        match self {
            Pattern::AbsenceNearDue => days(of(Threshold::AbsenceBeforeDueDays)),
            Pattern::AbsencesInARow => format!(
                "{} of {}, {} apart",
                of(Threshold::ShortAbsences),
                days(of(Threshold::ShortAbsenceDays)),
                days(of(Threshold::ShortAbsencesApartDays))
            ),
            Pattern::LoweredNearDue => days(of(Threshold::LoweredBeforeDueDays)),
            Pattern::LoweredAndRaised => counted(of(Threshold::RaisedAgainCycles), "cadence", "cadences"),
            Pattern::RecordedLate => days(of(Threshold::RecordedAfterDays)),
            Pattern::ManyInAnHour => counted(of(Threshold::VisitsInAnHour), "visit", "visits"),
            Pattern::TwoPlaces => counted(of(Threshold::MinutesBetweenVisits), "minute", "minutes"),
            Pattern::NoTime => counted(of(Threshold::VisitsWithoutTime), "visit", "visits"),
            Pattern::IntervalRenewed => {
                let apart = days(of(Threshold::OwnIntervalsApartDays));
                format!("{}, {apart} apart", of(Threshold::OwnIntervals))
            }
            Pattern::OneAuthoriser => {
                format!("{} % of {}", of(Threshold::AuthorisedPercent), of(Threshold::AuthorisedPlans))
            }
            Pattern::UnseenTooLong => counted(of(Threshold::UnseenCadences), "cadence", "cadences"),
            Pattern::EndedOwed => days(of(Threshold::EndedOwedDays)),
            Pattern::BegunAgain => days(of(Threshold::BegunAgainDays)),
            Pattern::Alike => String::new(),
        }
    }

    /// Whether its cases are as at the last day, and not of days in the time.
    pub fn is_of_the_last_day(self) -> bool {
        matches!(self, Pattern::UnseenTooLong | Pattern::Alike)
    }

    /// What it looks at, of which its cases are some: one of them, and several.
    pub fn looked_at(self) -> (&'static str, &'static str) {
        match self {
            Pattern::AbsenceNearDue => ("absence begun", "absences begun"),
            Pattern::AbsencesInARow => ("row of short absences", "rows of short absences"),
            Pattern::LoweredNearDue => ("risk level lowered", "risk levels lowered"),
            Pattern::LoweredAndRaised => ("risk level raised", "risk levels raised"),
            Pattern::RecordedLate => ("visit known when recorded", "visits known when recorded"),
            Pattern::ManyInAnHour => ("officers' round of a day", "officers' rounds of a day"),
            Pattern::TwoPlaces => ("pair of visits in a row", "pairs of visits in a row"),
            Pattern::NoTime => ("person with visits enough", "people with visits enough"),
            Pattern::IntervalRenewed => ("row of longer intervals", "rows of longer intervals"),
            Pattern::OneAuthoriser => ("plan begun", "plans begun"),
            Pattern::UnseenTooLong => ("person managed", "people managed"),
            Pattern::EndedOwed => ("management ended", "managements ended"),
            Pattern::BegunAgain => ("management begun", "managements begun"),
            Pattern::Alike => ("record with a birth date", "records with a birth date"),
        }
    }

    /// The numbers it is held against.
    pub fn thresholds(self) -> &'static [Threshold] {
        match self {
            Pattern::AbsenceNearDue => &[Threshold::AbsenceBeforeDueDays],
            Pattern::AbsencesInARow => {
                &[Threshold::ShortAbsenceDays, Threshold::ShortAbsences, Threshold::ShortAbsencesApartDays]
            }
            Pattern::LoweredNearDue => &[Threshold::LoweredBeforeDueDays],
            Pattern::LoweredAndRaised => &[Threshold::RaisedAgainCycles],
            Pattern::RecordedLate => &[Threshold::RecordedAfterDays],
            Pattern::ManyInAnHour => &[Threshold::VisitsInAnHour],
            Pattern::TwoPlaces => &[Threshold::MinutesBetweenVisits],
            Pattern::NoTime => &[Threshold::VisitsWithoutTime],
            Pattern::IntervalRenewed => &[Threshold::OwnIntervals, Threshold::OwnIntervalsApartDays],
            Pattern::OneAuthoriser => &[Threshold::AuthorisedPlans, Threshold::AuthorisedPercent],
            Pattern::UnseenTooLong => &[Threshold::UnseenCadences],
            Pattern::EndedOwed => &[Threshold::EndedOwedDays],
            Pattern::BegunAgain => &[Threshold::BegunAgainDays],
            Pattern::Alike => &[],
        }
    }
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn days(count: u32) -> String {
    counted(count, "day", "days")
}
