use chrono::Days;
use homevisit::domain::deed::{About, ActKind, Change, Deed};
use homevisit::domain::fact::{AgencyMember, Fact, VisitFact};
use homevisit::domain::remark::Remark;

use crate::kit::{Unit, visit};

type Changed = fn(&mut VisitFact);

/// The remarks on a visit of R001 made `ago` days ago.
fn remarks(ago: u64, change: impl FnOnce(&mut VisitFact)) -> Vec<Remark> {
    remarks_in(&mut Unit::new(), "R001", ago, change)
}

fn remarks_in(unit: &mut Unit, reference: &str, ago: u64, change: impl FnOnce(&mut VisitFact)) -> Vec<Remark> {
    let mut made = visit(&day(ago));
    change(&mut made);
    unit.record_of(reference, made, "P101").unwrap().visits[0].remarks.clone()
}

fn day(ago: u64) -> String {
    #[allow(clippy::disallowed_methods)]
    let today = chrono::Utc::now().with_timezone(&chrono_tz::Europe::London).date_naive();
    today.checked_sub_days(Days::new(ago)).unwrap().to_string()
}

#[test]
fn a_visit_as_visits_are_made_is_not_remarked_upon() {
    assert_eq!(remarks(1, |_| ()), []);
}

#[test]
fn each_thing_that_is_wrong_is_remarked_upon_alone() {
    let cases: [(Remark, Changed); 6] = [
        (Remark::CrewNotRecorded, |visit| {
            visit.outcome = "no-reply".parse().unwrap();
            visit.officers = None;
        }),
        (Remark::AloneUnauthorised, |visit| visit.officers = Some(vec!["P101".into()])),
        (Remark::AloneSaid, |visit| {
            visit.officers = Some(vec!["P101".into()]);
            visit.alone_authorised_by = Some("S201".into());
        }),
        (Remark::AnnouncedNoReason, |visit| visit.announced = Some(true)),
        // Another agency's counts for the crew, not for accreditation.
        (Remark::NoAccredited, |visit| {
            visit.officers = Some(vec!["M301".into()]);
            visit.agencies = vec![AgencyMember { agency: "social-care".into(), number: "4711".into() }];
        }),
        (Remark::OfficerInactive, |visit| visit.officers = Some(vec!["P101".into(), "P103".into()])),
    ];
    for (expected, change) in cases {
        assert_eq!(remarks(1, change), [expected]);
    }
}

#[test]
fn a_reason_and_a_second_person_of_another_agency_set_it_right() {
    let announced = |visit: &mut VisitFact| {
        visit.announced = Some(true);
        visit.announced_because = Some("an interpreter had to be brought".into());
    };
    assert_eq!(remarks(1, announced), []);
    let with_agency = |visit: &mut VisitFact| {
        visit.officers = Some(vec!["P101".into()]);
        visit.agencies = vec![AgencyMember { agency: "probation".into(), number: "77".into() }];
    };
    assert_eq!(remarks(1, with_agency), []);
}

#[test]
fn recorded_late_begins_after_the_policys_days() {
    assert_eq!(remarks(5, |_| ()), []);
    assert_eq!(remarks(6, |_| ()), [Remark::RecordedLate]);
}

#[test]
fn before_management_and_away_and_yet_seen_are_remarked_upon() {
    let mut unit = Unit::new();
    let made = unit.record(visit("2024-01-09")).unwrap();
    assert_eq!(made.visits[0].remarks, [Remark::NotManaged, Remark::RecordedLate, Remark::NoAccredited][..2]);
    assert!(!unit.record(visit("2024-01-10")).unwrap().visits[0].remarks.contains(&Remark::NotManaged));
    // R005 is in hospital still, R008 was accepted elsewhere and is back.
    assert_eq!(remarks_in(&mut unit, "R005", 1, |_| ()), [Remark::AwayYetSeen]);
    let on_the_ward = |visit: &mut VisitFact| visit.premises = Some("other".parse().unwrap());
    assert_eq!(remarks_in(&mut unit, "R005", 2, on_the_ward), []);
    assert_eq!(remarks_in(&mut unit, "R008", 1, |_| ()), []);
}

#[test]
fn three_ways_of_going_alone_are_kept_apart() {
    let mut unit = Unit::new();
    let alone = |visit: &mut VisitFact| visit.officers = Some(vec!["P101".into()]);
    // Recorded today for a visit of yesterday: not before it.
    authorise(&mut unit, &day(1));
    assert_eq!(remarks_in(&mut unit, "R001", 1, alone), [Remark::AloneSaid]);
    // Recorded today for a visit of today: before it where the clock says so, and not before what was made at midnight.
    let now = authorise(&mut unit, &day(0));
    let at = |time: String| {
        move |visit: &mut VisitFact| {
            visit.officers = Some(vec!["P101".into()]);
            visit.time = Some(time);
        }
    };
    let clock = format!("{:02}:{:02}", now / 60, now % 60);
    assert!(remarks_in(&mut unit, "R001", 0, at(clock)).contains(&Remark::AloneAuthorised));
    if now > 0 {
        assert!(remarks_in(&mut unit, "R001", 0, at("00:00".into())).contains(&Remark::AloneSaid));
    }
    let no_time = |visit: &mut VisitFact| {
        visit.officers = Some(vec!["P101".into()]);
        visit.time = None;
    };
    assert!(remarks_in(&mut unit, "R001", 0, no_time).contains(&Remark::AloneSaid), "a time nobody recorded");
    // Another officer's leave to go alone is no leave for this one.
    let other = |visit: &mut VisitFact| visit.officers = Some(vec!["P102".into()]);
    assert_eq!(remarks_in(&mut unit, "R002", 1, other), [Remark::AloneUnauthorised]);
}

/// Lets P101 go alone, and says at which minute of the day that was recorded.
fn authorise(unit: &mut Unit, day: &str) -> u16 {
    let fact = Fact::Alone { officer: "P101".into(), day: day.parse().unwrap(), authorised_by: "S201".into() };
    let changes = vec![Change::Record(About::Offender("R001".into()), fact)];
    let because = Some("the second officer was called away".to_owned());
    let done = unit.apply("S201", None, Deed { kind: ActKind::AuthoriseAlone, because, changes }).unwrap();
    done.act.moment.at_in(chrono_tz::Europe::London).time.unwrap()
}
