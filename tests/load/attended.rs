//! Who attended, as the register tells it.

use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::visit::Attended;

use crate::kit::{OFFICER, SUPERVISOR, Unit, day, visit};

fn attended(unit: &Unit, from: &str, to: &str) -> Vec<Attended> {
    let snapshot = unit.store.snapshot(None).unwrap();
    let mut found = Vec::new();
    snapshot.each_attended(day(from), day(to), |visit| found.push(visit.clone())).unwrap();
    found
}

fn ids(unit: &Unit, visit: &Attended) -> Vec<String> {
    let roster = unit.store.snapshot(None).unwrap().roster().unwrap();
    visit.officers.iter().map(|key| roster.id(*key).to_owned()).collect()
}

#[test]
fn visits_of_the_days_come_with_who_went_in_order() {
    let mut unit = Unit::new();
    let mut alone = visit("2025-03-02", "no-reply");
    alone.officers = Some(vec!["P102".to_owned()]);
    alone.agencies = vec![homevisit::domain::fact::AgencyMember { agency: "probation".into(), number: "7".into() }];
    unit.visit("R001", alone);
    unit.visit("R004", visit("2025-03-01", "seen"));
    unit.visit("R004", visit("2025-02-28", "seen"));
    unit.visit("R004", visit("2025-03-03", "seen"));
    let found = attended(&unit, "2025-03-01", "2025-03-02");
    assert_eq!(found.len(), 2);
    assert_eq!((ids(&unit, &found[0]), found[0].agencies), (vec!["P102".to_owned()], 1));
    assert_eq!((ids(&unit, &found[1]), found[1].agencies), (vec!["P101".to_owned(), "P102".to_owned()], 0));
}

#[test]
fn what_was_withdrawn_or_put_elsewhere_counts_no_longer_and_two_records_count_once() {
    let mut unit = Unit::new();
    let before = attended(&unit, "2024-01-01", "2026-12-31").len();
    let again = unit.visit("R001", visit("2024-11-27", "seen")); // V0004 says the same: presumed one
    assert_eq!(attended(&unit, "2024-01-01", "2026-12-31").len(), before);
    let that_day = attended(&unit, "2024-11-27", "2024-11-27");
    assert_eq!(ids(&unit, &that_day[0]), ["P101", "P102"], "who went is as the record made here says");
    let stored = unit.store.snapshot(None).unwrap().visit(&again).unwrap().unwrap();
    unit.done(SUPERVISOR, ActKind::Withdraw, Change::Withdraw("pair-1".to_owned()));
    assert_eq!(attended(&unit, "2024-11-27", "2024-11-27").len(), 2, "nobody says that they are one any longer");
    unit.done(SUPERVISOR, ActKind::Withdraw, Change::Withdraw(stored.name.to_string()));
    let that_day = attended(&unit, "2024-11-27", "2024-11-27");
    assert_eq!(that_day.len(), 1, "the extract's counts again");
    assert_eq!(ids(&unit, &that_day[0]), ["P101"]);
    let other = unit.visit("R002", visit("2025-03-05", "seen"));
    let stored = unit.store.snapshot(None).unwrap().visit(&other).unwrap().unwrap();
    let set = [("day", "2025-03-06"), ("officers", OFFICER)];
    let set = set.map(|(field, value)| (field.to_owned(), Some(value.to_owned()))).into();
    unit.done(SUPERVISOR, ActKind::Correct, Change::correct(stored.name, set));
    assert!(attended(&unit, "2025-03-05", "2025-03-05").is_empty());
    assert_eq!(ids(&unit, &attended(&unit, "2025-03-06", "2025-03-06")[0]), [OFFICER]);
}
