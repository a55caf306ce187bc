//! A fact of every kind, every field of it filled.

use homevisit::domain::day::Day;
use homevisit::domain::fact::{AgencyMember, Fact, FactKind, PlanWord, VisitFact};
use homevisit::domain::offender::Status;
use homevisit::domain::officer::Role;
use homevisit::domain::visit::{Outcome, Premises};
use homevisit::domain::work::{Course, Stage};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn full_visit() -> VisitFact {
    VisitFact {
        reference: Some("V1".to_owned()),
        day: day("2025-03-01"),
        time: Some("10:20".to_owned()),
        outcome: Outcome::Seen,
        announced: Some(true),
        announced_because: Some("asked by the court".to_owned()),
        premises: Some(Premises::Notified),
        entry_sought: Some(true),
        officers: Some(vec!["P101".to_owned(), "P102".to_owned()]),
        agencies: vec![AgencyMember { agency: "social-care".to_owned(), number: "4711".to_owned() }],
        children: Some(2),
        note: Some("all as before".to_owned()),
        alone_authorised_by: Some("S201".to_owned()),
        recorded_on: Some(day("2025-03-02")),
    }
}

/// Of every kind that is about a person or an officer.
pub fn every_kind() -> Vec<Fact> {
    let (from, until) = (day("2025-03-01"), Some(day("2025-09-01")));
    let time = Some("09:30".to_owned());
    let word = |text: &str| text.to_owned();
    vec![
        Fact::Person { family: word("Quillfeather"), given: Some(word("Zebedee")), born: Some(day("1970-02-03")) },
        Fact::Management { from, until },
        Fact::Address {
            from,
            address: Some(word("2 Cinder Row")),
            postcode: Some(word("ZZ1 9QQ")),
            no_fixed_abode: false,
        },
        Fact::Tier { from, tier: word("high"), set_by: word("S201"), reason: Some(word("assessed")) },
        Fact::Owner { from, officer: word("P101") },
        Fact::Status { status: Status::Custody, from, until },
        Fact::Plan {
            kind: PlanWord::Interval,
            from,
            until,
            every: Some(word("FREQ=WEEKLY;INTERVAL=2")),
            authorised_by: word("S201"),
            reason: Some(word("new work")),
            review_by: Some(day("2025-06-01")),
        },
        Fact::Officer {
            from: Some(from),
            name: word("Petronella Marchbanks"),
            team: word("Harbour"),
            role: Role::Supervisor,
            accredited: Some(true),
            fte_hundredths: Some(80),
            active_until: until,
        },
        Fact::Visit(Box::new(full_visit())),
        Fact::Confirmation { status: Status::Custody, day: from },
        Fact::Referral { visit: word("V1"), agency: Some(word("social-care")), day: from, time: time.clone() },
        Fact::Decision { day: from, time: time.clone(), course: Course::Warrant, visit_by: day("2025-03-08") },
        Fact::Stage { decision: 4, stage: Stage::Granted, day: from },
        Fact::Direction { day: from, time: time.clone(), visit_by: day("2025-03-08"), cause: word("concern") },
        Fact::Booking { day: from, time: word("09:30"), officers: vec![word("P101"), word("P102")] },
        Fact::Marker { code: word("dogs"), from, until },
        Fact::Entered { visit: word("V1"), day: from },
        Fact::Alone { officer: word("P101"), day: from, authorised_by: word("S201") },
        Fact::Pair { visit: word("V1"), recorded: word("H2"), one: true },
        Fact::Cover { cover: word("P102"), from, until: day("2025-03-15") },
        Fact::Account { account: 1001, bound: true },
    ]
}

#[test]
fn there_is_one_of_every_kind() {
    let mut kinds: Vec<FactKind> = every_kind().iter().map(Fact::kind).collect();
    kinds.sort_unstable();
    let about_nobody = [FactKind::Policy, FactKind::Extract];
    let all: Vec<FactKind> = FactKind::ALL.iter().copied().filter(|kind| !about_nobody.contains(kind)).collect();
    assert_eq!(kinds, all);
}
