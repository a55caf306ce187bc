//! Random facts of every kind.

use super::day;
use crate::domain::day::Day;
use crate::domain::fact::{AgencyMember, Fact, FactKind, PlanWord, VisitFact};
use crate::domain::offender::Status;
use crate::domain::officer::Role;
use crate::domain::visit::{Outcome, Premises};
use crate::domain::work::{Course, Stage};

/// Random facts, drawn from few values so that they crowd.
pub(super) struct Chance(pub(super) fastrand::Rng);

impl Chance {
    fn of<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.0.usize(..values.len())].clone()
    }
    fn maybe<T>(&mut self, value: impl FnOnce(&mut Chance) -> T) -> Option<T> {
        self.0.bool().then(|| value(self))
    }
    fn day(&mut self) -> Day {
        day("2024-02-27").plus_days(self.0.u32(..5))
    }
    fn later(&mut self, from: Day) -> Option<Day> {
        self.maybe(|chance| from.plus_days(chance.0.u32(1..9)))
    }
    fn officer(&mut self) -> String {
        self.of(&["o1", "o2", "o3"]).to_owned()
    }
    fn time(&mut self) -> String {
        self.of(&["00:00", "09:30", "23:59"]).to_owned()
    }
    fn text(&mut self) -> String {
        self.of(&["", "because", "línea\ntwo", "N"]).to_owned()
    }
    fn word(&mut self) -> String {
        self.of(&["x", "other", "a b"]).to_owned()
    }

    pub(super) fn visit(&mut self) -> Fact {
        let officers = self.maybe(|chance| vec![chance.officer(), chance.officer()]);
        let agency = |chance: &mut Chance| AgencyMember { agency: chance.word(), number: chance.word() };
        Fact::Visit(Box::new(VisitFact {
            reference: None,
            day: self.day(),
            time: self.maybe(Chance::time),
            outcome: self.of(Outcome::ALL),
            announced: self.maybe(|chance| chance.0.bool()),
            announced_because: self.maybe(Chance::text),
            premises: self.maybe(|chance| chance.of(&[Premises::Notified, Premises::Other])),
            entry_sought: self.maybe(|chance| chance.0.bool()),
            officers,
            agencies: (0..self.0.usize(..3)).map(|_| agency(self)).collect(),
            children: self.maybe(|chance| chance.0.u16(..100)),
            note: self.maybe(Chance::text),
            alone_authorised_by: self.maybe(Chance::officer),
            recorded_on: self.maybe(Chance::day),
        }))
    }

    fn plan(&mut self) -> Fact {
        let (kind, from) = (self.of(PlanWord::ALL), self.day());
        Fact::Plan {
            kind,
            from,
            until: self.later(from),
            every: (kind == PlanWord::Interval).then(|| self.of(&["FREQ=WEEKLY", "FREQ=DAILY"]).to_owned()),
            authorised_by: self.officer(),
            reason: self.maybe(Chance::text),
            review_by: self.maybe(Chance::day),
        }
    }

    /// A fact of a kind; `visits` and `decision` are on file.
    pub(super) fn fact(&mut self, kind: FactKind, visits: [&str; 2], decision: i64) -> Fact {
        let from = self.day();
        match kind {
            FactKind::Person => {
                Fact::Person { family: self.text(), given: self.maybe(Chance::text), born: self.maybe(Chance::day) }
            }
            FactKind::Management => Fact::Management { from, until: self.later(from) },
            FactKind::Address => Fact::Address {
                from,
                address: self.maybe(Chance::text),
                postcode: self.maybe(Chance::text),
                no_fixed_abode: self.0.bool(),
            },
            FactKind::Tier => Fact::Tier {
                from,
                tier: self.of(&["high", "low"]).to_owned(),
                set_by: self.officer(),
                reason: self.maybe(Chance::text),
            },
            FactKind::Owner => Fact::Owner { from, officer: self.officer() },
            FactKind::Status => Fact::Status { status: self.of(Status::ALL), from, until: self.later(from) },
            FactKind::Plan => self.plan(),
            FactKind::Officer => Fact::Officer {
                from: self.maybe(Chance::day),
                name: self.text(),
                team: self.word(),
                role: self.of(Role::ALL),
                accredited: self.maybe(|chance| chance.0.bool()),
                fte_hundredths: self.maybe(|chance| chance.0.u16(1..=100)),
                active_until: self.maybe(Chance::day),
            },
            FactKind::Visit => self.visit(),
            FactKind::Confirmation => Fact::Confirmation { status: self.of(Status::ALL), day: from },
            FactKind::Referral => Fact::Referral {
                visit: visits[0].to_owned(),
                agency: self.maybe(Chance::word),
                day: from,
                time: self.maybe(Chance::time),
            },
            FactKind::Decision => Fact::Decision {
                day: from,
                time: self.maybe(Chance::time),
                course: self.of(Course::ALL),
                visit_by: self.day(),
            },
            FactKind::Stage => Fact::Stage { decision, stage: self.of(Stage::ALL), day: from },
            FactKind::Direction => {
                Fact::Direction { day: from, time: self.maybe(Chance::time), visit_by: self.day(), cause: self.word() }
            }
            FactKind::Booking => Fact::Booking {
                day: from,
                time: self.time(),
                officers: (0..self.0.usize(..3)).map(|_| self.officer()).collect(),
            },
            FactKind::Marker => Fact::Marker { code: self.word(), from, until: self.later(from) },
            FactKind::Entered => Fact::Entered { visit: visits[0].to_owned(), day: from },
            FactKind::Alone => Fact::Alone { officer: self.officer(), day: from, authorised_by: self.officer() },
            FactKind::Pair => {
                Fact::Pair { visit: visits[0].to_owned(), recorded: visits[1].to_owned(), one: self.0.bool() }
            }
            FactKind::Cover => {
                let until = from.plus_days(self.0.u32(1..9));
                Fact::Cover { cover: self.of(&["o2", "o3"]).to_owned(), from, until }
            }
            FactKind::Account => Fact::Account { account: self.0.u32(..), bound: self.0.bool() },
            FactKind::Policy | FactKind::Extract => unreachable!("about nobody"),
        }
    }
}
