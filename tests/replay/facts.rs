//! Random facts around a civil day.

use homevisit::domain::day::Day;
use homevisit::domain::fact::{Fact, PlanWord, VisitFact};
use homevisit::domain::offender::Status;
use homevisit::domain::visit::{Outcome, Premises};

use crate::chance::Chance;
use crate::words::*;

impl Chance {
    pub fn of<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.rng.usize(..values.len())].clone()
    }

    pub fn one_in(&mut self, times: u32) -> bool {
        self.rng.u32(..times) == 0
    }

    pub fn maybe<T>(&mut self, value: impl FnOnce(&mut Chance) -> T) -> Option<T> {
        self.rng.bool().then(|| value(self))
    }

    /// A day from which something holds: mostly of late, at times to come, often one that was given already.
    pub fn from(&mut self) -> Day {
        let day = match self.rng.u32(..8) {
            _ if self.that_day => self.lately,
            0..3 => self.lately,
            3 => self.today.plus_days(self.rng.u32(..40)),
            _ => self.today.minus_days(self.rng.u32(..25)),
        };
        self.lately = day;
        day
    }

    pub fn until(&mut self, from: Day) -> Option<Day> {
        self.maybe(|chance| from.plus_days(chance.rng.u32(1..120)))
    }

    pub fn near(&mut self, day: Day) -> Day {
        day.plus_days(self.rng.u32(..15)).minus_days(self.rng.u32(..15))
    }

    pub fn management(&mut self) -> Fact {
        let from = self.from();
        let until = if self.one_in(5) { self.until(from) } else { None };
        Fact::Management { from, until }
    }

    pub fn tier(&mut self) -> Fact {
        let reason = self.maybe(|_| "assessed, \"again\"".to_owned());
        Fact::Tier { from: self.from(), tier: self.of(TIERS).to_owned(), set_by: self.colleague(), reason }
    }

    pub fn owner(&mut self) -> Fact {
        Fact::Owner { from: self.from(), officer: self.colleague() }
    }

    pub fn address(&mut self) -> Fact {
        Fact::Address {
            from: self.from(),
            address: self.maybe(|chance| chance.of(ADDRESSES).to_owned()),
            postcode: self.maybe(|chance| chance.of(POSTCODES).to_owned()),
            no_fixed_abode: self.one_in(4),
        }
    }

    pub fn status(&mut self) -> Fact {
        let from = self.from();
        Fact::Status { status: self.of(Status::ALL), from, until: self.until(from) }
    }

    pub fn plan(&mut self) -> Fact {
        let (kind, from) = (self.of(PlanWord::ALL), self.from());
        Fact::Plan {
            kind,
            from,
            until: self.until(from),
            every: (kind == PlanWord::Interval).then(|| self.of(RULES).to_owned()),
            authorised_by: self.colleague(),
            reason: self.maybe(|_| "settled".to_owned()),
            review_by: Some(from.plus_days(self.rng.u32(1..90))),
        }
    }

    pub fn visit(&mut self) -> Fact {
        self.visits += 1;
        let reference = self.one_in(5).then(|| format!("V-{}", self.visits));
        let outcome = if self.one_in(3) { self.of(Outcome::ALL) } else { Outcome::Seen };
        let premises = if self.one_in(4) { self.of(&[None, Some(Premises::Other)]) } else { Some(Premises::Notified) };
        let officers: Vec<String> = (0..self.officers.min(2)).map(officer).collect();
        Fact::Visit(Box::new(VisitFact {
            reference,
            day: self.today.minus_days(self.rng.u32(..8)),
            time: self.maybe(|chance| format!("{:02}:{:02}", chance.rng.u32(..24), chance.rng.u32(..60))),
            outcome,
            announced: self.maybe(|chance| chance.rng.bool()),
            announced_because: None,
            premises,
            entry_sought: if outcome == Outcome::Refused { None } else { self.maybe(|chance| chance.rng.bool()) },
            officers: Some(officers),
            agencies: Vec::new(),
            children: self.maybe(|_| 0),
            note: None,
            alone_authorised_by: None,
            recorded_on: None,
        }))
    }
}
