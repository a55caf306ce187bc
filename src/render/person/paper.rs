//! The person as a paper: who they are and what must be known at the door, what is to be acted on, what is recorded of them,
//! and the last visits with the hours tried.

use chrono::Datelike;

use super::super::notice::{course_words, stage_words};
use super::super::paper::{Cell, Column, Paper, Rows, Table};
use super::super::recorded::outcome;
use super::super::words::{self, counted, short_day, weekday_in_words};
use super::{counts_as, followed, noted, place_in_words};
use crate::domain::day::{Day, Period};
use crate::domain::offender::PlanKind;
use crate::domain::work::At;
use crate::report::person::{Made, Person};

/// The person as a paper; its title names nobody.
pub fn paper(person: &Person) -> Paper<'_> {
    let shown = person.visits.len();
    let filter = if shown < person.visits_in_all {
        format!("of {} visits the last {shown}", person.visits_in_all)
    } else {
        "none".to_owned()
    };
    Paper::new("One person", person.as_of, &person.policy)
        .scope(format!("offender {}", person.reference))
        .filter(filter)
        .table(who(person))
        .table(to_act_on(person))
        .table(visits(person))
        .table(recorded(person))
}

fn who(person: &Person) -> Table<'_> {
    let not_recorded = || "not recorded".to_owned();
    let warnings: Vec<&str> = person.markers.iter().map(|code| person.labels.marker(code)).collect();
    let warnings = if warnings.is_empty() { "none recorded".to_owned() } else { warnings.join(", ") };
    let managed = person.management.iter().any(|period| period.covers(person.as_of));
    let officer = person.owners.first().map_or_else(not_recorded, |owner| {
        format!("{} {}", owner.officer_id, owner.name.as_deref().unwrap_or_default()).trim_end().to_owned()
    });
    let rows = [
        ("Reference", person.reference.clone()),
        ("Name", person.name.clone()),
        ("Born", person.born.map_or_else(not_recorded, short_day)),
        ("Warnings", warnings),
        ("Managed on the day", (if managed { "yes" } else { "no" }).to_owned()),
        ("Address", person.addresses.first().map_or_else(not_recorded, place_in_words)),
        ("Officer", officer),
        ("Risk level", person.tiers.first().map_or_else(not_recorded, |level| level.name.clone())),
    ];
    let rows = rows.into_iter().map(|(what, says)| vec![what.into(), Cell::text(says)]).collect();
    let columns = vec![Column::text("What"), Column::text("As recorded")];
    Table::new("Person", "Who it is, and what must be known at the door", columns, Rows::made(rows))
}

fn to_act_on(person: &Person) -> Table<'_> {
    let rows = followed::notices(person).into_iter().map(|says| vec![Cell::text(says)]).collect();
    Table::new("To act on", "What is to be acted on", vec![Column::text("To act on")], Rows::made(rows))
}

fn visits(person: &Person) -> Table<'_> {
    let columns = vec![
        Column::text("Visit"),
        Column::day("Day"),
        Column::text("Weekday"),
        Column::time("Time"),
        Column::text("Outcome"),
        Column::text("Premises"),
        Column::text("Counts as"),
        Column::text("Announced"),
        Column::text("Entry sought"),
        Column::text("Officers"),
        Column::day("By its source"),
        Column::text("Noted"),
    ];
    Table::new("Visits", "The visits, the latest first", columns, Rows::of(&person.visits, visit))
}

fn visit(made: &Made) -> Vec<Cell<'_>> {
    let visit = &made.visit;
    let some = |words: String| Cell::maybe(Some(words).filter(|words| !words.is_empty()));
    vec![
        Cell::text(&made.reference),
        visit.day.into(),
        weekday_in_words(visit.day.to_naive().weekday()).into(),
        visit.time.map_or(Cell::Empty, Cell::Time),
        outcome(visit.outcome).into(),
        Cell::text(visit.premises.as_str().replace('-', " ")),
        counts_as(made).into(),
        visit.announced.map_or(Cell::Empty, Cell::yes_no),
        visit.entry_sought.map_or(Cell::Empty, Cell::yes_no),
        some(made.officers.join(", ")),
        made.recorded_on.into(),
        some(noted(made).join("; ")),
    ]
}

/// A row of what is recorded.
struct Said {
    what: &'static str,
    from: Day,
    until: Option<Day>,
    says: String,
    by: Option<String>,
    because: Option<String>,
}

impl Said {
    fn of(what: &'static str, from: Day, says: String) -> Said {
        Said { what, from, until: None, says, by: None, because: None }
    }

    fn until(self, until: Option<Day>) -> Said {
        Said { until, ..self }
    }

    fn by(self, by: &str, because: Option<&str>) -> Said {
        Said { by: Some(by.to_owned()), because: because.map(str::to_owned), ..self }
    }
}

fn recorded(person: &Person) -> Table<'_> {
    let columns = vec![
        Column::text("What"),
        Column::day("From"),
        Column::day("Until"),
        Column::text("What it says"),
        Column::text("By"),
        Column::text("Because"),
    ];
    let row = |said: Said| {
        vec![
            said.what.into(),
            said.from.into(),
            said.until.into(),
            Cell::text(said.says),
            Cell::maybe(said.by),
            Cell::maybe(said.because),
        ]
    };
    let all = held(person).into_iter().chain(followed_by(person));
    let caption = "What is recorded of them; until: the first day on which it no longer holds";
    Table::new("Recorded", caption, columns, Rows::made(all.map(row).collect()))
}

/// What holds over a time.
fn held(person: &Person) -> Vec<Said> {
    let mut all = Vec::new();
    let management = person.management.iter();
    all.extend(management.map(|of| Said::of("managed", of.from, "managed".to_owned()).until(of.until)));
    all.extend(person.addresses.iter().map(|place| Said::of("address", place.from, place_in_words(place))));
    all.extend(person.owners.iter().map(|owner| {
        let says = format!("{} {}", owner.officer_id, owner.name.as_deref().unwrap_or_default());
        Said::of("officer", owner.from, says.trim_end().to_owned())
    }));
    all.extend(person.tiers.iter().map(|level| {
        Said::of("risk level", level.from, level.name.clone()).by(&level.set_by, level.reason.as_deref())
    }));
    all.extend(person.statuses.iter().map(|held| {
        let confirmed = held.confirmed.map_or(String::new(), |day| format!(", last looked into {}", short_day(day)));
        let Period { from, until } = held.fact.period;
        Said::of("status", from, words::status(held.fact.status).to_owned() + &confirmed).until(until)
    }));
    all.extend(person.plans.iter().map(|planned| {
        let kind = match planned.plan.kind {
            PlanKind::Interval(every) => format!("own interval, every {every}"),
            PlanKind::Reactive => "desk-based (reactive)".to_owned(),
        };
        let review = planned.plan.review_by;
        let review = review.map_or(String::new(), |day| format!(", to be reviewed by {}", short_day(day)));
        let Period { from, until } = planned.plan.period;
        let said = Said::of("plan", from, kind + &review).until(until);
        said.by(&planned.authorised_by, planned.reason.as_deref())
    }));
    all
}

/// What is booked, and what followed from visits.
fn followed_by(person: &Person) -> Vec<Said> {
    let at = |at: At| at.clock().map_or(String::new(), |time| format!("at {time}: "));
    let mut all = Vec::new();
    for (booking, says) in person.bookings.iter().zip(followed::going(person)) {
        all.push(Said::of("booked", booking.day, says));
    }
    for seen in &person.children {
        let children = counted(seen.children, "child", "children");
        let none = if seen.referrals.is_empty() { "; NO REFERRAL RECORDED" } else { "" };
        let says = format!("{}{children} seen or identified, {}{none}", at(seen.at), seen.visit_ref);
        all.push(Said::of("children seen", seen.at.day, says));
        for referral in &seen.referrals {
            let to = referral.agency.as_ref();
            let what = to.map_or("no referral needed".to_owned(), |agency| format!("referred to {agency}"));
            let says = format!("{}{what}, {}", at(referral.at), seen.visit_ref);
            all.push(Said::of("referral", referral.at.day, says).by(&referral.by, referral.because.as_deref()));
        }
    }
    all.extend(person.decisions.iter().map(|decided| {
        let stages = decided.stages.iter().map(|(stage, on)| format!(", {} {}", stage_words(*stage), short_day(*on)));
        let (course, by) = (course_words(decided.course), short_day(decided.visit_by));
        let says = format!("{}{course}{}, go again by {by}", at(decided.at), stages.collect::<String>());
        Said::of("decision", decided.at.day, says).by(&decided.by, decided.because.as_deref())
    }));
    all.extend(person.directions.iter().map(|order| {
        let by = short_day(order.visit_by);
        let says = format!("{}visit by {by}: {}", at(order.at), person.labels.cause(&order.cause));
        Said::of("direction", order.at.day, says).by(&order.by, order.because.as_deref())
    }));
    all
}
