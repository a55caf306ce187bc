//! What somebody else makes of a proposal: it is authorised, and done, or declined.

use std::collections::BTreeMap;

use rusqlite::Transaction;

use super::doing::{Actor, in_service};
use super::second::{draft, least};
use super::{Asked, DeedRefused, Done, content, overtaken, rights};
use crate::act::frame::{next_moment, stamp};
use crate::act::trail::{self, Left};
use crate::domain::day::Day;
use crate::domain::deed::Deed;
use crate::domain::officer::{Role, Roster};
use crate::domain::trail::Outcome;
use crate::domain::work::At;
use crate::store::proposal::{self, Proposal, Resolution};
use crate::store::trail::{Draft, of_act, of_proposal};
use crate::store::{KnownAt, Moment, REMOVED, Snapshot, Store, StoreError};

/// A proposal with what there is to be known of it today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The proposal.
    pub proposal: Proposal,
    /// Its moment in the time zone of the policy.
    pub at: At,
    /// What it asks for; none where a text of it was removed by law.
    pub deed: Option<Deed>,
    /// The least role of whoever authorises it.
    pub least: Role,
}

/// What a second person makes of a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Judging<'a> {
    /// The proposal's number.
    pub proposal: i64,
    /// Who judges it.
    pub actor: &'a Actor,
    /// Why; declining wants it.
    pub because: Option<&'a str>,
    /// Whether it is only tried.
    pub only_try: bool,
}

/// The open proposals that somebody may judge or has made, and how many others there are. While no account is bound,
/// whoever is nobody in particular sees all.
///
/// # Errors
/// [`DeedRefused`].
pub fn waiting(view: &Snapshot<'_>, actor: &Actor, today: Day) -> Result<(Vec<Waiting>, usize), DeedRefused> {
    let (roster, book) = (view.roster()?, view.book()?);
    let practice = &book.on(today).policy.practice;
    let role = role(&roster, actor, today);
    let all = view.open_proposals()?;
    let others = all.len();
    let theirs = all.into_iter().filter_map(|proposal| {
        let least = least(practice, proposal.right);
        let sees = matches!(actor, Actor::Account(_)) || proposal.actor == actor.word() || role >= Some(least);
        let at = proposal.moment.at_in(book.on(today).policy.time_zone);
        sees.then(|| Waiting { at, deed: serde_json::from_str(&proposal.deed).ok(), proposal, least })
    });
    let theirs: Vec<Waiting> = theirs.collect();
    let others = others - theirs.len();
    Ok((theirs, others))
}

fn role(roster: &Roster, actor: &Actor, today: Day) -> Option<Role> {
    let officer = roster.get(roster.key(actor.word())?)?;
    in_service(officer, today).map(|record| record.role)
}

/// Authorises a proposal: what it asks for is done now.
///
/// # Errors
/// [`DeedRefused`]: nothing was recorded, and the proposal is as open as it was.
pub fn authorise(store: &mut Store, judging: Judging<'_>) -> Result<Done, DeedRefused> {
    let spoken = store.spoken().clone();
    let actor = judging.actor.word();
    super::refused::check_length(judging.because.unwrap_or_default())?;
    let tx = store.begin()?;
    let proposal = found(&tx, judging.proposal)?;
    let deed = asked_for(&proposal)?;
    if let Some(resolution) = &proposal.resolution {
        let act = resolution.act.filter(|_| resolution.actor == actor);
        let act = act.ok_or_else(|| closed(&proposal, resolution))?;
        let view = Snapshot::within(&tx, Some(KnownAt::Act(act)))?;
        let done = Done { already: true, ..super::answered(&view, &deed)? };
        drop(view);
        trail::append(&tx, &spoken, actor, &Left { rows: Some(0), ..Left::of(Outcome::Repeated) })?;
        tx.commit().map_err(StoreError::of_commit)?;
        return Ok(done);
    }
    let proposer = Actor::Officer(proposal.actor.clone());
    let stamped = stamp(
        &tx,
        &Asked {
            id: Some(&proposal.id),
            kind: proposal.kind,
            actor: &proposal.actor,
            content: content(proposal.kind, [proposal.deed.as_bytes()]),
            reason: deed.because.as_deref(),
            salted: true,
        },
    )?;
    let act = stamped.act.clone();
    let reason = judging.because.map(str::to_owned);
    let resolution = Resolution { act: Some(act.number), actor: actor.to_owned(), moment: act.moment, reason };
    proposal::resolve(&tx, proposal.number, &resolution)?;
    let view = Snapshot::within(&tx, None)?;
    let roster = may_judge(&view, &proposal, judging.actor, act.moment)?;
    by_an_account(&view, &proposal)?;
    drop(view);
    let (done, seconds, today) = super::within(&tx, &act, &deed, &proposer)?;
    overtaken::check(&Snapshot::within(&tx, None)?, &proposal, &deed)?;
    for (right, least) in seconds {
        rights::judge(&roster, least, judging.actor, right, today)?;
    }
    if judging.only_try {
        return Ok(done);
    }
    of_act(&tx, &spoken, &act, actor)?;
    tx.commit().map_err(StoreError::of_commit)?;
    Ok(Done { clock_behind: stamped.clock_behind, ..done })
}

/// Declines a proposal. Whoever made it may take it back so.
///
/// # Errors
/// [`DeedRefused`]: it is as open as it was.
pub fn decline(store: &mut Store, judging: Judging<'_>) -> Result<Proposal, DeedRefused> {
    let spoken = store.spoken().clone();
    let actor = judging.actor.word();
    let because = judging.because.filter(|because| !because.trim().is_empty()).ok_or(DeedRefused::ReasonWanted)?;
    super::refused::check_length(because)?;
    let tx = store.begin()?;
    let proposal = found(&tx, judging.proposal)?;
    if let Some(resolution) = &proposal.resolution {
        return Err(closed(&proposal, resolution));
    }
    let (moment, _) = next_moment(&tx)?;
    if proposal.actor != actor {
        may_judge(&Snapshot::within(&tx, None)?, &proposal, judging.actor, moment)?;
    }
    let reason = Some(because.to_owned());
    let resolution = Resolution { act: None, actor: actor.to_owned(), moment, reason };
    let reason = proposal::resolve(&tx, proposal.number, &resolution)?;
    let draft = Draft { reason, ..draft(&spoken, Outcome::Declined, &proposal, moment, actor) };
    of_proposal(&tx, proposal.number, draft)?;
    let declined = found(&tx, proposal.number)?;
    if !judging.only_try {
        tx.commit().map_err(StoreError::of_commit)?;
    }
    Ok(declined)
}

fn found(tx: &Transaction<'_>, number: i64) -> Result<Proposal, DeedRefused> {
    let found = proposal::by_number(tx, number)?;
    found.ok_or_else(|| DeedRefused::unknown("proposal", &number.to_string()))
}

fn asked_for(proposal: &Proposal) -> Result<Deed, DeedRefused> {
    if proposal.deed == REMOVED {
        return Err(DeedRefused::wrong("what was proposed was removed by law; it can only be declined"));
    }
    serde_json::from_str(&proposal.deed).map_err(|_| DeedRefused::Store(StoreError::damaged("a proposal")))
}

fn closed(proposal: &Proposal, resolution: &Resolution) -> DeedRefused {
    let (number, by) = (proposal.number, &resolution.actor);
    match resolution.act {
        Some(act) => DeedRefused::wrong(format!("proposal {number} was authorised by {by}, as act {act}")),
        None => DeedRefused::Declined { number, by: by.clone() },
    }
}

/// Refuses whoever may not judge this proposal at a moment: it wants somebody else, of the role. Answers the officers.
fn may_judge(view: &Snapshot<'_>, proposal: &Proposal, actor: &Actor, moment: Moment) -> Result<Roster, DeedRefused> {
    let (roster, book) = (view.roster()?, view.book()?);
    let today = moment.day_in(book.on(moment.day_in(chrono_tz::UTC)).policy.time_zone);
    let needed = least(&book.on(today).policy.practice, proposal.right);
    let right = proposal.right;
    if let Actor::Account(_) = actor {
        return Err(DeedRefused::Nobody { needed, right });
    }
    rights::judge(&roster, needed, actor, right, today)?;
    if actor.word() == proposal.actor || through_one_account(view, proposal, actor)? {
        return Err(DeedRefused::SamePerson { by: proposal.actor.clone(), needed, right });
    }
    Ok(roster)
}

/// Whether an account that acts as this officer acted as whoever proposed it when they did. Of that time the trail tells,
/// which knows the order of things and not only the moments that a clock gave them.
fn through_one_account(view: &Snapshot<'_>, proposal: &Proposal, actor: &Actor) -> Result<bool, DeedRefused> {
    let (then, now) = (bound_then(view, proposal)?, view.bindings()?);
    let mut theirs = now.iter().filter(|(_, officer)| *officer == actor.word());
    Ok(theirs.any(|(account, _)| then.get(account) == Some(&proposal.actor)))
}

/// Refuses what was proposed before accounts were bound, once they are: nothing tells whose account proposed it.
fn by_an_account(view: &Snapshot<'_>, proposal: &Proposal) -> Result<(), DeedRefused> {
    if view.bindings()?.is_empty() || !bound_then(view, proposal)?.is_empty() {
        return Ok(());
    }
    let number = proposal.number;
    Err(DeedRefused::wrong(format!(
        "proposal {number} was made before accounts were bound to officers, and nothing tells through which: it is \
         declined, and proposed again"
    )))
}

/// Which account acted as whom when it was proposed.
fn bound_then(view: &Snapshot<'_>, proposal: &Proposal) -> Result<BTreeMap<u32, String>, DeedRefused> {
    match view.act_before_proposal(proposal.number)? {
        Some(act) => Ok(view.beside(Some(KnownAt::Act(act)))?.bindings()?),
        None => Ok(BTreeMap::new()),
    }
}
