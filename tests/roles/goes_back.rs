//! A policy that goes back never asks for less of whoever acts: that is seen by everybody before it holds.

use homevisit::act::{self, PolicyRefused};
use homevisit::domain::deed::Right;

use crate::kit::{POLICY, Unit, both, lower};

const BACK: Option<&str> = Some("agreed late");

fn version(of: &str, number: &str, from: &str) -> String {
    let named = of.replace("version = \"1\"", &format!("version = \"{number}\""));
    named.replace("effective_from = 2012-01-01", &format!("effective_from = {from}"))
}

#[test]
fn the_second_person_is_not_taken_away_before_tomorrow() {
    let mut unit = Unit::new();
    let without = POLICY.replace("lower-tier = \"supervisor\"\n\n[basis]", "\n[basis]");
    let before = unit.everything();
    for from in ["2012-01-01", "2025-01-01", &unit.today().to_string()] {
        let refused =
            act::adopt_policy(&mut unit.store, "M301", None, &version(&without, "2", from), BACK).unwrap_err();
        let PolicyRefused::AsksLess { rights, earliest } = &refused else { panic!("{refused}") };
        assert_eq!((rights.as_slice(), *earliest), (&[Right::LowerTier][..], unit.today().next()));
        assert!(refused.to_string().contains("`lower-tier`"), "{refused}");
    }
    assert_eq!(unit.everything(), before);
    let tomorrow = unit.today().next().to_string();
    act::adopt_policy(&mut unit.store, "M301", None, &version(&without, "2", &tomorrow), None).unwrap();
    assert!(unit.try_as("S201", None, &lower("R001")).unwrap().pending.is_some(), "it holds from tomorrow");
}

#[test]
fn no_role_is_lowered_before_tomorrow() {
    for (was, is, right) in [
        ("keep-officers = \"manager\"", "keep-officers = \"supervisor\"", Right::KeepOfficers),
        ("record = \"supervisor\"", "record = \"officer\"", Right::Record),
        ("\nlower-tier = \"manager\"\n\n[basis]", "\nlower-tier = \"supervisor\"\n\n[basis]", Right::LowerTier),
    ] {
        let strict = POLICY.replace("record = \"officer\"", "record = \"supervisor\"");
        let strict =
            strict.replace("\nlower-tier = \"supervisor\"\n\n[basis]", "\nlower-tier = \"manager\"\n\n[basis]");
        let mut unit = Unit::under(&strict);
        assert!(strict.contains(was), "{was}");
        let less = version(&strict.replace(was, is), "2", "2025-01-01");
        let refused = act::adopt_policy(&mut unit.store, "M301", None, &less, BACK).unwrap_err();
        assert!(matches!(&refused, PolicyRefused::AsksLess { rights, .. } if *rights == [right]), "{refused}");
        let today = unit.today();
        let shown = act::preview_policy(&mut unit.store, "M301", &less, BACK, today);
        assert_eq!(shown.unwrap_err(), refused);
    }
}

#[test]
fn one_that_asks_for_no_less_goes_back() {
    let mut unit = Unit::new();
    act::adopt_policy(&mut unit.store, "M301", None, &version(&both(), "2", "2025-01-01"), BACK).unwrap();
    // Held against what was in force on its own days: where the second version is, it asks for less.
    let refused = act::adopt_policy(&mut unit.store, "M301", None, &version(POLICY, "3", "2025-06-01"), BACK);
    assert!(matches!(refused, Err(PolicyRefused::AsksLess { .. })));
    act::adopt_policy(&mut unit.store, "M301", None, &version(POLICY, "3", "2024-06-01"), BACK).unwrap();
}
