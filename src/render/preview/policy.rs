//! What adopting a policy would change, to read and as JSON (`homevisit.policy-preview/1`). References only; no name.

use std::io::{self, Write};

use serde::Serialize;

use crate::domain::day::Day;
use crate::domain::intake::Listed;
use crate::domain::preview::{PolicyPreview, TierMoves};
use crate::render::import::listed;
use crate::render::lines::paragraph;
use crate::render::words::{day_in_words, grouped};

/// What adopting a policy would change, at `width` columns.
pub fn text(preview: &PolicyPreview, width: usize) -> String {
    let first = format!(
        "What adopting {}, version {}, would change, with what is known today, as at {}:",
        preview.id,
        preview.version,
        day_in_words(preview.as_of)
    );
    let head = ["Risk level", "Managed", "Due sooner", "Due later", "Becomes overdue", "No longer overdue"];
    let row = |moves: &TierMoves| {
        let counts = [moves.managed, moves.sooner, moves.later, moves.becomes_overdue, moves.no_longer_overdue];
        std::iter::once(moves.name.clone()).chain(counts.map(grouped)).collect::<Vec<_>>()
    };
    let rows = preview.tiers.iter().map(row).chain([row(&preview.total())]);
    let mut out = paragraph("", &first, width) + &crate::render::table::plain(&head, rows, width);
    let mut list = Listed::default();
    preview.becomes_overdue.iter().for_each(|reference| list.add(reference));
    let mut lines = Vec::new();
    listed("would be overdue, and are not by the policy as it is", &list, &mut lines);
    lines.iter().for_each(|line| out.push_str(&format!("{line}\n")));
    out
}

#[derive(Serialize)]
struct PolicyPreviewJson<'a> {
    schema: &'static str,
    as_of: Day,
    policy: AdoptedJson<'a>,
    tiers: Vec<TierJson<'a>>,
    total: TierJson<'a>,
    becomes_overdue: &'a [String],
}

#[derive(Serialize)]
struct AdoptedJson<'a> {
    id: &'a str,
    version: &'a str,
    effective_from: Day,
}

#[derive(Serialize)]
struct TierJson<'a> {
    tier: Option<&'a str>,
    managed: u64,
    sooner: u64,
    later: u64,
    becomes_overdue: u64,
    no_longer_overdue: u64,
}

impl<'a> From<&'a TierMoves> for TierJson<'a> {
    fn from(moves: &'a TierMoves) -> TierJson<'a> {
        TierJson {
            tier: moves.tier.as_deref(),
            managed: moves.managed,
            sooner: moves.sooner,
            later: moves.later,
            becomes_overdue: moves.becomes_overdue,
            no_longer_overdue: moves.no_longer_overdue,
        }
    }
}

/// Writes it as JSON, `homevisit.policy-preview/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(preview: &PolicyPreview, to: impl Write) -> io::Result<()> {
    let total = preview.total();
    let value = PolicyPreviewJson {
        schema: "homevisit.policy-preview/1",
        as_of: preview.as_of,
        policy: AdoptedJson { id: &preview.id, version: &preview.version, effective_from: preview.effective_from },
        tiers: preview.tiers.iter().map(TierJson::from).collect(),
        total: TierJson::from(&total),
        becomes_overdue: &preview.becomes_overdue,
    };
    crate::render::json::write(&value, to)
}
