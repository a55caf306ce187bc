//! A period as known then and as known now: every figure, and each case that makes the difference, adding up.

mod reports_kit;

use std::collections::BTreeMap;

use homevisit::domain::offender::{Facts, OffenderKey, OfficerKey, Since};
use homevisit::domain::policy::Book;
use homevisit::domain::policy_file::parse;
use homevisit::domain::recorded::ActDays;
use homevisit::domain::requirement::{Fate, Rules};
use homevisit::domain::work::At;
use homevisit::render::compare as render;
use homevisit::report::audit::{Comparison, Counts, Fold, GroupBy, Side, Spec};
use homevisit::report::{KnownAct, Subject};
use reports_kit::*;
use unicode_width::UnicodeWidthStr;

/// References and facts by key, so that somebody may be known on the one side alone.
type Known = BTreeMap<i64, (String, Facts)>;

fn side<'a>(spec: &Spec, rules: &'a Rules, acts: &'a ActDays, known: &Known) -> Side<'a> {
    let mut side = Side::new(spec.clone(), rules, &roster(), acts).unwrap();
    for (key, (reference, facts)) in known {
        side.take(&Subject { key: OffenderKey(*key), reference, facts }).unwrap();
    }
    side
}

fn compared(spec: &Spec, then: (&Rules, &Known), now: (&Rules, &Known)) -> Comparison {
    let acts = ActDays::new((0..40).map(|at| day("2023-01-01").plus_days(at * 30)).collect());
    Comparison::of(side(spec, then.0, &acts, then.1), side(spec, now.0, &acts, now.1)).unwrap()
}

fn total(spec: &Spec, rules: &Rules, known: &Known) -> Counts {
    let (roster, acts) = (roster(), ActDays::new((0..40).map(|at| day("2023-01-01").plus_days(at * 30)).collect()));
    let mut fold = Fold::new(spec.clone(), rules, &roster, &acts).unwrap();
    for (key, (reference, facts)) in known {
        fold.take(&Subject { key: OffenderKey(*key), reference, facts }).unwrap();
    }
    fold.finish().unwrap().total
}

fn whole(seed: u64) -> Known {
    let mut rng = fastrand::Rng::with_seed(seed);
    let register = random_register(seed, 40);
    let numbered = register.into_iter().enumerate().map(|(at, (reference, mut facts))| {
        for visit in &mut facts.visits {
            visit.act = rng.i64(1..=40);
            visit.source_days = rng.bool().then(|| rng.i32(0..60));
        }
        (at as i64 + 1, (reference, facts))
    });
    numbered.collect()
}

/// With some of the facts not there, some visits recorded by another act, and some people not known at all.
fn less(known: &Known, rng: &mut fastrand::Rng) -> Known {
    let mut less = known.clone();
    less.retain(|_, _| rng.u8(..8) > 0);
    for (_, facts) in less.values_mut() {
        if rng.bool() {
            continue;
        }
        let one_in = |rng: &mut fastrand::Rng| rng.u8(..4) > 0;
        facts.visits.retain(|_| one_in(rng));
        facts.tiers.retain(|_| one_in(rng));
        facts.owners.retain(|_| one_in(rng));
        facts.statuses.retain(|_| one_in(rng));
        facts.plans.retain(|_| one_in(rng));
        facts.visits.iter_mut().filter(|_| rng.u8(..4) == 0).for_each(|visit| visit.act = 40);
    }
    less
}

fn spec(group_by: GroupBy) -> Spec {
    Spec { from: day("2023-06-01"), to: day("2025-06-30"), as_of: day("2025-03-31"), group_by, cases: false }
}

/// Each figure of each group: then, with what the cases add and take away, is now; and so is the total.
fn adds_up(compared: &Comparison) {
    for (at, row) in compared.rows.iter().enumerate() {
        for figure in 0..14 {
            let of_cases = |side: usize| -> u64 {
                let counted = compared.cases.iter().flat_map(|case| case.counted()[side].clone());
                counted.filter(|(row, _)| *row == at).map(|(_, counts)| counts.figures()[figure]).sum()
            };
            let (then, now) = (row.then.figures()[figure], row.now.figures()[figure]);
            assert_eq!(then + of_cases(1), now + of_cases(0), "{:?}, figure {figure}", row.group);
        }
    }
    for figure in 0..14 {
        let sum = |of: fn(&homevisit::report::audit::Compared) -> &Counts| -> u64 {
            compared.rows.iter().map(|row| of(row).figures()[figure]).sum()
        };
        assert_eq!(sum(|row| &row.then), compared.total.0.figures()[figure]);
        assert_eq!(sum(|row| &row.now), compared.total.1.figures()[figure]);
    }
}

#[test]
fn then_and_the_differences_of_the_cases_make_now_for_every_figure() {
    let mut cases = 0;
    for seed in 0..15 {
        let mut rng = fastrand::Rng::with_seed(seed ^ 0xbeef);
        let now = whole(seed);
        let then = less(&now, &mut rng);
        let rules = rules();
        for group_by in GroupBy::ALL.iter().copied() {
            let spec = spec(group_by);
            for (then, now) in [(&then, &now), (&now, &then)] {
                let compared = compared(&spec, (&rules, then), (&rules, now));
                adds_up(&compared);
                assert_eq!(compared.total, (total(&spec, &rules, then), total(&spec, &rules, now)));
                for case in &compared.cases {
                    assert!(!case.requirements.is_empty() || !case.days.is_empty());
                    assert!(case.requirements.iter().all(|changed| changed.then != changed.now), "only what differs");
                }
                cases += compared.cases.len();
            }
            let same = compared(&spec, (&rules, &now), (&rules, &now));
            assert!(same.cases.is_empty(), "what is known alike is no case");
        }
    }
    assert!(cases > 500, "{cases}");
}

#[test]
fn a_policy_adopted_between_makes_differences_that_add_up_too() {
    let now = whole(3);
    let old = rules();
    let longer =
        BASELINE.replace("tolerance_days = 0 ", "tolerance_days = 9 ").replace("version = \"1\"", "version = \"2\"");
    let longer =
        longer.replace("effective_from = 2012-01-01", "effective_from = 2024-06-01").replace("\"Low\"", "\"Lowest\"");
    let book = Book::new(vec![parse(BASELINE).unwrap(), parse(&longer).unwrap()]).unwrap();
    let new = Rules { book, history_from: Some(day("2023-09-01")) };
    let compared = compared(&spec(GroupBy::Tier), (&old, &now), (&new, &now));
    adds_up(&compared);
    assert!(!compared.cases.is_empty());
    assert_eq!(compared.rows.len(), 5, "a tier that is called otherwise is the same tier");
    assert_eq!((compared.then.policy.version.as_str(), compared.now.policy.version.as_str()), ("1", "2"));
    assert_eq!((compared.then.history_from, compared.now.history_from), (None, Some(day("2023-09-01"))));
}

fn one(visits: &[homevisit::domain::visit::Visit]) -> Known {
    BTreeMap::from([(1, ("R-1".to_owned(), person(HIGH, 1, visits)))])
}

fn known(act: i64, on: &str) -> Option<KnownAct> {
    let at = At { day: day(on), time: Some(570) };
    Some(KnownAct { act, moment: format!("{on}T09:30:00.000000Z"), at })
}

/// Overdue as known then; the visit that met it was recorded afterwards.
fn recorded_afterwards() -> Comparison {
    let rules = rules();
    let spec = Spec { from: day("2025-01-01"), to: day("2025-06-30"), as_of: day("2025-06-30"), ..spec(GroupBy::Tier) };
    let before = [seen("2025-01-02"), seen("2025-03-01")];
    let after = [before[0], before[1], homevisit::domain::visit::Visit { act: 40, ..seen("2025-05-20") }];
    let mut compared = compared(&spec, (&rules, &one(&before)), (&rules, &one(&after)));
    compared.then.policy.known = known(2, "2025-07-01");
    compared.now.policy.known = known(40, "2026-03-01");
    compared
}

#[test]
fn a_visit_recorded_afterwards_is_told_by_requirement_and_by_days() {
    let compared = recorded_afterwards();
    let [case] = compared.cases.as_slice() else { panic!("one person") };
    assert_eq!(case.reference, "R-1");
    let met = case.requirements.iter().find(|changed| changed.now.as_ref().is_some_and(|now| now.fate == Fate::OnTime));
    let met = met.unwrap();
    let (then, now) = (met.then.as_ref().unwrap(), met.now.as_ref().unwrap());
    assert_eq!((then.fate, then.due, now.due), (Fate::Overdue, day("2025-06-01"), day("2025-06-01")));
    assert!(now.recorded.unwrap().late, "and it counts among those recorded late");
    assert_eq!(case.days.len(), 1);
    assert_eq!((case.days[0].then.days_overdue, case.days[0].now.days_overdue), (29, 0));
}

#[test]
fn a_case_that_changed_its_group_is_a_difference_of_both() {
    let rules = rules();
    let spec =
        Spec { from: day("2025-01-01"), to: day("2025-06-30"), as_of: day("2025-06-30"), ..spec(GroupBy::Officer) };
    let then = one(&[seen("2025-01-02")]);
    let mut now = then.clone();
    let owners = &mut now.get_mut(&1).unwrap().1.owners;
    owners.push(Since { from: day("2025-01-01"), what: OfficerKey(2) });
    let compared = compared(&spec, (&rules, &then), (&rules, &now));
    adds_up(&compared);
    assert_eq!(compared.total.0, compared.total.1, "all together nothing changed");
    let of = |word: &str| compared.rows.iter().find(|row| row.group.word() == word).unwrap();
    assert_eq!((of("P-01").then.on_time, of("P-01").now.on_time), (1, 0));
    assert_eq!((of("P-02").then.on_time, of("P-02").now.on_time), (0, 1));
    assert_eq!(compared.cases.len(), 1);
}

#[test]
fn the_table_says_both_acts_and_fits_its_width() {
    let shown = render::table(&recorded_afterwards(), 80);
    for said in [
        "THEN  as known at act 2, 1 Jul 2025 at 09:30",
        "NOW   as known at act 40, 1 Mar 2026 at 09:30",
        "R-1\n",
        "    recorded here late, on ",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    for seed in 0..4 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let now = whole(seed);
        let (then, rules) = (less(&now, &mut rng), rules());
        for group_by in GroupBy::ALL.iter().copied() {
            let mut compared = compared(&spec(group_by), (&rules, &then), (&rules, &now));
            compared.total.0.on_time = 1_234_567;
            for width in [80, 100] {
                let shown = render::table(&compared, width);
                assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
            }
        }
    }
}

/// The rows of the cases make the difference of the rows of the figures, for whoever adds them up in a spreadsheet.
#[test]
fn the_file_adds_up_by_group_and_figure() {
    for seed in 0..4 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let now = whole(seed);
        let (then, rules) = (less(&now, &mut rng), rules());
        let compared = compared(&spec(GroupBy::Team), (&rules, &then), (&rules, &now));
        let mut out = Vec::new();
        render::csv(&compared, &mut out).unwrap();
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
        let mut sums: BTreeMap<(String, String), [i64; 2]> = BTreeMap::new();
        for row in reader.records().map(Result::unwrap) {
            let [reference, group, figure] =
                ["offender_ref", "group", "figure"].map(|name| row[column(name)].to_owned());
            let [then, now] = ["then", "now"].map(|name| row[column(name)].parse::<i64>().unwrap());
            let of = |group: &str| (group.to_owned(), figure.clone());
            let keys = if reference.is_empty() { vec![of(&group)] } else { vec![of(&group), of("total")] };
            keys.into_iter()
                .for_each(|key| sums.entry(key).or_default()[usize::from(!reference.is_empty())] += now - then);
        }
        assert!(sums.len() >= 15);
        sums.iter().for_each(|(key, [figure, cases])| assert_eq!(figure, cases, "{key:?}"));
    }
}
