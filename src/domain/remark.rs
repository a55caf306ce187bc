//! What is wrong with a visit that is taken in all the same: asked about where a person is there to answer, flagged
//! wherever the visit is shown.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::fact::VisitFact;
use super::offender::{Facts, OfficerKey, Status};
use super::officer::Roster;
use super::practice::Practice;
use super::visit::{Outcome, Premises};
use super::vocabulary::vocabulary;
use super::work::At;

vocabulary! {
    /// What is wrong with a visit.
    Remark {
        /// Before management began, or after it ended.
        NotManaged = "not-managed",
        /// An officer who attended was not in service on the day.
        OfficerInactive = "officer-inactive",
        /// Who attended is not recorded, or nobody did.
        CrewNotRecorded = "crew-not-recorded",
        /// Recorded later than the policy allows.
        RecordedLate = "recorded-late",
        /// Alone, as authorised by a record made before.
        AloneAuthorised = "alone-authorised",
        /// Alone; the authorisation is said to have been given before, and was recorded after.
        AloneSaid = "alone-said",
        /// Alone, and nobody authorised it.
        AloneUnauthorised = "alone-unauthorised",
        /// Announced, and no reason is recorded.
        AnnouncedNoReason = "announced-no-reason",
        /// Nobody who attended is accredited to assess risk.
        NoAccredited = "no-accredited",
        /// In custody, in hospital or abroad by the record, and yet seen at home.
        AwayYetSeen = "away-yet-seen",
        /// Another visit of that day and outcome is recorded.
        LikeAnother = "like-another",
    }
}

impl Remark {
    /// Whether it is told for information, and is nothing wrong: an officer alone who was authorised before.
    pub fn is_in_order(self) -> bool {
        self == Remark::AloneAuthorised
    }
}

/// That an officer was let go alone to somebody on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AloneAuthorised {
    /// The officer.
    pub officer: OfficerKey,
    /// The day.
    pub day: Day,
    /// When that was recorded, by the civil clock.
    pub recorded: At,
}

/// What a visit is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The offender's facts, the visit among them or not.
    pub facts: &'a Facts,
    /// The officers.
    pub roster: &'a Roster,
    /// The policy's practice on the day of the visit.
    pub practice: &'a Practice,
    /// The day it was recorded, here or by the claim of its source; none where that is not known.
    pub recorded_on: Option<Day>,
    /// Who was let go alone to this offender.
    pub alone: &'a [AloneAuthorised],
    /// Whether another visit of this day and outcome is recorded.
    pub like_another: bool,
}

/// Everything that is wrong with a visit, in the order of [`Remark::ALL`].
pub fn remarks(visit: &VisitFact, case: Circumstances<'_>) -> Vec<Remark> {
    Remark::ALL.iter().copied().filter(|remark| applies(*remark, visit, case)).collect()
}

fn applies(remark: Remark, visit: &VisitFact, case: Circumstances<'_>) -> bool {
    match remark {
        // Whoever was seen on the day management ended was seen within it.
        Remark::NotManaged => {
            !case.facts.management.iter().any(|period| period.covers(visit.day) || period.until == Some(visit.day))
        }
        Remark::OfficerInactive => attending(visit, case.roster).any(|officer| {
            officer.is_none_or(|(key, _)| {
                case.roster.get(key).is_none_or(|officer| officer.left_by(visit.day) || officer.on(visit.day).is_none())
            })
        }),
        Remark::CrewNotRecorded => crew(visit) == 0,
        Remark::RecordedLate => {
            case.recorded_on.is_some_and(|on| on.days_after(visit.day) > case.practice.record_within_days)
        }
        Remark::AloneAuthorised => alone(visit, case) == Some(Alone::Before),
        Remark::AloneSaid => alone(visit, case) == Some(Alone::Said),
        Remark::AloneUnauthorised => alone(visit, case) == Some(Alone::Nobody),
        Remark::AnnouncedNoReason => visit.announced == Some(true) && visit.announced_because.is_none(),
        Remark::NoAccredited => {
            crew(visit) > 0
                && !attending(visit, case.roster).flatten().any(|(key, _)| {
                    case.roster.get(key).and_then(|officer| officer.on(visit.day)).is_some_and(|held| held.accredited)
                })
        }
        Remark::AwayYetSeen => {
            visit.outcome == Outcome::Seen && visit.premises == Some(Premises::Notified) && away(case.facts, visit.day)
        }
        Remark::LikeAnother => case.like_another,
    }
}

/// How many went, other agencies' people among them.
fn crew(visit: &VisitFact) -> usize {
    visit.officers.as_ref().map_or(0, Vec::len) + visit.agencies.len()
}

/// The officers who attended; none for a word that nobody has.
fn attending<'a>(visit: &'a VisitFact, roster: &'a Roster) -> impl Iterator<Item = Option<(OfficerKey, &'a str)>> + 'a {
    visit.officers.iter().flatten().map(|id| roster.key(id).map(|key| (key, id.as_str())))
}

fn away(facts: &Facts, day: Day) -> bool {
    let away = [Status::Custody, Status::Hospital, Status::Abroad];
    facts.statuses.iter().any(|fact| away.contains(&fact.status) && fact.period.covers(day))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    Before,
    Said,
    Nobody,
}

/// How a crew smaller than the policy's came to go; none for a full one, or one that is not recorded.
///
/// Recorded before is: on an earlier day, or on the day no later than the visit's own time. Where no time of the visit is
/// recorded, nothing of its day is known to come before it.
fn alone(visit: &VisitFact, case: Circumstances<'_>) -> Option<Alone> {
    let crew = crew(visit);
    if crew == 0 || crew >= case.practice.crew_size as usize {
        return None;
    }
    let went: Vec<OfficerKey> = attending(visit, case.roster).flatten().map(|(key, _)| key).collect();
    let at = At { day: visit.day, time: visit.time.as_deref().and_then(minutes) };
    let of_it = || case.alone.iter().filter(|fact| fact.day == visit.day && went.contains(&fact.officer));
    let before = |fact: &AloneAuthorised| {
        let same_moment = fact.recorded.day == at.day && at.time.is_some() && fact.recorded.time <= at.time;
        fact.recorded.day < at.day || same_moment
    };
    if of_it().any(before) {
        Some(Alone::Before)
    } else if of_it().next().is_some() || visit.alone_authorised_by.is_some() {
        Some(Alone::Said)
    } else {
        Some(Alone::Nobody)
    }
}

/// `HH:MM` as minutes after midnight; none for anything else.
pub fn minutes(time: &str) -> Option<u16> {
    let [h, hh, b':', m, mm] = *time.as_bytes() else { return None };
    if ![h, hh, m, mm].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
    (two(h, hh) < 24 && two(m, mm) < 60).then(|| two(h, hh) * 60 + two(m, mm))
}
