//! The second person: whoever proposes does not authorise.
//!
//! A deed that needs a right which wants a second person is checked as if it were done, undone, and kept as a proposal. It
//! plays no part in any answer until somebody else of the role authorises it; it is then done, as whoever proposed it, at
//! that moment, and checked again.

use rusqlite::Transaction;

use super::doing::{Seconds, in_service};
use super::{Asked, DeedRefused, Done};
use crate::act::frame::with_salt;
use crate::act::trail::{self, Left};
use crate::domain::day::Day;
use crate::domain::deed::{About, Change, Deed, Right};
use crate::domain::officer::{Officer, Role, Roster};
use crate::domain::practice::Practice;
use crate::domain::trail::{Outcome, Spoken};
use crate::store::act::Act;
use crate::store::proposal::{self, Proposal};
use crate::store::trail::{Draft, of_proposal};
use crate::store::{Moment, Snapshot, salt};

/// What a second person has yet to authorise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The proposal's number; none of what was only tried.
    pub number: Option<i64>,
    /// The right that wants a second person.
    pub right: Right,
    /// The least role of that person.
    pub least: Role,
}

/// The greatest of the roles wanted, with the first right that wants it.
pub(super) fn wanted(seconds: &Seconds) -> Option<Pending> {
    let greatest = *seconds.values().max()?;
    let (right, least) = seconds.iter().find(|(_, least)| **least == greatest)?;
    Some(Pending { number: None, right: *right, least: *least })
}

/// The least role of whoever authorises: by the policy of today, which may have ceased to ask for anybody.
pub(super) fn least(practice: &Practice, right: Right) -> Role {
    practice.second(right).unwrap_or_else(|| practice.least_role(right))
}

/// What was asked for, with the words in which it was.
pub(super) struct Proposing<'a> {
    pub tx: &'a Transaction<'a>,
    pub spoken: &'a Spoken,
    pub asked: &'a Asked<'a>,
    /// As it is written down.
    pub deed: &'a str,
}

impl Proposing<'_> {
    /// The answer where this id is a proposal's: that it is open still, or why nothing can come of it.
    pub(super) fn known(&self, act: &Act) -> Result<Option<Done>, DeedRefused> {
        let Some(id) = self.asked.id else { return Ok(None) };
        let Some(known) = proposal::by_id(self.tx, id)? else { return Ok(None) };
        let number = known.number;
        // Where the salt was removed by law it cannot be told any more, and counts as another.
        let same = known.salt.map(|salt| with_salt(&salt, &self.asked.content)) == Some(known.content);
        if !same || known.kind != self.asked.kind || known.actor != self.asked.actor {
            let said = format!("this id was used before, for a proposal with other content (proposal {number})");
            return Err(DeedRefused::Wrong(said));
        }
        if let Some(resolution) = &known.resolution {
            return Err(DeedRefused::Declined { number, by: resolution.actor.clone() });
        }
        proposal::undo(self.tx)?;
        trail::append(self.tx, self.spoken, self.asked.actor, &Left { rows: Some(0), ..Left::of(Outcome::Repeated) })?;
        let view = Snapshot::within(self.tx, None)?;
        let practice = &view.book()?.on(act.moment.day_in(chrono_tz::UTC)).policy.practice.clone();
        let pending = Pending { number: Some(number), right: known.right, least: least(practice, known.right) };
        let act = Act { number: 0, id: known.id, moment: known.moment, ..act.clone() };
        Ok(Some(Done { already: true, pending: Some(pending), ..Done::of(act) }))
    }

    /// Keeps what was tried as a proposal, with its entry.
    pub(super) fn keep(&self, act: &Act, deed: &Deed, done: Done, pending: Pending) -> Result<Done, DeedRefused> {
        let offender_ref = sole_offender(&done);
        proposal::undo(self.tx)?;
        let salt = salt::fresh()?;
        let proposal = Proposal {
            number: 0,
            id: act.id.clone(),
            kind: deed.kind,
            actor: act.actor.clone(),
            moment: act.moment,
            right: pending.right,
            offender_ref,
            deed: self.deed.to_owned(),
            content: with_salt(&salt, &self.asked.content),
            salt: Some(salt),
            resolution: None,
        };
        let number = proposal::insert(self.tx, &proposal)?;
        let draft = draft(self.spoken, Outcome::Proposed, &proposal, act.moment, &act.actor);
        of_proposal(self.tx, number, draft)?;
        Ok(Done { pending: Some(Pending { number: Some(number), ..pending }), ..done })
    }
}

/// The one offender whom all of it is about.
fn sole_offender(done: &Done) -> Option<String> {
    let mut found = done.facts.iter().filter_map(|stored| match &stored.about {
        About::Offender(reference) => Some(reference.as_str()),
        About::Officer(_) => None,
    });
    let first = found.next();
    first.filter(|first| found.all(|other| other == *first)).map(str::to_owned)
}

/// The entry of a proposal, or of its being declined, but for what was written.
pub(super) fn draft<'d>(
    spoken: &'d Spoken,
    outcome: Outcome,
    proposal: &'d Proposal,
    moment: Moment,
    actor: &'d str,
) -> Draft<'d> {
    let about = proposal.offender_ref.as_deref();
    Draft { moment, actor, spoken, outcome, rows: Some(0), about, reason: None, act: None, written: Vec::new() }
}

/// Refuses what nobody could authorise, and somebody new: of whom nothing is on file until then, so that what is said of
/// them could not be found again.
pub(super) fn can_be(deed: &Deed, pending: &Pending, roster: &Roster, by: &str, today: Day) -> Result<(), DeedRefused> {
    let new = deed.changes.iter().any(|change| matches!(change, Change::Enrol(About::Offender(_))));
    if new {
        return Err(DeedRefused::wrong("somebody new comes on file first, without what wants a second person"));
    }
    let other = |officer: &Officer| {
        officer.id != by && in_service(officer, today).is_some_and(|record| record.role >= pending.least)
    };
    if roster.iter().any(|(_, officer)| other(officer)) {
        return Ok(());
    }
    Err(DeedRefused::NobodyElse { by: by.to_owned(), needed: pending.least, right: pending.right })
}
