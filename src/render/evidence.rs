//! The evidence of failed attempts as a court would want it, as text. Addresses stand on this document and `show` alone.

pub use super::evidence_paper::paper;

use std::fmt::Write;

use super::lines::paragraph;
use super::notice::{course_words, stage_words};
use super::recorded::{clock, outcome};
use super::words::{counted, day_in_words, screen_text, short_day, went_back};
use crate::domain::day::Day;
use crate::domain::fact::{AgencyMember, Fact, VisitFact};
use crate::domain::visit::Premises;
use crate::domain::work::At;
use crate::report::evidence::{Attempt, Decided, Evidence, Member, Place, Recorded, Superseded};

/// Whom it is about.
#[derive(Clone, Copy, Debug)]
pub struct Whom<'a> {
    /// The reference.
    pub reference: &'a str,
    /// The name, family name first.
    pub name: &'a str,
    /// The date of birth.
    pub born: Option<Day>,
}

/// The evidence, to read and to print.
pub fn text(evidence: &Evidence, whom: Whom<'_>, width: usize) -> String {
    let mut page = Page { out: String::new(), width };
    head(&mut page, evidence, whom);
    let count = u64::try_from(evidence.attempts.len()).unwrap_or(u64::MAX);
    let since = evidence.last_seen.map_or("never seen".to_owned(), |day| format!("since {}", short_day(day)));
    page.title(&format!("{}, {since}", counted(count, "failed attempt", "failed attempts")));
    page.none_if(evidence.attempts.is_empty());
    for (at, attempt) in evidence.attempts.iter().enumerate() {
        page.attempt(at + 1, attempt, evidence);
    }
    page.gap();
    page.title("Failed attempts with entry sought, by address");
    if evidence.places.is_empty() {
        page.say("  ", "none at the notified premises");
    }
    for place in &evidence.places {
        page.say(&format!("{:>4}  ", place.sought), &place_in_words(place));
    }
    page.gap();
    page.say("", &by_policy(evidence));
    if evidence.is_of_england_and_wales() {
        page.say("", SECTION_96B);
    }
    page.gap();
    page.title("Decisions");
    page.none_if(evidence.decisions.is_empty());
    for decision in &evidence.decisions {
        page.decision(decision);
    }
    page.gap();
    page.title("Records of these that were set right or withdrawn");
    page.none_if(evidence.superseded.is_empty());
    for superseded in &evidence.superseded {
        page.superseded(superseded);
    }
    page.out
}

pub(super) const SECTION_96B: &str = "In England and Wales a justice of the peace may issue a warrant to enter and search premises \
in order to assess the risks that a relevant offender poses where, among other requirements, a constable has sought \
entry for that purpose on at least two occasions and been unable to obtain it (Sexual Offences Act 2003, section 96B).";

pub(super) fn by_policy(evidence: &Evidence) -> String {
    let (policy, wanted) = (&evidence.policy, evidence.wanted);
    format!(
        "The policy, {}, version {}, asks for a supervisor's decision after {} with entry sought at one address.",
        policy.id,
        policy.version,
        counted(wanted, "failed attempt", "failed attempts")
    )
}

fn head(page: &mut Page, evidence: &Evidence, whom: Whom<'_>) {
    page.say("", &format!("Attempts to visit {}, as at {}", whom.reference, day_in_words(evidence.as_of)));
    let born = whom.born.map_or("date of birth not recorded".to_owned(), |day| format!("born {}", short_day(day)));
    page.say("", &format!("{}, {born}", whom.name));
    let seen = match evidence.last_seen {
        Some(day) => format!("Last seen, by the record, on {}.", short_day(day)),
        None => "Never seen, by the record.".to_owned(),
    };
    page.say("", &seen);
    page.out.push_str(&went_back(&evidence.policy.went_back, page.width));
    page.out.push('\n');
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    fn title(&mut self, title: &str) {
        let _ = writeln!(self.out, "{title}");
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn say(&mut self, first: &str, text: &str) {
        self.out.push_str(&paragraph(first, &screen_text(text), self.width));
    }

    fn none_if(&mut self, empty: bool) {
        if empty {
            self.say("  ", "none");
        }
    }

    fn attempt(&mut self, number: usize, attempt: &Attempt, evidence: &Evidence) {
        let when = format!("{}, visit {}", weekday_and_time(attempt.at), attempt.visit_ref);
        self.say(&format!("{number:>3}.  "), &when);
        let place = attempt.place.and_then(|place| evidence.places.get(place));
        let crew = crew_in_words(&attempt.crew, &attempt.agencies);
        let mut lines = vec![
            ("Premises", premises_in_words(attempt.premises, place)),
            ("Outcome", outcome(attempt.outcome).to_owned()),
            ("Entry", entry_in_words(attempt.entry_sought).to_owned()),
            ("Attended", crew),
            ("Announced", yes_no(attempt.announced).to_owned()),
            ("Recorded", on_and_by(&attempt.recorded)),
        ];
        if let Some(day) = attempt.source_wrote {
            lines.push(("", format!("written down on {}, as its source says", short_day(day))));
        }
        if attempt.corrected {
            lines.push(("", "set right since; see below".to_owned()));
        }
        for (what, said) in lines {
            self.say(&format!("      {what:<10}"), &said);
        }
    }

    fn decision(&mut self, decision: &Decided) {
        let taken = format!(
            "{}: {}. Somebody is to go again by {}.",
            weekday_and_time(decision.at),
            course_words(decision.course),
            short_day(decision.visit_by)
        );
        self.say("  ", &taken);
        self.say("      ", &format!("{} ({})", recorded_and_why(&decision.recorded), decision.name));
        for reached in &decision.stages {
            let stage = format!("{}: warrant {}", short_day(reached.day), stage_words(reached.stage));
            self.say("      ", &format!("{stage}; recorded {}", on_and_by(&reached.recorded)));
        }
    }

    fn superseded(&mut self, superseded: &Superseded) {
        let said = said_in_words(&superseded.said);
        self.say("  ", &format!("{}: {said}; recorded {}", superseded.name, on_and_by(&superseded.recorded)));
        let what = if superseded.withdrawn { "withdrawn as not so" } else { "superseded" };
        self.say("      ", &format!("{what} by {}, {}", superseded.by, recorded_and_why(&superseded.then)));
    }
}

fn weekday_and_time(at: At) -> String {
    let time = at.time.map_or("time not recorded".to_owned(), |time| format!("at {}", clock(time)));
    format!("{} {} {time}", at.day.to_naive().format("%A"), short_day(at.day))
}

pub(super) fn premises_in_words(premises: Premises, place: Option<&Place>) -> String {
    match (premises, place) {
        (Premises::Notified, Some(place)) => place_in_words(place),
        (Premises::Notified, None) => "the notified premises".to_owned(),
        (Premises::Other, _) => "other premises than those notified".to_owned(),
        (Premises::NotRecorded, _) => "not recorded".to_owned(),
    }
}

pub(super) fn place_in_words(place: &Place) -> String {
    let Some(from) = place.from else { return "the notified premises; no address is on file for the day".to_owned() };
    let address = place.address.as_deref().filter(|address| !address.trim().is_empty()).unwrap_or("no address");
    let postcode = place.postcode.as_deref().map_or(String::new(), |postcode| format!(", {postcode}"));
    let kind = if place.no_fixed_abode { "no fixed abode; can be found at " } else { "" };
    format!("{kind}{address}{postcode}, as notified from {}", short_day(from))
}

pub(super) fn entry_in_words(sought: Option<bool>) -> &'static str {
    match sought {
        Some(true) => "sought in order to search the premises and assess risk",
        Some(false) => "not sought",
        None => "sought or not: not recorded",
    }
}

pub(super) fn yes_no(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not recorded",
    }
}

pub(super) fn crew_in_words(crew: &[Member], agencies: &[AgencyMember]) -> String {
    let officer = |member: &Member| {
        let accredited = if member.accredited { "accredited" } else { "not accredited" };
        match member.role {
            Some(role) => format!("{} ({role}, {accredited})", member.officer),
            None => format!("{} (nothing known on that day)", member.officer),
        }
    };
    let agency = |member: &AgencyMember| format!("{} {}", member.agency, member.number);
    let all: Vec<String> = crew.iter().map(officer).chain(agencies.iter().map(agency)).collect();
    if all.is_empty() { "not recorded".to_owned() } else { all.join(", ") }
}

/// `25 Nov 2026 at 17:25 by P101`, by the clock of the unit.
pub(super) fn on_and_by(recorded: &Recorded) -> String {
    let at = recorded.at.time.map(|time| format!(" at {}", clock(time))).unwrap_or_default();
    let how = if recorded.of_an_extract { ", out of an extract" } else { "" };
    format!("{}{at} by {}{how}", short_day(recorded.at.day), recorded.by)
}

pub(super) fn recorded_and_why(recorded: &Recorded) -> String {
    let why = recorded.because.as_ref().map(|because| format!(", because: {because}")).unwrap_or_default();
    format!("recorded {}{why}", on_and_by(recorded))
}

pub(super) fn said_in_words(said: &Fact) -> String {
    match said {
        Fact::Visit(visit) => visit_in_words(visit),
        Fact::Decision { day, course, visit_by, .. } => {
            format!("decided on {}: {}, by {}", short_day(*day), course_words(*course), short_day(*visit_by))
        }
        Fact::Stage { stage, day, .. } => format!("{}: warrant {}", short_day(*day), stage_words(*stage)),
        _ => "another fact".to_owned(),
    }
}

fn visit_in_words(visit: &VisitFact) -> String {
    let time = visit.time.as_ref().map(|time| format!(" at {time}")).unwrap_or_default();
    let reference = visit.reference.as_deref().unwrap_or("?");
    let premises = match visit.premises {
        Some(Premises::Notified) => "the notified premises",
        Some(Premises::Other) => "other premises",
        _ => "premises not recorded",
    };
    format!(
        "visit {reference}, {}{time}, {}, {premises}, entry {}",
        short_day(visit.day),
        outcome(visit.outcome),
        entry_in_words(visit.entry_sought)
    )
}
