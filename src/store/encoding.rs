//! The canonical encoding of a fact, version 1: one string of bytes for one fact, the same on every machine for ever.
//!
//! It is written here so that somebody without this program can do it again.
//!
//! ```text
//! fact   = "homevisit.fact" 00 01 name(kind) count field*     count: one byte, how many fields
//! name   = length bytes                                       length: one byte; bytes: UTF-8
//! field  = name value
//! value  = 'N'                       nothing
//!        | 'I' number                number: eight bytes, two's complement, the greatest first
//!        | 'B' 00 | 'B' 01           no, yes
//!        | 'T' length bytes          length: four bytes, the greatest first; bytes: UTF-8, as recorded
//!        | 'D' digest                digest: 32 bytes
//!        | 'L' length value*         length: four bytes, the greatest first, how many values
//! ```
//!
//! The digest of a fact is the SHA-256 of its encoding. Each fact begins with the fields `act` (T, the id of the act that
//! recorded it), `supersedes` (D, the digest of the fact it supersedes, or N) and `withdrawn` (B), but for `policy` and
//! `extract`, which begin with `act` alone. The others, in this order:
//!
//! | kind | fields |
//! |---|---|
//! | person | offender T, text D |
//! | management | offender T, rank I, from T, until T |
//! | address | offender T, rank I, from T, no_fixed_abode B, text D |
//! | tier | offender T, rank I, from T, tier T, set_by T, reason D |
//! | owner | offender T, rank I, from T, officer T |
//! | status | offender T, rank I, status T, from T, until T |
//! | plan | offender T, rank I, kind T, from T, until T, every T, authorised_by T, reason D, review_by T † |
//! | officer | officer T, rank I, from T, team T, role T, accredited B, fte_hundredths I, active_until T, text D |
//! | visit | visit T, offender T, day T, time T, outcome T, announced B, premises T, entry_sought B, recorded_on T, officers L of T, announced_because D †, children I †, note D †, alone_authorised_by T †, agencies L † |
//! | policy | id T, version T, effective_from T, retroactive D, toml T |
//! | extract | taken_on T, history_from T, source D |
//! | confirmation | offender T, status T, day T |
//! | referral | offender T, visit T, agency T, day T, time T |
//! | decision | offender T, day T, time T, course T, visit_by T |
//! | stage | offender T, decision T, stage T, day T |
//! | direction | offender T, day T, time T, visit_by T, cause T |
//! | booking | offender T, day T, time T, officers L of T |
//! | marker | offender T, code T, from T, until T |
//! | entered | offender T, visit T, day T |
//! | alone | offender T, officer T, day T, authorised_by T |
//! | pair | offender T, visit T, recorded T, one B |
//! | cover | officer T, cover T, from T, until T |
//! | account | officer T, account I, bound B |
//!
//! Any of them may be N: not recorded. Offenders, officers and visits stand by their references, tiers by their words,
//! days as `2025-03-31`, times as `09:30`; the decision of a stage stands by the id of the act that recorded it. Officers
//! who attended, or are to go, stand in the order recorded; none at all is N. Each of `agencies` is a list of two, the
//! agency T and the number T.
//!
//! Fields marked † joined later: one that is not recorded is left out, and not counted, so that what was recorded before
//! is encoded as ever.
//!
//! In place of a text stands its digest, so that the text can be removed and the encoding still stands. It is the SHA-256
//! of
//!
//! ```text
//! text   = "homevisit.text" 00 01 name(kind) salt count value*   salt: 16 bytes; count: one byte
//! ```
//!
//! with the values (T or N) of the kinds `person` (family name, given names, date of birth), `address` (address,
//! postcode), `officer` (name) and `free` (value).
//!
//! Other rows that an entry of the trail vouches for are encoded as facts are, with these fields:
//!
//! | kind | fields |
//! |---|---|
//! | act | id T, kind T, actor T, moment T, content D, reason D |
//! | proposal | id T, kind T, actor T, moment T, right T, offender T, deed D, content D |
//! | resolution | proposal T, outcome T, actor T, moment T, act T, reason D |
//! | removal | act T, offender T, authorised_by T, kind T, of D |
//!
//! `proposal` and `act` stand by their ids; `of` is the digest kept of the text removed, or the `content` of the act or
//! proposal whose salt was. The hash of an entry is the SHA-256 of
//!
//! ```text
//! entry  = "homevisit.entry" 00 01 count field*
//! ```
//!
//! with the fields number I, before D (the hash of the entry before; N of the first), moment T, actor T, command T,
//! asked T, outcome T, rows I, about T, reason D, act T (its id) and written L: a list of three for each kind written,
//! its word T, how many I, and D, the SHA-256 of the digests of their encodings, one after another in order.

use sha2::{Digest, Sha256};

use crate::domain::trail::Written;

/// One field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not recorded.
    Nothing,
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A text, as recorded.
    Text(String),
    /// A digest.
    Digest([u8; 32]),
    /// Several.
    List(Vec<Value>),
}

/// The encoding of a fact.
pub fn fact(kind: &str, fields: &[(&str, Value)]) -> Vec<u8> {
    let mut bytes = b"homevisit.fact\0\x01".to_vec();
    put_name(&mut bytes, kind);
    bytes.push(fields.len() as u8);
    for (name, value) in fields {
        put_name(&mut bytes, name);
        put_value(&mut bytes, value);
    }
    bytes
}

/// What the hash of an entry is of; see the module.
#[derive(Clone, Copy, Debug)]
pub struct EntryFields<'a> {
    /// Its number.
    pub number: i64,
    /// The hash of the entry before.
    pub before: Option<&'a [u8; 32]>,
    /// Its moment, actor, command, what was asked and the outcome, as they are written.
    pub words: [&'a str; 5],
    /// How many rows.
    pub rows: Option<i64>,
    /// Whom it concerns.
    pub about: Option<&'a str>,
    /// The digest of the reason.
    pub reason: Option<&'a [u8; 32]>,
    /// The id of the act.
    pub act: Option<&'a str>,
    /// What was written.
    pub written: &'a [Written],
}

/// The hash of an entry.
pub fn entry(entry: &EntryFields<'_>) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(512);
    bytes.extend(b"homevisit.entry\0\x01\x0c");
    put_name(&mut bytes, "number");
    put_integer(&mut bytes, Some(entry.number));
    put_name(&mut bytes, "before");
    put_digest(&mut bytes, entry.before);
    for (name, word) in ["moment", "actor", "command", "asked", "outcome"].into_iter().zip(entry.words) {
        put_name(&mut bytes, name);
        put_text(&mut bytes, word);
    }
    put_name(&mut bytes, "rows");
    put_integer(&mut bytes, entry.rows);
    put_name(&mut bytes, "about");
    put_optional(&mut bytes, entry.about);
    put_name(&mut bytes, "reason");
    put_digest(&mut bytes, entry.reason);
    put_name(&mut bytes, "act");
    put_optional(&mut bytes, entry.act);
    put_name(&mut bytes, "written");
    bytes.push(b'L');
    put_length(&mut bytes, entry.written.len());
    for written in entry.written {
        bytes.push(b'L');
        put_length(&mut bytes, 3);
        put_text(&mut bytes, &written.kind);
        put_integer(&mut bytes, i64::try_from(written.count).ok());
        put_digest(&mut bytes, Some(&written.digest));
    }
    digest(&bytes)
}

/// The digest of a text with its salt.
pub fn text_digest(kind: &str, salt: &[u8; 16], values: &[Option<&str>]) -> [u8; 32] {
    let mut bytes = b"homevisit.text\0\x01".to_vec();
    put_name(&mut bytes, kind);
    bytes.extend(salt);
    bytes.push(values.len() as u8);
    for value in values {
        put_optional(&mut bytes, *value);
    }
    digest(&bytes)
}

/// SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Names are ours, and shorter than 256 bytes.
fn put_name(bytes: &mut Vec<u8>, name: &str) {
    bytes.push(name.len() as u8);
    bytes.extend(name.as_bytes());
}

fn put_length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend((length as u32).to_be_bytes());
}

fn put_integer(bytes: &mut Vec<u8>, number: Option<i64>) {
    match number {
        Some(number) => {
            bytes.push(b'I');
            bytes.extend(number.to_be_bytes());
        }
        None => bytes.push(b'N'),
    }
}

fn put_digest(bytes: &mut Vec<u8>, digest: Option<&[u8; 32]>) {
    match digest {
        Some(digest) => {
            bytes.push(b'D');
            bytes.extend(digest);
        }
        None => bytes.push(b'N'),
    }
}

fn put_optional(bytes: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => put_text(bytes, text),
        None => bytes.push(b'N'),
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'T');
    put_length(bytes, text.len());
    bytes.extend(text.as_bytes());
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Nothing => bytes.push(b'N'),
        Value::Integer(number) => put_integer(bytes, Some(*number)),
        Value::Boolean(yes) => bytes.extend([b'B', u8::from(*yes)]),
        Value::Text(text) => put_text(bytes, text),
        Value::Digest(digest) => put_digest(bytes, Some(digest)),
        Value::List(values) => {
            bytes.push(b'L');
            put_length(bytes, values.len());
            values.iter().for_each(|value| put_value(bytes, value));
        }
    }
}
