//! The trail: one entry for everything done with the record, reading too.
//!
//! No name, address or free text stands in an entry. What was asked is kept in the words of the command line that name
//! nobody; a reason stands apart, as texts do, and the entry holds its salted digest.

use super::vocabulary::vocabulary;

vocabulary! {
    /// What became of what was asked.
    Outcome {
        /// An act was done.
        Done = "done",
        /// An act that had been done before was sent again; nothing was written.
        Repeated = "repeated",
        /// An act was tried, and rolled back.
        Tried = "tried",
        /// Something was shown.
        Seen = "seen",
        /// Something was taken out as a file.
        Taken = "taken",
        /// It was refused.
        Refused = "refused",
        /// An act was proposed that a second person must authorise.
        Proposed = "proposed",
        /// A proposal was declined.
        Declined = "declined",
        /// The trail begins here; what was recorded earlier is vouched for as it stood.
        Begun = "begun",
        /// The record was restored from a copy: a branch begins.
        Restored = "restored",
    }
}

/// In what words something is asked for: of the command line, or of whatever face it is asked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The command, as `visit record`; at most 64 characters. Empty: an act goes by its kind.
    pub command: String,
    /// What was asked beside, as `as-of=2026-03-31 officer=OF-07`. It names nobody and quotes no free text.
    pub asked: String,
}

/// One entry as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1 without a gap.
    pub number: i64,
    /// When, as it is written; never before the entry before it.
    pub moment: String,
    /// Who: an officer's word on file, or an account.
    pub actor: String,
    /// In what words.
    pub spoken: Spoken,
    /// What became of it.
    pub outcome: Outcome,
    /// How many facts were written, or rows shown.
    pub rows: Option<i64>,
    /// The offender it concerns, by reference, where it concerns one.
    pub about: Option<String>,
    /// Why; one removed by law reads as such.
    pub reason: Option<String>,
    /// The act it is of, by number.
    pub act: Option<i64>,
    /// Digests of what was written, by kind.
    pub written: Vec<Written>,
    /// SHA-256 of it with the hash of the entry before.
    pub hash: [u8; 32],
}

/// What was written of one kind: how many rows, and SHA-256 of the digests of their encodings, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The word of a kind of fact, or `act`, `proposal`, `resolution`, `removal`.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// Of their digests, one after another.
    pub digest: [u8; 32],
}

/// Something taken out: to whom and why. Both are one text, kept apart as reasons are, of which the entry holds a salted
/// digest: the first line is to whom, the rest why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disclosure<'a> {
    /// To whom: one line.
    pub whom: &'a str,
    /// Why.
    pub because: &'a str,
}

impl Disclosure<'_> {
    /// As it is kept.
    pub fn to_text(self) -> String {
        format!("{}\n{}", self.whom, self.because)
    }
}

impl Entry {
    /// To whom and why, of an entry of something taken out that says it; none where it was removed by law, which the reason
    /// then says.
    pub fn disclosure(&self) -> Option<Disclosure<'_>> {
        let said = self.reason.as_deref().filter(|_| self.outcome == Outcome::Taken)?;
        said.split_once('\n').map(|(whom, because)| Disclosure { whom, because })
    }
}
