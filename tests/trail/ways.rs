//! The ways of tampering, by the words of the table in docs/trail.md.

use homevisit::act::checkpoint::Key;
use homevisit::act::restore;
use homevisit::domain::checkpoint::Checkpoint;
use homevisit::domain::trail::Spoken;
use homevisit::store::Store;

use crate::anew;
use crate::chance::Chance;
use crate::kit::{self, Unit};

/// A copy to be tampered with, and the checkpoint that was taken before.
pub struct Case {
    pub unit: Unit,
    pub rng: fastrand::Rng,
    pub key: Key,
    pub checkpoint: Checkpoint,
    /// A database in which things were proposed.
    pub proposed: std::path::PathBuf,
}

type Way = (&'static str, fn(&mut Case) -> String);

pub const WAYS: &[Way] = &[
    ("a fact is changed", |case| case.rows(fact_changed)),
    ("a fact is inserted", |case| case.rows(fact_inserted)),
    ("a fact is deleted", |case| case.rows(fact_deleted)),
    ("two facts change places", |case| case.rows(facts_swapped)),
    ("an act is changed", |case| case.rows(|chance| changed(chance, "act", &[]))),
    ("an act is inserted without an entry", |case| case.rows(act_inserted)),
    ("an act is deleted with its facts", |case| case.rows(act_deleted)),
    ("two acts change places", |case| case.rows(|chance| swapped(chance, "act", "act_id"))),
    ("who attended is changed", |case| case.rows(attendance_changed)),
    ("a name, an address or another text is changed", |case| case.rows(text_changed)),
    ("a text is emptied", |case| case.rows(|chance| emptied(chance, false))),
    ("a text is emptied and a removal by law pretended", |case| case.rows(|chance| emptied(chance, true))),
    ("the cache, which lists are read from, is changed", |case| case.rows(cache_changed)),
    ("a proposal or what became of it is changed or deleted", proposal_changed),
    ("a reference, an id or a tier's word is changed", |case| case.rows(key_changed)),
    ("a reference, an id or a text that nothing refers to is inserted", |case| case.rows(unused_inserted)),
    ("an entry is changed", |case| case.rows(|chance| changed(chance, "entry", &[]))),
    ("an entry is inserted between others", |case| case.rows(entry_inserted)),
    ("an entry is deleted that is not the last", |case| case.rows(entry_deleted)),
    ("two entries change places", |case| case.rows(|chance| swapped(chance, "entry", "entry_id"))),
    ("entries are cut off, and what they vouch for is left", |case| case.rows(entries_cut)),
    ("the end is cut off, with all it vouches for", |case| case.rows(end_cut)),
    ("an older copy is put back", older),
    ("an older copy is put back and gone on with", gone_on),
    ("an older copy is put back, and a restore pretended", pretended),
    ("an entry is changed, and all hashes made anew", |case| case.rows(entry_rewritten)),
    ("an entry is taken out, and all after it made anew", |case| case.rows(entry_taken_out)),
    ("a fact is changed, and all digests and hashes made anew", fact_rewritten),
    ("the same, the key stolen too, and the checkpoint replaced", stolen),
    ("something is recorded as the program would, by whoever may write", recorded),
    ("the salt of an act's or a proposal's content is changed", salt_changed),
    ("a trigger, an index or a table is changed or dropped", guards),
];

impl Case {
    fn rows(&mut self, change: impl FnOnce(&mut Chance<'_>) -> String) -> String {
        let (rng, mut said) = (self.rng.fork(), String::new());
        self.unit.tamper(|conn| said = change(&mut Chance { rng, conn }));
        said
    }
}

fn changed(chance: &mut Chance<'_>, table: &str, but: &[&str]) -> String {
    let row = chance.row(table);
    chance.change(table, &row, but)
}

fn fact_changed(chance: &mut Chance<'_>) -> String {
    let table = chance.fact_table();
    changed(chance, &table, &[])
}

/// One like another, at the end, of an act of any time.
fn fact_inserted(chance: &mut Chance<'_>) -> String {
    loop {
        let table = chance.fact_table();
        let row = chance.row(&table);
        let act = chance.rng.i64(1..=chance.number("select max(act_id) from act"));
        let columns: Vec<String> = chance.columns(&table).into_iter().map(|(name, ..)| name).collect();
        let given = |name: &String| match name.as_str() {
            "fact_id" => "null".to_owned(),
            "act_id" => act.to_string(),
            "supersedes" => "null".to_owned(),
            "withdrawn" => "0".to_owned(),
            other => other.to_owned(),
        };
        let given: Vec<String> = columns.iter().map(given).collect();
        let sql = format!("insert into {table} select {} from {table} where {row}", given.join(", "));
        if chance.conn.execute(&sql, []).is_ok() {
            return format!("{table} like {row}, of act {act}");
        }
    }
}

fn fact_deleted(chance: &mut Chance<'_>) -> String {
    let table = chance.fact_table();
    let row = chance.row(&table);
    chance.run(&format!("delete from {table} where {row}"));
    format!("{table} {row}")
}

fn facts_swapped(chance: &mut Chance<'_>) -> String {
    loop {
        let table = chance.fact_table();
        let count = chance.number(&format!("select max(fact_id) from {table}"));
        if count >= 2 {
            return swapped(chance, &table, "fact_id");
        }
    }
}

fn swapped(chance: &mut Chance<'_>, table: &str, key: &str) -> String {
    let most = chance.number(&format!("select max({key}) from {table}"));
    let one = chance.rng.i64(1..most);
    let other = chance.rng.i64(one + 1..=most);
    chance.swap(table, (one, other));
    format!("{table} {one} and {other}")
}

fn act_inserted(chance: &mut Chance<'_>) -> String {
    chance.run("insert into act select max(act_id) + 1, 'slipped in', kind, actor, moment, content, null from act");
    let with = chance.rng.bool();
    if with {
        chance.run(
            "insert into marker_fact
             select max(fact_id) + 1, (select max(act_id) from act), null, 0, 1, 'dogs', '2025-01-01', null from marker_fact",
        );
    }
    format!("with a fact: {with}")
}

fn act_deleted(chance: &mut Chance<'_>) -> String {
    let act = chance.rng.i64(1..=chance.number("select max(act_id) from act"));
    delete_acts(chance, &format!("act_id = {act}"));
    format!("act {act}")
}

fn delete_acts(chance: &Chance<'_>, which: &str) {
    for kind in crate::chance::FACTS {
        chance.run(&format!("delete from {kind}_fact where {which}"));
    }
    for part in ["attendance", "agency_attendance"] {
        chance.run(&format!("delete from {part} where fact_id not in (select fact_id from visit_fact)"));
    }
    chance.run("delete from booking_officer where fact_id not in (select fact_id from booking_fact)");
    chance.run(&format!("delete from act_salt where {which}"));
    chance.run(&format!("delete from act where {which}"));
}

fn attendance_changed(chance: &mut Chance<'_>) -> String {
    let table = chance.of(&["attendance", "agency_attendance", "booking_officer"]);
    let row = chance.row(table);
    match chance.rng.u8(..3) {
        0 => {
            chance.run(&format!("delete from {table} where {row}"));
            format!("{table} {row} gone")
        }
        1 => {
            let what = if table == "agency_attendance" { "'health', 'N 7'" } else { "2" };
            let facts = if table == "booking_officer" { "booking_fact" } else { "visit_fact" };
            let fact = chance.row(facts);
            let sql = format!(
                "insert into {table}
                 select fact_id, coalesce((select max(place) from {table} old where old.fact_id = {facts}.fact_id), 0) + 1, {what}
                 from {facts} where {fact}"
            );
            chance.run(&sql);
            format!("{table} has another of {fact}")
        }
        _ => chance.change(table, &row, &[]),
    }
}

const TEXTS: &[&str] = &["person_text", "address_text", "officer_text", "free_text"];

fn text_changed(chance: &mut Chance<'_>) -> String {
    let table = chance.of(TEXTS);
    changed(chance, table, &[])
}

/// With the digest it had, so that all encodings stand.
fn emptied(chance: &mut Chance<'_>, pretended: bool) -> String {
    let (table, kind, values) = chance.of(&[
        ("person_text", "person", "family_name, given_names, date_of_birth"),
        ("address_text", "address", "address, postcode"),
        ("free_text", "free", "value"),
    ]);
    let row = chance.row(table);
    let columns: Vec<&str> = values.split(", ").collect();
    let digest: [u8; 32] = chance
        .conn
        .query_row(&format!("select salt, {values} from {table} where {row}"), [], |row| {
            let salt: [u8; 16] = row.get(0)?;
            let values: Vec<Option<String>> = (1..=columns.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
            let values: Vec<Option<&str>> = values.iter().map(Option::as_deref).collect();
            Ok(homevisit::store::encoding::text_digest(kind, &salt, &values))
        })
        .unwrap();
    let nulls: Vec<String> = columns.iter().map(|column| format!("{column} = null")).collect();
    let sql = format!("update {table} set salt = null, digest = ?1, {} where {row}", nulls.join(", "));
    chance.conn.execute(&sql, [digest]).unwrap();
    if pretended {
        let number = row.split(" = ").nth(1).unwrap();
        chance.run(&format!("insert into removal select null, max(act_id), 1, 1, '{kind}', {number} from act"));
    }
    format!("{table} {row}")
}

fn cache_changed(chance: &mut Chance<'_>) -> String {
    let table = chance.of(&["cache_facts", "cache_caseload"]);
    let row = chance.row(table);
    match chance.rng.u8(..3) {
        0 => {
            chance.run(&format!("delete from {table} where {row}"));
            format!("{table} {row} gone")
        }
        _ => chance.change(table, &row, &[]),
    }
}

fn proposal_changed(case: &mut Case) -> String {
    std::fs::copy(&case.proposed, &case.unit.path).unwrap();
    case.rows(|chance| {
        let table = chance.of(&["proposal", "resolution"]);
        if chance.rng.u8(..3) > 0 {
            return changed(chance, table, &["salt"]);
        }
        let row = chance.row(table);
        chance.run(&format!("delete from {table} where {row}"));
        format!("{table} {row} gone")
    })
}

fn key_changed(chance: &mut Chance<'_>) -> String {
    let table = chance.of(&["offender", "officer", "visit", "tier"]);
    // a tier that no fact has yet is told by the policy that names it
    changed(chance, table, &[])
}

fn unused_inserted(chance: &mut Chance<'_>) -> String {
    let sql = chance.of(&[
        "insert into offender (ref) values ('R-0900')",
        "insert into officer (id) values ('o900')",
        "insert into visit (ref) values ('V-900')",
        "insert into tier select max(tier_id) + 1, 'none-such' from tier",
        "insert into person_text (salt, family_name) values (zeroblob(16), 'Nobody')",
        "insert into address_text (salt, address) values (zeroblob(16), 'Nowhere')",
        "insert into officer_text (salt, name) values (zeroblob(16), 'Nobody')",
        "insert into free_text (salt, value) values (zeroblob(16), 'nothing')",
        "insert into attendance values (900, 1, 1)",
    ]);
    chance.run(sql);
    sql.to_owned()
}

fn entry_inserted(chance: &mut Chance<'_>) -> String {
    let last = chance.number("select max(entry_id) from entry");
    let after = chance.rng.i64(1..last);
    chance.run(&format!("update entry set entry_id = -entry_id where entry_id > {after}"));
    chance.run(&format!(
        "insert into entry
         select {after} + 1, moment, actor, 'show', 'reference=R-0001', 'seen', 1, 'R-0001', null, null, null, hash
         from entry where entry_id = {after}"
    ));
    chance.run("update entry set entry_id = 1 - entry_id where entry_id < 0");
    format!("after {after}")
}

fn entry_deleted(chance: &mut Chance<'_>) -> String {
    let last = chance.number("select max(entry_id) from entry");
    let entry = chance.rng.i64(1..last);
    chance.run(&format!("delete from entry where entry_id = {entry}"));
    if chance.rng.bool() {
        chance.run(&format!("update entry set entry_id = -entry_id where entry_id > {entry}"));
        chance.run("update entry set entry_id = -entry_id - 1 where entry_id < 0");
    }
    format!("entry {entry}")
}

/// So that one of an act is among them.
fn entries_cut(chance: &mut Chance<'_>) -> String {
    let last = chance.number("select max(entry_id) from entry where act_id is not null");
    let after = chance.rng.i64(1..last);
    chance.run(&format!("delete from entry where entry_id > {after}"));
    format!("after {after}")
}

fn end_cut(chance: &mut Chance<'_>) -> String {
    let after = chance.rng.i64(1..chance.number("select max(entry_id) from entry"));
    chance.run(&format!("delete from entry where entry_id > {after}"));
    delete_acts(chance, "act_id > (select max(act_id) from entry)");
    for table in ["cache_state", "cache_facts", "cache_caseload"] {
        chance.run(&format!("delete from {table}"));
    }
    for (table, facts) in [("person_text", "person"), ("address_text", "address"), ("officer_text", "officer")] {
        let used = format!("select text_id from {facts}_fact where text_id is not null");
        chance.run(&format!("delete from {table} where text_id not in ({used})"));
    }
    chance.run(
        "delete from free_text where text_id not in (
             select reason from act where reason is not null
             union all select reason from entry where reason is not null
             union all select retroactive from policy_fact where retroactive is not null
             union all select source from extract_fact where source is not null
             union all select reason from tier_fact where reason is not null
             union all select reason from plan_fact where reason is not null
             union all select announced_because from visit_fact where announced_because is not null
             union all select note from visit_fact where note is not null)",
    );
    chance.run("delete from visit where visit_id not in (select visit_id from visit_fact)");
    chance.run("delete from offender where offender_id not in (select offender_id from person_fact)");
    chance.run("delete from officer where officer_id not in (select officer_id from officer_fact)");
    format!("after {after}")
}

fn older(case: &mut Case) -> String {
    let (path, length) = &case.unit.copies[case.rng.usize(..case.unit.copies.len())];
    std::fs::copy(path, &case.unit.path).unwrap();
    format!("of {length} entries")
}

fn pretended(case: &mut Case) -> String {
    let said = older(case);
    let (from, to) = (case.unit.beside("older.db"), case.unit.path.clone());
    std::fs::rename(&to, &from).unwrap();
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", to.display()));
    }
    restore(&from, &to, (None, 0), "a disk failed", &Spoken::default()).unwrap();
    said
}

fn salt_changed(case: &mut Case) -> String {
    if case.rng.bool() {
        return case.rows(|chance| changed(chance, "act_salt", &["act_id"]));
    }
    std::fs::copy(&case.proposed, &case.unit.path).unwrap();
    case.checkpoint = case.key.sign(&case.unit.verified()).unwrap();
    case.rows(|chance| {
        let row = chance.row_where("proposal", "salt is not null");
        chance.run(&format!("update proposal set salt = randomblob(16) where {row}"));
        format!("the salt of proposal {row}")
    })
}

/// Until there are more entries than there were.
fn gone_on(case: &mut Case) -> String {
    let said = older(case);
    let mut store = Store::open(&case.unit.path).unwrap();
    let id = case.rng.usize(1000..9000);
    let sql = "insert into marker_fact values (null, ?act, null, 0, 2, 'drugs', '2025-02-01', null)";
    kit::done(&mut store, id, sql, None);
    while store.snapshot(None).unwrap().trail().length().unwrap() <= case.checkpoint.entry {
        kit::seen(&mut store, "worklist", Some(1), None, None);
    }
    said
}

fn entry_rewritten(chance: &mut Chance<'_>) -> String {
    let row = chance.row_where("entry", "outcome = 'seen'");
    let set = chance.of(&[
        "actor = 'o1'",
        "about = 'R-0002'",
        "rows = 900",
        "asked = 'as-of=2025-04-01'",
        "command = 'history'",
        "outcome = 'taken'",
        "outcome = 'refused'",
    ]);
    chance.run(&format!("update entry set {set} where {row}"));
    anew::hashes(chance.conn);
    format!("{set} where {row}")
}

fn entry_taken_out(chance: &mut Chance<'_>) -> String {
    let row = chance.row_where("entry", "outcome = 'seen' and reason is null");
    chance.run(&format!("delete from entry where {row}"));
    anew::hashes(chance.conn);
    row
}

fn fact_rewritten(case: &mut Case) -> String {
    let said = case.rows(|chance| {
        let (table, set) = chance.of(&[
            ("visit_fact", "outcome = 'seen', day = '2024-09-01'"),
            ("marker_fact", "from_day = '2024-01-02'"),
            ("tier_fact", "from_day = '2024-01-02'"),
            ("owner_fact", "from_day = '2024-01-02'"),
            ("status_fact", "until_day = '2029-07-01'"),
            ("confirmation_fact", "day = '2025-03-02'"),
        ]);
        let row = chance.row(table);
        chance.run(&format!("update {table} set {set} where {row}"));
        format!("{set} where {row} of {table}")
    });
    anew::make(&case.unit);
    said
}

fn stolen(case: &mut Case) -> String {
    let said = fact_rewritten(case);
    case.checkpoint = case.key.sign(&case.unit.verified()).unwrap();
    said
}

fn recorded(case: &mut Case) -> String {
    let mut store = Store::open(&case.unit.path).unwrap();
    let id = case.rng.usize(1000..9000);
    let sql = "insert into marker_fact values (null, ?act, null, 0, 2, 'drugs', '2025-02-01', null)";
    kit::done(&mut store, id, sql, Some("nobody knows"));
    kit::seen(&mut store, "worklist", Some(1), None, None);
    String::new()
}

fn guards(case: &mut Case) -> String {
    let conn = kit::raw(&case.unit.path);
    let mut chance = Chance { rng: case.rng.fork(), conn: &conn };
    let named = "select count(*) from sqlite_schema where type in ('trigger', 'index') and sql is not null";
    let count = chance.number(named);
    let at = chance.rng.i64(..count);
    let sql = format!(
        "select type, name, sql from sqlite_schema where type in ('trigger', 'index') and sql is not null
         limit 1 offset {at}"
    );
    let pick =
        |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
    let (of, name, was) = conn.query_row(&sql, [], pick).unwrap();
    conn.execute_batch(&format!("drop {of} {name}")).unwrap();
    match chance.rng.u8(..3) {
        0 if of == "trigger" => conn.execute_batch(&was.replace("abort, '", "abort, 'even so, ")).unwrap(),
        1 => conn.execute_batch("create table kept_aside (what text)").unwrap(),
        _ => (),
    }
    name
}
