//! Random deeds around a civil day, drawn from few people, few words and crowded days, so that they run into each other.

use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change, Deed, Placing, Running};
use homevisit::domain::fact::{Fact, FactKind};
use homevisit::domain::offender::Status;
use homevisit::domain::officer::Role;
use homevisit::domain::visit::Outcome;
use homevisit::store::Snapshot;

use crate::lists::references;
use crate::words::*;

/// Kinds of facts that lists are made of; some come oftener, or nobody would be managed for long.
const KINDS: &[FactKind] = &[
    FactKind::Visit,
    FactKind::Visit,
    FactKind::Visit,
    FactKind::Tier,
    FactKind::Tier,
    FactKind::Status,
    FactKind::Status,
    FactKind::Plan,
    FactKind::Owner,
    FactKind::Owner,
    FactKind::Address,
    FactKind::Address,
    FactKind::Management,
    FactKind::Person,
];

pub struct Chance {
    pub rng: fastrand::Rng,
    pub today: Day,
    /// A day that a fact was given, to be taken again.
    pub lately: Day,
    /// Whether it is taken again now.
    pub that_day: bool,
    pub offenders: usize,
    pub officers: usize,
    pub visits: usize,
}

/// What a deed asks for.
type Asked = (ActKind, Vec<Change>);

impl Chance {
    pub fn new(seed: u64, first: Day) -> Chance {
        let rng = fastrand::Rng::with_seed(seed);
        Chance { rng, today: first, lately: first, that_day: false, offenders: 0, officers: 0, visits: 0 }
    }

    /// How many deeds are done on a day.
    pub fn busy(&mut self) -> usize {
        self.of(&[0, 1, 1, 1, 2, 2])
    }

    /// A deed of this day; `view` is the record so far.
    pub fn deed(&mut self, today: Day, view: &Snapshot<'_>) -> Deed {
        self.today = today;
        let (kind, changes) = if self.officers < 2 { self.add_officer() } else { self.any(view) };
        Deed { kind, because: Some(format!("on {today}")), changes }
    }

    fn any(&mut self, view: &Snapshot<'_>) -> Asked {
        match self.rng.u32(0..100) {
            0..6 if self.offenders < OFFENDERS || self.one_in(6) => self.add_offender(view),
            6..8 if self.officers < OFFICERS || self.one_in(3) => self.add_officer(),
            0..36 => (ActKind::RecordVisit, vec![self.visited_now()]),
            36..42 => (ActKind::SetTier, self.crowded(Chance::tier)),
            42..46 => (ActKind::SetOwner, self.crowded(Chance::owner)),
            46..51 => (ActKind::MoveOffender, self.crowded(Chance::address)),
            51..56 => (ActKind::StartStatus, vec![self.of_somebody(Chance::status)]),
            56..61 => (ActKind::EndStatus, vec![self.end(view, FactKind::Status)]),
            61..66 => (ActKind::StartPlan, self.crowded(Chance::plan)),
            66..69 => (ActKind::EndPlan, vec![self.end(view, FactKind::Plan)]),
            69..74 => (ActKind::StartManagement, vec![self.of_somebody(Chance::management)]),
            74..75 => (ActKind::EndManagement, vec![self.end(view, FactKind::Management)]),
            75..78 => self.amend(),
            78..80 => self.leave(),
            80..93 => self.correct(view),
            _ => self.withdraw(view),
        }
    }

    fn somebody(&mut self) -> About {
        person(&offender(self.rng.usize(..=self.offenders.min(OFFENDERS - 1))))
    }

    fn visited_now(&mut self) -> Change {
        Change::Record(self.visited(), self.visit())
    }

    /// Whoever is to be visited: some are gone to often, and most seldom.
    fn visited(&mut self) -> About {
        let most = if self.rng.bool() { 4 } else { OFFENDERS };
        person(&offender(self.rng.usize(..most.min(self.offenders + 1))))
    }

    pub fn colleague(&mut self) -> String {
        officer(self.rng.usize(..self.officers))
    }

    fn of_somebody(&mut self, fact: impl FnOnce(&mut Chance) -> Fact) -> Change {
        Change::Record(self.somebody(), fact(self))
    }

    /// One fact of somebody, or at times two from one day, of which the later recorded holds.
    fn crowded(&mut self, fact: impl Fn(&mut Chance) -> Fact) -> Vec<Change> {
        let about = self.visited();
        let mut changes = vec![Change::Record(about.clone(), fact(self))];
        if self.one_in(4) {
            self.that_day = true;
            changes.push(Change::Record(about, fact(self)));
            self.that_day = false;
        }
        changes
    }

    fn add_officer(&mut self) -> Asked {
        let id = if self.officers < OFFICERS { officer(self.officers) } else { self.colleague() };
        self.officers = OFFICERS.min(self.officers + 1);
        let fact = Fact::Officer {
            from: if self.one_in(4) { Some(self.today) } else { None },
            name: format!("Invented {id}"),
            team: self.of(TEAMS).to_owned(),
            role: self.of(Role::ALL),
            accredited: Some(self.rng.bool()),
            fte_hundredths: self.maybe(|chance| chance.rng.u16(40..=100)),
            active_until: None,
        };
        (ActKind::AddOfficer, vec![Change::Enrol(colleague(&id)), Change::Record(colleague(&id), fact)])
    }

    /// The next who is not known yet; once all are, somebody again, which is refused.
    fn add_offender(&mut self, view: &Snapshot<'_>) -> Asked {
        self.offenders = references(view).len();
        let reference = offender(self.offenders % OFFENDERS);
        let about = person(&reference);
        let (given, born) = (self.maybe(|_| "Ambrose".to_owned()), self.maybe(|_| day("1970-02-03")));
        let mut facts = vec![Fact::Person { family: format!("Invented {reference}"), given, born }];
        let more: [fn(&mut Chance) -> Fact; 4] = [Chance::management, Chance::tier, Chance::owner, Chance::address];
        for fact in more {
            if !self.one_in(7) {
                facts.push(fact(self));
            }
        }
        let enrol = Change::Enrol(about.clone());
        let record = facts.into_iter().map(|fact| Change::Record(about.clone(), fact));
        (ActKind::AddOffender, std::iter::once(enrol).chain(record).collect())
    }

    /// What runs ends: most often what does run, of whoever it is.
    fn end(&mut self, view: &Snapshot<'_>, kind: FactKind) -> Change {
        let running = self.any_live(view, kind).and_then(|(about, fact)| match fact {
            Fact::Management { .. } => Some((about, Running::Management)),
            Fact::Status { status, .. } => Some((about, Running::Status(status))),
            Fact::Plan { kind, .. } => Some((about, Running::Plan(kind))),
            _ => None,
        });
        let (about, running) = running.unwrap_or((self.somebody(), Running::Management));
        Change::End(about, running, self.today.plus_days(self.rng.u32(..9)))
    }

    /// A fact of a kind that counts, of somebody who has one: whoever comes first from a random one on.
    fn any_live(&mut self, view: &Snapshot<'_>, kind: FactKind) -> Option<(About, Fact)> {
        self.live(view, kind).map(|(about, _, fact)| (about, fact))
    }

    fn live(&mut self, view: &Snapshot<'_>, kind: FactKind) -> Option<(About, String, Fact)> {
        let first = self.rng.usize(..OFFENDERS);
        for at in (first..OFFENDERS).chain(0..first) {
            let about = person(&offender(at));
            let found = view.live(&about, kind).unwrap_or_default();
            if !found.is_empty() {
                let stored = self.of(&found);
                return Some((about, stored.name.to_string(), stored.fact?));
            }
        }
        None
    }

    fn correct(&mut self, view: &Snapshot<'_>) -> Asked {
        let kind = self.of(KINDS);
        let asked = match self.one_in(10) {
            true => self.officer_corrected(view),
            false => self.live(view, kind).map(|(_, name, fact)| {
                let (key, value) = self.other(&fact);
                (name, key, value)
            }),
        };
        let (name, key, value) = asked.unwrap_or(("tier-1".to_owned(), "from", Some(self.today.to_string())));
        (ActKind::Correct, vec![Change::Correct(name, [(key.to_owned(), value)].into())])
    }

    fn officer_corrected(&mut self, view: &Snapshot<'_>) -> Option<(String, &'static str, Option<String>)> {
        let found = view.live(&colleague(&self.colleague()), FactKind::Officer).ok()?;
        let (stored, team) = (self.of(&found), self.of(TEAMS).to_owned());
        Some((stored.name.to_string(), "team", Some(team)))
    }

    /// A field of a fact, and something else to stand in it.
    fn other(&mut self, fact: &Fact) -> (&'static str, Option<String>) {
        let moved = |chance: &mut Chance, from: Day| ("from", Some(chance.near(from).to_string()));
        let ends = |chance: &mut Chance, from: Day| ("until", chance.until(from).map(|day| day.to_string()));
        match fact {
            Fact::Visit(visit) if self.rng.bool() => ("day", Some(self.near(visit.day).to_string())),
            Fact::Visit(_) if self.rng.bool() => ("outcome", Some(self.of(Outcome::ALL).to_string())),
            Fact::Visit(_) => ("premises", self.of(&[None, Some("notified".to_owned()), Some("other".to_owned())])),
            Fact::Tier { .. } if self.rng.bool() => ("tier", Some(self.of(TIERS).to_owned())),
            Fact::Owner { .. } if self.rng.bool() => ("officer", Some(self.colleague())),
            Fact::Address { .. } if self.one_in(3) => ("postcode", Some(self.of(POSTCODES).to_owned())),
            Fact::Address { .. } if self.rng.bool() => ("address", Some(self.of(ADDRESSES).to_owned())),
            Fact::Status { .. } if self.one_in(3) => ("status", Some(self.of(Status::ALL).to_string())),
            Fact::Status { from, .. } | Fact::Plan { from, .. } | Fact::Management { from, .. } if self.rng.bool() => {
                ends(self, *from)
            }
            Fact::Plan { every: Some(_), .. } if self.one_in(3) => ("every", Some(self.of(RULES).to_owned())),
            Fact::Tier { from, .. }
            | Fact::Owner { from, .. }
            | Fact::Address { from, .. }
            | Fact::Status { from, .. }
            | Fact::Plan { from, .. }
            | Fact::Management { from, .. } => moved(self, *from),
            _ => ("given", Some("Ignatius".to_owned())),
        }
    }

    /// An officer's first record is left to them, without which nobody would know whose the cases are.
    fn withdraw(&mut self, view: &Snapshot<'_>) -> Asked {
        let kind = self.of(KINDS);
        let asked = match self.one_in(12) {
            true => {
                let found = view.live(&colleague(&self.colleague()), FactKind::Officer).unwrap_or_default();
                found.get(1..).and_then(|later| later.last()).map(|stored| stored.name.to_string())
            }
            false => self.live(view, kind).map(|(_, name, _)| name),
        };
        (ActKind::Withdraw, vec![Change::Withdraw(asked.unwrap_or("status-1".to_owned()))])
    }

    fn amend(&mut self) -> Asked {
        let (key, value) = match self.rng.u32(..3) {
            0 => ("team", Some(self.of(TEAMS).to_owned())),
            1 => ("fte_hundredths", self.maybe(|chance| chance.rng.u16(40..=100).to_string())),
            _ => ("active_until", self.maybe(|chance| chance.today.plus_days(chance.rng.u32(..90)).to_string())),
        };
        let about = colleague(&self.colleague());
        (ActKind::ChangeOfficer, vec![Change::Amend(about, self.from(), [(key.to_owned(), value)].into())])
    }

    /// Somebody leaves, their cases placed first or not.
    fn leave(&mut self) -> Asked {
        let (id, day) = (self.colleague(), self.today);
        let placing =
            if self.rng.bool() { Placing::Officer(self.colleague()) } else { Placing::Team(self.of(TEAMS).to_owned()) };
        let (placed, left) =
            (Change::Place(id.clone(), placing, day), Change::End(colleague(&id), Running::Service, day));
        match self.rng.u32(..3) {
            0 => (ActKind::Reassign, vec![placed]),
            1 => (ActKind::EndService, vec![left]),
            _ => (ActKind::EndService, vec![placed, left]),
        }
    }
}
