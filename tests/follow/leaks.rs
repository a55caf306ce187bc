//! No refusal quotes what may be a name or something somebody wrote.

use homevisit::domain::deed::{About, ActKind, Change, Placing};
use homevisit::domain::fact::Fact;
use homevisit::domain::work::{Course, Stage};

use crate::kit::{SUPERVISOR, Unit, about, offender, visit, with_children};

const NAME: &str = "Zebedee Quillfeather";

#[test]
fn no_refusal_quotes_what_may_be_a_name() {
    let mut unit = Unit::new();
    let (today, with) = (unit.today(), unit.visit("R001", with_children("2025-03-31")));
    let ours = unit.visit("R001", visit("2025-04-01", "seen"));
    let (on, name) = (today.plus_days(3), || NAME.to_owned());
    let referral = |visit: &str, agency: String| {
        about("R001", Fact::Referral { visit: visit.to_owned(), agency: Some(agency), day: today, time: None })
    };
    let booking = |time: String, officers| about("R001", Fact::Booking { day: on, time, officers });
    let cover = |officer: String, cover: String| {
        Change::Record(About::Officer(officer), Fact::Cover { cover, from: on, until: on.next() })
    };
    let alone = |officer: String, by: String| about("R001", Fact::Alone { officer, day: on, authorised_by: by });
    let changes = [
        referral(NAME, name()),
        referral(&with, format!(" {NAME}")),
        about("R001", Fact::Referral { visit: with.clone(), agency: None, day: today, time: Some(name()) }),
        Change::Decide(offender(NAME), Course::Warrant, on),
        Change::Step(offender(NAME), Stage::Authorised, None),
        Change::Direct(offender("R001"), on, name()),
        booking(name(), vec!["P101".to_owned()]),
        booking("10:00".to_owned(), vec![name()]),
        Change::Cancel(offender("R001"), on, Some(name())),
        Change::Cancel(offender(NAME), on, None),
        about("R001", Fact::Marker { code: name(), from: today, until: None }),
        cover(name(), "P101".to_owned()),
        cover("P101".to_owned(), name()),
        cover(name(), name()),
        alone(name(), SUPERVISOR.to_owned()),
        alone("P101".to_owned(), name()),
        about("R001", Fact::Entered { visit: name(), day: today }),
        about("R001", Fact::Pair { visit: name(), recorded: ours.clone(), one: true }),
        about("R001", Fact::Pair { visit: "V0004".to_owned(), recorded: name(), one: true }),
        Change::Place(name(), Placing::Officer("P101".to_owned()), today),
        Change::Place("P101".to_owned(), Placing::Officer(name()), today),
        Change::Place("P101".to_owned(), Placing::Team(name()), today),
    ];
    for change in changes {
        let said = unit.refused(SUPERVISOR, ActKind::Book, change);
        assert!(!said.contains("Quillfeather") && !said.contains("Zebedee"), "{said}");
    }
}
