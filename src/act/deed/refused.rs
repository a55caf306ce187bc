//! Why a deed was not done. No text of these quotes a name, an address or a note.

use crate::domain::coverage::Fault;
use crate::domain::deed::{ActKind, Deed, Right};
use crate::domain::officer::Role;
use crate::store::StoreError;

/// Why a deed was not done. Nothing was recorded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DeedRefused {
    /// Whoever acts is of a role that may not.
    #[error("{actor} is {}, and this asks for {} (the right to `{right}`)", a_role(*.role), a_role(*.needed))]
    Role {
        /// Who acts, by the word on file.
        actor: String,
        /// Their role.
        role: Role,
        /// The least role that may.
        needed: Role,
        /// What for.
        right: Right,
    },
    /// Nobody is named, and there is somebody on file who may.
    #[error("who acts? this asks for {} (the right to `{right}`)", a_role(*.needed))]
    Nobody {
        /// The least role that may.
        needed: Role,
        /// What for.
        right: Right,
    },
    /// It wants a second person, and there is nobody else who could be that.
    #[error("this wants a second person, {} other than {by} (the right to `{right}`), and nobody else is in service who is",
        a_role(*.needed))]
    NobodyElse {
        /// Who proposes it.
        by: String,
        /// The least role of the second person.
        needed: Role,
        /// What for.
        right: Right,
    },
    /// Whoever proposed it may not authorise it.
    #[error("{by} proposed it: {} other than {by} authorises it (the right to `{right}`)", a_role(*.needed))]
    SamePerson {
        /// Who proposed it.
        by: String,
        /// The least role of the second person.
        needed: Role,
        /// What for.
        right: Right,
    },
    /// The proposal was declined: nothing can come of it.
    #[error("proposal {number} was declined by {by}; nothing comes of it")]
    Declined {
        /// Its number.
        number: i64,
        /// Who declined it.
        by: String,
    },
    /// Accounts are bound to officers, and this one is to none.
    #[error("accounts are bound to officers here, and this one to none: it may neither read nor record")]
    Unbound,
    /// Whoever is named is no officer on file.
    #[error("who acts is no officer on file")]
    UnknownActor,
    /// Whoever is named is not in service today.
    #[error("{0} is not in service on the day")]
    ActorLeft(String),
    /// No offender, officer, visit or fact of this name.
    #[error("no {what} is known by `{word}`")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// The word, where it has the shape of a reference; else `?`.
        word: String,
    },
    /// It is on file already.
    #[error("there is already {what} `{word}`")]
    Known {
        /// What.
        what: &'static str,
        /// Its word.
        word: String,
    },
    /// A word that is none of a list.
    #[error("{said}")]
    Unlisted {
        /// What is said of it, with the words there are.
        said: String,
        /// The word asked for.
        asked: String,
        /// The words there are.
        known: Vec<String>,
    },
    /// It cannot be so.
    #[error("{0}")]
    Wrong(String),
    /// No reason, where one is asked for.
    #[error("this wants a reason: --because")]
    ReasonWanted,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeedRefused {
    /// It cannot be so.
    pub fn wrong(what: impl Into<String>) -> DeedRefused {
        DeedRefused::Wrong(what.into())
    }

    /// Nothing is known by a word, which is quoted where it has the shape of a reference: a name has no digit.
    pub fn unknown(what: &'static str, word: &str) -> DeedRefused {
        let shaped = (1..=64).contains(&word.len())
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
        DeedRefused::Unknown { what, word: if shaped { word.to_owned() } else { "?".to_owned() } }
    }
}

impl From<Fault> for DeedRefused {
    fn from(fault: Fault) -> DeedRefused {
        DeedRefused::Wrong(fault.to_string())
    }
}

fn a_role(role: Role) -> &'static str {
    match role {
        Role::Officer => "an officer",
        Role::Supervisor => "a supervisor",
        Role::Manager => "a manager",
    }
}

/// The longest reason, in characters.
pub(super) const LONGEST_REASON: usize = 2000;

/// A reason says something, and is there where the act answers for a decision.
pub(super) fn check_reason(deed: &Deed) -> Result<(), DeedRefused> {
    check_length(deed.because.as_deref().unwrap_or_default())?;
    let given = deed.because.as_ref().is_some_and(|because| !because.trim().is_empty());
    let wanted = matches!(
        deed.kind,
        ActKind::Correct
            | ActKind::Withdraw
            | ActKind::Decide
            | ActKind::Direct
            | ActKind::PairVisits
            | ActKind::AuthoriseAlone
            | ActKind::SetTier
            | ActKind::StartPlan
    );
    if given || (!wanted && deed.because.is_none()) { Ok(()) } else { Err(DeedRefused::ReasonWanted) }
}

/// A reason is not longer than it may be.
pub(super) fn check_length(because: &str) -> Result<(), DeedRefused> {
    if because.chars().count() > LONGEST_REASON {
        return Err(DeedRefused::wrong(format!("a reason has at most {LONGEST_REASON} characters")));
    }
    Ok(())
}
