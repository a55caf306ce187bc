//! Offenders at random whose histories crowd every edge: the same seed, the same offender.
//!
//! Days are drawn from a pool that begins with the ends of months, and grows by every day drawn, by interval
//! arithmetic on days in it, and by the due days that the reference finds in the facts drawn so far.

use fastrand::Rng;
use homevisit::domain::day::{Day, Period};
use homevisit::domain::offender::{Facts, OfficerKey, Since, TierKey};
use homevisit::domain::officer::{Officer, OfficerRecord, Role, Roster};
use homevisit::domain::policy::{Book, Policy};

use super::facts::{crowd, first_days, more_facts, visit};
use super::{Fate, judge, policies};

/// One offender, the policies, the officers, when the record begins, and the days to judge on.
#[derive(Clone, Debug)]
pub struct Case {
    pub seed: u64,
    pub facts: Facts,
    pub adopted: Vec<Policy>,
    pub roster: Roster,
    pub history_from: Option<Day>,
    pub as_of: Vec<Day>,
}

impl Case {
    pub fn book(&self) -> Book {
        Book::new(self.adopted.clone()).expect("a version was adopted")
    }
}

pub fn chance(rng: &mut Rng, percent: u8) -> bool {
    rng.u8(..100) < percent
}

pub fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> &'a T {
    &from[rng.usize(..from.len())]
}

/// The offender of a seed, to be judged on ten days.
pub fn case(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    let adopted = policies::versions(&mut draw.rng, &draw.pool);
    draw.pool.extend(adopted.iter().map(|policy| policy.effective_from));
    draw.lengths = lengths(&adopted);
    let book = Book::new(adopted.clone()).expect("a version was adopted");
    let roster = roster(&mut draw);
    let mut facts = Facts { management: management(&mut draw), ..Facts::default() };
    let mut history_from = history_from(&mut draw, &facts);
    for _ in 0..draw.rng.usize(1..=3) {
        more_facts(&mut draw, &mut facts, &adopted, &book);
        keep_bounds(&mut facts, &book);
        found_days(&mut draw, &facts, &book, &roster, history_from);
    }
    for _ in 0..*pick(&mut draw.rng, &[0, 0, 2, 4, 6]) {
        tend(&mut draw, &mut facts, &book, &roster, history_from);
    }
    if history_from.is_some() && chance(&mut draw.rng, 40) {
        history_from = Some(*pick(&mut draw.rng, &first_days(&facts)));
    }
    if chance(&mut draw.rng, 40) {
        let day = history_from.unwrap_or_else(|| *pick(&mut draw.rng, &draw.pool));
        crowd(&mut draw, &mut facts, &adopted, &book, day);
        keep_bounds(&mut facts, &book);
    }
    let as_of = (0..10).map(|_| draw.day()).collect();
    Case { seed, facts, adopted, roster, history_from, as_of }
}

/// The random numbers, and what days are drawn from.
pub struct Draw {
    pub rng: Rng,
    /// Days that were used or are edges.
    pub pool: Vec<Day>,
    /// Days that matter after others: cadences, settling, tolerance and the like.
    lengths: Vec<u32>,
    pub from: Day,
    span: u32,
}

impl Draw {
    fn new(seed: u64) -> Draw {
        let mut rng = Rng::with_seed(seed);
        let from = Day::from_ymd(2018 + rng.i32(0..4), rng.u32(1..=12), rng.u32(1..=28)).expect("a day");
        let span = *pick(&mut rng, &[120, 300, 500, 800, 1200]);
        let mut pool: Vec<Day> = (0..3).map(|_| from.plus_days(rng.u32(..span))).collect();
        for _ in 0..3 {
            let month = from.plus_months(rng.u32(..span / 30));
            let first = month.minus_days(u32::from(month.to_string()[8..].parse::<u8>().expect("a day of month")) - 1);
            pool.push(*pick(&mut rng, &[first, first.before(), first.plus_months(1).before(), first.plus_days(29)]));
        }
        let leap = [(2019, 2, 28), (2020, 2, 28), (2020, 2, 29), (2020, 3, 1), (2021, 2, 28), (2024, 2, 29)];
        let (year, month, day) = *pick(&mut rng, &leap);
        pool.extend(Day::from_ymd(year, month, day).filter(|day| *day >= from && *day < from.plus_days(span)));
        Draw { rng, pool, lengths: Vec::new(), from, span }
    }

    /// A day near the others, on one of them, some interval after one of them, or anywhere.
    pub fn day(&mut self) -> Day {
        let from_pool = *pick(&mut self.rng, &self.pool);
        let near = match self.rng.u8(..10) {
            0..5 => from_pool,
            5..7 if !self.lengths.is_empty() => from_pool.plus_days(*pick(&mut self.rng, &self.lengths)),
            7 => policies::interval(&mut self.rng).after(from_pool, 1),
            8 => from_pool.plus_months(self.rng.u32(1..=12)),
            _ => self.from.plus_days(self.rng.u32(..self.span)),
        };
        let day = [near, near, near.before(), near.next()][self.rng.usize(..4)];
        let day = day.min(self.from.plus_days(self.span * 2));
        self.pool.push(day);
        day
    }

    /// A period; one in three begins where an earlier one of these ends, or the day after.
    pub fn period(&mut self, earlier: &[Option<Day>]) -> Period {
        let ends: Vec<Day> = earlier.iter().copied().flatten().collect();
        let from = if !ends.is_empty() && chance(&mut self.rng, 33) {
            pick(&mut self.rng, &ends).plus_days(self.rng.u32(..=2))
        } else {
            self.day()
        };
        let until = match self.rng.u8(..10) {
            0 => None,
            1..5 => Some(from.plus_days(self.rng.u32(1..=12))),
            5..8 => Some(self.day()).filter(|until| *until > from).or(Some(from.plus_days(40))),
            _ if self.lengths.is_empty() => Some(from.next()),
            _ => Some(from.plus_days((*pick(&mut self.rng, &self.lengths)).max(1))),
        };
        self.pool.extend(until.into_iter().chain([from]));
        Period { from, until }
    }

    pub fn several(&mut self, most: usize) -> usize {
        self.rng.usize(..=most)
    }
}

fn lengths(adopted: &[Policy]) -> Vec<u32> {
    let mut lengths = Vec::new();
    for policy in adopted {
        let after = policy.return_visit_after;
        lengths.extend([policy.tolerance_days, after.custody, after.abroad, after.hospital, after.elsewhere]);
        for tier in &policy.tiers {
            lengths.extend([tier.first_visit_days, tier.settle_days, tier.due_soon_days, tier.retry_days]);
            lengths.extend([tier.cadence.rough_days(), tier.cadence.rough_days() / 2]);
        }
    }
    lengths.retain(|length| *length <= 400);
    lengths
}

fn roster(draw: &mut Draw) -> Roster {
    let officers = (0..3).map(|key| {
        let mut records = Vec::new();
        for _ in 0..draw.rng.usize(1..=3) {
            let from = if chance(&mut draw.rng, 50) { Day::MIN } else { draw.day() };
            let active_until = if chance(&mut draw.rng, 40) { Some(draw.day()) } else { None };
            let team = "north".into();
            let what =
                OfficerRecord { team, role: Role::Officer, accredited: true, fte_hundredths: None, active_until };
            records.push(Since { from, what });
        }
        (OfficerKey(key), Officer { id: format!("officer-{key}"), records })
    });
    let officers: Vec<_> = officers.collect();
    Roster::new(officers)
}

/// One to three periods, each beginning after the day on which the one before ended.
fn management(draw: &mut Draw) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    let mut from = draw.from;
    for _ in 0..*pick(&mut draw.rng, &[1, 1, 1, 2, 2, 3]) {
        let last = *pick(&mut draw.rng, &[true, false]);
        let length = if chance(&mut draw.rng, 25) { draw.rng.u32(1..10) } else { draw.rng.u32(1..draw.span) };
        let until = Some(from.plus_days(length)).filter(|_| !last);
        draw.pool.extend(until.into_iter().chain([from]));
        periods.push(Period { from, until });
        let Some(ended) = until else { break };
        from = ended.plus_days(*pick(&mut draw.rng, &[1, 1, 2, 30, 200]));
    }
    periods
}

fn history_from(draw: &mut Draw, facts: &Facts) -> Option<Day> {
    let managed_from = facts.management[0].from;
    match draw.rng.u8(..10) {
        0..5 => None,
        5 => Some(*pick(&mut draw.rng, &[managed_from, managed_from.before(), managed_from.next()])),
        6 => Some(managed_from.minus_days(100)),
        7 => facts.management[0].until,
        _ => Some(draw.day()),
    }
}

/// "One that … lacks a tier that somebody managed has on a day when it is in force, is refused": such tiers.
pub fn lacking(facts: &Facts, book: &Book) -> Vec<Since<TierKey>> {
    let begins = facts.management.iter().map(|period| period.from).chain(facts.tiers.iter().map(|tier| tier.from));
    let mut days: Vec<Day> = begins.chain(book.changes()).collect();
    days.retain(|day| facts.managed_on(*day));
    let lacks = |tier: &Since<TierKey>, day: Day| day >= tier.from && book.on(day).place(tier.what).is_none();
    facts.tiers.iter().copied().filter(|tier| days.iter().any(|day| lacks(tier, *day))).collect()
}

/// A tier that some version lacks is taken out of the facts.
fn keep_bounds(facts: &mut Facts, book: &Book) {
    let refused = lacking(facts, book);
    facts.tiers.retain(|tier| !refused.contains(tier));
}

/// Puts what the reference finds into the pool: due days, the days about which something was counted or changed mode.
fn found_days(draw: &mut Draw, facts: &Facts, book: &Book, roster: &Roster, history_from: Option<Day>) {
    let as_of = draw.day();
    let judged = judge(facts, book, roster, history_from, as_of);
    let edge = |pair: &[super::PersonDay]| (pair[0].1 != pair[1].1 || pair[0].2 != pair[1].2).then_some(pair[1].0);
    let counted = judged.counted.iter().flat_map(|counted| [Some(counted.count_day), counted.due]).flatten();
    let mut found: Vec<Day> = counted.chain(judged.days.windows(2).filter_map(edge)).collect();
    draw.rng.shuffle(&mut found);
    draw.pool.extend(found.into_iter().take(8));
}

/// Visits about the due days of what was overdue or missed, and about what is pending: an offender who is looked after.
fn tend(draw: &mut Draw, facts: &mut Facts, book: &Book, roster: &Roster, history_from: Option<Day>) {
    let as_of = draw.from.plus_days(draw.span);
    for counted in judge(facts, book, roster, history_from, as_of).counted {
        let unmet = matches!(counted.fate, Fate::Missed | Fate::Overdue | Fate::Pending);
        if let Some(due) = counted.due.filter(|_| unmet && chance(&mut draw.rng, 60)) {
            let tolerance = book.on(due).policy.tolerance_days;
            let days = [
                due,
                due,
                due.before(),
                due.next(),
                due.plus_days(tolerance),
                due.plus_days(tolerance + 1),
                due.minus_days(15),
            ];
            let day = *pick(&mut draw.rng, &days);
            draw.pool.push(day);
            facts.visits.push(visit(&mut draw.rng, day));
        }
    }
    facts.sort();
}
