//! Invented offenders, a fact at a time.

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Address, Facts, OfficerKey, Plan, PlanKind, Since, StatusPeriod};
use homevisit::domain::officer::{Officer, OfficerRecord, Role, Roster};
use homevisit::domain::policy::{Book, Policy};
use homevisit::domain::policy_file::parse;
use homevisit::domain::requirement::Rules;
use homevisit::domain::visit::{Outcome, Premises, Visit};
use homevisit::report::explain::Explanation;

const BASELINE: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The baseline, as shipped.
pub fn baseline() -> Policy {
    parse(BASELINE).unwrap()
}

/// One offender, managed since 20 Dec 2024 unless said otherwise.
#[derive(Clone, Debug)]
pub struct Case {
    pub facts: Facts,
    pub rules: Rules,
    pub roster: Roster,
}

impl Case {
    pub fn new(tier: &str) -> Case {
        let rules = Rules { book: Book::new(vec![baseline()]).unwrap(), history_from: None };
        let from = day("2024-12-20");
        let facts = Facts { management: vec![Period { from, until: None }], ..Facts::default() };
        Case { facts, rules, roster: Roster::default() }.tier("2024-12-20", tier)
    }

    pub fn from(mut self, from: &str) -> Case {
        self.facts.management[0].from = day(from);
        self.facts.tiers[0].from = day(from);
        self
    }

    pub fn until(mut self, until: &str) -> Case {
        self.facts.management[0].until = Some(day(until));
        self
    }

    pub fn history(mut self, from: &str) -> Case {
        self.rules.history_from = Some(day(from));
        self
    }

    pub fn versions(mut self, policies: Vec<Policy>) -> Case {
        self.rules.book = Book::new(policies).unwrap();
        self
    }

    pub fn tier(mut self, from: &str, tier: &str) -> Case {
        let what = self.rules.book.tier_key(tier).unwrap();
        self.facts.tiers.push(Since { from: day(from), what });
        self
    }

    pub fn visit(mut self, on: &str, outcome: Outcome, premises: Premises) -> Case {
        self.facts.visits.push(visit(day(on), outcome, premises));
        self
    }

    pub fn seen(self, on: &str) -> Case {
        self.visit(on, Outcome::Seen, Premises::Notified)
    }

    pub fn no_reply(self, on: &str) -> Case {
        self.visit(on, Outcome::NoReply, Premises::Notified)
    }

    pub fn status(mut self, status: &str, from: &str, until: Option<&str>) -> Case {
        let period = Period { from: day(from), until: until.map(day) };
        self.facts.statuses.push(StatusPeriod { status: status.parse().unwrap(), period });
        self
    }

    /// Officer O-07 from the beginning of management, and an address.
    pub fn settled(mut self) -> Case {
        let from = self.facts.management[0].from;
        let record = OfficerRecord {
            team: "North".to_owned(),
            role: Role::Officer,
            accredited: true,
            fte_hundredths: None,
            active_until: None,
        };
        let officer = Officer { id: "O-07".to_owned(), records: vec![Since { from: Day::MIN, what: record }] };
        self.roster = Roster::new([(OfficerKey(7), officer)]);
        self.facts.owners.push(Since { from, what: OfficerKey(7) });
        let address = Address { text: 1, writing: 0, blank: false, no_fixed_abode: false };
        self.facts.addresses.push(Since { from, what: address });
        self
    }

    pub fn reactive(self, from: &str, until: Option<&str>) -> Case {
        self.plan(PlanKind::Reactive, from, until)
    }

    pub fn own(self, every: Interval, from: &str, until: Option<&str>) -> Case {
        self.plan(PlanKind::Interval(every), from, until)
    }

    fn plan(mut self, kind: PlanKind, from: &str, until: Option<&str>) -> Case {
        self.facts.plans.push(Plan {
            kind,
            period: Period { from: day(from), until: until.map(day) },
            review_by: None,
        });
        self
    }

    pub fn explain(mut self, as_of: &str) -> Explanation {
        self.facts.sort();
        homevisit::report::explain::explain("K-0001", &self.facts, &self.rules, &self.roster, day(as_of)).unwrap()
    }
}

pub fn visit(day: Day, outcome: Outcome, premises: Premises) -> Visit {
    Visit { day, time: None, outcome, premises, announced: None, entry_sought: None, act: 1, source_days: None }
}

fn pick<T: Copy>(random: &mut fastrand::Rng, from: &[T]) -> T {
    from[random.usize(..from.len())]
}

/// A day of the two years that the random histories crowd into.
pub fn some_day(random: &mut fastrand::Rng) -> Day {
    let month = random.u32(..24);
    let first = day("2024-01-01").plus_months(month);
    match random.u8(..4) {
        0 => first,
        1 => first.plus_months(1).before(),
        _ => first.plus_days(random.u32(..28)),
    }
}

fn some_period(random: &mut fastrand::Rng) -> Period {
    let from = some_day(random);
    let days = pick(random, &[1, 2, 5, 20, 40, 120]);
    Period { from, until: random.u8(..4).gt(&0).then(|| from.plus_days(days)) }
}

/// A random history: everything that may happen, close together.
pub fn some_case(seed: u64) -> Case {
    let random = &mut fastrand::Rng::with_seed(seed);
    let mut case = Case::new("high");
    case.facts.tiers.clear();
    case.facts.management = vec![some_period(random)];
    case.facts.management[0].until = None;
    if random.u8(..4) == 0 {
        let until = case.facts.management[0].from.plus_days(random.u32(1..200));
        case.facts.management[0].until = Some(until);
        let from = until.plus_days(random.u32(1..100));
        case.facts.management.push(Period { from, until: random.bool().then(|| from.plus_days(300)) });
    }
    let mut later = baseline();
    later.version = "2".to_owned();
    later.effective_from = some_day(random);
    later.tolerance_days = pick(random, &[0, 0, 3, 10]);
    later.tiers[1].cadence = pick(random, &[Interval::Months(3), Interval::Months(2), Interval::Days(91)]);
    if random.bool() {
        case = case.versions(vec![baseline(), later]);
    }
    if random.u8(..4) == 0 {
        case.rules.history_from = Some(some_day(random));
    }
    for _ in 0..random.u8(..4) {
        let what = case.rules.book.tier_key(pick(random, &["very-high", "high", "medium", "low"])).unwrap();
        case.facts.tiers.push(Since { from: some_day(random), what });
    }
    for _ in 0..random.u8(..4) {
        let words = ["custody", "hospital", "abroad", "abroad", "elsewhere", "missing"];
        let status = pick(random, &words).parse().unwrap();
        case.facts.statuses.push(StatusPeriod { status, period: some_period(random) });
    }
    for _ in 0..random.u8(..3) {
        let own = pick(random, &[Interval::Days(14), Interval::Months(1), Interval::Months(9)]);
        let kind = pick(random, &[PlanKind::Reactive, PlanKind::Interval(own)]);
        case.facts.plans.push(Plan { kind, period: some_period(random), review_by: None });
    }
    for _ in 0..random.u8(..8) {
        let outcomes = [Outcome::Seen, Outcome::Seen, Outcome::Seen, Outcome::NoReply, Outcome::Doorstep];
        let premises = [Premises::Notified, Premises::Notified, Premises::NotRecorded];
        let visit = visit(some_day(random), pick(random, &outcomes), pick(random, &premises));
        case.facts.visits.push(visit);
    }
    case.facts.sort();
    case
}
