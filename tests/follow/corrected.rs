//! A correction is held to the same as what is new, but never against the fact whose place it takes.

use std::collections::BTreeMap;

use homevisit::domain::deed::{About, ActKind, Change};
use homevisit::domain::fact::Fact;
use homevisit::domain::work::{Course, Stage};

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, offender, with_children};

const KIND: ActKind = ActKind::Correct;

fn set(fact: &str, field: &str, value: impl ToString) -> Change {
    Change::Correct(fact.to_owned(), BTreeMap::from([(field.to_owned(), Some(value.to_string()))]))
}

#[test]
fn a_booking_is_free_of_itself_and_not_of_others() {
    let mut unit = Unit::new();
    let on = unit.today().plus_days(3);
    let booking = |reference: &str, time: &str| {
        let officers = vec!["P101".to_owned()];
        about(reference, Fact::Booking { day: on, time: time.to_owned(), officers })
    };
    unit.done(OFFICER, ActKind::Book, booking("R001", "10:00"));
    unit.done(OFFICER, ActKind::Book, booking("R004", "11:00"));
    unit.done(OFFICER, KIND, set("booking-1", "time", "10:10"));
    let said = unit.refused(OFFICER, KIND, set("booking-3", "time", "10:31"));
    assert!(said.contains("P101 is booked for 11:00"), "{said}");
    let said = unit.refused(OFFICER, KIND, set("booking-3", "day", unit.today().before()));
    assert!(said.contains("has gone by"), "{said}");
    unit.done(OFFICER, KIND, set("booking-3", "officers", "P101,P102"));
}

#[test]
fn a_stage_stays_in_order_with_those_before_and_after_it() {
    let mut unit = Unit::new();
    let today = unit.today();
    let decision = |day| Fact::Decision { day, time: None, course: Course::Warrant, visit_by: today };
    unit.done(SUPERVISOR, ActKind::Decide, about("R001", decision(today.minus_days(9))));
    let step = |stage, days| Change::Step(offender("R001"), stage, Some(today.minus_days(days)));
    unit.done(OFFICER, ActKind::StepWarrant, step(Stage::Authorised, 8));
    unit.done(OFFICER, ActKind::StepWarrant, step(Stage::Applied, 6));
    unit.done(OFFICER, ActKind::StepWarrant, step(Stage::Granted, 4));
    let said = unit.refused(OFFICER, KIND, set("stage-2", "day", today.minus_days(9)));
    assert!(said.contains("the day of the stage before it"), "{said}");
    unit.done(OFFICER, KIND, set("stage-2", "day", today.minus_days(8)));
    unit.done(OFFICER, KIND, set("stage-4", "day", today.minus_days(4)));
    let said = unit.refused(OFFICER, KIND, set("stage-5", "day", today.minus_days(3)));
    assert!(said.contains("the day of the stage before it"), "{said}");
    unit.done(OFFICER, KIND, set("stage-3", "stage", "court-refused"));
    let said = unit.refused(OFFICER, KIND, set("stage-1", "stage", "applied"));
    assert!(said.contains("a warrant is first authorised"), "{said}");
}

#[test]
fn a_referral_a_marker_and_a_cover_are_set_right_in_their_own_place() {
    let mut unit = Unit::new();
    let (today, visit) = (unit.today(), unit.visit("R001", with_children("2025-03-31")));
    let agency = Some("social-care".to_owned());
    let referral = Fact::Referral { visit, agency, day: today.before(), time: None };
    unit.done(OFFICER, ActKind::RecordReferral, about("R001", referral));
    unit.done(OFFICER, KIND, set("referral-1", "day", today.minus_days(2)));
    let said = unit.refused(OFFICER, KIND, set("referral-2", "day", "2025-03-30"));
    assert!(said.contains("comes before visit"), "{said}");
    let marker = Fact::Marker { code: "dogs".to_owned(), from: today.minus_days(5), until: None };
    unit.done(OFFICER, ActKind::Mark, about("R001", marker));
    unit.done(OFFICER, KIND, set("marker-1", "from", today.minus_days(6)));
    let said = unit.refused(OFFICER, KIND, set("marker-2", "code", "wolves"));
    assert!(said.contains("the policy has no such marker"), "{said}");
    let cover = Fact::Cover { cover: "P102".to_owned(), from: today.plus_days(5), until: today.plus_days(9) };
    unit.done(SUPERVISOR, ActKind::Cover, Change::Record(About::Officer("P101".to_owned()), cover));
    unit.done(SUPERVISOR, KIND, set("cover-1", "until", today.plus_days(8)));
    let said = unit.refused(SUPERVISOR, KIND, set("cover-2", "cover", "P101"));
    assert!(said.contains("cannot cover themselves"), "{said}");
}
