//! One person as text and as JSON.

use std::fmt::Write;
use std::io;

use serde::Serialize;

use super::json::PolicyJson;
use super::lines::paragraph;
use super::words::{self, day_in_words, screen_text, went_back};
use crate::domain::day::{Day, Period};
use crate::domain::offender::{PlanKind, StatusPeriod};
use crate::domain::visit::VisitKind;
use crate::report::person::{Level, Made, Owner, Person, Place, Planned};

const NOT_RECORDED: &str = "not recorded";

/// The person, to read; the latest of everything first.
pub fn text(person: &Person, width: usize) -> String {
    let mut page = Page { out: String::new(), width };
    let out = &mut page.out;
    let _ = writeln!(out, "{}  {}", person.reference, screen_text(&person.name));
    let born = person.born.map_or("date of birth not recorded".to_owned(), |day| format!("born {day}"));
    let _ = writeln!(out, "{born}; as at {}", day_in_words(person.as_of));
    let policy = &person.policy;
    let says = format!("What counts is by policy {}, version {}.", policy.id, policy.version);
    page.out.push_str(&(paragraph("", &says, width) + &went_back(&policy.went_back, width) + "\n"));
    let managed: Vec<String> = person.management.iter().map(period).collect();
    page.section("Managed", managed.into_iter());
    page.section("Address", person.addresses.iter().map(place));
    let owner =
        |owner: &Owner| format!("from {}  {} {}", owner.from, owner.officer_id, owner.name.as_deref().unwrap_or(""));
    page.section("Officer", person.owners.iter().map(owner));
    let level = |level: &Level| {
        format!("from {}  {}, set by {}{}", level.from, level.name, level.set_by, because(level.reason.as_deref()))
    };
    page.section("Risk level", person.tiers.iter().map(level));
    let status = |fact: &StatusPeriod| format!("{}  {}", period(&fact.period), words::status(fact.status));
    page.section("Statuses", person.statuses.iter().map(status));
    page.section("Plans", person.plans.iter().map(plan));
    let shown = person.visits.len();
    let title = if shown < person.visits_in_all {
        format!("Visits, the last {shown} of {}", person.visits_in_all)
    } else {
        "Visits".to_owned()
    };
    page.section(&title, person.visits.iter().map(visit));
    let _ = writeln!(page.out, "Next: homevisit explain {} --as-of {}", person.reference, person.as_of);
    page.out
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    fn section(&mut self, title: &str, lines: impl Iterator<Item = String>) {
        let _ = writeln!(self.out, "{title}");
        let before = self.out.len();
        for line in lines {
            self.out.push_str(&paragraph("  ", &screen_text(&line), self.width));
        }
        if self.out.len() == before {
            self.out.push_str("  none recorded\n");
        }
        self.out.push('\n');
    }
}

fn period(period: &Period) -> String {
    match period.until {
        Some(until) => format!("{} until {until}", period.from),
        None => format!("from {}", period.from),
    }
}

fn because(reason: Option<&str>) -> String {
    reason.map_or(String::new(), |reason| format!(": {reason}"))
}

fn place(place: &Place) -> String {
    let address = place.address.as_deref().filter(|address| !address.trim().is_empty()).unwrap_or("no address");
    let kind = if place.no_fixed_abode { "no fixed abode; can be found at " } else { "" };
    let postcode = place.postcode.as_deref().map_or(String::new(), |postcode| format!(", {postcode}"));
    format!("from {}  {kind}{address}{postcode}", place.from)
}

fn plan(planned: &Planned) -> String {
    let kind = match planned.plan.kind {
        PlanKind::Interval(every) => format!("own interval, every {every}"),
        PlanKind::Reactive => "desk-based (reactive)".to_owned(),
    };
    let why = because(planned.reason.as_deref());
    format!("{}  {kind}, authorised by {}{why}", period(&planned.plan.period), planned.authorised_by)
}

fn visit(made: &Made) -> String {
    let time = made.visit.time.map_or("  :  ".to_owned(), |minutes| format!("{:02}:{:02}", minutes / 60, minutes % 60));
    let counts = match made.kind {
        VisitKind::Effective => "counts",
        VisitKind::Attempt => "attempt",
        VisitKind::Contact => "contact",
    };
    let officers = if made.officers.is_empty() { NOT_RECORDED.to_owned() } else { made.officers.join(" and ") };
    let weekday = made.visit.day.to_naive().format("%a");
    let outcome = made.visit.outcome.as_str();
    format!("{} {weekday} {time}  {outcome:<12} {:<13} {counts:<8} {officers}", made.visit.day, made.visit.premises)
}

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
}

#[derive(Serialize)]
struct JsonPlan<'a> {
    kind: &'static str,
    from: Day,
    until: Option<Day>,
    every: Option<String>,
    authorised_by: &'a str,
    reason: Option<&'a str>,
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
}

/// Writes the person as JSON, `homevisit.show/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(person: &Person, to: impl io::Write) -> io::Result<()> {
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
    };
    super::json::write(&json, to)
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

fn json_status(fact: &StatusPeriod) -> JsonStatus {
    JsonStatus { status: fact.status.as_str(), from: fact.period.from, until: fact.period.until }
}

fn json_plan(planned: &Planned) -> JsonPlan<'_> {
    let (kind, every) = match planned.plan.kind {
        PlanKind::Interval(every) => ("interval", Some(every.to_rule())),
        PlanKind::Reactive => ("reactive", None),
    };
    let Period { from, until } = planned.plan.period;
    JsonPlan { kind, from, until, every, authorised_by: &planned.authorised_by, reason: planned.reason.as_deref() }
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
    }
}
