//! Random registers, and every report on them as another program would read it.

use homevisit::domain::day::Day;
use homevisit::domain::offender::{Facts, OfficerKey, Since};
use homevisit::domain::officer::{Officer, Roster};
use homevisit::domain::policy::Book;
use homevisit::domain::requirement::Rules;
use homevisit::domain::work::At;
use homevisit::render::{self, Accounts};
use homevisit::report::cases::{self, Cases, Level};
use homevisit::report::measure::{Beside, Measure, Whose};
use homevisit::report::overview::{self, Overview};
use homevisit::report::trend::{self, Trend};
use homevisit::report::{Scope, audit, unseen, worklist};
use serde_json::Value;

use crate::reports_kit::{self as kit, Register, subjects};

pub struct Unit {
    pub register: Register,
    pub rules: Rules,
    pub roster: Roster,
    pub beside: Beside,
    pub as_of: Day,
}

impl Unit {
    /// Random people with random work; every third unit's record begins late, every other has a tolerance.
    pub fn random(seed: u64) -> Unit {
        let mut rng = fastrand::Rng::with_seed(seed ^ 0x0e_a5);
        let as_of = kit::day("2025-01-15").plus_days(rng.u32(0..500));
        let mut register = kit::random_working(seed, 60, as_of);
        for (_, facts) in &mut register {
            again(&mut rng, facts, as_of);
        }
        let mut rules = if seed.is_multiple_of(2) { kit::rules() } else { kit::rules_with("tolerance_days = 5 ") };
        if seed.is_multiple_of(3) {
            rules.history_from = Some(as_of.minus_days(rng.u32(0..500)));
        }
        let mut beside = Beside::default();
        for subject in subjects(&register) {
            let days: Vec<Day> = (0..rng.u32(0..3)).map(|_| as_of.plus_days(5).minus_days(rng.u32(0..60))).collect();
            if !days.is_empty() {
                beside.not_entered.insert(subject.key, days);
            }
        }
        Unit { register, rules, roster: roster(), beside, as_of }
    }

    pub fn now(&self) -> At {
        At::end_of(self.as_of)
    }

    pub fn overview(&self, whose: &Whose) -> Overview {
        let spec = overview::Spec { now: self.now(), whose: whose.clone() };
        let mut fold = overview::Fold::new(spec, &self.rules, &self.roster, &self.beside).unwrap();
        subjects(&self.register).for_each(|subject| fold.take(&subject).unwrap());
        fold.finish().unwrap()
    }

    pub fn cases_on(
        &self,
        day: Day,
        measure: Measure,
        whose: &Whose,
        level: Option<Level>,
        period: Option<(Day, Day)>,
    ) -> Cases {
        let spec = cases::Spec { measure, now: At::end_of(day), period, whose: whose.clone(), level };
        let mut fold = cases::Fold::new(spec, &self.rules, &self.roster, &self.beside).unwrap();
        subjects(&self.register).for_each(|subject| fold.take(&subject).unwrap());
        fold.finish().unwrap()
    }

    /// As at the unit's day; of a flow, over a period.
    pub fn cases(&self, measure: Measure, whose: &Whose, level: Option<Level>, period: (Day, Day)) -> Cases {
        self.cases_on(self.as_of, measure, whose, level, measure.is_flow().then_some(period))
    }

    pub fn trend(&self, measure: Measure, from: Day, group_by: Option<audit::GroupBy>, whose: &Whose) -> Trend {
        let spec = trend::Spec { measure, from, to: self.now(), group_by, whose: whose.clone() };
        let mut fold = trend::Fold::new(spec, &self.rules, &self.roster, &self.beside).unwrap();
        subjects(&self.register).for_each(|subject| fold.take(&subject).unwrap());
        fold.finish().unwrap()
    }

    /// The whole unit's worklist at the end of a day.
    pub fn worklist(&self, day: Day) -> Value {
        let mut fold =
            worklist::Fold::new(worklist::Spec::at_end_of(day, Scope::All), &self.rules, &self.roster).unwrap();
        subjects(&self.register).for_each(|subject| fold.take(&subject).unwrap());
        let mut json = Vec::new();
        render::worklist::json(&fold.finish().unwrap(), Accounts::Bound, &mut json).unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    pub fn unseen(&self, day: Day) -> Value {
        let mut fold = unseen::Fold::new(day, &self.rules, &self.roster).unwrap();
        subjects(&self.register).for_each(|subject| fold.take(&subject).unwrap());
        let mut json = Vec::new();
        render::unseen::json(&fold.finish().unwrap(), Accounts::Bound, &mut json).unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    /// Over a period, as at the unit's day.
    pub fn audit(&self, (from, to): (Day, Day), group_by: audit::GroupBy) -> Value {
        let acts = kit::acts();
        let spec = audit::Spec { from, to, as_of: self.as_of, group_by, cases: true };
        let mut fold = audit::Fold::new(spec, &self.rules, &self.roster, &acts).unwrap();
        subjects(&self.register).for_each(|subject| fold.take(&subject).unwrap());
        let mut json = Vec::new();
        render::audit::json(&fold.finish().unwrap(), Accounts::Bound, &mut json).unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    pub fn levels(&self) -> Vec<(String, Level)> {
        let book: &Book = &self.rules.book;
        let set = book.tier_ids().iter().map(|id| (id.clone(), Level::Set(book.tier_key(id).unwrap())));
        set.chain([("untiered".to_owned(), Level::NoneSet)]).collect()
    }
}

/// With an officer of whom nothing is known yet: of no team.
pub fn roster() -> Roster {
    let known = kit::roster();
    let later = Since { from: kit::day("2030-01-01"), what: kit::record("North", None) };
    let officer = Officer { id: "P-09".into(), records: vec![later] };
    let known: Vec<_> = known.iter().map(|(key, officer)| (key, officer.clone())).collect();
    Roster::new(known.into_iter().chain([(OfficerKey(9), officer)]))
}

/// One in five is managed again after management ended, of some within the week of the day.
fn again(rng: &mut fastrand::Rng, facts: &mut Facts, as_of: Day) {
    if rng.u8(0..5) > 0 {
        return;
    }
    let first = facts.management[0].from.min(as_of.minus_days(20));
    let until = as_of.plus_days(3).minus_days(rng.u32(0..12)).max(first.next());
    facts.management = vec![homevisit::domain::day::Period { from: first, until: Some(until) }];
    if rng.bool() {
        let from = until.plus_days(rng.u32(1..4));
        facts.management.push(homevisit::domain::day::Period { from, until: None });
    }
    if rng.u8(0..3) == 0 {
        facts.owners = vec![Since { from: first, what: OfficerKey(9) }];
    }
}
