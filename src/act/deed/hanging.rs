//! Facts that hang on others: they would be about nothing, or against it, if the other were not so.

use super::DeedRefused;
use super::doing::Doing;
use super::warrant::chain;
use crate::domain::fact::{Fact, FactKind, FactRef, VisitFact};
use crate::store::Stored;

/// A fact that would be about nothing if this one were not so.
pub(super) fn on(doing: &Doing<'_>, stored: &Stored) -> Result<Option<FactRef>, DeedRefused> {
    match &stored.fact {
        Some(Fact::Visit(visit)) => on_a_visit(doing, stored, visit),
        Some(Fact::Decision { .. }) => on_a_decision(doing, stored),
        Some(Fact::Stage { .. }) => after_a_stage(doing, stored),
        _ => Ok(None),
    }
}

fn on_a_visit(doing: &Doing<'_>, stored: &Stored, visit: &VisitFact) -> Result<Option<FactRef>, DeedRefused> {
    let Some(reference) = &visit.reference else { return Ok(None) };
    for kind in [FactKind::Referral, FactKind::Entered, FactKind::Pair] {
        for other in doing.view().live(&stored.about, kind)? {
            let hangs = match &other.fact {
                Some(Fact::Referral { visit, .. } | Fact::Entered { visit, .. }) => visit == reference,
                Some(Fact::Pair { visit, recorded, .. }) => visit == reference || recorded == reference,
                _ => false,
            };
            if hangs {
                return Ok(Some(other.name));
            }
        }
    }
    Ok(None)
}

fn on_a_decision(doing: &Doing<'_>, stored: &Stored) -> Result<Option<FactRef>, DeedRefused> {
    Ok(stages(doing, stored)?.first().map(|stage| stage.name))
}

/// The stage that follows one of the same warrant.
fn after_a_stage(doing: &Doing<'_>, stored: &Stored) -> Result<Option<FactRef>, DeedRefused> {
    for decision in doing.view().live(&stored.about, FactKind::Decision)? {
        let stages = stages(doing, &decision)?;
        if let Some(place) = stages.iter().position(|stage| stage.name == stored.name) {
            return Ok(stages.get(place + 1).map(|stage| stage.name));
        }
    }
    Ok(None)
}

/// The stages of a decision's warrant, in order. Each names its decision as it was when the stage was recorded.
fn stages(doing: &Doing<'_>, decision: &Stored) -> Result<Vec<Stored>, DeedRefused> {
    let named = chain(doing, decision)?;
    let mut stages = doing.view().live(&decision.about, FactKind::Stage)?;
    stages.retain(|stage| matches!(&stage.fact, Some(Fact::Stage { decision, .. }) if named.contains(decision)));
    Ok(stages)
}

/// Refuses a visit that would differ in day or outcome from the one it is said to be the same as.
pub(super) fn agrees(doing: &Doing<'_>, stored: &Stored, corrected: &Fact) -> Result<(), DeedRefused> {
    let (Some(Fact::Visit(was)), Fact::Visit(is)) = (&stored.fact, corrected) else { return Ok(()) };
    if (was.day, was.outcome) == (is.day, is.outcome) {
        return Ok(());
    }
    for pair in doing.view().live(&stored.about, FactKind::Pair)? {
        let Some(Fact::Pair { visit, recorded, one: true }) = &pair.fact else { continue };
        if [Some(visit), Some(recorded)].contains(&was.reference.as_ref()) {
            return Err(DeedRefused::wrong(format!(
                "visits {visit} and {recorded} are one by {}; of another day or outcome they would be two: homevisit visit \
                 two {visit} {recorded}",
                pair.name
            )));
        }
    }
    Ok(())
}
