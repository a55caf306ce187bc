//! A row for every kind of act: what it asks for, by the right. A kind without one does not compile.

use homevisit::domain::deed::{About, ActKind, Change, Deed, Placing, Right, Running};
use homevisit::domain::fact::{Fact, FactKind, PlanWord};
use homevisit::domain::offender::Status;
use homevisit::domain::work::{Course, Stage};
use homevisit::store::Store;

use crate::kit::{Unit, day, joins, of, one, tier, visit};

/// What of a kind of act is tried.
pub enum Row {
    /// Deeds, each with the right that it asks for beside recording.
    Deeds(Vec<(Right, Vec<Change>)>),
    /// No deed: the command asks for the right itself.
    Command(Right),
}

/// A unit in which every deed of the rows can be done, and the names of what it did for that.
pub struct Ready {
    pub unit: Unit,
    ours: String,
    address: String,
}

impl Ready {
    pub fn new(policy: &str) -> Ready {
        let mut unit = Unit::under(policy);
        let seen = Fact::Visit(Box::new(visit("2025-03-31")));
        let done = unit.try_as("P101", None, &one(ActKind::RecordVisit, of("R001", seen))).unwrap();
        let ours = done.visits[0].reference.clone();
        let marker = Fact::Marker { code: "dogs".into(), from: day("2025-01-01"), until: None };
        unit.try_as("P101", None, &one(ActKind::Mark, of("R001", marker))).unwrap();
        let decided = Change::Decide(about("R002"), Course::Warrant, day("2999-01-01"));
        let decided = unit.try_as("S201", None, &one(ActKind::Decide, decided)).unwrap();
        if let Some(number) = decided.pending.and_then(|pending| pending.number) {
            unit.authorise(number, "S202").unwrap();
        }
        let address = last(&unit.store, "R002", FactKind::Address);
        Ready { unit, ours, address }
    }

    pub fn row(&self, kind: ActKind, by: &str) -> Row {
        let (review, from) = (Some(day("2026-06-01")), day("2025-04-01"));
        let plan = |kind, every: Option<&str>| {
            let (every, reason) = (every.map(str::to_owned), Some("agreed".to_owned()));
            let authorised_by = "S201".to_owned();
            vec![of("R001", Fact::Plan { kind, from, until: None, every, authorised_by, reason, review_by: review })]
        };
        let status = |status, from| vec![of("R001", Fact::Status { status, from, until: None })];
        let fact = |fact| vec![of("R001", fact)];
        let managed = |reference| of(reference, Fact::Management { from, until: None });
        let person = of("R900", Fact::Person { family: "Fernwater".into(), given: None, born: None });
        let officer = |id: &str| About::Officer(id.to_owned());
        let today = self.unit.today();
        let at = Some("00:00".to_owned());
        let deeds = match kind {
            ActKind::AdoptPolicy => return Row::Command(Right::AdoptPolicy),
            ActKind::Import => return Row::Command(Right::Import),
            ActKind::Forget => return Row::Command(Right::Forget),
            ActKind::AddOffender => vec![(Right::Record, vec![Change::Enrol(about("R900")), person, managed("R900")])],
            ActKind::StartManagement => vec![(Right::Record, vec![managed("R006")])],
            ActKind::MoveOffender => {
                let (address, postcode) = (None, Some("ZZ9 9ZZ".to_owned()));
                vec![(Right::Record, fact(Fact::Address { from, address, postcode, no_fixed_abode: false }))]
            }
            ActKind::EndManagement => vec![(Right::EndManagement, vec![end("R002", Running::Management)])],
            ActKind::SetTier => vec![(Right::Record, fact(tier("high"))), (Right::LowerTier, fact(tier("low")))],
            ActKind::SetOwner => vec![(Right::PlaceCases, fact(Fact::Owner { from, officer: "P102".into() }))],
            ActKind::StartStatus => vec![(Right::Record, status(Status::Custody, from))],
            ActKind::EndStatus => vec![(Right::Record, vec![end("R005", Running::Status(Status::Hospital))])],
            ActKind::ConfirmStatus => {
                let confirmed = Fact::Confirmation { status: Status::Hospital, day: from };
                vec![(Right::Record, vec![of("R005", confirmed)])]
            }
            ActKind::StartPlan => vec![
                (Right::Record, plan(PlanWord::Interval, Some("FREQ=WEEKLY;INTERVAL=1"))),
                (Right::RelaxPlan, plan(PlanWord::Interval, Some("FREQ=MONTHLY;INTERVAL=12"))),
                (Right::RelaxPlan, plan(PlanWord::Reactive, None)),
            ],
            ActKind::EndPlan => vec![
                (Right::Record, vec![end("R003", Running::Plan(PlanWord::Reactive))]),
                (Right::RelaxPlan, vec![end("R010", Running::Plan(PlanWord::Interval))]),
            ],
            ActKind::AddOfficer => vec![(Right::KeepOfficers, joins("P900", "officer"))],
            ActKind::ChangeOfficer => {
                let team = [("team".to_owned(), Some("Unit".to_owned()))].into();
                vec![(Right::KeepOfficers, vec![Change::Amend(officer("P102"), today, team)])]
            }
            ActKind::EndService => {
                vec![(Right::KeepOfficers, vec![Change::End(officer("S202"), Running::Service, day("2999-01-01"))])]
            }
            ActKind::RecordVisit => vec![(Right::Record, fact(Fact::Visit(Box::new(visit("2025-04-02")))))],
            ActKind::EnterVisit => {
                let entered = Fact::Entered { visit: self.ours.clone(), day: today };
                vec![(Right::Record, vec![Change::OfVisit(self.ours.clone(), entered)])]
            }
            ActKind::PairVisits => {
                let pair = Fact::Pair { visit: "V0004".into(), recorded: self.ours.clone(), one: false };
                vec![(Right::Record, vec![Change::OfVisit("V0004".into(), pair)])]
            }
            ActKind::RecordReferral => {
                let referral = |agency| {
                    let (visit, time) = (self.ours.clone(), at.clone());
                    vec![Change::OfVisit(self.ours.clone(), Fact::Referral { visit, agency, day: today, time })]
                };
                vec![(Right::Record, referral(Some("social-care".to_owned()))), (Right::Decide, referral(None))]
            }
            ActKind::Decide => {
                vec![(Right::Decide, vec![Change::Decide(about("R001"), Course::Revisit, day("2999-01-01"))])]
            }
            ActKind::StepWarrant => vec![(Right::Record, vec![Change::Step(about("R002"), Stage::Authorised, None)])],
            ActKind::Direct => {
                vec![(Right::Direct, vec![Change::Direct(about("R001"), day("2999-01-01"), "other".into())])]
            }
            ActKind::Book => {
                let booking =
                    Fact::Booking { day: day("2999-01-01"), time: "10:00".into(), officers: vec!["P101".into()] };
                vec![(Right::Record, fact(booking))]
            }
            ActKind::Cover => {
                let cover = Fact::Cover { cover: "P102".into(), from: day("2999-01-01"), until: day("2999-01-09") };
                vec![(Right::PlaceCases, vec![Change::Record(officer("P101"), cover)])]
            }
            ActKind::Reassign => {
                let placing = Placing::Officer("P102".into());
                vec![(Right::PlaceCases, vec![Change::Place("P101".into(), placing, today)])]
            }
            ActKind::Mark => {
                vec![(Right::Record, fact(Fact::Marker { code: "violent".into(), from, until: None }))]
            }
            ActKind::Unmark => vec![(Right::Record, vec![end("R001", Running::Marker("dogs".into()))])],
            ActKind::AuthoriseAlone => {
                let alone = Fact::Alone { officer: "P102".into(), day: today, authorised_by: by.to_owned() };
                vec![(Right::AuthoriseAlone, fact(alone))]
            }
            ActKind::Correct => {
                let postcode = [("postcode".to_owned(), Some("ZZ9 9ZZ".to_owned()))].into();
                vec![(Right::Correct, vec![Change::Correct(self.address.clone(), postcode)])]
            }
            ActKind::Withdraw => vec![(Right::Correct, vec![Change::Withdraw(self.address.clone())])],
            ActKind::Bind => {
                let account = Fact::Account { account: 1004, bound: true };
                vec![(Right::KeepOfficers, vec![Change::Record(officer("M302"), account)])]
            }
        };
        Row::Deeds(deeds)
    }

    /// Every deed of every kind, with the right that it asks for; `by` is who authorises where a deed says so.
    pub fn deeds(&self, by: &str) -> Vec<(Right, Deed)> {
        let because = || Some("so that it has a reason".to_owned());
        let of_kind = |kind: &ActKind| match self.row(*kind, by) {
            Row::Command(_) => Vec::new(),
            Row::Deeds(all) => {
                let deed = |changes| Deed { kind: *kind, because: because(), changes };
                all.into_iter().map(|(right, changes)| (right, deed(changes))).collect()
            }
        };
        ActKind::ALL.iter().flat_map(of_kind).collect()
    }
}

fn about(reference: &str) -> About {
    About::Offender(reference.to_owned())
}

fn end(reference: &str, running: Running) -> Change {
    Change::End(about(reference), running, day("2026-01-01"))
}

fn last(store: &Store, reference: &str, kind: FactKind) -> String {
    store.snapshot(None).unwrap().live(&about(reference), kind).unwrap().last().unwrap().name.to_string()
}
