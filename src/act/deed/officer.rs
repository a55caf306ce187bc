//! Officers: coming on file, changing, leaving.

use std::collections::BTreeMap;

use super::DeedRefused;
use super::doing::{Doing, Subject, in_service};
use super::fields::with_set;
use super::person::one_line;
use super::place::{cases, out_of_service};
use crate::domain::day::{Day, Period};
use crate::domain::deed::{About, Right};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::offender::{Facts, OfficerKey, holding};
use crate::domain::officer::{Officer, Roster};
use crate::store::{Scope, StoreError, Stored};

const LONGEST_NAME: usize = 200;
const LONGEST_TEAM: usize = 64;

/// Refuses what cannot be so.
pub(super) fn check(doing: &Doing<'_>, subject: &Subject, fact: &Fact) -> Result<(), DeedRefused> {
    let (About::Officer(id), Fact::Officer { name, team, fte_hundredths, .. }) = (&subject.about, fact) else {
        return Err(DeedRefused::wrong("this is about an officer, not an offender"));
    };
    // Ids are joined by these, and an account that acts is told from an officer by its first word.
    if doing.roster.key(id).is_none() && (id.contains([';', ',']) || id.starts_with("account ")) {
        return Err(DeedRefused::wrong("an officer's id has no comma, no semicolon and is no account's name"));
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
    doing.check(&subject, &fact, None)?;
    doing.insert(&subject, &fact, None)?;
    leaves_nobody(doing, about)?;
    keeps_a_keeper(doing, day)
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
    let cases = cases(doing.view(), &doing.rules, &[key], day)?.len();
    if cases > 0 {
        let what = if cases == 1 { "case" } else { "cases" };
        return Err(DeedRefused::wrong(format!("{id} has {cases} {what} on {day}, {}", placed_first(id))));
    }
    let set = BTreeMap::from([("active_until".to_owned(), Some(day.to_string()))]);
    amend(doing, about, day, &set)
}

fn placed_first(id: &str) -> String {
    format!("to be placed first: homevisit reassign --from-officer {id}")
}

/// Refuses what leaves nobody in service who may keep the list of officers, where somebody was.
fn keeps_a_keeper(doing: &Doing<'_>, day: Day) -> Result<(), DeedRefused> {
    let least = doing.practice().least_role(Right::KeepOfficers);
    let keeper = |roster: &Roster| {
        roster.iter().any(|(_, officer)| in_service(officer, day).is_some_and(|record| record.role >= least))
    };
    if keeper(&doing.roster) && !keeper(&doing.view().roster()?) {
        return Err(DeedRefused::wrong(format!("nobody in service from {day} on could keep the list of officers")));
    }
    Ok(())
}

/// Refuses what leaves an officer nobody knows anything of, or more cases or covers than before with an officer who is not
/// in service: of what was done so far to the records of this officer.
pub(super) fn leaves_nobody(doing: &Doing<'_>, about: &About) -> Result<(), DeedRefused> {
    let About::Officer(id) = about else { return Ok(()) };
    let roster = doing.view().roster()?;
    let Some((key, is)) = roster.key(id).and_then(|key| Some((key, roster.get(key)?))) else {
        return Err(DeedRefused::wrong(format!("nothing would be known of {id}: it is corrected, not withdrawn")));
    };
    let Some(was) = doing.roster.get(key) else { return Ok(()) };
    let (mut before, mut after) = (0_u64, 0_u64);
    doing.view().each_offender(Scope::Officer(key), |_, _, facts| {
        before += u64::from(is_unattended(facts, key, was));
        after += u64::from(is_unattended(facts, key, is));
        Ok::<_, StoreError>(())
    })?;
    if after > before {
        return Err(DeedRefused::wrong(format!(
            "{id} would own {} on days out of service, {}",
            if after == 1 { "1 case".to_owned() } else { format!("{after} cases") },
            placed_first(id)
        )));
    }
    covers_nobody(doing, id, was, is)
}

/// Whether somebody is managed on a day on which their owner is this officer, who is not in service.
fn is_unattended(facts: &Facts, key: OfficerKey, officer: &Officer) -> bool {
    let records = officer.records.iter().flat_map(|record| [Some(record.from), record.what.active_until]);
    let starts = facts.management.iter().map(|period| period.from).chain(facts.owners.iter().map(|owner| owner.from));
    records.flatten().chain(starts).any(|day| {
        facts.managed_on(day) && holding(&facts.owners, day) == Some(key) && in_service(officer, day).is_none()
    })
}

/// Refuses an officer who goes while others' cases stand on their list.
fn covers_nobody(doing: &Doing<'_>, id: &str, was: &Officer, is: &Officer) -> Result<(), DeedRefused> {
    for (_, other) in doing.roster.iter() {
        for stored in doing.view().live(&About::Officer(other.id.clone()), FactKind::Cover)? {
            let Some(Fact::Cover { cover, from, until }) = stored.fact else { continue };
            let time = Period { from, until: Some(until) };
            if cover == id && out_of_service(was, time).is_none() && out_of_service(is, time).is_some() {
                return Err(DeedRefused::wrong(format!(
                    "{id} covers {} from {from} until {until} ({}): that is withdrawn or corrected first",
                    other.id, stored.name
                )));
            }
        }
    }
    Ok(())
}
