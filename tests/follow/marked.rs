use homevisit::domain::day::Day;
use homevisit::domain::deed::{ActKind, Change};
use homevisit::domain::fact::Fact;

use crate::kit::{OFFICER, Unit, about, without_reason};

const KIND: ActKind = ActKind::Mark;

fn marker(code: &str, from: Day, until: Option<Day>) -> Change {
    about("R001", Fact::Marker { code: code.to_owned(), from, until })
}

#[test]
fn a_marker_is_a_code_of_the_policy() {
    let mut unit = Unit::new();
    let today = unit.today();
    let said = unit.refused(OFFICER, KIND, marker("wolves", today, None));
    assert!(said.ends_with("it has violent, weapons, dogs, drugs, self-harm, more-than-two"), "{said}");
    unit.apply(OFFICER, None, &without_reason(KIND, marker("dogs", today, None))).unwrap();
}

#[test]
fn a_marker_runs_once() {
    let mut unit = Unit::new();
    let today = unit.today();
    let ago = |days| today.minus_days(days);
    unit.done(OFFICER, KIND, marker("dogs", ago(20), Some(ago(10))));
    unit.done(OFFICER, KIND, marker("dogs", ago(5), None));
    unit.done(OFFICER, KIND, marker("violent", ago(5), None));
    for (from, until) in [(today, None), (ago(11), Some(ago(8))), (ago(25), Some(ago(19))), (ago(7), Some(ago(4)))] {
        let said = unit.refused(OFFICER, KIND, marker("dogs", from, until));
        assert!(said.contains("runs already"), "{said}");
    }
    unit.done(OFFICER, KIND, marker("dogs", ago(10), Some(ago(5))));
    unit.done(OFFICER, KIND, marker("dogs", ago(25), Some(ago(20))));
}

#[test]
fn a_marker_begins_on_a_day_that_has_come_and_ends_after_it() {
    let mut unit = Unit::new();
    let today = unit.today();
    assert!(unit.refused(OFFICER, KIND, marker("dogs", today.next(), None)).contains("a day that has come"));
    let said = unit.refused(OFFICER, KIND, marker("dogs", today, Some(today)));
    assert!(said.contains("ends on a day after it begins"), "{said}");
    unit.done(OFFICER, KIND, marker("dogs", today, Some(today.next())));
}
