//! `docs/measures.md` is the program's own definitions.

use std::collections::BTreeSet;

use homevisit::render::measures::document;
use homevisit::report::measure::{Measure, SUMS};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/measures.md");

#[test]
fn the_page_says_what_the_definitions_say() {
    if std::env::var_os("HOMEVISIT_WRITE").is_some() {
        std::fs::write(PAGE, document()).unwrap();
    }
    let page = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(page == document(), "docs/measures.md is stale: HOMEVISIT_WRITE=1 cargo test --test measures document");
}

#[test]
fn every_measure_has_a_definition_of_its_own() {
    let titles: BTreeSet<&str> = Measure::ALL.iter().map(|measure| measure.definition().title).collect();
    let sentences: BTreeSet<&str> = Measure::ALL.iter().map(|measure| measure.definition().sentence).collect();
    assert_eq!((titles.len(), sentences.len()), (Measure::ALL.len(), Measure::ALL.len()));
    for measure in Measure::ALL {
        let is = measure.definition();
        assert!(is.sentence.ends_with('.') && !is.sentence.contains('|') && !is.source.is_empty(), "{measure}");
        assert!(measure.as_str().len() <= 20, "{measure} is too long for the overview");
        let whole = measure.whole();
        assert!(whole.is_none_or(|whole| whole < *measure), "{measure} comes before what it is a part of");
        assert!(whole.is_none_or(|whole| whole.is_flow() == measure.is_flow()), "{measure}");
        assert!(whole.is_none_or(|whole| whole.definition().unit == is.unit), "{measure} and its whole differ in kind");
    }
    for (whole, parts) in SUMS {
        // whoever is overdue is owed, and a part of the managed
        let of = |part: &Measure| part.whole() == Some(*whole) || *part == Measure::Overdue;
        assert!(parts.iter().all(|part| of(part) || *whole == Measure::OwedWeekBefore), "{whole}");
    }
}
