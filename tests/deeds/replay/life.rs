//! The life of a small unit, a day at a time: what happens is drawn by a seed, and done as anybody would do it.

use std::collections::BTreeSet;
use std::path::Path;

use fastrand::Rng;
use homevisit::act::deed::{Actor, Asking, DeedRefused, apply};
use homevisit::act::{self, Stamped};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, FactKind, PlanWord, VisitFact};
use homevisit::domain::offender::Status;
use homevisit::domain::visit::{Outcome, Premises};
use homevisit::store::{Store, Stored};

use crate::say::set;

const TIERS: [&str; 4] = ["very-high", "high", "medium", "low"];
const RULES: [&str; 5] =
    ["FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=45", "FREQ=YEARLY"];
const MOST_PEOPLE: usize = 9;
const MOST_OFFICERS: usize = 7;

/// A register under two versions of a policy, the second of which, with a tolerance, takes effect midway.
pub fn init(path: &Path, first: Day) -> (Store, Stamped) {
    let policy = include_str!("../../../data/policies/uk-ew-baseline.toml");
    let (mut store, stamped) = act::init(path, "tester", None, policy).unwrap();
    let from = first.plus_days(super::days() / 2);
    let second = policy
        .replacen("version = \"1\"", "version = \"2\"", 1)
        .replacen("effective_from = 2012-01-01", &format!("effective_from = {from}"), 1)
        .replacen("tolerance_days = 0", "tolerance_days = 3", 1);
    assert_ne!(second, policy);
    act::adopt_policy(&mut store, "tester", None, &second, Some("so that there are two")).unwrap();
    (store, stamped)
}

pub struct Life {
    pub store: Store,
    pub done: u32,
    pub refused: u32,
    /// The kinds of act that were done.
    pub kinds: BTreeSet<ActKind>,
    rng: Rng,
    today: Day,
    people: Vec<String>,
    officers: Vec<String>,
}

impl Life {
    pub fn begin(path: &Path, first: Day, seed: u64) -> Life {
        let (store, _) = init(path, first);
        let rng = Rng::with_seed(seed);
        let (people, officers) = (Vec::new(), Vec::new());
        let mut life = Life { store, done: 0, refused: 0, kinds: BTreeSet::new(), rng, today: first, people, officers };
        for role in ["manager", "supervisor", "officer", "officer", "officer"] {
            let joins = life.joins(role);
            life.act(joins);
        }
        for _ in 0..4 {
            let comes = life.comes();
            life.act(comes);
        }
        life
    }

    /// What happens on a day: nothing, or some acts.
    pub fn a_day(&mut self, day: Day) {
        self.today = day;
        for _ in 0..[0, 1, 1, 2][self.rng.usize(..4)] {
            if let Some(asked) = self.something() {
                self.act(asked);
            }
        }
    }

    fn act(&mut self, (kind, changes): (ActKind, Vec<Change>)) {
        let actor = match self.officers.first() {
            Some(manager) if self.done > 0 => Actor::Officer(manager.clone()),
            _ => Actor::Account("account 0".to_owned()),
        };
        let deed = Deed { kind, because: Some("it was drawn".to_owned()), changes };
        let before = self.store.snapshot(None).unwrap().act().number;
        match apply(&mut self.store, &deed, Asking { id: None, actor: &actor, only_try: false }) {
            Ok(done) => {
                assert!(!done.facts.is_empty());
                self.done += 1;
                self.kinds.insert(kind);
            }
            Err(DeedRefused::Store(error)) => panic!("{error}: {deed:?}"),
            Err(refused) => {
                assert!(
                    !matches!(refused, DeedRefused::Role { .. } | DeedRefused::Nobody { .. }),
                    "{refused}: {deed:?}"
                );
                assert_eq!(self.store.snapshot(None).unwrap().act().number, before);
                self.refused += 1;
            }
        }
    }

    fn something(&mut self) -> Option<(ActKind, Vec<Change>)> {
        let one = |kind, change| Some((kind, vec![change]));
        let who = self.somebody();
        let from = self.about_now();
        match self.rng.u32(..100) {
            0..45 => {
                let visit = Fact::Visit(Box::new(self.visit()));
                one(ActKind::RecordVisit, Change::Record(who, visit))
            }
            45..52 => one(ActKind::SetTier, Change::Record(who, self.tier(from))),
            52..57 => one(ActKind::MoveOffender, Change::Record(who, self.address(from))),
            57..61 => {
                let officer = self.an_officer();
                one(ActKind::SetOwner, Change::Record(who, Fact::Owner { from, officer }))
            }
            61..67 => {
                let until = self.rng.bool().then(|| from.plus_days(self.rng.u32(1..60)));
                let status = self.rng.choice(Status::ALL).copied()?;
                one(ActKind::StartStatus, Change::Record(who, Fact::Status { status, from, until }))
            }
            67..73 => self.ends(who, FactKind::Status, ActKind::EndStatus),
            73..76 => one(ActKind::StartPlan, Change::Record(who, self.plan(from))),
            76..79 => self.ends(who, FactKind::Plan, ActKind::EndPlan),
            79..80 => self.ends(who, FactKind::Management, ActKind::EndManagement),
            80..83 => one(ActKind::StartManagement, Change::Record(who, Fact::Management { from, until: None })),
            83..85 if self.people.len() < MOST_PEOPLE => Some(self.comes()),
            85..86 if self.officers.len() < MOST_OFFICERS => Some(self.joins("officer")),
            86..88 => {
                let (about, team) = (About::Officer(self.an_officer()), self.rng.choice(["North", "South"])?);
                one(ActKind::ChangeOfficer, Change::Amend(about, self.today, set(&[("team", team)])))
            }
            88..89 => {
                let leaver = self.officers[self.rng.usize(1..self.officers.len())].clone();
                one(ActKind::EndService, Change::End(About::Officer(leaver), Running::Service, self.today))
            }
            89..91 => {
                let (status, day) = (self.rng.choice(Status::ALL).copied()?, self.today);
                one(ActKind::ConfirmStatus, Change::Record(who, Fact::Confirmation { status, day }))
            }
            91..97 => {
                let fact = self.a_fact()?;
                let field = self.a_field(fact.fact.as_ref()?)?;
                one(ActKind::Correct, Change::Correct(fact.name.to_string(), set(&[(field.0, &field.1)])))
            }
            _ => one(ActKind::Withdraw, Change::Withdraw(self.a_fact()?.name.to_string())),
        }
    }

    fn somebody(&mut self) -> About {
        About::Offender(self.people[self.rng.usize(..self.people.len())].clone())
    }

    fn an_officer(&mut self) -> String {
        self.officers[self.rng.usize(..self.officers.len())].clone()
    }

    /// Mostly today, now and then a day that was told of late, or one that is told of before.
    fn about_now(&mut self) -> Day {
        match self.rng.u32(..10) {
            0 | 1 => self.earlier(),
            2 => self.today.plus_days(self.rng.u32(1..30)),
            _ => self.today,
        }
    }

    fn earlier(&mut self) -> Day {
        self.today.minus_days(self.rng.u32(1..40))
    }

    fn comes(&mut self) -> (ActKind, Vec<Change>) {
        let reference = format!("R{:03}", self.people.len() + 1);
        self.people.push(reference.clone());
        let about = About::Offender(reference);
        let family = ["Quillfeather", "Tumbleweed", "Brackenridge"][self.rng.usize(..3)].to_owned();
        let from = self.about_now();
        let mut facts = vec![Fact::Person { family, given: None, born: None }, Fact::Management { from, until: None }];
        if self.rng.bool() {
            facts.extend([self.tier(from), self.address(from)]);
        }
        let records = facts.into_iter().map(|fact| Change::Record(about.clone(), fact));
        (ActKind::AddOffender, std::iter::once(Change::Enrol(about.clone())).chain(records).collect())
    }

    fn joins(&mut self, role: &str) -> (ActKind, Vec<Change>) {
        let id = format!("P{}", self.officers.len() + 1);
        self.officers.push(id.clone());
        let fact = Fact::Officer {
            from: self.rng.bool().then_some(self.today),
            name: "Odo Fernwater".to_owned(),
            team: "North".to_owned(),
            role: role.parse().unwrap(),
            accredited: Some(self.rng.bool()),
            fte_hundredths: self.rng.bool().then_some(80),
            active_until: None,
        };
        let about = About::Officer(id);
        (ActKind::AddOfficer, vec![Change::Enrol(about.clone()), Change::Record(about, fact)])
    }

    fn tier(&mut self, from: Day) -> Fact {
        let tier = TIERS[self.rng.usize(..4)].to_owned();
        Fact::Tier { from, tier, set_by: self.officers[0].clone(), reason: None }
    }

    fn address(&mut self, from: Day) -> Fact {
        let address = self.rng.bool().then(|| format!("{} Cinder Row, Otterby", self.rng.u32(1..4)));
        let no_fixed_abode = self.rng.u32(..5) == 0;
        Fact::Address { from, address, postcode: Some("ZZ1 1AA".to_owned()), no_fixed_abode }
    }

    fn plan(&mut self, from: Day) -> Fact {
        let kind = *self.rng.choice(PlanWord::ALL).unwrap();
        let every = (kind == PlanWord::Interval).then(|| RULES[self.rng.usize(..RULES.len())].to_owned());
        let until = self.rng.bool().then(|| from.plus_days(self.rng.u32(20..200)));
        let (authorised_by, review_by) = (self.officers[0].clone(), Some(from.plus_days(90)));
        Fact::Plan { kind, from, until, every, authorised_by, reason: None, review_by }
    }

    fn visit(&mut self) -> VisitFact {
        let seen = self.rng.u32(..2) == 0;
        let outcome = if seen { Outcome::Seen } else { *self.rng.choice(Outcome::ALL).unwrap() };
        let premises = match self.rng.u32(..10) {
            0 => None,
            1 => Some(Premises::Other),
            _ => Some(Premises::Notified),
        };
        VisitFact {
            day: if self.rng.u32(..5) == 0 { self.earlier() } else { self.today },
            time: self.rng.bool().then(|| format!("{:02}:30", self.rng.u32(8..20))),
            outcome,
            premises,
            announced: self.rng.bool().then(|| self.rng.bool()),
            announced_because: None,
            entry_sought: if outcome == Outcome::Refused { None } else { self.rng.bool().then(|| self.rng.bool()) },
            officers: Some(vec![self.an_officer()]),
            ..crate::kit::visit("2025-01-01")
        }
    }

    /// Ends what is running of a kind, if anything is.
    fn ends(&mut self, who: About, kind: FactKind, act: ActKind) -> Option<(ActKind, Vec<Change>)> {
        let known = self.store.snapshot(None).unwrap().live(&who, kind).unwrap();
        let running = match self.rng.choice(known)?.fact? {
            Fact::Status { status, .. } => Running::Status(status),
            Fact::Plan { kind, .. } => Running::Plan(kind),
            _ => Running::Management,
        };
        Some((act, vec![Change::End(who, running, self.about_now())]))
    }

    /// Any fact that counts; of an officer now and then, never of the one who acts.
    fn a_fact(&mut self) -> Option<Stored> {
        let kinds = [
            FactKind::Management,
            FactKind::Address,
            FactKind::Tier,
            FactKind::Owner,
            FactKind::Status,
            FactKind::Plan,
            FactKind::Visit,
            FactKind::Visit,
            FactKind::Officer,
        ];
        let kind = *self.rng.choice(&kinds)?;
        let about = match kind {
            FactKind::Officer => About::Officer(self.officers[self.rng.usize(1..self.officers.len())].clone()),
            _ => self.somebody(),
        };
        let known = self.store.snapshot(None).unwrap().live(&about, kind).unwrap();
        self.rng.choice(known)
    }

    /// A field of it, and what it is to be.
    fn a_field(&mut self, fact: &Fact) -> Option<(&'static str, String)> {
        let day = self.about_now().to_string();
        let fields = match fact {
            Fact::Management { .. } | Fact::Status { .. } => {
                vec![("from", day.clone()), ("until", day), ("until", String::new())]
            }
            Fact::Address { .. } => {
                vec![("from", day), ("address", "9 Thimble Yard".to_owned()), ("postcode", String::new())]
            }
            Fact::Tier { .. } => vec![("from", day), ("tier", TIERS[self.rng.usize(..4)].to_owned())],
            Fact::Owner { .. } => vec![("from", day), ("officer", self.an_officer())],
            Fact::Plan { every: Some(_), .. } => vec![("until", day), ("every", RULES[self.rng.usize(..5)].to_owned())],
            Fact::Plan { .. } => vec![("from", day.clone()), ("until", day)],
            Fact::Visit(_) => vec![
                ("day", self.earlier().to_string()),
                ("outcome", self.rng.choice(Outcome::WORDS)?.to_string()),
                ("premises", "notified".to_owned()),
                ("premises", String::new()),
            ],
            _ => vec![("team", "South".to_owned()), ("active_until", day), ("role", "supervisor".to_owned())],
        };
        self.rng.choice(fields)
    }
}
