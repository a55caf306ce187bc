//! Every figure of the load, recounted from the rows of the worklist and from facts, on random registers.

use homevisit::domain::day::Day;
use homevisit::domain::offender::{Facts, OfficerKey, Since, TierKey, holding};
use homevisit::domain::officer::{Officer, OfficerRecord, Role, Roster};
use homevisit::domain::requirement::Rules;
use homevisit::domain::row::Row;
use homevisit::domain::visit::Attended;
use homevisit::render::Accounts;
use homevisit::render::load as render;
use homevisit::report::load::{Fold, Holder, Load, LoadRow, Owed, Spec, above};
use homevisit::report::worklist::{Listed, Worklist};
use homevisit::report::{Scope, worklist};
use unicode_width::UnicodeWidthStr;

use crate::reports_kit::*;

const AS_OF: &str = "2025-03-31";

/// 1 to 3 of North, 4 who left South, 5 from North to South, 6 a supervisor, 7 known only later; 8 is on no file.
fn unit() -> Roster {
    let ever = |what| vec![Since { from: Day::MIN, what }];
    let share = |fte_hundredths, accredited, record| OfficerRecord { fte_hundredths, accredited, ..record };
    let north = || record("North", None);
    let officers = [
        ever(share(Some(100), true, north())),
        ever(share(Some(80), false, north())),
        ever(share(None, true, north())),
        ever(share(Some(100), true, record("South", Some("2025-01-01")))),
        vec![
            Since { from: Day::MIN, what: share(Some(50), true, north()) },
            Since { from: day("2025-02-01"), what: share(Some(60), false, record("South", None)) },
        ],
        ever(OfficerRecord { role: Role::Supervisor, ..share(Some(100), true, north()) }),
        vec![Since { from: day("2025-06-01"), what: north() }],
    ];
    let officer = |(at, records)| (OfficerKey(at as i64 + 1), Officer { id: format!("P-{:02}", at + 1), records });
    Roster::new(officers.into_iter().enumerate().map(officer))
}

/// Random people, some without an owner, owned by any of the unit or by somebody on no file.
fn register(seed: u64, people: usize) -> Register {
    let mut rng = fastrand::Rng::with_seed(seed ^ 0x10ad);
    let mut register = random_register(seed, people);
    for (_, facts) in &mut register {
        facts.owners.iter_mut().for_each(|owner| owner.what = OfficerKey(rng.i64(1..9)));
        if rng.u8(0..4) == 0 {
            let near = day(AS_OF).minus_days(rng.u32(0..60));
            facts.owners.push(Since { from: near, what: OfficerKey(rng.i64(1..9)) });
            facts.sort();
        }
    }
    register
}

fn visits(seed: u64) -> Vec<Attended> {
    let mut rng = fastrand::Rng::with_seed(seed ^ 0xc4e3);
    let visit = |_| {
        let mut officers: Vec<OfficerKey> = (1..9).map(OfficerKey).collect();
        rng.shuffle(&mut officers);
        officers.truncate(rng.usize(0..4));
        Attended { day: day(AS_OF).plus_days(3).minus_days(rng.u32(0..120)), officers, agencies: rng.u16(0..2) }
    };
    (0..200).map(visit).collect()
}

fn load(register: &Register, visits: &[Attended], team: Option<&str>, rules: &Rules) -> Load {
    let roster = unit();
    let spec = Spec { as_of: day(AS_OF), team: team.map(str::to_owned) };
    let mut fold = Fold::new(spec, rules, &roster).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    visits.iter().for_each(|visit| fold.attended(visit));
    fold.finish().unwrap()
}

fn list(register: &Register, rules: &Rules, roster: &Roster) -> Worklist {
    let mut fold = worklist::Fold::new(worklist::Spec::at_end_of(day(AS_OF), Scope::All), rules, roster).unwrap();
    subjects(register).for_each(|subject| fold.take(&subject).unwrap());
    fold.finish().unwrap()
}

fn facts<'a>(register: &'a Register, listed: &Listed) -> &'a Facts {
    &register.iter().find(|(reference, _)| *reference == listed.reference).unwrap().1
}

/// The handover rule a second time, a day at a time.
fn is_inherited(facts: &Facts, row: &Row, rules: &Rules) -> bool {
    let (as_of, oldest) = (day(AS_OF), row.due.unwrap());
    let Some(owner) = row.owner else { return false };
    let mut first = as_of;
    while first > day("2022-01-01") && holding(&facts.owners, first.before()) == Some(owner) {
        first = first.before();
    }
    let cadence = rules.book.on(as_of).tier(row.tier_applied).unwrap().cadence;
    oldest < first && as_of <= cadence.after(first, 1)
}

fn counted(rows: &[&Listed], register: &Register, rules: &Rules, inherited: bool) -> Owed {
    let mut owed = Owed::default();
    for listed in rows.iter().filter(|listed| listed.row.with_overdue) {
        if is_inherited(facts(register, listed), &listed.row, rules) == inherited {
            owed.cases += 1;
            owed.days += u64::from(listed.row.days_overdue);
            owed.calendar_days += u64::from(day(AS_OF).days_after(listed.row.due.unwrap()));
        }
    }
    owed
}

fn of_holder(load: &Load, owner: Option<OfficerKey>) -> Option<&LoadRow> {
    load.rows.iter().find(|row| row.holder.officer() == owner)
}

#[test]
fn every_figure_is_that_of_the_worklists_rows() {
    let (rules, roster) = (rules(), unit());
    let mut inherited = 0;
    for seed in 0..60 {
        let register = register(seed, 60);
        let (load, list) = (load(&register, &[], None, &rules), list(&register, &rules, &roster));
        let owners: Vec<Option<OfficerKey>> = (1..9).map(|key| Some(OfficerKey(key))).chain([None]).collect();
        for owner in owners {
            let theirs: Vec<&Listed> = list.rows.iter().filter(|listed| listed.row.owner == owner).collect();
            let Some(row) = of_holder(&load, owner) else {
                assert!(theirs.is_empty(), "{owner:?} has cases and no row");
                continue;
            };
            assert_eq!(row.carried.cases, theirs.len() as u64);
            let of_tier = |tier: Option<TierKey>| theirs.iter().filter(|listed| listed.row.tier == tier).count() as u64;
            let tiers: Vec<u64> = load.tiers.iter().map(|tier| of_tier(Some(*tier))).chain([of_tier(None)]).collect();
            assert_eq!(row.carried.by_tier, tiers);
            assert_eq!(row.carried.own, counted(&theirs, &register, &rules, false));
            assert_eq!(row.carried.inherited, counted(&theirs, &register, &rules, true));
            inherited += row.carried.inherited.cases;
        }
        assert_eq!((load.managed, load.elsewhere), (list.managed, 0));
        assert_eq!(load.total.cases, list.managed);
        assert_eq!(load.total.owed().cases, list.with_overdue);
    }
    assert!(inherited > 20, "random registers hardly hold a handover: {inherited}");
}

#[test]
fn a_teams_load_is_that_part_of_the_units_and_says_how_many_are_elsewhere() {
    let (rules, roster) = (rules(), unit());
    for seed in 0..20 {
        let (register, visits) = (register(seed, 60), visits(seed));
        let whole = load(&register, &visits, None, &rules);
        for team in ["North", "South"] {
            let part = load(&register, &visits, Some(team), &rules);
            let of_team =
                |row: &&LoadRow| row.holder.officer().is_some_and(|key| roster.team_on(key, day(AS_OF)) == Some(team));
            let expected: Vec<_> = whole.rows.iter().filter(of_team).map(|row| (&row.holder, &row.carried)).collect();
            assert_eq!(part.rows.iter().map(|row| (&row.holder, &row.carried)).collect::<Vec<_>>(), expected);
            assert_eq!(part.managed + part.elsewhere, whole.managed);
            assert!(part.crews.visits <= whole.crews.visits);
        }
    }
}

#[test]
fn who_has_left_who_is_on_no_file_and_nobody_stand_at_the_end_in_rows_of_their_own() {
    let rules = rules();
    let register: Register = [1, 4, 8, 7, 2]
        .into_iter()
        .map(|owner| (format!("R-{owner}"), person(HIGH, owner, &[seen("2025-01-01")])))
        .chain([("R-0".to_owned(), Facts { owners: vec![], ..person(LOW, 1, &[]) })])
        .collect();
    let load = load(&register, &[], None, &rules);
    let said: Vec<String> = load
        .rows
        .iter()
        .map(|row| match &row.holder {
            Holder::InService(key, _) => format!("{} {}", key.0, row.carried.cases),
            Holder::Left(key, on) => format!("{} left {on} {}", key.0, row.carried.cases),
            Holder::NotOnFile(key) => format!("{} not on file {}", key.0, row.carried.cases),
            Holder::Nobody => format!("nobody {}", row.carried.cases),
        })
        .collect();
    // 3 and 5 have no case and are in service; 6, a supervisor without one, has no row
    let expected =
        ["1 1", "2 1", "3 0", "5 0", "4 left 2025-01-01 1", "8 not on file 1", "7 not on file 1", "nobody 1"];
    assert_eq!(said, expected);
}

#[test]
fn cases_stand_against_the_policys_number_to_a_full_time_officer() {
    let policy = BASELINE.replace("cases_per_fte = 50 ", "cases_per_fte = 2 ");
    let policy = homevisit::domain::policy_file::parse(&policy).unwrap();
    let book = homevisit::domain::policy::Book::new(vec![policy]).unwrap();
    let rules = Rules { book, history_from: None };
    let owners = [1, 1, 2, 2, 3, 3, 3, 4, 4, 4];
    let register: Register =
        owners.iter().enumerate().map(|(at, owner)| (format!("R-{at}"), person(LOW, *owner, &[]))).collect();
    let load = load(&register, &[], None, &rules);
    assert_eq!(load.cases_per_fte, 2);
    let of = |key: i64| of_holder(&load, Some(OfficerKey(key))).unwrap().is_above(load.cases_per_fte);
    assert_eq!(of(1), Some(false), "two to one");
    assert_eq!(of(2), Some(true), "two to eight tenths");
    assert_eq!(of(3), None, "no share is recorded: it cannot be said");
    assert_eq!(of(4), None, "whoever has left has no share");
    let of = load.per_fte.unwrap();
    assert_eq!((of.cases, of.fte_hundredths), (4, 240), "with officer 5, who has no case");
    let cases = load.rows.iter().filter_map(|row| Some((row.holder.officer()?, row.carried.cases))).collect();
    assert_eq!(above(&cases, &unit(), day(AS_OF), 2), [OfficerKey(2)]);
    let shown = render::table(&load, 80).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("2.5*") && shown.contains("* above 2: 1 of 3 officers."), "{shown}");
    assert!(shown.contains("Share not recorded (?): 1 officer."), "{shown}");
}

#[test]
fn a_supervisor_who_went_along_and_has_no_cases_lightens_nobodys_load() {
    let register: Register = (0..6).map(|at| (format!("R-{at}"), person(LOW, 1, &[]))).collect();
    let went = |officers: &[i64]| Attended {
        day: day("2025-03-03"),
        officers: officers.iter().copied().map(OfficerKey).collect(),
        agencies: 0,
    };
    let rate = |visits: &[Attended]| load(&register, visits, None, &rules()).per_fte.unwrap();
    assert_eq!(rate(&[]), rate(&[went(&[1, 6])]));
    let with = load(&register, &[went(&[1, 6])], None, &rules());
    assert_eq!(of_holder(&with, Some(OfficerKey(6))).unwrap().company.visits, 1, "the visit is told all the same");
    let mut owns = register.clone();
    owns[0].1.owners[0].what = OfficerKey(6);
    let owned = load(&owns, &[], None, &rules()).per_fte.unwrap();
    assert_eq!((owned.cases, owned.fte_hundredths), (6, rate(&[]).fte_hundredths + 100), "with cases they carry");
}

#[test]
fn who_goes_with_whom_is_counted_over_thirteen_weeks() {
    let rules = rules();
    for seed in 0..20 {
        let visits = visits(seed);
        let load = load(&Vec::new(), &visits, None, &rules);
        assert_eq!(load.crews_from, day("2024-12-31"));
        let within: Vec<&Attended> =
            visits.iter().filter(|visit| load.crews_from <= visit.day && visit.day <= load.as_of).collect();
        let count = |is: &dyn Fn(&Attended) -> bool| within.iter().filter(|visit| is(visit)).count() as u64;
        let people = |visit: &Attended| visit.officers.len() + usize::from(visit.agencies);
        assert_eq!(load.crews.visits, within.len() as u64);
        assert_eq!(load.crews.not_recorded, count(&|visit| people(visit) == 0));
        assert_eq!(load.crews.short, count(&|visit| people(visit) == 1));
        for row in &load.rows {
            let Some(key) = row.holder.officer() else { continue };
            let goes = |visit: &Attended, key| visit.officers.contains(&key);
            assert_eq!(row.company.visits, count(&|visit| goes(visit, key)));
            assert_eq!(row.company.alone, count(&|visit| goes(visit, key) && people(visit) == 1));
            for (other, times) in &row.company.with {
                assert_eq!(*times, count(&|visit| goes(visit, key) && goes(visit, *other)));
                let back = of_holder(&load, Some(*other)).unwrap();
                assert!(back.company.with.contains(&(key, *times)), "who goes with me I go with");
            }
            assert!(row.company.with.is_sorted_by_key(|(other, times)| (std::cmp::Reverse(*times), *other)));
        }
        let went = (1..9).map(OfficerKey).filter(|key| count(&|visit: &Attended| visit.officers.contains(key)) > 0);
        assert!(went.into_iter().all(|key| of_holder(&load, Some(key)).is_some()), "whoever went has a row");
    }
}

#[test]
fn nobody_accredited_is_told_by_the_day_of_the_visit() {
    let going = |on: &str, officers: &[i64]| Attended {
        day: day(on),
        officers: officers.iter().copied().map(OfficerKey).collect(),
        agencies: 0,
    };
    // 5 was accredited until the end of January; 2 never is
    let visits = [
        going("2025-01-31", &[2, 5]),
        going("2025-02-01", &[2, 5]),
        going("2025-02-02", &[1, 2]),
        going("2025-02-03", &[]),
    ];
    let crews = load(&Vec::new(), &visits, None, &rules()).crews;
    assert_eq!((crews.visits, crews.not_recorded, crews.short, crews.unaccredited), (4, 1, 0, 1));
}

#[test]
fn it_fits_and_every_form_has_the_same_figures() {
    let rules = rules();
    for seed in 0..10 {
        let (register, visits) = (register(seed, 60), visits(seed));
        for team in [None, Some("North")] {
            let load = load(&register, &visits, team, &rules);
            for width in [80, 120] {
                let shown = render::table(&load, width);
                assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
                assert!(
                    !shown.lines().any(|line| line.trim_start().starts_with('%') || line == "2025"),
                    "broken: {shown}"
                );
            }
            render::paper(&load).check().unwrap();
            let mut json = Vec::new();
            render::json(&load, Accounts::Unbound, &mut json).unwrap();
            let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
            assert_eq!(json["schema"], "homevisit.load/1");
            let mut csv = Vec::new();
            render::csv(&load, &mut csv).unwrap();
            let mut csv = csv::Reader::from_reader(&csv[..]);
            let header = csv.headers().unwrap().clone();
            let at = |name: &str| header.iter().position(|column| column == name).unwrap();
            let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), load.rows.len());
            for ((row, json), of) in rows.iter().zip(json["rows"].as_array().unwrap()).zip(&load.rows) {
                assert_eq!(row[at("cases")], of.carried.cases.to_string());
                assert_eq!(json["cases"], of.carried.cases);
                assert_eq!(row[at("inherited_calendar_days")], of.carried.inherited.calendar_days.to_string());
                assert_eq!(json["inherited"]["calendar_days"], of.carried.inherited.calendar_days);
                assert_eq!(row[at("owed_cases")], json["owed"]["cases"].to_string());
                let levels: u64 =
                    json["by_tier"].as_array().unwrap().iter().map(|of| of["cases"].as_u64().unwrap()).sum();
                assert_eq!(levels, of.carried.cases);
            }
        }
    }
}
