//! What follows from visits and stands beside them: referrals, warnings, who went alone, what is in the national register,
//! which visits are one.

use super::doing::{Doing, Subject, in_service};
use super::remarked::first_act;
use super::{DeedRefused, book, warrant};
use crate::domain::day::{Day, Period};
use crate::domain::fact::{Fact, FactKind, VisitFact};
use crate::domain::remark::minutes;
use crate::domain::work::At;
use crate::store::Stored;
use crate::store::act::ActKind;

/// Refuses what cannot be so. `replaces` is the fact it takes the place of.
pub(super) fn check(
    doing: &Doing<'_>,
    subject: &Subject,
    fact: &Fact,
    replaces: Option<&Stored>,
) -> Result<(), DeedRefused> {
    subject.offender()?;
    let case = Case { doing, subject, replaces };
    match fact {
        Fact::Referral { visit, agency, day, time } => {
            case.referral(visit, agency.as_deref(), at(*day, time.as_deref())?)
        }
        Fact::Decision { day, time, visit_by, .. } => {
            warrant::ordered(&case, at(*day, time.as_deref())?, *visit_by, "the day of the decision")
        }
        Fact::Stage { decision, stage, day } => warrant::check(&case, *decision, *stage, *day),
        Fact::Direction { day, time, visit_by, cause } => {
            warrant::ordered(&case, at(*day, time.as_deref())?, *visit_by, "the day of the direction")?;
            a_code(&doing.practice().direction_causes, cause, "cause")
        }
        Fact::Booking { day, time, officers } => book::check(&case, *day, time, officers),
        Fact::Marker { code, from, until } => case.marker(code, Period { from: *from, until: *until }),
        Fact::Alone { officer, day, authorised_by } => case.alone(officer, *day, authorised_by),
        Fact::Entered { visit, day } => case.entered(visit, *day),
        Fact::Pair { visit, recorded, one } => case.pair(visit, recorded, *one),
        _ => Ok(()),
    }
}

/// A fact that is held against the others of one person.
pub(super) struct Case<'a, 't> {
    pub doing: &'a Doing<'t>,
    pub subject: &'a Subject,
    pub replaces: Option<&'a Stored>,
}

/// A day and a time as recorded.
pub(super) fn at(day: Day, time: Option<&str>) -> Result<At, DeedRefused> {
    let Some(time) = time else { return Ok(At { day, time: None }) };
    let minutes = minutes(time).ok_or_else(|| DeedRefused::wrong("a time is written such as 09:30"))?;
    Ok(At { day, time: Some(minutes) })
}

fn a_code(codes: &[crate::domain::practice::Code], code: &str, what: &str) -> Result<(), DeedRefused> {
    if codes.iter().any(|known| known.id == code) {
        return Ok(());
    }
    let words: Vec<&str> = codes.iter().map(|code| code.id.as_str()).collect();
    Err(DeedRefused::wrong(format!("the policy has no such {what}; it has {}", words.join(", "))))
}

impl Case<'_, '_> {
    /// The other facts of a kind of this person that count: all but the one whose place is taken.
    pub(super) fn others(&self, kind: FactKind) -> Result<Vec<Stored>, DeedRefused> {
        let mut live = self.doing.view().live(&self.subject.about, kind)?;
        live.retain(|stored| self.replaces.is_none_or(|old| old.name != stored.name));
        Ok(live)
    }

    /// A visit of this person that counts.
    fn visit(&self, reference: &str) -> Result<(Stored, VisitFact), DeedRefused> {
        let stored = self.doing.view().visit(reference)?;
        let stored = stored.ok_or_else(|| DeedRefused::unknown("visit", reference))?;
        if stored.about != self.subject.about {
            return Err(DeedRefused::wrong(format!("visit {reference} was to another offender")));
        }
        match &stored.fact {
            Some(Fact::Visit(visit)) => Ok((stored.clone(), (**visit).clone())),
            _ => Err(DeedRefused::unknown("visit", reference)),
        }
    }

    fn of_an_extract(&self, stored: &Stored) -> Result<bool, DeedRefused> {
        Ok(first_act(self.doing.view(), stored)?.kind == ActKind::Import)
    }

    fn referral(&self, visit: &str, agency: Option<&str>, when: At) -> Result<(), DeedRefused> {
        let (_, made) = self.visit(visit)?;
        if made.children.is_none_or(|children| children == 0) {
            return Err(DeedRefused::wrong(format!(
                "of visit {visit} no children are recorded; if there were any, correct the visit first"
            )));
        }
        self.doing.has_been(when)?;
        if at(made.day, made.time.as_deref())?.is_after(when) {
            return Err(DeedRefused::wrong(format!("this comes before visit {visit}, which was on {}", made.day)));
        }
        match agency {
            Some(agency) if !is_a_word(agency) => {
                return Err(DeedRefused::wrong("an agency has 1 to 64 characters, with no blank at either end"));
            }
            Some(_) => (),
            None => self.doing.gives_reason()?,
        }
        for other in self.others(FactKind::Referral)? {
            let Some(Fact::Referral { visit: after, agency: made_to, .. }) = &other.fact else { continue };
            match (agency, made_to) {
                _ if after != visit => (),
                (Some(agency), Some(made_to)) if agency.eq_ignore_ascii_case(made_to) => {
                    let twice = format!("a referral to this agency after visit {visit} is recorded already");
                    return Err(DeedRefused::wrong(twice));
                }
                (None, _) if self.replaces.is_none() => {
                    let said = format!("what followed from visit {visit} is recorded already, as {}", other.name);
                    return Err(DeedRefused::wrong(said));
                }
                _ => (),
            }
        }
        Ok(())
    }

    fn marker(&self, code: &str, period: Period) -> Result<(), DeedRefused> {
        a_code(&self.doing.practice().markers, code, "marker")?;
        if period.from > self.doing.today {
            return Err(DeedRefused::wrong(format!("a warning holds from a day that has come, not {}", period.from)));
        }
        if period.until.is_some_and(|until| until <= period.from) {
            return Err(DeedRefused::wrong("a warning ends on a day after it begins"));
        }
        for other in self.others(FactKind::Marker)? {
            let Some(Fact::Marker { code: running, from, until }) = &other.fact else { continue };
            if running == code && period.meets(*from, until.unwrap_or(Day::MAX)) {
                return Err(DeedRefused::wrong(format!("this marker runs already, from {from} ({})", other.name)));
            }
        }
        Ok(())
    }

    /// Recorded on whatever day: one that comes after the visit is kept apart by the visit's remark.
    fn alone(&self, officer: &str, day: Day, authorised_by: &str) -> Result<(), DeedRefused> {
        self.doing.gives_reason()?;
        let (_, known) = self.doing.officer(officer)?;
        if in_service(known, day).is_none() {
            return Err(DeedRefused::wrong(format!("{officer} is not in service on {day}")));
        }
        self.doing.officer(authorised_by)?;
        if authorised_by == officer {
            return Err(DeedRefused::wrong(format!("{officer} cannot let themselves go alone")));
        }
        if self.replaces.is_none() && self.doing.actor_officer() != Some(authorised_by) {
            return Err(DeedRefused::wrong("whoever authorises it records it"));
        }
        Ok(())
    }

    fn entered(&self, visit: &str, day: Day) -> Result<(), DeedRefused> {
        let (stored, made) = self.visit(visit)?;
        if self.of_an_extract(&stored)? {
            return Err(DeedRefused::wrong(format!("visit {visit} came from an extract; it need not be entered")));
        }
        self.doing.has_been(At { day, time: None })?;
        if day < made.day {
            return Err(DeedRefused::wrong(format!("{day} comes before visit {visit}, which was on {}", made.day)));
        }
        for other in self.others(FactKind::Entered)? {
            if let Some(Fact::Entered { visit: entered, day }) = &other.fact
                && entered == visit
            {
                return Err(DeedRefused::wrong(format!("visit {visit} was entered on {day} ({})", other.name)));
            }
        }
        Ok(())
    }

    fn pair(&self, visit: &str, recorded: &str, one: bool) -> Result<(), DeedRefused> {
        self.doing.gives_reason()?;
        let ((theirs, brought), (ours, here)) = (self.visit(visit)?, self.visit(recorded)?);
        if !self.of_an_extract(&theirs)? {
            return Err(DeedRefused::wrong(format!("visit {visit} was recorded here; the extract's comes first")));
        }
        if self.of_an_extract(&ours)? {
            return Err(DeedRefused::wrong(format!(
                "visit {recorded} came from an extract; the one recorded here does not"
            )));
        }
        if !one {
            return Ok(());
        }
        if (brought.day, brought.outcome) != (here.day, here.outcome) {
            return Err(DeedRefused::wrong(format!(
                "visits {visit} and {recorded} differ in day or outcome: they are two until one is corrected"
            )));
        }
        for other in self.others(FactKind::Pair)? {
            let Some(Fact::Pair { visit: theirs, recorded: ours, one: true }) = &other.fact else { continue };
            if (theirs == visit) != (ours == recorded) {
                return Err(DeedRefused::wrong(format!("visits {theirs} and {ours} are one already ({})", other.name)));
            }
        }
        Ok(())
    }
}

fn is_a_word(text: &str) -> bool {
    (1..=64).contains(&text.chars().count()) && text.trim() == text && !text.contains(char::is_control)
}
