//! Officers: coming on file, changing, leaving.

use std::collections::BTreeMap;

use super::DeedRefused;
use super::correct::with_set;
use super::doing::{Doing, Subject, in_service};
use super::person::one_line;
use crate::domain::day::Day;
use crate::domain::deed::{About, Right};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::offender::{OfficerKey, holding};
use crate::store::{Scope, StoreError, Stored};

const LONGEST_NAME: usize = 200;
const LONGEST_TEAM: usize = 64;

/// Refuses what cannot be so.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    let _ = (doing, replaces);
    let Fact::Officer { name, team, fte_hundredths, .. } = fact else { return Ok(()) };
    if subject.offender.is_some() {
        return Err(DeedRefused::wrong("this is about an officer, not an offender"));
    }
    one_line("an officer's name", name, LONGEST_NAME)?;
    one_line("a team", team, LONGEST_TEAM)?;
    match fte_hundredths {
        Some(share) if !(1..=100).contains(share) => {
            Err(DeedRefused::wrong("a full-time share is above 0 and at most 1, in hundredths"))
        }
        _ => Ok(()),
    }
}

/// From a day other things are known of an officer; what is not named stays as it holds then.
pub(super) fn amend(
    doing: &mut Doing<'_>,
    about: &About,
    day: Day,
    set: &BTreeMap<String, Option<String>>,
) -> Result<(), DeedRefused> {
    doing.needs(Right::KeepOfficers)?;
    let subject = doing.subject(about)?;
    let held = held(doing, about, day)?;
    if set.contains_key("from") {
        return Err(DeedRefused::wrong("the day from which it holds is given once"));
    }
    let changed = with_set(&held, set)?;
    if changed == held {
        return Err(DeedRefused::wrong("nothing of it would change"));
    }
    let Fact::Officer { name, team, role, accredited, fte_hundredths, active_until, .. } = changed else {
        return Err(DeedRefused::wrong("this is about an officer"));
    };
    let from = Some(day);
    let fact = Fact::Officer { from, name, team, role, accredited, fte_hundredths, active_until };
    check(doing, &subject, &fact, None)?;
    doing.insert(&subject, &fact, None).map(drop)
}

/// What is known of an officer on a day.
fn held(doing: &Doing<'_>, about: &About, day: Day) -> Result<Fact, DeedRefused> {
    let known = doing.view().live(about, FactKind::Officer)?;
    let by_then = |stored: &Stored| matches!(&stored.fact, Some(Fact::Officer { from, .. }) if from.is_none_or(|from| from <= day));
    let held = known.into_iter().rfind(by_then).and_then(|stored| stored.fact);
    held.ok_or_else(|| DeedRefused::wrong(format!("nothing is known of this officer on {day}")))
}

/// An officer's service ends: the first day on which they are no longer in service.
pub(super) fn leave(doing: &mut Doing<'_>, about: &About, day: Day) -> Result<(), DeedRefused> {
    doing.needs(Right::KeepOfficers)?;
    let About::Officer(id) = about else { return Err(DeedRefused::wrong("this is about an officer")) };
    let (key, officer) = doing.officer(id)?;
    if in_service(officer, day).is_none() {
        return Err(DeedRefused::wrong(format!("{id} is not in service on {day}")));
    }
    let cases = cases(doing, key, day)?;
    if cases > 0 {
        return Err(DeedRefused::wrong(format!(
            "{id} has {cases} {} on {day}, to be placed first: homevisit reassign --from-officer {id}",
            if cases == 1 { "case" } else { "cases" }
        )));
    }
    let set = BTreeMap::from([("active_until".to_owned(), Some(day.to_string()))]);
    amend(doing, about, day, &set)
}

/// How many offenders managed on a day this officer owns then, by what is known now.
fn cases(doing: &Doing<'_>, officer: OfficerKey, day: Day) -> Result<u64, DeedRefused> {
    let mut cases = 0;
    doing.view().each_offender(Scope::Officer(officer), |_, _, facts| {
        cases += u64::from(facts.managed_on(day) && holding(&facts.owners, day) == Some(officer));
        Ok::<_, StoreError>(())
    })?;
    Ok(cases)
}
