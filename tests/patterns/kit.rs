//! Invented people with what stands beside their facts, and the report of them.

use std::collections::BTreeSet;

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::*;
use homevisit::domain::pattern::*;
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::recorded::ActDays;
use homevisit::domain::requirement::Rules;
use homevisit::domain::visit::Visit;
use homevisit::domain::work::VisitKey;
use homevisit::report::integrity::{Fold, Integrity, Spec};
use homevisit::report::{Scope, Subject};

use crate::reports_kit::{self, BASELINE, day};

pub const FROM: &str = "2025-04-01";
pub const AS_OF: &str = "2026-03-31";

/// Somebody, who went to see them, who authorised their plans, and who they are.
pub struct Somebody {
    pub facts: Facts,
    pub officers: Vec<Vec<i64>>,
    pub authorised_by: Vec<i64>,
    pub name: (String, String, String),
}

impl Somebody {
    /// High, managed since 2010, of officer 1, of a name of their own, with these visits made by nobody recorded.
    pub fn new(visits: &[Visit]) -> Somebody {
        let mut facts = reports_kit::person(reports_kit::HIGH, 1, visits);
        facts.management = vec![Period { from: day("2010-01-04"), until: None }];
        facts.tiers[0].from = day("2010-01-04");
        facts.owners[0].from = day("2010-01-04");
        let (officers, authorised_by) = (vec![Vec::new(); visits.len()], Vec::new());
        Somebody { facts, officers, authorised_by, name: Default::default() }
    }

    /// Seen on these days, no time recorded.
    pub fn seen(days: &[&str]) -> Somebody {
        Somebody::new(&days.iter().map(|on| reports_kit::seen(on)).collect::<Vec<_>>())
    }

    pub fn away(mut self, status: Status, from: Day, until: Option<Day>) -> Somebody {
        self.facts.statuses.push(StatusPeriod { status, period: Period { from, until } });
        self
    }

    pub fn tier(mut self, from: Day, what: TierKey) -> Somebody {
        self.facts.tiers.push(Since { from, what });
        self
    }

    pub fn interval(mut self, months: u32, from: Day, until: Option<Day>, by: i64) -> Somebody {
        let kind = PlanKind::Interval(Interval::Months(months));
        self.facts.plans.push(Plan { kind, period: Period { from, until }, review_by: None });
        self.authorised_by.push(by);
        self
    }

    pub fn called(mut self, family: &str, given: &str, born: &str) -> Somebody {
        self.name = (family.to_owned(), given.to_owned(), born.to_owned());
        self
    }

    pub fn managed(mut self, periods: &[(Day, Option<Day>)]) -> Somebody {
        self.facts.management = periods.iter().map(|(from, until)| Period { from: *from, until: *until }).collect();
        self
    }
}

/// By the baseline: acts 1 and 2 on days far back, and act 3 and on as given.
pub struct World {
    pub people: Vec<Somebody>,
    pub acts: Vec<Day>,
    pub brought: BTreeSet<i64>,
    pub scope: Scope,
}

impl World {
    pub fn of(people: Vec<Somebody>) -> World {
        World { people, acts: Vec::new(), brought: BTreeSet::new(), scope: Scope::All }
    }

    pub fn report(&self, numbers: &Thresholds) -> Integrity {
        let mut policy = parse(BASELINE).unwrap();
        policy.practice.integrity = numbers.clone();
        let rules = Rules { book: Book::new(vec![policy.clone()]).unwrap(), history_from: None };
        self.report_by(&rules, &policy, numbers)
    }

    pub fn report_by(
        &self,
        rules: &Rules,
        first: &homevisit::domain::policy::Policy,
        numbers: &Thresholds,
    ) -> Integrity {
        let roster = reports_kit::roster();
        let acts = [vec![day("1990-01-01"); 2], self.acts.clone()].concat();
        let written = Written { days: ActDays::new(acts), brought: self.brought.clone() };
        let (from, as_of) = (day(FROM), day(AS_OF));
        let look = Look { from, as_of, rules, thresholds: numbers, first, written: &written };
        let mut likenesses = Likenesses::default();
        for (key, person) in (1..).zip(&self.people) {
            let (family, given, born) = &person.name;
            likenesses.take(OffenderKey(key), family, given, born);
        }
        let spec = Spec { from, as_of, scope: self.scope.clone() };
        let mut fold = Fold::new(spec, look, &roster, likenesses.finish()).unwrap();
        for (key, person) in (1..).zip(&self.people) {
            let facts = &person.facts;
            let subject = Subject { key: OffenderKey(key), reference: &format!("HV-{key}"), facts };
            fold.take(&subject, &beside(key, person)).unwrap();
        }
        self.attended().iter().for_each(|visit| fold.attended(visit));
        fold.finish().unwrap()
    }
}

impl World {
    /// The visits with a time, in order, as the store tells them.
    fn attended(&self) -> Vec<Attendance> {
        let mut attended = Vec::new();
        for (key, person) in (1..).zip(&self.people) {
            for (visit, made) in person.facts.visits.iter().zip(beside(key, person).visits) {
                let mut officers: Vec<OfficerKey> = Vec::new();
                made.officers.iter().for_each(|one| {
                    if !officers.contains(one) {
                        officers.push(*one)
                    }
                });
                let (day, offender, visit_key) = (visit.day, OffenderKey(key), made.key);
                attended.extend(visit.time.map(|time| Attendance { day, time, offender, visit: visit_key, officers }));
            }
        }
        attended.sort();
        attended
    }
}

fn beside(key: i64, person: &Somebody) -> Beside {
    let made = |(at, officers): (i64, &Vec<i64>)| Made {
        key: VisitKey(key * 1_000 + at),
        officers: officers.iter().map(|officer| OfficerKey(*officer)).collect(),
    };
    Beside {
        visits: (0..).zip(&person.officers).map(made).collect(),
        authorised_by: person.authorised_by.iter().map(|officer| OfficerKey(*officer)).collect(),
    }
}

/// The cases of a pattern, and how many were looked at.
pub fn of(report: &Integrity, pattern: Pattern) -> (Vec<Found>, u64) {
    let section = report.sections.iter().find(|section| section.pattern == pattern).unwrap();
    (section.cases.iter().map(|case| case.found.clone()).collect(), section.looked_at)
}

/// The same by the numbers of the baseline.
pub fn found(people: Vec<Somebody>, pattern: Pattern) -> (Vec<Found>, u64) {
    of(&World::of(people).report(&Thresholds::default()), pattern)
}

/// A visit at a time of day.
pub fn at(on: &str, hour: u16, minute: u16) -> Visit {
    Visit { time: Some(hour * 60 + minute), ..reports_kit::seen(on) }
}
