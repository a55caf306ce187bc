//! Adopting a policy, the first one with the database itself.

use std::path::Path;

use rusqlite::Transaction;

use super::bounds::{Lacking, lacking, longest_cadence};
use super::frame::{self, Asked, Performed, Stamped, Verdict};
use super::preview::Judge;
use super::who;
use crate::domain::cadence::Interval;
use crate::domain::day::Day;
use crate::domain::deed::Right;
use crate::domain::offender::PlanKind;
use crate::domain::policy::{Book, Policy};
use crate::domain::policy_file::{self, PolicyError};
use crate::domain::preview::{Moved, PolicyPreview, TierMoves};
use crate::domain::trail::Spoken;
use crate::store::act::{Act, ActKind};
use crate::store::{KnownAt, Scope, Snapshot, Store, StoreError, policy, trail};

/// Why a policy was not adopted. Nothing was recorded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PolicyRefused {
    /// The file breaks the bounds that it must keep by itself.
    #[error("the policy file has {} problem(s)", .0.len())]
    Unreadable(Vec<PolicyError>),
    /// This version of this policy was adopted before.
    #[error("this version of this policy was adopted before; a change needs another version")]
    Adopted,
    /// It would change what held on days gone by.
    #[error("it takes effect on {effective_from}; without a reason to go back, {earliest} is the earliest day")]
    TooSoon {
        /// When it says it takes effect.
        effective_from: Day,
        /// The day after today in its time zone.
        earliest: Day,
    },
    /// It goes back, and asks for less of whoever acts than what was in force.
    #[error("it goes back, and asks for less than was asked for {}; that takes effect on {earliest} at the earliest",
        quoted(.rights))]
    AsksLess {
        /// For which rights: the role is lower, or a second person's, or nobody is wanted any more.
        rights: Vec<Right>,
        /// The day after today in its time zone.
        earliest: Day,
    },
    /// A reason to go back that says nothing.
    #[error("a policy that goes back needs a reason that says something")]
    NoReason,
    /// People have tiers, while managed, on days when it is in force, that it lacks.
    #[error("{}", lacks(.0))]
    LacksTiers(Vec<(String, usize)>),
    /// Its tolerance is as long as the interval of plans there are.
    #[error("its tolerance of {tolerance_days} days is not shorter than the interval of {plans} plan(s)")]
    Tolerance {
        /// Its tolerance.
        tolerance_days: u32,
        /// How many plans have an interval that is not longer.
        plans: usize,
    },
    /// Plans there are have a longer interval than any version has a cadence.
    #[error("{plans} plan(s) have an interval longer than {longest}, the longest cadence of any version")]
    Plans {
        /// How many plans.
        plans: usize,
        /// The longest cadence of any version.
        longest: Interval,
    },
    /// Accounts are bound to officers, and nobody bound could bind others any more.
    #[error("{0}")]
    Stranded(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn quoted(rights: &[Right]) -> String {
    let each: Vec<String> = rights.iter().map(|right| format!("`{right}`")).collect();
    each.join(", ")
}

fn lacks(tiers: &[(String, usize)]) -> String {
    let each: Vec<String> = tiers.iter().map(|(tier, people)| format!("`{tier}` ({people} of them)")).collect();
    format!("it lacks tiers that managed people have on days when it is in force: {}", each.join(", "))
}

/// Makes a database with its first policy, in one transaction.
///
/// `text` is the policy file. See [`Store::create`] for what is refused and what is left.
pub fn init(path: &Path, actor: &str, id: Option<&str>, text: &str) -> Result<(Store, Stamped), PolicyRefused> {
    let policy = policy_file::parse(text).map_err(PolicyRefused::Unreadable)?;
    let asked =
        Asked { id, kind: ActKind::AdoptPolicy, actor, content: content(text, None), reason: None, salted: false };
    Store::create(path, |tx| {
        let stamped = frame::stamp(tx, &asked)?;
        policy::insert(tx, &stamped.act, &policy, text, None)?;
        let spoken = Spoken { command: "init".to_owned(), asked: String::new() };
        trail::of_act(tx, &spoken, &stamped.act, actor)?;
        Ok(stamped)
    })
}

/// Adopts a policy.
///
/// Once there are facts it takes effect no earlier than the day after today, by the act's moment in the policy's time
/// zone, unless `because` says why it goes back; the reason is recorded where it was needed. Refused where it breaks a
/// bound that the policy and the register hold each other to (rulebook, section 2), and where it goes back and asks for
/// less of whoever acts: that is seen by everybody before it holds.
pub fn adopt_policy(
    store: &mut Store,
    actor: &str,
    id: Option<&str>,
    text: &str,
    because: Option<&str>,
) -> Result<Performed<()>, PolicyRefused> {
    let policy = parsed(text, because)?;
    let asked =
        Asked { id, kind: ActKind::AdoptPolicy, actor, content: content(text, because), reason: None, salted: false };
    frame::perform(store, &asked, |tx, act| adopt(tx, act, &policy, text, because).map(Verdict::Keep))
}

fn parsed(text: &str, because: Option<&str>) -> Result<Policy, PolicyRefused> {
    let policy = policy_file::parse(text).map_err(PolicyRefused::Unreadable)?;
    if because.is_some_and(|because| because.trim().is_empty()) {
        return Err(PolicyRefused::NoReason);
    }
    Ok(policy)
}

/// What adopting a policy would change, with the facts known now, as at `today` or the day it takes effect if that is later.
/// Nothing is recorded; others who write wait while it is looked at. Refused as [`adopt_policy`] refuses it.
pub fn preview_policy(
    store: &mut Store,
    actor: &str,
    text: &str,
    because: Option<&str>,
    today: Day,
) -> Result<PolicyPreview, PolicyRefused> {
    let policy = parsed(text, because)?;
    let content = content(text, because);
    let asked = Asked { id: None, kind: ActKind::AdoptPolicy, actor, content, reason: None, salted: false };
    let tx = store.begin()?;
    let before = Snapshot::within(&tx, None)?;
    let judge = Judge::of(&before)?;
    let stamped = frame::stamp(&tx, &asked)?;
    adopt(&tx, &stamped.act, &policy, text, because)?;
    let judges = (judge, Judge::of(&Snapshot::within(&tx, None)?)?);
    Ok(moves(&before, &policy, &judges, today.max(policy.effective_from))?)
}

fn moves(
    view: &Snapshot<'_>,
    policy: &Policy,
    (before, after): &(Judge, Judge),
    as_of: Day,
) -> Result<PolicyPreview, StoreError> {
    let book = &after.rules.book;
    let in_force = &book.on(as_of).policy.tiers;
    let mut tiers: Vec<TierMoves> = in_force.iter().map(|tier| TierMoves::of(Some(&tier.id), &tier.name)).collect();
    tiers.push(TierMoves::of(None, "none set"));
    let mut becomes_overdue = Vec::new();
    view.each_offender(Scope::All, |_, reference, facts| {
        let moved = Moved {
            reference: reference.to_owned(),
            before: before.place(facts, as_of)?,
            after: after.place(facts, as_of)?,
            appears: false,
            changes: Vec::new(),
        };
        let Some(placed) = moved.after else { return Ok(()) };
        let tier = placed.tier.map(|tier| book.tier_id(tier));
        let at = tiers.iter().position(|moves| moves.tier.as_deref() == tier).unwrap_or_else(|| {
            tiers.push(TierMoves::of(tier, tier.unwrap_or_default()));
            tiers.len() - 1
        });
        tiers[at].add(&moved);
        if moved.becomes_overdue() {
            becomes_overdue.push(moved.reference);
        }
        Ok::<_, StoreError>(())
    })?;
    becomes_overdue.sort();
    let Policy { id, version, effective_from, .. } = policy.clone();
    Ok(PolicyPreview { as_of, id, version, effective_from, tiers, becomes_overdue })
}

fn content(text: &str, because: Option<&str>) -> [u8; 32] {
    let parts = std::iter::once(text.as_bytes()).chain(because.map(str::as_bytes));
    frame::content(ActKind::AdoptPolicy, parts)
}

fn adopt(
    tx: &Transaction<'_>,
    act: &Act,
    policy: &Policy,
    text: &str,
    because: Option<&str>,
) -> Result<(), PolicyRefused> {
    if policy::is_adopted(tx, policy)? {
        return Err(PolicyRefused::Adopted);
    }
    let in_force = Snapshot::within(tx, None)?.book()?;
    let here = in_force.on(act.moment.day_in(policy.time_zone)).policy.time_zone;
    let earliest = act.moment.day_in(policy.time_zone).max(act.moment.day_in(here)).next();
    let goes_back = policy.effective_from < earliest && policy::has_facts(tx)?;
    if goes_back && because.is_none() {
        return Err(PolicyRefused::TooSoon { effective_from: policy.effective_from, earliest });
    }
    policy::insert(tx, act, policy, text, because.filter(|_| goes_back))?;
    let before = Snapshot::within(tx, Some(KnownAt::Act(act.number - 1)))?;
    let today = act.moment.day_in(here);
    who::keeps_a_keeper(&before, &Snapshot::within(tx, None)?, today)?.map_err(PolicyRefused::Stranded)?;
    check_register(tx, policy)?;
    let (was, is) = (before.book()?, Snapshot::within(tx, None)?.book()?);
    let rights = asks_less(&was, &is, policy.effective_from, earliest);
    if goes_back && !rights.is_empty() { Err(PolicyRefused::AsksLess { rights, earliest }) } else { Ok(()) }
}

/// The rights for which, on some day of `[from, until)`, less is asked of whoever acts than was: a lower role, a lower one
/// of the second person, or none where one was wanted.
fn asks_less(was: &Book, is: &Book, from: Day, until: Day) -> Vec<Right> {
    let days: Vec<Day> = std::iter::once(from).chain(is.changes().filter(|day| *day > from && *day < until)).collect();
    let less = |right: Right, day: Day| {
        let [was, is] = [was, is].map(|book| &book.on(day).policy.practice);
        is.least_role(right) < was.least_role(right) || is.second(right) < was.second(right)
    };
    Right::ALL.iter().copied().filter(|right| days.iter().any(|day| less(*right, *day))).collect()
}

/// Holds the register, as it stands, to the versions as they stand with the new one among them.
fn check_register(tx: &Transaction<'_>, policy: &Policy) -> Result<(), PolicyRefused> {
    let snapshot = Snapshot::within(tx, None)?;
    let book = snapshot.book()?;
    let longest = longest_cadence(&book);
    let mut found = Found::default();
    snapshot.each_offender(Scope::All, |_, _, facts| {
        lacking(&book, facts, &mut found.lacking);
        for plan in &facts.plans {
            if let PlanKind::Interval(every) = plan.kind {
                found.within_tolerance += usize::from(every.rough_days() <= policy.tolerance_days);
                found.too_long += usize::from(longest.is_some_and(|longest| every.longer_than(longest)));
            }
        }
        Ok::<_, PolicyRefused>(())
    })?;
    found.judge(&book, policy, longest)
}

#[derive(Default)]
struct Found {
    lacking: Lacking,
    within_tolerance: usize,
    too_long: usize,
}

impl Found {
    fn judge(self, book: &Book, policy: &Policy, longest: Option<Interval>) -> Result<(), PolicyRefused> {
        if !self.lacking.is_empty() {
            let tiers = self.lacking.into_iter().map(|(tier, people)| (book.tier_id(tier).to_owned(), people));
            return Err(PolicyRefused::LacksTiers(tiers.collect()));
        }
        if self.within_tolerance > 0 {
            let (tolerance_days, plans) = (policy.tolerance_days, self.within_tolerance);
            return Err(PolicyRefused::Tolerance { tolerance_days, plans });
        }
        match longest {
            Some(longest) if self.too_long > 0 => Err(PolicyRefused::Plans { plans: self.too_long, longest }),
            _ => Ok(()),
        }
    }
}
