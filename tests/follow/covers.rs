use homevisit::act::deed::Noted;
use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change};
use homevisit::domain::fact::Fact;

use crate::kit::{OFFICER, SUPERVISOR, Unit, about};

const KIND: ActKind = ActKind::Cover;

fn cover(officer: &str, by: &str, from: Day, until: Day) -> Change {
    Change::Record(About::Officer(officer.to_owned()), Fact::Cover { cover: by.to_owned(), from, until })
}

/// A register with a third officer of Harbour, and the day in so many days.
fn unit() -> (Unit, impl Fn(u32) -> Day) {
    let mut unit = Unit::new();
    unit.officer("P104", "Harbour", "officer", None, None);
    let today = unit.today();
    (unit, move |days| today.plus_days(days))
}

#[test]
fn a_supervisor_has_one_officer_cover_another() {
    let (mut unit, on) = unit();
    let said = unit.refused(OFFICER, KIND, cover("P101", "P102", on(5), on(9)));
    assert!(said.contains("this asks for a supervisor (the right to `place-cases`)"), "{said}");
    let cases = [
        (cover("P101", "P101", on(5), on(9)), "cannot cover themselves"),
        (cover("P101", "P102", on(5), on(5)), "is the first day back"),
        (cover("P101", "P102", on(5), on(4)), "is the first day back"),
        (cover("P999", "P102", on(5), on(9)), "no officer is known by `P999`"),
        (cover("P101", "P999", on(5), on(9)), "no officer is known by `P999`"),
    ];
    for (change, expected) in cases {
        let said = unit.refused(SUPERVISOR, KIND, change);
        assert!(said.contains(expected), "{said}");
    }
    unit.done(SUPERVISOR, KIND, cover("P101", "P102", on(5), on(6)));
}

#[test]
fn both_are_in_service_for_all_of_the_time() {
    let (mut unit, on) = unit();
    unit.officer("P105", "Harbour", "officer", None, Some(on(9)));
    for (officer, by) in [("P105", "P102"), ("P102", "P105")] {
        let said = unit.refused(SUPERVISOR, KIND, cover(officer, by, on(5), on(10)));
        assert!(said.contains(&format!("P105 is not in service on {}", on(9))), "{said}");
        let said = unit.refused(SUPERVISOR, KIND, cover(officer, by, on(9), on(10)));
        assert!(said.contains("P105 is not in service"), "{said}");
    }
    unit.done(SUPERVISOR, KIND, cover("P105", "P102", on(5), on(9)));
}

#[test]
fn nobody_has_two_covers_at_once_and_one_may_cover_two() {
    let (mut unit, on) = unit();
    unit.done(SUPERVISOR, KIND, cover("P101", "P102", on(5), on(9)));
    for (from, until) in [(on(5), on(9)), (on(8), on(12)), (on(1), on(6)), (on(6), on(7))] {
        let said = unit.refused(SUPERVISOR, KIND, cover("P101", "P104", from, until));
        assert!(said.contains("P102 covers P101 already"), "{said}");
    }
    unit.done(SUPERVISOR, KIND, cover("P101", "P104", on(9), on(12)));
    unit.done(SUPERVISOR, KIND, cover("P101", "P104", on(1), on(5)));
    unit.done(SUPERVISOR, KIND, cover("P104", "P102", on(5), on(9)));
}

#[test]
fn whoever_covers_is_not_covered_meanwhile() {
    let (mut unit, on) = unit();
    unit.done(SUPERVISOR, KIND, cover("P101", "P102", on(5), on(9)));
    let said = unit.refused(SUPERVISOR, KIND, cover("P104", "P101", on(8), on(12)));
    assert!(said.contains("P101 is on leave in that time") && said.contains("covered by P102"), "{said}");
    let said = unit.refused(SUPERVISOR, KIND, cover("P102", "P104", on(8), on(12)));
    assert!(said.contains("P102 covers P101 in that time"), "{said}");
    unit.done(SUPERVISOR, KIND, cover("P104", "P101", on(9), on(12)));
    unit.done(SUPERVISOR, KIND, cover("P102", "P104", on(12), on(15)));
}

#[test]
fn what_is_booked_in_a_time_of_leave_is_told() {
    let (mut unit, on) = unit();
    let booked = |unit: &mut Unit, reference: &str, on: Day, officer: &str| {
        let officers = vec![officer.to_owned()];
        let fact = Fact::Booking { day: on, time: "10:00".to_owned(), officers };
        unit.done(OFFICER, ActKind::Book, about(reference, fact));
    };
    booked(&mut unit, "R001", on(4), "P101");
    booked(&mut unit, "R001", on(5), "P101");
    booked(&mut unit, "R002", on(6), "P102");
    booked(&mut unit, "R004", on(8), "P101");
    booked(&mut unit, "R004", on(9), "P101");
    let done = unit.done(SUPERVISOR, KIND, cover("P101", "P102", on(5), on(9)));
    let told = |reference: &str, day: Day| Noted::BookedInLeave {
        officer: "P101".to_owned(),
        offender_ref: reference.to_owned(),
        day,
        time: "10:00".to_owned(),
    };
    assert_eq!(done.noted, vec![told("R001", on(5)), told("R004", on(8))]);
}
