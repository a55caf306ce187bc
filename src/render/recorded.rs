//! What an act recorded and did, in words and as JSON (`homevisit.act/1`).

use std::io::{self, Write};

use serde::Serialize;

use super::carried::{self, CarriedJson};
use super::fact_words::{Texts, in_words};
use super::json;
use super::lines::paragraph;
use super::noted::{self, NotedJson};
use super::words::{bucket, counted, short_day};
use crate::act::deed::{Did, Done, Moved, Stood, Stored, VisitAnswer};
use crate::domain::day::Day;
use crate::domain::deed::{About, Right};
use crate::domain::fact::{FactKind, VisitFact};
use crate::domain::officer::Role;
use crate::domain::remark::Remark;
use crate::domain::row::Bucket;
use crate::domain::visit::{Outcome, Premises};

/// The answer to an act.
pub fn text(done: &Done, only_tried: bool, width: usize) -> String {
    let mut out = String::new();
    let facts: Vec<String> = done.facts.iter().take(MOST_TOLD).map(|stored| stored.name.to_string()).collect();
    let more = done.facts.len().saturating_sub(facts.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let by = done
        .authorised_by
        .as_ref()
        .map_or(String::new(), |by| format!(" Proposed by {}, authorised by {by}.", done.act.actor));
    let first = match &done.pending {
        Some(pending) => super::pending::heading(pending, &done.act.actor, done.already, width),
        None if only_tried => paragraph("", "Nothing was recorded: only tried. It would record the following.", width),
        None => paragraph("", &format!("Recorded as act {}: {}{more}.{by}", done.act.number, facts.join(", ")), width),
    };
    out.push_str(&first);
    for stored in done.facts.iter().filter(|stored| !is_told_as_a_visit(stored)).take(MOST_TOLD) {
        out.push_str(&paragraph("", &format!("{}.", told(stored)), width));
    }
    for answer in &done.visits {
        out.push_str(&visit(answer, width));
    }
    for noted in &done.noted {
        out.push_str(&paragraph("", &noted::in_words(noted), width));
    }
    out.push_str(&carried::text(&done.carried, width));
    // Cases that change hands move no due day; told one by one is only who was moved all the same.
    let told = |moved: &&Moved| done.visits.is_empty() && (done.carried.is_empty() || moved.before != moved.after);
    let told: Vec<&Moved> = done.moved.iter().filter(told).collect();
    for moved in told.iter().take(MOST_MOVED) {
        out.push_str(&paragraph("", &moved_in_words(moved), width));
    }
    if told.len() > MOST_MOVED {
        out.push_str(&format!("And {} more.\n", told.len() - MOST_MOVED));
    }
    out
}

/// How many facts an answer tells one by one.
const MOST_TOLD: usize = 12;

fn is_told_as_a_visit(stored: &Stored) -> bool {
    stored.name.kind == FactKind::Visit && stored.fact.is_some()
}

/// What a fact says, without a name, an address or what somebody wrote freely.
fn told(stored: &Stored) -> String {
    let about = match &stored.about {
        About::Offender(word) | About::Officer(word) => word,
    };
    match (&stored.fact, stored.supersedes) {
        (Some(fact), None) => format!("{about}: {}", in_words(fact, Texts::Left)),
        (Some(fact), Some(old)) => format!("{about}: {}, in the place of {old}", in_words(fact, Texts::Left)),
        (None, Some(old)) => format!("{about}: {old} is withdrawn"),
        (None, None) => format!("{about}: a withdrawal"),
    }
}

/// How many people an answer tells one by one.
const MOST_MOVED: usize = 20;

fn visit(answer: &VisitAnswer, width: usize) -> String {
    let who = format!("{} to {}: ", answer.reference, answer.offender_ref);
    let mut out = paragraph("", &format!("{who}{}.", did(answer)), width);
    let mut say = |text: String| out.push_str(&paragraph("  ", &text, width));
    if let Some(by) = answer.retry_by {
        say(format!("Try again by {}.", short_day(by)));
    }
    match (answer.overdue_since, answer.next_due) {
        (Some(since), _) => say(format!("A visit is overdue, since {}.", short_day(since))),
        (None, Some(due)) => say(format!("Next visit due by {}.", short_day(due))),
        (None, None) => (),
    }
    if let Some(same) = &answer.same_as {
        say(format!(
            "Presumed the same visit as {same}, which an extract brought: counted once. Two after all? homevisit visit \
             two {same} {} --because REASON",
            answer.reference
        ));
    }
    for wrong in &answer.remarks {
        say(format!("{}{}.", if wrong.is_in_order() { "" } else { "Flagged: " }, remark(*wrong)));
    }
    if answer.visit.children.is_some_and(|children| children > 0) {
        say(format!(
            "Children were seen or identified there. Record the referral: homevisit referral record {} --visit {} --to \
             AGENCY --at TIME",
            answer.offender_ref, answer.reference
        ));
    }
    out
}

/// The whole of visits before they are written, and what is to be said about them.
pub fn before(tried: &Done, width: usize) -> String {
    let mut out = String::new();
    for answer in &tried.visits {
        out.push('\n');
        for (what, value) in fields(&answer.visit) {
            out.push_str(&paragraph(&format!("  {what:<14}"), &value, width));
        }
        out.push_str(&paragraph("  This would be ", &format!("{}.", did(answer)), width));
        for wrong in &answer.remarks {
            out.push_str(&paragraph("  Look: ", &format!("{}.", remark(*wrong)), width));
        }
        if let Some(same) = &answer.same_as {
            out.push_str(&paragraph(
                "  Look: ",
                &format!("presumed the same visit as {same}, from an extract."),
                width,
            ));
        }
    }
    out
}

fn fields(visit: &VisitFact) -> Vec<(&'static str, String)> {
    let said = |value: Option<bool>| value.map_or("not recorded", |yes| if yes { "yes" } else { "no" }).to_owned();
    let time = visit.time.as_ref().map_or_else(|| "time not recorded".to_owned(), |time| format!("at {time}"));
    let place = match visit.premises {
        Some(Premises::Notified) => "the notified premises",
        Some(Premises::Other) => "other premises",
        _ => "not recorded",
    };
    let mut fields = vec![
        ("When", format!("{} {time}", short_day(visit.day))),
        ("Outcome", outcome(visit.outcome).to_owned()),
        ("Attended", crew(visit).unwrap_or_else(|| "not recorded".to_owned())),
        ("Where", place.to_owned()),
        ("Announced", said(visit.announced)),
        ("Entry sought", said(visit.entry_sought)),
        ("Children", visit.children.map_or("not recorded".to_owned(), |children| children.to_string())),
    ];
    fields.extend(visit.note.clone().map(|note| ("Note", note)));
    fields
}

/// Who attended; none where it is not recorded.
pub(super) fn crew(visit: &VisitFact) -> Option<String> {
    let mut crew: Vec<String> = visit.officers.clone().unwrap_or_default();
    crew.extend(visit.agencies.iter().map(|member| format!("{} {}", member.agency, member.number)));
    Some(crew.join(", ")).filter(|crew| !crew.is_empty())
}

/// An outcome as screens say it.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Seen => "seen",
        Outcome::Doorstep => "spoken to on the doorstep only",
        Outcome::NoReply => "no reply",
        Outcome::Refused => "entry refused",
        Outcome::Out => "someone answered, the offender not in",
        Outcome::NotResident => "does not live there",
        Outcome::Abandoned => "given up",
    }
}

/// What a visit did, in words.
pub(super) fn did(answer: &VisitAnswer) -> String {
    match answer.did {
        Did::OnTime(due) => format!("on time, for the visit due by {}", short_day(due)),
        Did::Late(due, days) => {
            let late = format!("late by {}, for the visit due by {}", counted(days, "day", "days"), short_day(due));
            match answer.owed_since.filter(|(since, _)| *since < due) {
                Some((since, missed)) => {
                    format!("{late}; owed since {}, whole cycles missed before it: {missed}", short_day(since))
                }
                None => late,
            }
        }
        Did::Additional => "additional; the clock restarts".to_owned(),
        Did::OnlySeen => "seen; no visit was owed".to_owned(),
        Did::SameDay => "a second visit of a day that counts once".to_owned(),
        Did::Attempt => "an attempt; it meets nothing and moves no date".to_owned(),
        Did::Contact => "a contact; it meets nothing and moves no date".to_owned(),
        Did::NotManaged => {
            "of a day on which the offender was not managed, or before the record begins; it meets nothing".to_owned()
        }
    }
}

/// A remark as screens say it.
pub fn remark(remark: Remark) -> &'static str {
    match remark {
        Remark::NotManaged => "the offender was not managed on the day",
        Remark::OfficerInactive => "an officer who attended was not in service on the day",
        Remark::CrewNotRecorded => "who attended is not recorded",
        Remark::RecordedLate => "recorded later than the policy allows",
        Remark::AloneAuthorised => "alone, as authorised before",
        Remark::AloneSaid => "alone; the authorisation is said to come before, and was not recorded before",
        Remark::AloneUnauthorised => "alone, without authorisation",
        Remark::AnnouncedNoReason => "announced, and no reason recorded",
        Remark::NoAccredited => "nobody who attended is accredited",
        Remark::AwayYetSeen => "by the record in custody, in hospital or abroad, and yet seen at home",
        Remark::LikeAnother => "another visit of that day and outcome is recorded",
    }
}

/// `09:30` of minutes after midnight.
pub fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn moved_in_words(moved: &Moved) -> String {
    let stood = |stood: &Stood| {
        let due = stood.due.map_or(String::new(), |due| format!(", due {}", short_day(due)));
        let owed = if stood.with_overdue && stood.bucket != Bucket::Overdue { ", a visit owed" } else { "" };
        format!("{}{due}{owed}", bucket(stood.bucket))
    };
    match (&moved.before, &moved.after) {
        (None, None) => format!("{}: not managed today.", moved.offender_ref),
        (Some(before), None) => format!("{}: was {}; no longer managed.", moved.offender_ref, stood(before)),
        (None, Some(after)) => format!("{}: {}.", moved.offender_ref, stood(after)),
        (Some(before), Some(after)) if before == after => {
            format!("{}: {}, as before.", moved.offender_ref, stood(after))
        }
        (Some(before), Some(after)) => {
            format!("{}: was {}; now {}.", moved.offender_ref, stood(before), stood(after))
        }
    }
}

#[derive(Serialize)]
struct ActJson<'a> {
    schema: &'static str,
    act: Option<i64>,
    id: Option<&'a str>,
    kind: &'a str,
    actor: &'a str,
    moment: String,
    only_tried: bool,
    facts: Vec<String>,
    visits: Vec<VisitJson<'a>>,
    moved: Vec<MovedJson<'a>>,
    noted: Vec<NotedJson<'a>>,
    carried: Vec<CarriedJson<'a>>,
    pending: Option<PendingJson>,
    authorised_by: Option<&'a str>,
}

#[derive(Serialize)]
struct PendingJson {
    proposal: Option<i64>,
    right: Right,
    authorised_by_least: Role,
}

#[derive(Serialize)]
struct VisitJson<'a> {
    visit_ref: &'a str,
    offender_ref: &'a str,
    did: &'static str,
    due: Option<Day>,
    days_late: Option<u32>,
    next_due: Option<Day>,
    overdue_since: Option<Day>,
    retry_by: Option<Day>,
    same_as: Option<&'a str>,
    remarks: &'a [Remark],
}

#[derive(Serialize)]
struct MovedJson<'a> {
    offender_ref: &'a str,
    before: Option<StoodJson>,
    after: Option<StoodJson>,
}

#[derive(Serialize)]
struct StoodJson {
    bucket: Bucket,
    due: Option<Day>,
    with_overdue: bool,
}

impl From<&Stood> for StoodJson {
    fn from(stood: &Stood) -> StoodJson {
        StoodJson { bucket: stood.bucket, due: stood.due, with_overdue: stood.with_overdue }
    }
}

/// Writes the answer as JSON, `homevisit.act/1` of `docs/json.md`.
///
/// # Errors
/// Those of the writer.
pub fn json(done: &Done, only_tried: bool, to: impl Write) -> io::Result<()> {
    let moved = done.moved.iter().map(|moved| MovedJson {
        offender_ref: &moved.offender_ref,
        before: moved.before.as_ref().map(StoodJson::from),
        after: moved.after.as_ref().map(StoodJson::from),
    });
    let recorded = !only_tried && done.pending.is_none();
    let pending = done.pending.as_ref().map(|pending| PendingJson {
        proposal: pending.number,
        right: pending.right,
        authorised_by_least: pending.least,
    });
    let value = ActJson {
        schema: "homevisit.act/1",
        act: recorded.then_some(done.act.number),
        id: (!only_tried).then_some(done.act.id.as_str()),
        pending,
        authorised_by: done.authorised_by.as_deref(),
        kind: done.act.kind.as_str(),
        actor: &done.act.actor,
        moment: done.act.moment.to_string(),
        only_tried,
        facts: if recorded { done.facts.iter().map(|stored| stored.name.to_string()).collect() } else { Vec::new() },
        visits: done.visits.iter().map(visit_json).collect(),
        moved: moved.collect(),
        noted: done.noted.iter().map(NotedJson::from).collect(),
        carried: done.carried.iter().map(CarriedJson::from).collect(),
    };
    json::write(&value, to)
}

fn visit_json(answer: &VisitAnswer) -> VisitJson<'_> {
    let (did, due, days_late) = match answer.did {
        Did::OnTime(due) => ("on-time", Some(due), None),
        Did::Late(due, days) => ("late", Some(due), Some(days)),
        Did::Additional => ("additional", None, None),
        Did::OnlySeen => ("only-seen", None, None),
        Did::SameDay => ("same-day", None, None),
        Did::Attempt => ("attempt", None, None),
        Did::Contact => ("contact", None, None),
        Did::NotManaged => ("not-managed", None, None),
    };
    VisitJson {
        visit_ref: &answer.reference,
        offender_ref: &answer.offender_ref,
        did,
        due,
        days_late,
        next_due: answer.next_due,
        overdue_since: answer.overdue_since,
        retry_by: answer.retry_by,
        same_as: answer.same_as.as_deref(),
        remarks: &answer.remarks,
    }
}
