//! What an officer took over and could not have prevented yet.

use crate::domain::cadence::Interval;
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OfficerKey, Since};

/// Since when the owner on a day has had the case without a break, and who it is; none where nobody has it.
///
/// Set again as owner while they are it, they go on having it since before.
pub fn owned_since(facts: &Facts, day: Day) -> Option<Since<OfficerKey>> {
    let mut held: Option<Since<OfficerKey>> = None;
    for fact in facts.owners.iter().take_while(|fact| fact.from <= day) {
        // Of two that start on one day the later holds: the earlier held on no day and breaks nothing.
        let next = facts.owners.iter().rfind(|other| other.from == fact.from).unwrap_or(fact);
        if held.is_none_or(|held| held.what != next.what) {
            held = Some(*next);
        }
    }
    held
}

/// Whether a visit owed on a day was inherited: whoever owns the case took it over on a day h, the oldest visit owed was due
/// before h, and the day is no later than h ⊕ 1, one cadence of the tier of the day after h. Had it been due on h it could
/// have been made on h, and is the owner's own.
///
/// `oldest` is the oldest unmet due day of the run; `cadence` that of the tier that applies on the day, whatever interval
/// of their own the offender has. A case taken over from nobody was taken over too.
pub fn inherited(facts: &Facts, oldest: Day, cadence: Interval, day: Day) -> bool {
    let Some(owned) = owned_since(facts, day) else { return false };
    oldest < owned.from && day <= cadence.after(owned.from, 1)
}

#[cfg(test)]
mod tests {
    use super::{inherited, owned_since};
    use crate::domain::cadence::Interval;
    use crate::domain::day::Day;
    use crate::domain::offender::{Facts, OfficerKey, Since};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn owned(by: &[(&str, i64)]) -> Facts {
        let owner = |(from, key): &(&str, i64)| Since { from: day(from), what: OfficerKey(*key) };
        Facts { owners: by.iter().map(owner).collect(), ..Facts::default() }
    }

    fn since(by: &[(&str, i64)], on: &str) -> Option<(String, i64)> {
        owned_since(&owned(by), day(on)).map(|owned| (owned.from.to_string(), owned.what.0))
    }

    #[test]
    fn a_case_is_had_since_the_last_change_of_hands() {
        let by = [("2025-01-01", 1), ("2025-03-01", 2), ("2025-05-01", 2), ("2025-07-01", 1)];
        assert_eq!(since(&by, "2024-12-31"), None);
        assert_eq!(since(&by, "2025-02-28"), Some(("2025-01-01".into(), 1)));
        assert_eq!(since(&by, "2025-06-30"), Some(("2025-03-01".into(), 2)), "set again is no handover");
        assert_eq!(since(&by, "2025-07-01"), Some(("2025-07-01".into(), 1)));
    }

    #[test]
    fn of_two_on_one_day_the_later_holds_and_the_earlier_breaks_nothing() {
        assert_eq!(since(&[("2025-01-01", 1), ("2025-03-01", 2), ("2025-03-01", 3)], "2025-03-01").unwrap().1, 3);
        let back_at_once = [("2025-01-01", 1), ("2025-03-01", 2), ("2025-03-01", 1)];
        assert_eq!(since(&back_at_once, "2025-04-01"), Some(("2025-01-01".into(), 1)));
    }

    #[test]
    fn what_was_due_before_the_handover_is_inherited_for_one_cadence() {
        let facts = owned(&[("2025-01-01", 1), ("2025-03-31", 2)]);
        let quarter = Interval::Months(3);
        let is = |due: &str, on: &str| inherited(&facts, day(due), quarter, day(on));
        assert!(is("2025-03-30", "2025-03-31"), "from the day of the handover");
        assert!(is("2025-03-30", "2025-06-30"), "up to one cadence after: 31 Mar and 3 months is 30 June");
        assert!(!is("2025-03-30", "2025-07-01"), "and no longer");
        assert!(!is("2025-03-31", "2025-04-01"), "due on the day of the handover, it could have been made");
        assert!(!is("2025-03-01", "2025-03-30"), "before the handover it is the earlier owner's own");
        assert!(!inherited(&owned(&[]), day("2025-03-01"), quarter, day("2025-03-30")), "nobody inherits nothing");
    }
}
