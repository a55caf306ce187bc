use rusqlite::Connection;

use crate::sample;

fn tables(conn: &Connection) -> Vec<String> {
    let sql = "select name from sqlite_schema where type = 'table' and name not like 'cache%' order by name";
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn columns(conn: &Connection, table: &str) -> Vec<String> {
    let mut statement = conn.prepare(&format!("select name from pragma_table_info('{table}')")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn dump(conn: &Connection, table: &str) -> Vec<String> {
    let all = columns(conn, table).iter().map(|name| format!("quote({name})")).collect::<Vec<_>>().join("||','||");
    let mut statement = conn.prepare(&format!("select {all} from {table} order by 1")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn nothing_recorded_is_changed_replaced_or_deleted() {
    let (_folder, store) = sample::worked();
    let conn = store.connection();
    let tables = tables(conn);
    assert_eq!(tables.len(), 40, "{tables:?}");
    for table in tables {
        let before = dump(conn, &table);
        assert!(!before.is_empty(), "the sample has no {table}");
        let names = columns(conn, &table);
        let attempts = names
            .iter()
            .map(|name| format!("update {table} set {name} = {name}"))
            .chain(names.iter().map(|name| format!("update or replace {table} set {name} = null")))
            .chain([
                format!("delete from {table}"),
                format!("insert or replace into {table} select * from {table}"),
                format!("replace into {table} select * from {table} limit 1"),
                format!(
                    "insert into {table} select * from {table} where true on conflict do update set {0} = {0}",
                    names[0]
                ),
            ]);
        // what a removal by law does
        let removal = ["act_salt", "proposal"].map(|table| format!("update or replace {table} set salt = null"));
        for attempt in attempts.filter(|attempt| !removal.contains(attempt)) {
            assert!(conn.execute(&attempt, []).is_err(), "{attempt}");
        }
        assert_eq!(dump(conn, &table), before, "{table}");
    }
}

/// Columns that refer to another table, and are not called by its key.
const REFERENCES: &[&str] = &[
    "supersedes",
    "set_by",
    "authorised_by",
    "alone_authorised_by",
    "reason",
    "announced_because",
    "note",
    "decision",
    "recorded",
];

#[test]
fn every_table_is_strict_and_every_relation_is_a_foreign_key() {
    let (_folder, store) = sample::empty();
    let conn = store.connection();
    let sql = "select group_concat(name) from pragma_table_list
               where schema = 'main' and type = 'table' and not strict and name not like 'sqlite%'";
    let loose: Option<String> = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(loose, None);
    for table in tables(conn) {
        let keys: Vec<String> = columns(conn, &table);
        let points = keys.iter().filter(|name| {
            let own = format!("{}_id", table.trim_end_matches("_fact").trim_end_matches("_text"));
            let reference = name.ends_with("_id") || REFERENCES.contains(&name.as_str());
            let primary = ["fact_id", "text_id"].contains(&name.as_str()) && keys[0] == **name;
            let beside = ["attendance", "agency_attendance", "booking_officer"].contains(&table.as_str());
            reference && (!primary || beside) && !(keys[0] == **name && **name == own)
        });
        for column in points {
            let sql = "select count(*) from pragma_foreign_key_list(?1) where \"from\" = ?2";
            let found: i64 = conn.query_row(sql, [&table, column], |row| row.get(0)).unwrap();
            assert_eq!(found, 1, "{table}.{column}");
        }
    }
}

/// Each is refused in an act that would otherwise be recorded.
const REFUSED: &[&str] = &[
    // no more than one person a reference, one chain a visit
    "insert into person_fact values (null, ?act, null, 0, 1, 1)",
    "insert into visit_fact (act_id, visit_id, offender_id, day, outcome) values (?act, 3, 1, '2024-01-01', 'seen')",
    // what is superseded is superseded once, is older, and is of the same offender, rank or visit
    "insert into tier_fact values (null, ?act, 1, 0, 1, 1, '2024-01-01', 1, 1, null)",
    "insert into tier_fact values (50, ?act, 50, 0, 1, 1, '2024-01-01', 1, 1, null)",
    "insert into tier_fact values (50, ?act, 60, 0, 1, 1, '2024-01-01', 1, 1, null)",
    "insert into tier_fact values (null, ?act, 2, 0, 2, 2, '2024-01-01', 1, 1, null)",
    "insert into tier_fact values (null, ?act, 2, 0, 1, 1, '2024-01-01', 1, 1, null)",
    "insert into visit_fact (act_id, supersedes, visit_id, offender_id, day, outcome)
     values (?act, 3, 2, 1, '2024-01-01', 'seen')",
    // a withdrawal withdraws something
    "insert into tier_fact values (null, ?act, null, 1, 1, 1, '2024-01-01', null, null, null)",
    // a fact belongs to the act being done
    "insert into owner_fact values (null, 2, null, 0, 1, 1, '2025-01-01', 1)",
    "insert into extract_fact values (null, 1, null, null, null)",
    "insert into policy_fact values (null, 1, 'p', 'v', '2025-01-01', null, '')",
    "insert into attendance values (3, 1, 1)",
    // days, times and periods
    "insert into owner_fact values (null, ?act, null, 0, 1, 1, '2025-02-30', 1)",
    "insert into owner_fact values (null, ?act, null, 0, 1, 1, '2025-2-3', 1)",
    "insert into owner_fact values (null, ?act, null, 0, 1, 1, '', 1)",
    "insert into management_fact values (null, ?act, null, 0, 1, 1, '2025-02-03', '2025-02-03')",
    "insert into visit values (9, 'V-9');
     insert into visit_fact (act_id, visit_id, offender_id, day, time, outcome)
     values (?act, 9, 1, '2024-01-01', '24:00', 'seen')",
    // closed words
    "insert into status_fact values (null, ?act, null, 0, 1, 1, 'holiday', '2025-02-03', null)",
    "insert into plan_fact values (null, ?act, null, 0, 1, 1, 'other', '2025-02-03', null, null, 1, null, null)",
    "insert into visit values (9, 'V-9');
     insert into visit_fact (act_id, visit_id, offender_id, day, outcome) values (?act, 9, 1, '2024-01-01', 'met')",
    // what a kind must have
    "insert into plan_fact values (null, ?act, null, 0, 1, 1, 'interval', '2025-02-03', null, null, 1, null, null)",
    "insert into plan_fact values (null, ?act, null, 0, 1, 1, 'reactive', '2025-02-03', null, 'FREQ=DAILY', 1, null, null)",
    "insert into address_fact values (null, ?act, null, 0, 1, 1, '2024-01-01', 0, null)",
    "insert into owner_fact values (null, ?act, null, 0, 1, 0, '2024-01-01', 1)",
    "insert into act_salt values (?act, zeroblob(15))",
    "insert into act_salt values (1, zeroblob(16))",
    "insert into confirmation_fact values (null, ?act, null, 0, 1, 'holiday', '2025-02-03')",
    "insert into referral_fact values (null, ?act, null, 0, 1, 9, null, '2025-02-03', null)",
    "insert into referral_fact values (null, ?act, null, 0, 1, 1, '', '2025-02-03', null)",
    "insert into decision_fact values (null, ?act, null, 0, 1, '2025-02-03', null, 'none', null)",
    "insert into decision_fact values (null, ?act, null, 0, 1, '2025-02-03', '9:00', 'none', '2025-02-03')",
    "insert into stage_fact values (null, ?act, null, 0, 1, 9, 'granted', '2025-02-03')",
    "insert into direction_fact values (null, ?act, null, 0, 1, '2025-02-03', null, '2025-02-30', 'concern')",
    "insert into booking_fact values (null, ?act, null, 0, 1, '2025-02-03', null)",
    "insert into marker_fact values (null, ?act, null, 0, 1, 'dogs', '2025-02-03', '2025-02-03')",
    "insert into entered_fact values (null, ?act, null, 0, 1, 9, '2025-02-03')",
    "insert into alone_fact values (null, ?act, null, 0, 1, 1, '2025-02-03', null)",
    "insert into pair_fact values (null, ?act, null, 0, 1, 1, 1, 1)",
    "insert into pair_fact values (null, ?act, null, 0, 1, 1, 2, 2)",
    "insert into cover_fact values (null, ?act, null, 0, 1, 1, '2025-02-03', '2025-02-04')",
    "insert into cover_fact values (null, ?act, null, 0, 1, 2, '2025-02-03', null)",
    "insert into marker_fact values (null, 2, null, 0, 1, 'dogs', '2025-02-03', null)",
    "insert into agency_attendance values (3, 1, 'probation', 'P-1')",
    "insert into visit values (9, 'V-9');
     insert into visit_fact (act_id, visit_id, offender_id, day, outcome, children)
     values (?act, 9, 1, '2024-01-01', 'seen', 100)",
    // strict types, foreign keys
    "insert into owner_fact values (null, ?act, null, 0, 1, 'first', '2024-01-01', 1)",
    "insert into owner_fact values (null, ?act, null, 0, 99, 1, '2024-01-01', 1)",
    "insert into owner_fact values (null, ?act, null, 0, 1, 1, '2024-01-01', 99)",
    // references, tiers without a gap, one order of acts
    "insert into offender values (9, '')",
    "insert into offender values (9, 'R-0001')",
    "insert into tier values (9, 'other')",
    "insert into act values (9, 'x', 'import', 'tester', '2099-01-01T00:00:00.000000Z', zeroblob(32), null)",
    "insert into act values (5, 'x', 'import', 'tester', '2001-01-01T00:00:00.000000Z', zeroblob(32), null)",
    "insert into act values (5, 'x', 'import', 'tester', '2099-01-01 00:00:00.000000Z', zeroblob(32), null)",
    "insert into act values (5, 'x', 'other', 'tester', '2099-01-01T00:00:00.000000Z', zeroblob(32), null)",
    // a text has a salt, and is emptied whole, once, with its salt
    "insert into officer_text (salt, name) values (null, 'Name')",
    "insert into officer_text (salt, name) values (zeroblob(15), 'Name')",
    "update person_text set salt = null, digest = zeroblob(32), given_names = null where text_id = 1",
    "update officer_text set digest = zeroblob(32), name = null",
    "update officer_text set salt = null, name = null",
    "update officer_text set salt = null, digest = zeroblob(32), name = null, text_id = 77 where text_id = 1",
];

#[test]
fn what_must_not_be_cannot_be_written() {
    let (_folder, mut store) = sample::filled();
    for (place, sql) in REFUSED.iter().enumerate() {
        let refused = sample::record(&mut store, &format!("try-{place}"), sql);
        assert!(matches!(refused, Err(homevisit::store::StoreError::Fault(_))), "{sql}: {refused:?}");
    }
    sample::record(&mut store, "good", "insert into owner_fact values (null, ?act, null, 0, 1, 1, '2025-02-28', 1)")
        .unwrap();
}

#[test]
fn no_error_of_the_store_quotes_a_stored_name() {
    let (_folder, mut store) = sample::filled();
    let attempts = [
        "insert into person_text (text_id, salt, family_name) values (1, zeroblob(16), 'Sample')",
        "insert into person_text (salt, family_name) values (zeroblob(3), 'Sample')",
        "insert into person_text (salt, family_name) values (zeroblob(16), x'53616d706c65')",
        "insert into person_fact values (null, ?act, 'Sample', 0, 1, 1)",
        "update person_text set family_name = 'Sample'",
    ];
    for (place, sql) in attempts.iter().enumerate() {
        let refused = sample::record(&mut store, &format!("try-{place}"), sql).unwrap_err();
        assert!(!format!("{refused} {refused:?}").contains("Sample"), "{refused:?}");
    }
}
