//! What somebody who knows how would make anew after a change: digests of acts and hashes of entries.

use homevisit::domain::hex::{hex, unhex};
use homevisit::domain::trail::Written;
use homevisit::store::encoding::{self, EntryFields};
use homevisit::store::{FactKind, Store};
use rusqlite::Connection;

use crate::kit::{self, Unit};

/// Every entry's digests of facts and its hash, in order.
pub fn make(unit: &Unit) {
    let mut store = Store::open(&unit.path).unwrap();
    store.drop_cache().unwrap();
    store.refresh_cache().unwrap();
    let acts = acts(store.connection());
    let written: Vec<_> = acts.into_iter().map(|(entry, act, lines)| (entry, anew(&store, act, &lines))).collect();
    drop(store);
    unit.tamper(|conn| {
        for (entry, lines) in &written {
            conn.execute("update entry set written = ?1 where entry_id = ?2", (lines, entry)).unwrap();
        }
        hashes(conn);
    });
    assert_eq!(kit::verified(&unit.path).findings.kept, [], "it was made anew as it should be");
}

fn acts(conn: &Connection) -> Vec<(i64, i64, String)> {
    let sql = "select entry_id, act_id, written from entry where act_id is not null";
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn anew(store: &Store, act: i64, lines: &str) -> String {
    let view = store.snapshot(None).unwrap();
    let line = |line: &str| {
        let kind = line.split(' ').next().unwrap();
        let Ok(fact) = kind.parse::<FactKind>() else { return line.to_owned() };
        let sql = format!("select fact_id from {fact}_fact where act_id = ?1 order by fact_id");
        let mut statement = store.connection().prepare(&sql).unwrap();
        let facts: Vec<i64> = statement.query_map([act], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let digest = |number: &i64| encoding::digest(&view.encoding(fact, *number).unwrap().unwrap());
        let digests: Vec<u8> = facts.iter().flat_map(digest).collect();
        format!("{kind} {} {}", facts.len(), hex(&encoding::digest(&digests)))
    };
    lines.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// All hashes, with numbers from 1 without a gap.
pub fn hashes(conn: &Connection) {
    let sql = "select entry_id, moment, entry.actor, command, asked, outcome, rows, about, salt, value, id, written
               from entry
               left join free_text on text_id = reason
               left join (select act_id as of, id from act) on of = entry.act_id
               order by entry_id";
    let mut statement = conn.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut made: Vec<(i64, [u8; 32])> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let word = |at| row.get::<_, String>(at).unwrap();
        let words = [1, 2, 3, 4, 5].map(word);
        let salt: Option<[u8; 16]> = row.get(8).unwrap();
        let value: Option<String> = row.get(9).unwrap();
        let reason = salt.map(|salt| encoding::text_digest("free", &salt, &[value.as_deref()]));
        let (about, act): (Option<String>, Option<String>) = (row.get(7).unwrap(), row.get(10).unwrap());
        let lines: Option<String> = row.get(11).unwrap();
        let written: Vec<Written> = lines.iter().flat_map(|lines| lines.lines()).map(parsed).collect();
        let hash = encoding::entry(&EntryFields {
            number: made.len() as i64 + 1,
            before: made.last().map(|(_, hash)| hash),
            words: [0, 1, 2, 3, 4].map(|at| words[at].as_str()),
            rows: row.get(6).unwrap(),
            about: about.as_deref(),
            reason: reason.as_ref(),
            act: act.as_deref(),
            written: &written,
        });
        made.push((row.get(0).unwrap(), hash));
    }
    drop(rows);
    for (at, (entry, hash)) in made.into_iter().enumerate() {
        conn.execute("update entry set hash = ?1, entry_id = ?2 where entry_id = ?3", (hash, at as i64 + 1, entry))
            .unwrap();
    }
}

fn parsed(line: &str) -> Written {
    let parts: Vec<&str> = line.split(' ').collect();
    Written { kind: parts[0].to_owned(), count: parts[1].parse().unwrap(), digest: unhex(parts[2]).unwrap() }
}
