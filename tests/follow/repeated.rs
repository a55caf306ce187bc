//! An act sent again with its id is answered as the first time and writes nothing; with other content it is refused.

use homevisit::act::deed::DeedRefused;
use homevisit::domain::deed::{About, ActKind, Change, Placing};
use homevisit::domain::fact::Fact;
use homevisit::domain::work::{Course, Stage};
use homevisit::store::StoreError;

use crate::kit::{SUPERVISOR, Unit, about, deed, offender, visit, with_children};

#[test]
fn every_act_of_these_is_done_once() {
    let mut unit = Unit::new();
    let today = unit.today();
    let (with, ours) =
        (unit.visit("R001", with_children("2025-03-31")), unit.visit("R001", visit("2025-04-01", "seen")));
    let on = today.plus_days(3);
    let booking =
        |officer: &str| Fact::Booking { day: on, time: "10:00".to_owned(), officers: vec![officer.to_owned()] };
    let referral = |agency: &str| {
        let agency = Some(agency.to_owned());
        about("R001", Fact::Referral { visit: with.clone(), agency, day: today.before(), time: None })
    };
    let cover = |by: &str| {
        let fact = Fact::Cover { cover: by.to_owned(), from: on.next(), until: on.plus_days(9) };
        Change::Record(About::Officer("P101".to_owned()), fact)
    };
    let marker = |code: &str| about("R001", Fact::Marker { code: code.to_owned(), from: today, until: None });
    let alone = |officer: &str| {
        let authorised_by = SUPERVISOR.to_owned();
        about("R001", Fact::Alone { officer: officer.to_owned(), day: today, authorised_by })
    };
    let entered = |visit: &str| about("R001", Fact::Entered { visit: visit.to_owned(), day: today });
    let pair = |one| about("R001", Fact::Pair { visit: "V0004".to_owned(), recorded: ours.clone(), one });
    let decide = |course| Change::Decide(offender("R001"), course, on);
    let direct = |cause: &str| Change::Direct(offender("R001"), on, cause.to_owned());
    let step = |day| Change::Step(offender("R001"), Stage::Authorised, day);
    let place = |officer: &str| Change::Place("P101".to_owned(), Placing::Officer(officer.to_owned()), today);
    let acts = [
        (ActKind::RecordReferral, referral("social-care"), referral("school")),
        (ActKind::Decide, decide(Course::Warrant), decide(Course::Arrest)),
        (ActKind::StepWarrant, step(None), step(Some(today))),
        (ActKind::Direct, direct("concern"), direct("change")),
        (ActKind::Book, about("R001", booking("P101")), about("R001", booking("P102"))),
        (ActKind::Book, Change::Cancel(offender("R001"), on, None), Change::Cancel(offender("R001"), on.next(), None)),
        (ActKind::Cover, cover("P102"), cover("M301")),
        (ActKind::Mark, marker("dogs"), marker("drugs")),
        (ActKind::AuthoriseAlone, alone("P101"), alone("P102")),
        (ActKind::EnterVisit, entered(&ours), entered(&with)),
        (ActKind::PairVisits, pair(false), pair(true)),
        (ActKind::Reassign, place("P102"), place("M301")),
    ];
    for (number, (kind, change, other)) in acts.into_iter().enumerate() {
        let id = format!("mine-{number}");
        let first = unit.apply(SUPERVISOR, Some(&id), &deed(kind, change.clone())).unwrap();
        let before = unit.everything();
        let mut again = unit.apply(SUPERVISOR, Some(&id), &deed(kind, change)).unwrap();
        assert!(again.already && !first.already);
        again.already = false;
        assert_eq!(again, first, "{kind}");
        let refused = unit.apply(SUPERVISOR, Some(&id), &deed(kind, other)).unwrap_err();
        assert!(matches!(refused, DeedRefused::Store(StoreError::IdTaken { .. })), "{kind}: {refused}");
        assert_eq!(unit.everything(), before, "{kind}");
    }
}
