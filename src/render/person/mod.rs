//! One person as text, as JSON and as a paper.

mod followed;
mod followed_json;
mod json;
mod paper;

pub use json::json;
pub use paper::paper;

use std::fmt::Write;

use super::again::Again;
use super::lines::paragraph;
use super::words::{self, counted, day_in_words, known, screen_text, went_back};
use crate::domain::day::Period;
use crate::domain::offender::PlanKind;
use crate::domain::visit::VisitKind;
use crate::report::person::{Held, Level, Made, Owner, Person, Place, Planned};

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
    let known_then = known(policy.known.as_ref(), width);
    page.out.push_str(&(paragraph("", &says, width) + &known_then + &went_back(&policy.went_back, width)));
    page.out.push_str(&(followed::warnings(person, width) + "\n"));
    page.part("To act on", followed::notices(person));
    page.part("Booked", followed::bookings(person));
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
    page.section("Statuses", person.statuses.iter().map(status));
    page.section("Plans", person.plans.iter().map(plan));
    page.part("Children seen", person.children.iter().map(followed::children).collect());
    page.part("Decisions", person.decisions.iter().map(followed::decision).collect());
    let order = |order| followed::direction(order, &person.labels);
    page.part("Directions", person.directions.iter().map(order).collect());
    let shown = person.visits.len();
    let title = if shown < person.visits_in_all {
        format!("Visits, the last {shown} of {}", person.visits_in_all)
    } else {
        "Visits".to_owned()
    };
    page.visits(&title, &person.visits);
    let known_at = policy.known.as_ref().map(|known| known.act.to_string());
    let again = Again { as_of: Some(person.as_of), known_at, team: None };
    let _ = writeln!(page.out, "Next: {}", again.command(&format!("explain {}", person.reference)));
    page.out
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    /// A section that is not there where there is nothing in it.
    fn part(&mut self, title: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.section(title, lines.into_iter());
        }
    }

    /// Each visit on a line, and what was noted of it under it.
    fn visits(&mut self, title: &str, visits: &[Made]) {
        if visits.is_empty() {
            return self.section(title, std::iter::empty());
        }
        let _ = writeln!(self.out, "{title}");
        for made in visits {
            self.out.push_str(&paragraph("  ", &screen_text(&visit(made)), self.width));
            let noted = noted(made).join("; ");
            if !noted.is_empty() {
                self.out.push_str(&paragraph("      ", &screen_text(&noted), self.width));
            }
        }
        self.out.push('\n');
    }

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

fn status(held: &Held) -> String {
    let confirmed = held.confirmed.map_or(String::new(), |day| format!(", last looked into {day}"));
    format!("{}  {}{confirmed}", period(&held.fact.period), words::status(held.fact.status))
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
    format!("from {}  {}", place.from, place_in_words(place))
}

fn place_in_words(place: &Place) -> String {
    let address = place.address.as_deref().filter(|address| !address.trim().is_empty()).unwrap_or("no address");
    let kind = if place.no_fixed_abode { "no fixed abode; can be found at " } else { "" };
    let postcode = place.postcode.as_deref().map_or(String::new(), |postcode| format!(", {postcode}"));
    format!("{kind}{address}{postcode}")
}

fn plan(planned: &Planned) -> String {
    let kind = match planned.plan.kind {
        PlanKind::Interval(every) => format!("own interval, every {every}"),
        PlanKind::Reactive => "desk-based (reactive)".to_owned(),
    };
    let why = because(planned.reason.as_deref());
    let review = planned.plan.review_by.map_or(String::new(), |day| format!(", to be reviewed by {day}"));
    format!("{}  {kind}{review}, authorised by {}{why}", period(&planned.plan.period), planned.authorised_by)
}

fn visit(made: &Made) -> String {
    let time = made.visit.time.map_or(String::new(), |minutes| format!(" {:02}:{:02}", minutes / 60, minutes % 60));
    let counts = counts_as(made);
    let officers = if made.officers.is_empty() { NOT_RECORDED.to_owned() } else { made.officers.join(" and ") };
    let weekday = made.visit.day.to_naive().format("%a");
    let outcome = made.visit.outcome.as_str();
    format!(
        "{} {weekday}{time}  {outcome:<12} {:<13} {counts:<8} {officers} ({})",
        made.visit.day, made.visit.premises, made.reference
    )
}

fn counts_as(made: &Made) -> &'static str {
    match made.kind {
        _ if made.same_as.is_some() => "not counted twice",
        VisitKind::Effective => "counts",
        VisitKind::Attempt => "attempt",
        VisitKind::Contact => "contact",
    }
}

/// What was noted of a visit beside what it counts as.
fn noted(made: &Made) -> Vec<String> {
    let mut noted = Vec::new();
    noted.extend(made.same_as.as_ref().map(|other| format!("the same visit as {other}")));
    noted.extend(made.agencies.iter().map(|member| format!("with {} {}", member.agency, member.number)));
    noted.extend(made.announced_because.as_ref().map(|why| format!("announced: {why}")));
    noted.extend(made.children.filter(|children| *children > 0).map(|count| {
        let children = counted(count, "child", "children");
        format!("{children} seen or identified")
    }));
    noted.extend(made.note.as_ref().map(|note| format!("note: {note}")));
    noted
}
