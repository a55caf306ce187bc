use homevisit::domain::day::Day;
use homevisit::domain::offender::{Facts, OffenderKey, OfficerKey, PlanKind, TierKey};
use homevisit::domain::visit::{Outcome, Premises};
use homevisit::store::{KnownAt, REMOVED, Scope, Snapshot, StoreError};

use crate::sample;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn facts_of(view: &Snapshot<'_>, offender: i64) -> Facts {
    let mut found = Facts::default();
    view.each_offender(Scope::One(OffenderKey(offender)), |_, _, facts| {
        found = facts.clone();
        Ok::<_, StoreError>(())
    })
    .unwrap();
    found
}

fn refs(view: &Snapshot<'_>, scope: Scope<'_>) -> Vec<String> {
    let mut refs = Vec::new();
    view.each_offender(scope, |_, reference, _| {
        refs.push(reference.to_owned());
        Ok::<_, StoreError>(())
    })
    .unwrap();
    refs
}

#[test]
fn only_what_counts_is_read_in_order() {
    let (_folder, store) = sample::filled();
    let facts = facts_of(&sample::now(&store), 1);
    assert_eq!(facts.management.len(), 2);
    assert_eq!(facts.management[0].until, Some(day("2021-02-01")));
    let tiers: Vec<_> = facts.tiers.iter().map(|tier| tier.what).collect();
    assert_eq!(tiers, [TierKey(0), TierKey(2)], "the correction keeps the first place of the day");
    let owners: Vec<_> = facts.owners.iter().map(|owner| owner.what).collect();
    assert_eq!(owners, [OfficerKey(2)]);
    assert_eq!(facts.statuses.len(), 1);
    assert!(matches!(facts.plans[..], [plan] if matches!(plan.kind, PlanKind::Interval(_))));
    assert_eq!(facts.visits.len(), 1, "one was another person's, one was withdrawn");
    assert_eq!(facts.visits[0].time, Some(23 * 60 + 59));
    assert_eq!(facts_of(&sample::now(&store), 2).visits[0].time, Some(600));
}

#[test]
fn addresses_are_compared_as_written() {
    let (_folder, store) = sample::filled();
    let past = store.snapshot(Some(KnownAt::Act(2))).unwrap();
    let places: Vec<_> = facts_of(&past, 1).addresses.iter().map(|place| place.what).collect();
    assert_eq!(places.iter().map(|place| place.writing).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(places.iter().map(|place| place.blank).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(past.address(places[1].text).unwrap().postcode.as_deref(), Some("ZZ2 2ZZ"));
}

#[test]
fn a_past_view_answers_as_it_did_then() {
    let (_folder, mut store) = sample::empty();
    sample::record(&mut store, "first", sample::FIRST).unwrap();
    let then = facts_of(&sample::now(&store), 1);
    let moment = sample::now(&store).act().moment;
    sample::record(&mut store, "second", sample::SECOND).unwrap();
    store.refresh_cache().unwrap();
    assert_ne!(facts_of(&sample::now(&store), 1), then);
    for known_at in [KnownAt::Act(2), KnownAt::Moment(moment)] {
        assert_eq!(facts_of(&store.snapshot(Some(known_at)).unwrap(), 1), then);
    }
    let first = store.snapshot(Some(KnownAt::Act(1))).unwrap();
    assert_eq!(first.offender("R-0001").unwrap(), None, "nobody was known yet");
    assert!(refs(&first, Scope::All).is_empty());
    assert_eq!(first.roster().unwrap().iter().count(), 0);
}

#[test]
fn a_time_before_the_record_and_an_act_to_come_are_refused() {
    let (_folder, store) = sample::empty();
    let early = store.snapshot(Some("2001-01-01T00:00:00Z".parse().unwrap())).unwrap_err();
    assert!(matches!(early, StoreError::BeforeFirstAct { .. }));
    assert!(matches!(store.snapshot(Some(KnownAt::Act(0))), Err(StoreError::BeforeFirstAct { .. })));
    let ahead = store.snapshot(Some("2".parse().unwrap())).unwrap_err();
    assert_eq!(ahead, StoreError::NoSuchAct { asked: 2, last: 1 });
    let later = store.snapshot(Some("2999-01-01T01:00:00+01:00".parse().unwrap())).unwrap();
    assert_eq!(later.act().number, 1);
    for wrong in ["", "yesterday", "2025-01-01", "-1", "99999999999999999999"] {
        assert!(wrong.parse::<KnownAt>().is_err(), "{wrong}");
    }
}

#[test]
fn scopes_hold_whom_they_say() {
    let (_folder, mut store) = sample::filled();
    for cached in [false, true] {
        if cached {
            store.refresh_cache().unwrap();
        }
        let view = sample::now(&store);
        assert_eq!(view.reads_cache(), cached);
        assert_eq!(refs(&view, Scope::All), ["R-0001", "R-0002"]);
        assert_eq!(refs(&view, Scope::Unowned), ["R-0001", "R-0002"]);
        assert_eq!(refs(&view, Scope::One(OffenderKey(2))), ["R-0002"]);
        assert!(refs(&view, Scope::One(OffenderKey(99))).is_empty());
        assert_eq!(refs(&view, Scope::Officer(OfficerKey(2))), ["R-0001"]);
        assert!(refs(&view, Scope::Officer(OfficerKey(1))).is_empty(), "what was corrected was never so");
        assert_eq!(refs(&view, Scope::Officers(&[OfficerKey(2), OfficerKey(1), OfficerKey(2)])), ["R-0001"]);
    }
}

#[test]
fn the_callers_error_ends_the_reading() {
    let (_folder, store) = sample::filled();
    let mut seen = 0;
    let ended = sample::now(&store).each_offender(Scope::All, |_, _, _| {
        seen += 1;
        Err(StoreError::Busy)
    });
    assert_eq!((ended, seen), (Err(StoreError::Busy), 1));
}

#[test]
fn people_officers_and_extracts_are_read_in_full() {
    let (_folder, store) = sample::filled();
    let view = sample::now(&store);
    let person = view.person(view.offender("R-0001").unwrap().unwrap()).unwrap();
    assert_eq!((person.family.as_deref(), person.born), (Some("Samplé"), Some(day("1970-02-28"))));
    assert_eq!(view.offender("r-0001").unwrap(), None);
    assert_eq!(view.history_from().unwrap(), Some(day("2024-01-01")));
    assert_eq!(view.extracts().unwrap()[0].source.as_deref(), Some("invented source"));
    let roster = view.roster().unwrap();
    let key = roster.key("o1").unwrap();
    let officer = roster.get(key).unwrap();
    assert_eq!((officer.records[0].from, officer.records[0].what.team.as_str()), (Day::MIN, "west"));
    assert_eq!(view.officer_name(key).unwrap().as_deref(), Some("Officer Invented"));
    assert_eq!(view.officer_name(OfficerKey(2)).unwrap(), None);
}

#[test]
fn one_persons_record_is_read_in_full() {
    let (_folder, store) = sample::filled();
    let view = sample::now(&store);
    let past = view.beside(Some(KnownAt::Act(2))).unwrap();
    let visits = past.visits_of(OffenderKey(1)).unwrap();
    assert_eq!(visits.iter().map(|visit| visit.reference.as_str()).collect::<Vec<_>>(), ["V-1", "V-2", "V-3"]);
    assert_eq!(visits[0].officers, [OfficerKey(2), OfficerKey(1)]);
    assert_eq!(visits[0].recorded_on, Some(day("2024-03-06")));
    assert_eq!((visits[1].visit.outcome, visits[1].visit.premises), (Outcome::NoReply, Premises::NotRecorded));
    assert_eq!((visits[1].visit.announced, visits[1].visit.entry_sought), (None, None));
    let tiers = past.tiers_of(OffenderKey(1)).unwrap();
    assert_eq!(tiers[1].reason.as_deref(), Some("reassessed"));
    assert_eq!(tiers[1].set_by, OfficerKey(2));
    let plans = past.plans_of(OffenderKey(1)).unwrap();
    assert_eq!(plans[0].reason.as_deref(), Some("risk management plan"));
    let moved = view.visits_of(OffenderKey(2)).unwrap();
    assert_eq!((moved[0].reference.as_str(), moved[0].officers.as_slice()), ("V-1", &[OfficerKey(1)][..]));
}

#[test]
fn a_text_removed_by_law_reads_as_removed() {
    let (_folder, store) = sample::filled();
    let conn = store.connection();
    let empty = "set salt = null, digest = zeroblob(32)";
    conn.execute_batch(&format!(
        "update person_text {empty}, family_name = null, given_names = null, date_of_birth = null;
         update officer_text {empty}, name = null; update address_text {empty}, address = null, postcode = null;
         update free_text {empty}, value = null;"
    ))
    .unwrap();
    assert!(conn.execute("update officer_text set digest = zeroblob(32)", []).is_err(), "once only");
    let view = sample::now(&store);
    assert_eq!(view.person(OffenderKey(1)).unwrap().family.as_deref(), Some(REMOVED));
    assert_eq!(view.officer_name(OfficerKey(1)).unwrap().as_deref(), Some(REMOVED));
    assert_eq!(view.address(1).unwrap().address.as_deref(), Some(REMOVED));
    assert_eq!(view.extracts().unwrap()[0].source.as_deref(), Some(REMOVED));
}

#[test]
fn a_cache_of_another_format_is_not_read() {
    let (_folder, mut store) = sample::filled();
    store.refresh_cache().unwrap();
    store.connection().execute("update cache_state set format = -1", []).unwrap();
    assert!(!sample::now(&store).reads_cache());
    store.refresh_cache().unwrap();
    assert!(sample::now(&store).reads_cache());
    store.drop_cache().unwrap();
    assert!(!sample::now(&store).reads_cache());
}
