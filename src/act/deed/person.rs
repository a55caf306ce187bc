//! What is recorded of a person: who they are, management, address, tier, owner, statuses.

use super::DeedRefused;
use super::doing::{Doing, Subject};
use super::follow::Case;
use crate::domain::day::{Day, Period};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::offender::Status;
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
        Fact::Person { family, given, .. } => person(family, given.as_deref(), &case),
        Fact::Management { from, until } => ends_after(*from, *until),
        Fact::Address { address, postcode, no_fixed_abode, .. } => {
            place(address.as_deref(), postcode.as_deref(), *no_fixed_abode)
        }
        Fact::Tier { from, tier, set_by, .. } => {
            doing.officer(set_by)?;
            a_tier(doing, tier, *from)
        }
        Fact::Owner { from, officer } => an_owner(doing, officer, *from),
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

fn person(family: &str, given: Option<&str>, case: &Case<'_, '_>) -> Result<(), DeedRefused> {
    one_line("a family name", family, LONGEST_NAME)?;
    given.map_or(Ok(()), |given| one_line("a given name", given, LONGEST_NAME))?;
    if case.others(FactKind::Person)?.is_empty() {
        return Ok(());
    }
    Err(DeedRefused::wrong("who this is, is recorded already: it can be corrected"))
}

fn place(address: Option<&str>, postcode: Option<&str>, no_fixed_abode: bool) -> Result<(), DeedRefused> {
    let long = |text: &str, longest| text.chars().count() > longest;
    let odd = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
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

fn a_tier(doing: &Doing<'_>, tier: &str, from: Day) -> Result<(), DeedRefused> {
    let version = doing.rules.book.on(from);
    let known = doing.rules.book.tier_key(tier).is_some_and(|key| version.tier(key).is_some());
    if known {
        return Ok(());
    }
    let tiers: Vec<&str> = version.policy.tiers.iter().map(|tier| tier.id.as_str()).collect();
    Err(DeedRefused::wrong(format!(
        "the policy in force on {from} has no such risk level; it has {}",
        tiers.join(", ")
    )))
}

fn an_owner(doing: &Doing<'_>, id: &str, from: Day) -> Result<(), DeedRefused> {
    let (_, officer) = doing.officer(id)?;
    if officer.on(from).is_none() || officer.left_by(from) {
        return Err(DeedRefused::wrong(format!("{id} is not in service on {from}")));
    }
    Ok(())
}

/// The same status twice at a time is one that should be ended or corrected.
fn not_running(case: &Case<'_, '_>, status: Status, period: Period) -> Result<(), DeedRefused> {
    for other in case.others(FactKind::Status)? {
        let Some(Fact::Status { status: theirs, from, until }) = other.fact else { continue };
        if theirs == status && period.meets(from, until.unwrap_or(Day::MAX)) {
            return Err(DeedRefused::wrong(format!(
                "{status} is recorded already from {from} on ({}): it can be ended or corrected",
                other.name
            )));
        }
    }
    Ok(())
}

fn confirmation(case: &Case<'_, '_>, status: Status, day: Day) -> Result<(), DeedRefused> {
    if day > case.doing.today {
        return Err(DeedRefused::wrong(format!("{day} is still to come; today is {}", case.doing.today)));
    }
    let covers = |stored: &Stored| {
        matches!(&stored.fact, Some(Fact::Status { status: theirs, from, until })
            if *theirs == status && Period { from: *from, until: *until }.covers(day))
    };
    if case.doing.view().live(&case.subject.about, FactKind::Status)?.iter().any(covers) {
        return Ok(());
    }
    Err(DeedRefused::wrong(format!("no status of {status} covers {day}")))
}
