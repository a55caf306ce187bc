use homevisit::act::deed::Noted;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::deed::{About, ActKind, Change};
use homevisit::domain::diary::{Engaged, Hindrance, MINUTES_APART, hindrance};
use homevisit::domain::fact::Fact;
use homevisit::domain::work::At;

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, day, offender};

const KIND: ActKind = ActKind::Book;

fn booking(reference: &str, on: Day, time: &str, officers: &[&str]) -> Change {
    let officers = officers.iter().map(|id| (*id).to_owned()).collect();
    about(reference, Fact::Booking { day: on, time: time.to_owned(), officers })
}

fn at(on: &str, time: u16) -> At {
    At { day: day(on), time: Some(time) }
}

fn free(officer: &str) -> Engaged<'_> {
    Engaged { officer, in_service: true, leave: None, booked: Vec::new() }
}

#[test]
fn a_booking_is_later_than_now() {
    let now = at("2026-04-01", 600);
    let going = [free("P101")];
    let when = |on: &str, time| hindrance(at(on, time), now, &going);
    assert!(matches!(when("2026-03-31", 1439), Some(Hindrance::DayGone { .. })));
    assert!(matches!(when("2026-04-01", 599), Some(Hindrance::TimeGone { .. })));
    assert!(matches!(when("2026-04-01", 600), Some(Hindrance::TimeGone { .. })));
    assert_eq!(when("2026-04-01", 601), None);
    assert_eq!(when("2026-04-02", 0), None);
}

#[test]
fn whoever_goes_is_free() {
    let now = at("2026-04-01", 600);
    let when = at("2026-04-02", 600);
    let until = Some(day("2026-04-03"));
    let leave = Period { from: day("2026-04-01"), until };
    let cases = [
        (vec![], "nobody is to go: --officers says who"),
        (vec![free("P101"), free("P101")], "P101 is named twice"),
        (vec![Engaged { in_service: false, ..free("P101") }], "P101 is not in service on 2026-04-02"),
        (
            vec![free("P101"), Engaged { leave: Some(leave), ..free("P102") }],
            "P102 is on leave on 2026-04-02, back on 2026-04-03",
        ),
        (
            vec![Engaged { booked: vec![100, 629], ..free("P101") }],
            "P101 is booked for 10:29 that day, which is less than 30 minutes apart",
        ),
        (
            vec![Engaged { booked: vec![571], ..free("P101") }],
            "P101 is booked for 09:31 that day, which is less than 30 minutes apart",
        ),
    ];
    for (going, expected) in cases {
        assert_eq!(hindrance(when, now, &going).unwrap().to_string(), expected);
    }
    let apart = vec![600 - MINUTES_APART, 600 + MINUTES_APART];
    assert_eq!(hindrance(when, now, &[Engaged { booked: apart, ..free("P101") }, free("P102")]), None);
}

#[test]
fn a_booking_that_has_gone_by_is_refused() {
    let mut unit = Unit::new();
    let today = unit.today();
    let said = unit.refused(OFFICER, KIND, booking("R001", today.before(), "23:59", &["P101"]));
    assert!(said.contains("has gone by"), "{said}");
    let said = unit.refused(OFFICER, KIND, booking("R001", today, "00:00", &["P101"]));
    assert!(said.contains("of today has gone by"), "{said}");
    unit.done(OFFICER, KIND, booking("R001", today.next(), "00:00", &["P101"]));
}

#[test]
fn officers_of_a_booking_are_known_and_in_service_that_day() {
    let mut unit = Unit::new();
    let leaves = unit.today().plus_days(10);
    unit.officer("P104", "Harbour", "officer", None, Some(leaves));
    let said = unit.refused(OFFICER, KIND, booking("R001", leaves, "10:00", &["P999"]));
    assert!(said.contains("no officer is known by `P999`"), "{said}");
    let said = unit.refused(OFFICER, KIND, booking("R001", leaves, "10:00", &["P101", "P104"]));
    assert!(said.contains("P104 is not in service"), "{said}");
    unit.done(OFFICER, KIND, booking("R001", leaves.before(), "10:00", &["P101", "P104"]));
    let said = unit.refused(OFFICER, KIND, booking("R001", leaves, "10:00", &["P101"; 21]));
    assert_eq!(said, "at most 20 go on a visit");
    let said = unit.refused(OFFICER, KIND, booking("R001", leaves, "9.30", &["P101"]));
    assert!(said.contains("a time is written such as 09:30"), "{said}");
}

#[test]
fn an_officer_on_leave_is_not_booked() {
    let mut unit = Unit::new();
    let (from, until) = (unit.today().plus_days(5), unit.today().plus_days(8));
    let cover = Fact::Cover { cover: "P102".to_owned(), from, until };
    unit.done(SUPERVISOR, ActKind::Cover, Change::Record(About::Officer("P101".to_owned()), cover));
    for on in [from, until.before()] {
        let said = unit.refused(OFFICER, KIND, booking("R001", on, "10:00", &["P102", "P101"]));
        assert!(said.contains("P101 is on leave"), "{said}");
    }
    for on in [from.before(), until] {
        unit.done(OFFICER, KIND, booking("R001", on, "10:00", &["P101"]));
    }
    unit.done(OFFICER, KIND, booking("R001", from, "10:00", &["P102"]));
}

#[test]
fn an_officer_is_not_booked_in_two_places() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(3);
    unit.done(OFFICER, KIND, booking("R001", on, "10:00", &["P101", "P102"]));
    for time in ["09:31", "10:00", "10:29"] {
        let said = unit.refused(OFFICER, KIND, booking("R002", on, time, &["S201", "P102"]));
        assert!(said.starts_with("P102 is booked for 10:00 that day"), "{said}");
        assert!(!said.contains("R001"), "{said}");
    }
    unit.done(OFFICER, KIND, booking("R002", on, "09:30", &["P102"]));
    unit.done(OFFICER, KIND, booking("R004", on, "10:30", &["P102"]));
    unit.done(OFFICER, KIND, booking("R004", on.next(), "10:00", &["P102"]));
    unit.done(OFFICER, KIND, booking("R004", on, "10:00", &["S201"]));
    // What was cancelled keeps nobody.
    unit.done(OFFICER, KIND, Change::Cancel(offender("R001"), on, None));
    unit.done(OFFICER, KIND, booking("R005", on, "10:00", &["P101"]));
}

#[test]
fn the_offender_is_managed_on_the_day_of_a_booking() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(3);
    let said = unit.refused(OFFICER, KIND, booking("R006", on, "10:00", &["P101"]));
    assert!(said.contains("not managed on"), "{said}");
}

#[test]
fn a_booking_after_the_due_day_is_marked_and_moves_nothing() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(3);
    let done = unit.done(OFFICER, KIND, booking("R001", on, "10:00", &["P101"]));
    let [Noted::AfterDue { offender_ref, day: booked, due }] = &done.noted[..] else { panic!("{:?}", done.noted) };
    assert_eq!((offender_ref.as_str(), *booked), ("R001", on));
    assert!(*due < unit.today(), "R001 has been overdue for long: {due}");
    assert_eq!(done.moved[0].before, done.moved[0].after, "a booking moves no date");
    // Seen today, R001 is next due in half a year.
    let today = unit.today().to_string();
    unit.visit("R001", homevisit::domain::fact::VisitFact { time: None, ..crate::kit::visit(&today, "seen") });
    let due = unit.today().plus_months(6);
    for (on, noted) in [(due, 0), (due.next(), 1)] {
        let done = unit.done(OFFICER, KIND, booking("R001", on, "10:00", &["P101"]));
        assert_eq!(done.noted.len(), noted, "booked for {on}, due {due}");
    }
}

#[test]
fn cancelling_takes_back_the_booking_of_a_day() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(3);
    let cancel = |time: Option<&str>| Change::Cancel(offender("R001"), on, time.map(str::to_owned));
    let nothing = format!("nothing is booked for the offender on {on}");
    assert_eq!(unit.refused(OFFICER, KIND, cancel(None)), nothing);
    unit.done(OFFICER, KIND, booking("R002", on, "10:00", &["P101"]));
    assert_eq!(unit.refused(OFFICER, KIND, cancel(None)), nothing);
    unit.done(OFFICER, KIND, booking("R001", on, "12:00", &["P101"]));
    unit.done(OFFICER, KIND, booking("R001", on, "16:00", &["P101"]));
    let said = unit.refused(OFFICER, KIND, cancel(None));
    assert!(said.contains("at 12:00, 16:00: say which with --at"), "{said}");
    let said = unit.refused(OFFICER, KIND, cancel(Some("13:00")));
    assert_eq!(said, format!("{nothing} at that time"));
    let done = unit.done(OFFICER, KIND, cancel(Some("16:00")));
    let cancelled = Noted::Cancelled { offender_ref: "R001".to_owned(), day: on, time: "16:00".to_owned() };
    assert_eq!(done.noted, vec![cancelled]);
    unit.done(OFFICER, KIND, cancel(None));
    assert_eq!(unit.refused(OFFICER, KIND, cancel(None)), nothing);
}
