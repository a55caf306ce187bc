use chrono::Days;
use homevisit::act::deed::DeedRefused;
use homevisit::domain::fact::{AgencyMember, VisitFact};

use crate::kit::{Unit, deed, of, visit};

type Changed = fn(&mut VisitFact);

/// What is said of a visit that is refused; everything else must be as it was.
fn said(change: impl FnOnce(&mut VisitFact)) -> String {
    let mut unit = Unit::new();
    let before = unit.everything();
    let mut wrong = visit("2025-03-31");
    change(&mut wrong);
    let refused = unit.record(wrong).unwrap_err();
    assert_eq!(unit.everything(), before, "nothing is recorded");
    refused.to_string()
}

#[test]
fn a_visit_against_its_own_fields_is_refused_whoever_sends_it() {
    let cases: [(&str, Changed); 9] = [
        ("entry was refused, and nobody asked", |visit| {
            visit.outcome = "refused".parse().unwrap();
            visit.entry_sought = Some(false);
        }),
        ("seen, by nobody", |visit| visit.officers = None),
        ("seen, by nobody", |visit| {
            visit.outcome = "doorstep".parse().unwrap();
            visit.officers = Some(Vec::new());
        }),
        ("attended twice", |visit| visit.officers = Some(vec!["P101".into(), "P101".into()])),
        ("not announced", |visit| visit.announced_because = Some("asked to".into())),
        ("no officer is known by `P999`", |visit| visit.officers = Some(vec!["P999".into()])),
        ("no officer is known by `P999`", |visit| visit.alone_authorised_by = Some("P999".into())),
        ("such as 09:30", |visit| visit.time = Some("9.30".into())),
        ("500 characters", |visit| visit.note = Some("x".repeat(501))),
    ];
    for (expected, change) in cases {
        let said = said(change);
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn what_only_borders_on_a_refusal_is_taken_in() {
    let changes: [Changed; 4] = [
        |visit| {
            visit.outcome = "refused".parse().unwrap();
            visit.entry_sought = None;
        },
        |visit| {
            visit.outcome = "no-reply".parse().unwrap();
            visit.officers = None;
        },
        |visit| {
            visit.officers = Some(Vec::new());
            visit.agencies = vec![AgencyMember { agency: "social-care".into(), number: "4711".into() }];
        },
        |visit| visit.note = Some("x".repeat(500)),
    ];
    for change in changes {
        let mut taken = visit("2025-03-31");
        change(&mut taken);
        Unit::new().record(taken).unwrap();
    }
}

#[test]
fn a_visit_still_to_come_is_refused_and_one_of_today_is_not() {
    let mut unit = Unit::new();
    let now = unit.record(visit("2025-03-31")).unwrap().act.moment.at_in(chrono_tz::Europe::London);
    let tomorrow = now.day.to_naive().checked_add_days(Days::new(1)).unwrap();
    let refused = unit.record(visit(&tomorrow.to_string())).unwrap_err();
    assert!(refused.to_string().contains("still to come"), "{refused}");
    let mut later = visit(&now.day.to_string());
    later.time = Some("23:59".to_owned());
    if now.time < Some(23 * 60 + 50) {
        assert!(unit.record(later.clone()).is_err(), "an hour of today that is still to come");
    }
    later.time = Some("00:00".to_owned());
    unit.record(later).unwrap();
}

#[test]
fn whoever_is_not_known_or_may_not_is_refused() {
    let mut unit = Unit::new();
    let before = unit.everything();
    let refusals = [
        unit.record_of("R999", visit("2025-03-31"), "P101").unwrap_err(),
        unit.record_of("R001", visit("2025-03-31"), "P999").unwrap_err(),
        unit.record_of("R001", visit("2025-03-31"), "P103").unwrap_err(),
    ];
    assert!(matches!(refusals[0], DeedRefused::Unknown { what: "offender", .. }), "{:?}", refusals[0]);
    assert_eq!(refusals[1], DeedRefused::UnknownActor);
    assert_eq!(refusals[2], DeedRefused::ActorLeft("P103".to_owned()));
    let account = homevisit::act::deed::Actor::Account("account 0".to_owned());
    let asking = homevisit::act::deed::Asking { id: None, actor: &account, only_try: false };
    let refused = homevisit::act::deed::apply(&mut unit.store, &deed(vec![of("R001", visit("2025-03-31"))]), asking);
    assert!(matches!(refused, Err(DeedRefused::Nobody { .. })), "{refused:?}");
    assert_eq!(unit.everything(), before);
}

#[test]
fn of_many_one_that_is_refused_keeps_all_out() {
    let mut unit = Unit::new();
    let before = unit.everything();
    let mut wrong = visit("2025-03-30");
    wrong.officers = None;
    unit.apply("P101", None, deed(vec![of("R001", visit("2025-03-31")), of("R002", wrong)])).unwrap_err();
    assert_eq!(unit.everything(), before);
    let done = unit.apply("P101", None, deed(vec![of("R001", visit("2025-03-31")), of("R002", visit("2025-03-30"))]));
    assert_eq!(done.unwrap().visits.len(), 2);
}

#[test]
fn no_refusal_quotes_what_may_be_a_name() {
    let said = said(|visit| visit.officers = Some(vec!["Zebedee Quillfeather".into()]));
    assert!(!said.contains("Quillfeather"), "{said}");
}

#[test]
fn the_same_visit_sent_twice_is_refused_where_its_time_tells() {
    let mut unit = Unit::new();
    unit.record(visit("2025-03-11")).unwrap();
    let before = unit.everything();
    let refused = unit.record(visit("2025-03-11")).unwrap_err().to_string();
    assert!(refused.contains("recorded already: H3"), "{refused}");
    let twice = deed(vec![of("R002", visit("2025-03-12")), of("R002", visit("2025-03-12"))]);
    unit.apply("P101", None, twice).unwrap_err();
    assert_eq!(unit.everything(), before);
    let changes: [Changed; 3] = [
        |visit| visit.time = None,
        |visit| visit.time = Some("10:21".into()),
        |visit| visit.outcome = "no-reply".parse().unwrap(),
    ];
    for change in changes {
        let mut other = visit("2025-03-11");
        change(&mut other);
        unit.record(other).unwrap();
    }
}

#[test]
fn nobody_lets_themselves_go_alone_and_a_reference_has_the_shape_of_one() {
    let by_oneself = said(|visit| {
        visit.officers = Some(vec!["P101".into()]);
        visit.alone_authorised_by = Some("P101".into());
    });
    assert!(by_oneself.contains("does not let themselves"), "{by_oneself}");
    for reference in ["two\nlines 1", "Fernsby", ""] {
        let refused = said(|visit| visit.reference = Some(reference.to_owned()));
        assert!(refused.contains("a digit among them"), "{refused}");
    }
}
