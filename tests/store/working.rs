//! What a day's work records, as it is read: beside the facts of the rules, in full, and as lists of the whole record.

use homevisit::domain::day::{Day, Period};
use homevisit::domain::fact::AgencyMember;
use homevisit::domain::offender::{Facts, OffenderKey, OfficerKey, Status};
use homevisit::domain::officer::Cover;
use homevisit::domain::work::{
    At, Booking, ChildVisit, Confirmation, Course, Decision, Direction, Marker, Referral, Stage, VisitKey,
};
use homevisit::store::{KnownAt, Scope, Snapshot, Store, StoreError};
use tempfile::TempDir;

use crate::sample;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(text: &str, time: Option<u16>) -> At {
    At { day: day(text), time }
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

/// One offender, three officers, a visit recorded here with children (`H2`), one an extract brought (`V-1`), and what
/// follows from them, in acts of their own (3 and on).
fn unit(acts: &[(&str, &str)]) -> (TempDir, Store) {
    let (folder, mut store) = sample::empty();
    let begin = "
        insert into offender values (1, 'R-1'), (2, 'R-2');
        insert into officer values (1, 'o1'), (2, 'o2'), (3, 'o3');
        insert into visit values (1, 'V-1'), (2, 'H2');
        insert into management_fact values (1, ?act, null, 0, 1, 1, '2024-01-01', null);
        insert into visit_fact (fact_id, act_id, visit_id, offender_id, day, time, outcome, children) values
            (1, ?act, 1, 1, '2024-03-05', null, 'seen', null), (2, ?act, 2, 1, '2024-03-05', '09:30', 'seen', 2);";
    sample::record(&mut store, "begin", begin).unwrap();
    for (id, sql) in acts {
        sample::record(&mut store, id, sql).unwrap();
    }
    (folder, store)
}

/// The same from the facts and from the cache.
fn both(store: &mut Store) -> Facts {
    let plain = facts_of(&sample::now(store).without_cache(), 1);
    store.refresh_cache().unwrap();
    let view = sample::now(store);
    assert!(view.reads_cache());
    assert_eq!(facts_of(&view, 1), plain);
    plain
}

#[test]
fn what_follows_from_visits_is_read_in_the_order_of_its_day_a_correction_in_its_place() {
    let (_folder, mut store) = unit(&[
        (
            "one",
            "insert into confirmation_fact values
                (1, ?act, null, 0, 1, 'missing', '2024-05-02'), (2, ?act, null, 0, 1, 'abroad', '2024-05-01');
             insert into referral_fact values
                (1, ?act, null, 0, 1, 2, 'children-services', '2024-03-05', '16:00'),
                (2, ?act, null, 0, 1, 1, null, '2024-03-05', null);
             insert into decision_fact values
                (1, ?act, null, 0, 1, '2024-04-01', '09:00', 'warrant', '2024-04-08'),
                (2, ?act, null, 0, 1, '2024-04-01', '10:00', 'none', '2024-04-09');
             insert into stage_fact values
                (1, ?act, null, 0, 1, 1, 'authorised', '2024-04-03'), (2, ?act, null, 0, 1, 1, 'applied', '2024-04-02'),
                (3, ?act, null, 0, 1, 1, 'granted', '2024-04-04');
             insert into direction_fact values
                (1, ?act, null, 0, 1, '2024-04-10', '09:00', '2024-04-17', 'concern'),
                (2, ?act, null, 0, 1, '2024-04-10', null, '2024-04-18', 'change');
             insert into booking_fact values (1, ?act, null, 0, 1, '2024-06-02', '10:30');
             insert into booking_officer values (1, 1, 2), (1, 2, 1);
             insert into marker_fact values (1, ?act, null, 0, 1, 'dogs', '2024-01-01', '2024-02-01');",
        ),
        (
            "two",
            "insert into confirmation_fact values (3, ?act, 1, 1, 1, 'missing', '2024-05-02');
             insert into decision_fact values (3, ?act, 1, 0, 1, '2024-04-01', '09:15', 'warrant', '2024-04-07');
             insert into stage_fact values (4, ?act, 1, 0, 1, 3, 'authorised', '2024-04-05'),
                (5, ?act, 3, 1, 1, 1, 'granted', '2024-04-04');
             insert into direction_fact values (3, ?act, 1, 0, 1, '2024-04-10', null, '2024-04-19', 'other');
             insert into booking_fact values (2, ?act, null, 0, 1, '2024-06-01', '11:00');",
        ),
    ]);
    let work = both(&mut store).work;
    let visit = VisitKey(2);
    assert_eq!(work.children, [ChildVisit { visit, at: at("2024-03-05", Some(570)), children: 2 }]);
    assert_eq!(work.referrals[0], Referral { visit, at: at("2024-03-05", Some(960)) });
    assert_eq!(work.referrals[1], Referral { visit: VisitKey(1), at: at("2024-03-05", None) });
    assert_eq!(work.confirmations, [Confirmation { status: Status::Abroad, day: day("2024-05-01") }]);
    let stages = vec![(Stage::Authorised, day("2024-04-05")), (Stage::Applied, day("2024-04-02"))];
    let warrant =
        Decision { at: at("2024-04-01", Some(555)), course: Course::Warrant, visit_by: day("2024-04-07"), stages };
    assert_eq!(work.decisions[0], warrant, "stages of a corrected decision and of its correction are of one");
    assert_eq!((work.decisions.len(), work.decisions[1].course), (2, Course::Nothing));
    let directed = |visit_by, cause: &str| Direction {
        at: at("2024-04-10", None),
        visit_by: day(visit_by),
        cause: cause.to_owned(),
    };
    assert_eq!(work.directions, [directed("2024-04-19", "other"), directed("2024-04-18", "change")]);
    let officers = vec![OfficerKey(2), OfficerKey(1)];
    assert_eq!(work.bookings[0], Booking { day: day("2024-06-01"), time: 660, officers: Vec::new() });
    assert_eq!(work.bookings[1], Booking { day: day("2024-06-02"), time: 630, officers });
    let period = Period { from: day("2024-01-01"), until: Some(day("2024-02-01")) };
    assert_eq!(work.markers, [Marker { code: "dogs".to_owned(), period }]);

    let past = store.snapshot(Some(KnownAt::Act(3))).unwrap();
    let then = facts_of(&past, 1).work;
    assert_eq!((then.confirmations.len(), then.decisions[0].stages.len(), then.bookings.len()), (2, 3, 1));
    assert_eq!(facts_of(&past.beside(Some(KnownAt::Act(2))).unwrap(), 1).work.decisions, []);
}

#[test]
fn a_plans_review_day_is_read() {
    let (_folder, mut store) = unit(&[(
        "plan",
        "insert into plan_fact values
            (1, ?act, null, 0, 1, 1, 'reactive', '2025-03-01', null, null, 2, null, '2025-09-01')",
    )]);
    assert_eq!(both(&mut store).plans[0].review_by, Some(day("2025-09-01")));
    let plans = sample::now(&store).plans_of(OffenderKey(1)).unwrap();
    assert_eq!((plans[0].plan.review_by, plans[0].authorised_by), (Some(day("2025-09-01")), OfficerKey(2)));
}

const PAIR: &str = "insert into pair_fact values (1, ?act, null, 0, 1, 1, 2, 1)";

fn visits(facts: &Facts) -> Vec<Option<u16>> {
    facts.visits.iter().map(|visit| visit.time).collect()
}

#[test]
fn two_records_of_one_visit_are_counted_once_until_somebody_says_they_are_two() {
    let (_folder, mut store) = unit(&[]);
    assert_eq!(visits(&both(&mut store)), [None, Some(570)]);
    sample::record(&mut store, "pair", PAIR).unwrap();
    assert_eq!(visits(&both(&mut store)), [Some(570)]);
    let view = sample::now(&store);
    let detail = view.visits_of(OffenderKey(1)).unwrap();
    let with: Vec<_> = detail.iter().map(|visit| (visit.reference.as_str(), visit.paired_with.as_deref())).collect();
    assert_eq!(with, [("V-1", Some("H2")), ("H2", None)]);
    assert_eq!(visits(&facts_of(&view.beside(Some(KnownAt::Act(2))).unwrap(), 1)), [None, Some(570)]);
    drop(view);
    let two = "insert into pair_fact values (2, ?act, 1, 0, 1, 1, 2, 0)";
    sample::record(&mut store, "two", two).unwrap();
    assert_eq!(visits(&both(&mut store)), [None, Some(570)]);
    let again = "insert into pair_fact values (3, ?act, null, 0, 1, 1, 2, 1)";
    sample::record(&mut store, "again", again).unwrap();
    assert_eq!(visits(&both(&mut store)), [Some(570)]);
}

#[test]
fn a_visit_counts_again_when_the_record_that_stood_for_it_no_longer_does() {
    let withdrawn = "insert into visit_fact values
        (3, ?act, 2, 1, 2, 1, null, null, null, null, null, null, null, null, null, null, null)";
    let elsewhere = "insert into visit_fact values
        (3, ?act, 2, 0, 2, 2, '2024-03-05', '09:30', 'seen', null, null, null, null, null, 2, null, null)";
    for gone in [withdrawn, elsewhere] {
        let (_folder, mut store) = unit(&[("pair", PAIR)]);
        both(&mut store);
        sample::record(&mut store, "gone", gone).unwrap();
        let facts = both(&mut store);
        assert_eq!(visits(&facts), [None], "{gone}");
        assert!(facts.work.children.is_empty(), "{gone}");
    }
}

#[test]
fn of_two_records_said_to_be_each_other_neither_is_lost() {
    let (_folder, mut store) =
        unit(&[("pair", PAIR), ("back", "insert into pair_fact values (2, ?act, null, 0, 1, 2, 1, 1)")]);
    assert_eq!(visits(&both(&mut store)), [None, Some(570)]);
}

#[test]
fn what_is_said_of_records_of_somebody_else_hides_no_visit() {
    let (_folder, mut store) = unit(&[("pair", "insert into pair_fact values (1, ?act, null, 0, 2, 1, 2, 1)")]);
    assert_eq!(visits(&both(&mut store)), [None, Some(570)]);
}

#[test]
fn children_that_only_the_other_record_tells_of_are_not_lost() {
    let children = |one: &str, other: &str| {
        let sql = format!(
            "insert into visit_fact values
                (3, ?act, 1, 0, 1, 1, '2024-03-05', null, 'seen', null, null, null, null, null, {one}, null, null),
                (4, ?act, 2, 0, 2, 1, '2024-03-05', '09:30', 'seen', null, null, null, null, null, {other}, null, null)"
        );
        let (_folder, mut store) = unit(&[("pair", PAIR), ("children", &sql)]);
        both(&mut store).work.children.iter().map(|visit| (visit.visit.0, visit.children)).collect::<Vec<_>>()
    };
    assert_eq!(children("1", "2"), [(2, 2)]);
    assert_eq!(children("1", "null"), [(1, 1)]);
    assert_eq!(children("null", "3"), [(2, 3)]);
    assert_eq!(children("0", "0"), []);
}

#[test]
fn children_go_with_the_visit_that_was_corrected() {
    let none = "insert into visit_fact values
        (3, ?act, 2, 0, 2, 1, '2024-03-06', '09:30', 'seen', null, null, null, null, null, 0, null, null)";
    let (_folder, mut store) = unit(&[("none", none)]);
    assert!(both(&mut store).work.children.is_empty());
}

#[test]
fn a_visit_is_read_in_full_with_the_act_that_recorded_it_first() {
    let (_folder, store) = sample::worked();
    let view = sample::now(&store);
    let visits = view.visits_of(OffenderKey(2)).unwrap();
    let visit = visits.iter().find(|visit| visit.reference == "H4").unwrap();
    assert_eq!(visit.announced_because.as_deref(), Some("asked for it"));
    assert_eq!((visit.note.as_deref(), visit.children), (Some("a short note"), Some(2)));
    assert_eq!((visit.key, visit.alone_authorised_by), (VisitKey(4), Some(OfficerKey(2))));
    let member = |number: &str| AgencyMember { agency: "probation".to_owned(), number: number.to_owned() };
    assert_eq!(visit.agencies, [member("P-17"), member("P-18")]);
    assert_eq!((visit.recorded.number, visit.recorded.actor.as_str()), (4, "tester"));
    assert_eq!(view.visit_reference(visit.key).unwrap(), "H4");
    let moved = visits.iter().find(|visit| visit.reference == "V-1").unwrap();
    assert_eq!(moved.recorded.number, 2, "not the act of its correction");
    drop(view);
    let removed = "update free_text set salt = null, digest = zeroblob(32), value = null";
    store.connection().execute(removed, []).unwrap();
    let visits = sample::now(&store).visits_of(OffenderKey(2)).unwrap();
    let visit = visits.iter().find(|visit| visit.reference == "H4").unwrap();
    assert_eq!(visit.note.as_deref(), Some(homevisit::store::REMOVED));
}

/// Visits as somebody recorded them, each in an act of its own.
fn recorded(store: &mut Store, actor: &str, kind: &str, sql: &str) {
    let conn = store.connection();
    let act: i64 = conn.query_row("select max(act_id) + 1 from act", [], |row| row.get(0)).unwrap();
    let head = format!(
        "insert into act (act_id, id, kind, actor, moment, content)
         values ({act}, 'act-{act}', '{kind}', '{actor}', '2999-01-01T00:00:0{}.000000Z', zeroblob(32));",
        act % 10
    );
    conn.execute_batch(&format!("begin; {head} {}; commit;", sql.replace("?act", &act.to_string()))).unwrap();
}

#[test]
fn visits_recorded_here_are_to_be_entered_until_somebody_says_they_are() {
    let (_folder, mut store) = unit(&[]);
    let visit = |key: i64| {
        format!(
            "insert into visit values ({key}, 'H{key}');
             insert into visit_fact (act_id, visit_id, offender_id, day, outcome)
             values (?act, {key}, 1, '2024-04-0{key}', 'out');"
        )
    };
    recorded(&mut store, "o1", "record-visit", &(visit(3) + &visit(4)));
    recorded(&mut store, "o2", "record-visit", &visit(5));
    recorded(&mut store, "o1", "import", &visit(6));
    recorded(&mut store, "o1", "record-visit", &visit(7));
    let waiting = |store: &Store, by: Option<&str>, act: Option<i64>| -> Vec<String> {
        let view = store.snapshot(act.map(KnownAt::Act)).unwrap();
        view.not_entered(by).unwrap().into_iter().map(|visit| visit.visit_ref).collect()
    };
    assert_eq!(waiting(&store, None, None), ["H3", "H4", "H5", "H7"]);
    assert_eq!(waiting(&store, Some("o1"), None), ["H3", "H4", "H7"]);
    assert_eq!(waiting(&store, Some("o1"), Some(3)), ["H3", "H4"]);
    assert_eq!(waiting(&store, Some("nobody"), None), Vec::<String>::new());
    let entered = "insert into entered_fact values (1, ?act, null, 0, 1, 3, '2024-04-10')";
    recorded(&mut store, "o3", "enter-visit", entered);
    // a correction is read, a withdrawal is not waited for
    let corrected = "insert into visit_fact (act_id, supersedes, visit_id, offender_id, day, outcome)
        select ?act, fact_id, visit_id, 2, day, 'seen' from visit_fact where visit_id = 4;
        insert into visit_fact (act_id, supersedes, withdrawn, visit_id, offender_id)
        select ?act, fact_id, 1, visit_id, 1 from visit_fact where visit_id = 7;";
    recorded(&mut store, "o3", "correct", corrected);
    assert_eq!(waiting(&store, None, None), ["H4", "H5"]);
    assert_eq!(waiting(&store, None, Some(6)), ["H3", "H4", "H5", "H7"]);
    let view = sample::now(&store);
    let first = &view.not_entered(None).unwrap()[0];
    assert_eq!((first.offender, first.day, first.actor.as_str()), (OffenderKey(2), day("2024-04-04"), "o1"));
    assert_eq!((first.outcome.as_str(), first.recorded.to_string().as_str()), ("seen", "2999-01-01T00:00:03.000000Z"));
    drop(view);
    recorded(&mut store, "o3", "withdraw", "insert into entered_fact values (2, ?act, 1, 1, 1, 3, '2024-04-10')");
    assert_eq!(waiting(&store, None, None), ["H3", "H4", "H5"]);
}

#[test]
fn an_officers_bookings_are_those_that_name_them_from_a_day_on() {
    let (_folder, store) = unit(&[
        (
            "book",
            "insert into booking_fact values
                (1, ?act, null, 0, 1, '2024-06-02', '10:30'), (2, ?act, null, 0, 2, '2024-06-02', '09:30'),
                (3, ?act, null, 0, 1, '2024-06-01', '09:30'), (4, ?act, null, 0, 1, '2024-06-09', '09:30');
             insert into booking_officer values (1, 1, 2), (1, 2, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1), (4, 2, 3);",
        ),
        ("cancel", "insert into booking_fact values (5, ?act, 4, 1, 1, '2024-06-09', '09:30')"),
    ]);
    let view = sample::now(&store);
    let booked = |view: &Snapshot<'_>, officer| -> Vec<(i64, u16)> {
        let bookings = view.bookings(OfficerKey(officer), day("2024-06-02")).unwrap();
        bookings.iter().map(|(offender, booking)| (offender.0, booking.time)).collect()
    };
    assert_eq!(booked(&view, 1), [(2, 570), (1, 630)]);
    assert_eq!(booked(&view, 2), [(1, 630)]);
    assert_eq!(booked(&view, 3), []);
    assert_eq!(booked(&view.beside(Some(KnownAt::Act(3))).unwrap(), 3), [(1, 570)]);
    let named = view.bookings(OfficerKey(2), day("2024-06-02")).unwrap();
    assert_eq!(named[0].1.officers, [OfficerKey(2), OfficerKey(1)]);
}

#[test]
fn covers_are_those_that_count() {
    let (_folder, store) = unit(&[
        (
            "cover",
            "insert into cover_fact values (1, ?act, null, 0, 1, 2, '2024-08-16', '2024-08-30'),
                (2, ?act, null, 0, 1, 3, '2024-08-01', '2024-08-05')",
        ),
        ("other", "insert into cover_fact values (3, ?act, 1, 0, 1, 3, '2024-08-17', '2024-08-30')"),
        ("gone", "insert into cover_fact values (4, ?act, 2, 1, 1, 3, '2024-08-01', '2024-08-05')"),
    ]);
    let cover = |cover, from, until| Cover {
        officer: OfficerKey(1),
        cover: OfficerKey(cover),
        period: Period { from: day(from), until: Some(day(until)) },
    };
    let view = sample::now(&store);
    assert_eq!(view.covers().unwrap(), [cover(3, "2024-08-17", "2024-08-30")]);
    let past = view.beside(Some(KnownAt::Act(3))).unwrap();
    assert_eq!(past.covers().unwrap(), [cover(3, "2024-08-01", "2024-08-05"), cover(2, "2024-08-16", "2024-08-30")]);
}

#[test]
fn somebody_of_whom_only_a_warning_is_known_is_on_every_list() {
    let (_folder, mut store) =
        unit(&[("mark", "insert into marker_fact values (1, ?act, null, 0, 2, 'dogs', '2024-01-01', null)")]);
    for cached in [false, true] {
        if cached {
            store.refresh_cache().unwrap();
        }
        let view = sample::now(&store);
        assert_eq!(facts_of(&view, 2).work.markers.len(), 1);
        assert_eq!(view.offender("R-2").unwrap(), Some(OffenderKey(2)));
        assert_eq!(view.reference(OffenderKey(2)).unwrap(), "R-2");
    }
    let view = store.snapshot(Some(KnownAt::Act(2))).unwrap();
    assert_eq!(view.offender("R-2").unwrap(), None);
    assert_eq!((view.officer_key("o3").unwrap(), view.officer_key("o4").unwrap()), (Some(OfficerKey(3)), None));
}
