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

use sha2::{Digest, Sha256};

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

/// The digest of a text with its salt.
pub fn text_digest(kind: &str, salt: &[u8; 16], values: &[Option<&str>]) -> [u8; 32] {
    let mut bytes = b"homevisit.text\0\x01".to_vec();
    put_name(&mut bytes, kind);
    bytes.extend(salt);
    bytes.push(values.len() as u8);
    for value in values {
        match value {
            Some(text) => put_text(&mut bytes, text),
            None => bytes.push(b'N'),
        }
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

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'T');
    put_length(bytes, text.len());
    bytes.extend(text.as_bytes());
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Nothing => bytes.push(b'N'),
        Value::Integer(number) => {
            bytes.push(b'I');
            bytes.extend(number.to_be_bytes());
        }
        Value::Boolean(yes) => bytes.extend([b'B', u8::from(*yes)]),
        Value::Text(text) => put_text(bytes, text),
        Value::Digest(digest) => {
            bytes.push(b'D');
            bytes.extend(digest);
        }
        Value::List(values) => {
            bytes.push(b'L');
            put_length(bytes, values.len());
            values.iter().for_each(|value| put_value(bytes, value));
        }
    }
}
