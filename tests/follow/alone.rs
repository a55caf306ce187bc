use homevisit::domain::day::Day;
use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::{Fact, VisitFact};
use homevisit::domain::remark::Remark;

use crate::kit::{OFFICER, SUPERVISOR, Unit, about, day, visit, without_reason};

const KIND: ActKind = ActKind::AuthoriseAlone;

fn alone(officer: &str, on: Day, by: &str) -> Change {
    about("R001", Fact::Alone { officer: officer.to_owned(), day: on, authorised_by: by.to_owned() })
}

#[test]
fn a_supervisor_lets_an_officer_go_alone_and_says_why() {
    let mut unit = Unit::new();
    let tomorrow = unit.today().next();
    let said = unit.refused(OFFICER, KIND, alone("P102", tomorrow, OFFICER));
    assert!(said.contains("this asks for a supervisor (the right to `authorise-alone`)"), "{said}");
    let said = unit.refused_deed(SUPERVISOR, &without_reason(ActKind::Book, alone("P102", tomorrow, SUPERVISOR)));
    assert!(said.contains("wants a reason"), "{said}");
    unit.done(SUPERVISOR, KIND, alone("P102", tomorrow, SUPERVISOR));
}

#[test]
fn whoever_authorises_it_records_it_and_is_not_the_one_who_goes() {
    let mut unit = Unit::new();
    let tomorrow = unit.today().next();
    let said = unit.refused(SUPERVISOR, KIND, alone("P102", tomorrow, "M301"));
    assert!(said.contains("whoever authorises it records it"), "{said}");
    let said = unit.refused(SUPERVISOR, KIND, alone(SUPERVISOR, tomorrow, SUPERVISOR));
    assert!(said.contains("cannot let themselves go alone"), "{said}");
    let said = unit.refused(SUPERVISOR, KIND, alone("P102", tomorrow, "P999"));
    assert!(said.contains("no officer is known by `P999`"), "{said}");
}

#[test]
fn whoever_goes_alone_is_known_and_in_service_on_the_day() {
    let mut unit = Unit::new();
    let said = unit.refused(SUPERVISOR, KIND, alone("P999", day("2025-03-31"), SUPERVISOR));
    assert!(said.contains("no officer is known by `P999`"), "{said}");
    // P103 left on 1 Feb 2025.
    let said = unit.refused(SUPERVISOR, KIND, alone("P103", day("2025-02-01"), SUPERVISOR));
    assert!(said.contains("P103 is not in service on 2025-02-01"), "{said}");
    unit.done(SUPERVISOR, KIND, alone("P103", day("2025-01-31"), SUPERVISOR));
}

#[test]
fn an_authorisation_recorded_after_the_visit_is_taken_and_kept_apart() {
    let mut unit = Unit::new();
    let went = VisitFact { officers: Some(vec!["P101".to_owned()]), ..visit("2025-03-31", "seen") };
    unit.visit("R001", went.clone());
    unit.done(SUPERVISOR, KIND, alone("P101", day("2025-03-31"), SUPERVISOR));
    let went = VisitFact { time: Some("19:00".to_owned()), ..went };
    let done = unit.done(OFFICER, ActKind::RecordVisit, about("R001", Fact::Visit(Box::new(went))));
    assert!(done.visits[0].remarks.contains(&Remark::AloneSaid), "{:?}", done.visits[0].remarks);
}
