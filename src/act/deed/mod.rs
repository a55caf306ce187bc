//! Doing a deed: plain data in, facts recorded, all of it in one immediate transaction or nothing.
//!
//! - Who may? `rights` says what each change asks for, the policy which role has it.
//! - Is it so? One file a noun says what makes a fact impossible and refuses it; what is only wrong is a remark, and taken in.
//! - Twice? The same id with the same content is answered from the record as it stood then, and writes nothing.
//! - Trying? The same, rolled back: what a person is shown before it is written.

mod account;
mod book;
mod carried;
mod correct;
mod doing;
mod ends;
mod fields;
mod follow;
mod hanging;
mod judged;
mod noted;
mod officer;
mod overtaken;
mod owed;
mod person;
mod place;
mod plan;
mod refused;
mod remarked;
mod rights;
mod second;
mod told;
mod visit;
mod warrant;

use rusqlite::Transaction;

use super::frame::{Asked, Performed, Verdict, content, perform};
use crate::domain::day::Day;
use crate::domain::deed::{Change, Deed};
use crate::domain::fact::{Fact, FactKind};
pub use crate::store::Stored;
pub use crate::store::act::Act;
pub use crate::store::proposal::Proposal;
use crate::store::{KnownAt, Snapshot, Store};

pub use carried::{Carried, Level};
pub use doing::Actor;
pub use judged::{Judging, Waiting, authorise, decline, waiting};
pub use noted::Noted;
pub use refused::DeedRefused;
pub use remarked::{Judge, Remarked};
pub use rights::may;
pub use second::Pending;
pub use told::{Moved, Stood};
pub use visit::{Did, VisitAnswer};

pub(super) use doing::in_service;
use doing::{Doing, Seconds};
use second::Proposing;

/// How a deed is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The caller's id for it (1 to 64 characters), by which it can be repeated safely; none: one is made.
    pub id: Option<&'a str>,
    /// Who acts.
    pub actor: &'a Actor,
    /// Whether it is only tried: checked, answered and rolled back.
    pub only_try: bool,
}

/// A deed that was done, or tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The act; of a trial, the one it would have been.
    pub act: Act,
    /// The facts it recorded, in order.
    pub facts: Vec<Stored>,
    /// What each visit it recorded did.
    pub visits: Vec<VisitAnswer>,
    /// Where everybody it touched stood before and stands after.
    pub moved: Vec<Moved>,
    /// What is to be said of it beside.
    pub noted: Vec<Noted>,
    /// What every officer between whom cases changed hands carried before and carries after.
    pub carried: Vec<Carried>,
    /// Who authorised it, where it wanted a second person.
    pub authorised_by: Option<String>,
    /// That it was not done, and a second person is to authorise it: what stands above is what it would do. Of one that
    /// was proposed before nothing stands above but the act.
    pub pending: Option<Pending>,
    /// Whether it had been done or proposed before, and nothing was written now.
    pub already: bool,
    /// Whether the clock was behind the act before, whose moment was taken instead.
    pub clock_behind: bool,
}

impl Done {
    /// An act of which nothing is said.
    fn of(act: Act) -> Done {
        Done {
            act,
            facts: Vec::new(),
            visits: Vec::new(),
            moved: Vec::new(),
            noted: Vec::new(),
            carried: Vec::new(),
            authorised_by: None,
            pending: None,
            already: false,
            clock_behind: false,
        }
    }
}

/// Does a deed; see the module.
///
/// # Errors
/// [`DeedRefused`]: nothing was recorded.
pub fn apply(store: &mut Store, deed: &Deed, asking: Asking<'_>) -> Result<Done, DeedRefused> {
    refused::check_reason(deed)?;
    let asked_for = serde_json::to_string(deed).map_err(|_| DeedRefused::wrong("this cannot be written down"))?;
    let asked = Asked {
        id: asking.id,
        kind: deed.kind,
        actor: asking.actor.word(),
        content: content(deed.kind, [asked_for.as_bytes()]),
        reason: deed.because.as_deref(),
        salted: true,
    };
    let spoken = store.spoken().clone();
    let performed = perform(store, &asked, |tx, act| {
        let proposing = Proposing { tx, spoken: &spoken, asked: &asked, deed: &asked_for };
        if let Some(known) = proposing.known(act)? {
            return Ok::<_, DeedRefused>(Verdict::Settle(known));
        }
        let (done, seconds, today) = within(tx, act, deed, asking.actor)?;
        let Some(pending) = second::wanted(&seconds) else {
            return Ok(if asking.only_try { Verdict::Drop(done) } else { Verdict::Keep(done) });
        };
        second::can_be(deed, &pending, &Snapshot::within(tx, None)?.roster()?, asking.actor.word(), today)?;
        if asking.only_try {
            return Ok(Verdict::Drop(Done { pending: Some(pending), ..done }));
        }
        Ok(Verdict::Settle(proposing.keep(act, deed, done, pending)?))
    })?;
    match performed {
        Performed::Done(stamped, done) => Ok(Done { clock_behind: stamped.clock_behind, ..done }),
        Performed::Nothing(done) => Ok(done),
        Performed::Already(act) => {
            let view = store.snapshot(Some(KnownAt::Act(act.number)))?;
            Ok(Done { already: true, ..answered(&view, deed)? })
        }
    }
}

/// Does it in a transaction: with the rights it asked for that want a second person, and the day.
fn within(tx: &Transaction<'_>, act: &Act, deed: &Deed, actor: &Actor) -> Result<(Done, Seconds, Day), DeedRefused> {
    let mut doing = Doing::begin(tx, act, deed, actor)?;
    for change in &deed.changes {
        doing.change(change)?;
    }
    doing.settle()?;
    Ok((answered(doing.view(), deed)?, doing.seconds(), doing.today))
}

/// What the last act of a view did, out of the record and what was asked alone: the same whenever it is asked.
fn answered(view: &Snapshot<'_>, deed: &Deed) -> Result<Done, DeedRefused> {
    let facts = view.recorded_by(view.act().number)?;
    let visits = facts.iter().filter(|stored| stored.name.kind == FactKind::Visit && stored.fact.is_some());
    let visits = visits.map(|stored| visit::answer(view, stored)).collect::<Result<_, _>>()?;
    let moved = told::moved(view, &facts)?;
    let (noted, carried) = (noted::noted(view, &facts)?, carried::carried(view, deed)?);
    let authorised_by = view.authorised_by(view.act().number)?;
    Ok(Done { facts, visits, moved, noted, carried, authorised_by, ..Done::of(view.act().clone()) })
}

impl Doing<'_> {
    fn change(&mut self, change: &Change) -> Result<(), DeedRefused> {
        match change {
            Change::Enrol(about) => self.enrol(about),
            Change::Record(about, fact) => self.record(about, fact),
            Change::OfVisit(visit, fact) => {
                let about = self.visited(visit)?;
                self.record(&about, fact)
            }
            Change::End(about, running, day) => ends::end(self, about, running, *day),
            Change::Amend(about, day, set) => officer::amend(self, about, *day, set),
            Change::Place(officer, placing, day) => place::place(self, officer, placing, *day),
            Change::Decide(about, course, by) => self.record(about, &warrant::decided(self.now, *course, *by)),
            Change::Step(about, stage, day) => {
                let fact = warrant::stepped(self, about, *stage, *day)?;
                self.record(about, &fact)
            }
            Change::Direct(about, by, cause) => self.record(about, &warrant::directed(self.now, *by, cause)),
            Change::Cancel(about, day, time) => book::cancel(self, about, *day, time.as_deref()),
            Change::Correct(fact, set) => correct::correct(self, fact, set),
            Change::Withdraw(fact) => correct::withdraw(self, fact),
        }
    }

    /// Records a fact that is new.
    fn record(&mut self, about: &crate::domain::deed::About, fact: &Fact) -> Result<(), DeedRefused> {
        let subject = self.subject(about)?;
        rights::to_record(self, &subject, fact)?;
        self.check(&subject, fact, None)?;
        let replaces = self.replaced(&subject, fact)?;
        self.insert(&subject, fact, replaces.as_ref())?;
        match fact {
            Fact::Visit(_) => visit::after(self, &subject, fact),
            Fact::Officer { .. } => officer::leaves_nobody(self, &subject.about),
            _ => Ok(()),
        }
    }

    /// What a fact must be, whoever sends it. `replaces` is the fact it takes the place of.
    fn check(&self, subject: &doing::Subject, fact: &Fact, replaces: Option<&Stored>) -> Result<(), DeedRefused> {
        match fact {
            Fact::Visit(visit) => visit::check(self, subject, visit, replaces),
            Fact::Person { .. }
            | Fact::Management { .. }
            | Fact::Address { .. }
            | Fact::Tier { .. }
            | Fact::Owner { .. }
            | Fact::Status { .. }
            | Fact::Confirmation { .. } => person::check(self, subject, fact, replaces),
            Fact::Plan { .. } => plan::check(self, subject, fact, replaces),
            Fact::Officer { .. } => officer::check(self, subject, fact),
            Fact::Cover { .. } => place::check_cover(self, subject, fact, replaces),
            Fact::Account { account, bound } => account::check(self, subject, *account, *bound),
            _ => follow::check(self, subject, fact, replaces),
        }
    }

    /// Of a pair of visits, the fact that said whether they are one; of all else none.
    fn replaced(&self, subject: &doing::Subject, fact: &Fact) -> Result<Option<Stored>, DeedRefused> {
        let Fact::Pair { visit, recorded, .. } = fact else { return Ok(None) };
        let pairs = self.view().live(&subject.about, FactKind::Pair)?;
        Ok(pairs.into_iter().find(|stored| {
            matches!(&stored.fact, Some(Fact::Pair { visit: one, recorded: other, .. })
                if (one, other) == (visit, recorded))
        }))
    }
}
