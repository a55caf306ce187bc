//! Hand-built registers for the tests of reports: plainly invented people, under the shipped baseline.
#![allow(dead_code)]

use homevisit::domain::cadence::Interval;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::*;
use homevisit::domain::officer::{Officer, OfficerRecord, Role, Roster};
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::recorded::ActDays;
use homevisit::domain::requirement::Rules;
use homevisit::domain::visit::{Outcome, Premises, Visit};
use homevisit::domain::work::*;
use homevisit::report::Subject;
use homevisit::report::worklist::{Fold, Spec, Worklist};

pub const BASELINE: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

/// By the baseline's order.
pub const VERY_HIGH: TierKey = TierKey(0);
pub const HIGH: TierKey = TierKey(1);
pub const MEDIUM: TierKey = TierKey(2);
pub const LOW: TierKey = TierKey(3);

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn period(from: &str, until: Option<&str>) -> Period {
    Period { from: day(from), until: until.map(day) }
}

/// The day of act 1, by which every visit of these registers was recorded: before all of them, so that none is late.
pub fn acts() -> ActDays {
    ActDays::new(vec![day("1990-01-01")])
}

pub fn rules() -> Rules {
    rules_with("tolerance_days = 0 ")
}

/// The baseline with another tolerance.
pub fn rules_with(tolerance: &str) -> Rules {
    let policy = parse(&BASELINE.replace("tolerance_days = 0 ", tolerance)).unwrap();
    Rules { book: Book::new(vec![policy]).unwrap(), history_from: None }
}

pub fn record(team: &str, active_until: Option<&str>) -> OfficerRecord {
    let active_until = active_until.map(day);
    OfficerRecord { team: team.into(), role: Role::Officer, accredited: true, fte_hundredths: None, active_until }
}

/// 1 and 2 of North, 3 of South, 4 who left South on 1 Jan 2025, 5 from North to South on 1 Jun 2025.
pub fn roster() -> Roster {
    let officer = |key, id: &str, records| (OfficerKey(key), Officer { id: id.into(), records });
    let ever = |what| vec![Since { from: Day::MIN, what }];
    Roster::new([
        officer(1, "P-01", ever(record("North", None))),
        officer(2, "P-02", ever(record("North", None))),
        officer(3, "P-03", ever(record("South", None))),
        officer(4, "P-04", ever(record("South", Some("2025-01-01")))),
        officer(
            5,
            "P-05",
            vec![
                Since { from: Day::MIN, what: record("North", None) },
                Since { from: day("2025-06-01"), what: record("South", None) },
            ],
        ),
    ])
}

pub fn seen(on: &str) -> Visit {
    visit(day(on), Outcome::Seen)
}

pub fn no_reply(on: &str) -> Visit {
    visit(day(on), Outcome::NoReply)
}

pub fn visit(day: Day, outcome: Outcome) -> Visit {
    Visit {
        day,
        time: None,
        outcome,
        premises: Premises::Notified,
        announced: None,
        entry_sought: None,
        act: 1,
        source_days: None,
    }
}

/// Managed since 20 Dec 2024 at a known address, with this tier, this owner and these visits.
pub fn person(tier: TierKey, owner: i64, visits: &[Visit]) -> Facts {
    let from = day("2024-12-20");
    let address = Address { text: 7, writing: 1, blank: false, no_fixed_abode: false };
    Facts {
        management: vec![period("2024-12-20", None)],
        tiers: vec![Since { from, what: tier }],
        owners: vec![Since { from, what: OfficerKey(owner) }],
        addresses: vec![Since { from, what: address }],
        visits: visits.to_vec(),
        ..Facts::default()
    }
}

/// The register: references and facts.
pub type Register = Vec<(String, Facts)>;

pub fn subjects(register: &Register) -> impl Iterator<Item = Subject<'_>> {
    let key = |at: usize| OffenderKey(at as i64 + 1);
    register.iter().enumerate().map(move |(at, (reference, facts))| Subject { key: key(at), reference, facts })
}

pub fn worklist(register: &Register, spec: Spec, rules: &Rules) -> Worklist {
    let roster = roster();
    let mut fold = Fold::new(spec, rules, &roster).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    fold.finish().unwrap()
}

const FIRST: &str = "2023-01-01";
/// Days over which random facts are strewn.
pub const SPAN: u32 = 1_100;

/// A register of random histories.
pub fn random_register(seed: u64, people: usize) -> Register {
    let mut rng = fastrand::Rng::with_seed(seed);
    (0..people).map(|at| (format!("HV-{at:05}"), random_facts(&mut rng))).collect()
}

pub fn random_day(rng: &mut fastrand::Rng) -> Day {
    day(FIRST).plus_days(rng.u32(0..SPAN))
}

fn random_period(rng: &mut fastrand::Rng) -> Period {
    let from = random_day(rng);
    Period { from, until: rng.bool().then(|| from.plus_days(rng.u32(1..200))) }
}

fn random_facts(rng: &mut fastrand::Rng) -> Facts {
    let from = day(FIRST).plus_days(rng.u32(0..400));
    let until = (rng.u8(0..4) == 0).then(|| from.plus_days(rng.u32(1..800)));
    let mut facts = Facts { management: vec![Period { from, until }], ..Facts::default() };
    for _ in 0..rng.u32(0..4) {
        facts.tiers.push(Since { from: random_day(rng), what: TierKey(rng.u16(0..4)) });
        facts.owners.push(Since { from: random_day(rng), what: OfficerKey(rng.i64(1..6)) });
        let writing = rng.u32(0..3);
        let what = Address { text: i64::from(writing), writing, blank: writing == 0, no_fixed_abode: rng.bool() };
        facts.addresses.push(Since { from: random_day(rng), what });
    }
    for _ in 0..rng.u32(0..3) {
        let status = Status::ALL[rng.usize(0..Status::ALL.len())];
        facts.statuses.push(StatusPeriod { status, period: random_period(rng) });
        let kind = if rng.bool() { PlanKind::Reactive } else { PlanKind::Interval(Interval::Days(rng.u32(7..300))) };
        facts.plans.push(Plan { kind, period: random_period(rng), review_by: None });
    }
    for _ in 0..rng.u32(0..14) {
        let outcome = if rng.u8(0..3) > 0 { Outcome::Seen } else { Outcome::NoReply };
        facts.visits.push(visit(random_day(rng), outcome));
    }
    facts.sort();
    facts
}

/// Work of a few days around `near`, of each kind, so that every notice comes up.
pub fn random_work(rng: &mut fastrand::Rng, near: Day) -> Work {
    let on = |rng: &mut fastrand::Rng| near.plus_days(20).minus_days(rng.u32(0..60));
    let at = |rng: &mut fastrand::Rng| At { day: on(rng), time: rng.bool().then(|| rng.u16(0..1440)) };
    let mut work = Work::default();
    for visit in (0..rng.i64(0..3)).map(VisitKey) {
        work.children.push(ChildVisit { visit, at: at(rng), children: rng.u16(1..5) });
        if rng.bool() {
            work.referrals.push(Referral { visit, at: at(rng) });
        }
    }
    for _ in 0..rng.u32(0..2) {
        let status = Status::ALL[rng.usize(0..Status::ALL.len())];
        work.confirmations.push(Confirmation { status, day: on(rng) });
        let course = Course::ALL[rng.usize(0..Course::ALL.len())];
        let stages = (0..rng.u32(0..3)).map(|_| (Stage::ALL[rng.usize(0..Stage::ALL.len())], on(rng))).collect();
        work.decisions.push(Decision { at: at(rng), course, visit_by: on(rng), stages });
        work.directions.push(Direction { at: at(rng), visit_by: on(rng), cause: "backlog".into() });
        let officers = (0..rng.usize(0..6)).map(|_| OfficerKey(rng.i64(1..6))).collect();
        work.bookings.push(Booking { day: on(rng), time: rng.u16(0..1440), officers });
        let code = ["dogs", "weapons", "gone-from-the-policy"][rng.usize(0..3)].to_owned();
        let from = on(rng);
        let until = rng.bool().then(|| from.plus_days(rng.u32(1..60)));
        work.markers.push(Marker { code, period: Period { from, until } });
    }
    work.decisions.sort_by_key(|decision| decision.at.day);
    work
}

/// A register of random histories with random work around a day, attempts with entry sought among the visits.
pub fn random_working(seed: u64, people: usize, near: Day) -> Register {
    let mut rng = fastrand::Rng::with_seed(seed ^ 0x5eed);
    let mut register = random_register(seed, people);
    for (_, facts) in &mut register {
        facts.work = random_work(&mut rng, near);
        for _ in 0..rng.u32(0..4) {
            let outcome = Outcome::ALL[rng.usize(0..Outcome::ALL.len())];
            let day = near.plus_days(5).minus_days(rng.u32(0..40));
            let time = rng.bool().then(|| rng.u16(0..1440));
            facts.visits.push(Visit { time, entry_sought: Some(rng.bool()), ..visit(day, outcome) });
        }
        for plan in &mut facts.plans {
            plan.review_by = rng.bool().then(|| plan.period.from.plus_days(rng.u32(1..200)));
        }
        facts.sort();
    }
    register
}

/// Names to break a layout with.
pub const NAMES: &[&str] = &[
    "QUILLFEATHER, Ambrose",
    "VAN DER WOLKENKUCKUCKSHEIM-OBERAMMERGAUER, Maximilian Theophilus Bartholomew Ignatius",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "山田山田山田山田山田山田山田, 太郎",
    "Zo\u{0308}e\u{0301}\u{0301}\u{0301}, A\u{030a}ngstro\u{0308}m",
    "👩‍👩‍👧‍👦 FAMILY, Emoji ❤️",
    "\u{1b}[31mRED\u{7}, \u{202e}Turned\nround\tabout",
    "=cmd|' /C calc'!A0",
    "",
];
