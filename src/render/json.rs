//! What the JSON shapes have in common.

use std::io::{self, Write};

use serde::Serialize;

use crate::domain::policy::WentBack;
use crate::report::{PolicyName, ScopeWords};

/// `{"id", "version"}`.
#[derive(Serialize)]
pub(super) struct PolicyJson<'a> {
    id: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    retroactive: &'a [WentBack],
}

impl<'a> From<&'a PolicyName> for PolicyJson<'a> {
    fn from(name: &'a PolicyName) -> PolicyJson<'a> {
        PolicyJson { id: &name.id, version: &name.version, retroactive: &name.went_back }
    }
}

/// `{"kind", "officer_id", "team"}`, of a pair `with` too.
#[derive(Serialize)]
pub(super) struct ScopeJson<'a> {
    kind: &'static str,
    officer_id: Option<&'a str>,
    team: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<&'a str>,
}

impl<'a> From<&'a ScopeWords> for ScopeJson<'a> {
    fn from(scope: &'a ScopeWords) -> ScopeJson<'a> {
        let (kind, officer_id, team, with) = match scope {
            ScopeWords::All => ("all", None, None, None),
            ScopeWords::Officer(id) => ("officer", Some(id.as_str()), None, None),
            ScopeWords::Pair(one, other) => ("pair", Some(one.as_str()), None, Some(other.as_str())),
            ScopeWords::Team(name) => ("team", None, Some(name.as_str()), None),
            ScopeWords::Unowned => ("unowned", None, None, None),
        };
        ScopeJson { kind, officer_id, team, with }
    }
}

/// Writes a value, indented, with a newline at its end.
pub(super) fn write(value: &impl Serialize, mut to: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut to, value)?;
    to.write_all(b"\n")
}
