//! The warning on the officer's row.

use homevisit::domain::notice::{Notice, Told, notices};
use homevisit::domain::requirement::fold;
use homevisit::domain::row::Bucket;
use homevisit::domain::work::At;
use homevisit::report::Scope;
use homevisit::report::worklist::Spec;

use crate::kit::{AS_OF, Somebody};
use crate::reports_kit::{day, rules, worklist};

const TUESDAYS: [&str; 4] = ["2025-06-03", "2025-08-26", "2025-11-18", "2026-02-10"];

#[test]
fn whoever_could_foresee_a_visit_is_told_of_and_nothing_else_moves() {
    let predictable = Somebody::seen(&TUESDAYS).facts;
    let mut days = TUESDAYS;
    days[2] = "2025-11-19";
    let other = Somebody::seen(&days).facts;
    let told = |facts| {
        let standing = fold(facts, &rules(), day(AS_OF), &mut |_| ()).unwrap().unwrap();
        notices(facts, &rules(), &standing, At::end_of(day(AS_OF)))
    };
    let [Told::Predictable(said)] = &told(&predictable)[..] else { panic!("one notice") };
    assert_eq!(said.weekday, Some(chrono::Weekday::Tue));
    assert_eq!(told(&other), []);
    let register = vec![("HV-1".to_owned(), predictable), ("HV-2".to_owned(), other)];
    let list = worklist(&register, Spec::at_end_of(day(AS_OF), Scope::All), &rules());
    let [one, two] = &list.rows[..] else { panic!("both are managed") };
    assert_eq!((one.row.bucket, one.row.due), (Bucket::OnTrack, Some(day("2026-05-10"))));
    assert_eq!((two.row.bucket, two.row.due), (Bucket::OnTrack, Some(day("2026-05-10"))));
    assert!(one.flag_words().contains(&Notice::Predictable.as_str()));
    assert!(!one.to_do() && !two.to_do(), "it puts nobody on the list");
}

#[test]
fn it_is_told_of_a_day_by_what_had_happened_then() {
    let facts = Somebody::seen(&TUESDAYS).facts;
    for (on, expected) in [("2026-02-09", false), ("2026-02-10", true), ("2026-03-31", true)] {
        let standing = fold(&facts, &rules(), day(on), &mut |_| ()).unwrap().unwrap();
        let told = notices(&facts, &rules(), &standing, At::end_of(day(on)));
        assert_eq!(told.iter().any(|told| told.notice() == Notice::Predictable), expected, "{on}");
    }
}
