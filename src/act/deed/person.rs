//! What is recorded of a person: who they are, management, address, tier, owner, statuses.

use super::DeedRefused;
use super::doing::{Doing, Subject, in_service};
use super::follow::Case;
use crate::domain::day::{Day, Period};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::offender::Status;
use crate::domain::work::At;
use crate::store::Stored;

const LONGEST_NAME: usize = 200;
const LONGEST_ADDRESS: usize = 500;
const LONGEST_POSTCODE: usize = 20;

/// Refuses what cannot be so.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    subject.offender()?;
    let case = Case { doing, subject, replaces };
    match fact {
        Fact::Person { family, given, born } => person(&case, family, given.as_deref(), *born),
        Fact::Management { from, until } => ends_after(*from, *until),
        Fact::Address { address, postcode, no_fixed_abode, .. } => {
            place(address.as_deref(), postcode.as_deref(), *no_fixed_abode)
        }
        Fact::Tier { from, tier, set_by, .. } => a_tier(&case, tier, *from, set_by),
        Fact::Owner { from, officer } => an_owner(&case, officer, *from),
        Fact::Status { status, from, until } => {
            ends_after(*from, *until)?;
            not_running(&case, *status, Period { from: *from, until: *until })
        }
        Fact::Confirmation { status, day } => confirmation(&case, *status, *day),
        _ => Ok(()),
    }
}

/// Refuses a period that ends before it has begun.
pub(super) fn ends_after(from: Day, until: Option<Day>) -> Result<(), DeedRefused> {
    match until {
        Some(until) if until <= from => Err(DeedRefused::wrong(format!(
            "it would end on {until}, and begins on {from}: the first day it no longer holds comes after"
        ))),
        _ => Ok(()),
    }
}

/// Refuses a text that is longer than it may be, or has more than one line.
pub(super) fn one_line(what: &str, text: &str, longest: usize) -> Result<(), DeedRefused> {
    if text.trim().is_empty() {
        return Err(DeedRefused::wrong(format!("{what} is empty")));
    }
    if text.chars().count() > longest || text.contains(char::is_control) {
        return Err(DeedRefused::wrong(format!("{what} has one line of at most {longest} characters")));
    }
    Ok(())
}

fn person(case: &Case<'_, '_>, family: &str, given: Option<&str>, born: Option<Day>) -> Result<(), DeedRefused> {
    one_line("a family name", family, LONGEST_NAME)?;
    given.map_or(Ok(()), |given| one_line("a given name", given, LONGEST_NAME))?;
    if born.is_some_and(|day| day > case.doing.today) {
        return Err(DeedRefused::wrong("the date of birth is still to come"));
    }
    if case.others(FactKind::Person)?.is_empty() {
        return Ok(());
    }
    Err(DeedRefused::wrong("who this is, is recorded already: it can be corrected"))
}

fn place(address: Option<&str>, postcode: Option<&str>, no_fixed_abode: bool) -> Result<(), DeedRefused> {
    let long = |text: &str, longest| text.chars().count() > longest;
    let odd = |text: &str| text.chars().any(|c| c.is_control() && !"\n\r\t".contains(c));
    if address.is_some_and(|text| long(text, LONGEST_ADDRESS) || odd(text)) {
        return Err(DeedRefused::wrong(format!("an address has at most {LONGEST_ADDRESS} characters")));
    }
    postcode.map_or(Ok(()), |postcode| one_line("a postcode", postcode, LONGEST_POSTCODE))?;
    let blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    if blank(address) && blank(postcode) && !no_fixed_abode {
        return Err(DeedRefused::wrong("an address, a postcode, or no fixed abode: one of them is recorded"));
    }
    Ok(())
}

/// A tier of the version in force on its day. What a correction leaves as it was is not asked again.
fn a_tier(case: &Case<'_, '_>, tier: &str, from: Day, set_by: &str) -> Result<(), DeedRefused> {
    let replaced = match case.replaces.and_then(|old| old.fact.as_ref()) {
        Some(Fact::Tier { from, tier, set_by, .. }) => Some((tier.as_str(), *from, set_by.as_str())),
        _ => None,
    };
    if replaced.is_none_or(|(_, _, by)| by != set_by) {
        answers(case.doing, set_by, from)?;
    }
    let book = &case.doing.rules.book;
    let version = book.on(from);
    let known = book.tier_key(tier).is_some_and(|key| version.tier(key).is_some());
    if known || replaced.is_some_and(|(was, since, _)| (was, since) == (tier, from)) {
        return Ok(());
    }
    let known: Vec<String> = version.policy.tiers.iter().map(|tier| tier.id.clone()).collect();
    let said = format!("the policy in force on {from} has no such risk level; it has {}", known.join(", "));
    Err(DeedRefused::Unlisted { said, asked: tier.to_owned(), known })
}

/// Who answers for something from a day: an officer in service on it, or today.
pub(super) fn answers(doing: &Doing<'_>, id: &str, from: Day) -> Result<(), DeedRefused> {
    let (_, officer) = doing.officer(id)?;
    let serves = |day| in_service(officer, day).is_some();
    if serves(from) || serves(doing.today) {
        return Ok(());
    }
    Err(DeedRefused::wrong(format!("{id} is in service neither on {from} nor today")))
}

/// Somebody in service from the first day until another owner follows, or until today.
fn an_owner(case: &Case<'_, '_>, id: &str, from: Day) -> Result<(), DeedRefused> {
    let (_, officer) = case.doing.officer(id)?;
    let later = |other: &Stored| match other.fact {
        Some(Fact::Owner { from: later, .. }) => Some(later).filter(|later| *later > from),
        _ => None,
    };
    let followed = case.others(FactKind::Owner)?.iter().filter_map(later).min();
    let last = followed.map_or(case.doing.today, |day| day.before().min(case.doing.today)).max(from);
    match [from, last].into_iter().find(|day| in_service(officer, *day).is_none()) {
        Some(day) => Err(DeedRefused::wrong(format!("{id} is not in service on {day}"))),
        None => Ok(()),
    }
}

/// The same status twice at a time is one that should be extended. A correction may always make it shorter.
fn not_running(case: &Case<'_, '_>, status: Status, period: Period) -> Result<(), DeedRefused> {
    let within = |old: &Stored| {
        matches!(old.fact, Some(Fact::Status { status: was, from, until })
            if was == status && from <= period.from
                && until.is_none_or(|until| period.until.is_some_and(|end| end <= until)))
    };
    if case.replaces.is_some_and(within) {
        return Ok(());
    }
    for other in case.others(FactKind::Status)? {
        let Some(Fact::Status { status: theirs, from, until }) = other.fact else { continue };
        if theirs == status && period.meets(from, until.unwrap_or(Day::MAX)) {
            let until = until.map_or("on".to_owned(), |until| format!("until {until}"));
            return Err(DeedRefused::wrong(format!(
                "{status} is recorded already from {from} {until}: extend that one, homevisit correct {} --set until=DAY",
                other.name
            )));
        }
    }
    Ok(())
}

fn confirmation(case: &Case<'_, '_>, status: Status, day: Day) -> Result<(), DeedRefused> {
    case.doing.has_been(At { day, time: None })?;
    let covers = |stored: &Stored| {
        matches!(&stored.fact, Some(Fact::Status { status: theirs, from, until })
            if *theirs == status && Period { from: *from, until: *until }.covers(day))
    };
    if case.doing.view().live(&case.subject.about, FactKind::Status)?.iter().any(covers) {
        return Ok(());
    }
    Err(DeedRefused::wrong(format!("no status of {status} covers {day}")))
}
