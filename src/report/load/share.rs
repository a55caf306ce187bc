//! Cases to a full-time officer, and who is above the policy's number.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::offender::OfficerKey;
use crate::domain::officer::Roster;

/// So many cases to so much of a full-time officer: a rate, kept as its fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerFte {
    /// Cases.
    pub cases: u64,
    /// Hundredths of a full-time officer; never 0.
    pub fte_hundredths: u64,
}

impl PerFte {
    /// None where there is no officer to have them.
    pub fn of(cases: u64, fte_hundredths: u64) -> Option<PerFte> {
        (fte_hundredths > 0).then_some(PerFte { cases, fte_hundredths })
    }

    /// Of an officer's own cases on a day; none where the officer is not in service, or no full-time share is recorded.
    pub fn of_officer(cases: u64, officer: OfficerKey, roster: &Roster, day: Day) -> Option<PerFte> {
        let officer = roster.get(officer).filter(|officer| !officer.left_by(day))?;
        PerFte::of(cases, u64::from(officer.on(day)?.fte_hundredths?))
    }

    /// Whether it is more than so many cases to one full-time officer.
    pub fn is_above(self, number: u32) -> bool {
        self.cases * 100 > u64::from(number) * self.fte_hundredths
    }

    /// Tenths of cases to one full-time officer, rounded, but never so that it seems on the other side of `number`.
    pub fn tenths(self, number: u32) -> u64 {
        let rounded = (self.cases * 2_000 + self.fte_hundredths) / (self.fte_hundredths * 2);
        let bound = u64::from(number) * 10;
        if self.is_above(number) { rounded.max(bound + 1) } else { rounded.min(bound) }
    }
}

/// The officers in service on a day who have more cases to a full-time officer than `number`, by key. Those whose share is
/// not recorded cannot be said to be above, and are not among them.
pub fn above(cases: &BTreeMap<OfficerKey, u64>, roster: &Roster, day: Day, number: u32) -> Vec<OfficerKey> {
    let is = |(officer, cases): (&OfficerKey, &u64)| {
        PerFte::of_officer(*cases, *officer, roster, day).is_some_and(|of| of.is_above(number)).then_some(*officer)
    };
    cases.iter().filter_map(is).collect()
}

#[cfg(test)]
mod tests {
    use super::PerFte;

    fn of(cases: u64, hundredths: u64) -> PerFte {
        PerFte::of(cases, hundredths).unwrap()
    }

    #[test]
    fn a_part_of_an_officer_has_a_part_of_the_cases() {
        assert!(!of(50, 100).is_above(50) && of(51, 100).is_above(50));
        assert!(!of(40, 80).is_above(50) && of(41, 80).is_above(50));
        assert_eq!(PerFte::of(3, 0), None);
    }

    #[test]
    fn what_is_shown_is_never_on_the_other_side_of_the_number() {
        assert_eq!((of(41, 80).tenths(50), of(45, 100).tenths(50)), (513, 450));
        assert_eq!(of(5_001, 10_000).tenths(50), 501, "50.01 is above, and does not read 50.0");
        assert_eq!(of(4_999, 10_000).tenths(50), 500);
        assert_eq!(of(1, 3).tenths(50), 333);
    }
}
