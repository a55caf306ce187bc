//! Several at once, somebody else in between, and an act sent twice.

use std::path::Path;
use std::thread;

use homevisit::act::import::{ImportError, Request, import};
use homevisit::domain::intake::ImportReport;
use homevisit::import::Progress;
use homevisit::store::Store;

use crate::kit::{POLICY, TODAY, Unit};

/// The small extract with one more offender in it.
fn one_more(reference: &str) -> Unit {
    let unit = Unit::new();
    unit.append("offenders.csv", &format!("{reference},Invented,,\n"));
    unit.append("management.csv", &format!("{reference},2025-01-01,\n"));
    unit.append("visits.csv", &format!("V{reference},{reference},2025-01-05,,seen,,Q{reference},notified,,\n"));
    unit
}

/// Takes an extract into a register that others have open, too.
fn take_in(database: &Path, extract: &Unit, id: Option<&str>) -> Result<ImportReport, ImportError> {
    let dir = extract.path("");
    let request = Request { dir: &dir, actor: "tester", today: TODAY.parse().unwrap(), id };
    import(&mut Store::open(database).unwrap(), &request, &mut |_| {})
}

fn acts(unit: &Unit) -> i64 {
    unit.store.connection().query_row("select count(*) from act", [], |row| row.get(0)).unwrap()
}

#[test]
fn imports_at_once_come_one_after_another_and_nothing_is_lost() {
    let register = Unit::new();
    let database = register.database();
    let extracts = ["R101", "R102", "R103"].map(one_more);
    let dirs = extracts.each_ref().map(|extract| extract.path(""));
    thread::scope(|scope| {
        for dir in &dirs {
            let database = &database;
            scope.spawn(move || {
                let request = Request { dir, actor: "tester", today: TODAY.parse().unwrap(), id: None };
                import(&mut Store::open(database).unwrap(), &request, &mut |_| {}).unwrap();
            });
        }
    });
    assert_eq!(acts(&register), 4);
    let after = Unit::new();
    extracts.iter().for_each(|extract| drop(take_in(&after.database(), extract, None).unwrap()));
    assert_eq!(register.facts(), after.facts(), "as though one had waited for the other");
}

#[test]
fn the_same_extract_twice_at_once_is_one_act() {
    let register = Unit::new();
    let (database, dir) = (register.database(), register.path(""));
    let take = || {
        let request = Request { dir: &dir, actor: "tester", today: TODAY.parse().unwrap(), id: None };
        import(&mut Store::open(&database).unwrap(), &request, &mut |_| {}).unwrap().act
    };
    let mut said: Vec<Option<i64>> = thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(take));
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    said.sort_unstable();
    assert_eq!((said, acts(&register)), (vec![None, Some(2)], 2));
}

/// Imports the small extract, while `between` is done whenever the writing is about to begin.
fn overtaken(unit: &mut Unit, mut between: impl FnMut()) -> Result<Option<i64>, ImportError> {
    let taken = unit.import_telling(&mut |progress| {
        if progress == Progress::Writing {
            between();
        }
    });
    taken.map(|report| report.act)
}

#[test]
fn what_somebody_else_took_in_meanwhile_is_not_taken_in_again() {
    let mut unit = Unit::new();
    let (database, other) = (unit.database(), one_more("R101"));
    let mut times = 0;
    let act = overtaken(&mut unit, || {
        times += 1;
        take_in(&database, &other, None).unwrap();
    });
    assert_eq!((act.unwrap(), times), (None, 1), "it was all held by then");
    let alone = Unit::new();
    take_in(&alone.database(), &other, None).unwrap();
    assert_eq!(unit.facts(), alone.facts());
}

#[test]
fn a_policy_adopted_meanwhile_is_what_it_is_judged_by() {
    let mut unit = Unit::new();
    let database = unit.database();
    let strict =
        POLICY.replace("version = \"1\"", "version = \"2\"").replace("tolerance_days = 0 ", "tolerance_days = 20 ");
    let refused = overtaken(&mut unit, || {
        let mut store = Store::open(&database).unwrap();
        homevisit::act::adopt_policy(&mut store, "tester", None, &strict, None).unwrap();
    });
    let Err(ImportError::Refused(mut complaints)) = refused else { panic!("{refused:?}") };
    assert_eq!(complaints.first()[0].expected, "an interval longer than the tolerance of 20 days");
}

#[test]
fn who_is_overtaken_again_and_again_is_told_so_and_can_try_again() {
    let mut unit = Unit::new();
    let (database, other) = (unit.database(), Unit::new());
    let mut times = 0;
    let refused = overtaken(&mut unit, || {
        times += 1;
        other.change("officers.csv", "Winifred", format!("Winifred {times}"));
        take_in(&database, &other, None).unwrap();
    });
    assert!(matches!(refused, Err(ImportError::Overtaken)), "{refused:?}");
    assert_eq!((times, acts(&unit)), (3, 4));
    assert_eq!(unit.taken().act, Some(5));
}

#[test]
fn an_act_repeated_by_its_id_is_done_once() {
    let unit = Unit::new();
    let database = unit.database();
    assert_eq!(take_in(&database, &unit, Some("monday")).unwrap().act, Some(2));
    let before = unit.everything();
    assert_eq!(take_in(&database, &unit, Some("monday")).unwrap().act, None);
    let refused = take_in(&database, &one_more("R101"), Some("monday")).unwrap_err();
    assert_eq!(refused.to_string(), "this id was used before, for an act with other content (act 2)");
    assert_eq!(unit.everything(), before);
}
