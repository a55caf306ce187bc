//! A fact takes the place of another, or is said not to have been so.

use std::collections::BTreeMap;

use super::doing::{Doing, Subject};
use super::fields::{holds_removed_text, with_set};
use super::remarked::first_act;
use super::{DeedRefused, hanging, officer, owed, rights, visit};
use crate::domain::deed::Right;
use crate::domain::fact::{Fact, FactKind, FactRef, FactRefError};
use crate::domain::offender::Facts;
use crate::store::Stored;
use crate::store::act::ActKind;

/// Corrects a fact: the fields named are set, the others stay.
pub(super) fn correct(
    doing: &mut Doing<'_>,
    name: &str,
    set: &BTreeMap<String, Option<String>>,
) -> Result<(), DeedRefused> {
    let (stored, subject, held) = live(doing, name)?;
    may(doing, &stored)?;
    let corrected = with_set(&held, set)?;
    if corrected == held {
        return Err(DeedRefused::wrong("nothing of it would change"));
    }
    if holds_removed_text(&corrected) {
        return Err(DeedRefused::wrong(format!("a text of {name} was removed by law: say that one anew too")));
    }
    rights::to_record(doing, &subject, &corrected)?;
    doing.check(&subject, &corrected, Some(&stored))?;
    hanging::agrees(doing, &stored, &corrected)?;
    children_stay(doing, &stored, Some(&corrected))?;
    let before = facts(doing, &subject)?;
    doing.insert(&subject, &corrected, Some(&stored))?;
    visit::after(doing, &subject, &corrected)?;
    after(doing, &subject, &stored, Some(&corrected), &before)
}

/// Withdraws a fact.
pub(super) fn withdraw(doing: &mut Doing<'_>, name: &str) -> Result<(), DeedRefused> {
    let (stored, subject, held) = live(doing, name)?;
    may(doing, &stored)?;
    rights::to_record(doing, &subject, &held)?;
    if stored.name.kind == FactKind::Person {
        return Err(DeedRefused::wrong("who somebody is, is corrected and not withdrawn"));
    }
    if let Some(hanging) = hanging::on(doing, &stored)? {
        return Err(DeedRefused::wrong(format!("{hanging} hangs on it, and is withdrawn first")));
    }
    children_stay(doing, &stored, None)?;
    let before = facts(doing, &subject)?;
    doing.withdraw(&subject, &stored)?;
    after(doing, &subject, &stored, None, &before)
}

/// The fact of a name, where it counts, whom it is about and what it says.
fn live(doing: &Doing<'_>, name: &str) -> Result<(Stored, Subject, Fact), DeedRefused> {
    let parsed: FactRef = name.parse().map_err(|error: FactRefError| DeedRefused::wrong(error.to_string()))?;
    if matches!(parsed.kind, FactKind::Policy | FactKind::Extract) {
        return Err(DeedRefused::wrong("a policy or an extract is followed by another, never corrected"));
    }
    if parsed.kind == FactKind::Account {
        return Err(DeedRefused::wrong(
            "an account is bound anew or let go, never corrected: homevisit officer bind, unbind",
        ));
    }
    let stored = doing.view().fact(parsed)?.ok_or_else(|| DeedRefused::unknown("fact", name))?;
    if let Some(later) = stored.superseded_by {
        let later = doing.view().fact(later)?.ok_or_else(|| DeedRefused::unknown("fact", name))?;
        let became = match later.fact {
            Some(_) => format!("{} took its place (act {})", later.name, later.act),
            None => format!("it was withdrawn (act {})", later.act),
        };
        return Err(DeedRefused::wrong(format!("{name} no longer counts: {became}")));
    }
    let subject = doing.subject(&stored.about)?;
    match stored.fact.clone() {
        Some(fact) => Ok((stored, subject, fact)),
        None => Err(DeedRefused::wrong(format!("{name} says only that another was not so"))),
    }
}

/// Whoever recorded a fact here may set it right; anybody else needs the right to.
fn may(doing: &Doing<'_>, stored: &Stored) -> Result<(), DeedRefused> {
    let first = first_act(doing.view(), stored)?;
    let last = doing.view().act_of(stored)?;
    let own = first.kind != ActKind::Import && doing.is_own(&first) && doing.is_own(&last);
    doing.needs(if own { Right::Record } else { Right::Correct })
}

/// That children were seen is taken back by whoever may decide that no referral is needed, unless one was made.
fn children_stay(doing: &Doing<'_>, old: &Stored, new: Option<&Fact>) -> Result<(), DeedRefused> {
    let seen = |fact: Option<&Fact>| match fact {
        Some(Fact::Visit(visit)) => visit.children.unwrap_or(0),
        _ => 0,
    };
    if seen(old.fact.as_ref()) == 0 || seen(new) > 0 {
        return Ok(());
    }
    let Some(Fact::Visit(visit)) = &old.fact else { return Ok(()) };
    let referred = doing.view().live(&old.about, FactKind::Referral)?.into_iter().any(
        |stored| matches!(&stored.fact, Some(Fact::Referral { visit: of, .. }) if Some(of) == visit.reference.as_ref()),
    );
    if referred { Ok(()) } else { doing.needs(Right::Decide) }
}

fn facts(doing: &Doing<'_>, subject: &Subject) -> Result<Facts, DeedRefused> {
    subject.offender.map_or_else(|| Ok(Facts::default()), |offender| doing.facts(offender))
}

/// What a change comes to is held to what the same would ask for if it were recorded anew.
fn after(
    doing: &Doing<'_>,
    subject: &Subject,
    old: &Stored,
    new: Option<&Fact>,
    before: &Facts,
) -> Result<(), DeedRefused> {
    match old.name.kind {
        FactKind::Tier | FactKind::Plan => {
            let now = facts(doing, subject)?;
            if rights::lowered(doing, before, &now) {
                doing.needs(Right::LowerTier)?;
            }
            if rights::relaxed(doing, before, &now) { doing.needs(Right::RelaxPlan) } else { Ok(()) }
        }
        FactKind::Management => match owed::period(old.fact.as_ref()) {
            Some(period) => owed::guard(doing, subject, period, owed::period(new), before),
            None => Ok(()),
        },
        FactKind::Officer => officer::leaves_nobody(doing, &old.about),
        _ => Ok(()),
    }
}
