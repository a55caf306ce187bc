//! What the JSON shapes have in common.

use std::io::{self, Write};

use serde::Serialize;

use super::accounts::Accounts;
use crate::domain::policy::WentBack;
use crate::report::{KnownAct, PolicyName, ScopeWords};

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

/// `{"act", "moment"}`: by which act all of it was known.
#[derive(Serialize)]
pub(super) struct KnownJson<'a> {
    act: i64,
    moment: &'a str,
}

impl<'a> KnownJson<'a> {
    pub(super) fn of(known: &'a Option<KnownAct>) -> Option<KnownJson<'a>> {
        known.as_ref().map(|known| KnownJson { act: known.act, moment: &known.moment })
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

/// A list, and after all of its fields whether accounts are bound to officers.
#[derive(Serialize)]
struct List<'a, T> {
    #[serde(flatten)]
    list: &'a T,
    accounts_bound: bool,
}

/// Writes a list as [`write`] does, with `accounts_bound` at its end.
pub(super) fn write_list(list: &impl Serialize, accounts: Accounts, to: impl Write) -> io::Result<()> {
    write(&List { list, accounts_bound: accounts == Accounts::Bound }, to)
}

/// Writes a value, indented, with a newline at its end.
pub(super) fn write(value: &impl Serialize, mut to: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut to, value)?;
    to.write_all(b"\n")
}
