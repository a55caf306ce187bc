//! The evidence of failed attempts as JSON, `homevisit.evidence/1` of `docs/json.md`.

use std::io;

use serde::Serialize;

use super::evidence::Whom;
use super::json::{self, PolicyJson};
use super::recorded::clock;
use crate::domain::day::Day;
use crate::domain::fact::{AgencyMember, Fact};
use crate::domain::visit::Premises;
use crate::domain::work::At;
use crate::render::Accounts;
use crate::report::evidence::{Attempt, Decided, Evidence, Place, Recorded, Superseded};

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    offender_ref: &'a str,
    name: &'a str,
    date_of_birth: Option<Day>,
    as_of: Day,
    policy: PolicyJson<'a>,
    last_seen: Option<Day>,
    attempts: Vec<AttemptJson<'a>>,
    addresses: Vec<PlaceJson<'a>>,
    wanted: u32,
    section_96b: bool,
    decisions: Vec<DecidedJson<'a>>,
    superseded: Vec<SupersededJson<'a>>,
}

#[derive(Serialize)]
struct AttemptJson<'a> {
    number: usize,
    visit_ref: &'a str,
    date: Day,
    time: Option<String>,
    premises: &'static str,
    address: Option<usize>,
    outcome: &'static str,
    entry_sought: Option<bool>,
    announced: Option<bool>,
    officers: Vec<MemberJson<'a>>,
    agencies: &'a [AgencyMember],
    recorded: RecordedJson<'a>,
    source_wrote: Option<Day>,
    corrected: bool,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    officer_id: &'a str,
    role: Option<&'static str>,
    accredited: bool,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    from: Option<Day>,
    address: Option<&'a str>,
    postcode: Option<&'a str>,
    no_fixed_abode: bool,
    entry_sought: u32,
}

#[derive(Serialize)]
struct RecordedJson<'a> {
    date: Day,
    time: Option<String>,
    by: &'a str,
    because: Option<&'a str>,
    by_extract: bool,
}

#[derive(Serialize)]
struct DecidedJson<'a> {
    fact: String,
    date: Day,
    time: Option<String>,
    course: &'static str,
    visit_by: Day,
    recorded: RecordedJson<'a>,
    stages: Vec<ReachedJson<'a>>,
}

#[derive(Serialize)]
struct ReachedJson<'a> {
    stage: &'static str,
    date: Day,
    recorded: RecordedJson<'a>,
}

#[derive(Serialize)]
struct SupersededJson<'a> {
    fact: String,
    said: SaidJson<'a>,
    recorded: RecordedJson<'a>,
    superseded_by: String,
    withdrawn: bool,
    then: RecordedJson<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum SaidJson<'a> {
    Visit {
        visit_ref: Option<&'a str>,
        date: Day,
        time: Option<&'a str>,
        outcome: &'static str,
        premises: &'static str,
        entry_sought: Option<bool>,
    },
    Decision {
        date: Day,
        time: Option<&'a str>,
        course: &'static str,
        visit_by: Day,
    },
    Stage {
        stage: &'static str,
        date: Day,
    },
    Other,
}

/// Writes the evidence as JSON.
///
/// # Errors
/// Those of the writer.
pub fn json(evidence: &Evidence, whom: Whom<'_>, accounts: Accounts, to: impl io::Write) -> io::Result<()> {
    let value = Json {
        schema: "homevisit.evidence/1",
        offender_ref: whom.reference,
        name: whom.name,
        date_of_birth: whom.born,
        as_of: evidence.as_of,
        policy: (&evidence.policy).into(),
        last_seen: evidence.last_seen,
        attempts: evidence.attempts.iter().enumerate().map(|(at, attempt)| tried(at + 1, attempt)).collect(),
        addresses: evidence.places.iter().map(place).collect(),
        wanted: evidence.wanted,
        section_96b: evidence.is_of_england_and_wales(),
        decisions: evidence.decisions.iter().map(decided).collect(),
        superseded: evidence.superseded.iter().map(superseded).collect(),
    };
    json::write_list(&value, accounts, to)
}

fn time(at: At) -> Option<String> {
    at.time.map(clock)
}

fn recorded(recorded: &Recorded) -> RecordedJson<'_> {
    RecordedJson {
        date: recorded.at.day,
        time: time(recorded.at),
        by: &recorded.by,
        because: recorded.because.as_deref(),
        by_extract: recorded.of_an_extract,
    }
}

fn tried(number: usize, attempt: &Attempt) -> AttemptJson<'_> {
    let officers = attempt.crew.iter().map(|member| MemberJson {
        officer_id: &member.officer,
        role: member.role.map(|role| role.as_str()),
        accredited: member.accredited,
    });
    AttemptJson {
        number,
        visit_ref: &attempt.visit_ref,
        date: attempt.at.day,
        time: time(attempt.at),
        premises: attempt.premises.as_str(),
        address: attempt.place,
        outcome: attempt.outcome.as_str(),
        entry_sought: attempt.entry_sought,
        announced: attempt.announced,
        officers: officers.collect(),
        agencies: &attempt.agencies,
        recorded: recorded(&attempt.recorded),
        source_wrote: attempt.source_wrote,
        corrected: attempt.corrected,
    }
}

fn place(place: &Place) -> PlaceJson<'_> {
    PlaceJson {
        from: place.from,
        address: place.address.as_deref(),
        postcode: place.postcode.as_deref(),
        no_fixed_abode: place.no_fixed_abode,
        entry_sought: place.sought,
    }
}

fn decided(decision: &Decided) -> DecidedJson<'_> {
    let stages = decision.stages.iter().map(|reached| ReachedJson {
        stage: reached.stage.as_str(),
        date: reached.day,
        recorded: recorded(&reached.recorded),
    });
    DecidedJson {
        fact: decision.name.to_string(),
        date: decision.at.day,
        time: time(decision.at),
        course: decision.course.as_str(),
        visit_by: decision.visit_by,
        recorded: recorded(&decision.recorded),
        stages: stages.collect(),
    }
}

fn superseded(superseded: &Superseded) -> SupersededJson<'_> {
    SupersededJson {
        fact: superseded.name.to_string(),
        said: said(&superseded.said),
        recorded: recorded(&superseded.recorded),
        superseded_by: superseded.by.to_string(),
        withdrawn: superseded.withdrawn,
        then: recorded(&superseded.then),
    }
}

fn said(fact: &Fact) -> SaidJson<'_> {
    match fact {
        Fact::Visit(visit) => SaidJson::Visit {
            visit_ref: visit.reference.as_deref(),
            date: visit.day,
            time: visit.time.as_deref(),
            outcome: visit.outcome.as_str(),
            premises: visit.premises.unwrap_or(Premises::NotRecorded).as_str(),
            entry_sought: visit.entry_sought,
        },
        Fact::Decision { day, time, course, visit_by } => {
            SaidJson::Decision { date: *day, time: time.as_deref(), course: course.as_str(), visit_by: *visit_by }
        }
        Fact::Stage { stage, day, .. } => SaidJson::Stage { stage: stage.as_str(), date: *day },
        _ => SaidJson::Other,
    }
}
