//! A small invented register, written by plain SQL.

use homevisit::act::{self, Asked, Performed, Verdict};
use homevisit::store::act::ActKind;
use homevisit::store::{Snapshot, Store, StoreError};
use tempfile::TempDir;

pub const POLICY: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

/// A new database, with the baseline adopted as act 1 (`init`), in a directory that cleans up after itself.
pub fn empty() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = act::init(&folder.path().join("unit.db"), "tester", Some("init"), POLICY).unwrap();
    (folder, store)
}

/// Does an act whose facts are the rows of `sql`, where `?act` stands for its number.
pub fn record(store: &mut Store, id: &str, sql: &str) -> Result<i64, StoreError> {
    let content = act::content(ActKind::Import, [sql.as_bytes()]);
    let asked = Asked { id: Some(id), kind: ActKind::Import, actor: "tester", content, reason: None, salted: false };
    let done = act::perform(store, &asked, |tx, act| {
        tx.execute_batch(&sql.replace("?act", &act.number.to_string()))?;
        Ok::<_, StoreError>(Verdict::Keep(()))
    })?;
    match done {
        Performed::Done(stamped, ()) => Ok(stamped.act.number),
        Performed::Already(act) => Ok(act.number),
        Performed::Nothing(()) => unreachable!("the change keeps what it did"),
    }
}

/// Two offenders, two officers, a fact of every kind (act 2, `first`), then a correction and a withdrawal of each (act 3,
/// `second`).
pub fn filled() -> (TempDir, Store) {
    let (folder, mut store) = empty();
    record(&mut store, "first", FIRST).unwrap();
    record(&mut store, "second", SECOND).unwrap();
    (folder, store)
}

/// [`filled`], then of every kind that a day's work records a fact, its correction and its withdrawal, and visits and a
/// plan with all their fields (act 4, `work`).
pub fn worked() -> (TempDir, Store) {
    let (folder, mut store) = filled();
    record(&mut store, "work", WORK).unwrap();
    (folder, store)
}

/// The view of now.
pub fn now(store: &Store) -> Snapshot<'_> {
    store.snapshot(None).unwrap()
}

pub const FIRST: &str = "
    insert into offender values (1, 'R-0001'), (2, 'R-0002');
    insert into officer values (1, 'o1'), (2, 'o2');
    insert into visit values (1, 'V-1'), (2, 'V-2'), (3, 'V-3');
    insert into free_text (text_id, salt, value) values
        (10, x'a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0', 'invented source'),
        (11, x'a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1', 'reassessed'),
        (12, x'a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2', 'risk management plan');
    insert into extract_fact values (1, ?act, '2025-06-01', '2024-01-01', 10);
    insert into person_text (text_id, salt, family_name, given_names, date_of_birth) values
        (1, x'01010101010101010101010101010101', 'Sample', 'Invented', '1970-02-28'),
        (2, x'02020202020202020202020202020202', 'Zweitername', null, null);
    insert into person_fact values (1, ?act, null, 0, 1, 1), (2, ?act, null, 0, 2, 2);
    insert into management_fact values
        (1, ?act, null, 0, 1, 1, '2020-01-01', '2021-01-01'),
        (2, ?act, null, 0, 1, 1, '2024-01-01', null),
        (3, ?act, null, 0, 2, 1, '2024-05-01', null);
    insert into address_text (text_id, salt, address, postcode) values
        (1, x'11111111111111111111111111111111', '1 Made-up Street', 'ZZ1 1ZZ'),
        (2, x'12121212121212121212121212121212', '1 Made-up Street', 'ZZ1 1ZZ'),
        (3, x'13131313131313131313131313131313', ' ', 'ZZ2 2ZZ');
    insert into address_fact values
        (1, ?act, null, 0, 1, 1, '2024-01-01', 0, 1),
        (2, ?act, null, 0, 1, 1, '2024-02-01', 1, 3),
        (3, ?act, null, 0, 1, 1, '2024-03-01', 0, 2);
    insert into tier_fact values
        (1, ?act, null, 0, 1, 1, '2024-01-01', 1, 1, null),
        (2, ?act, null, 0, 1, 2, '2024-01-01', 2, 2, 11),
        (3, ?act, null, 0, 2, 1, '2024-05-01', 3, 1, null);
    insert into owner_fact values
        (1, ?act, null, 0, 1, 1, '2024-01-01', 1),
        (2, ?act, null, 0, 2, 1, '2024-05-01', 2);
    insert into status_fact values
        (1, ?act, null, 0, 1, 1, 'custody', '2024-06-01', '2024-07-01'),
        (2, ?act, null, 0, 1, 1, 'abroad', '2024-06-15', null);
    insert into plan_fact
        (fact_id, act_id, supersedes, withdrawn, offender_id, rank, kind, from_day, until_day, every, authorised_by, reason)
        values
        (1, ?act, null, 0, 1, 1, 'interval', '2024-02-01', null, 'FREQ=WEEKLY;INTERVAL=2', 2, 12),
        (2, ?act, null, 0, 2, 1, 'reactive', '2024-12-01', '2025-02-01', null, 2, null);
    insert into officer_text (text_id, salt, name) values
        (1, x'21212121212121212121212121212121', 'Officer Invented'),
        (2, x'22222222222222222222222222222222', null);
    insert into officer_fact values
        (1, ?act, null, 0, 1, 1, null, 'north', 'officer', 1, 80, null, 1),
        (2, ?act, null, 0, 2, 1, '2024-01-01', 'south', 'supervisor', 0, null, '2026-01-01', 2);
    insert into visit_fact
        (fact_id, act_id, supersedes, withdrawn, visit_id, offender_id, day, time, outcome, announced, premises,
         entry_sought, recorded_on)
        values
        (1, ?act, null, 0, 1, 1, '2024-03-05', '09:30', 'seen', 0, 'notified', 1, '2024-03-06'),
        (2, ?act, null, 0, 2, 1, '2024-04-05', null, 'no-reply', null, null, null, null),
        (3, ?act, null, 0, 3, 1, '2024-05-05', '23:59', 'doorstep', 1, 'other', 0, null);
    insert into attendance values (1, 1, 2), (1, 2, 1);
";

pub const SECOND: &str = "
    insert into person_text (text_id, salt, family_name, given_names, date_of_birth) values
        (3, x'03030303030303030303030303030303', 'Samplé', 'Invented', '1970-02-28');
    insert into person_fact values (3, ?act, 1, 0, 1, 3);
    insert into management_fact values (4, ?act, 1, 0, 1, 1, '2020-01-01', '2021-02-01');
    insert into management_fact values (5, ?act, 3, 1, 2, 1, '2024-05-01', null);
    insert into address_fact values (4, ?act, 3, 0, 1, 1, '2024-03-01', 0, 3);
    insert into address_fact values (5, ?act, 2, 1, 1, 1, '2024-02-01', null, null);
    insert into tier_fact values (4, ?act, 1, 0, 1, 1, '2024-01-01', 0, 1, null);
    insert into tier_fact values (5, ?act, 3, 1, 2, 1, '2024-05-01', null, null, null);
    insert into owner_fact values (3, ?act, 1, 0, 1, 1, '2024-01-01', 2);
    insert into owner_fact values (4, ?act, 2, 1, 2, 1, '2024-05-01', null);
    insert into status_fact values (3, ?act, 1, 0, 1, 1, 'custody', '2024-06-01', '2024-08-01');
    insert into status_fact values (4, ?act, 2, 1, 1, 1, 'abroad', '2024-06-15', null);
    insert into plan_fact values
        (3, ?act, 1, 0, 1, 1, 'interval', '2024-02-01', '2025-01-01', 'FREQ=MONTHLY', 1, null, null),
        (4, ?act, 2, 1, 2, 1, 'reactive', '2024-12-01', null, null, null, null, null);
    insert into officer_fact values (3, ?act, 1, 0, 1, 1, null, 'west', 'manager', null, 100, null, 1);
    insert into officer_fact values (4, ?act, 2, 1, 2, 1, '2024-01-01', null, null, null, null, null, null);
    insert into visit_fact values
        (4, ?act, 1, 0, 1, 2, '2024-03-05', '10:00', 'seen', 0, 'notified', 1, null, null, null, null, null),
        (5, ?act, 2, 1, 2, 1, null, null, null, null, null, null, null, null, null, null, null);
    insert into attendance values (4, 1, 1);
";

pub const WORK: &str = "
    insert into act_salt values (?act, x'b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0');
    insert into visit values (4, 'H4'), (5, 'H4-2');
    insert into free_text (text_id, salt, value) values
        (21, x'b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1', 'asked for it'),
        (22, x'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2', 'a short note');
    insert into visit_fact values
        (6, ?act, null, 0, 4, 2, '2024-08-05', '14:15', 'seen', 1, 'notified', 0, null, 21, 2, 22, 2),
        (7, ?act, null, 0, 5, 2, '2024-08-06', null, 'no-reply', null, null, null, null, null, 0, null, null);
    insert into attendance values (6, 1, 1);
    insert into agency_attendance values (6, 1, 'probation', 'P-17'), (6, 2, 'probation', 'P-18'), (7, 1, 'health', 'N 1');
    insert into plan_fact values
        (5, ?act, null, 0, 2, 1, 'reactive', '2025-03-01', null, null, 2, null, '2025-09-01');
    insert into confirmation_fact values
        (1, ?act, null, 0, 2, 'abroad', '2024-07-01'),
        (2, ?act, 1, 0, 2, 'custody', '2024-07-01'),
        (3, ?act, 2, 1, 2, 'custody', '2024-07-01');
    insert into referral_fact values
        (1, ?act, null, 0, 2, 4, 'children-services', '2024-08-05', '16:00'),
        (2, ?act, 1, 0, 2, 4, null, '2024-08-06', null),
        (3, ?act, 2, 1, 2, 4, null, '2024-08-06', null);
    insert into decision_fact values
        (1, ?act, null, 0, 2, '2024-08-07', '09:00', 'warrant', '2024-08-14'),
        (2, ?act, 1, 0, 2, '2024-08-07', null, 'revisit', '2024-08-15'),
        (3, ?act, 2, 1, 2, '2024-08-07', null, 'revisit', '2024-08-15');
    insert into stage_fact values
        (1, ?act, null, 0, 2, 1, 'authorised', '2024-08-08'),
        (2, ?act, 1, 0, 2, 1, 'applied', '2024-08-08'),
        (3, ?act, 2, 1, 2, 1, 'applied', '2024-08-08');
    insert into direction_fact values
        (1, ?act, null, 0, 2, '2024-08-09', '09:00', '2024-08-16', 'concern'),
        (2, ?act, 1, 0, 2, '2024-08-09', null, '2024-08-16', 'change'),
        (3, ?act, 2, 1, 2, '2024-08-09', null, '2024-08-16', 'change');
    insert into booking_fact values
        (1, ?act, null, 0, 2, '2024-08-10', '10:30'),
        (2, ?act, 1, 0, 2, '2024-08-11', '10:30'),
        (3, ?act, 2, 1, 2, '2024-08-11', '10:30');
    insert into booking_officer values (1, 1, 2), (1, 2, 1);
    insert into marker_fact values
        (1, ?act, null, 0, 2, 'dogs', '2024-08-12', null),
        (2, ?act, 1, 0, 2, 'dogs', '2024-08-12', '2024-09-12'),
        (3, ?act, 2, 1, 2, 'dogs', '2024-08-12', null);
    insert into entered_fact values
        (1, ?act, null, 0, 2, 4, '2024-08-13'),
        (2, ?act, 1, 0, 2, 5, '2024-08-13'),
        (3, ?act, 2, 1, 2, 5, '2024-08-13');
    insert into alone_fact values
        (1, ?act, null, 0, 2, 1, '2024-08-14', 2),
        (2, ?act, 1, 0, 2, 1, '2024-08-15', 2),
        (3, ?act, 2, 1, 2, 1, '2024-08-15', 2);
    insert into pair_fact values
        (1, ?act, null, 0, 2, 1, 4, 1),
        (2, ?act, 1, 0, 2, 1, 4, 0),
        (3, ?act, 2, 1, 2, 1, 4, 0);
    insert into cover_fact values
        (1, ?act, null, 0, 1, 2, '2024-08-16', '2024-08-30'),
        (2, ?act, 1, 0, 1, 2, '2024-08-17', '2024-08-30'),
        (3, ?act, 2, 1, 1, 2, '2024-08-17', '2024-08-30');
    insert into account_fact values
        (1, ?act, null, 0, 1, 1001, 1),
        (2, ?act, 1, 0, 1, 4294967295, 0),
        (3, ?act, 2, 1, 1, 4294967295, 0);
    insert into free_text (text_id, salt, value) values (90, zeroblob(16), '{}');
    insert into proposal values
        (1, 'proposed', 'set-tier', 'o1', '2024-08-16T09:00:00.000000Z', 'lower-tier', 2, 90, zeroblob(16), zeroblob(32));
    insert into resolution values (1, 'authorised', 'o2', '2024-08-16T10:00:00.000000Z', ?act, null);
    insert into removal values (1, ?act, 2, 1, 'free', 90);
";
