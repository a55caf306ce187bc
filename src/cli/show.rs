//! `homevisit show`: the person as recorded.

mod followed;

use std::collections::BTreeMap;

use clap::Args;

use super::World;
use super::database::{self, Asked, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, TakingPage};
use super::worklist::visit_refs;
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::notice::{children, notices};
use crate::domain::offender::{Address, Facts, OffenderKey, OfficerKey, Since, StatusPeriod};
use crate::domain::requirement::fold;
use crate::domain::work::Booking;
use crate::render;
use crate::report::Labels;
use crate::report::person::{Held, Level, Made, Owner, Person, Place, Planned};
use crate::store::detail::{PlanDetail, VisitDetail};

/// The person: warnings, what is to be acted on, address, officer, risk level, and the last visits with the hours tried
///
/// Statuses, plans, bookings, children seen, decisions and directions stand there too.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit show R000123")]
pub struct Arguments {
    /// The offender's reference
    reference: String,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    known: Known,
    /// How many visits, from the latest
    #[arg(long, value_name = "N", default_value_t = 12)]
    visits: usize,
    #[command(flatten)]
    taking: TakingPage,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, arguments.as_of, arguments.known)?;
    let key = reading.offender(&arguments.reference)?;
    let mut facts = Facts::default();
    let mut told = Vec::new();
    let now = reading.as_now();
    reading.each(Asked::One(key), |subject| {
        facts = subject.facts.up_to(reading.as_of);
        let standing = fold(subject.facts, &reading.rules, reading.as_of, &mut |_| ())?;
        told = match standing {
            Some(standing) => notices(subject.facts, &reading.rules, &standing, now),
            None => children(subject.facts, now),
        };
        Ok(())
    })?;
    let mut person = person(&reading, key, &arguments.reference, &facts, arguments.visits)?;
    person.visit_refs = visit_refs(&told, &reading)?;
    person.notices = told;
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: 1,
        about: Some(&arguments.reference),
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::person::text(&person, width),
        json: &|out| render::person::json(&person, accounts, out),
        csv: &taken::no_csv,
        paper: &|| render::person::paper(&person),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn person(
    reading: &Reading<'_>,
    key: OffenderKey,
    reference: &str,
    facts: &Facts,
    most: usize,
) -> Result<Person, CliError> {
    let visits = visits(reading, key)?;
    let about = About::Offender(reference.to_owned());
    let bookings: Vec<Booking> =
        facts.work.bookings.iter().filter(|booking| reading.as_of <= booking.day).cloned().collect();
    let addresses = facts.addresses.iter().rev().map(|fact| place(reading, fact)).collect::<Result<_, _>>()?;
    let owners = facts.owners.iter().rev().map(|fact| owner(reading, fact));
    Ok(Person {
        reference: reference.to_owned(),
        name: reading.name(key)?,
        born: reading.snapshot.person(key)?.born,
        as_of: reading.as_of,
        policy: reading.policy(),
        management: facts.management.clone(),
        addresses,
        owners: owners.collect::<Result<_, CliError>>()?,
        tiers: levels(reading, key)?,
        statuses: facts.statuses.iter().rev().map(|fact| held(facts, fact)).collect(),
        plans: plans(reading, key)?,
        visits_in_all: visits.len(),
        markers: facts.work.markers_on(reading.as_of),
        notices: Vec::new(),
        visit_refs: BTreeMap::new(),
        labels: labels(reading, &facts.work.bookings),
        bookings,
        decisions: followed::decisions(reading, &about)?,
        directions: followed::directions(reading, &about)?,
        children: followed::children(reading, &about, facts)?,
        visits: visits.into_iter().rev().take(most).collect(),
    })
}

fn labels(reading: &Reading<'_>, bookings: &[Booking]) -> Labels {
    let named = bookings.iter().flat_map(|booking| booking.officers.iter().copied());
    Labels::of(&reading.rules, &reading.roster, reading.as_of, named)
}

fn held(facts: &Facts, fact: &StatusPeriod) -> Held {
    let since = facts
        .work
        .confirmations
        .iter()
        .filter(|confirmed| confirmed.status == fact.status && fact.period.covers(confirmed.day));
    Held { fact: *fact, confirmed: since.map(|confirmed| confirmed.day).max() }
}

fn owner(reading: &Reading<'_>, fact: &Since<OfficerKey>) -> Result<Owner, CliError> {
    let name = reading.snapshot.officer_name(fact.what)?;
    Ok(Owner { from: fact.from, officer_id: reading.roster.id(fact.what).to_owned(), name })
}

fn place(reading: &Reading<'_>, fact: &Since<Address>) -> Result<Place, CliError> {
    let text = reading.snapshot.address(fact.what.text)?;
    let no_fixed_abode = fact.what.no_fixed_abode;
    Ok(Place { from: fact.from, address: text.address, postcode: text.postcode, no_fixed_abode })
}

fn levels(reading: &Reading<'_>, key: OffenderKey) -> Result<Vec<Level>, CliError> {
    let set = reading.snapshot.tiers_of(key)?;
    let by_then = set.into_iter().rev().filter(|fact| fact.from <= reading.as_of);
    let labels = Labels::of(&reading.rules, &reading.roster, reading.as_of, std::iter::empty());
    Ok(by_then
        .map(|fact| Level {
            from: fact.from,
            tier: labels.tier_id(fact.tier).to_owned(),
            name: labels.tier_name(fact.tier).to_owned(),
            set_by: reading.roster.id(fact.set_by).to_owned(),
            reason: fact.reason,
        })
        .collect())
}

fn plans(reading: &Reading<'_>, key: OffenderKey) -> Result<Vec<Planned>, CliError> {
    let made = reading.snapshot.plans_of(key)?;
    let by_then = made.into_iter().rev().filter(|fact| fact.plan.period.from <= reading.as_of);
    let planned = |fact: PlanDetail| Planned {
        plan: fact.plan,
        authorised_by: reading.roster.id(fact.authorised_by).to_owned(),
        reason: fact.reason,
    };
    Ok(by_then.map(planned).collect())
}

fn visits(reading: &Reading<'_>, key: OffenderKey) -> Result<Vec<Made>, CliError> {
    let recorded = reading.snapshot.visits_of(key)?;
    let by_then = recorded.into_iter().filter(|fact| fact.visit.day <= reading.as_of);
    by_then.map(|fact| made(reading, fact)).collect()
}

fn made(reading: &Reading<'_>, fact: VisitDetail) -> Result<Made, CliError> {
    let officers = fact.officers.iter().map(|officer| reading.snapshot.officer_id(*officer));
    Ok(Made {
        kind: reading.rules.book.kind_of(&fact.visit),
        officers: officers.collect::<Result<_, _>>()?,
        reference: fact.reference,
        visit: fact.visit,
        recorded_on: fact.recorded_on,
        announced_because: fact.announced_because,
        agencies: fact.agencies,
        children: fact.children,
        note: fact.note,
        same_as: fact.paired_with,
    })
}
