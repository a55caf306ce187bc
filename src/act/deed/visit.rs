//! Recording a visit: what is refused whoever sends it, what is remarked upon, and what the visit did.

use super::DeedRefused;
use super::doing::{Doing, Subject, facts_of};
use super::remarked::{Judge, first_act};
use crate::domain::day::Day;
use crate::domain::deed::About;
use crate::domain::fact::{Fact, FactKind, VisitFact};
use crate::domain::intake::is_reference_shaped;
use crate::domain::offender::{Facts, OffenderKey};
use crate::domain::remark::{Remark, minutes};
use crate::domain::requirement::{Effect, Event, Rules, Step, fold};
use crate::domain::row::Row;
use crate::domain::visit::{Outcome, VisitKind};
use crate::domain::work::At;
use crate::store::act::ActKind;
use crate::store::{Snapshot, Stored};

const LONGEST_NOTE: usize = 500;
const MOST_OFFICERS: usize = 20;

/// Refuses what cannot be so.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    visit: &VisitFact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    subject.offender()?;
    let wrong = |what: &str| Err(DeedRefused::wrong(what));
    let time = match &visit.time {
        Some(time) => Some(minutes(time).ok_or_else(|| DeedRefused::wrong("a time is written such as 09:30"))?),
        None => None,
    };
    doing.has_been(At { day: visit.day, time })?;
    let words = visit.officers.iter().flatten().chain(&visit.alone_authorised_by);
    words.map(|id| doing.officer(id)).collect::<Result<Vec<_>, _>>()?;
    if let Some(reference) = &visit.reference
        && replaces.is_none()
        && doing.view().visit(reference)?.is_some()
    {
        return Err(DeedRefused::Known { what: "a visit", word: reference.clone() });
    }
    if visit.reference.as_ref().is_some_and(|word| !is_reference_shaped(word)) {
        return wrong(
            "a visit's reference has 1 to 64 letters, digits, dots, slashes, hyphens or underscores, a digit among them",
        );
    }
    recorded_already(doing, subject, visit, replaces)?;
    against_itself(visit).map_or(Ok(()), wrong)
}

/// The same visit sent twice, without an id that would tell: of one day, time and outcome.
fn recorded_already(
    doing: &Doing<'_>,
    subject: &Subject,
    visit: &VisitFact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    if visit.time.is_none() || replaces.is_some() {
        return Ok(());
    }
    for stored in doing.view().live(&subject.about, FactKind::Visit)? {
        let Some(Fact::Visit(other)) = &stored.fact else { continue };
        let same = (other.day, &other.time, other.outcome) == (visit.day, &visit.time, visit.outcome);
        if same && first_act(doing.view(), &stored)?.kind != ActKind::Import {
            return Err(DeedRefused::wrong(format!(
                "a visit of that day, time and outcome is recorded already: {} ({})",
                other.reference.as_deref().unwrap_or(""),
                stored.name
            )));
        }
    }
    Ok(())
}

/// What of a visit contradicts its own outcome or fields, or is longer than it may be.
fn against_itself(visit: &VisitFact) -> Option<&'static str> {
    let officers = visit.officers.as_deref().unwrap_or_default();
    let attended = officers.len() + visit.agencies.len();
    let twice = officers.iter().enumerate().any(|(place, id)| officers[..place].contains(id));
    let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_NOTE);
    let word = |text: &str| (1..=64).contains(&text.chars().count()) && !text.contains(char::is_control);
    let agencies = visit.agencies.iter().all(|member| word(&member.agency) && word(&member.number));
    let rules = [
        (
            visit.outcome == Outcome::Refused && visit.entry_sought == Some(false),
            "entry was refused, and nobody asked: one of the two is not so",
        ),
        (
            matches!(visit.outcome, Outcome::Seen | Outcome::Doorstep) && attended == 0,
            "the offender was seen, by nobody: say who attended",
        ),
        (
            visit.announced != Some(true) && visit.announced_because.is_some(),
            "a reason for announcing a visit that was not announced",
        ),
        (twice, "an officer attended twice"),
        (
            visit.alone_authorised_by.as_ref().is_some_and(|id| officers.contains(id)),
            "whoever goes does not let themselves go alone",
        ),
        (officers.len() > MOST_OFFICERS || visit.agencies.len() > MOST_OFFICERS, "at most 20 attend a visit"),
        (!agencies, "an agency and a number there have 1 to 64 characters each"),
        (visit.children.is_some_and(|children| children > 99), "at most 99 children can be recorded"),
        (long(&visit.note) || long(&visit.announced_because), "a note or a reason has at most 500 characters"),
    ];
    rules.into_iter().find(|(broken, _)| *broken).map(|(_, what)| what)
}

/// After a visit is recorded: where an extract brought the same one before, they are presumed one.
pub(super) fn after(doing: &mut Doing<'_>, subject: &Subject, fact: &Fact) -> Result<(), DeedRefused> {
    let Fact::Visit(_) = fact else { return Ok(()) };
    let ours = doing.view().recorded_by(doing.act_number())?;
    let newest = ours.iter().rev().find_map(|stored| match &stored.fact {
        Some(Fact::Visit(recorded)) => recorded.reference.clone(),
        _ => None,
    });
    let Some(recorded) = newest else { return Ok(()) };
    match doing.view().counterpart(&recorded)? {
        Some(brought) => doing.insert(subject, &Fact::Pair { visit: brought, recorded, one: true }, None).map(drop),
        None => Ok(()),
    }
}

/// What a visit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// It met the requirement due then, on time.
    OnTime(Day),
    /// It met the overdue requirement due then, so many days late.
    Late(Day, u32),
    /// Additional: the clock restarts.
    Additional,
    /// It set the day last seen and nothing else: nothing was owed.
    OnlySeen,
    /// Another effective visit of the day counts; this one adds nothing.
    SameDay,
    /// A failed attempt: it meets nothing.
    Attempt,
    /// A contact: it meets nothing.
    Contact,
    /// The offender was not managed on the day: it meets nothing.
    NotManaged,
}

/// A visit as recorded, and what it did.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitAnswer {
    /// The visit.
    pub visit: VisitFact,
    /// Its reference.
    pub reference: String,
    /// The offender's reference.
    pub offender_ref: String,
    /// The offender.
    pub offender: OffenderKey,
    /// What it did.
    pub did: Did,
    /// What is wrong with it.
    pub remarks: Vec<Remark>,
    /// Where it came late, the oldest day by which a visit was owed till then, and how many whole cycles had gone by.
    pub owed_since: Option<(Day, u32)>,
    /// The day by which the next visit is owed, as at the act; none while none is.
    pub next_due: Option<Day>,
    /// The oldest day by which a visit was owed, where one is overdue all the same.
    pub overdue_since: Option<Day>,
    /// The day by which to try again.
    pub retry_by: Option<Day>,
    /// The extract's visit it is presumed to be the same as.
    pub same_as: Option<String>,
}

/// What a visit of this view did, as at the day of its last act.
pub(super) fn answer(view: &Snapshot<'_>, stored: &Stored) -> Result<VisitAnswer, DeedRefused> {
    let (Some(Fact::Visit(visit)), About::Offender(offender_ref)) = (&stored.fact, &stored.about) else {
        return Err(DeedRefused::wrong("this is no visit"));
    };
    let offender = view.offender(offender_ref)?.ok_or_else(|| DeedRefused::unknown("offender", offender_ref))?;
    let rules = Rules { book: view.book()?, history_from: view.history_from()? };
    let today = view.act().moment.day_in(rules.zone_at(view.act().moment.day_in(chrono_tz::UTC)));
    let facts = facts_of(view, offender)?;
    let roster = view.roster()?;
    let mut effects = Vec::new();
    let standing = fold(&facts, &rules, today, &mut |event| {
        if let Event::Step(day, Step::Visit(effect)) = event
            && day == visit.day
        {
            effects.push(effect);
        }
    })?;
    let row = standing.as_ref().map(|standing| Row::of(&facts, &rules, &roster, standing, today));
    let same_as = view.live(&stored.about, FactKind::Pair)?.into_iter().find_map(|pair| match pair.fact {
        Some(Fact::Pair { visit: theirs, recorded, one: true }) if Some(&recorded) == visit.reference.as_ref() => {
            Some(theirs)
        }
        _ => None,
    });
    Ok(VisitAnswer {
        owed_since: owed_since(&facts, &rules, visit.day)?,
        did: did(visit, &rules, &facts, &effects),
        remarks: Judge { rules: &rules, roster: &roster }.remarks(view, offender, &facts, stored)?,
        reference: visit.reference.clone().unwrap_or_default(),
        offender_ref: offender_ref.clone(),
        offender,
        next_due: standing.as_ref().and_then(|standing| standing.upcoming).map(|upcoming| upcoming.due),
        overdue_since: row.as_ref().filter(|row| row.with_overdue).and_then(|row| row.due),
        retry_by: row.and_then(|row| row.retry_by),
        same_as,
        visit: (**visit).clone(),
    })
}

/// As the day would have ended without a visit.
fn owed_since(facts: &Facts, rules: &Rules, day: Day) -> Result<Option<(Day, u32)>, DeedRefused> {
    let mut without = facts.up_to(day);
    without.visits.retain(|visit| visit.day != day);
    let standing = fold(&without, rules, day, &mut |_| ())?;
    Ok(standing.and_then(|standing| Some((standing.oldest?, standing.missed))))
}

fn did(visit: &VisitFact, rules: &Rules, facts: &Facts, effects: &[Effect]) -> Did {
    let as_recorded = crate::domain::visit::Visit {
        day: visit.day,
        time: None,
        outcome: visit.outcome,
        premises: visit.premises.unwrap_or(crate::domain::visit::Premises::NotRecorded),
        announced: visit.announced,
        entry_sought: visit.entry_sought,
        act: 0,
        source_days: None,
    };
    let kind = rules.book.kind_of(&as_recorded);
    let effective = |other: &&crate::domain::visit::Visit| {
        other.day == visit.day && rules.book.kind_of(other) == VisitKind::Effective
    };
    match kind {
        VisitKind::Attempt => return Did::Attempt,
        VisitKind::Contact => return Did::Contact,
        VisitKind::Effective if facts.visits.iter().filter(effective).count() > 1 => return Did::SameDay,
        VisitKind::Effective => (),
    }
    let telling = effects.iter().find(|effect| !matches!(effect, Effect::Nothing(..)));
    match telling {
        Some(Effect::OnTime(due)) => Did::OnTime(*due),
        Some(Effect::Late(due)) => Did::Late(*due, visit.day.days_after(*due)),
        Some(Effect::Additional(..)) => Did::Additional,
        Some(_) => Did::OnlySeen,
        None => Did::NotManaged,
    }
}
