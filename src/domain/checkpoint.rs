//! A checkpoint: a few signed lines that say how far a trail had come, to be kept out of reach of whoever keeps the record.

use super::hex::{hex, unhex};

/// A checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The hash of the first entry: which record it is of.
    pub identity: [u8; 32],
    /// Which branch, from 1: every declared restore begins another.
    pub branch: u64,
    /// The number of the last entry.
    pub entry: i64,
    /// Its moment, as it is written.
    pub moment: String,
    /// Its hash.
    pub hash: [u8; 32],
    /// How many acts and facts the entries up to it vouch for.
    pub counts: (u64, u64),
    /// The Ed25519 key that checks the signature.
    pub key: [u8; 32],
    /// The fingerprint of the key: 40 hexadecimal digits.
    pub fingerprint: String,
    /// Of [`Checkpoint::statement`].
    pub signature: [u8; 64],
}

/// Why a text is no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no checkpoint of a trail, or not a whole one")]
pub struct NoCheckpoint;

const FIRST: &str = "homevisit checkpoint 1";

impl Checkpoint {
    /// The lines that are signed, each with its end.
    pub fn statement(&self) -> String {
        let (acts, facts) = self.counts;
        format!(
            "{FIRST}\nrecord: {}\nbranch: {}\nentry: {}\nmoment: {}\nhash: {}\nacts: {acts}\nfacts: {facts}\nkey: {}\n\
             fingerprint: {}\n",
            hex(&self.identity),
            self.branch,
            self.entry,
            self.moment,
            hex(&self.hash),
            hex(&self.key),
            grouped(&self.fingerprint)
        )
    }

    /// As it is mailed and kept.
    pub fn to_text(&self) -> String {
        let (first, second) = self.signature.split_at(32);
        format!("{}signature: {}\nsignature: {}\n", self.statement(), hex(first), hex(second))
    }

    /// Reads one out of a text, whatever stands before or after it; as mail leaves it, with `> ` before each line.
    ///
    /// # Errors
    /// Where there is none, or a line of it lacks or is not as it is written. Whether it is signed is not looked at.
    pub fn parse(text: &str) -> Result<Checkpoint, NoCheckpoint> {
        let plain = text.lines().map(|line| line.trim_start_matches(['>', ' ']).trim_end());
        let mut lines = plain.skip_while(|line| *line != FIRST).skip(1);
        let mut line = |name: &str| {
            let value = lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(": "));
            value.map(str::to_owned).ok_or(NoCheckpoint)
        };
        let bytes = |text: String| unhex::<32>(&text).ok_or(NoCheckpoint);
        let number = |text: String| text.parse::<u64>().map_err(|_| NoCheckpoint);
        let parsed = Checkpoint {
            identity: bytes(line("record")?)?,
            branch: number(line("branch")?)?,
            entry: line("entry")?.parse().map_err(|_| NoCheckpoint)?,
            moment: line("moment")?,
            hash: bytes(line("hash")?)?,
            counts: (number(line("acts")?)?, number(line("facts")?)?),
            key: bytes(line("key")?)?,
            fingerprint: line("fingerprint")?.replace(' ', ""),
            signature: unhex(&(line("signature")? + &line("signature")?)).ok_or(NoCheckpoint)?,
        };
        if is_moment(&parsed.moment) && parsed.fingerprint.len() == 40 { Ok(parsed) } else { Err(NoCheckpoint) }
    }
}

fn is_moment(text: &str) -> bool {
    text.len() == 27 && text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ".contains(&byte))
}

/// In tens of four, as it is read aloud.
pub fn grouped(fingerprint: &str) -> String {
    let digits: Vec<char> = fingerprint.chars().collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What a trail says of a checkpoint of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// Its entry is there as it was, and with it every one before; so many came since.
    Stands {
        /// How many.
        since: i64,
    },
    /// It was left behind by a restore that was declared.
    LeftBehind {
        /// The entry that declares it.
        restore: i64,
        /// The entry it goes on from.
        continues: i64,
    },
    /// The first entry is another: all of it was made anew, or it is another record's.
    OtherRecord,
    /// The trail ends before it: the end was cut off, or an older copy put back.
    Ended {
        /// The last entry there is.
        last: i64,
    },
    /// Another entry stands there that is later than the checkpoint: the end was cut off, or an older copy put back, and
    /// gone on with.
    GoneOn,
    /// Another entry stands there that is not later: what was before the checkpoint was made anew.
    Rewritten,
}
