//! Proposals that a second person is to authorise, as text and as JSON (`homevisit.pending/1`).

use std::io::{self, Write};

use serde::Serialize;

use super::act_words::in_words as in_words_of;
use super::lines::paragraph;
use super::words::{counted, screen_text, short_day};
use super::{deed_words, json};
use crate::act::deed::{Pending, Proposal, Waiting};
use crate::domain::deed::{Deed, Right};
use crate::domain::officer::Role;

/// What somebody may judge or has proposed, to read; `others` are not theirs.
pub fn text(waiting: &[Waiting], others: usize, width: usize) -> String {
    let mut out = match waiting.len() {
        0 => "Nothing waits for you to authorise it, and nothing that you proposed waits.\n".to_owned(),
        some => format!("{} for a second person. None of it plays a part in any answer.\n", waits(some)),
    };
    for one in waiting {
        out.push('\n');
        out.push_str(&proposal(one, width));
    }
    if others > 0 {
        let verb = if others == 1 { "waits" } else { "wait" };
        out.push_str(&format!("\n{} {verb} for others.\n", counted(others as u64, "proposal", "proposals")));
    }
    out
}

fn waits(count: usize) -> String {
    format!("{} {}", counted(count as u64, "proposal", "proposals"), if count == 1 { "waits" } else { "wait" })
}

fn proposal(waiting: &Waiting, width: usize) -> String {
    let Waiting { proposal, at, deed, least } = waiting;
    let clock = at.clock().map_or(String::new(), |time| format!(" at {time}"));
    let Proposal { number, actor, kind, .. } = proposal;
    let about = proposal.offender_ref.as_deref().map_or(String::new(), |reference| format!(" about {reference}"));
    let first = format!("Proposal {number} of {actor}{about}, {}{clock}: {}", short_day(at.day), in_words_of(*kind));
    let mut out = paragraph("", &screen_text(&first), width);
    match deed {
        None => out.push_str(&paragraph("  ", "What it asks for was removed by law; it can only be declined.", width)),
        Some(deed) => out.push_str(&in_words(deed, width)),
    }
    let who = format!("{} other than {} (the right to `{}`):", a_role(*least), proposal.actor, proposal.right);
    out.push_str(&paragraph("  ", &screen_text(&who), width));
    out.push_str(&paragraph("    ", &format!("homevisit authorise {number} --dry-run   (what it would do)"), width));
    out.push_str(&how(proposal.number, width));
    out
}

/// What a deed asks for, and why.
fn in_words(deed: &Deed, width: usize) -> String {
    let because = deed.because.as_ref().map(|because| paragraph("  because: ", &screen_text(because), width));
    let changes = deed_words::changes(deed).into_iter().map(|change| paragraph("  ", &screen_text(&change), width));
    because.into_iter().chain(changes).collect()
}

/// How a proposal is judged.
pub(super) fn how(number: i64, width: usize) -> String {
    paragraph("    ", &format!("homevisit authorise {number}"), width)
        + &paragraph("    ", &format!("homevisit decline {number} --because REASON"), width)
}

/// What an answer begins with where a second person has yet to authorise what it is about.
pub(super) fn heading(pending: &Pending, by: &str, already: bool, width: usize) -> String {
    let who = format!("{} other than {by}", a_role(pending.least));
    let Some(number) = pending.number else {
        let text = format!("Only tried. It would be proposed, and wait for {who} to authorise it. It would record:");
        return paragraph("", &text, width);
    };
    let said = if already { "was proposed before and is" } else { "is" };
    let text = format!(
        "This {said} PENDING, as proposal {number}: nothing is recorded until {who} authorises it (the right to `{}`). It \
         plays no part in any list, count or proof until then.",
        pending.right
    );
    let next = if already { "" } else { "It would record:\n" };
    paragraph("", &text, width) + &how(number, width) + next
}

/// That a proposal was declined.
pub fn declined(proposal: &Proposal, only_tried: bool, width: usize) -> String {
    let by = proposal.resolution.as_ref().map_or("", |resolution| resolution.actor.as_str());
    let (was, tried) = if only_tried { ("would be", "Only tried. ") } else { ("was", "") };
    let text = format!("{tried}Proposal {} of {} {was} declined by {by}.", proposal.number, proposal.actor);
    paragraph("", &screen_text(&text), width)
}

fn a_role(role: Role) -> &'static str {
    match role {
        Role::Officer => "an officer",
        Role::Supervisor => "a supervisor",
        Role::Manager => "a manager",
    }
}

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    proposals: Vec<ProposalJson<'a>>,
    others: usize,
}

#[derive(Serialize)]
struct ProposalJson<'a> {
    proposal: i64,
    id: &'a str,
    kind: &'static str,
    actor: &'a str,
    moment: String,
    right: Right,
    authorised_by_least: Role,
    offender_ref: Option<&'a str>,
    because: Option<&'a str>,
    changes: Vec<String>,
    removed: bool,
}

/// Writes the same as JSON, `homevisit.pending/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(waiting: &[Waiting], others: usize, to: impl Write) -> io::Result<()> {
    let proposals = waiting.iter().map(|Waiting { proposal, deed, least, .. }| ProposalJson {
        proposal: proposal.number,
        id: &proposal.id,
        kind: proposal.kind.as_str(),
        actor: &proposal.actor,
        moment: proposal.moment.to_string(),
        right: proposal.right,
        authorised_by_least: *least,
        offender_ref: proposal.offender_ref.as_deref(),
        because: deed.as_ref().and_then(|deed| deed.because.as_deref()),
        changes: deed.as_ref().map(deed_words::changes).unwrap_or_default(),
        removed: deed.is_none(),
    });
    json::write(&Json { schema: "homevisit.pending/1", proposals: proposals.collect(), others }, to)
}

#[derive(Serialize)]
struct DeclinedJson<'a> {
    schema: &'static str,
    proposal: i64,
    id: &'a str,
    kind: &'static str,
    actor: &'a str,
    declined_by: Option<&'a str>,
    moment: Option<String>,
    only_tried: bool,
}

/// Writes that a proposal was declined, `homevisit.declined/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn declined_json(proposal: &Proposal, only_tried: bool, to: impl Write) -> io::Result<()> {
    let resolution = proposal.resolution.as_ref();
    let value = DeclinedJson {
        schema: "homevisit.declined/1",
        proposal: proposal.number,
        id: &proposal.id,
        kind: proposal.kind.as_str(),
        actor: &proposal.actor,
        declined_by: resolution.map(|resolution| resolution.actor.as_str()),
        moment: resolution.map(|resolution| resolution.moment.to_string()),
        only_tried,
    };
    json::write(&value, to)
}
