//! Random registers, with corrections and withdrawals over many acts, read in every way and held against the plainest
//! model there is: a list of every fact ever recorded.

use std::collections::BTreeMap;

use homevisit::domain::day::Day;
use homevisit::domain::offender::{Facts, OffenderKey, OfficerKey, Since, Status, TierKey};
use homevisit::domain::visit::Outcome;
use homevisit::domain::work::Course;
use homevisit::store::{KnownAt, Scope, Snapshot, Store, StoreError};

use crate::sample;

const OFFENDERS: i64 = 12;
const OFFICERS: i64 = 4;
const KINDS: &[&str] = &[
    "management",
    "tier",
    "owner",
    "address",
    "status",
    "plan",
    "visit",
    "confirmation",
    "referral",
    "decision",
    "direction",
    "booking",
    "marker",
    "pair",
];
/// Kinds without a rank, whose facts keep the place of the first of their chain.
const CHAINED: &[&str] = &["confirmation", "referral", "decision", "direction", "booking", "marker"];

/// One fact as written.
#[derive(Clone, Debug)]
struct Written {
    act: i64,
    number: i64,
    supersedes: Option<i64>,
    withdrawn: bool,
    offender: i64,
    /// The rank; of a visit, its key.
    rank: i64,
    from: Day,
    value: i64,
}

#[derive(Default)]
struct Model {
    facts: BTreeMap<&'static str, Vec<Written>>,
    people: Vec<(i64, i64)>,
    texts: i64,
}

fn quoted(day: Day) -> String {
    format!("'{day}'")
}

impl Model {
    /// One act's rows, as SQL, and remembered.
    fn act(&mut self, random: &mut fastrand::Rng, act: i64) -> String {
        let mut sql = String::new();
        for offender in 1..=OFFENDERS {
            if random.u8(..4) == 0 && !self.people.iter().any(|(known, _)| *known == offender) {
                self.people.push((offender, act));
                sql += &format!("insert into offender values ({offender}, 'R{offender:03}');");
            }
        }
        if self.people.is_empty() {
            return sql;
        }
        for _ in 0..random.usize(1..80) {
            let kind = KINDS[random.usize(..KINDS.len())];
            let fact = self.fact(random, kind, act);
            sql += &self.row(kind, &fact);
            self.facts.entry(kind).or_default().push(fact);
        }
        sql
    }

    fn fact(&mut self, random: &mut fastrand::Rng, kind: &'static str, act: i64) -> Written {
        let known = self.facts.entry(kind).or_default();
        let open: Vec<Written> = known
            .iter()
            .filter(|fact| !known.iter().any(|later| later.supersedes == Some(fact.number)))
            .cloned()
            .collect();
        let number = known.len() as i64 + 1;
        let somebody = self.people[random.usize(..self.people.len())].0;
        let from = Day::from_ymd(2024, 1, 1).unwrap().plus_days(random.u32(..6));
        let value = random.i64(0..if kind == "pair" { 128 } else { 4 });
        if !open.is_empty() && random.u8(..3) == 0 {
            let old = &open[random.usize(..open.len())];
            let offender = if kind == "visit" { somebody } else { old.offender };
            let withdrawn = random.u8(..3) == 0;
            return Written {
                act,
                number,
                supersedes: Some(old.number),
                withdrawn,
                offender,
                rank: old.rank,
                from,
                value,
            };
        }
        Written { act, number, supersedes: None, withdrawn: false, offender: somebody, rank: number, from, value }
    }

    /// The two visits of a pair, and whether they are said to be one.
    fn paired(value: i64) -> (i64, i64, bool) {
        let (visit, recorded) = (value / 2 % 8 + 1, value / 16 + 1);
        (visit, if recorded == visit { visit % 8 + 1 } else { recorded }, value % 2 == 0)
    }

    /// The row of a kind that a day's work records.
    fn worked(kind: &str, head: &str, fact: &Written) -> String {
        let Written { offender, value, .. } = *fact;
        let (from, until) = (quoted(fact.from), quoted(fact.from.plus_days(value as u32 + 1)));
        let (visit, recorded, one) = Model::paired(value);
        let rest = match kind {
            "confirmation" => format!("'{}', {from}", Status::ALL[value as usize]),
            "referral" => format!("{}, null, {from}, null", value + 1),
            "decision" => format!("{from}, null, '{}', {until}", Course::ALL[value as usize]),
            "direction" => format!("{from}, null, {until}, 'c{value}'"),
            "booking" => format!("{from}, '0{value}:00'"),
            "marker" => format!("'c{value}', {from}, null"),
            _ => format!("{visit}, {recorded}, {}", u8::from(one)),
        };
        format!("insert into {kind}_fact values ({head}, {offender}, {rest});")
    }

    fn row(&mut self, kind: &str, fact: &Written) -> String {
        let Written { act, number, offender, rank, value, .. } = *fact;
        let supersedes = fact.supersedes.map_or("null".to_owned(), |old| old.to_string());
        let head = format!("{number}, {act}, {supersedes}, {}", u8::from(fact.withdrawn));
        let (from, until) = (quoted(fact.from), quoted(fact.from.plus_days(value as u32 + 1)));
        let officer = value % OFFICERS + 1;
        match kind {
            "management" => {
                format!("insert into management_fact values ({head}, {offender}, {rank}, {from}, {until});")
            }
            "tier" => {
                format!("insert into tier_fact values ({head}, {offender}, {rank}, {from}, {value}, {officer}, null);")
            }
            "owner" => format!("insert into owner_fact values ({head}, {offender}, {rank}, {from}, {officer});"),
            "status" => {
                format!("insert into status_fact values ({head}, {offender}, {rank}, 'abroad', {from}, {until});")
            }
            "plan" => format!(
                "insert into plan_fact values
                 ({head}, {offender}, {rank}, 'interval', {from}, null, 'FREQ=DAILY;INTERVAL={}', 1, null, null);",
                value + 1
            ),
            "address" => {
                self.texts += 1;
                format!(
                    "insert into address_text (text_id, salt, address) values ({0}, randomblob(16), 'Place {value}');
                     insert into address_fact values ({head}, {offender}, {rank}, {from}, 0, {0});",
                    self.texts
                )
            }
            "visit" => {
                let fresh = match fact.supersedes {
                    None => format!("insert or ignore into visit values ({rank}, 'V{rank}');"),
                    Some(_) => String::new(),
                };
                let outcome = Outcome::ALL[value as usize];
                format!(
                    "{fresh} insert into visit_fact (fact_id, act_id, supersedes, withdrawn, visit_id, offender_id, day,
                     outcome, children) values ({head}, {rank}, {offender}, {from}, '{outcome}', {value});"
                )
            }
            _ => Model::worked(kind, &head, fact),
        }
    }

    /// What counts of one kind, in order, as known by an act.
    fn counting(&self, kind: &str, offender: i64, act: i64) -> Vec<Written> {
        let Some(all) = self.facts.get(kind) else { return Vec::new() };
        let by_then: Vec<&Written> = all.iter().filter(|fact| fact.act <= act).collect();
        let stands = |fact: &&&Written| !by_then.iter().any(|later| later.supersedes == Some(fact.number));
        let mut counting: Vec<Written> = by_then
            .iter()
            .filter(stands)
            .filter(|fact| !fact.withdrawn && fact.offender == offender)
            .map(|fact| (*fact).clone())
            .collect();
        counting.sort_by_key(|fact| (fact.from, fact.rank));
        counting
    }
}

impl Model {
    /// What counts of an offender's visits: of two said to be one by the last word of it, the one recorded here, unless
    /// that one is said to be another itself.
    fn counted(&self, offender: i64, act: i64) -> Vec<Written> {
        let visits = self.counting("visit", offender, act);
        let mut pairs = self.counting("pair", offender, act);
        pairs.sort_by_key(|pair| pair.rank);
        let mut last = BTreeMap::new();
        for pair in pairs {
            let (visit, recorded, one) = Model::paired(pair.value);
            last.insert((visit, recorded), one);
        }
        let stands = |visit: i64| visits.iter().any(|other| other.rank == visit);
        let twins = |visit: i64| -> Vec<i64> {
            let mine = last.iter().filter(|((of, recorded), one)| *of == visit && **one && stands(*recorded));
            mine.map(|((_, recorded), _)| *recorded).collect()
        };
        let alone = |visit: i64| !twins(visit).iter().any(|twin| twins(*twin).is_empty());
        visits.iter().filter(|visit| alone(visit.rank)).cloned().collect()
    }
}

impl Model {
    /// The act since which the record has had a visit so: back along its chain while whose it is, its day and its outcome
    /// are the same, and by way of the records it stands for that say the same.
    fn so_since(&self, visit: &Written, act: i64) -> i64 {
        let all = &self.facts["visit"];
        let what = |fact: &Written| (fact.withdrawn, fact.offender, fact.from, fact.value);
        let run = |visit: &Written| {
            let mut first = visit;
            while let Some(old) =
                first.supersedes.map(|old| &all[old as usize - 1]).filter(|old| what(old) == what(first))
            {
                first = old;
            }
            first.act
        };
        let others = self.counting("visit", visit.offender, act);
        let twins = others.iter().filter(|other| {
            what(other) == what(visit) && self.stands_for(other.rank, visit.offender, act) == Some(visit.rank)
        });
        twins.map(run).chain([run(visit)]).min().unwrap()
    }

    /// The visit that stands for this one: the first with which it is said to be one, if none stands for that.
    fn stands_for(&self, visit: i64, offender: i64, act: i64) -> Option<i64> {
        let visits = self.counting("visit", offender, act);
        let mut pairs = self.counting("pair", offender, act);
        pairs.sort_by_key(|pair| pair.rank);
        let pairs: Vec<_> = pairs.iter().map(|pair| Model::paired(pair.value)).collect();
        let twin = |visit: i64| {
            let last =
                |at: usize| !pairs[at + 1..].iter().any(|later| (later.0, later.1) == (pairs[at].0, pairs[at].1));
            let said = (0..pairs.len()).filter(|at| pairs[*at].0 == visit && pairs[*at].2 && last(*at));
            said.map(|at| pairs[at].1).find(|recorded| visits.iter().any(|other| other.rank == *recorded))
        };
        twin(visit).filter(|recorded| twin(*recorded).is_none())
    }
}

type Known = BTreeMap<i64, Facts>;

fn read(view: &Snapshot<'_>, scope: Scope<'_>) -> Known {
    let mut known = Known::new();
    view.each_offender(scope, |key, reference, facts| {
        assert_eq!(reference, format!("R{:03}", key.0));
        assert!(known.last_key_value().is_none_or(|(last, _)| *last < key.0), "in order, each once");
        known.insert(key.0, facts.clone());
        Ok::<_, StoreError>(())
    })
    .unwrap();
    known
}

fn check_against_model(model: &Model, known: &Known, act: i64) {
    for offender in 1..=OFFENDERS {
        let count = |kind| model.counting(kind, offender, act);
        let any = KINDS.iter().any(|kind| {
            model.facts.get(kind).is_some_and(|all| all.iter().any(|f| f.offender == offender && f.act <= act))
        });
        let Some(facts) = known.get(&offender) else {
            assert!(!any, "offender {offender} is lost at act {act}");
            continue;
        };
        let tiers: Vec<_> =
            count("tier").iter().map(|f| Since { from: f.from, what: TierKey(f.value as u16) }).collect();
        let owners: Vec<_> =
            count("owner").iter().map(|f| Since { from: f.from, what: OfficerKey(f.value % OFFICERS + 1) }).collect();
        let days = |kind| count(kind).iter().map(|f| f.from).collect::<Vec<_>>();
        assert_eq!((&facts.tiers, &facts.owners), (&tiers, &owners));
        assert_eq!(facts.management.iter().map(|p| p.from).collect::<Vec<_>>(), days("management"));
        assert_eq!(facts.statuses.iter().map(|s| s.period.from).collect::<Vec<_>>(), days("status"));
        assert_eq!(facts.plans.iter().map(|p| p.period.from).collect::<Vec<_>>(), days("plan"));
        let counted = model.counted(offender, act);
        let visits: Vec<_> = counted.iter().map(|f| (f.from, Outcome::ALL[f.value as usize])).collect();
        assert_eq!(facts.visits.iter().map(|v| (v.day, v.outcome)).collect::<Vec<_>>(), visits);
        let since: Vec<_> = counted.iter().map(|visit| model.so_since(visit, act)).collect();
        assert_eq!(facts.visits.iter().map(|v| v.act).collect::<Vec<_>>(), since);
        check_work(&CHAINED.iter().map(|kind| count(kind)).collect::<Vec<_>>(), facts);
        let children = facts.work.children.iter().map(|visit| (visit.visit.0, i64::from(visit.children)));
        let said: Vec<_> = counted.iter().filter(|f| f.value > 0).map(|f| (f.rank, f.value)).collect();
        assert!(said.iter().all(|visit| children.clone().any(|told| told == *visit)), "no children are lost");
        let places = count("address");
        assert_eq!(facts.addresses.iter().map(|a| a.from).collect::<Vec<_>>(), days("address"));
        for (a, one) in places.iter().enumerate() {
            for (b, other) in places.iter().enumerate() {
                let same = facts.addresses[a].what.writing == facts.addresses[b].what.writing;
                assert_eq!(same, one.value == other.value);
            }
        }
    }
}

/// The facts of the kinds of [`CHAINED`], in their order.
fn check_work(chained: &[Vec<Written>], facts: &Facts) {
    let [confirmations, referrals, decisions, directions, bookings, markers] = chained else { unreachable!() };
    let plain = |list: &[Written]| list.iter().map(|f| (f.from, f.value)).collect::<Vec<_>>();
    let work = &facts.work;
    let status = |status| Status::ALL.iter().position(|other| *other == status).unwrap() as i64;
    let found: Vec<_> = work.confirmations.iter().map(|c| (c.day, status(c.status))).collect();
    assert_eq!(found, plain(confirmations));
    assert_eq!(work.referrals.iter().map(|r| (r.at.day, r.visit.0 - 1)).collect::<Vec<_>>(), plain(referrals));
    let course = |course| Course::ALL.iter().position(|other| *other == course).unwrap() as i64;
    assert_eq!(work.decisions.iter().map(|d| (d.at.day, course(d.course))).collect::<Vec<_>>(), plain(decisions));
    let code = |code: &str| code[1..].parse().unwrap();
    assert_eq!(work.directions.iter().map(|d| (d.at.day, code(&d.cause))).collect::<Vec<_>>(), plain(directions));
    assert_eq!(work.bookings.iter().map(|b| (b.day, i64::from(b.time / 60))).collect::<Vec<_>>(), plain(bookings));
    assert_eq!(work.markers.iter().map(|m| (m.period.from, code(&m.code))).collect::<Vec<_>>(), plain(markers));
}

/// Everything one view answers, by every scope, the same with and without the cache.
fn check_scopes(view: Snapshot<'_>, all: &Known) -> bool {
    let cached = view.reads_cache();
    let officers: Vec<_> = (1..=OFFICERS).map(OfficerKey).collect();
    let whole = read(&view, Scope::All);
    assert_eq!(&whole, all);
    let owned = |officer: &OfficerKey| -> Known {
        all.iter().filter(|(_, facts)| facts.owners.iter().any(|o| o.what == *officer)).map(clone).collect()
    };
    for officer in &officers {
        assert_eq!(read(&view, Scope::Officer(*officer)), owned(officer));
    }
    let anybodys: Known = all.iter().filter(|(_, facts)| !facts.owners.is_empty()).map(clone).collect();
    assert_eq!(read(&view, Scope::Officers(&officers)), anybodys);
    for offender in 1..=OFFENDERS {
        let one: Known = all.get(&offender).map(|facts| (offender, facts.clone())).into_iter().collect();
        assert_eq!(read(&view, Scope::One(OffenderKey(offender))), one);
    }
    cached
}

fn clone((key, facts): (&i64, &Facts)) -> (i64, Facts) {
    (*key, facts.clone())
}

fn officers(store: &mut Store) {
    let rows: Vec<_> = (1..=OFFICERS).map(|key| format!("({key}, 'o{key}')")).collect();
    // visits that pairs and referrals may name before anything is recorded of them
    let visits: Vec<_> = (1..=9).map(|key| format!("({key}, 'V{key}')")).collect();
    let sql =
        format!("insert into officer values {}; insert into visit values {};", rows.join(", "), visits.join(", "));
    sample::record(store, "officers", &sql).unwrap();
}

#[test]
fn facts_and_cache_give_the_same_answers_and_the_past_stays_as_it_was() {
    for seed in 0..25 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (_folder, mut store) = sample::empty();
        officers(&mut store);
        let mut model = Model::default();
        let mut past: Vec<(i64, Known)> = Vec::new();
        for act in 3..11 {
            let sql = model.act(&mut random, act);
            assert_eq!(sample::record(&mut store, &format!("a{act}"), &sql).unwrap(), act);
            let known = read(&sample::now(&store).without_cache(), Scope::All);
            check_against_model(&model, &known, act);
            match random.u8(..4) {
                0 => (),
                1 => store.drop_cache().unwrap(),
                _ => store.refresh_cache().unwrap(),
            }
            check_scopes(sample::now(&store), &known);
            past.push((act, known));
        }
        store.refresh_cache().unwrap();
        let last = &past[past.len() - 1].1;
        assert!(check_scopes(sample::now(&store), last), "read from the cache");
        assert!(!check_scopes(sample::now(&store).without_cache(), last));
        for (act, known) in &past {
            check_scopes(store.snapshot(Some(KnownAt::Act(*act))).unwrap(), known);
        }
        store.drop_cache().unwrap();
        assert!(!check_scopes(sample::now(&store), last), "deleting the cache changes no answer");
    }
}
