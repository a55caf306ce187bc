use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{Fact, VisitFact};

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, day, visit, with_children, without_reason};

const KIND: ActKind = ActKind::RecordReferral;

fn referral(visit: &str, agency: Option<&str>, on: &str, time: Option<&str>) -> Change {
    let (visit, agency) = (visit.to_owned(), agency.map(str::to_owned));
    about("R001", Fact::Referral { visit, agency, day: day(on), time: time.map(str::to_owned) })
}

fn made(visit: &str) -> Change {
    referral(visit, Some("social-care"), "2025-03-31", Some("12:00"))
}

#[test]
fn a_referral_is_of_a_visit_of_this_offender_with_children() {
    let mut unit = Unit::new();
    let (with, without) =
        (unit.visit("R001", with_children("2025-03-31")), unit.visit("R001", visit("2025-04-02", "seen")));
    let unsaid = unit.visit("R001", VisitFact { children: None, ..visit("2025-04-03", "seen") });
    let of_another = unit.visit("R002", with_children("2025-03-31"));
    let cases = [
        ("H999", "no visit is known by `H999`".to_owned()),
        (&of_another, format!("visit {of_another} was to another offender")),
        (&without, format!("of visit {without} no children are recorded")),
        (&unsaid, format!("of visit {unsaid} no children are recorded")),
    ];
    for (visit, expected) in cases {
        let said = unit.refused(OFFICER, KIND, referral(visit, Some("social-care"), "2025-04-04", None));
        assert!(said.contains(&expected), "{said}");
    }
    unit.done(OFFICER, KIND, made(&with));
}

#[test]
fn a_referral_comes_after_the_visit_and_not_after_now() {
    let mut unit = Unit::new();
    let visit = unit.visit("R001", with_children("2025-03-31"));
    let tomorrow = unit.today().next().to_string();
    let today = unit.today().to_string();
    let cases = [
        ("2025-03-30", None, "comes before visit"),
        ("2025-03-31", Some("10:19"), "comes before visit"),
        (tomorrow.as_str(), None, "still to come"),
        ("2025-03-31", Some("25:00"), "a time is written such as 09:30"),
    ];
    for (on, time, expected) in cases {
        let said = unit.refused(OFFICER, KIND, referral(&visit, Some("social-care"), on, time));
        assert!(said.contains(expected), "{said}");
    }
    unit.done(OFFICER, KIND, referral(&visit, Some("social-care"), "2025-03-31", Some("10:20")));
    unit.done(OFFICER, KIND, referral(&visit, Some("probation"), "2025-03-31", None));
    unit.done(OFFICER, KIND, referral(&visit, Some("school"), &today, Some("00:00")));
}

#[test]
fn a_supervisor_says_that_none_is_needed_and_why() {
    let mut unit = Unit::new();
    let visit = unit.visit("R001", with_children("2025-03-31"));
    let none = || referral(&visit, None, "2025-03-31", Some("12:00"));
    let said = unit.refused(OFFICER, KIND, none());
    assert!(said.contains("this asks for a supervisor (the right to `decide`)"), "{said}");
    let said = unit.refused_deed(SUPERVISOR, &without_reason(KIND, none()));
    assert!(said.contains("wants a reason"), "{said}");
    unit.done(SUPERVISOR, KIND, none());
}

#[test]
fn an_officer_refers_without_a_reason() {
    let mut unit = Unit::new();
    let visit = unit.visit("R001", with_children("2025-03-31"));
    unit.apply(OFFICER, None, &without_reason(KIND, made(&visit))).unwrap();
}

#[test]
fn an_agency_has_a_word_that_can_be_written_down() {
    let mut unit = Unit::new();
    let visit = unit.visit("R001", with_children("2025-03-31"));
    for agency in ["", " social-care", "social\ncare", &"x".repeat(65)] {
        let said = unit.refused(OFFICER, KIND, referral(&visit, Some(agency), "2025-04-01", None));
        assert!(said.contains("an agency has 1 to 64 characters"), "{said}");
    }
    unit.done(OFFICER, KIND, referral(&visit, Some(&"x".repeat(64)), "2025-04-01", None));
}

#[test]
fn one_goes_to_each_agency_once_and_none_needed_is_not_said_after_one() {
    let mut unit = Unit::new();
    let visit = unit.visit("R001", with_children("2025-03-31"));
    unit.done(OFFICER, KIND, made(&visit));
    let said = unit.refused(OFFICER, KIND, referral(&visit, Some("Social-Care"), "2025-04-01", None));
    assert!(said.contains("to this agency") && said.contains("already"), "{said}");
    let said = unit.refused(SUPERVISOR, KIND, referral(&visit, None, "2025-04-01", None));
    assert!(said.contains("recorded already, as referral-1"), "{said}");
    unit.done(OFFICER, KIND, referral(&visit, Some("school"), "2025-04-01", None));
    let another = unit.visit("R001", with_children("2025-04-02"));
    unit.done(SUPERVISOR, KIND, referral(&another, None, "2025-04-02", None));
}

#[test]
fn none_needed_does_not_keep_a_referral_out() {
    let mut unit = Unit::new();
    let visit = unit.visit("R001", with_children("2025-03-31"));
    unit.done(SUPERVISOR, KIND, referral(&visit, None, "2025-04-01", None));
    let said = unit.refused(SUPERVISOR, KIND, referral(&visit, None, "2025-04-01", None));
    assert!(said.contains("recorded already"), "{said}");
    unit.done(OFFICER, KIND, made(&visit));
}
