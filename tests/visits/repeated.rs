use homevisit::act::deed::DeedRefused;
use homevisit::store::StoreError;

use crate::kit::{Unit, deed, of, visit};

#[test]
fn an_act_sent_again_is_answered_as_the_first_time_and_writes_nothing() {
    let mut unit = Unit::new();
    let asked = || deed(vec![of("R001", visit("2025-03-11")), of("R002", visit("2025-03-12"))]);
    let first = unit.apply("P101", Some("mine-1"), asked()).unwrap();
    // Later acts change what the visits would do now; the answer is that of the first time.
    unit.record(visit("2025-02-20")).unwrap();
    let before = unit.everything();
    let again = unit.apply("P101", Some("mine-1"), asked()).unwrap();
    assert!(again.already && !first.already);
    assert_eq!((again.act, again.visits, again.moved), (first.act, first.visits, first.moved));
    let names = |facts: &[homevisit::store::Stored]| facts.iter().map(|stored| stored.name).collect::<Vec<_>>();
    assert_eq!(names(&again.facts), names(&first.facts));
    assert_eq!(unit.everything(), before);
}

#[test]
fn the_same_id_with_other_content_or_another_actor_is_refused() {
    let mut unit = Unit::new();
    unit.apply("P101", Some("mine-1"), deed(vec![of("R001", visit("2025-03-11"))])).unwrap();
    let before = unit.everything();
    let other = unit.apply("P101", Some("mine-1"), deed(vec![of("R001", visit("2025-03-12"))]));
    assert!(matches!(other, Err(DeedRefused::Store(StoreError::IdTaken { .. }))), "{other:?}");
    let by_another = unit.apply("P102", Some("mine-1"), deed(vec![of("R001", visit("2025-03-11"))]));
    assert!(matches!(by_another, Err(DeedRefused::Store(StoreError::IdTaken { .. }))), "{by_another:?}");
    assert_eq!(unit.everything(), before);
}

#[test]
fn what_was_asked_cannot_be_told_from_the_digest_that_is_kept() {
    let kept = |unit: &mut Unit| unit.record(visit("2025-03-11")).unwrap().act.content;
    assert_ne!(kept(&mut Unit::new()), kept(&mut Unit::new()), "each act has a salt of its own");
}

#[test]
fn a_trial_records_nothing_and_answers_alike() {
    let mut unit = Unit::new();
    let before = unit.everything();
    let actor = homevisit::act::deed::Actor::Officer("P101".to_owned());
    let asking = homevisit::act::deed::Asking { id: None, actor: &actor, only_try: true };
    let asked = deed(vec![of("R001", visit("2025-03-11"))]);
    let tried = homevisit::act::deed::apply(&mut unit.store, &asked, asking).unwrap();
    assert_eq!(unit.everything(), before);
    let done = unit.apply("P101", None, asked).unwrap();
    assert_eq!((tried.visits, tried.moved), (done.visits, done.moved));
}
