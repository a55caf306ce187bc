//! The hash of an entry a second time, from what the documentation of the encoding says and nothing of the program's.

use std::path::Path;

use homevisit::domain::trail::Written;
use homevisit::store::encoding::{self, EntryFields};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::{kit, proposals};

/// An entry's fields as words; a field that is absent is not recorded.
#[derive(Default)]
struct Fields {
    number: i64,
    before: Option<Vec<u8>>,
    words: [String; 5],
    rows: Option<i64>,
    about: Option<String>,
    reason: Option<Vec<u8>>,
    act: Option<String>,
    written: Vec<(String, i64, Vec<u8>)>,
}

fn name(of: &str) -> Vec<u8> {
    [&[of.len() as u8], of.as_bytes()].concat()
}

fn text(of: &str) -> Vec<u8> {
    [b"T", &(of.len() as u32).to_be_bytes()[..], of.as_bytes()].concat()
}

fn integer(of: i64) -> Vec<u8> {
    [b"I", &of.to_be_bytes()[..]].concat()
}

fn digest(of: &[u8]) -> Vec<u8> {
    assert_eq!(of.len(), 32);
    [b"D", of].concat()
}

fn list(of: &[Vec<u8>]) -> Vec<u8> {
    [b"L", &(of.len() as u32).to_be_bytes()[..], &of.concat()].concat()
}

fn or_nothing(of: Option<Vec<u8>>) -> Vec<u8> {
    of.unwrap_or_else(|| b"N".to_vec())
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

impl Fields {
    fn bytes(&self) -> Vec<u8> {
        let [moment, actor, command, asked, outcome] = &self.words;
        let written: Vec<Vec<u8>> =
            self.written.iter().map(|(kind, count, of)| list(&[text(kind), integer(*count), digest(of)])).collect();
        let fields = [
            ("number", integer(self.number)),
            ("before", or_nothing(self.before.as_deref().map(digest))),
            ("moment", text(moment)),
            ("actor", text(actor)),
            ("command", text(command)),
            ("asked", text(asked)),
            ("outcome", text(outcome)),
            ("rows", or_nothing(self.rows.map(integer))),
            ("about", or_nothing(self.about.as_deref().map(text))),
            ("reason", or_nothing(self.reason.as_deref().map(digest))),
            ("act", or_nothing(self.act.as_deref().map(text))),
            ("written", list(&written)),
        ];
        let mut bytes = b"homevisit.entry\x00\x01".to_vec();
        bytes.push(fields.len() as u8);
        fields.iter().for_each(|(field, value)| bytes.extend([name(field), value.clone()].concat()));
        bytes
    }
}

/// The digest of a free text with its salt.
fn salted(salt: &[u8], value: &str) -> Vec<u8> {
    sha256(&[b"homevisit.text\x00\x01", &name("free")[..], salt, &[1], &text(value)].concat())
}

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn written(line: &str) -> (String, i64, Vec<u8>) {
    let parts: Vec<&str> = line.split(' ').collect();
    (parts[0].to_owned(), parts[1].parse().unwrap(), unhex(parts[2]))
}

/// As the program has it.
fn programs(fields: &Fields) -> Vec<u8> {
    let array = |bytes: &Vec<u8>| -> [u8; 32] { bytes.as_slice().try_into().unwrap() };
    let (before, reason) = (fields.before.as_ref().map(array), fields.reason.as_ref().map(array));
    let of = |(kind, count, of): &(String, i64, Vec<u8>)| Written {
        kind: kind.clone(),
        count: *count as u64,
        digest: array(of),
    };
    let written: Vec<Written> = fields.written.iter().map(of).collect();
    encoding::entry(&EntryFields {
        number: fields.number,
        before: before.as_ref(),
        words: [0, 1, 2, 3, 4].map(|at| fields.words[at].as_str()),
        rows: fields.rows,
        about: fields.about.as_deref(),
        reason: reason.as_ref(),
        act: fields.act.as_deref(),
        written: &written,
    })
    .to_vec()
}

#[test]
fn entries_are_encoded_as_the_vectors_say_by_two_hands() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/entries-1.txt");
    let file = std::fs::read_to_string(path).unwrap();
    let mut before = None;
    let blocks = file.split("\n\n").skip(1);
    let mut count = 0;
    for block in blocks {
        let mut fields = Fields { before: before.take(), ..Fields::default() };
        let (mut bytes, mut hash) = (Vec::new(), Vec::new());
        for line in block.lines() {
            let (field, value) = line.split_once(' ').unwrap_or((line, ""));
            match field {
                "number" => fields.number = value.parse().unwrap(),
                "rows" => fields.rows = Some(value.parse().unwrap()),
                "about" => fields.about = Some(value.to_owned()),
                "act" => fields.act = Some(value.to_owned()),
                "reason" => {
                    let (salt, value) = value.split_once(' ').unwrap();
                    fields.reason = Some(salted(&unhex(salt), value));
                }
                "written" => fields.written.push(written(value)),
                "bytes" => bytes = unhex(value),
                "hash" => hash = unhex(value),
                word => {
                    let words = ["moment", "actor", "command", "asked", "outcome"];
                    fields.words[words.iter().position(|known| *known == word).unwrap()] = value.to_owned();
                }
            }
        }
        assert_eq!(fields.bytes(), bytes, "entry {}", fields.number);
        assert_eq!(sha256(&bytes), hash);
        assert_eq!(programs(&fields), hash);
        before = Some(hash);
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn what_the_program_left_has_the_hashes_of_the_second_hand() {
    let busy = kit::busy();
    let proposed = kit::Unit::of(proposals::unit().store.connection());
    for path in [&busy.path, &proposed.path] {
        let conn = kit::raw(path);
        let count = by_hand(&conn);
        assert!(count > 5);
    }
}

fn by_hand(conn: &Connection) -> i64 {
    let sql =
        "select entry_id, moment, entry.actor, command, asked, outcome, rows, about, salt, value, id, written, hash
               from entry
               left join free_text on text_id = reason
               left join (select act_id as of, id from act) on of = entry.act_id
               order by entry_id";
    let mut statement = conn.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let (mut before, mut count) = (None, 0);
    while let Some(row) = rows.next().unwrap() {
        let salt: Option<Vec<u8>> = row.get(8).unwrap();
        let value: Option<String> = row.get(9).unwrap();
        let lines: Option<String> = row.get(11).unwrap();
        let fields = Fields {
            number: row.get(0).unwrap(),
            before,
            words: [1, 2, 3, 4, 5].map(|at| row.get(at).unwrap()),
            rows: row.get(6).unwrap(),
            about: row.get(7).unwrap(),
            reason: salt.map(|salt| salted(&salt, &value.unwrap())),
            act: row.get(10).unwrap(),
            written: lines.iter().flat_map(|lines| lines.lines()).map(written).collect(),
        };
        let hash: Vec<u8> = row.get(12).unwrap();
        assert_eq!(sha256(&fields.bytes()), hash, "entry {}", fields.number);
        before = Some(hash);
        count += 1;
    }
    count
}
