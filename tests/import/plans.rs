//! The day by which a plan is to be looked at again.

use homevisit::domain::extract::File;

use crate::kit::{Unit, of};

const REACTIVE: &str = "R003,reactive,2024-12-01,,,M301,";

/// The small extract whose desk-based plan has this in its `review_by`.
pub fn reviewed(unit: &Unit, review_by: &str) {
    let mut rows = unit.rows("plans.csv");
    rows[0].truncate(7);
    rows[0].push("review_by".to_owned());
    for row in &mut rows[1..] {
        row.truncate(7);
        row.push(if row[0] == "R003" { review_by.to_owned() } else { String::new() });
    }
    unit.write_rows("plans.csv", &rows);
}

fn fact(review_by: &str) -> String {
    format!("plan R003 1 reactive 2024-12-01 - - M301 - {review_by}")
}

#[test]
fn it_is_taken_in_and_corrected() {
    let mut unit = Unit::new();
    reviewed(&unit, "2025-06-01");
    unit.taken();
    assert!(unit.facts().contains(&fact("2025-06-01")));
    assert!(!unit.taken().changed());
    reviewed(&unit, "2025-09-01");
    assert_eq!(of(&unit.taken(), File::Plans).corrected, 1);
    assert!(unit.facts().contains(&fact("2025-09-01")));
}

#[test]
fn an_extract_that_says_nothing_of_it_leaves_what_is_held() {
    let mut unit = Unit::new();
    reviewed(&unit, "2025-06-01");
    unit.taken();
    reviewed(&unit, "");
    assert!(!unit.taken().changed());
    unit.write("plans.csv", format!("offender_ref,kind,from,until,every,authorised_by,reason\n{REACTIVE}\n"));
    assert!(!unit.taken().changed(), "nor without the column");
    unit.change("plans.csv", "M301", "S201");
    assert_eq!(of(&unit.taken(), File::Plans).corrected, 1);
    assert!(unit.facts().contains(&fact("2025-06-01").replace("M301", "S201")), "{:#?}", unit.facts());
}

#[test]
fn it_is_a_day_after_the_plan_begins() {
    for (found, said) in [
        ("2024-12-01", "found 2024-12-01, expected a day after 2024-12-01, on which it begins"),
        ("2024-11-30", "found 2024-11-30, expected a day after 2024-12-01, on which it begins"),
        ("1 June", "found something that is no date, expected a date such as 2025-03-31"),
    ] {
        let mut unit = Unit::new();
        reviewed(&unit, found);
        assert_eq!(unit.said(), [format!("plans.csv:3: review_by: {said}")]);
    }
}
