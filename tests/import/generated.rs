//! Invented registers of realistic mess.

use std::fs;

use homevisit::domain::offender::Facts;
use homevisit::generate::{Shape, Spec, generate};
use homevisit::store::{Scope, StoreError};

use crate::kit::{TODAY, Unit};

/// Everybody's facts as they are streamed, from the cache if it is whole.
fn streamed(unit: &Unit, from_cache: bool) -> Vec<(String, Facts)> {
    let view = unit.store.snapshot(None).unwrap();
    assert_eq!(view.reads_cache(), from_cache);
    let mut all = Vec::new();
    view.each_offender(Scope::All, |_, reference, facts| {
        all.push((reference.to_owned(), facts.clone()));
        Ok::<_, StoreError>(())
    })
    .unwrap();
    all
}

#[test]
fn a_generated_register_is_taken_in_without_a_complaint_and_a_second_time_changes_nothing() {
    for shape in [Shape::Realistic, Shape::Plain] {
        let mut unit = Unit::new();
        fs::remove_dir_all(unit.path("")).unwrap();
        let last_day = TODAY.parse().unwrap();
        generate(&Spec { offenders: 300, seed: 7, last_day, years: 3, shape }, &unit.path("")).unwrap();
        let report = unit.taken();
        assert_eq!(report.act, Some(2));
        assert!(report.files.iter().all(|file| (file.new, file.corrected, file.gone) == (file.read, 0, 0)));
        let again = unit.taken();
        assert_eq!(again.act, None);
        assert!(again.files.iter().all(|file| (file.unchanged, file.gone) == (file.read, 0)));
        assert_eq!(again.worries, report.worries);
        let from_facts = streamed(&unit, false);
        assert_eq!(from_facts.len(), 300);
        unit.store.refresh_cache().unwrap();
        assert_eq!(streamed(&unit, true), from_facts);
    }
}

#[test]
fn after_a_later_extract_the_cache_says_what_the_facts_do() {
    let mut unit = Unit::filled();
    unit.store.refresh_cache().unwrap();
    unit.change("visits.csv", "V0012,R008,2024-06-01", "V0012,R007,2024-06-02");
    unit.change("owners.csv", "R001,2024-01-10,P101", "R001,2024-01-10,P102");
    unit.taken();
    let from_facts = streamed(&unit, false);
    unit.store.refresh_cache().unwrap();
    assert_eq!(streamed(&unit, true), from_facts);
    let visits = |reference: &str| from_facts.iter().find(|(of, _)| of == reference).unwrap().1.visits.len();
    assert_eq!((visits("R008"), visits("R007")), (0, 2));
}
