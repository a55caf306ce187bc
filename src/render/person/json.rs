//! One person as JSON.

use std::io;

use serde::Serialize;

use super::super::json::{KnownJson, PolicyJson};
use super::super::notice::{BookingJson, NoticeJson};
use super::followed;
use super::followed_json::{JsonChildren, JsonDecision, JsonDirection, json_children, json_decision, json_direction};
use crate::domain::day::{Day, Period};
use crate::domain::fact::AgencyMember;
use crate::domain::offender::PlanKind;
use crate::domain::visit::VisitKind;
use crate::domain::work::Booking;
use crate::render::Accounts;
use crate::report::person::{Held, Level, Made, Owner, Person, Place, Planned};

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    offender_ref: &'a str,
    name: &'a str,
    date_of_birth: Option<Day>,
    as_of: Day,
    policy: PolicyJson<'a>,
    managed: bool,
    management: Vec<JsonPeriod>,
    addresses: Vec<JsonPlace<'a>>,
    owners: Vec<JsonOwner<'a>>,
    tiers: Vec<JsonTier<'a>>,
    statuses: Vec<JsonStatus>,
    plans: Vec<JsonPlan<'a>>,
    visits_in_all: usize,
    visits: Vec<JsonVisit<'a>>,
    markers: &'a [String],
    notices: Vec<NoticeJson<'a>>,
    bookings: Vec<BookingJson<'a>>,
    children: Vec<JsonChildren<'a>>,
    decisions: Vec<JsonDecision<'a>>,
    directions: Vec<JsonDirection<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<KnownJson<'a>>,
}

#[derive(Serialize)]
struct JsonPeriod {
    from: Day,
    until: Option<Day>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    from: Day,
    address: Option<&'a str>,
    postcode: Option<&'a str>,
    no_fixed_abode: bool,
}

#[derive(Serialize)]
struct JsonOwner<'a> {
    from: Day,
    officer_id: &'a str,
    officer_name: Option<&'a str>,
}

impl<'a> From<&'a Owner> for JsonOwner<'a> {
    fn from(owner: &'a Owner) -> JsonOwner<'a> {
        JsonOwner { from: owner.from, officer_id: &owner.officer_id, officer_name: owner.name.as_deref() }
    }
}

#[derive(Serialize)]
struct JsonTier<'a> {
    from: Day,
    tier: &'a str,
    set_by: &'a str,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonStatus {
    status: &'static str,
    from: Day,
    until: Option<Day>,
    confirmed: Option<Day>,
}

#[derive(Serialize)]
struct JsonPlan<'a> {
    kind: &'static str,
    from: Day,
    until: Option<Day>,
    every: Option<String>,
    authorised_by: &'a str,
    reason: Option<&'a str>,
    review_by: Option<Day>,
}

#[derive(Serialize)]
struct JsonVisit<'a> {
    visit_ref: &'a str,
    date: Day,
    time: Option<String>,
    outcome: &'static str,
    premises: &'static str,
    counts_as: &'static str,
    announced: Option<bool>,
    entry_sought: Option<bool>,
    officers: &'a [String],
    recorded_on: Option<Day>,
    announced_because: Option<&'a str>,
    agencies: &'a [AgencyMember],
    children: Option<u16>,
    note: Option<&'a str>,
    same_as: Option<&'a str>,
}

/// Writes the person as JSON, `homevisit.show/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(person: &Person, accounts: Accounts, to: impl io::Write) -> io::Result<()> {
    let words = followed::words_of(person);
    let booking = |booking: &Booking| words.booking_json(booking.day, booking.time, &booking.officers);
    let json = Json {
        schema: "homevisit.show/1",
        offender_ref: &person.reference,
        name: &person.name,
        date_of_birth: person.born,
        as_of: person.as_of,
        policy: (&person.policy).into(),
        managed: person.management.iter().any(|period| period.covers(person.as_of)),
        management: person
            .management
            .iter()
            .map(|Period { from, until }| JsonPeriod { from: *from, until: *until })
            .collect(),
        addresses: person.addresses.iter().map(json_place).collect(),
        owners: person.owners.iter().map(JsonOwner::from).collect(),
        tiers: person.tiers.iter().map(json_tier).collect(),
        statuses: person.statuses.iter().map(json_status).collect(),
        plans: person.plans.iter().map(json_plan).collect(),
        visits_in_all: person.visits_in_all,
        visits: person.visits.iter().map(json_visit).collect(),
        markers: &person.markers,
        notices: person.notices.iter().map(|told| words.json(told)).collect(),
        bookings: person.bookings.iter().map(booking).collect(),
        children: person.children.iter().map(json_children).collect(),
        decisions: person.decisions.iter().map(json_decision).collect(),
        directions: person.directions.iter().map(json_direction).collect(),
        known_at: KnownJson::of(&person.policy.known),
    };
    super::super::json::write_list(&json, accounts, to)
}

fn json_place(place: &Place) -> JsonPlace<'_> {
    JsonPlace {
        from: place.from,
        address: place.address.as_deref(),
        postcode: place.postcode.as_deref(),
        no_fixed_abode: place.no_fixed_abode,
    }
}

fn json_tier(level: &Level) -> JsonTier<'_> {
    JsonTier { from: level.from, tier: &level.tier, set_by: &level.set_by, reason: level.reason.as_deref() }
}

fn json_status(held: &Held) -> JsonStatus {
    let Period { from, until } = held.fact.period;
    JsonStatus { status: held.fact.status.as_str(), from, until, confirmed: held.confirmed }
}

fn json_plan(planned: &Planned) -> JsonPlan<'_> {
    let (kind, every) = match planned.plan.kind {
        PlanKind::Interval(every) => ("interval", Some(every.to_rule())),
        PlanKind::Reactive => ("reactive", None),
    };
    let Period { from, until } = planned.plan.period;
    JsonPlan {
        kind,
        from,
        until,
        every,
        authorised_by: &planned.authorised_by,
        reason: planned.reason.as_deref(),
        review_by: planned.plan.review_by,
    }
}

fn json_visit(made: &Made) -> JsonVisit<'_> {
    JsonVisit {
        visit_ref: &made.reference,
        date: made.visit.day,
        time: made.visit.time.map(|minutes| format!("{:02}:{:02}", minutes / 60, minutes % 60)),
        outcome: made.visit.outcome.as_str(),
        premises: made.visit.premises.as_str(),
        counts_as: match made.kind {
            VisitKind::Effective => "effective",
            VisitKind::Attempt => "attempt",
            VisitKind::Contact => "contact",
        },
        announced: made.visit.announced,
        entry_sought: made.visit.entry_sought,
        officers: &made.officers,
        recorded_on: made.recorded_on,
        announced_because: made.announced_because.as_deref(),
        agencies: &made.agencies,
        children: made.children,
        note: made.note.as_deref(),
        same_as: made.same_as.as_deref(),
    }
}
