//! Short ways to ask.

use std::collections::BTreeMap;

use homevisit::act::deed::{DeedRefused, Done};
use homevisit::domain::day::Day;
use homevisit::domain::deed::{About, ActKind, Change, Deed, Running};
use homevisit::domain::fact::{Fact, FactKind, PlanWord};
use homevisit::store::Stored;

use crate::kit::Unit;

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn offender(reference: &str) -> About {
    About::Offender(reference.to_owned())
}

pub fn record(reference: &str, fact: Fact) -> Change {
    Change::Record(offender(reference), fact)
}

pub fn tier(from: &str, tier: &str) -> Fact {
    Fact::Tier { from: day(from), tier: tier.into(), set_by: "P101".into(), reason: Some("new risk".into()) }
}

pub fn status(status: &str, from: &str, until: Option<&str>) -> Fact {
    Fact::Status { status: status.parse().unwrap(), from: day(from), until: until.map(day) }
}

pub fn plan(kind: PlanWord, from: &str, every: Option<&str>, review: Option<&str>) -> Fact {
    Fact::Plan {
        kind,
        from: day(from),
        until: None,
        every: every.map(str::to_owned),
        authorised_by: "S201".into(),
        reason: Some("agreed".into()),
        review_by: review.map(day),
    }
}

pub fn officer(from: Option<&str>, role: &str) -> Fact {
    Fact::Officer {
        from: from.map(day),
        name: "Odo Fernwater".into(),
        team: "Harbour".into(),
        role: role.parse().unwrap(),
        accredited: Some(true),
        fte_hundredths: Some(80),
        active_until: None,
    }
}

pub fn end(reference: &str, running: Running, on: &str) -> Change {
    Change::End(offender(reference), running, day(on))
}

pub fn set(fields: &[(&str, &str)]) -> BTreeMap<String, Option<String>> {
    let written = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
    fields.iter().map(|(key, value)| ((*key).to_owned(), written(value))).collect()
}

/// Asks for one change, with a reason.
pub fn ask(unit: &mut Unit, actor: &str, kind: ActKind, change: Change) -> Result<Done, DeedRefused> {
    let because = Some("as agreed".to_owned());
    unit.apply(actor, None, Deed { kind, because, changes: vec![change] })
}

pub fn live(unit: &Unit, about: &About, kind: FactKind) -> Vec<Stored> {
    unit.store.snapshot(None).unwrap().live(about, kind).unwrap()
}

/// The name of the last fact of a kind about R001.
pub fn last(unit: &Unit, kind: FactKind) -> String {
    live(unit, &offender("R001"), kind).last().unwrap().name.to_string()
}

/// R001 is seen today, so that nothing is owed; which day that is.
pub fn seen_today(unit: &mut Unit) -> String {
    let made = unit.record(crate::kit::visit("2025-03-11")).unwrap();
    let today = made.act.moment.day_in(chrono_tz::Europe::London).to_string();
    let mut now = crate::kit::visit(&today);
    now.time = Some("00:00".to_owned());
    unit.record(now).unwrap();
    today
}
