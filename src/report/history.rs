//! Everything ever recorded of one person or officer, in the order of acts: what `history` prints. Nothing here is worked
//! out, and nothing is left out: what no longer counts stands in its place and says what became of it.

use crate::domain::deed::{About, ActKind};
use crate::domain::fact::{Fact, FactRef};
use crate::domain::work::At;
use crate::report::KnownAct;

/// The history of a person or an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Of whom, by the word on file.
    pub about: About,
    /// The name, the family name first where it is an offender's.
    pub name: String,
    /// By which act all of it was known, where that was asked for.
    pub known: Option<KnownAct>,
    /// By which acts names and texts of theirs were removed by law.
    pub removed: Vec<Removed>,
    /// What was done, from the first act.
    pub acts: Vec<Acted>,
}

/// An act that removed names and texts of a person by law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its number.
    pub act: i64,
    /// Who.
    pub actor: String,
    /// Who authorised it: another officer, whom `actor` named.
    pub authorised_by: String,
    /// When, in UTC, as acts are written.
    pub moment: String,
    /// When, in the time zone of the policy.
    pub at: At,
}

/// One act, with what it recorded of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// Its number.
    pub number: i64,
    /// What kind.
    pub kind: ActKind,
    /// Who.
    pub actor: String,
    /// Who authorised it, where it wanted a second person: then `actor` proposed it.
    pub authorised_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When, in UTC, as acts are written.
    pub moment: String,
    /// When, in the time zone of the policy.
    pub at: At,
    /// What it recorded.
    pub entries: Vec<Entry>,
}

/// One fact as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: FactRef,
    /// What it says; none: only that another was not so.
    pub fact: Option<Fact>,
    /// The fact in whose place it came.
    pub supersedes: Option<Other>,
    /// Why it counts no more; none: it counts, or is a withdrawal.
    pub gone: Option<Gone>,
}

/// Another fact of the same chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub name: FactRef,
    /// Whom it is about, where that is somebody else: a visit may turn out to have been to another offender.
    pub of: Option<String>,
}

/// Why a fact counts no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The fact that came in its place.
    pub by: Other,
    /// The act that recorded that.
    pub act: i64,
    /// Why, as that act says.
    pub because: Option<String>,
    /// Whether it says only that this one was not so.
    pub withdrawn: bool,
}

impl Entry {
    /// Whether it counts: it is no withdrawal, and nothing came in its place.
    pub fn counts(&self) -> bool {
        self.fact.is_some() && self.gone.is_none()
    }
}

impl History {
    /// Every fact, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.acts.iter().flat_map(|act| &act.entries)
    }
}
