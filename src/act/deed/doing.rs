//! A deed while it is done: the transaction, the act as stamped, and the record as it stands with what was done so far.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Transaction;

use super::{DeedRefused, account, rights};
use crate::act::bounds;
use crate::domain::day::Day;
use crate::domain::deed::{About, Deed, Right};
use crate::domain::fact::{Fact, FactRef};
use crate::domain::offender::{Facts, OffenderKey, OfficerKey};
use crate::domain::officer::{Officer, OfficerRecord, Role, Roster};
use crate::domain::practice::Practice;
use crate::domain::requirement::{Rules, fold};
use crate::domain::work::At;
use crate::store::act::Act;
use crate::store::{Scope, Snapshot, StoreError, Stored, offender, record};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An officer, by the word on file.
    Officer(String),
    /// The account that runs the program: nobody was named.
    Account(String),
}

impl Actor {
    /// The word the act records.
    pub fn word(&self) -> &str {
        match self {
            Actor::Officer(word) | Actor::Account(word) => word,
        }
    }
}

/// Whom a fact is about, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// By the word on file; never a visit.
    pub about: About,
    /// The offender's key, where it is one.
    pub offender: Option<OffenderKey>,
}

impl Subject {
    pub(super) fn offender(&self) -> Result<OffenderKey, DeedRefused> {
        self.offender.ok_or_else(|| DeedRefused::wrong("this is about an offender, not an officer"))
    }
}

/// Rights that want a second person, with the least role of that person.
pub(super) type Seconds = BTreeMap<Right, Role>;

/// See the module.
pub(super) struct Doing<'t> {
    tx: &'t Transaction<'t>,
    act: &'t Act,
    actor: &'t Actor,
    /// Why.
    pub because: Option<&'t str>,
    /// The civil day of the act.
    pub today: Day,
    /// The same with the minutes of the clock.
    pub now: At,
    /// What offenders are judged by.
    pub rules: Rules,
    /// The officers as they were before the deed.
    pub roster: Roster,
    view: Snapshot<'t>,
    touched: BTreeSet<OffenderKey>,
    touched_officers: bool,
    seconds: RefCell<Seconds>,
}

impl<'t> Doing<'t> {
    pub(super) fn begin(
        tx: &'t Transaction<'t>,
        act: &'t Act,
        deed: &'t Deed,
        actor: &'t Actor,
    ) -> Result<Doing<'t>, DeedRefused> {
        let view = Snapshot::within(tx, None)?;
        let rules = Rules { book: view.book()?, history_from: view.history_from()? };
        let now = act.moment.at_in(rules.zone_at(act.moment.day_in(chrono_tz::UTC)));
        let roster = view.roster()?;
        let because = deed.because.as_deref();
        let doing = Doing {
            tx,
            act,
            actor,
            because,
            today: now.day,
            now,
            rules,
            roster,
            view,
            touched: BTreeSet::new(),
            touched_officers: false,
            seconds: RefCell::default(),
        };
        doing.check_actor()?;
        Ok(doing)
    }

    fn check_actor(&self) -> Result<(), DeedRefused> {
        let Actor::Officer(word) = self.actor else { return rights::stands_in(&self.view) };
        let officer = self.roster.key(word).and_then(|key| self.roster.get(key)).ok_or(DeedRefused::UnknownActor)?;
        if in_service(officer, self.today).is_some() { Ok(()) } else { Err(DeedRefused::ActorLeft(word.clone())) }
    }

    /// The record as it stands now, with what this deed has done so far.
    pub(super) fn view(&self) -> &Snapshot<'t> {
        &self.view
    }

    /// The number of the act that is being done.
    pub(super) fn act_number(&self) -> i64 {
        self.act.number
    }

    pub(super) fn practice(&self) -> &Practice {
        &self.rules.book.on(self.today).policy.practice
    }

    /// Refuses what is still to come; a time of today that is not recorded is taken to have been.
    pub(super) fn has_been(&self, at: At) -> Result<(), DeedRefused> {
        if at.day > self.today {
            return Err(DeedRefused::wrong(format!("{} is still to come; today is {}", at.day, self.today)));
        }
        if at.is_after(self.now) {
            return Err(DeedRefused::wrong("that time of today is still to come"));
        }
        Ok(())
    }

    /// Refuses an act that gives no reason.
    pub(super) fn gives_reason(&self) -> Result<(), DeedRefused> {
        if self.because.is_some() { Ok(()) } else { Err(DeedRefused::ReasonWanted) }
    }

    /// Whether whoever acts recorded this fact.
    pub(super) fn is_own(&self, act: &Act) -> bool {
        act.actor == self.actor.word()
    }

    /// Whoever acts as an officer's word on file; none for an account.
    pub(super) fn actor_officer(&self) -> Option<&str> {
        match self.actor {
            Actor::Officer(word) => Some(word),
            Actor::Account(_) => None,
        }
    }

    /// Refuses whoever may not, and remembers where a second person is wanted.
    pub(super) fn needs(&self, right: Right) -> Result<(), DeedRefused> {
        let practice = self.practice();
        rights::judge(&self.roster, practice.least_role(right), self.actor, right, self.today)?;
        if let (Actor::Officer(_), Some(least)) = (self.actor, practice.second(right)) {
            self.seconds.borrow_mut().insert(right, least);
        }
        Ok(())
    }

    /// The rights that this deed has asked for and that want a second person, each with the least role of that person.
    /// An account that stands in wants none: there is nobody.
    pub(super) fn seconds(&self) -> Seconds {
        self.seconds.borrow().clone()
    }

    pub(super) fn subject(&self, about: &About) -> Result<Subject, DeedRefused> {
        match about {
            About::Offender(reference) => {
                let found = self.view.offender(reference)?.or(self.enrolled(about)?);
                let key = found.ok_or_else(|| DeedRefused::unknown("offender", reference))?;
                Ok(Subject { about: about.clone(), offender: Some(key) })
            }
            About::Officer(id) => match self.view.officer_key(id)? {
                Some(_) => Ok(Subject { about: about.clone(), offender: None }),
                None => Err(DeedRefused::unknown("officer", id)),
            },
        }
    }

    /// The offender whom a visit was to.
    pub(super) fn visited(&self, reference: &str) -> Result<About, DeedRefused> {
        let visit = self.view.visit(reference)?.ok_or_else(|| DeedRefused::unknown("visit", reference))?;
        Ok(visit.about)
    }

    /// Somebody whom this deed has enrolled and of whom nothing is recorded yet.
    fn enrolled(&self, about: &About) -> Result<Option<OffenderKey>, DeedRefused> {
        let About::Offender(reference) = about else { return Ok(None) };
        Ok(offender::enrolled(self.tx, reference)?)
    }

    /// An officer in service on a day, by the word on file; the record is what holds then.
    pub(super) fn officer(&self, id: &str) -> Result<(OfficerKey, &Officer), DeedRefused> {
        let key = self.roster.key(id).ok_or_else(|| DeedRefused::unknown("officer", id))?;
        self.roster.get(key).map(|officer| (key, officer)).ok_or_else(|| DeedRefused::unknown("officer", id))
    }

    pub(super) fn enrol(&mut self, about: &About) -> Result<(), DeedRefused> {
        let (known, what, word) = match about {
            About::Offender(word) => (self.view.offender(word)?.is_some(), "an offender", word),
            About::Officer(word) => (self.view.officer_key(word)?.is_some(), "an officer", word),
        };
        let fits = (1..=64).contains(&word.chars().count()) && word.trim() == word && !word.contains(char::is_control);
        if !fits {
            return Err(DeedRefused::wrong("a reference has 1 to 64 characters, with no blank at either end"));
        }
        if known {
            return Err(DeedRefused::Known { what, word: word.clone() });
        }
        Ok(record::enrol(self.tx, about)?)
    }

    pub(super) fn insert(
        &mut self,
        subject: &Subject,
        fact: &Fact,
        replaces: Option<&Stored>,
    ) -> Result<FactRef, DeedRefused> {
        self.touch(subject);
        Ok(record::insert(self.tx, self.act.number, &subject.about, fact, replaces)?)
    }

    pub(super) fn withdraw(&mut self, subject: &Subject, of: &Stored) -> Result<FactRef, DeedRefused> {
        self.touch(subject);
        Ok(record::withdraw(self.tx, self.act.number, of)?)
    }

    fn touch(&mut self, subject: &Subject) {
        self.touched.extend(subject.offender);
        self.touched_officers |= subject.offender.is_none();
    }

    /// One offender's facts, with what this deed has done so far.
    pub(super) fn facts(&self, offender: OffenderKey) -> Result<Facts, DeedRefused> {
        Ok(facts_of(&self.view, offender)?)
    }

    /// Holds everybody who was touched to what the register must keep: no management overlaps, the policy in force has
    /// every tier, plans keep their bounds; and the officers to somebody who can bind accounts, once one is bound.
    pub(super) fn settle(&self) -> Result<(), DeedRefused> {
        for offender in &self.touched {
            let facts = self.facts(*offender)?;
            bounds::keeps(&self.rules.book, &facts).map_err(DeedRefused::Wrong)?;
            fold(&facts, &self.rules, self.today, &mut |_| ())?;
        }
        if self.touched_officers { account::keeps_a_keeper(self) } else { Ok(()) }
    }
}

/// The record of an officer who is in service on a day.
pub(in crate::act) fn in_service(officer: &Officer, day: Day) -> Option<&OfficerRecord> {
    officer.on(day).filter(|_| !officer.left_by(day))
}

/// One offender's facts as a view knows them.
pub(super) fn facts_of(view: &Snapshot<'_>, offender: OffenderKey) -> Result<Facts, StoreError> {
    let mut found = Facts::default();
    view.each_offender(Scope::One(offender), |_, _, facts| {
        found = facts.clone();
        Ok::<_, StoreError>(())
    })?;
    Ok(found)
}
