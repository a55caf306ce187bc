//! Whose cases they are: covers, and cases that change hands.

use super::DeedRefused;
use super::book::leave;
use super::doing::{Doing, Subject, in_service};
use crate::domain::day::{Day, Period};
use crate::domain::deed::{About, Placing, Right};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::offender::{Facts, OfficerKey, TierKey, holding};
use crate::domain::officer::{Officer, Role, Roster};
use crate::domain::requirement::Rules;
use crate::domain::sharing::{Bearer, Placed, share};
use crate::store::{Scope, Snapshot, StoreError, Stored};

/// Refuses a cover that cannot be so.
pub(super) fn check_cover(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    let (About::Officer(leaving), Fact::Cover { cover, from, until }) = (&subject.about, fact) else {
        return Err(DeedRefused::wrong("a cover is of an officer, by an officer"));
    };
    if until <= from {
        return Err(DeedRefused::wrong(format!("{until} is the first day back, and comes after {from}")));
    }
    if leaving == cover {
        return Err(DeedRefused::wrong(format!("{cover} cannot cover themselves")));
    }
    let time = Period { from: *from, until: Some(*until) };
    for id in [leaving, cover] {
        let (_, officer) = doing.officer(id)?;
        if let Some(day) = out_of_service(officer, time) {
            return Err(DeedRefused::wrong(format!("{id} is not in service on {day}")));
        }
    }
    let covers = Covers { doing, time, replaces };
    if let Some((other, since)) = covers.of(leaving)? {
        return Err(DeedRefused::wrong(format!("{other} covers {leaving} already, from {since}")));
    }
    if let Some((other, since)) = covers.of(cover)? {
        return Err(DeedRefused::wrong(format!("{cover} is on leave in that time, from {since}, covered by {other}")));
    }
    for (_, officer) in doing.roster.iter() {
        if let Some((by, since)) = covers.of(&officer.id)?
            && by == *leaving
        {
            return Err(DeedRefused::wrong(format!(
                "{leaving} covers {} in that time, from {since}: let somebody else cover first",
                officer.id
            )));
        }
    }
    Ok(())
}

/// The first day of a time on which an officer is not in service.
pub(super) fn out_of_service(officer: &Officer, time: Period) -> Option<Day> {
    let last = time.until.map_or(Day::MAX, Day::before);
    let changes = officer.records.iter().flat_map(|record| [Some(record.from), record.what.active_until]);
    let within = changes.flatten().filter(|day| time.covers(*day));
    let mut days: Vec<Day> = [time.from, last].into_iter().chain(within).collect();
    days.sort_unstable();
    days.into_iter().find(|day| in_service(officer, *day).is_none())
}

/// The covers of a time but the one whose place is taken.
struct Covers<'a, 't> {
    doing: &'a Doing<'t>,
    time: Period,
    replaces: Option<&'a Stored>,
}

impl Covers<'_, '_> {
    /// Who covers an officer in that time, and since when.
    fn of(&self, officer: &str) -> Result<Option<(String, Day)>, DeedRefused> {
        for stored in self.doing.view().live(&About::Officer(officer.to_owned()), FactKind::Cover)? {
            let Some(Fact::Cover { cover, from, until }) = stored.fact else { continue };
            let same = self.replaces.is_some_and(|old| old.name == stored.name);
            if !same && self.time.meets(from, until) {
                return Ok(Some((cover, from)));
            }
        }
        Ok(None)
    }
}

/// Gives every case that an officer has on a day another owner from that day.
pub(super) fn place(doing: &mut Doing<'_>, officer: &str, placing: &Placing, day: Day) -> Result<(), DeedRefused> {
    doing.needs(Right::PlaceCases)?;
    let (leaving, _) = doing.officer(officer)?;
    let takers = takers(doing, officer, placing, day)?;
    let cases = cases(doing.view(), &doing.rules, &[leaving], day)?;
    if cases.is_empty() {
        return Err(DeedRefused::wrong(format!("{officer} has no cases on {day}")));
    }
    let keys: Vec<OfficerKey> = takers.iter().filter_map(|id| doing.roster.key(id)).collect();
    let carried = self::cases(doing.view(), &doing.rules, &keys, day)?;
    let bearer = |id| {
        let key = doing.roster.key(id);
        let cases = carried.iter().filter(|case| Some(case.owner) == key).count();
        let fte_hundredths = key.and_then(|key| full_time_share(&doing.roster, key, day)).unwrap_or(FULL_TIME);
        Bearer { officer: id, fte_hundredths, cases: u32::try_from(cases).unwrap_or(u32::MAX) }
    };
    let bearers: Vec<Bearer<'_>> = takers.iter().map(|id| bearer(id)).collect();
    let placed = cases.iter().map(|case| Placed { tier_place: case.tier_place, reference: &case.reference });
    let shared = share(&placed.collect::<Vec<_>>(), &bearers).ok_or_else(nobody)?;
    for (case, owner) in shared {
        let fact = Fact::Owner { from: day, officer: owner.to_owned() };
        doing.record(&About::Offender(case.reference.to_owned()), &fact)?;
    }
    Ok(())
}

/// Those among whom cases are placed: at least one.
fn takers(doing: &Doing<'_>, officer: &str, placing: &Placing, day: Day) -> Result<Vec<String>, DeedRefused> {
    match placing {
        Placing::Officer(to) => {
            let (_, known) = doing.officer(to)?;
            if to == officer {
                return Err(DeedRefused::wrong(format!("the cases are {officer}'s already")));
            }
            if in_service(known, day).is_none() {
                return Err(DeedRefused::wrong(format!("{to} is not in service on {day}")));
            }
            Ok(vec![to.clone()])
        }
        Placing::Team(team) => {
            let takers = sharers(doing.view(), &doing.roster, team, officer, day)?;
            if takers.is_empty() { Err(nobody()) } else { Ok(takers) }
        }
    }
}

fn nobody() -> DeedRefused {
    DeedRefused::wrong("there is nobody in that team to place the cases with on that day")
}

/// Those of a team who share the cases of an officer on a day: officers and supervisors in service, none on leave.
pub(super) fn sharers(
    view: &Snapshot<'_>,
    roster: &Roster,
    team: &str,
    but: &str,
    day: Day,
) -> Result<Vec<String>, DeedRefused> {
    let mut ids = Vec::new();
    for (_, officer) in roster.iter() {
        let sharing = in_service(officer, day).is_some_and(|held| held.team == team && held.role != Role::Manager);
        if sharing && officer.id != but && leave(view, &officer.id, day)?.is_none() {
            ids.push(officer.id.clone());
        }
    }
    ids.sort_unstable();
    Ok(ids)
}

/// The share of somebody of whom none is recorded, in hundredths.
pub(super) const FULL_TIME: u16 = 100;

/// The full-time share of an officer on a day, in hundredths; none where none is recorded.
pub(super) fn full_time_share(roster: &Roster, officer: OfficerKey, day: Day) -> Option<u16> {
    roster.get(officer).and_then(|officer| officer.on(day)).and_then(|held| held.fte_hundredths)
}

/// Somebody who is managed on a day or is to be later, with the owner and the tier of that day.
pub(super) struct OwnedCase {
    pub reference: String,
    pub owner: OfficerKey,
    pub tier: Option<TierKey>,
    /// The place of the tier that applies, 0 the greatest risk.
    pub tier_place: usize,
}

/// The cases of these officers on a day.
pub(super) fn cases(
    view: &Snapshot<'_>,
    rules: &Rules,
    officers: &[OfficerKey],
    day: Day,
) -> Result<Vec<OwnedCase>, DeedRefused> {
    let version = rules.book.on(day);
    let mut cases = Vec::new();
    view.each_offender(Scope::Officers(officers), |_, reference, facts| {
        let owner = holding(&facts.owners, day).filter(|owner| officers.contains(owner));
        if let (Some(owner), true) = (owner, is_to_be_managed(facts, day)) {
            let tier = holding(&facts.tiers, day);
            let tier_place = version.place(tier.unwrap_or(version.untiered())).unwrap_or(0);
            cases.push(OwnedCase { reference: reference.to_owned(), owner, tier, tier_place });
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(cases)
}

/// Managed on a day, or from a later one that is known: such a case is not left behind either.
fn is_to_be_managed(facts: &Facts, day: Day) -> bool {
    facts.management.iter().any(|period| period.until.is_none_or(|until| day < until))
}
