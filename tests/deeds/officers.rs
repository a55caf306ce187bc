//! Officers: nobody's cases are left with somebody who is not in service, by whatever change.

use homevisit::act::deed::{DeedRefused, Done};
use homevisit::domain::deed::{About, ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, FactKind};

use crate::kit::Unit;
use crate::say::{ask, day, live, offender, officer, record, set};

fn about(id: &str) -> About {
    About::Officer(id.to_owned())
}

/// P9, on file since 1 Jan 2025, with R011's case from 1 Mar 2025; the name of their record.
fn with_a_case(unit: &mut Unit) -> String {
    let changes = vec![Change::Enrol(about("P9")), Change::Record(about("P9"), officer(Some("2025-01-01"), "officer"))];
    unit.apply("M301", None, Deed { kind: ActKind::AddOfficer, because: None, changes }).unwrap();
    let owner = Fact::Owner { from: day("2025-03-01"), officer: "P9".into() };
    ask(unit, "M301", ActKind::SetOwner, record("R011", owner)).unwrap();
    live(unit, &about("P9"), FactKind::Officer)[0].name.to_string()
}

fn refused(unit: &mut Unit, change: Change) -> String {
    let before = unit.everything();
    let refused = ask(unit, "M301", ActKind::Correct, change).unwrap_err().to_string();
    assert_eq!(unit.everything(), before);
    refused
}

fn correct(name: &str, field: (&str, &str)) -> Change {
    Change::Correct(name.to_owned(), set(&[field]))
}

#[test]
fn a_case_is_left_with_nobody_by_no_correction_and_no_change() {
    let mut unit = Unit::new();
    let name = with_a_case(&mut unit);
    let said = "P9 would own 1 case on days out of service, to be placed first: homevisit reassign";
    for change in [
        correct(&name, ("active_until", "2026-01-01")),
        correct(&name, ("from", "2025-03-02")),
        Change::Amend(about("P9"), day("2026-01-01"), set(&[("active_until", "2026-02-01")])),
        Change::Record(about("P9"), gone("2026-01-01")),
    ] {
        let refused = refused(&mut unit, change);
        assert!(refused.contains(said), "{refused}");
    }
    assert!(refused(&mut unit, Change::Withdraw(name.clone())).contains("corrected, not withdrawn"));
    // What changes nothing of that is done, and so is what is over before the first case.
    ask(&mut unit, "M301", ActKind::Correct, correct(&name, ("from", "2025-03-01"))).unwrap();
}

fn gone(from: &str) -> Fact {
    match officer(Some(from), "officer") {
        Fact::Officer { from, name, team, role, accredited, fte_hundredths, .. } => {
            let active_until = from;
            Fact::Officer { from, name, team, role, accredited, fte_hundredths, active_until }
        }
        other => other,
    }
}

fn leaves(unit: &mut Unit, id: &str, on: &str) -> Result<Done, DeedRefused> {
    ask(unit, "M301", ActKind::EndService, Change::End(about(id), Running::Service, day(on)))
}

#[test]
fn a_case_of_later_is_a_case() {
    let mut unit = Unit::new();
    with_a_case(&mut unit);
    ask(&mut unit, "M301", ActKind::SetOwner, record("R011", owner("2025-06-01", "P101"))).unwrap();
    assert!(leaves(&mut unit, "P9", "2025-05-31").unwrap_err().to_string().contains("P9 has 1 case on 2025-05-31"));
    ask(&mut unit, "M301", ActKind::SetOwner, record("R002", owner("2999-01-01", "P9"))).unwrap();
    let refused = leaves(&mut unit, "P9", "2025-06-01").unwrap_err().to_string();
    assert!(refused.contains("would own 1 case"), "from a day still to come: {refused}");
    ask(&mut unit, "M301", ActKind::SetOwner, record("R002", owner("2999-01-01", "P101"))).unwrap();
    leaves(&mut unit, "P9", "2025-06-01").unwrap();
    assert!(leaves(&mut unit, "P9", "2025-06-02").unwrap_err().to_string().contains("not in service"));
}

fn owner(from: &str, officer: &str) -> Fact {
    Fact::Owner { from: day(from), officer: officer.into() }
}

#[test]
fn whoever_has_left_with_cases_can_be_kept_in_order_all_the_same() {
    // P103 left on 1 Feb 2025, with R003.
    let mut unit = Unit::new();
    let amend = Change::Amend(about("P103"), day("2025-06-01"), set(&[("team", "Harbour")]));
    ask(&mut unit, "M301", ActKind::ChangeOfficer, amend).unwrap();
    let back = Change::Amend(about("P103"), day("2025-07-01"), set(&[("active_until", "")]));
    ask(&mut unit, "M301", ActKind::ChangeOfficer, back).unwrap();
}

#[test]
fn whoever_covers_stays_until_somebody_else_does() {
    let mut unit = Unit::new();
    with_a_case(&mut unit);
    ask(&mut unit, "M301", ActKind::SetOwner, record("R011", owner("2025-03-01", "P101"))).unwrap();
    let cover = Fact::Cover { cover: "P9".into(), from: day("2998-12-01"), until: day("2998-12-24") };
    ask(&mut unit, "S201", ActKind::Cover, Change::Record(about("P102"), cover)).unwrap();
    let name = live(&unit, &about("P102"), FactKind::Cover)[0].name.to_string();
    let refused = leaves(&mut unit, "P9", "2998-12-23").unwrap_err().to_string();
    assert!(refused.contains("P9 covers P102") && refused.contains(&name), "{refused}");
    leaves(&mut unit, "P9", "2998-12-24").unwrap();
}

#[test]
fn an_id_can_be_told_from_a_list_and_from_an_account() {
    let mut unit = Unit::new();
    for id in ["P7,P8", "P7;P8", "account 0"] {
        let changes = vec![Change::Enrol(about(id)), Change::Record(about(id), officer(None, "officer"))];
        let deed = Deed { kind: ActKind::AddOfficer, because: None, changes };
        let refused = unit.apply("M301", None, deed).unwrap_err().to_string();
        assert!(refused.contains("no comma"), "{refused}");
    }
    assert!(live(&unit, &offender("R011"), FactKind::Owner).is_empty());
}
